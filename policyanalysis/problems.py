"""What was skipped, guessed or lost: nothing disappears without a row here."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ["file", "line", "severity", "reason"]


class Problem(NamedTuple):
    """One row of the problems table: a file, its 0-based line, "info" (recognised, left out on purpose), "warning" or "error", and why.

    >>> Problem("a.txt", 3, "info", "contents").severity
    'info'
    """

    file: str
    line: int
    severity: str
    reason: str


def problems_table(problems: list[Problem]) -> pd.DataFrame:
    """Return the problems as a table, in the order of files and lines.

    Examples
    --------
    >>> problems_table([Problem("b.txt", 3, "info", "contents"), Problem("a.txt", 0, "warning", "empty")]).file.tolist()
    ['a.txt', 'b.txt']
    """
    import pandas as pd  # only here: the command that finds nothing changed need not wait for it

    table = pd.DataFrame(problems, columns=COLUMNS).astype({"line": "int64"})
    return table.sort_values(["file", "line"], kind="stable", ignore_index=True)
