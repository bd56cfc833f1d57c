"""Raw files to lines: the only place of the package that opens a corpus."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.problems import Problem

SUFFIXES = (".txt",)
MAX_BYTES = 50_000_000  # a page of text is a thousand times smaller; more is a mistake or an attack
IGNORED = ("readme", "license", "licence")  # what people put beside pages to describe them


@dataclass(frozen=True)
class Page:
    """One raw file: its path relative to the corpus (posix) and its lines, split on line feeds alone so that numbers agree with any editor."""

    file: str
    lines: tuple[str, ...]


def read_pages(path: str | Path) -> tuple[list[Page], list[Problem]]:
    """Read every page of a file or folder, in the order of their names.

    Parameters
    ----------
    path
        A text file, or a folder that is searched with its subfolders.  Hidden files, and links that lead out of the folder, are not followed.

    Returns
    -------
    pages, problems
        One `Page` a readable file, and a problem for every file that was not read.

    Raises
    ------
    PolicyAnalysisError
        If the path does not exist or no file in it can be read.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_bytes("Title\\r\\n标题".encode())
    >>> read_pages(folder)[0]
    [Page(file='a.txt', lines=('Title', '标题'))]
    """
    root = Path(path).expanduser()
    if not root.exists():
        raise PolicyAnalysisError(f"corpus {str(path)!r} does not exist; name a folder of .txt pages or one such file")
    base = root if root.is_dir() else root.parent
    pages, problems = [], []
    for file in _files(root):
        name = file.relative_to(base).as_posix()
        page, reason = _read(file, base)
        if page is None:
            problems.append(Problem(name, 0, "warning", reason))
        else:
            pages.append(Page(name, page))
    if not pages:
        found = f"; {len(problems)} file(s) were passed over, the first one because: {problems[0].reason}" if problems else ""
        raise PolicyAnalysisError(f"no readable page in {str(path)!r}{found}; put .txt pages (UTF-8) there or name another folder")
    return pages, problems


def _files(root: Path) -> list[Path]:
    if not root.is_dir():
        return [root]
    found = [p for p in root.rglob("*") if (p.is_file() or p.is_symlink()) and not any(part.startswith(".") for part in p.relative_to(root).parts)]
    return sorted(found, key=lambda p: p.relative_to(root).as_posix())


def _read(file: Path, base: Path) -> tuple[tuple[str, ...] | None, str]:
    """The lines of a file, or None and why not."""
    if not file.resolve().is_relative_to(base.resolve()):
        return None, "the link leads out of the corpus folder; copy the file into it"
    if file.suffix.lower() not in SUFFIXES:
        return None, f"files of type {file.suffix or '(none)'} are not read yet; save the page as .txt"
    if file.stem.lower() in IGNORED:
        return None, "a readme or licence, not a page"
    try:
        if file.stat().st_size > MAX_BYTES:
            return None, f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it"
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, f"not UTF-8 (byte {error.start}); save the page as UTF-8"
    except OSError as error:
        return None, f"could not be read: {error.strerror}"
    if "\0" in text:
        return None, "holds NUL bytes and is not a text page"
    if not text.strip():
        return None, "the file is empty"
    return tuple(line.rstrip("\r") for line in text.split("\n")), ""
