"""The line of code for what a reader asks by widgets, and what the line gives: they are one, as the widgets run the line that they show.

The names in a line are those of the notebook: `pa` the package, `loaded` the corpus, `index` its passages' index, `result` its topics.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pandas as pd

import policyanalysis as pa
from policyanalysis.errors import PolicyAnalysisError

PARTS = (ast.Expression, ast.Call, ast.keyword, ast.Constant, ast.Load, ast.UnaryOp, ast.USub, ast.Subscript, ast.Lambda, ast.arguments, ast.arg, ast.Compare, ast.Eq)  # of a line, besides names

TOPIC_PARTS = {"words": "pa.topic_words(result, {0})", "typical passages": "pa.typical_passages(result, {0}, top_n=5)", "timeline": "pa.topic_timeline(result, loaded.articles, {0})",
               "articles": "pa.select(loaded.articles, topic={0}, mixtures=result.mixtures)"}


def selection(conditions: Mapping[str, object]) -> str:
    """The call that selects articles; conditions that are empty are left out.

    >>> selection({"lang": "en", "source": "", "since": "2024", "topic": None})
    "pa.select(loaded.articles, lang='en', since='2024')"
    >>> selection({"topic": 3})
    'pa.select(loaded.articles, topic=3, mixtures=result.mixtures)'
    """
    given = [f"{name}={value!r}" for name, value in conditions.items() if value not in ("", None)]
    return f"pa.select({', '.join(['loaded.articles', *given, *(['mixtures=result.mixtures'] if conditions.get('topic') is not None else [])])})"


def asked(function: str, query: str, conditions: Mapping[str, object], **options: object) -> str:
    """The call that looks for a word, within what is selected if anything is.

    >>> asked("search", "储能", {}), asked("said_with", "port", {"lang": "zh"}, by="amount")
    ("pa.search(index, '储能')", "pa.said_with(index, 'port', by='amount', within=pa.select(loaded.articles, lang='zh').doc_id)")
    """
    given = [f"{name}={value!r}" for name, value in options.items()]
    if any(value not in ("", None) for value in conditions.values()):
        given.append(f"within={selection(conditions)}.doc_id")
    return f"pa.{function}({', '.join(['index', repr(query), *given])})"


def run(line: str, loaded: object = None, index: object = None, result: object = None) -> pd.DataFrame:
    """What a line made by this module gives; what a reader typed stands in it as a literal.

    >>> run("pa.counterparts('zzz')")
    {'en': ['zzz'], 'zh': []}
    >>> run("pa.counterparts.__globals__")
    Traceback (most recent call last):
    ...
    policyanalysis.errors.PolicyAnalysisError: not a line of the workbench: pa.counterparts.__globals__
    """
    names = {"pa": pa, "loaded": loaded, "index": index, "result": result}
    if not all(_is_plain(node, names) for node in ast.walk(ast.parse(line, mode="eval"))):
        raise PolicyAnalysisError(f"not a line of the workbench: {line}")
    return eval(line, {"__builtins__": {}, **names})


def _is_plain(node, names):
    """Whether a part of a line is what this module writes: calls, literals, known names and public attributes."""
    if isinstance(node, ast.Name):
        return node.id in names or node.id == "table"
    return not node.attr.startswith("_") if isinstance(node, ast.Attribute) else isinstance(node, PARTS)
