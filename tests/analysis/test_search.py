"""Keyword in context, in both languages."""

import pandas as pd
import pytest

from policyanalysis.analysis.search import COLUMNS, counterparts, search
from policyanalysis.errors import UsageError

PASSAGES = pd.DataFrame([
    ("a", "b.txt", 3, "en", "New energy storage grew; energy storage stations (pumped) and Storage."),
    ("b", "a.txt", 7, "zh", "发展新型储能产业，新型储能装机增长。"),
    ("c", "a.txt", 2, "zh", "發展新型儲能產業。"),
    ("d", "a.txt", 5, "en", "Restorage is not a word. new-type energy storage"),
], columns=["doc_id", "file", "line", "lang", "text"])


def test_both_languages_in_order_and_as_found():
    found = search(PASSAGES, "新型储能", width=4)
    assert found.columns.tolist() == COLUMNS
    assert found[["file", "line", "lang", "term", "left", "match", "right"]].values.tolist() == [
        ["a.txt", 5, "en", "new-type energy storage", "rd. ", "new-type energy storage", ""],
        ["b.txt", 3, "en", "new energy storage", "", "New energy storage", " gre"],
        ["a.txt", 2, "zh", "新型储能", "發展", "新型儲能", "產業。"],
        ["a.txt", 7, "zh", "新型储能", "发展", "新型储能", "产业，新"],
        ["a.txt", 7, "zh", "新型储能", "能产业，", "新型储能", "装机增长"],
    ]


def test_an_english_query_finds_the_chinese_term():
    found = search(PASSAGES, "NEW energy storage")
    assert set(found[found.lang == "zh"].doc_id) == {"b", "c"} and set(found[found.lang == "en"].doc_id) == {"a"}


def test_words_begin_where_the_query_does():
    assert search(PASSAGES, "storage").query("lang == 'en'").doc_id.tolist() == ["d", "a", "a", "a"]


@pytest.mark.parametrize("query, n", [("energy (storage", 0), ("stations (pumped)", 1), (".*", 0), ("新型.能", 0), ("zzz", 0), ("囧", 0)])
def test_a_query_is_no_pattern(query, n):
    assert len(search(PASSAGES, query)) == n


def test_empty_table():
    assert search(PASSAGES.head(0), "storage").columns.tolist() == COLUMNS


@pytest.mark.parametrize("query, lang, expected", [("數字經濟", "zh", ["数字经济"]), ("銀髮經濟", "en", ["silver economy"]), ("hydrogen", "zh", ["氢能"]), ("zzz", "zh", []), ("zzz", "en", ["zzz"]), ("  hydrogen ", "en", ["hydrogen"])])
def test_counterparts(query, lang, expected):
    assert counterparts(query)[lang][: len(expected) or None] == expected


@pytest.mark.parametrize("query", ["", "  ", "\n　"])
def test_an_empty_query(query):
    with pytest.raises(UsageError, match="says nothing to look for; give a word in English or Chinese"):
        search(PASSAGES, query)


@pytest.mark.parametrize("query, text, expected", [
    ("AI", "AI aims at the airline; AIs do not.", ["AI", "AIs"]), ("battery", "Batteryman? A battery, BATTERY.", ["battery", "BATTERY"]),
    ("新能源汽车", "New energy vehicles sold well.", ["New energy vehicles"])])
def test_whole_words_and_each_place_once(query, text, expected):
    assert search(pd.DataFrame({"doc_id": ["a"], "file": "f", "line": 0, "lang": "en", "text": [text]}), query).match.tolist() == expected
