"""One set of topics over English and Chinese passages that need not be translations of each other.

Two descriptions of a passage meet in one space, each good at one end of the scale:

1. dictionary projection, for small corpora: TF-IDF (1 + log tf) in the passage's language, of unit length, beside its projection through the lexicon, of
   unit length; truncated SVD of the passages of both languages stacked;
2. aligned word vectors (`word_vectors`), for large ones: the sum of the passage's words weighted by the root of idf, as rare words have the longer vectors.

Each is centred on the mean of its language (what sets the languages apart is no topic) and of unit norm; the first is weighted by `projection_weight`.  Then

3. to each passage a part of its section's mean is added: a paragraph says little, but what stands around it has a theme; a section is an article, or an
   equal part of a long one, which may have several themes;
4. k-means in which both languages weigh the same, and a section by the square root of its passages;
5. a passage's weights are the softmax of its cosines with the centres;
6. the words of a topic are dealt by how they occur together within and across the languages (`topic_terms`).
"""

from __future__ import annotations

from collections import Counter
from copy import copy

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linear_sum_assignment
from scipy.special import softmax
from sklearn.base import BaseEstimator
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from policyanalysis.analysis.topic_terms import deal_terms
from policyanalysis.analysis.word_links import word_links
from policyanalysis.analysis.word_vectors import aligned_vectors, unit_rows
from policyanalysis.errors import UsageError
from policyanalysis.language.lexicon import rows_to_one

