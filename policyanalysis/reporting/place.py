"""The folder of the reports: one run at a time works in it; a file appears there whole or not at all, and the files of one report together."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from policyanalysis.errors import BusyError, PolicyAnalysisError

LOCK, WORK, READY = ".lock", ".rendering-", ".ready-"
LET_GO = 1.0  # seconds: a process that was being started when its run was killed holds the lock for a moment longer
MOVES = "moves.json"
TOLD = {errno.ENOSPC: "no space is left there; make room", errno.EDQUOT: "the quota is used up; make room", errno.EROFS: "it is read-only; choose another folder",
        errno.EACCES: "you may not write there; choose another folder", errno.EPERM: "you may not write there; choose another folder"}


@contextmanager
def occupied(out: Path, lost: Callable[[Path], None] = lambda left: None) -> Iterator[Path]:
    """Hold the folder of the reports, made if it isn't there, and give a work folder inside it.

    The lock ends with the process that holds it, however that ends.  Of what dead runs left behind, reports that were finished are put in place, and
    the rest is removed; `lost` is called before with each work folder that is left.

    Raises
    ------
    BusyError
        If another run holds it.
    PolicyAnalysisError
        If it can't be written.

    Examples
    --------
    >>> out = Path(tempfile.mkdtemp())
    >>> with occupied(out) as work, occupied(out):
    ...     pass
    Traceback (most recent call last):
    policyanalysis.errors.BusyError: another run is writing to ...; wait for it, or name another folder with --out
    """
    out = Path(out)
    with told(out):
        (out / "notebooks").mkdir(parents=True, exist_ok=True)
        lock = FileLock(out / LOCK)
        try:
            lock.acquire(timeout=LET_GO)
        except Timeout:
            raise BusyError(f"another run is writing to {str(out)!r}; wait for it, or name another folder with --out") from None
    try:
        with told(out):
            for ready in out.glob(f"{READY}*"):
                with suppress(OSError, ValueError, TypeError):  # what stands in the way is told when the report is made again
                    _move(ready, out)
            for left in out.glob(f"{WORK}*"):
                lost(left)
                _remove(left)
        with told(out), tempfile.TemporaryDirectory(dir=out, prefix=WORK, ignore_cleanup_errors=True) as work:
            yield Path(work)
    finally:
        lock.release()


@contextmanager
def told(place: Path) -> Iterator[None]:
    """Turn an operating system's error into one sentence about a place that can't be written.

    >>> with told(Path("reports")):
    ...     raise OSError(errno.EROFS, "Read-only file system")
    Traceback (most recent call last):
    policyanalysis.errors.PolicyAnalysisError: cannot write to 'reports': it is read-only; choose another folder
    """
    try:
        yield
    except OSError as error:
        raise PolicyAnalysisError(why(place, error)) from None


def why(place: Path, error: OSError) -> str:
    """What an operating system's error means for a place that is written to.

    >>> why(Path("reports"), OSError(errno.ENOSPC, "No space left on device"))
    "cannot write to 'reports': no space is left there; make room"
    """
    return f"cannot write to {str(place)!r}: {TOLD.get(error.errno, f'{error.strerror or error}; choose another folder')}"


def put(part: Path, target: Path) -> None:
    """Move a finished file to its place in one step, after it has reached the disk: a crash leaves the old file or the new one.

    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "part").write_text("new"), (folder / "page.html").write_text("old")
    >>> put(folder / "part", folder / "page.html")
    >>> [(path.name, path.read_text()) for path in folder.iterdir()]
    [('page.html', 'new')]
    """
    _sync(part, os.O_RDWR)
    os.replace(part, target)
    _sync_folder(target.parent)


def _remove(left: Path) -> None:
    for _ in range(100):
        shutil.rmtree(left, ignore_errors=True)
        if not left.exists():
            break
        time.sleep(0.1)  # processes of the killed run are still writing there; they end at once when they notice


def put_together(files: Mapping[str, Path | None], out: Path, name: str, work: Path) -> None:
    """Put the files of one report in place, in their order, or, at None, take away what is there.

    They are gathered in a folder first, and the move of that folder decides: a crash before it leaves all old files, and after a crash behind it the
    next run moves what is still to be moved.

    Parameters
    ----------
    files
        Finished files by their places below `out`.
    name
        What the report is called.

    Examples
    --------
    >>> out, work = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    >>> _ = (work / "page.html").write_text("new"), (out / "a.pdf").write_text("old")
    >>> put_together({"a.html": work / "page.html", "a.pdf": None}, out, "a", work)
    >>> [(path.name, path.read_text()) for path in out.iterdir()]
    [('a.html', 'new')]
    """
    gathered, ready = work / "ready", out / f"{READY}{name}"
    gathered.mkdir()
    for i, part in enumerate(files.values()):
        if part:
            _sync(part, os.O_RDWR)
            os.replace(part, gathered / str(i))
    (gathered / MOVES).write_text(json.dumps([[target, bool(part)] for target, part in files.items()]), "utf-8")
    _sync(gathered / MOVES, os.O_RDWR)
    _sync_folder(gathered)
    os.replace(gathered, ready)
    _sync_folder(out)
    _move(ready, out)


def _move(ready: Path, out: Path) -> None:
    try:
        moves = json.loads((ready / MOVES).read_text("utf-8")) if (ready / MOVES).exists() else []  # without it all was moved
        moves = [(str(i), target, kept) for i, (target, kept) in enumerate(moves) if (out / target).resolve().is_relative_to(out.resolve())]  # nothing that was planted here leads out of it
        for name, target, kept in moves:
            if not kept:
                (out / target).unlink(missing_ok=True)
            elif (ready / name).exists():
                os.replace(ready / name, out / target)
        for folder in {(out / target).parent for _, target, _ in moves}:
            _sync_folder(folder)
    finally:
        shutil.rmtree(ready, ignore_errors=True)


def write(text: str, target: Path, work: Path) -> None:
    """Write a text to its place in one step, by way of the work folder.

    >>> out, work = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    >>> write("储能", out / "a.html", work)
    >>> (out / "a.html").read_text("utf-8")
    '储能'
    """
    part = work / target.name
    part.write_text(text, "utf-8", errors="replace")
    put(part, target)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder can't be opened
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    file = os.open(path, flags)
    try:
        os.fsync(file)
    finally:
        os.close(file)
