"""Cells as text; of large tables, rows and runs of rows without a second copy of their texts, and the memory that making them took."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice, pairwise

import numpy as np
import pandas as pd

PART = 1_000  # values taken out of a column at once
DIGEST = 16  # bytes of the hash of a run
LONG = 16  # rows in a row that are kept, on average, from which parts of the columns are used as they are


def as_text(value: object) -> str:
    """A cell as text, "" for a missing one.

    >>> as_text(float("nan")), as_text(5)
    ('', '5')
    """
    return "" if pd.isna(value) else str(value)


def each(column: pd.Series) -> Iterator:
    """The values of a column, a part after another: of texts it takes a third of the time that one after another takes, and no second copy of all.

    >>> list(each(pd.Series(["a", "b"])))
    ['a', 'b']
    """
    for start in range(0, len(column), PART):
        yield from column.iloc[start : start + PART].tolist()


def rows_where(table: pd.DataFrame, keep: pd.Series | np.ndarray) -> pd.DataFrame:
    """The rows of a table where `keep` holds, as `table[keep]` gives them, numbered from 0.

    Where most rows are kept, texts are not copied: what is left out lies between parts of the same memory, as pandas' texts are kept in Arrow's chunks.

    Parameters
    ----------
    table
        Any table.
    keep
        True or False for each row, in their order.

    Examples
    --------
    >>> rows_where(pd.DataFrame({"text": ["a", "b", "c"]}, index=[7, 8, 9]), np.array([True, False, True])).to_dict("list")
    {'text': ['a', 'c']}
    """
    keep = np.asarray(keep, dtype=bool)
    edges = np.flatnonzero(np.diff(keep, prepend=False, append=False)).tolist()
    if keep.all():
        return table.reset_index(drop=True)
    if keep.sum() <= LONG * len(edges) / 2:
        return table[keep].reset_index(drop=True)
    bounds = list(pairwise(edges))[::2]
    return pd.DataFrame({name: _parts(table[name].array, bounds) if isinstance(table[name].dtype, pd.StringDtype) else table[name].array[keep] for name in table})


def _parts(values, bounds):
    return values._concat_same_type([values[start:end] for start, end in bounds])


class Runs:
    """Rows of a table that follow each other and belong together, such as the paragraphs of an article, named by what they hold.

    Parameters
    ----------
    table
        Any one; missing cells count as empty texts.
    by
        A new run begins where one of these columns changes; without any, each row is one.
    columns
        What a run is known by: columns of texts or of whole numbers.
    parted
        Each text stands for those that this parts it into, none of them if it is empty.

    Examples
    --------
    >>> runs = Runs(pd.DataFrame({"doc_id": ["a", "a", "b"], "text": ["港口", "储能", "港口"]}), ["doc_id"], ["text"])
    >>> runs.values([1, 0]), len(set(runs.digests()))
    ([[('港口',)], [('港口',), ('储能',)]], 2)
    >>> whole = Runs(pd.DataFrame({"text": ["港口|储能"]}), [], ["text"], parted="|")
    >>> whole.texts([0]) == runs.texts([0]), next(whole.digests()) == next(runs.digests())
    (True, True)
    """

    def __init__(self, table: pd.DataFrame, by: list[str], columns: list[str], parted: str = ""):
        self._columns, self._parted = [table[name] for name in columns], parted.encode()
        changes = np.ones(len(table), dtype=bool)
        if by and len(table):
            changes[1:] = False
            for name in by:
                codes = pd.factorize(table[name])[0]
                changes[1:] |= codes[1:] != codes[:-1]
        self.bounds = np.append(np.flatnonzero(changes), len(table))

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def digests(self) -> Iterator[bytes]:
        """A hash of each run: equal where all values of the columns are."""
        own = [_hashed(_cells(column), self.bounds, self._parted) for column in self._columns]
        return map(b"".join, zip(*own))

    def values(self, numbers: list[int]) -> list[list[tuple]]:
        """The rows of some runs, all at once: from one end of these to the other the columns are taken apart together."""
        if not numbers:
            return []
        starts, ends = self.bounds[numbers].tolist(), self.bounds[np.add(numbers, 1)].tolist()
        first, places = min(starts), np.concatenate([np.arange(start, end) for start, end in zip(starts, ends)])
        rows = zip(*(column.iloc[first : max(ends)].iloc[places - first].tolist() for column in self._columns))
        return [list(islice(rows, end - start)) for start, end in zip(starts, ends)]

    def texts(self, numbers: list[int]) -> list[list[str]]:
        """The texts of some runs of one column, in parts where it is parted."""
        parted = self._parted.decode()
        return [[part for (text,) in rows for part in (text.split(parted) if text else [])] if parted else [text for (text,) in rows] for rows in self.values(numbers)]


def digest(texts: list[str]) -> bytes:
    """The hash of a run of one column of texts that need no table.

    >>> digest(["港口", "储能"]) == next(Runs(pd.DataFrame({"doc_id": "a", "text": ["港口", "储能"]}), ["doc_id"], ["text"]).digests())
    True
    """
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    return blake2b(np.array(list(map(len, encoded)), dtype=np.int64).tobytes() + b"".join(encoded), digest_size=DIGEST).digest()


def _cells(column):
    """Parts of a column: its first row, where the bytes of each cell begin and the last one's end, and the bytes."""
    if isinstance(column.dtype, pd.StringDtype) and column.dtype.storage == "pyarrow":
        first = 0
        for part in column.array.__arrow_array__().chunks:
            kind = np.int32 if part.type == "string" else np.int64
            _, offsets, data = part.buffers()
            yield first, np.frombuffer(offsets, kind)[part.offset : part.offset + len(part) + 1].astype(np.int64), memoryview(data or b"")
            first += len(part)
    elif pd.api.types.is_integer_dtype(column.dtype) and not column.hasnans:
        yield 0, np.arange(0, 8 * len(column) + 1, 8), memoryview(column.to_numpy(np.int64)).cast("B")
    else:
        cells = [as_text(value).encode("utf-8", "surrogatepass") for value in column.tolist()]
        yield 0, np.cumsum([0, *map(len, cells)]), memoryview(b"".join(cells))


