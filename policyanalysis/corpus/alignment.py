"""Paragraphs of a translation pair beside each other: dynamic programming over word overlap, figures and lengths.

As in Gale and Church (1993, Computational Linguistics 19), with the lexicon's word links beside the lengths.
"""

from __future__ import annotations

import json
from typing import NamedTuple

import numpy as np
import pandas as pd

from policyanalysis.corpus.similarity import Bags, count
from policyanalysis.corpus.translations import figures
from policyanalysis.language.tokens import tokenize
from policyanalysis.shelf import by_parts, plain, recall_each
from policyanalysis.versions import code_hash

COLUMNS = ["doc_id_en", "doc_id_zh", "file_en", "line_en", "file_zh", "line_zh", "text_en", "text_zh"]
SKIP = 0.0  # what a paragraph without a counterpart is worth
BASE = -0.10  # what a pair without anything in common is worth: less than two paragraphs on their own
MERGE = -0.24  # the price of setting two paragraphs against one
SECOND = 0.6  # weight of the weaker of the two: with the price, it must be worth 0.4 on its own, which unrelated paragraphs are not
FIGURES = 0.5  # weight of shared figures beside the cosine
PART = 5_000  # pairs of paragraphs that are compared as one part of the work
LENGTHS = 0.15  # weight of the agreement of lengths


def align(pairs: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Align the paragraphs of every translation pair.

    Parameters
    ----------
    pairs, passages
        The tables of the same names; only rows of `kind` "translation" are aligned.

    Returns
    -------
    DataFrame
        One row an aligned pair of paragraphs in the order of the texts; where a side has no counterpart its text is empty and its line <NA>.
        Two paragraphs set against one are joined by a line feed and carry the line of the first.

    Examples
    --------
    >>> pairs = pd.DataFrame({"doc_id_en": ["a"], "doc_id_zh": ["b"], "kind": ["translation"]})
    >>> passages = pd.DataFrame({"doc_id": ["a", "a", "b"], "file": ["a.txt", "a.txt", "b.txt"], "line": [1, 2, 4],
    ...                          "text": ["Energy storage will grow by 20%.", "Tea sells well.", "储能将增长20%。"]})
    >>> align(pairs, passages)[["line_en", "line_zh"]].values.tolist()
    [[1, 4], [2, <NA>]]
    """
    pairs = pairs[pairs.kind == "translation"]
    passages = passages[passages.doc_id.isin({*pairs.doc_id_en, *pairs.doc_id_zh})]
    by_document = {doc_id: _Paragraphs(doc_id, own.file.iloc[0], own.line.tolist(), own.text.tolist()) for doc_id, own in passages.groupby("doc_id", sort=False)}
    both = ((by_document[pair.doc_id_en], by_document[pair.doc_id_zh]) for pair in pairs.itertuples())
    found = recall_each(f"aligned {code_hash('corpus', 'language')}", by_parts(_rows, lambda sides: len(sides[0].lines) * len(sides[1].lines), PART), both)
    rows = [row for own in found for row in json.loads(own)]
    return pd.DataFrame(rows, columns=COLUMNS).astype({"line_en": "Int64", "line_zh": "Int64"})


class _Paragraphs(NamedTuple):
    doc_id: str
    file: str
    lines: list[int]
    texts: list[str]


def _rows(pairs):
    """The rows of each of several pairs of articles, given by their paragraphs."""
    return [plain([(en.doc_id, zh.doc_id, en.file, _line(en, left), zh.file, _line(zh, right), _text(en, left), _text(zh, right)) for left, right in _path(_match(en, zh))])
            for en, zh in pairs]


def _match(en, zh):
    """Worth of setting each English paragraph against each Chinese one, shape (n_en, n_zh)."""
    words = Bags(*(count(tokenize(text, lang) for text in own.texts) for lang, own in (("en", en), ("zh", zh)))).similarity
    left, right = [figures(t, "en") for t in en.texts], [figures(t, "zh") for t in zh.texts]
    shared = np.array([[len(a & b) / max(len(a | b), 1) for b in right] for a in left])
    length_en, length_zh = np.array([len(t.split()) for t in en.texts], dtype=float), np.array([len(t) for t in zh.texts], dtype=float) / 1.6
    log_ratio = np.abs(np.log(length_en[:, None] + 1) - np.log(length_zh[None, :] + 1))
    return BASE + words + FIGURES * shared + LENGTHS * np.exp(-(log_ratio**2) / 0.5)


def _path(match):
    """Best monotone path: groups of paragraph numbers on each side."""
    n, m = match.shape
    best = np.full((n + 1, m + 1), -np.inf)
    best[0, 0], back = 0.0, {}
    for i in range(n + 1):
        for j in range(m + 1):
            for di, dj, worth in _moves(match, i, j):
                if best[i - di, j - dj] + worth > best[i, j]:
                    best[i, j], back[i, j] = best[i - di, j - dj] + worth, (di, dj)
    i, j, path = n, m, []
    while i or j:
        di, dj = back[i, j]
        path.append((list(range(i - di, i)), list(range(j - dj, j))))
        i, j = i - di, j - dj
    return path[::-1]


def _moves(match, i, j):
    if i:
        yield 1, 0, SKIP
    if j:
        yield 0, 1, SKIP
    if i and j:
        yield 1, 1, match[i - 1, j - 1]
    if i > 1 and j:
        yield 2, 1, _merged(match[i - 2, j - 1], match[i - 1, j - 1])
    if i and j > 1:
        yield 1, 2, _merged(match[i - 1, j - 2], match[i - 1, j - 1])


def _merged(a, b):
    return max(a, b) + SECOND * min(a, b) + MERGE


def _line(own, numbers):
    return own.lines[numbers[0]] if numbers else None


def _text(own, numbers):
    return "\n".join(own.texts[n] for n in numbers)
