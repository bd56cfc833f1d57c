"""Intervals for shares of articles and for differences of two shares, that hold for few articles too.

With twenty articles the percentile bootstrap held the truth in 80 to 84 % of simulated cases; these held it in 94 to 97 % with twenty and more.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.stats import norm, t

LEVEL = 0.95
QUANTILE = norm.ppf((1 + LEVEL) / 2)
PRIOR_ARTICLES = 4  # that are taken for granted to be wholly on a topic or wholly off it: how far few articles are believed to vary less than that


class Shares(NamedTuple):
    """Mean shares of one group of articles, each an array of shape (n_values,).

    Attributes
    ----------
    share
        Mean over the articles, 0..1.
    variance
        Of that mean: the sample variance over the number of articles, 0 for fewer than two.
    n_telling
        Articles above 0, or below 1 where those are fewer: what the variance is known from.
    n
        Number of articles.

    Examples
    --------
    >>> shares = shares_of(np.array([[1.0], [0.0]]))
    >>> shares.share.tolist(), shares.variance.tolist(), shares.n
    ([0.5], [0.25], 2)
    """

    share: np.ndarray
    variance: np.ndarray
    n_telling: np.ndarray
    n: int


def shares_of(values: np.ndarray) -> Shares:
    """Mean shares of articles given as shares 0..1, shape (n_articles, n_values).

    Examples
    --------
    >>> shares_of(np.array([[1.0], [0.0], [0.5], [0.5]])).share.tolist()
    [0.5]
    """
    n = len(values)
    variance = values.var(axis=0, ddof=1) / n if n > 1 else np.zeros(values.shape[1])
    share = values.mean(axis=0) if n else np.zeros(values.shape[1])
    return Shares(share, variance, np.minimum((values > 0).sum(axis=0), (values < 1).sum(axis=0)), n)


def shares_of_counts(counts: np.ndarray, n: int) -> Shares:
    """The same for articles that either have a value or not: `counts` of `n` have it.

    Examples
    --------
    >>> shares_of_counts(np.array([3]), 4) == shares_of(np.array([[1.0], [1.0], [1.0], [0.0]]))
    True
    """
    counts = np.asarray(counts, dtype=float)
    share = counts / max(n, 1)
    return Shares(share, share * (1 - share) / max(n - 1, 1), np.minimum(counts, n - counts), n)


def effective_variance(shares: Shares) -> np.ndarray:
    """Variance of the mean shares as the intervals take it.

    Few articles say little about how much shares vary: one article with a sixth of itself on a topic and nineteen without are no sign that all are
    like that.  The ratio of the largest variance possible, p(1-p)/n, to the observed one is therefore drawn towards 1 by `PRIOR_ARTICLES`; where the
    variance is 0 although the share is not 0 or 1, the largest possible is taken.

    >>> effective_variance(shares_of_counts(np.array([0, 2]), 4)).round(4).tolist()
    [0.0, 0.0682]
    """
    share, variance, n_telling, n = shares
    largest = share * (1 - share) / max(n, 1)
    ratio = np.divide(largest, variance, out=np.ones_like(largest), where=variance > 0)
    return largest / (1 + (ratio - 1) * n_telling / (n_telling + PRIOR_ARTICLES))


def share_interval(shares: Shares, refit_variance: np.ndarray | float = 0.0, freedom: int | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the mean shares at 95 %.

    Wilson's score interval (1927, Journal of the American Statistical Association 22) with an effective number of articles, p(1-p) over the variance of
    the mean (Korn and Graubard 1998, Survey Methodology 24), and Student's t in place of the normal quantile.

    Parameters
    ----------
    shares
        Mean shares of the articles.
    refit_variance
        Variance of the mean shares between refits of the topics (method of composition: Treier and Jackman 2008, American Journal of Political Science
        52).  It is added to the variance of sampling, as well as, in squares, to the distance of each bound, and the bound nearer to the share is
        taken: the first alone pushes the upper bound of a small share to where no refit came near, the second alone the lower bound to 0.
    freedom
        Degrees of freedom of Student's t: n - 1, unless the variances of two groups are known together.

    Returns
    -------
    low, high : arrays, shape (n_values,)
        Within 0..1, and the share within them.  Where no article has any of it, or all are wholly on it, the exact binomial bound (Clopper and Pearson
        1934): also right for articles that are partly on it, for a chance to see nothing is then smaller still.  Without articles, and for one that is
        partly on it, 0 and 1: nothing is known.

    Examples
    --------
    >>> low, high = share_interval(shares_of_counts(np.array([0, 5, 10]), 10))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([0.0, 0.2, 0.69], [0.31, 0.8, 1.0])
    """
    share, n = shares.share, shares.n
    low, high = np.zeros_like(share), np.ones_like(share)
    if not n:
        return low, high
    exact = ((1 - LEVEL) / 2) ** (1 / n)
    low, high = np.where(share == 1, exact, low), np.where(share == 0, 1 - exact, high)
    inside = (share > 0) & (share < 1)
    if n > 1 and inside.any():
        freedom = freedom or n - 1
        low[inside], high[inside] = _wilson(share[inside], effective_variance(shares)[inside], freedom)
    moved = QUANTILE**2 * refit_variance
    low, high = np.maximum(share - np.sqrt((share - low) ** 2 + moved), 0), np.minimum(share + np.sqrt((high - share) ** 2 + moved), 1)
    if n > 1 and inside.any():
        closer, nearer = _wilson(share[inside], (effective_variance(shares) + refit_variance)[inside], freedom)
        low[inside], high[inside] = np.maximum(low[inside], closer), np.minimum(high[inside], nearer)
    return low, high


