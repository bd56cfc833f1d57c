"""Passages that say a word, in both languages at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
import pandas as pd

from policyanalysis.analysis.passage_index import PassageIndex, index_passages
from policyanalysis.errors import UsageError
from policyanalysis.language.glossary import glossary
from policyanalysis.language.lexicon import gloss, known_parts
from policyanalysis.language.scripts import language, simplified
from policyanalysis.language.tokens import WORD_EN, singular

COLUMNS = ["file", "line", "lang", "term", "left", "match", "right", "doc_id"]
LONGEST = 200  # characters of a query
PHRASE = re.compile(r"[\w\s'’-]+\*?")  # an English query that renderings are looked up for; other marks are looked for as they stand


def counterparts(query: str) -> dict[str, list[str]]:
    """The forms of a word that are searched for: itself, and its renderings in the other language.

    The glossary's renderings are taken, or else the dictionary's first one, or else those of the parts put together.

    Parameters
    ----------
    query
        A word or phrase in English or Chinese, in either script.

    Returns
    -------
    dict
        "en" and "zh", each a list of forms; that of the other language is empty where nothing is known.

    Raises
    ------
    UsageError
        If the query is empty or longer than `LONGEST`.

    Examples
    --------
    >>> counterparts("新型储能")["en"][:2], "新型储能" in counterparts("new energy storage")["zh"]
    (['new energy storage', 'new-type energy storage'], True)
    >>> counterparts("zzz")
    {'en': ['zzz'], 'zh': []}
    """
    query = " ".join(query.encode("utf-8", "replace").decode().split())  # half a character, as a broken copy leaves it, can't be in a table
    if not query:
        raise UsageError("query='' says nothing to look for; give a word in English or Chinese")
    if len(query) > LONGEST:
        raise UsageError(f"a query of {len(query):,} characters is too long; give {LONGEST} or fewer")
    if language(query) == "zh":
        own = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", simplified(query))
        return {"zh": [own], "en": list(_renderings()["zh"].get(own, ())) or _first(gloss(own, "zh"), *_joined(own))}
    read = _read(query) if PHRASE.fullmatch(query) else ""
    return {"en": [query], "zh": list(_renderings()["en"].get(read, ())) or _first(gloss(read, "en"))}


def search(passages: pd.DataFrame | PassageIndex, query: str, *, width: int = 40, within: Iterable[str] | None = None) -> pd.DataFrame:
    """Keyword in context, in both languages.

    Parameters
    ----------
    passages
        The passages table, or for more than one search its index (`index_passages`).
    query
        A word or phrase in English or Chinese; its counterparts in the other language are looked for too (`counterparts`).  English words are found in
        the plural and the singular, with any ending where the query ends in `*`, short ones in capitals only in capitals; traditional characters and
        simplified ones find each other.
    width
        Characters of context on either side.
    within
        doc_ids of the articles that are searched; by default all.

    Returns
    -------
    DataFrame
        One row an occurrence, in the order of languages, files and lines: file, line, lang of the passage, the form found (`term`), context to the left,
        the match as printed, context to the right, doc_id.  Each place counts once, for the longest form that is there.

    Raises
    ------
    UsageError
        If the query is empty or too long.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["a", "b"], "file": "f.txt", "line": [1, 2], "lang": ["en", "zh"],
    ...                          "text": ["Energy storage grew.", "发展储能产业。"]})
    >>> search(passages, "energy storage").match.tolist()
    ['Energy storage', '储能']
    >>> search(index_passages(passages), "儲能", within=["b"])[["line", "left", "match", "right"]].values.tolist()
    [[2, '发展', '储能', '产业。']]
    """
    forms = list(dict.fromkeys(form for own in counterparts(query).values() for form in own))
    index = passages if isinstance(passages, PassageIndex) else index_passages(passages)
    found = [index.find(form) for form in forms]
    places = np.concatenate([np.column_stack([own, np.full(len(own), number)]) for number, own in enumerate(found)])
    if within is not None:
        places = places[index.passages.doc_id.isin(list(within)).to_numpy()[places[:, 0]]]
    places = _each_place_once(places)
    rows = index.passages.iloc[places[:, 0]]
    numbers, starts, ends, _ = (column.tolist() for column in places.T)  # plain columns: a tuple for each place would keep the garbage collector busy
    texts = [index.texts[number] for number in numbers]
    return pd.DataFrame({
        "file": rows.file.array, "line": rows.line.array, "lang": rows.lang.array, "term": pd.array(forms, dtype="str")[places[:, 3]],
        "left": [text[max(0, start - width) : start] for text, start in zip(texts, starts)], "match": [text[start:end] for text, start, end in zip(texts, starts, ends)],
        "right": [text[end : end + width] for text, end in zip(texts, ends)], "doc_id": rows.doc_id.array}, columns=COLUMNS)


def _each_place_once(places):
    """Places in their order, without those that overlap an earlier or longer one; columns row, start, end, number of the form."""
    row, start, end, _ = places.T
    places = places[np.lexsort([-end, start, row])]
    clash = (places[1:, 0] == places[:-1, 0]) & (places[1:, 1] < places[:-1, 2])
    if not clash.any():
        return places
    kept, last = [], (-1, 0)
    for at, (row, start, end) in enumerate(places[:, :3].tolist()):
        if row != last[0] or start >= last[1]:
            kept.append(at)
            last = (row, end)
    return places[kept]


@cache
def _renderings() -> dict[str, dict[str, tuple[str, ...]]]:
    """The glossary by language: Chinese terms with their English renderings, and English renderings, as they are read, with their Chinese terms."""
    rows, english = glossary(), {}
    for zh, renderings in zip(rows.zh, rows.en):
        for en in renderings.split(" / "):
            english.setdefault(_read(en), []).append(zh)
    return {"zh": {zh: tuple(en.split(" / ")) for zh, en in zip(rows.zh, rows.en)}, "en": {en: tuple(dict.fromkeys(zh)) for en, zh in english.items()}}


def _read(phrase):
    """An English phrase as its words without plural endings and hyphens."""
    return " ".join(singular(part) for word in WORD_EN.findall(phrase) for part in word.split("-"))


def _joined(word):
    """A Chinese compound rendered part by part; nothing where a part has no rendering."""
    parts = known_parts(word)
    glosses = [re.sub(r"^(?:an?|the|to) ", "", (_renderings()["zh"].get(part) or (gloss(part, "zh"),))[0]) for part in parts]
    return [" ".join(glosses)] if len(parts) > 1 and "".join(parts) == word and all(glosses) else []


def _first(*renderings):
    return [rendering for rendering in renderings if rendering][:1]
