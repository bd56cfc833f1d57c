"""The day of each article of a page: as printed, or inferred from what the page prints elsewhere, and always said so.

A dateline often leaves its year out (`BEIJING, May 9 (Xinhua)`, 新华社北京5月9日电).  The year is inferred from the article's link, from a day of
the same week or a state of affairs ("as of March 2019") that the article prints, or from the days of the articles around it.  Where two of these differ nothing is inferred.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from policyanalysis.corpus import cues, metadata
from policyanalysis.corpus.dates import MONTH, MONTHS, find_dates, find_days, linked_date
from policyanalysis.language.dates import deadlines, half_width
from policyanalysis.language.scripts import simplified

WEEK = timedelta(days=7)  # a full day that an article prints this shortly before its own is of its own year
QUARTER = timedelta(days=120)  # how far a report's "as of" lies behind it at most
AROUND = timedelta(days=62)  # a digest gathers what appeared within two months
MIXED = {"run-together", "whole page"}  # such pages bring together what appeared years apart
MONTH_EN = re.compile(rf"\b({MONTH})\.?,?\s+((?:19|20)\d\d)\b", re.I)
AS_OF = re.compile(rf"(?:\b(?:as of|as at|by the end of|at the end of)\s+(?:the end of\s+)?(?:early |mid-|late )?({MONTH})\.?(?:\s+\d{{1,2}}\s*,)?\s+(20\d\d)\b"
                   r"|截[至止]到?\s*(20\d\d)\s*年\s*(\d{1,2})\s*月)", re.I)
LATER = re.compile(r"(?<![\d.,])(20\d\d)(?![\d.,]*\d)")
EMPTY = "the article's date is left empty"


class ArticleDate(NamedTuple):
    """ISO day of an article (or ""), the line that prints it (or None), "printed", "inferred" or "", and what is to be said of it in the problems.

    >>> ArticleDate("2024-05-06", 3, "printed").note, ArticleDate().iso
    ('', '')
    """

    iso: str = ""
    line: int | None = None
    origin: str = ""
    note: str = ""


def article_dates(page, spans, links: dict[int, str] | None = None) -> list[ArticleDate]:
    """The day of each article of a page.

    Parameters
    ----------
    page, spans
        The page as read, and its articles in their order.
    links
        The links that lines of the page consist of, by the numbers of the lines, if they are known.

    Examples
    --------
    >>> from policyanalysis.corpus.readers import Page
    >>> from policyanalysis.corpus.splitting import Span
    >>> page = Page("a.txt", ("Harvest", "BEIJING, May 9 (Xinhua) The harvest began.", "https://example.org/202405/09/a.htm"))
    >>> article_dates(page, [Span(0, 2, 1, "Harvest")])[0]
    ArticleDate(iso='2024-05-09', line=1, origin='inferred', note='a date without a year; the year is inferred from the link (line 3)')
    """
    links = {i: url for i, line in enumerate(page.lines) if (url := cues.link(line))} if links is None else links
    printed = [metadata.article_date(page.lines, span) for span in spans]
    found = []
    for number, (span, (iso, line)) in enumerate(zip(spans, printed)):
        if iso:
            found.append(ArticleDate(iso, line, "printed"))
        elif line is not None:
            found.append(_completed(page, spans, printed, number, links))
        else:
            found.append(_linked(page, span, links))
    return found


def _linked(page, span, links):
    """The day in the link of an article that prints none."""
    line, iso = _link(links, span)
    if not iso:
        return ArticleDate()
    return ArticleDate(iso, None, "inferred", f"an article without a printed date; its day is inferred from the link (line {_raw(page, line) + 1})")


def _completed(page, spans, printed, number, links):
    """The day of an article that prints one in part."""
    span, line = spans[number], printed[number][1]
    day, text = _partial(page.lines, span, line)
    if not day:
        return ArticleDate("", line, "", f"a date without {'its day' if text else 'a readable day'}{f' ({text} is printed)' if text else ''}; {EMPTY}")
    evidence = [*_by_link(links, span, day), *_by_text(page.lines, span, day)]
    if span.rule not in MIXED:
        evidence += _by_neighbours(page, spans, printed, number, day)
    years = {iso for iso, _, _ in evidence}
    if len(years) > 1:
        said = ", ".join(f"{iso[:4]} by {what} (line {_raw(page, where) + 1})" for iso, what, where in evidence)
        return ArticleDate("", line, "", f"a date without a year; what it could be inferred from differs: {said}; {EMPTY}")
    if not years:
        return ArticleDate("", line, "", f"a date without a year; {EMPTY}")
    iso, what, where = evidence[0]
    return ArticleDate(iso, line, "inferred", f"a date without a year; the year is inferred from {what} (line {_raw(page, where) + 1})")


def _partial(lines, span, line):
    """The day without its year that an article prints, or None and the month that it prints instead of a day."""
    text = span.meta.get("date") or lines[line][: metadata.DATELINE_REACH]
    if days := find_days(text):
        return days[0], ""
    if months := [d.iso for d in find_dates(text)]:
        return None, months[0][:7]
    month = MONTH_EN.search(text)
    return None, f"{month[2]}-{MONTHS[month[1].lower()]:02}" if month else ""


def _link(links, span):
    """Line and day of the first link of an article, or else of the one that its header states."""
    first = next((i for i in range(span.body, span.end + 1) if i in links), None)
    return next(((i, iso) for i, url in ((first, links.get(first, "")), (span.start, span.meta.get("url", ""))) if (iso := linked_date(url))), (span.start, ""))


def _nearest(day, other):
    """The ISO day of the year that brings a day closest to another date, and the days between them (positive where it comes later)."""
    other = date.fromisoformat(other)
    options = [date.fromisoformat(iso) for year in (other.year - 1, other.year, other.year + 1) if (iso := day.in_year(year))]
    if not options:
        return "", timedelta.max
    best = min(options, key=lambda option: abs(option - other))
    return best.isoformat(), best - other


def _by_link(links, span, day):
    line, iso = _link(links, span)
    if iso:
        own, gap = _nearest(day, iso)
        if abs(gap) <= WEEK:
            yield own, "the link", line


def _by_text(lines, span, day):
    """Years of days shortly before the article's own, and of what it tells the state of; not where the article names later years that are no aims."""
    for i in range(span.body, span.end + 1):
        if "20" not in lines[i] and "２０" not in lines[i] and "二" not in lines[i]:
            continue
        text = half_width(simplified(lines[i]))
        days = [(d.iso, WEEK) for d in find_dates(text) if len(d.iso) == 10]
        days += [(f"{m[2] or m[3]}-{MONTHS[m[1].lower()] if m[1] else int(m[4]):02}-01", QUARTER) for m in AS_OF.finditer(text) if m[1] or 1 <= int(m[4]) <= 12]
        for iso, reach in days:
            own, gap = _nearest(day, iso)
            if timedelta(0) <= gap <= reach and not _names_later(lines, span, int(own[:4])):
                yield own, "a date in the article", i
                return


