"""Run one notebook from its first cell to its last, and say in one line what stopped it."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill import execute_notebook
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.exceptions import PapermillExecutionError, strip_color

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.reporting.kernel import Kernel
from policyanalysis.reporting.outline import last_heading
from policyanalysis.reporting.parameters import read_notebook

PRINTED = 1_000_000  # characters that a cell may print
SHOWN = 20_000_000  # bytes of all other outputs of a cell: twenty figures in full size
ENGINE = "policyanalysis"


class _Client(PapermillNotebookClient):
    """Lets no cell fill the report, or the memory, with what it puts out."""

    def __init__(self, *args, heard=None, **kwargs):
        super().__init__(*args, **kwargs)
        self._heard, self._left = heard, {}

    def process_message(self, msg, cell, cell_index):
        if cell_index not in self._left:
            self._left[cell_index] = {"printed": PRINTED, "shown": SHOWN}
            self._heard(cell_index, len(self.nb.cells))
        if not self._limit(msg, self._left[cell_index]):
            return None
        return super().process_message(msg, cell, cell_index)

    @staticmethod
    def _limit(msg, left) -> bool:
        """Cut a message to what is left for its cell; False if it is to be passed over."""
        kind, content = msg["msg_type"], msg["content"]
        if kind == "stream":
            before, left["printed"] = left["printed"], left["printed"] - len(content["text"])
            if left["printed"] < 0:
                content["text"] = content["text"][:before] + f"\n… cut here: a cell may print {PRINTED:,} characters\n"
            return before >= 0
        if kind in ("display_data", "execute_result", "update_display_data"):
            size = len(json.dumps(content["data"]))
            if size > left["shown"]:
                content["data"] = {"text/plain": f"… an output of {size:,} bytes is left out: those of a cell may have {SHOWN:,}"}
            else:
                left["shown"] -= size
        return True


class _Engine(NBClientEngine):
    """papermill's own engine with the client above."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, log_output=False, stdout_file=None, stderr_file=None, start_timeout=60, execution_timeout=None, **kwargs):
        kwargs = {name: value for name, value in kwargs.items() if name not in ("input_path", "timeout", "startup_timeout")}
        _Client(nb_man, timeout=execution_timeout, startup_timeout=start_timeout, kernel_name=kernel_name, **kwargs).execute()


papermill_engines.register(ENGINE, _Engine)


def execute(notebook: Path, executed: Path, parameters: dict, *, kernel: type[Kernel], timeout: float, heard=lambda cell, n_cells: None) -> tuple[nbformat.NotebookNode | None, str]:
    """Run a notebook with parameters; the executed one, without times and paths, is written to `executed` too.

    Parameters
    ----------
    kernel
        The manager that starts its kernel.
    timeout
        Seconds for one cell.
    heard
        Called with the number of a cell when it begins, and the number of cells.

    Returns
    -------
    notebook, error
        The executed notebook and an empty string, or None and one line that names the cell and what stopped it.

    Examples
    --------
    >>> import tempfile
    >>> from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    >>> from policyanalysis.reporting.kernel import kernel_for
    >>> folder = Path(tempfile.mkdtemp())
    >>> nbformat.write(new_notebook(cells=[new_markdown_cell("# A question"), new_code_cell("1 / 0")]), folder / "a.ipynb")
    >>> execute(folder / "a.ipynb", folder / "executed.ipynb", {}, kernel=kernel_for(folder, 60), timeout=60)
    (None, "the cell under 'A question' failed with ZeroDivisionError: division by zero")
    """
    try:
        execute_notebook(
            _literal(notebook), _literal(executed), parameters, kernel_name="python3", language="python", engine_name=ENGINE, progress_bar=False,
            execution_timeout=timeout, record_timing=False, kernel_manager_class=kernel, heard=heard,
            cwd=str(executed.parent))  # Python looks for modules where it is started: never among the caller's pages
        result = read_notebook(executed)
        _refuse_errors(result)
    except Exception as error:  # whatever stops one report must not stop the others, and is told
        late = kernel.late.is_set()
        return None, _failed_cell(executed) + (f"ran longer than its {kernel.deadline:g} s" if late else reason(error, timeout))
    _tidy(result)
    nbformat.write(result, executed)
    return result, ""


def _literal(path: Path) -> str:
    return str(path).replace("{", "{{").replace("}", "}}")  # papermill fills in braces


def _tidy(notebook: nbformat.NotebookNode) -> None:
    """Take out what changes with every run: times, paths and a random id of papermill's; the ids of widgets, which show nothing once their kernel has ended."""
    notebook.metadata.pop("widgets", None)
    for output in (output for cell in notebook.cells for output in cell.get("outputs", [])):
        output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    for part in [notebook, *notebook.cells]:
        part.metadata.pop("papermill", None)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"


def _refuse_errors(notebook: nbformat.NotebookNode) -> None:
    # papermill takes sys.exit(0) for success, and leaves the cells after it out
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", []))
    for output in outputs:
        if output.output_type == "error":
            raise PolicyAnalysisError(f"{output.ename} ended the notebook early")


def reason(error: Exception, timeout: float) -> str:
    """What went wrong, in one line.

    >>> reason(PolicyAnalysisError("no article is dated"), 600), reason(ValueError("five"), 600)
    ('failed: no article is dated', 'failed with ValueError: five')
    """
    if isinstance(error, PapermillExecutionError):
        lines = strip_color(str(error.evalue)).strip().splitlines()
        return f"failed with {error.ename}" + (f": {lines[0][:300]}" if lines else "")
    if isinstance(error, CellTimeoutError):
        return f"ran longer than the {timeout:g} s for one cell"
    if isinstance(error, DeadKernelError):
        return "failed: its kernel died; is there memory enough?"
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
