"""Who is first, against scipy's distributions and planted lags."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, mannwhitneyu

from policyanalysis.analysis.lag import LAGS, first_mentions, lags, lead, pair_lags, shift, shift_rank


def articles(en, zh, **fields):
    days = pd.Series([*en, *zh])
    dates = (pd.Timestamp("2024-01-01") + pd.to_timedelta(days, unit="D")).dt.strftime("%Y-%m-%d")
    return pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(days))], "lang": ["en"] * len(en) + ["zh"] * len(zh), "date": dates, "duplicate_of": "", "region": "Hunan", **fields})


@pytest.mark.parametrize("n, m", [(4, 4), (5, 5), (5, 9), (9, 5), (12, 20), (40, 40)])
def test_the_rank_is_that_of_mann_and_whitneys_statistic(n, m):
    """Of numbers without ties, all k - 1 lowest values of the statistic must have a one-sided p of 2.5 % or less, and k itself more."""
    def p(statistic):  # of two groups of whose differences this many are below 0
        below = [min(m, max(0, statistic - m * i)) for i in range(n)]
        return mannwhitneyu([m - b - 0.5 - 0.01 * i for i, b in enumerate(below)], np.arange(m), alternative="greater", method="exact").pvalue

    k = shift_rank(n, m)
    assert p(k - 1) <= 0.025 < p(k)


def test_many_are_counted_by_the_normal_distribution():
    assert shift_rank(41, 41) == pytest.approx(shift_rank(40, 40) * 41**2 / 40**2, rel=0.02)


@pytest.mark.parametrize("verdict, by", [("Chinese first", 30), ("English first", -30)])
def test_a_planted_lag_is_found(verdict, by):
    rng = np.random.default_rng(0)
    row = lags(articles(rng.integers(0, 20, 12) + by + 100, rng.integers(0, 20, 10) + 100), by="region").iloc[0]
    assert row.verdict == verdict and row.low <= by <= row.high and abs(row.days - by) < 8 and (row.n_en, row.n_zh) == (12, 10)


def test_intervals_hold_the_lag():
    rng, held = np.random.default_rng(1), 0
    for _ in range(400):
        _, low, high, _ = shift(rng.exponential(30, 9) + 12, rng.exponential(30, 7))
        held += low <= 12 <= high
    assert 0.93 <= held / 400 <= 0.985


@pytest.mark.parametrize("en, zh", [([], []), ([1, 2, 3, 4, 5], []), ([1, 2, 3, 4], [1, 2, 3, 4, 5, 6])])
def test_too_few_dates(en, zh):
    table = lags(articles(en, zh), by="region")
    assert table.empty and table.columns.tolist() == ["region", *LAGS[1:]]
    assert lags(articles(en, zh).assign(date=""), mixtures=pd.DataFrame(columns=[0, 1]), by="topic").empty


def test_ties_and_equal_days_give_no_verdict():
    row = lags(articles([3] * 6, [3] * 6), by="region").iloc[0]
    assert (row.days, row.low, row.high, row.verdict) == (0, 0, 0, "no clear difference")


def test_an_article_is_dated_under_its_strongest_topic_and_repeats_are_left_out():
    table = articles([10, 11, 12, 13, 14, 90], [0, 1, 2, 3, 4])
    table.loc[5, "duplicate_of"] = "d0"
    mixtures = pd.DataFrame({0: 0.7, 1: 0.3}, index=table.doc_id)
    found = lags(table, mixtures=mixtures)
    assert found[["topic", "days", "n_en", "n_zh"]].values.tolist() == [[0, 10, 5, 5]]


@pytest.mark.parametrize("n", [6, 7, 20, 101])
def test_lead_holds_the_median(n):
    middle, low, high = lead(np.arange(n))
    rank = int(low) + 1
    assert middle == (n - 1) / 2 and high == n - 1 - low and binom.cdf(rank - 1, n, 0.5) <= 0.025 < binom.cdf(rank, n, 0.5)


def test_too_few_lags():
    assert lead(np.arange(5)) is None and lead(np.array([])) is None


def test_pairs_and_mentions_without_dates():
    table = articles([5], [2]).assign(date=["2024-01-06", ""])
    pairs = pd.DataFrame({"doc_id_en": ["d0"], "doc_id_zh": ["d1"], "kind": ["translation"]})
    assert pair_lags(pairs, table).empty and pair_lags(pairs.head(0), table).empty
    assert first_mentions(table, pd.DataFrame({"policy": ["p"], "doc_ids_en": [["d0"]], "doc_ids_zh": [["d1"]]})).empty
