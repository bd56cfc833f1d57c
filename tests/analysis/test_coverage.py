"""Shares, their intervals and the verdicts, against what is known."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, false_discovery_control, fisher_exact

from policyanalysis.analysis.coverage import COVERAGE, coverage, differences
from policyanalysis.analysis.one_sided import one_sided
from policyanalysis.errors import UsageError


def corpus(en, zh, **fields):
    """Mixtures given as rows for each language, and the articles to them."""
    values = np.vstack([en, zh]) if len(en) and len(zh) else np.asarray(en if len(en) else zh, float)
    ids = [f"d{n}" for n in range(len(values))]
    articles = pd.DataFrame({"doc_id": ids, "lang": ["en"] * len(en) + ["zh"] * len(zh), "duplicate_of": "", **fields})
    return pd.DataFrame(values, index=ids), articles


def test_shares_by_hand():
    table = coverage(*corpus([[1, 0], [0.5, 0.5]], [[0, 1], [0, 1], [0.75, 0.25]]))
    assert table.columns.tolist() == COVERAGE
    assert table[["topic", "lang", "share", "n_documents"]].values.tolist() == [[0, "en", 0.75, 2], [0, "zh", 0.25, 1], [1, "en", 0.25, 1], [1, "zh", 0.75, 3]]
    assert (table.low <= table.share).all() and (table.share <= table.high).all() and table.low.min() >= 0 and table.high.max() <= 1


def test_the_interval_is_that_of_the_mean():
    rng = np.random.default_rng(0)
    en = rng.random((400, 1))
    row = coverage(*corpus(en, [[1.0]])).iloc[0]
    error = en.std() / 20
    assert row.low == pytest.approx(en.mean() - 1.96 * error, abs=0.3 * error) and row.high == pytest.approx(en.mean() + 1.96 * error, abs=0.3 * error)


def test_the_interval_holds_the_truth_as_often_as_it_says():
    rng, held = np.random.default_rng(1), 0
    for draw in range(200):
        en = rng.beta(2, 3, size=(40, 1))
        row = coverage(*corpus(en, [[1.0]])).iloc[0]
        held += row.low <= 0.4 <= row.high
    assert 0.90 <= held / 200 <= 0.99


def test_all_alike_keeps_the_exact_binomial_bound():
    """Resampling equal articles gives no width; with 5 of 5, a share of 0.025 ** (1 / 5) is still possible at 97.5 % one-sided."""
    table = coverage(*corpus([[1.0]] * 5, [[0.0]] * 5))
    assert table[["share", "low", "high"]].values.tolist() == [[1, round(0.025 ** 0.2, 4), 1], [0, 0, round(1 - 0.025 ** 0.2, 4)]]
    assert abs(binomtest(0, 5).proportion_ci(0.95).high - (1 - 0.025 ** 0.2)) < 1e-6


def test_a_language_without_articles():
    mixtures, articles = corpus([[1.0, 0.0]] * 3, [])
    assert coverage(mixtures, articles).lang.unique().tolist() == ["en"]  # nothing was observed of the other, not even a share of 0
    assert differences(mixtures, articles).empty and differences(mixtures, articles).columns.tolist() == ["topic", "difference", "low", "high", "p", "q", "verdict"]


def test_duplicates_are_left_out():
    mixtures, articles = corpus([[1.0], [0.0], [0.0]], [[1.0]])
    articles.loc[2, "duplicate_of"] = "d1"
    assert coverage(mixtures, articles).share.tolist() == [0.5, 1.0]
    assert coverage(mixtures.drop("d2"), articles).share.tolist() == [0.5, 1.0]


def test_by_a_field_an_empty_value_counts_in_the_total_alone():
    mixtures, articles = corpus([[0.0]] * 4, [[0.0]] * 2, source=["A", "A", "B", "", "B", "B"])
    table = coverage(mixtures, articles, by="source")
    assert table.columns.tolist() == ["source", "lang", "share", "low", "high", "n_documents"]
    assert table[["source", "lang", "share", "n_documents"]].values.tolist() == [["A", "en", 0.5, 2], ["A", "zh", 0, 0], ["B", "en", 0.25, 1], ["B", "zh", 1, 2]]


def test_a_planted_difference_is_found_on_its_side():
    rng = np.random.default_rng(2)
    en, zh = np.column_stack([rng.random(30), np.ones(30), np.zeros(30)]), np.column_stack([rng.random(30), np.zeros(30), np.ones(30)])
    table = differences(*corpus(en, zh)).set_index("topic")
    assert table.verdict.to_dict() == {0: "no clear difference", 1: "English", 2: "Chinese"}
    assert table.difference.loc[[1, 2]].tolist() == [1, -1] and table.low[0] < 0 < table.high[0]


def test_a_null_corpus_gives_few_verdicts():
    rng, told = np.random.default_rng(3), 0
    for draw in range(40):
        table = differences(*corpus(rng.dirichlet(np.ones(6), 12), rng.dirichlet(np.ones(6), 15)), random_state=draw)
        told += (table.verdict != "no clear difference").any()
    assert told <= 6  # one corpus in twenty is what the level allows


def test_p_against_fishers_exact_test():
    en, zh = [[1.0]] * 9 + [[0.0]] * 3, [[1.0]] * 4 + [[0.0]] * 8
    row = differences(*corpus(en, zh)).iloc[0]
    assert row.p == pytest.approx(fisher_exact([[9, 3], [4, 8]]).pvalue, abs=0.02)


def test_q_is_p_after_benjamini_and_hochberg():
    rng = np.random.default_rng(4)
    table = differences(*corpus(rng.random((20, 5)) + [0, 0, 0.2, 0.3, 0.5], rng.random((20, 5))))
    assert table.q.tolist() == pytest.approx(false_discovery_control(table.p), abs=2e-4)
    assert table.difference.abs().is_monotonic_decreasing


@pytest.mark.parametrize("n_en, n_zh, verdict", [(7, 30, "too few articles"), (30, 7, "too few articles"), (8, 8, "English")])
def test_too_few_articles(n_en, n_zh, verdict):
    assert differences(*corpus([[1.0]] * n_en, [[0.0]] * n_zh)).verdict.tolist() == [verdict]


def test_the_seed_decides_on_the_permutations_and_on_nothing_else():
    given = corpus(np.random.default_rng(5).random((12, 3)), np.random.default_rng(6).random((9, 3)))
    first, again, other = (differences(*given, random_state=seed) for seed in (1, 1, 2))
    assert first.equals(again) and not first.equals(other) and first.drop(columns=["p", "q"]).equals(other.drop(columns=["p", "q"]))


def test_one_sided():
    articles = pd.DataFrame({"doc_id": list("abcdef"), "lang": ["en", "en", "zh", "zh", "zh", "en"], "duplicate_of": [""] * 5 + ["a"],
                             "region": ["Hunan", "Beijing", "Hunan", "Anhui", "Anhui", "Fujian"]})
    assert one_sided(articles, "region").values.tolist() == [["Anhui", "zh", 2, "d e"], ["Beijing", "en", 1, "b"]]


@pytest.mark.parametrize("make", [lambda a, b: coverage(*a, by=b), lambda a, b: differences(*a, by=b), lambda a, b: one_sided(a[1], b)])
@pytest.mark.parametrize("by", ["title", "", "lang"])
def test_a_field_that_cannot_be_compared(make, by):
    with pytest.raises(UsageError, match=f"by='{by}' cannot be compared; use one of topic, source, issuer, region, section, file"):
        make(corpus([[1.0]], [[1.0]]), by)
