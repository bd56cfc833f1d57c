"""Tasks in processes of their own: several at a time, and none can take the run with it.

A fork server imports what reports need once; each task is a fork of it, ready at once.  (Where there is none, as on Windows, each task is a fresh
interpreter.)  The server starts with a fixed hash seed and locale (figures are lettered by it) and without the caller's folder among the places of modules.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait

from policyanalysis.errors import PolicyAnalysisError

GRACE = 8  # seconds that a task has to end itself after its deadline
STARTING = 120  # seconds for the first process to be there
FIXED = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", "PYTHONSAFEPATH": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1",
         "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
PRELOAD = ["policyanalysis.reporting.warm"]
_leader = False  # whether this process leads a session of those that help it


@dataclass
class Task:
    """One call of a function in a process of its own; the function is given its end of a `Connection` before the arguments, for a `Post`.

    `deadline` is in seconds from the first that the process tells; `told` collects what the process said of itself (such as the kernel that it started).

    >>> Task("survey", "policyanalysis.reporting.look.look", ("data/sample", [], ""), deadline=60).told
    {}
    """

    name: str
    function: str  # "package.module.function"
    arguments: tuple
    deadline: float
    aside: bool = False  # not counted among those that run at a time
    alone: bool = False  # a fresh interpreter, which begins while the fork server still imports what reports need
    told: dict = field(default_factory=dict)
    started: float = 0.0


class Post:
    """The worker's end of the line to the main process; where that is gone, the worker goes too, with all that it started.

    >>> import queue
    >>> from types import SimpleNamespace
    >>> news = queue.Queue()
    >>> post = Post(SimpleNamespace(send=print, recv=news.get))  # in place of a Connection
    >>> post.tell(cell=3)
    {'cell': 3}
    >>> news.put({"survey": "done"})
    >>> post.hear("survey")
    'done'
    """

    def __init__(self, line: Connection):
        self._line, self._news, self._arrived = line, {}, threading.Condition()
        self.children: set[int] = {os.getpid()} if _leader else set()  # leaders of sessions that end with this process
        threading.Thread(target=self._listen, daemon=True).start()

    def tell(self, **facts) -> None:
        """Send facts to the main process."""
        try:
            self._line.send(facts)
        except OSError:
            self._leave()

    def hear(self, name: str) -> object:
        """Wait for a fact that the main process sends."""
        with self._arrived:
            self._arrived.wait_for(lambda: name in self._news)
            return self._news[name]

    def _listen(self) -> None:
        while True:
            try:
                news = self._line.recv()
            except (OSError, EOFError):
                self._leave()
            with self._arrived:
                self._news |= news
                self._arrived.notify_all()

    def _leave(self) -> None:
        for child in self.children:
            kill_group(child)
        os._exit(1)


def cores() -> int:
    """How many processors this process may use.

    >>> cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def kill_group(pid: int) -> None:
    """Kill a process that leads its own session, and all that it started.

    >>> import subprocess
    >>> import sys
    >>> process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    >>> kill_group(process.pid)
    >>> process.wait() != 0
    True
    """
    try:
        os.killpg(pid, signal.SIGKILL) if hasattr(os, "killpg") else os.kill(pid, signal.SIGTERM)
    except (ProcessLookupError, PermissionError):
        pass


def run(tasks: Sequence[Task], workers: int, *, heard: Callable[[Task, dict], dict | None], begun: Callable[[Task], None]) -> Iterator[tuple[Task, str]]:
    """Run tasks in their order, at most `workers` at a time (not counting those that tell that they wait, as `waits`), and give each back as it ends, with what went wrong or an empty string.

    Parameters
    ----------
    tasks
        Their arguments must be plain data.
    heard
        Called with every fact that a task tells; what it returns is sent to all tasks, those that start later too.
    begun
        Called when a task starts.

    Examples
    --------
    >>> tasks = [Task(str(n), "policyanalysis.reporting.look.look", (f"folder {n}", [], ""), deadline=60) for n in range(2)]
    >>> [(task.told["error"][:25], error) for task, error in run(tasks, 1, heard=lambda task, facts: None, begun=lambda task: None)]
    [("corpus 'folder 0' does no", ''), ("corpus 'folder 1' does no", '')]
    """
    fresh = multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(PRELOAD)
    waiting, running, news = deque(tasks), {}, {}

    def take(line):
        task, process = running[line]
        try:
            facts = line.recv()
        except (OSError, EOFError):
            del running[line]
            line.close()
            process.join()
            return task
        if not task.told:
            task.started = time.monotonic()  # the server may have had to import everything first
        task.told |= facts
        if news:
            task.told.pop("waits", None)  # what it waits for is there: it works, and its time runs
        if more := heard(task, facts):
            news.update(more)
            for other, (waited, _) in running.items():
                _send(other, more)
                if waited.told.pop("waits", False):
                    waited.started = time.monotonic()  # that it waited is not its fault
        return None

    try:
        while waiting or running:
            while waiting and sum(not (task.aside or task.told.get("waits")) for task, _ in running.values()) < workers:
                task = waiting.popleft()
                begun(task)
                line, process = _start(fresh if task.alone else context, task, cores() if task.alone else max(1, cores() // workers))
                _send(line, news)
                running[line] = task, process
            for line in wait(list(running), timeout=0.5):
                if task := take(line):
                    yield task, "" if task.told.get("done") else "its process died; is there memory enough?"
            for line, (task, process) in list(running.items()):
                if not task.told.get("waits") and time.monotonic() - task.started > task.deadline + GRACE + STARTING * (not task.told):
                    _end(task, process)
                    del running[line]
                    line.close()
                    yield task, f"ran longer than its {task.deadline:g} s"
    finally:
        for line, (task, process) in running.items():
            _end(task, process)
            line.close()


def _start(context, task, n_cores):
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, {"LOKY_MAX_CPU_COUNT": str(n_cores)} | dict(os.environ), task.function, task.arguments, task.alone), name=f"policyanalysis {task.name}")
    try:
        with _environment(FIXED):
            process.start()
    except (OSError, EOFError) as error:
        raise PolicyAnalysisError(f"no process could be started ({error or type(error).__name__}); is there memory enough?") from None
    theirs.close()
    task.started = time.monotonic()
    return ours, process


def _work(line, environment, function, arguments, leads):
    global _leader
    if leads and hasattr(os, "setsid"):
        os.setsid()
        _leader = True
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process is interrupted, and ends its workers
    os.environ.clear()
    os.environ.update(environment | {name: FIXED[name] for name in FIXED if name != "PYTHONSAFEPATH"})
    module, _, name = function.rpartition(".")
    getattr(importlib.import_module(module), name)(line, *arguments)


def _send(line, news):
    try:
        line.send(news)
    except OSError:
        pass  # it died; the line's end tells


def _end(task, process):
    if kernel := task.told.get("kernel"):
        kill_group(kernel)
    if task.alone:
        kill_group(process.pid)  # with those that help it
    process.kill()
    process.join()


@contextmanager
def _environment(values):
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.__setitem__(name, value)
