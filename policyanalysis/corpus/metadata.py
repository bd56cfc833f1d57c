"""What an article says of itself: language, source, date, document number, issuer, region.

Only what is printed is taken; what `dating` infers of a day without its year is marked there.
"""

from __future__ import annotations

import re

from policyanalysis.corpus import cues
from policyanalysis.corpus.dates import find_dates, find_days
from policyanalysis.language.glossary import find_names
from policyanalysis.language.lexicon import readings
from policyanalysis.language.scripts import simplified

# State Council and ministry codes as they are romanised in English texts
CODES = {"guofa": "国发", "guobanfa": "国办发", "guohan": "国函", "guobanhan": "国办函", "zhongfa": "中发", "zhongbanfa": "中办发", "xiangzhengbanfa": "湘政办发",
         "xiangzhengfa": "湘政发", "jingzhengfa": "京政发", "hufufa": "沪府发", "yuefu": "粤府", "suzhengfa": "苏政发"}
NUMBER_ZH = re.compile(r"([\u4e00-\u9fff]{1,12}?)\s*[〔\[［（(【]\s*((?:19|20)\d\d)\s*[〕\]］）)】]\s*(?:第\s*)?(\d{1,4})\s*号")
NUMBER_EN = re.compile(r"\b([A-Z][a-z]{2,24}(?: [A-Z][a-z]{2,24}){0,2})\s*[\[(〔]\s*((?:19|20)\d\d)\s*[\])〕]\s*No\.?\s*(\d{1,4})")
NUMBER_OF = re.compile(r"\bNo\.?\s*(\d{1,4})\s*[\[(〔]\s*((?:19|20)\d\d)\s*[\])〕]\s*of\s+(?:the\s+)?(General Office[\w ]+|Ministry[\w ]+|State Council|National [\w ]+)")
ISSUES = {"zh": re.compile(r"(?:印发|发布|公布|出台|下发|联合发文|制定)(?=了|《|关于|通知|公告|意见|.{0,16}《|[^，。；]{0,12}(?:通知|公告|意见|方案|计划|办法|措施|规划|细则))"), "en": re.compile(r"\b(?:issu|releas|publish|unveil|promulgat|print(?:ing|ed) and distribut)", re.I)}
BROKEN_CODE = re.compile(r"^.*(?:部门|文号|为|印发|发布|关于|按照|根据|的|和|《|》)")
ISSUER_REACH = 30  # characters between a body and what it does
DATELINE_REACH = 120  # characters in which a dateline stands
LONE_DAY = 24  # characters of a line that is nothing but a day
LONE_REST = re.compile(r"新华社|人民网|Xinhua|日期|时间|发布时间|发布日期|date|published(?: on)?|[\s\W\d_]", re.I)
YEARLESS = re.compile(
    r"\s*[A-Z][A-Z .'-]{2,30},.{0,24}\d{1,2}\b|.{0,16}?(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s?日(?:专|综合)?(?:电|讯|消息)")
HEAD = 5  # paragraphs in which a page says who issued what


def document_number(text: str) -> str:
    """The first document number in a text, in one form for both languages: code〔year〕number号; empty if there is none.

    >>> document_number("（国办发〔2025〕31号）"), document_number("(Guobanfa [2025] No. 31)")
    ('国办发〔2025〕31号', '国办发〔2025〕31号')
    >>> document_number("No.122 [2023] of Ministry of Industry and Information Technology")
    'Ministry of Industry and Information Technology〔2023〕122号'
    """
    text, found = simplified(text), []
    if match := NUMBER_ZH.search(text):
        code = BROKEN_CODE.sub("", match[1])
        found.append((match.start(), f"{code}〔{match[2]}〕{match[3]}号"))
    if match := NUMBER_EN.search(text):
        found.append((match.start(), f"{CODES.get(match[1].lower().replace(' ', ''), match[1])}〔{match[2]}〕{match[3]}号"))
    if match := NUMBER_OF.search(text):
        found.append((match.start(), f"{match[3].strip()}〔{match[2]}〕{match[1]}号"))
    return min(found)[1] if found else ""


def same_number(a: str, b: str) -> bool:
    """Whether two prints of a document number are one: equal, or one's code is the other's spelled in pinyin, as English pages spell it.

    >>> same_number("发改能源〔2025〕1144号", "Fagai Nengyuan〔2025〕1144号"), same_number("国发〔2025〕11号", "国办发〔2025〕11号")
    (True, False)
    """
    (code_a, rest_a), (code_b, rest_b) = (number.split("〔", 1) for number in (a, b))
    return rest_a == rest_b and (code_a == code_b or _spells(code_a, code_b) or _spells(code_b, code_a))


