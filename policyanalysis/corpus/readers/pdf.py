"""PDF files: pypdf reads them, PDFium is asked where its text is missing or looks like garbage.  Both run in the sandbox."""

from __future__ import annotations

import io
import re

from policyanalysis.corpus.readers.page import Page, Unread, split_lines
from policyanalysis.corpus.readers.pdf_lines import drop_furniture, join_lines, plain_characters
from policyanalysis.corpus.readers.plausible import damage
from policyanalysis.corpus.readers.text import MAX_LINES
from policyanalysis.problems import Problem

MIN_CHARACTERS = 20  # a page, on average; below, the text is in pictures or was not found
MAX_PAGES = 2_000
MAX_CHARACTERS = 20_000_000  # of all pages; a book has one million
SECONDS_PYPDF, SECONDS_PDFIUM = 6.0, 3.5  # together below the ten seconds that a file may take
ENCRYPTED = "encrypted: it needs a password; save a copy without one"
IMAGES = "no text was found on its {n} page(s): scanned pictures? run text recognition (OCR) over it"
_GLYPHS = re.compile(r"\(cid:\d+\)|/[GgCc]\d{1,4}(?=/|\s)|/uni[0-9A-F]{4}")  # glyph numbers instead of characters
_JUNK_TITLE = re.compile(r"microsoft (?:word|powerpoint)|\.(?:docx?|wps|pdf|indd|pptx?|dvi|cdr)\b|^untitled|^无标题|^(?:slide|幻灯片|page|文档)\s*\d*$", re.I)


def read_pdf(data: bytes, name: str, sandbox) -> tuple[Page, list[Problem]]:
    """The paragraphs of a PDF with the page on which each begins; running heads and page numbers are left out.

    >>> from matplotlib.figure import Figure
    >>> from policyanalysis.corpus.readers.sandbox import Sandbox
    >>> figure, data = Figure(), io.BytesIO()
    >>> _ = figure.text(0.1, 0.5, "Two ports agreed to trade berths.")
    >>> figure.savefig(data, format="pdf")
    >>> with Sandbox() as sandbox:
    ...     page, problems = read_pdf(data.getvalue(), "a.pdf", sandbox)
    >>> page.lines, page.pages
    (('Two ports agreed to trade berths.',), (1,))
    """
    start = data[:1_024].find(b"%PDF-")
    if start < 0:
        raise Unread("no PDF (its first bytes do not say so); is it another kind of file, or a page that said the PDF was missing?", "error")
    page, reason, lost = _better_of_two(data, name, sandbox)
    n_pages = int(page.meta["n_pages"])
    texts = [[line for line, number in zip(page.lines, page.pages) if number == n] for n in range(1, n_pages + 1)]
    kept, n_furniture = drop_furniture(texts)
    lines, pages = join_lines(kept)
    if not lines:
        raise Unread(IMAGES.format(n=n_pages), "error")
    fatal = _garbage("\n".join(lines))
    if fatal:
        raise Unread(f"its text cannot be read: {fatal}; run text recognition (OCR) over it, or get another copy", "error")
    problems = []
    blank = [n for n, text in enumerate(texts, 1) if not any(line.strip() for line in text)]
    if blank and not lost:
        lost = f"{len(blank)} of {n_pages} pages hold no text, the first is page {blank[0]} (pictures, or damaged)"
    if b"%%EOF" not in data[-2_048:]:
        lost = "; ".join(filter(None, ["the file is cut off (its end mark is missing): what is there was read, get the whole file", lost]))
    if warning := "; ".join(filter(None, [reason, lost])):
        problems.append(Problem(name, 0, "warning", warning))
    if n_furniture:
        problems.append(Problem(name, 0, "info", f"{n_furniture} running heads and page numbers were left out"))
    meta = {key: value for key, value in page.meta.items() if key in ("title", "author")}
    return Page(name, tuple(lines), pages=tuple(pages), meta=meta), problems


def _better_of_two(data, name, sandbox):
    """The page of the reader that found text, and what is to be said about it."""
    first, reason = None, ""
    try:
        first, problems = sandbox.read("pdf", data, name, SECONDS_PYPDF)
        if not (poor := _poor(first)):
            return first, "", "; ".join(p.reason for p in problems)
        reason = poor
    except Unread as error:
        if error.reason == ENCRYPTED:
            raise
        reason = error.reason
    try:
        second, problems = sandbox.read("pdfium", data, name, SECONDS_PDFIUM)
        if not _poor(second):
            return second, "", "; ".join(p.reason for p in problems)
    except Unread as error:
        if first is None or error.reason == ENCRYPTED:
            raise Unread(error.reason if error.reason == ENCRYPTED else _damaged(data, reason), "warning" if error.reason == ENCRYPTED else "error") from None
        second = None
    best = max([page for page in (first, second) if page], key=_n_characters)
    if _n_characters(best) < MIN_CHARACTERS * int(best.meta["n_pages"]) and (_n_characters(best) < MIN_CHARACTERS or int(best.meta["n_pages"]) > 3):
        raise Unread(IMAGES.format(n=best.meta["n_pages"]), "error")
    return best, reason if _garbage("\n".join(best.lines)) else "", ""


