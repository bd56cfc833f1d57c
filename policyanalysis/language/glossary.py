"""The project's glossary: official policy terms, bodies, regions, grades and kinds of documents, with their usual English renderings."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pandas as pd

from policyanalysis.language.regions import region_forms


class Name(NamedTuple):
    """A glossary name found in a text: its canonical English form and its span.

    >>> find_names("MIIT said", "en", "body")
    [Name(canonical='Ministry of Industry and Information Technology', start=0, end=4)]
    """

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
        "body" or "region"; bodies are those of the glossary (`bodies` adds local ones), regions those of `regions`.

    Examples
    --------
    >>> find_names("工业和信息化部印发通知", "zh", "body")[0].canonical == find_names("MIIT said", "en", "body")[0].canonical
    True
    >>> [n.canonical for n in find_names("湖南省和北京市", "zh", "region")]
    ['Hunan', 'Beijing']
    """
    pattern, canonical = _matcher(lang, kind)
    return [Name(canonical[m[0]], m.start(), m.end()) for m in pattern.finditer(text) if canonical[m[0]]]


def alternation(forms) -> str:
    """A pattern of all forms, the longest first; forms that begin alike share their beginning, so that many are tried as fast as few.

    Examples
    --------
    >>> alternation(["国务院", "国务院办公厅", "国办"])
    '国(?:办|务院(?:办公厅)?)'
    """
    heads: dict[str, list[str]] = {}
    for form in forms:
        heads.setdefault(form[:1], []).append(form[1:])
    ends = heads.pop("", None) is not None
    branches = [re.escape(head) + alternation(tails) for head, tails in sorted(heads.items())]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if ends else joined


@cache
def _matcher(lang, kind):
    if kind == "region":
        canonical = region_forms(lang)
    else:
        rows = [(zh, en.split(" / ")) for zh, en, row_kind in _rows() if row_kind == kind]
        canonical = {}
        for zh, renderings in rows:
            for form in [zh] if lang == "zh" else renderings:
                canonical.setdefault(form, renderings[0])
    forms = alternation(canonical)
    return re.compile(rf"(?<!\w)(?:{forms})(?:(?<!\w)|(?!\w))" if lang == "en" else forms), canonical
