"""What ran: one line of JSON for each report, only ever added to."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

LEDGER = "ledger.jsonl"


def append_ledger(out: Path, entry: Mapping[str, object]) -> None:
    """Add one line to `out`/ledger.jsonl in a single write, so that a killed run leaves at most one broken last line."""
    path = Path(out) / LEDGER
    line = json.dumps(dict(entry), ensure_ascii=False, default=str) + "\n"
    broken = path.exists() and path.stat().st_size and path.read_bytes()[-1:] != b"\n"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(file, ("\n" * broken + line).encode("utf-8", "backslashreplace"))
    finally:
        os.close(file)


def read_ledger(out: Path) -> list[dict]:
    """Read the lines of `out`/ledger.jsonl, oldest first; no file is an empty list, a line cut short by a kill is left out."""
    path = Path(out) / LEDGER
    entries = []
    for line in path.read_text("utf-8", errors="replace").split("\n") if path.exists() else []:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict):
            entries.append(entry)
    return entries


def describe_counts(counts: Mapping[str, object]) -> str:
    """Say counts in words; a count by language is a dictionary.

    Examples
    --------
    >>> describe_counts({"files": 3, "articles": {"en": 5, "zh": 9}})
    '3 files, 14 articles (5 en, 9 zh)'
    >>> describe_counts({})
    ''
    """
    parts = []
    for name, count in counts.items():
        if isinstance(count, Mapping):
            by_language = ", ".join(f"{n:,} {language}" for language, n in count.items())
            parts.append(f"{sum(count.values()):,} {name} ({by_language})")
        else:
            parts.append(f"{count:,} {name}" if isinstance(count, int) else f"{name} {count}")
    return ", ".join(parts)
