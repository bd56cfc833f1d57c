"""Where words and characters stand in the passages: what makes a search of many passages quick.

Text is compared as folded characters, one for one: lower case without accents, full-width forms as plain ones, traditional characters as simplified ones.
A Chinese form is found through the places of its rarest character, however a segmenter would cut the words around it; an English one through the
places of its rarest word, words being compared without their plural ending.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from policyanalysis.language.scripts import CJK, simplified
from policyanalysis.language.tokens import singular

BETWEEN = 3  # characters at most between two words of a phrase
ABBREVIATION = 5  # letters up to which a word in capitals is looked for in capitals: IT is not "it"
WORD = re.compile(r"[^\W_\u3400-\u9fff]+\*?")


@cache
def _folding() -> tuple[np.ndarray, np.ndarray]:
    """For each UTF-16 unit: what it is folded to, and 1 where it is part of a word, 2 where it is a Chinese character, 3 where it may part the words of a phrase."""
    plain = simplified("\n".join(map(chr, range(0x3400, 0xA000)))).split("\n")
    folded, kinds = np.arange(65_536, dtype=np.uint16), np.zeros(65_536, dtype=np.uint8)
    for code in range(65_536):
        character = plain[code - 0x3400] if 0x3400 <= code < 0xA000 else chr(code)
        if not 0xD800 <= code < 0xE000:
            base = [part for part in unicodedata.normalize("NFKD", character).lower() if not unicodedata.combining(part)]
            folded[code] = ord(base[0]) if len(base) == 1 and ord(base[0]) < 65_536 else code
        own = chr(folded[code])
        kinds[code] = 2 if CJK.match(own) else 1 if own.isalnum() else 3 if own in "-\u2010\u2011\u2013'" or own.isspace() else 0
    folded[ord("’")] = ord("'")
    return folded, kinds


def fold(text: str) -> np.ndarray:
    """The characters of a text as they are compared, as many as there are in the text, shape (n_characters,), uint16.

    Characters beyond the first 65,536 stand for themselves by a hash.

    >>> "".join(map(chr, fold("儲能 ＡＩ Café")))
    '储能 ai cafe'
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = np.where(codes < 65_536, codes, 0xE000 + codes % 6_400)
    return _folding()[0][codes]


