"""Which article translates which."""

import numpy as np
import pandas as pd
import pytest

from policyanalysis.corpus.similarity import Bags, count
from policyanalysis.corpus.translations import COLUMNS, _best, figures, find_pairs

STORAGE = ("New energy storage", "By 2027, the installed capacity of new energy storage will exceed 180 million kW, with direct investment of 250 billion yuan. Lithium batteries and compressed air storage lead; sodium batteries are in pilot projects. "
           "Power grids shall connect storage stations and dispatch them in the electricity market.")
STORAGE_ZH = ("新型储能", "到2027年，新型储能装机容量将超过1.8亿千瓦，直接投资2500亿元。锂电池和压缩空气储能领先，钠电池处于试点项目阶段。电网应当接入储能电站，并在电力市场中调度。")
SPORT = ("Sports consumption", "By 2030, the total scale of the sports industry is to exceed 7 trillion yuan. Cities open stadiums, winter sports and outdoor sports grow, and sports events attract tourists to 120 counties.")
SPORT_ZH = ("体育消费", "到2030年，体育产业总规模要超过7万亿元。城市开放体育场馆，冰雪运动和户外运动增长，体育赛事吸引游客前往120个县。")
HYDROGEN_ZH = ("氢能", "到2025年，可再生能源制氢量达到10万至20万吨，燃料电池汽车保有量约5万辆，加氢站布局完善，氢能管道建设提速。")


def articles(*rows):
    return pd.DataFrame([(f"d{n}", *row, "", "", "") for n, row in enumerate(rows)], columns=["doc_id", "lang", "title", "text", "duplicate_of", "attachment", "doc_number"])


POLICIES = pd.DataFrame(columns=["policy", "title_en", "title_zh", "doc_number", "doc_ids_en", "doc_ids_zh"])


def found(table, policies=POLICIES):
    pairs = find_pairs(table, policies)
    assert pairs.columns.tolist() == COLUMNS and pairs.score.between(0, 1).all()
    return [tuple(row) for row in pairs[["doc_id_en", "doc_id_zh", "kind"]].values]


def test_each_with_its_own():
    table = articles(("zh", *HYDROGEN_ZH), ("en", *SPORT), ("zh", *STORAGE_ZH), ("en", *STORAGE), ("zh", *SPORT_ZH))
    assert found(table) == [("d1", "d4", "translation"), ("d3", "d2", "translation")]


def test_the_evidence_is_what_both_say():
    evidence = find_pairs(articles(("en", *STORAGE), ("zh", *STORAGE_ZH), ("zh", *HYDROGEN_ZH)), POLICIES).evidence[0]
    assert "2027" in evidence and "新型储能=new energy storage" in evidence


def test_traditional_characters():
    from opencc import OpenCC

    traditional = [OpenCC("s2t").convert(part) for part in STORAGE_ZH]
    assert found(articles(("en", *STORAGE), ("zh", *traditional), ("zh", *SPORT_ZH))) == [("d0", "d1", "translation")]


@pytest.mark.parametrize("rows", [[], [("en", *STORAGE)], [("zh", *STORAGE_ZH)], [("en", *STORAGE), ("en", *SPORT)], [("en", "", ""), ("zh", "", "")]])
def test_no_pairs(rows):
    assert found(articles(*rows)) == []


def test_a_summary_is_no_translation():
    long = " ".join([STORAGE[1]] * 4)
    assert found(articles(("en", STORAGE[0], long), ("zh", *STORAGE_ZH), ("zh", *SPORT_ZH))) == []


def test_of_two_versions_the_closer_one_is_the_translation():
    weaker = STORAGE[1].replace("180 million", "170 million").replace("sodium batteries", "flow batteries")
    for rows in ([("en", STORAGE[0], weaker), ("en", *STORAGE)], [("en", *STORAGE), ("en", STORAGE[0], weaker)]):
        table = articles(*rows, ("zh", *STORAGE_ZH), ("zh", *SPORT_ZH))
        closer = table.doc_id[table.text == STORAGE[1]].item()
        assert found(table) == [(closer, "d2", "translation")]


def test_two_articles_on_other_subjects():
    assert found(articles(("en", *SPORT), ("zh", *HYDROGEN_ZH), ("zh", *STORAGE_ZH))) == []


def test_duplicates_are_left_out():
    table = articles(("en", *STORAGE), ("zh", *STORAGE_ZH), ("zh", *STORAGE_ZH), ("zh", *SPORT_ZH))
    table.loc[2, "duplicate_of"] = "d1"
    assert found(table) == [("d0", "d1", "translation")]


def test_same_policy_needs_the_document_to_be_the_subject_of_both():
    table = articles(("en", "Notice on Sports Consumption of 2025", STORAGE[1]), ("zh", "《体育消费通知》发布", HYDROGEN_ZH[1]), ("zh", "城市", "提到《体育消费通知》。"))
    policies = pd.DataFrame([("p001", "Notice on Sports Consumption", "体育消费通知", "", ["d0"], ["d1", "d2"])], columns=POLICIES.columns)
    assert found(table, policies) == [("d0", "d1", "same_policy")]


FIGURES = [("7 trillion yuan by 2030", "en", {"7e+12", "2030"}), ("到2030年超过7万亿元", "zh", {"7e+12", "2030"}), ("", "en", set()), ("", "zh", set()),
           ("five cities and 3 towns", "en", set()), ("250 billion yuan", "en", {"2.5e+11"}), ("2500亿元", "zh", {"2.5e+11"}), ("1.2亿千瓦", "zh", {"1.2e+08"})]


@pytest.mark.parametrize("text, lang, expected", FIGURES)
def test_figures(text, lang, expected):
    assert figures(text, lang) == expected


def test_bags():
    bags = Bags(count([["hydrogen", "energy"], ["pension"], []]), count([["养老金"], ["氢能"], []]))
    assert bags.similarity.shape == (3, 3)
    assert bags.similarity[:2].argmax(axis=1).tolist() == [1, 0] and not np.isnan(bags.similarity).any()
    assert bags.similarity[2].tolist() == [0, 0, 0] and (bags.similarity <= 1 + 1e-9).all()


@pytest.mark.parametrize("similarity, en, zh, translation", [
    (0.354, "2027 5 7", "2027 5 7", True), (0.353, "2027 5 7", "2027 5 7", False),  # 0.7 of 0.354 / 0.55, and 0.3 for the figures: 0.7505
    (0.60, "2027 5 7 9 11 13", "2027", True), (0.60, "2027 5 7 9 11 13", "8 10 12 14", False),  # words alone, since one figure tells nothing; no figure of several in common: 0.7
    (0.59, "2026 5 7", "2027 6 7", True), (0.50, "2026 5 7", "2027 6 7", False)])
def test_how_alike_a_translation_must_be(similarity, en, zh, translation):
    figures_of = {"en": [set(en.split())], "zh": [set(zh.split())]}
    assert _best([np.array([0]), np.array([0]), np.array([similarity])], figures_of) == ([(0, 0)] if translation else [])
