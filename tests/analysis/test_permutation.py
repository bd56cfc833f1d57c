"""Permutation tests against scipy."""

import numpy as np
import pytest
from scipy.stats import fisher_exact, permutation_test

from policyanalysis.analysis.permutation import p_of_counts, p_of_shares


@pytest.mark.parametrize("a, b, n", [(9, 4, 12), (0, 5, 20), (7, 7, 9), (0, 0, 5), (60, 40, 100)])
def test_counts_of_equal_groups_give_fishers_p(a, b, n):
    assert p_of_counts(np.array([a]), n, np.array([b]), n)[0] == pytest.approx(fisher_exact([[a, n - a], [b, n - b]]).pvalue, abs=1e-9)


@pytest.mark.parametrize("a, n, b, m", [(3, 4, 1, 7), (2, 9, 3, 4), (0, 3, 4, 6)])
def test_counts_of_unequal_groups_equal_all_divisions(a, n, b, m):
    values = np.repeat([1.0, 0.0, 1.0, 0.0], [a, n - a, b, m - b])
    every = permutation_test((values[:n], values[n:]), lambda x, y: abs(x.mean() - y.mean()), alternative="greater", n_resamples=np.inf)
    assert p_of_counts(np.array([a]), n, np.array([b]), m)[0] == pytest.approx(every.pvalue, abs=1e-9)


def test_shares_come_near_all_divisions():
    rng = np.random.default_rng(0)
    first, second = rng.random((7, 3)) + [0, 0.3, 0.9], rng.random((6, 3))
    every = [permutation_test((x, y), lambda x, y: abs(x.mean() - y.mean()), alternative="greater", n_resamples=np.inf).pvalue for x, y in zip(first.T, second.T)]
    assert p_of_shares(first, second) == pytest.approx(every, abs=0.03)


def test_many_articles_are_drawn_in_batches_and_one_batch_gives_the_same(monkeypatch):
    rng = np.random.default_rng(1)
    first, second = rng.random((30, 2)), rng.random((20, 2))
    whole = p_of_shares(first, second, 5)
    monkeypatch.setattr("policyanalysis.analysis.permutation.AT_ONCE", 500)
    assert p_of_shares(first, second, 5).tolist() == whole.tolist()


@pytest.mark.parametrize("often", [0.03, 0.9])  # articles with any: those are dealt out, or the normal distribution is taken
def test_large_corpora_are_tested_alike(monkeypatch, often):
    rng = np.random.default_rng(2)
    groups = [(rng.random((n, 8)) < often) * rng.random((n, 8)) * (1 + np.linspace(0, more, 8)) for n, more in ((700, 0.6), (500, 0.0))]
    monkeypatch.setattr("policyanalysis.analysis.permutation.PER_VALUE", 2_500)  # as many as the other way draws
    every = p_of_shares(*groups)
    monkeypatch.setattr("policyanalysis.analysis.permutation.LARGE", 0)
    assert p_of_shares(*groups) == pytest.approx(every, abs=0.02) and every.min() < 0.2


def test_a_value_that_no_article_or_every_article_has_is_no_difference(monkeypatch):
    monkeypatch.setattr("policyanalysis.analysis.permutation.LARGE", 0)
    values = np.tile([0.0, 1.0], (400, 1))
    assert p_of_shares(values, values[:350]).tolist() == [1.0, 1.0]
