"""What ran: one line of JSON for each report, only ever added to."""

import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from policyanalysis.corpus.readers.files import printable
from policyanalysis.wording import count

LEDGER = "ledger.jsonl"


def append_ledger(out: Path, entry: Mapping[str, object]) -> None:
    """Add one line to `out`/ledger.jsonl in a single write, so that a killed run leaves at most one broken last line.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> append_ledger(folder, {"notebook": "2_topics", "status": "made"})
    >>> (folder / LEDGER).read_text()
    '{"notebook": "2_topics", "status": "made"}\\n'
    """
    path = Path(out) / LEDGER
    line = json.dumps(dict(entry), ensure_ascii=False, default=str) + "\n"
    broken = path.exists() and path.stat().st_size and path.read_bytes()[-1:] != b"\n"
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        os.write(file, ("\n" * broken + line).encode("utf-8", "backslashreplace"))
    finally:
        os.close(file)


def read_ledger(out: Path) -> list[dict]:
    """Read the lines of `out`/ledger.jsonl, oldest first; no file is an empty list, a line cut short by a kill is left out.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / LEDGER).write_text('{"status": "made"}\\n{"status": "fai')
    >>> read_ledger(folder), read_ledger(folder / "elsewhere")
    ([{'status': 'made'}], [])
    """
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


def now() -> str:
    """The moment, as the ledger writes it.

    >>> moment(now()).endswith("UTC")
    True
    """
    return datetime.now(UTC).isoformat(timespec="seconds")


def moment(text: str) -> str:
    """A moment of the ledger as a reader has it.

    >>> moment("2026-11-01T06:00:07+00:00"), moment("")
    ('2026-11-01 06:00 UTC', '')
    """
    try:
        return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M %Z").strip()
    except ValueError:
        return text


def describe_counts(counts: Mapping[str, object]) -> str:
    """Say counts in words; a count by language is a dictionary.

    Examples
    --------
    >>> describe_counts({"files": 3, "articles": {"en": 5, "zh": 9}})
    '3 files, 14 articles (5 en, 9 zh)'
    >>> describe_counts({"files": 1})
    '1 file'
    >>> describe_counts({})
    ''
    """
    parts = []
    for name, value in counts.items():
        if isinstance(value, Mapping):
            by_language = ", ".join(f"{n:,} {language}" for language, n in value.items())
            parts.append(f"{count(sum(value.values()), name.removesuffix('s'))} ({by_language})")
        else:
            parts.append(count(value, name.removesuffix("s")) if isinstance(value, int) else f"{name} {value}")
    return ", ".join(parts)


def runs_table(entries: Sequence[Mapping]) -> str:
    """Lines of the ledger as a table for a terminal.

    >>> print(runs_table([{"started": "2026-11-01T06:00:07+00:00", "seconds": 3.2, "status": "made", "notebook": "2_topics", "peak_memory": 3e8}]))
    started               seconds  status     memory   articles  notebook
    2026-11-01 06:00 UTC      3.2  made       300 MB             2_topics
    """
    rows = [f"{'started':<20}  {'seconds':>7}  {'status':<9}  {'memory':<7}  {'articles':>8}  notebook"]
    for entry in entries:
        articles = (entry.get("counts") or {}).get("articles") or {}
        memory = f"{entry['peak_memory'] / 1e6:.0f} MB" if entry.get("peak_memory") else ""
        about = str(entry.get("notebook") or ", ".join(entry.get("notebooks") or ()))
        given = ", ".join(f"{name}={value}" for name, value in (entry.get("parameters") or {}).items() if name != "corpus")
        error = str(entry.get("error") or "").removeprefix(f"{about}: ")
        about += f" ({given})" * bool(given) + f": {error}" * bool(error)
        rows.append(f"{moment(str(entry.get('started', ''))):<20}  {entry.get('seconds') or 0:>7.1f}  {entry.get('status', ''):<9}  {memory:<7}  {str(sum(articles.values()) or ''):>8}  {printable(about)}".rstrip())
    return "\n".join(rows)
