"""SIGKILL at random moments of a render: the last good report must be whole every time, and the next run succeed.

    python tests/benchmarks/kills.py [N_KILLS]

Two small notebooks on one page; each kill hits the whole command at a moment drawn from the length of a run.  Prints what was seen, and ends with
status 1 if anything was not as it must be.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from policyanalysis.project import ROOT
from policyanalysis.reporting import record
from policyanalysis.reporting.ledger import read_ledger

NAMES = ("a", "b")
COMMAND = [sys.executable, "-c", "from policyanalysis.cli import main; main()", "render"]


def notebook(folder: Path, name: str) -> Path:
    cells = [new_markdown_cell(f"# {name}"), new_code_cell('corpus = "x"  # pages\nrun = 0  # a number', metadata={"tags": ["parameters"]}), new_code_cell("print('run', run)")]
    nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


def render(arguments: list[str], seconds: float | None = None) -> int:
    """Exit status of a run; negative if it was killed after some seconds."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "POLICYANALYSIS_CACHE": os.environ["POLICYANALYSIS_CACHE"]}
    run = subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        return run.wait(seconds)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        return run.wait()


def wrong(out: Path) -> list[str]:
    """What is not as it must be at the place."""
    found = [f"{name}: no record belongs to the page" for name in NAMES if not record.read_record(out, name)]
    found += [f"{name}: the page is cut" for name in NAMES if not (out / f"{name}.html").read_text("utf-8").rstrip().endswith("</html>")]
    found += [f"{name}: no notebook" for name in NAMES if not record.whole(out / "notebooks" / f"{name}.ipynb")]
    return found


def main(n_kills: str = "200") -> None:
    folder, rng = Path(tempfile.mkdtemp()), random.Random(0)
    os.environ["POLICYANALYSIS_CACHE"] = str(folder / "cache")
    (folder / "pages").mkdir()
    (folder / "pages/a.txt").write_text("港口新政发布\n- 来源: 大众日报\n- 日期: 2024-10-15\n国务院办公厅印发《港口发展的意见》，支持新航线。\n", "utf-8")
    out = folder / "out"
    base = [*(str(notebook(folder, name)) for name in NAMES), "--corpus", str(folder / "pages"), "--out", str(out), "-p", "run"]
    assert render([*base, "0"]) == 0
    start = time.monotonic()
    assert render([*base, "1"]) == 0
    length, failures, killed, replaced = time.monotonic() - start, [], 0, 0
    for kill in range(2, int(n_kills) + 2):
        before = [(out / f"{name}.html").read_bytes() for name in NAMES]
        killed += render([*base, str(kill)], rng.random() * length * 1.1) < 0
        replaced += [(out / f"{name}.html").read_bytes() for name in NAMES] != before
        failures += [f"kill {kill}: {what}" for what in wrong(out)]
        if kill % 10 == 0:  # the next run works
            if render([*base, str(-kill)]) != 0 or wrong(out):
                failures.append(f"run after kill {kill}: failed")
    last = render([*base, "-1"])
    left = [path.name for path in out.iterdir() if path.name.startswith(".rendering-")]
    print(f"{killed} of {n_kills} runs were killed before their end (a run takes {length:.1f} s), {replaced} of all had put a new report in place;")
    print(f"{len(failures)} wrong; the run after the last: status {last}; left behind: {left or 'nothing'}; {len(read_ledger(out))} lines in the ledger")
    print("\n".join(failures))
    sys.exit(bool(failures or last or left))


if __name__ == "__main__":
    main(*sys.argv[1:])
