"""Run notebooks and put their reports in place: a whole new report, or the last good one untouched and marked as not renewed."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tqdm import tqdm

from policyanalysis import __version__, project
from policyanalysis.addresses import checked, is_address
from policyanalysis.corpus.fingerprint import combined, fingerprint
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.reporting import record
from policyanalysis.reporting.ledger import append_ledger, moment, now
from policyanalysis.reporting.pdf import check_pdf
from policyanalysis.reporting.place import occupied, put, told, why
from policyanalysis.reporting.plan import Plan, plan
from policyanalysis.reporting.record import SCHEMA, whole
from policyanalysis.reporting.site import write_index
from policyanalysis.reporting.workers import Task, cores, run
from policyanalysis.versions import method

CELL_TIMEOUT = 600
DEADLINE = 3600
RUN = "run.json"  # in the work folder: what a run that is killed was about
ATTEMPTS = 3  # how often a run begins again because pages were changed under it
MOVING = "the pages changed while the report was made, again and again; run it when they are at rest"


@dataclass(frozen=True)
class RenderResult:
    """What became of one notebook: "made", "unchanged" (the report in place is of the same pages, parameters and code) or "failed", with an error in one line.

    >>> RenderResult(Path("2_topics.ipynb"), Path("reports/2_topics.html"), "unchanged", 0.0, {}).good
    True
    """

    notebook: Path
    report: Path
    status: str
    seconds: float
    parameters: dict
    error: str = ""

    @property
    def good(self) -> bool:
        """Whether the report in place is of this corpus."""
        return self.status != "failed"


def render(
    notebooks: Sequence[Path],
    out: Path,
    parameters: Mapping[str, object],
    *,
    corpus: str,
    force: bool = False,
    pdf: bool = False,
    workers: int | None = None,
    progress: Callable[[str], None] | None = None,
    timeout: float = CELL_TIMEOUT,
    deadline: float = DEADLINE,
    index: Sequence[Path] = (),
) -> list[RenderResult]:
    """Run each notebook on a corpus and write its report, several at a time, each in processes of its own.

    A notebook that fails doesn't stop the others: its last good report stays in place and says that it was not renewed, the failed notebook is kept as
    `out`/notebooks/NAME.failed.ipynb, and its result says in one line what happened.  A report whose pages, parameters, notebook and code are those of
    the report in place is left as it is.  Each result is a line of the ledger.  As with everything that starts processes, a script that calls this
    needs ``if __name__ == "__main__":``.

    Parameters
    ----------
    notebooks
        The notebook files.
    out
        Where NAME.html, index.html, notebooks/NAME.ipynb, records/ and ledger.jsonl go; made if it isn't there.
    parameters
        Names and values (strings as a command line gives them); each notebook gets those that it has.
    corpus
        The pages; handed to notebooks that have a parameter `corpus`, as an absolute path.
    force
        Make reports that are up to date again.
    pdf
        Write NAME.pdf beside each page; needs WeasyPrint.
    workers
        Processes at a time, by default the cores there are; the reports don't depend on it.
    progress
        Called with a line for each notebook; with it, a bar of cells shows while a person watches.
    timeout, deadline
        Seconds for one cell and for a whole notebook; past the deadline its kernel is killed.
    index
        All notebooks that the index page lists, also those that are not rendered now.

    Raises
    ------
    UsageError
        For an unknown or wrong parameter or notebook, before any kernel starts.
    BusyError
        If another run writes to the same place.
    PolicyAnalysisError
        If `out` can't be written.

    Examples
    --------
    >>> render([project.NOTEBOOKS / "2_topics.ipynb"], Path("reports"), {"topics": "12"}, corpus="data/sample")
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: parameter 'topics' is unknown; did you mean 'n_topics'? allowed: corpus, dictionary, n_passages, n_topics, random_state, stop_words, top_n, topics_from, word_pairs
    """
    if pdf:
        check_pdf()
    out = Path(out).absolute()
    corpus = checked(corpus) if is_address(corpus) else str(corpus)  # no password reaches the ledger
    plans = plan(notebooks, out, parameters, corpus)
    with occupied(out, lost=partial(_log_lost, out)) as work, told(out):
        (work / RUN).write_text(json.dumps({"started": now(), "notebooks": [plan.name for plan in plans], "corpus": corpus}), "utf-8", errors="replace")
        listed = list(index) or [Path(notebook) for notebook in notebooks]
        a_run = _Run(out, work, corpus, listed, workers or cores(), progress, {"timeout": timeout, "deadline": deadline, "pdf": pdf})
        results = a_run.results(plans, force)
        a_run.index(a_run.files())
    return results


def _log_lost(out: Path, left: Path) -> None:
    """A line of the ledger for a run that was killed before it could say how it went."""
    try:
        known = json.loads((left / RUN).read_text("utf-8"))
    except (OSError, ValueError):
        return  # it had not begun
    append_ledger(out, {"started": known["started"], "ended": "", "status": "killed", "error": "ended before its time: killed, or the machine went down", **known})


@dataclass
class _Making:
    """A report in the making."""

    plan: Plan
    work: Path | None = None
    started: str = field(default_factory=now)
    clock: float = field(default_factory=time.monotonic)
    cells: int = 0
    ended: bool = False


class _Run:
    """One run at one place, which it holds."""

    def __init__(self, out: Path, work: Path, corpus: str, listed: list[Path], n_workers: int, progress: Callable[[str], None] | None, limits: dict):
        self.out, self.work, self.corpus, self.listed, self.n_workers, self.limits = out, work, corpus, listed, n_workers, limits
        self.say = progress or (lambda line: None)
        self.watched = bool(progress) and sys.stderr.isatty()
        self.started, self.attempt = now(), 0

    def results(self, plans: list[Plan], force: bool) -> list[RenderResult]:
        """Make what is not up to date; begin again where pages were changed meanwhile."""
        done: dict[str, RenderResult] = {}
        for self.attempt in range(ATTEMPTS):
            try:
                files = fingerprint(self.corpus)
            except PolicyAnalysisError as error:
                return [self._fail(_Making(plan), str(error), {}) for plan in plans]
            failed = {name for name, result in done.items() if not result.good}
            stale = [plan for plan in plans if plan.name not in failed and (force and plan.name not in done or not self._fresh(plan, combined(files)))]
            made = list(self._make(stale, files)) if stale else []
            done |= {result.notebook.stem: result for result in made if result.status != "moved"}
            if all(result.status != "moved" for result in made):
                break
            self.say("the pages changed meanwhile: once more")
        unchanged = [plan for plan in plans if plan.name not in done]
        for plan in unchanged:
            record.note(self.out, plan.name, "", self.work)  # a failure in between is over
            done[plan.name] = RenderResult(plan.notebook, self.out / f"{plan.name}.html", "unchanged", 0.0, plan.values)
        if unchanged:
            self._log(status="unchanged", started=self.started, notebooks=[plan.name for plan in unchanged], corpus=self.corpus)
        return [done[plan.name] for plan in plans]

    def _fresh(self, plan: Plan, files: str) -> bool:
        last = record.read_record(self.out, plan.name)
        return bool(last) and last.get("key") == plan.key(files) and (not self.limits["pdf"] or (self.out / f"{plan.name}.pdf").exists())

    def _make(self, plans: list[Plan], files: dict[str, str]) -> Iterator[RenderResult]:
        """Render reports; the survey of the corpus runs beside the first of them, and each waits for it with its page; neither the survey nor one that waits counts among those at work."""
        path, as_planned = str(project.located(self.corpus)), combined(files)
        parameters = list({json.dumps(plan.topic_parameters): plan.topic_parameters for plan in plans}.values())
        tasks = [Task("survey", "policyanalysis.reporting.look.look", (path, parameters, as_planned), max(DEADLINE, self.limits["deadline"]), aside=True, alone=cores() > 1)]
        making = {plan.name: _Making(plan, self.work / f"{self.attempt}-{i}") for i, plan in enumerate(plans)}
        # Those without topics first, while the survey finds them; then the longest, so that none is left to run alone
        tasks += [self._task(own, files) for own in sorted(making.values(), key=lambda own: ("n_topics" in own.plan.declared, -own.plan.n_cells))]
        survey: dict = {}
        with tqdm(total=sum(plan.n_cells for plan in plans), unit="cell", disable=not self.watched, leave=False) as bar:

            def heard(task, facts):
                if task.name == "survey" and "survey" in facts:
                    survey.update(facts["survey"])
                    return facts
                if "cell" in facts:
                    bar.set_description(task.name)
                    bar.update(facts["cell"] + 1 - making[task.name].cells)
                    making[task.name].cells = facts["cell"] + 1
                return None

            for task, error in run(tasks, self.n_workers, heard=heard, begun=lambda task: self._begin(making.get(task.name))):
                error = error or task.told.get("error", "")
                if task.name == "survey" and error:
                    yield from (self._end(own, error, {}, {}, as_planned) for own in making.values() if not own.ended)
                    return
                if task.name != "survey":
                    yield self._end(making[task.name], error, task.told, survey, as_planned)

    def _task(self, own: _Making, files: dict[str, str]) -> Task:
        plan = own.plan
        own.work.mkdir()
        about = {
            "schema": SCHEMA, "name": plan.name, "key": plan.key(combined(files)), "files": files, "corpus": project.printed(project.located(self.corpus)),
            "parameters": plan.values, "described": [{"name": n, "value": plan.values[n], "comment": p.comment} for n, p in plan.declared.items()],
            "topic_parameters": plan.topic_parameters, "notebook_hash": plan.notebook_hash, "method": method(), "version": __version__}
        own_place = str(project.ROOT) if Path.cwd() == project.ROOT else ""
        arguments = (str(plan.notebook), str(own.work), plan.injected, about, record.read_record(self.out, plan.name), self.limits, os.getcwd(), own_place)
        return Task(plan.name, "policyanalysis.reporting.job.make", arguments, self.limits["deadline"])

    def _begin(self, own: _Making | None) -> None:
        if own:
            own.started, own.clock = now(), time.monotonic()
            self.say(f"{own.plan.name}: running")

    def _end(self, own: _Making, error: str, told: dict, survey: dict, files: str) -> RenderResult:
        """Put a report in place, unless it failed or its pages are not the same any more."""
        now_there = self.files()
        if combined(now_there) != files:
            if self.attempt < ATTEMPTS - 1:
                own.ended = True
                return RenderResult(own.plan.notebook, self.out / f"{own.plan.name}.html", "moved", 0.0, own.plan.values)
            error = MOVING
        if not error:
            try:
                record.keep(self.out, own.plan.name, own.work)
            except OSError as failure:
                error = why(self.out, failure)
        if error:
            return self._fail(own, error, told | survey)
        result = self._result(own, "made", "", told | survey)
        with suppress(OSError):  # it is written again in the end, and a failure told then
            self.index(now_there)
        return result

    def index(self, files: dict[str, str]) -> None:
        """Write the index page as things are now: a run that is killed later leaves a true one."""
        write_index(self.out, self.listed, self.work, files)

    def files(self) -> dict[str, str]:
        """The files of the corpus as they are now; none where it is gone."""
        try:
            return fingerprint(self.corpus)
        except PolicyAnalysisError:
            return {}

    def _fail(self, own: _Making, error: str, told: dict) -> RenderResult:
        """Keep the failed notebook, and say on the report in place that it is not of today."""
        plan, executed = own.plan, own.work / "executed.ipynb" if own.work else None
        error = f"{plan.name}: {error}"
        if executed and whole(executed):
            put(executed, self.out / "notebooks" / f"{plan.name}.failed.ipynb")
            error += f"; see notebooks/{plan.name}.failed.ipynb"
        record.note(self.out, plan.name, f"Not renewed since: on {moment(now())} renewing this report failed ({error.removeprefix(f'{plan.name}: ')}).", self.work)
        return self._result(own, "failed", error, told)

    def _result(self, own: _Making, status: str, error: str, told: dict) -> RenderResult:
        own.ended, plan = True, own.plan
        seconds = round(time.monotonic() - own.clock, 2)
        self._log(status=status, started=own.started, seconds=seconds, error=error, notebook=plan.name, parameters=plan.values, corpus=self.corpus,
                  corpus_hash=told.get("corpus_hash", ""), counts=told.get("counts", {}), peak_memory=told.get("peak"))
        self.say(error or f"{plan.name}: made in {seconds:.1f} s")
        return RenderResult(plan.notebook, self.out / f"{plan.name}.html", status, seconds, plan.values, error)

    def _log(self, *, status: str, started: str, seconds: float = 0.0, error: str = "", **facts) -> None:
        versions = {name: method()[name] for name in ("policyanalysis", "code", "lock", "Python")}
        append_ledger(self.out, {"started": started, "ended": now(), "seconds": seconds, "status": status, "error": error, **facts, "versions": versions})
