"""Groups of points on the sphere that are near their centres, and not each the points of one document.

Of ways to part the points into n groups, that one is looked for whose points have the highest mean cosine with their group's centre, less a charge for the
*chance* that two points are in one group and of one document.  Without the charge (as in k-means) the many paragraphs of a long article, which are much
alike, stay one group, while centres are spent on single articles unlike anything else: such a topic says which article a paragraph is from, and not what it
is about.  A theme of many short articles costs next to nothing, however large it is.

1. k-means (of many points, of a part drawn) into three times as many small groups, of which a long article gets its part;
2. the two groups whose union loses least are joined, until n are left;
3. points move to the nearest centre, as in k-means, until none or few do; the best of several starts is kept.
"""

from __future__ import annotations

import warnings

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning

from policyanalysis.analysis.word_vectors import settled, unit_rows
from policyanalysis.parallel import in_threads

CHARGE = 0.2  # for the chance, in units of what it is for groups of one document each, all of one size
FINER = 3  # times as many small groups to join from
STARTS = 5  # of which the best is kept
ENOUGH = 5_000  # points that the small groups are found from
MOVES = 10  # rounds in which points move


def find_centres(points: np.ndarray, weights: np.ndarray, documents: np.ndarray, n_groups: int, random_state: int = 0, starts: int = STARTS) -> np.ndarray:
    """Centres of groups of unit vectors, the group of most weight first.

    Parameters
    ----------
    points
        Unit vectors, shape (n_points, n_dimensions).
    weights
        Of the points, above 0.
    documents
        Number of the document that each point is from.
    n_groups
        At most as many as points.
    random_state
        Seed of k-means.
    starts
        How often it is tried.

    Returns
    -------
    array, shape (n_groups, n_dimensions)
        Unit vectors; of zeros where points coincide and leave a group empty.

    Examples
    --------
    >>> find_centres(np.repeat(np.eye(2), [2, 6], axis=0), np.ones(8), np.arange(8), 2).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    weights = weights / weights.sum()
    documents = np.unique(documents, return_inverse=True)[1]
    seeds = np.random.default_rng(random_state).integers(2**31, size=starts)
    tried = in_threads(lambda seed: _groups(points, weights, documents, n_groups, seed), seeds.tolist())
    labels = max(tried, key=lambda labels: _worth(points, weights, documents, labels, n_groups))
    order = np.argsort(-np.bincount(labels, weights, n_groups), kind="stable")
    return unit_rows(_sums(points, weights, labels, n_groups))[order]


def nearest_centre(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Number of the centre with the largest product with each point; of several the first.

    >>> nearest_centre(np.array([[0.6, 0.8]]), np.eye(2)).tolist()
    [1]
    """
    return settled(points @ centres.T).argmax(axis=1)


def match(labels: np.ndarray, others: np.ndarray, n_groups: int) -> np.ndarray:
    """The number in the first labelling for each group of the second, so that the matched groups share most (Hungarian algorithm on Jaccard indices).

    >>> match(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]), 2).tolist()
    [1, 0]
    """
    return linear_sum_assignment(-jaccard(others, labels, n_groups))[1]


def jaccard(labels: np.ndarray, others: np.ndarray, n_groups: int) -> np.ndarray:
    """Jaccard index of the points of each group of one labelling with those of each of another, shape (n_groups, n_groups).

    >>> jaccard(np.array([0, 0, 1]), np.array([0, 1, 1]), 2).round(2).tolist()
    [[0.5, 0.33], [0.0, 0.5]]
    """
    both = np.zeros((n_groups, n_groups))
    np.add.at(both, (labels, others), 1.0)
    union = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return np.divide(both, union, out=np.zeros_like(both), where=union > 0)


def _k_means(points, weights, n_groups, seed):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # fewer distinct points than groups, as when paragraphs repeat
        return KMeans(n_groups, n_init=1, random_state=seed).fit(points, sample_weight=weights * len(points)).labels_


def _groups(points, weights, documents, n_groups, seed):
    """Number of the group of each point, from one start."""
    n_small = min(FINER * n_groups, max(len(points) // 3, n_groups))
    enough = max(ENOUGH, 20 * n_small)
    sample = slice(None) if len(points) <= enough else np.sort(np.random.default_rng(seed).choice(len(points), enough, replace=False))
    small = _k_means(points[sample], weights[sample], n_small, seed)
    if len(small) < len(points):
        small = nearest_centre(points, unit_rows(_sums(points[sample], weights[sample], small, n_small)))
    labels = _joined(_sums(points, weights, small, n_small), _parts(weights, documents, small, n_small), n_groups)[small]
    for _ in range(MOVES):
        before, labels = labels, nearest_centre(points, unit_rows(_sums(points, weights, labels, n_groups)))
        if (before == labels).all():
            break
    return labels


def _worth(points, weights, documents, labels, n_groups):
    cosines = np.linalg.norm(_sums(points, weights, labels, n_groups), axis=1).sum()  # of the points with their centres
    return settled(cosines - CHARGE * n_groups * (_parts(weights, documents, labels, n_groups) ** 2).sum())


def _sums(points, weights, labels, n_groups):
    members = sp.csr_matrix((weights, (labels, np.arange(len(labels)))), shape=(n_groups, len(labels)))
    return members @ points


def _parts(weights, documents, labels, n_groups):
    """Weight of each document in each group, shape (n_groups, n_documents)."""
    parts = np.zeros((n_groups, documents.max() + 1))
    np.add.at(parts, (labels, documents), weights)
    return parts


def _joined(sums, parts, n_groups):
    """New number of each group after joining, again and again, the two that lose least.

    The cosines of a group's points with its centre sum to the length of the points' sum.
    """
    products, shared = sums @ sums.T, parts @ parts.T
    members = [[number] for number in range(len(sums))]
    while len(members) > n_groups:
        squares = products.diagonal()
        together = np.sqrt(np.maximum(squares[:, None] + squares + 2 * products, 0))
        loss = np.sqrt(squares)[:, None] + np.sqrt(squares) - together + 2 * CHARGE * n_groups * shared
        np.fill_diagonal(loss, np.inf)
        first, second = sorted(divmod(int(settled(loss).argmin()), len(members)))
        members[first] += members.pop(second)
        products, shared = (_united(table, first, second) for table in (products, shared))
    number = np.empty(sum(map(len, members)), dtype=int)
    for new, own in enumerate(members):
        number[own] = new
    return number


def _united(table, first, second):
    """Products of groups two of which were joined."""
    table[first] += table[second]
    table[:, first] += table[:, second]
    return np.delete(np.delete(table, second, axis=0), second, axis=1)
