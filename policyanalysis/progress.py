"""How far a long step is: a bar where a person watches a terminal, and a count for whoever asked to be told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")
_told: ContextVar[Callable[[int, int, str], None] | None] = ContextVar("told", default=None)


@contextmanager
def told_to(listener: Callable[[int, int, str], None]) -> Iterator[None]:
    """Have `listener` told how many items are done, of how many, and what they are, while this thread counts any.

    >>> with told_to(print):
    ...     _ = list(counted(["a", "b"], "reading", "file"))
    0 2 file
    1 2 file
    2 2 file
    """
    before = _told.set(listener)
    try:
        yield
    finally:
        _told.reset(before)


def counted(items: Sequence[Item], what: str, unit: str) -> Iterator[Item]:
    """The items one after the other; a bar appears on a terminal after two seconds.

    >>> list(counted(["a", "b"], "reading", "file"))
    ['a', 'b']
    """
    tell = _told.get() or (lambda *count: None)
    for n, item in enumerate(tqdm(items, desc=what, unit=unit, disable=None, delay=2, leave=False)):
        tell(n, len(items), unit)
        yield item
    tell(len(items), len(items), unit)
