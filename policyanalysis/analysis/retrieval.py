"""Which passage of the other language says the same: similarity of passages in the common space of a topic model."""

from __future__ import annotations

import numpy as np

from policyanalysis.analysis.word_vectors import unit_rows

NEIGHBOURS = 0.5  # weight of the passages before and after; a heading alone says too little to be told from others
HUB = 10  # nearest passages whose mean similarity makes a hub


def in_context(points: np.ndarray, documents: list[str], weight: float = NEIGHBOURS) -> np.ndarray:
    """Unit vectors of passages with a part of the passages before and after them in the same document, shape as `points`.

    >>> in_context(np.eye(3), ["a", "a", "b"], 1.0).round(1).tolist()
    [[0.7, 0.7, 0.0], [0.7, 0.7, 0.0], [0.0, 0.0, 1.0]]
    """
    documents = np.asarray(documents)
    same = (documents[1:] == documents[:-1])[:, None]
    result = points.copy()
    result[1:] += weight * points[:-1] * same
    result[:-1] += weight * points[1:] * same
    return unit_rows(result)


def corrected_similarity(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosines of unit vectors, corrected for hubs (CSLS, Conneau et al. 2018), shape (n_left, n_right).

    From twice the cosine each side's mean cosine with its ten nearest of the other is taken off: what is near to everything is near to nothing.

    >>> corrected_similarity(np.eye(2), np.eye(2)).tolist()
    [[1.0, -1.0], [-1.0, 1.0]]
    """
    cosine = left @ right.T
    near = [np.sort(side, axis=1)[:, -HUB:].mean(axis=1) for side in (cosine, cosine.T)]
    return 2 * cosine - near[0][:, None] - near[1][None, :]
