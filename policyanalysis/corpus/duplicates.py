"""Articles that repeat another one: the same post on two pages, a reprint under another headline.

Candidates come from MinHash and locality-sensitive hashing (linear in the number of articles), the decision from the exact Jaccard index.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import numpy as np
import pandas as pd
from rensa import RMinHash

from policyanalysis.frames import Runs
from policyanalysis.shelf import by_parts, recall_runs
from policyanalysis.versions import code_hash

SHINGLE = 8  # characters of the text without blanks and punctuation; reprints keep long runs, two texts on one policy do not
THRESHOLD = 0.6  # share of shingles in common; different articles on one policy stay under 0.3
UNLIKELY = 0.35  # an estimate from 128 permutations this low is six standard errors under the threshold: the exact index is not computed
MULTIPLIER = 0x9E3779B1  # of the multiplicative hash (Knuth)
POWERS = [np.uint32(pow(MULTIPLIER, k, 2**32)) for k in (1, 2, 4)]
MIXERS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))  # odd, to make one number of the two halves of a band
WORD = re.compile(r"[^\W_]")
PERMUTATIONS, BANDS = 128, 32  # finds 99 % of the pairs at a Jaccard index of 0.6
BATCH = 40  # articles whose shingles are held at once
PART = 2_000_000  # characters of texts that are one part of the work


def shingles(text: str) -> np.ndarray:
    """Hashes of the character shingles of a text as it is compared: sorted, each once, unsigned 32-bit.

    >>> bool((shingles("A, b c d e f g h I") == shingles("abcdefghi")).all()), len(shingles("abcdefghi")), len(shingles(""))
    (True, 2, 0)
    """
    return np.unique(_hashes([text])[0])


def _hashes(texts):
    """Hashes of all runs of `SHINGLE` letters and digits of each text (of the whole where there are fewer), one text after another, and where each text's begin and the last one's end."""
    encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    letters = _folded().take(np.frombuffer(b"".join(encoded), dtype="<u2"))
    kept = letters != 0
    bounds = np.cumsum([0, *(len(own) // 2 for own in encoded)])
    sizes = np.array([np.count_nonzero(kept[start:end]) for start, end in pairwise(bounds)])
    missing = np.where(sizes > 0, np.maximum(SHINGLE - sizes, 0), 0)  # a text shorter than one run is filled up with zeros
    run = letters.compress(kept).astype(np.uint32)  # three times as fast as an index of truth values
    if missing.any():
        run, sizes = np.insert(run, np.repeat(np.cumsum(sizes), missing), 0), sizes + missing
    for power, step in zip(POWERS, (1, 2, 4)):  # runs of 2, 4 and 8 characters, each from two of the runs before
        run = run[:-step] * power + run[step:]
    run = (run ^ run >> np.uint32(15)) * POWERS[0]
    n_runs, ends = np.maximum(sizes - (SHINGLE - 1), 0), np.cumsum(sizes)
    whole = [run[end - size : end - size + n] for end, size, n in zip(ends, sizes, n_runs)]  # without those that begin in one text and end in the next
    return np.concatenate(whole), np.cumsum([0, *n_runs])


@cache
def _folded():
    """Lower case of each letter and digit by its UTF-16 unit, 0 for all else; what lies beyond 16 bits stays as it is."""
    units = np.zeros(65_536, dtype=np.uint16)
    for unit in range(65_536):
        character = chr(unit)
        if 0xD800 <= unit < 0xE000:
            units[unit] = unit
        elif WORD.match(character):
            low = ord(character.lower()[0])
            units[unit] = low if low < 65_536 else unit
    return units


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
    texts, ids = articles.text.array, articles.doc_id.tolist()
    sketches = _sketches(articles)
    short = sketches.astype(np.uint8)  # the last bits are compared four times as fast, and let nothing be missed: what is equal in all bits is in those
    first: dict[int, int] = {}
    kept = defaultdict(list)  # of each bucket, the articles that are no duplicates
    for number, buckets in _shared_buckets(sketches):
        candidates = np.array(sorted({other for bucket in buckets for other in kept[bucket]}), dtype=int)
        likely = candidates[np.count_nonzero(short[candidates] == short[number], axis=1) >= UNLIKELY * PERMUTATIONS]
        found = next((other for other in likely.tolist() if _repeats(texts[number], texts[other])), None)
        if found is not None:
            first[number] = found
        else:
            for bucket in buckets:
                kept[bucket].append(number)
    return articles.assign(duplicate_of=[ids[first[n]] if n in first else "" for n in range(len(ids))])


def _sketches(articles) -> np.ndarray:
    """MinHash of each text, shape (n_texts, PERMUTATIONS); all ones for a text without letters or digits."""
    texts = Runs(articles, [], ["text"])
    found = recall_runs(f"sketches {code_hash('corpus')}", by_parts(_sketch, len, PART), texts, lambda numbers: [text for [text] in texts.texts(numbers)])
    return np.frombuffer(bytearray().join(found), dtype="<u4").reshape(-1, PERMUTATIONS)


def _sketch(texts):
    """MinHash of each of some texts."""
    rows = []
    for start in range(0, len(texts), BATCH):
        hashes, offsets = _hashes(texts[start : start + BATCH])
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes.astype(np.uint64), offsets.astype(np.uint64), PERMUTATIONS, 1)
        rows += [row.tobytes() for row in np.array(matrix.to_rows(), dtype="<u4")]
    return rows


def _shared_buckets(sketches) -> Iterator[tuple[int, list[int]]]:
    """Articles that agree with another one in all rows of a band, in their order, with numbers of the buckets that they share."""
    shared, n_buckets = defaultdict(list), 0
    filled = np.flatnonzero((sketches != np.iinfo(np.uint32).max).any(axis=1))
    for band in np.split(sketches[filled], BANDS, axis=1) if len(filled) else []:
        halves = np.ascontiguousarray(band).view(np.uint64)
        keys = (halves[:, 0] * MIXERS[0]) ^ (halves[:, 1] * MIXERS[1])  # one number a band; a rare collision costs one comparison
        _, bucket, size = np.unique(keys, return_inverse=True, return_counts=True)
        places = np.flatnonzero(size[bucket] > 1)
        for number, own in zip(filled[places].tolist(), (n_buckets + bucket[places]).tolist()):
            shared[number].append(own)
        n_buckets += len(size)
    yield from sorted(shared.items())


def _repeats(one, other):
    return one == other or jaccard(shingles(one), shingles(other)) >= THRESHOLD


def jaccard(a: np.ndarray, b: np.ndarray) -> float:
    """Size of the intersection over the size of the union of two arrays of distinct values; 0 for two empty ones.

    >>> jaccard(np.array([1, 2]), np.array([2, 3]))
    0.3333333333333333
    """
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared / (len(a) + len(b) - shared) if len(a) or len(b) else 0.0
