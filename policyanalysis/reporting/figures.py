"""Figures of the reports: a table in, Axes out.

Every figure carries its alternative text as the figure's label (`display.show_figure` hands it on) and draws Chinese by the Noto font that the package noto-cjk
brings.  Colours are those of Okabe and Ito, which colour-blind readers tell apart, and differ in lightness for print.
"""

from __future__ import annotations

from functools import cache, wraps

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator, PercentFormatter

from policyanalysis.analysis.topics import RELIABLE

COLOURS = {"en": "#0072B2", "zh": "#D55E00", "neutral": "#6b6b6b", "ok": "#009E73"}
LANG_NAMES = {"en": "English", "zh": "Chinese"}
WIDTH = 9.0  # inches
ROW = 0.34  # inches of height for a row of a bar chart


@cache
def _font() -> list[str]:
    import noto_cjk

    font_manager.fontManager.addfont(str(noto_cjk.otc_path("sans")))
    return ["Noto Sans CJK SC", "DejaVu Sans"]


def _figure(draw):
    """Draw inside the project's style, whatever the reader's own settings are."""

    @wraps(draw)
    def styled(*args, **kwargs):
        style = {"font.family": _font(), "axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left", "axes.titlesize": 12,
                 "figure.dpi": 110, "savefig.dpi": 110, "axes.unicode_minus": False, "text.parse_math": False, "legend.frameon": False}
        with plt.rc_context(style):
            ax = draw(*args, **kwargs)
            ax.figure.tight_layout()
        return ax

    return styled


def _new(height, alt):
    figure, ax = plt.subplots(figsize=(WIDTH, height))
    figure.set_label(alt)
    return ax


def _empty(message):
    """A figure that says why there is nothing to draw."""
    ax = _new(1.2, message)
    ax.set_axis_off()
    ax.text(0, 0.5, message, transform=ax.transAxes, va="center", fontsize=11, color=COLOURS["neutral"])
    return ax


