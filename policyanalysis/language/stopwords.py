"""Words that carry no theme: function words, numerals, formulas of news agencies, and the emptiest verbs of policy prose."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from policyanalysis.errors import UsageError


@cache
def stopwords(lang: str) -> frozenset[str]:
    """Stop words of a language, from `language/data/stopwords_*.txt`; Chinese ones in simplified and traditional form.

    Raises
    ------
    UsageError
        If the language is neither "en" nor "zh".

    Examples
    --------
    >>> "the" in stopwords("en"), "记者" in stopwords("zh")
    (True, True)
    """
    if lang not in ("en", "zh"):
        raise UsageError(f"lang={lang!r} is not supported; use 'en' or 'zh'")
    text = files("policyanalysis.language").joinpath("data", f"stopwords_{lang}.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