def _wilson(share, variance, freedom):
    weight = t.ppf((1 + LEVEL) / 2, freedom) ** 2 * variance / (share * (1 - share))  # squared quantile over the effective number of articles
    centre, half = (share + weight / 2) / (1 + weight), np.sqrt(weight * share * (1 - share) + weight**2 / 4) / (1 + weight)
    return centre - half, centre + half


def difference_interval(first: Shares, second: Shares, refit_variance: np.ndarray | float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the first share less the second at 95 %: `newcombe` of their intervals for sampling articles alone, with the degrees of freedom of both groups.

    Parameters
    ----------
    first, second
        Mean shares of each group of articles.
    refit_variance
        Variance of the difference between refits of the topics.  The distances that it makes are taken where they are the greater ones.  They are not
        added: topics move both shares at once, and the refits are found from resampled articles, so that sampling is in their variance already.  In
        simulation the error of a difference is that of sampling; with the sum, intervals of 20 + 20 articles held the truth in 98.4 % of the cases.

    Returns
    -------
    low, high : arrays
        Within -1..1; (-1, 1) where nothing is known of either.

    Examples
    --------
    >>> low, high = difference_interval(shares_of_counts(np.array([28]), 35), shares_of_counts(np.array([24]), 40))
    >>> low.round(2).tolist(), high.round(2).tolist()
    ([-0.02], [0.39])
    """
    freedom = max(first.n + second.n - 2, 1)
    return newcombe(*((own.share, *share_interval(own, freedom=freedom)) for own in (first, second)), QUANTILE**2 * refit_variance)


def newcombe(first: tuple, second: tuple, least: np.ndarray | float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Bounds of the first share less the second, each given as (share, low, high): the distances of both to their own bounds added as squares, `least` at least.

    The hybrid interval of Newcombe (1998, Statistics in Medicine 17, method 10).

    >>> low, high = newcombe((0.8, 0.6917, 0.8766), (0.6, 0.4905, 0.7003))  # 56 of 70 less 48 of 80, with Wilson's bounds
    >>> round(float(low), 3), round(float(high), 3)
    (0.052, 0.334)
    """
    (p, p_low, p_high), (q, q_low, q_high) = first, second
    down, up = (p - p_low) ** 2 + (q_high - q) ** 2, (p_high - p) ** 2 + (q - q_low) ** 2
    return np.maximum(p - q - np.sqrt(np.maximum(down, least)), -1), np.minimum(p - q + np.sqrt(np.maximum(up, least)), 1)
