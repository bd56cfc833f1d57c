"""What a corpus in a store may be called: told apart from local paths, and checked before anything is asked or printed.

s3 is what the tests read from; hdfs was tried with a folder in the cluster's place; gs, abfs and az are whatever their drivers give, untried.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from policyanalysis.errors import UsageError


class Protocol(NamedTuple):
    """What reaches a kind of store: the package to install, and the environment variables that it takes its settings from.

    >>> PROTOCOLS["s3"].package
    'policyanalysis[remote]'
    """

    package: str
    settings: str
    host: str = r"[A-Za-z0-9][A-Za-z0-9._-]*"


PROTOCOLS = {
    "s3": Protocol("policyanalysis[remote]", "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_ENDPOINT_URL"),
    "gs": Protocol("gcsfs", "GOOGLE_APPLICATION_CREDENTIALS"),
    "abfs": Protocol("adlfs", "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY"),
    "az": Protocol("adlfs", "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY"),
    "hdfs": Protocol("policyanalysis[remote]", "HADOOP_USER_NAME, JAVA_HOME, HADOOP_HOME and CLASSPATH", r"([A-Za-z0-9][A-Za-z0-9._-]*(:\d{1,5})?)?"),
}
_ADDRESS = re.compile(r"[^/\\]*://")


def is_address(path: object) -> bool:
    """Whether a path is meant as an address (`s3://bucket/pages`), not as a place on this machine.

    >>> is_address("s3://bucket/pages"), is_address("data/sample"), is_address("C:\\\\pages")
    (True, False, False)
    """
    return isinstance(path, str) and bool(_ADDRESS.match(path))


def checked(address: str) -> str:
    """The address in its one form: no name, password or key in it, nothing that leads up, no other protocol than those of `PROTOCOLS`.

    Raises
    ------
    UsageError
        Without repeating the address: it may hold a secret.

    Examples
    --------
    >>> checked("S3://bucket/pages/")
    's3://bucket/pages'
    >>> checked("s3://key:secret@bucket/pages")
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: the address of a corpus holds no name, password, key or question mark; set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_ENDPOINT_URL in the environment
    """
    protocol, _, rest = address.partition("://")
    kind = PROTOCOLS.get(protocol := protocol.lower())
    if kind is None or "::" in rest:
        raise UsageError(_other(protocol))
    host, _, path = rest.partition("/")
    if "?" in rest or "@" in host or ":" in host and not re.fullmatch(kind.host, host):
        raise UsageError(f"the address of a corpus holds no name, password, key or question mark; set {kind.settings} in the environment")
    if not re.fullmatch(kind.host, host):
        raise UsageError(f"the address of the corpus names no place; write {protocol}://{'host:port' if protocol == 'hdfs' else 'bucket'}/folder")
    segments = path.rstrip("/").split("/") if path.strip("/") else []
    if not address.isprintable() or {"", ".", ".."} & set(re.split(r"[/\\]", "/".join(segments)) if segments else ()):
        raise UsageError(f"the address of the corpus holds an empty part, . or .., or what can't be printed; write {protocol}://{host}/folder")
    return "/".join([f"{protocol}://{host}", *segments])


def last_part(address: str) -> str:
    """What a corpus is called: its folder, or else its bucket.

    >>> last_part("s3://bucket/pages"), last_part("s3://bucket"), last_part("hdfs://")
    ('pages', 'bucket', 'hdfs')
    """
    return next(part for part in reversed(address.replace("://", "/").split("/")) if part)


def _other(protocol):
    """The reason against another protocol; what does not look like one may hold a password and is not repeated."""
    if protocol in ("file", "local"):
        return "a corpus on this machine is named by its path alone, without file://"
    shown = f"{protocol}://" if re.fullmatch(r"[a-z][a-z0-9+.-]{0,20}", protocol) else "anything else or a chain of them"
    return f"a corpus is a local path or the address of a store, {', '.join(f'{name}://' for name in PROTOCOLS)}, not {shown}; name such a place"
