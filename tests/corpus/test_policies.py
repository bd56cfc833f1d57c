"""Policy documents named in the articles."""

import pandas as pd
import pytest

from policyanalysis.corpus.policies import COLUMNS, find_policies


def articles(*rows):
    return pd.DataFrame([(f"d{n}", title, attachment, lang, text) for n, (lang, title, attachment, text) in enumerate(rows)],
                        columns=["doc_id", "title", "attachment", "lang", "text"])


def test_no_articles():
    table = find_policies(articles())
    assert table.empty and table.columns.tolist() == COLUMNS


def test_one_number_makes_one_row_of_both_languages():
    table = find_policies(articles(("zh", "新政", "", "2025年3月1日，国务院办公厅印发《关于释放体育消费潜力的意见》（国办发〔2025〕31号）。"),
                                   ("en", "News", "", "The office issued the “Opinions on Something Quite Different Here” (Guobanfa [2025] No. 31).")))
    assert table.values.tolist() == [["p001", "Opinions on Something Quite Different Here", "关于释放体育消费潜力的意见", "国办发〔2025〕31号",
                                      "General Office of the State Council", "2025-03-01", ["d1"], ["d0"]]]


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
