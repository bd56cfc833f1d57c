"""How a notebook shows a table, a figure or findings: one call each, the same look everywhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd
from IPython.display import HTML, Markdown, display

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONG = 220  # characters of a text in a cell


def show_figure(ax: Axes) -> None:
    """Display the figure of an Axes once, with its label as the alternative text.

    >>> from matplotlib import pyplot as plt
    >>> show_figure(plt.subplots()[1])
    Figure(640x480)
    """
    from matplotlib import pyplot as plt  # only here: it takes a second to load

    display(ax.figure, metadata={"image/png": {"alt": ax.figure.get_label()}})
    plt.close(ax.figure)


def show_findings(sentences: list[str]) -> None:
    """Display sentences as a list.

    >>> show_findings(["Nothing was found."])
    <IPython.core.display.Markdown object>
    """
    display(Markdown("\n".join(f"- {sentence}" for sentence in sentences)))


def show_table(table: pd.DataFrame, *, most: int = 25, empty: str = "There is nothing to list.") -> None:
    """Display the first rows of a table; how many more there are is said below it.

    Parameters
    ----------
    table
        Columns as they shall be named; long texts are cut, and file and line become one column `where`, the line counted from 1 as
        editors do.
    most
        Rows shown.
    empty
        What is said when there is no row.

    Examples
    --------
    >>> show_table(pd.DataFrame())
    <IPython.core.display.Markdown object>
    """
    if table.empty:
        display(Markdown(empty))
        return
    shown = readable(table.head(most))
    with pd.option_context("display.max_colwidth", None):
        page = shown.to_html(index=False, border=0, na_rep="", float_format=lambda value: f"{value:,.6g}")
        display(HTML(to_the_left(page)))
    if len(table) > most:
        display(Markdown(f"{most} of {len(table):,} rows are shown."))


def to_the_left(page: str) -> str:
    """HTML whose table cells stand to the left: JupyterLab and VS Code set them to the right otherwise; a report has its own style.

    >>> to_the_left("<tr><td>中文</td></tr>")
    '<tr><td style="text-align: left">中文</td></tr>'
    """
    return re.sub(r"<(t[dh])\b", r'<\1 style="text-align: left"', page)


def readable(table: pd.DataFrame) -> pd.DataFrame:
    """The table with `where` for file and line (also `where_en`, `where_zh`), and with long texts cut.

    Examples
    --------
    >>> readable(pd.DataFrame({"file": ["a.txt"], "line": [4], "text": ["x"]})).values.tolist()
    [['a.txt:5', 'x']]
    """
    shown = table.copy()
    for side in ("", "_en", "_zh"):
        file, line = f"file{side}", f"line{side}"
        if file in shown and line in shown:
            where = [f"{f}:{int(n) + 1}" if pd.notna(n) else str(f) for f, n in zip(shown[file], shown[line])]
            shown.insert(shown.columns.get_loc(file), f"where{side}", where)
            shown = shown.drop(columns=[file, line])
    return shown.map(lambda value: value[: LONG - 1] + "…" if isinstance(value, str) and len(value) > LONG + 60 else value)


SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
SIGNS = {">=": "≥ ", "<=": "≤ ", "about": "about ", "=": ""}


def amount(value: float, unit: str, comparator: str = "=") -> str:
    """An amount as a reader says it.

    Examples
    --------
    >>> amount(7e12, "yuan", ">="), amount(35.0, "%"), amount(50_000, "vehicles", "about")
    ('≥ 7 trillion yuan', '35 %', 'about 50,000 vehicles')
    """
    scale, word = next(((s, w) for s, w in SCALES if abs(value) >= s), (1, ""))
    return f"{SIGNS.get(comparator, '')}{f'{value / scale:,.6g}'} {word} {unit}".replace("  ", " ").strip()


def interval(share: float, low: float, high: float) -> str:
    """A share with its 95 % interval.

    Examples
    --------
    >>> interval(0.057, 0.0, 0.143)
    '6 % (0–14)'
    """
    return f"{share * 100:.0f} % ({low * 100:.0f}–{high * 100:.0f})"


def origin(text: str, file: str, line: float) -> str:
    """A text with the place that it is printed at; empty where there is none.

    Examples
    --------
    >>> origin("By 2030 ...", "a.txt", 4), origin("", "a.txt", float("nan"))
    ('By 2030 ... [a.txt:5]', '')
    """
    cut = text if len(text) <= LONG else f"{text[: LONG - 1]}…"
    return f"{cut} [{file}:{int(line) + 1}]" if pd.notna(line) else ""
