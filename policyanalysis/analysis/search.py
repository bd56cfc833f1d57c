"""Passages that say a word, in both languages at once."""

from __future__ import annotations

import re

import pandas as pd

from policyanalysis.errors import UsageError
from policyanalysis.language.glossary import glossary
from policyanalysis.language.lexicon import gloss
from policyanalysis.language.scripts import language, simplified

COLUMNS = ["file", "line", "lang", "term", "left", "match", "right", "doc_id"]


def counterparts(query: str) -> dict[str, list[str]]:
    """The forms of a word that are searched for: itself, and its renderings in the other language.

    Examples
    --------
    >>> counterparts("新型储能")["en"][:2], "新型储能" in counterparts("new energy storage")["zh"]
    (['new energy storage', 'new-type energy storage'], True)
    """
    query = query.strip()
    if not query:
        raise UsageError("query='' says nothing to look for; give a word in English or Chinese")
    lang, rows = language(query), glossary()
    if lang == "zh":
        own = simplified(query)
        found = [en for en in rows.en[rows.zh == own] for en in en.split(" / ")] or [g for g in [gloss(own, "zh")] if g]
        return {"zh": [own], "en": found}
    wanted = query.lower()
    found = rows.zh[[wanted in (en.lower() for en in renderings.split(" / ")) for renderings in rows.en]].tolist()
    return {"en": [query], "zh": found or [g for g in [gloss(query, "en")] if g]}


def search(passages: pd.DataFrame, query: str, *, width: int = 40) -> pd.DataFrame:
    """Keyword in context, in both languages.

    Parameters
    ----------
    passages
        The passages table.
    query
        A word or phrase in English or Chinese; its counterparts in the other language are looked for too.
    width
        Characters of context on either side.

    Returns
    -------
    DataFrame
        One row an occurrence, in the order of files and lines: file, line, lang, the form found (`term`), context to the left, the match as printed,
        context to the right, doc_id.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["a", "b"], "file": "f.txt", "line": [1, 2], "lang": ["en", "zh"],
    ...                          "text": ["Energy storage grew.", "发展储能产业。"]})
    >>> search(passages, "energy storage").match.tolist()
    ['Energy storage', '储能']
    """
    rows = []
    for lang, terms in counterparts(query).items():
        terms = sorted(terms, key=len, reverse=True)
        pattern = _pattern(terms, lang) if terms else None
        for passage in passages[passages.lang == lang].itertuples() if terms else ():
            text = simplified(passage.text) if lang == "zh" else passage.text
            printed = passage.text if len(passage.text) == len(text) else text  # simplified characters stand at the same places, in all but a few texts
            for found in pattern.finditer(text):
                start, end = found.span()
                term = next(term for term in terms if found[0].lower().startswith(term.lower()))
                rows.append((passage.file, passage.line, lang, term, printed[max(0, start - width) : start], printed[start:end], printed[end : end + width],
                             passage.doc_id))
    return pd.DataFrame(rows, columns=COLUMNS).sort_values(["lang", "file", "line"], kind="stable", ignore_index=True)


def _pattern(terms, lang):
    """Any of the terms, longest first, each place once; English ones as whole words, also in the plural, abbreviations in their capitals."""
    forms = [re.escape(term) if lang == "zh" or term.isupper() else f"(?i:{re.escape(term)})" for term in terms]
    return re.compile("|".join(forms) if lang == "zh" else rf"(?<!\w)(?:{'|'.join(forms)})(?:s|es)?(?!\w)")
