"""Articles that nothing but their headline or their dateline announces, beside others of the same page.

Most pages are mixed: some items have a line of origin, some have none.  The announced ones show how headlines of the page are printed; what is printed
in the same way and opens a part with other words is one more.  Datelines (`新华社北京5月14日电`) announce the headline above them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import pairwise

import numpy as np

from policyanalysis.corpus import cues
from policyanalysis.corpus.splitting.contents import key
from policyanalysis.corpus.splitting.doubts import WIRED
from policyanalysis.corpus.splitting.heads import Span, describe, is_headline, plain_title
from policyanalysis.corpus.splitting.origins import is_foot, origin
from policyanalysis.corpus.splitting.words import Words, cosine

MIN_DATELINES = 3
RUN = 5  # lines above a dateline that may be headline, its second line, and byline
BYLINE = re.compile(r"\s*(?:[——―]{1,2}|[（(][^（）()]*[)）]\s*$|(?:本报|本報|本刊|新华社|中新社|[\u3400-\u9fff]{2,6}社)?(?:特约|见习)?(?:记者|記者|通讯员|撰文)[\s\u3000:：/／].{0,40}$|By\s)")
MIN_LENGTH = 32  # of a headline, in English letters' worth, as in `headlines`
SHORTER = 0.6  # of the length of the page's middle headline, at least: headings are usually half as long
MAX_TOLD = 0.2  # as in `headlines`
MAX_SIMILARITY = 0.20  # twice as much as there, since the words are not weighed by their rarity
LISTED = 80  # characters of a headline that a table of contents prints
TELLING = 200  # characters that show a line's language
MIN_TEXT = 100  # of an article, in English letters' worth


def datelines(lines, filled) -> list[int]:
    """The headlines above datelines, where a page has several; the line under which a reporter signs is not one.

    >>> datelines(["港口互换泊位", "本报记者 李一", "新华社天津5月9日电 两港签约。", "茶叶出口", "新华社福州5月9日电 次日出证。", "老矿坑", "新华社沈阳5月9日电 成为乐园。"], range(7))
    [0, 3, 5]
    """
    wired = [p for p, i in enumerate(filled) if p and WIRED.match(lines[i])]
    if len(wired) < MIN_DATELINES:
        return []
    runs = [_run(lines, filled, p, above) for above, p in pairwise([-1, *wired])]
    runs = [run for run in runs if run]
    if len(runs) < MIN_DATELINES or 2 * len(runs) < len(wired):
        return []
    depth = min(len(run) for run in runs)
    near = min(filled[run[-1] + 1] - filled[run[-1]] for run in runs)
    starts = [filled[_first(filled, run, depth, near)] for run in runs]
    return starts if all(is_headline(lines[i]) for i in starts) else []  # long ones that end as sentences are told by the change of words


def _run(lines, filled, p, above):
    """Positions of the lines above a dateline that may be its headline."""
    run = []
    for q in range(p - 1, max(above, p - 1 - RUN), -1):
        line = lines[filled[q]]
        if BYLINE.match(line) or origin(line):
            continue
        if not run and line.rstrip().endswith(".") and len(line) <= cues.MAX_TITLE / 2 and not cues.TWO_SENTENCES.search(line):  # headlines of translated news end as sentences do
            run.insert(0, q)
            break
        if cues.is_sentence(line) and line.rstrip()[-1:] not in tuple("？！?!") or not is_headline(line) or cues.BRACKETED.match(line):
            break
        run.insert(0, q)
    return run


def _first(filled, run, depth, near):
    """The first line of a headline: below the last gap wider than the one below headlines, else as far above the dateline as on the other articles of the page."""
    wide = [q for above, q in pairwise([run[0] - 1, *run]) if above >= 0 and filled[q] - filled[above] > near]
    return wide[-1] if wide else run[-depth]


def unannounced(layout, spans: list[Span]) -> list[Span]:
    """The spans, and between their lines the articles whose headlines are printed like theirs; a doubt says which are guessed.

    >>> from policyanalysis.corpus.splitting.contents import find_contents
    >>> from policyanalysis.corpus.splitting.rules import Layout
    >>> layout = Layout(("Ports trade berths", "Two ports agreed."), [0, 1], find_contents([]))
    >>> unannounced(layout, [Span(0, 1, 1, "Ports trade berths")])[0].title
    'Ports trade berths'
    """
    titled = [span for span in spans if span.title]
    if len(titled) < 2:
        return spans
    form = _Form(layout, titled)
    found = []
    for span in _with_top(layout, spans):
        starts = form.starts(span)
        first = span.start if span.rule else None
        cuts = [i for i in starts if i != first]
        if not cuts or first is not None and cuts[0] <= span.body:
            cuts = [i for i in cuts if i > span.body]
        if first is not None:
            found.append(span if not cuts else _shortened(layout, span, cuts[0] - 1))
        for start, following in pairwise([*cuts, span.end + 1]):
            part = describe(layout.lines, start, following - 1, "unannounced", title=plain_title(layout.lines[start]))
            part.doubt = "" if layout.contents.entry(part.title) or form.wired(start) else "a headline without a line of origin"
            found.append(part)
    return found


def _with_top(layout, spans):
    """The spans, and before them what stands above the first one, below the page's table of contents."""
    top = [i for i in layout.filled if max(layout.contents.lines.stop, 0) <= i < spans[0].start]
    return [Span(top[0], top[-1], top[0], ""), *spans] if top else spans


