"""Printed lines of a PDF to paragraphs: what repeats on every page goes, what the margin broke is joined again.

A line was broken by the margin if the next word (in Chinese, the next character) would not have fitted on it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_CJK = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_PAGE_NUMBER = re.compile(r"^\W*(?:(?:page|p\.?)\s*)?\d{1,4}\s*(?:(?:/|of|共)\s*\d{1,4})?\W*$|^\W*第\s*\d{1,4}\s*页(?:\W*共\s*\d{1,4}\s*页)?\W*$|^[-–—\s]*[ivxlc]{1,6}[-–—\s]*$", re.I)
_ITEM = re.compile(r"^\s*(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z])\s*[）)]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十百]+[条章节部]|\d{1,2}(?:\.\d{1,2})*[.、．)）]\s*(?=\D)"
                   r"|[•●▪◆■◦‣·\-–]\s|[①-⑳]|附件?\s*\d*[:：])")
_END = re.compile(r"[。！？；：!?:;.…][”’」』）)\]\"']*\s*$")
_CLOSED = re.compile(r"[。！？!?…][”’」』）)\]\"']*\s*$")
# Fonts often map a character to the radical that looks like it.  Kangxi radicals and ligatures have a plain form in Unicode's compatibility tables; of the
# supplement's, which have none, the ones that are characters of their own in simplified or traditional text.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xFB00, 0xFB07))}
_RADICALS |= dict(zip(map(ord, "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻳"), "母民虎西见角贝车長长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙龟"))
MARGIN_SHARE = 0.85  # quantile of the lines' widths that stands for the margin: headings above and last lines below it do not move it
EDGE = 2  # lines at the head and at the foot of a page among which running heads are looked for


def plain_characters(text: str) -> str:
    """The text with characters in the place of radicals and ligatures that only look like them.

    >>> plain_characters("⼯业部⻔的⻋辆 ﬁnance")
    '工业部门的车辆 finance'
    """
    return text.translate(_RADICALS)


def drop_furniture(pages: list[list[str]]) -> tuple[list[list[str]], int]:
    """Leave out page numbers, and lines that stand at the edge of half of the pages (at least three), their digits apart.

    >>> drop_furniture([["政策汇编", "甲", "1"], ["政策汇编", "乙", "2"], ["政策汇编", "丙", "3"]])
    ([['甲'], ['乙'], ['丙']], 6)
    """
    edges = [_edges(lines) for lines in pages]
    counts = Counter(key for lines, at in zip(pages, edges) for key in {_key(lines[i]) for i in at})
    repeated = {key for key, n in counts.items() if n >= max(3, len(pages) / 2) and key}
    numbered = sum(any(_PAGE_NUMBER.match(lines[i]) for i in at) for lines, at in zip(pages, edges)) > max(1, len(pages) / 2)
    kept, n_dropped = [], 0
    for lines, at in zip(pages, edges):
        drop = {i for i in at if _key(lines[i]) in repeated or numbered and _PAGE_NUMBER.match(lines[i])}
        n_dropped += len(drop)
        kept.append([line for i, line in enumerate(lines) if i not in drop])
    return kept, n_dropped


def join_lines(pages: list[list[str]]) -> tuple[list[str], list[int]]:
    """Paragraphs, and the 1-based page on which each begins.

    >>> join_lines([["The plan names the manufac-", "turing centres of the coun-", "try and what they all must", "do."], ["Next."]])
    (['The plan names the manufacturing centres of the country and what they all must do.', 'Next.'], [1, 2])
    >>> join_lines([["国务院办公厅近日印发意见，", "要求各地区各部门推动高质", "量发展。", "一、总体要求"]])[0]
    ['国务院办公厅近日印发意见，要求各地区各部门推动高质量发展。', '一、总体要求']
    """
    printed = [(line.rstrip(), number) for number, lines in enumerate(pages, 1) for line in lines]
    widths = sorted(width(line.strip()) for line, _ in printed if line.strip())
    margin = widths[min(len(widths) - 1, int(MARGIN_SHARE * len(widths)))] if widths else 0
    whole = {word.lower() for line, _ in printed for word in re.findall(r"\w+-\w+", line)}
    indented = _indents(printed)
    lines, numbers, last = [], [], ""
    for line, number in printed:
        text = line.strip()
        if text and last and _goes_on(last, line, margin, indented):
            lines[-1] = _glue(lines[-1], text, whole)
        elif text:
            lines.append(text)
            numbers.append(number)
        if text or not lines or numbers[-1] == number:  # a blank line ends a paragraph, but not the blank foot of a page
            last = text
    return lines, numbers


def width(text: str) -> int:
    """Columns that a text takes: two for a Chinese character.

    >>> width("国务院 2025")
    11
    """
    return len(text) + sum(unicodedata.east_asian_width(c) in "WF" for c in text if c > "\xff")


def _edges(lines):
    filled = [i for i, line in enumerate(lines) if line.strip()]
    return sorted({*filled[:EDGE], *filled[-EDGE:]}) if len(filled) > 1 else []


def _key(line):
    """A line without its digits: `12  Monthly digest` and `Monthly digest 13` are the same head; what is a sentence is none."""
    text = re.sub(r"[\d\W_]+", "", line).lower()
    return text if len(line.strip()) <= 80 and not _CLOSED.search(line) else ""


def _indents(printed):
    """Whether the extraction kept first-line indents: some lines have one, most have not."""
    filled = [line for line, _ in printed if line.strip()]
    share = sum(line[0] in " \u3000\t" for line in filled) / max(1, len(filled))
    return 0.02 < share < 0.5


def _goes_on(above, line, margin, indented):
    text = line.strip()
    if _ITEM.match(text) or indented and line[0] in " \u3000\t":
        return False
    chinese = bool(_CJK.match(above[-1]) or _CJK.match(text))
    if re.search(r"[A-Za-z]-$", above) and text[0].islower():
        return True
    if chinese:
        room = margin - width(above)
        if _CLOSED.search(above) and (not indented or room > 2):
            return False  # a paragraph may well end at the margin; one cut in two at a sentence's end does less harm than two made one
        return room < 6  # a character, a punctuation mark that may not begin a line, and a number kept together
    word = re.match(r"\S+", text)[0]
    fits = width(above) + 1 + width(word) <= 0.97 * margin
    return not fits and not (_END.search(above) and text[0].isupper() and width(above) < 0.8 * margin)


def _glue(above, text, whole):
    if re.search(r"[A-Za-z]-$", above) and text[0].islower():
        head, tail = re.search(r"\w+-$", above)[0], re.match(r"\w+", text)[0]
        return above + text if (head + tail).lower() in whole else above[:-1] + text
    return above + ("" if _CJK.match(above[-1]) or _CJK.match(text) else " ") + text
