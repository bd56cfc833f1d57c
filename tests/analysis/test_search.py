"""Keyword in context, in both languages."""

import re

import pandas as pd
import pytest

from policyanalysis.analysis.passage_index import index_passages
from policyanalysis.analysis.search import COLUMNS, counterparts, search
from policyanalysis.errors import UsageError
from policyanalysis.language.scripts import simplified

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


def one(text, lang="en"):
    return pd.DataFrame({"doc_id": ["a"], "file": "f", "line": 0, "lang": lang, "text": [text]})


@pytest.mark.parametrize("query, text, expected", [
    ("policies", "One policy, two Policies.", ["policy", "Policies"]), ("policy", "policies", ["policies"]), ("energy storage", "energy-storage, energy  storage", ["energy-storage", "energy  storage"]),
    ("energy storage", "energy, storage; energy. Storage", []), ("high-quality", "high quality", ["high quality"]), ("manufactur*", "Manufacturing, a manufacturer; remanufactured", ["Manufacturing", "manufacturer"]),
    ("smart manufactur*", "smart manufacturing", ["smart manufacturing"]), ("AI", "ai AI aI", ["AI"]), ("ai", "ai AI", ["ai", "AI"]), ("café", "Cafe CAFÉ", ["Cafe", "CAFÉ"]), ("China", "China’s plan", ["China"]),
    ("20%", "20% and 20, 120%", ["20%"]), ("5G", "5G, 15G", ["5G"]), ("STORAGE", "storage", ["storage"])])
def test_english_forms(query, text, expected):
    assert search(one(text), query).match.tolist() == expected


@pytest.mark.parametrize("query, text, expected", [
    ("储能电", "发展储能电站", ["储能电"]),  # across what a segmenter takes for two words
    ("新型 储能", "新型储能", ["新型储能"]), ("AI大模型", "用ＡＩ大模型和XAI大模型", ["ＡＩ大模型"]), ("數位經濟", "数位经济", ["数位经济"]), ("数位经济", "數位經濟", ["數位經濟"]), ("乾坤", "乾坤", ["乾坤"]),
    ("新型储能", "（new energy storage）", ["new energy storage"]), ("𠮷野", "吉野𠮷野", ["𠮷野"]), ("增长20%", "增长２０％", ["增长２０％"])])
def test_chinese_forms(query, text, expected):
    assert search(one(text, "zh"), query).match.tolist() == expected


def test_a_chinese_term_in_an_english_passage_is_found():
    assert search(one("Storage (儲能) grew"), "储能").match.tolist() == ["儲能"]


def test_a_compound_is_rendered_by_its_parts_where_nothing_else_is_known():
    assert counterparts("储能电站")["en"] == ["energy storage power station"] and counterparts("囧囧囧囧")["en"] == []


def test_plurals_find_counterparts_too():
    assert counterparts("new energy vehicles")["zh"] == counterparts("new energy vehicle")["zh"] == ["新能源汽车"]


@pytest.mark.parametrize("size", [201, 1_000_000])
def test_a_query_too_long(size):
    with pytest.raises(UsageError, match=f"a query of {size:,} characters is too long; give 200 or fewer"):
        search(PASSAGES, "储" * size)


@pytest.mark.parametrize("query", ["\\", "(", "[a-", "*", "**", "%s", "\0", "<b>", "'\"", "🙂", "\ud800", "-", "。"])
def test_odd_queries_find_what_stands_there_or_nothing(query):
    found = search(PASSAGES, query)
    assert found.columns.tolist() == COLUMNS and found.empty


def test_within_some_articles():
    assert search(PASSAGES, "新型储能", within=["c"]).doc_id.tolist() == ["c"]
    assert search(index_passages(PASSAGES), "新型储能", within=[]).empty


def by_pattern(passages, query):
    """The same by regular expressions, passage by passage: slow and plain."""
    found = set()
    for passage in passages.itertuples():
        spans = []
        for form in [form for own in counterparts(query).values() for form in own]:
            chinese = re.search(r"[\u4e00-\u9fff]", form)
            words = [f"{re.escape(word[:-1])}(?:ys?|ies)" if word.endswith("y") else f"{re.escape(word)}(?:e?s)?" for word in re.split(r"[\s-]+", form)]
            pattern = re.escape(form) if chinese else r"(?<![^\W_])" + r"[\s-]{1,3}".join(words) + r"(?![^\W_])"
            spans += [(m.start(), -m.end()) for m in re.finditer(pattern, simplified(passage.text) if chinese else passage.text, re.I)]
        last = 0
        for start, end in sorted(spans):
            if start >= last:
                found.add((passage.doc_id, passage.line, passage.text[start:-end]))
                last = -end
    return found


@pytest.mark.parametrize("query", ["储能", "energy storage", "新型储能", "hydrogen", "pilot", "digital economy", "試點", "企业", "port"])
def test_the_sample_against_a_search_by_patterns(sample, query):
    table = search(index_passages(sample.passages), query)
    assert set(table[["doc_id", "line", "match"]].itertuples(index=False, name=None)) == by_pattern(sample.passages, query) != set()


def test_both_languages_of_the_query_find_the_same(sample):
    index = index_passages(sample.passages)
    for chinese, english in (("储能", "energy storage"), ("儲能", "Energy Storage"), ("低空经济", "low-altitude economy")):
        one, other = search(index, chinese), search(index, english)
        pd.testing.assert_frame_equal(one.drop(columns="term"), other.drop(columns="term"))
        assert set(one.lang) == {"en", "zh"}


def test_an_index_keeps_the_order_of_files_and_lines(sample):
    shuffled = sample.passages.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(search(shuffled, "pilot"), search(sample.passages, "pilot"))
