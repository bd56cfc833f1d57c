"""Policy documents named in the articles."""

import pandas as pd
import pytest

from policyanalysis.corpus import policies
from policyanalysis.corpus.policies import COLUMNS, find_policies, join_policies, name_policies


def articles(*rows):
    return pd.DataFrame([(f"d{n}", title, attachment, lang, text) for n, (lang, title, attachment, text) in enumerate(rows)],
                        columns=["doc_id", "title", "attachment", "lang", "text"])


def test_no_articles():
    table = find_policies(articles())
    assert table.empty and table.columns.tolist() == COLUMNS


def test_one_number_makes_one_row_of_both_languages():
    table = find_policies(articles(("zh", "新政", "", "2025年3月1日，国务院办公厅印发《关于释放体育消费潜力的意见》（国办发〔2025〕31号）。"),
                                   ("en", "News", "", "The office issued the “Opinions on Something Quite Different Here” (Guobanfa [2025] No. 31).")))
    assert table[COLUMNS[:-1]].values.tolist() == [["p001", "Opinions on Something Quite Different Here", "关于释放体育消费潜力的意见", "国办发〔2025〕31号",
                                      "General Office of the State Council", "2025-03-01", ["d1"], ["d0"]]] and table.perhaps.tolist() == [""]


def test_titles_that_translate_each_other_make_one_row():
    table = find_policies(articles(("en", "x", "", "The Special Action Plan for Large-Scale Construction of New Energy Storage was read."),
                                   ("zh", "另", "《新型储能规模化建设专项行动方案（2025—2027年）》", "正文。")))
    assert table[["title_zh", "doc_ids_en", "doc_ids_zh"]].values.tolist() == [["新型储能规模化建设专项行动方案（2025—2027年）", ["d0"], ["d1"]]]


@pytest.mark.parametrize("english, chinese", [
    ("The Action Plan for Hydrogen Energy of Hunan Province.", "《广东省氢能行动方案》"),  # two places
    ("The “Action Plan for Hydrogen Energy Industry” (Guofa [2023] No. 1).", "《氢能产业行动方案》（国发〔2023〕2号）"),  # two numbers
])
def test_different_documents_stay_two_rows(english, chinese):
    assert len(find_policies(articles(("en", "", "", english), ("zh", "", "", chinese)))) == 2


def test_titles_find_their_own_translation_among_others():
    english = ["Action Plan for Old-Age Care Services", "Action Plan for Hydrogen Energy Industry", "Opinions on the Low-Altitude Economy of Cities", "Action Plan for Winter Sports Consumption"]
    chinese = ["氢能产业行动方案", "冰雪运动消费行动方案", "养老服务行动方案", "数字贸易行动方案"]
    table = find_policies(articles(*[("en", "", "", f"The “{t}” was read.") for t in english], *[("zh", "", "", f"解读《{t}》。") for t in chinese]))
    both = table[(table.title_en != "") & (table.title_zh != "")]
    assert dict(zip(both.title_en, both.title_zh)) == {english[0]: chinese[2], english[1]: chinese[0], english[3]: chinese[1]} and len(table) == 5


def test_prints_of_one_title():
    texts = ["《关于发展低空经济的意见》", "《發展低空經濟意見》", "《 关于发展低空经济的意见 》（征求意见稿）", "《关于发展低空经济的意见（2024年）》"]
    table = find_policies(articles(*[("zh", "", "", text) for text in texts]))
    assert table.doc_ids_zh.tolist() == [["d0", "d1", "d2", "d3"]] and table.title_zh.tolist() == ["关于发展低空经济的意见"]


@pytest.mark.parametrize("lang, text", [("zh", "《红楼梦研究》和《办法》"), ("en", "“This Plan” and the Notice on"), ("en", "a plan for the city"), ("zh", ""), ("en", "")])
def test_no_policy(lang, text):
    assert find_policies(articles((lang, "", "", text))).empty


def test_the_day_is_taken_only_with_a_word_of_issuing():
    table = find_policies(articles(("zh", "", "", "2025年3月1日起施行《低空经济促进办法》。"), ("zh", "", "", "2025年4月1日，市政府发布《氢能产业扶持办法》。")))
    assert dict(zip(table.title_zh, table.date)) == {"低空经济促进办法": "", "氢能产业扶持办法": "2025-04-01"}


def test_an_article_that_names_a_document_twice_is_listed_once():
    table = find_policies(articles(("zh", "《低空经济促进办法》", "", "《低空经济促进办法》分五章。")))
    assert table.doc_ids_zh.tolist() == [["d0"]]


def test_the_notice_that_issues_a_document_is_that_document():
    table = find_policies(articles(("zh", "", "", "印发《关于印发〈氢能产业发展规划〉的通知》。《氢能产业发展规划》分五章。"),
                                   ("en", "Notice of the Ministry of Finance on Printing and Distributing the Measures for the Management of Special Funds", "",
                                    "No.12 [2023] of Ministry of Finance\n\nThe \"Measures for the Management of Special Funds\" are hereby issued.")))
    assert table[["title_en", "title_zh", "doc_number"]].values.tolist() == [["", "氢能产业发展规划", ""], ["Measures for the Management of Special Funds", "", "Ministry of Finance〔2023〕12号"]]


def test_a_name_cut_short_is_not_a_second_document():
    table = find_policies(articles(("en", "Above the Roofs: The Implementation Plan for Aviation Equipment", "", "In the Implementation Plan for Aviation Equipment, cities come first. "
                                    "The “Implementation Plan for the Innovative Application of Aviation Equipment (2024-2030)” names them.")))
    assert table.title_en.tolist() == ["Implementation Plan for the Innovative Application of Aviation Equipment (2024-2030)"]


