"""What an HTML page says of itself: its meta elements, and the table that government pages print above a document."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin, urlsplit

from policyanalysis.corpus.dates import MONTHS, find_dates

NAMES = {  # meta elements by name or property, in order of preference; the first ones are the standard of Chinese government sites
    "title": "articletitle og:title dc.title citation_title", "date": "pubdate article:published_time publishdate date dc.date datepublished firstpublishedtime",
    "source": "contentsource og:site_name source sitename application-name", "author": "author article:author dc.creator byl", "url": "og:url url",
    "section": "columnname article:section"}
LABELS = {
    "索引号": "", "主题分类": "", "公文种类": "", "组配分类": "", "主题词": "", "有效性": "", "公开方式": "", "失效日期": "", "indexnumber": "", "subject": "", "发文机关": "issuer",
    "发文单位": "issuer", "发布机构": "issuer", "发布机关": "issuer", "发布单位": "issuer", "制发机关": "issuer", "制定机关": "issuer", "公布机关": "issuer", "issuedby": "issuer",
    "issuingauthority": "issuer", "issuer": "issuer", "发文字号": "doc_number", "文号": "doc_number", "发文文号": "doc_number", "文件编号": "doc_number", "documentno": "doc_number",
    "documentnumber": "doc_number", "标题": "title", "名称": "title", "信息名称": "title", "文件名称": "title", "title": "title", "发布日期": "date", "公布日期": "date", "发文日期": "date",
    "发布时间": "date", "公开日期": "date", "dateofissue": "date", "releasedate": "date", "成文日期": "written", "生成日期": "written", "印发日期": "written", "dateofwriting": "written"}
INLINE = frozenset("a b strong em i span font u label".split())
_TRADITIONAL = str.maketrans("發機關號標題稱時間佈單類詞開", "发机关号标题称时间布单类词开")
_ORIGIN = {"source": re.compile(r"(?:来源|來源|稿源|信息来源|source)\s*[:：]\s*([^|｜:：]{1,40}?)(?=\s{2,}|\s*[|｜]|\s+\S{2,5}[:：]|\s*\d{4}|$)", re.I),
           "author": re.compile(r"(?:作\s*者|author)\s*[:：]\s*([^|｜:：]{1,40}?)(?=\s{2,}|\s*[|｜]|\s+\S{2,5}[:：]|\s*\d{4}|$)|^by\s+([A-Z][^|\d]{2,40})$", re.I)}


def page_meta(root) -> dict[str, str]:
    """Title, author, date, source, url and section as the page's head prints them.

    >>> from lxml import html
    >>> page_meta(html.document_fromstring('<meta name="ArticleTitle" content="港口"><meta name="PubDate" content="2025-01-23 08:00">'))
    {'title': '港口', 'date': '2025-01-23'}
    """
    meta: dict[str, str] = {}
    named: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or element.get("itemprop") or "").strip().lower()
        named.setdefault(name, _plain(element.get("content", "")))
    for field, names in NAMES.items():
        meta[field] = next((named[name] for name in names.split() if named.get(name)), "")
    canonical = next((link.get("href", "") for link in root.iter("link") if "canonical" in link.get("rel", "").lower()), "")
    meta["url"] = next((url for url in (canonical, meta["url"]) if is_url(url)), "")
    meta["date"] = day(meta["date"]) or _json_date(root)
    return {field: value for field, value in meta.items() if value and len(value) < 500}


def document_table(root) -> tuple[dict[str, str], set]:
    """The document's number, issuer, dates and title from the table of a government page, and the elements that print them.

    >>> from lxml import html
    >>> found, elements = document_table(html.document_fromstring("<table><tr><td>发文机关：</td><td>国务院</td></tr><tr><td>成文日期：</td><td>2025年1月23日</td></tr></table>"))
    >>> found, len(elements)
    ({'issuer': '国务院', 'date': '2025-01-23'}, 2)
    """
    found: dict[str, str] = {}
    labels, elements = set(), set()
    for element in root.iter("tr", "li", "p", "dl", "dd", "div", "span"):
        pairs, whole = _pairs(element)
        for label, value in pairs:
            labels.add(label)
            if LABELS[label] and value:
                found.setdefault(LABELS[label], value)
        if whole:
            elements.add(element)
            if pairs and element.tag not in ("tr", "dl"):  # 发布时间：2025-01-23 来源：新华社 in one line
                found |= {field: value for field, value in origin(_plain("".join(element.itertext()))).items() if field in _ORIGIN and field not in found}
    if len(labels) < 2 or not labels - {"标题", "名称", "title", "subject", "发布时间", "发布日期"}:
        return {}, set()
    written, published = day(found.pop("written", "")), day(found.pop("date", ""))
    if published or written:
        found["date"] = published or written
    return found, elements


def _pairs(element):
    """Label and value pairs that an element prints, and whether it prints nothing else."""
    if element.tag == "tr":
        cells = [_plain("".join(c.itertext())) for c in element if c.tag in ("td", "th")]
    elif element.tag == "dl":
        cells = [_plain("".join(c.itertext())) for c in element if c.tag in ("dt", "dd")]
    else:
        if len(element) > 4 or any(child.tag not in INLINE for child in element):
            return [], False
        cells = [_plain("".join(element.itertext()))]
        if len(cells[0]) > 120:
            return [], False
    pairs, position, n_read = [], 0, 0
    while position < len(cells):
        label, _, value = cells[position].partition("：") if "：" in cells[position] else cells[position].partition(":")
        key, cells_read = _label(label), 1
        if key and not value.strip() and position + 1 < len(cells) and not _label(cells[position + 1].rstrip(":：")):
            value, cells_read = cells[position + 1], 2
        alone = element.tag in ("tr", "dl") or bool(value.strip())
        if key and alone:
            pairs.append((key, value.strip()))
            n_read += cells_read
        position += cells_read
    return pairs, bool(pairs) and n_read == len(cells)


def _label(text):
    key = re.sub(r"[\s\u3000\xa0.【】\[\]]+", "", text).lower().translate(_TRADITIONAL)
    return key if key in LABELS else ""


def origin(text: str) -> dict[str, str]:
    """Source, author and day of a line such as `来源：新华社 2025-01-23`.

    >>> origin("2025年1月23日 来源：新华社  作者：某人")
    {'source': '新华社', 'author': '某人', 'date': '2025-01-23'}
    """
    found = {field: (match[1] or match[match.lastindex]).strip() for field, pattern in _ORIGIN.items() if (match := pattern.search(text))}
    return found | ({"date": date} if (date := day(text)) else {})


def day(text: str) -> str:
    """The first full date of a text as an ISO day, or empty: a month is not a day.

    >>> day("2025-01-23T08:00:00+08:00"), day("2025年1月")
    ('2025-01-23', '')
    """
    return next((date.iso for date in find_dates(text[:500]) if len(date.iso) == 10), "")


def is_url(text: str) -> bool:
    """Whether a text is an address on the web.

    >>> is_url("https://example.org/a.html"), is_url("/a.html"), is_url("http://[")
    (True, False, False)
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc


