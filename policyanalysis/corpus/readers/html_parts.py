"""Several articles on one HTML page: what the markup says of where each begins and ends.

A heading with text under it is a section as well as an article.  What tells an article is that it has a date of its own or that its heading is a link.
"""

from __future__ import annotations

from collections import defaultdict

from policyanalysis.corpus.readers.html_blocks import HEADINGS, Blocks
from policyanalysis.corpus.readers.html_meta import absolute, day, origin
from policyanalysis.corpus.readers.page import Part

LEAST_PARTS = 3  # repeated containers that make a listing; of <article> elements two do
LEAST_SHARE = 0.5  # of the page's text that its articles hold
LEAST_TEXT = 15  # characters under a heading (a Chinese one counts for three)
ORIGIN_LINE = 80  # characters; a longer line is text and its dates are those of the story


def find_parts(root, found: Blocks, base: str) -> list[Part]:
    """The articles of a page that lists several, as spans of blocks with title, date, url, source and author; empty for a page of one.

    >>> from lxml import html
    >>> from policyanalysis.corpus.readers.html_blocks import read_blocks
    >>> item = "<li><h3><a href='/{0}.html'>Headline {0}</a></h3><p>The ports agreed to trade berths, number {0}.</p></li>"
    >>> root = html.document_fromstring(f"<ul>{''.join(map(item.format, range(3)))}</ul>")
    >>> [part.meta for part in find_parts(root, read_blocks(root, set()), "https://example.org/")][2]
    {'title': 'Headline 2', 'url': 'https://example.org/2.html'}
    """
    total = _size(found, 0, len(found.blocks))
    best: list[Part] = []
    for spans, is_article in _candidates(root, found):
        parts = [part for span in spans if (part := _part(root, found, *span, base))]
        own = sum(bool(part.meta.get("url") or part.meta.get("date")) for part in parts)
        if len(parts) < (2 if is_article else LEAST_PARTS) or not is_article and own < 0.6 * len(parts):
            continue
        sizes = [_size(found, part.start, part.end + 1) for part in parts]
        teasers = max(sizes) > 0.7 * sum(sizes) and sorted(sizes)[-2] < 0.15 * max(sizes)  # one article and the announcements of others
        if not teasers and sum(sizes) > LEAST_SHARE * total and (len(parts), sum(sizes)) > (len(best), sum(_size(found, p.start, p.end + 1) for p in best)):
            best = parts
    return best


def _candidates(root, found):
    """Groups of spans that may be articles: <article> elements, repeated containers, headings of one level with what follows them."""
    spans = found.spans
    articles = [element for element in root.iter("article") if element in spans and not any(a.tag == "article" for a in element.iterancestors())]
    if len(articles) > 1:
        yield [spans[element] for element in articles], True
    for parent in list(spans):
        if len(parent) < LEAST_PARTS:
            continue
        alike, headings = defaultdict(list), defaultdict(list)
        for child in parent:
            if child not in spans or spans[child][0] == spans[child][1]:
                continue
            if child.tag in HEADINGS:
                headings[child.tag].append(child)
            elif child.tag in ("div", "li", "section", "tr", "dd", "article", "table", "td"):
                alike[child.tag, child.get("class", "")].append(child)
        for group in alike.values():
            if len(group) >= LEAST_PARTS:
                yield [spans[element] for element in group], False
        for group in headings.values():
            if len(group) >= LEAST_PARTS:
                starts = [spans[element][0] for element in group]
                yield list(zip(starts, [*starts[1:], spans[parent][1]])), False


def _part(root, found, start, end, base):
    """The article in blocks `start` to `end` (exclusive), if it has a headline and text under it."""
    inside = [i for i in range(start, end) if i not in found.furniture]
    title = next((i for i in inside[:4] if found.blocks[i].tag in HEADINGS), None)
    if title is None:
        title = next((i for i in inside[:2] if _is_headline(found.blocks[i])), None)
    if title is None:
        return None
    meta = {"title": found.blocks[title].text}
    if url := absolute(found.blocks[title].href, base):
        meta["url"] = url
    n_text = 0
    for i in inside:
        block = found.blocks[i]
        if i != title and len(block.text) <= ORIGIN_LINE and (said := origin(block.text)) and (len(said) > 1 or len(block.text) < 40):
            meta = said | meta
        elif i != title:
            n_text += _length(block.text)
    date = next((date for i in inside if (date := day(found.times.get(i, "")))), "")
    if date:
        meta["date"] = date
    return Part(inside[0], inside[-1], meta) if n_text >= LEAST_TEXT else None


def _is_headline(block):
    size = len(block.text.replace(" ", ""))
    return len(block.text) <= 200 and (block.linked >= 0.9 * size or block.bold)


def _size(found, start, end):
    return sum(_length(found.blocks[i].text) for i in range(start, end) if i not in found.furniture)


def _length(text):
    return len(text) + 2 * sum("\u3400" <= c <= "\u9fff" for c in text)
