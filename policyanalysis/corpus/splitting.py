"""One page to its articles: where each begins and ends, and what the page itself says of it.

Pages differ, but few cues separate articles on all of them.  They are tried from the surest to the weakest:

1. *list*: bullets at the outermost indentation with everything else indented under them (the export of a blog's listing);
2. *dated*: headlines that are followed by a line of source and date (digests, wire listings);
3. *headers*: blocks of `author:`, `source:`, `date:` lines under a headline (single posts, or several one after another);
4. *run-together*: headline-like lines where the vocabulary of the page changes (see `cohesion`).

A page on which nothing is found is one article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from policyanalysis.corpus import cues
from policyanalysis.corpus.cohesion import run_together_titles
from policyanalysis.corpus.readers import Page
from policyanalysis.problems import Problem

MIN_DATED = 3  # as many `source date` lines make a page a digest rather than a text that cites a source


@dataclass
class Span:
    """An article's lines (inclusive): its title's, then from `body` on; `meta` holds what header lines and the page say of it."""

    start: int
    end: int
    body: int
    title: str
    meta: dict[str, str] = field(default_factory=dict)
    rule: str = ""


def split_page(page: Page) -> tuple[list[Span], list[Problem]]:
    """Split a page into articles.

    Parameters
    ----------
    page
        The page as read.

    Returns
    -------
    spans, problems
        The articles in the page's order, not overlapping; a problem for every non-blank line that is in none of them.

    Examples
    --------
    >>> lines = "作者: 某人\\n\\n  • First post\\n\\n    One paragraph.\\n\\n  • 第二篇\\n\\n    一段。".split("\\n")
    >>> spans, problems = split_page(Page("a.txt", tuple(lines)))
    >>> [(s.start, s.end, s.title, s.meta["author"]) for s in spans]
    [(2, 4, 'First post', '某人'), (6, 8, '第二篇', '某人')]
    >>> [(p.line, p.reason) for p in problems]
    [(0, 'page header')]
    """
    lines = page.lines
    last = _trim_foot(lines)
    for rule, splitter in (("list", _list), ("dated", _dated), ("headers", _headers), ("run-together", _run_together)):
        spans = splitter(lines, last)
        if spans:
            break
    else:
        spans = _whole(lines, last)
        rule = "whole page"
    for span in spans:
        span.rule = rule
    reasons = _contents_reasons(lines, spans)
    _inherit(lines, spans)
    return spans, _outside(page, spans, last, reasons)


def _list(lines, last):
    """Bullets at the outermost indentation under which everything else is indented."""
    bullets = [(i, match) for i in range(last + 1) if (match := cues.BULLET.match(lines[i]))]
    if not bullets:
        return []
    outer = min(len(match[1]) for _, match in bullets)
    starts = [i for i, match in bullets if len(match[1]) == outer]
    inner = [i for i in range(starts[0] + 1, last + 1) if lines[i].strip() and i not in set(starts)]
    text_above = any(cues.is_sentence(lines[i]) and not cues.field(lines[i]) for i in range(starts[0]))
    least = 3 if text_above else 1  # lines under a bullet: below a text, bullets of a line or two are a list that belongs to it
    if any(cues.indent(lines[i]) <= outer for i in inner) or len(inner) < least * len(starts):
        return []
    ends = [s - 1 for s in starts[1:]] + [last]
    spans = []
    for start, end in zip(starts, ends):
        end = _last_line(lines, start, end)
        spans.append(Span(start, end, start + 1, cues.BULLET.sub("", lines[start]).strip()))
    return spans


def _dated(lines, last):
    """Headlines followed by a line of source and date."""
    filled = [i for i in range(last + 1) if lines[i].strip()]
    contents = _contents_lines(lines)
    titled = _contents_titles(lines)
    found = []
    for position, i in enumerate(filled):
        origin = cues.source_and_date(lines[i]) if position and i not in contents else None
        if not origin or not origin[0]:
            continue
        start = filled[position - 1]
        title = cues.BULLET.sub("", lines[start]).strip()
        taken = found[-1].body if found else 0  # the line above may be the source of the article before
        if start < taken or start in contents or cues.is_sentence(title) and len(title) > 60 or cues.URL.match(title) or cues.ATTACHMENT.match(title):
            continue
        above = filled[position - 2] if position > 1 and filled[position - 2] >= taken else -1
        joined = f"{lines[above].strip()} {title}" if above >= 0 else ""
        if joined and _same_title(joined, titled) and not _same_title(title, titled):  # a headline broken over two lines
            start, title = above, joined
        found.append(Span(start, start, i + 1, title, {"source": origin[0], "date": origin[1]}))
    if len(found) < MIN_DATED:
        return []
    sections = {_key(title) for title in _contents_sections(lines)}
    for span, following in zip(found, [s.start for s in found[1:]] + [last + 1]):
        end = following - 1
        for i in range(span.body, following):  # a section without dated articles, such as a list of books, belongs to none
            if _key(lines[i]) in sections and cues.length(lines[i].strip()) < 60:
                end = i - 1
                break
        span.end = _last_line(lines, span.start, end)
    return found


def _headers(lines, last):
    """Blocks of two or more `field: value` lines under a headline, near the top or repeated."""
    filled = [i for i in range(last + 1) if lines[i].strip()]
    blocks, position = [], 0
    while position < len(filled):
        run = position
        while run < len(filled) and cues.field(lines[filled[run]]):
            run += 1
        if run - position >= 2:
            blocks.append((position, run))
        position = max(run, position + 1)
    if not blocks or blocks[0][0] > 3:
        return []
    spans = []
    for number, (first, after) in enumerate(blocks):
        start = filled[first - 1] if first else filled[first]
        stop = filled[blocks[number + 1][0] - 1] - 1 if number + 1 < len(blocks) else last
        title = lines[start].strip().lstrip("# ") if first else ""
        meta = {key: value for i in filled[first:after] for key, value in [cues.field(lines[i])] if value}
        body = filled[after] if after < len(filled) else filled[after - 1] + 1
        spans.append(Span(start, _last_line(lines, start, stop), body, title, meta))
    return spans


def _run_together(lines, last):
    titles = run_together_titles(lines[: last + 1])
    spans = []
    for start, following in zip(titles, titles[1:] + [last + 1]):
        spans.append(Span(start, _last_line(lines, start, following - 1), start + 1, lines[start].strip().lstrip("# ")))
    return spans


def _whole(lines, last):
    filled = [i for i in range(last + 1) if lines[i].strip()]
    if not filled:
        return []
    first = filled[0]
    titled = len(filled) > 1 and not cues.is_sentence(lines[first]) and len(lines[first].strip()) <= cues.MAX_TITLE
    return [Span(first, filled[-1], first + titled, lines[first].strip().lstrip("# ") if titled else "")]


def _last_line(lines, start, end):
    while end > start and not lines[end].strip():
        end -= 1
    return end


def _trim_foot(lines):
    """Last line of the page's content: contact lines at the very end, and what stands just above them as navigation, are not."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    position = len(filled) - 1
    while position >= 0 and cues.CONTACT.match(lines[filled[position]]):
        position -= 1
    trimmed = position < len(filled) - 1
    while trimmed and position > 0 and len(lines[filled[position]].split()) <= 2 and cues.length(lines[filled[position]].strip()) <= 20 \
            and not cues.is_sentence(lines[filled[position]]):
        position -= 1
    return filled[position] if position >= 0 else -1


