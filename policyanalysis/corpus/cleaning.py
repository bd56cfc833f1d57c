"""Printed lines to paragraphs that can be analysed: str in, str out.

The original stays reachable: every paragraph keeps the number of its first line.
"""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from policyanalysis.corpus import cues

FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05]} | dict.fromkeys(
    "\u3000\xa0\u2002\u2003", " ") | dict.fromkeys("\u200b\ufeff", "")
WIDE = re.compile(f"[{''.join(FULL_WIDTH)}]")
BOLD = re.compile(r"\*\*(.+?)\*\*")
TAG = re.compile(r"</?(?:p|br|b|strong|em|i|span|div|font|u)\b[^<>]{0,200}>", re.I)
SPACED_QUOTES = re.compile(r"[“”]\s+([^“”]{1,120}?)\s+[“”]")
SPACED_MARKS = re.compile(r"(?<=\w) (?=[,;:%.](?: |$))")
LOWER = "abcdefghijklmnopqrstuvwxyz"
WORD = re.compile(r"\w")
STOPS = "。！？；：!?;:.…”’」』）)》]】\"'|"
# These begin with what is rare and look back from there: ten times as fast as a look-behind that is tried at every character.
GLUED = re.compile(r"[A-Z](?<=[a-z.:][A-Z])")
GLUED_WORDS = re.compile(r"\b((?:First|Second|Third|Fourth|Fifth|One|The (?:first|second|third|fourth|fifth)) (?:is|are))(?=[A-Z][a-z])|(?<=[a-z][.:])(?=[A-Z][a-z])")
CJK_GAP = re.compile(r" (?:(?<=[\u3400-\u9fff] )(?=[\u3400-\u9fff，。；：、！？）》”])|(?<=[（《“，。；：、！？] )(?=[\u3400-\u9fff]))")


class Paragraph(NamedTuple):
    """A paragraph of an article and the 0-based line of the page on which it begins."""

    line: int
    text: str


def clean_line(line: str, *, keep_gaps: bool = False) -> str:
    """One printed line in the form that is analysed.

    Entities, tags and bold marks go, full-width letters and digits become plain ones, stray blanks inside quotation marks and between Chinese
    characters go (not with `keep_gaps`: in a headline they part two halves), words glued by lost bold marks are parted.

    >>> clean_line("  一是**提高 质量**，增长２０％&mdash;&mdash;")
    '一是提高质量，增长20%——'
    >>> clean_line("the ” one-stop ” service , the “ digital ” one. The second isThe mode")
    'the “one-stop” service, the “digital” one. The second is The mode'
    """
    text = html.unescape(line) if "&" in line else line
    if not text.isascii():
        for wide in set(WIDE.findall(text)):
            text = text.replace(wide, FULL_WIDTH[wide])
    if "<" in text:
        text = TAG.sub(" ", text)
    if "**" in text:
        text = BOLD.sub(r"\1", text)
    text = " ".join(text.split())
    if not text.isascii() and cues.CJK.search(text):
        return CJK_GAP.sub("", text) if " " in text and not keep_gaps else text
    if "“" in text or "”" in text:
        text = SPACED_QUOTES.sub(r"“\1”", text)
    if " ," in text or " ;" in text or " :" in text or " %" in text or " ." in text:
        text = SPACED_MARKS.sub("", text)
    return GLUED_WORDS.sub(lambda m: f"{m[1] or ''} ", text) if GLUED.search(text) else text


def paragraphs(lines, start: int, end: int) -> list[Paragraph]:
    """The paragraphs of lines `start` to `end` (inclusive), those that a page break cut in two joined again.

    >>> paragraphs(["同时，举办百余场论坛和会议活动，邀请中外企业代表深入探", "", "讨开放发展之路。", "", "下一步"], 0, 4)
    [Paragraph(line=0, text='同时，举办百余场论坛和会议活动，邀请中外企业代表深入探讨开放发展之路。'), Paragraph(line=4, text='下一步')]
    """
    found: list[Paragraph] = []
    margin = None
    for i in range(start, end + 1):
        if not lines[i] or lines[i].isspace():
            continue
        text = clean_line(lines[i])
        if not WORD.search(text):
            continue
        above, margin = margin, cues.indent(lines[i])
        if found and above == margin and _is_cut(found[-1].text, text):
            glue = "" if cues.CJK.match(text) or cues.CJK.match(found[-1].text[-1]) else " "
            found[-1] = Paragraph(found[-1].line, found[-1].text + glue + text)
        else:
            found.append(Paragraph(i, text))
    return found


def _is_cut(above: str, below: str) -> bool:
    """Whether a sentence goes on from one paragraph to the next: the first breaks off inside a sentence, the second does not begin one."""
    if above[-1] in STOPS or cues.NUMBERING.match(below):
        return False
    if cues.CJK.search(above):
        inside = "，" in above or "。" in above or "、" in above and len(above) > 40
        return len(above) >= 25 and inside and not cues.NUMBERING.match(above) and bool(cues.CJK.search(below)) and ("。" in below or "，" in below)
    return len(above) >= 60 and above[-1] in LOWER + "," and below[0] in LOWER
