"""The nearest points of another set, without comparing all with all: points are looked for in the cells that lie nearest, as in an inverted file index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np

from policyanalysis.parallel import in_threads

PROBED = 14  # cells in which the neighbours of a point are looked for
NEAREST = 20  # neighbours kept of each point
SAMPLED = 20  # points a cell is found from
BATCH = 1_000  # points that are compared with a cell at once
SHARE = 10_000  # left points that one thread looks for the neighbours of; what is found for each does not depend on the others
ROUNDS = 10  # of k-means


def near_pairs(left: np.ndarray, right: np.ndarray, least: float = -np.inf) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Numbers of points of two sets, pair by pair in blocks: of each left point the right ones with the largest products, of `least` or more.

    Cells are as many as the root of the right points' number, found by k-means on a sample (Jégou, Douze and Schmid 2011, IEEE Transactions on Pattern
    Analysis and Machine Intelligence 33); the work grows with the root of the number times the number.  Each set is first centred on its own mean, for
    what sets them apart is common to all.

    Parameters
    ----------
    left, right
        Shape (n_points, n_dimensions), 32-bit floats.

    Examples
    --------
    >>> points = np.eye(4, dtype=np.float32)
    >>> [(int(a), int(b)) for lefts, rights in near_pairs(points[:2], points) for a, b in zip(lefts, rights) if a == b]
    [(0, 0), (1, 1)]
    """
    from threadpoolctl import threadpool_limits

    with threadpool_limits(limits=1):  # the same sums, so the same neighbours, on any number of cores
        means = left.mean(axis=0), right.mean(axis=0)
        centres = _cells(right, means[1])
        others = _members(_nearest(right, centres, 1, means[1]), len(centres))
        find = partial(_neighbours, left, right, others, centres, means[0], least)
        for lefts, rights in in_threads(find, range(0, len(left), SHARE)):
            bounds = np.searchsorted(lefts, [*range(lefts[0], lefts[-1], BATCH), lefts[-1] + 1]) if len(lefts) else []
            yield from ((lefts[start:end], rights[start:end]) for start, end in pairwise(bounds))


def _neighbours(left, right, members, centres, mean, least, start):
    """The pairs of `SHARE` left points from a place on."""
    left = left[start : start + SHARE]
    best, found = np.full((len(left), NEAREST), -np.inf, dtype=np.float32), np.full((len(left), NEAREST), -1)
    for askers, others in zip(_members(_nearest(left, centres, PROBED, mean), len(centres)), members):
        for first in range(0, len(askers) if len(others) else 0, BATCH):
            own = askers[first : first + BATCH]
            _keep_best(best, found, own, left[own] @ right[others].T, others)
    rows, places = np.nonzero((found >= 0) & (best >= least))
    return rows + start, found[rows, places]


def _keep_best(best, found, rows, products, columns):
    """Merge the products of some rows with what is best so far."""
    if products.shape[1] > NEAREST:
        top = np.argpartition(-products, NEAREST, axis=1)[:, :NEAREST]
        products, columns = np.take_along_axis(products, top, axis=1), columns[top]
    else:
        columns = np.broadcast_to(columns, products.shape)
    products, columns = np.hstack([best[rows], products]), np.hstack([found[rows], columns])
    top = np.argsort(-products, axis=1, kind="stable")[:, :NEAREST]
    best[rows], found[rows] = np.take_along_axis(products, top, axis=1), np.take_along_axis(columns, top, axis=1)


def _cells(points, mean):
    """Unit centres of as many cells as the root of the number of points; with points of the other set among the sample, half of the cells would hold none of these."""
    n_cells, rng = max(1, int(len(points) ** 0.5)), np.random.default_rng(0)
    sample = points[np.sort(rng.choice(len(points), min(len(points), SAMPLED * n_cells), replace=False))] - mean
    centres = sample[rng.choice(len(sample), n_cells, replace=False)]
    for _ in range(ROUNDS):
        owner, sums = _nearest(sample, centres, 1)[:, 0], np.zeros_like(centres)
        np.add.at(sums, owner, sample)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres)
    return centres


def _nearest(points, centres, n, mean=0.0):
    """Numbers of the n centres with the largest products, shape (n_points, n)."""
    n, found = min(n, len(centres)), []
    for start in range(0, len(points), BATCH):
        products = (points[start : start + BATCH] - mean) @ centres.T
        found.append(np.argpartition(-products, n - 1, axis=1)[:, :n].astype(np.int32))
    return np.concatenate(found)


def _members(cells, n_cells):
    """Numbers of the points of each cell, ascending; `cells` has a row a point."""
    order = np.argsort(cells, axis=None, kind="stable") // cells.shape[1]
    return np.split(order, np.cumsum(np.bincount(cells.ravel(), minlength=n_cells))[:-1])
