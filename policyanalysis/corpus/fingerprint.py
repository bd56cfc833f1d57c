"""Whether the files of a corpus are the same, told from their bytes, or from what a store lists of them: nothing is decoded, split or segmented."""

from __future__ import annotations

import hashlib
from pathlib import Path

from policyanalysis.corpus.readers import corpus_place
from policyanalysis.corpus.readers.page import Unread
from policyanalysis.project import located


def fingerprint(path: str | Path) -> dict[str, str]:
    """SHA-256 of each file (in a store: of its place, size and version) by its name, those included that are no page or can't be read (by the reason then).

    Raises
    ------
    PolicyAnalysisError
        If the path does not exist.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("One")
    >>> before = fingerprint(folder)
    >>> _ = (folder / "a.txt").write_text("Two")
    >>> list(before), before == fingerprint(folder)
    (['a.txt'], False)
    """
    here = corpus_place(located(path))
    files, passed_over = here.files()
    found = {name: f"{severity}: {reason}" for name, severity, reason in passed_over}
    for name, file in files:
        try:
            found[name] = here.mark(file)
        except Unread as error:
            found[name] = f"{error.severity}: {error.reason}"
    return found


def combined(files: dict[str, str]) -> str:
    """One SHA-256 for all files.

    >>> combined({"a.txt": "1"}) == combined({"b.txt": "1"})
    False
    """
    return hashlib.sha256("\0".join(f"{name}\0{files[name]}" for name in sorted(files)).encode("utf-8", "surrogateescape")).hexdigest()
