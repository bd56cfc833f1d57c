"""Who is first: by how many days the English articles follow the Chinese ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import binom, false_discovery_control, mannwhitneyu, norm

from policyanalysis.analysis.coverage import LEVEL_Q
from policyanalysis.analysis.fields import topic_values, values_of
from policyanalysis.analysis.intervals import LEVEL

LAGS = ["topic", "days", "low", "high", "n_en", "n_zh", "first_en", "first_zh", "p", "q", "verdict"]
MIN_DATED = 5  # dated articles in each language: with fewer, no 95 % interval of ranks is shorter than all that was seen
EXACT = 40  # articles up to which the bounds are exact
MIN_LAGS = 6  # for the interval of a median: with five, the smallest and the largest bound it at 94 %


def lags(articles: pd.DataFrame, *, by: str = "topic", mixtures: pd.DataFrame | None = None, policies: pd.DataFrame | None = None) -> pd.DataFrame:
    """Days from the Chinese to the English articles on each topic, or with each value of a field, that both languages cover.

    Parameters
    ----------
    articles
        The articles table; duplicates and undated articles are left out.
    by
        "topic", for which `mixtures` is needed (an article is dated under the topic that most of its passages are on), "policy", for which `policies`
        is, or another field.

    Returns
    -------
    DataFrame
        Columns `LAGS` (with `by` in place of topic), for values that at least 5 dated articles of each language have; earliest Chinese lead first.
        `days` is the median of the differences of every English date less every Chinese date (Hodges and Lehmann 1963), positive where English is later;
        `low` and `high` bound it at 95 % by order statistics of those differences (Hollander and Wolfe 1999, section 4.3), exact without ties and too
        wide with them; `p` by Mann and Whitney's test, `q` after Benjamini and Hochberg; `verdict` "Chinese first", "English first" or "no clear
        difference".  `first_en` and `first_zh` are the first days: a language with more articles is more likely to have the first, so that they decide nothing.

    Examples
    --------
    >>> days = [f"2024-01-{day:02}" for day in (*range(1, 6), *range(11, 16))]
    >>> table = pd.DataFrame({"doc_id": list("abcdefghij"), "lang": ["zh"] * 5 + ["en"] * 5, "date": days, "region": "Hunan", "duplicate_of": ""})
    >>> lags(table, by="region")[["region", "days", "low", "high", "verdict"]].values.tolist()
    [['Hunan', 10.0, 7.0, 13.0, 'Chinese first']]
    """
    dated = articles[(articles.duplicate_of == "") & (articles.date != "")]
    found = topic_values(mixtures, dated, strongest=True) if by == "topic" else values_of(dated, by, policies)
    about = dated.set_index("doc_id").loc[found.doc_id]
    found = found.assign(lang=about.lang.to_numpy(), day=about.date.to_numpy(dtype="datetime64[D]"))
    rows = []
    for value, own in found.groupby("value"):
        en, zh = (own.day[own.lang == lang].to_numpy().astype("datetime64[D]") for lang in ("en", "zh"))
        if min(len(en), len(zh)) >= MIN_DATED:
            days, low, high, p = shift(en.astype(int), zh.astype(int))
            rows.append((value, days, low, high, len(en), len(zh), str(en.min()), str(zh.min()), p))
    table = pd.DataFrame(rows, columns=[by, *LAGS[1:9]])
    table["q"] = false_discovery_control(table.p) if len(table) else table.p
    clear = (table.q <= LEVEL_Q) & ((table.low > 0) | (table.high < 0))
    table["verdict"] = np.select([~clear, table.days > 0], ["no clear difference", "Chinese first"], "English first")
    return table.round({"p": 4, "q": 4}).sort_values("days", ascending=False, kind="stable", ignore_index=True)


def shift(first: np.ndarray, second: np.ndarray) -> tuple[float, float, float, float]:
    """Hodges and Lehmann's shift of the first numbers against the second, its 95 % bounds by order statistics, and Mann and Whitney's p.

    Examples
    --------
    >>> shift(np.array([4, 5, 6, 7]), np.array([1, 2, 3, 4]))[:3]
    (3.0, 0.0, 6.0)
    """
    apart, rank = np.sort(np.subtract.outer(first, second), axis=None), shift_rank(len(first), len(second))
    return float(np.median(apart)), float(apart[rank - 1]), float(apart[-rank]), float(mannwhitneyu(first, second).pvalue)


def lead(days: np.ndarray) -> tuple[float, float, float] | None:
    """Median of some lags, and its 95 % bounds by order statistics (the sign test turned around); None for fewer than 6.

    Examples
    --------
    >>> lead(np.array([1, 2, 3, 4, 5, 30])), lead(np.array([1, 2, 3]))
    ((3.5, 1.0, 30.0), None)
    """
    if len(days) < MIN_LAGS:
        return None
    ordered, rank = np.sort(days), int((binom.cdf(np.arange(len(days)), len(days), 0.5) <= (1 - LEVEL) / 2).sum())
    return float(np.median(ordered)), float(ordered[rank - 1]), float(ordered[-rank])


def pair_lags(pairs: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """Days from the Chinese to the English article of each translation pair of which both are dated, by doc_id_en.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "date": ["2024-03-01", "2024-02-28"]})
    >>> pair_lags(pd.DataFrame({"doc_id_en": ["a"], "doc_id_zh": ["b"], "kind": ["translation"]}), articles).to_dict()
    {'a': 2}
    """
    dates = articles.set_index("doc_id").date
    own = pairs[pairs.kind == "translation"]
    own = own[(dates.loc[own.doc_id_en].to_numpy() != "") & (dates.loc[own.doc_id_zh].to_numpy() != "")]
    en, zh = (dates.loc[own[f"doc_id_{lang}"]].to_numpy(dtype="datetime64[D]") for lang in ("en", "zh"))
    return pd.Series((en - zh).astype(int), index=own.doc_id_en.to_numpy(), name="days")


def first_mentions(articles: pd.DataFrame, policies: pd.DataFrame) -> pd.DataFrame:
    """Policy documents with a dated article in both languages: columns policy, first_en, first_zh and days (English less Chinese).

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "lang": ["en", "zh"], "date": ["2024-03-01", "2024-02-28"], "duplicate_of": ""})
    >>> first_mentions(articles, pd.DataFrame({"policy": ["p1"], "doc_ids_en": [["a"]], "doc_ids_zh": [["b"]]})).values.tolist()
    [['p1', '2024-03-01', '2024-02-28', 2]]
    """
    dated = articles[(articles.duplicate_of == "") & (articles.date != "")].set_index("doc_id").date
    rows = []
    for policy, *sides in policies[["policy", "doc_ids_en", "doc_ids_zh"]].itertuples(index=False):
        en, zh = (dated[dated.index.intersection(ids)] for ids in sides)
        if len(en) and len(zh):
            rows.append((policy, en.min(), zh.min(), (pd.Timestamp(en.min()) - pd.Timestamp(zh.min())).days))
    return pd.DataFrame(rows, columns=["policy", "first_en", "first_zh", "days"])


def shift_rank(n_first: int, n_second: int) -> int:
    """The largest k for which the kth smallest and the kth largest difference bound the shift at 95 % or more; at least 1.

    Exact, by counting the orders of both groups, while neither has more than 40; else by the normal distribution.

    Examples
    --------
    >>> shift_rank(5, 5), shift_rank(50, 50)
    (3, 965)
    """
    n_pairs = n_first * n_second
    if max(n_first, n_second) > EXACT:
        return int(n_pairs / 2 - norm.ppf((1 + LEVEL) / 2) * np.sqrt(n_pairs * (n_first + n_second + 1) / 12))
    ways = np.zeros(n_pairs + 1)  # orders of both groups by the number of differences under 0
    ways[0] = 1
    for step in range(1, n_first + 1):
        ways[n_second + step :] -= ways[: max(0, len(ways) - n_second - step)].copy()
        for start in range(step):
            ways[start::step] = ways[start::step].cumsum()
    return max(1, int((ways.cumsum() / ways.sum() <= (1 - LEVEL) / 2).sum()))
