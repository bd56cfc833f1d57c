"""What each language covers: shares of articles with intervals, and the differences between the languages."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import false_discovery_control

from policyanalysis.corpus.metadata import BODIES_SEPARATOR
from policyanalysis.errors import UsageError

COVERAGE = ["topic", "lang", "share", "low", "high", "n_documents"]
DIFFERENCES = ["topic", "difference", "low", "high", "p", "q", "verdict"]
N_RESAMPLES = 2000
LEVEL = 0.95
MIN_WITH = 3  # articles with a value, under which it is not tested: one or two decide nothing
MIN_ARTICLES = 8  # in each language, under which a difference is not judged
FIELDS = ("topic", "source", "issuer", "region", "section", "file")


def coverage(mixtures: pd.DataFrame, articles: pd.DataFrame, *, by: str = "topic", random_state: int = 0) -> pd.DataFrame:
    """Share of each language's articles on each topic, or with each value of a metadata field.

    Parameters
    ----------
    mixtures
        Share of each article's passages on each topic: one row a doc_id, one column a topic.
    articles
        With columns doc_id, lang, duplicate_of and the field; duplicates are left out.
    by
        "topic", or a metadata field of articles; an article whose field is empty counts in the total alone.
    random_state
        Seed of the bootstrap.

    Returns
    -------
    DataFrame
        Columns `COVERAGE` (with `by` in place of topic).  `share` is the mean over articles, 0..1; `low` and `high` bound it at 95 % by the
        percentile bootstrap over articles (Efron 1979), so that a long article counts no more than a short one; where no article (or every one) has it,
        resampling cannot tell, and the exact binomial bound is given.  `n_documents` counts the articles with any passage on it.  A language without
        articles has no rows.

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
    presence, langs = _presence(mixtures, articles, by)
    rows = []
    for lang in ("en", "zh"):
        own = presence[langs == lang].to_numpy(float)
        if not len(own):
            continue
        low, high = np.quantile(_bootstrap(own, random_state), [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
        edge = 1 - ((1 - LEVEL) / 2) ** (1 / len(own))
        high, low = np.where(own.max(axis=0) == 0, edge, high), np.where(own.min(axis=0) == 1, 1 - edge, low)
        for number, name in enumerate(presence.columns):
            share = own[:, number].mean()
            rows.append((name, lang, round(share, 4), round(low[number], 4), round(high[number], 4), int((own[:, number] > 0).sum())))
    table = pd.DataFrame(rows, columns=[by, *COVERAGE[1:]])
    return table.sort_values([by, "lang"], kind="stable", ignore_index=True)


def differences(mixtures: pd.DataFrame, articles: pd.DataFrame, *, by: str = "topic", random_state: int = 0) -> pd.DataFrame:
    """English share less Chinese share, largest first, each with an interval and a verdict.

    Parameters
    ----------
    mixtures, articles, by, random_state
        As for `coverage`.

    Returns
    -------
    DataFrame
        `difference` in -1..1, positive where English covers more; `low` and `high` at 95 % by the bootstrap over articles; `p` two-sided from a
        permutation of the languages over the articles; `q` the same after Benjamini and Hochberg (1995) over the rows that at least 3 articles have;
        `verdict` is "English", "Chinese", "no clear difference" (q above 0.05) or "too few articles" (a row of fewer than 3, or under 8 in a language).  That topics are themselves estimated is
        not in these intervals.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": list("abcd"), "lang": ["en", "en", "zh", "zh"], "duplicate_of": ""})
    >>> differences(pd.DataFrame([[1], [1], [0], [0]], index=list("abcd")), articles)[["difference", "verdict"]].values.tolist()
    [[1.0, 'too few articles']]
    """
    presence, langs = _presence(mixtures, articles, by)
    en, zh = presence[langs == "en"].to_numpy(float), presence[langs == "zh"].to_numpy(float)
    if not len(en) or not len(zh) or not presence.shape[1]:
        return pd.DataFrame(columns=[by, *DIFFERENCES[1:]])
    difference = en.mean(axis=0) - zh.mean(axis=0)
    draws = _bootstrap(en, random_state) - _bootstrap(zh, random_state + 1)
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    p = _permutation_p(np.vstack([en, zh]), len(en), np.abs(difference), random_state)
    tested = (np.vstack([en, zh]) > 0).sum(axis=0) >= MIN_WITH
    q = np.ones(len(p))
    q[tested] = false_discovery_control(p[tested]) if tested.any() else q[tested]
    enough = tested & (min(len(en), len(zh)) >= MIN_ARTICLES)
    verdict = ["too few articles" if not enough[i] else "no clear difference" if q[i] > 0.05 else "English" if d > 0 else "Chinese" for i, d in enumerate(difference)]
    table = pd.DataFrame({by: presence.columns, "difference": difference.round(4), "low": low.round(4), "high": high.round(4), "p": p.round(4), "q": q.round(4),
                          "verdict": verdict})
    return table.sort_values("difference", key=lambda d: -d.abs(), kind="stable", ignore_index=True)


def one_sided(articles: pd.DataFrame, by: str) -> pd.DataFrame:
    """Values of a metadata field that only one language's articles have, with those articles' doc_ids.

    Examples
    --------
    >>> one_sided(pd.DataFrame({"doc_id": ["a", "b"], "lang": ["en", "zh"], "region": ["Hunan", ""], "duplicate_of": ""}), "region").values.tolist()
    [['Hunan', 'en', 1, 'a']]
    """
    _check_field(by)
    kept = articles[(articles.duplicate_of == "") & (articles[by] != "")]
    rows = []
    for value, group in one_value_each(kept, by).groupby(by):
        if group.lang.nunique() == 1:
            rows.append((value, group.lang.iloc[0], len(group), " ".join(group.doc_id)))
    return pd.DataFrame(rows, columns=[by, "lang", "n_documents", "doc_ids"]).sort_values("n_documents", ascending=False, kind="stable", ignore_index=True)


def policies_of(policies: pd.DataFrame, doc_ids) -> pd.DataFrame:
    """The policy documents that any of these articles names.

    Examples
    --------
    >>> table = pd.DataFrame({"policy": ["p1", "p2"], "doc_ids_en": [["a"], []], "doc_ids_zh": [[], ["b"]]})
    >>> policies_of(table, ["b"]).policy.tolist(), len(policies_of(table.head(0), ["b"]))
    (['p2'], 0)
    """
    wanted = set(doc_ids)
    named = [not wanted.isdisjoint([*en, *zh]) for en, zh in zip(policies.doc_ids_en, policies.doc_ids_zh)]
    return policies.loc[np.array(named, dtype=bool)]


def stated_by_one_language(targets: pd.DataFrame) -> pd.DataFrame:
    """Targets whose value and unit stand in no row of the other language.

    Examples
    --------
    >>> table = pd.DataFrame({"lang": ["en", "zh", "zh"], "value": [7e12, 7e12, 20.0], "unit": ["yuan", "yuan", "%"]})
    >>> stated_by_one_language(table).value.tolist()
    [20.0]
    """
    said = {lang: set(own[["value", "unit"]].itertuples(index=False, name=None)) for lang, own in targets.groupby("lang")}
    alone = [not any((value, unit) in said[other] for other in said if other != lang) for lang, value, unit in zip(targets.lang, targets.value, targets.unit)]
    return targets.loc[np.array(alone, dtype=bool)]


def _check_field(by):
    if by not in FIELDS:
        raise UsageError(f"by={by!r} cannot be compared; use one of {', '.join(FIELDS)}")


def _presence(mixtures, articles, by):
    """Share of each article on each value (one row a kept article), and the articles' languages."""
    _check_field(by)
    kept = articles[articles.duplicate_of == ""].set_index("doc_id")
    if by == "topic":
        return mixtures.loc[mixtures.index.intersection(kept.index, sort=False)], kept.lang.loc[mixtures.index.intersection(kept.index, sort=False)]
    values = one_value_each(kept, by)[by]
    return pd.get_dummies(values.where(values != ""), dtype=float).groupby(level=0, sort=False).max(), kept.lang


def one_value_each(articles: pd.DataFrame, by: str) -> pd.DataFrame:
    """The articles with one row for each value of a field: an article that several bodies issued counts for each of them.

    Examples
    --------
    >>> one_value_each(pd.DataFrame({"doc_id": ["a"], "issuer": ["Ministry of Finance; Ministry of Commerce"]}), "issuer").issuer.tolist()
    ['Ministry of Finance', 'Ministry of Commerce']
    """
    return articles.assign(issuer=articles.issuer.str.split(BODIES_SEPARATOR)).explode("issuer") if by == "issuer" else articles


def _bootstrap(values, random_state):
    """Means of resampled rows, shape (N_RESAMPLES, n_columns)."""
    if not len(values):
        return np.zeros((N_RESAMPLES, values.shape[1]))
    weights = np.random.default_rng(random_state).multinomial(len(values), np.full(len(values), 1 / len(values)), size=N_RESAMPLES)
    return weights @ values / len(values)


def _permutation_p(values, n_first, observed, random_state):
    rng, extreme = np.random.default_rng(random_state + 2), np.ones(values.shape[1])
    draws = int(np.clip(400 * values.shape[1], N_RESAMPLES, 20_000))  # so that the smallest p can survive the correction for all rows
    for _ in range(draws):
        order = rng.permutation(len(values))
        difference = values[order[:n_first]].mean(axis=0) - values[order[n_first:]].mean(axis=0)
        extreme += np.abs(difference) >= observed - 1e-12
    return extreme / (draws + 1)