def _key(title):
    """What remains of a headline when two prints of it are compared."""
    return re.sub(r"[\W_]+", "", title).lower()


def _same_title(title, keys):
    key = _key(title)
    return key in keys or any(abs(len(key) - len(k)) <= 3 and SequenceMatcher(None, key, k).ratio() >= 0.9 for k in keys)


def _contents_lines(lines):
    """Lines of a table of contents: entries that end in a page number, and the section names between them."""
    entries = [i for i, line in enumerate(lines) if (m := cues.CONTENTS.match(line)) and m["page"]]
    if len(entries) < 3:
        return range(0)
    dense = [i for i, following in zip(entries, entries[1:]) if following - i <= 6]
    if not dense:
        return range(0)
    first, last = dense[0], next(e for e in entries if e > dense[-1])
    above = [i for i in range(max(0, first - 6), first) if lines[i].strip() and cues.length(lines[i].strip()) <= 40]
    return range(above[0] if above else first, last + 1)


def _contents_titles(lines):
    return {_key(m["title"]) for i in _contents_lines(lines) if (m := cues.CONTENTS.match(lines[i])) and m["page"]}


def _contents_sections(lines):
    """Names in a table of contents without headlines of their own: lines without a page number, and an entry that names the last part."""
    found = []
    for i in _contents_lines(lines):
        entry = cues.CONTENTS.match(lines[i])
        if lines[i].strip() and (not entry or not entry["page"] or cues.length(entry["title"]) <= 24):
            found.append((entry["title"] if entry else lines[i]).strip())
    return found


def _contents_reasons(lines, spans):
    """Give each article the section under which the contents list it; say which lines are contents."""
    contents = _contents_lines(lines)
    section, listed = "", {}
    for i in contents:
        entry = cues.CONTENTS.match(lines[i])
        if entry and entry["page"]:
            listed[_key(entry["title"])] = section
        elif lines[i].strip() and not re.search(r"目\s*[录錄]|contents", lines[i], re.I):
            section = (entry["title"] if entry else lines[i]).strip()
    for span in spans:
        near = [k for k in listed if abs(len(k) - len(_key(span.title))) <= 3]
        best = max(near, key=lambda k: SequenceMatcher(None, k, _key(span.title)).ratio(), default="")
        if best and SequenceMatcher(None, best, _key(span.title)).ratio() >= 0.85 and listed[best]:
            span.meta["section"] = listed[best]
    return dict.fromkeys(contents, "table of contents")


def _inherit(lines, spans):
    """Author, category and the like above the first article hold for all of the page, because the page says so there."""
    if not spans:
        return
    for i in range(spans[0].start):
        if (found := cues.field(lines[i])) and found[1] and spans[0].rule == "list":
            for span in spans:
                span.meta.setdefault(*found)


def _outside(page, spans, last, reasons):
    """A problem for every non-blank line that no article holds."""
    inside = {i for span in spans for i in range(span.start, span.end + 1)}
    first = spans[0].start if spans else len(page.lines)
    problems = []
    for i, line in enumerate(page.lines):
        if not line.strip() or i in inside:
            continue
        if i in reasons:
            reason = reasons[i]
        elif i > last:
            reason = "contact or navigation line at the foot of the page"
        elif i < first:
            reason = "page header" if cues.field(line) else "front matter before the first article"
        else:
            reason = "between articles, part of none (a list or notice without source and date)"
        problems.append(Problem(page.file, i, "info", reason))
    return problems
