"""Paragraphs of a pair beside each other: what is planted must come out."""

import pandas as pd
import pytest

from policyanalysis.corpus.alignment import COLUMNS, align

EN = ["By 2027, the installed capacity of new energy storage will exceed 180 million kW.",
      "Lithium batteries lead the market, while sodium batteries remain in pilot projects of several provinces.",
      "Fire drills come first: nurses and teachers nearby shall know the emergency exits.",
      "Power grids shall connect stations within 45 days and dispatch them in the electricity market.",
      "Banks may accept storage equipment as collateral for loans of up to 500 million yuan."]
ZH = ["到2027年，新型储能装机容量将超过1.8亿千瓦。", "锂电池在市场中领先，钠电池在若干省份仍处于试点项目阶段。", "消防演练放在首位，附近的护士和教师应当知道应急出口。",
      "电网应当在45天内接入电站，并在电力市场中调度。", "银行可以接受储能设备作为抵押，发放最高5亿元的贷款。"]


def aligned(en, zh, kind="translation"):
    rows = [("e", "en.txt", 10 + 2 * n, "en", text) for n, text in enumerate(en)] + [("z", "zh.txt", 50 + 3 * n, "zh", text) for n, text in enumerate(zh)]
    passages = pd.DataFrame(rows, columns=["doc_id", "file", "line", "lang", "text"])
    pairs = pd.DataFrame([("e", "z", kind, 1.0, "")], columns=["doc_id_en", "doc_id_zh", "kind", "score", "evidence"])
    return align(pairs, passages)


def lines(table):
    return [(None if pd.isna(a) else int(a), None if pd.isna(b) else int(b)) for a, b in zip(table.line_en, table.line_zh)]


def test_one_to_one():
    table = aligned(EN, ZH)
    assert lines(table) == [(10, 50), (12, 53), (14, 56), (16, 59), (18, 62)]
    assert table.text_en.tolist() == EN and table.text_zh.tolist() == ZH
    assert set(table.doc_id_en) == {"e"} and set(table.file_zh) == {"zh.txt"} and table.columns.tolist() == COLUMNS


@pytest.mark.parametrize("gone", range(5))
def test_a_paragraph_removed_from_the_english_side(gone):
    table = aligned(EN[:gone] + EN[gone + 1 :], ZH)
    alone = table[table.text_en == ""]
    assert alone.text_zh.tolist() == [ZH[gone]] and alone.line_en.isna().all()
    assert [ZH.index(text) for text in table.text_zh] == list(range(5))


@pytest.mark.parametrize("gone", range(5))
def test_a_paragraph_removed_from_the_chinese_side(gone):
    table = aligned(EN, ZH[:gone] + ZH[gone + 1 :])
    assert table.text_en[table.text_zh == ""].tolist() == [EN[gone]]


@pytest.mark.parametrize("first", [0, 2, 3])
def test_two_paragraphs_merged_on_one_side(first):
    merged = ZH[:first] + [ZH[first] + ZH[first + 1]] + ZH[first + 2 :]
    table = aligned(EN, merged)
    row = table[table.text_zh == ZH[first] + ZH[first + 1]].iloc[0]
    assert row.text_en == EN[first] + "\n" + EN[first + 1] and row.line_en == 10 + 2 * first and len(table) == 4
    joined = EN[:first] + [EN[first] + " " + EN[first + 1]] + EN[first + 2 :]
    table = aligned(joined, ZH)
    assert table.text_zh[table.text_en == joined[first]].tolist() == [ZH[first] + "\n" + ZH[first + 1]]


def test_nothing_is_lost():
    table = aligned(EN[1:] + EN[:1], ZH)  # out of order: what does not fit stands alone
    assert "\n".join(filter(None, table.text_en)).split("\n") == EN[1:] + EN[:1] and "\n".join(filter(None, table.text_zh)).split("\n") == ZH


def test_only_translations():
    table = aligned(EN, ZH, kind="same_policy")
    assert table.empty and table.columns.tolist() == COLUMNS and str(table.line_en.dtype) == "Int64"
