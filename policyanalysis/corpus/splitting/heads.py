"""What stands at the head and at the foot of an article whose first and last lines are known: its headline and the lines of its origin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policyanalysis.corpus import cues
from policyanalysis.corpus.splitting.origins import KEPT, is_foot, is_outlet, origin

HEAD = 24  # non-blank lines in which an export prints what it knows of an article
GAP = 3  # short lines that are not understood (codes, places) inside a block of origin lines
FOOT = 6  # non-blank lines at the end of an article that may be its foot
LONGEST = cues.MAX_TITLE + 100  # characters of a printed line, indentation and marks included, in which a headline is looked for
MAST = 6  # lines of a page's name, number and day above its first headline, at most
NOTE = re.compile(r"\s*(?:\[\^?\d{1,3}\]|[（(]?\d{1,3}[.、）)]?|[①-⑳])\s*\S")
NOTES = re.compile(r"(?:foot|end)?notes?|references|sources|bibliography|注释|註釋|注|脚注|尾注|参考文献|參考文獻|参考资料|资料来源", re.I)
RULER = re.compile(r"\s*(?:([-=*_~—·#+])(?:\s*\1){2,}|<hr ?/?>)\s*$")
RECORD = re.compile(r"\s*(?:\W{0,4}(?:document|article|record|item|文献|记录|文章)\s*\d{1,5}\s*(?:of|/|共)\s*\d{1,5}\b|\d{1,5} of \d{1,5} (?:document|article|record|result|item)s?|第\s*\d{1,5}\s*[条篇]\s*[,，/]?\s*共\s*\d{1,5}\s*[条篇])\W{0,6}$", re.I)
DAY = re.compile(r"(?<![\d年])\d{1,2}月\d{1,2}日")
BODY = frozenset(("body", "full text", "text", "正文", "全文"))
TAG = re.compile(r"[（(\[【〔]\s*(?P<said>[^()（）\[\]【】〔〕]{2,60})\s*[)）\]】〕]\s*[。.]?\s*$")
BEHIND = re.compile(r"(?:\s[-–—|｜]\s|[_|｜]|(?<=[\u3400-\u9fff”’》）])-)\s*(?P<name>[A-Z\u3400-\u9fff][^-–—_|｜]{1,39})$")
ITEM = re.compile(r"\s*(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]\s*|\d{1,3}\s*[.、．)）]\s*(?!\d)|[一二三四五六七八九十]{1,3}\s*[、.．]\s*|[①-⑳]\s*|[•●▪◆■◦‣]\s+|#{1,6}\s+)")

WORD = re.compile(r"\w")
LEAD = re.compile(r"\s*[【〔（(](?P<name>[\u3400-\u9fff]{2,10}?)(?:专讯|專訊|讯|訊|综合报道|綜合報道|报道|報道|记者.{0,12}|記者.{0,12}|[\u3400-\u9fff]{0,6}\d{1,2}日)[电電讯訊]?[】〕）)]")
BOLD_LEAD = re.compile(r"\s*(?:\d{1,3}[.、]\s*|[•●◆■]\s*)?(?:\*\*(?P<bold>[^*]{6,160}?)[.。:：]?\s*\*\*|(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?\s+)?【(?P<bracket>[^【】]{6,80})】)\s*(?=\S)")
OWN = frozenset("本报 本報 本网 本網 本刊 本台 本社".split())


@dataclass
class Span:
    """An article's lines (inclusive): its headline's or its header block's, then from `body` on; `meta` holds what header lines and the page say of it.

    `rule` names the rule that began it; `doubt` says why its beginning may be wrong, where it is a guess.

    >>> Span(0, 3, 1, "Ports trade berths").meta
    {}
    """

    start: int
    end: int
    body: int
    title: str
    meta: dict[str, str] = field(default_factory=dict)
    rule: str = ""
    doubt: str = ""


def first_headline(lines, filled) -> int:
    """Position of the page's first headline: the line right above its first sentence, below what is printed at the head of the page.

    >>> first_headline(["Policy Brief", "Issue 19", "Ports trade berths", "Two ports agreed."], range(4))
    2
    """
    first = next((p for p, i in enumerate(filled[: MAST + 2]) if cues.is_sentence(lines[i]) and not lines[i].rstrip().endswith(("?", "？", "!", "！", ":", "："))), 0)
    return first - 1 if first and is_headline(lines[filled[first - 1]]) else 0


def n_notes(lines, filled) -> int:
    """How many lines at the end of a page are its numbered notes, their heading included.

    >>> n_notes(["Ports agreed [1].", "Notes", "[1] Xinhua, May 9, 2024."], range(3)), n_notes(["Steps", "1. Read.", "2. Sign."], range(3))
    (2, 0)
    """
    n = 0
    while n < len(filled) and NOTE.match(lines[filled[-1 - n]]):
        n += 1
    return n + 1 if 0 < n < len(filled) and NOTES.fullmatch(lines[filled[-1 - n]].strip(" #*_【】[]")) else 0


def plain_title(line: str) -> str:
    """The headline without the number, the bullet or the marks of Markdown before it.

    >>> plain_title("## **Ports trade berths**"), plain_title("三、港口互换泊位"), plain_title("【港口互换泊位】")
    ('Ports trade berths', '港口互换泊位', '港口互换泊位')
    >>> plain_title("A plan (2) for 2030")
    'A plan (2) for 2030'
    """
    text = line[item.end() :] if (item := ITEM.match(line)) else line
    text = text.strip().strip("*_").strip()
    return text[1:-1].strip() if cues.BRACKETED.match(text) and not re.search(r"[\[【〔]", text[1:]) else text.removesuffix("#").rstrip("# ") if line.lstrip()[:1] == "#" else text


def is_headline(line: str) -> bool:
    """Whether a line may be a headline by itself: short, one sentence at most, neither label nor address nor foot.

    >>> is_headline("Port opens a route"), is_headline("3. 港口互换泊位"), is_headline("码头已经投入使用。"), is_headline("来源：新华社")
    (True, True, False, False)
    """
    text = plain_title(line) if len(line) <= LONGEST else ""
    if not text or len(text) > cues.MAX_TITLE or text[-1] in "。；;：:，,、" or not WORD.search(text):
        return False
    if text[-1] == "." and len(text) > 60 or cues.TWO_SENTENCES.search(text):
        return False
    return not (cues.link(text) or cues.attachment(text) or cues.CONTACT.match(text) or is_foot(text) or RULER.match(line) or RECORD.match(line) or origin(text))


def is_heading(line: str) -> bool:
    """Whether a line may be a headline by itself and is neither a longer sentence nor one that ends in its source.

    >>> is_heading("Port opens a route"), is_heading("The port of the bay opened a route to the islands.")
    (True, False)
    """
    return is_headline(line) and not (cues.is_sentence(line) and len(line) > 40) and not source_tag(line)


def source_tag(line: str) -> dict[str, str] | None:
    """Source and date in brackets at the end of a paragraph, else None.

    >>> source_tag("漏损率下降。（来源：四川日报 2024-05-07）"), source_tag("Payment takes days. [Xinhua, 2024-05-08]"), source_tag("（国办发〔2024〕1号）")
    ({'source': '四川日报', 'date': '2024-05-07'}, {'source': 'Xinhua', 'date': '2024-05-08'}, None)
    """
    if line.rstrip()[-1:] not in {")", "）", "]", "】", "〕", "。", "."} or not (found := TAG.search(line[-80:])):
        return None
    said = DAY.sub("", found["said"]).strip(" 《》,，")
    if (read := origin(said)) and read.keys() & {"source", "date"} - ({"date"} if len(read) == 1 else set()):
        return {kind: read[kind] for kind in ("source", "date") if read.get(kind)}
    name = re.sub(r"^(?:据|摘自|转自|via)\s*", "", said)
    return {"source": name} if is_outlet(name) and len(name) <= 40 and len(name.split()) <= 5 and not re.search(r"[,，、:：\d]", name) else None


def title_source(title: str) -> str:
    """The medium that a headline ends with, as the titles of web pages do; empty if it names none.

    >>> title_source("Ports trade berths - China Daily"), title_source("港口互换泊位_新华网"), title_source("A port - and its news"), title_source("泊位之争——访四川日报")
    ('China Daily', '新华网', '', '')
    """
    found = BEHIND.search(title[-60:])
    return found["name"].strip() if found and is_outlet(found["name"]) and len(found["name"].split()) <= 5 and not found["name"].islower() else ""


def describe(lines, start: int, end: int, rule: str, *, title: str | None = None, below: int | None = None) -> Span:
    """The article on lines `start` to `end`: its headline, what its head and its foot say, and the first line of its text.

    With `title`, the headline is known and ends above the line `below` (if it is not given, above the second one).

    >>> lines = ["Subject: Ports trade berths", "Date: 2024-03-18", "", "Two ports agreed.", "", "Enditem"]
    >>> span = describe(lines, 0, 5, "headers")
    >>> span.title, span.body, span.end, span.meta
    ('Ports trade berths', 3, 3, {'date': '2024-03-18'})
    """
    end = _trim(lines, start, end)
    top = start if title is None else start + 1 if below is None else below
    head = [i for i in range(top, min(end, top + 4 * HEAD) + 1) if lines[i].strip()][:HEAD]
    span = Span(start, end, end + 1, title or "", rule=rule)
    position, titled, found = 0, title is not None, {}
    while position < len(head):
        i = head[position]
        said = origin(lines[i])
        if said is not None and "body" not in said:
            found |= {kind: value for kind, value in said.items() if not found.get(kind)}
        elif said is not None or lines[i].strip(" *#").lower() in BODY:  # what follows is the text, even if it looks like a line of origin
            position += 1
            break
        elif not titled and "source" not in found and is_outlet(lines[i].strip()) and _above_date(lines, head, position):
            found["source"] = lines[i].strip()
        elif not titled and "title" not in found and is_headline(lines[i]) and position + 1 < len(head):
            titled, span.title = True, plain_title(lines[i])
        elif gap := _gap(lines, head, position, found):
            names = [lines[j].strip() for j in head[position : position + gap]]
            found["source"] = found.get("source") or next((name for name in names if is_outlet(name) or name == found.get("rights")), "")
            position += gap - 1
        elif not (RULER.match(lines[i]) or RECORD.match(lines[i])):
            break
        position += 1
    span.body = head[position] if position < len(head) else end + 1
    if found.get("title"):
        span.title = found["title"].strip("\"'")
        span.body += span.body <= end and plain_title(lines[span.body]) == span.title
    if not span.title and span.body <= end:
        span.title = lead_title(lines[span.body])
    found["source"] = found.get("source") or found.get("rights", "")
    if span.body <= end and (tag := span.body < end and origin(lines[end]) or source_tag(lines[end])):
        found |= {kind: tag[kind] for kind in ("source", "date") if tag.get(kind) and not found.get(kind)}
    if not found["source"]:
        found["source"] = (source_tag(span.title) or {}).get("source", "") or title_source(span.title)
    if not found["source"] and span.body <= end and (lead := LEAD.match(lines[span.body])) and lead["name"] not in OWN:
        found["source"] = lead["name"]
    span.meta = {kind: found[kind] for kind in KEPT if kind != "title" and found.get(kind)}
    return span


def lead_title(line: str) -> str:
    """The headline that opens a paragraph, in bold or in brackets; empty if there is none.

    >>> lead_title("**Tea sells well.** Growers print it."), lead_title("09:40 【用电量增长近一成】国家能源局统计"), lead_title("【明報專訊】立法會")
    ('Tea sells well', '用电量增长近一成', '')
    """
    found = BOLD_LEAD.match(line)
    return (found["bold"] or found["bracket"]).strip() if found and not LEAD.match(line) else ""


def _above_date(lines, head, position):
    """Whether a date stands below a line and a headline below the date: the line is the name of a medium."""
    following = [lines[i] for i in head[position + 1 : position + 3]]
    return len(following) == 2 and "date" in (origin(following[0]) or ()) and is_headline(following[1]) and not cues.is_sentence(following[1])


def _gap(lines, head, position, found):
    """How many short lines that are not understood stand between lines of origin here; 0 if it is the text that begins.

    They need a line of origin above them, or to be the name of a medium, and a line below them that says something new.
    """
    if not found and not is_outlet(lines[head[position]].strip()):
        return 0
    for ahead, i in enumerate(head[position : position + GAP + 1]):
        if ahead and (said := origin(lines[i])):
            return ahead if said.keys() - {kind for kind, value in found.items() if value} else 0
        if len(lines[i].strip()) > 40 or cues.is_sentence(lines[i]) and not lines[i].rstrip().endswith(":"):
            return 0
    return 0


def _trim(lines, start, end):
    """The article's last line: blank lines, rulers and the lines at its foot are not part of it."""
    last = end
    for _ in range(FOOT + 40):
        while last > start and not lines[last].strip():
            last -= 1
        if last > start and (RULER.match(lines[last]) or RECORD.match(lines[last]) or is_foot(lines[last])):
            last -= 1
        else:
            break
    return last
