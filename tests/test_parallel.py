"""Work handed to other processes gives what this process alone would: on this machine, on a Dask cluster, and when a worker is killed."""

import logging.handlers
import os
import shutil
import subprocess
import sys

import pytest

from policyanalysis import parallel
from policyanalysis.analysis.targets import sentences
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.parallel import connect, in_threads, spread
from policyanalysis.project import ROOT

SAMPLE = "data/sample"


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


@pytest.fixture
def connected(cluster, monkeypatch):
    monkeypatch.setenv(parallel.VARIABLE, "")
    connect(cluster.scheduler_address)
    yield cluster
    parallel._client(cluster.scheduler_address, os.getpid()).close()
    parallel._client.cache_clear()


def doubled(numbers):
    return [2 * number for number in numbers]


def test_parts_keep_their_order_and_are_taken_as_they_are_needed():
    taken = []

    def numbers():
        for number in range(10):
            taken.append(number)
            yield number

    found = spread(doubled, numbers(), lambda number: 1, 3)
    assert [next(found) for _ in range(3)] == [0, 2, 4] and len(taken) == 3
    assert list(found) == [6, 8, 10, 12, 14, 16, 18] and list(spread(doubled, [], len, 1)) == []


def test_threads_keep_the_order_and_hold_few_results():
    taken = []

    def numbers():
        for number in range(50):
            taken.append(number)
            yield number

    found = in_threads(lambda number: number * 2, numbers())
    assert next(found) == 0 and len(taken) <= parallel._cores() + 1
    assert list(found) == [2 * number for number in range(1, 50)]
    with pytest.raises(ZeroDivisionError):
        list(in_threads(lambda number: 1 / number, [1, 0, 2]))


def test_long_work_goes_to_other_processes_with_the_same_results(monkeypatch):
    monkeypatch.setattr(parallel, "ALONE", -1.0)
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    found = list(spread(lambda part: [(2 * n, os.getpid()) for n in part], range(20), lambda n: 1, 4))
    assert [value for value, _ in found] == list(range(0, 40, 2)) and os.getpid() not in {process for _, process in found}


def test_unpacked_here(monkeypatch):
    monkeypatch.setattr(parallel, "ALONE", -1.0)
    found = spread(lambda part: sum(part), range(6), lambda n: 1, 2, unpack=lambda total: [total, os.getpid()])
    assert list(found) == [1, os.getpid(), 5, os.getpid(), 9, os.getpid()]


def test_a_killed_process_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setattr(parallel, "ALONE", -1.0)
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    with pytest.raises(PolicyAnalysisError, match="was killed, perhaps for lack of memory"):
        list(spread(lambda part: os.kill(os.getpid(), 9), range(4), lambda n: 1, 1))


def test_an_error_of_the_work_is_raised_here(monkeypatch):
    monkeypatch.setattr(parallel, "ALONE", -1.0)
    with pytest.raises(PolicyAnalysisError, match="lang='fr'"):
        list(spread(lambda part: sentences("", "fr"), range(3), lambda n: 1, 1))


def test_a_worker_that_dies_is_survived(connected):
    client = parallel._client(connected.scheduler_address, os.getpid())
    victim = sorted(client.scheduler_info()["workers"])[0]
    found = spread(lambda part: [__import__("time").sleep(0.2) or (2 * n, os.getpid()) for n in part], range(30), lambda n: 1, 1)
    first = next(found)
    os.kill(client.run(os.getpid, workers=[victim])[victim], 9)
    rest = list(found)
    assert [value for value, _ in [first, *rest]] == list(range(0, 60, 2))
    assert os.getpid() not in {process for _, process in [first, *rest]} and len({process for _, process in rest}) >= 2


def test_a_cluster_of_one_thread_is_refused(monkeypatch):
    from distributed import LocalCluster

    monkeypatch.setenv(parallel.VARIABLE, "")
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as small:
        with pytest.raises(PolicyAnalysisError, match="fewer than two threads"):
            connect(small.scheduler_address)


def test_a_module_in_the_callers_folder_is_not_run(tmp_path):
    (tmp_path / "joblib.py").write_text("open('ran', 'w')")
    code = ("import sys; sys.path[:] = [p for p in sys.path if p]; from policyanalysis import parallel; parallel.ALONE = -1; parallel._cores = lambda: 2; "
            "print(list(parallel.spread(lambda part: part, range(4), lambda n: 1, 1)))")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.stdout == "[0, 1, 2, 3]\n" and not (tmp_path / "ran").exists(), done.stderr


def test_a_cluster_writes_the_same_tables(connected, tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for file in sorted((ROOT / SAMPLE).glob("blog_c*")):  # some have translations
        shutil.copy(file, pages)
    for table in ("targets", "topics"):  # each reads, pairs and aligns before
        for name, more in (("here", []), ("there", ["--scheduler", connected.scheduler_address])):
            out = tmp_path / f"{name}.csv"
            command = [sys.executable, "-c", "from policyanalysis.cli import main; main()", "export", table, "--corpus", str(pages), "--out", str(out), *more]
            subprocess.run(command, check=True, capture_output=True, env={**os.environ, "POLICYANALYSIS_CACHE": "off", parallel.VARIABLE: ""})
        assert (tmp_path / "here.csv").read_bytes() == (tmp_path / "there.csv").read_bytes()


def test_a_scheduler_that_is_not_there_is_one_line(monkeypatch):
    monkeypatch.setattr(parallel, "PATIENCE", 1)
    with pytest.raises(PolicyAnalysisError, match="no Dask scheduler answers at 'tcp://127.0.0.1:9'"):
        connect("tcp://127.0.0.1:9")


def test_a_worker_with_other_code_is_refused(cluster, monkeypatch):
    monkeypatch.setattr(parallel, "_method", lambda: {"code": str(os.getpid())})
    parallel._client.cache_clear()
    with pytest.raises(PolicyAnalysisError, match="another version"):
        connect(cluster.scheduler_address)


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("lost", ["workers", "scheduler"])
def test_a_cluster_that_is_lost_is_told_in_a_sentence_and_nothing_else(monkeypatch, lost):
    from distributed import LocalCluster

    printed = logging.handlers.BufferingHandler(1000)
    monkeypatch.setattr(logging.getLogger("distributed.client"), "handlers", [printed])

    monkeypatch.setenv(parallel.VARIABLE, "")
    monkeypatch.setattr(parallel, "LOST", 1.0)
    monkeypatch.setattr(parallel, "WATCH", 0.2)
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as small:
        connect(small.scheduler_address)
        found = spread(lambda part: __import__("time").sleep(0.3) or part, range(40), lambda n: 1, 1)
        assert next(found) == 0
        small.scale(0) if lost == "workers" else small.close()
        with pytest.raises(PolicyAnalysisError, match="was lost in the middle of the work"):
            list(found)
        parallel._client(small.scheduler_address, os.getpid()).close()  # as the command does when it ends
    assert not printed.buffer
    parallel._client.cache_clear()
