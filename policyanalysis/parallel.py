"""The same work on many items: on the cores of this machine or on a Dask cluster, with the results in the order of the items.

joblib does it, by its own processes or by its Dask backend.  This process begins alone, and asks others only when the work turns out to be long: they take
a few seconds to start.
"""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import cache
from itertools import chain
from threading import Event, Thread
from typing import TypeVar

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.versions import code_hash, method

VARIABLE = "POLICYANALYSIS_SCHEDULER"  # address of a Dask scheduler; empty: this machine
ALONE = 4.0  # seconds of work before other processes of this machine are started
PATIENCE = 20  # seconds in which a scheduler must answer
LOST, WATCH = 60.0, 2.0  # seconds without any worker after which a cluster is given up, and between looks
Item = TypeVar("Item")
Part = TypeVar("Part")
Result = TypeVar("Result")


def spread(work: Callable[[list[Item]], Part], items: Iterable[Item], size: Callable[[Item], int], part: int, unpack: Callable[[Part], Iterable[Result]] = iter) -> Iterator[Result]:
    """What `work` returns for the items, given to it in parts whose sizes sum to about `part`; items are taken as they are needed.

    Parameters
    ----------
    work
        Takes a list of items.  With what it needs it is sent to other processes.
    items, size
        Anything that can be pickled, and how large one is; items may be taken in another thread.
    part
        Size of a part.
    unpack
        Makes results of what `work` returned, in this process; without it they are what it holds.

    Raises
    ------
    PolicyAnalysisError
        If a process of this machine was killed, as by lack of memory, or no scheduler answers.

    Examples
    --------
    >>> list(spread(lambda words: [word.upper() for word in words], ["a", "b"], len, 10))
    ['A', 'B']
    """
    parts, spent = _parts(items, size, part), 0.0
    for own in parts:
        if os.environ.get(VARIABLE) or spent > ALONE and _cores() > 1:
            for found in _elsewhere(work, chain([own], parts)):
                yield from unpack(found)
            return
        start = time.monotonic()
        found = work(own)
        spent += time.monotonic() - start
        yield from unpack(found)


def in_threads(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """What `work` returns for each item, by a thread a core of this machine: for arithmetic on arrays, which leaves Python's lock.

    Each thread does its arithmetic alone, so that the sums are the same on any number of cores.  Not more results are held than there are cores.

    >>> list(in_threads(abs, [-1, -2]))
    [1, 2]
    """
    from threadpoolctl import threadpool_limits

    waiting = deque()
    with threadpool_limits(limits=1), ThreadPoolExecutor(_cores(), initializer=threadpool_limits, initargs=(1,)) as threads:  # OpenMP's limit is a thread's own
        for item in items:
            waiting.append(threads.submit(work, item))
            if len(waiting) > _cores():
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _elsewhere(work, parts):
    from joblib import Parallel, delayed, parallel_config
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    address = os.environ.get(VARIABLE)
    with parallel_config(backend="dask" if address else "loky", n_jobs=-1):
        parallel = Parallel(return_as="generator", batch_size=1, pre_dispatch="2 * n_jobs")
    try:
        with _safe_path(), _watched(_client(address, os.getpid())) if address else nullcontext():
            yield from parallel(delayed(work)(part) for part in parts)
    except TerminatedWorkerError:
        raise PolicyAnalysisError("a process that did part of the work was killed, perhaps for lack of memory; free some, or give fewer pages at once") from None
    except Exception as error:
        if address and (type(error).__module__.split(".")[0] in ("distributed", "joblib", "concurrent", "asyncio") or isinstance(error, (TimeoutError, ConnectionError))):  # its own troubles, not those of the work
            raise PolicyAnalysisError(f"the Dask cluster at {address!r} was lost in the middle of the work ({type(error).__name__}); start it again, or go on without --scheduler") from None
        raise


@contextmanager
def _watched(client):
    """Give up a cluster that has no worker left for a while: whoever waits for it would wait for ever."""
    done = Event()

    def watch():
        since = time.monotonic()
        while not done.wait(WATCH):
            since = time.monotonic() if _has_workers(client) else since
            if time.monotonic() - since > LOST:
                client.close()
                return

    thread = Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join(WATCH)


def _has_workers(client):
    try:
        return bool(client.scheduler_info().get("workers"))
    except Exception:  # of whatever kind while the scheduler itself is being lost: there is none to be seen
        return False


@contextmanager
def _safe_path():
    """Processes that are started meanwhile take no module from the folder that this one was called in: pages may lie there."""
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        os.environ.pop("PYTHONSAFEPATH") if before is None else os.environ.__setitem__("PYTHONSAFEPATH", before)


def _parts(items, size, part):
    waiting, held = [], 0
    for item in items:
        waiting.append(item)
        held += size(item)
        if held >= part:
            yield waiting
            waiting, held = [], 0
    if waiting:
        yield waiting


@cache
def _cores():
    from joblib import cpu_count

    return cpu_count()


def connect(address: str) -> None:
    """Have the workers of a Dask scheduler do what is spread from now on, here and in processes that are started.

    Raises
    ------
    PolicyAnalysisError
        If Dask is not installed, no scheduler answers, there are not two threads of workers, or a worker has other code or libraries than this process.

    Examples
    --------
    >>> from distributed import LocalCluster
    >>> with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None) as cluster:
    ...     connect(cluster.scheduler_address)
    ...     list(spread(sorted, "cab", len, 2))
    ...     _client(os.environ.pop(VARIABLE), os.getpid()).close()
    ['a', 'c', 'b']
    """
    _client(address, os.getpid())
    os.environ[VARIABLE] = address


def _method():
    return {**method(), "code": code_hash(), "lock": ""}  # what results depend on


@cache
def _client(address, process):
    """The connection of this process (a fork needs one of its own), once its workers are known to give what this process would."""
    try:
        from distributed import Client
    except ImportError:
        raise PolicyAnalysisError("a scheduler needs Dask; install it with: pip install 'policyanalysis[dask]'") from None
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # it prints a traceback when a cluster is lost, which is told in a sentence
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=True)
    except (OSError, ValueError, TypeError):
        raise PolicyAnalysisError(f"no Dask scheduler answers at {address!r}; start one with `dask scheduler`, and workers with `dask worker tcp://...`") from None
    try:
        _check(client, address)
    except BaseException:
        client.close()
        raise
    return client


def _check(client, address):
    if sum(client.nthreads().values()) < 2:
        raise PolicyAnalysisError(f"the Dask cluster at {address!r} has fewer than two threads of workers, which is no help; start more with `dask worker {address}`")
    try:
        there = client.run(_method)
    except Exception as error:
        raise PolicyAnalysisError(f"a Dask worker could not load policyanalysis ({type(error).__name__}: {error}); install it there") from None
    if other := sorted(worker for worker, found in there.items() if found != _method()):
        raise PolicyAnalysisError(f"the Dask worker {other[0]} has another version of policyanalysis or of a library; install the same ones there, and start it again")
