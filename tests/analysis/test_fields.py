"""What articles are counted under, in both languages."""

import pandas as pd
import pytest

from policyanalysis.analysis.concepts import concepts_in, find_concepts
from policyanalysis.analysis.coverage import coverage, differences
from policyanalysis.analysis.fields import topic_values, values_of
from policyanalysis.errors import UsageError

ARTICLES = pd.DataFrame({
    "doc_id": list("abcd"), "lang": ["en", "en", "zh", "zh"], "duplicate_of": "", "title": ["Energy storage", "", "", "储能"], "text": ["Ports. Energy storage again.", "", "港口，储能", "儲能"],
    "date": ["2024-05-01", "", "2024-05-31", "2024-06-01"], "issuer": ["X; Y; X", "", "Y", ""], "source": ["S", "S", "", "T"]})
POLICIES = pd.DataFrame({"policy": ["p1", "p2"], "doc_ids_en": [["a", "b"], []], "doc_ids_zh": [["c"], ["c", "d"]]})


@pytest.mark.parametrize("by, expected", [
    ("month", [["a", "2024-05"], ["c", "2024-05"], ["d", "2024-06"]]),
    ("issuer", [["a", "X"], ["a", "Y"], ["c", "Y"]]),
    ("source", [["a", "S"], ["b", "S"], ["d", "T"]]),
    ("policy", [["a", "p1"], ["b", "p1"], ["c", "p1"], ["c", "p2"], ["d", "p2"]]),
    ("concept", [["a", "energy storage / 储能"], ["a", "port / 港口"], ["c", "energy storage / 储能"], ["c", "port / 港口"], ["d", "energy storage / 储能"]])])
def test_values(by, expected):
    assert values_of(ARTICLES, by, POLICIES).values.tolist() == expected


@pytest.mark.parametrize("by", ["month", "issuer", "source", "policy", "concept"])
def test_nothing_to_count(by):
    empty = values_of(ARTICLES.assign(date="", issuer="", source="", text="", title="").head(2), by, POLICIES.head(0))
    assert empty.empty and empty.columns.tolist() == ["doc_id", "value"]
    assert coverage(pd.DataFrame(), ARTICLES.head(0), by=by, policies=POLICIES.head(0)).empty and differences(pd.DataFrame(), ARTICLES.head(2), by=by, policies=POLICIES.head(0)).empty


def test_policies_are_needed_for_policies():
    with pytest.raises(UsageError, match="by='policy' needs to know the documents; give the table of policies"):
        values_of(ARTICLES, "policy")


@pytest.mark.parametrize("text, lang, expected", [
    ("New energy storage", "en", {"new energy storage / 新型储能"}), ("新型储能", "zh", {"new energy storage / 新型储能"}), ("energy. Storage", "en", set()),
    ("PORTS and port", "en", {"port / 港口"}), ("海外资金与美国债务", "zh", set()), ("光伏与国债", "zh", {"photovoltaic / 光伏", "treasury bonds / 国债"}),
    ("其中试点", "zh", {"pilot / 试点"}), ("Implementation of the plan", "en", set()), ("organize and implement", "en", {"organization and implementation / 组织实施"}), ("实施方案", "zh", set()), ("報告", "zh", set()), ("", "en", set()), ("", "zh", set())])
def test_concepts(text, lang, expected):
    assert {name.split(" / ")[-1] for name in concepts_in(text, lang)} == {name.split(" / ")[-1] for name in expected}


def test_renderings_that_two_terms_share_make_one_concept():
    found = find_concepts(pd.DataFrame({"doc_id": ["a", "b", "c"], "lang": ["en", "zh", "zh"], "text": ["unmanned aerial vehicle", "无人机", "无人驾驶航空器"]}))
    assert found.concept.nunique() == 1 and len(found) == 3


def test_topic_values():
    mixtures = pd.DataFrame([[0.5, 0.5], [0.2, 0.8]], index=["a", "z"])
    assert topic_values(mixtures, ARTICLES).values.tolist() == [["a", 0], ["a", 1]]
    assert topic_values(mixtures, ARTICLES, strongest=True).values.tolist() == [["a", 0]] and topic_values(mixtures, ARTICLES.head(0), strongest=True).empty
