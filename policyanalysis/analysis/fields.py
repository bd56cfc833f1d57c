"""What an article can be counted under: its metadata, its month, the policy documents it names and the concepts it speaks of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from policyanalysis.analysis.concepts import find_concepts
from policyanalysis.corpus.metadata import BODIES_SEPARATOR
from policyanalysis.errors import UsageError

FIELDS = ("source", "issuer", "region", "section", "file")
COMPARED = ("topic", *FIELDS, "month", "policy", "concept")


def check_field(by: str, allowed: tuple[str, ...] = COMPARED, verb: str = "be compared") -> None:
    """Raise `UsageError` for a field that is not among the allowed ones.

    >>> check_field("region")
    >>> check_field("colour")
    Traceback (most recent call last):
    policyanalysis.errors.UsageError: by='colour' cannot be compared; use one of topic, source, issuer, region, section, file, month, policy, concept
    """
    if by not in allowed:
        raise UsageError(f"by={by!r} cannot {verb}; use one of {', '.join(allowed)}")


def values_of(articles: pd.DataFrame, by: str, policies: pd.DataFrame | None = None) -> pd.DataFrame:
    """The values of a field that each article has.

    Parameters
    ----------
    articles
        The articles table; the columns doc_id, lang and what the field is read from (itself; date for month; text for concept).
    by
        One of `COMPARED` but topic.
    policies
        The policies table, for "policy".

    Returns
    -------
    DataFrame
        Columns doc_id and value, each pair once, in the order of the articles.  An article that several bodies issued has a row for each of them, one
        without a value none.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a", "b"], "issuer": ["Ministry of Finance; Ministry of Commerce", ""], "date": ["", "2024-05-01"]})
    >>> values_of(table, "issuer").value.tolist(), values_of(table, "month").values.tolist()
    (['Ministry of Finance', 'Ministry of Commerce'], [['b', '2024-05']])
    """
    check_field(by, COMPARED[1:])
    if by == "concept":
        return find_concepts(articles).rename(columns={"concept": "value"})
    if by == "policy":
        found = _citing(articles, policies)
    else:
        value = articles.issuer.str.split(BODIES_SEPARATOR) if by == "issuer" else articles.date.str[:7] if by == "month" else articles[by]
        found = pd.DataFrame({"doc_id": articles.doc_id, "value": value}).explode("value")
    return found[found.value != ""].drop_duplicates(ignore_index=True)


def topic_values(mixtures: pd.DataFrame, articles: pd.DataFrame, *, strongest: bool = False) -> pd.DataFrame:
    """The topics of each article, as `values_of` gives fields: all that any of its passages is on, or the one that most of them are on.

    Examples
    --------
    >>> mixtures = pd.DataFrame([[0.75, 0.25]], index=["a"])
    >>> [topic_values(mixtures, pd.DataFrame({"doc_id": ["a"]}), strongest=one).value.tolist() for one in (False, True)]
    [[0, 1], [0]]
    """
    own = mixtures.loc[mixtures.index.intersection(articles.doc_id, sort=False)]
    if strongest:
        return pd.DataFrame({"doc_id": own.index, "value": own.idxmax(axis=1).to_numpy() if len(own) else own.index})
    documents, topics = np.nonzero(own.to_numpy() > 0)
    return pd.DataFrame({"doc_id": own.index[documents], "value": own.columns[topics]})


def policies_of(policies: pd.DataFrame, doc_ids) -> pd.DataFrame:
    """The policy documents that any of these articles names.

    Examples
    --------
    >>> table = pd.DataFrame({"policy": ["p1", "p2"], "doc_ids_en": [["a"], []], "doc_ids_zh": [[], ["b"]]})
    >>> policies_of(table, ["b"]).policy.tolist(), len(policies_of(table.head(0), ["b"]))
    (['p2'], 0)
    """
    wanted = set(doc_ids)
    named = [not wanted.isdisjoint([*en, *zh]) for en, zh in zip(policies.doc_ids_en, policies.doc_ids_zh)]
    return policies.loc[np.array(named, dtype=bool)]


def _citing(articles, policies):
    if policies is None:
        raise UsageError("by='policy' needs to know the documents; give the table of policies")
    rows = [(doc_id, policy) for policy, *sides in zip(policies.policy, policies.doc_ids_en, policies.doc_ids_zh) for ids in sides for doc_id in ids]
    found = pd.DataFrame(rows, columns=["doc_id", "value"], dtype=object)
    order = {doc_id: number for number, doc_id in enumerate(articles.doc_id)}
    return found[found.doc_id.isin(order)].sort_values("doc_id", key=lambda ids: ids.map(order), kind="stable")
