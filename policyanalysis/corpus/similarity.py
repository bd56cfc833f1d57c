"""How much an English and a Chinese text say the same, by the words that the lexicon links."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from policyanalysis.corpus.near import near_pairs
from policyanalysis.language.lexicon import projection
from policyanalysis.parallel import in_threads

BLOCK = 500  # texts of one language compared with all of the other at once
EVERY = 4_000_000  # pairs of texts that are all compared; of more, only those that near_pairs finds
DENSE = 50  # texts that are held with all words of both languages
SIGNS, UNSURE = 256, 0.25  # dimensions in which the texts of a large corpus are looked for first, and four standard errors of a cosine in them


class Counts(NamedTuple):
    """Words in their order, and how often each text has each: shape (n_texts, n_words).

    >>> count([["fund", "pension"], ["fund"]]).table.toarray().tolist()
    [[1, 1], [1, 0]]
    """

    vocabulary: list[str]
    table: sp.csr_matrix

    def words(self, text: int) -> dict[str, int]:
        """How often a text has each of its words."""
        row = slice(*self.table.indptr[text : text + 2])
        return {self.vocabulary[column]: int(n) for column, n in zip(self.table.indices[row], self.table.data[row])}


def count(texts: Iterable[list[str]]) -> Counts:
    """Count the tokens of texts.

    >>> count([["fund", "pension", "fund"], []]).words(0)
    {'fund': 2, 'pension': 1}
    """
    tally, number = Tally(), numbering()
    tally.add([np.array([number[word] for word in text], dtype=np.int32) for text in texts])
    return tally.counts(list(number))


def numbering() -> defaultdict[str, int]:
    """A dictionary that gives each new word the next number.

    >>> number = numbering()
    >>> number["fund"], number["pension"], number["fund"]
    (0, 1, 0)
    """
    number: defaultdict[str, int] = defaultdict()
    number.default_factory = number.__len__
    return number


class Tally:
    """Counts that texts are added to, given by the numbers of their words: texts need not all be held at once.

    >>> tally = Tally()
    >>> tally.add([np.array([2, 0, 2])])
    >>> tally.counts(["steel", "gas", "fund"]).words(0)
    {'fund': 2, 'steel': 1}
    """

    def __init__(self):
        self._columns, self._values, self._ends = array("i"), array("i"), array("q", [0])

    def add(self, texts: list[np.ndarray]) -> None:
        """Add some texts."""
        if not texts:
            return
        tokens, ends = np.concatenate(texts), np.cumsum([0, *map(len, texts)])
        table = sp.csr_matrix((np.ones(len(tokens), dtype=np.int32), tokens, ends), shape=(len(texts), int(tokens.max(initial=0)) + 1))
        table.sum_duplicates()
        self._columns.frombytes(table.indices.astype(np.int32).tobytes())
        self._values.frombytes(table.data.tobytes())
        self._ends.extend((self._ends[-1] + table.indptr[1:]).tolist())

    def counts(self, words: list[str]) -> Counts:
        """What was counted, the words given in the order of their numbers; those that no text has are left out."""
        columns = np.frombuffer(self._columns, dtype=np.int32) if self._columns else np.zeros(0, dtype=np.int32)
        used = sorted((words[number], number) for number in np.unique(columns).tolist())
        order = np.zeros(len(words), dtype=np.int32)
        order[[number for _, number in used]] = np.arange(len(used), dtype=np.int32)
        table = sp.csr_matrix((np.array(self._values, dtype=np.int32), order[columns], np.array(self._ends)), shape=(len(self._ends) - 1, max(len(used), 1)))
        table.sort_indices()
        return Counts([word for word, _ in used] or [""], table)


class Bags:
    """TF-IDF bags of the texts of both languages over their common pair of vocabularies.

    Parameters
    ----------
    en, zh
        Content tokens of each text, counted.

    Examples
    --------
    >>> Bags(count([["hydrogen"], ["economy"]]), count([["氢能"], ["经济"]])).similarity.round(1).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """

    def __init__(self, en: Counts, zh: Counts):
        self.shape = en.table.shape[0], zh.table.shape[0]
        self._en, self._zh = _tfidf(en.table), _tfidf(zh.table)
        self._to_en, self._to_zh = projection(zh.vocabulary, en.vocabulary)

    @property
    def similarity(self) -> np.ndarray:
        """Mean of the cosines in the English and in the Chinese vocabulary, each text of the other language projected through the lexicon, (n_en, n_zh)."""
        return (self._english(slice(None)) @ self._chinese(slice(None)).T).toarray()

    def pairs_above(self, least: float) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """English texts, Chinese texts and their similarity wherever it is at least `least`, block by block; never more than a block of all pairs is held.

        Of more than `EVERY` pairs, only the nearest of each English text are compared (see `near.near_pairs`).
        """
        if self.shape[0] * self.shape[1] <= EVERY:
            chinese = self._chinese(slice(None)).T
            for start in range(0, self.shape[0], BLOCK):
                block = (self._english(slice(start, start + BLOCK)) @ chinese).tocoo()
                yield _above(least, block.row + start, block.col, block.data)
        else:
            yield from in_threads(lambda pair: _above(least, *pair, self.between(*pair)), near_pairs(*self._signs(), least - UNSURE))

    def between(self, english: np.ndarray, chinese: np.ndarray) -> np.ndarray:
        """Similarity of English and Chinese texts pair by pair, given by their numbers, the English ones in ascending order; each text is projected once."""
        (texts, own), (others, places) = (np.unique(side, return_inverse=True) for side in (english, chinese))
        left, right, found = self._english(texts), self._chinese(others), []
        for start in range(0, len(texts), DENSE):
            pairs = slice(*np.searchsorted(own, (start, start + DENSE)))
            rows, dense = right[places[pairs]], left[start : start + DENSE].toarray()
            n_words = np.diff(rows.indptr)
            products = rows.data * dense[np.repeat(own[pairs] - start, n_words), rows.indices]
            found.append(np.bincount(np.repeat(np.arange(len(n_words)), n_words), products, len(n_words)))
        return np.concatenate([np.zeros(0), *found])

    # Both directions side by side: a product of these rows is the mean of the cosines in the two vocabularies.
    def _english(self, rows):
        return _beside(self._en[rows], _unit(self._en[rows] @ self._to_zh))

    def _chinese(self, rows):
        return _beside(_unit(self._zh[rows] @ self._to_en), self._zh[rows])

    def _signs(self):
        """The same rows in few dimensions, by random signs (Achlioptas 2003, Journal of Computer and System Sciences 66): cosines move by about 0.06."""
        rng = np.random.default_rng(0)
        signs_en, signs_zh = (rng.choice(np.array([-1, 1], dtype=np.float32), (side.shape[1], SIGNS)) for side in (self._en, self._zh))
        for own, across in ((self._en, (signs_en, self._to_zh @ signs_zh)), (self._zh, (self._to_en @ signs_en, signs_zh))):
            points = np.zeros((own.shape[0], SIGNS), dtype=np.float32)
            for start in range(0, len(points), 20 * BLOCK):
                block = own[start : start + 20 * BLOCK]
                points[start : start + 20 * BLOCK] = sum(_unit_dense(block @ side) for side in across) / np.sqrt(2)
            yield points


def _above(least, rows, columns, values):
    near = np.flatnonzero(values >= least)
    return rows[near], columns[near], values[near]


def _beside(left, right):
    return sp.hstack([left, right]).tocsr() / np.sqrt(2)


def _tfidf(counts):
    """Rows of (1 + log tf) idf, of unit length."""
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log(1 + counts.shape[0] / np.maximum(frequency, 1))
    return _unit(sp.csr_matrix(((1 + np.log(counts.data)) * idf[counts.indices], counts.indices, counts.indptr), counts.shape))


def _unit(matrix):
    """Rows scaled to unit length; scikit-learn's `normalize` gives the same, but takes a second to load, which a first look at a corpus need not wait for."""
    lengths = np.sqrt(sp.csr_matrix((np.square(matrix.data), matrix.indices, matrix.indptr), matrix.shape) @ np.ones(matrix.shape[1]))
    lengths[lengths == 0] = 1
    return sp.csr_matrix((matrix.data / np.repeat(lengths, np.diff(matrix.indptr)), matrix.indices, matrix.indptr), matrix.shape)


def _unit_dense(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
