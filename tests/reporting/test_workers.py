"""Tasks that wait for what another one finds: they hold no place and are not late for it, but have no more time than others afterwards."""

import textwrap

import pytest

from policyanalysis.reporting import workers
from policyanalysis.reporting.workers import Task, run

WORK = """
import time
from pathlib import Path
from policyanalysis.reporting.workers import Post

def finds(line, folder, n_waiting, seconds):
    post = Post(line)
    post.tell(begun=True)
    while len(list(Path(folder).glob("*.waits"))) < n_waiting:
        time.sleep(0.1)
    time.sleep(seconds)
    post.tell(found="it", done=True)

def waits(line, marker, works, hangs):
    post = Post(line)
    post.tell(begun=True)
    time.sleep(works)
    Path(marker).touch()
    post.tell(waits=True)
    assert post.hear("found") == "it"
    time.sleep(hangs)
    post.tell(done=True)
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    (tmp_path / "work_of_tasks.py").write_text(textwrap.dedent(WORK))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(workers, "GRACE", 0)
    return "work_of_tasks"


def ended(tasks, n_workers):
    """Names and errors in the order in which they end, and which had begun when the first told what it found."""
    begun, found = [], []

    def heard(task, facts):
        if "found" in facts:
            found.extend(begun)
            return {"found": facts["found"]}
        return None

    return [(task.name, error) for task, error in run(tasks, n_workers, heard=heard, begun=lambda task: begun.append(task.name))], found


def test_one_that_waits_holds_no_place_and_is_not_late(work, tmp_path):
    tasks = [Task("finds", f"{work}.finds", (str(tmp_path), 3, 3), 60, aside=True, alone=True), *(Task(name, f"{work}.waits", (str(tmp_path / f"{name}.waits"), 0, 0), 2) for name in "abc")]
    results, begun = ended(tasks, 1)
    assert sorted(results) == [("a", ""), ("b", ""), ("c", ""), ("finds", "")] and begun == ["finds", "a", "b", "c"]


@pytest.mark.parametrize("works", [0, 4])  # it waits, or is done only after what it needs was found
def test_one_that_hangs_afterwards_is_ended(work, tmp_path, works):
    tasks = [Task("finds", f"{work}.finds", (str(tmp_path), 0, 2), 60, aside=True), Task("hangs", f"{work}.waits", (str(tmp_path / "hangs.waits"), works, 60), 6)]
    assert dict(ended(tasks, 1)[0]) == {"finds": "", "hangs": "ran longer than its 6 s"}
