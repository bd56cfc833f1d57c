"""What the report on targets shows: a timeline of deadlines, the biggest commitments, and rows chosen by language, year or word."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from policyanalysis.analysis.target_links import once_a_range
from policyanalysis.errors import UsageError
from policyanalysis.reporting.display import amount
from policyanalysis.reporting.drawing import COLOURS, LANG_NAMES, ROW, legend_below, new_axes, shorten, styled

MOST = 45  # targets drawn in a timeline; the rest is said below it
BOTH = "#CC79A7"
COUNTED = ("computed from the article's date", "document's title")  # deadlines that their sentence counts in years


def chosen(targets: pd.DataFrame, *, kind: str = "", lang: str = "", first_year: int = 0, last_year: int = 0, words: str = "") -> pd.DataFrame:
    """Return the rows of a kind, a language, a span of deadlines and with some words; "" and 0 keep all.

    Parameters
    ----------
    targets
        The table of `find_targets`.
    words
        Looked for in metric, gloss, unit, sentence and policy; all of them must be there, in any case of letters.

    Raises
    ------
    UsageError
        If kind or lang is none of those that the table can have.

    Examples
    --------
    >>> table = pd.DataFrame({"kind": ["target"] * 2, "lang": ["en", "zh"], "deadline": ["2027", ""], "metric": ["parks", "园区"], "metric_en": "", "unit": "", "sentence": "", "policy": ""})
    >>> chosen(table, first_year=2026)["metric"].tolist(), chosen(table, words="园区")["metric"].tolist()
    (['parks'], ['园区'])
    """
    for name, value, allowed in (("kind", kind, ("target", "forecast", "fact")), ("lang", lang, ("en", "zh"))):
        if value and value not in allowed:
            raise UsageError(f"{name}={value!r} is not known; use {', '.join(map(repr, allowed))} or '' for all")
    years = pd.to_numeric(targets["deadline"].str[:4], errors="coerce")
    keep = pd.Series(True, index=targets.index)
    if kind:
        keep &= targets["kind"] == kind
    if lang:
        keep &= targets["lang"] == lang
    if first_year:
        keep &= years >= first_year
    if last_year:
        keep &= years <= last_year
    texts = [" ".join(map(str, row)).lower() for row in targets[["metric", "metric_en", "unit", "sentence", "policy"]].itertuples(index=False)]
    keep &= pd.Series([all(word in text for word in words.lower().split()) for text in texts], index=targets.index, dtype=bool)
    return targets[keep]


def amounts(targets: pd.DataFrame) -> list[str]:
    """Return each row's amount as a reader says it; both rows of a range say the printed range.

    >>> amounts(pd.DataFrame({"range": [""], "value": [7e12], "unit": ["yuan"], "comparator": [">="]}))
    ['≥ 7 trillion yuan']
    """
    return [span or amount(*row) for span, *row in targets[["range", "value", "unit", "comparator"]].itertuples(index=False)]


def _due(targets):
    """Return one row for each target with a deadline: those that state the same one are joined, with their languages."""
    due = targets[(targets["kind"] == "target") & (targets["deadline"] != "")]
    names = [f"{metric}{f' ({gloss})' if gloss else ''}{': ' * bool(metric)}{said}" for metric, gloss, said in zip(due["metric"], due["metric_en"], amounts(due))]
    counted = due.get("deadline_from", pd.Series("", index=due.index)).isin(COUNTED)
    due = due.assign(mark=counted.map({True: " *", False: ""}))
    due = due.assign(name=names, key=due["same_as"].where(due["same_as"] != "", "row" + due.index.astype(str)))
    due = once_a_range(due)
    languages = due.groupby("key")["lang"].agg(lambda langs: "+".join(sorted(set(langs))))
    first = due.drop_duplicates("key").assign(langs=lambda rows: rows["key"].map(languages))
    return first.sort_values(["deadline", "file", "line"], kind="stable")


@styled
def timeline(targets: pd.DataFrame, most: int = MOST) -> Axes:
    """Draw every target at its deadline, the languages that state it by colour; a deadline that its sentence does not print but counts by years has a *.

    Parameters
    ----------
    targets
        The table of `link_targets`; at least one row of kind "target" with a deadline.
    most
        Targets drawn: where there are more, the first of each year, then the second of each, and so on.

    Examples
    --------
    >>> from policyanalysis.analysis.target_links import link_targets
    >>> from policyanalysis.analysis.targets import find_targets
    >>> from policyanalysis import load_corpus
    >>> corpus = load_corpus("data/sample")
    >>> targets = link_targets(find_targets(corpus.unique_passages, corpus.articles, corpus.policies), corpus.aligned)
    >>> timeline(targets).get_title("left")
    'What is promised by when? (45 of 52, some of every year)'
    """
    due = _due(targets)
    turn = due.groupby(due["deadline"].str[:4]).cumcount()
    shown = due.loc[turn.sort_values(kind="stable").index[:most]].sort_index(key=due.index.get_indexer).iloc[::-1]
    years = pd.to_numeric(shown["deadline"].str[:4])
    due_at = years - 1 + pd.to_numeric(shown["deadline"].str[5:7], errors="coerce").fillna(12) / 12  # the mark of a year is its end
    ax = new_axes(1.6 + 0.8 * ROW * len(shown), f"Timeline of {len(shown)} targets by deadline, {years.min()} to {years.max()}, by language.")
    y = np.arange(len(shown))
    for langs, colour, marker, label in (("en", COLOURS["en"], "o", LANG_NAMES["en"]), ("zh", COLOURS["zh"], "s", LANG_NAMES["zh"]), ("en+zh", BOTH, "D", "both languages")):
        own = (shown["langs"] == langs).to_numpy()
        ax.plot(due_at[own], y[own], marker, color=colour, label=label, markersize=6)
    ax.hlines(y, due_at.min() - 0.4, due_at, color="#c9c9c9", linewidth=0.7, zorder=0)
    ax.set_yticks(y, [shorten(name, 62) + mark for name, mark in zip(shown["name"], shown["mark"])], fontsize=7.5)
    ax.set_xlim(due_at.min() - 0.4, due_at.max() + 0.4)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    starred = "; *: counted from the article's date, or by the document's title" if any(shown["mark"]) else ""
    ax.set(title="What is promised by when?" + (f" ({most} of {len(due)}, some of every year)" if len(due) > most else ""), xlabel=f"deadline (a year means its end{starred})")
    legend_below(ax)
    return ax


def commitments(targets: pd.DataFrame, top_n: int = 3) -> pd.DataFrame:
    """Return the greatest targets in each unit, units with most targets first; a target stated more than once is one row.

    Examples
    --------
    >>> rows = [("target", 5.0, "yuan", ""), ("target", 9.0, "yuan", "s1"), ("target", 9.0, "yuan", "s1"), ("fact", 99.0, "yuan", "")]
    >>> table = pd.DataFrame(rows, columns=["kind", "value", "unit", "same_as"])
    >>> commitments(table, top_n=1)["value"].tolist()
    [9.0]
    """
    promised = targets[(targets["kind"] == "target") & (targets["unit"] != "")]
    once = promised[~promised.duplicated(["same_as", "value"]) | (promised["same_as"] == "")]
    sizes = once["unit"].value_counts()
    ordered = once.assign(size=once["unit"].map(sizes)).sort_values(["size", "unit", "value"], ascending=[False, True, False], kind="stable")
    return ordered.groupby("unit", sort=False).head(top_n).drop(columns="size")
