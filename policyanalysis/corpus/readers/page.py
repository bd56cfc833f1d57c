"""What every reader returns, and how it says that a file cannot be read."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Part:
    """An article that the format itself marks: its lines (indices into `Page.lines`, inclusive) and what the page says of it (title, date, url, ...).

    >>> Part(0, 4, {"title": "Ports trade berths"}).meta["title"]
    'Ports trade berths'
    """

    start: int
    end: int
    meta: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One raw file, or one member of an archive, as lines of text.

    Attributes
    ----------
    file
        The path relative to the corpus (posix); `archive.zip/member` for what an archive holds.
    lines
        The text.  Plain text is split on line feeds alone, so that numbers agree with any editor.
    numbers
        The 0-based raw line of each line where that is not its own index: the line of the HTML source, the row of a table (its header is row 0).
    pages
        The 1-based PDF page on which each line begins.
    meta
        What the page prints of itself: title, author, date (an ISO day), source, url, section, doc_number, issuer.  Nothing is inferred.
    parts
        The articles that the format marks; empty if the splitter is to decide.

    Examples
    --------
    >>> Page("a.txt", ("港口", "两港互换泊位。")).parts
    ()
    """

    file: str
    lines: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


class Unread(Exception):
    """A file that cannot be read, and why: what was found and what to do.  `read_pages` turns it into a row of the problems table.

    `severity` is "warning" for a file that is passed over and "error" for one that should be readable but is damaged.

    >>> raise Unread("the file is empty")
    Traceback (most recent call last):
    policyanalysis.corpus.readers.page.Unread: the file is empty
    """

    def __init__(self, reason: str, severity: str = "warning"):
        super().__init__(reason)
        self.reason, self.severity = reason, severity


def split_lines(text: str) -> tuple[str, ...]:
    """Lines of a text, parted by line feeds alone.

    >>> split_lines("a\\r\\nb\\x0cc")
    ('a', 'b\\x0cc')
    """
    return tuple(line.rstrip("\r") for line in text.split("\n")) if "\r" in text else tuple(text.split("\n"))


def to_plain(page: Page) -> dict:
    """The page as what JSON can hold.

    >>> to_plain(Page("a.txt", ("x",)))["lines"]
    ('x',)
    """
    return asdict(page)


def from_plain(plain: dict) -> Page:
    """The page again.

    >>> page = Page("a.html", ("x",), (4,), meta={"title": "t"}, parts=(Part(0, 0, {"date": "2025-01-23"}),))
    >>> from_plain(to_plain(page)) == page
    True
    """
    listed = {key: tuple(plain[key]) for key in ("lines", "numbers", "pages")}
    return Page(plain["file"], meta=plain["meta"], parts=tuple(Part(**part) for part in plain["parts"]), **listed)
