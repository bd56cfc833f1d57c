"""What one printed line tells."""

import pytest

from policyanalysis.corpus import cues

SOURCES = [  # line, (source, day) or None
    ("农民日报 2024-10-09", ("农民日报", "2024-10-09")),
    ("来源：海关总署 2024年10月14日", ("海关总署", "2024-10-14")),
    ("大众日报　２０２４－１０－１５", ("大众日报", "2024-10-15")),
    ("Farm Daily | 14 October 2024", ("Farm Daily", "2024-10-14")),
    ("Harbour Post, October 15, 2024", ("Harbour Post", "2024-10-15")),
    ("Source: Harbour Post Date: 2024-10-15", ("Harbour Post", "2024-10-15")),
    ("2024-10-09 14:30", ("", "2024-10-09")),
    ("二〇二四年十月九日", ("", "2024-10-09")),
    ("（新华社 2024-10-09）", ("新华社", "2024-10-09")),
    ("2024年10月", None),
    ("October 15", None),
    ("据新华社2024年10月9日报道。", None),
    ("2024-10-01 – 2024-10-09", None),
    ("2024-02-30", None),
    ("王某、李某 2024-10-09", None),
    ("The plan runs for two years until 2024-10-09", None),
    ("x" * 70 + " 2024-10-09", None),
    ("", None),
]


@pytest.mark.parametrize("line, expected", SOURCES)
def test_source_and_date(line, expected):
    assert cues.source_and_date(line) == expected


FIELDS = [
    ("作者：王", ("author", "王")), ("作 者 : 王", ("author", "王")), ("By: Ann", ("author", "Ann")), ("  * Source: The Post ", ("source", "The Post")),
    ("來源：中央社", ("source", "中央社")), ("發佈時間: 2024-03-05", ("date", "2024-03-05")), ("欄目：財經", ("section", "財經")), ("分類：能源", ("section", "能源")),
    ("- 日期 :", ("date", "")), ("栏目: 时政", ("section", "时政")), ("Category: ENERGY", ("section", "ENERGY")),
    ("Authority: none", None), ("date of birth", None), ("日期未定", None), ("作者：" + "长" * 130, None), ("", None),
]


@pytest.mark.parametrize("line, expected", FIELDS)
def test_field(line, expected):
    assert cues.field(line) == expected


TITLES = [  # line, could it be a headline
    ("青岛港开通直达南美航线", True), ("Port opens a direct route to South America", True), ("青島港開通直達南美航線", True), ("Rules for drones: what changes in May?", True),
    ("一、总体要求和目标任务", False), ("（三）完善储备制度安排", False), ("2. Responsibilities of the cities", False), ("III. Supporting measures in detail", False),
    ("①加强统筹协调力度", False), ("1.2 Scope of application of the rules", False), ("下列单位应当于月底前报送：", False), ("The following rules apply:", False),
    ("[Expert opinion of the week]", False), ("【行业要闻与观察】", False), ("https://example.org/a/long/address", False), ("附件：新的管理办法全文", False),
    ("来源：某某日报社", False), ("联系方式", False), ("国家发展改革委 财政部", False), ("Ministry of Finance", False),
    ("第一句话结束。第二句话又开始", False), ("Prices fell. Demand rose a month later", False), ("Short line", False), ("x " * 130, False),
]


@pytest.mark.parametrize("line, expected", TITLES)
def test_looks_like_title(line, expected):
    assert cues.looks_like_title(line) is expected


ENDS = [("完成。", True), ("真的吗？", True), ("他说：“好。”", True), ("如下：", True), ("Done.", True), ("He said “no.”", True), ("(See below.)", True), ("目标", False),
        ("Next steps", False), ("《办法》", False), ("", False)]


@pytest.mark.parametrize("line, expected", ENDS)
def test_is_sentence(line, expected):
    assert cues.is_sentence(line) is expected


PATTERNS = [  # name, lines that match, lines that do not
    ("BULLET", ["• a", "  ● 标题", "    ■ b", "◆ c"], ["- a", "•", "text • a", "         • far in", "1. a"]),
    ("URL", ["https://example.org/a?b=1", " <http://example.org> ", "www.example.org"], ["see https://example.org", "https://", "ftp://example.org"]),
    ("ATTACHMENT", ["附：《办法》", "附件1: 名单", "Attachment 2: List"], ["附件", "附近：公园", "附：", "Attachments are below"]),
    ("CONTACT", ["联系方式", "电 话: 123", "E-mail: a@example.org", "Contact us", "Copyright © example", "邮编：100000"], ["电话销售增长", "Address the problem now", "Telephone sales grew", "联系实际"]),
    ("CONTENTS", ["秋粮收购工作........12", "秋粮收购工作\t12", "秋粮收购工作……3", "Grain reserves.... 4"], ["秋粮收购工作 12", "In 2023, 12 cities took part", "等等……他说"]),
    ("DATELINE", ["BEIJING, Oct. 9 (Xinhua) A plan", "新华社青岛10月9日电 记者", "（本报讯）昨日", "CCTV News:At present"], ["Beijing is large", "In October the port", "ABC"]),
    ("BRACKETED", ["[Opinion]", "【要闻】", "〔专题〕"], ["[Opinion] starts here", "(Opinion)", "[]"]),
    ("NUMBERING", ["一、目标", "（二）任务", "(a) first", "3．措施", "Second, rights", "第三，创新", "①首先", "IV. Annex"], ["一方面", "2023年", "Secondary schools", "(see below)"]),
]


@pytest.mark.parametrize("name, line, expected", [(name, line, want) for name, yes, no in PATTERNS for want, lines in ((True, yes), (False, no)) for line in lines])
def test_patterns(name, line, expected):
    assert bool(getattr(cues, name).match(line)) is expected


@pytest.mark.parametrize("text, expected", [("", 0), ("abcd", 4), ("储能", 8), ("储能 ab", 11), ("儲能", 8)])
def test_length_counts_a_chinese_character_for_four(text, expected):
    assert cues.length(text) == expected


@pytest.mark.parametrize("line, expected", [("", 0), ("a", 0), ("  a", 2), ("　　中", 2), ("\ta", 1)])
def test_indent(line, expected):
    assert cues.indent(line) == expected


def test_a_padded_line_ends_as_it_would_without_blanks():
    assert cues.is_sentence("完成。" + " " * 200) and cues.is_sentence("It is done." + "\u3000" * 90) and not cues.is_sentence("下一步" + " " * 200)
