"""An HTML tree to blocks: one line of text for each paragraph, heading, list item or table row, with its line in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

FLOW = frozenset("address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol "
                 "option p pre section summary table tbody td tfoot th thead tr ul".split())
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
UNSEEN = frozenset("script style noscript template head iframe object svg canvas audio video map select input textarea button dialog datalist math applet embed".split())
FURNITURE_TAGS = frozenset(["nav", "footer", "aside", "menu"])
FURNITURE_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar"])
FURNITURE_NAMES = frozenset("nav navbar navigation menu breadcrumb breadcrumbs crumb crumbs footer foot sidebar share sharing social related recommend recommended comment comments "
                            "pagination pager paging copyright ad ads advert banner toolbar search login cookie popup modal qrcode skip daohang dibu fenye weizhi".split())
FURNITURE_LINE = re.compile(
    r"^\W*(?:(?:您?(?:当前|现在|的|所在)*位置|首\s*页\s*[>＞»›/]|home\s*[>»›/]).*|(?:打印|关闭|关闭窗口|返回顶部|返回首页|分享到?|收藏|字号|大|中|小|扫一扫.{0,20}|上一[篇页条].*|下一[篇页条].*|责任编辑.{0,12}"
    r"|print|share|close|back to top|previous|next|read more|skip to .{0,20}|无障碍|繁体|简体|english|登录|注册|搜索)(?:\W*(?:打印|关闭窗口?|分享|收藏|大|中|小|print|share|close))*\W*)$", re.I)
CELL = " | "
SPACE = re.compile(r"[ \t\r\n\f\v]+")
LINE_LIMIT = 65_535  # libxml2 counts no further in HTML


@dataclass
class Block:
    """A line of text; `line` is 0-based in the source, `tag` the element it stands in, `linked` how many of its characters are links.

    >>> Block("Ports trade berths", 3, "h2", linked=18, href="/ports.html").line
    3
    """

    text: str
    line: int
    tag: str
    linked: int = 0
    href: str = ""
    bold: bool = False


@dataclass
class Blocks:
    """All blocks of a page in order.

    `spans` says which of them (start, end) each element holds, `furniture` which are navigation and the like, `times` what a <time> in them says.

    >>> Blocks([Block("Ports trade berths", 3, "h2")]).furniture
    set()
    """

    blocks: list[Block] = field(default_factory=list)
    spans: dict = field(default_factory=dict)
    furniture: set[int] = field(default_factory=set)
    times: dict[int, str] = field(default_factory=dict)
    n_document_table: int = 0


def read_blocks(root, document_table: set) -> Blocks:
    """Walk the tree; the elements of `document_table` were read as metadata and are left out.

    >>> from lxml import html
    >>> found = read_blocks(html.document_fromstring("<body><nav>首页</nav>\\n<h2>Ports</h2>\\n<p>They trade.</p></body>"), set())
    >>> [(block.text, block.tag) for block in found.blocks], found.furniture
    ([('首页', 'nav'), ('Ports', 'h2'), ('They trade.', 'p')], {0})
    """
    return _Walk(root, document_table).run()


class _Walk:
    """The state of one walk: the text collected since the last block, and the line in the source at which the walk is."""

    def __init__(self, root, document_table):
        self.root, self.document_table, self.found = root, document_table, Blocks()
        self.at, self.texts, self.start, self.linked, self.bold, self.href = 0, [], None, 0, 0, ""
        self.inside = {"a": 0, "heading": 0, "furniture": 0, "bold": 0, "article": 0}
        self.links, self.tags = [], ["body"]
        self.n_all = len("".join(root.itertext("p", "div", "td", "li", "span", "article", "section", "h1", "h2", "h3", "body"))) or 1

    def run(self):
        stack = [(self.root, False)]
        while stack:  # not recursive: pages nest as deeply as they like
            element, done = stack.pop()
            if done:
                self._end(element)
            elif not isinstance(element.tag, str):  # a comment
                self._pass(element.text)
            elif element.tag in UNSEEN or _is_hidden(element):
                self._sync(element)
                self._pass("".join(element.itertext()))
            elif element in self.document_table:
                self._sync(element)
                self._flush()
                self._pass("".join(element.itertext()))
                self.found.n_document_table += 1
            else:
                self._begin(element)
                if element.tag == "tr" and (row := _data_row(element)):
                    self._add(row)
                    self._pass("".join(element.itertext()))
                    self._end(element)
                    continue
                self._text(element.text, pre=element.tag == "pre")
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
                continue
            if not done and element is not self.root:
                self._text(element.tail)
        self._flush()
        return self.found

    def _begin(self, element):
        self._sync(element)
        tag = element.tag
        if tag in FLOW and not (tag == "br" and self.inside["heading"]):
            self._flush()
        elif tag == "br":
            self.texts.append(" ")
        if tag in FLOW:
            self.tags.append(tag)
        self.found.spans[element] = (len(self.found.blocks), None)
        for kind in _kinds(element):
            self.inside[kind] += 1
        if tag == "a":
            self.links.append(element.get("href", ""))
        if tag == "time" and element.get("datetime"):
            self.found.times.setdefault(len(self.found.blocks), element.get("datetime"))
        if not self.inside["furniture"] and self._is_furniture(element):
            self.inside["furniture"] += 1
            self.found.spans[element] = (len(self.found.blocks), "furniture")

    def _end(self, element):
        tag = element.tag
        if tag in FLOW and not (tag == "br" and self.inside["heading"]):
            self._flush()
        if tag in FLOW:
            self.tags.pop()
        start, furniture = self.found.spans[element]
        self.found.spans[element] = (start, len(self.found.blocks))
        self.inside["furniture"] -= furniture == "furniture"
        for kind in _kinds(element):
            self.inside[kind] -= 1
        if tag == "a":
            self.links.pop()
        if element is not self.root:
            self._text(element.tail)

    def _is_furniture(self, element):
        tag = element.tag
        named = tag in FURNITURE_TAGS or element.get("role", "") in FURNITURE_ROLES or _names(element) & FURNITURE_NAMES
        if tag == "header" and not self.inside["article"]:
            named = True
        if not named or tag in ("body", "html", "main", "article"):
            return False
        return next(element.iter("h1"), None) is None and len("".join(element.itertext())) < 0.4 * self.n_all

    def _text(self, text, pre=False):
        if not text:
            return
        if pre:
            for line in text.split("\n"):
                self._text(line)
                self._flush()
                self.at += 1
            self.at -= 1
            return
        stripped = text.lstrip(" \t\r\n\f\v")
        if stripped:
            if self.start is None:
                self.start = self.at + text.count("\n", 0, len(text) - len(stripped))
            n = len(SPACE.sub("", text))
            if self.inside["a"]:
                self.linked += n
                self.href = self.href or self.links[-1]
            self.bold += n * bool(self.inside["bold"])
        self.texts.append(text)
        self._pass(text)

    def _pass(self, text):
        self.at += text.count("\n") if text else 0

    def _sync(self, element):
        if element.sourceline and element.sourceline < LINE_LIMIT:
            self.at = element.sourceline - 1

    def _flush(self):
        text = SPACE.sub(" ", "".join(self.texts)).strip()
        start, linked, bold, href = self.start, self.linked, self.bold, self.href
        self.texts, self.start, self.linked, self.bold, self.href = [], None, 0, 0, ""
        if text:
            size = len(text.replace(" ", ""))
            self._append(Block(text, self.at if start is None else start, self.tags[-1], linked, href, bold >= size))

    def _add(self, text):
        self._append(Block(text, self.at, "tr"))

    def _append(self, block):
        if self.inside["furniture"] or FURNITURE_LINE.match(block.text):
            self.found.furniture.add(len(self.found.blocks))
        self.found.blocks.append(block)


def _kinds(element):
    tag = element.tag
    if tag == "a":
        yield "a"
    elif tag in HEADINGS:
        yield "heading"
    elif tag in ("b", "strong"):
        yield "bold"
    elif tag in ("article", "main"):
        yield "article"


def _names(element):
    return set(re.split(r"[\s_-]+", f"{element.get('class', '')} {element.get('id', '')}".lower()))


def _is_hidden(element):
    return element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", "").lower()


def _data_row(row) -> str:
    """The cells of a row of data as one line; empty for a row that only lays out a page."""
    cells = [cell for cell in row if isinstance(cell.tag, str) and cell.tag in ("td", "th")]
    texts = [SPACE.sub(" ", "".join(cell.itertext())).strip() for cell in cells]
    if sum(map(bool, texts)) < 2 or max(map(len, texts)) > 300:
        return ""
    if any(next(cell.iter("table", "ul", "ol", "script", "style", *HEADINGS), None) is not None for cell in cells):
        return ""
    return CELL.join(filter(None, texts))
