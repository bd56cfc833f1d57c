"""How many topics: coherence, exclusivity and stability of several numbers of topics over the same passages, and the rule that takes one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.common_space import LANGS
from policyanalysis.errors import UsageError

AUTO = "auto"
CANDIDATES = (3, 5, 8, 10, 12, 15, 20, 25, 30, 40)
PER_TOPIC = 4  # passages that a topic needs at least
COLUMNS = ["n_topics", "coherence", "exclusivity", "stability", "n_reliable", "chosen"]
RELIABLE = 0.5  # stability under which a topic is not to be relied on
NEARLY = 0.05  # of stability, that two numbers of topics differ by when only the seed changes
RULE = (f"Of the numbers whose topics come back nearly as well as the best (mean stability within {NEARLY}), the largest is taken. Coherence and exclusivity "
        "are no part of the rule: with more topics the one rises and the other falls, whatever the corpus.")


def compare_numbers(model: BilingualTopics, words: dict[str, list[set[str]]], top_n: int = 10, candidates: list[int] | None = None) -> pd.DataFrame:
    """Compare numbers of topics in the space of a fitted model.

    Parameters
    ----------
    model
        Fitted on any number of topics.
    words
        Sets of words of the articles of each language.
    top_n
        Terms looked at for each topic and language.
    candidates
        Numbers to compare, 2 or more each; by default those of `CANDIDATES` that leave four passages for each topic.

    Returns
    -------
    DataFrame
        One row a number: `coherence` is the mean NPMI of the terms over articles (-1..1), `exclusivity` the mean share of the passages with a term
        that are on its topic (0..1), `stability` the mean over topics of `BilingualTopics.stability` (0..1), `n_reliable` the topics with a stability
        of 0.5 or more, and `chosen` marks one row by `RULE`.

    Raises
    ------
    UsageError
        If a candidate is under 2 or over the number of passages.

    Examples
    --------
    >>> from policyanalysis.analysis.bilingual_topics import BilingualTopics
    >>> words = [["hydrogen", "fuel"], ["pension", "fund"], ["氢能", "燃料"], ["养老", "保险"]] * 4
    >>> langs = ["en", "en", "zh", "zh"] * 4
    >>> model = BilingualTopics(n_topics=2).fit(words, langs, [str(at) for at in range(16)])
    >>> compare_numbers(model, {"en": [set(words[0])], "zh": [set(words[2])]}, candidates=[2, 3]).n_topics.tolist()
    [2, 3]
    """
    most = len(model.points_) // PER_TOPIC
    numbers = sorted(set(candidates)) if candidates is not None else [n for n in CANDIDATES if n <= most] or [max(1, most)]
    if wrong := [n for n in numbers if candidates is not None and not 2 <= n <= len(model.points_)]:
        raise UsageError(f"{wrong[0]} topics cannot be compared on {len(model.points_)} passages; use 2 to {len(model.points_)}")
    rows = []
    for n_topics in numbers:
        cut = model.recut(n_topics)
        stability = cut.stability()
        rows.append((n_topics, _coherence(cut, words, top_n), _exclusivity(cut, top_n), float(stability.mean()), int((stability >= RELIABLE).sum())))
    table = pd.DataFrame(rows, columns=COLUMNS[:5])
    table["chosen"] = table.index == table.index[table.stability.round(9) >= round(table.stability.max() - NEARLY, 9)][-1]
    return table.round(4)


def _coherence(model, words, top_n):
    scores = [npmi(model.top_words(topic, lang, top_n), words[lang]) for topic in range(model.n_topics) for lang in LANGS]
    return float(np.nanmean(scores)) if not np.isnan(scores).all() else 0.0


def _exclusivity(model, top_n):
    shares = []
    for lang in LANGS:
        labels, columns = model.labels_[model.langs_ == lang], {word: number for number, word in enumerate(model.vocabulary_[lang])}
        for topic in range(model.n_topics):
            terms = [columns[word] for word in model.top_words(topic, lang, top_n)]
            having = model.present(lang)[:, terms]
            shares += (having[labels == topic].sum(axis=0) / np.maximum(having.sum(axis=0), 1)).tolist()
    return float(np.mean(shares)) if shares else 0.0


def npmi(terms: list[str], documents: list[set[str]]) -> float:
    """Mean normalised pointwise mutual information of the pairs of terms over documents (Bouma 2009); a pair never seen together counts -1.

    NaN for fewer than two terms or no documents.

    >>> npmi(["a", "b"], [{"a", "b"}, {"c"}]), npmi(["a", "b"], [{"a"}, {"b"}]), npmi(["a"], [{"a"}])
    (1.0, -1.0, nan)
    """
    scores, n = [], len(documents)
    having = {term: {i for i, document in enumerate(documents) if term in document} for term in terms}
    for number, a in enumerate(terms):
        for b in terms[number + 1 :]:
            both = len(having[a] & having[b])
            if not both:
                scores.append(-1.0)
            elif both == n:
                scores.append(1.0)
            else:
                joint = both / n
                scores.append(np.log(joint / (len(having[a]) / n * len(having[b]) / n)) / -np.log(joint))
    return float(np.mean(scores)) if scores and n else float("nan")
