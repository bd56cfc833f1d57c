"""How typical each word is of each topic, and which words name a topic without saying the same twice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import scipy.sparse as sp


def typicality(counts: sp.csr_matrix, labels: np.ndarray, nearness: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """p(word | topic) times the log of its lift times nearness, 0 or more, and a faint score by nearness alone; both of shape (n_topics, n_words).

    Parameters
    ----------
    counts
        Document-term matrix of the passages of a language.
    labels
        Topic of each passage.
    nearness
        Of each word to each topic, 0..1.  It alone makes the faint score, for topics without a passage in this language.

    Examples
    --------
    >>> scores, _ = typicality(sp.csr_matrix(np.eye(2)), np.array([0, 1]), np.ones((2, 2)))
    >>> (scores > 0).tolist()
    [[True, False], [False, True]]
    """
    present = (counts > 0).astype(float)
    members = sp.csr_matrix((np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(len(nearness), len(labels)))
    sizes = np.asarray(members.sum(axis=1))
    inside = (members @ present).toarray() / np.maximum(sizes, 1)
    if len(nearness) == 1:  # one topic has nothing to stand out from
        return inside, np.zeros_like(inside)
    overall = np.asarray(present.sum(axis=0)).ravel() / max(1, present.shape[0])
    lift = np.log(np.maximum(inside, 1e-12) / np.maximum(overall, 1e-12))
    return np.maximum(inside * lift, 0) * nearness, np.where(sizes > 0, 0.0, 1e-6 * overall * nearness)


def in_best_topic(scores: np.ndarray) -> np.ndarray:
    """Scores of words only in the topic where they are largest, 0 elsewhere.

    >>> in_best_topic(np.array([[3.0, 1.0], [2.0, 4.0]])).tolist()
    [[3.0, 0.0], [0.0, 4.0]]
    """
    return scores * (scores == scores.max(axis=0, keepdims=True))


def whole_phrases(words: Iterable[str], lang: str, top_n: int) -> list[str]:
    """The first words, those left out that are part of a phrase listed, before or after them.

    >>> whole_phrases(["energy", "new energy storage", "grid"], "en", 2), whole_phrases(["养老保险", "养老"], "zh", 2)
    (['new energy storage', 'grid'], ['养老保险'])
    """
    found: list[str] = []
    for word in words:
        if len(found) == top_n:
            break
        if not any(_part_of(word, other, lang) for other in found):
            found = [other for other in found if not _part_of(other, word, lang)] + [word]
    return found


def _part_of(word, phrase, lang):
    if word == phrase:
        return False
    return word in phrase if lang == "zh" else f" {word} " in f" {phrase} "