LANGS = ("en", "zh")
TEMPERATURE = 0.2  # of the softmax: lower makes the mixtures sharper
STARTS, POINTS = 10, 100_000  # of k-means; more did not change the topics of the pages looked at, nor a second one those of 77,000 headlines
SECTION = 20  # passages at most; longer articles are cut into equal parts
EQUAL = 1_500  # passages of a language at which both descriptions weigh the same
NEGLIGIBLE = 0.25  # weight under which the projection moved no figure on 40,000 headlines a language, and is left out for its time
NO_WORD = ""
MIN_COUNT = 2  # passages; a word seen once says nothing about topics


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
        topics with themes (adjusted mutual information) from 0.65 to 0.97, and the stability from 0.3 to 0.7.
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
    links_ : csr_matrix, shape (n_words_zh, n_words_en)
        Lexicon over the corpus's words.
    vectors_ : dict of array, shape (n_words, n_dimensions)
        Aligned word vectors.
    projection_weight_ : float
        Weight of the dictionary projection beside the word vectors; 0 where it is left out.
    terms_ : dict of list of array
        Words dealt to each topic, at most 15 of each language, no word in two topics.
    word_scores_ : dict of array, shape (n_topics, n_words)
        How typical a word is of a topic: p(word | topic) times the log of its lift times its squared cosine with the topic's centre, and only in the
        topic where that is largest.  In a language without passages on a topic the cosine alone decides.

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
        langs, documents = np.asarray(langs), _sections(documents, len(tokens))
        if unknown := set(langs) - set(LANGS):
            raise UsageError(f"lang={str(min(unknown))!r} is not supported; use 'en' or 'zh'")
        if not 1 <= self.n_topics <= len(tokens):
            raise UsageError(f"n_topics={self.n_topics} does not fit {len(tokens)} passages; use 1 to {len(tokens)}")
        self.vocabulary_ = {lang: _vocabulary([t for t, own in zip(tokens, langs) if own == lang]) for lang in LANGS}
        counts = {lang: self._counts(tokens, langs, lang) for lang in LANGS}
        own = {lang: counts[lang][langs == lang] for lang in LANGS}
        self._learn_words(own, pairs)
        described = self._describe(counts, langs)
        self.means_ = [{lang: part[langs == lang].mean(axis=0) if (langs == lang).any() else 0.0 for lang in LANGS} for part in described]
        self.points_, self.langs_, self.documents_, self.balance_ = self._points(described, langs, documents), langs, documents, _balance(langs, documents)
        self._own = own
        return self._cut()

    @threadpool_limits.wrap(limits=1)
    def recut(self, n_topics: int) -> BilingualTopics:
        """Another number of topics over the same passages in the same space: a new model, as `fit` would give it."""
        check_is_fitted(self, "centres_")
        other = copy(self)
        other.n_topics = n_topics
        return other._cut()

    def _cut(self):
        """Topics in the space, and their terms."""
        means = KMeans(self.n_topics, n_init=_starts(self.points_), random_state=self.random_state).fit(self.points_, sample_weight=self.balance_)
        order = np.argsort(-np.bincount(means.labels_, weights=self.balance_, minlength=self.n_topics), kind="stable")
        self.centres_ = unit_rows(means.cluster_centers_[order])
        self.labels_ = self.weights(self.points_).argmax(axis=1)
        self._choose_terms(self._own, {lang: self.labels_[self.langs_ == lang] for lang in LANGS})
        return self

    @threadpool_limits.wrap(limits=1)
    def transform(self, tokens: list[list[str]], langs: list[str], documents: list[str] | None = None) -> np.ndarray:
        """Weights of the topics in each passage, shape (n_passages, n_topics); rows sum to 1."""
        check_is_fitted(self, "centres_")
        return self.weights(self.embed(tokens, langs, documents))

    def embed(self, tokens: list[list[str]], langs: list[str], documents: list[str] | None = None, context: float | None = None) -> np.ndarray:
        """Unit vectors of passages in the common space, shape (n_passages, n_dimensions).

        With `context=0` a passage stands for itself alone: what to compare passages with each other by.
        """
        check_is_fitted(self, "centres_")
        langs, documents = np.asarray(langs), _sections(documents, len(tokens))
        return self._points(self._describe({lang: self._counts(tokens, langs, lang) for lang in LANGS}, langs), langs, documents, context)

    def weights(self, points: np.ndarray) -> np.ndarray:
        """Softmax of the cosines of points of the common space with the centres."""
        return softmax(points @ self.centres_.T / TEMPERATURE, axis=1)

    def top_words(self, topic: int, lang: str, top_n: int = 10) -> list[str]:
        """The most typical words of a topic, best first; a word that is part of a phrase already listed is left out."""
        scores, dealt = self.word_scores_[lang][topic], self.terms_[lang]
        elsewhere = set(np.concatenate(dealt).tolist()) if dealt else set()
        rest = [column for column in np.argsort(-scores, kind="stable") if scores[column] > 0 and column not in elsewhere]
        found: list[str] = []
        if not len(dealt[topic]) and not rest:  # all its words are more typical of other topics
            rest = [column for column in np.argsort(-self._typical[lang][topic], kind="stable") if self._typical[lang][topic, column] > 0]
        for column in [*dealt[topic], *rest]:
            word = self.vocabulary_[lang][column]
            if len(found) == top_n or word == NO_WORD:
                break
            if not any(_part_of(word, other, lang) for other in found):
                found = [other for other in found if not _part_of(other, word, lang)] + [word]
        return found

    def present(self, lang: str) -> sp.csr_array:
        """Which fitted passages of a language hold which words: 0 or 1, shape (n_passages of the language, n_words)."""
        return sp.csr_array((self._own[lang] > 0).astype(float))

    @threadpool_limits.wrap(limits=1)
    def refits(self, n_resamples: int = 10) -> np.ndarray:
        """Strongest topic of each fitted passage after clustering bootstrap samples of articles anew, shape (n_refits, n_passages).

        The topics found again are matched one-to-one to the fitted ones, by the Jaccard index of their passages; the common space itself is not fitted
        again.  A sample with fewer passages than topics gives no refit.
        """
        check_is_fitted(self, "centres_")
        rng, members, found = np.random.default_rng(self.random_state), np.unique(self.documents_), []
        for _ in range(n_resamples):
            drawn = np.bincount(rng.integers(0, len(members), len(members)), minlength=len(members))
            sample = np.repeat(np.arange(len(self.points_)), drawn[self.documents_])
            if len(sample) < self.n_topics:
                continue
            seed = int(rng.integers(2**31))
            means = KMeans(self.n_topics, n_init=3, random_state=seed).fit(self.points_[sample], sample_weight=self.balance_[sample])
            again = (self.points_ @ unit_rows(means.cluster_centers_).T).argmax(axis=1)
            found.append(linear_sum_assignment(-_jaccard(again, self.labels_, self.n_topics))[1][again])
        return np.array(found, dtype=int).reshape(len(found), len(self.labels_))

    def stability(self, n_resamples: int = 10) -> np.ndarray:
        """How well each topic comes back when the articles are resampled, 0..1, shape (n_topics,).

        Mean Jaccard index of a topic's passages with those of its match in `refits`, after Hennig (2007, Computational Statistics & Data Analysis 52).
        Under 0.5 a topic is not to be relied on, from 0.75 it is stable.
        """
        return sum((_jaccard(self.labels_, again, self.n_topics).diagonal() for again in self.refits(n_resamples)), np.zeros(self.n_topics)) / n_resamples

    def _counts(self, tokens, langs, lang):
        columns = {word: number for number, word in enumerate(self.vocabulary_[lang])}
        found = [[columns[word] for word in text if word in columns] if own == lang else [] for text, own in zip(tokens, langs)]
        rows = np.repeat(np.arange(len(found)), [len(text) for text in found])
        cols = np.fromiter((column for text in found for column in text), dtype=int, count=len(rows))
        counts = sp.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(tokens), len(columns)))
        counts.sum_duplicates()
        return counts

    def _learn_words(self, counts, pairs):
        """What is known of the words of both languages: idf, links, projections and vectors; `counts` hold each language's own passages."""
        self.idf_ = {lang: _idf(counts[lang]) for lang in LANGS}
        self.links_ = word_links(self.vocabulary_["zh"], self.vocabulary_["en"], pairs)
        self.projections_ = {"zh": rows_to_one(self.links_), "en": rows_to_one(self.links_.T.tocsr())}
        self.vectors_ = dict(zip(("zh", "en"), aligned_vectors(counts["zh"], counts["en"], self.links_, self.random_state)))
        self.projection_weight_ = projection_weight(min(table.shape[0] for table in counts.values() if table.shape[0]))
        self.svd_ = None
        if self.projection_weight_:
            stacked = self._project({lang: _log_tf(counts[lang]) for lang in LANGS})
            stacked = sp.vstack([stacked[lang] for lang in LANGS]).tocsr()
            dimensions = max(1, min(self.n_components, min(stacked.shape) - 1))
            with np.errstate(invalid="ignore"):  # the explained variance of a single passage, which nobody asks for
                self.svd_ = TruncatedSVD(dimensions, random_state=self.random_state).fit(stacked)

    def _describe(self, counts, langs):
        """The passages in each of the two descriptions, before centring: arrays of shape (n_passages, n_dimensions of the description)."""
        tf = {lang: _log_tf(counts[lang][langs == lang]) for lang in LANGS}
        inside = [{lang: unit_rows(tf[lang] @ sp.diags(np.sqrt(self.idf_[lang]))) @ self.vectors_[lang] for lang in LANGS}]
        if self.svd_ is not None:
            inside.append({lang: self.svd_.transform(projected) if projected.shape[0] else np.zeros((0, len(self.svd_.components_)))
                           for lang, projected in self._project(tf).items()})
        parts = []
        for part in inside:
            whole = np.zeros((len(langs), part["en"].shape[1]))
            for lang in LANGS:
                whole[langs == lang] = part[lang]
            parts.append(whole)
        return parts

    def _project(self, tf):
        """Own words beside projected ones, in the same columns for both languages."""
        own = {lang: unit_rows(tf[lang] @ sp.diags(self.idf_[lang])) for lang in LANGS}
        return {"en": sp.hstack([own["en"], unit_rows(own["en"] @ self.projections_["en"])]).tocsr(), "zh": sp.hstack([unit_rows(own["zh"] @ self.projections_["zh"]), own["zh"]]).tocsr()}

    def _points(self, described, langs, documents, context=None):
        """Both descriptions less their language's means, side by side, plus a part of the section's mean; unit norm."""
        context = self.context if context is None else context
        centred = [unit_rows(part - np.stack([np.broadcast_to(means[lang], part.shape[1]) for lang in LANGS])[(langs == "zh").astype(int)]) for part, means in zip(described, self.means_)]
        points = self._beside(centred)
        if not context:
            return points
        sums = np.zeros((documents.max(initial=-1) + 1, points.shape[1]))
        np.add.at(sums, documents, points)
        return unit_rows(points + context * unit_rows(sums)[documents])

    def _beside(self, parts):
        return unit_rows(np.hstack([part * weight for part, weight in zip(parts, (1.0, self.projection_weight_))]))

    def _choose_terms(self, counts, labels):
        words = {lang: self._beside([unit_rows(part) for part in self._describe_words(lang)]) for lang in LANGS}
        nearness = {lang: np.maximum(self.centres_ @ words[lang].T, 0) ** 2 for lang in LANGS}
        typical = {lang: _typical(counts[lang], labels[lang], nearness[lang]) for lang in LANGS}
        places = self.links_.tocoo()
        cosine = np.einsum("ij,ij->i", unit_rows(self.vectors_["zh"])[places.row], unit_rows(self.vectors_["en"])[places.col])
        self.terms_ = deal_terms({lang: scores for lang, (scores, _) in typical.items()}, counts, self.links_, cosine)
        self.word_scores_ = {lang: _in_best_topic(scores + faint) for lang, (scores, faint) in typical.items()}
        self._typical = {lang: scores for lang, (scores, _) in typical.items()}

    def _describe_words(self, lang):
        """Each word as a passage of its own."""
        n = len(self.vocabulary_[lang])
        other = "zh" if lang == "en" else "en"
        counts = {lang: sp.identity(n, format="csr"), other: sp.csr_matrix((n, len(self.vocabulary_[other])))}
        return self._describe(counts, np.full(n, lang))


