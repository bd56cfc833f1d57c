"""The terms of each topic in both languages: words that occur together in their own language, and with the other language's terms through the lexicon.

Each word is dealt to one topic at most.  In turns, the terms of one language are chosen with those of the other held fixed; which topic gets which
word is the best assignment of all topics at once (the Hungarian algorithm), not each topic's own choice.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.optimize import linear_sum_assignment

from policyanalysis.language.lexicon import rows_to_one

N_TERMS = 15  # dealt to a topic in each language
POOL = 100  # most typical words of a topic, from which they are taken
ROUNDS = 4
OWN = 0.1  # weight of NPMI within the language; the rest is NPMI across languages, which is a much smaller number
NEVER = -9.0  # worth of a word that is no candidate
SEEN_ONCE = 1.0  # pseudo-count: a pair of words seen n times together is believed by n / (n + 1)


def deal_terms(typical: dict[str, np.ndarray], counts: dict[str, sp.csr_matrix], links: sp.csr_matrix, cosine: np.ndarray) -> dict[str, list[np.ndarray]]:
    """Deal the words of both languages to topics.

    Parameters
    ----------
    typical
        How typical each word is of each topic, shape (n_topics, n_words) per language; 0 or less where it is not.
    counts
        Document-term matrices of each language's passages.
    links
        Lexicon, shape (n_words_zh, n_words_en).
    cosine
        Similarity of the linked words in the common space, in the order of `links.tocoo()`: a link is believed by it.

    Returns
    -------
    dict of list of array
        Per language and topic the columns of at most 15 words, the most typical first; no word in two topics.

    Examples
    --------
    >>> typical = {"en": np.array([[1.0, 0.0], [0.0, 1.0]]), "zh": np.array([[1.0, 0.0], [0.0, 1.0]])}
    >>> counts = {lang: sp.csr_matrix(np.eye(2)) for lang in typical}
    >>> [columns.tolist() for columns in deal_terms(typical, counts, sp.csr_matrix(np.eye(2)), np.ones(2))["en"]]
    [[0], [1]]
    """
    candidates = {lang: _candidates(scores) for lang, scores in typical.items()}
    columns = {lang: np.flatnonzero(chosen.any(axis=0)) for lang, chosen in candidates.items()}
    allowed = {lang: candidates[lang][:, columns[lang]] for lang in columns}
    own = {lang: _npmi_within(counts[lang][:, columns[lang]]) for lang in columns}
    across = _npmi_across(counts, _believed(links, cosine, counts), columns)
    across = {"en": across, "zh": across.T}
    terms = {lang: [np.argsort(np.where(chosen, -typical[lang][topic, columns[lang]], np.inf), kind="stable")[: min(N_TERMS, chosen.sum())]
                    for topic, chosen in enumerate(allowed[lang])] for lang in columns}
    for _ in range(ROUNDS):
        for lang, other in (("en", "zh"), ("zh", "en")):
            worth = np.stack([_worth(own[lang], across[lang], mine, theirs) for mine, theirs in zip(terms[lang], terms[other])])
            terms[lang] = _dealt(np.where(allowed[lang], worth, NEVER))
    return {lang: [_by_typicality(columns[lang][found], typical[lang][topic]) for topic, found in enumerate(terms[lang])] for lang in columns}


def _candidates(scores):
    order = np.argsort(-scores, axis=1, kind="stable")[:, :POOL]
    chosen = np.zeros(scores.shape, dtype=bool)
    np.put_along_axis(chosen, order, True, axis=1)
    return chosen & (scores > 0)


def _worth(own, across, mine, theirs):
    within = (own[:, mine].sum(axis=1)) / max(len(mine) - 1, 1)  # a word with itself counts 0
    return OWN * within + (1 - OWN) * (across[:, theirs].mean(axis=1) if len(theirs) else 0.0)


def _dealt(worth):
    """Columns of the words of each topic under the best assignment of at most 15 words to each."""
    n_topics = len(worth)
    slots, words = linear_sum_assignment(-np.repeat(worth, N_TERMS, axis=0))
    topics = slots // N_TERMS
    return [words[(topics == topic) & (worth[topics, words] > NEVER)] for topic in range(n_topics)]


def _by_typicality(columns, scores):
    return columns[np.argsort(-scores[columns], kind="stable")]


def _npmi_within(counts):
    present = (counts > 0).astype(np.float32)
    joint = (present.T @ present).toarray()
    frequency = joint.diagonal().copy()
    result = _npmi(joint, frequency, frequency, present.shape[0])
    result[joint == 0] = -1.0
    np.fill_diagonal(result, 0.0)
    return result


def _npmi_across(counts, links, columns):
    """Geometric mean of the NPMI of English and Chinese words by passages of each language, the other language's words read into them."""
    read = {"en": rows_to_one(links.T.tocsr()).astype(np.float32), "zh": rows_to_one(links).astype(np.float32)}
    product = 1.0
    for lang, other in (("en", "zh"), ("zh", "en")):
        present = (counts[lang] > 0).astype(np.float32)
        reading = (present @ read[lang][:, columns[other]]).tocsr()
        reading.data = np.minimum(reading.data, 1)
        present = present[:, columns[lang]]
        joint = (present.T @ reading).toarray()
        npmi = _npmi(joint, np.asarray(present.sum(axis=0)).ravel(), np.asarray(reading.sum(axis=0)).ravel(), present.shape[0])
        npmi = np.maximum(npmi, 0) * joint / (joint + SEEN_ONCE)
        product = product * (npmi if lang == "en" else npmi.T)
    return np.sqrt(product)


def _believed(links, cosine, counts):
    """Links weighted by the similarity of their words, and towards frequent words: of two renderings the usual one is meant."""
    places = links.tocoo()
    often = [np.asarray((counts[lang] > 0).sum(axis=0)).ravel()[side] for lang, side in (("zh", places.row), ("en", places.col))]
    return sp.csr_matrix((places.data * np.maximum(cosine, 0.01) * (often[0] * often[1]) ** 0.25, (places.row, places.col)), shape=links.shape)


def _npmi(joint, rows, columns, n):
    with np.errstate(divide="ignore", invalid="ignore"):
        result = np.log(joint * n / np.outer(rows, columns)) / -np.log(joint / n)
    return np.nan_to_num(np.where(joint > 0, result, 0.0), posinf=1.0, neginf=0.0).astype(np.float32)
