"""Vectors of the words of both languages in one space, learned from the corpus and a bilingual lexicon alone.

1. Per language: how often words share a passage (a pair of a passage with n words counts 1/(n-1)), positive PMI with the context's probability to the
   power 0.75 (Levy, Goldberg and Dagan 2015, TACL 3), truncated SVD scaled by the root of the singular values.
2. Ridge CCA of the two spaces over the lexicon's links (Faruqui and Dyer 2014, EACL), the links re-weighted by how well they agree.
3. Links learned from the spaces themselves: words that are among each other's nearest after correction for hubs (CSLS, Conneau et al. 2018, ICLR)
   take the place of the lexicon's, and the spaces are aligned anew (self-learning, Artetxe, Labaka and Agirre 2018, ACL).
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

DIMENSIONS, KEPT = 100, 50  # of each language's space, and of the common one
CONTEXT_POWER = 0.75
RIDGE = 1.0  # in units of a space's mean variance: directions that vary less are shrunk
RELIABILITY_POWER = 0.75  # a direction is scaled by its relative correlation to this power
FREQUENCY_POWER = 0.25  # frequent words are known better, and count for more in texts
AGREEMENTS = 2  # times that links are re-weighted by how well they agree
SELF_LEARNING = 3  # rounds
BATCH = 256  # words compared at once
NOTHING = 1e-6  # of the largest singular value: what is less is the error of the arithmetic, whose root would count
DIGITS = 9  # decimals of what is compared
NEIGHBOURS, HUB = 3, 10  # nearest words that are linked, and those whose mean similarity makes a hub


def aligned_vectors(counts_zh: sp.csr_matrix, counts_en: sp.csr_matrix, links: sp.csr_matrix, random_state: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of Chinese and of English words in one space, each of shape (n_words, n_dimensions).

    Parameters
    ----------
    counts_zh, counts_en
        Document-term matrices of passages that need not be translations of each other.
    links
        Lexicon, shape (n_words_zh, n_words_en).
    random_state
        Seed of the truncated SVD.

    Examples
    --------
    >>> zh, en = aligned_vectors(sp.csr_matrix(np.eye(3)), sp.csr_matrix(np.eye(3)), sp.csr_matrix(np.eye(3)))
    >>> zh.shape == en.shape
    True
    """
    spaces = [_monolingual(counts, random_state) for counts in (counts_zh, counts_en)]
    frequency = [np.asarray((counts > 0).sum(axis=0)).ravel().astype(float) for counts in (counts_zh, counts_en)]
    if not links.nnz or not all(space.any() for space in spaces):  # nothing holds the languages together
        return np.zeros((len(spaces[0]), 1)), np.zeros((len(spaces[1]), 1))
    vectors = _aligned(*spaces, links, frequency)
    for _ in range(SELF_LEARNING):
        own = _mutual_neighbours(*vectors)
        if own.nnz < links.shape[0] // 10:  # nothing to learn from: the lexicon's links stay
            break
        vectors = _aligned(*spaces, own, frequency)
    return vectors


