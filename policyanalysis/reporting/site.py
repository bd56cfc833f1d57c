"""The index page: every report with its state, told as the records and the ledger have it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.reporting.ledger import describe_counts, moment, read_ledger
from policyanalysis.reporting.outline import title_and_summary
from policyanalysis.reporting.parameters import read_cells
from policyanalysis.reporting.place import write
from policyanalysis.reporting.record import read_record

TEMPLATES = Path(__file__).parent / "templates"


def write_index(out: Path, notebooks: Sequence[Path], work: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write `out`/index.html from the records and the ledger in `out`.

    Parameters
    ----------
    out
        The folder of the reports.
    notebooks
        All notebooks of the project in their order, also those that this run didn't render; reports that the ledger
        knows beyond them follow.
    work
        A folder on the same disk, for a part that is moved into place.
    files
        The files of the corpus as they are now, by which a report is fresh or not.

    Returns
    -------
    Path
        The page, put in place in one step.

    Examples
    --------
    >>> import tempfile
    >>> from policyanalysis.project import NOTEBOOKS
    >>> out = Path(tempfile.mkdtemp())
    >>> page = write_index(out, [NOTEBOOKS / "2_topics.ipynb"], Path(tempfile.mkdtemp()))
    >>> page.name, "never run" in page.read_text("utf-8")
    ('index.html', True)
    """
    out = Path(out)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    ledger = read_ledger(out)
    looked = moment(str(ledger[-1].get("ended", ""))) if ledger else ""
    page = environment.get_template("index.html.j2").render(reports=_report_states(out, notebooks, files), looked=looked)
    write(page + "\n", out / "index.html", work)
    return out / "index.html"


def _report_states(out: Path, notebooks: Sequence[Path], files: Mapping[str, str] | None = None) -> list[dict]:
    """One dictionary a report: name, title, summary, state, in_place, and `made` and `failed` (what is known of each, or None).

    `state` is "fresh" (of the pages as they are), "made" (of pages that are not known), "old" (the pages have changed since), "not renewed" (the last
    run failed, an earlier report is in place), "failed" (and none is), or "never run".
    """
    ledger = read_ledger(out)
    found = {Path(notebook).stem: Path(notebook) for notebook in notebooks}
    for entry in ledger:
        name = str(entry.get("notebook"))
        if name not in found and (out / f"{name}.html").exists():
            found[name] = out / "notebooks" / f"{name}.ipynb"
    return [_state(out, name, file, [entry for entry in ledger if _about(entry, name)], files) for name, file in found.items()]


def _about(entry, name):
    return entry.get("notebook") == name or entry.get("status") != "killed" and name in (entry.get("notebooks") or ())


def _state(out: Path, name: str, file: Path, entries: list[dict], files: Mapping[str, str] | None) -> dict:
    try:
        title, summary = title_and_summary(read_cells(file), name)
    except PolicyAnalysisError:
        title, summary = name, ""
    in_place, record = (out / f"{name}.html").exists(), read_record(out, name)
    made = record or next((entry for entry in reversed(entries) if entry.get("status") == "made"), None) if in_place else None
    failed = entries[-1] if entries and entries[-1].get("status") == "failed" else None
    if failed:
        state = "not renewed" if in_place else "failed"
    elif not in_place:
        state = "never run"
    else:
        state = "made" if record is None or files is None else "fresh" if record["files"] == files else "old"
    return {
        "name": name,
        "title": title,
        "summary": summary,
        "state": state,
        "in_place": in_place,
        "made": _facts(made) if made else None,
        "failed": _facts(failed) if failed else None,
        "failed_notebook": (out / "notebooks" / f"{name}.failed.ipynb").exists(),
        "pdf": (out / f"{name}.pdf").exists(),
    }


def _facts(entry: dict) -> dict:
    return {
        "when": entry["made"] if "made" in entry else moment(str(entry.get("ended", ""))),
        "corpus": Path(str(entry.get("corpus", ""))).name,
        "counts": describe_counts(entry.get("counts") or {}),
        "parameters": {name: value for name, value in (entry.get("parameters") or {}).items() if name != "corpus"},
        "error": str(entry.get("error", "")).removeprefix(f"{entry.get('notebook')}: ").split("; see notebooks/")[0],
    }
