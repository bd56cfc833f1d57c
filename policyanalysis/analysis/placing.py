"""Passages put on topics that were found from others, and what short passages are read with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy.sparse as sp

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.clustering import nearest_centre
from policyanalysis.analysis.word_vectors import settled
from policyanalysis.frames import Runs, give_back
from policyanalysis.language.own_words import OwnWords
from policyanalysis.language.tokens import number_each
from policyanalysis.parallel import in_threads
from policyanalysis.shelf import recall_runs
from policyanalysis.versions import code_hash

MIN_TOKENS = 12  # a passage with fewer content tokens (a heading, a table cell) borrows those of its neighbours
CHUNK = 5_000  # passages that are put on topics at once


class Placed(NamedTuple):
    """The strongest topic of each passage, its weight, and the topics by topics found again, shape (n_passages, n_refits).

    >>> Placed(np.array([0]), np.array([0.9]), np.zeros((1, 0), dtype=int)).topic.tolist()
    [0]
    """

    topic: np.ndarray
    weight: np.ndarray
    again: np.ndarray


def strongest(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The topic of the largest weight in each row, and that weight to four decimals.

    >>> [found.tolist() for found in strongest(np.array([[0.25, 0.75]]))]
    [[1], [0.75]]
    """
    return settled(weights).argmax(axis=1), weights.max(axis=1).round(4)


def place(model: BilingualTopics, passages: pd.DataFrame, words: OwnWords | None = None, *, again: Iterable[np.ndarray] = (), kept: str = "") -> Placed:
    """Put passages on the topics of a model, a part of them after the other: not all words need be held.

    Parameters
    ----------
    model
        A fitted one.
    passages
        With columns doc_id, lang and text, the paragraphs of an article in their order.
    words
        A reader's own words, those by which the model was fitted.
    again
        Centres of topics found again, as `BilingualTopics.refit_centres` gives them.
    kept
        What tells the model and the centres from others; with it, what is found is kept between runs.

    Examples
    --------
    >>> tokens = [["hydrogen", "fuel"], ["pension", "fund"], ["氢能", "燃料"], ["养老金", "基金"]] * 3
    >>> model = BilingualTopics(n_topics=2).fit(tokens, ["en", "en", "zh", "zh"] * 3)
    >>> passages = pd.DataFrame({"doc_id": ["a", "b"], "lang": ["en", "zh"], "text": ["Hydrogen fuel", "氢能燃料"]})
    >>> bool((place(model, passages).topic == model.labels_[0]).all())
    True
    """
    again, documents = list(again), pd.factorize(passages.doc_id)[0]
    if (np.diff(documents) < 0).any():  # the paragraphs of an article are read together wherever they stand
        order = np.argsort(documents, kind="stable")
        return Placed(*(found[np.argsort(order)] for found in place(model, passages.iloc[order], words, again=again, kept=kept)))
    runs = Runs(passages, ["doc_id", "lang"], ["text"])
    langs, kind, parts = passages.lang.iloc[runs.bounds[:-1]].tolist(), _record(len(again)), []
    whole = lambda numbers: list(zip([langs[n] for n in numbers], runs.texts(numbers)))  # noqa: E731
    stage = f"placed {kept} {code_hash('analysis', 'language')}" if kept else ""
    found = recall_runs(stage, partial(_made, model, words, again), runs, whole, lambda n: langs[n].encode())
    while data := b"".join(islice(found, CHUNK)):
        parts.append(np.frombuffer(data, kind))
    give_back()
    rows = np.concatenate([np.zeros(0, kind), *parts])
    return Placed(rows["topic"].astype(np.int64), rows["weight"], rows["again"].astype(np.int64))


def _record(n_again):
    return np.dtype([("topic", "<u2"), ("weight", "<f8"), ("again", "<u2", (n_again,))])


def _made(model, words, again, documents) -> Iterator[bytes | None]:
    """The record of each document's passages as bytes; None where None stands among the documents."""
    columns = model.columns()
    for found in in_threads(partial(_placed, model, again), _chunks(documents, lambda word: columns.get(word, -1), words)):
        yield from found


def _chunks(documents, number, words):
    """Some documents, and the numbers of their passages' words."""
    waiting, held = [], 0
    for document in chain(documents, [()]):
        if document:
            waiting.append(document)
            held += len(document[1])
        if waiting and (not document or held >= CHUNK):
            langs, texts, names = zip(*((lang, text, name) for name, (lang, own) in enumerate(waiting) for text in own))
            yield waiting, list(number_each(texts, langs, number, words, names))
            waiting, held = [], 0
        if document is None:
            yield None


def _placed(model, again, chunk):
    if chunk is None:
        return [None]
    documents, numbers = chunk
    sizes = [len(texts) for _, texts in documents]
    names, langs = np.repeat(np.arange(len(sizes)), sizes), np.repeat([lang for lang, _ in documents], sizes)
    points = model.embed_counts(counted(numbers, names, len(model.columns())), langs, names)
    rows = np.zeros(len(names), _record(len(again)))
    rows["topic"], rows["weight"] = strongest(model.weights(points))
    for number, centres in enumerate(again):
        rows["again"][:, number] = nearest_centre(points, centres)
    return [part.tobytes() for part in np.split(rows, np.cumsum(sizes)[:-1])]


def counted(numbers: list[np.ndarray], documents: np.ndarray, n_words: int) -> sp.csr_matrix:
    """How often each passage has each word that it holds or borrows, given by their numbers (-1 is none), shape (n_passages, n_words).

    >>> counted([np.array([0, -1, 0]), np.array([1])], np.array([0, 1]), 2).toarray().tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """
    sizes = list(map(len, numbers))
    lenders = _lenders(sizes, documents)
    takes = _ones(np.concatenate(lenders), list(map(len, lenders)), len(numbers))
    words, rows = np.concatenate(numbers), np.repeat(np.arange(len(sizes)), sizes)
    table = takes @ _ones(words[words >= 0], np.bincount(rows[words >= 0], minlength=len(sizes)), n_words)
    table.sort_indices()
    return table


def _ones(columns, sizes, n_columns):
    """A table of counts from the columns of each row."""
    table = sp.csr_matrix((np.ones(len(columns)), columns, np.cumsum([0, *sizes])), shape=(len(sizes), n_columns))
    table.sum_duplicates()
    return table


def borrow(tokens: list[list[str]], documents: list[str]) -> list[list[str]]:
    """Tokens of each passage, short ones completed by what follows them, then by what stands before, in the same document.

    >>> borrow([["heading"], ["a"] * 12, ["other"]], ["d1", "d1", "d2"])[0][:2], borrow([["heading"], ["a"], ["other"]], ["d1", "d1", "d2"])[2]
    (['heading', 'a'], ['other'])
    """
    return [list(chain.from_iterable(tokens[j] for j in own)) for own in _lenders(list(map(len, tokens)), documents)]


def _lenders(sizes, documents):
    """Of each passage the numbers of those whose tokens it is read with: its own, and, if it is short, of those about it."""
    found = []
    for i, held in enumerate(sizes):
        own, reach = [i], 1
        while held < MIN_TOKENS and reach <= 3:
            for j in (i + reach, i - reach):
                if 0 <= j < len(sizes) and documents[j] == documents[i] and held < MIN_TOKENS:
                    own.append(j)
                    held += sizes[j]
            reach += 1
        found.append(own)
    return found