def unit_rows(table: np.ndarray | sp.csr_matrix) -> np.ndarray | sp.csr_matrix:
    """Rows scaled to length 1; rows of zeros, and a table without rows, stay as they are.

    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    return normalize(table) if table.shape[0] and table.shape[1] else table


def settled(values: np.ndarray) -> np.ndarray:
    """Numbers without their last digits, in which processors differ: of equal ones the first is the largest on every machine.

    >>> int(settled(np.array([0.3, 0.1 + 0.2])).argmax())
    0
    """
    return np.round(values, DIGITS)


def _monolingual(counts, random_state):
    present = (counts > 0).astype(float)
    length = np.asarray(present.sum(axis=1)).ravel()
    pairs = (present.T @ sp.diags(1 / np.maximum(length - 1, 1)) @ present).tolil()
    pairs.setdiag(0)
    pairs = pairs.tocoo()
    pairs.eliminate_zeros()
    total = np.asarray(pairs.sum(axis=1)).ravel()
    context = total**CONTEXT_POWER
    pmi = np.log(pairs.data * context.sum() / np.maximum(total[pairs.row] * context[pairs.col], 1e-12))
    kept = pmi > 0
    positive = sp.csr_matrix((pmi[kept], (pairs.row[kept], pairs.col[kept])), shape=pairs.shape)
    dimensions = max(1, min(DIMENSIONS, counts.shape[1] - 1))
    if not positive.nnz:
        return np.zeros((counts.shape[1], dimensions))
    left, values, _ = randomized_svd(positive, dimensions, n_iter=3, random_state=random_state)
    return left * np.sqrt(np.where(values > NOTHING * values[0], values, 0))


def _aligned(zh, en, links, frequency):
    """CCA of the two spaces over the links, which are re-weighted by how well they agree."""
    places = links.tocoo()
    row, column = places.row, places.col
    often = (frequency[0][row] * frequency[1][column]) ** FREQUENCY_POWER
    weights = 1 / (np.bincount(row, minlength=len(zh))[row] * np.bincount(column, minlength=len(en))[column])
    for _ in range(AGREEMENTS):
        vectors = _cca(zh, en, row, column, weights * often)
        cosine = np.einsum("ij,ij->i", unit_rows(vectors[0])[row], unit_rows(vectors[1])[column])
        agreement = np.maximum(cosine, 0) ** 2
        by_row, by_column = np.bincount(row, agreement, len(zh))[row], np.bincount(column, agreement, len(en))[column]
        weights = np.divide(agreement**2, by_row * by_column, out=np.zeros_like(agreement), where=agreement > 0)
        if not (weights * often).any():  # no link agrees, as in a corpus of a few paragraphs: there is nothing to weigh by
            return vectors
    return _cca(zh, en, row, column, weights * often)


def _cca(zh, en, row, column, weights):
    weights = weights / weights.sum()
    sides = [space - weights @ space[places] for space, places in ((zh, row), (en, column))]
    linked = [space[places] for space, places in zip(sides, (row, column))]
    whitening = [_whitening((space * weights[:, None]).T @ space) for space in linked]
    cross = whitening[0] @ ((linked[0] * weights[:, None]).T @ linked[1]) @ whitening[1]
    left, correlation, right = np.linalg.svd(cross, full_matrices=False)
    kept = slice(min(KEPT, len(correlation)))
    scale = (correlation[kept] / max(correlation[0], 1e-12)) ** RELIABILITY_POWER
    return sides[0] @ whitening[0] @ left[:, kept] * scale, sides[1] @ whitening[1] @ right[kept].T * scale


def _whitening(covariance):
    size = max(np.trace(covariance) / len(covariance), 1e-12)
    values, directions = np.linalg.eigh(covariance / size + RIDGE * np.eye(len(covariance)))
    return (directions * values**-0.5) @ directions.T / np.sqrt(size)


def _mutual_neighbours(zh, en):
    """Words that are among each other's nearest, their mean similarity to their nearest taken off (CSLS)."""
    zh, en = unit_rows(zh), unit_rows(en)
    hub_zh, hub_en = (_nearest(side, other, 0.0, HUB)[1].mean(axis=1) for side, other in ((zh, en), (en, zh)))
    chosen = [_nearest(side, other, hub, NEIGHBOURS)[0] for side, other, hub in ((zh, en, hub_en / 2), (en, zh, hub_zh / 2))]
    return _marked(chosen[0], len(en)).multiply(_marked(chosen[1], len(zh)).T).tocsr()


def _nearest(points, others, penalty, k):
    """Columns and similarities, less a penalty for each of the others, of the k nearest others of each point; both of shape (n_points, k)."""
    k = min(k, len(others))
    columns, values = np.empty((len(points), k), dtype=int), np.empty((len(points), k))
    for start in range(0, len(points), BATCH):
        similarity = settled(points[start : start + BATCH] @ others.T - penalty)
        rows = np.arange(len(similarity))
        for number in range(k):  # a few passes are much faster than sorting
            best = similarity.argmax(axis=1)
            columns[start + rows, number], values[start + rows, number] = best, similarity[rows, best]
            similarity[rows, best] = -np.inf
    return columns, values


def _marked(columns, n):
    return sp.csr_matrix((np.ones(columns.size), (np.repeat(np.arange(len(columns)), columns.shape[1]), columns.ravel())), shape=(len(columns), n))
