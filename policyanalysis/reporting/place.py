"""The folder of the reports: one run at a time works in it, and a file appears there whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from policyanalysis.errors import BusyError, PolicyAnalysisError

LOCK, WORK = ".lock", ".rendering-"
TOLD = {errno.ENOSPC: "no space is left there; make room", errno.EDQUOT: "the quota is used up; make room", errno.EROFS: "it is read-only; choose another folder",
        errno.EACCES: "you may not write there; choose another folder", errno.EPERM: "you may not write there; choose another folder"}


@contextmanager
def occupied(out: Path) -> Iterator[Path]:
    """Hold the folder of the reports, made if it isn't there, and give a work folder inside it.

    The lock ends with the process that holds it, however that ends; what dead runs left behind is removed.

    Raises
    ------
    BusyError
        If another run holds it.
    PolicyAnalysisError
        If it can't be written.
    """
    out = Path(out)
    with told(out):
        (out / "notebooks").mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise BusyError(f"another run is writing to {str(out)!r}; wait for it, or name another folder with --out") from None
    try:
        for left in out.glob(f"{WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        with told(out), tempfile.TemporaryDirectory(dir=out, prefix=WORK, ignore_cleanup_errors=True) as work:
            yield Path(work)
    finally:
        lock.release()


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn an operating system's error into one sentence about a place that can't be written."""
    try:
        yield
    except OSError as error:
        raise PolicyAnalysisError(why(place, error)) from None


def why(place: Path, error: OSError) -> str:
    """What an operating system's error means for a place that is written to."""
    return f"cannot write to {str(place)!r}: {TOLD.get(error.errno, f'{error.strerror or error}; choose another folder')}"


def put(part: Path, target: Path) -> None:
    """Move a finished file to its place in one step, after it has reached the disk: a crash leaves the old file or the new one."""
    _sync(part, os.O_RDWR)
    os.replace(part, target)
    if os.name == "posix":  # elsewhere a folder can't be opened
        _sync(target.parent, os.O_RDONLY)


def write(text: str, target: Path, work: Path) -> None:
    """Write a text to its place in one step, by way of the work folder."""
    part = work / target.name
    part.write_text(text, "utf-8", errors="replace")
    put(part, target)


def _sync(path: Path, flags: int) -> None:
    file = os.open(path, flags)
    try:
        os.fsync(file)
    finally:
        os.close(file)
