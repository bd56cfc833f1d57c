"""Numbers and their nouns, for every sentence that the project prints."""

from __future__ import annotations


def count(n: int, noun: str, nouns: str = "") -> str:
    """A number with its noun.

    >>> count(1, "article"), count(0, "article"), count(1200, "passage")
    ('1 article', 'no articles', '1,200 passages')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {nouns or noun + 's'}" if n else f"no {nouns or noun + 's'}"


def points(share: float, *, signed: bool = False) -> str:
    """A difference of two shares in percentage points.

    >>> points(0.123), points(0.01), points(-0.2, signed=True), points(0.012, signed=True)
    ('12 percentage points', '1 percentage point', '-20 percentage points', '+1 percentage point')
    """
    printed = f"{share * 100:{'+' if signed else ''}.0f}"
    return f"{printed} percentage point{'' if printed.lstrip('+-') == '1' else 's'}"
