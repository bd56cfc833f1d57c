"""What a run is to make: notebooks with their parameters, checked before anything starts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from policyanalysis.addresses import is_address
from policyanalysis.defaults import OWN_FILES, TOPIC_PARAMETERS, check_own_files, check_range, check_together
from policyanalysis.errors import UsageError
from policyanalysis.project import printed
from policyanalysis.reporting.parameters import Parameter, read_cells, read_parameters, share_parameters
from policyanalysis.versions import method


@dataclass(frozen=True)
class Plan:
    """One notebook with its parameters: those it declares, those injected, all values, and a hash of the reader's own files that they name.

    >>> from policyanalysis.project import NOTEBOOKS
    >>> (planned,) = plan([NOTEBOOKS / "2_topics.ipynb"], Path("reports"), {"n_topics": "12"}, "data/sample")
    >>> planned.name, planned.topic_parameters["n_topics"], planned.key("files") == planned.key("other files")
    ('2_topics', 12, False)
    """

    notebook: Path
    declared: dict[str, Parameter]
    injected: dict
    values: dict
    words: str = ""

    @property
    def name(self) -> str:
        """What its report is called."""
        return self.notebook.stem

    @property
    def notebook_hash(self) -> str:
        """SHA-256 of the notebook's cells."""
        cells = [(cell.cell_type, cell.source, cell.tags) for cell in read_cells(self.notebook)]
        return hashlib.sha256(json.dumps(cells).encode()).hexdigest()

    @property
    def n_cells(self) -> int:
        """Number of its cells."""
        return len(read_cells(self.notebook))

    @property
    def topic_parameters(self) -> dict:
        """Those of its parameters with which the topics are found that two runs are compared by."""
        return {name: self.values.get(name, default) for name, default in TOPIC_PARAMETERS.items() if name != "top_n"} | {"words": self.words}

    def key(self, corpus_files: str) -> str:
        """SHA-256 of all that a report depends on."""
        return hashlib.sha256(json.dumps([self.notebook_hash, self.values, self.words, corpus_files, method()], sort_keys=True, default=str).encode()).hexdigest()


def plan(notebooks: Sequence[Path], out: Path, parameters: Mapping[str, object], corpus: str) -> list[Plan]:
    """Check notebooks and parameters before anything runs.

    Raises
    ------
    UsageError
        For an unknown or wrong parameter or notebook.

    Examples
    --------
    >>> from policyanalysis.project import NOTEBOOKS
    >>> plan([NOTEBOOKS / "2_topics.ipynb"], Path("reports"), {"n_topics": "1"}, "data/sample")
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: n_topics=1 is too small; give 2 or more
    """
    notebooks = [Path(notebook).absolute() for notebook in notebooks]
    names = [notebook.stem for notebook in notebooks]
    check_together(parameters)
    if "corpus" in parameters:
        raise UsageError("the corpus is not set as a parameter; use --corpus")
    if len(set(names)) < len(names):
        raise UsageError(f"two notebooks have the same name in {', '.join(sorted(names))}; rename one")
    if any((Path(out).absolute() / "notebooks").resolve() == notebook.parent.resolve() for notebook in notebooks):
        raise UsageError(f"reports in {str(out)!r} would overwrite the notebooks themselves; name another folder with --out")
    known = [read_parameters(notebook) for notebook in notebooks]
    given = dict(parameters)
    if any("corpus" in declared for declared in known):
        given["corpus"] = str(Path(corpus).absolute()) if not is_address(corpus) and Path(corpus).exists() else str(corpus)
    for name in OWN_FILES:
        if given.get(name) and Path(str(given[name])).expanduser().exists():
            given[name] = str(Path(str(given[name])).expanduser().absolute())  # the kernel runs in another folder
    shown = printed(corpus) if Path(corpus).is_absolute() else str(corpus)  # the sample's place says nothing to a reader
    plans = []
    for notebook, declared, injected in zip(notebooks, known, share_parameters(notebooks, given), strict=True):
        for name, value in injected.items():
            check_range(name, value)
        values = {name: injected.get(name, parameter.default) for name, parameter in declared.items()}
        plans.append(Plan(notebook, declared, injected, values | ({"corpus": shown} if "corpus" in values else {}), check_own_files(values)))
    return plans
