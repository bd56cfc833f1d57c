"""Slow stages whose results are kept in the cache: the reports of one run find the same topics, and need find them once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import wraps
from inspect import signature

import pandas as pd

from policyanalysis.analysis import topics
from policyanalysis.cache import key, recall_bytes
from policyanalysis.language.own_words import read_own_words
from policyanalysis.plain import NotPlain, pack, unpack
from policyanalysis.versions import code_hash

READ = ["doc_id", "lang", "text"]  # of the passages, all that topics depend on
LABELS = ["topic", "weight"]
BATCH = 10_000  # rows that are hashed at once


@wraps(topics.fit_topics)
def fit_topics(passages: pd.DataFrame, **parameters) -> topics.TopicResult:
    given = signature(topics.fit_topics).bind(passages, **parameters)
    given.apply_defaults()
    if given.arguments["topics_from"]:  # nothing is found, and what is on which topic is kept by the article
        return topics.fit_topics(passages, **parameters)
    try:
        own = read_own_words(given.arguments["dictionary"], given.arguments["stop_words"])  # what is in the files counts, not only where they are
        others = {name: value for name, value in given.arguments.items() if name != "passages"}
        name = key("topics", code_hash("analysis", "language", "plain", "kept"), own.digest if own else "", _digest(passages), hashlib.sha256(pack(others)).hexdigest())
        # Passages are there already: of the result only what it says of them is kept
        data = recall_bytes(name, lambda: pack(_labels(topics.fit_topics(passages, **parameters))))
        found = unpack(data)
        return replace(found, passages=topics.marked(passages, found.passages.topic.to_numpy(), found.passages.weight.to_numpy()),
                       mixtures=topics.mixtures_of(found.passages.topic.to_numpy(), passages.doc_id, found.model.n_topics))
    except NotPlain:
        return topics.fit_topics(passages, **parameters)


def _labels(result):
    return replace(result, passages=result.passages[LABELS].reset_index(drop=True), mixtures=None)


def _digest(passages):
    digest = hashlib.sha256()
    for start in range(0, len(passages), BATCH):
        part = passages.iloc[start : start + BATCH]
        digest.update(json.dumps([part[name].tolist() for name in READ if name in part]).encode())
    return digest.hexdigest()
