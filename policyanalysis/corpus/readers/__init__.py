"""Raw files to lines: the only place of the package that opens a corpus.

`places` says where a corpus lies, `files` what may be opened on this machine, `store` in an object store or on HDFS, `text` in which encoding it is; `html`, `pdf`, `docx`, `table` and `archive` read one format each, those that parse other
people's formats in a process of their own (`sandbox`).  What cannot be read is a row of the problems table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from policyanalysis.corpus.readers.archive import read_zip
from policyanalysis.corpus.readers.files import printable
from policyanalysis.corpus.readers.page import Page, Part, Unread
from policyanalysis.corpus.readers.pdf import read_pdf
from policyanalysis.corpus.readers.places import Place, place
from policyanalysis.corpus.readers.plausible import damage
from policyanalysis.corpus.readers.sandbox import Sandbox
from policyanalysis.corpus.readers.table import read_delimited, read_jsonl
from policyanalysis.corpus.readers.text import read_text
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.problems import Problem
from policyanalysis.progress import counted

__all__ = ["MAX_BYTES", "SUFFIXES", "Page", "Part", "iter_pages", "read_pages"]
SUFFIXES = (".txt", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".csv", ".tsv", ".jsonl", ".parquet", ".zip")
MAX_BYTES = 50_000_000  # a page of text is a thousand times smaller; more is a mistake or an attack
IGNORED = ("readme", "license", "licence")  # what people put beside pages to describe them
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
_DIRECT: dict[str, Callable] = {".txt": read_text, ".md": read_text, ".csv": read_delimited, ".tsv": read_delimited, ".jsonl": read_jsonl}
_APART = {".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".parquet": "parquet"}


def read_pages(path: str | Path) -> tuple[list[Page], list[Problem]]:
    """Read every page of a file or folder, in the order of their names.

    Parameters
    ----------
    path
        A file of one of the types `SUFFIXES`, or a folder that is searched with its subfolders.  Hidden files, and links that lead out of the folder,
        are not followed.

    Returns
    -------
    pages, problems
        One `Page` a readable file (and each member of an archive), and a problem for every file that was not read and for what was left out of one.

    Raises
    ------
    PolicyAnalysisError
        If the path does not exist or no file in it can be read.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_bytes("Title\\r\\n标题".encode())
    >>> page, = read_pages(folder)[0]
    >>> page.file, page.lines
    ('a.txt', ('Title', '标题'))
    """
    pages, problems = [], []
    for found, failed in iter_pages(path):
        pages += found
        problems += failed
    return pages, problems


def iter_pages(path: str | Path) -> Iterator[tuple[list[Page], list[Problem]]]:
    """The pages and problems of one file after the other, so that not all of a large corpus need be held; otherwise as `read_pages`.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("One"), (folder / "b.txt").write_text("Two")
    >>> [page.lines for pages, problems in iter_pages(folder) for page in pages]
    [('One',), ('Two',)]
    """
    n_pages, unread = 0, []
    with Sandbox() as sandbox:
        for raw in iter_raw(path):
            pages, problems = read_raw(raw, sandbox)
            n_pages += len(pages)
            unread += problems if not n_pages else []
            yield pages, problems
    if not n_pages:
        raise nothing_read(path, unread)


class Raw(NamedTuple):
    """A file as it lies there: its name, its bytes (None for what can't be opened), and why it was not read, if it was not.

    >>> Raw("a.txt", b"One").problems
    ()
    """

    name: str
    data: bytes | None
    problems: tuple[Problem, ...] = ()


def iter_raw(path: str | Path) -> Iterator[Raw]:
    """One file after the other; what was passed over in a folder comes first, all of it under the name "".

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("One")
    >>> [(raw.name, raw.data) for raw in iter_raw(folder)]
    [('', None), ('a.txt', b'One')]
    """
    here = corpus_place(path)
    files, passed_over = here.files()
    yield Raw("", None, tuple(Problem(name, 0, severity, reason) for name, severity, reason in passed_over))
    for name, file in counted(files, "reading files", "file"):
        try:
            _suffix(name)  # what is no page is not fetched
            yield Raw(name, here.read(file))
        except Unread as error:
            yield Raw(name, None, (Problem(printable(name), 0, error.severity, error.reason),))


def read_raw(raw: Raw, sandbox: Sandbox) -> tuple[list[Page], list[Problem]]:
    """The pages of a file, and its problems; formats of other people's making are parsed in the sandbox.

    >>> with Sandbox() as sandbox:
    ...     read_raw(Raw("a.txt", b"One"), sandbox)[0][0].lines
    ('One',)
    """
    if raw.data is None:
        return [], list(raw.problems)
    try:
        return _read(raw.data, raw.name, _suffix(raw.name), sandbox)
    except Unread as error:
        return [], [Problem(printable(raw.name), 0, error.severity, error.reason)]


def corpus_place(path: str | Path) -> Place:
    """Where a corpus lies, with the limits of the package.

    >>> len(corpus_place("data/sample").files()[1])
    0
    """
    return place(path, SUFFIXES, MAX_BYTES)


def nothing_read(path: str | Path, unread: list[Problem]) -> PolicyAnalysisError:
    """The error for a corpus without a readable page.

    >>> print(nothing_read("pages", [Problem("a.pdf", 0, "error", "encrypted")]))
    no readable page in 'pages'; 1 file(s) were passed over, the first one because: encrypted; put .txt pages (UTF-8) there or name another folder
    """
    first = next((p for p in unread if p.severity != "info"), None)
    reason = f"; {len(unread)} file(s) were passed over, the first one because: {first.reason}" if first else ""
    return PolicyAnalysisError(f"no readable page in {str(path)!r}{reason}; put .txt pages (UTF-8) there or name another folder")


def _suffix(name: str) -> str:
    """The type of a file, or `Unread` if it is none of a page."""
    file = Path(name)
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise Unread(f"files of type {printable(file.suffix) or '(none)'} are not read yet; save the page as .txt")
    if file.stem.lower() in IGNORED:
        raise Unread("a readme or licence, not a page")
    return suffix


def _read(data: bytes, name: str, suffix: str, sandbox: Sandbox, depth: int = 0) -> tuple[list[Page], list[Problem]]:
    """The pages of one file's bytes."""
    if not data:
        raise Unread("the file is empty")
    if suffix == ".zip":
        return read_zip(data, name, lambda member, full, below: _read(member, full, _suffix(full), sandbox, below), MAX_BYTES, depth)
    if suffix == ".pdf":
        page, problems = read_pdf(data, name, sandbox)
    elif suffix in _APART:
        page, problems = sandbox.read(_APART[suffix], data, name)
    else:
        page, problems = _DIRECT[suffix](data, name)
    if suffix not in (".txt", ".md"):  # those were looked at; escapes such as &#xFFFD; only show once a format is read
        reason, fatal = _damage(page)
        if fatal:
            raise Unread(f"not readable as printed: {reason}; get the page again from its source", "error")
        if reason and not any(p.severity == "warning" for p in problems):
            problems.append(Problem(name, 0, "warning", f"a few characters are damaged: {reason}"))
    return [page], problems


def _damage(page: Page) -> tuple[str, bool]:
    """What betrays that the page's text or what it says of itself is damaged, and whether that is too much to read it."""
    said = (value for meta in (page.meta, *(part.meta for part in page.parts)) for value in meta.values())
    text = "\n".join([*page.lines, *said])
    if found := _NO_CHARACTER.search(text):  # no table and no terminal can hold them
        return f"it holds {found[0]!r}, which is no character", True
    return damage(text)
