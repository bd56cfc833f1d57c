"""What is looked at first, because it is cheap, never hides what a pattern would find."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyanalysis.analysis import target_policies
from policyanalysis.analysis.target_policies import Named, Register
from policyanalysis.analysis.targets import sentences
from policyanalysis.language import dates, quantities
from policyanalysis.language.characters import lower_case

some = settings(deadline=None, max_examples=300)


@given(st.from_regex(quantities.BEFORE))
@some
def test_every_comparator_ends_in_what_is_looked_for(before):
    window = before[-26:]
    found, expected = quantities.sign_before(window, len(window)), quantities.BEFORE.search(lower_case(window))
    assert (found and found.span()) == (expected and expected.span())


COMPARATORS = ("不低于 不少于 不小于 不得低于 不得少于 至少 至少建 至少建设 至少新建 至少新建设 至少培育 至少新增 最少 超过 超出 突破 大于 高于 多于 超 逾 ≥ >= ＞ > 不超过 不高于 不大于 不多于 不得超过 不得高于 低于 少于 小于 不足 不到 至多 最多 "
               "最高 最高达 最高可达 最高补贴 最高奖励 最高给予 最高不超过 ≤ <= ＜ < 大约 约为 约 将近 接近 近 大概 ≈ ~ at_least more_than over no_less_than not_be_less_than no_fewer_than a_minimum_of greater_than higher_than in_excess_of upwards_of exceed exceeds "
               "exceeded exceeding surpass surpasses surpassed surpassing above within up_to at_most not_exceed not_exceeding fewer_than lower_than a_maximum_of under below about around approximately roughly nearly almost close_to some circa").split()


@pytest.mark.parametrize("behind", ["", " ", " the ", " a ", " an ", " a total of ", "the ", "an "])
@pytest.mark.parametrize("comparator", [comparator.replace("_", " ") for comparator in COMPARATORS])
def test_comparators_are_found_with_what_stands_behind_them(comparator, behind):
    for text in (f"{comparator}{behind}", f"({comparator.upper()}{behind}", f"x {comparator}{behind}"):
        assert quantities.sign_before(text, len(text))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_date_has_a_hint(lang):
    without = "^(?:" + dates._PATTERNS[lang].pattern.removeprefix(dates._BEGINS[lang]) + ")"

    @given(st.from_regex(without))
    @some
    def holds(text):
        if re.match(without, text):  # what the pattern can match from here on it also finds
            assert dates._PATTERNS[lang].match(text)
            assert dates._HINT[lang].search(text) or lang == "en" and dates._DAY_HINT.search(text)

    holds()


@pytest.mark.parametrize("text", ["half of it", "two thirds", "twofold", "a dozen ships", "an hundred cars", "a hundred and five cars", "a few million people", "half a million cars", "several million cars",
                                  "tens of thousands of cars", "million-yuan firms", "trillion-level", "US$5", "HK$5", "RMB 5", "it will double", "it will be 5", "than tripled", "Twenty-six percent", "FIVE PERCENT"])
def test_english_numbers_begin_where_they_are_looked_for(text):
    own = list(quantities.NUMBER["en"].finditer(text))
    assert [match.span() for match in quantities._numbers(text, "en")] == [match.span() for match in own]


@pytest.mark.parametrize("text", ["好几万", "几百", "数千万", "上千亿", "十几万", "百亿级", "几个", "二三十", "1:1.5", "百分之三", "翻一番", "半年", "一半", "过半", "超半数", "三分之一", "10分之1", "第3", "人民币5元", "RMB5", "CNY 5",
                                  "US$5", "HK$5", "¥5", "￥5", "$5", "€5", "£5", "5万", "两成", "〇点五", "○", "零", "亿"])
def test_chinese_numbers_begin_where_they_are_looked_for(text):
    whole = quantities.NUMBER["zh"].pattern
    behind = re.compile(whole[whole.index(")(?:") + 1:], re.X)  # without the characters that are looked at first
    assert [match.span() for match in quantities._numbers(text, "zh")] == [match.span() for match in behind.finditer(text)] != []


@pytest.mark.parametrize("name, lang", [("UNQUOTED_EN", "en"), ("_QUOTED_EN", "en"), ("_SHORT_EN", "en"), ("_POLICY_ZH", "zh"), ("_BRACKETED", "zh"), ("_BRACKETED", "en")])
def test_no_name_of_a_document_is_passed_over(name, lang):
    named = Named(Register(pd.DataFrame(columns=["policy", "title_en", "title_zh"])), lang, "2025-01-01")

    @given(st.from_regex(getattr(target_policies, name)))
    @some
    def holds(text):
        assert named._may_name(text)

    holds()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_document_without_a_name_is_passed_over(lang):
    named = Named(Register(pd.DataFrame(columns=["policy", "title_en", "title_zh"])), lang, "2025-01-01")

    @given(st.from_regex(target_policies._UNNAMED[lang]))
    @some
    def holds(text):
        assert named._may_name(text)

    holds()


@given(st.text("aAzZsSkKiIİıſ\u212a5É", max_size=12), st.sampled_from(["size", "kiss", "\\bis\\b", "as\\w*z"]))
@some
def test_small_letters_find_what_ignoring_case_finds(text, pattern):
    assert [m.span() for m in re.finditer(pattern, lower_case(text))] == [m.span() for m in re.finditer(pattern, text, re.I)]


@given(st.text("甲。！；!?”』\n \u3000", max_size=20))
@some
def test_chinese_sentences_end_behind_stops_and_what_closes_them(text):
    pieces = re.split(r"(?<=[。！？；!?])(?![”’」』）)])|(?<=[。！？；!?][”’」』）)])|\n+", text)
    assert sentences(text, "zh") == [piece.strip() for piece in pieces if piece.strip()]


@given(st.text("aA.;!”\" \n1(", max_size=20))
@some
def test_english_sentences_end_before_a_capital_or_a_line(text):
    pieces = re.split(r"(?<=[.!?;])(?<!\b[A-Z]\.)(?<!^\d\.)(?<!\s\d\.)[”’\"]?\s+(?=[A-Z“\"‘(\d])|\n+", text)
    assert sentences(text, "en") == [piece.strip() for piece in pieces if piece.strip()]
