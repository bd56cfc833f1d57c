"""What was in the corpus when a report was made, small enough to keep beside it and to compare the next one with."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pandas as pd

from policyanalysis.corpus.load import Corpus, load_corpus
from policyanalysis.errors import PolicyAnalysisError

SHINGLE, SKETCH = 8, 64  # characters of a run, and how many runs (those with the smallest hashes) stand for a text
SAMPLED = 2000  # passages (those with the smallest hashes, so the same ones in every run) that tell which topic is which
TARGET = ["file", "line", "lang", "kind", "metric", "value", "unit", "comparator", "deadline", "sentence"]


def survey(path: str, topic_parameters: list[dict]) -> dict:
    """Hash, counts and snapshot of a corpus, as plain data; the topics once for each of the parameters given.

    Parameters
    ----------
    path
        The corpus.
    topic_parameters
        Arguments of `fit_topics`, such as ``[{"n_topics": 15, "random_state": 0}]``; `word_pairs` may stand beside them, whether words are paired by the
        corpus's translations, and `words`, a hash of the files they name.

    Examples
    --------
    >>> found = survey("data/sample", [])
    >>> found["counts"]["files"] == load_corpus("data/sample").counts["n_files"], sorted(found["snapshot"])
    (True, ['articles', 'targets', 'topics'])
    """
    corpus = load_corpus(path)
    counts = {"files": corpus.counts["n_files"], "articles": {"en": corpus.counts["n_en"], "zh": corpus.counts["n_zh"]}}
    topics = [{"parameters": parameters, "topics": _topics_snapshot(corpus, parameters)} for parameters in topic_parameters]
    certain = not (corpus.problems.severity == "error").any()  # a file that could not be read may be readable the next time
    return {"corpus_hash": corpus.hash, "certain": certain, "counts": counts, "snapshot": {"articles": _articles_snapshot(corpus.articles), "targets": _targets_snapshot(corpus), "topics": topics}}


def choose_snapshot(snapshot: dict, parameters: dict) -> dict:
    """The snapshot with the topics of one report's parameters alone.

    >>> fits = [{"parameters": {"n_topics": n}, "topics": [n]} for n in (8, 15)]
    >>> choose_snapshot({"articles": [], "topics": fits}, {"n_topics": 15})
    {'articles': [], 'topics': [15]}
    """
    return snapshot | {"topics": next(fit["topics"] for fit in snapshot["topics"] if fit["parameters"] == parameters)}


def _articles_snapshot(articles: pd.DataFrame) -> list[dict]:
    """One dictionary an article: file, title, lang, whether it repeats another, the hash of its text, and a sketch of it."""
    return [{"file": row.file, "title": row.title, "lang": row.lang, "repeats": row.duplicate_of != "", "text": digest(row.text), "sketch": sketch(row.text)}
            for row in articles.itertuples()]


def _targets_snapshot(corpus: Corpus) -> list[dict]:
    """One dictionary a target, with the columns `TARGET`; forecasts and facts are left out."""
    from policyanalysis.analysis.targets import find_targets

    targets = find_targets(corpus.unique_passages, corpus.articles, corpus.policies)
    return targets.loc[targets.kind == "target", TARGET].astype({"line": int, "value": float}).to_dict("records")


def _topics_snapshot(corpus: Corpus, parameters: dict) -> list[dict]:
    """One dictionary a topic: labels, terms, shares, and the hashes of the sampled passages that are on it."""
    from policyanalysis.kept import fit_topics

    try:
        result = fit_topics(corpus.unique_passages, aligned=corpus.aligned if parameters.get("word_pairs") else None,
                            **{name: value for name, value in parameters.items() if name not in ("words", "word_pairs")})
    except PolicyAnalysisError:  # nothing to find topics in
        return []
    hashes = pd.Series([digest(text) for text in result.passages.text])
    sampled = set(sorted(set(hashes))[:SAMPLED])
    own = {topic: sorted(set(hashes[(result.passages.topic == topic).to_numpy()]) & sampled) for topic in result.topics.topic}
    return [{"label_en": row.label_en, "label_zh": row.label_zh, "terms": [*row.terms_en.split(", "), *row.terms_zh.split("、")], "share_en": float(row.share_en),
             "share_zh": float(row.share_zh), "passages": own[row.topic]} for row in result.topics.itertuples()]


def digest(text: str) -> str:
    """Sixteen digits that stand for a text.

    >>> digest("a"), digest("a") == digest("b")
    ('ca978112ca1bbdca', False)
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def sketch(text: str) -> list[int]:
    """The smallest hashes of a text's runs of characters: texts that share most runs share most of these (Broder 1997).

    >>> len(sketch("到2030年，新型储能装机规模达到一亿千瓦。")), sketch("")
    (15, [])
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).lower())
    runs = {plain[i : i + SHINGLE] for i in range(max(len(plain) - SHINGLE + 1, 1 if plain else 0))}
    return sorted(int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=4).digest()) for run in runs)[:SKETCH]
