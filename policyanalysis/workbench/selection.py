"""Articles by what is known of them."""

from __future__ import annotations

import re

import pandas as pd

from policyanalysis.analysis.fields import FIELDS, values_of
from policyanalysis.errors import UsageError

DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
LANGS = ("en", "zh")


def select(articles: pd.DataFrame, *, lang: str = "", source: str = "", issuer: str = "", region: str = "", section: str = "", file: str = "", since: str = "", until: str = "",
           topic: int | None = None, mixtures: pd.DataFrame | None = None) -> pd.DataFrame:
    """The articles that meet every condition given; repeats are left out.

    Parameters
    ----------
    articles
        The articles table.
    lang
        "en" or "zh".
    source, issuer, region, section, file
        The value as the table has it; of several issuers one is enough.
    since, until
        A day, month or year (2024-05-01, 2024-05, 2024), both included; an article without a date is then left out, and one whose date is a month or a
        year is kept where any of its days is inside.
    topic
        The topic that most of an article's passages are on; give `mixtures` with it (of `fit_topics`).

    Returns
    -------
    DataFrame
        Rows of the articles table, in their order.

    Raises
    ------
    UsageError
        If a language, a date or a topic can't be.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a", "b"], "lang": ["en", "zh"], "date": ["2024-05-09", ""], "duplicate_of": ""})
    >>> select(articles, since="2024-05").doc_id.tolist(), select(articles, lang="zh").doc_id.tolist()
    (['a'], ['b'])
    """
    if lang and lang not in LANGS:
        raise UsageError(f"lang={lang!r} is not supported; use 'en' or 'zh'")
    kept = articles[articles.duplicate_of == ""]
    if lang:
        kept = kept[kept.lang == lang]
    for field, value in zip(FIELDS, (source, issuer, region, section, file), strict=True):
        if value:
            found = values_of(kept, field)
            kept = kept[kept.doc_id.isin(found.doc_id[found.value == value])]
    for name, day in (("since", since), ("until", until)):
        if day and not DAY.fullmatch(day):
            raise UsageError(f"{name}={day!r} is not a date; give one such as 2024-05-01, 2024-05 or 2024")
    if since:
        kept = kept[(kept.date != "") & (kept.date >= since) | _same_span(kept.date, since)]
    if until:
        kept = kept[(kept.date != "") & (kept.date <= until) | _same_span(kept.date, until)]
    return kept if topic is None else kept[kept.doc_id.isin(_on(topic, mixtures))]


def _same_span(dates, day):
    """Tell which dates are the day, month or year itself, inside it, or hold it."""
    return dates.map(lambda date: date != "" and (date.startswith(day) or day.startswith(date)))


def _on(topic, mixtures):
    if mixtures is None:
        raise UsageError("topic needs to know the articles' topics; give mixtures=fit_topics(...).mixtures")
    if topic not in mixtures.columns:
        raise UsageError(f"there is no topic {topic!r}; the topics are {mixtures.columns.min()} to {mixtures.columns.max()}")
    return mixtures.index[mixtures.idxmax(axis=1) == topic]
