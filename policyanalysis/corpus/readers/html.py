"""HTML pages: the text of the article or articles, each line with its line in the source, and what the page says of itself.

trafilatura decides which part of a page with one article is its content; the lines are taken from the tree itself, so that they lead back to the source.
"""

from __future__ import annotations

import re

from lxml import etree, html

from policyanalysis.corpus.readers.html_blocks import FLOW, Blocks, read_blocks
from policyanalysis.corpus.readers.html_meta import document_table, guess_meta, is_url, origin, page_meta
from policyanalysis.corpus.readers.html_parts import ORIGIN_LINE, find_parts
from policyanalysis.corpus.readers.page import Page, Part, Unread
from policyanalysis.corpus.readers.text import read_decoded
from policyanalysis.problems import Problem

MAX_BYTES = 10_000_000  # the tree takes ten times the memory
MAX_TRAFILATURA = 1_000_000  # characters; it is quadratic on some pages
MAX_ELEMENTS = 300_000
DECLARED = re.compile(rb"""(?:<meta[^>]{0,200}?charset\s*=\s*["']?\s*|<\?xml[^>]{0,100}?encoding\s*=\s*["'])([A-Za-z0-9_-]{2,20})""", re.I)
COVERED = 0.9  # share of the content's characters that its container holds
LEAST_KEPT = 0.4  # share of a page's text below which trafilatura is taken to have missed most of it
LINKS = 3  # as many lines in a row that are only links are a menu


def read_html(data: bytes, name: str) -> tuple[Page, list[Problem]]:
    """An HTML page.  What is left out as navigation is counted in one problem of severity info.

    >>> page, problems = read_html("<title>港口</title><body><h1>港口互换泊位</h1>\\n<p>两港同意互换泊位，十月起施行。</p></body>".encode(), "a.html")
    >>> page.lines, page.numbers
    (('港口互换泊位', '两港同意互换泊位，十月起施行。'), (0, 1))
    """
    if not data:
        raise Unread("the file is empty")
    if len(data) > MAX_BYTES:
        raise Unread(f"an HTML page of more than {MAX_BYTES // 1_000_000} MB; split it or save it as .txt")
    match = DECLARED.search(data[:4_096])
    text, problems = read_decoded(data, name, match[1].decode() if match else "")
    if "<!ENTITY" in text[:4_096].upper():
        raise Unread("its document type defines entities, which no page of text needs; save what the browser shows as .txt", "error")
    root = _tree(text)
    base = _base(root)
    small = len(text) <= MAX_TRAFILATURA
    table, elements = document_table(root)
    head = page_meta(root)
    found = read_blocks(root, elements)
    parts = find_parts(root, found, base or head.get("url", ""))
    guessed = {} if parts or not small else guess_meta(text)  # on a page of several articles that would be the first one's date and author
    kept = _inside_parts(found, parts) if parts else _content(root, found, text if small else "")
    if not kept:
        raise Unread("no text was found in this HTML page (is it filled in by scripts?); save what the browser shows as .txt", "error")
    said = {} if parts else _origin(found, kept)
    meta = guessed | said | head | table
    place = {block: line for line, block in enumerate(kept)}
    parts = [Part(min(inside), max(inside), part.meta) for part in parts if (inside := [place[i] for i in range(part.start, part.end + 1) if i in place])]
    n_furniture = len(found.blocks) - len(kept)
    if n_furniture or found.n_document_table:
        also = f", and {found.n_document_table} row(s) of the document table were read as metadata" if found.n_document_table else ""
        problems.append(Problem(name, 0, "info", f"{n_furniture} line(s) of page furniture (navigation, footer, links) were left out{also}"))
    lines, numbers = tuple(found.blocks[i].text for i in kept), tuple(found.blocks[i].line for i in kept)
    return Page(name, lines, numbers, meta=meta, parts=tuple(parts)), problems


