"""Which words can name a theme: things and doings, not words that describe others.

The parts of speech are those of jieba's dictionary; an English word has those of the Chinese words that the general dictionary defines by it alone.
"""

from __future__ import annotations

import re
from functools import cache

from policyanalysis.language.lexicon import definitions
from policyanalysis.language.segmenting import dictionary_fields

WORD = re.compile(r"[a-z]+")
DESCRIBING = frozenset("a ad ag al b c df dg m mg mq p q r rg rr rz u y".split())  # jieba's tags of words that describe, count, point or join


def can_name(word: str, lang: str) -> bool:
    """Whether a word can name a theme: not where most of its senses describe, no participle, and no English word that the dictionary has nowhere (Chinese spelt out).

    >>> [can_name(word, "en") for word in ("refinery", "cheap", "combing", "nengyuan")], [can_name(word, "zh") for word in ("氢能", "便宜")]
    ([True, False, False, False], [True, False])
    """
    if lang == "zh":
        return word not in _describing()
    senses = _senses()
    if described := senses.get(word):
        return sum(described) * 2 < len(described)
    return " " in word or "-" in word or word in senses and not word.endswith(("ing", "ed"))


@cache
def _describing() -> frozenset[str]:
    fields = dictionary_fields()
    return frozenset(word for word, tag in zip(fields[::3], fields[2::3]) if tag in DESCRIBING)


@cache
def _senses() -> dict[str, list[bool]]:
    """For each English word of the dictionary, whether each Chinese word that it alone defines describes."""
    found: dict[str, list[bool]] = {}
    for headword, definition in definitions():
        for sense in definition.lower().split(";"):
            if (word := sense.strip()).isalpha():
                found.setdefault(word, []).append(headword in _describing())
            else:
                for part in WORD.findall(sense):
                    found.setdefault(part, [])
    return found
