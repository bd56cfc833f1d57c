"""Articles that repeat another one: the same post on two pages, a reprint under another headline.

Candidates come from MinHash and locality-sensitive hashing (linear in the number of articles), the decision from the exact Jaccard index.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from rensa import RMinHash, RMinHashLSH

SHINGLE = 8  # characters of the text without blanks and punctuation; reprints keep long runs, two texts on one policy do not
THRESHOLD = 0.6  # share of shingles in common; different articles on one policy stay under 0.3
MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # of the multiplicative hash (Knuth)
MARKS = re.compile(r"[\W_]+")
PERMUTATIONS, BANDS = 128, 32  # finds 99 % of the pairs at a Jaccard index of 0.6


def shingles(text: str) -> np.ndarray:
    """Hashes of the character shingles of a text as it is compared: sorted, each once, unsigned 64-bit.

    >>> bool((shingles("A, b c d e f g h I") == shingles("abcdefghi")).all()), len(shingles("abcdefghi")), len(shingles(""))
    (True, 2, 0)
    """
    plain = np.frombuffer(MARKS.sub("", text).lower().encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    n = max(1, len(plain) - SHINGLE + 1) if len(plain) else 0
    hashes = np.zeros(n, dtype=np.uint64)
    for offset in range(min(SHINGLE, len(plain))):
        hashes = (hashes ^ plain[offset : offset + n]) * MULTIPLIER
        hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes)


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
        sketch.update(own.view("S8").tolist())
        candidates = sorted(c for c in index.query(sketch) if jaccard(own, sets[c]) >= THRESHOLD) if len(own) else []
        first.append(candidates[0] if candidates else None)
        if len(own) and not candidates:
            index.insert(number, sketch)
    ids = articles.doc_id.tolist()
    return articles.assign(duplicate_of=["" if f is None else ids[f] for f in first])


def jaccard(a: np.ndarray, b: np.ndarray) -> float:
    """Size of the intersection over the size of the union of two arrays of distinct values; 0 for two empty ones.

    >>> jaccard(np.array([1, 2]), np.array([2, 3]))
    0.3333333333333333
    """
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared) if len(a) or len(b) else 0.0
