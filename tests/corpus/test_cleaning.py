"""Printed lines to text: str in, str out."""

from random import Random

import pytest

from policyanalysis.corpus import cues
from policyanalysis.corpus.cleaning import Paragraph, clean_line, line_traits, paragraphs
from policyanalysis.language.characters import LINK

LINES = [
    ("", ""), ("   ", ""), ("A &amp; B", "A & B"), ("<p>段落</p>文字", "段落文字"), ("text<br/>more", "text more"), ("<b>Bold</b> words", "Bold words"),
    ("x < y and y > z", "x < y and y > z"), ("x<script>y", "x<script>y"),
    ("ＡＢ１２％", "AB12%"), ("增长２．５％", "增长2．5%"), ("全角　空格", "全角空格"), ("no\xa0break", "no break"), ("零\u200b宽\ufeff", "零宽"),
    ("中 文 字", "中文字"), ("（ 国发 ）号", "（国发）号"), ("“ 新 ”模式", "“新”模式"), ("中文 English 中文", "中文 English 中文"), ("數 字 經 濟", "數字經濟"),
    ("**重点**任务", "重点任务"), ("2 ** 3", "2 ** 3"), ("the ” one ” rule", "the “one” rule"), ("the “a” and “b” here", "the “a” and “b” here"), ("“One” led to ” two ” and “three” (” four ” too)", "“One” led to “two” and “three” (“four” too)"), ("growth of 5 %", "growth of 5%"), ("word , word .", "word, word."),
    ("First isThe plan", "First is The plan"), ("done.Next", "done. Next"), ("McDonald and iPhone", "McDonald and iPhone"), ("a  b\t c", "a b c"), ("a\rb\x0cc\u2028d", "a b c d"), ("=1\r=2", "=1 =2"),
]


@pytest.mark.parametrize("line, expected", LINES)
def test_clean_line(line, expected):
    assert clean_line(line) == expected


@pytest.mark.parametrize("line", [line for line, _ in LINES])
def test_cleaning_twice_changes_nothing_more(line):
    assert clean_line(clean_line(line)) == clean_line(line)


def test_a_headline_keeps_its_gaps():
    assert clean_line("港口 提速　航线增加", keep_gaps=True) == "港口 提速 航线增加"


LONG = "港口集团表示，新航线开通以后，货物从工厂到码头的时间缩短了一天，运费也有所下"
PARAGRAPHS = [  # lines, paragraphs
    ([], []),
    ([""], []),
    (["-----", "……"], []),
    (["一句。", "", "二句。"], [(0, "一句。"), (2, "二句。")]),
    ([LONG, "", "降，企业对此表示欢迎。"], [(0, LONG + "降，企业对此表示欢迎。")]),
    ([LONG, "", "（二）加快建设，分步实施。"], [(0, LONG), (2, "（二）加快建设，分步实施。")]),
    ([LONG + "降。", "", "企业对此表示欢迎，希望增加班次。"], [(0, LONG + "降。"), (2, "企业对此表示欢迎，希望增加班次。")]),
    ([LONG, "    降，企业对此表示欢迎。"], [(0, LONG), (1, "降，企业对此表示欢迎。")]),
    (["短标题", "正文，开始。"], [(0, "短标题"), (1, "正文，开始。")]),
    (["The port said that the new route had cut the time from factory to quay by one", "", "day and that freight rates fell."],
     [(0, "The port said that the new route had cut the time from factory to quay by one day and that freight rates fell.")]),
    (["The port said that the new route had cut the time from factory to quay.", "day rates fell."],
     [(0, "The port said that the new route had cut the time from factory to quay."), (1, "day rates fell.")]),
    (["Time saved", "by the port."], [(0, "Time saved"), (1, "by the port.")]),
]


@pytest.mark.parametrize("lines, expected", PARAGRAPHS)
def test_paragraphs(lines, expected):
    assert paragraphs(lines, 0, len(lines) - 1) == [Paragraph(*row) for row in expected]


def test_only_the_lines_asked_for():
    assert paragraphs(["零", "一", "二", "三"], 1, 2) == [Paragraph(1, "一"), Paragraph(2, "二")]


PIECES = [" ", "  ", "\t", "\u3000", "\xa0", "\u200b", "“", "”", ",", ".", ";", ":", "%", "a", "Market", "The first is", "First are", "is", "U.S.", "新型", "储能", "，", "（", "２", "Ａ",
          "&amp;", "&mdash;", "&", "<b>", "</b>", "<", "**", "*", "x\x1cy", "𠮷", "K", "中 国", "\r"]


@pytest.mark.parametrize("seed", range(40))
def test_lines_looked_at_together_are_cleaned_as_each_alone(seed):
    random = Random(seed)
    lines = ["".join(random.choices(PIECES, k=random.randint(0, 12))) for _ in range(200)]
    assert [clean_line(line, traits=traits) for line, traits in zip(lines, line_traits(lines), strict=True)] == [clean_line(line) for line in lines]


def test_a_line_that_holds_a_line_feed_is_looked_at_in_full():
    assert line_traits(["a\nb", "c"]) == [255, 255] and line_traits([]) == []


@pytest.mark.parametrize("line", ["http://a.cn/b", "WWW.EXAMPLE.ORG/x", "www.a.cn", "链接：HTTPS://X.org", "[原文](https://a.cn)"])
def test_every_link_is_seen_among_the_traits(line):
    assert cues.link(line) and line_traits(["a", line, "b"])[1] & LINK and not line_traits(["a", line, "b"])[2] & LINK
