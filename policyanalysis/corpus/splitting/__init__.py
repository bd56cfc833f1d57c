"""One page to its articles: where each begins and ends, and what the page itself says of it.

Pages differ, but few cues separate articles on all of them.  They are tried from the surest to the weakest:

1. *front matter*, *records*, *listed*: fences around `title: ...`, the marks of an export that counts (`Document 2 of 30`), a list of the headlines at the top;
2. *list*: bullets at the outermost indentation with everything else indented under them (the export of a blog's listing);
3. *rulers*, *headings*: lines of dashes or stars, headings of Markdown, where a headline follows each and lines of origin do not tell more articles;
4. *signatures*, *dated*, *headers*: official notices that end in their issuer and day; headlines with a line of source and date, or a block of them;
   *days*: parts below lines that print a day alone;
5. *brackets*, *tags*, *bullets*, *leads*: digests whose items have their region above them, their source in brackets below, or marked headlines;
6. *capitals*, *numbers* (of the page, or anew in each section), *margin*, *blank lines*, *headlines*: headlines that stand out by their form or place or, on a page of short articles, by their wording;
7. *run-together*: headline-like lines where the vocabulary of the page changes (see `cohesion`).

A page on which nothing is found is one article.  Where a rule guesses, the articles carry a doubt, which becomes a problem.
"""

from __future__ import annotations

from dataclasses import replace

from policyanalysis.corpus import cues
from policyanalysis.corpus.readers import Page
from policyanalysis.corpus.splitting.contents import find_contents, key
from policyanalysis.corpus.splitting.doubts import UNSURE, doubts
from policyanalysis.corpus.splitting.furniture import furniture
from policyanalysis.corpus.splitting.heads import RECORD, RULER, Span, describe, n_notes
from policyanalysis.corpus.splitting.origins import is_foot
from policyanalysis.corpus.splitting.rules import RULES, Layout
from policyanalysis.problems import Problem

__all__ = ["FURNITURE", "OUTSIDE", "UNSURE", "Span", "doubts", "split_page"]
TOP = 3  # non-blank lines of an article one of which may print its title
FURNITURE = "navigation, an advertisement or a page number, part of no text"
OUTSIDE = ("table of contents", "contact or navigation line at the foot of the page", "page header", "front matter before the first article",
           "after the last article, part of none (a list or notice without source and date)", "between articles, part of none (a list or notice without source and date)",
           "foot of an article (its editor, the mark of an agency, an export or a portal), or a ruler", FURNITURE)


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
    if page.parts:  # the format itself marks its articles
        spans = [_marked(page.lines, part) for part in page.parts]
        return spans, _outside(page, spans, len(page.lines) - 1, find_contents(page.lines))
    if not (hidden := furniture(page.lines)):
        return _split(page)
    bare, kept = _without(page, hidden)
    spans, problems = _split(bare)
    for span in spans:
        span.start, span.end, span.body = kept[span.start], kept[span.end], kept[span.body] if span.body <= span.end else kept[span.end] + 1
    return spans, [*(problem._replace(line=kept[problem.line]) for problem in problems), *(Problem(page.file, i, "info", FURNITURE) for i in hidden)]


def _without(page, hidden):
    """The page without some of its lines, each with a blank line next to it (the gap that is left is as wide as others), and the numbers of those that stay."""
    gone = set(hidden)
    gone.update(i + 1 for i in hidden if i + 1 < len(page.lines) and not page.lines[i + 1].strip() and (i == 0 or i - 1 in gone or not page.lines[i - 1].strip()))
    kept = [i for i in range(len(page.lines)) if i not in gone]
    return replace(page, lines=tuple(page.lines[i] for i in kept)), kept


def _split(page):
    """The articles of a page on which nothing stands but its text, and a problem for every other line."""
    lines, contents = page.lines, find_contents(page.lines)
    filled = _without_foot(lines, [i for i, line in enumerate(lines) if line.strip()])
    text = filled[: len(filled) - n_notes(lines, filled)]
    layout = Layout(lines, text, contents)
    spans = next((spans for rule in RULES if (spans := rule(layout))), []) if layout.filled else []
    for span in spans:
        if section := contents.listed.get(contents.entry(span.title), ""):
            span.meta["section"] = section
    _inherit(lines, spans)
    if len(spans) == 1 and len(text) < len(filled) and spans[0].end >= text[-1]:  # the notes of a page's only article are its own
        spans[0].end = filled[-1]
    if len(spans) == 1:
        _entitle(lines, spans[0], page.meta)
    return spans, _outside(page, spans, filled[-1] if filled else -1, contents)


def _marked(lines, part):
    """The article of a part; its first line is no paragraph where it prints the title again, nor are lines of origin below that."""
    span = Span(part.start, part.end, part.start, part.meta.get("title", ""), dict(part.meta), "marked")
    _below_title(lines, span, span.title)
    return span


def _entitle(lines, span, meta):
    """What a page says of itself holds for its only article; a headline that was read from the lines stays."""
    for name, value in meta.items():
        span.meta.setdefault(name, value)
    if span.rule == "whole page" and meta.get("title"):
        span.title, span.body = meta["title"], span.start
        _below_title(lines, span, span.title)


def _below_title(lines, span, title):
    """Let a span's text begin below its title, where one of its first lines prints that, and below the lines of origin there, which add to what is known of it."""
    first = [i for i in range(span.start, min(span.end, span.start + 2 * TOP) + 1) if lines[i].strip()][:TOP]
    printed = next((i for i in first if title and key(lines[i]) == key(title)), None)
    if printed is not None and any(cues.is_sentence(lines[i]) for i in first if i < printed):
        printed = None  # a heading of the text that says the same as the page's title
    below = span.start if printed is None else printed + 1
    if below > span.end:
        span.body = below
        return
    read = describe(lines, span.start, span.end, span.rule, title=title, below=below)
    span.body = read.body
    for name, value in read.meta.items():
        span.meta.setdefault(name, value)


def _without_foot(lines, filled):
    """The non-blank lines of the page's content: contact lines at the very end, and what stands just above them as navigation, are not."""
    position = len(filled) - 1
    while position >= 0 and cues.CONTACT.match(lines[filled[position]]):
        position -= 1
    trimmed = position < len(filled) - 1
    while trimmed and position > 0 and len(lines[filled[position]].split()) <= 2 and cues.length(lines[filled[position]].strip()) <= 20 \
            and not cues.is_sentence(lines[filled[position]]):
        position -= 1
    return filled[: position + 1]


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
    inside = bytearray(len(page.lines))  # 1 for each line of an article
    for span in spans:
        inside[span.start : span.end + 1] = bytes([1]) * (span.end + 1 - span.start)
    first, final = (spans[0].start, spans[-1].end) if spans else (len(page.lines), len(page.lines))
    problems = []
    for i, line in enumerate(page.lines):
        if inside[i] or not line.strip():
            continue
        if i in contents.lines:
            reason = OUTSIDE[0]
        elif i > last:
            reason = OUTSIDE[1]
        elif i < first:
            reason = OUTSIDE[2] if cues.field(line) else OUTSIDE[3]
        else:
            reason = OUTSIDE[6] if is_foot(line) or RULER.match(line) or RECORD.match(line) else OUTSIDE[4] if i > final else OUTSIDE[5]
        problems.append(Problem(page.file, i, "info", reason))
    return problems
