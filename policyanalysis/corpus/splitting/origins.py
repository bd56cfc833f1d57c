"""Lines that state nothing but where an article comes from: its source, author, date, section, link.

Exports, portals and mailing lists print them differently (`2024-05-06 10:30 来源：新华社`, `By Lin Meng in Beijing | China Daily | Updated: 2024-05-06`,
`Subject: ...`), but every part of such a line is a known label with its value, a date, a byline or the name of a medium.
"""

from __future__ import annotations

import re
from functools import lru_cache

from policyanalysis.corpus.dates import find_dates
from policyanalysis.language.scripts import simplified

MAX_LINE = 160  # characters; a longer line says more than its origin
MAX_NAME = 40  # characters of the name of a medium
OUTLET_END = 12  # characters; what the name of a medium ends in is shorter
MAX_VALUE = {"author": 60, "source": 60, "section": 60, "doc_number": 40, "issuer": 80}

_KINDS = {  # what a label announces; "other" is recognised and not kept, after "body" the text begins
    "title": "题名 题目 标题 篇名 title subject headline",
    "author": "作者 撰文 撰稿 记者 author authors by byline writer",
    "source": "来源 文章来源 信息来源 稿源 稿件来源 出处 刊名 文献来源 报纸名称 发布单位 发布机构 source publication newspaper publisher journal feed",
    "date": "日期 时间 发布时间 发布日期 发表时间 发文日期 成文日期 出版日期 报纸日期 刊登日期 date published posted pubdate pubtime published_on published_at posted_on "
            "release_date publication_date date_published",
    "updated": "更新时间 修改时间 updated last_updated last_modified modified",
    "section": "分类 栏目 版面 频道 所属分类 category categories section",
    "url": "链接 原文链接 原文地址 原文网址 网址 url link permalink source_url",
    "doc_number": "文号 发文字号",
    "issuer": "发文机关 发文机构 发文单位",
    "other": "字号 字体 字体大小 浏览次数 浏览量 阅读量 阅读次数 阅读 点击数 点击 点击率 分享 分享到 打印 编辑 责任编辑 责编 关键词 关键字 标签 版次 作者单位 单位 机构 索引号 主题分类 主题词 "
             "有效性 from to cc reply-to length language dateline keywords tags layout slug lang word_count edition issn issue volume pages page doi editor",
    "body": "摘要 正文 全文 内容摘要 中文摘要 body abstract summary full_text",
}
LABELS = {name.replace("_", " "): kind for kind, names in _KINDS.items() for name in names.split()}
_LABEL_ENDS = frozenset(name.replace(" ", "")[-2 if name.isascii() else -1 :] for name in LABELS) | frozenset("間題關號機構類欄體數鍵籤佈")  # the latter in traditional characters
KEPT = ("title", "author", "source", "date", "section", "url", "doc_number", "issuer")
_FOOT_STARTS = frozenset("abrw返上下文(epl完本d阅微关喜")  # how what `FOOT` matches begins, but for an address
_FOOT = frozenset("编辑 责任编辑 责编 editor".split())

