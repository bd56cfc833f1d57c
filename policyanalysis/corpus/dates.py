"""Calendar dates as pages print them, in both languages: full ones, days without their year, and days within a link.

An own small grammar: general date parsers miss 二〇二三年 and invent a day for 2023年3月.  Nothing is invented here: a month stays a month.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from policyanalysis.language.dates import chinese_number

MONTHS = {name: number for number, names in enumerate(
    ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september", "oct october",
     "nov november", "dec december"), 1) for name in names.split()}
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")  # each to one character: places stay
MONTH = f"(?a:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"  # plain letters alone: in either case, a long s (ſ) would match an s
_YEAR = r"((?:19|20)(?<!\d..)\d\d)"  # it looks back only where a year may begin
_PATTERNS = [
    re.compile(rf"{_YEAR}\s*年\s*(\d{{1,2}})\s*月(?:\s*(\d{{1,2}})\s*[日号])?"),
    re.compile(rf"{_YEAR}\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})(?!\d)"),
    re.compile(rf"\b(?P<m>{MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{MONTH})\.?,?\s+(?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(rf"\b(?P<d>\d{{1,2}})[-/](?P<m>{MONTH})[-/](?P<y>(?:19|20)\d\d)\b", re.I),
    re.compile(r"(?<![\d/])(?:(?P<d>1[3-9]|2\d|3[01])/(?P<m>0?[1-9]|1[0-2])|(?P<m2>0?[1-9]|1[0-2])/(?P<d2>1[3-9]|2\d|3[01]))/(?P<y>(?:19|20)\d\d)(?![\d/])"),  # where only one of the two can be the month
]
_NEEDED = tuple(map(re.compile, ("月", "[-/.]", r"\d\w{0,2}\s*,?\s+(?:19|20)", r"\d\w{0,2}\s+[JFMASONDjfmasond]", r"\d[-/][JFMASONDjfmasond]", r"\d/\d{1,2}/")))  # what each pattern cannot do without, found at little cost
_CHINESE = re.compile(r"([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?")
_DAYS = [
    re.compile(r"(?<![\d年])(?<!年 )(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]"),
    re.compile(rf"\b(?P<m>{MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\.\d|\s*,?\s+(?:19|20)\d\d\b)", re.I),
    re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{MONTH})\b(?!\.?,?\s+(?:19|20)\d\d\b)", re.I),
    re.compile(r"(?<![一二三四五六七八九十年])(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})[日号號]"),
]
_LINKED = re.compile(r"(?<![0-9A-Za-z])t?((?:19|20)\d\d)([-/_]?)(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?![0-9])")
_ISO = re.compile("(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])")  # days that every month has
_YEARLIKE = re.compile(r"[12１２一二][09０９〇○零一二三四五六七八九][0-9０-９〇○零一二三四五六七八九]{2}")


class Date(NamedTuple):
    """A date in a text: ISO day, or ISO month where no day is printed, with its span.

    >>> find_dates("on 2024-05-06")
    [Date(iso='2024-05-06', start=3, end=13)]
    """

    iso: str
    start: int
    end: int


def _month(name):
    return int(name) if name.isdigit() else MONTHS[name.lower()]


def find_dates(text: str) -> list[Date]:
    """All dates with at least a year and a month, in the order of the text; impossible ones are left out.  Full-width digits are read as plain ones.

    Examples
    --------
    >>> [d.iso for d in find_dates("2023. 08. 16, 2023年3月, 二〇二三年三月五日, August 15, 2023; 2023-02-30")]
    ['2023-08-16', '2023-03', '2023-03-05', '2023-08-15']
    >>> [d.iso for d in find_dates("23-Feb-2024, 14/06/2023, 06/15/2023; 03/04/2023 may be one of two")]
    ['2024-02-23', '2023-06-14', '2023-06-15']
    """
    if len(text) == 10 and _ISO.fullmatch(text):  # a date that was read before
        return [Date(text, 0, 10)]
    if text.isascii() and "19" not in text and "20" not in text or not _YEARLIKE.search(text):  # most lines; the patterns are not tried on them
        return []
    text, found = text if text.isascii() else text.translate(_FULL_WIDTH), []
    for pattern, needed in zip(_PATTERNS, _NEEDED):
        for match in pattern.finditer(text) if needed.search(text) else ():
            named = {"m2": None, "d2": None, **named} if (named := match.groupdict()) else None
            year, month, day = (named["y"], _month(named["m"] or named["m2"]), named["d"] or named["d2"]) if named else match.groups()
            found.append((match, int(year), int(month), int(day) if day else None))
    for match in _CHINESE.finditer(text) if "月" in text else ():
        year, month, day = match.groups()
        found.append((match, int(year.translate(_DIGITS)), int(chinese_number(month) or 0), int(chinese_number(day) or 0) if day else None))
    dates = [Date(iso, m.start(), m.end()) for m, *parts in found if (iso := _iso(*parts))]
    return sorted(dates, key=lambda d: (d.start, -d.end))


class Day(NamedTuple):
    """A day printed without its year, with its span.

    >>> (day,) = find_days("May 9")
    >>> day.in_year(2024)
    '2024-05-09'
    """

    month: int
    day: int
    start: int
    end: int

    def in_year(self, year: int) -> str:
        """The ISO day in a year; empty where that year does not have it (February 29)."""
        return _iso(year, self.month, self.day)


def find_days(text: str) -> list[Day]:
    """All days without a year, in the order of the text; those of no year (February 30) are left out.

    Examples
    --------
    >>> [(d.month, d.day) for d in find_days("BEIJING, May 9 (Xinhua); ５月９日电; 五月十日; 2月30日; May 9, 2023; 2023年5月9日")]
    [(5, 9), (5, 9), (5, 10)]
    """
    text, found = text.translate(_FULL_WIDTH), []
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            month, day = (int(MONTHS.get(part.lower()) or (part if part.isdigit() else chinese_number(part) or 0)) for part in (match["m"], match["d"]))
            if _iso(2000, month, day):  # a leap year has every day
                found.append(Day(month, day, match.start(), match.end()))
    return sorted(found, key=lambda d: (d.start, -d.end))


def linked_date(url: str) -> str:
    """ISO day that a link carries in its path; empty where it carries none, or several that differ.

    Examples
    --------
    >>> [linked_date(f"http://example.org/{path}") for path in ("2025/0509/a.htm", "202505/09/c_12.htm", "art/2025/5/9", "t20250509_88.html", "20251309")]
    ['2025-05-09', '2025-05-09', '', '2025-05-09', '']
    """
    days = {iso for match in _LINKED.finditer(url) if (iso := _iso(int(match[1]), int(match[3]), int(match[4])))}
    return days.pop() if len(days) == 1 else ""


def _iso(year: int, month: int, day: int | None) -> str:
    try:
        return date(year, month, 1 if day is None else day).isoformat()[: 10 if day else 7]
    except ValueError:
        return ""
