"""The index page: every report with its state, told as the ledger has it."""

import os
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.reporting.ledger import describe_counts, read_ledger
from policyanalysis.reporting.page import TEMPLATES, title_and_summary
from policyanalysis.reporting.parameters import read_notebook


def write_index(out: Path, notebooks: Sequence[Path]) -> Path:
    """Write `out`/index.html from the ledger in `out`.

    Parameters
    ----------
    out
        The folder of the reports.
    notebooks
        All notebooks of the project in their order, also those that this run didn't render; reports that the ledger
        knows beyond them follow.

    Returns
    -------
    Path
        The page, put in place in one step.
    """
    out = Path(out)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.get_template("index.html.j2").render(reports=report_states(out, notebooks))
    path = out / "index.html"
    with tempfile.TemporaryDirectory(dir=out, prefix=".rendering-") as folder:
        part = Path(folder) / "index.html"
        part.write_text(page + "\n", "utf-8", errors="replace")
        os.replace(part, path)
    return path


def report_states(out: Path, notebooks: Sequence[Path]) -> list[dict]:
    """One dictionary a report: name, title, summary, state, error, and `made` and `last` (lines of the ledger, or None).

    `state` is "made", "failed" (the last run failed; a report of an earlier run may be in place) or "never" (no report in
    place and no failure known).
    """
    ledger = read_ledger(out)
    files = {Path(notebook).stem: Path(notebook) for notebook in notebooks}
    for entry in ledger:
        name = str(entry.get("notebook"))
        if name not in files and (out / f"{name}.html").exists():
            files[name] = out / "notebooks" / f"{name}.ipynb"
    return [_state(out, name, file, [entry for entry in ledger if entry.get("notebook") == name]) for name, file in files.items()]


def _state(out: Path, name: str, file: Path, entries: list[dict]) -> dict:
    try:
        title, summary = title_and_summary(read_notebook(file), name)
    except PolicyAnalysisError:
        title, summary = name, ""
    in_place = (out / f"{name}.html").exists()
    made = next((entry for entry in reversed(entries) if entry.get("status") == "made"), None) if in_place else None
    failed = bool(entries) and entries[-1].get("status") == "failed"
    return {
        "name": name,
        "title": title,
        "summary": summary,
        "state": "failed" if failed else "made" if in_place else "never",
        "in_place": in_place,
        "made": _facts(made) if made else None,
        "failed": _facts(entries[-1]) if failed else None,
        "failed_notebook": (out / "notebooks" / f"{name}.failed.ipynb").exists(),
    }


def _facts(entry: dict) -> dict:
    return {
        "when": _moment(str(entry.get("ended", ""))),
        "corpus": Path(str(entry.get("corpus", ""))).name,
        "counts": describe_counts(entry.get("counts") or {}),
        "parameters": {name: value for name, value in (entry.get("parameters") or {}).items() if name != "corpus"},
        "error": str(entry.get("error", "")).removeprefix(f"{entry.get('notebook')}: ").split("; see notebooks/")[0],
    }


def _moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M %Z").strip()
    except ValueError:
        return text
