"""Run notebooks and put their reports in place: a whole new report, or the last good one untouched."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError
from papermill import execute_notebook
from papermill.exceptions import PapermillExecutionError, strip_color

from policyanalysis import __version__
from policyanalysis.errors import PolicyAnalysisError, UsageError
from policyanalysis.reporting.kernel import kernel_for
from policyanalysis.reporting.ledger import append_ledger, describe_counts
from policyanalysis.reporting.page import last_heading, to_html
from policyanalysis.reporting.parameters import read_notebook, read_parameters, share_parameters

CELL_TIMEOUT = 600
DEADLINE = 3600


@dataclass(frozen=True)
class RenderResult:
    """What became of one notebook; `error` is one line for a failed one and empty for one that was made."""

    notebook: Path
    report: Path
    status: str
    seconds: float
    parameters: dict
    error: str = ""

    @property
    def made(self) -> bool:
        return self.status == "made"


def render(
    notebooks: Sequence[Path],
    out: Path,
    parameters: Mapping[str, object],
    *,
    corpus: str,
    corpus_hash: str = "",
    counts: Mapping[str, object] | None = None,
    progress: Callable[[str], None] | None = None,
    timeout: float = CELL_TIMEOUT,
    deadline: float = DEADLINE,
) -> list[RenderResult]:
    """Run each notebook on a corpus and write its report.

    A notebook that fails doesn't stop the others: its last good report stays in place, the failed notebook is kept as
    `out`/notebooks/NAME.failed.ipynb, and its result says in one line what happened. Each result is a line of the ledger.

    Parameters
    ----------
    notebooks
        The notebook files, in the order to run them.
    out
        Where NAME.html, notebooks/NAME.ipynb and ledger.jsonl go; made if it isn't there.
    parameters
        Names and values (strings as a command line gives them); each notebook gets those that it has.
    corpus
        Handed to notebooks that have a parameter `corpus`, as an absolute path if it is one.
    corpus_hash, counts
        What the corpus holds, for the header and the ledger, such as ``{"files": 3, "articles": {"en": 5, "zh": 9}}``.
    progress
        Called with a line for each notebook; with it, a bar of cells shows while a person watches.
    timeout, deadline
        Seconds for one cell and for a whole notebook; past the deadline its kernel is killed.

    Raises
    ------
    UsageError
        For an unknown or wrong parameter or notebook, before any kernel starts.
    PolicyAnalysisError
        If `out` can't be written.
    """
    notebooks = [Path(notebook).absolute() for notebook in notebooks]
    names = [notebook.stem for notebook in notebooks]
    if "corpus" in parameters:
        raise UsageError("the corpus is not set as a parameter; use --corpus")
    if len(set(names)) < len(names):
        raise UsageError(f"two notebooks have the same name in {', '.join(sorted(names))}; rename one")
    known = [read_parameters(notebook) for notebook in notebooks]
    given = dict(parameters)
    if any("corpus" in parameter for parameter in known):
        given["corpus"] = str(Path(corpus).absolute()) if Path(corpus).exists() else str(corpus)
    shares = share_parameters(notebooks, given)
    out = Path(out).absolute()
    results = []
    for notebook, defaults, share in zip(notebooks, known, shares, strict=True):
        if progress:
            progress(f"{notebook.stem}: running")
        values = {name: share.get(name, parameter.default) for name, parameter in defaults.items()}
        if "corpus" in values:
            values["corpus"] = str(corpus)
        header = {
            "corpus": Path(corpus).name or str(corpus),
            "corpus_hash": corpus_hash,
            "counts": describe_counts(counts or {}),
            "parameters": [{"name": n, "value": values[n], "comment": p.comment} for n, p in defaults.items()],
            "version": __version__,
        }
        started, clock = datetime.now(UTC), time.monotonic()
        with _workplace(out) as workplace:
            error = _render_one(notebook, out, workplace, share, header, timeout, deadline, bool(progress) and sys.stderr.isatty())
        seconds = round(time.monotonic() - clock, 2)
        status = "failed" if error else "made"
        results.append(RenderResult(notebook, out / f"{notebook.stem}.html", status, seconds, values, error))
        append_ledger(out, {
            "started": started.isoformat(timespec="seconds"),
            "ended": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": seconds,
            "status": status,
            "error": error,
            "notebook": notebook.stem,
            "parameters": values,
            "corpus": str(corpus),
            "corpus_hash": corpus_hash,
            "counts": dict(counts or {}),
            "version": __version__,
        })  # fmt: skip
        if progress:
            progress(error or f"{notebook.stem}: made in {seconds:.1f} s")
    return results


@contextmanager
def _workplace(out: Path) -> Iterator[Path]:
    """A temporary folder beside the reports, so that a finished file is moved into place in one step."""
    try:
        (out / "notebooks").mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(dir=out, prefix=".rendering-", ignore_cleanup_errors=True)
    except OSError as error:
        raise PolicyAnalysisError(f"cannot write to {str(out)!r} ({error.strerror}); choose another folder") from None
    with folder as name:
        yield Path(name)


def _render_one(notebook, out, workplace, parameters, header, timeout, deadline, bar) -> str:
    """Run one notebook and move its report into place; returns the error in one line, or an empty string."""
    name, executed, page = notebook.stem, workplace / "executed.ipynb", workplace / "page.html"
    failed = out / "notebooks" / f"{name}.failed.ipynb"
    kernel = kernel_for(workplace, deadline)
    result = None
    try:
        execute_notebook(
            _literal_path(notebook),
            _literal_path(executed),
            parameters,
            kernel_name="python3",
            language="python",
            progress_bar={"desc": name, "leave": False} if bar else False,
            execution_timeout=timeout,
            record_timing=False,
            kernel_manager_class=kernel,
            cwd=str(workplace),  # Python looks for modules where it is started: never among the caller's pages
        )
        _refuse_errors(read_notebook(executed))
        result = _tidy(read_notebook(executed))
        page.write_text(to_html(result, name, header | {"made": _made()}), "utf-8", errors="replace")
        nbformat.write(result, executed)
        os.replace(executed, out / "notebooks" / f"{name}.ipynb")
        os.replace(page, out / f"{name}.html")
        failed.unlink(missing_ok=True)
    except Exception as error:  # whatever stops one report must not stop the others, and is told
        reason = f"ran longer than its {deadline:g} s" if kernel.late.is_set() else _reason(error, timeout)
        where = _failed_cell(executed) if result is None else ""
        if not executed.exists():
            return f"{name}: {where}{reason}"
        os.replace(executed, failed)
        return f"{name}: {where}{reason}; see notebooks/{failed.name}"
    return ""


def _literal_path(path: Path) -> str:
    return str(path).replace("{", "{{").replace("}", "}}")  # papermill fills in braces


def _made() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _tidy(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Take out what papermill adds and changes with every run: times, paths and a random id."""
    for part in [notebook, *notebook.cells]:
        part.metadata.pop("papermill", None)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
    return notebook


