"""Results of slow stages, kept between runs: found again by all that they depend on, believed only if this user's own program wrote them.

An entry's name is a hash of its stage, of what went in, and of the code and the libraries of the stage.  What it holds is JSON and Arrow, never
anything that can run, and is signed with a key that lies in the same private folder: a damaged, planted or foreign entry is made again.  The whole
folder can be deleted at any time.

The folder is ~/.cache/policyanalysis (or what the system has for it); the environment variable POLICYANALYSIS_CACHE names another one, or none with
the value "off".
"""

from __future__ import annotations

import hashlib
import hmac
import json
import mmap
import os
import secrets
import shutil
import stat
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from policyanalysis.versions import method

VARIABLE = "POLICYANALYSIS_CACHE"
PATIENCE = 600  # seconds to wait for another process that makes the same entry
KEPT = 60 * 86400  # seconds after its last use that an entry is removed
MAGIC = b"policyanalysis 3\n"
SIGNED = 32  # bytes of a signature
LARGE = 50_000_000  # bytes of an entry that are not held in memory
ALIGNED = 64  # bytes; Arrow's arrays begin at multiples of it


def _folder() -> Path | None:
    """The private folder of the cache, made if need be; None if it is switched off, or can't be had for this user alone."""
    named = os.environ.get(VARIABLE, "")
    if named == "off":
        return None
    place = Path(named).expanduser() if named else platformdirs.user_cache_path("policyanalysis", appauthor=False)
    if not _is_private(place):
        if named:
            _tell(named)
        return None
    return place


def entry(name: str) -> tuple[Path, bytes] | None:
    """Where the entry of a key lies, and what entries are signed with; None without a cache.

    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {VARIABLE: tempfile.mkdtemp()}):
    ...     entry("entry")[0].parent.name
    'en'
    """
    place = _folder()
    return place and (place / name[:2] / name, _secret(place))


def _is_private(place):
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = place.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not (hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o077)) and os.access(place, os.W_OK)


@cache
def _tell(named):
    warnings.warn(f"nothing is kept between runs: {VARIABLE} names {named!r}, which is no folder that is yours alone; give it to yourself (chmod 700), or name another one", stacklevel=5)


def key(stage: str, code: str, *parts: str) -> str:
    """What an entry is found by: a hash of the stage, its code, the libraries, and what goes in.

    >>> key("split", "1f", "a.txt", "text") == key("split", "1f", "a.txttext")
    False
    """
    versions = [method()[name] for name in sorted(method()) if name not in ("code", "lock")]
    return hashlib.sha256("\0".join([*versions, stage, code, *parts]).encode("utf-8", "surrogatepass")).hexdigest()


def recall(name: str, make: Callable[[], object], sure: Callable[[object], bool] = lambda value: True, holds: Callable[[object], bool] = lambda value: True) -> object:
    """What `make` returns (plain data), from the cache if it was made before; `sure` is asked whether it may be kept, `holds` whether what was kept may be used.

    Examples
    --------
    >>> previous, os.environ[VARIABLE] = os.environ.get(VARIABLE), tempfile.mkdtemp()
    >>> recall(key("sum", ""), lambda: [1, 2]), recall(key("sum", ""), lambda: "not made again")
    ([1, 2], [1, 2])
    >>> _ = os.environ.pop(VARIABLE) if previous is None else os.environ.update({VARIABLE: previous})
    """
    return _recall(name, make, lambda value, file: file.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")),
                   lambda data: json.loads(str(data, "utf-8", "surrogatepass")), sure, wait=False, holds=holds)


def recall_tables(name: str, make: Callable[[], dict], sure: Callable[[dict], bool] = lambda value: True) -> dict:
    """As `recall`, for a dictionary of pandas tables; other values in it must be plain.

    Only one process makes such an entry; others that want it wait.

    >>> import pandas as pd
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {VARIABLE: tempfile.mkdtemp()}):
    ...     _ = recall_tables(key("stage", ""), lambda: {"table": pd.DataFrame({"词": ["储能"]}), "n": 1})
    ...     recall_tables(key("stage", ""), lambda: "not made again")["table"].values.tolist()
    [['储能']]
    """
    return _recall(name, make, _pack, _unpack, sure, wait=True)


def recall_bytes(name: str, make: Callable[[], bytes]) -> bytes:
    """As `recall_tables`, for bytes.

    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {VARIABLE: tempfile.mkdtemp()}):
    ...     recall_bytes(key("stage", ""), lambda: b"made"), recall_bytes(key("stage", ""), lambda: b"not made again")
    (b'made', b'made')
    """
    return _recall(name, make, lambda value, file: file.write(value), bytes, lambda value: True, wait=True)


def _recall(name, make, pack, unpack, sure, wait, holds=lambda value: True):
    place = _folder()
    if place is None:
        return make()
    path = place / name[:2] / name
    found = _read(place, path, unpack)
    if found is not None and holds(found[0]):
        return found[0]
    if not wait:  # an entry that is made in a moment needs no lock
        return _made(place, path, make(), pack, sure)
    try:
        with FileLock(place / f".{name[:2]}.lock", timeout=PATIENCE):
            found = _read(place, path, unpack)
            return found[0] if found is not None else _made(place, path, make(), pack, sure)
    except Timeout:
        return make()


