"""Words that set one group of articles apart from the others of its language."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from scipy.stats import norm

from policyanalysis.analysis.coverage import FIELDS, one_value_each
from policyanalysis.errors import UsageError
from policyanalysis.language.tokens import tokenize

KEYNESS = ["term", "lang", "group", "score", "low", "high", "n_target", "n_reference"]
PRIOR = 0.1  # pseudo-counts a word gets for each time it occurs per 100 words of the whole: keeps rare words from leading
MIN_TOTAL = 4  # occurrences
TOP_N = 20
MIN_WORDS = 50  # of a group; under it nothing is compared


def keyness(articles: pd.DataFrame, *, by: str = "file", top_n: int = TOP_N) -> pd.DataFrame:
    """Log-odds with an informative Dirichlet prior between each group and the rest of its language (Monroe, Colaresi and Quinn 2008, eq. 16-22).

    Parameters
    ----------
    articles
        With columns text, lang, duplicate_of and the field; duplicates are left out.
    by
        Metadata field that makes the groups: "file", "source", "issuer", "region" or "section".
    top_n
        Terms listed for each group, highest lower bound first.

    Returns
    -------
    DataFrame
        Columns `KEYNESS`.  `score` is the log-odds ratio, positive where the group uses the term more; `low` and `high` bound it at 95 %; `n_target`
        and `n_reference` count its occurrences in the group and outside.  Groups without a counterpart in their language have no rows.  Never
        compared across languages: counts of words of two languages say nothing about each other.

    Examples
    --------
    >>> rows = [("a", "hydrogen fuel " * 30), ("b", "pension fund " * 30)]
    >>> table = pd.DataFrame([(f, t, "en", "") for f, t in rows], columns=["file", "text", "lang", "duplicate_of"])
    >>> keyness(table, top_n=1)[["term", "group"]].values.tolist()
    [['fuel', 'a'], ['fund', 'b']]
    """
    if by not in FIELDS[1:]:
        raise UsageError(f"by={by!r} cannot group articles; use one of {', '.join(FIELDS[1:])}")
    kept = articles[(articles.duplicate_of == "") & (articles[by] != "")]
    rows = []
    for lang, own in kept.groupby("lang"):
        words = {i: Counter(tokenize(text, lang)) for i, text in own.text.items()}
        counts = {group: sum((words[i] for i in members), Counter()) for group, members in one_value_each(own, by).groupby(by).groups.items()}
        total = sum(words.values(), Counter())
        for group, target in counts.items():
            if target.total() >= MIN_WORDS and (total - target).total() >= MIN_WORDS:
                rows += [(term, lang, group, *values) for term, *values in _compare(target, total, top_n)]
    return pd.DataFrame(rows, columns=KEYNESS)


def _compare(target, total, top_n):
    terms = sorted(term for term, n in total.items() if n >= MIN_TOTAL and target[term])
    if not terms:
        return []
    y, all_ = np.array([target[t] for t in terms], float), np.array([total[t] for t in terms], float)
    prior = PRIOR * 100 * all_ / total.total() + 0.01
    prior_sum, n_target, n_rest = PRIOR * 100 + 0.01 * len(total), target.total(), total.total() - target.total()
    rest = all_ - y
    score = np.log((y + prior) / (n_target + prior_sum - y - prior)) - np.log((rest + prior) / (n_rest + prior_sum - rest - prior))
    margin = norm.ppf(0.975) * np.sqrt(1 / (y + prior) + 1 / (rest + prior))
    best = [i for i in np.argsort(-(score - margin), kind="stable")[:top_n] if score[i] > 0]
    return [(terms[i], round(score[i], 4), round(score[i] - margin[i], 4), round(score[i] + margin[i], 4), int(y[i]), int(rest[i])) for i in best]
