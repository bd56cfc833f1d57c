"""How long all six reports take beside six notebooks that only start a kernel and import the same libraries, two at a time.

    python tests/benchmarks/rendering.py [CORPUS]

Both are run one after the other, on the same machine in the same minute: papermill on the import cells of the notebooks, two at a time; then the command
with an empty cache, with a full one (`--force`), and with nothing changed.  Prints a Markdown table.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from policyanalysis import project

COMMAND = [sys.executable, "-c", "from policyanalysis.cli import main; main()", "render", "--quiet", "--workers", "2"]
WORKERS = 2


def imports_only(notebook: Path, folder: Path) -> Path:
    """A notebook of the cell that imports, and no other."""
    content = nbformat.read(notebook, as_version=4)
    content.cells = [cell for cell in content.cells if cell.cell_type == "code" and "import policyanalysis" in cell.source]
    content.cells[0].source = "import matplotlib.pyplot, sklearn.cluster\n" + content.cells[0].source + "\npa.load_corpus, pa.fit_topics, pa.find_targets, pa.audit_translations"
    nbformat.write(content, folder / notebook.name)
    return folder / notebook.name


def seconds(call) -> float:
    start = time.monotonic()
    call()
    return time.monotonic() - start


def main(corpus: str = str(project.SAMPLE)) -> None:
    folder = Path(tempfile.mkdtemp())
    environment = {**os.environ, "PYTHONPATH": str(project.ROOT), "POLICYANALYSIS_CACHE": str(folder / "cache")}
    plain = [imports_only(path, folder) for path in project.notebooks()]

    def run(command: list[str]) -> None:
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def baseline() -> None:
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(lambda path: run([sys.executable, "-m", "papermill", "-k", "python3", str(path), str(folder / f"ran_{path.name}")]), plain))

    render = [*COMMAND, "--corpus", corpus, "--out", str(folder / "out")]
    taken = {"six notebooks that only import": seconds(baseline), "six reports, nothing known": seconds(lambda: run(render)), "six reports again (--force)": seconds(lambda: run([*render, "--force"])),
             "nothing changed": seconds(lambda: run(render))}
    taken["six notebooks that only import, again"] = seconds(baseline)
    base = (taken["six notebooks that only import"] + taken["six notebooks that only import, again"]) / 2
    print("| what | seconds | times the imports |\n|---|---|---|")
    for what, time_taken in taken.items():
        print(f"| {what} | {time_taken:.1f} | {time_taken / base:.2f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
