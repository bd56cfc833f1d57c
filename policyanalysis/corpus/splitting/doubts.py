"""What is doubtful about the boundaries that a rule found."""

from __future__ import annotations

import re

from policyanalysis.corpus import cues
from policyanalysis.corpus.readers import Page
from policyanalysis.corpus.splitting.heads import Span
from policyanalysis.problems import Problem

WIRED = re.compile(r"\s*(?:[A-Z][A-Z .'-]{2,30},.{2,40}?\([A-Z][\w .&'’-]{1,40}\)|\S{0,12}?[\u3400-\u9fff]{2,12}\d{1,2}月\d{1,2}日[电電讯訊])")
UNSURE = "an article boundary may be wrong"  # how the reasons below begin
DOUBTS = {  # why the boundaries that a rule finds may be wrong
    "rulers": "stand below rulers, which may also part the sections of one text",
    "headings": "begin at Markdown headings that no line of source or date confirms; they may be sections of one text",
    "numbers": "begin at numbered headlines without a source; they may be sections of one text",
    "capitals": "begin at lines in capitals; they may be headings of one text",
    "margin": "begin at lines that stand out to the left of indented text; they may be headings of one text",
    "blank lines": "are parted by blank lines alone; they may be sections of one text",
    "headlines": "run together, and their headlines are told from headings by length and wording alone",
    "days": "begin at lines that print a day; they may be entries of one text",
    "run-together": "run together, and their headlines are told from headings by the change of words around them alone",
}


def doubts(page: Page, spans: list[Span]) -> list[Problem]:
    """A problem where the boundaries of a page's articles are guessed, at the first of them, or where the only article may be several or none.

    >>> page = Page("a.txt", ("A", "B"))
    >>> [problem.severity for problem in doubts(page, [Span(0, 0, 1, "A", rule="blank lines"), Span(1, 1, 2, "B", rule="blank lines")])]
    ['warning']
    """
    if len(spans) == 1:
        reason = _doubt_of_one(page.lines, spans[0]) if spans[0].rule == "whole page" else ""
        return [Problem(page.file, spans[0].start, "warning", f"an article that {reason}")] if reason else []
    guessed = [span for span in spans if span.doubt]
    if guessed:
        return [Problem(page.file, guessed[0].start, "warning", f"an article boundary may be wrong: {len(guessed)} of the {len(spans)} articles of this page begin at {guessed[0].doubt}; told by its place and wording")]
    if not spans or not (why := DOUBTS.get(spans[0].rule)) or all(_confirmed(page.lines, span) and span.rule != "days" for span in spans):
        return []
    return [Problem(page.file, spans[1].start, "warning", f"{UNSURE}: the {len(spans)} articles of this page {why}")]


def _confirmed(lines, span):
    """Whether something besides its headline says that an article begins here."""
    return span.meta.get("date") or span.meta.get("source") or span.body <= span.end and cues.DATELINE.match(lines[span.body])


def _doubt_of_one(lines, span):
    inside = [lines[i] for i in range(span.start, span.end + 1) if lines[i].strip()]
    if len(inside) > 2 and not any(cues.is_sentence(line) for line in inside):
        return "has no sentence: the page may be a list of links or a table"
    n_wired = sum(bool(WIRED.match(line)) for line in inside)
    return f"holds {n_wired} datelines: it may be several articles, between which no headlines were found" if n_wired > 1 else ""
