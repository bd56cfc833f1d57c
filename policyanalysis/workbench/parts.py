"""The widgets that the workbench is put together from."""

from __future__ import annotations

import html

import ipywidgets as widgets
import pandas as pd
from itables.widget import ITable

from policyanalysis.workbench.static import shown

ROWS = 500  # of a table in the browser; what is saved has all
VIEWS = (("Search", "search"), ("Compare languages", "compare"), ("Articles", "articles"), ("Topics", "topics"), ("Policy documents", "policies"))
STYLE = """<style>
.pa-bench .pa-message {font-size: 105%; line-height: 1.45} .pa-bench .pa-error {color: var(--vscode-errorForeground, var(--jp-error-color1, #a40000)); font-weight: 600}
.pa-bench .pa-line {background: var(--vscode-textCodeBlock-background, var(--jp-layout-color2, #f2f2f2)); padding: 4px 8px; white-space: pre-wrap; overflow-wrap: anywhere; user-select: all; font-family: monospace}
.pa-bench .pa-reader {max-height: 36em; overflow: auto; border: 1px solid var(--vscode-panel-border, var(--jp-border-color2, #ccc)); padding: 0 8px}
.pa-bench .pa-reader table {border-collapse: collapse; line-height: 1.45} .pa-bench .pa-reader td, .pa-bench .pa-reader th {vertical-align: top; text-align: left; padding: 3px 8px; white-space: normal}
.pa-bench .pa-reader mark {background: #ffe08a; color: #000} .pa-bench table.dataTable td {white-space: normal; text-align: left; overflow-wrap: break-word}
.pa-bench table.dataTable td.pa-left {text-align: right}
.pa-bench button:focus-visible, .pa-bench input:focus-visible, .pa-bench select:focus-visible {outline: 2px solid #0072B2}
body[data-vscode-theme-kind] .pa-bench {background: var(--vscode-editor-background); --dt-html-background: var(--vscode-editor-background); --itables-dark-color: var(--vscode-editor-foreground)}
body[data-vscode-theme-kind] .pa-bench :is(.jupyter-widgets, label) {color: var(--vscode-editor-foreground)}
body[data-vscode-theme-kind] .pa-bench :is(input, select) {background: var(--vscode-input-background); color: var(--vscode-input-foreground); border-color: var(--vscode-input-border, #8886); appearance: auto}
body[data-vscode-theme-kind] .pa-bench .jupyter-button {background: var(--vscode-button-secondaryBackground, transparent); color: var(--vscode-button-secondaryForeground, inherit)}
body[data-vscode-theme-kind] .pa-bench .jupyter-button.mod-active {background: var(--vscode-button-background, transparent); color: var(--vscode-button-foreground, inherit)}
</style>"""  # VS Code puts widgets, in JupyterLab's light colours, on white in any theme, while itables follows the theme: without colours of its own the workbench is half dark there
NARROW = {"description_width": "initial"}


def text(description: str, placeholder: str, width: str = "24em") -> widgets.Text:
    """A box whose text counts when it is finished (Enter, or leaving the box): input methods for Chinese compose in it undisturbed.

    >>> text("Word", "a word").continuous_update
    False
    """
    return widgets.Text(description=description, placeholder=placeholder, continuous_update=False, style=NARROW, layout=widgets.Layout(width=width))


def choice(description: str, options, width: str = "auto") -> widgets.Dropdown:
    """A list to choose one from.

    >>> choice("Language", [("any", ""), ("English", "en")]).value
    ''
    """
    return widgets.Dropdown(description=description, options=options, style=NARROW, layout=widgets.Layout(width=width, max_width="36em"))


def button(description: str, icon: str = "", tooltip: str = "") -> widgets.Button:
    """A button as wide as its words.

    >>> button("Save").description
    'Save'
    """
    return widgets.Button(description=description, icon=icon, tooltip=tooltip, layout=widgets.Layout(width="auto", flex="0 0 auto"))


def message(sentence: str, *, error: bool = False) -> str:
    """A sentence for the reader as HTML, escaped; screen readers say it when it changes.

    >>> message("<3", error=True)
    '<div class="pa-message pa-error" role="alert">&lt;3</div>'
    """
    return f'<div class="pa-message{" pa-error" if error else ""}" role="{"alert" if error else "status"}">{html.escape(sentence)}</div>'


def line_html(line: str) -> str:
    """The line of code under a table, which one click selects.

    >>> line_html("pa.search(index, '<')")
    '<div class="pa-line" tabindex="0" aria-label="the same in code">pa.search(index, &#x27;&lt;&#x27;)</div>'
    """
    return f'<div class="pa-line" tabindex="0" aria-label="the same in code">{html.escape(line)}</div>'


def values(articles: pd.DataFrame, field: str) -> list[tuple[str, str]]:
    """The values of a field to choose from, the commonest first, each with its number of articles, after one for any.

    >>> values(pd.DataFrame({"doc_id": list("abc"), "source": ["x", "y", "y"]}), "source")
    [('any', ''), ('y (2)', 'y'), ('x (1)', 'x')]
    """
    from policyanalysis.analysis.fields import values_of

    counts = values_of(articles, field).value.value_counts()
    return [("any", ""), *((f"{str(value)[:60]} ({n})", value) for value, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))]


class Table(ITable):
    """A table to page, sort and search in the browser; clicking a row chooses it.

    >>> table = Table()
    >>> table.show(pd.DataFrame({"match": ["储能"]}))
    >>> table.selected_rows
    []
    """

    OPTIONS = {"select": "single", "showIndex": False, "maxBytes": 0, "maxRows": 0, "classes": "display compact", "style": "table-layout:auto;width:100%;margin:0", "order": [], "autoWidth": False,
               "layout": {"topStart": None, "topEnd": None, "bottomStart": "info", "bottomEnd": "paging"}, "pageLength": 10, "text_in_header_can_be_selected": False}

    def __init__(self):
        super().__init__(pd.DataFrame(), **self.OPTIONS)

    def show(self, table: pd.DataFrame) -> None:
        """Show the first rows of a table."""
        cells = shown(table.head(ROWS)).astype(object).fillna("").map(lambda value: f"{value:.2f}" if isinstance(value, float) else value)
        right = [at for at, name in enumerate(cells.columns) if name == "left"]  # so that what is found stands in one column with its context
        self.selected_rows = []
        self.update(cells, selected_rows=[], **self.OPTIONS, columnDefs=[{"className": "pa-left", "targets": right}])
