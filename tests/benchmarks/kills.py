"""SIGKILL at random moments of a render: the last good reports must be whole every time, and the next run succeed.

    python tests/benchmarks/kills.py [N_KILLS [real [FIRST]]]

Two small notebooks on one page, or with `real` all notebooks of the project on its sample.  Every second kill hits the whole command at a moment drawn
from the length of a run; the others lie in wait for the step that puts a finished report in place, and hit some thousandths of a second into it; half hit
all processes of the run, half the first alone.  After each kill every file of every report must be, byte by byte, that of the last good set or that of the new one; the next run must end well, with all
files of each report from one run and an index that says so.  Prints how far the killed runs had come, and what was wrong; ends with status 1 if anything was.
FIRST (0) seeds the moments, so that two halves can be run apart.
"""

from __future__ import annotations

import glob
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from policyanalysis import project
from policyanalysis.reporting import record
from policyanalysis.reporting.ledger import read_ledger
from policyanalysis.reporting.place import READY, WORK
from policyanalysis.reporting.render import render

COMMAND = [sys.executable, "-c", "from policyanalysis.cli import main; main()", "render"]
NAMES = ("a", "b")  # of the small notebooks
INTO = 0.03  # seconds from the first sign of a finished report within which a kill that waits for it comes
PAGE = "港口新政发布\n- 来源: 大众日报\n- 日期: 2024-10-15\n国务院办公厅印发《港口发展的意见》，支持新航线。\n"


def small_notebook(folder: Path, name: str) -> Path:
    """A notebook that takes a second and prints which run it was."""
    cells = [new_markdown_cell(f"# {name}"), new_code_cell('corpus = "x"  # pages\nrandom_state = 0  # a number', metadata={"tags": ["parameters"]}),
             new_code_cell("import time; time.sleep(0.3)"), new_code_cell("print('run', random_state)")]
    nbformat.write(new_notebook(cells=cells), folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


def start(arguments: list[str]) -> subprocess.Popen:
    """The command, on its way, at the head of a group of its own."""
    return subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(project.ROOT)}, start_new_session=True)


def lie_in_wait(run: subprocess.Popen, out: Path, which: int, delay: float) -> None:
    """Return some time after the `which`-th report begins to be put in place, or when the run is over."""
    before, seen = False, 0
    while seen < which and run.poll() is None:
        now = bool(_gathered(out))
        seen, before = seen + (now and not before), now
        time.sleep(0.0003)
    time.sleep(delay)


def _gathered(out: Path) -> list[str]:
    return glob.glob(f"{out}/{WORK}*/*/ready") + glob.glob(f"{out}/{READY}*")


def kill(run: subprocess.Popen, group: bool) -> bool:
    """Whether it was killed, and had not ended before: alone, as for want of memory, or with its group, as by a scheduler."""
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL) if group else run.send_signal(signal.SIGKILL)
    return run.wait() < 0


def files_of(out: Path, names: list[str]) -> dict[str, dict[str, bytes]]:
    """The files of each report by their places."""
    found = {}
    for name in names:
        paths = [out / f"{name}.html", out / f"{name}.pdf", out / "notebooks" / f"{name}.ipynb", *(out / record.RECORDS).glob(f"{name}.*.json")]
        found[name] = {str(path.relative_to(out)): path.read_bytes() for path in paths if path.exists()}
    return found


def stage(out: Path, before: dict, after: dict) -> str:
    """How far a killed run had come, by what it left."""
    moved = sum(before[name] != after[name] for name in before)
    if gathered := _gathered(out):
        return "moving a report into place" if any(READY in path for path in gathered) else "gathering a finished report"
    if not list(out.glob(f"{WORK}*")):
        return "before it began" if not moved else "at its very end"
    return "making the first reports" if not moved else "between or after reports put in place"


def wrong(out: Path, names: list[str], state: int, kept: dict) -> list[str]:
    """What is not as it must be after a run that ended well with this `random_state`; `kept` are files of the killed run that were in place already."""
    found, states = [], {entry["name"]: entry["state"] for entry in _index(out)}
    for name, files in files_of(out, names).items():
        known = record.read_record(out, name)
        said = re.search(r"random_state = (-?\d+)", "".join(cell.source for cell in nbformat.read(out / "notebooks" / f"{name}.ipynb", 4).cells if "injected-parameters" in cell.metadata.get("tags", [])))
        if not known or known["parameters"]["random_state"] != state or len(files) != 3:
            found.append(f"{name}: no record, or another's, belongs to the page, or more files than one set ({sorted(files)})")
        if not said or int(said[1]) != state:
            found.append(f"{name}: the notebook is not of this run")
        if not files[f"{name}.html"].rstrip().endswith(b"</html>"):
            found.append(f"{name}: the page is cut")
        if name in kept and files != kept[name]:
            found.append(f"{name}: made again, though it was in place")
        if states.get(name) != "fresh":
            found.append(f"{name}: the index says {states.get(name)}")
    left = [path.name for path in out.iterdir() if path.name.startswith((WORK, READY))]
    return found + [f"left behind: {name}" for name in left]


