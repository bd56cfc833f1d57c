"""One space for the passages and words of both languages.

Two descriptions of a passage meet in it, each good at one end of the scale:

1. dictionary projection, for small corpora: TF-IDF (1 + log tf) in the passage's language, of unit length, beside its projection through the lexicon, of
   unit length; truncated SVD of the passages of both languages stacked;
2. aligned word vectors (`word_vectors`), for large ones: the sum of the passage's words weighted by the root of idf, as rare words have the longer vectors.

Each is centred on the mean of its language (what sets the languages apart is no topic) and of unit norm; the first is weighted by `projection_weight`.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD

from policyanalysis.analysis.word_links import word_links
from policyanalysis.analysis.word_vectors import aligned_vectors, unit_rows
from policyanalysis.language.lexicon import rows_to_one

LANGS = ("en", "zh")
EQUAL = 1_500  # passages of a language at which both descriptions weigh the same
NEGLIGIBLE = 0.25  # weight under which the projection moved no figure on 40,000 headlines a language, and is left out for its time
NO_WORD = ""
MIN_COUNT = 2  # passages; a word seen once says nothing about topics


def projection_weight(n_passages: int) -> float:
    """Weight of the dictionary projection beside the word vectors, by the number of passages of the smaller language.

    Vectors are learned from the corpus and so get better with it, while the dictionary knows what it knows: the weight falls with the root of the
    size, as the error of an estimate does.

    >>> projection_weight(1_500), round(projection_weight(400), 1), projection_weight(40_000)
    (1.0, 1.9, 0.0)
    """
    weight = float(np.sqrt(EQUAL / max(n_passages, 1)))
    return weight if weight >= NEGLIGIBLE else 0.0


class CommonSpace:
    """The space of the passages that it is made from.

    Parameters
    ----------
    tokens, langs
        Content tokens of each passage, and its language.
    pairs
        English and Chinese tokens of paragraphs that translate each other, when the lexicon is to learn from them.
    n_components
        Dimensions of the projections.
    random_state
        Seed of the truncated SVDs.

    Attributes
    ----------
    vocabulary
        Words of each language.
    counts
        Document-term matrix of each language's passages.
    links
        Lexicon, shape (n_words_zh, n_words_en).
    vectors
        Aligned word vectors of each language.
    projection_weight
        Weight of the dictionary projection beside the word vectors; 0 where it is left out.

    Examples
    --------
    >>> space = CommonSpace([["pension", "fund"], ["养老金", "基金"], ["hydrogen"], ["氢能"]] * 3, ["en", "zh"] * 6)
    >>> points = space.embed([["pension"], ["养老金"], ["氢能"]], ["en", "zh", "zh"])
    >>> bool(points[0] @ points[1] > points[0] @ points[2])
    True
    """

    def __init__(self, tokens, langs, pairs=None, n_components: int = 200, random_state: int = 0):
        langs = np.asarray(langs)
        self.vocabulary = {lang: _vocabulary([text for text, own in zip(tokens, langs) if own == lang]) for lang in LANGS}
        self.counts = self._counts(tokens, langs)
        self.links = word_links(self.vocabulary["zh"], self.vocabulary["en"], pairs)
        self.vectors = dict(zip(("zh", "en"), aligned_vectors(self.counts["zh"], self.counts["en"], self.links, random_state)))
        self.projection_weight = projection_weight(min(table.shape[0] for table in self.counts.values() if table.shape[0]))
        self._idf = {lang: _idf(self.counts[lang]) for lang in LANGS}
        self._projections = {"zh": rows_to_one(self.links), "en": rows_to_one(self.links.T.tocsr())}
        self._svd = self._reduction(n_components, random_state) if self.projection_weight else None
        described = self._describe(self.counts)
        self._means = [{lang: part[lang].mean(axis=0) if len(part[lang]) else np.zeros(part[lang].shape[1]) for lang in LANGS} for part in described]
        self.points = self._placed(described, langs)

    def embed(self, tokens: list[list[str]], langs: list[str]) -> np.ndarray:
        """Unit vectors of passages, shape (n_passages, n_dimensions)."""
        langs = np.asarray(langs)
        return self.place(self._counts(tokens, langs), langs)

    def place(self, counts: dict[str, sp.csr_matrix], langs: np.ndarray) -> np.ndarray:
        """The same, of passages given by how often those of each language have each word of its vocabulary."""
        return self._placed(self._describe(counts), langs)

    def words(self, lang: str) -> np.ndarray:
        """Unit vectors of the words of a language, each as a passage of its own but not centred, shape (n_words, n_dimensions)."""
        return self._beside([unit_rows(part[lang]) for part in self._describe({lang: sp.identity(len(self.vocabulary[lang]), format="csr")})])

    def link_cosines(self) -> np.ndarray:
        """Similarity of the words of each link by their vectors, in the order of `links.tocoo()`."""
        places = self.links.tocoo()
        return np.einsum("ij,ij->i", unit_rows(self.vectors["zh"])[places.row], unit_rows(self.vectors["en"])[places.col])

    def _counts(self, tokens, langs):
        """Document-term matrix of each language's passages."""
        found = {}
        for lang in LANGS:
            columns = {word: number for number, word in enumerate(self.vocabulary[lang])}
            known = [[columns[word] for word in text if word in columns] for text, own in zip(tokens, langs) if own == lang]
            rows = np.repeat(np.arange(len(known)), [len(text) for text in known])
            cols = np.fromiter((column for text in known for column in text), dtype=int, count=len(rows))
            found[lang] = sp.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(known), len(columns)))
            found[lang].sum_duplicates()
        return found

    def _reduction(self, n_components, random_state):
        projected = self._project({lang: _log_tf(self.counts[lang]) for lang in LANGS})
        stacked = sp.vstack([projected[lang] for lang in LANGS]).tocsr()
        dimensions = max(1, min(n_components, min(stacked.shape) - 1))
        with np.errstate(invalid="ignore"):  # the explained variance of a single passage, which nobody asks for
            return TruncatedSVD(dimensions, random_state=random_state).fit(stacked)

    def _describe(self, counts):
        """Both descriptions of passages or words, before centring: per description and language an array of shape (n_passages, n_dimensions)."""
        tf = {lang: _log_tf(table) for lang, table in counts.items()}
        parts = [{lang: unit_rows(tf[lang] @ sp.diags(np.sqrt(self._idf[lang]))) @ self.vectors[lang] for lang in tf}]
        if self._svd is not None:
            parts.append({lang: self._svd.transform(projected) if projected.shape[0] else np.zeros((0, len(self._svd.components_)))
                          for lang, projected in self._project(tf).items()})
        return parts

    def _project(self, tf):
        """Own words beside projected ones, in the same columns for both languages."""
        own = {lang: unit_rows(table @ sp.diags(self._idf[lang])) for lang, table in tf.items()}
        read = {lang: unit_rows(table @ self._projections[lang]) for lang, table in own.items()}
        return {lang: sp.hstack([own[lang], read[lang]] if lang == "en" else [read[lang], own[lang]]).tocsr() for lang in own}

    def _placed(self, described, langs):
        """Both descriptions less their language's means, side by side, in the order of the passages."""
        parts = []
        for part, means in zip(described, self._means):
            whole = np.zeros((len(langs), len(means["en"])))
            for lang in LANGS:
                whole[langs == lang] = part[lang] - means[lang]
            parts.append(unit_rows(whole))
        return self._beside(parts)

    def _beside(self, parts):
        return unit_rows(np.hstack([part * weight for part, weight in zip(parts, (1.0, self.projection_weight))]))


def _vocabulary(texts):
    frequency = Counter(word for text in texts for word in set(text))
    kept = sorted(word for word, n in frequency.items() if n >= MIN_COUNT or len(texts) < 10)
    return kept or [NO_WORD]  # a language without passages keeps one column, which nothing fills


def _idf(counts):
    frequency = np.asarray((counts > 0).sum(axis=0)).ravel()
    return np.log(1 + counts.shape[0] / np.maximum(frequency, 1))


def _log_tf(counts):
    result = counts.copy()
    result.data = 1 + np.log(result.data)
    return result
