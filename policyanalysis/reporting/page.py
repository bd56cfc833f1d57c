"""From an executed notebook to one self-contained page in which nothing can run and nothing is loaded.

The text of a corpus is hostile until proven otherwise, and it reaches the page through tables and Markdown.
Three walls, each enough alone: every piece of HTML passes an allow-list (`clean`), the finished page is searched for
anything that would run or load (`refuse_requests`), and the page's Content-Security-Policy forbids both.

A notebook gives a figure its alternative text by `display(figure, metadata={"image/png": {"alt": "..."}})`,
or for all figures of a cell by the cell's own metadata key `alt`; a figure without one names the section it is in.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

import bleach
from bs4 import BeautifulSoup, Tag
from nbconvert import HTMLExporter
from nbformat import NotebookNode

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.reporting.outline import sections_of, title_and_summary

TEMPLATES = Path(__file__).parent / "templates"

TAGS = frozenset(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins"
    " kbd li mark ol p pre q s small span strong sub summary sup table tbody td tfoot th thead tr ul".split()
)
PLAIN_ATTRIBUTES = frozenset("alt colspan dir height lang open rowspan scope start title width".split())
LINK = re.compile(r"(https?://|mailto:|#)", re.IGNORECASE)
IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*\Z")
STYLE_ELEMENT = re.compile(r"<style\b[^<>]*>[^<]*</style\s*>", re.IGNORECASE)
NUMBER = re.compile(r"[-+−–]?[\d.,\s]*\d(e[-+]?\d+)?\s?[%‰]?|nan|<na>|nat|none|", re.IGNORECASE)
WIDE = 8  # columns from which a table is printed on a page of its own, turned
UNBROKEN = re.compile(r"[!-~]{17}")  # such as the name of a file
CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
LATIN = re.compile(r"[A-Za-z]+")
LOADING = {"action", "background", "cite", "data", "formaction", "poster", "src", "srcset"}


def clean(html: str) -> str:
    """Let through the HTML of the allow-list and show everything else as the text that it is.

    The style sheet that pandas puts before a table is left out.

    Examples
    --------
    >>> clean('<b onclick="steal()">碳达峰</b><script>steal()</script>')
    '<b>碳达峰</b>&lt;script&gt;steal()&lt;/script&gt;'
    >>> clean('<a href="javascript:steal()">more</a> <img src="https://example.org/x.png" alt="chart">')
    '<a>more</a> <img alt="chart">'
    """
    protocols = {"http", "https", "mailto", "data"}
    return bleach.clean(STYLE_ELEMENT.sub("", str(html)), tags=TAGS, attributes=_allowed, protocols=protocols)


def _allowed(tag: str, name: str, value: str) -> bool:
    if name == "href":
        return tag == "a" and bool(LINK.match(value))
    if name == "src":
        return tag == "img" and bool(IMAGE.match(value))
    return name in PLAIN_ATTRIBUTES


def refuse_requests(soup: BeautifulSoup) -> None:
    """Raise `PolicyAnalysisError` where a page holds something that runs or loads by itself.

    >>> refuse_requests(BeautifulSoup("<p>Text.</p>", "html.parser"))
    >>> refuse_requests(BeautifulSoup("<p onclick='run()'>Text.</p>", "html.parser"))
    Traceback (most recent call last):
    policyanalysis.errors.PolicyAnalysisError: the page would run or load something by itself: '<p onclick="run()">Text.</p>'
    """
    for tag in soup.find_all(True):
        bad = tag.name in {"script", "iframe", "object", "embed", "link", "base", "form", "svg", "math", "frame", "noscript"}
        bad = bad or "refresh" in str(tag.get("http-equiv", "")).lower()
        for name, value in tag.attrs.items():
            loads = name in LOADING and not (tag.name == "img" and name == "src" and IMAGE.match(str(value)))
            follows = name.endswith("href") and re.match(r"\s*(javascript|data|vbscript|file)\s*:", str(value), re.IGNORECASE)
            bad = bad or loads or bool(follows) or name.startswith("on")
        if bad:
            raise PolicyAnalysisError(f"the page would run or load something by itself: {str(tag)[:80]!r}")


@cache
def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(
        extra_template_basedirs=[str(TEMPLATES)],
        template_name="report",
        sanitize_html=True,
        exclude_anchor_links=True,
    )
    exporter.register_filter("clean_html", clean)
    return exporter


def to_html(notebook: NotebookNode, name: str, header: Mapping[str, object]) -> str:
    """Write an executed notebook as a page; `header` holds the values that templates/report/index.html.j2 names.

    The same notebook and header give the same text. Raises `PolicyAnalysisError` where a page would run or load something.

    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> header = {"made": "2026-11-01", "corpus": "sample", "corpus_hash": "", "counts": "", "version": "0", "described": [], "changes": {"lead": "", "parts": []}}
    >>> page = to_html(new_notebook(cells=[new_markdown_cell("# 主题\\n\\nWhich topics? <script>run()</script>")]), "2_topics", header)
    >>> "<title>主题" in page, "Which topics?" in page, "<script" in page
    (True, True, False)
    """
    title, summary = title_and_summary(notebook.cells, name)
    sections = sections_of(notebook.cells)
    resources = {"report": dict(header, title=title, summary=summary, name=name, sections=sections)}
    soup = BeautifulSoup(_exporter().from_notebook_node(notebook, resources)[0], "html.parser")
    first = soup.select_one("main .prose h1")
    if first and first.get_text(strip=True):
        first.decompose()  # the header shows the title
    _contents(soup)
    for table in soup.select("main table"):
        _fit_table(soup, table)
    for link in soup.select("main a[href^=http]"):
        link["rel"] = "noopener noreferrer"
    for image in soup.select("img:not([src])"):
        image.replace_with(f"[image not shown: {image.get('alt') or 'no description'}]")
    for tag in soup.select("h1, h2, h3, h4, p, li, td, th, blockquote, figcaption, pre"):
        _mark_language(tag)
    refuse_requests(soup)
    return str(soup).strip() + "\n"


def _contents(soup: BeautifulSoup) -> None:
    """Give headings the ids that JupyterLab gives them, and list the second level at the top."""
    seen: dict[str, int] = {}
    for heading in soup.select("main .prose :is(h1, h2, h3, h4)"):
        anchor = re.sub(r"\s+", "-", heading.get_text(" ", strip=True))
        seen[anchor] = seen.get(anchor, 0) + 1
        heading["id"] = anchor if seen[anchor] == 1 else f"{anchor}-{seen[anchor]}"
    contents, headings = soup.select_one("nav.contents"), soup.select("main .prose h2")
    if len(headings) < 2:
        contents.decompose()
        return
    opening = soup.select_one("main > .prose")
    if opening and not opening.find("h2"):
        opening.insert_after(contents.extract())
    for heading in headings:
        item = soup.new_tag("li")
        item.append(soup.new_tag("a", href="#" + quote(heading["id"]), string=heading.get_text(" ", strip=True)))
        contents.ol.append(item)


def _fit_table(soup: BeautifulSoup, table: Tag) -> None:
    """Put a table into a box that scrolls, align the columns of numbers to the right, and mark cells that need room or may be broken anywhere."""
    table.attrs = {}
    rows = [row.find_all("td", recursive=False) for row in table.find_all("tr")]
    width = max(map(len, rows), default=0)
    rows = [row for row in rows if width and len(row) == width]
    for column in range(width):
        texts = [row[column].get_text(strip=True) for row in rows]
        if any(texts) and all(NUMBER.fullmatch(text) for text in texts):
            heads = [row.find_all("th", recursive=False) for row in table.select("thead tr")]
            for cell in [row[column] for row in rows] + [head[column - width] for head in heads if len(head) >= width]:
                cell["class"] = "num"
    for cell in table.find_all("td"):
        if len(cell.get_text(strip=True).encode()) > 60:
            cell["class"] = "long"
        elif UNBROKEN.search(cell.get_text()):
            cell["class"] = "name"
    table.wrap(soup.new_tag("div", attrs={"class": "scroll wide" if width >= WIDE else "scroll", "tabindex": "0", "role": "region", "aria-label": "table"}))


def _mark_language(tag: Tag) -> None:
    text = tag.get_text()
    n_chinese = len(CHINESE.findall(text))
    if n_chinese and n_chinese >= len(LATIN.findall(text)) and not tag.get("lang"):
        tag["lang"] = "zh"
