"""The project's glossary: official policy terms, bodies, regions, grades and kinds of documents, with their usual English renderings."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pandas as pd


class Name(NamedTuple):
    """A glossary name found in a text: its canonical English form and its span."""

    canonical: str
    start: int
    end: int


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    text = files("policyanalysis.language").joinpath("data", "glossary.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines()[1:] if line.strip())


def glossary() -> pd.DataFrame:
    """The glossary as a table.

    Returns
    -------
    DataFrame
        Columns `zh` (simplified), `en` (renderings separated by " / ", the official one first) and `kind`
        ("term", "body", "region", "grade" or "document").

    Examples
    --------
    >>> glossary().set_index("zh").loc["新型储能", "kind"]
    'term'
    """
    return pd.DataFrame(_rows(), columns=["zh", "en", "kind"])


def find_names(text: str, lang: str, kind: str) -> list[Name]:
    """Names of one kind in a text, longest match first, whichever of their forms is printed.

    Parameters
    ----------
    text
        Simplified Chinese or English.
    lang
        "en" or "zh".
    kind
        "body" or "region".

    Examples
    --------
    >>> find_names("工业和信息化部印发通知", "zh", "body")[0].canonical == find_names("MIIT said", "en", "body")[0].canonical
    True
    >>> [n.canonical for n in find_names("湖南省和北京市", "zh", "region")]
    ['Hunan', 'Beijing']
    """
    pattern, canonical = _matcher(lang, kind)
    return [Name(canonical[m[0]], m.start(), m.end()) for m in pattern.finditer(text)]


@cache
def _matcher(lang, kind):
    canonical = {}
    for zh, en, row_kind in _rows():
        if row_kind != kind:
            continue
        renderings = en.split(" / ")
        name = re.sub(r" (?:Province|Municipality|City|Autonomous Region)$", "", renderings[0]) if kind == "region" else renderings[0]
        for form in [zh] if lang == "zh" else [*renderings, name]:
            canonical.setdefault(form, name)
    forms = "|".join(re.escape(form) for form in sorted(canonical, key=lambda form: (-len(form), form)))
    return re.compile(rf"\b(?:{forms})\b" if lang == "en" else forms), canonical
