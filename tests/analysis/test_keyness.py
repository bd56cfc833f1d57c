"""Keyness against Monroe, Colaresi and Quinn (2008), computed by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency
from scipy.stats.contingency import expected_freq

from policyanalysis.analysis.keyness import KEYNESS, keyness, log_likelihood, log_odds
from policyanalysis.errors import UsageError

Z = 1.959963984540054  # 97.5 % of a normal distribution


def table(*rows):
    return pd.DataFrame([(f"d{n}", group, lang, text, "") for n, (group, lang, text) in enumerate(rows)], columns=["doc_id", "source", "lang", "text", "duplicate_of"])


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
        rows[w] = (score, score - Z * error, score + Z * error)
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


def test_log_odds_equal_a_hand_computation_to_the_ninth_digit():
    target, reference = {"hydrogen": 40, "pension": 10, "market": 20, "rare": 0}, {"hydrogen": 5, "pension": 60, "market": 25, "rare": 3}
    expected = by_hand(target, reference)
    counts = [np.array([side[word] for word in expected], float) for side in (target, reference)]
    prior = 10 * (counts[0] + counts[1]) / 163 + 0.01
    score, error = log_odds(*counts, prior, 70, 93, 10 + 0.01 * 4)
    for found, width, row in zip(score, error, expected.values()):
        assert found == pytest.approx(row[0], abs=1e-9) and (row[0] - row[1]) / Z == pytest.approx(width, abs=1e-9)


@pytest.mark.parametrize("a, b, n, m", [(40, 5, 70, 93), (5, 40, 93, 70), (7, 7, 50, 50), (3, 0, 60, 80), (0, 9, 60, 80), (4, 1, 1000, 900), (2, 3, 30, 900), (60, 1, 60, 90)])
def test_log_likelihood_equals_scipys_to_the_ninth_digit(a, b, n, m):
    """scipy corrects any table of one degree of freedom; here, as in quanteda, only one with an expected cell under 5 that the correction does not turn around."""
    cells = np.array([[a, b], [n - a, m - b]])
    corrected = (expected_freq(cells) < 5).any() and abs(a - expected_freq(cells)[0, 0]) >= 0.5
    plain = chi2_contingency(cells, correction=bool(corrected), lambda_="log-likelihood").statistic
    found = log_likelihood(np.array([a]), np.array([b]), n, m)[0]
    assert found == pytest.approx(plain if a * m > b * n else -plain, abs=1e-9)


@pytest.mark.parametrize("a, b, n, m", [(0, 0, 60, 80), (0, 0, 0, 0), (0, 5, 0, 80), (5, 0, 80, 0)])
def test_log_likelihood_of_nothing_is_0(a, b, n, m):
    assert log_likelihood(np.array([a]), np.array([b]), n, m).tolist() == [0]


def test_ties_go_by_the_alphabet_in_both_languages():
    rows = table(("A", "en", "zinc cobalt nickel " * 30), ("B", "en", "pension " * 90), ("A", "zh", "芯片，钢铁，养老金，" * 30), ("B", "zh", "港口，" * 90))
    found = keyness(rows, by="source")
    assert found[(found.group == "A") & (found.lang == "en")].term.tolist() == ["cobalt", "nickel", "zinc"]
    assert found[(found.group == "A") & (found.lang == "zh")].term.tolist() == sorted(["芯片", "钢铁", "养老金"])


def test_a_group_of_one_article_is_compared_and_says_so():
    rows = table(("A", "en", "hydrogen " * 60), ("B", "en", "pension " * 60), ("B", "en", "pension market " * 60), ("C", "zh", "氢能，" * 60), ("D", "zh", "养老金，" * 60))
    found = keyness(rows, by="source").set_index(["lang", "term"])
    assert found.n_articles.to_dict() == {("en", "hydrogen"): 1, ("en", "pension"): 2, ("en", "market"): 1, ("zh", "氢能"): 1, ("zh", "养老金"): 1}


@pytest.mark.parametrize("lang, old, new", [("en", "hydrogen ", "pension "), ("zh", "氢能，", "养老金，")])
def test_periods(lang, old, new):
    rows = table(("A", lang, old * 60), ("A", lang, new * 60), ("A", lang, "gizmo " * 60)).assign(date=["2023-01-01", "2024-06-01", ""])
    for since in ("2024-01-01", ""):  # the middle one of two days is the second
        found = keyness(rows, by="period", since=since)
        day = since or "2024-06-01"
        assert dict(zip(found.group, found.term)) == {f"before {day}": old.strip(" ，"), f"from {day} on": new.strip(" ，")}
    assert keyness(rows, by="period", since="2022-01-01").empty and keyness(rows.assign(date=""), by="period").empty


def test_paired_against_unpaired_articles():
    rows = table(("A", "en", "hydrogen " * 60), ("A", "en", "pension " * 60), ("A", "zh", "氢能，" * 60), ("A", "zh", "养老金，" * 60))
    pairs = pd.DataFrame({"doc_id_en": ["d0", "d1"], "doc_id_zh": ["d2", "d3"], "kind": ["translation", "same_policy"]})
    found = keyness(rows, by="paired", pairs=pairs)
    assert found[["lang", "group", "term"]].values.tolist() == [["en", "in a translation pair", "hydrogen"], ["en", "in no pair", "pension"],
                                                                ["zh", "in a translation pair", "氢能"], ["zh", "in no pair", "养老金"]]
    assert keyness(rows, by="paired").empty


@pytest.mark.parametrize("since", ["2024", "2024-1-1", "yesterday"])
def test_a_day_that_is_none(since):
    with pytest.raises(UsageError, match=f"since='{since}' is not a day; give one as 2024-12-31"):
        keyness(TEXTS.assign(date="2024-01-01"), by="period", since=since)
