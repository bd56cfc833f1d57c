"""One page to its articles: where each begins and ends, and what the page itself says of it.

Pages differ, but few cues separate articles on all of them.  They are tried from the surest to the weakest:

1. *list*: bullets at the outermost indentation with everything else indented under them (the export of a blog's listing);
2. *dated*: headlines that are followed by a line of source and date (digests, wire listings);
3. *headers*: blocks of `author:`, `source:`, `date:` lines under a headline (single posts, or several one after another);
4. *run-together*: headline-like lines where the vocabulary of the page changes (see `cohesion`).

A page on which nothing is found is one article.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from policyanalysis.corpus import cues
from policyanalysis.corpus.contents import find_contents, key
from policyanalysis.corpus.cohesion import run_together_titles
from policyanalysis.corpus.readers import Page
from policyanalysis.problems import Problem

EXACT = 0.9  # similarity of a broken headline to its entry in the contents
OUTSIDE = ("table of contents", "contact or navigation line at the foot of the page", "page header", "front matter before the first article",
           "after the last article, part of none (a list or notice without source and date)", "between articles, part of none (a list or notice without source and date)")
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
    lines, last, contents = page.lines, _trim_foot(page.lines), find_contents(page.lines)
    if page.parts:  # the format itself marks its articles
        spans = [_marked(lines, part) for part in page.parts]
        return spans, _outside(page, spans, len(lines) - 1, contents)
    rules = {"list": _list, "dated": _dated, "headers": _headers, "run-together": _run_together, "whole page": _whole}
    for rule, splitter in rules.items():
        if spans := splitter(lines, last, contents):
            break
    for span in spans:
        span.rule = rule
        if section := contents.listed.get(contents.entry(span.title), ""):
            span.meta["section"] = section
    _inherit(lines, spans)
    if len(spans) == 1:
        _entitle(lines, spans[0], page.meta)
    return spans, _outside(page, spans, last, contents)


def _marked(lines, part):
    """The article of a part; its first line is no paragraph where it prints the title again."""
    span = Span(part.start, part.end, part.start, part.meta.get("title", ""), dict(part.meta), "marked")
    span.body += bool(span.title) and key(lines[part.start]) == key(span.title)
    return span


def _entitle(lines, span, meta):
    """What a page says of itself holds for its only article; a headline that was read from the lines stays."""
    for name, value in meta.items():
        span.meta.setdefault(name, value)
    if span.rule == "whole page" and meta.get("title"):
        printed = bool(span.title) and key(span.title) == key(meta["title"])
        span.title, span.body = meta["title"], span.start + printed


def _list(lines, last, contents):
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


def _dated(lines, last, contents):
    """Headlines followed by a line of source and date."""
    filled = [i for i in range(last + 1) if lines[i].strip()]
    found = []
    for position, i in enumerate(filled):
        origin = cues.source_and_date(lines[i]) if position and i not in contents.lines else None
        if not origin or not origin[0]:
            continue
        start = filled[position - 1]
        title = cues.BULLET.sub("", lines[start]).strip()
        taken = found[-1].body if found else 0  # the line above may be the source of the article before
        if start < taken or start in contents.lines or cues.is_sentence(title) and len(title) > 60 or cues.URL.match(title) or cues.ATTACHMENT.match(title):
            continue
        above = filled[position - 2] if position > 1 and filled[position - 2] >= taken else -1
        joined = f"{lines[above].strip()} {title}" if above >= 0 else ""
        if joined and not contents.entry(title, EXACT) and contents.entry(joined, EXACT):  # a headline broken over two lines
            start, title = above, joined
        found.append(Span(start, start, i + 1, title, {"source": origin[0], "date": origin[1]}))
    if len(found) < MIN_DATED:
        return []
    for span, following in zip(found, [s.start for s in found[1:]] + [last + 1]):
        end = following - 1
        for i in range(span.body, following):  # a section without dated articles, such as a list of books, belongs to none
            if len(lines[i]) < 60 and key(lines[i]) in contents.sections:
                end = i - 1
                break
        span.end = _last_line(lines, span.start, end)
    return found


def _headers(lines, last, contents):
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


def _run_together(lines, last, contents):
    titles = run_together_titles(lines[: last + 1])
    spans = []
    for start, following in zip(titles, titles[1:] + [last + 1]):
        spans.append(Span(start, _last_line(lines, start, following - 1), start + 1, lines[start].strip().lstrip("# ")))
    return spans


def _whole(lines, last, contents):
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


def _inherit(lines, spans):
    """Author, category and the like above the first article hold for all of the page, because the page says so there."""
    if not spans:
        return
    for i in range(spans[0].start):
        if (found := cues.field(lines[i])) and found[1] and spans[0].rule == "list":
            for span in spans:
                span.meta.setdefault(*found)


def _outside(page, spans, last, contents):
    """A problem for every non-blank line that no article holds."""
    inside = {i for span in spans for i in range(span.start, span.end + 1)}
    first, final = (spans[0].start, spans[-1].end) if spans else (len(page.lines), len(page.lines))
    problems = []
    for i, line in enumerate(page.lines):
        if not line.strip() or i in inside:
            continue
        if i in contents.lines:
            reason = OUTSIDE[0]
        elif i > last:
            reason = OUTSIDE[1]
        elif i < first:
            reason = OUTSIDE[2] if cues.field(line) else OUTSIDE[3]
        else:
            reason = OUTSIDE[4] if i > final else OUTSIDE[5]
        problems.append(Problem(page.file, i, "info", reason))
    return problems
