"""A corpus in an object store or on HDFS, listed and read through fsspec.

Whatever the store says is only believed as far as it goes: names are names, never paths that are followed; sizes are checked again on what comes; nothing
is waited for without end; and no text of a driver is repeated that could hold an address with a password.
"""

from __future__ import annotations

import hashlib
import os
import queue
import re
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePosixPath
from threading import Thread

from policyanalysis.addresses import PROTOCOLS
from policyanalysis.corpus.readers.files import UNNAMEABLE, printable, too_large
from policyanalysis.corpus.readers.page import Unread
from policyanalysis.errors import PolicyAnalysisError

PATIENCE, LISTING, READING = 15, 300, 120  # seconds in which a store must answer at all, list the corpus, give one file
LOST = 60.0  # seconds spent on files that could not be read, after which the store is given up
VERSIONS = ("ETag", "etag", "md5Hash", "crc32c", "generation", "content_md5", "LastModified", "last_modified", "updated", "mtime")  # the first that is listed tells one version from another
QUICK = {"s3": {"config_kwargs": {"retries": {"mode": "standard", "total_max_attempts": 3}}}}  # the settings of the drivers, where they would try for minutes
_SETTINGS = re.compile("AWS|FSSPEC|GOOGLE|AZURE|HADOOP")


class Store:
    """What lies below an address: only names, sizes and versions are known until a file is read.

    Parameters
    ----------
    address
        As `checked` gives it.
    max_bytes
        The largest file that is read.

    Raises
    ------
    PolicyAnalysisError
        If the store doesn't answer, or there is no such place.

    Examples
    --------
    >>> from policyanalysis.corpus.readers import store
    >>> from unittest.mock import patch
    >>> with patch.object(store, "_connected", side_effect=ImportError):
    ...     Store("s3://bucket/pages", 100)
    Traceback (most recent call last):
    policyanalysis.errors.PolicyAnalysisError: corpus 's3://bucket/pages' needs a package that is not installed: pip install 'policyanalysis[remote]'
    """

    def __init__(self, address: str, max_bytes: int):
        self.address, self.max_bytes, self._lost = address, max_bytes, 0.0
        settings = frozenset((name, value) for name, value in os.environ.items() if _SETTINGS.match(name))
        try:
            self._system, self._root = _within(PATIENCE, _connected, address, os.getpid(), settings)
        except Exception as error:  # every driver has kinds of its own
            raise PolicyAnalysisError(f"corpus {address!r} {_why(error, address)}") from None

    def files(self) -> tuple[list[tuple[str, dict]], list[tuple[str, str, str]]]:
        """Names and what is listed of them, in the order of their names, and what was passed over: name, severity, reason.

        As in a folder, hidden files are left alone.
        """
        files, passed_over = [], []
        for path, listed in self._listed().items():
            name = self._root.rsplit("/", 1)[-1] if path == self._root else path.removeprefix(f"{self._root.rstrip('/')}/")
            parts = re.split(r"[/\\]", name)
            if (not name or name.endswith("/")) and not listed["size"] or any(part.startswith(".") and part not in (".", "..") for part in parts):
                continue  # a store has no folders, but what stands for one
            if reason := _name_reason(name, parts, path):
                passed_over.append((printable(name) or "/", "warning", reason))
            else:
                files.append((name, listed))
        names = {name for name, _ in files}
        inside = {name for name in names if any(str(above).lower().endswith(".zip") and str(above) in names for above in PurePosixPath(name).parents)}
        passed_over += [(name, "warning", "it has the name of a page in an archive that lies beside it; rename it") for name in sorted(inside)]
        return sorted((file for file in files if file[0] not in inside), key=lambda file: file[0]), passed_over

    def read(self, file: dict) -> bytes:
        """The bytes of a file, or `Unread`; too many failures, and the store is given up."""
        if file["type"] != "file":
            raise Unread("no regular file, not a page; remove it from the corpus")
        if file["size"] > self.max_bytes:
            raise Unread(too_large(self.max_bytes))
        if file["size"] == 0:
            return b""
        started = time.monotonic()
        try:
            data = _within(READING, _content, self._system, file["name"], self.max_bytes + 1)
        except Exception as error:  # every driver has kinds of its own
            self._lost += time.monotonic() - started
            if self._lost > LOST:
                raise PolicyAnalysisError(f"the store of {self.address!r} was lost while it was read; try again when it is there") from None
            raise Unread("was listed, and then was gone" if isinstance(error, FileNotFoundError) else _why(error, self.address), "error") from None
        if len(data) > self.max_bytes:
            raise Unread(too_large(self.max_bytes))
        if len(data) != file["size"]:
            raise Unread(f"{len(data):,} bytes came where {file['size']:,} are listed, as when a file is changed meanwhile; try again", "error")
        return data

    def mark(self, file: dict) -> str:
        """The hash of where a file lies, its size and the version that the store lists: its bytes are not asked for."""
        version = next((f"{key}={file[key]}" for key in VERSIONS if file.get(key)), None)
        if version is None:
            raise PolicyAnalysisError(f"the store of {self.address!r} tells no version or date of its files; copy them into a folder and name that")
        return hashlib.sha256("\0".join([self.address, file["name"], str(file["size"]), version]).encode("utf-8", "surrogatepass")).hexdigest()

    def _listed(self):
        """What is listed of each path; only what lies below the root, whatever the store says."""
        try:
            self._system.invalidate_cache()
            strict = {"timeout": LISTING} if self._system.async_impl else {"on_error": "raise"}  # the others pass over a folder that they may not read
            found = _within(LISTING, self._system.find, self._root, detail=True, **strict)
            if self._root in found and not found[self._root]:  # a single file, by some drivers
                found[self._root] = _within(LISTING, self._system.info, self._root)
            below = f"{self._root.rstrip('/')}/"
            return {path: listed | {"name": path, "size": int(listed["size"])} for path, listed in found.items() if path == self._root or path.startswith(below)}
        except Exception as error:  # every driver has kinds of its own
            raise PolicyAnalysisError(f"corpus {self.address!r} {_why(error, self.address)}") from None


