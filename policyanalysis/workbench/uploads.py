"""Pages that a reader drops in: kept in a private folder until the session ends."""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from policyanalysis.errors import UsageError

PREFIX = "policyanalysis-dropped-"
LOCK = "lock"  # held by the session as long as it lives, however it ends
YOUNG = 60  # seconds in which a new session's folder may not have its lock yet

MOST_BYTES = 50_000_000  # of one drop
LONGEST = 80  # characters of a name
UNSAFE = re.compile(r"[^\w\-.()\u3400-\u9fff ]+")
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")  # names that Windows keeps for itself


@cache
def _session() -> tuple[tempfile.TemporaryDirectory, FileLock]:
    _remove_left(Path(tempfile.gettempdir()))
    folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    lock = FileLock(Path(folder.name) / LOCK)
    lock.acquire()
    return folder, lock


def _remove_left(place):
    """Remove the folders of sessions that were killed, and so could not remove their own."""
    for folder in place.glob(f"{PREFIX}*"):
        try:
            status = folder.lstat()
            mine = stat.S_ISDIR(status.st_mode) and (not hasattr(os, "getuid") or status.st_uid == os.getuid())
            if mine and time.time() - status.st_mtime > YOUNG:
                with FileLock(folder / LOCK, timeout=0):
                    shutil.rmtree(folder, ignore_errors=True)
        except (Timeout, OSError):  # it is in use
            pass


def session_folder() -> Path:
    """The folder of this session, which only its owner can read; it is removed when the session ends, or by the next one if it was killed.

    >>> session_folder() == session_folder(), oct(session_folder().parent.stat().st_mode & 0o777)
    (True, '0o700')
    """
    folder = Path(_session()[0].name) / "pages"
    folder.mkdir(exist_ok=True)
    return folder


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