@dataclass(frozen=True)
class PassageIndex:
    """Passages in the order of language, file and line, and where in them each character and word is (see `index_passages`).

    Attributes
    ----------
    passages
        The passages table, sorted.
    texts
        Their texts.
    first
        Where each passage begins in the folded text, and its end, shape (n_passages + 1,).
    codes
        The folded text of all passages, shape (n_characters,).

    Examples
    --------
    >>> index = index_passages(pd.DataFrame({"doc_id": ["b", "a"], "file": ["b.txt", "a.txt"], "line": 0, "lang": "zh", "text": ["港口", "储能"]}))
    >>> index.texts, index.first.tolist()
    (['储能', '港口'], [1, 4, 7])
    """

    passages: pd.DataFrame
    texts: list[str]
    first: np.ndarray
    codes: np.ndarray
    _characters: tuple[np.ndarray, np.ndarray]  # places of the Chinese characters, by character; where each character's begin
    _words: np.ndarray  # first and last place of each word, and the number of its form, shape (3, n_words)
    _forms: dict[str, int]
    _by_form: tuple[np.ndarray, np.ndarray]  # words by form; where each form's begin

    def find(self, form: str) -> np.ndarray:
        """Places of a word or phrase: passage, first character and the one after the last, shape (n_places, 3), in the order of the passages.

        A last `*` stands for any ending of an English word.

        >>> index = index_passages(pd.DataFrame({"doc_id": "a", "file": "f", "line": [0, 1], "lang": ["en", "zh"], "text": ["Policies and a policy.", "新政策"]}))
        >>> index.find("policy").tolist(), index.find("polic*").tolist() == index.find("policy").tolist(), index.find("政策").tolist()
        ([[0, 0, 8], [0, 15, 21]], True, [[1, 1, 3]])
        """
        form = form.strip()
        starts, ends = self._find_characters(form) if CJK.search(form) else self._find_words(form)
        rows = np.searchsorted(self.first, starts, side="right") - 1
        whole = ends < self.first[rows + 1]  # the last character of each passage parts it from the next
        starts, ends, rows = starts[whole], ends[whole], rows[whole]
        places = np.stack([rows, starts - self.first[rows], ends - self.first[rows]], axis=1)
        return self._in_capitals(places) if form.isupper() and form.isascii() and len(form) <= ABBREVIATION and form.isalpha() else places

    def _find_characters(self, form):
        wanted = fold("".join(re.split(r"(?<=[\u3400-\u9fff])\s+|\s+(?=[\u3400-\u9fff])", form)))
        places, begin = self._characters
        chinese = np.flatnonzero(_folding()[1][wanted] == 2)
        sizes = begin[wanted[chinese] + 1] - begin[wanted[chinese]]
        rarest = chinese[np.argmin(sizes)]
        starts = places[begin[wanted[rarest]] : begin[wanted[rarest] + 1]] - rarest
        starts = starts[(starts > 0) & (starts + len(wanted) < len(self.codes))]
        for offset, code in enumerate(wanted):
            starts = starts[self.codes[starts + offset] == code]
        for at, beside in ((wanted[0], -1), (wanted[-1], len(wanted))):  # AI大模型 is not in XAI大模型
            if _folding()[1][at] == 1:
                starts = starts[_folding()[1][self.codes[starts + beside]] != 1]
        return starts, starts + len(wanted)

    def _find_words(self, form):
        found = list(WORD.finditer("".join(map(chr, fold(form)))))
        nothing = np.zeros(0, dtype=np.int64)
        ids = [self._numbers(match[0]) for match in found]
        if not all(map(len, ids)) or not ids:
            return nothing, nothing
        (first, last, form_of), (words, begin) = self._words, self._by_form
        rarest = int(np.argmin([(begin[own + 1] - begin[own]).sum() for own in ids]))
        at = np.sort(np.concatenate([words[begin[n] : begin[n + 1]] for n in ids[rarest]])) - rarest
        at = at[(at >= 0) & (at + len(ids) <= len(first))]
        for offset, own in enumerate(ids):
            at = at[np.isin(form_of[at + offset], own)]
        folded = "".join(map(chr, fold(form)))
        for offset, (left, right) in enumerate(zip(found, found[1:])):
            at = at[self._parted(last[at + offset], first[at + offset + 1], folded[left.end() : right.start()])]
        starts, ends = first[at], last[at + len(ids) - 1]
        head, tail = folded[: found[0].start()], folded[found[-1].end() :]
        right = self._same(starts - len(head), head) & self._same(ends, tail)
        return starts[right] - len(head), ends[right] + len(tail)

    def _numbers(self, word):
        if word.endswith("*"):
            return np.array([number for own, number in self._forms.items() if own.startswith(word[:-1])], dtype=np.int64)
        number = self._forms.get(singular(word))
        return np.array([] if number is None else [number], dtype=np.int64)

    def _parted(self, ends, starts, mark):
        """Tell where what stands between two words is blank or a hyphen, as in the query, or else the very mark of the query."""
        if mark.strip(" -"):
            return (starts - ends == len(mark)) & self._same(ends, mark)
        plain, near = _folding()[1], starts - ends <= BETWEEN
        for step in range(BETWEEN):
            near &= (ends + step >= starts) | (plain[self.codes[np.minimum(ends + step, len(self.codes) - 1)]] == 3)
        return near

    def _same(self, starts, mark):
        same = np.ones(len(starts), dtype=bool)
        for offset, character in enumerate(mark):
            places = np.clip(starts + offset, 0, len(self.codes) - 1)
            same &= self.codes[places] == ord(character)
        return same

    def _in_capitals(self, places):
        return places[[self.texts[row][start:end].rstrip("s").isupper() for row, start, end in places.tolist()]] if len(places) else places


def index_passages(passages: pd.DataFrame) -> PassageIndex:
    """Index passages for `search`: worth its while for more than a few thousand passages, or more than one search.

    Parameters
    ----------
    passages
        The passages table: columns doc_id, file, line, lang and text.

    Returns
    -------
    PassageIndex
        A hundred thousand passages of 330 characters take about six seconds, and at most 1 GB while it is made.

    Examples
    --------
    >>> index = index_passages(pd.DataFrame({"doc_id": ["a"], "file": "f.txt", "line": [1], "lang": ["zh"], "text": ["發展儲能產業。"]}))
    >>> index.find("储能").tolist()
    [[0, 2, 4]]
    """
    passages = passages.sort_values(["lang", "file", "line"], kind="stable", ignore_index=True)
    texts = passages.text.tolist()
    codes = fold("\0".join(["", *texts, ""]))
    first = 1 + np.concatenate([[0], np.cumsum(np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts)))]).astype(np.int64)
    kinds = _folding()[1][codes]
    places = np.flatnonzero(kinds == 2).astype(np.int32)
    words, forms = _words(codes, kinds)
    return PassageIndex(passages, texts, first, codes, _grouped(places, codes[places], 65_536), words, forms, _grouped(np.arange(words.shape[1], dtype=np.int32), words[2], len(forms)))


def _words(codes, kinds):
    """First and last place and form of each word, and the forms with their numbers."""
    inside = np.concatenate([[0], (kinds == 1).view(np.int8), [0]])
    steps = np.diff(inside)
    first, last = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    blank = np.where(kinds == 1, codes, ord(" ")).astype("<u2")
    printed = blank.tobytes().decode("utf-16-le", "replace").split()
    known: dict[str, int] = {}
    numbers = {word: known.setdefault(singular(word), len(known)) for word in dict.fromkeys(printed)}
    return np.stack([first, last, np.fromiter((numbers[word] for word in printed), dtype=np.int64, count=len(printed))]).astype(np.int32), known


def _grouped(items, keys, n_keys):
    """Items in the order of their keys, and where those of each key begin, shape (n_keys + 1,)."""
    order = np.argsort(keys, kind="stable")
    return items[order], np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=n_keys))]).astype(np.int64)
