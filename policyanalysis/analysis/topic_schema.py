"""A model of topics as plain values, and back: all that putting passages on its topics takes, each value checked.

Anybody may have made what is read here, so nothing is taken over that is not of the kind, the shape and the range that the model needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.common_space import LANGS, CommonSpace
from policyanalysis.language.lexicon import rows_to_one

TOPICS = ["topic", "label_en", "label_zh", "terms_en", "terms_zh", "n_documents", "share_en", "share_zh", "coherence", "stability"]
DAY = re.compile(r"(?:\d{4}-\d\d-\d\d)?")
NUMBERS = ("n_documents", "share_en", "share_zh", "coherence", "stability")  # columns of the table of topics
LONGEST = 10_000  # characters of a text
MOST = 10_000  # topics


def told_model(model: BilingualTopics) -> dict:
    """What a fitted model knows, but for the passages that it was fitted to.

    >>> model = BilingualTopics(n_topics=1).fit([["hydrogen", "fuel"]] * 4 + [["氢能", "燃料"]] * 4, ["en"] * 4 + ["zh"] * 4)
    >>> again = made_model(told_model(model))
    >>> again.top_words(0, "en") == model.top_words(0, "en")
    True
    """
    space, links = model.space_, model.space_.links.tocoo()
    return {"n_topics": int(model.n_topics), "n_components": int(model.n_components), "context": float(model.context), "random_state": int(model.random_state),
            "centres": model.centres_, "again": model.refit_centres(), "words": {lang: list(space.vocabulary[lang]) for lang in LANGS}, "projection_weight": float(space.projection_weight),
            "vectors": space.vectors, "idf": space._idf, "links": [links.row.astype(np.int64), links.col.astype(np.int64), links.data.astype(float)],
            "svd": None if space._svd is None else space._svd.components_, "means": space._means,
            "terms": {lang: [np.asarray(own, dtype=np.int64) for own in model.terms_[lang]] for lang in LANGS}, "scores": model.word_scores_, "typicality": model.typicality_}


def made_model(told: dict) -> BilingualTopics:
    """The model that was told of; raises `ValueError` where a part is not what it must be, or does not fit another one.

    >>> told = told_model(BilingualTopics(n_topics=1).fit([["hydrogen", "fuel"]] * 4, ["en"] * 4))
    >>> made_model(told).n_topics
    1
    >>> made_model(told | {"n_topics": 2})
    Traceback (most recent call last):
    ValueError: an array
    """
    n_topics, n_components, seed = (_whole(told[name], least) for name, least in (("n_topics", 1), ("n_components", 1), ("random_state", 0)))
    model = BilingualTopics(n_topics, n_components, _number(told["context"]), seed)
    words = {lang: _texts(told["words"][lang]) for lang in LANGS}
    n_words = {lang: len(words[lang]) for lang in LANGS}
    _ask(n_topics <= MOST and len({*words["en"], *words["zh"]}) == sum(n_words.values()) and all(n_words.values()), "words")
    space = CommonSpace.__new__(CommonSpace)
    space.vocabulary, space.projection_weight = words, _number(told["projection_weight"])
    width = told["vectors"]["en"].shape[1]
    space.vectors = {lang: _floats(told["vectors"][lang], (n_words[lang], width)) for lang in LANGS}
    space._idf = {lang: _floats(told["idf"][lang], (n_words[lang],)) for lang in LANGS}
    space.links = _links(told["links"], n_words)
    _ask(all((values >= 0).all() for values in (*space._idf.values(), space.links.data)), "weights")
    space._projections = {"zh": rows_to_one(space.links), "en": rows_to_one(space.links.T.tocsr())}
    space._svd, widths = None, [width]
    if told["svd"] is not None:
        components = _floats(told["svd"], (len(told["svd"]), sum(n_words.values())))
        space._svd, widths = TruncatedSVD(len(components)), [width, len(components)]
        space._svd.components_ = components
    _ask((space._svd is not None) == bool(space.projection_weight) and len(told["means"]) == len(widths), "projection")
    space._means = [{lang: _floats(own[lang], (size,)) for lang in LANGS} for own, size in zip(told["means"], widths)]
    model.space_, model.vocabulary_ = space, words
    model.centres_ = _floats(told["centres"], (n_topics, sum(widths)))
    model._again = [_floats(centres, model.centres_.shape) for centres in _listed(told["again"])]
    model.terms_ = {lang: [_columns(own, n_words[lang]) for own in _listed(told["terms"][lang], n_topics)] for lang in LANGS}
    model.word_scores_, model.typicality_ = ({lang: _floats(told[name][lang], (n_topics, n_words[lang])) for lang in LANGS} for name in ("scores", "typicality"))
    return model


def checked_topics(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """A table of topics with these columns; raises `ValueError` if it is none.

    >>> checked_topics(pd.DataFrame({"topic": [1], "label_en": ["port"]}), ["topic", "label_en"])
    Traceback (most recent call last):
    ValueError: topics
    """
    _ask(isinstance(table, pd.DataFrame) and table.columns.tolist() == columns and table.topic.tolist() == list(range(len(table))) and len(table), "topics")
    for name in columns:
        values = table[name].tolist()
        _ask(all(isinstance(value, (int, float)) for value in values) if name in ("topic", *NUMBERS) else _texts(values, empty=True), name)
    return table


def checked_facts(told: dict, kinds: dict[str, Callable]) -> dict:
    """Some values, each after what checks it.

    >>> checked_facts({"n": 3, "day": "2024-05-06"}, {"n": whole, "day": day})
    {'n': 3, 'day': '2024-05-06'}
    """
    return {name: check(told[name]) for name, check in kinds.items()}


def whole(value: object) -> int:
    """A number of things; raises `ValueError` for another value.

    >>> whole(3)
    3
    """
    return _whole(value, 0)


def text(value: object) -> str:
    """A text of one line; raises `ValueError` for another value.

    >>> text("sample")
    'sample'
    """
    _ask(isinstance(value, str) and len(value) <= LONGEST and not re.search(r"[\x00-\x1f]", value), "a text")
    return value


def day(value: object) -> str:
    """An ISO day or an empty text; raises `ValueError` for another value.

    >>> day("2024-05-06")
    '2024-05-06'
    """
    _ask(isinstance(value, str) and DAY.fullmatch(value), "a day")
    return value


def _ask(holds, what):
    if not holds:
        raise ValueError(what)


def _whole(value, least):
    _ask(type(value) is int and least <= value < 2**62, "a number")
    return value


def _number(value):
    _ask(type(value) is float and 0 <= value < 1e6, "a number")
    return value


def _listed(values, length=None):
    _ask(type(values) is list and length in (None, len(values)), "a list")
    return values


def _texts(values, empty=False):
    _ask(type(values) is list and all(isinstance(value, str) and len(value) <= LONGEST for value in values) and (empty or len(values)), "texts")
    return values


def _floats(values, shape):
    _ask(isinstance(values, np.ndarray) and values.dtype == np.float64 and values.shape == shape and np.isfinite(values).all(), "an array")
    return values


def _columns(values, n):
    _ask(isinstance(values, np.ndarray) and values.dtype == np.int64 and values.ndim == 1 and (not len(values) or 0 <= values.min() and values.max() < n), "columns")
    return values


def _links(told, n_words):
    rows, columns, values = _listed(told, 3)
    _columns(rows, n_words["zh"])
    _columns(columns, n_words["en"])
    _ask(len(rows) == len(columns), "links")
    return sp.csr_matrix(sp.coo_matrix((_floats(values, rows.shape), (rows, columns)), shape=(n_words["zh"], n_words["en"])))
