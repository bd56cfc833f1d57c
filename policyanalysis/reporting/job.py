"""What the processes of a run do: make one report in a work folder.  The main process puts it in place."""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import matplotlib.pyplot  # noqa: F401  (what reports import is imported here, once for all of them)
from tqdm import tqdm

import policyanalysis.analysis.audit
import policyanalysis.analysis.coverage
import policyanalysis.analysis.keyness
import policyanalysis.analysis.search
import policyanalysis.analysis.target_links
import policyanalysis.analysis.targets
import policyanalysis.analysis.topics
import policyanalysis.corpus.load
import policyanalysis.kept  # noqa: F401
from policyanalysis.reporting import display, figures, findings, topic_figures  # noqa: F401
from policyanalysis.reporting.changes import changes
from policyanalysis.reporting.execute import execute, reason
from policyanalysis.reporting.kernel import Nursling, kernel_for
from policyanalysis.reporting.ledger import describe_counts
from policyanalysis.reporting.page import to_html
from policyanalysis.reporting.pdf import write_pdf
from policyanalysis.reporting.record import page_hash
from policyanalysis.reporting.survey import choose_snapshot
from policyanalysis.reporting.workers import Post


def make(line: Connection, notebook: str, work: str, parameters: dict, about: dict, last: dict | None, limits: dict, called_in: str, own: str) -> None:
    """Execute a notebook in `work` and write its page and its record there; tells each cell that begins, the kernel's process, and the error in the end.

    `about` is what the page and the record say of the run, completed by what the survey tells of the corpus, which is waited for once the notebook is
    done; `last` is the record of the last report.

    >>> import tempfile
    >>> from policyanalysis.reporting.workers import Task, run
    >>> limits = {"deadline": 60, "timeout": 60, "pdf": False}
    >>> task = Task("none", "policyanalysis.reporting.job.make", ("none.ipynb", tempfile.mkdtemp(), {}, {}, None, limits, "", ""), deadline=60)
    >>> [(done.told["error"], error) for done, error in run([task], 1, heard=lambda task, facts: None, begun=lambda task: None)]
    [("failed with FileNotFoundError: [Errno 2] No such file or directory: 'none.ipynb'", '')]
    """
    sys.path[:] = [place for place in sys.path if place not in ("", called_in) or place == own]  # a module beside the pages is not to be run
    folder = Path(work)
    os.chdir(folder)
    tqdm.set_lock(threading.RLock())  # its own would be shared between processes, and outlive a killed kernel
    nursling = Nursling([line.fileno()]) if hasattr(os, "fork") else None
    post = Post(line)
    if nursling:
        post.children.add(nursling.pid)
    post.tell(kernel=nursling.pid if nursling else None)
    kernel = kernel_for(folder, limits["deadline"], nursling)
    result, error = execute(Path(notebook), folder / "executed.ipynb", parameters, kernel=kernel, timeout=limits["timeout"],
                            heard=lambda cell, n_cells: post.tell(cell=cell, n_cells=n_cells))
    post.tell(waits=True)  # for the survey, where that is not done yet: another may begin
    if not error:
        try:
            _write(result, folder, about | post.hear("survey"), last, limits["pdf"])
        except Exception as failure:
            error = reason(failure, limits["timeout"])
    post.tell(error=error, peak=_peak(), done=True)


def _write(notebook, folder, about, last, pdf) -> None:
    snapshot = choose_snapshot(about.pop("snapshot"), about["topic_parameters"])
    record = about | {"made": _made(), "snapshot": snapshot}
    page = to_html(notebook, about["name"], record | {"counts": describe_counts(about["counts"]), "changes": changes(last, record)})
    (folder / "page.html").write_text(page, "utf-8", errors="replace")
    if pdf:
        write_pdf(page, folder / "page.pdf")
    (folder / "record.json").write_text(json.dumps(record | {"page": page_hash(page)}, ensure_ascii=False), "utf-8", errors="replace")


def _made() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _peak() -> int | None:
    """The most memory that the kernel or this process took, in bytes."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most if sys.platform == "darwin" else most * 1024
