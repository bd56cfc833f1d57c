"""Headlines with running numbers: of the whole page, or anew in each of its sections."""

from __future__ import annotations

import re
from itertools import pairwise

from policyanalysis.corpus import cues
from policyanalysis.corpus.splitting.boundaries import MIN_ITEMS
from policyanalysis.corpus.splitting.heads import ITEM, is_heading
from policyanalysis.language.numerals import chinese_number

TITLED = re.compile(r"(?:方案|计划|措施|意见|规划|办法|通知|纲要|细则|条例|规定|决定)(?:[（(][^）)]{1,16}[）)])?$")  # how a document's headline ends
LEAD = re.compile(r"\s*(\d{1,3})\s*[、.．)）]\s*【[^【】]{4,60}】")
TOP = 10  # non-blank lines among which the first number stands
SECTION = 40  # English letters' worth of the heading of a section


def numbered(lines, filled) -> list[int]:
    """Headlines with running numbers of one style from the top of the page on, and no other numbers below them.

    >>> lines = ["1. Two ports agree to trade their berths", "They did.", "2. Growers of tea print on every box", "It sells.", "3. Notaries of the town move into one office", "They share."]
    >>> numbered(lines, range(6))
    [0, 2, 4]
    """
    styles = _styles(lines, filled)
    if len(styles) != 1:
        return []
    marks = next(iter(styles.values()))
    if len(marks) < MIN_ITEMS or marks[0] > 5:
        return []
    if any(b - a < 2 or not is_heading(lines[filled[a]]) for a, b in pairwise([*marks, len(filled)])):
        return []
    lengths = sorted(cues.length(lines[filled[p]].strip()) for p in marks)
    return [filled[p] for p in marks] if lengths[len(lengths) // 2] >= 36 else []


def led_by_number(lines, filled) -> list[int]:
    """Paragraphs that open with a running number and their headline in brackets: 1、【国家下达冷链投资】支持预冷。

    >>> led_by_number(["▌要闻", "1、【国家下达冷链投资】支持预冷。", "2、【上海港加注绿色甲醇】全程九小时。", "▌地方", "3、【河南拨付防治资金】每亩补助两元。"], range(5))
    [1, 2, 4]
    """
    starts = [i for i in filled if lines[i].lstrip()[0] in "123456789" and LEAD.match(lines[i])]
    in_turn = [int(LEAD.match(lines[i])[1]) for i in starts] == list(range(1, len(starts) + 1))
    return starts if len(starts) >= MIN_ITEMS and in_turn and starts[0] in filled[:TOP] else []


def numbered_in_sections(lines, filled) -> tuple[list[int], list[int]]:
    """Headlines with numbers that begin at one anew below each heading of a section, which has numbers of another style and no text of its own; and those headings.

    >>> lines = ["一、宏观", "1. 两个港口互换泊位三年", "已经签约。", "2. 茶农把碳账印上包装", "卖得更好。", "二、地方", "1. 小镇的公证员搬进同一间屋", "共用一台电脑。"]
    >>> numbered_in_sections(lines, range(8))
    ([1, 3, 6], [0, 5])
    """
    styles = sorted(_styles(lines, filled).values())
    if len(styles) != 2 or len(styles[0]) < 2 or len(styles[1]) < max(MIN_ITEMS, len(styles[0]) + 1) or styles[0][0] > 5:
        return [], []
    sections, marks = styles
    above = set(marks)
    if not all(p + 1 in above and cues.length(lines[filled[p]].strip()) <= SECTION and not cues.is_sentence(lines[filled[p]]) for p in sections):
        return [], []
    if any(TITLED.search(lines[i].strip()) for i in filled[: sections[0]]):
        return [], []  # one document, whose articles are numbered
    ends, headings = sorted([*marks, *sections, len(filled)]), set(sections)
    expected = 1
    for p, end in pairwise(ends):
        if p in headings:
            expected = 1
        elif end - p < 2 or _number(lines[filled[p]]) != expected or not is_heading(lines[filled[p]]):
            return [], []
        else:
            expected += 1
    return [filled[p] for p in marks], [filled[p] for p in sections]


def _number(line):
    """The number that a line begins with; None for one that can't be read."""
    found = re.search(r"\d+|[一二三四五六七八九十]+|[①-⑳]", line)
    if not found:
        return None
    return int(found[0]) if found[0].isdecimal() else ord(found[0]) - ord("①") + 1 if "①" <= found[0] <= "⑳" else chinese_number(found[0])


def _styles(lines, filled):
    """Positions of the lines that begin with a number, by its style."""
    styles = {}
    for p, i in enumerate(filled):
        if lines[i].lstrip()[0] in "123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩（(" and (match := ITEM.match(lines[i]) or cues.NUMBERING.match(lines[i])):
            styles.setdefault(re.sub(r"[\d一二三四五六七八九十①-⑳]+", "一" if match[0].strip(" （(")[0] in "一二三四五六七八九十" else "1", match[0].strip()), []).append(p)
    return styles
