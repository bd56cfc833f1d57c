"""What a notebook lets you set: read without running it, checked before a kernel starts."""

import ast
import difflib
import io
import json
import keyword
import math
import re
import tokenize
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from policyanalysis.errors import PolicyAnalysisError, UsageError

if TYPE_CHECKING:
    import nbformat

EXPECTED = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text",
    list: 'a JSON list such as ["a", "b"]',
    dict: 'a JSON object such as {"a": 1}',
}
OTHERWISE = re.compile(r'\bor "(\w+)"$')  # a word that a parameter's comment allows beside values of its type


@dataclass(frozen=True)
class Parameter:
    """One line of the parameters cell: its name, its default and the comment that explains it.

    >>> Parameter("n_topics", 15, "number of topics").default
    15
    """

    name: str
    default: object
    comment: str = ""


def read_notebook(notebook: Path) -> "nbformat.NotebookNode":
    """Read a notebook file; raises `UsageError` where there is none and `PolicyAnalysisError` where it is broken.

    >>> from policyanalysis.project import NOTEBOOKS
    >>> read_notebook(NOTEBOOKS / "0_explore.ipynb").cells[0].cell_type
    'markdown'
    """
    import nbformat

    with _told(notebook):
        try:
            return nbformat.read(notebook, as_version=4)
        except nbformat.ValidationError as error:
            raise ValueError(str(error)) from None


def read_cells(notebook: Path) -> list[SimpleNamespace]:
    """The cells of a notebook file with their `cell_type`, `source` and `tags`, read without the second that nbformat takes to load; raises as `read_notebook`.

    >>> from policyanalysis.project import NOTEBOOKS
    >>> [cell.cell_type for cell in read_cells(NOTEBOOKS / "0_explore.ipynb") if "parameters" in cell.tags]
    ['code']
    """
    with _told(notebook):
        content = json.loads(Path(notebook).read_text("utf-8"))
        if content["nbformat"] == 4:
            return [SimpleNamespace(cell_type=cell["cell_type"], source="".join(cell["source"]), tags=list(cell["metadata"].get("tags", []))) for cell in content["cells"]]
    return [SimpleNamespace(cell_type=cell.cell_type, source=cell.source, tags=list(cell.metadata.get("tags", []))) for cell in read_notebook(notebook).cells]


@contextmanager
def _told(notebook: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise UsageError(f"notebook {str(notebook)!r} not found; give the path of an .ipynb file") from None
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise PolicyAnalysisError(f"{str(notebook)!r} is not a readable notebook ({reason:.120})") from None


def read_parameters(notebook: Path) -> dict[str, Parameter]:
    """Read the parameters of a notebook, in order, from its one cell tagged `parameters`; nothing is executed.

    A notebook without such a cell has none. Raises `PolicyAnalysisError` for a cell that holds anything but
    `name = literal` lines, because such a cell can't be checked from outside.

    >>> from policyanalysis.project import NOTEBOOKS
    >>> read_parameters(NOTEBOOKS / "0_explore.ipynb")["random_state"].default
    0
    """
    cells = [cell for cell in read_cells(notebook) if "parameters" in cell.tags]
    if len(cells) > 1:
        raise PolicyAnalysisError(f"{notebook.name} has {len(cells)} cells tagged parameters; keep one")
    try:
        return parse_parameters(cells[0].source) if cells else {}
    except (SyntaxError, ValueError) as error:
        message = f"the parameters cell of {notebook.name} is not made of literals ({error}); write name = literal"
        raise PolicyAnalysisError(message) from None


def parse_parameters(source: str) -> dict[str, Parameter]:
    """Read `name = literal  # comment` lines.

    Examples
    --------
    >>> parse_parameters("n_topics = 8  # how many themes")
    {'n_topics': Parameter(name='n_topics', default=8, comment='how many themes')}
    """
    parameters = {}
    statements = ast.parse(source).body
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {token.start[0]: token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT}
    for statement in statements:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        if len(targets) != 1 or not isinstance(targets[0], ast.Name) or statement.value is None:
            raise ValueError(f"line {statement.lineno}: {ast.unparse(statement):.60}")
        default = ast.literal_eval(statement.value)
        if default is not None and type(default) not in EXPECTED:
            raise ValueError(f"line {statement.lineno}: {targets[0].id} is a {type(default).__name__}")
        name = targets[0].id
        parameters[name] = Parameter(name, default, comments.get(statement.end_lineno, ""))
    return parameters


def share_parameters(notebooks: Sequence[Path], given: Mapping[str, object]) -> list[dict[str, object]]:
    """Hand each notebook those of the given parameters that it has, converted to the types of its defaults.

    Raises `UsageError` for a name that no notebook has, a name that is no identifier (it would be
    executed as code), and a value of another type than the default.

    >>> from policyanalysis.project import NOTEBOOKS
    >>> share_parameters([NOTEBOOKS / "0_explore.ipynb", NOTEBOOKS / "2_topics.ipynb"], {"n_topics": "12", "query": "储能"})
    [{'query': '储能', 'n_topics': 12}, {'n_topics': 12}]
    """
    known = [read_parameters(notebook) for notebook in notebooks]
    allowed = sorted({name for parameters in known for name in parameters})
    for name in given:
        _check_name(name, allowed)
    return [{n: convert(p, given[n]) for n, p in parameters.items() if n in given} for parameters in known]


def _check_name(name: str, allowed: list[str]) -> None:
    listed = ", ".join(allowed) or "none, the notebook has no parameters"
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        raise UsageError(f"{name!r} is not a parameter name; allowed: {listed}")
    if name not in allowed:
        close = difflib.get_close_matches(name, allowed, n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise UsageError(f"parameter {name!r} is unknown; {hint}allowed: {listed}")


def convert(parameter: Parameter, value: object) -> object:
    """Convert a value, usually a string of the command line, to the type of the parameter's default.

    A default of None takes any literal; a string that is no literal stays a string.  A comment that ends in `or "word"` allows that word too.

    Examples
    --------
    >>> convert(Parameter("n_topics", 8), "12")
    12
    >>> convert(Parameter("languages", ["en"]), '["en", "zh"]')
    ['en', 'zh']
    >>> convert(Parameter("n_topics", 8, 'number of topics, or "auto"'), "auto")
    'auto'
    >>> convert(Parameter("n_topics", 8), "many")
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: parameter 'n_topics' is 'many'; use a whole number, like its default 8
    """
    kind = type(parameter.default)
    if (word := OTHERWISE.search(parameter.comment)) and value == word[1]:
        return value
    converted = _literal(value) if isinstance(value, str) and kind is not str else value
    if kind is float and type(converted) is int:
        converted = float(converted)
    fits = parameter.default is None or type(converted) is kind
    if not fits or (isinstance(converted, float) and not math.isfinite(converted)):
        expected = EXPECTED.get(kind, "a literal")
        also = f' or "{word[1]}"' if word else ""
        raise UsageError(f"parameter {parameter.name!r} is {value!r}; use {expected}{also}, like its default {parameter.default!r}")
    return converted


def _literal(text: str) -> object:
    for read in (json.loads, ast.literal_eval):
        try:
            value = read(text.strip().lower() if text.strip() in ("True", "False") else text.strip())
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            continue
        if value is None or type(value) in EXPECTED:
            return value
    return text
