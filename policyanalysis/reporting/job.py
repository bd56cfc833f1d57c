"""What the processes of a run do: look at the corpus, and make one report in a work folder.  The main process puts it in place."""

from __future__ import annotations

import json
import os
import sys
import threading
import warnings
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
from policyanalysis.cache import key, prune, recall
from policyanalysis.corpus.fingerprint import combined, fingerprint
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.reporting import display, figures, findings, topic_figures  # noqa: F401
from policyanalysis.reporting.changes import changes
from policyanalysis.reporting.execute import execute, reason
from policyanalysis.reporting.kernel import Nursling, kernel_for
from policyanalysis.reporting.ledger import describe_counts
from policyanalysis.reporting.page import to_html
from policyanalysis.reporting.pdf import write_pdf
from policyanalysis.reporting.record import page_hash
from policyanalysis.reporting.survey import choose_snapshot, survey
from policyanalysis.reporting.workers import Post
from policyanalysis.versions import code_hash


def look(line: Connection, path: str, topic_parameters: list[dict], files: str) -> None:
    """Tell the `survey` of the corpus at a path whose files have this hash, or the `error` that stands in its way.

    >>> import queue
    >>> from types import SimpleNamespace
    >>> look(SimpleNamespace(send=print, recv=queue.Queue().get), "no such folder", [], "")
    {'error': "corpus 'no such folder' does not exist; name a folder of .txt pages or one such file", 'done': True}
    """
    post = Post(line)
    warnings.simplefilter("ignore")  # what a library warns of is not for the mail of a scheduled run
    try:
        found = recall(key("survey", code_hash("corpus", "language", "analysis", "reporting/survey"), files, json.dumps(topic_parameters)),
                       lambda: survey(path, topic_parameters), sure=lambda made: made["certain"] and combined(fingerprint(path)) == files)
        post.tell(survey=found, done=True)
        prune()
    except Exception as error:
        post.tell(error=str(error).splitlines()[0] if isinstance(error, PolicyAnalysisError) else f"the corpus could not be read: {reason(error, 0)}", done=True)


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