_MARGIN = " \t\u3000*_>#•·-"
_LABEL = re.compile(r"(?:[A-Za-z]{2,16}-(?=[\u3400-\u9fff]))?([A-Za-z\u3400-\u9fff][A-Za-z\u3400-\u9fff _-]{0,18}?)\s*[:：]\s*(.*)")
_LABELLED = re.compile(r"(?<=\s)(?!https?:)(?=[A-Za-z\u3400-\u9fff]{2,9}\s?[:：])")
_PARTS = re.compile(r"\s*[|｜丨│]\s*|\s+[·•]\s+|(?<=[\]】])\s*(?=[\[【])|\s{2,}|\u3000+|\t+")
_BYLINE = re.compile(r"by\s+(?P<name>(?:[A-Z][\w.'’-]+|and|,)(?:,?\s+(?:[A-Z][\w.'’-]+|and)){0,7})(?:\s+in\s+[A-Z][\w, ]{2,30})?$|(?i:文\s*[/／])\s*(?P<zh>\S{2,10})$")
_BYLINE_START = re.compile(r"by\s", re.I)
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}|[A-Z][\w'’-]+(?: [A-Z][\w.'’-]*){1,2}")
_POSTED = re.compile(r"\[([^\[\]]{8,30})\]\s*([^:：\[\]]{1,40})[:：]")  # as channels are exported: [2024-05-06 09:30] Name:
_TITLED = re.compile("《[^《》]+》")  # the name of a paper
_RIGHTS = re.compile(r"(?:copyright|\(c\)|©)[\s©,]*\d{4}(?:\s*[-–]\s*\d{4})?[\s,.]*(?P<name>.*?)[.,\s]*(?:all rights reserved.*)?$", re.I)
_WEAK = re.compile(r"[\d,]{1,7}\s?words|english|chinese(?: - \w+)?|中文|[A-Z]{4,8}|pg\.?\s*\w{1,4}|字数\s*\d+|第?\s*[A-Z]?\d{1,3}\s*版|[A-Z]\d{1,3}|报章|報章|报纸|報紙|杂志|雜誌|原创|转载|发表于\s*\S{2,6}|\d+ min(?:ute)?s?(?: read)?|\d+ (?:comments?|views?|words)|\d+\s*人?(?:次)?(?:阅读|评论)", re.I)
_STARTS = re.compile(r"[\s\u3000*_>#•·\-（(\[【〔]*(?:by\s|copyright|©|\(c\)|[\d,]{1,7}\s?words|文\s*[/／])", re.I)
_DATED = re.compile(r"月|[\d０-９]\s*[-/.－／．]\s*[\d０-９]|[JFMASONDjfmasond](?i:(?<=j)(?:an|u[nl])|(?<=f)eb|(?<=m)a[ry]|(?<=a)(?:pr|ug)|(?<=s)ep|(?<=o)ct|(?<=n)ov|(?<=d)ec)")  # beside a year, what a day has
_YEAR = re.compile("[21２１二一](?:(?<=2)0|(?<=1)9|(?<=二)[〇○零]|(?<=２)０|(?<=１)９|(?<=一)九)")
_CLOCK = re.compile(r"(?:\d{1,2}[:：]\d{2}(?:[:：]\d{2})?|\b[ap]\.?m\b\.?|\(?(?:GMT|UTC|CST|BJT)[\s+\-\d:]*\)?|[+-]\d{4}|星期.|周[一二三四五六日]|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|上午|下午|晚上"
                    r"|\b(?:published|updated|posted|last updated|on|at)\b:?)", re.I)
_SPACED_LABEL = re.compile(r"[\u3400-\u9fff](?:[ \u3000]{1,4}[\u3400-\u9fff]){1,3}(?=\s*[:：])")
_MASTHEAD = re.compile(r"[(（【\s]*(?:总|總)?第\s*[\d〇零一二三四五六七八九十百]{1,5}\s*[期号號辑輯]|(?:issue|vol(?:ume)?|no)\.?\s*\d+|.{2,24}(?:出刊|汇总|彙整)$", re.I)
_RANGE = re.compile(r"\d\D*[-–—~～至到]\s*$")  # before a date: it is the end of a period
_EXCERPT = re.compile(r"[—–\-\s]*(?:摘自|摘編自|摘编自|转自|轉自|原载于?|原載|据|據|excerpt(?:ed)? from|via|from)\s*(?=[《\w])", re.I)
_OUTLET = re.compile(
    r"(?:报|社|网|台|刊|杂志|新闻|财经|公众号|在线|之声|客户端|观察|研究|專訊|報)$|\b(?:Daily|News|Times|Post|Agency|Observer|Herald|Journal|Review|Weekly|Standard|Xinhua|Reuters|AFP|CGTN"
    r"|Caixin|Bloomberg|Online|Net|Network|Press|Digest|Today|Bulletin|Gazette|Tribune|Telegraph)$|\.(?:com|cn|org|net)$", re.I)


def is_outlet(text: str) -> bool:
    """Whether a text ends as the name of a medium does; only its end is searched, which is what costs.

    >>> is_outlet("四川日报"), is_outlet("China Daily"), is_outlet("Daily bread")
    (True, True, False)
    """
    return bool(_OUTLET.search(text, max(0, len(text) - OUTLET_END)))