@_figure
def articles_by_month(articles: pd.DataFrame) -> Axes:
    """Dated articles a month and language.

    >>> from policyanalysis import load_corpus
    >>> articles_by_month(load_corpus("data/sample").articles).get_ylabel()
    'articles a month'
    """
    dated = articles[articles.date != ""]
    if dated.empty:
        return _empty("No article carries a full date: nothing to draw over time.")
    months = pd.period_range(dated.date.min()[:7], dated.date.max()[:7], freq="M").astype(str)
    counts = pd.crosstab(dated.date.str[:7], dated.lang).reindex(index=months, columns=["en", "zh"], fill_value=0)
    ax = _new(3.2, f"Bars of dated articles a month from {months[0]} to {months[-1]}: {counts.en.sum()} English, {counts.zh.sum()} Chinese.")
    x = np.arange(len(months))
    for offset, lang in ((-0.2, "en"), (0.2, "zh")):
        ax.bar(x + offset, counts[lang], width=0.4, color=COLOURS[lang], label=LANG_NAMES[lang])
    step = max(1, len(months) // 12)
    ax.set_xticks(x[::step], months[::step], rotation=45, ha="right")
    ax.yaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(title="When were the dated articles published?", ylabel="articles a month")
    ax.legend()
    return ax


@_figure
def articles_by_file(articles: pd.DataFrame) -> Axes:
    """Articles of each file: English, Chinese, and repeats of others.

    >>> from policyanalysis import load_corpus
    >>> articles_by_file(load_corpus("data/sample").articles).get_xlabel()
    'articles'
    """
    kind = articles.lang.where(articles.duplicate_of == "", "repeat")
    counts = pd.crosstab(articles.file, kind).reindex(columns=["en", "zh", "repeat"], fill_value=0).iloc[::-1]
    ax = _new(1.2 + ROW * len(counts), f"Bars of articles in each of {len(counts)} files, by language; repeats of another article apart.")
    left = np.zeros(len(counts))
    for name, colour, label in (("en", COLOURS["en"], "English"), ("zh", COLOURS["zh"], "Chinese"), ("repeat", "#c9c9c9", "repeats another article")):
        ax.barh(counts.index, counts[name], left=left, color=colour, label=label)
        left += counts[name].to_numpy()
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(title="What does each file hold?", xlabel="articles")
    ax.legend(loc="best")
    return ax


@_figure
def page_map(articles: pd.DataFrame, problems: pd.DataFrame, most: int = 40) -> Axes:
    """Where in each file its articles stand, by language, what lies outside of them, and where a warning was given.

    `articles` and `problems` have the columns of the tables of that name; of more than `most` files, those with most articles are drawn.

    >>> from policyanalysis import load_corpus
    >>> corpus = load_corpus("data/sample")
    >>> page_map(corpus.articles, corpus.problems).get_title("left")
    'Where in each file are the articles?'
    """
    files = articles.file.value_counts(sort=False).sort_index().nlargest(most, keep="first").index.sort_values()[::-1]
    ax = _new(1.5 + ROW * 1.2 * len(files), f"For each of {len(files)} files a bar from its first to its last line: articles by language, repeats, lines outside, warnings.")
    colours = {"en": COLOURS["en"], "zh": COLOURS["zh"], "repeat": "#c9c9c9"}
    for y, file in enumerate(files):
        own, outside = articles[articles.file == file], problems[problems.file == file]
        length = 1 + max(own.end_line.max(), outside.line.max() if len(outside) else 0)
        ax.barh(y, 1, height=0.62, color="white", edgecolor="#8a8a8a", linewidth=0.6)
        kinds = own.lang.where(own.duplicate_of == "", "repeat").map(colours)
        ax.barh([y] * len(own), (own.end_line - own.start_line + 1) / length, left=own.start_line / length, height=0.62, color=kinds, edgecolor="white", linewidth=0.7)
        warned = outside[outside.severity != "info"]
        ax.plot((warned.line + 0.5) / length, [y + 0.42] * len(warned), "v", color="black", markersize=5, clip_on=False)
    ax.set_yticks(range(len(files)), [_short(file, 40) for file in files])
    ax.set(xlim=(0, 1), ylim=(-0.7, len(files) - 0.2), xlabel="from the first to the last line of the file",
           title="Where in each file are the articles?" + (f" (the {most} files with most)" if articles.file.nunique() > most else ""))
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    handles = [Patch(color=colours[k], label=label) for k, label in (("en", "English"), ("zh", "Chinese"), ("repeat", "repeats another article"))]
    handles += [Patch(facecolor="white", edgecolor="#8a8a8a", label="in no article"), Line2D([], [], marker="v", color="black", linestyle="", label="a warning")]
    ax.legend(handles=handles, loc="upper center", bbox_to_anchor=(0.5, -0.45 / (0.6 + 0.25 * len(files))), ncols=5, fontsize=8)
    return ax


@_figure
def completeness(table: pd.DataFrame) -> Axes:
    """How many articles carry each piece of metadata; `table` has columns field, lang and share.

    >>> completeness(pd.DataFrame({"field": ["date", "date"], "lang": ["en", "zh"], "share": [1.0, 0.5], "n_documents": [4, 2]})).get_title("left")
    'How complete is what the articles say of themselves?'
    """
    shares = table.pivot(index="field", columns="lang", values="share").reindex(columns=["en", "zh"]).fillna(0.0)
    shares = shares.loc[shares.max(axis=1).sort_values().index]
    ax = _new(1.2 + ROW * 1.3 * len(shares), "Share of articles that carry each metadata field, by language.")
    y = np.arange(len(shares))
    for offset, lang in ((0.19, "en"), (-0.19, "zh")):
        ax.barh(y + offset, shares[lang], height=0.36, color=COLOURS[lang], label=LANG_NAMES[lang])
    ax.set_yticks(y, shares.index)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(PercentFormatter(1))
    ax.set(title="How complete is what the articles say of themselves?", xlabel="share of articles with the field")
    ax.legend(loc="lower right")
    return ax


@_figure
def topic_shares(topics: pd.DataFrame) -> Axes:
    """Each topic's share of the English articles to the left and of the Chinese ones to the right, with both labels.

    >>> topics = pd.DataFrame({"topic": [0], "label_en": ["hydrogen"], "label_zh": ["氢能"], "share_en": [0.4], "share_zh": [0.6], "stability": [0.9], "n_documents": [4]})
    >>> topic_shares(topics).get_xlabel()
    "← English     mean share of an article's passages     Chinese →"
    """
    table = topics.assign(total=topics.share_en + topics.share_zh).sort_values("total", kind="stable")
    ax = _new(1.4 + ROW * 1.5 * len(table), f"Two-sided bars of {len(table)} topics: share of English articles to the left, of Chinese ones to the right.")
    y = np.arange(len(table))
    ax.barh(y, -table.share_en, color=COLOURS["en"], label="English", height=0.72)
    ax.barh(y, table.share_zh, color=COLOURS["zh"], label="Chinese", height=0.72)
    ax.axvline(0, color="black", linewidth=0.8)
    names = [f"{_short(row.label_en, 42)}\n{_short(row.label_zh, 21)}" for row in table.itertuples()]
    ax.set_yticks(y, names, fontsize=8, linespacing=1.15)
    reach = max(0.05, table[["share_en", "share_zh"]].to_numpy().max() * 1.1)
    ax.set_xlim(-reach, reach)
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0%}")
    ax.set(title="What is each language about?", xlabel="← English     mean share of an article's passages     Chinese →")
    for yy, row in zip(y, table.itertuples()):
        told = f"{'stability' if row.stability >= RELIABLE else 'unstable,'} {row.stability:.2f}"
        ax.annotate(told, (1.01, yy), xycoords=("axes fraction", "data"), ha="left", va="center", fontsize=7, color=COLOURS["neutral"])
    ax.legend(loc="lower left")
    return ax


