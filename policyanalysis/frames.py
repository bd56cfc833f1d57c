"""Cells as text; of large tables, rows without a second copy of their texts, and the memory that making them took."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

import numpy as np
import pandas as pd

PART = 1_000  # values taken out of a column at once
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