def label(part: str) -> tuple[str, str, str] | None:
    """Kind, name and value of `label: value`, else None.

    >>> label("Title-题名: 新政"), label("发布时间：2024-05-06"), label("Note: see below")
    (('title', '题名', '新政'), ('date', '发布时间', '2024-05-06'), None)
    """
    found = _LABEL.match(part) if _may_be_labelled(part) else None
    if not found:
        return None
    name = found[1].strip().lower().replace("_", " ")
    if not name.isascii():
        name = simplified(re.sub(r"\s", "", name))
    kind = LABELS.get(name)
    return (kind, name, found[2].strip()) if kind else None


def may_be_origin(line: str) -> bool:
    """Whether a line holds what no line of origin can do without; false for most lines, and found without a pattern.

    >>> may_be_origin("来源：新华社"), may_be_origin("In spring prices rose")
    (True, False)
    """
    if _YEAR.search(line) and _DATED.search(line):
        return True
    return _may_be_labelled(line) or bool(_STARTS.match(line))


def _may_be_labelled(line):
    """Whether what stands before the first colon ends as a label does."""
    head = line[:40]
    if ":" not in head and "：" not in head:
        return False
    end = "".join(head.replace("：", ":").partition(":")[0][-8:].split())[-2:].lower()
    return end in _LABEL_ENDS or end[-1:] in _LABEL_ENDS


def origin(line: str) -> dict[str, str] | None:
    """What a line says of an article's origin, by kind, if it says nothing else; else None.

    Kinds are those of the labels; "words", "rights" and the like, which only accompany others, come as "other".

    >>> origin("2024年5月6日 10:30 来源：新华社"), origin("By Lin Meng in Beijing | China Daily | Updated: 2024-05-06 09:15")
    ({'date': '2024-05-06', 'source': '新华社'}, {'author': 'Lin Meng', 'date': '2024-05-06', 'source': 'China Daily'})
    >>> origin("国务院2024年5月6日印发意见。") is origin("In May 2024 prices rose") is None
    True
    """
    if len(line) > MAX_LINE or not may_be_origin(line):
        return None
    found = _origin(line)
    return found and dict(found)


@lru_cache(maxsize=256)  # several rules ask about a line one after another
def _origin(line):
    text = line.strip(_MARGIN)
    if posted := _POSTED.fullmatch(text):
        text = f"{posted[1]} | {posted[2]}"
    bracketed = text[:1] in tuple("（([【〔") and text[-1:] in tuple("）)]】〕")
    if bracketed:
        text = text[1:-1].strip()
    if not text or re.search(r"[。！？!?；;]", text) or _MASTHEAD.match(text):
        return None
    if spaced := _SPACED_LABEL.match(text):
        text = re.sub(r"\s", "", spaced[0]) + text[spaced.end() :]
    if excerpt := _EXCERPT.match(text):
        text = re.sub(r"[，,]\s*(?=\d{4})", " ", text[excerpt.end() :])
    titled = label(text)
    if titled and titled[0] == "title" and titled[1] in ("Title", "title", "标题") and titled[2] and not _PARTS.search(text):
        return {"title": titled[2]}  # with all colons and labels that a headline may hold: "Title: Explainer: ..."
    found = _join([piece for part in _PARTS.split(text) if part for piece in _LABELLED.split(part) if piece.strip()])
    if bracketed and found and "," in text and not is_outlet(found.get("source", "")):
        found.pop("source", None)  # the place of a speech
    return found


def _join(parts):
    found, names = {}, []
    for part in parts:
        part = part.strip(" ,，·—–-/）)[]【】")
        if not part:
            continue
        said = _read(part)
        if said is None:
            if len(part) > MAX_NAME or len(part.split()) > 5 or re.search(r"[，,、：:]", part):
                return None
            names.append(part)
            continue
        for kind, value in said.items():
            if value or kind not in found:
                found[kind] = found.get(kind) or value
    if "date" not in found and "updated" in found:
        found["date"] = found["updated"]
    found.pop("updated", None)
    outlets = [name for name in names if is_outlet(name) or _TITLED.fullmatch(name)]
    if names and (len(names) > 2 or not (outlets and found.keys() & {"author", "source"} or "date" in found)):
        return None
    if names and not found.get("source"):
        found["source"] = (outlets or names)[0]
    others = [name for name in names if name != found.get("source")]
    if outlets and len(others) == 1 and _PERSON.fullmatch(others[0]):
        found.setdefault("author", others[0])
    return found or None


