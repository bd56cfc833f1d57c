"""Topics in a file: found once, they are given to the articles of later runs, so that what is counted by topic can be compared between them.

What is in the file says what the topics are (words, vectors, centres, names), nothing of the passages that they were found from.  Reading it runs nothing.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections import Counter
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.common_space import LANGS
from policyanalysis.analysis.topic_schema import TOPICS, checked_facts, checked_topics, day, made_model, text, told_model, whole
from policyanalysis.corpus.similarity import numbering
from policyanalysis.errors import PolicyAnalysisError, UsageError
from policyanalysis.language.naming import can_name
from policyanalysis.language.own_words import OwnWords
from policyanalysis.language.tokens import number_each
from policyanalysis.plain import pack, unpack
from policyanalysis.project import resolve

if TYPE_CHECKING:
    from policyanalysis.analysis.topics import TopicResult

SUFFIX = ".topics"
FORMAT = "policyanalysis topics 2"
FACTS = {"n_passages": whole, "n_sampled": whole, "words": text, "corpus": text, "corpus_hash": text, "first": day, "last": day}


class TopicFile(NamedTuple):
    """What a file of topics holds.

    >>> TopicFile._fields[:3]
    ('model', 'topics', 'apart')
    """

    model: BilingualTopics
    topics: pd.DataFrame  # as in `TopicResult`
    apart: list[int]
    again: list[np.ndarray]  # centres of the topics found again
    n_passages: int
    n_sampled: int
    words: str  # hash of the reader's own words
    corpus: str  # name of the corpus, its hash, and the first and the last day of its articles
    corpus_hash: str
    first: str
    last: str
    name: str = ""  # of the file, and a hash of its content
    digest: str = ""


def write_topics(result: TopicResult, path: str | Path, *, corpus: str = "", corpus_hash: str = "", dates: pd.Series | None = None, words: str = "") -> None:
    """Write topics that were found to a file, whole or not at all; the same topics give the same bytes.

    Parameters
    ----------
    result
        As `fit_topics` gives it.
    path
        Ends in ``.topics``.
    corpus, corpus_hash, dates
        What is said of where they were found: name and hash of the corpus, and the days of its articles.
    words
        Hash of the reader's own words that the passages were read with.

    Raises
    ------
    UsageError
        If the topics are from a file themselves.
    PolicyAnalysisError
        If the file can't be written.

    Examples
    --------
    >>> from policyanalysis.analysis.topics import fit_topics
    >>> rows = [(f"{lang}{i}", lang, text) for lang, text in (("en", "hydrogen fuel cell vehicle"), ("zh", "氢能燃料电池汽车")) for i in range(6)]
    >>> out = Path(tempfile.mkdtemp()) / "hydrogen.topics"
    >>> write_topics(fit_topics(pd.DataFrame(rows, columns=["doc_id", "lang", "text"]), n_topics=2), out)
    >>> len(read_topics(out).topics)
    2
    """
    if result.origin is not None:
        raise UsageError(f"these topics are those of {result.origin.name}; copy that file, or find topics anew, without topics_from")
    days = sorted(filter(None, [] if dates is None else dates))
    about = {"n_passages": len(result.passages), "n_sampled": len(result.sampled), "words": words, "corpus": corpus,
             "corpus_hash": corpus_hash, "first": days[0] if days else "", "last": days[-1] if days else ""}
    data = pack({"format": FORMAT, "model": told_model(result.model), "topics": result.topics, "apart": list(result.apart), **about})
    out = Path(path)
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".writing-") as folder:
            (Path(folder) / out.name).write_bytes(data)
            os.replace(Path(folder) / out.name, out)
    except OSError as error:
        raise PolicyAnalysisError(f"{str(out)!r} could not be written: {error.strerror}; choose another folder") from error


def read_topics(path: str | Path) -> TopicFile:
    """The topics of a file that `write_topics` wrote.

    Raises
    ------
    UsageError
        If there is no such file, or it is none of topics.

    Examples
    --------
    >>> read_topics("README.md")
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: topics_from='README.md' is no file of topics; make one with: policyanalysis export topics --out NAME.topics
    """
    try:
        data = (given if (given := Path(path)).is_file() else resolve(path)).read_bytes()  # they are written where the command is called
    except OSError as error:
        raise UsageError(f"topics_from={str(path)!r} can't be read: {error.strerror}; give a file that policyanalysis export topics --out NAME{SUFFIX} wrote") from None
    try:
        found = _made(unpack(data, objects=False), Path(path).name, hashlib.sha256(data).hexdigest())
    except Exception:  # of whatever kind: anybody may have made the file
        raise UsageError(f"topics_from={str(path)!r} is no file of topics; make one with: policyanalysis export topics --out NAME{SUFFIX}") from None
    return found


def unknown_words(passages: pd.DataFrame, model: BilingualTopics, words: OwnWords | None = None) -> tuple[pd.DataFrame, dict[str, float]]:
    """Words of passages that topics do not know, as of a theme that was not there when they were found.

    Parameters
    ----------
    passages
        With columns doc_id, lang and text.
    model
        Of the topics.
    words
        The reader's own, those by which they were found.

    Returns
    -------
    table, shares
        Columns lang, term, n_documents, those of most documents first; and by language the share of all content words that are not known, 0..1.

    Examples
    --------
    >>> model = BilingualTopics(n_topics=1).fit([["hydrogen", "fuel"]] * 4, ["en"] * 4)
    >>> table, shares = unknown_words(pd.DataFrame({"doc_id": ["a"], "lang": ["en"], "text": ["Hydrogen fuel sonnets"]}), model)
    >>> table.values.tolist(), round(shares["en"], 2)
    ([['en', 'sonnet', 1]], 0.33)
    """
    known, number = model.columns(), numbering()
    found, n_words, n_unknown = {lang: Counter() for lang in LANGS}, dict.fromkeys(LANGS, 0), dict.fromkeys(LANGS, 0)
    tokens = number_each(passages.text, passages.lang, lambda word: -1 if word in known else number[word], words, passages.doc_id)
    for (_, lang), own in groupby(zip(passages.doc_id, passages.lang, tokens), key=itemgetter(0, 1)):
        every = np.concatenate([row[-1] for row in own])
        unknown = every[every >= 0]
        n_words[lang] += len(every)
        n_unknown[lang] += len(unknown)
        found[lang].update(np.unique(unknown).tolist())
    terms = list(number)
    rows = [(lang, terms[word], n) for lang in LANGS for word, n in found[lang].items() if can_name(terms[word], lang)]
    table = pd.DataFrame(rows, columns=["lang", "term", "n_documents"]).sort_values(["lang", "n_documents", "term"], ascending=[True, False, True], ignore_index=True)
    return table, {lang: n_unknown[lang] / max(n_words[lang], 1) for lang in LANGS}


def check_words(file: TopicFile, digest: str) -> None:
    """Raise `UsageError` if topics were found with other words of the reader's own than those of this hash, "" for none.

    >>> from types import SimpleNamespace
    >>> check_words(SimpleNamespace(words="", name="a.topics"), "")
    """
    if file.words != digest:
        told = "other words" if file.words and digest else "words" if file.words else "no words"
        raise UsageError(f"the topics of {file.name!r} were found with {told} of your own; give the same dictionary and stop_words here")


def _made(held, name, digest):
    """What a file holds; raises an error of some kind where it is not what `write_topics` writes."""
    if held["format"] != FORMAT:
        raise ValueError("another format")
    model, topics = made_model(held["model"]), checked_topics(held["topics"], TOPICS)
    apart = [whole(topic) for topic in held["apart"]]
    if len(topics) != model.n_topics or not set(apart) <= set(topics.topic):
        raise ValueError("the parts do not fit each other")
    return TopicFile(model, topics, apart, model._again, **checked_facts(held, FACTS), name=name, digest=digest)
