"""The words of a page's lines as numbers, so that its parts can be compared by what they speak of.

English words are cut to seven letters (a stem that is good enough to compare), Chinese text gives pairs of characters.  All lines are read at once: a stem is
packed into one integer, letter by letter over all words, and no word ever becomes an object.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from policyanalysis.language.characters import units
from policyanalysis.language.stopwords import stopwords

STEM = 7  # letters
SHORTEST = 3  # letters of a word
PAIR = 1 << 60  # added to pairs of Chinese characters, so that none is a stem
_MASKS = np.array([(1 << 8 * n) - 1 for n in range(STEM + 1)])  # the first letters of eight


class Weights(NamedTuple):
    """TF-IDF weights of some words: their numbers, sorted, each once, and the weight of each.

    >>> words = Words(["ports trade berths", "tea"])
    >>> words.weigh(words.of(0)).of(words.of(1)).tolist()
    [0.0]
    """

    ids: np.ndarray
    values: np.ndarray

    def of(self, ids: np.ndarray) -> np.ndarray:
        """The weights of other words, 0 for those that are not among these."""
        if not len(self.ids):
            return np.zeros(len(ids))
        place = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.where(self.ids[place] == ids, self.values[place], 0.0)


def cosine(a: Weights, b: Weights) -> float:
    """Similarity of two parts, 0 where one has no words.

    >>> words = Words(["ports trade berths", "ports trade cranes", "tea"])
    >>> round(cosine(words.weigh(words.of(0)), words.weigh(words.of(1))), 2), cosine(words.weigh(words.of(0)), words.weigh(words.of(2)))
    (0.47, 0.0)
    """
    norm = float(np.sqrt((a.values @ a.values) * (b.values @ b.values)))
    return float(a.values @ b.of(a.ids)) / norm if norm else 0.0


class Words:
    """The words of lines.

    Parameters
    ----------
    lines
        Any number of lines.

    Attributes
    ----------
    ids
        The number of each word in the order of the lines, shape (n_words,).
    bounds
        Where the words of each line begin among `ids`, and where the last one's end, shape (n_lines + 1,).

    Examples
    --------
    >>> words = Words(["Ports and the port authorities", "新型储能"])
    >>> words.bounds.tolist(), len(words.distinct(0))
    ([0, 3, 6], 3)
    """

    def __init__(self, lines: Sequence[str]):
        found = units("\n".join([*(line.replace("\n", " ") for line in lines), ""]))
        feeds = np.flatnonzero(found == ord("\n"))
        letters = _letters(found)
        (starts, stems, lengths), (pairs, pair_keys) = _stems(letters), _pairs(found)
        stop_stems = _stops()[0]
        numbers, self._distinct = pd.factorize(np.concatenate((stop_stems, stems, pair_keys)))  # those of stop words come first, which tells their numbers
        numbers = numbers[len(stop_stems) :]
        kept = np.flatnonzero(np.concatenate((_speaking(letters, starts, lengths, numbers[: len(starts)]), np.ones(len(pairs), dtype=bool))))
        line = np.concatenate([np.repeat(np.arange(len(lines)), np.diff(np.searchsorted(places, feeds), prepend=0)) for places in (starts, pairs)]).take(kept)
        order = np.argsort(line, kind="stable") if len(pairs) else slice(None)
        self._line, self.ids = line[order], numbers.take(kept)[order]
        self.bounds = np.searchsorted(self._line, np.arange(len(lines) + 1))

    @cached_property
    def rarity(self) -> np.ndarray:
        """Inverse document frequency of each word, lines being the documents."""
        held = pd.unique(self._line.astype(np.int64) * len(self._distinct) + self.ids) % max(1, len(self._distinct))
        return np.log(1 + (len(self.bounds) - 1) / np.maximum(np.bincount(held, minlength=len(self._distinct)), 1))

    def of(self, first: int, after: int | None = None) -> np.ndarray:
        """The words of a line, or of the lines up to `after` (exclusive)."""
        return self.ids[self.bounds[first] : self.bounds[first + 1 if after is None else after]]

    def distinct(self, line: int) -> np.ndarray:
        """The words of a line, each once."""
        return np.unique(self.of(line))

    def before(self, line: int, n_words: int) -> np.ndarray:
        """The words of the lines nearest above a line that make at least `n_words`, or of all there are."""
        return self.of(max(0, int(np.searchsorted(self.bounds, self.bounds[line] - n_words, "right")) - 1), line)

    def after(self, line: int, n_words: int) -> np.ndarray:
        """The words of the lines nearest below a line that make at least `n_words`, or of all there are."""
        return self.of(line + 1, min(len(self.bounds) - 1, int(np.searchsorted(self.bounds, self.bounds[line + 1] + n_words))))

    def weigh(self, ids: np.ndarray, *, rare: bool = True) -> Weights:
        """TF-IDF weights of words; with `rare` false, all words weigh alike."""
        distinct, n = np.unique(ids, return_counts=True)
        return Weights(distinct, (1 + np.log(n)) * (self.rarity[distinct] if rare else 1.0))

    def weights(self, distinct: np.ndarray, ids: np.ndarray) -> np.ndarray:
        """What a few words, sorted, each once, weigh in a part with the words `ids`, 0 for those that are not there; as `weigh` has it, without weighing the others.

        >>> words = Words(["ports trade berths", "tea trade"])
        >>> (words.weights(words.distinct(0), words.of(1)) == words.weigh(words.of(1)).of(words.distinct(0))).all().item()
        True
        """
        if not len(distinct):
            return np.zeros(0)
        place = np.minimum(np.searchsorted(distinct, ids), len(distinct) - 1)
        n = np.bincount(place[distinct[place] == ids], minlength=len(distinct))
        return np.where(n > 0, (1 + np.log(np.maximum(n, 1))) * self.rarity[distinct], 0.0)


def _letters(found):
    """The place in the alphabet of each English letter, 0 for all else."""
    place = (found | ord(" ")) - np.uint16(ord("a") - 1)
    return place.astype(np.uint8) * (place <= 26)


def _stems(letters):
    """Where each English word begins, its stem as a number, and its length."""
    edges = np.flatnonzero(np.diff(letters > 0, prepend=False, append=False))
    starts, lengths = edges[::2], edges[1::2] - edges[::2]
    words = np.flatnonzero(lengths >= SHORTEST)
    starts, lengths = starts.take(words), lengths.take(words)
    eights = np.ndarray(len(letters) + 1, "<i8", np.pad(letters, (0, 8)), strides=(1,)).take(starts)  # eight letters from each start on, as one number
    return starts, eights & _MASKS.take(np.minimum(lengths, STEM)), lengths


def _speaking(letters, starts, lengths, numbers):
    """Which words are no stop words; the stems of these have the first numbers."""
    _, is_short, is_long, long_stops = _stops()
    numbers = np.minimum(numbers, len(is_short) - 1)
    kept = ~(is_short.take(numbers) & (lengths <= STEM))
    alike = np.flatnonzero(is_long.take(numbers) & (lengths > STEM))
    text = letters.tobytes()
    kept[alike] = [text[start : start + length] not in long_stops for start, length in zip(starts[alike].tolist(), lengths[alike].tolist())]
    return kept


@cache
def _stops():
    """Stop words as `_letters` gives them: their stems, each once, whether it is a word no longer than a stem, whether a longer one begins so (both False for all other stems, in one more place), and the longer ones."""
    words = [bytes(ord(letter) - ord("a") + 1 for letter in word) for word in filter(str.isalpha, stopwords("en"))]
    long = frozenset(word for word in words if len(word) > STEM)
    short_stems, long_stems = ({int.from_bytes(word[:STEM], "little") for word in words if (word in long) == longer} for longer in (False, True))
    stems = sorted(short_stems | long_stems)
    return np.array(stems), *(np.array([*(stem in own for stem in stems), False]) for own in (short_stems, long_stems)), long


def _pairs(found):
    """Where each pair of Chinese characters begins, and its number."""
    chinese = (found >= 0x3400) & (found < 0xA000)
    places = np.flatnonzero(chinese[1:] & chinese[:-1])
    return places, (found[places].astype(np.int64) << 16 | found[places + 1]) + PAIR