def _shortened(layout, span, end):
    """The article with the lines that remain to it, read again."""
    known = bool(span.title) and span.body > span.start
    again = describe(layout.lines, span.start, end, span.rule, title=span.title if known else None, below=None if not known else _below(layout, span))
    return again


def _below(layout, span):
    """First line below a headline that may be printed on two lines."""
    text = "".join(span.title.split())
    for i in range(span.start, min(span.body, span.end) + 1):
        if "".join(plain_title(layout.lines[i]).split()) and text.endswith("".join(plain_title(layout.lines[i]).split())):
            return i + 1
    return span.start + 1


class _Form:
    """How the headlines of a page's announced articles are printed."""

    def __init__(self, layout, titled):
        self.layout = layout
        lines, filled = layout.lines, layout.filled
        heads = [p for span in titled if (p := _headline_at(layout, span)) is not None]
        self.heads = set(heads)
        lengths = sorted(cues.length(lines[filled[p]].strip()) for p in heads) or [0]
        self.least = max(MIN_LENGTH, SHORTER * lengths[len(lengths) // 2])
        self.above = min((filled[p] - filled[p - 1] for p in heads if p), default=1)
        self.below = min((filled[p + 1] - filled[p] for p in heads if p + 1 < len(filled)), default=1)
        self.margins = {cues.indent(lines[filled[p]]) for p in heads}
        self.first = titled[0].start  # above it stand the page's name and the like
        self.closed = any(cues.is_sentence(lines[filled[p]]) for p in heads)  # translated headlines end as sentences do

    def wired(self, start):
        """Whether a day, a dateline or a reporter below a headline announces its article after all."""
        p = bisect_left(self.layout.filled, start)
        below = self.layout.lines[self.layout.filled[p + 1]] if p + 1 < len(self.layout.filled) else ""
        if "date" in (origin(below) or ()):
            return True
        return any(WIRED.match(self.layout.lines[i]) or REPORTER.match(self.layout.lines[i]) for i in self.layout.filled[p + 1 : p + 3])

    def starts(self, span):
        """First lines of the articles within a span whose headline nothing announces."""
        layout = self.layout
        a, b = bisect_left(layout.filled, span.start), bisect_left(layout.filled, span.end + 1)
        if listed := layout.contents.listed:
            return [i for p, i in enumerate(layout.filled[a : b - 1], a) if 8 <= len(layout.lines[i]) <= LISTED and layout.lines[i][-1] not in "。；.;>" and p not in self.heads and layout.contents.may_list(layout.lines[i]) and key(plain_title(layout.lines[i])) in listed and self._alike(p)]
        alike = [p for p in range(a, b - 1) if p not in self.heads and self._alike(p)]
        alike = [p for p in alike if p == a or p - 1 not in alike or not span.rule]
        kept, begin = [], a
        for p, following in pairwise([*alike, b]):
            if self._is_article(begin if span.rule or kept else None, p, following):
                kept.append(layout.filled[p])
                begin = p
        return kept

    def _alike(self, p):
        lines, filled = self.layout.lines, self.layout.filled
        line = lines[filled[p]]
        if not 8 <= len(line) <= cues.MAX_TITLE or p and filled[p - 1] >= self.first and filled[p] - filled[p - 1] < self.above or filled[p + 1] - filled[p] < self.below:
            return False
        if cues.indent(line) not in self.margins or cues.length(line.strip()) < self.least or cues.is_sentence(line) and line.rstrip()[-1] not in ("？！?!." if self.closed else "？！?!"):
            return False
        if p and filled[p - 1] >= self.first and not self._ends(lines[filled[p - 1]]):
            return False
        return (is_headline(line) and not cues.NUMBERING.match(line) and not cues.BRACKETED.match(line) and not BYLINE.match(line)
                and any(cues.is_sentence(lines[i]) or cues.length(lines[i]) > 60 for i in filled[p + 1 : p + 3]))

    def _ends(self, line):
        """Whether an article may end in a line."""
        return bool(cues.is_sentence(line) or is_foot(line) or origin(line) or cues.link(line) or cues.attachment(line) or cues.BRACKETED.match(line)
                    or cues.length(line.strip()) < self.least)

    def _is_article(self, begin, p, following):
        lines, filled = self.layout.lines, self.layout.filled
        text = sum(cues.length(lines[i].strip()) for i in filled[p + 1 : following])
        if text < MIN_TEXT or begin is not None and sum(cues.length(lines[i].strip()) for i in filled[begin + 1 : p]) < MIN_TEXT:
            return False
        if begin is None or self.wired(filled[p]):
            return True
        own = self._words.distinct(p)
        above, below = (self._words.weigh(self._words_of(part), rare=False) for part in (range(begin, p), range(p + 1, following)))
        n_told, similarity = np.count_nonzero(above.of(own)), cosine(above, below)
        return n_told <= max(1, MAX_TOLD * len(own)) and similarity <= MAX_SIMILARITY or n_told <= len(own) / 3 and similarity <= MAX_SIMILARITY / 2

    @cached_property
    def _words(self):
        return Words([self.layout.lines[i] for i in self.layout.filled])

    def _words_of(self, part):
        """The words of a part, those of its foot left out."""
        return np.concatenate([self._words.of(p) for p in part if not is_foot(self.layout.lines[self.layout.filled[p]])] or [np.empty(0, dtype=int)])


def turned(layout, spans: list[Span]) -> list[Span]:
    """The spans; one whose text changes its language once, at a headline, is an article and its translation.

    A text that prints both languages in turn, paragraph by paragraph, changes often and stays one.

    >>> from policyanalysis.corpus.splitting.contents import find_contents
    >>> from policyanalysis.corpus.splitting.rules import Layout
    >>> lines = ("Two ports agree to trade berths", *["The two ports of the bay agreed on Monday to trade berths from October on."] * 9, "两港同意互换泊位", *["海湾的两个港口星期一同意，从十月起互换泊位，为期三年，并共用引航站。"] * 9)
    >>> layout = Layout(lines, list(range(20)), find_contents(lines))
    >>> [(span.start, span.end) for span in turned(layout, [Span(0, 19, 1, lines[0])])]
    [(0, 9), (10, 19)]
    """
    found = []
    for span in spans:
        cut = _turn(layout, span)
        if cut is None:
            found.append(span)
            continue
        second = describe(layout.lines, cut, span.end, span.rule, title=plain_title(layout.lines[cut]))
        second.doubt = "a headline in another language than the text above it"
        found += [_shortened(layout, span, cut - 1), second]
    return found


def _turn(layout, span):
    """The headline at which the only change of language in a span stands; None if there is none, or more."""
    lines = layout.lines
    inside = layout.filled[bisect_left(layout.filled, span.start) : bisect_left(layout.filled, span.end + 1)]
    script = [(i, not lines[i].isascii() and bool(cues.CJK.search(lines[i], 0, TELLING))) for i in inside if len(lines[i]) > 3]
    changes = [i for (_, above), (i, here) in pairwise(script) if above != here]
    if len(changes) != 1 or not is_headline(lines[changes[0]]) or cues.is_sentence(lines[changes[0]]) or cues.NUMBERING.match(lines[changes[0]]):
        return None
    parts = [[i for i in inside if i < changes[0]], [i for i in inside if i > changes[0]]]
    long_enough = all(sum(cues.length(lines[i]) for i in part) >= 3 * MIN_TEXT and sum(cues.is_sentence(lines[i]) for i in part) > 1 for part in parts)
    return changes[0] if long_enough else None


REPORTER = re.compile(r"\s*[【〔\[（(](?:本报|本報)?(?:记者|記者)[^】〕\])）]{2,24}[】〕\])）]")


def _headline_at(layout, span):
    """Position of the line on which the headline of an article is printed."""
    a = bisect_left(layout.filled, span.start)
    for p in range(a, min(a + 8, len(layout.filled))):
        if plain_title(layout.lines[layout.filled[p]]) == span.title:
            return p
    return None
