"""Could the languages have been dealt out by chance? Two-sided permutation tests of a difference of two means."""

from __future__ import annotations

import numpy as np
from scipy.stats import hypergeom, norm

LARGE = 10_000  # articles, from which on not all of them are dealt out
MANY = 300  # of them with any of a value: their sum is as good as normal
N_DRAWS = 2000
PER_VALUE, MOST_DRAWS = 400, 20_000  # so that the smallest p can survive a correction for all values
AT_ONCE = 4_000_000  # numbers drawn at a time
TIE = 1e-9  # differences closer than that are equal


def p_of_shares(first: np.ndarray, second: np.ndarray, random_state: int = 0) -> np.ndarray:
    """Share of random divisions of all articles that set the means at least as far apart as they are.

    Parameters
    ----------
    first, second
        Shape (n_articles, n_values); neither is empty.

    Returns
    -------
    array, shape (n_values,)
        The division that was observed counts as one of them (Phipson and Smyth 2010), so that p is never 0.  From `LARGE` articles on, only those with
        any of a value are dealt out, and where they are `MANY` the normal distribution with the mean and variance of all divisions is taken.

    Examples
    --------
    >>> p_of_shares(np.array([[1.0], [1.0], [1.0]]), np.array([[0.0], [0.0], [0.0]])).round(1).tolist()  # 2 of the 20 divisions
    [0.1]
    """
    if len(first) + len(second) >= LARGE:
        rng = np.random.default_rng(random_state)
        return np.array([_p_of_many(a, b, rng) for a, b in zip(first.T, second.T)])
    values, n = np.vstack([first, second]), len(first)
    observed = np.abs(first.mean(axis=0) - second.mean(axis=0))
    n_draws = int(np.clip(PER_VALUE * values.shape[1], N_DRAWS, MOST_DRAWS))
    rng, extreme, total = np.random.default_rng(random_state), np.ones(values.shape[1]), values.sum(axis=0)
    batch = max(1, AT_ONCE // len(values))
    for start in range(0, n_draws, batch):
        chosen = rng.random((min(batch, n_draws - start), len(values)), dtype=np.float32).argpartition(n - 1, axis=1)[:, :n]
        picked = np.zeros((len(chosen), len(values)))
        np.put_along_axis(picked, chosen, 1.0, axis=1)
        sums = picked @ values
        extreme += (np.abs(sums / n - (total - sums) / len(second)) >= observed - TIE).sum(axis=0)
    return extreme / (n_draws + 1)


def _p_of_many(first, second, rng):
    values, n, n_all = np.concatenate([first, second]), len(first), len(first) + len(second)
    having, total = values[values != 0], values.sum()
    apart = np.abs(first.mean() - second.mean()) - TIE
    if len(having) >= MANY:
        error = values.std(ddof=1) * (1 / n + 1 / len(second)) ** 0.5
        return float(min(1.0, 2 * norm.sf(apart / error))) if error else 1.0
    taken = rng.hypergeometric(len(having), n_all - len(having), n, MOST_DRAWS)  # how many of them fall into the first group
    ranks = rng.random((MOST_DRAWS, len(having)), dtype=np.float32).argsort(axis=1).argsort(axis=1)
    sums = (ranks < taken[:, None]) @ having
    return float(((np.abs(sums / n - (total - sums) / len(second)) >= apart).sum() + 1) / (MOST_DRAWS + 1))


def p_of_counts(first: np.ndarray, n_first: int, second: np.ndarray, n_second: int) -> np.ndarray:
    """The same for articles that have a value or not, by counting all divisions: exact, as Fisher's test.

    Examples
    --------
    >>> p_of_counts(np.array([3, 2]), 3, np.array([0, 2]), 3).round(3).tolist()
    [0.1, 1.0]
    """
    known: dict[tuple[int, int], float] = {}
    for a, b in set(zip(first.tolist(), second.tolist())):
        drawn = np.arange(max(0, a + b - n_second), min(a + b, n_first) + 1)
        apart = np.abs(drawn / n_first - (a + b - drawn) / n_second) >= abs(a / n_first - b / n_second) - TIE
        known[a, b] = min(1.0, float(hypergeom.pmf(drawn[apart], n_first + n_second, a + b, n_first).sum()))
    return np.array([known[pair] for pair in zip(first.tolist(), second.tolist())])
