"""One article, with its counterpart in the other language beside it."""

from __future__ import annotations

import pandas as pd

from policyanalysis.analysis.audit import audit_translations
from policyanalysis.corpus.load import Corpus
from policyanalysis.errors import UsageError
from policyanalysis.language.glossary import glossary

COLUMNS = ["line_en", "text_en", "line_zh", "text_zh", "differs"]


def counterpart(corpus: Corpus, doc_id: str) -> str:
    """The doc_id of the article's translation or original; empty where there is none.

    >>> from policyanalysis import load_corpus
    >>> counterpart(load_corpus("data/sample"), "no such article")
    ''
    """
    pairs = corpus.pairs[corpus.pairs.kind == "translation"]
    for own, other in (("doc_id_en", "doc_id_zh"), ("doc_id_zh", "doc_id_en")):
        found = pairs.loc[pairs[own] == doc_id, other]
        if len(found):
            return found.iloc[0]
    return ""


def read_article(corpus: Corpus, doc_id: str) -> pd.DataFrame:
    """An article paragraph by paragraph, its translation or original beside it, and where the two differ.

    Parameters
    ----------
    corpus
        As `load_corpus` gives it.
    doc_id
        The article; either side of a pair gives the same table.

    Returns
    -------
    DataFrame
        Columns `COLUMNS`, one row a paragraph: 0-based lines and texts of both sides, empty where one side has nothing, and what `audit_translations` says
        of the paragraph (several findings parted by a line break).  An article without a counterpart fills its own side alone.

    Raises
    ------
    UsageError
        If there is no such article.

    Examples
    --------
    >>> from policyanalysis import load_corpus
    >>> corpus = load_corpus("data/sample")
    >>> pair = corpus.pairs[corpus.pairs.kind == "translation"].iloc[0]
    >>> read_article(corpus, pair.doc_id_en).equals(read_article(corpus, pair.doc_id_zh))
    True
    """
    own = corpus.articles[corpus.articles.doc_id == doc_id]
    if own.empty:
        raise UsageError(f"there is no article {doc_id!r}; the column doc_id of the articles names them")
    aligned = aligned_rows(corpus, doc_id)
    if len(aligned):
        return aligned.assign(differs=_findings(aligned, audit_of(corpus, doc_id)))[COLUMNS].reset_index(drop=True)
    lang, passages = own.lang.iloc[0], corpus.passages[corpus.passages.doc_id == doc_id]
    table = pd.DataFrame({"line_en": pd.array([pd.NA] * len(passages), dtype="Int64"), "text_en": "", "line_zh": pd.array([pd.NA] * len(passages), dtype="Int64"), "text_zh": "", "differs": ""})
    return table.assign(**{f"line_{lang}": pd.array(passages.line.tolist(), dtype="Int64"), f"text_{lang}": passages.text.tolist()})


def aligned_rows(corpus: Corpus, doc_id: str) -> pd.DataFrame:
    """The aligned paragraphs of the translation pair that an article is a side of; none where it has no counterpart.

    >>> from policyanalysis import load_corpus
    >>> len(aligned_rows(load_corpus("data/sample"), "no such article"))
    0
    """
    other = counterpart(corpus, doc_id)
    aligned = corpus.aligned
    return aligned[(aligned.doc_id_en == doc_id) & (aligned.doc_id_zh == other) | (aligned.doc_id_en == other) & (aligned.doc_id_zh == doc_id)]


def audit_of(corpus: Corpus, doc_id: str) -> pd.DataFrame:
    """What `audit_translations` finds in the pair of an article.

    >>> from policyanalysis import load_corpus
    >>> len(audit_of(load_corpus("data/sample"), "no such article"))
    0
    """
    return audit_translations(aligned_rows(corpus, doc_id), corpus.articles, glossary())


def _findings(aligned, audit):
    """For each aligned paragraph what the audit says of either of its lines, each sentence once."""
    said: dict[tuple[str, int], list[str]] = {}
    for row in audit.itertuples():
        for side, line in (("en", row.line_en), ("zh", row.line_zh)):
            if pd.notna(line):
                said.setdefault((side, int(line)), []).append(row.explanation)
    return ["\n".join(dict.fromkeys(text for side, line in (("en", row.line_en), ("zh", row.line_zh)) if pd.notna(line) for text in said.get((side, int(line)), []))) for row in aligned.itertuples()]