def test_the_number_of_the_next_document_is_its_own():
    table = find_policies(articles(("zh", "", "", "《氢能产业发展规划》和《低空经济促进办法》（国发〔2025〕1号）。"), ("zh", "", "", "《數字經濟促進條例》施行。另見國發〔2024〕2號。")))
    assert dict(zip(table.title_zh, table.doc_number)) == {"氢能产业发展规划": "", "低空经济促进办法": "国发〔2025〕1号", "數字經濟促進條例": "", "": "国发〔2024〕2号"}


def test_a_number_alone_cites_its_document():
    table = find_policies(articles(("zh", "", "", "《低空经济促进办法》（国发〔2025〕1号）。"), ("en", "", "", "A document, Guofa [2025] No. 1, says so."), ("en", "", "", "Another, Guofa [2025] No. 2, does not.")))
    assert table[["title_zh", "doc_number", "issuer", "doc_ids_en"]].values.tolist() == [["低空经济促进办法", "国发〔2025〕1号", "State Council", ["d1"]], ["", "国发〔2025〕2号", "State Council", ["d2"]]]


def aligned(*rows):
    return pd.DataFrame(rows, columns=["text_en", "text_zh"])


def test_the_same_place_of_aligned_paragraphs_names_the_same_document():
    english, chinese = "The “Overall Plan for the Bold Venture of Something” was read.", "通过了《要素市场化配置综合改革试点总体方案》。"
    rows = (("en", "", "", english), ("zh", "", "", chinese))
    assert len(find_policies(articles(*rows))) == 2
    assert find_policies(articles(*rows), aligned((english, chinese)))[["title_en", "title_zh"]].values.tolist() == [["Overall Plan for the Bold Venture of Something", "要素市场化配置综合改革试点总体方案"]]
    named = name_policies(articles(*rows))  # is joined twice while a corpus is loaded, and stays what it was
    assert [len(join_policies(named, *both)) for both in ((), (aligned((english, chinese)),), ())] == [2, 1, 2]


@pytest.mark.parametrize("english, chinese", [
    ("The “Overall Plan for the Bold Venture of Something” was read.", "通过了《关于要素市场化配置改革的意见》。"),  # another kind of document
    ("The “Overall Plan for the Bold Venture of Something” was read.", "通过了《要素配置改革总体方案》和《海洋发展总体规划》。"),  # one against two
    ("The “Overall Plan for the Bold Venture (2021-2023)” was read.", "通过了《要素配置改革总体方案（2024—2026年）》。"),  # two periods
])
def test_aligned_paragraphs_that_name_different_documents(english, chinese):
    table = find_policies(articles(("en", "", "", english), ("zh", "", "", chinese)), aligned((english, chinese), (english, "")))
    assert not ((table.title_en != "") & (table.title_zh != "")).any()


def test_doubtful_titles_name_each_other():
    english = ["Action Plan for Winter Sports Consumption in Cities", "Action Plan for Sports Consumption and Tourism"]
    table = find_policies(articles(*[("en", "", "", f"The “{t}” was read.") for t in english], ("zh", "", "", "解读《体育消费行动方案》。"), ("zh", "", "", "解读《体育旅游行动方案》。")))
    names = dict(zip(table.policy, table.perhaps))
    assert any(names.values()) and all(names[other] == policy for policy, other in names.items() if other)


def test_issuers_and_circular_economy():
    """Two opinions of one council on two economies are two documents."""
    table = find_policies(articles(("en", "", "", "\"Several Opinions of the State Council on Accelerating the Development of Circular Economy\" was issued."),
                                   ("zh", "", "", "《中共中央国务院关于促进民营经济发展壮大的意见》印发。")))
    assert len(table) == 2


def test_the_documents_of_the_sample(sample):
    """Counted by reading: 30 documents by name, all of the 11 English names beside a Chinese one, and two documents by their numbers alone."""
    table = sample.policies
    assert ((table.title_zh != "").sum(), (table.title_en != "").sum(), (table[table.title_en != ""].title_zh == "").sum()) == (30, 11, 0)
    assert table[table.title_zh == ""].doc_number.tolist() == ["发改能源规〔2021〕1051号", "国办发〔2024〕49号"] and not table.perhaps.any()


def test_articles_read_in_parts_name_the_same_documents(sample, monkeypatch):
    whole = find_policies(sample.articles)
    for part in (1, 5_000):
        monkeypatch.setattr(policies, "PART", part)
        pd.testing.assert_frame_equal(find_policies(sample.articles), whole)


def test_a_whole_title_in_a_later_part_takes_the_place_of_one_cut_short(monkeypatch):
    monkeypatch.setattr(policies, "PART", 1)
    short, whole = "Plan for Renewing Boats", "Plan for Renewing Boats and Nets"
    found = policies.name_policies(articles(("en", "", "", f"The “{whole}” came. The “{short}” came."), ("en", "", "", f"The “{whole}” came.")))
    assert [(policy.title["en"], policy.ids["en"]) for policy in found] == [(whole, ["d0", "d1"])]
    monkeypatch.setattr(policies, "_keys", lambda mentions, lang: [policies.title_key(whole, lang)] * len(mentions))  # as if the longer title stood in both
    found = policies.name_policies(articles(("en", "", "", f"The “{short}” came."), ("en", "", "", f"The “{whole}” came."), ("en", "", "", f"The “{short}” came.")))
    assert [(policy.title["en"], policy.ids["en"]) for policy in found] == [(whole, ["d0", "d1", "d2"])]