@_figure
def topic_numbers(candidates: pd.DataFrame) -> Axes:
    """Coherence, exclusivity and stability over the numbers of topics compared, the one taken marked; `candidates` as made by `choose_n_topics`.

    >>> table = pd.DataFrame({"n_topics": [5, 10], "coherence": [0.1, 0.2], "exclusivity": [0.5, 0.6], "stability": [0.7, 0.8], "n_reliable": [4, 9], "score": [0.0, 1.0], "chosen": [False, True]})
    >>> topic_numbers(table).get_xlabel()
    'number of topics'
    """
    taken = int(candidates.n_topics[candidates.chosen].iloc[0])
    ax = _new(3.4, f"Lines of coherence, exclusivity and stability for {len(candidates)} numbers of topics; {taken} were taken.")
    for name, colour, marker in (("coherence", COLOURS["en"], "o"), ("exclusivity", COLOURS["zh"], "s"), ("stability", COLOURS["ok"], "^")):
        ax.plot(candidates.n_topics, candidates[name], color=colour, marker=marker, label=name)
    ax.axvline(taken, color=COLOURS["neutral"], linestyle="--", linewidth=1)
    ax.set_xticks(candidates.n_topics)
    ax.set(title=f"How many topics? ({taken} were taken)", xlabel="number of topics", ylabel="coherence (−1..1), others 0..1")
    ax.legend(loc="best")
    return ax


