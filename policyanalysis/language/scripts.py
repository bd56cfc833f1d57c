"""Which language and which Chinese script a text is in, and traditional to simplified characters."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
from opencc import OpenCC

from policyanalysis.language.characters import units

CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
CJK_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
ENOUGH = 4000  # characters that decide on a text's language and script


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def simplified(text: str) -> str:
    """The text in simplified characters, as all analysis reads it.

    >>> simplified("數字經濟")
    '数字经济'
    """
    return text if text.isascii() or not CJK.search(text) else _converter("t2s").convert(text)


def language(text: str) -> str:
    """"zh" when Chinese characters say more of the text than Latin words do, else "en".

    A Chinese character counts for half a word.

    >>> language("新型储能 (new energy storage) 的发展规划和目标"), language("The 《意见》 was issued."), language("")
    ('zh', 'en', 'en')
    """
    head = text[:ENOUGH]
    if head.isascii():
        return "en"
    characters = units(head)
    n_han = np.count_nonzero(characters - np.uint16(0x3400) < 0xA000 - 0x3400)  # what lies before wraps around to large numbers
    if not n_han or n_han / 2 > (len(characters) - n_han) / 3 + 1:  # a word and the blank after it are three characters at least
        return "zh" if n_han else "en"
    return "zh" if n_han / 2 > len(LATIN_WORD.findall(head)) else "en"


def n_chinese(text: str) -> int:
    """Number of Chinese characters.

    >>> n_chinese("新型储能 (ESS)")
    4
    """
    return 0 if text.isascii() else sum(map(len, CJK_RUN.findall(text)))


def script(text: str) -> str:
    """"Hans" or "Hant" by the characters that differ between the two ("Hans" where none does), "" without Chinese characters.

    >>> script("数字经济"), script("數字經濟"), script("economy"), script("人工")
    ('Hans', 'Hant', '', 'Hans')
    """
    if not CJK.search(text):
        return ""
    telling = _telling().take(units(text[:ENOUGH]))
    return "Hant" if np.count_nonzero(telling == 2) > np.count_nonzero(telling == 1) else "Hans"


@cache
def _telling() -> np.ndarray:
    """For each UTF-16 unit: 1 for a character that only simplified text uses, 2 for one that only traditional text uses, else 0."""
    characters = list(map(chr, range(0x4E00, 0xA000)))
    to_simplified, to_traditional = (_converter(config).convert("\n".join(characters)).split("\n") for config in ("t2s", "s2t"))
    telling = np.zeros(65_536, dtype=np.uint8)
    for own, plain, full in zip(characters, to_simplified, to_traditional):
        telling[ord(own)] = 2 if own != plain else 1 if own != full else 0
    return telling
