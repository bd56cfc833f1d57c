"""What an article says of itself: language, source, date, document number, issuer, region.

Only what is printed is taken; what `dating` infers of a day without its year is marked there.
"""

from __future__ import annotations

import re
from itertools import islice

from policyanalysis.corpus import cues
from policyanalysis.corpus.dates import find_dates, find_days
from policyanalysis.corpus.document_numbers import number_issuer
from policyanalysis.language.bodies import find_bodies
from policyanalysis.language.glossary import find_names
from policyanalysis.language.regions import region_of
from policyanalysis.language.scripts import simplified

ISSUES = {"zh": re.compile(r"(?:印发|发布|公布|出台|下发|联合发文|制定)(?=了|《|关于|通知|公告|意见|.{0,16}《|[^，。；]{0,12}(?:通知|公告|意见|方案|计划|办法|措施|规划|细则))"), "en": re.compile(r"[IPRUipru](?<=\b.)(?i:(?<=i)ssu|(?<=r)eleas|(?<=p)(?:ublish|romulgat|rint(?:ing|ed) and distribut)|(?<=u)nveil)")}
ISSUING_ZH = re.compile("[印下发發公出联聯制](?:(?<=[印下发發公])[发發布佈]|(?<=出)[台臺]|(?<=[联聯])合[发發]文|(?<=制)定|(?<=[发發])文)")  # in either script
ISSUER_REACH = 30  # characters between a body and what it does
DATELINE_REACH = 120  # characters in which a dateline stands
LONE_DAY = 24  # characters of a line that is nothing but a day
LONE_REST = re.compile(r"新华社|人民网|Xinhua|日期|时间|发布时间|发布日期|date|published(?: on)?|[\s\W\d_]", re.I)
YEARLESS = re.compile(
    r"\s*[A-Z][A-Z .'-]{2,30},.{0,24}\d{1,2}\b|.{0,16}?(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,2})\s?月\s?(?:[\d０-９]{1,2}|[一二三四五六七八九十]{1,3})\s?日(?:专|综合)?(?:电|讯|消息)")
BODIES_SEPARATOR = "; "
WHEN_ZH = r"(?:近日|日前|今天|今日|昨日|昨天|最近|已|正式|共同|再次|联手|\d{1,2}\s?月\s?\d{1,2}\s?日)*"
# What stands between two bodies of one list: 近日联合, 会同, "together with"; a name may go on where the shorter form that was found begins (国家|金融监管总局).
BETWEEN = re.compile(rf"(?:办公厅|办公室)?[、,，和及与\s]*{WHEN_ZH}\s?(?:牵头，?)?(?:联合|会同|以及|and\s+|(?:and\s+)?jointly\s+(?:with\s+)?|together with\s+|along with\s+|in conjunction with\s+)?(?:the\s+|China['’]s\s+)?(?:国家|中国)?")
# Bodies that no list knows, between two that are: 、某某局、, ", the Harbour Administration and".
UNKNOWN_ZH, LIST_ZH = re.compile(r"[\u4e00-\u9fff]{2,18}(?<=部|委|局|署|厅|办|行|会|社)"), re.compile(r"[、,，和及与\s]+")
JOINED_ZH = re.compile(r"(?:联合|会同)?(?:国家|中国)?")
WORDS_EN = re.compile(r"(?:(?:[A-Z][\w'’-]*|and|the|of|for|on|,)(?:\s+|(?=,)|$))*")
MOST_UNKNOWN = 160  # characters
OFFICE_EN = re.compile(r"Ministry|Commission|Administration|Bureau|Office|Department|Committee|Bank|Agency|Council|Federation|Association")
# What follows the name of a body where that is only part of another's, or of a person's office: 商务部研究院, "the MIIT's institute".
OWNED = re.compile(r"[\u4e00-\u9fff]{0,14}?(?:研究院|研究所|研究中心|信息中心|学院|协会|学会|杂志|报社|出版社|部长|主任|司长|局长|发言人|负责人|专家)|['’]s\b|(?:[A-Z][\w-]+ )?(?:institute|academy|spokes|research|minister|expert)", re.I)
# What comes before a body that gives the occasion: 根据国务院部署, 经财政部同意, "under the State Council's guidance".
OCCASION = re.compile(r"(?:根据|按照?|依据|依照|遵照|经|报|落实|贯彻|响应|围绕|对照|(?:under|pursuant to|according to|in line with|in accordance with|at the request of|(?:approved|authorized|endorsed) by|with the (?:approval|consent) of)\s+(?:the\s+)?)$", re.I)
OTHERS_EN = re.compile(r",?\s*(?:(?:and|along with|together with|with)\s+)?(?:\w+\s+)?other\s+(?:[a-z]+\s+){0,3}(?:departments|ministries|agencies|bodies|authorities|commissions|organs|offices)", re.I)
BY = re.compile(r"\b(?:by|from) (?:the |China['’]s )?$")
CITES = re.compile(r"(?:根据|按照|依据|依照|落实|贯彻|遵照|(?:in accordance with|according to|pursuant to|under)\b)[^。.!?]{0,80}?[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]", re.I)
STOP = re.compile("[。！？.!?]")
HEAD = 5  # paragraphs in which a page says who issued what