@_figure
def topic_map(topics: pd.DataFrame, centres: np.ndarray) -> Axes:
    """Topics as circles on the two main directions of their centres: area by size, colour by the language that writes more of it.

    Parameters
    ----------
    topics
        The table of that name.
    centres
        Unit vectors of the topics in the common space, shape (n_topics, n_dimensions), in the order of the table.

    Examples
    --------
    >>> topics = pd.DataFrame({"topic": [0, 1, 2], "label_en": list("abc"), "label_zh": list("甲乙丙"), "share_en": 0.3, "share_zh": 0.3, "stability": 0.9, "n_documents": 4})
    >>> topic_map(topics, np.eye(3)).get_title("left")
    'Which topics are near each other? (area: share of articles; in brackets: stability)'
    """
    centred = centres - centres.mean(axis=0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    places = np.zeros((len(topics), 2))
    places[:, : min(2, len(size))] = (left * size)[:, :2]
    places *= np.where(places.sum(axis=0) < 0, -1, 1)  # the sign of a direction means nothing: fixed, so that the map is the same anywhere
    total = topics.share_en + topics.share_zh
    lean = (topics.share_zh - topics.share_en) / total.where(total > 0, 1)
    colours = np.select([lean < -1 / 3, lean > 1 / 3], [COLOURS["en"], COLOURS["zh"]], COLOURS["ok"])
    ax = _new(6.2, f"Map of {len(topics)} topics: near ones have words in common, larger ones have more articles, colour by language.")
    ax.scatter(*places.T, s=3000 * total / max(total.max(), 1e-9) * 0.6 + 30, c=colours, alpha=0.45, linewidths=0)
    for place, beside, row in zip(places, _apart(places), topics.itertuples()):
        weak = ", unstable" if row.stability < RELIABLE else ""
        ax.annotate(f"{_short(row.label_en.split(', ')[0], 26)}\n{_short(row.label_zh.split('、')[0], 13)}\n({row.stability:.2f}{weak})", place, beside, ha="center", va="center", fontsize=7,
                    arrowprops=None if np.allclose(place, beside) else {"arrowstyle": "-", "lw": 0.5, "color": "0.5", "shrinkA": 8, "shrinkB": 0})
    for colour, label in ((COLOURS["en"], "mostly English"), (COLOURS["ok"], "both"), (COLOURS["zh"], "mostly Chinese")):
        ax.scatter([], [], c=colour, alpha=0.6, label=label)
    ax.margins(0.12)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.set(title="Which topics are near each other? (area: share of articles; in brackets: stability)")
    ax.legend(loc="best", fontsize=8)
    return ax


def _apart(places, width=0.2, height=0.085, rounds=400):
    """Where labels stand that are not to cover each other: at their places, or moved the shorter way, half each, until none is in another's box (its sides as parts of the map's).

    >>> (abs(np.diff(_apart(np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 1.0]]))[:2, 1])) > 0.08).item()
    True
    """
    low, size = places.min(axis=0), np.ptp(places, axis=0)
    size = np.where(size > 0, size, 1.0)
    at = (places - low) / size
    pairs = [(i, j) for i in range(len(at)) for j in range(i)]
    for _ in range(rounds):
        moved = False
        for i, j in pairs:
            apart = at[i] - at[j]
            over = np.array([width, height]) - abs(apart)
            if (over > 1e-9).all():
                axis = 1 if over[1] <= over[0] else 0
                step = over[axis] / 2 * (1 if apart[axis] >= 0 else -1)
                at[i, axis], at[j, axis], moved = at[i, axis] + step, at[j, axis] - step, True
        if not moved:
            break
    return at * size + low


@_figure
def topics_by(mixtures: pd.DataFrame, articles: pd.DataFrame, topics: pd.DataFrame, field: str, most: int = 10) -> Axes:
    """Articles by strongest topic and by the most frequent values of a field (source or section), as a grid of counts.

    >>> topics = pd.DataFrame({"topic": [0], "label_en": ["hydrogen"], "label_zh": ["氢能"], "stability": [0.9]})
    >>> articles = pd.DataFrame({"doc_id": ["a"], "source": ["Xinhua"], "duplicate_of": ""})
    >>> topics_by(pd.DataFrame({0: [1.0]}, index=["a"]), articles, topics, "source").get_title("left")
    'Which source writes about which topic? (articles by strongest topic)'
    """
    strongest = mixtures.idxmax(axis=1)
    stated = articles[(articles[field] != "") & articles.doc_id.isin(strongest.index)]
    if stated.empty:
        return _empty(f"No article states its {field}.")
    values = stated[field].value_counts(sort=False).sort_values(ascending=False, kind="stable").index[:most]
    stated = stated[stated[field].isin(values)]
    counts = pd.crosstab(strongest.loc[stated.doc_id].to_numpy(), stated[field].to_numpy()).reindex(index=topics.topic, columns=values, fill_value=0)
    ax = _new(1.8 + ROW * len(counts), f"Grid of articles by topic and {field}: the {len(values)} most frequent.")
    _grid(ax, counts, [_short(value, 18) for value in values], topics)
    ax.set(title=f"Which {field} writes about which topic? (articles by strongest topic)")
    return ax


@_figure
def topics_over_time(mixtures: pd.DataFrame, articles: pd.DataFrame, topics: pd.DataFrame) -> Axes:
    """Dated articles by quarter and strongest topic, as a grid of counts; `mixtures` has one row a doc_id and one column a topic.

    >>> topics = pd.DataFrame({"topic": [0], "label_en": ["hydrogen"], "label_zh": ["氢能"], "stability": [0.9]})
    >>> articles = pd.DataFrame({"doc_id": ["a"], "date": ["2024-05-01"]})
    >>> topics_over_time(pd.DataFrame({0: [1.0]}, index=["a"]), articles, topics).get_title("left")
    'When is each topic written about? (dated articles by strongest topic)'
    """
    strongest = mixtures.idxmax(axis=1)
    dated = articles[(articles.date != "") & articles.doc_id.isin(strongest.index)]
    if dated.empty:
        return _empty("No article carries a full date: topics cannot be followed over time.")
    quarter = pd.PeriodIndex(dated.date, freq="Q")
    quarters = pd.period_range(quarter.min(), quarter.max(), freq="Q")
    counts = pd.crosstab(strongest.loc[dated.doc_id].to_numpy(), quarter).reindex(index=topics.topic, columns=quarters, fill_value=0)
    ax = _new(1.3 + ROW * len(counts), f"Grid of dated articles by topic and quarter, {quarters[0]} to {quarters[-1]}.")
    _grid(ax, counts, [f"{q.year} Q{q.quarter}" for q in quarters], topics)
    ax.set(title="When is each topic written about? (dated articles by strongest topic)")
    return ax


@_figure
def audit_findings(counts: pd.DataFrame) -> Axes:
    """Findings of each translation pair by type; `counts` has one row a pair (its name as index) and one column a type.

    >>> audit_findings(pd.DataFrame({"number": [2], "missing": [0], "term": [1]}, index=["Plan"])).get_title("left")
    'Where do translations depart from their originals?'
    """
    if counts.empty:
        return _empty("No translation pair was found: there is nothing to hold against an original.")
    ax = _new(1.4 + ROW * 1.2 * len(counts), f"Findings in each of {len(counts)} translation pairs, by type.")
    left, ordered = np.zeros(len(counts)), counts.iloc[::-1]
    for name, colour in zip(("number", "missing", "term"), ("#0072B2", "#E69F00", "#CC79A7")):
        ax.barh(np.arange(len(ordered)), ordered[name], left=left, color=colour, label=name)
        left += ordered[name].to_numpy()
    ax.set_yticks(np.arange(len(ordered)), [_short(label, 60) for label in ordered.index], fontsize=8)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(title="Where do translations depart from their originals?", xlabel="findings")
    ax.legend(loc="best")
    return ax


def _grid(ax, counts, columns, topics):
    """Counts as shaded cells with their numbers; one row a topic, named by the first of both labels and its stability."""
    most = counts.to_numpy().max()
    ax.imshow(counts, aspect="auto", cmap="Blues", vmin=0, vmax=max(3, most))
    for (row, column), n in np.ndenumerate(counts.to_numpy()):
        if n:
            ax.text(column, row, str(n), ha="center", va="center", fontsize=8, color="white" if n > most * 0.6 else "black")
    ax.set_xticks(range(len(columns)), columns, rotation=45, ha="right", fontsize=8)
    ax.set_yticks(range(len(counts)), [f"{_short(r.label_en.split(', ')[0] + ' / ' + r.label_zh.split('、')[0], 44)} ({r.stability:.2f}{'' if r.stability >= RELIABLE else ', unstable'})"
                                       for r in topics.itertuples()], fontsize=8)


def _short(text, limit):
    return text if len(text) <= limit else text[: limit - 1] + "…"
