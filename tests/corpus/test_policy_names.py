"""Names of policy documents in running text."""

import pytest

from policyanalysis.corpus.policy_names import find_mentions, title_key, without_issuer

ENGLISH = [  # text, names
    ("The “Opinions on Deepening the Implementation of the “Artificial Intelligence Plus” Initiative” were issued.", ["Opinions on Deepening the Implementation of the “Artificial Intelligence Plus” Initiative"]),
    ("The “Opinions on Deepening the Implementation of the ‘AI Plus’ Initiative,” a document", ["Opinions on Deepening the Implementation of the ‘AI Plus’ Initiative"]),
    ('The "Opinions on Deepening the Implementation of the "AI Plus" Initiative" and the "Action Plan for Hydrogen Energy Use"', ['Opinions on Deepening the Implementation of the "AI Plus" Initiative', "Action Plan for Hydrogen Energy Use"]),
    ("The ““Data Elements ×” Three-Year Action Plan (2024-2026)” begins.", ["“Data Elements ×” Three-Year Action Plan (2024-2026)"]),
    ("the ” Furong Talent Action Plan ” , the ” Re-loan ” and more", ["Furong Talent Action Plan"]),
    ("according to the \"the Standing Committee 2019 Annual Work Plan\", it", ["Standing Committee 2019 Annual Work Plan"]),
    ("The “Elements and Conditions for Smart Factories (2025 Edition)” apply.", ["Elements and Conditions for Smart Factories (2025 Edition)"]),
    ("the Opinions on Doing a Good Job in Risk Prevention of Online Loan Institutions, which", ["Opinions on Doing a Good Job in Risk Prevention of Online Loan Institutions"]),
    ("Notice of the Ministry of Finance on Printing and Distributing the Measures for the Management of Funds", ["Measures for the Management of Funds"]),
    ("the “Notice on Issuing the ‘Action Plan for Hydrogen Energy Use’” says", ["Action Plan for Hydrogen Energy Use"]),
    ("He said: “We will carry out the Plan with all our strength this year.”", []), ("“This Plan” and the Notice on", []), ("the Opinions of the General Office", []), ("the Opinions of the State Council", []),
    ("“It ended. The plan for all of us began.”", []), ("a plan for the city", []), ("“Ordinary\nPlan to Win Over the Second City”", []), ("", []), ("“", []), ("“””“", []),
]
CHINESE = [
    ("印发《关于印发〈湖南省氢能发展规划〉的通知》", ["湖南省氢能发展规划"]), ("关于印发《湖南省氢能发展规划》的通知（湘政发〔2023〕1号）", ["湖南省氢能发展规划"]), ("《關於發展低空經濟的意見》", ["關於發展低空經濟的意見"]),
    ("《合肥市支持总部经济发展若干政策（试行）》", ["合肥市支持总部经济发展若干政策（试行）"]), ("《国家数据基础设施建设指引》", ["国家数据基础设施建设指引"]), ("《 关于低空经济的 意见 》", ["关于低空经济的意见"]),
    ("《财政部关于做好资金管理的通知》", ["财政部关于做好资金管理的通知"]), ("《意见》和《若干措施》", []), ("《数字经济发展报告》", []), ("《红楼梦研究》", []), ("《未闭合的关于发展的意见", []), ("", []),
]


@pytest.mark.parametrize("text, expected", ENGLISH)
def test_english(text, expected):
    found = find_mentions(text, "en")
    assert [m.name for m in found] == expected and all(0 <= m.start < m.end <= len(text) for m in found)


@pytest.mark.parametrize("text, expected", CHINESE)
def test_chinese(text, expected):
    assert [m.name for m in find_mentions(text, "zh")] == expected


SAME = [("zh", "中共中央 国务院关于促进民营经济发展壮大的意见", "关于促进民营经济发展壮大的意见"), ("zh", "国务院关于做好工作的通知", "關於做好工作的通知"), ("zh", "行动方案（2023—2025年）", "行动方案(2023-2025年)"),
        ("en", "Opinions of the State Council on Implementing the Budget", "Opinions on Implementing the Budget"), ("en", "Measures to Support Yiyang’s Industry", "Measures to Support Yiyang City's Industry")]
DIFFERENT = [("zh", "苏州市关于推进算力产业发展的方案", "关于推进算力产业发展的方案"), ("en", "Action Plan for Hydrogen of Hunan", "Action Plan for Hydrogen"), ("en", "Plan for Wind", "Opinions on Wind")]


@pytest.mark.parametrize("lang, a, b", SAME)
def test_prints_of_one_title(lang, a, b):
    assert title_key(a, lang) == title_key(b, lang)


@pytest.mark.parametrize("lang, a, b", DIFFERENT)
def test_titles_of_two_documents(lang, a, b):
    assert title_key(a, lang) != title_key(b, lang)


def test_without_issuer_keeps_what_is_no_body():
    assert without_issuer("湖南省关于发展的意见", "zh") == "湖南省关于发展的意见" and without_issuer("Opinions on the State Council", "en") == "Opinions on the State Council"