def _damaged(data, reason):
    return "truncated: its end is missing, and no page of it can be read; get the whole file" if b"%%EOF" not in data[-2_048:] else reason


def _poor(page):
    """Why the text of a PDF is not what it shows, or empty."""
    if _n_characters(page) < MIN_CHARACTERS * int(page.meta["n_pages"]):
        return "little text for its pages"
    return _garbage("\n".join(page.lines))


def _n_characters(page):
    return sum(len("".join(line.split())) for line in page.lines)


def _garbage(text):
    glyphs = sum(len(m) for m in _GLYPHS.findall(text))
    if glyphs > 0.05 * len(text):
        return "it gives numbers of glyphs instead of characters"
    reason, fatal = damage(text)
    return reason if fatal else ""


def read_pypdf(data: bytes, name: str) -> tuple[Page, list[Problem]]:
    """What pypdf finds: lines as printed, their pages; `n_pages` in `meta`.

    >>> from pypdf import PdfWriter
    >>> writer, data = PdfWriter(), io.BytesIO()
    >>> _ = writer.add_blank_page(100, 100), writer.write(data)
    >>> read_pypdf(data.getvalue(), "a.pdf")[0].meta
    {'n_pages': '1'}
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unread(ENCRYPTED)
        n_pages = len(reader.pages)
    except PyPdfError as error:
        raise Unread(f"a damaged PDF ({str(error)[:80]}); get it again from its source", "error") from None
    texts, failed = [], 0
    for number in range(_allowed(n_pages)):
        try:
            texts.append(reader.pages[number].extract_text() or "")
        except MemoryError:
            raise
        except Exception:  # one damaged page does not take the others away; it is counted and reported
            texts.append("")
            failed += 1
        if sum(map(len, texts)) > MAX_CHARACTERS:
            raise Unread(f"more than {MAX_CHARACTERS // 1_000_000} million characters; split the file", "error")
    if failed == n_pages:
        raise Unread("a damaged PDF (no page can be read); get it again from its source", "error")
    problems = [Problem(name, 0, "warning", f"{failed} of {n_pages} pages are damaged and were left out; get the file again")] if failed else []
    return _raw(name, texts, _properties(reader)), problems


def read_pdfium(data: bytes, name: str) -> tuple[Page, list[Problem]]:
    """What PDFium finds, in the same form.

    >>> from pypdf import PdfWriter
    >>> writer, data = PdfWriter(), io.BytesIO()
    >>> _ = writer.add_blank_page(100, 100), writer.write(data)
    >>> read_pdfium(data.getvalue(), "a.pdf")[0].meta
    {'n_pages': '1'}
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unread(ENCRYPTED) from None
        raise Unread(f"a damaged PDF ({str(error)[:80]}); get it again from its source", "error") from None
    texts, size = [], 0
    for number in range(_allowed(len(document))):
        try:
            text = document[number].get_textpage().get_text_range()
        except pypdfium2.PdfiumError:
            text = ""
        texts.append(text.replace("\r\n", "\n").replace("\x02", "-\n").replace("\ufffe", "-\n"))  # its sign for a hyphen at a line's end
        size += len(text)
        if size > MAX_CHARACTERS:
            raise Unread(f"more than {MAX_CHARACTERS // 1_000_000} million characters; split the file", "error")
    return _raw(name, texts, {}), []


def _allowed(n_pages):
    if n_pages > MAX_PAGES:
        raise Unread(f"more than {MAX_PAGES:,} pages; split it")
    if not n_pages:
        raise Unread("a PDF without pages; get it again from its source", "error")
    return n_pages


def _raw(name, texts, meta):
    lines, pages = [], []
    for number, text in enumerate(texts, 1):
        found = split_lines(plain_characters(text))
        lines += found
        pages += [number] * len(found)
    if len(lines) > MAX_LINES:
        raise Unread(f"more than {MAX_LINES:,} lines; split the file", "error")
    clean = [line.encode("utf-8", "replace").decode() for line in lines]  # lone surrogates
    return Page(name, tuple(clean), pages=tuple(pages), meta={**meta, "n_pages": str(len(texts))})


def _properties(reader):
    """Title and author from the document's properties, where they say something."""
    try:
        info = reader.metadata or {}
        found = {"title": str(info.get("/Title") or ""), "author": str(info.get("/Author") or "")}
    except Exception:  # properties are an extra; damaged ones do not matter
        return {}
    found = {key: re.sub(r"\s+", " ", value).strip() for key, value in found.items()}
    return {key: value for key, value in found.items() if 1 < len(value) < 300 and not damage(value)[0] and not (key == "title" and _JUNK_TITLE.search(value))}
