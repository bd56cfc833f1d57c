"""What the first process of a run does: look at the corpus, once for all reports.  It imports nothing that only pages and figures need, and so begins at once."""

from __future__ import annotations

import json
import warnings
from multiprocessing.connection import Connection

from policyanalysis.cache import key, prune, recall
from policyanalysis.corpus.fingerprint import combined, fingerprint
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.reporting.survey import survey
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
        said = str(error) if isinstance(error, PolicyAnalysisError) else f"the corpus could not be read: {type(error).__name__}: {error}"
        post.tell(error=said.splitlines()[0], done=True)
