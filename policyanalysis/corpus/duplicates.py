"""Articles that repeat another one: the same post on two pages, a reprint under another headline.

Candidates come from MinHash and locality-sensitive hashing (linear in the number of articles), the decision from the exact Jaccard index.
"""

from __future__ import annotations

import re

import pandas as pd
from rensa import RMinHash, RMinHashLSH

SHINGLE = 8  # characters of the text without blanks and punctuation; reprints keep long runs, two texts on one policy do not
THRESHOLD = 0.6  # share of shingles in common; different articles on one policy stay under 0.3
PERMUTATIONS, BANDS = 128, 32  # finds 99 % of the pairs at a Jaccard index of 0.6


def shingles(text: str) -> set[str]:
    """Character shingles of a text as it is compared.

    >>> sorted(shingles("A, b c d e f g h I"))
    ['abcdefgh', 'bcdefghi']
    """
    plain = re.sub(r"[\W_]+", "", text).lower()
    return {plain[i : i + SHINGLE] for i in range(max(1, len(plain) - SHINGLE + 1))} if plain else set()


def mark_duplicates(articles: pd.DataFrame) -> pd.DataFrame:
    """Fill `duplicate_of` with the doc_id of the first article that says the same.

    Parameters
    ----------
    articles
        With columns doc_id, text and lang; the order decides which of two is the first.

    Returns
    -------
    DataFrame
        A copy; `duplicate_of` is empty for first occurrences, and never names an article that is itself a duplicate.

    Examples
    --------
    >>> text = "Storage capacity grew quickly in the first half of the year, the regulator said."
    >>> table = pd.DataFrame({"doc_id": ["a", "b"], "text": [text, text + " More."], "lang": "en", "duplicate_of": ""})
    >>> mark_duplicates(table).duplicate_of.tolist()
    ['', 'a']
    """
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    sets, first = [shingles(text) for text in articles.text], []
    for number, own in enumerate(sets):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(sorted(own))
        candidates = sorted(c for c in index.query(sketch) if jaccard(own, sets[c]) >= THRESHOLD) if own else []
        first.append(candidates[0] if candidates else None)
        if own and not candidates:
            index.insert(number, sketch)
    ids = articles.doc_id.tolist()
    return articles.assign(duplicate_of=["" if f is None else ids[f] for f in first])


def jaccard(a: set, b: set) -> float:
    """Size of the intersection over the size of the union; 0 for two empty sets.

    >>> jaccard({1, 2}, {2, 3})
    0.3333333333333333
    """
    return len(a & b) / len(a | b) if a or b else 0.0
