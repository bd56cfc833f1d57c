"""Concepts of the glossary in articles of both languages: what can be compared where words cannot.

A concept is a row of the glossary, or several that share an English rendering; forms that no term should be rendered by, but that name a concept all the
same, stand in concept_forms.tsv, and the name of a body is a form of the term with its rendering (中共中央, 党中央).  It is found by any of its forms, in British or
American spelling, and the longest form at a place counts in both languages: 新型储能 and "new energy storage" are no 储能.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from policyanalysis.language.glossary import alternation, glossary
from policyanalysis.language.regions import read_rows
from policyanalysis.language.scripts import simplified
from policyanalysis.language.spelling import one_spelling
from policyanalysis.language.stopwords import stopwords
from policyanalysis.language.tokens import WORD_EN, segment_zh, singular

COLUMNS = ["doc_id", "concept"]
SHORT = 3  # characters up to which a Chinese form may be parts of two words: 外资 in 海外资金
AROUND = 10  # characters on either side that tell where words begin and end
PART_EN = re.compile(rf"{WORD_EN.pattern}|[^\w\s’'-]")


def find_concepts(articles: pd.DataFrame) -> pd.DataFrame:
    """The concepts that each article names, each once an article.

    Parameters
    ----------
    articles
        With columns doc_id, lang and text, and title where there is one.

    Returns
    -------
    DataFrame
        Columns doc_id and concept, as "English / Chinese".

    Examples
    --------
    >>> rows = [("a", "en", "Steel, steel and New Energy Storage."), ("b", "zh", "发展新型储能。海外资金。")]
    >>> find_concepts(pd.DataFrame(rows, columns=["doc_id", "lang", "text"])).values.tolist()
    [['a', 'iron and steel / 钢铁'], ['a', 'new energy storage / 新型储能'], ['b', 'new energy storage / 新型储能']]
    """
    texts = articles.title + "\n" + articles.text if "title" in articles else articles.text
    rows = [(doc_id, concept) for doc_id, lang, text in zip(articles.doc_id, articles.lang, texts) for concept in sorted(concepts_in(text, lang))]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def concepts_in(text: str, lang: str) -> set[str]:
    """The concepts of a text.

    >>> sorted(concepts_in("其中試點，港口", "zh")) == sorted(concepts_in("Pilot ports", "en"))
    True
    """
    pattern, concepts = _matcher(lang)
    if lang == "en":
        return {concepts[found[0]] for found in pattern.finditer(_normal(text))}
    text, found, position = simplified(text), set(), 0
    while match := pattern.search(text, position):
        whole = match.end() - match.start() > SHORT or _is_word(text, *match.span())
        if whole:
            found.add(concepts[match[0]])
        position = match.end() if whole else match.start() + 1
    return found


def _is_word(text, start, end):
    """Tell whether words begin and end where a form does."""
    left = max(0, start - AROUND)
    edges, position = {left}, left
    for word in segment_zh(text[left : end + AROUND]):
        position += len(word)
        edges.add(position)
    return start in edges and end in edges


def _normal(text):
    """English words in lower case without plural endings and in one spelling, marks between them kept: a phrase does not go over a comma."""
    return " ".join(one_spelling(singular(part)) for part in PART_EN.findall(text))


@cache
def _matcher(lang):
    concepts = {form: name for form, (language, name) in _forms().items() if language == lang}
    forms = alternation(concepts)
    return re.compile(rf"(?<!\S)(?:{forms})(?!\S)" if lang == "en" else forms), concepts


@cache
def _forms() -> dict[str, tuple[str, str]]:
    """Every form, as texts are read, with its language and its concept's name."""
    found: dict[str, tuple[str, str]] = {}
    rows = glossary()
    terms = rows.loc[rows.kind == "term", ["zh", "en"]].itertuples(index=False, name=None)
    for zh, renderings in (*terms, *read_rows("concept_forms.tsv")):
        english = {_normal(form): form for form in renderings.split(" / ")}
        known = next((found[form][1] for form in english if form in found), "")
        name = known or f"{renderings.split(' / ')[0]} / {zh}"
        found.setdefault(zh, ("zh", name))
        found.update({form: ("en", name) for form in english if form and form not in stopwords("en") and form not in found})
    for zh, renderings in rows.loc[rows.kind == "body", ["zh", "en"]].itertuples(index=False):
        if known := next((found[form][1] for form in map(_normal, renderings.split(" / ")) if form in found), ""):
            found.setdefault(zh, ("zh", known))
    return found