def projection_weight(n_passages: int) -> float:
    """Weight of the dictionary projection beside the word vectors, by the number of passages of the smaller language.

    Vectors are learned from the corpus and so get better with it, while the dictionary knows what it knows: the weight falls with the root of the
    size, as the error of an estimate does.

    >>> projection_weight(1_500), round(projection_weight(400), 1), projection_weight(40_000)
    (1.0, 1.9, 0.0)
    """
    weight = float(np.sqrt(EQUAL / max(n_passages, 1)))
    return weight if weight >= NEGLIGIBLE else 0.0


def _starts(points):
    return max(1, min(STARTS, POINTS // len(points)))


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


def _balance(langs, documents):
    """Weights with which each language counts the same and a section by the square root of its passages."""
    weights = 1 / np.sqrt(np.bincount(documents)[documents])
    for lang in LANGS:
        if (langs == lang).any():
            weights[langs == lang] *= len(langs) / weights[langs == lang].sum()
    return weights


def _jaccard(labels, others, n_topics):
    """Jaccard index of the passages of each topic of one labelling with those of each of another, shape (n_topics, n_topics)."""
    both = np.zeros((n_topics, n_topics))
    np.add.at(both, (labels, others), 1.0)
    union = both.sum(axis=1)[:, None] + both.sum(axis=0)[None, :] - both
    return np.divide(both, union, out=np.zeros_like(both), where=union > 0)


def _typical(counts, labels, nearness):
    """p(word | topic) times log lift times nearness, by passages that hold the word; and, for topics without a passage, a faint score by nearness alone."""
    present = (counts > 0).astype(float)
    members = sp.csr_matrix((np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(len(nearness), len(labels)))
    sizes = np.asarray(members.sum(axis=1))
    inside = (members @ present).toarray() / np.maximum(sizes, 1)
    if len(nearness) == 1:  # one topic has nothing to stand out from
        return inside, np.zeros_like(inside)
    overall = np.asarray(present.sum(axis=0)).ravel() / max(1, present.shape[0])
    lift = np.log(np.maximum(inside, 1e-12) / np.maximum(overall, 1e-12))
    return np.maximum(inside * lift, 0) * nearness, np.where(sizes > 0, 0.0, 1e-6 * overall * nearness)


def _in_best_topic(scores):
    return scores * (scores == scores.max(axis=0, keepdims=True))


def _part_of(word, phrase, lang):
    if word == phrase:
        return False
    return word in phrase if lang == "zh" else f" {word} " in f" {phrase} "
