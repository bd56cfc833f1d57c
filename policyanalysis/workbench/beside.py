"""What each language says in the passages that speak of something."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from policyanalysis.analysis.concepts import concepts_in
from policyanalysis.analysis.passage_index import PassageIndex
from policyanalysis.analysis.search import counterparts, search
from policyanalysis.errors import UsageError
from policyanalysis.language.quantities import quantities
from policyanalysis.reporting.display import amount

BY = ("concept", "amount")
SPANS = ("paragraph", "article")
ABOUT = 0.1  # share of an article's paragraphs that say a word, from which on the article is about it
COLUMNS = ["concept", "n_en", "n_zh", "share_en", "share_zh", "only", "lang", "file", "line", "text", "doc_id"]


def said_with(passages: pd.DataFrame | PassageIndex, query: str, *, by: str = "concept", span: str = "paragraph", within: Iterable[str] | None = None) -> pd.DataFrame:
    """What stands in the same paragraph as a word or its counterparts, or in the same article, in how many articles of each language.

    What only one side says about the word is marked.

    Parameters
    ----------
    passages
        The passages table or its index.
    query
        A word or phrase in English or Chinese, as for `search`.
    by
        "concept": terms of the glossary, which the two languages share; "amount": figures with their units, as both grammars read them.
    span
        "paragraph": what stands in the paragraphs that say the word; "article": in any paragraph of the articles of which at least a tenth of the
        paragraphs say it.
    within
        doc_ids of the articles that are looked at; by default all.

    Returns
    -------
    DataFrame
        Columns `COLUMNS` (the first is named as `by`), one row a concept or amount: `n_en` and `n_zh` count articles, the shares (0..1) are of the articles of each language that say the word (are about it);
        `only` is "en" or "zh" where the other language's articles say the word but never this beside it, else "".  `lang`, `file`, `line`, `text` and
        `doc_id` give one paragraph that shows it, from the language with the greater share.  Greatest difference first, English ones before Chinese ones.
        Concepts that are the query itself are left out; with no article of one language `only` stays empty, as nothing can be missing there.

    Raises
    ------
    UsageError
        If the query is empty or too long, or `by` or `span` is another one.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["a", "b"], "file": "f.txt", "line": [1, 2], "lang": ["en", "zh"],
    ...                          "text": ["Energy storage needs market access.", "储能需要税收优惠。"]})
    >>> said_with(passages, "储能")[["concept", "only"]].values.tolist()
    [['market access / 市场准入', 'en'], ['tax incentives / 税收优惠', 'zh']]
    """
    if by not in BY:
        raise UsageError(f"by={by!r} cannot be compared; use one of {', '.join(BY)}")
    if span not in SPANS:
        raise UsageError(f"span={span!r} is not known; use one of {', '.join(SPANS)}")
    table = passages.passages if isinstance(passages, PassageIndex) else passages
    said = table.merge(search(passages, query, within=within)[["doc_id", "file", "line"]].drop_duplicates(), on=["doc_id", "file", "line"])
    if span == "article":
        shares = said.groupby("doc_id").size() / table.groupby("doc_id").size()
        said = table[table.doc_id.isin(shares.index[shares >= ABOUT])]
    own = {name for lang, forms in counterparts(query).items() for form in forms for name in concepts_in(form, lang)}
    rows = [(thing, *place) for place in said[["lang", "doc_id", "file", "line", "text"]].itertuples(index=False)
            for thing in sorted(concepts_in(place.text, place.lang) - own if by == "concept" else _amounts(place.text, place.lang))]
    places = pd.DataFrame(rows, columns=["concept", "lang", "doc_id", "file", "line", "text"])
    n_said = {lang: said.doc_id[said.lang == lang].nunique() for lang in ("en", "zh")}
    return _compared(places, n_said).rename(columns={"concept": by})


def _amounts(text, lang):
    """Figures with a unit, as a reader says them: 180 GW and 1.8亿千瓦 are one."""
    return {re.sub(r"^1 ([a-z]+)s$", r"1 \1", amount(value, found.unit)) for found in quantities(text, lang) if found.kind in ("amount", "range") and found.unit for value in (found.value, found.high) if value is not None}


def _compared(places, n_said):
    rows = []
    for concept, own in places.groupby("concept", sort=True):
        n = {lang: own.doc_id[own.lang == lang].nunique() for lang in n_said}
        share = {lang: n[lang] / n_said[lang] if n_said[lang] else 0.0 for lang in n_said}
        only = next((lang for lang, other in (("en", "zh"), ("zh", "en")) if n[lang] and not n[other] and n_said[other]), "")
        shown = own[own.lang == max(share, key=share.get)].iloc[0]
        rows.append((concept, n["en"], n["zh"], share["en"], share["zh"], only, *shown[["lang", "file", "line", "text", "doc_id"]]))
    table = pd.DataFrame(rows, columns=COLUMNS)
    order = (table.share_en - table.share_zh).abs().rename("difference").to_frame().assign(n=-(table.n_en + table.n_zh), lang=table.lang, concept=table.concept)
    order = order.sort_values(["lang", "difference", "n", "concept"], ascending=[True, False, True, True], kind="stable").index
    return table.loc[order].round({"share_en": 4, "share_zh": 4}).reset_index(drop=True)