def _names_later(lines, span, year):
    """Whether an article names a year after this one that is no aim; only lines that print one are read for aims."""
    for line in lines[span.body : span.end + 1]:
        later = [m.start() for m in LATER.finditer(half_width(line)) if int(m[1]) > year] if ("2" in line or "２" in line) and not cues.link(line) else []
        aims = [(found.start, found.end) for found in deadlines(line, "zh" if cues.CJK.search(line) else "en")] if later else []
        if any(not any(a <= place < b for a, b in aims) for place in later):
            return True
    return False


def _by_neighbours(page, spans, printed, number, day):
    """The year that the dated articles before and after, or the page's front matter, agree on."""
    before = next(((iso, line) for iso, line in reversed(printed[:number]) if iso), None) or _front(page, spans)
    after = next(((iso, line) for iso, line in printed[number + 1 :] if iso), None) or _front(page, spans)
    if before and after:
        (own, gap), (other, other_gap) = _nearest(day, before[0]), _nearest(day, after[0])
        if own == other and max(abs(gap), abs(other_gap)) <= AROUND:
            yield own, "the dated articles around it" if before != after else "the period that the page states", before[1]


def _front(page, spans):
    """The last day that the lines above the first article state, such as the period of a digest, and its line."""
    for i in range(spans[0].start):
        days = [d.iso for d in find_dates(page.lines[i]) if len(d.iso) == 10] if len(page.lines[i]) <= cues.MAX_TITLE else []
        if days:
            return days[-1], i
    return None


def _raw(page, line):
    return page.numbers[line] if page.numbers else line
