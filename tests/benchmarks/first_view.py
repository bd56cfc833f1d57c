"""Seconds until the first view of 0_explore stands, the first time on a machine and again.

    python tests/benchmarks/first_view.py FOLDER

Runs the notebook's cells as far as the workbench, in fresh interpreters with a home and a cache that begin empty, and prints a Markdown table: what was run, seconds,
seconds of processor time. Starting the kernel, and drawing in the browser, are not part of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

CELLS = """
import sys, time
from policyanalysis.project import NOTEBOOKS
from policyanalysis.reporting.parameters import read_cells
start = time.perf_counter(), time.process_time()
names = {}
for cell in read_cells(NOTEBOOKS / "0_explore.ipynb"):
    if cell.cell_type == "code" and "workbench" not in names:
        exec(cell.source, names)
        names["corpus"] = sys.argv[1]
assert names["workbench"]._repr_mimebundle_()
print(f"{time.perf_counter() - start[0]:.1f} | {time.process_time() - start[1]:.1f}")
"""


def main() -> None:
    """Print the table."""
    print("| 0_explore, as far as the workbench | s | s of processor |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as home:
        places = {"HOME": home, "XDG_CACHE_HOME": f"{home}/cache", "POLICYANALYSIS_CACHE": f"{home}/own", "IPYTHONDIR": f"{home}/ipython", "MPLCONFIGDIR": f"{home}/matplotlib"}
        for what in ("first time", "again"):
            done = subprocess.run([sys.executable, "-c", CELLS, sys.argv[1]], env={**os.environ, **places}, capture_output=True, text=True, check=True)
            print(f"| {what} | {done.stdout.splitlines()[-1]} |")


if __name__ == "__main__":
    main()
