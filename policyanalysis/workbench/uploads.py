"""Pages that a reader drops in: kept in a private folder until the session ends."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from policyanalysis.errors import UsageError

MOST_BYTES = 50_000_000  # of one drop
LONGEST = 80  # characters of a name
UNSAFE = re.compile(r"[^\w\-.()\u3400-\u9fff ]+")
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")  # names that Windows keeps for itself


@cache
def _session() -> tempfile.TemporaryDirectory:
    return tempfile.TemporaryDirectory(prefix="policyanalysis-dropped-")


def session_folder() -> Path:
    """The folder of this session, which only its owner can read; it is removed when the session ends.

    >>> session_folder() == session_folder(), oct(session_folder().stat().st_mode & 0o777)
    (True, '0o700')
    """
    return Path(_session().name)


def safe_name(name: str) -> str:
    """A file's name without folders and anything that a file system or a shell would read otherwise.

    >>> safe_name("../../etc/passwd"), safe_name("报告 2024.txt"), safe_name("C:\\\\a\\\\con.txt"), safe_name("...")
    ('passwd', '报告 2024.txt', '_con.txt', 'page')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem, dot, suffix = UNSAFE.sub("_", last).strip(" .").rpartition(".")
    kept = f"{stem[:LONGEST]}{dot}{suffix[:10]}" if dot and stem else suffix[:LONGEST]
    return f"_{kept}" if RESERVED.match(kept) else kept or "page"


def keep_pages(files: Iterable[Mapping], folder: Path) -> list[Path]:
    """Write dropped files into a folder; nothing is written when they are too large together.

    Parameters
    ----------
    files
        Each with `name` and `content` (bytes), as the widget FileUpload gives them.
    folder
        Files of the same name get a number.

    Raises
    ------
    UsageError
        If there is none, or they have more than `MOST_BYTES` together.

    Examples
    --------
    >>> place = Path(tempfile.mkdtemp())
    >>> [path.name for path in keep_pages([{"name": "a.txt", "content": b"x"}, {"name": "../a.txt", "content": b"y"}], place)]
    ['a.txt', 'a-2.txt']
    """
    files = [(safe_name(file["name"]), bytes(file["content"])) for file in files]
    size = sum(len(content) for _, content in files)
    if not files:
        raise UsageError("no file was dropped in; choose one or more")
    if size > MOST_BYTES:
        raise UsageError(f"the files have {size / 1e6:,.0f} MB together; drop at most {MOST_BYTES / 1e6:,.0f} MB at a time, or put them into data/raw")
    paths = []
    for name, content in files:
        path, number = folder / name, 1
        while path.exists():
            number += 1
            path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        path.write_bytes(content)
        paths.append(path)
    return paths
