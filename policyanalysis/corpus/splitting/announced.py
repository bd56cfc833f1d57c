"""Articles that are announced by lines of origin: below the headline, above it, or around it in a header block.

Digests and portals print one line (`新华社 2024-05-06`), posts, e-mails and the exports of databases a block of them.  Where the headline stands is
the same for all articles of a page, so the blocks vote.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from policyanalysis.corpus import cues
from policyanalysis.corpus.splitting.heads import GAP, Span, describe, first_headline, is_headline
from policyanalysis.corpus.splitting.origins import KEPT, MAX_LINE, is_foot, is_outlet, origin

EXACT = 0.9  # similarity of a broken headline to its entry in the contents
MIN_DATED = 3  # as many lines of origin make a page a digest rather than a text that cites a source
REACH = 60  # non-blank lines that one line with no more than a date, or an author, can announce
TOP = 3  # non-blank lines above the header block of a page's only article, at most


class Block(NamedTuple):
    """A run of lines of origin: positions among the non-blank lines (`after` exclusive) and the kinds of what they say.

    >>> Block(1, 2, frozenset({"date"})).full, Block(1, 3, frozenset({"date", "source"})).full
    (False, True)
    """

    first: int
    after: int
    kinds: frozenset[str]

    @property
    def full(self) -> bool:
        """Whether it says enough to announce an article."""
        return "title" in self.kinds or len(self.kinds) > 1 and bool(self.kinds & {"date", "source"})


def find_blocks(lines, filled, skipped=range(0)) -> list[Block]:
    """The runs of lines of origin of a page, its contents passed over; short lines between two runs that say different things belong to the block.

    >>> lines = ["Ports trade berths", "By Gao Rui", "CHNDLY", "18 March 2024", "Two ports agreed."]
    >>> find_blocks(lines, range(5)) == [Block(1, 4, frozenset({"author", "date"}))]
    True
    """
    said = [(p, found) for p, i in enumerate(filled) if i not in skipped and len(lines[i]) <= MAX_LINE and (found := origin(lines[i])) is not None and "body" not in found and not is_foot(lines[i])]
    blocks = []
    for p, found in said:
        kinds = frozenset(found) & frozenset(KEPT)
        last = blocks[-1] if blocks else None
        joined = last and (p == last.after or last.kinds != {"url"} and kinds.isdisjoint(last.kinds) and p - last.after <= GAP and all(_is_short(lines[filled[q]]) for q in range(last.after, p)))
        if joined:
            blocks[-1] = Block(last.first, p + 1, last.kinds | kinds)
        elif kinds:
            blocks.append(Block(p, p + 1, kinds))
    return blocks


def _is_short(line):
    text = line.strip()
    return len(text) <= 40 and (not cues.is_sentence(text) or text[-1] == ":")


def announced(page) -> list[Span]:
    """The articles that lines of origin announce; none where there are too few of them.

    >>> from policyanalysis.corpus.splitting.contents import find_contents
    >>> from policyanalysis.corpus.splitting.rules import Layout
    >>> lines = [line for n in "123" for line in (f"Port {n} trades berths", f"Xinhua 2024-05-0{n}", "Two ports agreed to trade berths.")]
    >>> [(span.start, span.end, span.title) for span in announced(Layout(tuple(lines), list(range(9)), find_contents(lines)))]
    [(0, 2, 'Port 1 trades berths'), (3, 5, 'Port 2 trades berths'), (6, 8, 'Port 3 trades berths')]
    """
    lines, filled, contents = page.lines, page.filled, page.contents
    rule, blocks = _choose(lines, filled, page.blocks)
    starts = _place(lines, filled, contents, rule, blocks) if blocks else []
    if len(starts) < (MIN_DATED if rule == "dated" else 1):
        return []
    spans = []
    for (start, title, below), following in zip(starts, [s[0] for s in starts[1:]] + [filled[-1] + 1]):
        end = following - 1
        for i in range(below, following) if contents.sections else ():  # a section without dated articles, such as a list of books, belongs to none
            if 0 < len(lines[i]) < 60 and contents.names_section(lines[i]):
                end = i - 1
                break
        spans.append(describe(lines, start, end, rule, title=title, below=below))
    return spans


def _choose(lines, filled, blocks):
    """The blocks that announce articles, and what they are called: single lines, or headers of several lines."""
    full = [b for b in blocks if b.full]
    headers = [b for b in full if b.after - b.first > 1]
    if len(full) >= MIN_DATED and len(full) > len(headers):
        return "dated", full
    if headers and (headers[0].first <= TOP or len(headers) >= MIN_DATED):
        return "headers", headers
    for kind in ("date", "author"):
        alone = [b for b in blocks if kind in b.kinds and b.first and _speaks(lines[filled[b.first - 1]])]
        if len(alone) >= MIN_DATED and max(b.first - a.first for a, b in pairwise(alone)) <= REACH and len(filled) - alone[-1].first <= REACH:
            return "dated", alone
    return "", []


def _place(lines, filled, contents, rule, blocks):
    """First line, headline (None where it is to be read) and the first line below it, of each article."""
    if rule == "dated" and _at_foot(lines, filled, blocks):
        return [(filled[p], None, filled[p]) for p in [first_headline(lines, filled), *(b.after for b in blocks if b.after < len(filled))]]
    outside = [b for b in blocks if "title" not in b.kinds]
    speaks = cache(lambda p: _speaks(lines[filled[p]]))  # it is asked of most lines more than once
    depth = min((_n_headlines(lines, filled, b.first, speaks) for b in outside), default=1) if rule == "dated" else 1  # a speech names its speaker below its title
    above = sum(b.first > 0 and speaks(b.first - 1) for b in outside)
    below = sum(b.after < len(filled) and speaks(b.after) for b in outside)
    found, taken = [], 0
    for block in blocks:
        if "title" in block.kinds or below > above:
            if "title" in block.kinds or block.after < len(filled) and is_headline(lines[filled[block.after]]):
                found.append((filled[block.first], None, filled[block.first]))
        elif headline := _above(lines, filled, contents, block.first, taken, rule, depth):
            found.append(headline)
        else:
            continue
        taken = block.after
    return found


def _at_foot(lines, filled, blocks):
    """Whether the lines of origin stand below their articles: below a sentence, above the next headline, and nearer to the first or with nothing above them but a text."""
    if blocks[0].first < 2 or not all(cues.is_sentence(lines[filled[b.first - 1]]) for b in blocks):
        return False
    inner = [b for b in blocks if b.after < len(filled)]
    if not all(_speaks(lines[filled[b.after]]) for b in inner) or any(b.after - a.after <= 2 for a, b in pairwise(blocks)):
        return False
    nearer = sum(filled[b.first] - filled[b.first - 1] < filled[b.after] - filled[b.after - 1] for b in inner)
    return blocks[-1].after == len(filled) and _speaks(lines[filled[0]]) or 2 * nearer > len(inner)


def _n_headlines(lines, filled, first, speaks):
    """How many lines right above a line of origin may be headlines, three at most."""
    return next((n for n in range(3) if first - n < 1 or not speaks(first - n - 1) or cues.BRACKETED.match(lines[filled[first - n - 1]])), 3)


def _speaks(line):
    return not cues.is_sentence(line) and is_headline(line)


def _above(lines, filled, contents, first, taken, rule, depth):
    """The headline above a line of origin, unless the line cites the source of what was said above it."""
    position = first - max(1, depth)
    if depth < 2 and position > taken and is_outlet(lines[filled[position]]) and _is_short(lines[filled[position]]) and _speaks(lines[filled[position - 1]]):
        position -= 1  # the name of the medium stands on a line of its own
    if position < taken:
        return (filled[first], None, filled[first]) if rule == "headers" else None
    start = filled[position]
    title = cues.BULLET.sub("", lines[start]).strip().lstrip("# ")
    if rule == "dated" and (start in contents.lines or cues.is_sentence(title) and len(title) > 60 or cues.link(title) or cues.attachment(title)):
        return None
    above = filled[position - 1] if position > taken else -1
    joined = f"{lines[above].strip()} {title}" if above >= 0 else ""
    if joined and contents.listed and not contents.entry(title, EXACT) and contents.entry(joined, EXACT):  # a headline broken over two lines
        return above, joined, start + 1
    return start, title, start + 1