def _read(part):
    """What one part of a line says, None if it is neither label, byline, date nor one of the words that go with them."""
    if said := label(part):
        kind, name, value = said
        if kind in ("date", "updated"):
            days = find_dates(value)
            return None if len(value) > MAX_NAME else {kind: days[0].iso if days and len(days[0].iso) == 10 else ""}
        if kind == "body":
            return {"body": ""} if not value else None
        if kind == "source" and (days := find_dates(value)) and len(days[0].iso) == 10 and (name := value[: days[0].start].strip(" ,，")):
            return {"source": name, "date": days[0].iso}
        return None if len(value) > MAX_VALUE.get(kind, MAX_LINE) or kind != "title" and value.endswith(".") else {kind: value}
    if _BYLINE_START.match(part) or part[:1] == "文":
        found = _BYLINE.match(part[:1].lower() + part[1:])
        return {"author": found["name"] or found["zh"]} if found else None
    if _WEAK.fullmatch(part):
        return {"other": ""}
    if (found := _RIGHTS.match(part)) and len(found["name"]) <= MAX_NAME:
        return {"other": "", "rights": found["name"]}
    return _dated(part)


def _dated(part):
    days = find_dates(part)
    if len(days) != 1 or len(days[0].iso) != 10 or _RANGE.search(part[: days[0].start]):
        return None
    before, after = (_CLOCK.sub("", piece).strip(" ,，:：()（）—–-/") for piece in (part[: days[0].start], part[days[0].end :]))
    updated = "updated" if re.match(r"(?:last )?updated|更新", part, re.I) else "date"
    said = {updated: days[0].iso}
    if original := re.fullmatch(r"(?:原创\s+)?(?P<author>\S{2,8})\s+(?P<source>\S{2,20})", before) if before.startswith("原创") else None:
        said |= {"author": original["author"], "source": original["source"]}
    elif before:
        inside = part[: days[0].start].rstrip()[-1:] in tuple("(（")
        if len(before) > MAX_NAME or len(before.split()) > 4 or re.search(r"[,，、]", before) or inside and not re.fullmatch("《.*》", before):
            return None
        said["source"] = before.strip("《》") if inside else before
    if after:
        if byline := _BYLINE.match(after):
            said["author"] = byline["name"] or byline["zh"]
        elif is_outlet(after) and len(after) <= MAX_NAME and "source" not in said:
            said["source"] = after
        elif not re.fullmatch(r"(?:发表于)?[\u3400-\u9fff]{2,4}", after):  # the place that WeChat prints
            return None
    return said


def is_foot(line: str) -> bool:
    """Whether a line stands at the end of an article: its editor, the mark of an agency or an export, a portal's invitation.

    >>> is_foot("（责任编辑：林一）"), is_foot("Enditem"), is_foot("来源：新华社")
    (True, True, False)
    """
    if len(line) > 80:
        return False
    text = line.strip(_MARGIN)
    if text[:1] in {"（", "(", "[", "【"} and text[-1:] in {"）", ")", "]", "】"}:
        text = text[1:-1]
    said = label(text)
    return bool(said and said[1] in _FOOT) or (text[:1].lower() in _FOOT_STARTS or "@" in text) and bool(FOOT.fullmatch(text))


FOOT = re.compile(r"back to (?:top|contents)|return to contents|返回(?:顶部|目录|首页)|(?:上|下)一[篇条條則则].*|文章[编編][号號].*|(?:reporting|writing|additional reporting) by .*|enditem|publication-type\s*:.*|language\s*:.*|\(?end\)?|(?:本文)?完|load-date\s*:.*|end of document|document [a-z]{3,12}\d[\w]{8,}|阅读原文|微信扫一扫|关注该公众号|喜欢此内容的人还喜欢|read more|[\w.+-]+@[\w-]+\.[\w.-]+", re.I)
