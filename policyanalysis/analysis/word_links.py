"""Which Chinese words stand for which English ones in a corpus: by the lexicon, by the dictionary in any inflection, and by its own translations."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import scipy.sparse as sp

from policyanalysis.language.lexicon import definitions, links
from policyanalysis.language.tokens import singular

INFLECTED = 0.5  # weight of an English word that shares only its stem with the dictionary's word
MAX_WORDS = 4  # of a definition that renders a word rather than explains it
MIN_SHARED = 2  # translated paragraphs that two words must share to be paired
LEARNED = 3.0  # weight of a pair learned from translations, at full association: as much as an official rendering
EMPTY = frozenset("to a an the of in on at by for with and or as from be is are one one's sb sth etc esp used that which it into up out off who not do have very".split())
WORD = re.compile(r"[a-z][a-z0-9]*")
VOWEL = re.compile(r"[aeiouy]")


def stem(word: str) -> str:
    """What the inflected forms of an English word share: less exact than `singular`, for looking words up and never for showing them.

    >>> {stem(word) for word in ("accuse", "accused", "accusing", "accuses")}, stem("stopped") == stem("stops"), stem("red")
    ({'accus'}, True, 'red')
    """
    word = singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) > 2 and VOWEL.search(root):
            word = root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz" else root
            break
    word = word.removesuffix("e") if len(word) > 3 else word
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def word_links(vocabulary_zh: list[str], vocabulary_en: list[str], pairs: list[tuple[list[str], list[str]]] | None = None) -> sp.csr_matrix:
    """Weights by which Chinese words stand for English ones, shape (n_words_zh, n_words_en).

    Parameters
    ----------
    vocabulary_zh, vocabulary_en
        Words as the tokens have them; English ones may be inflected.
    pairs
        English and Chinese tokens of paragraphs that translate each other, when words are to be paired by them too.

    Examples
    --------
    >>> word_links(["上涨", "苹果"], ["apples", "rising"]).toarray().argmax(axis=1).tolist()
    [1, 0]
    """
    found = links(vocabulary_zh, vocabulary_en).maximum(_by_stem(vocabulary_zh, vocabulary_en))
    return (found.maximum(learned_links(pairs, vocabulary_zh, vocabulary_en, found)) if pairs else found).tocsr()


def learned_links(pairs: list[tuple[list[str], list[str]]], vocabulary_zh: list[str], vocabulary_en: list[str], known: sp.csr_matrix | None = None) -> sp.csr_matrix:
    """Words that are each other's most associated in paragraphs (English tokens, Chinese tokens) that translate each other.

    The association is the squared cosine of the paragraphs that hold them, n(both)^2 / (n(en) n(zh)), 0..1; the weight is `LEARNED` times it, parted
    among equals.  What the lexicon (`known`) explains is not explained again, as in competitive linking (Melamed 2000, Computational Linguistics 26):
    of equal pairs those that it knows are kept.

    >>> pairs = [(["fuel", "cell"], ["燃料"]), (["fuel"], ["燃料", "管道"]), (["pension"], ["养老金"]), (["pension"], ["养老金"])]
    >>> learned_links(pairs, ["燃料", "养老金"], ["fuel", "pension"]).toarray().tolist()
    [[3.0, 0.0], [0.0, 3.0]]
    """
    english, chinese = (_present([pair[side] for pair in pairs], words) for side, words in ((0, vocabulary_en), (1, vocabulary_zh)))
    both = (chinese.T @ english).tocoo()
    n_zh, n_en = (np.asarray(side.sum(axis=0)).ravel() for side in (chinese, english))
    often = both.data >= MIN_SHARED
    rows, columns, shared = both.row[often], both.col[often], both.data[often]
    score = shared**2 / (n_zh[rows] * n_en[columns])
    best_zh, best_en = np.zeros(len(vocabulary_zh)), np.zeros(len(vocabulary_en))
    np.maximum.at(best_zh, rows, score)
    np.maximum.at(best_en, columns, score)
    mutual = (score == best_zh[rows]) & (score == best_en[columns])
    rows, columns, score = rows[mutual], columns[mutual], score[mutual]
    if known is not None and len(rows):
        explained = np.asarray(known.tocsr()[rows, columns]).ravel() > 0
        kept = explained | ~(np.isin(rows, rows[explained]) | np.isin(columns, columns[explained]))
        rows, columns, score = rows[kept], columns[kept], score[kept]
    equals = np.maximum(np.bincount(rows, minlength=both.shape[0])[rows], np.bincount(columns, minlength=both.shape[1])[columns])
    return sp.csr_matrix((LEARNED * score / equals, (rows, columns)), shape=both.shape)


def _by_stem(vocabulary_zh, vocabulary_en):
    """Links of whatever form of a dictionary's word the English vocabulary has; single characters too."""
    forms: dict[str, list[int]] = {}
    for number, word in enumerate(vocabulary_en):
        if " " not in word:
            forms.setdefault(stem(word), []).append(number)
    rows = {word: number for number, word in enumerate(vocabulary_zh)}
    weights: Counter = Counter()
    for headword, definition in definitions():
        for part in re.split("[;,/]", definition) if headword in rows else ():
            words = [word for word in WORD.findall(part.lower().replace("'s", "").replace("-", "")) if word not in EMPTY]
            for word in words if len(words) <= MAX_WORDS else ():
                for column in forms.get(stem(word), ()):
                    weights[rows[headword], column] += (1.0 if vocabulary_en[column] == word else INFLECTED) / len(words)
    places = np.array(list(weights), dtype=int).reshape(-1, 2)
    return sp.csr_matrix((np.array(list(weights.values()), dtype=float), (places[:, 0], places[:, 1])), shape=(len(vocabulary_zh), len(vocabulary_en)))


def _present(texts, words):
    columns = {word: number for number, word in enumerate(words)}
    places = [(number, columns[word]) for number, text in enumerate(texts) for word in sorted(set(text)) if word in columns]
    rows, cols = np.array(places, dtype=int).reshape(-1, 2).T
    return sp.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(len(texts), len(words)))
