"""Folders to names and bytes: what may be opened at all.  Nothing but regular files inside the corpus is."""

from __future__ import annotations

import errno
import os
import re
import stat
from pathlib import Path

from policyanalysis.corpus.readers.page import Unread

UNNAMEABLE = "the name holds control characters or bytes that are no text; rename it"
MAX_DEPTH = 100  # folders within folders; deeper is a mistake
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_KINDS = [(stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISCHR, "a device"), (stat.S_ISBLK, "a device"), (stat.S_ISDIR, "a folder")]


def list_files(root: Path, page_suffixes: tuple[str, ...]) -> tuple[list[tuple[str, Path]], list[tuple[str, str, str]]]:
    """Names and paths of all files below a folder, in the order of their names, and what was passed over: name, severity, reason.

    Hidden files and folders are left alone; linked folders are not entered.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = [(folder / name).write_text("One") for name in ("b.txt", "a.txt", ".hidden")]
    >>> [name for name, path in list_files(folder, (".txt",))[0]]
    ['a.txt', 'b.txt']
    """
    files, passed_over, folders = [], [], [(root, "")]
    while folders:
        folder, prefix = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            passed_over.append((printable(prefix.rstrip("/") or folder.name), "warning", f"the folder {failure(error)}"))
            continue
        for entry in entries:
            name = prefix + entry.name
            if entry.name.startswith("."):
                continue
            if _UNPRINTABLE.search(entry.name):
                passed_over.append((printable(name), "warning", UNNAMEABLE))
            elif entry.is_dir(follow_symlinks=False):
                if prefix.count("/") >= MAX_DEPTH:
                    passed_over.append((name, "warning", f"more than {MAX_DEPTH} folders within each other; move it up"))
                    continue
                if entry.name.lower().endswith(page_suffixes):
                    passed_over.append((name, "info", "a folder with the name of a page; the pages in it are read as in any folder"))
                folders.append((Path(entry.path), f"{name}/"))
            elif entry.is_symlink() and os.path.isdir(entry.path):
                passed_over.append((name, "warning", _link_reason(Path(entry.path), root) or "a link to a folder of the corpus; its pages are read where they are"))
            else:
                files.append((name, Path(entry.path)))
    return sorted(files), passed_over


def read_bytes(path: Path, base: Path, max_bytes: int) -> bytes:
    """The content of a regular file inside `base`, or `Unread`.  Nothing that could block or never end is opened.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("One")
    >>> read_bytes(folder / "a.txt", folder, 100)
    b'One'
    >>> read_bytes(folder / "a.txt", folder / "elsewhere", 100)
    Traceback (most recent call last):
    policyanalysis.corpus.readers.page.Unread: the link leads out of the corpus folder; copy the file into it
    """
    try:
        if reason := _link_reason(path, base):
            raise Unread(reason)
        resolved = os.path.realpath(path)
        _require_regular(os.stat(resolved), max_bytes)
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        with open(os.open(resolved, flags), "rb") as file:
            status = os.fstat(file.fileno())
            _require_regular(status, max_bytes)  # it may have been exchanged in between
            data = file.read(status.st_size + 1)  # not room for the largest file, which costs more than to read a page
            if len(data) > status.st_size:  # it grew in between
                data += file.read(max_bytes - status.st_size)
    except OSError as error:
        raise Unread(failure(error)) from None
    if len(data) > max_bytes:
        raise Unread(too_large(max_bytes))
    return data


def failure(error: OSError) -> str:
    """What an operating system's error means to the reader of the problems table.

    >>> failure(PermissionError(errno.EACCES, "Permission denied"))
    'could not be read: Permission denied; give yourself the right to read it'
    """
    advice = {errno.EACCES: "; give yourself the right to read it", errno.EPERM: "; give yourself the right to read it", errno.ELOOP: " (a link that leads to itself)"}
    return f"could not be read: {error.strerror or type(error).__name__}{advice.get(error.errno, '')}"


def printable(name: str) -> str:
    """The name with everything escaped that a table or a terminal cannot show.

    >>> printable("a\\nb\\udcff.txt")
    'a\\\\x0ab\\\\udcff.txt'
    """
    return _UNPRINTABLE.sub(lambda m: f"\\x{ord(m[0]):02x}" if m[0] < "\x80" else f"\\u{ord(m[0]):04x}", name)


def _link_reason(path, base):
    try:
        inside = path.resolve(strict=False).is_relative_to(base.resolve())
    except (OSError, RuntimeError):  # Python before 3.13 raises RuntimeError for a loop
        return "the link leads to itself; remove it"
    return "" if inside else "the link leads out of the corpus folder; copy the file into it"


def _require_regular(status, max_bytes):
    if not stat.S_ISREG(status.st_mode):
        kind = next((kind for test, kind in _KINDS if test(status.st_mode)), "no regular file")
        raise Unread(f"{kind}, not a page; remove it from the corpus")
    if status.st_size > max_bytes:
        raise Unread(too_large(max_bytes))


def too_large(max_bytes: int) -> str:
    """The reason against a file of more bytes.

    >>> too_large(50_000_000)
    'the file is larger than 50 MB; split it'
    """
    return f"the file is larger than {max_bytes // 1_000_000} MB; split it"
