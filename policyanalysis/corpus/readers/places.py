"""Where a corpus lies: what is in it, the bytes of each file, and what tells that a file is the same."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from policyanalysis.addresses import checked, is_address
from policyanalysis.corpus.readers.files import failure, list_files, read_bytes
from policyanalysis.errors import PolicyAnalysisError


class Place(Protocol):
    """What a corpus is read from; a file is whatever `files` gave for its name.

    >>> isinstance(place("data/sample", (".txt",), 100), Folder)
    True
    """

    def files(self) -> tuple[list[tuple[str, object]], list[tuple[str, str, str]]]:
        """Names and files in the order of their names, and what was passed over: name, severity, reason."""

    def read(self, file: object) -> bytes:
        """The bytes of a file, or `Unread`."""

    def mark(self, file: object) -> str:
        """A SHA-256 that changes when the file does, or `Unread`."""


class Folder:
    """A folder of this machine, or one page.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("One")
    >>> here = Folder(folder, (".txt",), 100)
    >>> [(name, here.read(file), here.mark(file)[:6]) for name, file in here.files()[0]]
    [('a.txt', b'One', '8b1250')]
    """

    def __init__(self, root: Path, suffixes: tuple[str, ...], max_bytes: int):
        self.root, self.suffixes, self.max_bytes = root, suffixes, max_bytes
        self.base = root if root.is_dir() else root.parent

    def files(self) -> tuple[list[tuple[str, Path]], list[tuple[str, str, str]]]:
        """As `Place.files`."""
        return list_files(self.root, self.suffixes) if self.root == self.base else ([(self.root.name, self.root)], [])

    def read(self, file: Path) -> bytes:
        """As `Place.read`."""
        return read_bytes(file, self.base, self.max_bytes)

    def mark(self, file: Path) -> str:
        """The hash of its bytes: a date can be set."""
        return hashlib.sha256(self.read(file)).hexdigest()


def place(path: str | Path, suffixes: tuple[str, ...], max_bytes: int) -> Place:
    """The place of a corpus, which is there.

    Raises
    ------
    PolicyAnalysisError
        If it is not.

    Examples
    --------
    >>> place("no such folder", (".txt",), 100)
    Traceback (most recent call last):
    policyanalysis.errors.PolicyAnalysisError: corpus 'no such folder' does not exist; name a folder of .txt pages or one such file
    """
    if is_address(path):
        from policyanalysis.corpus.readers.store import Store  # only here: fsspec is an extra

        return Store(checked(path), max_bytes)
    return Folder(_existing(path), suffixes, max_bytes)


def _existing(path):
    root = Path(path).expanduser()
    try:
        if not root.exists():
            raise PolicyAnalysisError(f"corpus {str(path)!r} does not exist; name a folder of .txt pages or one such file")
    except OSError as error:
        raise PolicyAnalysisError(f"corpus {str(path)!r} {failure(error)}; name a folder of .txt pages or one such file") from None
    except ValueError:
        raise PolicyAnalysisError(f"corpus {str(path)!r} is no path; name a folder of .txt pages or one such file") from None
    return root
