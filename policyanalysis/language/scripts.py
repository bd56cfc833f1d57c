"""Which language and which Chinese script a text is in, and traditional to simplified characters."""

from __future__ import annotations

import re
from functools import cache

from opencc import OpenCC

CJK = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def simplified(text: str) -> str:
    """The text in simplified characters, as all analysis reads it.

    >>> simplified("數字經濟")
    '数字经济'
    """
    return _converter("t2s").convert(text) if CJK.search(text) else text


def language(text: str) -> str:
    """"zh" when Chinese characters say more of the text than Latin words do, else "en".

    A Chinese character counts for half a word.

    >>> language("新型储能 (new energy storage) 的发展规划和目标"), language("The 《意见》 was issued."), language("")
    ('zh', 'en', 'en')
    """
    return "zh" if len(CJK.findall(text)) / 2 > len(LATIN_WORD.findall(text)) else "en"


def script(text: str) -> str:
    """"Hans", "Hant", or "" when nothing tells: by the characters that differ between the two.

    >>> script("数字经济"), script("數字經濟"), script("economy"), script("人工")
    ('Hans', 'Hant', '', 'Hans')
    """
    if not CJK.search(text):
        return ""
    to_simplified = sum(a != b for a, b in zip(text, _converter("t2s").convert(text)))
    to_traditional = sum(a != b for a, b in zip(text, _converter("s2t").convert(text)))
    return "Hant" if to_simplified > to_traditional else "Hans"
