"""Figures of the report on topics: how large they are, how they lie, how their number was chosen, and when and where they are written about."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from policyanalysis.analysis.topic_number import RELIABLE
from policyanalysis.analysis.word_vectors import settled
from policyanalysis.reporting.drawing import COLOURS, ROW, empty_axes, new_axes, shorten, styled


@styled
def topic_shares(topics: pd.DataFrame) -> Axes:
    """Each topic's share of the English articles to the left and of the Chinese ones to the right, with both labels.

    >>> topics = pd.DataFrame({"topic": [0], "label_en": ["hydrogen"], "label_zh": ["氢能"], "share_en": [0.4], "share_zh": [0.6], "stability": [0.9], "n_documents": [4]})
    >>> topic_shares(topics).get_xlabel()
    "← English     mean share of an article's passages     Chinese →"
    """
    table = topics.assign(total=topics.share_en + topics.share_zh).sort_values("total", kind="stable")
    ax = new_axes(1.4 + ROW * 1.5 * len(table), f"Two-sided bars of {len(table)} topics: share of English articles to the left, of Chinese ones to the right.")
    y = np.arange(len(table))
    ax.barh(y, -table.share_en, color=COLOURS["en"], label="English", height=0.72)
    ax.barh(y, table.share_zh, color=COLOURS["zh"], label="Chinese", height=0.72)
    ax.axvline(0, color="black", linewidth=0.8)
    names = [f"{shorten(row.label_en, 42)}\n{shorten(row.label_zh, 21)}" for row in table.itertuples()]
    ax.set_yticks(y, names, fontsize=8, linespacing=1.15)
    reach = max(0.05, table[["share_en", "share_zh"]].to_numpy().max() * 1.1)
    ax.set_xlim(-reach, reach)
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0%}")
    ax.set(title="What is each language about?", xlabel="← English     mean share of an article's passages     Chinese →")
    for yy, row in zip(y, table.itertuples()):
        told = f"{'stability' if row.stability >= RELIABLE else 'unstable,'} {row.stability:.2f}"
        ax.annotate(told, (1.01, yy), xycoords=("axes fraction", "data"), ha="left", va="center", fontsize=7, color=COLOURS["neutral"])
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    return ax


@styled
def topic_numbers(candidates: pd.DataFrame) -> Axes:
    """Coherence, exclusivity and stability over the numbers of topics compared, the one taken marked; `candidates` as made by `choose_n_topics`.

    >>> table = pd.DataFrame({"n_topics": [5, 10], "coherence": [0.1, 0.2], "exclusivity": [0.5, 0.6], "stability": [0.7, 0.8], "n_reliable": [4, 9], "chosen": [False, True]})
    >>> topic_numbers(table).get_xlabel()
    'number of topics'
    """
    taken = int(candidates.n_topics[candidates.chosen].iloc[0])
    ax = new_axes(3.4, f"Lines of coherence, exclusivity and stability for {len(candidates)} numbers of topics; {taken} were taken.")
    for name, colour, marker in (("coherence", COLOURS["en"], "o"), ("exclusivity", COLOURS["zh"], "s"), ("stability", COLOURS["ok"], "^")):
        ax.plot(candidates.n_topics, candidates[name], color=colour, marker=marker, label=name)
    ax.axvline(taken, color=COLOURS["neutral"], linestyle="--", linewidth=1)
    ax.set_xticks(candidates.n_topics)
    ax.set(title=f"How many topics? ({taken} were taken)", xlabel="number of topics", ylabel="coherence (−1..1), others 0..1")
    ax.legend(loc="best")
    return ax


@styled
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
    places[:, : min(2, len(size))] = settled((left * size)[:, :2])
    farthest = places[abs(places).argmax(axis=0), [0, 1]]
    places *= np.where(farthest < 0, -1, 1)  # the sign of a direction means nothing: fixed, so that the map is the same anywhere
    total = topics.share_en + topics.share_zh
    lean = (topics.share_zh - topics.share_en) / total.where(total > 0, 1)
    colours = np.select([lean < -1 / 3, lean > 1 / 3], [COLOURS["en"], COLOURS["zh"]], COLOURS["ok"])
    ax = new_axes(6.2, f"Map of {len(topics)} topics: near ones have words in common, larger ones have more articles, colour by language.")
    ax.plot(*places.T, ".", color="0.3", markersize=3)  # where a topic is, its label may be moved
    ax.scatter(*places.T, s=3000 * total / max(total.max(), 1e-9) * 0.6 + 30, c=colours, alpha=0.45, linewidths=0)
    for place, beside, row in zip(places, _apart(places), topics.itertuples()):
        weak = ", unstable" if row.stability < RELIABLE else ""
        ax.annotate(f"{shorten(row.label_en.split(', ')[0], 26)}\n{shorten(row.label_zh.split('、')[0], 13)}\n({row.stability:.2f}{weak})", place, beside, ha="center", va="center", fontsize=7,
                    path_effects=[withStroke(linewidth=2, foreground="white")],  # readable over another topic's circle
                    arrowprops=None if np.allclose(place, beside) else {"arrowstyle": "-", "lw": 0.5, "color": "0.5", "shrinkA": 8, "shrinkB": 0})
    for colour, label in ((COLOURS["en"], "mostly English"), (COLOURS["ok"], "both"), (COLOURS["zh"], "mostly Chinese")):
        ax.scatter([], [], c=colour, alpha=0.6, label=label)
    ax.margins(0.12)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.spines[["left", "bottom"]].set_visible(False)  # the directions have no names
    ax.set(title="Which topics are near each other? (area: share of articles; in brackets: stability)")
    ax.legend(loc="best", fontsize=8)
    return ax


def _apart(places, width=0.22, height=0.1, rounds=400):
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


@styled
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
        return empty_axes(f"No article states its {field}.")
    n_values = stated[field].nunique()
    values = stated[field].value_counts(sort=False).sort_values(ascending=False, kind="stable").index[:most]
    stated = stated[stated[field].isin(values)]
    counts = pd.crosstab(strongest.loc[stated.doc_id].to_numpy(), stated[field].to_numpy()).reindex(index=topics.topic, columns=values, fill_value=0)
    ax = new_axes(1.8 + ROW * len(counts), f"Grid of articles by topic and {field}: the {len(values)} most frequent.")
    _grid(ax, counts, [shorten(value, 18) for value in values], topics)
    ax.set(title=f"Which {field} writes about which topic? (articles by strongest topic" + (f"; the {most} most frequent of {n_values})" if n_values > most else ")"))
    return ax


@styled
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
        return empty_axes("No article carries a full date: topics cannot be followed over time.")
    quarter = pd.PeriodIndex(dated.date, freq="Q")
    quarters = pd.period_range(quarter.min(), quarter.max(), freq="Q")
    counts = pd.crosstab(strongest.loc[dated.doc_id].to_numpy(), quarter).reindex(index=topics.topic, columns=quarters, fill_value=0)
    ax = new_axes(1.3 + ROW * len(counts), f"Grid of dated articles by topic and quarter, {quarters[0]} to {quarters[-1]}.")
    _grid(ax, counts, [f"{q.year} Q{q.quarter}" for q in quarters], topics)
    ax.set(title="When is each topic written about? (dated articles by strongest topic)")
    return ax


def _grid(ax, counts, columns, topics):
    """Counts as shaded cells with their numbers; one row a topic, named by the first of both labels and its stability."""
    most = counts.to_numpy().max()
    ax.imshow(counts, aspect="auto", cmap="Blues", vmin=0, vmax=max(3, most))
    for (row, column), n in np.ndenumerate(counts.to_numpy()):
        if n:
            ax.text(column, row, str(n), ha="center", va="center", fontsize=8, color="white" if n > most * 0.6 else "black")
    ax.set_xticks(range(len(columns)), columns, rotation=45, ha="right", fontsize=8)
    ax.set_yticks(range(len(counts)), [f"{shorten(r.label_en.split(', ')[0] + ' / ' + r.label_zh.split('、')[0], 44)} ({r.stability:.2f}{'' if r.stability >= RELIABLE else ', unstable'})"
                                       for r in topics.itertuples()], fontsize=8)
