"""A reader's own words: a dictionary for segmenting Chinese, and a list of stop words, each in a file of theirs.

They hold for the calls that they are given to, and for no other.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from policyanalysis.errors import UsageError
from policyanalysis.language.scripts import simplified
from policyanalysis.language.segmenting import Segmenter
from policyanalysis.language.tokens import project_segmenter, segment_zh, singular
from policyanalysis.project import resolve

ENTRY = re.compile(r"(\S+)(?:\s+([1-9]\d{0,8}))?(?:\s+([A-Za-z]+))?")  # a frequency of 0 would change jieba for every other caller
STOP_WORD = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*(?: [A-Za-z0-9]+(?:[-'][A-Za-z0-9]+)*){0,4}")
FORMATS = {"dictionary": "one word a line, as jieba reads them: word [frequency [tag]]", "stop_words": "one English or Chinese word a line"}


@dataclass(frozen=True)
class OwnWords:
    """Entries of a dictionary (word, frequency or None, tag or None), and stop words of both languages as tokens have them.

    >>> own = OwnWords((("港航一体化", None, None),), frozenset({"推进"}))
    >>> segment_zh("推进港航一体化", own), len(own.digest), OwnWords().digest
    (['推进', '港航一体化'], 16, '')
    """

    entries: tuple[tuple[str, int | None, str | None], ...] = ()
    stops: frozenset[str] = frozenset()

    def __reduce__(self):
        return OwnWords, (self.entries, self.stops)  # another process makes a segmenter of its own

    @cached_property
    def segmenter(self) -> Segmenter:
        """A segmenter with the project's and these words."""
        return project_segmenter(self.entries)

    @property
    def digest(self) -> str:
        """Sixteen digits that stand for the words; empty where there are none."""
        said = repr((self.entries, sorted(self.stops)))
        return hashlib.sha256(said.encode()).hexdigest()[:16] if self.entries or self.stops else ""


def read_own_words(dictionary: str = "", stop_words: str = "") -> OwnWords | None:
    """Words of a dictionary and a stop list, each given by its path; None where both are empty.

    Parameters
    ----------
    dictionary
        A UTF-8 file with a word a line, then its frequency and a tag where wanted, parted by blanks: `新质生产力 1000 n`.
    stop_words
        A UTF-8 file with a word a line, English or Chinese; phrases of the glossary may be named too.  Lines that begin with # are comments.

    Raises
    ------
    UsageError
        If a file is not there, is not UTF-8, or a line of it is something else.

    Examples
    --------
    >>> read_own_words() is None
    True
    >>> read_own_words(stop_words="no such file")
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: stop_words='no such file' is no file; give the path of a text file with one English or Chinese word a line
    """
    if not dictionary and not stop_words:
        return None
    entries = [ENTRY.fullmatch(line).groups() for line in _lines("dictionary", dictionary, ENTRY)]
    stops = [" ".join(map(singular, line.split())) if line.isascii() else simplified(line) for line in _lines("stop_words", stop_words, STOP_WORD)]
    return OwnWords(tuple((form, int(frequency) if frequency else None, tag) for word, frequency, tag in entries for form in dict.fromkeys((word, simplified(word)))),
                    frozenset(stops))


def _lines(name, path, pattern):
    """The lines that say something, each checked."""
    if not path:
        return []
    place, wanted = resolve(path), FORMATS[name]
    if not place.is_file():
        raise UsageError(f"{name}={path!r} is no file; give the path of a text file with {wanted}")
    try:
        text = place.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{name}={path!r} is not UTF-8 (byte {error.start}); save it as UTF-8, {wanted}") from None
    except OSError as error:
        raise UsageError(f"{name}={path!r} cannot be read: {error.strerror}; give a text file with {wanted}") from None
    numbered = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not (name == "stop_words" and line.startswith("#"))]
    for number, line in numbered:
        if not pattern.fullmatch(line):
            raise UsageError(f"{name}={path!r}, line {number}: {line[:40]!r} is not understood; write {wanted}")
    return [line for _, line in numbered]