def absolute(href: str, base: str) -> str:
    """A link as a full address if the page says where it lies, else as printed; empty for what leads nowhere.

    >>> absolute("/a.html", "https://example.org/list/"), absolute("javascript:void(0)", ""), absolute("./t1.html", "")
    ('https://example.org/a.html', '', './t1.html')
    """
    if not href or href.startswith("#") or re.match(r"(?!https?:)[a-z]+:", href, re.I):
        return ""
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return ""


def _json_date(root):
    for script in root.iter("script"):
        if script.get("type", "") == "application/ld+json" and (match := re.search(r'"datePublished"\s*:\s*("[^"\\]{8,40}")', script.text or "")):
            return day(json.loads(match[1]))
    return ""


def guess_meta(text: str) -> dict[str, str]:
    """What trafilatura makes of the page: title, author, site and address, and a date only if the page prints that day.

    >>> guess_meta('<html><head><title>Ports trade berths</title></head><body><p>Published on 2025-01-23.</p></body></html>')["title"]
    'Ports trade berths'
    """
    import trafilatura

    try:
        found = trafilatura.extract_metadata(text, date_config={"extensive_search": False, "original_date": True})
    except Exception:  # it is asked for what is missing; a page on which it fails has its own metadata still
        return {}
    if found is None:
        return {}
    author = found.author or ""
    meta = {"title": found.title or "", "author": author if len(author) < 60 else "", "source": found.sitename or "", "url": found.url or "",
            "date": found.date if found.date and _is_printed(found.date, text) else ""}
    return {field: _plain(value) for field, value in meta.items() if value and (field != "url" or is_url(value))}


def _is_printed(date, text):
    """Whether the page prints this day: trafilatura turns a month into its first day, and a year into its first."""
    year, month, number = (int(part) for part in date[:10].split("-"))
    months = "|".join(name for name, m in MONTHS.items() if m == month)
    return bool(re.search(rf"{year}\s?\D{{0,2}}0?{month}\s?\D{{0,2}}0?{number}(?!\d)|(?:{months})\.?\s+{number}(?:st|nd|rd|th)?,?\s+{year}|(?<!\d)0?{number}\s+(?:{months})\.?,?\s+{year}", text, re.I))


def _plain(text):
    return re.sub(r"\s+", " ", text or "").strip()
