"""Kinds of characters: one look at each character of a text instead of one by every pattern.

A pattern costs some nanoseconds a character, and a page is asked dozens of questions.  Looked up once in a table, most are answered for all lines together.
"""

from __future__ import annotations

import string
from functools import cache

import numpy as np

BLANK, MARK, SMALL, CAPITAL, HAN, STRANGE, QUOTE, LINK = (1 << bit for bit in range(8))
FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05]} | dict.fromkeys(
    "\u3000\xa0\u2002\u2003", " ") | dict.fromkeys("\u200b\ufeff", "")


def units(text: str) -> np.ndarray:
    """The UTF-16 units of a text, shape (n_units,), unsigned 16-bit; a character beyond 16 bits is two.

    >>> units("中a").tolist()
    [20013, 97]
    """
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")


def lower_case(text: str) -> str:
    """The text in small letters, every character in its place.

    A pattern in small letters finds in it what it finds in the text with `re.IGNORECASE`, in a fraction of the time: only without that flag `re` passes over
    places where a pattern cannot begin.

    >>> lower_case("By 2030 İn")
    'by 2030 in'
    """
    if not text.isascii() and ("İ" in text or "ı" in text or "ſ" in text):
        text = text.replace("İ", "i").replace("ı", "i").replace("ſ", "s")  # what that flag takes for i and s
    return text.lower()


def kinds(text_units: np.ndarray) -> np.ndarray:
    """What each UTF-16 unit of a text is, shape (n_units,), a sum of the constants above; a line feed is none of them.

    `SMALL` are letters, full stops and colons after which a capital letter is glued to what stands before it; `STRANGE` is what a clean line has none of, other blanks than the plain one among it,
    `LINK` what the first letters of a link have.

    >>> (kinds(units("新 A")) == [HAN, BLANK, CAPITAL]).all().item()
    True
    """
    return _table().take(text_units)


@cache
def _table():
    table = np.zeros(65_536, dtype=np.uint8)
    blanks = [chr(code) for code in range(65_536) if chr(code).isspace() and chr(code) != "\n"]
    for characters, kind in (("".join(blanks), BLANK), (",;:%.", MARK), (string.ascii_lowercase + ".:", SMALL), (string.ascii_uppercase, CAPITAL), ("/wW", LINK),
                             ("“”", QUOTE), ("&<*" + "".join(FULL_WIDTH) + "".join(set(blanks) - {" "}), STRANGE)):
        table[[ord(character) for character in characters]] |= kind
    table[0x3400:0x4DC0] |= HAN
    table[0x4E00:0xA000] |= HAN
    return table