def _made(place, path, value, pack, sure):
    if not sure(value):
        return value
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        with tempfile.NamedTemporaryFile("w+b", dir=path.parent, prefix=".", delete=False) as part:
            part.write(MAGIC + bytes(SIGNED))
            pack(value, part)
            part.seek(len(MAGIC) + SIGNED)
            digest = hashlib.file_digest(part, "sha256").digest()  # a large file is not held in memory for it
            part.seek(len(MAGIC))
            part.write(_signature(place, path.name, digest))
        os.replace(part.name, path)
    except OSError:  # a cache that can't be written, or is full, is no reason to stop
        pass
    return value


def _read(place, path, unpack):
    """The value in a list of one, or None: not there, damaged, or not written by this user's own program."""
    try:
        content, digest = _content(place, path)
        if content[: len(MAGIC)] != MAGIC or not hmac.compare_digest(content[len(MAGIC) : len(MAGIC) + SIGNED], _signature(place, path.name, digest)):
            return None
        value = unpack(content[len(MAGIC) + SIGNED :])
        if time.time() - path.stat().st_mtime > 86400:
            os.utime(path)  # it is of use
        return [value]
    except (OSError, ValueError, KeyError):
        return None


def _content(place, path):
    """A file's bytes as they are now, whatever is done to it, and a hash of what is signed: in memory, or a large one's in a copy that nobody else sees and that takes memory only while it is read."""
    with open(path, "rb") as file:
        if os.fstat(file.fileno()).st_size < LARGE:
            content = memoryview(file.read())
            return content, hashlib.sha256(content[len(MAGIC) + SIGNED :]).digest()
        with tempfile.TemporaryFile(dir=place) as copy:
            shutil.copyfileobj(file, copy, LARGE)
            copy.seek(len(MAGIC) + SIGNED)
            return _map(copy), hashlib.file_digest(copy, "sha256").digest()


def _map(file):
    return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _signature(place, name, digest):
    return hmac.digest(_secret(place), name.encode() + b"\0" + digest, "sha256")


def _secret(place):
    path = place / ".key"
    try:
        return path.read_bytes() or _new_secret(path)
    except FileNotFoundError:
        return _new_secret(path)


def _new_secret(path):
    secret = secrets.token_bytes(32)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as part:  # only its owner can read it
        part.write(secret)
    try:
        os.link(part.name, path)  # the first of several processes wins
    except FileExistsError:
        if not path.stat().st_size:
            os.replace(part.name, path)
            return secret
    finally:
        Path(part.name).unlink(missing_ok=True)
    return path.read_bytes()


def prune() -> None:
    """Remove entries that were not used for two months.

    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {VARIABLE: tempfile.mkdtemp()}):
    ...     _ = recall_bytes("entry", lambda: b"made")
    ...     os.utime(_folder() / "en" / "entry", (0, 0))
    ...     prune()
    ...     recall_bytes("entry", lambda: b"made again")
    b'made again'
    """
    place = _folder()
    oldest = time.time() - KEPT
    for path in place.glob("??/*") if place else ():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:
            pass


def on_disk(tables: dict) -> dict:
    """Tables whose texts lie in a file that nobody else sees, and that is gone when they are: they take memory only while they are read.

    Without a cache they stay in memory.

    >>> import pandas as pd
    >>> from unittest.mock import patch
    >>> with patch.dict(os.environ, {VARIABLE: tempfile.mkdtemp()}):
    ...     on_disk({"table": pd.DataFrame({"词": ["储能"]})})["table"].values.tolist()
    [['储能']]
    """
    place = _folder()
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            if place is None:
                return tables
            _pack(tables, file)
            file.flush()
            return _unpack(_map(file))
    except OSError:
        return tables


def _pack(values, file):
    """Write tables as Arrow files, which can be read where they lie, and then where each is, the rest as it is, as JSON."""
    import pyarrow as pa

    told, first = {}, file.tell()
    for name, value in values.items():
        if not hasattr(value, "to_parquet"):
            told[name] = {"value": value}
            continue
        table = pa.Table.from_pandas(value, preserve_index=False)
        file.write(bytes(-file.tell() % ALIGNED))
        start = file.tell()
        with pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
        told[name] = {"start": start - first, "end": file.tell() - first, "lists": [field.name for field in table.schema if pa.types.is_list(field.type)], "columns": list(value.columns)}
    head = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    file.write(head + len(head).to_bytes(8, "little"))


def _unpack(content):
    """What was packed, from the bytes that were written; texts stay there."""
    import pyarrow as pa

    from policyanalysis.frames import plain_memory

    values, end = {}, len(content) - 8
    for name, told in json.loads(str(content[end - int.from_bytes(content[end:], "little") : end], "utf-8", "surrogatepass")).items():
        if "value" in told:
            values[name] = told["value"]
            continue
        with plain_memory():
            table = pa.ipc.open_file(pa.py_buffer(content[told["start"] : told["end"]])).read_all().to_pandas()
        values[name] = table.assign(**{column: table[column].map(list) for column in told["lists"]})[told["columns"]]
    return values
