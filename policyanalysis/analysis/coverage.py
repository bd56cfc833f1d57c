"""What each language covers: shares of articles with intervals, and the differences between the languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from policyanalysis.analysis.fields import check_field, values_of
from policyanalysis.analysis.intervals import Shares, difference_interval, share_interval, shares_of, shares_of_counts
from policyanalysis.analysis.permutation import p_of_counts, p_of_shares
from policyanalysis.frames import rows_where

COVERAGE = ["topic", "lang", "share", "low", "high", "n_documents"]
DIFFERENCES = ["topic", "difference", "low", "high", "p", "q", "verdict"]
MIN_WITH = 3  # articles with a value, under which it is not tested: one or two decide nothing
MIN_ARTICLES = 8  # in each language, under which a difference is not judged
LEVEL_Q = 0.05
LANGS = ("en", "zh")


class _Measured(NamedTuple):
    """Values in their order; by language the articles, their mean shares and how many have each value; values of each article where they are shares."""

    names: list
    shares: dict[str, Shares]
    having: dict[str, np.ndarray]
    paired: dict[str, np.ndarray]
    values: dict[str, np.ndarray]
    refits: np.ndarray  # shape (n_refits, 2, n_values)


def coverage(mixtures: pd.DataFrame, articles: pd.DataFrame, *, by: str = "topic", refits: Sequence[pd.DataFrame] = (), policies: pd.DataFrame | None = None,
             pairs: pd.DataFrame | None = None) -> pd.DataFrame:
    """Share of each language's articles on each topic, or with each value of a field.

    Parameters
    ----------
    mixtures
        Share of each article's passages on each topic: one row a doc_id, one column a topic; not looked at for another field.
    articles
        With columns doc_id, lang, duplicate_of and what the field is read from; duplicates are left out.
    by
        One of `fields.COMPARED`; an article without a value counts in the total alone, one with several counts for each.
    refits
        Mixtures by the topics found again (`composition.refit_mixtures`), of all articles or of a part; without them the intervals take the topics for certain.
    policies
        The policies table, for "policy".
    pairs
        The pairs table; adds `n_paired`.

    Returns
    -------
    DataFrame
        Columns `COVERAGE` (with `by` in place of topic).  `share` is the mean over articles, 0..1, so that a long article counts no more than a short
        one; `low` and `high` bound it at 95 % (`intervals.share_interval`).  `n_documents` counts the articles with any of it, `n_paired` those of
        them that are one side of a translation pair.  A language without articles has no rows.

    Raises
    ------
    UsageError
        If `by` is not a field that can be compared.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": list("abcd"), "lang": ["en", "en", "zh", "zh"], "duplicate_of": ""})
    >>> mixtures = pd.DataFrame([[1, 0], [1, 0], [0, 1], [0, 1]], index=list("abcd"))
    >>> coverage(mixtures, articles)[["topic", "lang", "share", "n_documents"]].values.tolist()
    [[0, 'en', 1.0, 2], [0, 'zh', 0.0, 0], [1, 'en', 0.0, 0], [1, 'zh', 1.0, 2]]
    """
    found, tables = _measure(mixtures, articles, by, refits, policies, pairs), []
    for side, lang in enumerate(LANGS):
        shares = found.shares[lang]
        if shares.n:
            low, high = share_interval(shares, _between(found.refits[:, side]))
            tables.append(pd.DataFrame({by: found.names, "lang": lang, "share": shares.share.round(4), "low": low.round(4), "high": high.round(4),
                                        "n_documents": found.having[lang], "n_paired": found.paired[lang]}))
    table = pd.concat(tables) if tables else pd.DataFrame(columns=[by, *COVERAGE[1:], "n_paired"])
    return table.drop(columns="n_paired" if pairs is None else []).sort_values([by, "lang"], kind="stable", ignore_index=True)


def differences(mixtures: pd.DataFrame, articles: pd.DataFrame, *, by: str = "topic", refits: Sequence[pd.DataFrame] = (), policies: pd.DataFrame | None = None,
                pairs: pd.DataFrame | None = None, random_state: int = 0) -> pd.DataFrame:
    """English share less Chinese share, largest first, each with an interval and a verdict.

    Parameters
    ----------
    mixtures, articles, by, refits, policies, pairs
        As for `coverage`.
    random_state
        Seed of the permutations; what is counted, not shared, is tested exactly and needs none.

    Returns
    -------
    DataFrame
        `difference` in -1..1, positive where English covers more; `low` and `high` at 95 % (`intervals.difference_interval`); `p` two-sided from a
        permutation of the languages over the articles; `q` the same after Benjamini and Hochberg (1995) over the rows that at least 3 articles have,
        1 for the others; `verdict` is "English" or "Chinese" (q of 0.05 or less, and 0 outside the interval), "no clear difference", or "too few
        articles" (a row of fewer than 3, or under 8 in a language).  With `pairs`, `n_paired` counts the articles with it that are one side of a
        translation pair: both sides then say the same by design, which draws differences towards 0; the interval and the test take the articles for
        independent, and are too cautious for them.  Without articles in one of the languages there are no rows.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": list("abcd"), "lang": ["en", "en", "zh", "zh"], "duplicate_of": ""})
    >>> differences(pd.DataFrame([[1], [1], [0], [0]], index=list("abcd")), articles)[["difference", "verdict"]].values.tolist()
    [[1.0, 'too few articles']]
    """
    found = _measure(mixtures, articles, by, refits, policies, pairs)
    en, zh = (found.shares[lang] for lang in LANGS)
    columns = [by, *DIFFERENCES[1:], *([] if pairs is None else ["n_paired"])]
    if not en.n or not zh.n or not found.names:
        return pd.DataFrame(columns=columns)
    low, high = difference_interval(en, zh, _between(found.refits[:, 0] - found.refits[:, 1]))
    difference = en.share - zh.share
    if found.values:
        p = p_of_shares(found.values["en"], found.values["zh"], random_state)
    else:
        p = p_of_counts(found.having["en"], en.n, found.having["zh"], zh.n)
    tested = found.having["en"] + found.having["zh"] >= MIN_WITH
    q = np.ones(len(p))
    q[tested] = false_discovery_control(p[tested]) if tested.any() else q[tested]
    enough, clear = tested & (min(en.n, zh.n) >= MIN_ARTICLES), (q <= LEVEL_Q) & ((low > 0) | (high < 0))
    verdict = np.select([~enough, ~clear, difference > 0], ["too few articles", "no clear difference", "English"], "Chinese")
    table = pd.DataFrame({by: found.names, "difference": difference.round(4), "low": low.round(4), "high": high.round(4), "p": p.round(4), "q": q.round(4),
                          "verdict": verdict, "n_paired": found.paired["en"] + found.paired["zh"]})
    return table[columns].sort_values("difference", key=lambda d: -d.abs(), kind="stable", ignore_index=True)


def _measure(mixtures, articles, by, refits, policies, pairs):
    check_field(by)
    kept = rows_where(articles, articles.duplicate_of == "")
    langs = kept.set_index("doc_id").lang
    translated = set() if pairs is None else {doc_id for side in LANGS for doc_id in pairs.loc[pairs.kind == "translation", f"doc_id_{side}"]}
    if by == "topic":
        return _measure_topics(mixtures, langs, refits, translated)
    table = values_of(kept, by, policies)
    table = table.assign(lang=langs.loc[table.doc_id].to_numpy(), paired=table.doc_id.isin(translated))
    names = sorted(table.value.unique())
    having = {lang: table[table.lang == lang].groupby("value").size().reindex(names, fill_value=0).to_numpy() for lang in LANGS}
    paired = {lang: table[table.paired & (table.lang == lang)].groupby("value").size().reindex(names, fill_value=0).to_numpy() for lang in LANGS}
    shares = {lang: shares_of_counts(having[lang], int((langs == lang).sum())) for lang in LANGS}
    return _Measured(names, shares, having, paired, {}, np.zeros((0, 2, len(names))))


def _measure_topics(mixtures, langs, refits, translated):
    known = mixtures.index.intersection(langs.index, sort=False)
    ids = {lang: known[(langs.loc[known] == lang).to_numpy()] for lang in LANGS}
    values = {lang: mixtures.loc[ids[lang]].to_numpy(float) for lang in LANGS}
    having = {lang: (own > 0).sum(axis=0) for lang, own in values.items()}
    paired = {lang: (own[ids[lang].isin(translated)] > 0).sum(axis=0) for lang, own in values.items()}
    again = [[_mean(mixture.loc[mixture.index.intersection(ids[lang], sort=False)]) for lang in LANGS] for mixture in refits]
    return _Measured(list(mixtures.columns), {lang: shares_of(own) for lang, own in values.items()}, having, paired, values,
                     np.array(again).reshape(len(again), 2, mixtures.shape[1]))


def _mean(mixture):
    return mixture.to_numpy(float).mean(axis=0) if len(mixture) else np.zeros(mixture.shape[1])


def _between(refits):
    """Variance of each value between refits, from an array of shape (n_refits, n_values); 0 for fewer than two."""
    return refits.var(axis=0, ddof=1) if len(refits) > 1 else np.zeros(refits.shape[1])
