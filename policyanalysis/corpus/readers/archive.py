"""ZIP archives of pages, and what protects from those that unpack to more than they should."""

from __future__ import annotations

import io
import stat
import time
import zipfile
import zlib
from collections.abc import Callable

from policyanalysis.corpus.readers.files import printable
from policyanalysis.corpus.readers.page import Page, Unread
from policyanalysis.corpus.readers.plausible import score
from policyanalysis.problems import Problem

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200_000_000  # bytes of all members
MAX_RATIO = 200  # unpacked to packed; texts reach 10
FREE = 1_000_000  # bytes that may unpack at any ratio: a small file of blanks is no bomb
LOST_SECONDS = 10.0  # spent on members that could not be read, after which the rest is left
ENTRY = b"PK\x01\x02"


def open_zip(data: bytes) -> zipfile.ZipFile:
    """An archive whose list of members is of a reasonable length, or `Unread`.

    >>> data = io.BytesIO()
    >>> with zipfile.ZipFile(data, "w") as archive:
    ...     archive.writestr("a.txt", "One")
    >>> open_zip(data.getvalue()).namelist()
    ['a.txt']
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unread("encrypted, or saved in an old Office format; open it and save it as .docx without a password")
    if data.count(ENTRY) > 10 * MAX_MEMBERS:
        raise Unread(f"an archive of more than {MAX_MEMBERS:,} members; split it")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OverflowError, OSError, zlib.error) as error:
        raise Unread(f"damaged or truncated, or no such archive ({str(error)[:80]}); get it again from its source", "error") from None


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    """A member's bytes, or `Unread` if they are more than `limit`, encrypted or damaged.

    >>> data = io.BytesIO()
    >>> with zipfile.ZipFile(data, "w") as archive:
    ...     archive.writestr("a.txt", "One")
    >>> with open_zip(data.getvalue()) as archive:
    ...     unpack(archive, archive.infolist()[0], 100)
    b'One'
    """
    if info.flag_bits & 0x1:
        raise Unread("encrypted; unpack it with its password and put the file itself there")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # LZMA may claim gigabytes for its dictionary
        raise Unread("packed by a method that is not read; pack it again as a plain ZIP (deflate)")
    if info.file_size > limit or info.file_size > FREE and info.file_size > MAX_RATIO * max(1, info.compress_size):
        raise Unread(_bomb(info.file_size, limit), "error")
    try:
        with archive.open(info) as member:
            data = member.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, OSError, RuntimeError) as error:
        raise Unread(f"damaged inside the archive ({str(error)[:80]}); get it again from its source", "error") from None
    if len(data) > limit:
        raise Unread(_bomb(len(data), limit), "error")
    return data


def read_zip(data: bytes, name: str, read_member: Callable[[bytes, str, int], tuple[list[Page], list[Problem]]], max_bytes: int, depth: int = 0) \
        -> tuple[list[Page], list[Problem]]:
    """The pages of an archive, named `archive.zip/member`.

    Parameters
    ----------
    read_member
        Called with a member's bytes, name and depth; returns its pages and problems, or raises `Unread`.
    max_bytes
        The largest member.
    depth
        In how many archives this one lies; an archive inside an archive inside an archive is not opened.

    Examples
    --------
    >>> data = io.BytesIO()
    >>> with zipfile.ZipFile(data, "w") as archive:
    ...     archive.writestr("a.txt", "One")
    >>> pages, problems = read_zip(data.getvalue(), "b.zip", lambda member, name, depth: ([Page(name, (member.decode(),))], []), 100)
    >>> pages[0].file, pages[0].lines
    ('b.zip/a.txt', ('One',))
    """
    if depth > 1:
        raise Unread("an archive inside an archive inside an archive; unpack it and put the pages themselves there")
    pages, problems = [], []
    with open_zip(data) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
        _require_harmless(members)
        seen, lost = set(), 0.0
        for number, (member, info) in enumerate(sorted(((member_name(info), info) for info in members), key=lambda pair: pair[0])):
            full = f"{name}/{printable(member)}"
            started = time.monotonic()
            try:
                _require_safe_name(member, info, seen)
                found = read_member(unpack(archive, info, max_bytes), full, depth + 1)
                pages += found[0]
                problems += found[1]
            except Unread as error:
                problems.append(Problem(full, 0, error.severity, error.reason))
                lost += time.monotonic() - started
            if lost > LOST_SECONDS:
                problems.append(Problem(name, 0, "error", f"{len(members) - number - 1} member(s) were not tried: those before took too long; unpack the archive"))
                break
    if not pages and not problems:
        raise Unread("the archive holds no page")
    return pages, problems


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name; where it is not marked as UTF-8, Chinese systems wrote it in GBK.

    >>> info = zipfile.ZipInfo("政策.txt".encode("gbk").decode("cp437"))
    >>> member_name(info)
    '政策.txt'
    """
    if info.flag_bits & 0x800 or info.filename.isascii():
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030", "big5"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if score(name)[0] > 0.3:
            return name
    return info.filename


def _require_harmless(members):
    if len(members) > MAX_MEMBERS:
        raise Unread(f"an archive of {len(members):,} members, more than {MAX_MEMBERS:,}; split it")
    unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if unpacked > MAX_UNPACKED:
        raise Unread(_bomb(unpacked, MAX_UNPACKED), "error")
    if unpacked > FREE and unpacked > MAX_RATIO * max(1, packed):
        raise Unread(f"unpacks to {unpacked / max(1, packed):,.0f} times its size, as decompression bombs do; unpack it yourself if you trust it", "error")


def _require_safe_name(member, info, seen):
    parts = member.replace("\\", "/").split("/")
    if member.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
        raise Unread("its name leads out of the archive; pack it again without .. and absolute names")
    if printable(member) != member:
        raise Unread("the name holds control characters or bytes that are no text; rename it")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise Unread("a link, not a page; pack the file itself")
    if member in seen:
        raise Unread("a second member of this name; rename one of them")
    seen.add(member)


def _is_hidden(filename):
    return any(part.startswith(".") and part not in (".", "..") or part == "__MACOSX" for part in filename.split("/"))


def _bomb(size, limit):
    return f"unpacks to {size / 1e6:,.0f} MB (allowed: {limit / 1e6:,.0f} MB), as decompression bombs do; unpack it yourself if you trust it"
