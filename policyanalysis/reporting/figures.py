"""Figures of the reports on the corpus and on translations: a table in, Axes out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, PercentFormatter

from policyanalysis.reporting.drawing import COLOURS, LANG_NAMES, ROW, empty_axes, legend_below, new_axes, shorten, styled
from policyanalysis.wording import count


@styled
def articles_by_month(articles: pd.DataFrame) -> Axes:
    """Dated articles a month and language.

    >>> from policyanalysis import load_corpus
    >>> articles_by_month(load_corpus("data/sample").articles).get_ylabel()
    'articles a month'
    """
    dated = articles[articles.date != ""]
    if dated.empty:
        return empty_axes("No article carries a full date: nothing to draw over time.")
    months = pd.period_range(dated.date.min()[:7], dated.date.max()[:7], freq="M").astype(str)
    counts = pd.crosstab(dated.date.str[:7], dated.lang).reindex(index=months, columns=["en", "zh"], fill_value=0)
    ax = new_axes(3.2, f"Bars of dated articles a month from {months[0]} to {months[-1]}: {counts.en.sum()} English, {counts.zh.sum()} Chinese.")
    x = np.arange(len(months))
    for offset, lang in ((-0.2, "en"), (0.2, "zh")):
        ax.bar(x + offset, counts[lang], width=0.4, color=COLOURS[lang], label=LANG_NAMES[lang])
    step = max(1, len(months) // 12)
    ax.set_xticks(x[::step], months[::step], rotation=45, ha="right")
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(title="When were the dated articles published?", ylabel="articles a month")
    ax.legend()
    return ax


@styled
def articles_by_file(articles: pd.DataFrame) -> Axes:
    """Articles of each file: English, Chinese, and repeats of others.

    >>> from policyanalysis import load_corpus
    >>> articles_by_file(load_corpus("data/sample").articles).get_xlabel()
    'articles'
    """
    kind = articles.lang.where(articles.duplicate_of == "", "repeat")
    counts = pd.crosstab(articles.file, kind).reindex(columns=["en", "zh", "repeat"], fill_value=0).iloc[::-1]
    ax = new_axes(1.6 + ROW * len(counts), f"Bars of articles in {count(len(counts), 'file')}, by language; repeats of another article apart.")
    left = np.zeros(len(counts))
    for name, colour, label in (("en", COLOURS["en"], "English"), ("zh", COLOURS["zh"], "Chinese"), ("repeat", "#c9c9c9", "repeats another article")):
        ax.barh(counts.index, counts[name], left=left, color=colour, label=label)
        left += counts[name].to_numpy()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(title="What does each file hold?", xlabel="articles")
    legend_below(ax)
    return ax


@styled
def page_map(articles: pd.DataFrame, problems: pd.DataFrame, most: int = 40) -> Axes:
    """Where in each file its articles stand, by language, what lies outside of them, and where a warning was given.

    `articles` and `problems` have the columns of the tables of that name; of more than `most` files, those with most articles are drawn.

    >>> from policyanalysis import load_corpus
    >>> corpus = load_corpus("data/sample")
    >>> page_map(corpus.articles, corpus.problems).get_title("left")
    'Where in each file are the articles?'
    """
    files = articles.file.value_counts(sort=False).sort_index().nlargest(most, keep="first").index.sort_values()[::-1]
    ax = new_axes(1.5 + ROW * 1.2 * len(files), f"For {count(len(files), 'file')} a bar each from its first to its last line: articles by language, repeats, lines outside, warnings.")
    colours = {"en": COLOURS["en"], "zh": COLOURS["zh"], "repeat": "#c9c9c9"}
    for y, file in enumerate(files):
        own, outside = articles[articles.file == file], problems[problems.file == file]
        length = 1 + max(own.end_line.max(), outside.line.max() if len(outside) else 0)
        ax.barh(y, 1, height=0.62, color="white", edgecolor="#8a8a8a", linewidth=0.6)
        kinds = own.lang.where(own.duplicate_of == "", "repeat").map(colours)
        ax.barh([y] * len(own), (own.end_line - own.start_line + 1) / length, left=own.start_line / length, height=0.62, color=kinds, edgecolor="white", linewidth=0.7)
        warned = outside[outside.severity != "info"]
        ax.plot((warned.line + 0.5) / length, [y + 0.42] * len(warned), "v", color="black", markersize=5, clip_on=False)
    ax.set_yticks(range(len(files)), [shorten(file, 40) for file in files])
    ax.set(xlim=(0, 1), ylim=(-0.7, len(files) - 0.2), xlabel="from the first to the last line of the file",
           title="Where in each file are the articles?" + (f" (the {most} files with most)" if articles.file.nunique() > most else ""))
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    handles = [Patch(color=colours[k], label=label) for k, label in (("en", "English"), ("zh", "Chinese"), ("repeat", "repeats another article"))]
    handles += [Patch(facecolor="white", edgecolor="#8a8a8a", label="in no article"), Line2D([], [], marker="v", color="black", linestyle="", label="a warning")]
    legend_below(ax, 5, handles=handles, fontsize=8)
    return ax


@styled
def completeness(table: pd.DataFrame) -> Axes:
    """How many articles carry each piece of metadata; `table` has columns field, lang and share.

    >>> completeness(pd.DataFrame({"field": ["date", "date"], "lang": ["en", "zh"], "share": [1.0, 0.5], "n_documents": [4, 2]})).get_title("left")
    'How complete is what the articles say of themselves?'
    """
    shares = table.pivot(index="field", columns="lang", values="share").reindex(columns=["en", "zh"]).fillna(0.0)
    if not shares.to_numpy().any():
        return empty_axes("No article states its date, its source or anything else of itself.")
    shares = shares.loc[shares.max(axis=1).sort_values().index]
    ax = new_axes(1.6 + ROW * 1.3 * len(shares), "Share of articles that carry each metadata field, by language.")
    y = np.arange(len(shares))
    for offset, lang in ((0.19, "en"), (-0.19, "zh")):
        ax.barh(y + offset, shares[lang], height=0.36, color=COLOURS[lang], label=LANG_NAMES[lang])
    ax.set_yticks(y, shares.index)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.set(title="How complete is what the articles say of themselves?", xlabel="share of articles with the field")
    legend_below(ax)
    return ax


@styled
def audit_findings(counts: pd.DataFrame) -> Axes:
    """Findings of each translation pair by type; `counts` has one row a pair (its name as index) and one column a type.

    >>> audit_findings(pd.DataFrame({"number": [2], "missing": [0], "term": [1]}, index=["Plan"])).get_title("left")
    'Where do translations depart from their originals?'
    """
    if counts.empty:
        return empty_axes("No translation pair was found: there is nothing to hold against an original.")
    ax = new_axes(1.6 + ROW * 1.2 * len(counts), f"Findings by type in {count(len(counts), 'translation pair')}.")
    left, ordered = np.zeros(len(counts)), counts.iloc[::-1]
    for name, colour in zip(("number", "missing", "term"), ("#0072B2", "#E69F00", "#CC79A7")):
        ax.barh(np.arange(len(ordered)), ordered[name], left=left, color=colour, label=name)
        left += ordered[name].to_numpy()
    ax.set_yticks(np.arange(len(ordered)), [shorten(label, 60) for label in ordered.index], fontsize=8)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(title="Where do translations depart from their originals?", xlabel="findings")
    legend_below(ax)
    return ax
