"""Printed lines to paragraphs that can be analysed: str in, str out.

The original stays reachable: every paragraph keeps the number of its first line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from policyanalysis.corpus import cues
from policyanalysis.language.characters import BLANK, CAPITAL, FULL_WIDTH, HAN, LINK, MARK, QUOTE, SMALL, STRANGE, kinds, units

BREAK = "\n\n"  # between the paragraphs of a text
WIDE = re.compile(f"[{''.join(FULL_WIDTH)}]")
BOLD = re.compile(r"\*\*(.+?)\*\*")
TAG = re.compile(r"</?(?:p|br|b|strong|em|i|span|div|font|u)\b[^<>]{0,200}>", re.I)
# In a line whose blanks are single ones; what is quoted ends in one.  A mark at the end of a word (the “a” and “b” here) closes another quotation.
SPACED_QUOTES = re.compile(r"[“”] (?<![^\s(\[（]. )([^“”]{2,121}+)(?<= )[“”]")
SPACED_MARKS = re.compile(r" (?<=\w )(?=[,;:%.](?: |$))")
LOWER = "abcdefghijklmnopqrstuvwxyz"
WORD = re.compile(r"\w")
STOPS = frozenset("。！？；：!?;:.…”’」』）)》]】\"'|")
ORDINALS = ["First", "Second", "Third", "Fourth", "Fifth"]
# It begins with what is rare and looks back from there: ten times as fast as a look-behind that is tried at every character.
GLUED = re.compile(r"[A-Z](?<=[a-z.:].)(?=[a-z])(?:(?<=[a-z][.:].)|%s)" % "|".join(
    rf"(?<=\b{ordinal} {verb}.)" for ordinal in [*ORDINALS, "One", *(f"The {ordinal.lower()}" for ordinal in ORDINALS)] for verb in ("is", "are")))
CJK_GAP = re.compile(r" (?:(?<=[\u3400-\u9fff] )(?=[\u3400-\u9fff，。；：、！？）》”])|(?<=[（《“，。；：、！？] )(?=[\u3400-\u9fff]))")
GAP = CAPITAL  # what its bit means among the traits of a line, which do not tell capitals
_new = tuple.__new__  # of a named tuple takes a third of the time of its own constructor
UNKNOWN = 255  # traits of a line that was not looked at: all of them are possible


class Paragraph(NamedTuple):
    """A paragraph of an article and the 0-based line of the page on which it begins.

    >>> Paragraph(3, "Ports trade berths.").line
    3
    """

    line: int
    text: str


def line_traits(lines: Sequence[str]) -> list[int]:
    """What `clean_line` has to look at in each line of a page, found for all of them at once.

    A sum of `HAN` (it has Chinese characters), `STRANGE` (characters that a clean line has none of), `BLANK` (others than the plain one), `GAP` (blanks side by side), `MARK` (a blank before a mark),
    `QUOTE` (a blank after a quotation mark), `SMALL` (a capital letter glued to what stands before it) and `LINK` (it may hold a link).

    >>> line_traits(["  A clean line, no more.", "one .", "It isThe", "a  b"]) == [0, MARK, SMALL, GAP]
    True
    """
    if not lines:
        return []
    characters = units("\n".join([*lines, ""]))
    starts = np.concatenate(([0], np.flatnonzero(characters[:-1] == ord("\n")) + 1))
    if len(starts) != len(lines):  # a line that holds a line feed
        return [UNKNOWN] * len(lines)
    found = kinds(characters)
    before, after = found[:-1], found[1:]
    odd = found & found * (STRANGE // BLANK) & STRANGE  # blanks other than the plain one
    traits = found & (HAN | STRANGE) ^ odd | odd // (STRANGE // BLANK)
    side_by_side = found & BLANK
    side_by_side[:-1] &= after
    side_by_side[1:] &= ~before
    side_by_side[starts] = 0  # a margin
    traits |= side_by_side * (GAP // BLANK)
    pairs = before & (after & LINK | after * (QUOTE // BLANK) & QUOTE | after // (CAPITAL // SMALL) & SMALL)  # links have the slashes of http://, or the first letters of www.
    traits[:-1] |= pairs | before * (MARK // BLANK) & after & MARK
    return np.bitwise_or.reduceat(traits, starts).tolist()


def clean_line(line: str, *, keep_gaps: bool = False, traits: int = UNKNOWN) -> str:
    """One printed line in the form that is analysed.

    Entities, tags and bold marks go, full-width letters and digits become plain ones, stray blanks inside quotation marks and between Chinese
    characters go (not with `keep_gaps`: in a headline they part two halves), words glued by lost bold marks are parted.

    >>> clean_line("  一是**提高 质量**，增长２０％&mdash;&mdash;")
    '一是提高质量，增长20%——'
    >>> clean_line("the ” one-stop ” service , the “ digital ” one. The second isThe mode")
    'the “one-stop” service, the “digital” one. The second is The mode'
    >>> clean_line("the “a” and “b” here")
    'the “a” and “b” here'
    """
    text = line
    if traits & STRANGE:
        text, traits = _plain(text), UNKNOWN if "&" in text else traits | UNKNOWN - HAN
    text = " ".join(text.split()) if traits & BLANK else text.strip()
    while traits & GAP and "  " in text:
        text = text.replace("  ", " ")
    if traits & HAN and cues.CJK.search(text):
        return CJK_GAP.sub("", text) if " " in text and not keep_gaps else text
    if traits & QUOTE and ("“" in text or "”" in text):
        text = SPACED_QUOTES.sub(lambda quote: f"“{quote[1][:-1]}”", text)
    if traits & MARK:
        text = SPACED_MARKS.sub("", text)
    return GLUED.sub(r" \g<0>", text) if traits & SMALL else text


def _plain(text):
    """The text without entities, marks of bold type and tags, its characters of full width plain ones."""
    text = html.unescape(text) if "&" in text else text
    if not text.isascii():
        for wide in set(WIDE.findall(text)):
            text = text.replace(wide, FULL_WIDTH[wide])
    if "<" in text:
        text = TAG.sub(" ", text)
    if "**" in text:
        text = BOLD.sub(r"\1", text)
    return text


def paragraphs(lines, start: int, end: int, traits: Sequence[int] | None = None) -> list[Paragraph]:
    """The paragraphs of lines `start` to `end` (inclusive), those that a page break cut in two joined again; `traits` are those of all lines (`line_traits`), if they are known.

    >>> paragraphs(["同时，举办百余场论坛和会议活动，邀请中外企业代表深入探", "", "讨开放发展之路。", "", "下一步"], 0, 4)
    [Paragraph(line=0, text='同时，举办百余场论坛和会议活动，邀请中外企业代表深入探讨开放发展之路。'), Paragraph(line=4, text='下一步')]
    """
    found: list[Paragraph] = []
    margin, last = None, ""
    for i, line in enumerate(lines[start : end + 1], start):
        if not (bare := line.strip()):
            continue
        own = traits[i] if traits else UNKNOWN
        text = bare if not own or own == HAN and " " not in bare else clean_line(bare, traits=own)
        if not (text[:1].isalnum() or WORD.search(text)):
            continue
        above, margin = margin, line.index(bare[0])
        if above == margin and last[-1] not in STOPS and _is_cut(last, text):
            last += ("" if cues.CJK.match(text) or cues.CJK.match(last[-1]) else " ") + text
            found[-1] = Paragraph(found[-1].line, last)
        else:
            last = text
            found.append(_new(Paragraph, (i, text)))
    return found


def _is_cut(above: str, below: str) -> bool:
    """Whether a sentence goes on from one paragraph to the next, which does not end with a stop: it breaks off inside a sentence, the second does not begin one."""
    if len(above) < 25:
        return False
    if cues.CJK.search(above):
        inside = "，" in above or "。" in above or "、" in above and len(above) > 40
        cut = inside and ("。" in below or "，" in below) and bool(cues.CJK.search(below)) and not cues.NUMBERING.match(above)
    else:
        cut = len(above) >= 60 and above[-1] in LOWER + "," and below[0] in LOWER
    return cut and not cues.NUMBERING.match(below)
