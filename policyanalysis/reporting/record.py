"""What is known of a report beside its page: how it was made, from what, and what was in it.

A record belongs to one page by the hash of that page, and is moved into place before it.  A page without its record
(an old one, a changed one) counts as made by nobody knows what.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from pathlib import Path

from policyanalysis.reporting.place import put_together, write

RECORDS = "records"
SCHEMA = 1  # of a record; an older one is not compared with
NOTE = re.compile(r"<!--renewal-->.*?<!--/renewal-->", re.DOTALL)


def page_hash(page: str) -> str:
    """SHA-256 of a page without the note that it was not renewed.

    >>> page_hash("<p>a<!--renewal--><p>late</p><!--/renewal-->") == page_hash("<p>a<!--renewal--><!--/renewal-->")
    True
    """
    return hashlib.sha256(NOTE.sub("", page, count=1).encode("utf-8", "replace")).hexdigest()


def read_record(out: Path, name: str) -> dict | None:
    """The record of the report in place; None if there is no report, or none that a record belongs to.

    >>> import tempfile
    >>> out = Path(tempfile.mkdtemp())
    >>> _ = (out / RECORDS).mkdir(), (out / "a.html").write_text("<p>a</p>"), _path(out, "a", page_hash("<p>a</p>")).write_text(json.dumps({"page": page_hash("<p>a</p>"), "made": "today"}))
    >>> read_record(out, "a")["made"], read_record(out, "b")
    ('today', None)
    """
    try:
        digest = page_hash((Path(out) / f"{name}.html").read_text("utf-8"))
        record = json.loads(_path(Path(out), name, digest).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and record.get("page") == digest else None


def keep(out: Path, name: str, work: Path) -> None:
    """Put a finished report in place from its work folder: its record, notebook, PDF and page together; what is of earlier ones is taken away.

    >>> import tempfile
    >>> out, work = Path(tempfile.mkdtemp()), Path(tempfile.mkdtemp())
    >>> (out / "notebooks").mkdir()
    >>> _ = [(work / name).write_text(text) for name, text in {"page.html": "<p>a</p>", "executed.ipynb": "{}", "record.json": json.dumps({"page": page_hash("<p>a</p>")})}.items()]
    >>> keep(out, "a", work)
    >>> read_record(out, "a") == {"page": page_hash("<p>a</p>")}
    True
    """
    record = json.loads((work / "record.json").read_text("utf-8"))
    (out / RECORDS).mkdir(exist_ok=True)
    own, pdf = _path(out, name, record["page"]), work / "page.pdf"
    files = {f"{RECORDS}/{own.name}": work / "record.json", f"notebooks/{name}.ipynb": work / "executed.ipynb", f"{name}.pdf": pdf if pdf.exists() else None, f"{name}.html": work / "page.html"}
    earlier = [f"{RECORDS}/{path.name}" for path in (out / RECORDS).glob(f"{_literal(name)}.????????????????.json") if path != own]
    put_together(files | dict.fromkeys([*earlier, f"notebooks/{name}.failed.ipynb"]), out, name, work)


def note(out: Path, name: str, text: str, work: Path) -> None:
    """Say on the report in place that it was not renewed, and why; an empty text takes that back.

    >>> import tempfile
    >>> out = Path(tempfile.mkdtemp())
    >>> _ = (out / "a.html").write_text("<p>a</p><!--renewal--><!--/renewal-->")
    >>> note(out, "a", "Not renewed: a < b.", Path(tempfile.mkdtemp()))
    >>> (out / "a.html").read_text()
    '<p>a</p><!--renewal--><p class="stale" role="status">Not renewed: a &lt; b.</p><!--/renewal-->'
    """
    path = out / f"{name}.html"
    page = path.read_text("utf-8") if path.exists() else ""
    said = f'<p class="stale" role="status">{html.escape(text)}</p>' if text else ""
    noted = NOTE.sub(lambda _: f"<!--renewal-->{said}<!--/renewal-->", page, count=1)
    if noted != page:
        write(noted, path, work)


def whole(notebook: Path) -> bool:
    """Whether a notebook was written to its end.

    >>> from policyanalysis.project import NOTEBOOKS
    >>> whole(NOTEBOOKS / "0_explore.ipynb"), whole(NOTEBOOKS / "none.ipynb")
    (True, False)
    """
    try:
        return bool(json.loads(notebook.read_text("utf-8"))["cells"])
    except (OSError, ValueError, KeyError):
        return False


def _path(out, name, digest):
    return out / RECORDS / f"{name}.{digest[:16]}.json"


def _literal(name):
    return re.sub(r"([\[*?])", r"[\1]", name)
