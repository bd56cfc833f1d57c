"""One page to its articles: where each begins and ends, and what the page itself says of it.

Pages differ, but few cues separate articles on all of them.  They are tried from the surest to the weakest:

1. *front matter*, *records*, *listed*: fences around `title: ...`, the marks of an export that counts (`Document 2 of 30`), a list of the headlines at the top;
2. *list*: bullets at the outermost indentation with everything else indented under them (the export of a blog's listing);
3. *rulers*, *headings*: lines of dashes or stars, headings of Markdown, where a headline follows each and lines of origin do not tell more articles;
4. *signatures*, *dated*, *headers*: official notices that end in their issuer and day; headlines with a line of source and date, or a block of them;
5. *brackets*, *tags*, *bullets*, *leads*: digests whose items have their region above them, their source in brackets below, or marked headlines;
6. *capitals*, *numbers*, *margin*, *blank lines*, *headlines*: headlines that stand out by their form or place or, on a page of short articles, by their wording;
7. *run-together*: headline-like lines where the vocabulary of the page changes (see `cohesion`).

A page on which nothing is found is one article.  Where a rule guesses, the articles carry a doubt, which becomes a problem.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from policyanalysis.corpus import boundaries, cues
from policyanalysis.corpus.announced import Block, announced, find_blocks
from policyanalysis.corpus.cohesion import run_together_titles
from policyanalysis.corpus.contents import Contents, find_contents, key
from policyanalysis.corpus.heads import RECORD, RULER, Span, describe, plain_title
from policyanalysis.corpus.origins import is_foot
from policyanalysis.corpus.headlines import headlines, read_as_headlines
from policyanalysis.corpus.readers import Page
from policyanalysis.problems import Problem

OUTSIDE = ("table of contents", "contact or navigation line at the foot of the page", "page header", "front matter before the first article",
           "after the last article, part of none (a list or notice without source and date)", "between articles, part of none (a list or notice without source and date)",
           "foot of an article (its editor, the mark of an agency, an export or a portal), or a ruler")
WIRED = re.compile(r"\s*(?:[A-Z][A-Z .'-]{2,30},.{2,40}?\([A-Z][\w ]{1,24}\)|\S{0,12}?[\u3400-\u9fff]{2,12}\d{1,2}月\d{1,2}日[电電讯訊])")
DOUBTS = {  # why the boundaries that a rule finds may be wrong
    "rulers": "stand below rulers, which may also part the sections of one text",
    "headings": "begin at Markdown headings that no line of source or date confirms; they may be sections of one text",
    "numbers": "begin at numbered headlines without a source; they may be sections of one text",
    "capitals": "begin at lines in capitals; they may be headings of one text",
    "margin": "begin at lines that stand out to the left of indented text; they may be headings of one text",
    "blank lines": "are parted by blank lines alone; they may be sections of one text",
    "headlines": "run together, and their headlines are told from headings by length and wording alone",
    "run-together": "run together, and their headlines are told from headings by the change of words around them alone",
}


@dataclass(frozen=True)
class Layout:
    """A page as the rules look at it: its lines, the numbers of those that are not blank, what its contents list, and its lines of origin."""

    lines: tuple[str, ...]
    filled: list[int]
    contents: Contents

    @cached_property
    def marked(self) -> list[int]:
        """Lines that begin with neither a letter nor a digit: the few that may hold a bullet, a fence, a ruler or a mark of Markdown."""
        return [i for i in self.filled if not self.lines[i][0].isalnum()]

    @cached_property
    def blocks(self) -> list[Block]:
        """The runs of lines of origin."""
        return find_blocks(self.lines, self.filled, self.contents.lines)

    def cut(self, starts, rule) -> list[Span]:
        """The articles that begin at `starts`; none without a start.  A line in brackets above one is the section of those that follow."""
        spans, section = [], self._section(starts[0]) if starts else ""
        for start, end in pairwise([*starts, self.filled[-1] + 1] if starts else []):
            following = self._section(end) if end <= self.filled[-1] else ""
            last = self.filled[bisect_left(self.filled, end) - 1 - bool(following)]
            spans.append(describe(self.lines, start, max(start, last), rule))
            if section:
                spans[-1].meta.setdefault("section", section)
            section = following or section
        return spans

    def _section(self, start):
        position = bisect_left(self.filled, start) - 1
        line = self.lines[self.filled[position]] if position >= 0 else ""
        return plain_title(line) if cues.BRACKETED.match(line) else ""

    def n_announced(self, starts) -> list[int]:
        """How many articles the lines of origin announce in each part that begins at `starts`."""
        full = [self.filled[block.first] for block in self.blocks if block.full]
        return [sum(start <= i < end for i in full) for start, end in pairwise([*starts, self.filled[-1] + 1])]


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
    layout = Layout(lines, [i for i in range(last + 1) if lines[i].strip()], contents)
    spans = next((spans for rule in RULES if (spans := rule(layout))), []) if layout.filled else []
    for span in spans:
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


def doubts(page: Page, spans: list[Span]) -> list[Problem]:
    """A problem where the boundaries of a page's articles are guessed, at the first of them, or where the only article may be several or none.

    >>> page = Page("a.txt", ("A", "B"))
    >>> [problem.severity for problem in doubts(page, [Span(0, 0, 1, "A", rule="blank lines"), Span(1, 1, 2, "B", rule="blank lines")])]
    ['warning']
    """
    if len(spans) == 1:
        reason = _doubt_of_one(page.lines, spans[0]) if spans[0].rule == "whole page" else ""
        return [Problem(page.file, spans[0].start, "warning", f"an article that {reason}")] if reason else []
    if not spans or not (why := DOUBTS.get(spans[0].rule)) or all(_confirmed(page.lines, span) for span in spans):
        return []
    return [Problem(page.file, spans[1].start, "warning", f"an article boundary may be wrong: the {len(spans)} articles of this page {why}")]


def _confirmed(lines, span):
    """Whether something besides its headline says that an article begins here."""
    return span.meta.get("date") or span.meta.get("source") or span.body <= span.end and cues.DATELINE.match(lines[span.body])


def _doubt_of_one(lines, span):
    inside = [lines[i] for i in range(span.start, span.end + 1) if lines[i].strip()]
    if len(inside) > 2 and not any(cues.is_sentence(line) for line in inside):
        return "has no sentence: the page may be a list of links or a table"
    n_wired = sum(bool(WIRED.match(line)) for line in inside)
    return f"holds {n_wired} datelines: it may be several articles, between which no headlines were found" if n_wired > 1 else ""


def _list(layout):
    """Bullets at the outermost indentation under which everything else is indented."""
    lines, filled = layout.lines, layout.filled
    bullets = [(i, match) for i in layout.marked if (match := cues.BULLET.match(lines[i]))]
    if not bullets:
        return []
    outer = min(len(match[1]) for _, match in bullets)
    starts = [i for i, match in bullets if len(match[1]) == outer]
    outermost = set(starts)
    inner = [i for i in filled if i > starts[0] and i not in outermost]
    text_above = any(cues.is_sentence(lines[i]) and not cues.field(lines[i]) for i in range(starts[0]))
    least = 3 if text_above else 1  # lines under a bullet: below a text, bullets of a line or two are a list that belongs to it
    if any(cues.indent(lines[i]) <= outer for i in inner) or len(inner) < least * len(starts):
        return []
    return [Span(start, _last_line(lines, start, end - 1), start + 1, cues.BULLET.sub("", lines[start]).strip(), rule="list")
            for start, end in pairwise([*starts, filled[-1] + 1])]


def _cut_at(rule, find):
    """A rule whose findings need no other evidence."""
    return lambda layout: layout.cut(find(layout.lines, layout.filled), rule)


def _rulers(layout):
    starts = boundaries.rulers(layout.lines, layout.filled, layout.marked)
    return layout.cut(starts, "rulers") if starts and max(layout.n_announced(starts)) < 2 else []


def _headings(layout):
    for level, starts in sorted(boundaries.headings(layout.lines, layout.marked).items()):
        announced_in = layout.n_announced(starts) if len(starts) > 1 else [2]
        if max(announced_in) < 2 and (2 * sum(announced_in) >= len(starts) or level == 1 or read_as_headlines(layout.lines, layout.filled, starts)):
            return layout.cut(starts, "headings")
    return []


def _brackets(layout):
    """Items below their region or section in brackets, or below a headline in brackets."""
    lines, starts, spans = layout.lines, boundaries.bracketed(layout.lines, layout.filled), []
    for start, end in pairwise([*starts, layout.filled[-1] + 1] if starts else []):
        below = next(i for i in range(start + 1, end) if lines[i].strip())
        if cues.is_sentence(lines[below]):
            spans.append(describe(lines, start, end - 1, "brackets", title=plain_title(lines[start])))
        else:
            spans.append(describe(lines, start, end - 1, "brackets", title=plain_title(lines[below]), below=below + 1))
            spans[-1].meta.setdefault("section", plain_title(lines[start]))
    return spans


def _tags(layout):
    spans = []
    for start, end, section in boundaries.tagged(layout.lines, layout.filled):
        spans.append(describe(layout.lines, start, end, "tags"))
        spans[-1].meta |= {"section": section} if section else {}
    return spans


def _signatures(layout):
    dated = [block.first for block in layout.blocks if block.kinds == {"date"} and block.after == block.first + 1]
    return layout.cut(boundaries.signed(layout.lines, layout.filled, dated), "signatures")


def _guess(rule, find):
    """A rule whose findings must read as headlines, not as headings of one article."""
    def spans(layout):
        starts = find(layout.lines, layout.filled)
        return layout.cut(starts, rule) if starts and read_as_headlines(layout.lines, layout.filled, starts) else []
    return spans


def _run_together(layout):
    lines = layout.lines
    starts = run_together_titles(lines[: layout.filled[-1] + 1])
    return [describe(lines, start, end - 1, "run-together", title=lines[start].strip().lstrip("# ")) for start, end in pairwise([*starts, layout.filled[-1] + 1])] if starts else []


def _whole(layout):
    lines, first, last = layout.lines, layout.filled[0], layout.filled[-1]
    titled = first < last and not cues.is_sentence(lines[first]) and len(lines[first].strip()) <= cues.MAX_TITLE
    return [describe(lines, first, last, "whole page", title=lines[first].strip().lstrip("# ") if titled else None)]


RULES = (
    lambda layout: layout.cut(boundaries.front_matter(layout.lines, layout.filled, layout.marked), "front matter"), _cut_at("records", boundaries.records), _cut_at("listed", boundaries.listed), _list, _rulers, _headings, _signatures, announced,
    _brackets, _tags, _cut_at("bullets", boundaries.bulleted), _cut_at("leads", boundaries.led), _guess("capitals", boundaries.capitals),
    _guess("numbers", boundaries.numbered), _guess("margin", boundaries.outdented), _guess("blank lines", boundaries.spaced),
    _cut_at("headlines", headlines), _run_together, _whole)


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
            reason = OUTSIDE[6] if is_foot(line) or RULER.match(line) or RECORD.match(line) else OUTSIDE[4] if i > final else OUTSIDE[5]
        problems.append(Problem(page.file, i, "info", reason))
    return problems
