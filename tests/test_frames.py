"""Rows of large tables."""

from random import Random

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from policyanalysis.frames import rows_where


def table(n, parts):
    texts = [f"text {i} 储能" if i % 7 else "" for i in range(n)]
    pages = pd.array([i if i % 3 else None for i in range(n)], dtype="Int64")
    whole = pd.DataFrame({"text": pd.array(texts, dtype="str"), "line": np.arange(n), "page": pages, "ids": [[str(i)] for i in range(n)]})
    return pd.concat([whole.iloc[i : i + n // parts + 1] for i in range(0, n, n // parts + 1)]) if n else whole


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.98, 1.0])
@pytest.mark.parametrize("n, parts", [(0, 1), (1, 1), (500, 1), (500, 9)])
def test_they_are_those_of_pandas(n, parts, share):
    rng, whole = Random(n), table(n, parts)
    for keep in (np.array([rng.random() < share for _ in range(n)], dtype=bool), np.arange(n) >= n * (1 - share)):
        expected = whole[keep].reset_index(drop=True)
        pd.testing.assert_frame_equal(rows_where(whole, keep), expected)
        pd.testing.assert_frame_equal(rows_where(whole, pd.Series(keep, index=whole.index)), expected)


def test_texts_are_not_copied_where_most_are_kept():
    whole = pd.DataFrame({"text": pd.array(["a" * 1000] * 2000, dtype="str")})
    before = pa.total_allocated_bytes()
    kept = rows_where(whole, np.arange(2000) % 100 > 0)
    assert len(kept) == 1980 and pa.total_allocated_bytes() - before < 100_000
