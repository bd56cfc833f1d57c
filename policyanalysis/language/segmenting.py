"""Chinese text to words: jieba's, found by rjieba, which has the same dictionary and model and is many times faster.

rjieba is asked about runs of Chinese characters only, where both agree.  Between them jieba's own rules are simple, and are repeated here; the few
stretches where they are not (a word of the dictionary that holds Latin letters, such as A股) are left to jieba itself.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path

HAN = re.compile("[\u4e00-\u9fd5]+")
SINGLE = frozenset(map(chr, range(0x4e00, 0x9fd6)))
HAN_AT_END = re.compile(HAN.pattern + r"\Z")
BLOCK = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+)")  # what jieba looks at as a whole
BETWEEN = re.compile(r"[a-zA-Z0-9]+(?:\.[0-9]+)?%?|[+#&._%\-]+")  # and the words in that
THRICE = re.compile("([\u4e00-\u9fd5])\\1\\1")  # 丁丁丁A: words of equal probability, between which the rounding of all that follows decides
STAND_IN = "\ue000"  # for a stretch of Latin letters and digits
RARE = "\u3400-\u4dbf\u9fd6-\u9fff\uf900-\ufaff\ue000\U00020000-\U0003ffff"  # Chinese for rjieba, but not for jieba
FOREIGN = re.compile(f"([a-zA-Z0-9+#&._%\\-{RARE}]+)")
LETTER = re.compile("[a-zA-Z]")
MOST_DOUBTS = 20_000
Entry = tuple[str, int | None, str | None]  # word, frequency and tag


class Segmenter:
    """Cuts Chinese text into words, with further words beside those of jieba's dictionary.

    Parameters
    ----------
    entries
        Word, frequency and tag; without a frequency a word gets one at which it is kept whole.

    Examples
    --------
    >>> Segmenter().cut("到2030年推动A股发展"), Segmenter([("港航一体化", None, None)]).cut("港航一体化")
    (['到', '2030', '年', '推动', 'A股', '发展'], ['港航一体化'])
    """

    def __init__(self, entries: Iterable[Entry] = ()):
        self.entries = tuple(entries)
        self._doubts = {}, {}  # single characters at the beginning and at the end of a run, and whether they hold a word

    def cut(self, text: str) -> list[str]:
        """The words of a text, punctuation and blanks included; joined they are the text again."""
        if self._fast is None:
            return self._jieba.lcut(text)
        parts = FOREIGN.split(text)
        if len(parts) == 1:
            return self._fast.cut(text)
        if not self._left_to_jieba(text, "".join(parts[1::2])):
            return self._cut(text, parts)
        return [word for block in BLOCK.split(text) if block for word in self._cut_block(block)]

    def _cut_block(self, block):
        parts = FOREIGN.split(block)
        return self._jieba.lcut(block) if self._left_to_jieba(block, "".join(parts[1::2])) else self._cut(block, parts)

    def _cut(self, text, parts):
        """The words by one call, and jieba's rules for the stretches of Latin letters and digits, which are every other of the parts."""
        if THRICE.search(text):
            return self._jieba.lcut(text)
        words, found, taken, start = self._fast.cut(STAND_IN.join(parts[::2])), [], 0, 0
        for stretch in parts[1::2]:
            end = words.index(STAND_IN, start)
            if end - start > 1 and (words[start] in SINGLE and words[start + 1] in SINGLE or words[end - 1] in SINGLE and words[end - 2] in SINGLE):
                found += words[taken:start]
                found += self._beside(words, start, end)
                taken = end
            if stretch.isalnum():  # most are a plain number or word
                words[end] = stretch
            else:
                found += words[taken:end]
                found += BETWEEN.findall(stretch)
                taken = end + 1
            start = end + 1
        if len(words) - start > 1 and words[start] in SINGLE and words[start + 1] in SINGLE:
            return found + words[taken:start] + self._beside(words, start, len(words))
        return found + words[taken:] if taken else words

    def _beside(self, words, start, end):
        """Words start to end, which have stretches of Latin letters and digits beside them, or an end of the text.

        Single characters that a dictionary has as a word too, though a less likely one, are left single by jieba only where they are by themselves.
        """
        found = words[start:end]
        if start and end - start > 1 and len(found[0]) == len(found[1]) == 1 and self._in_doubt(found, False):
            found = self._again(found[::-1], slice(None, None, -1))[::-1]
        if end < len(words) and len(found) > 1 and len(found[-1]) == len(found[-2]) == 1 and self._in_doubt(found, True):
            found = self._again(found, slice(None))
        return found

    def _in_doubt(self, words, at_end):
        """Whether the single characters at one end of the words have a word of the dictionary at that end."""
        n = 2
        while n < len(words) and len(words[-n - 1 if at_end else n]) == 1:
            n += 1
        singles = "".join(words[-n:] if at_end else words[:n])
        known = self._doubts[at_end].get(singles)
        if known is None:
            known = any(self._fast.has_word(singles[-k:] if at_end else singles[:k]) for k in range(2, n + 1))
            if len(self._doubts[at_end]) < MOST_DOUBTS:
                self._doubts[at_end][singles] = known
        return known

    def _again(self, words, order):
        """The same words, read backwards where `order` says so, but that single characters at their end are cut by jieba's model for unknown words if its
        dictionary has them as one."""
        run = HAN_AT_END.search("".join(word[order] for word in words))
        by_dictionary = self._fast.cut(run[0][order], False)[order] if run else []
        alone = "".join(takewhile(lambda word: len(word) == 1, by_dictionary[::-1]))[::-1]
        if len(alone) < 2 or not self._fast.has_word(alone[order]):
            return words
        return words[: -len(alone)] + list(_module("jieba.finalseg").cut(alone[order]))[order]

    @cached_property
    def _fast(self):
        try:
            import rjieba
        except ImportError:
            warnings.warn("rjieba is not installed: Chinese is segmented by jieba, which gives the same words and takes many times as long; pip install rjieba", stacklevel=4)
            return None
        segmenter, known, total = rjieba.Jieba(), {}, _dictionary()[1]
        for word, frequency, tag in self.entries:
            if HAN.fullmatch(word):
                before = known.get(word, word_frequency().get(word, 0))
                known[word] = _kept_whole(word, segmenter.cut(word, False), known, total) if frequency is None else frequency
                segmenter.add_word(word, known[word], tag)
                total += known[word] - before
        return segmenter

    @cached_property
    def _jieba(self):
        known = _jieba()
        if not self.entries:
            return known
        tokenizer = type(known)()
        tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(known.FREQ), known.total, True
        for word, frequency, tag in self.entries:
            before, total = tokenizer.FREQ.get(word, 0), tokenizer.total
            tokenizer.add_word(word, frequency, tag)
            tokenizer.total = total + (tokenizer.FREQ[word] - before if HAN.fullmatch(word) else 0)  # as rjieba has it: a word that is named again counts once
        return tokenizer

    def _left_to_jieba(self, text, foreign):
        """Whether a text has words of mixed script, or characters that rjieba takes for Chinese and jieba does not; all that is not Chinese is given by itself."""
        lettered, others = self._mixed
        return not foreign.isascii() or LETTER.search(foreign) and lettered.search(text) or any(word in text for word in others)

    @cached_property
    def _mixed(self):
        """A pattern that finds words that hold Latin letters, and the words that hold digits or signs only: most texts have no letters."""
        words = [word for word in (*_mixed_words(), *(word for word, _, _ in self.entries)) if BLOCK.fullmatch(word) and not HAN.fullmatch(word)]
        lettered = [word for word in words if LETTER.search(word)]
        first = "".join(sorted({word[0] for word in lettered}))  # a set of first characters is what a pattern is fastest with
        return re.compile(f"[{re.escape(first)}](?:" + "|".join(f"(?<={re.escape(word[0])}){re.escape(word[1:])}" for word in lettered) + ")"), tuple(set(words) - set(lettered))


