"""Keyness against Monroe, Colaresi and Quinn (2008), computed by hand."""

import math

import pandas as pd
import pytest

from policyanalysis.analysis.keyness import KEYNESS, keyness
from policyanalysis.errors import UsageError


def table(*rows):
    return pd.DataFrame([(group, lang, text, "") for group, lang, text in rows], columns=["source", "lang", "text", "duplicate_of"])


TEXTS = table(("A", "en", "hydrogen " * 40 + "pension " * 10 + "market " * 20), ("B", "en", "hydrogen " * 5 + "pension " * 60 + "market " * 25))


def by_hand(target, reference):
    """Log-odds, equation 15, with the variance of equation 20; prior of 10 words spread as in the whole, and a hundredth for each word of the vocabulary."""
    words = sorted({*target, *reference})
    n, m = sum(target.values()), sum(reference.values())
    prior = {w: 10 * (target.get(w, 0) + reference.get(w, 0)) / (n + m) + 0.01 for w in words}
    a0 = sum(prior.values())
    rows = {}
    for w in words:
        y, z, a = target.get(w, 0), reference.get(w, 0), prior[w]
        score = math.log((y + a) / (n + a0 - y - a)) - math.log((z + a) / (m + a0 - z - a))
        error = math.sqrt(1 / (y + a) + 1 / (z + a))
        rows[w] = (score, score - 1.959964 * error, score + 1.959964 * error)
    return rows


@pytest.mark.parametrize("group, target, reference", [("A", {"hydrogen": 40, "pension": 10, "market": 20}, {"hydrogen": 5, "pension": 60, "market": 25}),
                                                      ("B", {"hydrogen": 5, "pension": 60, "market": 25}, {"hydrogen": 40, "pension": 10, "market": 20})])
def test_against_a_hand_computation(group, target, reference):
    found = keyness(TEXTS, by="source")
    own, expected = found[found.group == group], by_hand(target, reference)
    assert sorted(own.term) == sorted(word for word, row in expected.items() if row[0] > 0)
    for row in own.itertuples():
        assert (row.score, row.low, row.high) == pytest.approx(expected[row.term], abs=1e-4)
        assert (row.n_target, row.n_reference) == (target[row.term], reference[row.term])
    assert own.low.is_monotonic_decreasing and found.columns.tolist() == KEYNESS


def test_languages_are_never_compared():
    found = keyness(table(("A", "en", "hydrogen " * 60), ("B", "zh", "养老金，" * 60), ("A", "zh", "氢能，" * 60)), by="source")
    assert set(found.lang) == {"zh"}
    assert dict(zip(found.group, found.term)) == {"A": "氢能", "B": "养老金"}


def test_groups_alike_have_no_clear_words():
    text = "hydrogen pension market storage " * 30
    assert not (keyness(table(("A", "en", text), ("B", "en", text)), by="source").low > 0).any()


def test_rare_words_do_not_lead():
    found = keyness(table(("A", "en", "hydrogen " * 100 + "market " * 100 + "gizmo " * 4), ("B", "en", "pension " * 100 + "market " * 100)), by="source", top_n=1)
    assert found.term.tolist() == ["hydrogen", "pension"]


@pytest.mark.parametrize("rows", [[], [("A", "en", "hydrogen " * 200)], [("A", "en", "hydrogen " * 49), ("B", "en", "pension " * 200)], [("", "en", "hydrogen " * 90), ("B", "en", "pension " * 90)],
                                  [("A", "en", ""), ("B", "en", "")]])
def test_nothing_to_compare(rows):
    found = keyness(table(*rows), by="source")
    assert found.empty and found.columns.tolist() == KEYNESS


def test_duplicates_are_left_out():
    texts = pd.concat([TEXTS, TEXTS.assign(duplicate_of="x", text="gizmo " * 500)])
    assert keyness(texts, by="source").equals(keyness(TEXTS, by="source"))


def test_top_n():
    assert keyness(TEXTS, by="source", top_n=1).groupby("group").size().tolist() == [1, 1] and keyness(TEXTS, by="source", top_n=0).empty


@pytest.mark.parametrize("by", ["topic", "title", ""])
def test_a_field_that_makes_no_groups(by):
    with pytest.raises(UsageError, match=f"by='{by}' cannot group articles; use one of source, issuer, region, section, file"):
        keyness(TEXTS, by=by)
