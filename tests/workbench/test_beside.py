"""What each language says with a word, on planted passages."""

import pandas as pd
import pytest

from policyanalysis.analysis.passage_index import index_passages
from policyanalysis.errors import UsageError
from policyanalysis.workbench.beside import COLUMNS, said_with

PASSAGES = pd.DataFrame([
    ("e1", "a.txt", 1, "en", "Energy storage needs market access and reached 5 GW."), ("e1", "a.txt", 2, "en", "Hydrogen energy is another matter: 9 GW."), ("e2", "a.txt", 3, "en", "Energy storage, by 7 departments, and market access."),
    ("z1", "b.txt", 1, "zh", "储能需要税收优惠，达到500万千瓦。"), ("z2", "b.txt", 5, "zh", "儲能與市場准入。"), ("z3", "b.txt", 6, "zh", "氢能与储能。"),
], columns=["doc_id", "file", "line", "lang", "text"])


def test_concepts_by_language_with_their_shares_and_a_place():
    table = said_with(PASSAGES, "储能")
    assert table.columns.tolist() == COLUMNS
    rows = {row.concept.split(" / ")[1]: row for row in table.itertuples()}
    assert set(rows) == {"市场准入", "税收优惠", "氢能"}  # not the query's own concept, nor what stands in other paragraphs
    market, tax = rows["市场准入"], rows["税收优惠"]
    assert (market.n_en, market.n_zh, market.share_en, market.only, market.lang) == (2, 1, 1.0, "", "en") and market.share_zh == pytest.approx(1 / 3, abs=1e-4)
    assert (tax.n_en, tax.n_zh, tax.only, tax.file, tax.line, tax.doc_id) == (0, 1, "zh", "b.txt", 1, "z1")


def test_amounts_meet_across_the_languages():
    table = said_with(PASSAGES, "energy storage", by="amount").set_index("amount")
    assert table.columns.tolist() == COLUMNS[1:]
    assert (table.n_en["5 million kW"], table.n_zh["5 million kW"], table.only["5 million kW"]) == (1, 1, "") and table.only["7 departments"] == "en" and "9 million kW" not in table.index


def test_either_language_of_the_query_and_an_index_give_the_same():
    pd.testing.assert_frame_equal(said_with(PASSAGES, "储能"), said_with(index_passages(PASSAGES), "energy storage"))


def test_nothing_can_be_missing_where_a_language_says_nothing():
    table = said_with(PASSAGES[PASSAGES.lang == "en"], "energy storage")
    assert len(table) and (table.only == "").all()


def test_articles_about_it_are_read_whole():
    more = [("e1", "a.txt", line, "en", "Nothing of note.") for line in range(3, 11)] + [("e2", "a.txt", line, "en", "Carbon footprint.") for line in range(40, 60)]
    passages = pd.concat([PASSAGES, pd.DataFrame(more, columns=PASSAGES.columns)], ignore_index=True)
    table = said_with(passages, "energy storage", span="article").set_index("concept")
    assert table.n_en["hydrogen energy / 氢能"] == 1  # in e1, of which one paragraph in ten says it
    assert not any(concept.startswith("carbon footprint") for concept in table.index)  # e2 says it in one paragraph of 21
    assert table.share_en["market access / 市场准入"] == 1.0


def test_within_some_articles():
    assert said_with(PASSAGES, "储能", within=["z3"]).concept.tolist() == ["hydrogen energy / 氢能"]


@pytest.mark.parametrize("passages, query", [(PASSAGES, "zzz"), (PASSAGES.head(0), "储能")])
def test_nothing_found(passages, query):
    assert said_with(passages, query).empty and said_with(passages, query).columns.tolist() == COLUMNS


def test_by_something_else():
    with pytest.raises(UsageError, match="span='page' is not known; use one of paragraph, article"):
        said_with(PASSAGES, "储能", span="page")
    with pytest.raises(UsageError, match="by='word' cannot be compared; use one of concept, amount"):
        said_with(PASSAGES, "储能", by="word")
