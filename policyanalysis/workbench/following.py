"""One topic, or one policy document, through all articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from policyanalysis.analysis.passage_index import PassageIndex, index_passages
from policyanalysis.corpus.load import Corpus
from policyanalysis.errors import UsageError
from policyanalysis.language.lexicon import gloss

if TYPE_CHECKING:
    from policyanalysis.analysis.topics import TopicResult

CITATIONS = ["date", "lang", "source", "title", "file", "line", "text", "doc_id"]
TIMELINE = ["month", "lang", "n_documents", "n_dated", "share"]
WORDS = ["lang", "term", "gloss"]


def topic_words(result: TopicResult, topic: int, *, top_n: int = 15) -> pd.DataFrame:
    """The terms that make a topic, in each language, with a rendering in the other.

    Parameters
    ----------
    result, topic
        As `fit_topics` gives it, and one of its topics.
    top_n
        Terms of each language, the strongest first.

    Returns
    -------
    DataFrame
        Columns `WORDS`; `gloss` is empty where neither glossary nor dictionary has a rendering.

    Examples
    --------
    >>> from policyanalysis import fit_topics
    >>> words = {"en": ["hydrogen fuel cell vehicle", "pension fund insurance"], "zh": ["氢能燃料电池汽车", "养老保险基金"]}
    >>> rows = [(f"{lang}{i}{j}", lang, text) for lang in words for i, text in enumerate(words[lang]) for j in range(6)]
    >>> result = fit_topics(pd.DataFrame(rows, columns=["doc_id", "lang", "text"]), n_topics=2)
    >>> topic_words(result, 0).lang.drop_duplicates().tolist()
    ['en', 'zh']
    """
    check_topic(result, topic)
    return pd.DataFrame([(lang, term, gloss(term, lang)) for lang in ("en", "zh") for term in result.model.top_words(topic, lang, top_n)], columns=WORDS)


def topic_timeline(result: TopicResult, articles: pd.DataFrame, topic: int) -> pd.DataFrame:
    """Dated articles on a topic by month and language.

    Parameters
    ----------
    result, topic
        As `fit_topics` gives it, and one of its topics.
    articles
        The articles table; repeats and articles whose date says no month are left out.

    Returns
    -------
    DataFrame
        Columns `TIMELINE`: `n_documents` counts the articles with a passage on the topic, `n_dated` all dated articles of the month and language, `share`
        (0..1) is the mean share of their passages on the topic.  Months without an article have no row.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> result = SimpleNamespace(mixtures=pd.DataFrame({0: [1.0, 0.5], 1: [0.0, 0.5]}, index=["a", "b"]))
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "lang": "en", "date": ["2024-05-01", "2024-05-20"], "duplicate_of": ""})
    >>> topic_timeline(result, articles, 1).values.tolist()
    [['2024-05', 'en', 1, 2, 0.25]]
    """
    check_topic(result, topic)
    kept = articles[(articles.duplicate_of == "") & (articles.date.str.len() >= 7) & articles.doc_id.isin(result.mixtures.index)]
    shares = pd.DataFrame({"month": kept.date.str[:7], "lang": kept.lang, "share": result.mixtures.loc[kept.doc_id, topic].to_numpy()})
    table = shares.groupby(["month", "lang"]).share.agg(n_documents=lambda own: int((own > 0).sum()), n_dated="size", share="mean").reset_index()
    return table.round({"share": 4})[TIMELINE]


def follow_policy(corpus: Corpus, policy: str, *, index: PassageIndex | None = None) -> pd.DataFrame:
    """The paragraphs that cite a policy document, oldest first.

    Parameters
    ----------
    corpus
        As `load_corpus` gives it.
    policy
        Its name in the policies table ("p003").
    index
        The index of the corpus's passages, when there is one.

    Returns
    -------
    DataFrame
        Columns `CITATIONS`, undated articles last; where no paragraph prints the title or number in full (a short name, a headline) the article has one
        row with its first line and an empty text.

    Raises
    ------
    UsageError
        If there is no such policy.

    Examples
    --------
    >>> from policyanalysis import load_corpus
    >>> corpus = load_corpus("data/sample")
    >>> follow_policy(corpus, corpus.policies.policy[0]).columns.tolist()
    ['date', 'lang', 'source', 'title', 'file', 'line', 'text', 'doc_id']
    """
    named = corpus.policies[corpus.policies.policy == policy]
    if named.empty:
        raise UsageError(f"there is no policy {policy!r}; the column policy of the policies names them")
    document, index = named.iloc[0], index or index_passages(corpus.unique_passages)
    citing = corpus.articles[corpus.articles.doc_id.isin([*document.doc_ids_en, *document.doc_ids_zh])]
    rows = sorted({row for form in (document.title_en, document.title_zh, document.doc_number) if form for row in index.find(form)[:, 0].tolist()})
    places = index.passages.iloc[rows][["doc_id", "line", "text"]]
    table = citing.drop(columns="text").merge(places, on="doc_id", how="left")
    table = table.assign(line=table.line.fillna(table.start_line).astype("int64"), text=table.text.fillna(""), undated=table.date == "")
    return table.sort_values(["undated", "date", "file", "line"], kind="stable", ignore_index=True)[CITATIONS]


def check_topic(result: TopicResult, topic: int) -> None:
    """Raise `UsageError` for a topic that there is not.

    >>> from types import SimpleNamespace
    >>> check_topic(SimpleNamespace(mixtures=pd.DataFrame({0: [1.0]})), 4)
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: there is no topic 4; the topics are 0 to 0
    """
    if topic not in result.mixtures.columns:
        raise UsageError(f"there is no topic {topic!r}; the topics are {result.mixtures.columns.min()} to {result.mixtures.columns.max()}")
