"""The rules that split a page, from the surest to the weakest: each takes the page's layout and returns its articles, or none where it does not hold."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from policyanalysis.corpus import cues
from policyanalysis.corpus.splitting import boundaries
from policyanalysis.corpus.splitting.announced import Block, announced, find_blocks
from policyanalysis.corpus.splitting.cohesion import run_together_titles
from policyanalysis.corpus.splitting.contents import Contents
from policyanalysis.corpus.splitting.headlines import headlines, read_as_headlines
from policyanalysis.corpus.splitting.heads import Span, describe, plain_title
from policyanalysis.corpus.splitting.numbered import led_by_number, numbered, numbered_in_sections
from policyanalysis.corpus.splitting.origins import origin
from policyanalysis.corpus.splitting.unannounced import datelines, turned, unannounced


@dataclass(frozen=True)
class Layout:
    """A page as the rules look at it: its lines, the numbers of those that are not blank, what its contents list, and its lines of origin.

    >>> from policyanalysis.corpus.splitting.contents import find_contents
    >>> lines = ("【上海】", "港口互换泊位", "两港同意互换泊位。")
    >>> layout = Layout(lines, [0, 1, 2], find_contents(lines))
    >>> layout.marked, [(span.start, span.end, span.meta) for span in layout.cut([1], "brackets")]
    ([0], [(1, 2, {'section': '上海'})])
    """

    lines: tuple[str, ...]
    filled: list[int]
    contents: Contents

    @cached_property
    def marked(self) -> list[int]:
        """Lines whose text begins with neither a letter nor a digit: the few that may hold a bullet, a fence, a ruler or a mark of Markdown."""
        return [i for i in self.filled if not (self.lines[i][0].isalnum() or self.lines[i].lstrip()[0].isalnum())]

    @cached_property
    def blocks(self) -> list[Block]:
        """The runs of lines of origin."""
        return find_blocks(self.lines, self.filled, range(self.contents.lines.stop))

    @cached_property
    def days(self) -> list[int]:
        """Positions of the lines that print a day and nothing else."""
        return [block.first for block in self.blocks if block.kinds == {"date"} and block.after == block.first + 1]

    def cut(self, starts, rule, *, titled=False, sections=()) -> list[Span]:
        """The articles that begin at `starts`; none without a start.  With `titled`, those lines are their headlines.  A line in brackets above one, or one of `sections`, is the section of those that follow."""
        spans, section = [], self._section(starts[0], sections) if starts else ""
        for start, end in pairwise([*starts, self.filled[-1] + 1] if starts else []):
            following = self._section(end, sections) if end <= self.filled[-1] else ""
            last = self.filled[bisect_left(self.filled, end) - 1 - bool(following)]
            spans.append(describe(self.lines, start, max(start, last), rule, title=plain_title(self.lines[start]) if titled else None))
            if section:
                spans[-1].meta.setdefault("section", section)
            section = following or section
        return spans

    def _section(self, start, sections):
        position = bisect_left(self.filled, start) - 1
        line = self.lines[self.filled[position]] if position >= 0 else ""
        return plain_title(line) if cues.BRACKETED.match(line) or line and self.filled[position] in sections else ""

    def n_announced(self, starts) -> list[int]:
        """How many articles the lines of origin announce in each part that begins at `starts`."""
        full = [self.filled[block.first] for block in self.blocks if block.full]
        return [sum(start <= i < end for i in full) for start, end in pairwise([*starts, self.filled[-1] + 1])]


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
    if len(inner) < least * len(starts) or not all(lines[i][: outer + 1].isspace() for i in inner):
        return []
    return [Span(start, _last_line(lines, start, end - 1), start + 1, cues.BULLET.sub("", lines[start]).strip(), rule="list")
            for start, end in pairwise([*starts, filled[-1] + 1])]


def _cut_at(rule, find):
    """A rule whose findings need no other evidence."""
    return lambda layout: layout.cut(find(layout.lines, layout.filled), rule)


def _filled_in(rule):
    """A rule that finds what is announced, and what stands between it without being announced."""
    def spans(layout):
        found = rule(layout)
        return turned(layout, unannounced(layout, found)) if len(found) > 1 else found
    return spans


def _rulers(layout):
    starts = boundaries.rulers(layout.lines, layout.filled, layout.marked)
    return layout.cut(starts, "rulers") if starts and max(layout.n_announced(starts)) < 2 else []


def _headings(layout):
    for level, starts in sorted(boundaries.headings(layout.lines, layout.marked).items()):
        announced_in = layout.n_announced(starts) if len(starts) > 1 else [2]
        if max(announced_in) < 2 and (2 * sum(announced_in) >= len(starts) or level == 1 or read_as_headlines(layout.lines, layout.filled, starts)):
            return layout.cut(starts, "headings")
    return []


def _listed(layout):
    starts, sections = boundaries.listed(layout.lines, layout.filled)
    return layout.cut(starts, "listed", sections=sections)


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
    return layout.cut(boundaries.signed(layout.lines, layout.filled, layout.days), "signatures")


def _days(layout):
    """Parts below lines that print their day, which holds for all articles of a part."""
    starts, day = boundaries.days(layout.lines, layout.filled, layout.days), ""
    spans = _filled_in(lambda layout: layout.cut(starts, "days"))(layout)
    for span in spans:
        day = origin(layout.lines[span.start])["date"] if span.start in starts else day
        span.meta.setdefault("date", day)
    return spans


def _guess(rule, find, sure=math.inf):
    """A rule whose findings must read as headlines, not as headings of one article, unless the middle one is as long as `sure`."""
    def spans(layout):
        starts = find(layout.lines, layout.filled)
        if not starts:
            return []
        usual = median_low([cues.length(layout.lines[i].strip()) for i in starts])
        return layout.cut(starts, rule, titled=sure < math.inf) if usual >= sure and len(starts) > 2 or read_as_headlines(layout.lines, layout.filled, starts) else []
    return spans


def _numbers_in_sections(layout):
    starts, sections = numbered_in_sections(layout.lines, layout.filled)
    return layout.cut(starts, "numbers", sections=sections) if starts and read_as_headlines(layout.lines, layout.filled, starts) else []


def _run_together(layout):
    lines = layout.lines
    starts = run_together_titles(lines[: layout.filled[-1] + 1])
    return [describe(lines, start, end - 1, "run-together", title=lines[start].strip().lstrip("# ")) for start, end in pairwise([*starts, layout.filled[-1] + 1])] if starts else []


def _whole(layout):
    lines, first, last = layout.lines, layout.filled[0], layout.filled[-1]
    titled = first < last and not cues.is_sentence(lines[first]) and len(lines[first].strip()) <= cues.MAX_TITLE
    return [describe(lines, first, last, "whole page", title=lines[first].strip().lstrip("# ") if titled else None)]


def _last_line(lines, start, end):
    while end > start and not lines[end].strip():
        end -= 1
    return end


RULES = (
    lambda layout: layout.cut(boundaries.front_matter(layout.lines, layout.filled, layout.marked), "front matter"), _cut_at("records", boundaries.records), _listed, _list, lambda layout: turned(layout, _rulers(layout)), lambda layout: turned(layout, _headings(layout)), _signatures, _filled_in(announced), _days,
    _filled_in(_cut_at("datelines", datelines)), _brackets, _cut_at("leads", led_by_number), _tags, _cut_at("bullets", boundaries.bulleted), _cut_at("leads", boundaries.led), _guess("capitals", boundaries.capitals),
    _guess("numbers", numbered), _numbers_in_sections, _guess("margin", boundaries.outdented, boundaries.LONG_AT_MARGIN), _guess("blank lines", boundaries.spaced),
    _cut_at("headlines", headlines), _run_together, lambda layout: turned(layout, _whole(layout)))