def _spells(latin, chinese):
    pattern = "".join(f"(?:{'|'.join(readings(character))})" for character in chinese)
    return latin.isascii() and bool(re.fullmatch(pattern, re.sub(r"[^a-z]", "", latin.lower())))


def article_date(lines, span) -> tuple[str, int | None]:
    """ISO day of an article and the line that prints it; an empty day with a line where only a day without its year is printed.

    Looked for, in this order: the header, a line that is nothing but a date, the headline, the dateline of the first paragraph.
    """
    if span.meta.get("date"):
        dates = find_dates(span.meta["date"])
        return (dates[0].iso, span.start) if dates and len(dates[0].iso) == 10 else ("", span.start)
    filled = [i for i in range(span.body, span.end + 1) if lines[i].strip()]
    for i in filled:
        if (origin := cues.source_and_date(lines[i])) and (not origin[0] or i in filled[:3]):
            return origin[1], i
    days = [d for d in find_dates(span.title) if len(d.iso) == 10]
    if days:
        return days[0].iso, span.start
    if filled:
        head = simplified(lines[filled[0]][:DATELINE_REACH])
        if (cues.DATELINE.match(head) or YEARLESS.match(head)) and (days := [d for d in find_dates(head[:80]) if len(d.iso) == 10]):
            return days[0].iso, filled[0]
        if YEARLESS.match(head):
            return "", filled[0]
    for i in dict.fromkeys(filled[:3] + filled[-2:]):  # further inside it is the heading of a chronicle
        if len(lines[i]) <= LONE_DAY and _is_lone_day(lines[i]):
            return "", i
    return "", None


def _is_lone_day(line):
    """Whether a line is nothing but a month, or a day without its year, and perhaps its agency."""
    text = simplified(line.strip())
    months, days = [d for d in find_dates(text) if len(d.iso) == 7], find_days(text)
    if len(months) + len(days) != 1:
        return False
    rest = text[: (months or days)[0].start] + text[(months or days)[0].end :]
    return not LONE_REST.sub("", rest)


def article_source(lines, span) -> str:
    """The source as printed: the header, the line of source and date, or the agency of the dateline."""
    if span.meta.get("source"):
        return span.meta["source"]
    filled = [i for i in range(span.body, span.end + 1) if lines[i].strip()]
    for i in filled[:2]:
        if (origin := cues.source_and_date(lines[i])) and origin[0]:
            return origin[0]
    if filled and (agency := cues.AGENCY.search(lines[filled[0]][:100])):
        name = agency[1] or agency[2]
        return "CCTV" if name.lower() == "cctv" else name
    return ""


def issuer(title: str, paragraphs: list[str], lang: str, stated: str = "") -> str:
    """Canonical English name of the body that issued what the article is about; empty when the article does not say.

    The one that the page's own header states, else a body in the headline, else, among the first paragraphs, the first of the bodies right before a word of issuing (or after "issued by").
    Names that need a place to mean one body (a municipal bureau) are left out.

    >>> issuer("新政发布", ["据国务院要求，财政部、商务部近日印发通知。"], "zh"), issuer("A market", ["Prices rose."], "en")
    ('Ministry of Finance', '')
    """
    if stated:  # in a header or a table of the page
        names = _bodies(simplified(stated), "zh") or _bodies(stated, "en")
        return names[0].canonical if names else stated
    if names := _bodies(simplified(title), lang):
        return names[0].canonical
    for text in paragraphs[:HEAD]:
        for sentence in re.split(r"(?<=[。！？.!?])\s*", simplified(text)):
            verb = ISSUES[lang].search(sentence)
            names = _bodies(sentence, lang) if verb else []
            before = [n for n in names if n.end <= verb.start()] if verb else []
            if before and verb.start() - before[-1].end <= ISSUER_REACH:
                first = before[-1]
                for name in reversed(before[:-1]):  # the first of a list of bodies leads it
                    if not re.fullmatch(r"[、,和及与\s]*(?:联合|会同|and\s+)?(?:the\s+)?", sentence[name.end : first.start]):
                        break
                    first = name
                return first.canonical
            if by := [n for n in names if n.start > verb.end() and re.search(r"\bby (?:the )?$", sentence[: n.start])]:
                return by[0].canonical
    return ""


def _bodies(text, lang):
    return [name for name in find_names(text, lang, "body") if name.canonical[0].isupper()]


def region(title: str, attachment: str, lang: str) -> str:
    """Canonical English name of the region that the headline, or the attached document's title, names first; empty if none does.

    >>> region("广州：支持新型储能产业高质量发展", "", "zh"), region("Trade grew", "", "en")
    ('Guangzhou', '')
    """
    for text in (title, attachment):
        if names := find_names(simplified(text), lang, "region"):
            return names[0].canonical
    return ""
