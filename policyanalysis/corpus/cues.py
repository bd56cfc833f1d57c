"""What a single line of a page can tell: all patterns that recognise one are named here.

Each function takes the printed line and answers one question; none of them looks at its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from policyanalysis.corpus.dates import find_dates
from policyanalysis.language.glossary import find_names
from policyanalysis.language.scripts import n_chinese, simplified

CJK = re.compile(r"[\u3400-\u9fff]")
BULLET = re.compile(r"^(\s{0,8})[•●▪◆■◦‣]\s+(?=\S)")
NUMBERING = re.compile(
    r"^\s*(?:[（(]\s*(?:[一二三四五六七八九十]+|\d{1,2}|[A-Za-z]|[ivxIVX]+|one|two|three|four|five|six|seven|eight|nine|ten)\s*[）)]"
    r"|[一二三四五六七八九十]{1,3}[、.．是]|第[一二三四五六七八九十]+[，,、章条]|\d{1,2}(?:\.\d{1,2})*\s*[.、．)）](?!\d)|\d{1,2}(?:\.\d{1,2})+\s|[①-⑳]"
    r"|[IVX]{1,4}\s*[.、]"
    r"|(?:The )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|one|two|three|four|five)(?: is|\s*,|\s*[.:：]))", re.I)
BRACKETED = re.compile(r"^\s*[\[【〔].{1,80}[\]】〕]\s*$")
TRAILING_SOURCE = re.compile(r"[（(]\s*[^()（）\d][^()（）]{1,60}[)）]\s*$")
URL = re.compile(r"^\s*(?:(?:(?:原文|全文|文章|来源|查看|阅读)*(?:链接|地址|网址|原文|全文)|link|url|source|(?:read|see)? ?(?:(?:more|on)|(?:the )?(?:full|whole|original) (?:story|article|text|post|report)))\s*[:：→»]\s*)?(?:<\s*|(?P<marked>\[[^\[\]]{0,60}\]\())?(?P<url>https?://[^\s<>]+|www\.[^\s<>]+)\s*(?(marked)\)|>?)\s*$", re.I)
_ATTACHED = frozenset("附aA")  # how a line that names an attachment begins
ATTACHMENT = re.compile(r"^\s*(?:附件?|attachment)\s*\d{0,2}\s*[:：]\s*(\S.*)$", re.I)
FIELD = re.compile(
    r"^[\s\-*•]*(?P<key>作\s*者|[来來]\s*源|日\s*期|[时時]\s*[间間]|[发發][布佈][时時][间間]|[发發][布佈]日期|分\s*[类類]|[栏欄]\s*目|author|by|source|date|published|category|section)"
    r"\s*[:：]\s*(?P<value>.*?)\s*$", re.I)
FIELDS = {"作者": "author", "author": "author", "by": "author", "来源": "source", "source": "source", "日期": "date", "时间": "date", "发布时间": "date",
          "发布日期": "date", "date": "date", "published": "date", "分类": "section", "栏目": "section", "category": "section", "section": "section"}
CONTACT = re.compile(
    r"^\s*(?:联系方式|联系人|联系我们|手\s*机|电\s*话|传\s*真|邮\s*箱|邮\s*编|地\s*址|网\s*址|微\s*信|版权所有|e-?mail|tel|phone|fax|address|contact(?: us)?|copyright"
    r"|website)\s*(?:[:：©].{0,80})?$|^\s*(?:copyright\s*|\(c\)\s*|©\s*)+(?:19|20)\d\d.{0,160}$|^\s*.?ICP备.{4,40}$", re.I)
CONTENTS = re.compile(r"^(?P<title>.*?\S)\s*(?:\t\s*|\.{4,}\s*|…+\s*|·{4,}\s*)(?P<page>\d{1,4})?\s*$")
SENTENCE_END = re.compile(r"[。！？；!?;.…：:][”’」』）)\"'\]】*]*(?:\s?\[\d{1,3}\])*\s*$")
DATELINE = re.compile(
    r"^\s*(?:[A-Z][A-Z .'-]{2,30},?\s*(?:[A-Z][a-z]+\s*)?,?\s*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b"
    r"|(?:CCTV|Cctv|Xinhua|CNS|China News)\b.{0,20}?(?:[:：]|news\w)|.{0,12}(?:新华社|中新社|本报讯|央视网消息|人民网).{0,16}(?:电|讯|消息)?[）)：:]?)")
DATELINE_SOURCE = re.compile(r"\s*[A-Z][A-Z .'’-]{2,30},[^()]{2,30}\(([A-Z][\w .&'’-]{1,40})\)\s*[-—–]")
AGENCY = re.compile(r"[（(]\s*(Xinhua|Reuters|AFP|AP|China News Service|CNS|Global Times|CGTN|China Daily)[^()（）]{0,20}[)）]|^\s*(CCTV|Xinhua)(?= ?[Nn]ews)", re.I)
CHINESE_AGENCY = re.compile(r"\s*(?:据)?(新华社|新華社|中新社|中央社|新华网|人民网|中新网)[\u3400-\u9fff、]{0,12}\d{1,2}月\d{1,2}日[电電讯訊]")
# It begins with the mark and looks back from there: many times as fast as a look-behind that is tried at every character.
TWO_SENTENCES = re.compile(r"[.?。？！](?:(?<=[.?])(?<![A-Z].)(?<!\bNo.)(?<!\bCo.)(?<!\bLtd.)(?<!\bSt.)(?<!\bDr.)[”\"]?\s+[“\"]?[A-Z]|(?<=[。？！]).*\w{2})")
END = 80  # characters in which a sentence ends, its notes included
MAX_TITLE = 220  # characters; the longest headline of machine-translated news seen is 206


def indent(line: str) -> int:
    """Number of white-space characters before the text.

    >>> indent("    text"), indent("text")
    (4, 0)
    """
    return len(line) - len(line.lstrip())


def length(text: str) -> float:
    """Length in English words' worth of characters: a Chinese character says about as much as four Latin letters.

    >>> length("新型储能") == length("abcdefghijklmnop")
    True
    """
    return len(text) if text.isascii() else len(text) + 3 * n_chinese(text)


def is_sentence(text: str) -> bool:
    """Whether the line ends as a sentence does.

    >>> is_sentence("完成。"), is_sentence("Next steps"), is_sentence("He said “yes.”")
    (True, False, True)
    """
    text = text.rstrip()  # a table of fixed width pads its lines
    return bool(SENTENCE_END.search(text, max(0, len(text) - END)))


def source_and_date(line: str) -> tuple[str, str] | None:
    """Source and ISO date of a line that says nothing else, else None.  The source may be empty.

    >>> source_and_date("新华社 2023-08-13"), source_and_date("August 15, 2023")
    (('新华社', '2023-08-13'), ('', '2023-08-15'))
    >>> source_and_date("2023. 08. 16-2023. 09. 15") is source_and_date("In 2023, 5% more.") is None
    True
    """
    text = line.strip()
    if not 6 <= len(text) <= 70:
        return None
    dates = find_dates(text)
    if len(dates) != 1 or len(dates[0].iso) != 10 or re.search(r"[。！？!?；;]", text):
        return None
    before, after = text[: dates[0].start], text[dates[0].end :]
    if re.sub(r"[\d:：\s,，)）|]", "", after):
        return None
    source = re.sub(r"^(?:来源|日期|时间|发布时间|发布日期|source|date|published(?: on)?)\s*[:：]?\s*", "", before.strip(), flags=re.I)
    source = re.sub(r"\s*(?:日期|时间|发布时间|发布日期|date)\s*[:：]?\s*$", "", source, flags=re.I).strip(" |·,，:：—-–/\t(（")
    if re.search(r"[,，、]", source) or len(source) > 40 or len(source.split()) > 4 or "\t" in source or before.rstrip().endswith(("(", "（")) and source:
        return None
    if text[0] == "(" and before.rstrip().endswith(","):  # the place of a speech
        source = ""
    return source, dates[0].iso


def link(line: str) -> str:
    """The link that a line consists of, with or without its label; empty if it says anything else.

    >>> link("原文链接：https://example.org/a"), link("[Source](http://example.org)"), link("See https://example.org for more")
    ('https://example.org/a', 'http://example.org', '')
    """
    found = URL.match(line) if "://" in line or "w." in line or "W." in line else None  # most lines fail here, at no cost
    return found["url"] if found else ""


def attachment(line: str) -> str:
    """The title of the attached document that a line consists of; empty if it says anything else.

    >>> attachment("附件1：实施方案"), attachment("Attachment: Work plan"), attachment("Attached is a plan")
    ('实施方案', 'Work plan', '')
    """
    found = ATTACHMENT.match(line) if line.lstrip()[:1] in _ATTACHED else None
    return found[1] if found else ""


def attachments(lines: Iterable[str]) -> dict[int, str]:
    """The titles of the attached documents that lines consist of, by the places of the lines.

    >>> attachments(["附件1：实施方案", "Attached is a plan"])
    {0: '实施方案'}
    """
    return {i: title for i, line in enumerate(lines) if line and line.lstrip()[:1] in _ATTACHED and (title := attachment(line))}


def field(line: str) -> tuple[str, str] | None:
    """Name and value of a header line such as `- 日期 : 2025-01-23`, else None.

    >>> field("- 日期 : 2025-01-23"), field("- 作者:"), field("date of birth")
    (('date', '2025-01-23'), ('author', ''), None)
    """
    found = FIELD.match(line) if len(line) <= 120 else None
    if not found:
        return None
    return FIELDS[simplified(re.sub(r"\s", "", found["key"])).lower()], found["value"]


def looks_like_title(line: str) -> bool:
    """Whether the line alone could be a headline: short, one sentence, not numbered, not a label that ends in a colon, not a mere signature.

    >>> looks_like_title("国务院：发布 24 条措施进一步优化外商投资环境"), looks_like_title("一、总体要求"), looks_like_title("Note:")
    (True, False, False)
    >>> looks_like_title("Prices rose. Demand followed a month later."), looks_like_title("Ministry of Industry and Information Technology")
    (False, False)
    """
    text = line.strip()
    return (len(text) <= MAX_TITLE and 20 <= length(text) and not NUMBERING.match(text) and text[-1] not in ":：，,、；;(（"
            and not link(text) and not attachment(text) and not field(text) and not CONTACT.match(text) and not BRACKETED.match(text)
            and not TWO_SENTENCES.search(text) and not _is_signature(text))


def _is_signature(text):
    names = find_names(text, "zh" if CJK.search(text) else "en", "body")
    return bool(names) and sum(n.end - n.start for n in names) > 0.8 * len(text)
