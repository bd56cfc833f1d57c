"""What articles are about, again and again: their mixtures after the topics were estimated anew (method of composition)."""

from __future__ import annotations

import pandas as pd

from policyanalysis.analysis.topics import TopicResult, mixtures_of

N_REFITS = 10  # the same that tell a topic's stability


def refit_mixtures(result: TopicResult, n_refits: int = N_REFITS) -> list[pd.DataFrame]:
    """Mixtures of the articles that topics were found from, as in `TopicResult.mixtures`, by topics that were found again in resampled articles.

    Examples
    --------
    >>> from policyanalysis.analysis.topics import fit_topics
    >>> rows = [(f"d{i}", "en", ("hydrogen fuel cell", "pension fund")[i % 2]) for i in range(12)]
    >>> refits = refit_mixtures(fit_topics(pd.DataFrame(rows, columns=["doc_id", "lang", "text"]), n_topics=2), 3)
    >>> len(refits), refits[0].sum(axis=1).unique().tolist()
    (3, [1.0])
    """
    refits, doc_ids = result.model.refits(n_refits) if result.again is None else result.again.T[:n_refits], result.passages.doc_id.iloc[result.sampled]
    return [mixtures_of(labels, doc_ids, result.model.n_topics) for labels in refits]
