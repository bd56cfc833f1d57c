"""What only one language says, with the articles and paragraphs that show it."""

from __future__ import annotations

import pandas as pd

from policyanalysis.analysis.fields import check_field, topic_values, values_of
from policyanalysis.analysis.gaps import joined_pairs, printed_titles, stands_alone


def one_sided(articles: pd.DataFrame, by: str, *, mixtures: pd.DataFrame | None = None, policies: pd.DataFrame | None = None) -> pd.DataFrame:
    """Values of a field that only one language's articles have, with those articles' doc_ids.

    Parameters
    ----------
    articles
        The articles table; duplicates are left out.
    by
        One of `fields.COMPARED`; for "topic" give `mixtures`, for "policy" `policies`.  A topic is present where any passage of an article is on it.

    Returns
    -------
    DataFrame
        Columns `by`, lang, n_documents and doc_ids (joined by blanks), most articles first, then by name.  Without articles in one of the languages the
        other says everything alone.

    Examples
    --------
    >>> one_sided(pd.DataFrame({"doc_id": ["a", "b"], "lang": ["en", "zh"], "region": ["Hunan", ""], "duplicate_of": ""}), "region").values.tolist()
    [['Hunan', 'en', 1, 'a']]
    """
    check_field(by)
    kept = articles[articles.duplicate_of == ""]
    found = topic_values(mixtures, kept) if by == "topic" else values_of(kept, by, policies)
    langs, rows = kept.set_index("doc_id").lang, []
    for value, ids in found.groupby("value").doc_id:
        own = langs.loc[ids].unique()
        if len(own) == 1:
            rows.append((value, own[0], len(ids), " ".join(ids)))
    return pd.DataFrame(rows, columns=[by, "lang", "n_documents", "doc_ids"]).sort_values("n_documents", ascending=False, kind="stable", ignore_index=True)


def places(alone: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The rows of `one_sided`, each with its first article: title, file and line (0-based) in place of the doc_ids.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "title": ["Plan"], "file": ["f.txt"], "start_line": [4]})
    >>> places(pd.DataFrame({"region": ["Hunan"], "lang": ["en"], "n_documents": [1], "doc_ids": ["a"]}), articles).values.tolist()
    [['Hunan', 'en', 1, 'Plan', 'f.txt', 4]]
    """
    first = articles.set_index("doc_id").loc[[ids.split()[0] for ids in alone.doc_ids]]
    return alone.drop(columns="doc_ids").assign(title=first.title.to_numpy(), file=first.file.to_numpy(), line=first.start_line.to_numpy())


def articles_on(mixtures: pd.DataFrame, articles: pd.DataFrame, topics: list[int], most: int = 8) -> pd.DataFrame:
    """The articles that make up the shares of topics: in each language those with most on it.

    Returns
    -------
    DataFrame
        Columns topic, lang, share (of the article's passages on the topic, 0..1), title, file and line (0-based), at most `most` rows a topic and language; topics
        in the order given.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "lang": "en", "title": ["Plan", "Fund"], "file": "f.txt", "start_line": [4, 9]})
    >>> articles_on(pd.DataFrame({0: [0.2, 1.0]}, index=["a", "b"]), articles, [0]).values.tolist()
    [[0, 'en', 1.0, 'Fund', 'f.txt', 9], [0, 'en', 0.2, 'Plan', 'f.txt', 4]]
    """
    known = articles.set_index("doc_id").loc[mixtures.index, ["lang", "title", "file", "start_line"]].rename(columns={"start_line": "line"})
    tables = [known.assign(topic=topic, share=mixtures[topic].round(2))[mixtures[topic] > 0].sort_values(["lang", "share"], ascending=[True, False], kind="stable").groupby("lang").head(most)
              for topic in topics]
    columns = ["topic", "lang", "share", "title", "file", "line"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def without_counterpart(aligned: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Paragraphs of translation pairs that nothing in the other article corresponds to: those that the audit calls missing for it.

    Parameters
    ----------
    aligned, articles
        The tables `Corpus.aligned` and `Corpus.articles`; see `gaps.joined_pairs` for what is one pair of paragraphs although it was not aligned.

    Returns
    -------
    DataFrame
        Columns doc_id_en, doc_id_zh, lang (of the paragraph), file, line (0-based) and text, in the order of the texts.

    Examples
    --------
    >>> row = {"doc_id_en": "a", "doc_id_zh": "b", "file_en": "f", "line_en": 3, "file_zh": "g", "line_zh": None, "text_en": "Only here.", "text_zh": ""}
    >>> without_counterpart(pd.DataFrame([row])).values.tolist()
    [['a', 'b', 'en', 'f', 3, 'Only here.']]
    """
    titles = printed_titles(articles)
    alone = [row for rows, ratio in joined_pairs(aligned, articles) for row in rows if stands_alone(row, ratio, titles)]
    rows = [(row.doc_id_en, row.doc_id_zh, *(("en", row.file_en, row.line_en, row.text_en) if row.text_en else ("zh", row.file_zh, row.line_zh, row.text_zh))) for row in alone]
    return pd.DataFrame(rows, columns=["doc_id_en", "doc_id_zh", "lang", "file", "line", "text"]).astype({"line": int})
