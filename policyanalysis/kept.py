"""Slow stages whose results are kept in the cache: the reports of one run find the same topics, and need find them once."""

from __future__ import annotations

import hashlib
from functools import wraps
from inspect import signature

import pandas as pd

from policyanalysis.analysis import topics
from policyanalysis.cache import key, recall_bytes
from policyanalysis.language.own_words import read_own_words
from policyanalysis.plain import NotPlain, pack, unpack
from policyanalysis.versions import code_hash

MOST = 20_000  # passages; of more, a result is too large to be worth keeping


@wraps(topics.fit_topics)
def fit_topics(passages: pd.DataFrame, **parameters) -> topics.TopicResult:
    given = signature(topics.fit_topics).bind(passages, **parameters)
    given.apply_defaults()
    try:
        if len(passages) > MOST:
            return topics.fit_topics(passages, **parameters)
        own = read_own_words(given.arguments["dictionary"], given.arguments["stop_words"])  # what is in the files counts, not only where they are
        name = key("topics", code_hash("analysis", "language", "plain"), own.digest if own else "", hashlib.sha256(pack(given.arguments)).hexdigest())
        return unpack(recall_bytes(name, lambda: pack(topics.fit_topics(passages, **parameters))))
    except NotPlain:
        return topics.fit_topics(passages, **parameters)
