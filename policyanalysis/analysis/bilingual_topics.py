"""One set of topics over English and Chinese passages that need not be translations of each other.

1. Passages of both languages get a place in one space (`common_space`).
2. To each passage a part of its section's mean is added: a paragraph says little, but what stands around it has a theme; a section is an article, or an
   equal part of a long one, which may have several themes.
3. Passages are grouped about centres, both languages weighing the same (`clustering`).
4. A passage's weights are the softmax of its cosines with the centres.
5. The words of a topic are dealt by how they occur together within and across the languages (`topic_terms`).
"""

from __future__ import annotations

from copy import copy

import numpy as np
import scipy.sparse as sp
from scipy.special import softmax
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from policyanalysis.analysis.clustering import find_centres, jaccard, match, nearest_centre
from policyanalysis.analysis.common_space import LANGS, NO_WORD, CommonSpace
from policyanalysis.analysis.topic_terms import deal_terms
from policyanalysis.analysis.typicality import in_best_topic, typicality, whole_phrases
from policyanalysis.analysis.word_vectors import settled, unit_rows
from policyanalysis.errors import UsageError

TEMPERATURE = 0.2  # of the softmax: lower makes the mixtures sharper
REFIT_STARTS = 2  # of k-means for each resample; five gave the same stabilities (means 0.53 and 0.52, 0.63 and 0.64 on two corpora) in more than twice the time
SECTION = 20  # passages at most; longer articles are cut into equal parts


