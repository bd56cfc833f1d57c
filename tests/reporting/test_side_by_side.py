"""Pairs side by side: what is marked, what is hidden, what is escaped."""

import pandas as pd
from bs4 import BeautifulSoup

from policyanalysis.analysis.audit import audit_translations
from policyanalysis.reporting.side_by_side import side_by_side, summary

COLUMNS = ["doc_id_en", "doc_id_zh", "file_en", "line_en", "file_zh", "line_zh", "text_en", "text_zh"]
TEXTS = [("One.", "一。"), ("Two.", "二。"), ("The <b>sum</b> is 7 billion yuan.", "总额7万亿元。"), ("Three.", "三。"), ("Four.", "四。"), ("", "沿海各市要按月报送建设进展情况。")]
ALIGNED = pd.DataFrame([("e", "z", "a", at if en else pd.NA, "a", 100 + at, en, zh) for at, (en, zh) in enumerate(TEXTS)], columns=COLUMNS).astype({"line_en": "Int64", "line_zh": "Int64"})
AUDIT = audit_translations(ALIGNED)


def test_marks_what_differs_and_hides_what_agrees():
    page = BeautifulSoup(side_by_side(ALIGNED, AUDIT, around=1), "lxml")
    assert [mark.text for mark in page.find_all("mark")] == ["7 billion yuan", "7万亿元", "missing", "沿海各市要按月报送建设进展情况。"]
    assert [row.find("td").text for row in page.select("tbody tr")] == ["1 paragraph without a finding", "2", "3", "4", "5", ""]
    assert page.find("b") is None and "The <b>sum</b> is" in page.text


def test_paragraphs_of_one_line_are_told_apart():
    whole = "沿海各市要按月报送建设进展情况，" * 6
    texts = [("The sum is 7 billion yuan.", "总额7万亿元。"), ("Two.", "二。"), ("", whole)]
    aligned = pd.DataFrame([("e", "z", "a", 3 if en else pd.NA, "a", 3, en, zh) for en, zh in texts], columns=COLUMNS).astype({"line_en": "Int64", "line_zh": "Int64"})
    page = BeautifulSoup(side_by_side(aligned, audit_translations(aligned), around=1), "lxml")
    told = [row.find_all("td")[-1].text for row in page.select("tbody tr")]
    assert "7 billion yuan" in told[0] and told[1] == "" and "no counterpart" in told[2]
    assert [mark.text for mark in page.find_all("mark")] == ["7 billion yuan", "7万亿元", "missing", whole[:60]]


def test_summary():
    pairs = pd.DataFrame({"doc_id_en": ["e"], "doc_id_zh": ["z"]})
    assert summary(pairs, ALIGNED, AUDIT, pd.Series({"e": "Title"})).values.tolist() == [["Title", 6, 1, 1, 1, 0, 2]]
    assert summary(pairs.iloc[:0], ALIGNED, AUDIT, pd.Series(dtype=str)).empty
