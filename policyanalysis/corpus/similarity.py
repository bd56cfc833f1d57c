"""How much an English and a Chinese text say the same, by the words that the lexicon links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp

from policyanalysis.language.lexicon import projection


BLOCK = 500  # texts of one language compared with all of the other at once


class Bags:
    """TF-IDF bags of the texts of both languages over their common pair of vocabularies.

    Parameters
    ----------
    tokens_en, tokens_zh
        Content tokens of each text.

    Examples
    --------
    >>> Bags([["hydrogen"], ["economy"]], [["氢能"], ["经济"]]).similarity.round(1).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """

    def __init__(self, tokens_en: list[list[str]], tokens_zh: list[list[str]]):
        self.shape = len(tokens_en), len(tokens_zh)
        vocabulary_en, vocabulary_zh = _vocabulary(tokens_en) or [""], _vocabulary(tokens_zh) or [""]
        en, zh = _tfidf(tokens_en, vocabulary_en), _tfidf(tokens_zh, vocabulary_zh)
        to_en, to_zh = projection(vocabulary_zh, vocabulary_en)
        # Both directions side by side: a product of these rows is the mean of the cosines in the two vocabularies.
        self._en, self._zh = (sp.hstack(sides).tocsr() / np.sqrt(2) for sides in ((en, _unit(en @ to_zh)), (_unit(zh @ to_en), zh)))

    @property
    def similarity(self) -> np.ndarray:
        """Mean of the cosines in the English and in the Chinese vocabulary, each text of the other language projected through the lexicon, (n_en, n_zh)."""
        return (self._en @ self._zh.T).toarray()

    def pairs_above(self, least: float) -> Iterator[tuple[int, int, float]]:
        """English text, Chinese text and their similarity wherever it is at least `least`; never more than a block of all pairs is held."""
        for start in range(0, self.shape[0], BLOCK):
            block = (self._en[start : start + BLOCK] @ self._zh.T).tocoo()
            near = np.flatnonzero(block.data >= least)
            yield from zip((block.row[near] + start).tolist(), block.col[near].tolist(), block.data[near].tolist())

    def between(self, i: int, j: int) -> float:
        """Similarity of one English and one Chinese text."""
        return float((self._en[i] @ self._zh[j].T).sum())


def _vocabulary(texts):
    return sorted({token for text in texts for token in text})


def _tfidf(texts, vocabulary):
    """Rows of (1 + log tf) idf, of unit length."""
    columns = {word: number for number, word in enumerate(vocabulary)}
    rows, cols, values = [], [], []
    for number, text in enumerate(texts):
        for word, n in Counter(text).items():
            rows.append(number)
            cols.append(columns[word])
            values.append(1 + np.log(n))
    counts = sp.csr_matrix((values, (rows, cols)), shape=(len(texts), len(vocabulary)))
    frequency = np.bincount(cols, minlength=len(vocabulary))
    return _unit(counts @ sp.diags(np.log(1 + len(texts) / np.maximum(frequency, 1))))


def _unit(matrix):
    """Rows scaled to unit length; scikit-learn's `normalize` gives the same, but takes a second to load, which a first look at a corpus need not wait for."""
    lengths = np.sqrt(sp.csr_matrix((np.square(matrix.data), matrix.indices, matrix.indptr), matrix.shape) @ np.ones(matrix.shape[1]))
    lengths[lengths == 0] = 1
    return sp.csr_matrix((matrix.data / np.repeat(lengths, np.diff(matrix.indptr)), matrix.indices, matrix.indptr), matrix.shape)
