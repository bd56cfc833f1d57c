"""A long step beside the notebook: it says how long it has taken, can be stopped, and leaves the kernel free."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable

TICK = 0.5  # seconds between two reports


class Stopped(BaseException):
    """Raised inside a step that its reader stops; no `except Exception` on the way keeps it going.

    >>> issubclass(Stopped, Exception)
    False
    """


class Task:
    """One step in a thread of its own.

    Parameters
    ----------
    work
        What is done.
    done
        Told what it returns.
    failed
        Told what it raises: an error of its own, or `Stopped`.
    tick
        Told every half second how many seconds have gone by.

    Examples
    --------
    >>> said = []
    >>> Task(lambda: 6 * 7, said.append, said.append).start().wait()
    >>> said
    [42]
    """

    def __init__(self, work: Callable[[], object], done: Callable[[object], None], failed: Callable[[BaseException], None], tick: Callable[[float], None] = lambda seconds: None):
        self._work, self._done, self._failed, self._tick = work, done, failed, tick
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._over = threading.Event()

    def start(self) -> Task:
        """Begin, and return at once."""
        self._thread.start()
        threading.Thread(target=self._count, daemon=True).start()
        return self

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is over."""
        self._thread.join(seconds)

    @property
    def running(self) -> bool:
        """Whether it is not over yet."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """End it at its next line of Python; a single call into a library is waited for."""
        if self.running and not self._over.is_set():
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread.ident), ctypes.py_object(Stopped))

    def _run(self):
        try:
            value = self._work()
            self._over.set()
        except BaseException as error:  # whatever it is, the reader is told
            self._over.set()
            self._failed(error)
        else:
            self._done(value)

    def _count(self):
        begun = time.monotonic()
        while not self._over.wait(TICK):
            self._tick(time.monotonic() - begun)
