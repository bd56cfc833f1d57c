"""How much an English and a Chinese text say the same, by the words that the lexicon links."""

from __future__ import annotations

from collections import Counter

import numpy as np
import scipy.sparse as sp
from sklearn.preprocessing import normalize

from policyanalysis.language.lexicon import projection


class Bags:
    """TF-IDF bags of the texts of both languages over their common pair of vocabularies.

    Parameters
    ----------
    tokens_en, tokens_zh
        Content tokens of each text.

    Attributes
    ----------
    similarity : array, shape (n_en, n_zh)
        Mean of the cosines in the English and in the Chinese vocabulary, each text of the other language projected through the lexicon.
    """

    def __init__(self, tokens_en: list[list[str]], tokens_zh: list[list[str]]):
        vocabulary_en, vocabulary_zh = _vocabulary(tokens_en), _vocabulary(tokens_zh)
        if not vocabulary_en or not vocabulary_zh:  # texts without a single content word
            self.similarity = np.zeros((len(tokens_en), len(tokens_zh)))
            return
        en, zh = _tfidf(tokens_en, vocabulary_en), _tfidf(tokens_zh, vocabulary_zh)
        to_en, to_zh = projection(vocabulary_zh, vocabulary_en)
        in_english = en @ normalize(zh @ to_en).T
        in_chinese = normalize(en @ to_zh) @ zh.T
        self.similarity = np.asarray(((in_english + in_chinese) / 2).todense())


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
    return normalize(counts @ sp.diags(np.log(1 + len(texts) / np.maximum(frequency, 1))))
