"""Rows of large tables."""

from random import Random

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from policyanalysis.frames import Runs, digest, rows_where


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


def runs_of(texts, dtype="str", parts=1):
    whole = pd.DataFrame({"doc_id": pd.array([doc_id for doc_id, _ in texts], dtype="str"), "text": pd.array([text for _, text in texts], dtype=dtype), "line": range(len(texts))})
    step = -(-len(texts) // parts)
    return Runs(pd.concat([whole.iloc[i : i + step] for i in range(0, len(texts), step)]), ["doc_id"], ["text"])


TEXTS = [("a", "港口"), ("a", ""), ("a", "ports trade"), ("b", "储能"), ("c", "储能"), ("c", "𠀀 é"), ("a", "港口")]


def test_a_run_is_known_by_what_it_holds_however_the_table_is_made():
    expected = [digest([text for _, text in TEXTS[start:end]]) for start, end in ((0, 3), (3, 4), (4, 6), (6, 7))]
    for dtype in ("str", object, pd.StringDtype("python")):
        for parts in (1, 2, 3, 7):
            runs = runs_of(TEXTS, dtype, parts)
            assert list(runs.digests()) == expected and runs.texts([2, 0]) == [["储能", "𠀀 é"], ["港口", "", "ports trade"]]
    doc_ids, texts = zip(("z", "left out"), *TEXTS)
    assert list(Runs(pd.DataFrame({"doc_id": doc_ids, "text": texts}).iloc[1:], ["doc_id"], ["text"]).digests()) == expected


@pytest.mark.parametrize("texts", [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], []])
def test_where_texts_end_tells_runs_apart(texts):
    others = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], []]
    assert [other for other in others if digest(other) == digest(texts)] == [texts]


def test_parted_texts_are_those_of_separate_rows():
    table = pd.DataFrame({"doc_id": ["a", "a", "b"], "text": ["港口|储能", "", "x|"]})
    runs = Runs(table, ["doc_id"], ["text"], parted="|")
    assert runs.texts([0, 1]) == [["港口", "储能"], ["x", ""]] and list(runs.digests()) == [digest(own) for own in runs.texts([0, 1])]
    assert Runs(table[:0], ["doc_id"], ["text"]).texts([]) == [] == list(Runs(table[:0], ["doc_id"], ["text"]).digests())


def test_numbers_and_missing_cells_count():
    lines = [pd.Series([1, 2]), pd.Series([1, 3]), pd.array([1, None], dtype="Int64"), pd.array([1, 2], dtype="Int64")]
    first, other, missing, same = (next(Runs(pd.DataFrame({"doc_id": "a", "line": line, "text": ["a", None]}), ["doc_id"], ["line", "text"]).digests()) for line in lines)
    assert first == same and len({first, other, missing}) == 3
