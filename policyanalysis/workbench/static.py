"""The workbench as plain HTML: tables, a pair side by side, and what a page without a kernel shows instead of widgets."""

from __future__ import annotations

import html
from collections.abc import Iterable

import pandas as pd

from policyanalysis.corpus.load import Corpus
from policyanalysis.reporting.display import readable, to_the_left
from policyanalysis.reporting.side_by_side import side_by_side
from policyanalysis.workbench.reading import aligned_rows, audit_of, counterpart, read_article

HIDDEN = ["doc_id", "doc_ids_en", "doc_ids_zh", "end_line", "script", "author", "url", "attachment", "duplicate_of", "page", "date_from", "perhaps"]  # of a table that is looked at; kept in what is saved
ALL = 10**6  # paragraphs around each finding: the whole article


def shown(table: pd.DataFrame) -> pd.DataFrame:
    """A table as a reader sees it: file and line as one column, identifiers and rarely needed columns left out, long texts cut, nothing missing printed as NaN.

    >>> shown(pd.DataFrame({"file": ["a.txt"], "line": [4], "doc_id": ["x"], "n": [1]})).values.tolist()
    [['a.txt:5', 1]]
    """
    table = table.rename(columns={"start_line": "line"}) if "line" not in table else table
    hidden = [*HIDDEN, *(["text"] if "script" in table else []), *(["term"] if "match" in table else [])]  # an article is to be read, not listed; a match says the term
    return readable(table.drop(columns=hidden, errors="ignore"))


def table_html(table: pd.DataFrame, most: int = 15) -> str:
    """The first rows of a table as HTML, everything in it escaped; how many more there are is said below.

    >>> "&lt;b&gt;" in table_html(pd.DataFrame({"a": ["<b>"]}))
    True
    """
    with pd.option_context("display.max_colwidth", None):
        body = shown(table.head(most)).to_html(index=False, border=0, na_rep="", escape=True, float_format=lambda value: f"{value:,.4g}")
    return to_the_left(body) + (f"<p>{most} of {len(table):,} rows are shown.</p>" if len(table) > most else "")


def article_html(corpus: Corpus, doc_id: str, around: int = ALL) -> str:
    """An article to read: what is known of it, then its paragraphs with line numbers, beside those of its counterpart where it has one.

    Parameters
    ----------
    around
        Paragraphs shown before and after each one with a finding, when there is a counterpart.

    Examples
    --------
    >>> from policyanalysis import load_corpus
    >>> corpus = load_corpus("data/sample")
    >>> "<mark>" in article_html(corpus, corpus.pairs.doc_id_en[0])
    True
    """
    articles = corpus.articles.set_index("doc_id")
    heads = [_head(articles.loc[own]) for own in (doc_id, counterpart(corpus, doc_id)) if own]
    if len(heads) == 2:
        return "".join(heads) + side_by_side(aligned_rows(corpus, doc_id), audit_of(corpus, doc_id), around)
    table = read_article(corpus, doc_id)
    lang = articles.lang[doc_id]
    rows = "".join(f"<tr><td>{line + 1}</td><td>{html.escape(text)}</td></tr>" for line, text in zip(table[f"line_{lang}"], table[f"text_{lang}"]))
    return f"{heads[0]}<p>No translation of it was found.</p><table><thead><tr><th>line</th><th>text</th></tr></thead><tbody>{rows}</tbody></table>"


def beside_its_counterpart(corpus: Corpus, doc_ids: Iterable[str], around: int = 1) -> str:
    """The first of these articles that has a counterpart, or else the first pair, as `article_html` shows it; a sentence where there is no pair.

    >>> from policyanalysis import load_corpus
    >>> "<mark>" in beside_its_counterpart(load_corpus("data/sample"), [])
    True
    """
    pairs = corpus.pairs[corpus.pairs.kind == "translation"]
    if pairs.empty:
        return "<p>No article has a translation in this corpus.</p>"
    paired = {*pairs.doc_id_en, *pairs.doc_id_zh}
    return to_the_left(article_html(corpus, next((own for own in doc_ids if own in paired), pairs.doc_id_en.iloc[0]), around))


def _head(article):
    known = [article.source, article.date, article.issuer, f"{article.file}:{article.start_line + 1}"]
    return f"<p><strong>{html.escape(article.title)}</strong> {html.escape(' · '.join(filter(None, known)))}</p>"