def word_frequency() -> dict[str, int]:
    """How often each Chinese word occurs in the corpus that jieba's dictionary was counted on.

    >>> word_frequency()["经济"] > word_frequency()["氢气"]
    True
    """
    return _dictionary()[0]


@cache
def _dictionary():
    """Frequencies of jieba's words, and their sum, in which a word that stands there twice counts twice."""
    fields = dictionary_fields()
    frequencies = list(map(int, fields[1::3]))
    return dict(zip(fields[::3], frequencies)), sum(frequencies)


def dictionary_fields() -> list[str]:
    """Word, frequency and part of speech of each line of jieba's dictionary, one after another.

    >>> fields = dictionary_fields()
    >>> fields[fields.index("氢气") + 2]
    'n'
    """
    folder = find_spec("jieba").submodule_search_locations[0]  # found and not imported: that takes longer than reading it, and warns under some versions of setuptools
    return (Path(folder) / "dict.txt").read_text(encoding="utf-8").split()


def _kept_whole(word, parts, known, total):
    """The least frequency at which a word is not cut into these parts, as jieba suggests it; `known` are those of further words."""
    product = 1.0
    for part in parts:
        product *= known.get(part, word_frequency().get(part, 1)) / total
    return max(int(product * total) + 1, known.get(word, word_frequency().get(word, 0)))


@cache
def _mixed_words():
    """Words of jieba's dictionary that hold more than Chinese characters."""
    return [word for word in word_frequency() if not HAN.fullmatch(word)]


def _module(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own use of pkg_resources
        return import_module(name)


@cache
def _jieba():
    tokenizer = _module("jieba").Tokenizer()
    # Filled from jieba's dictionary itself: the cache it keeps in the shared temporary folder is read unchecked, whoever wrote it.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
