"""Numbers and their nouns, for every sentence that the project prints."""

from __future__ import annotations


def count(n: int, noun: str, nouns: str = "") -> str:
    """A number with its noun.

    >>> count(1, "article"), count(0, "article"), count(1200, "passage")
    ('1 article', 'no articles', '1,200 passages')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {nouns or noun + 's'}" if n else f"no {nouns or noun + 's'}"