@lru_cache(maxsize=8)
def _connected(address, process, settings):
    """The driver, and the corpus's path in its terms, once the store has answered; again for another process or other settings."""
    from fsspec.config import conf
    from fsspec.core import url_to_fs

    protocol = address.partition("://")[0]
    given = {name: {**value, **conf.get(protocol, {}).get(name, {})} for name, value in QUICK.get(protocol, {}).items()}
    system, root = url_to_fs(address, skip_instance_cache=True, **given)
    try:
        system.info(root)
    except (TimeoutError, ConnectionError):
        raise
    except OSError:  # it answers; the listing will say more
        pass
    return system, root


def _content(system, path, most):
    """The first bytes of a file: in one request, or as from any open file."""
    if system.async_impl:
        return system.cat_file(path, end=most, timeout=READING)
    with system.open(path, "rb") as file:
        return file.read(most)


def _within(seconds: float, call: Callable, *args, **kwargs):
    """What a call returns or raises, or TimeoutError: drivers have deadlines of many kinds, or none."""
    answer: queue.Queue = queue.Queue()

    def work():
        try:
            answer.put((call(*args, **kwargs), None))
        except BaseException as error:
            answer.put((None, error))

    Thread(target=work, daemon=True).start()
    try:
        value, error = answer.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return value


def _name_reason(name, parts, path):
    if printable(name) != name:
        return UNNAMEABLE
    if name.endswith("/"):
        return "a file with the name of a folder; rename it"
    if {"", ".", ".."} & set(parts) or re.match(r"[A-Za-z]:\\", name):
        return "its name holds an empty part, . or .., or begins as an absolute path; rename it"
    return "its name is read as a version of another file; rename it" if "?versionId=" in path else ""


def _why(error, address):
    """What a driver's error means, in words of our own."""
    kind, protocol = type(error).__name__, PROTOCOLS[address.partition("://")[0]]
    if isinstance(error, ImportError):
        return f"needs a package that is not installed: pip install '{protocol.package}'"
    if isinstance(error, FileNotFoundError):
        return "does not exist; name a bucket, or a folder or page in one"
    if isinstance(error, PermissionError):
        return f"may not be read with the credentials that are set; look at {protocol.settings}"
    if "Credential" in kind:
        return f"needs credentials, and none were found; set {protocol.settings}"
    if isinstance(error, (TimeoutError, ConnectionError)) or re.search("Connect|Timeout|HTTP", kind):
        return f"does not answer; look at the network, and at {protocol.settings}"
    return f"could not be read ({kind}); look at {protocol.settings}"
