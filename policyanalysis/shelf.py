"""Results of many small pieces of work, kept between runs: each is found again by what it was made from, wherever that stands in a corpus now.

A stage has one file for them in the folder of the cache, a SQLite database.  As there, each result is signed and believed only if this user's own program
wrote it; a file that is damaged is made anew.
"""

from __future__ import annotations

import hmac
import json
import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from hashlib import blake2b
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import TypeVar

from policyanalysis.cache import KEPT, entry, key
from policyanalysis.frames import Runs
from policyanalysis.parallel import spread

KEY, SIGNED = 16, 16  # bytes of a key and of a signature
AT_ONCE = 500  # results that are looked for or written at once
HELD = 20_000_000  # bytes of results that wait, at most, for what is made before them
PATIENCE = 60  # seconds to wait for another process that writes to the same file
DAY = 86400
WEEK = 7  # days after which a use is noted again
Item = TypeVar("Item")
Whole = TypeVar("Whole")


def plain(value: object, other: Callable[[object], object] | None = None) -> bytes:
    """Plain data as bytes, as they are kept and compared; `other` makes such of what is none.

    >>> json.loads(plain(["储能", 1]))
    ['储能', 1]
    """
    return json.dumps(value, ensure_ascii=False, default=other, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _told(item):
    return plain(item, repr)


def _always(found):
    return True


def _itself(items):
    return items


def recall_each(name: str, make: Callable[[Iterator[Whole | None]], Iterable[bytes | None]], items: Iterable[Item], told: Callable[[Item], bytes] = _told,
                holds: Callable[[bytes], bool] = _always, whole: Callable[[list[Item]], Iterable[Whole]] = _itself) -> Iterator[bytes]:
    """The result of each item, in their order: from the cache where it was made before, else from `make`.

    Parameters
    ----------
    name
        All that the results depend on besides the items: the stage and its code.  Nothing is kept without one.
    make
        Takes items as they are needed and returns their results in the same order.  None among them asks for what came before; its result is None.  `by_parts` gives such a function.
    items
        May be taken in another thread.
    told
        All that the result of an item depends on.
    holds
        Asked of what was kept whether it still holds; if not, it is made anew.
    whole
        What `make` takes for some items, where it is less work to tell them than to have them.

    Examples
    --------
    >>> import tempfile
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {"POLICYANALYSIS_CACHE": tempfile.mkdtemp()}):
    ...     first = list(recall_each("upper case", by_parts(lambda words: [word.upper().encode() for word in words], len, 10), ["a", "b"]))
    ...     list(recall_each("upper case", by_parts(lambda words: [b"made again"] * len(words), len, 10), ["b", "c", "a"]))
    [b'B', b'made again', b'A']
    """
    shelf = _shelf(name)
    if shelf is None:
        yield from make(chain.from_iterable(map(whole, _some(items))))
        return
    with closing(shelf):
        row, fresh = deque(), []  # results in the order of the items, in the place of one that is still to be made its name in a tuple
        try:
            for value in make(_missing(shelf, row, items, told, holds, whole)):
                while row and isinstance(row[0], bytes):
                    yield row.popleft()
                if value is not None:
                    fresh.append((*row.popleft(), value))
                    if len(fresh) == AT_ONCE:
                        shelf.put(fresh)
                        fresh = []
                    yield value
        finally:  # also where the caller asks for no more, or is interrupted
            shelf.put(fresh)
        yield from row


def recall_runs(name: str, make: Callable[[Iterator[Whole | None]], Iterable[bytes | None]], runs: Runs, whole: Callable[[list[int]], Iterable[Whole]],
                also: Callable[[int], bytes] | None = None, holds: Callable[[bytes], bool] = _always) -> Iterator[bytes]:
    """As `recall_each`, for runs of rows: what they hold is taken from the table only where the result is not there.

    Parameters
    ----------
    whole
        What `make` takes for the runs of some numbers.
    also
        All that the result of a run depends on besides what it holds, by its number.

    Examples
    --------
    >>> import pandas as pd
    >>> runs = Runs(pd.DataFrame({"text": ["a", "b"]}), [], ["text"])
    >>> list(recall_runs("upper case", by_parts(lambda words: [word.upper().encode() for word in words], len, 10), runs, lambda numbers: [row[0][0] for row in runs.values(numbers)]))
    [b'A', b'B']
    """
    told = itemgetter(1) if also is None else lambda item: item[1] + also(item[0])
    return recall_each(name, make, enumerate(runs.digests()), told, holds, lambda items: whole([number for number, _ in items]))


def by_parts(work: Callable[[list[Item]], list[bytes]], size: Callable[[Item], int], part: int) -> Callable[[Iterator[Item | None]], Iterator[bytes | None]]:
    """What `recall_each` makes results by: `work` takes a list of items and returns as many results, its lists as large as `parallel.spread` makes them, on all cores.

    >>> list(by_parts(lambda words: [word.upper().encode() for word in words], len, 10)(iter(["a", None, "b"])))
    [b'A', None, b'B']
    """
    return lambda items: spread(partial(_filled, work), items, lambda item: part if item is None else size(item), part)


def _filled(work, items):
    made = iter(work([item for item in items if item is not None]))
    return [None if item is None else next(made) for item in items]


def _some(items):
    items = iter(items)
    while some := list(islice(items, AT_ONCE)):
        yield some


def _missing(shelf, row, items, told, holds, whole):
    """Items whose results are not there, while `row` is filled; None after so many others that what they take should go on its way."""
    held = 0
    for some in _some(items):
        names = [blake2b(told(item), digest_size=KEY).digest() for item in some]
        known = shelf.get(names)
        known = {name: value for name, value in known.items() if holds(value)}
        made = iter(whole([item for name, item in zip(names, some) if name not in known]))
        for name in names:
            if name in known:
                row.append(known[name])
                held += len(known[name])
            else:
                row.append((name,))
                yield next(made)
        if held > HELD:
            held = 0
            yield None


def _shelf(name):
    if not name:
        return None
    try:
        found = entry(key("each of a day", name))
        return found and _Shelf(*found)
    except (sqlite3.Error, OSError):
        return None


def _today():
    return int(time.time() // DAY)


class _Shelf:
    """The results of a stage in one file."""

    def __init__(self, path: Path, secret: bytes):
        self._path, self._lock, self._damaged = path, Lock(), False
        self._secret = blake2b(secret + path.name.encode()).digest()
        path.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            self._open()
        except sqlite3.OperationalError:  # another process has it for too long, or it can't be written
            raise
        except sqlite3.DatabaseError:  # damaged, or no database at all
            path.unlink()
            self._open()
        if time.time() - path.stat().st_mtime > DAY:
            os.utime(path)  # it is of use
        self._forget()

    def _open(self):
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))  # only its owner can read it
        self._file = sqlite3.connect(self._path, timeout=PATIENCE, check_same_thread=False)
        try:
            # Nothing that the file itself says is run; a run that is killed leaves it whole, only a loss of power need not
            self._file.executescript("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA synchronous = OFF;"
                                     "CREATE TABLE IF NOT EXISTS results (name BLOB PRIMARY KEY, value BLOB NOT NULL, day INTEGER NOT NULL); CREATE INDEX IF NOT EXISTS of_day ON results (day)")
            self._new = self._file.execute("SELECT 1 FROM results LIMIT 1").fetchone() is None
        except sqlite3.Error:
            self._file.close()
            raise

    def _forget(self):
        """Leave out, once a day, the results that were not used for two months: texts that changed or left."""
        try:
            if self._file.execute("PRAGMA user_version").fetchone()[0] != _today():  # the day on which this was done last
                with self._file:
                    self._file.execute("DELETE FROM results WHERE day < ?", (_today() - KEPT // DAY,))
                    self._file.execute(f"PRAGMA user_version = {_today()}")
        except sqlite3.Error:  # they are of no harm
            pass

    def get(self, names: list[bytes]) -> dict[bytes, bytes]:
        """Those of some results that were there when the file was opened, by their names; perhaps also later ones."""
        if self._new:
            return {}
        with self._lock:
            try:
                found = self._file.execute(f"SELECT name, value, day FROM results WHERE name IN ({','.join('?' * len(names))})", names).fetchall()
            except sqlite3.Error as error:
                found, self._damaged = [], self._damaged or type(error) is sqlite3.DatabaseError
            self._note([name for name, _, day in found if day < _today() - WEEK])
        return {name: value[SIGNED:] for name, value, _ in found if isinstance(value, bytes) and hmac.compare_digest(value[:SIGNED], self._signature(name, value[SIGNED:]))}

    def _note(self, names):
        """Note that some results are of use."""
        try:
            with self._file:
                self._file.executemany("UPDATE results SET day = ? WHERE name = ?", [(_today(), name) for name in names])
        except sqlite3.Error:  # they can be read, if not written
            pass

    def put(self, results: list[tuple[bytes, bytes]]) -> None:
        """Keep some results, in the place of those of the same name."""
        rows = [(name, self._signature(name, value) + value, _today()) for name, value in results]
        with self._lock:
            try:
                with self._file:
                    self._file.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)
            except sqlite3.Error:  # a cache that can't be written, or is full, is no reason to stop
                pass

    def _signature(self, name, value):
        made = blake2b(name, digest_size=SIGNED, key=self._secret)
        made.update(value)
        return made.digest()

    def close(self) -> None:
        with self._lock:
            self._file.close()
            if self._damaged:
                self._path.unlink(missing_ok=True)
