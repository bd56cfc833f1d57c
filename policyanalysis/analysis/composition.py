"""What articles are about, again and again: their mixtures after the topics were estimated anew (method of composition)."""

from __future__ import annotations

import numpy as np
import pandas as pd

from policyanalysis.analysis.topics import TopicResult

N_REFITS = 10  # the same that tell a topic's stability


def refit_mixtures(result: TopicResult, n_refits: int = N_REFITS) -> list[pd.DataFrame]:
    """Mixtures of the articles, as in `TopicResult.mixtures`, by topics that were found again in resampled articles.

    Examples
    --------
    >>> from policyanalysis.analysis.topics import fit_topics
    >>> rows = [(f"d{i}", "en", ("hydrogen fuel cell", "pension fund")[i % 2]) for i in range(12)]
    >>> refits = refit_mixtures(fit_topics(pd.DataFrame(rows, columns=["doc_id", "lang", "text"]), n_topics=2), 3)
    >>> len(refits), refits[0].sum(axis=1).unique().tolist()
    (3, [1.0])
    """
    return [mixtures_of(labels, result.passages.doc_id, result.model.n_topics) for labels in result.model.refits(n_refits)]


def mixtures_of(labels: np.ndarray, doc_ids: pd.Series, n_topics: int) -> pd.DataFrame:
    """Share of each article's passages on each topic: one row a doc_id in the order of the passages, one column a topic.

    >>> mixtures_of(np.array([0, 1, 1]), pd.Series(["a", "a", "b"]), 2).values.tolist()
    [[0.5, 0.5], [0.0, 1.0]]
    """
    documents, names = pd.factorize(doc_ids)
    counts = np.bincount(documents * n_topics + labels, minlength=len(names) * n_topics).reshape(len(names), n_topics)
    return pd.DataFrame(counts / counts.sum(axis=1, keepdims=True), index=pd.Index(names, name="doc_id"), columns=range(n_topics))