def article_date(lines, span) -> tuple[str, int | None]:
    """ISO day of an article and the line that prints it; an empty day with a line where only a day without its year is printed.

    Looked for, in this order: the header, a line that is nothing but a date, the headline, the dateline of the first paragraph.

    >>> from policyanalysis.corpus.splitting import Span
    >>> article_date(["Ports", "Xinhua 2024-05-06", "They trade berths."], Span(0, 2, 1, "Ports"))
    ('2024-05-06', 1)
    >>> article_date(["港口", "新华社北京5月6日电 两港互换泊位。"], Span(0, 1, 1, "港口"))
    ('', 1)
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
    """The source as printed: the header, the line of source and date, or the agency of the dateline.

    >>> from policyanalysis.corpus.splitting import Span
    >>> article_source(["港口", "新华社北京5月6日电 两港互换泊位。"], Span(0, 1, 1, "港口")), article_source(["Ports", "They trade."], Span(0, 1, 1, "Ports"))
    ('新华社', '')
    """
    if span.meta.get("source"):
        return span.meta["source"]
    filled = list(islice((i for i in range(span.body, span.end + 1) if lines[i].strip()), 2))
    for i in filled:
        if (origin := cues.source_and_date(lines[i])) and origin[0]:
            return origin[0]
    if filled and (agency := cues.AGENCY.search(lines[filled[0]][:100])):
        name = agency[1] or agency[2]
        return "CCTV" if name.lower() == "cctv" else name
    if filled and (agency := cues.CHINESE_AGENCY.match(lines[filled[0]][:40]) or cues.DATELINE_SOURCE.match(lines[filled[0]][:100])):
        return agency[1]
    return ""


def issuer(title: str, paragraphs: list[str], lang: str, stated: str = "", number: str = "") -> str:
    """Usual English names of the bodies that issued what the article is about, joined by "; " in the printed order; empty when the article does not say.

    Those that the page's own header states, else those that lead the headline, else, among the first paragraphs, the first list of bodies right before a word
    of issuing (or after "issued by"), else the body whose code the document
    number begins with, unless the text only goes by that document (根据国发〔2021〕23号).  Bodies that need a place to be one (a municipal bureau) are left out.

    >>> issuer("新政发布", ["据国务院要求，财政部、商务部近日印发通知。"], "zh"), issuer("A market", ["Prices rose."], "en")
    ('Ministry of Finance; Ministry of Commerce', '')
    >>> issuer("新政", [], "zh", number="国办发〔2025〕31号")
    'General Office of the State Council'
    """
    if stated:  # in a header or a table of the page
        plain = simplified(stated)
        return _joined(find_bodies(plain, "zh") or find_bodies(stated, "en")) or stated
    title = simplified(title)
    if names := find_bodies(title, lang):
        return _joined(_list_from(names, title))
    for text in paragraphs[:HEAD]:
        if _may_issue(text, lang) and (names := _issuing(simplified(text) if lang == "zh" else text, lang)):
            return _joined(names)
    return "" if not number or any(CITES.search(text) for text in (title, *paragraphs[:HEAD])) else number_issuer(number)


def _may_issue(text, lang):
    """Whether a text has a word of issuing at all; most need not be simplified, nor searched by the slower pattern."""
    if lang == "zh":
        return ISSUING_ZH.search(text)
    text = text.lower()
    return "issu" in text or "releas" in text or "publish" in text or "unveil" in text or "promulgat" in text or "print" in text


def _issuing(text, lang):
    """The bodies that the first sentence with a word of issuing names as those that issue."""
    for sentence in _sentences(text, ISSUES[lang]):
        verb = ISSUES[lang].search(sentence)
        names = [name for name in find_bodies(sentence, lang) if not OWNED.match(sentence, name.end)] if verb else []
        before = [n for n in names if n.end <= verb.start()] if verb else []
        lead = _list_to(before, sentence)
        if lead and _reaches(sentence, lead, verb):
            return lead
        if by := [n for n in names if n.start > verb.end() and BY.search(sentence[: n.start])]:
            return _list_from(names[names.index(by[0]) :], sentence)
    return []


def _sentences(text, pattern):
    """The sentences in which a pattern matches; the others are not even cut out."""
    end = 0
    for found in pattern.finditer(text):
        if found.start() >= end:
            start = max(end, *(text.rfind(stop, end, found.start()) + 1 for stop in "。！？.!?"))
            stop = STOP.search(text, found.end())
            end = stop.end() if stop else len(text)
            yield text[start:end]


def _reaches(sentence, lead, verb):
    """Whether a list of bodies stands so near before a word of issuing that they do it, and is not what gives another the occasion."""
    between = OTHERS_EN.sub("", sentence[lead[-1].end : verb.start()], count=1)
    return len(between) <= ISSUER_REACH and not _occasion(sentence, lead[0].start)


def _occasion(text, start):
    return OCCASION.search(text[max(0, start - 40) : start])


def _together(gap):
    """Whether what stands between two bodies makes them one list."""
    if len(gap) > MOST_UNKNOWN:
        return False
    if BETWEEN.fullmatch(gap):
        return True
    if gap.isascii():
        return bool(WORDS_EN.fullmatch(gap.lstrip()) and OFFICE_EN.search(gap))
    first, *unknown = LIST_ZH.split(gap)
    return bool(unknown[1:] and not first and JOINED_ZH.fullmatch(unknown.pop()) and all(map(UNKNOWN_ZH.fullmatch, unknown)))


def _list_from(names, text):
    """The first of the names, and those that are listed with it."""
    found = names[:1]
    for name in names[1:]:
        if not _together(text[found[-1].end : name.start]):
            break
        found.append(name)
    return found


def _list_to(names, text):
    """The last of the names, and those that are listed before it; what gives the occasion (经国务院同意，商务部) is no part of the list."""
    found = names[-1:]
    for name in reversed(names[:-1]):
        gap = text[name.end : found[0].start]
        if not _together(gap) or re.search("[,，]", gap) and _occasion(text, name.start):
            break
        found.insert(0, name)
    return found


def _joined(names):
    return BODIES_SEPARATOR.join(dict.fromkeys(name.canonical for name in names))


def region(title: str, attachment: str, lang: str) -> str:
    """Usual English name of the place that the headline, or else the attached document's title, names first; empty if neither names one.

    A country gives way to a place within one: 中国广州 is Guangzhou.  The names of national bodies (中国人民银行) are not read as places.

    >>> region("广州：支持新型储能产业高质量发展", "", "zh"), region("Trade grew", "", "en"), region("印度尼西亚扩大进口", "", "zh")
    ('Guangzhou', '', 'Indonesia')
    """
    for text in filter(None, (title, attachment)):
        text = simplified(text)
        names = find_names(text, lang, "region")
        bodies = find_names(text, lang, "body") if names else []
        places = [n.canonical for n in names if not any(body.start <= n.start and n.end <= body.end for body in bodies)]
        if places:
            return next((place for place in places if region_of(place).level != "country"), places[0])
    return ""
