"""Figures of the report on coverage: shares of both languages, words inside one, and what was written when.

None of them draws empty axes: a caller with an empty table shows the sentence of `coverage_findings` instead.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from policyanalysis.language.lexicon import gloss
from policyanalysis.reporting.drawing import COLOURS, LANG_NAMES, ROW, legend_below, new_axes, shorten, styled
from policyanalysis.wording import count

LANGS = ("en", "zh")
MOST = 15  # rows of a figure
VERBS = {"topic": "is on", "concept": "names", "policy": "names", "month": "is from", "source": "is from", "file": "is in", "section": "is in"}
APART = 0.14  # of a row's height, between the two languages


@styled
def dumbbell(coverage: pd.DataFrame, differences: pd.DataFrame, names: dict, subject: str = "topic", most: int = MOST) -> Axes:
    """Share of both languages' articles on each topic (or with each value), with 95 % intervals; the largest differences on top.

    `coverage` and `differences` as made by the functions of these names; without differences the largest shares are drawn.

    >>> from policyanalysis.analysis.coverage import coverage, differences
    >>> articles = pd.DataFrame({"doc_id": list("abcd"), "lang": ["en", "en", "zh", "zh"], "duplicate_of": ""})
    >>> mixtures = pd.DataFrame([[1, 0], [1, 0], [0, 1], [0, 1]], index=list("abcd"))
    >>> dumbbell(coverage(mixtures, articles), differences(mixtures, articles), {}).get_title("left")
    "What share of each language's articles is on each topic?"
    """
    by = coverage.columns[0]
    order = differences[by] if len(differences) else coverage.sort_values("share", ascending=False, kind="stable")[by].drop_duplicates()
    rows = list(order.head(most))[::-1]
    langs = [lang for lang in LANGS if (coverage.lang == lang).any()]
    both, n_values = " and the ".join(LANG_NAMES[lang] for lang in langs), coverage[by].nunique()
    ax = new_axes(1.7 + ROW * 1.35 * len(rows), f"Dots with 95 % intervals: share of the {both} articles for {len(rows)} of {count(n_values, subject, plural(subject))}.")
    shares = {lang: coverage[coverage.lang == lang].set_index(by).loc[rows] for lang in langs}
    if len(langs) == 2:
        leading = dict(zip(differences[by], differences.verdict.map({"English": COLOURS["en"], "Chinese": COLOURS["zh"]}).fillna("#c9c9c9"))) if len(differences) else {}
        ax.hlines(range(len(rows)), shares["en"].share, shares["zh"].share, color=[leading.get(row, "#c9c9c9") for row in rows], alpha=0.45, linewidth=5, zorder=1)
    for lang, offset, marker in zip(LANGS, (APART, -APART), ("o", "D")):
        if lang in langs:
            own, at = shares[lang], np.arange(len(rows)) + offset
            ax.hlines(at, own.low, own.high, color=COLOURS[lang], linewidth=1.6)
            ax.plot(own.share, at, marker, color=COLOURS[lang], markersize=6, zorder=3, label=LANG_NAMES[lang])
    ax.set_yticks(range(len(rows)), [two_lines(names.get(row, row)) for row in rows], fontsize=8, linespacing=1.15)
    ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    ax.set_xlim(left=min(0, ax.get_xlim()[0]))
    ax.set_ylim(-0.6, len(rows) - 0.4)
    part = f" ({len(rows)} of {n_values})" if n_values > len(rows) else ""
    ax.set(title=f"What share of each language's articles {VERBS.get(subject, 'has')} each {subject}?{part}",
           xlabel="share of the language's articles, with 95 % interval" + (" (bar in a language's colour: clearly more in it)" if len(langs) == 2 else ""))
    legend_below(ax, 2)
    return ax


@styled
def words(key: pd.DataFrame, lang: str, n_groups: int = 4, n_words: int = 6) -> Axes:
    """The words that set groups of one language's articles apart, with intervals; `key` as made by `keyness`.

    >>> key = pd.DataFrame([("storage", "en", "Xinhua", 3.0, 1.0, 5.0, 9, 2), ("steel", "en", "China Daily", 2.5, 0.5, 4.0, 7, 1)], columns=["term", "lang", "group", "score", "low", "high", "n_target", "n_reference"])
    >>> words(key, "en").get_title("left")
    'Which words set English articles apart from the other English ones?'
    """
    own = key[(key.lang == lang) & (key.low > 0)]
    groups = own.groupby("group").n_target.sum().sort_values(ascending=False, kind="stable").index[:n_groups]
    own = pd.concat([own[own.group == group].head(n_words) for group in groups])[::-1]
    ax = new_axes(1.5 + ROW * (len(own) + len(groups)), f"Words that set {len(groups)} groups of {LANG_NAMES[lang]} articles apart, by log-odds with 95 % intervals.")
    place, ticks, previous = -1.0, [], None
    for row in own.itertuples():
        if previous is not None and row.group != previous:
            ax.text(0.01, place + 0.8, shorten(previous, 60), transform=ax.get_yaxis_transform(), fontsize=9, fontweight="bold", va="center")
            place += 1
        place, previous = place + 1, row.group
        ticks.append(place)
        ax.hlines(place, row.low, row.high, color=COLOURS[lang], linewidth=1.8)
        ax.plot(row.score, place, "o" if lang == "en" else "D", color=COLOURS[lang], markersize=5)
    ax.text(0.01, place + 0.8, shorten(previous, 60), transform=ax.get_yaxis_transform(), fontsize=9, fontweight="bold", va="center")
    ax.set_yticks(ticks, [glossed(term, lang) for term in own.term], fontsize=8)
    ax.set_xlim(left=0)
    ax.set_ylim(-0.8, place + 1.4)
    ax.set(title=f"Which words set {LANG_NAMES[lang]} articles apart from the other {LANG_NAMES[lang]} ones?", xlabel="log-odds against the other articles of the language, with 95 % interval")
    return ax


@styled
def timeline(strongest: pd.Series, articles: pd.DataFrame, names: dict) -> Axes:
    """Dated articles a month by topic and language: the larger the dot, the more; `strongest` is each doc_id's topic.

    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "lang": ["en", "zh"], "date": ["2024-05-01", "2024-06-01"]})
    >>> timeline(pd.Series({"a": 0, "b": 0}), articles, {0: "hydrogen / 氢能"}).get_title("left")
    'When did each language write about each topic? (dated articles by their strongest topic)'
    """
    dated = articles[(articles.date != "") & articles.doc_id.isin(strongest.index)]
    counts = dated.assign(topic=strongest.loc[dated.doc_id].to_numpy(), month=dated.date.str[:7]).groupby(["topic", "lang", "month"], sort=True).size()
    rows = sorted(counts.index.get_level_values("topic").unique(), reverse=True)
    months = pd.PeriodIndex(dated.date, freq="M")
    ax = new_axes(1.7 + ROW * 1.15 * len(rows), f"Dots for dated articles a month from {months.min()} to {months.max()}, by topic and language: {(dated.lang == 'en').sum()} English, {(dated.lang == 'zh').sum()} Chinese.")
    scale = 260 / max(counts.max(), 4)
    for lang, offset, marker in zip(LANGS, (APART, -APART), ("o", "D")):
        own = counts[counts.index.get_level_values("lang") == lang].reset_index(name="n")
        ax.scatter(pd.to_datetime(own.month), [rows.index(topic) + offset for topic in own.topic], s=12 + scale * own.n, marker=marker, color=COLOURS[lang], alpha=0.65, linewidth=0)
    ax.set_yticks(range(len(rows)), [two_lines(names.get(row, row)) for row in rows], fontsize=8, linespacing=1.15)
    ax.grid(axis="y", color="#e6e6e6", linewidth=0.6)
    ax.set_axisbelow(True)
    ax.set(title="When did each language write about each topic? (dated articles by their strongest topic)", xlabel="month", ylim=(-0.7, len(rows) - 0.3))
    handles = [Line2D([], [], marker=marker, color=COLOURS[lang], linestyle="", label=f"{LANG_NAMES[lang]} (larger: more articles a month)") for lang, marker in zip(LANGS, "oD")]
    legend_below(ax, 2, handles=handles)
    return ax


@styled
def lag_days(lags: pd.DataFrame, names: dict, subject: str = "topic") -> Axes:
    """Days by which English follows Chinese on each topic, with intervals; `lags` as made by `lag.lags`.

    >>> lags = pd.DataFrame({"topic": [0], "days": [5.0], "low": [-1.0], "high": [9.0], "verdict": ["no clear difference"]})
    >>> lag_days(lags, {0: "hydrogen"}).get_title("left")
    'Who writes first about each topic? (grey: no clear difference)'
    """
    own = lags.head(MOST)[::-1]
    ax = new_axes(1.5 + ROW * 1.3 * len(own), f"Days by which English articles follow Chinese ones on each of {count(len(own), subject, plural(subject))}, with 95 % intervals.")
    colours = [COLOURS["zh"] if verdict == "Chinese first" else COLOURS["en"] if verdict == "English first" else COLOURS["neutral"] for verdict in own.verdict]
    ax.hlines(range(len(own)), own.low, own.high, color=colours, linewidth=2)
    ax.scatter(own.days, range(len(own)), color=colours, s=34, zorder=3)
    ax.axvline(0, color="black", linewidth=0.8)
    ax.set_yticks(range(len(own)), [two_lines(names.get(value, value)) for value in own.iloc[:, 0]], fontsize=8, linespacing=1.15)
    reach = 1.08 * max(1.0, own[["low", "high"]].abs().to_numpy().max())
    ax.set(xlim=(-reach, reach), ylim=(-0.7, len(own) - 0.3))  # 0 in the middle, where the arrows of the label part
    ax.set(title=f"Who writes first about each {subject}? (grey: no clear difference)", xlabel="← English first     days     Chinese first →")
    return ax


def two_lines(name: object, limit: int = 44) -> str:
    """A name in both languages, "English / Chinese", on two lines; how far a topic is to be relied on stays whole behind it.

    >>> two_lines("energy storage / 储能").splitlines(), two_lines("CCTV")
    (['energy storage', '储能'], 'CCTV')
    >>> two_lines("energy storage / 储能 (stability 0.30, not to be relied on)").splitlines()[1]
    '储能 (0.30, unstable)'
    """
    name, _, trust = str(name).partition(" (stability ")
    lines = [shorten(half, limit if half.isascii() else limit // 2) for half in name.split(" / ")]
    if trust:
        lines[-1] += f" ({trust.replace('not to be relied on', 'unstable')}"
    return "\n".join(lines)


def glossed(term: str, lang: str) -> str:
    """A Chinese word with an English gloss where the lexicon has one.

    >>> glossed("储能", "zh"), glossed("storage", "en")
    ('储能  energy storage', 'storage')
    """
    known = gloss(term, "zh") if lang == "zh" else ""
    return f"{term}  {shorten(known, 32)}" if known else term


def plural(noun: str) -> str:
    """The noun of several.

    >>> plural("policy"), plural("topic")
    ('policies', 'topics')
    """
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
