"""A page's table of contents: which headlines it lists under which section."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from policyanalysis.corpus import cues

MIN_ENTRIES = 3
NEAR = 6  # lines between two entries of one table
CLOSE = 0.85  # similarity of two prints of one headline; the second may be broken or spaced otherwise
_NUMBERED = frozenset("0123456789０１２３４５６７８９ \t\u3000\xa0")  # how the line of an entry ends
_LEADERS = ("\t", "....", "…", "····")  # one of them stands between a headline and its page
_LETTERS = re.compile(r"[^\W_]+")
HEADING = re.compile(r"目\s*[录錄]|contents", re.I)


@dataclass(frozen=True)
class Contents:
    """What a page lists.

    Attributes
    ----------
    lines
        The lines of the table; empty where the page has none.
    listed
        Key of each listed headline to the section it stands under (empty where there is none).
    sections
        Keys of section names, and of entries short enough to name a part without headlines of its own.

    Examples
    --------
    >>> found = find_contents(["Part", "First headline\\t1", "Second headline\\t2", "Third headline\\t3"])
    >>> found.lines, found.listed["firstheadline"]
    (range(0, 4), 'Part')
    """

    lines: range
    listed: dict[str, str]
    sections: frozenset[str]

    @cached_property
    def _first_letters(self) -> frozenset[str]:
        return frozenset(name[:1] for name in self.sections)

    @cached_property
    def _last_letters(self) -> frozenset[str]:
        return _last_letters(self.sections)

    @cached_property
    def _last_listed(self) -> frozenset[str]:
        return _last_letters(self.listed)

    def names_section(self, line: str) -> bool:
        """Whether a line is the name of a section; most are not by their first or last letter.

        Examples
        --------
        >>> find_contents(["Part", "First headline\\t1", "Second headline\\t2", "Third headline\\t3"]).names_section("# PART")
        True
        """
        first = line[:1]
        return (not first.isalnum() or first.lower()[:1] in self._first_letters) and _may_end(line, self._last_letters) and key(line) in self.sections

    def may_list(self, line: str) -> bool:
        """Whether a line may print an entry; most do not by their last letter.

        Examples
        --------
        >>> found = find_contents(["Part", "First headline\\t1", "Second headline\\t2", "Third headline\\t3"])
        >>> found.may_list("## A new HEADLINE"), found.may_list("A new head")
        (True, False)
        """
        return _may_end(line, self._last_listed)

    def entry(self, title: str, close: float = CLOSE) -> str:
        """Key of the entry that prints a headline, exactly or nearly; empty if none does.

        Examples
        --------
        >>> find_contents(["Part", "First headline\\t1", "Second headline\\t2", "Third headline\\t3"]).entry("First  head-line")
        'firstheadline'
        """
        own = key(title) if self.listed else ""
        if own in self.listed or not own:
            return own
        near = {k: SequenceMatcher(None, k, own).ratio() for k in self.listed if abs(len(k) - len(own)) <= 3}
        best = max(near, key=near.get, default="")
        return best if best and near[best] >= close else ""


def _last_letters(keys):
    """What lines may end in that have one of the keys."""
    return frozenset(letter for name in keys for letter in (name[-1:], name[-1:].upper()))


def _may_end(line, letters):
    return line[-1:] in letters or not line[-1:].isalnum()


def key(title: str) -> str:
    """What remains of a headline when two prints of it are compared.

    >>> key("广州: 支持 储能"), key("First—Second")
    ('广州支持储能', 'firstsecond')
    """
    return "".join(_LETTERS.findall(title)).lower()


def find_contents(lines) -> Contents:
    """Read a page's table of contents: entries that end in a page number, and the section names between them.

    Examples
    --------
    >>> found = find_contents(["目录", "要闻", "第一条消息\\t1", "第二条消息\\t2", "数据", "第三条消息......3"])
    >>> found.lines, found.listed["第三条消息"]
    (range(0, 6), '数据')
    """
    where = _where(lines)
    section, listed, sections = "", {}, set()
    for i in where:
        if not lines[i].strip():
            continue
        entry = cues.CONTENTS.match(lines[i])
        name = (entry["title"] if entry else lines[i]).strip()
        numbered = bool(entry and entry["page"])
        if numbered:
            listed[key(name)] = section
        elif not HEADING.search(name):
            section = name
        if not numbered or cues.length(name) <= 24:
            sections.add(key(name))
    return Contents(where, listed, frozenset(sections))


def _where(lines):
    entries = [i for i, line in enumerate(lines) if line and line[-1] in _NUMBERED and len(line) < 200 and line.rstrip()[-1:].isdigit() and any(map(line.__contains__, _LEADERS)) and (m := cues.CONTENTS.match(line)) and m["page"]]
    dense = [i for i, following in zip(entries, entries[1:]) if following - i <= NEAR]
    if len(entries) < MIN_ENTRIES or not dense:
        return range(0)
    first, last = dense[0], next(e for e in entries if e > dense[-1])
    above = [i for i in range(max(0, first - NEAR), first) if lines[i].strip() and cues.length(lines[i].strip()) <= 40]
    return range(above[0] if above else first, last + 1)
