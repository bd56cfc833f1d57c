"""Rules that find where the articles of a page begin: each takes the page's lines and returns the first line of every article, or none.

They look for what is printed between or at the beginning of all articles: front matter, record marks, lines of origin, rulers, headings of
Markdown, numbers, brackets, indentation, blank lines.  A rule holds for the whole page or not at all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from policyanalysis.corpus import cues
from policyanalysis.corpus.splitting.heads import (
    MAST,
    RECORD,
    RULER,
    is_heading,
    is_headline,
    lead_title,
    plain_title,
    source_tag,
)
from policyanalysis.corpus.splitting.origins import is_foot, origin

MIN_ITEMS = 3  # as many make a list of articles rather than parts of one
LONG_AT_MARGIN = 60  # English letters' worth; headings of indented texts are half as long
COVERED = 0.7  # of the page's characters that a rule's articles must hold
TITLED = 0.8  # of the parts between rulers that must begin with a headline: thematic breaks stand inside a text
FENCED = 60  # lines of front matter at most
FENCES = {"---": ":", "+++": "="}
KEY = re.compile(r"[A-Za-z_][\w-]*\s*[:=]")
SIGNATURE = re.compile(r"^[\u3400-\u9fff、\s]{1,38}(?:部|委|委员会|局|厅|办公室|人民政府|院|署|司|会|总局|中心)$|^(?:Ministry|General Office|State Council|National|Department|Bureau|Commission)\b[\w ,&]{0,80}$")
LISTED = 60  # non-blank lines at the top of the page in which headlines may be listed
_BULLETS = " \t\u3000*•●◆◇○■□▲△►▌-"
_LEADER = re.compile(r"\s*(?:[.·]{3,}|…+|\t)[.·…\s]*\d{1,4}\s*$")  # what leads from a headline to its page in a list
_MARKS = frozenset("-=*_~—·#+<")
_COUNTED = frozenset("DdAaRrIi0123456789第文记*#[-—=")
_CLOSING = frozenset(")）]】〕")
_CLOSED = re.compile(r"(?:^|[。！？.!?”\"’])\s*[（(\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]\s*[。.]?\s*$")


def front_matter(lines, filled, marked) -> list[int]:
    """Fences around `key: value` lines, as static site generators keep them above a post.

    >>> front_matter(["---", "title: A", "---", "Text.", "---", "title: B", "---", "Text."], range(8), [0, 2, 4, 6])
    [0, 4]
    """
    starts, closed = [], -1
    for i in marked:
        separator = FENCES.get(lines[i].strip()) if i > closed and lines[i][0] in "-+" else None
        if not separator or i + 1 >= len(lines) or not KEY.match(lines[i + 1]):
            continue
        for j in range(i + 1, min(i + FENCED, len(lines))):
            if lines[j].strip() == lines[i].strip():
                starts, closed = [*starts, i], j
                break
            if lines[j].strip() and not (KEY.match(lines[j]) or lines[j][:1] in " \t-#]"):
                break
    return starts if len(starts) > 1 or starts and starts[0] == filled[0] else []


def records(lines, filled) -> list[int]:
    """The marks of an export that counts its records (`Document 2 of 30`).

    >>> records(["Document 1 of 2", "Ports", "Document 2 of 2", "Tea"], range(4))
    [0, 2]
    """
    starts = [i for i in filled if len(lines[i]) < 60 and (text := lines[i].lstrip())[0] in _COUNTED and RECORD.match(text)]
    return starts if len(starts) > 1 else []


def listed(lines, filled) -> tuple[list[int], list[int]]:
    """Headlines that a list at the top of the page has printed before, in its order, and names of sections among them: those directly above another of them.

    >>> listed(["In this issue", "* Tea", "* Ports", "* Law", "Tea", "It sells.", "Ports", "They trade.", "Law", "It binds."], range(10))
    ([4, 6, 8], [])
    >>> listed(["目录", "动态", "茶叶……2", "港口……3", "法规……4", "■ 动态", "茶叶", "卖得好。", "港口", "换泊位。", "法规", "已生效。"], range(12))
    ([6, 8, 10], [5])
    """
    top = [_LEADER.sub("", lines[i]).strip(_BULLETS) for i in filled[:LISTED]]
    printed = {text: [] for text in top}
    for p, i in enumerate(filled):
        if (text := top[p] if p < len(top) else lines[i].strip(_BULLETS)) in printed:
            printed[text].append(p)
    again = sorted(twice for text, twice in printed.items() if len(twice) == 2 and any(map(str.isalnum, text)))
    entries, places = [first for first, _ in again], [second for _, second in again]
    if len(again) < MIN_ITEMS or places != sorted(places) or entries[-1] >= places[0] or entries[-1] - entries[0] > 3 * len(entries):
        return [], []
    sections = [a for a, b in pairwise(places) if b - a == 1]
    starts = [p for p in places if p not in sections]
    if any(map(_LEADER.search, map(lines.__getitem__, filled[: entries[-1] + 1]))) and 2 * sum(bool(origin(lines[filled[p + 1]])) for p in places if p + 1 < len(filled)) >= len(starts):
        return [], []  # a line of origin below each tells more of it
    return ([filled[p] for p in starts], [filled[p] for p in sections]) if len(starts) >= MIN_ITEMS and places[-1] < len(filled) - 1 else ([], [])


def rulers(lines, filled, marked) -> list[int]:
    """The first lines of the parts between rulers, if they begin with headlines.

    >>> lines = ["Ports trade berths", "Two ports agreed on it.", "-----", "Tea sells well", "Growers print it on every box."]
    >>> rulers(lines, range(5), [2])
    [0, 3]
    """
    marks = [bisect_left(filled, i) for i in marked if lines[i].lstrip()[0] in _MARKS and RULER.match(lines[i])]
    if not marks:
        return []
    underlines = [p for p in marks if p and filled[p] == filled[p - 1] + 1 and is_headline(lines[filled[p - 1]]) and not _opens(lines, filled, p + 1)]
    if len(underlines) > 1 and 2 * len(underlines) > len(marks):  # headlines that are underlined
        return [filled[p - 1] for p in underlines]
    starts = [p for p in [0, *(p + 1 for p in marks)] if p < len(filled) and p not in marks]
    ends = [*(p - 1 for p in starts[1:]), len(filled) - 1]
    parts = [(a, b) for a, b in zip(starts, ends) if any(cues.is_sentence(lines[filled[p]]) and len(lines[filled[p]]) > 20 for p in range(a, b + 1))]
    opened = [filled[a] for a, b in parts if _opens(lines, filled, a)]
    return opened if len(opened) > 1 and len(opened) >= TITLED * len(parts) else []


def _opens(lines, filled, position):
    """Whether an article may begin here: a headline or a line of origin, with text below it."""
    if position + 1 >= len(filled):
        return False
    line = lines[filled[position]]
    return bool(origin(line)) or is_headline(line) and (not cues.is_sentence(line) or len(line) < 100)


def headings(lines, marked) -> dict[int, list[int]]:
    """Headings of Markdown that are not numbered, by level.

    >>> headings(["# 港口", "They trade.", "## 1. Aims", "## 茶叶"], [0, 2, 3])
    {1: [0], 2: [2, 3]}
    """
    found = {}
    for i in marked:
        if lines[i][0] == "#" and (match := re.match(r"(#{1,4})\s+(?=\S)", lines[i])):
            found.setdefault(len(match[1]), []).append(i)
    return found


def bracketed(lines, filled) -> list[int]:
    """Lines in brackets that stand above every article of a digest: its region or its section.

    >>> lines = ["【上海】", "港口互换泊位", "两港同意互换泊位。", "【北京】", "茶叶热销", "茶农在盒上印字。", "【广州】", "公证处合并", "他们共用办公室。"]
    >>> bracketed(lines, range(9))
    [0, 3, 6]
    """
    marks = [p for p, i in enumerate(filled) if lines[i].lstrip()[0] in "【[〔" and cues.BRACKETED.match(lines[i])]
    if len(marks) < MIN_ITEMS or marks[0] > 5:
        return []
    for a, b in pairwise([*marks, len(filled)]):
        headlines = [p for p in range(a + 1, b) if not cues.is_sentence(lines[filled[p]]) and is_headline(lines[filled[p]])]
        if b - a < 2 or len(headlines) > 1 or headlines and headlines[0] != a + 1:
            return []
    return [filled[p] for p in marks]


def tagged(lines, filled) -> list[tuple[int, int, str]]:
    """First and last line, and section, of items that end, or whose headlines end, in their source in brackets.

    >>> lines = ["Tea sells", "Growers print it. (Xinhua)", "LAW", "Notaries meet", "They share an office. (Xinhua)", "Ports trade", "A crane is free. (Xinhua)"]
    >>> tagged(lines, range(7))
    [(0, 1, ''), (3, 4, 'LAW'), (5, 6, 'LAW')]
    """
    tags = [p for p, i in enumerate(filled) if not _CLOSING.isdisjoint(lines[i].rstrip()[-2:]) and source_tag(lines[i])]
    if len(tags) < MIN_ITEMS:
        return []
    feet = [p for p in tags if _CLOSED.search(lines[filled[p]])]
    items = _below(lines, filled, feet) if 2 * len(feet) >= len(tags) else [(a, b - 1, "") for a, b in pairwise([*sorted(set(tags) - set(feet)), len(filled)])]
    lengths = sorted(b - a for a, b, _ in items)
    held = sum(len(lines[filled[p]]) for a, b, _ in items for p in range(a, b + 1))
    if len(items) < MIN_ITEMS or held < COVERED * sum(len(lines[i]) for i in filled) or lengths[-1] > 4 * lengths[len(lengths) // 2] + 4:
        return []
    return [(filled[a], filled[b], section) for a, b, section in items]


def _below(lines, filled, feet):
    """Positions and sections of the items that end at `feet`."""
    usual = _usual(feet) if len(feet) > 1 else 0
    items, section = [], ""
    for begin, end in pairwise([-1, *feet]):
        heads = [p for p in range(begin + 1, end) if is_heading(lines[filled[p]])]
        if begin < 0:  # above the first item may stand a title of the page, and a greeting
            near = [p for p in heads if end - p < usual][:1] or heads[-1:]
            heads = [p - 1 for p in near if p - 1 in heads and p > 1] + near
        while len(heads) > 1 and heads[1] == heads[0] + 1 and heads[1] < end:
            section = plain_title(lines[filled[heads.pop(0)]])
        items.append((heads[0] if heads else begin + 1 if begin >= 0 else end, end, section))
    titled = [lines[filled[a]].lstrip()[0] == "#" for a, b, _ in items]
    if 2 * sum(titled) < len(items) and any(titled):  # headings of Markdown above some of the items are sections
        section, parted = "", []
        for (a, b, above), marked in zip(items, titled):
            section = plain_title(lines[filled[a]]) if marked else section or above
            parted.append((a + marked, b, section))
        return parted
    return items


def _usual(ends):
    """Non-blank lines from the end of an item to the end of the next one, usually."""
    steps = sorted(b - a for a, b in pairwise(ends))
    return steps[len(steps) // 2]


def led(lines, filled) -> list[int]:
    """Paragraphs that open with their headline in bold or in brackets, from the top of the page on.

    >>> led(["09:02 【国家下达冷链投资】支持预冷。", "09:17 【上海港加注绿色甲醇】全程九小时。", "10:05 【河南拨付防治资金】每亩补助两元。"], range(3))
    [0, 1, 2]
    """
    starts = [p for p, i in enumerate(filled) if lines[i].lstrip()[0] in "*【•●◆■0123456789" and lead_title(lines[i])]
    if len(starts) < MIN_ITEMS or starts[0] > 5 or 2 * len(starts) < len(filled) - starts[0]:
        return []
    return [filled[p] for p in starts]


def bulleted(lines, filled) -> list[int]:
    """Headlines behind bullets, each with text below it that is not indented.

    >>> bulleted(["◆ Tea sells well", "Growers print it.", "◆ Ports trade berths", "A crane is free.", "◆ Notaries meet", "They share an office."], range(6))
    [0, 2, 4]
    """
    starts = [p for p, i in enumerate(filled) if cues.BULLET.match(lines[i])]
    if len(starts) < MIN_ITEMS or starts[0] > 5:
        return []
    followed = (b - a > 1 and is_heading(lines[filled[a]]) and cues.is_sentence(lines[filled[a + 1]]) for a, b in pairwise([*starts, len(filled)]))
    return [filled[p] for p in starts] if all(followed) else []


def signed(lines, filled, dated) -> list[int]:
    """What follows the signature and the date (at the positions `dated`) of an official notice: the next one, where several are printed one after another.

    >>> signed(["关于度汛的通知", "请落实责任。", "水利部", "2024年3月28日", "关于绿色工厂的通知", "请推荐。", "工业和信息化部办公厅", "2024年5月6日"], range(8), [3, 7])
    [0, 4]
    """
    ends = [p for p in dated if p and SIGNATURE.search(lines[filled[p - 1]].strip())]
    starts = [p + 1 for p, following in pairwise([*ends, len(filled)]) if p + 1 < len(filled) and following - p > 2 and is_headline(lines[filled[p + 1]])]
    return [filled[p] for p in [0, *starts]] if starts and len(starts) >= len(ends) - 1 and not cues.is_sentence(lines[filled[0]]) else []


def days(lines, filled, dated) -> list[int]:
    """Lines that print a day and nothing else (at the positions `dated`), where they head the parts of a page: in the order of the days, below the end of a text and above a headline.

    >>> page = ["6 May 2024", "Ports trade berths", "Two agreed.", "7 May 2024", "Tea sells well", "Growers print.", "8 May 2024", "Notaries meet", "They share an office."]
    >>> days(page, range(9), [0, 3, 6])
    [0, 3, 6]
    """
    printed = [origin(lines[filled[p]])["date"] for p in dated]
    if len(set(printed)) < MIN_ITEMS or dated[0] > MAST or printed not in (sorted(printed), sorted(printed, reverse=True)):
        return []
    headed = all(p + 2 < len(filled) and is_heading(lines[filled[p + 1]]) for p in dated)
    ended = sum(cues.is_sentence(lines[filled[p - 1]]) or not is_headline(lines[filled[p - 1]]) for p in dated[1:])
    return [filled[p] for p in dated] if headed and 2 * ended >= len(dated) - 1 else []  # below headlines a day announces the text under it


def capitals(lines, filled) -> list[int]:
    """Headlines in capital letters, from the top of the page on.

    >>> lines = ["TWO PORTS AGREE TO TRADE BERTHS", "They did.", "GROWERS OF TEA PRINT ON EVERY BOX", "It sells.", "NOTARIES MOVE INTO ONE OFFICE", "They share."]
    >>> capitals(lines, range(6))
    [0, 2, 4]
    """
    starts = [p for p, i in enumerate(filled) if lines[i].isupper() and len(lines[i]) >= 24 and lines[i].isascii() and is_headline(lines[i])]
    if len(starts) < MIN_ITEMS or starts[0] or any(b - a < 2 for a, b in pairwise([*starts, len(filled)])):
        return []
    return [filled[p] for p in starts]


def outdented(lines, filled) -> list[int]:
    """Headlines at the margin of a page whose paragraphs are indented.

    >>> outdented(["Ports trade berths", "  Two agreed.", "  It is done.", "Tea sells well", "  Growers print.", "  Boxes are sold."], range(6))
    [0, 3]
    """
    margins = [cues.indent(lines[i]) for i in filled]
    outer = min(margins)
    starts = [p for p, margin in enumerate(margins) if margin == outer]
    if len(starts) < 2 or len(filled) - len(starts) < 2 * len(starts) or starts[0] > 3:
        return []
    lone = [p for p in starts if p + 1 < len(filled) and margins[p + 1] > outer]
    pure = len(lone) == len(starts) > MIN_ITEMS  # one line at the margin above every text: machines translate headlines as sentences
    if any(not _stands_out(lines[filled[p]], pure) and not origin(lines[filled[p]]) and not is_foot(lines[filled[p]]) for p in starts):
        return []
    return [filled[p] for p in lone if _stands_out(lines[filled[p]], pure)]


def _stands_out(line, pure):
    return is_headline(line) or pure and len(line) <= cues.MAX_TITLE and not cues.NUMBERING.match(line) and line.rstrip()[-1] not in ":：;；,，" and not cues.TWO_SENTENCES.search(line.replace("? ", " "))


def spaced(lines, filled) -> list[int]:
    """Headlines above which more lines are left blank than between paragraphs.

    >>> lines = ["Ports trade berths", "", "Two ports agreed.", "", "", "Tea sells well", "", "Growers print.", "", "", "Notaries meet", "", "They share an office."]
    >>> spaced(lines, [i for i, line in enumerate(lines) if line])
    [0, 5, 10]
    """
    gaps = [b - a - 1 for a, b in pairwise(filled)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0
    starts = [p + 1 for p, gap in enumerate(gaps) if gap > usual]
    parts = [0, *starts]
    if len(starts) < 2 or len(filled) < 2 * len(parts):
        return []
    opened = [p for p, following in pairwise([*parts, len(filled)]) if following - p > 1 and _opens(lines, filled, p)]
    return [filled[p] for p in opened] if len(opened) >= TITLED * len(parts) and len(opened) > 1 else []
