"""Bytes to text: which encoding it is, decided by whether the outcome is plausible and not by what the page declares."""

from __future__ import annotations

import codecs
import re

from policyanalysis.corpus.readers.page import Page, Unread, split_lines
from policyanalysis.corpus.readers.plausible import damage, is_western, score, western_score
from policyanalysis.problems import Problem

BOMS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be")]
FAMILIES = {"gb18030": ("gb18030",), "big5": ("big5", "cp950", "big5hkscs"), "utf-16-le": ("utf-16-le",), "utf-16-be": ("utf-16-be",),
            "windows-1252": ("cp1252",)}  # in each, the narrowest codec first
MAGIC = [(b"%PDF-", "a PDF; rename it to .pdf"), (b"PK\x03\x04", "a ZIP archive or an Office document; rename it to .zip or .docx"),
         (b"\xd0\xcf\x11\xe0", "an old or encrypted Office document; save it as .docx without a password"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
         (b"GIF8", "a picture"), (b"\x1f\x8b", "gzip-compressed data; unpack it"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
         (b"Rar!", "a RAR archive; unpack it or make it a .zip"), (b"7z\xbc\xaf", "a 7z archive; unpack it or make it a .zip"), (b"PAR1", "a table; rename it to .parquet")]
MAX_LINES = 2_000_000  # a line costs some sixty bytes of memory even if it is empty
WINDOW = 1 << 16  # bytes from the first non-ASCII one on, by which the encoding is told
LEAST_SCORE = 0.35  # Chinese text has 0.6 and more, wrongly decoded bytes below 0.2
LEAST_MARGIN = 0.15
LEAST_HIGH = 4  # non-ASCII characters without which only a declaration can tell
LONG = 1_000  # bytes; a longer file that ends inside a character was cut off
BINARY = 0.05  # share of control characters in what is no text at all


def read_text(data: bytes, name: str) -> tuple[Page, list[Problem]]:
    """A plain text or Markdown page; marks are left where they are.

    >>> read_text("港口\\n两港互换泊位。".encode("gb18030"), "a.txt")[0].lines
    ('港口', '两港互换泊位。')
    """
    text, problems = read_decoded(data, name)
    return Page(name, split_lines(text)), problems


def read_decoded(data: bytes, name: str, declared: str = "") -> tuple[str, list[Problem]]:
    """The text of a file, or `Unread` with what `decode` found.

    >>> read_decoded("Ports\\n".encode("utf-16"), "a.txt")
    ('Ports\\n', [])
    >>> read_decoded(b"%PDF-1.7", "a.txt")
    Traceback (most recent call last):
    policyanalysis.corpus.readers.page.Unread: not text but a PDF; rename it to .pdf
    """
    text, encoding, problem = decode(data, declared)
    if not text:
        raise Unread(problem, "error" if encoding else "warning")
    if len(text) > MAX_LINES and text.count("\n") > MAX_LINES:
        raise Unread(f"more than {MAX_LINES:,} lines; split the file")
    return text, [Problem(name, 0, "warning", problem)] if problem else []


def decode(data: bytes, declared: str = "") -> tuple[str, str, str]:
    """Decode a text.

    Parameters
    ----------
    data
        The bytes of the file.
    declared
        The encoding that the file names, if any.  It is believed only as far as the outcome is plausible.

    Returns
    -------
    text, encoding, problem
        The text without a byte order mark, the name of its encoding, and what was found to be wrong (empty: nothing).  An empty text was not read:
        with an encoding, it is damaged; without one, the encoding cannot be told or it is no text.

    Examples
    --------
    >>> decode("国务院办公厅印发意见。".encode("gb18030"))
    ('国务院办公厅印发意见。', 'gb18030', '')
    >>> decode("國務院印發意見".encode("big5"), declared="gb2312")[:2]
    ('國務院印發意見', 'big5')
    >>> decode("ä¸\xadæ\x96\x87å\x9b½å®¶".encode())[1:]  # doctest: +ELLIPSIS
    ('utf-8', 'not readable as printed: ...; get the page again from its source')
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _whole(data[len(bom) :], encoding)
    if not data or data.isspace():
        return "", "", "the file is empty"
    if kind := next((kind for magic, kind in MAGIC if data.startswith(magic)), ""):
        return "", "", f"not text but {kind}"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, declared, error)
    if "\0" in text:
        return _with_nul(data)
    if not text.isascii() and not re.search("[\u0800-\uffff\U00010000-\U0010ffff]", text):
        gb = _decoded(data[:WINDOW], "gb18030")  # a few short GBK texts happen to be valid UTF-8
        value, n_high = score(gb)
        if n_high >= LEAST_HIGH and value > 0.8 and western_score(text)[0] < 0:
            return _whole(data, "gb18030")
    return _judged(text, "utf-8", "")


def _other(data, declared, error):
    """What is not UTF-8: a legacy encoding, a file that was cut off, or nothing that can be read."""
    if error.start >= len(data) - 3 and error.reason == "unexpected end of data" and len(data) > LONG:
        return _whole(data, "utf-8")
    if b"\0" in data[:WINDOW]:
        return _with_nul(data)
    ranked = _ranked(data, declared)
    if _mostly_utf8(data) and (not ranked or ranked[0][0] < 0.6):
        n_broken = data.decode("utf-8", "replace").count("\ufffd")
        return "", "utf-8", f"not UTF-8 (byte {error.start}): {n_broken} broken place(s) in what is UTF-8 elsewhere; get the page again from its source"
    if ranked:
        value, n_high, encoding, asked = ranked[0]
        margin = value - (ranked[1][0] if len(ranked) > 1 else -1)
        enough = n_high >= LEAST_HIGH or asked or encoding == "windows-1252" or value > 0.6 and _is_western(data, encoding, n_high)
        if value >= LEAST_SCORE and margin >= LEAST_MARGIN and enough:
            return _whole(data, encoding)
    if _n_controls(data[:WINDOW]) > BINARY * len(data[:WINDOW]):
        return "", "", f"not UTF-8 (byte {error.start}): a binary file, not a text page; save the page as text"
    return "", "", f"not UTF-8 (byte {error.start}); save the page as UTF-8 (too little to tell which other encoding it has, or a damaged page)"


def _with_nul(data):
    """UTF-16 without a byte order mark shows by the NUL bytes of its line feeds and digits, all at even or all at odd places."""
    head = data[:WINDOW]
    for encoding, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        text = _decoded(head, encoding)
        ascii_share = sum(c < "\x80" for c in text) / max(1, len(text))
        nuls = head[at::2].count(0), head[1 - at :: 2].count(0)
        value, n_high = score(text)
        if len(head) >= 8 and "\0" not in text and (n_high >= LEAST_HIGH and value >= LEAST_SCORE or ascii_share > 0.9 and nuls[0] > 0.9 * (len(head) // 2) > nuls[1]):
            return _whole(data, encoding)
    return "", "", "holds NUL bytes and is not a text page; save the page as text"


def _ranked(data, declared):
    """The encodings in which the bytes from the first non-ASCII one on are valid, the most plausible first: score, characters seen, name, whether it was declared."""
    first = re.search(rb"[\x80-\xff]", data).start()
    asked = family(declared)
    found = []
    for name, codecs_ in FAMILIES.items():
        start = 0 if name.startswith("utf-16") else max(0, first - 200) if name == "windows-1252" else first
        texts = [codecs.getincrementaldecoder(codec)("replace").decode(data[start : start + WINDOW]) for codec in codecs_]
        texts = [text for text in texts if text.count("\ufffd") <= 0.02 * len(text)]  # a few broken places are damage, more another encoding
        if texts:
            value, n_high = max((western_score if name == "windows-1252" else score)(text) for text in texts)
            found.append((value + 0.1 * (name == asked), n_high, name, name == asked))
    return sorted(found, reverse=True)


def family(declared: str) -> str:
    """The encoding among those that are tried to which a declaration belongs, or "".

    >>> family("GB2312"), family("x-big5"), family("iso-8859-1"), family("koi8-r")
    ('gb18030', 'big5', 'windows-1252', '')
    """
    label = declared.strip().lower().replace("_", "-")
    for pattern, name in ((r"gb|936|hz", "gb18030"), (r"big5|950", "big5"), (r"1252|8859-1|latin|ascii", "windows-1252"), (r"utf-?16-?be", "utf-16-be"), (r"utf-?16", "utf-16-le")):
        if re.search(pattern, label):
            return name
    return ""


def _decoded(window, codec):
    """The window's text, a character cut off at its end left out; empty if it is not valid."""
    try:
        return codecs.getincrementaldecoder(codec)("strict").decode(window, final=False)
    except UnicodeDecodeError:
        return ""


def _whole(data, encoding):
    """Decode everything: strictly, but for a character that is cut off at the end of a long file."""
    failed = None
    for codec in FAMILIES.get(encoding, (encoding,)):
        try:
            return _judged(data.decode(codec), encoding, "")
        except UnicodeDecodeError as error:
            failed = failed or error
        if len(data) > LONG and (text := _decoded(data, codec)):
            lost = data[-3:].hex(" ")
            return _judged(text, encoding, f"the file ends inside a character (bytes … {lost}): it was cut off; what is there was read, get the whole page")
    return "", encoding, f"not {encoding} throughout (byte {failed.start} is broken); get the page again from its source, or save it as UTF-8"


def _judged(text, encoding, problem):
    text = text.removeprefix("\ufeff")
    if not text or text.isspace():
        return "", "", "the file is empty"
    if "\0" in text:
        return "", "", "holds NUL bytes and is not a text page; save the page as text"
    reason, fatal = damage(text)
    if fatal:
        return "", encoding, f"not readable as printed: {reason}; get the page again from its source"
    return text, encoding, "; ".join(filter(None, [problem, reason and f"a few characters are damaged: {reason}"]))


def _mostly_utf8(data):
    window = data[:WINDOW].decode("utf-8", "replace")
    good = sum(c > "\u07ff" and c != "\ufffd" for c in window)
    return good > 3 * window.count("\ufffd")


def _is_western(data, encoding, n_high):
    return is_western(_decoded(data[:WINDOW], FAMILIES[encoding][0]), n_high)


def _n_controls(data):
    return len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", data))