def _index(out: Path) -> list[dict]:
    text = (out / "index.html").read_text("utf-8")
    return [{"name": name, "state": state} for name, state in re.findall(r'<h2><a href="([^"]+)\.html">.*?<span class="state [^"]*">([^<]+)</span>', text, re.DOTALL)] if text.rstrip().endswith("</html>") else []


def main(n_kills: str = "200", which: str = "small", first: str = "0") -> None:
    folder, rng = Path(tempfile.mkdtemp()), random.Random(int(first))
    os.environ["POLICYANALYSIS_CACHE"] = str(folder / "cache")
    pages, out = folder / "pages", folder / "out"
    pages.mkdir()
    (pages / "a.txt").write_text(PAGE, "utf-8")
    notebooks = [small_notebook(folder, name) for name in NAMES] if which == "small" else project.notebooks()
    names = [path.stem for path in notebooks]
    corpus, listed = (pages, notebooks) if which == "small" else (project.SAMPLE, project.notebooks())
    base = [*map(str, notebooks), "--corpus", str(corpus), "--out", str(out), "-p", "random_state"]
    assert start([*base, "0"]).wait() == 0
    began = time.monotonic()
    assert start([*base, "1"]).wait() == 0  # its length is that of the runs to be killed, whose processes start anew
    length, failures, reached = time.monotonic() - began, [], Counter()
    for number in range(2, int(n_kills) + 2):
        before, index = files_of(out, names), (out / "index.html").read_bytes()
        run = start([*base, str(number)])
        if number % 2:
            time.sleep(rng.random() * length * 1.05)
        else:
            lie_in_wait(run, out, rng.randint(1, len(names)), rng.random() ** 2 * INTO)
        killed = kill(run, rng.random() < 0.5)
        after = files_of(out, names)
        reached[stage(out, before, after) if killed else "it had ended"] += 1
        at_last = {name: after[name] for name in names if before[name] != after[name] and not _gathered(out)}
        told = []
        for name in names:
            known = record.read_record(out, name)
            if not known or known["parameters"]["random_state"] not in (number - 1, number):
                told.append(f"{name}: the page in place is neither the last good one nor the new one")
            told += [f"{place}: changed, and not to the new one" for place, content in after[name].items() if place in before[name] and content != before[name][place] and not _new(content, place, number)]
            told += [f"{place}: gone" for place in before[name] if place not in after[name] and not place.startswith(record.RECORDS)]
        if (out / "index.html").read_bytes() != index and not _index(out):
            told.append("the index is cut")
        results = render(notebooks, out, {"random_state": str(number)}, corpus=str(corpus), index=listed)
        told += [f"the next run: {result.error}" for result in results if not result.good] + wrong(out, names, number, at_last)
        failures += [f"kill {number - 1}: {what}" for what in told]
        if number % 10 == 1:
            print(f"{number - 1}: {dict(reached)}, {len(failures)} wrong", file=sys.stderr, flush=True)
    ledger = Counter(entry["status"] for entry in read_ledger(out))
    print(f"{sum(reached.values()) - reached['it had ended']} of {n_kills} runs were killed before their end; a run of {len(names)} notebooks takes {length:.1f} s")
    print("\n".join(f"{count:5}  {what}" for what, count in reached.most_common()))
    print(f"{len(failures)} wrong; lines of the ledger: " + ", ".join(f"{count} {status}" for status, count in sorted(ledger.items())))
    print("\n".join(failures))
    sys.exit(bool(failures))


def _new(content: bytes, place: str, state: int) -> bool:
    """Whether a whole file is of the run with this `random_state`."""
    text = content.decode("utf-8")
    if place.endswith(".html"):
        return text.rstrip().endswith("</html>") and f"random_state</code></td><td><code>{state}<" in re.sub(r"\s+", "", text)
    content = json.loads(text)
    return content["parameters"]["random_state"] == state if place.startswith(record.RECORDS) else f"random_state = {state}\n" in "".join("".join(cell["source"]) for cell in content["cells"])


if __name__ == "__main__":
    main(*sys.argv[1:])