def _refuse_errors(notebook: nbformat.NotebookNode) -> None:
    # papermill takes sys.exit(0) for success, and leaves the cells after it out
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    for output in outputs:
        if output.output_type == "error":
            raise PolicyAnalysisError(f"{output.ename} ended the notebook early")


def _reason(error: Exception, timeout: float) -> str:
    if isinstance(error, PapermillExecutionError):
        lines = strip_color(str(error.evalue)).strip().splitlines()
        return f"failed with {error.ename}" + (f": {lines[0][:300]}" if lines else "")
    if isinstance(error, CellTimeoutError):
        return f"ran longer than the {timeout:g} s for one cell"
    lines = str(error).strip().splitlines() or [""]
    return f"failed: {lines[0][:300]}" if isinstance(error, PolicyAnalysisError) else f"failed with {type(error).__name__}: {lines[0][:300]}"


def _failed_cell(executed: Path) -> str:
    """Name the cell that was started last by the heading above it."""
    try:
        cells = read_notebook(executed).cells
    except PolicyAnalysisError:
        return ""
    place = ""
    started = [i for i, cell in enumerate(cells) if cell.metadata.get("papermill", {}).get("start_time")]
    for cell in cells[: started[-1] + 1] if started else []:
        if cell.cell_type == "markdown" and not cell.metadata.get("tags"):  # papermill's marks of an error are tagged
            place = last_heading(cell.source) or place
    return f"the cell under {place!r} " if place else ""
