"""Word documents: paragraphs, headings and table rows, in the order of the document."""

from __future__ import annotations

import io
import re

from lxml import etree

from policyanalysis.corpus.readers.archive import open_zip, unpack
from policyanalysis.corpus.readers.page import Page, Unread
from policyanalysis.problems import Problem

MAX_UNPACKED = 50_000_000  # bytes of word/document.xml; a book has two million
CELL = " | "
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
DC = "{http://purl.org/dc/elements/1.1/}"
_JUNK_TITLE = re.compile(r"^(?:microsoft word\b.*|(?:word )?document\d*|untitled|文档\s*\d*|无标题|.*\.docx?)$", re.I)


def read_docx(data: bytes, name: str) -> tuple[Page, list[Problem]]:
    """The text of a Word document; title and author from its properties (their date is the file's, not the article's).

    >>> import zipfile
    >>> data = io.BytesIO()
    >>> with zipfile.ZipFile(data, "w") as archive:
    ...     archive.writestr("word/document.xml", f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>标题</w:t></w:r></w:p></w:body></w:document>')
    >>> read_docx(data.getvalue(), "a.docx")[0].lines
    ('标题',)
    """
    if not data:
        raise Unread("the file is empty")
    with open_zip(data) as archive:
        members = {info.filename: info for info in archive.infolist()}
        if "word/document.xml" not in members:
            raise Unread("an archive without a Word document in it (no word/document.xml); open it in a word processor and save it as .docx", "error")
        lines = _lines(unpack(archive, members["word/document.xml"], MAX_UNPACKED))
        problems, meta = [], {}
        if "docProps/core.xml" in members:
            try:
                meta = _properties(unpack(archive, members["docProps/core.xml"], 1_000_000))
            except (Unread, etree.XMLSyntaxError):
                problems.append(Problem(name, 0, "info", "the document's properties are damaged; its title and author are left empty"))
    if not any(line.strip() for line in lines):
        raise Unread("the document holds no text (only pictures?); save it as text, or run text recognition")
    return Page(name, tuple(lines), meta=meta), problems


def _lines(xml: bytes) -> list[str]:
    """Paragraphs to lines; a table row is one line unless a cell holds several paragraphs of its own."""
    lines, texts, rows, cells, skipped = [], [], [], [], 0
    for event, element in _events(xml):
        tag = element.tag.replace(STRICT, W) if isinstance(element.tag, str) else ""
        if tag == FALLBACK:  # the same text box once more, for older programs
            skipped += 1 if event == "start" else -1
        if skipped or not tag.startswith(W):
            continue
        tag = tag[len(W) :]
        if event == "start":
            if tag == "p":
                texts.append([])
            elif tag == "tr":
                rows.append([])
            elif tag == "tc":
                cells.append([])
            continue
        if tag == "t" and texts:
            texts[-1].append(element.text or "")
        elif tag in ("tab", "ptab") and texts and _in_run(element):
            texts[-1].append("\t")
        elif tag in ("br", "cr") and texts:
            texts[-1].append("\n")
        elif tag == "noBreakHyphen" and texts:
            texts[-1].append("-")
        elif tag == "p" and texts:
            (cells[-1] if cells else lines).extend("".join(texts.pop()).split("\n"))
        elif tag == "tc" and cells:
            cell = [line for line in cells.pop() if line.strip()]
            if rows:
                rows[-1].append(cell)
            else:
                lines.extend(cell)
        elif tag == "tr" and rows:
            (cells[-1] if cells else lines).extend(_row(rows.pop()))
        if tag in ("p", "tr"):
            element.clear()
    return lines


def _row(cells):
    filled = [cell for cell in cells if cell]
    if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
        return [CELL.join(cell[0].strip() for cell in filled)]
    return [line for cell in filled for line in cell]


def _in_run(element):
    """Whether a tab stands in the text; those in a paragraph's properties are stops."""
    parent = element.getparent()
    return parent is not None and isinstance(parent.tag, str) and parent.tag.endswith("}r")


def _events(xml):
    """Start and end of every element; a document type, which could define entities, is refused."""
    first = True
    try:
        for event, element in etree.iterparse(io.BytesIO(xml), events=("start", "end"), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False):
            if first and element.getroottree().docinfo.internalDTD is not None:
                raise Unread("its XML defines entities, which Word never does; open it in a word processor and save it again", "error")
            first = False
            yield event, element
    except etree.XMLSyntaxError as error:
        raise Unread(f"its XML is damaged ({str(error)[:80]}); open it in a word processor and save it again", "error") from None


def _properties(xml):
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False))
    found = {"title": root.findtext(f"{DC}title"), "author": root.findtext(f"{DC}creator")}
    meta = {key: re.sub(r"\s+", " ", value).strip() for key, value in found.items() if value}
    return {key: value for key, value in meta.items() if value and not (key == "title" and _JUNK_TITLE.match(value))}