def _hashed(parts, bounds, parted):
    """A hash of the cells of each run of one column, and of where each begins."""
    waiting, row, number, ends = [], 0, 0, bounds[1:].tolist()
    for first, offsets, data in parts:
        sizes, last, offsets = memoryview(np.diff(offsets)).cast("B"), first + len(offsets) - 1, offsets.tolist()
        while row < last:
            end = row + 1 if parted else min(ends[number], last)
            own = data[offsets[row - first] : offsets[end - first]]
            if parted:
                texts = bytes(own).split(parted) if own else []
                waiting.append((np.array(list(map(len, texts)), dtype=np.int64).tobytes(), b"".join(texts)))
            else:
                waiting.append((sizes[8 * (row - first) : 8 * (end - first)], own))
            row = end
            if row == ends[number]:
                digest = blake2b(digest_size=DIGEST)
                for pieces in zip(*waiting):
                    for piece in pieces:
                        digest.update(piece)
                yield digest.digest()
                waiting, number = [], number + 1


@contextmanager
def plain_memory() -> Iterator[None]:
    """Have Arrow take memory from the C library meanwhile: its own allocator takes half as much again for tables that are made part by part.

    >>> import pyarrow as pa
    >>> with plain_memory():
    ...     pa.default_memory_pool().backend_name
    'system'
    """
    import pyarrow as pa

    before = pa.default_memory_pool()
    pa.set_memory_pool(pa.system_memory_pool())
    try:
        yield
    finally:
        pa.set_memory_pool(before)


def give_back() -> None:
    """Give memory that is free again back to the system: allocators keep it, after the making of large tables as much as the tables take.

    >>> give_back()
    """
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        getattr(ctypes.CDLL(None), "malloc_trim", lambda room: 0)(0)  # of the GNU C library