def _tree(text):
    try:
        parser = html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True, no_network=True)  # else text below 256 levels is lost without a word
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unread(f"no HTML that can be read ({str(error)[:80]}); save the page as .txt", "error") from None
    if any(entry.level_name == "FATAL" and "depth" in entry.message for entry in parser.error_log):
        raise Unread("its elements are nested more than 2,000 deep, and what is further down is lost; save what the browser shows as .txt", "error")
    for number, _ in enumerate(root.iter()):
        if number > MAX_ELEMENTS:
            raise Unread(f"an HTML page of more than {MAX_ELEMENTS:,} elements; split it or save it as .txt")
    return root


def _base(root):
    element = next(root.iter("base"), None)
    href = element.get("href", "") if element is not None else ""
    return href if is_url(href) else ""


def _origin(found: Blocks, kept: list[int]) -> dict[str, str]:
    """Source, author and date of the line under the headline."""
    for i in kept[:4]:
        text = found.blocks[i].text
        if len(text) <= ORIGIN_LINE and len(said := origin(text)) > 1:
            return said
    return {}


def _inside_parts(found: Blocks, parts: list[Part]) -> list[int]:
    """The blocks of all parts, and headings above the first one."""
    above = [i for i in range(parts[0].start) if found.blocks[i].tag in ("h1", "h2")]
    return [i for i in [*above, *(i for part in parts for i in range(part.start, part.end + 1))] if i not in found.furniture]


def _content(root, found: Blocks, text: str) -> list[int]:
    """The blocks of the page's one article: those in the smallest element that holds what trafilatura takes for the content."""
    kept = [i for i in range(len(found.blocks)) if i not in found.furniture]
    chosen = _chosen(found, kept, text)
    if chosen:
        start, end = _container(root, found, chosen)
        inside = [i for i in kept if start <= i < end or i in chosen]
        if _size(found, inside) >= LEAST_KEPT * _size(found, kept):
            heading = [i for i in kept if i < inside[0] and found.blocks[i].tag == "h1"][-1:]
            kept = heading + inside
    return _without_menus(found, kept, chosen)


def _chosen(found, kept, text) -> set[int]:
    """Blocks that trafilatura finds on the page."""
    if not text:
        return set()
    import trafilatura

    try:
        extracted = trafilatura.extract(text, output_format="txt", favor_recall=True, include_comments=False, include_tables=True) or ""
    except Exception:  # its opinion is missing then; the page is read without it
        return set()
    whole = {_key(line) for line in extracted.split("\n")}
    joined = "\n".join(whole)
    keys = {i: _key(found.blocks[i].text) for i in kept}
    return {i for i, key in keys.items() if key and (key in whole or len(key) > 12 and key in joined)}


def _container(root, found, chosen):
    """The span of the deepest element that holds nearly all chosen characters."""
    before = [0]
    for i, block in enumerate(found.blocks):
        before.append(before[-1] + len(block.text) * (i in chosen))
    element = root
    while True:
        spans = ((child, found.spans[child]) for child in element if child in found.spans and child.tag in FLOW)
        inner = next((child for child, (start, end) in spans if before[end] - before[start] >= COVERED * before[-1]), None)
        if inner is None:
            return found.spans[element]
        element = inner


def _without_menus(found, kept, chosen):
    """Leave out runs of lines that are links and nothing else, unless trafilatura takes them for content."""
    result, run = [], []
    for i in [*kept, None]:
        block = found.blocks[i] if i is not None else None
        if block and i not in chosen and block.linked >= 0.9 * len(block.text.replace(" ", "")) > 0 and block.tag != "h1":
            run.append(i)
            continue
        result += run if len(run) < LINKS else []
        run = []
        if i is not None:
            result.append(i)
    return result


def _size(found, indices):
    return sum(len(found.blocks[i].text) for i in indices)


def _key(text):
    return re.sub(r"[\W_]+", "", text).lower()
