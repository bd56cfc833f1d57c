"""Words that set one group of articles apart from the others of its language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy.special import xlogy
from scipy.stats import norm

from policyanalysis.analysis.fields import FIELDS, check_field, values_of
from policyanalysis.errors import UsageError
from policyanalysis.language.tokens import tokenize_all

KEYNESS = ["term", "lang", "group", "score", "low", "high", "n_target", "n_reference", "g2", "n_articles"]
GROUPS = (*FIELDS, "period", "paired")
PRIOR = 0.1  # pseudo-counts a word gets for each time it occurs per 100 words of the whole: keeps rare words from leading
MIN_TOTAL = 4  # occurrences
TOP_N = 20
MIN_WORDS = 50  # of a group; under it nothing is compared
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def keyness(articles: pd.DataFrame, *, by: str = "file", top_n: int = TOP_N, since: str = "", pairs: pd.DataFrame | None = None) -> pd.DataFrame:
    """Log-odds with an informative Dirichlet prior between each group and the rest of its language (Monroe, Colaresi and Quinn 2008, eq. 16-22).

    Parameters
    ----------
    articles
        With columns doc_id, text, lang, duplicate_of and the field; duplicates are left out, and articles that are in no group.
    by
        What makes the groups: "file", "source", "issuer", "region", "section", "period" (before a day and from it on; undated articles are in neither)
        or "paired" (one side of a translation pair or not).
    top_n
        Terms listed for each group, highest lower bound first, then by the alphabet.
    since
        ISO day that parts the periods; by default the middle one of the dated articles.
    pairs
        The pairs table, for "paired".

    Returns
    -------
    DataFrame
        Columns `KEYNESS`.  `score` is the log-odds ratio, positive where the group uses the term more, and only such terms are listed; `low` and `high`
        bound it at 95 %; `n_target` and `n_reference` count its occurrences in the group and outside; `g2` is `log_likelihood`, by another count of the
        same evidence; `n_articles` the articles of the group that use it, for both statistics take words for independent: a term that one article
        repeats says little about its group, and all terms of a group of one article are of that kind.  A group of fewer than 50 words, or one with
        fewer than 50 words beside it in its language, has no rows.  Never compared across languages: counts of words of two languages say nothing
        about each other.

    Raises
    ------
    UsageError
        If `by` makes no groups, or `since` is not a day.

    Examples
    --------
    >>> rows = [("d1", "a", "hydrogen fuel " * 30), ("d2", "b", "pension fund " * 30)]
    >>> table = pd.DataFrame([(d, f, t, "en", "") for d, f, t in rows], columns=["doc_id", "file", "text", "lang", "duplicate_of"])
    >>> keyness(table, top_n=1)[["term", "group"]].values.tolist()
    [['fuel', 'a'], ['fund', 'b']]
    """
    check_field(by, GROUPS, "group articles")
    kept, rows = articles[articles.duplicate_of == ""], []
    groups = groups_of(kept, by, since, pairs)
    for lang, own in kept[kept.doc_id.isin(groups.doc_id)].groupby("lang"):
        words = dict(zip(own.doc_id, map(Counter, tokenize_all(own.text, [lang] * len(own)))))
        total = _added(words.values())
        for group, ids in groups[groups.doc_id.isin(own.doc_id)].groupby("value").doc_id:
            target = _added(words[doc_id] for doc_id in ids)
            if min(target.total(), total.total() - target.total()) >= MIN_WORDS:
                using = Counter(term for doc_id in ids for term in words[doc_id])
                rows += [(term, lang, group, *values, using[term]) for term, *values in _compare(target, total, top_n)]
    return pd.DataFrame(rows, columns=KEYNESS)


def groups_of(articles: pd.DataFrame, by: str, since: str = "", pairs: pd.DataFrame | None = None) -> pd.DataFrame:
    """The group or groups that each article is in: columns doc_id and value.

    Examples
    --------
    >>> groups_of(pd.DataFrame({"doc_id": ["a", "b", "c"], "date": ["2024-01-31", "2024-02-01", ""]}), "period", "2024-02-01").value.tolist()
    ['before 2024-02-01', 'from 2024-02-01 on']
    """
    if by == "period":
        if since and not DAY.fullmatch(since):
            raise UsageError(f"since={since!r} is not a day; give one as 2024-12-31")
        dated = articles[articles.date != ""]
        since = since or (sorted(dated.date)[len(dated) // 2] if len(dated) else "")
        return pd.DataFrame({"doc_id": dated.doc_id, "value": np.where(dated.date < since, f"before {since}", f"from {since} on")})
    if by == "paired":
        translated = set() if pairs is None else {*pairs.loc[pairs.kind == "translation", ["doc_id_en", "doc_id_zh"]].to_numpy().ravel()}
        return pd.DataFrame({"doc_id": articles.doc_id, "value": np.where(articles.doc_id.isin(translated), "in a translation pair", "in no pair")})
    return values_of(articles, by)


def log_odds(target: np.ndarray, reference: np.ndarray, prior: np.ndarray, n_target: float, n_reference: float, n_prior: float) -> tuple[np.ndarray, np.ndarray]:
    """Log-odds ratio of terms with a Dirichlet prior, and its standard error.

    Parameters
    ----------
    target, reference, prior
        Occurrences of each term in the group and outside, and its pseudo-count, which is above 0.
    n_target, n_reference, n_prior
        The same of all terms.

    Examples
    --------
    >>> score, error = log_odds(np.array([9.0]), np.array([0.0]), np.array([1.0]), 99, 99, 2)
    >>> score.round(3).tolist(), error.round(3).tolist()
    ([2.397], [1.049])
    """
    score = np.log((target + prior) / (n_target + n_prior - target - prior)) - np.log((reference + prior) / (n_reference + n_prior - reference - prior))
    return score, np.sqrt(1 / (target + prior) + 1 / (reference + prior))


def log_likelihood(target: np.ndarray, reference: np.ndarray, n_target: float, n_reference: float) -> np.ndarray:
    """Log-likelihood ratio G2 of terms (Dunning 1993, Computational Linguistics 19), signed, as quanteda.textstats computes it by default.

    From the table of the term and all other words in the group and outside.  Positive where the group uses the term more than expected, else negative;
    Yates' correction (each cell half an occurrence nearer to what is expected) where an expected cell is under 5 and the correction does not turn the
    difference around; an empty cell adds nothing; 0 where the term, or a group, has no words at all.  From 3.84 on, p < 0.05 for one term looked at alone.

    Examples
    --------
    >>> log_likelihood(np.array([30.0, 10.0, 0.0]), np.array([10.0, 30.0, 0.0]), 100, 100).round(3).tolist()
    [12.972, -12.972, 0.0]
    """
    cells = np.array([target, reference, n_target - target, n_reference - reference], dtype=float)
    total = n_target + n_reference
    columns, sides = np.array([n_target, n_reference, n_target, n_reference], dtype=float)[:, None], cells[[0, 0, 2, 2]] + cells[[1, 1, 3, 3]]
    expected = columns * sides / max(total, 1)
    surplus = cells[0] - expected[0]
    small = (expected < 5).any(axis=0) & (np.abs(surplus) >= 0.5)
    observed = cells - np.where(small, 0.5, 0.0) * np.sign(cells - expected)
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=expected > 0)
    return 2 * xlogy(observed, ratio).sum(axis=0) * np.where(surplus > 0, 1.0, -1.0) + 0.0


def _added(counts: Iterable[Counter]) -> Counter:
    total: Counter = Counter()
    for own in counts:
        total.update(own)
    return total


def _compare(target, total, top_n):
    terms = sorted(term for term, n in total.items() if n >= MIN_TOTAL and target[term])
    if not terms:
        return []
    y, all_ = np.array([target[t] for t in terms], float), np.array([total[t] for t in terms], float)
    prior, n_target, n_rest = PRIOR * 100 * all_ / total.total() + 0.01, target.total(), total.total() - target.total()
    score, error = log_odds(y, all_ - y, prior, n_target, n_rest, PRIOR * 100 + 0.01 * len(total))
    low, high = score - norm.ppf(0.975) * error, score + norm.ppf(0.975) * error
    g2 = log_likelihood(y, all_ - y, n_target, n_rest)
    best = [i for i in np.argsort(-low, kind="stable")[:top_n] if score[i] > 0]
    return [(terms[i], round(score[i], 4), round(low[i], 4), round(high[i], 4), int(y[i]), int(all_[i] - y[i]), round(g2[i], 4)) for i in best]