class BilingualTopics(BaseEstimator):
    """Topics over the passages of two languages.

    Parameters
    ----------
    n_topics
        Number of topics; not more than passages.
    n_components
        Dimensions of the common space.
    context
        How much of its section's mean is added to a passage; 0 leaves passages alone.  On articles with known themes 0.5 raised the agreement of
        topics with themes (adjusted mutual information) from 0.75 to 0.97, and the stability from 0.3 to 0.7.
    random_state
        The same passages and number give the same topics.

    Attributes
    ----------
    vocabulary_ : dict of list of str
        Words of each language.
    centres_ : array, shape (n_topics, n_dimensions)
        Unit vectors in the common space.
    labels_ : array, shape (n_passages,)
        Strongest topic of each fitted passage.
    points_ : array, shape (n_passages, n_dimensions)
        The fitted passages in the common space, with their sections.
    space_ : CommonSpace
        What is known of the words of both languages: links, vectors, projections.
    terms_ : dict of list of array
        Words dealt to each topic, at most 15 of each language, no word in two topics.
    word_scores_ : dict of array, shape (n_topics, n_words)
        How typical a word is of a topic: p(word | topic) times the log of its lift times its squared cosine with the topic's centre, and only in the
        topic where that is largest.  In a language without passages on a topic the cosine alone decides.
    typicality_ : dict of array, shape (n_topics, n_words)
        The same in every topic, not only the best, and 0 where a language has no passage.

    Examples
    --------
    >>> tokens = [["hydrogen", "fuel"], ["pension", "fund"], ["氢能", "燃料"], ["养老金", "基金"]] * 3
    >>> model = BilingualTopics(n_topics=2, random_state=0).fit(tokens, ["en", "en", "zh", "zh"] * 3)
    >>> bool(model.labels_[0] == model.labels_[2] != model.labels_[1])
    True
    """

    def __init__(self, n_topics: int = 15, n_components: int = 200, context: float = 0.5, random_state: int = 0):
        self.n_topics = n_topics
        self.n_components = n_components
        self.context = context
        self.random_state = random_state

    @threadpool_limits.wrap(limits=1)  # sums in the same order, so the same bytes, on any number of cores
    def fit(self, tokens: list[list[str]], langs: list[str], documents: list[str] | None = None, pairs: list[tuple[list[str], list[str]]] | None = None) -> BilingualTopics:
        """Find the topics of passages given as content tokens, each with its language and, where known, the article it belongs to.

        `pairs` are English and Chinese tokens of paragraphs that translate each other, when the lexicon is to learn from them.
        """
        if unknown := set(langs) - set(LANGS):
            raise UsageError(f"lang={str(min(unknown))!r} is not supported; use 'en' or 'zh'")
        if not 1 <= self.n_topics <= len(tokens):
            raise UsageError(f"n_topics={self.n_topics} does not fit {len(tokens)} passages; use 1 to {len(tokens)}")
        self.langs_, self.documents_ = np.asarray(langs), _sections(documents, len(tokens))
        self.articles_ = np.arange(len(tokens)) if documents is None else np.unique(np.asarray(documents), return_inverse=True)[1]
        self.space_ = CommonSpace(tokens, langs, pairs, self.n_components, self.random_state)
        self.vocabulary_, self._again = self.space_.vocabulary, None
        self.points_ = _in_sections(self.space_.points, self.documents_, self.context)
        return self._cut()

    @threadpool_limits.wrap(limits=1)
    def recut(self, n_topics: int) -> BilingualTopics:
        """Another number of topics over the same passages in the same space: a new model, as `fit` would give it."""
        check_is_fitted(self, "centres_")
        other = copy(self)
        other.n_topics, other._again = n_topics, None
        return other._cut()

    def _cut(self):
        """Topics in the space, and their terms."""
        self.centres_ = find_centres(self.points_, _balance(self.langs_), self.articles_, self.n_topics, self.random_state)
        self.labels_ = nearest_centre(self.points_, self.centres_)
        self._choose_terms()
        return self

    @threadpool_limits.wrap(limits=1)
    def transform(self, tokens: list[list[str]], langs: list[str], documents: list[str] | None = None) -> np.ndarray:
        """Weights of the topics in each passage, shape (n_passages, n_topics); rows sum to 1."""
        check_is_fitted(self, "centres_")
        return self.weights(self.embed(tokens, langs, documents))

    def columns(self) -> dict[str, int]:
        """Numbers of the words of both languages, as `transform_counts` takes them."""
        check_is_fitted(self, "centres_")
        return {word: column for column, word in enumerate(word for lang in LANGS for word in self.vocabulary_[lang])}

    @threadpool_limits.wrap(limits=1)
    def embed_counts(self, counts: sp.csr_matrix, langs: np.ndarray, documents: list[str]) -> np.ndarray:
        """What `embed` gives, of passages given by how often each has each of the words of `columns`."""
        first = np.cumsum([0, *(len(self.vocabulary_[lang]) for lang in LANGS)])
        by_lang = {lang: counts[langs == lang][:, start:end] for lang, start, end in zip(LANGS, first, first[1:])}
        return _in_sections(self.space_.place(by_lang, langs), _sections(documents, len(langs)), self.context)

    def embed(self, tokens: list[list[str]], langs: list[str], documents: list[str] | None = None, context: float | None = None) -> np.ndarray:
        """Unit vectors of passages in the common space, shape (n_passages, n_dimensions).

        With `context=0` a passage stands for itself alone: what to compare passages with each other by.
        """
        check_is_fitted(self, "centres_")
        return _in_sections(self.space_.embed(tokens, langs), _sections(documents, len(tokens)), self.context if context is None else context)

    def weights(self, points: np.ndarray) -> np.ndarray:
        """Softmax of the cosines of points of the common space with the centres."""
        return softmax(points @ self.centres_.T / TEMPERATURE, axis=1)

    def top_words(self, topic: int, lang: str, top_n: int = 10) -> list[str]:
        """The most typical words of a topic, best first; a word that is part of a phrase already listed is left out."""
        scores, dealt = self.word_scores_[lang][topic], self.terms_[lang]
        elsewhere = set(np.concatenate(dealt).tolist()) if dealt else set()
        rest = [column for column in np.argsort(-scores, kind="stable") if scores[column] > 0 and column not in elsewhere]
        if not len(dealt[topic]) and not rest:  # all its words are more typical of other topics
            rest = [column for column in np.argsort(-self.typicality_[lang][topic], kind="stable") if self.typicality_[lang][topic, column] > 0]
        words = [self.vocabulary_[lang][column] for column in [*dealt[topic], *rest]]
        return whole_phrases((word for word in words if word != NO_WORD), lang, top_n)

    def present(self, lang: str) -> sp.csr_array:
        """Which fitted passages of a language hold which words: 0 or 1, shape (n_passages of the language, n_words)."""
        return sp.csr_array((self.space_.counts[lang] > 0).astype(float))

    @threadpool_limits.wrap(limits=1)
    def refits(self, n_resamples: int = 10) -> np.ndarray:
        """Strongest topic of each fitted passage after grouping bootstrap samples of sections anew, shape (n_refits, n_passages)."""
        found = [nearest_centre(self.points_, centres) for centres in self.refit_centres(n_resamples)]
        return np.array(found, dtype=int).reshape(len(found), len(self.labels_))

    def refit_centres(self, n_resamples: int = 10) -> list[np.ndarray]:
        """Centres of the topics found again in bootstrap samples of sections, each of the shape of `centres_`.

        They are matched one-to-one to the fitted ones, by the Jaccard index of their passages; the common space itself is not fitted again.  A sample
        with fewer different passages than topics gives none.
        """
        check_is_fitted(self, "centres_")
        if self._again is None or len(self._again) < n_resamples:
            self._again = self._find_again(n_resamples)
        return [centres for centres in self._again[:n_resamples] if centres is not None]

    @threadpool_limits.wrap(limits=1)
    def _find_again(self, n_resamples):
        rng, members, found = np.random.default_rng(self.random_state), np.unique(self.documents_), []
        weights = _balance(self.langs_)
        for _ in range(n_resamples):
            drawn = np.bincount(rng.integers(0, len(members), len(members)), minlength=len(members))
            times = drawn[self.documents_]  # that a passage is in the sample: a weight, as what is there twice need not be looked at twice
            sample = np.flatnonzero(times)
            if len(sample) < self.n_topics:
                found.append(None)
                continue
            centres = find_centres(self.points_[sample], (weights * times)[sample], self.articles_[sample], self.n_topics, int(rng.integers(2**31)), REFIT_STARTS)
            found.append(centres[np.argsort(match(self.labels_, nearest_centre(self.points_, centres), self.n_topics))])
        return found

    def stability(self, n_resamples: int = 10) -> np.ndarray:
        """How well each topic comes back when the sections are resampled, 0..1, shape (n_topics,).

        Mean Jaccard index of a topic's passages with those of its match in `refits`, after Hennig (2007, Computational Statistics & Data Analysis 52).
        Under 0.5 a topic is not to be relied on, from 0.75 it is stable.
        """
        return sum((jaccard(self.labels_, again, self.n_topics).diagonal() for again in self.refits(n_resamples)), np.zeros(self.n_topics)) / n_resamples

    def _choose_terms(self):
        space = self.space_
        near = {lang: settled(np.maximum(self.centres_ @ space.words(lang).T, 0) ** 2) for lang in LANGS}
        typical = {lang: typicality(space.counts[lang], self.labels_[self.langs_ == lang], near[lang]) for lang in LANGS}
        self.terms_ = deal_terms({lang: scores for lang, (scores, _) in typical.items()}, space.counts, space.links, space.link_cosines())
        self.word_scores_ = {lang: in_best_topic(scores + faint) for lang, (scores, faint) in typical.items()}
        self.typicality_ = {lang: scores for lang, (scores, _) in typical.items()}


def _sections(documents, n_passages):
    """Section numbers of the passages: of an article, or an equal part of a long one; each passage its own where no article is given."""
    if documents is None:
        return np.arange(n_passages)
    articles = np.unique(np.asarray(documents), return_inverse=True)[1]
    order = np.argsort(articles, kind="stable")
    length = np.bincount(articles)
    position = np.empty(n_passages, dtype=int)
    position[order] = np.arange(n_passages) - np.repeat(np.cumsum(length) - length, length)
    parts = -(-length // SECTION)
    return (np.cumsum(parts) - parts)[articles] + position * parts[articles] // length[articles]


def _in_sections(points, sections, context):
    """Unit vectors of passages with a part of their section's mean direction."""
    if not context:
        return points
    sums = np.zeros((sections.max(initial=-1) + 1, points.shape[1]))
    np.add.at(sums, sections, points)
    return unit_rows(points + context * unit_rows(sums)[sections])


def _balance(langs):
    """Weights with which each language counts the same, and each of its passages."""
    weights = np.ones(len(langs))
    for lang in LANGS:
        if (langs == lang).any():
            weights[langs == lang] = len(langs) / (langs == lang).sum()
    return weights
