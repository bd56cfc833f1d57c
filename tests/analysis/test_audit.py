"""Planted differences between an English version and its Chinese original: all are found, agreement is not."""

import pandas as pd
import pytest

from policyanalysis.analysis.audit import COLUMNS, audit_translations

ALIGNED = ["doc_id_en", "doc_id_zh", "file_en", "line_en", "file_zh", "line_zh", "text_en", "text_zh"]
GLOSSARY = pd.DataFrame([("海上风电场", "offshore wind farm / offshore wind power plant", "term"), ("远洋渔业基地", "deep-sea fishing base", "term"), ("海港", "harbour", "term"), ("滨海新区管委会", "coastal area office", "body")], columns=["zh", "en", "kind"])


def audit(*pairs, **more):
    return audit_translations(pd.DataFrame([("e", "z", "a.txt", at, "b.txt", 100 + at, en, zh) for at, (en, zh) in enumerate(pairs)], columns=ALIGNED), **more)


@pytest.mark.parametrize("en, zh", [
    ("Output will exceed 7 trillion yuan by 2030.", "到2030年产值超过7万亿元。"), ("It serves 260 million people.", "服务2.6亿人。"), ("RMB 36.2 billion was spent.", "支出362亿元。"), ("The yard holds 9.587 million vehicles.", "存放958.7万辆。"),
    ("The share rises by 5 percentage points.", "占比提升5个百分点。"), ("Twenty measures were issued.", "出台二十条措施。"), ("Costs fall 15%-20%.", "成本降低15%-20%。"), ("One third of boats.", "三分之一的船。"), ("Costs fall by 20 percent.", "成本降低两成。"),
    ("Three ports join.", "三个港口加入。"), ("over 20 %", "20%以上"), ("Passed Level 3 and above.", "达到三级以上。"), ("excellence-level yards", "卓越级船厂"), ("Apply before July 10, 2026.", "2026年7月10日前申报。"),
    ("Announced in 2025 (No. 31).", "2025年发布（31号）。"), ("A first batch opens within one year.", "一年内首批开放。"), ("Every yuan yields 4.3 yuan.", "每1元带动4.3元。"), ("Tens of thousands came.", "几万人到场。"), ("", ""),
    ("The first and second phase will open.", "一期、2个阶段将开放。"), ("Two hundred ships sail.", "200艘船起航。"), ("The first hundred days count.", "头一百天最要紧。"),
])
def test_agreement_is_no_finding(en, zh):
    found = audit((en, zh))
    assert list(found.columns) == COLUMNS and found.empty, found["explanation"].tolist()


@pytest.mark.parametrize("en, zh, said", [
    ("Output will exceed 7 billion yuan.", "产值超过7万亿元。", ["7 billion yuan", "7万亿元"]), ("It serves 26 million people.", "服务2.6亿人。", ["26 million people", "2.6亿人"]), ("The share reaches 54%.", "占比达45%。", ["54%", "45%"]),
    ("It reaches 500 million people.", "覆盖5亿人次。", ["unit", "people", "visits"]), ("The share rises by 5%.", "占比提升5个百分点。", ["unit", "5%", "pp"]), ("Done within one year.", "1个月内完成。", ["unit", "year", "month"]),
    ("Open by 2035.", "到2030年开放。", ["year", "2035", "2030"]), ("Open by 2026.", "到2027年开放。", ["year", "2026", "2027"]), ("Apply before December 30.", "12月31日前申报。", ["day", "December 30", "12月31日"]), ("The yard holds 9.587 million vehicles.", "存放958.1万辆。", ["number", "9.587 million", "958.1万"]), ("Passed Level 2.", "达到三级。", ["grade", "Level 2", "三级"]), ("advanced-level yards", "卓越级船厂", ["grade", "advanced", "卓越级"]), ("Apply before July 16.", "7月10日前申报。", ["day", "July 16", "7月10日"]),
    ("Eighteen ports and 50 ships.", "18个港口、60艘船。", ["50", "60艘"]), ("The plan helps.", "该规划投入５００亿元支持。", ["５００亿元", "does not"]), ("The plan spends 50 million yuan.", "该规划给予支持。", ["50 million yuan", "does not"]),
    ("It costs 3 million dollars.", "成本为300万元。", ["unit", "USD", "yuan"]),
])
def test_number(en, zh, said):
    (row,) = audit((en, zh)).itertuples()
    assert row.type == "number" and row.confidence in ("high", "medium")
    assert all(piece in row.explanation for piece in said), row.explanation
    assert (row.doc_id_en, row.doc_id_zh, row.file_en, row.line_en, row.file_zh, row.line_zh, row.text_en, row.text_zh) == ("e", "z", "a.txt", 0, "b.txt", 100, en, zh)


def test_one_row_for_each_differing_number():
    found = audit(("Output is 7 billion yuan, the share 54%, and 20 boats sail.", "产值7万亿元，占比45%，20艘船。"))
    assert len(found) == 2 and set(found["type"]) == {"number"}


def test_a_number_in_the_next_paragraph_is_no_finding():
    assert audit(("The sum is 500 million yuan.", "总额如下。"), ("It is large.", "为5亿元。")).empty
    far = [("Nothing here at all.", "这里什么都没有。")] * 5
    assert len(audit(("The sum is 500 million yuan.", "总额如下。"), *far, ("It is large.", "为5亿元。"))) == 2


@pytest.mark.parametrize("en, zh, side", [
    ("", "港口建设要加强统筹，落实各方责任。", "Chinese"), (None, "港口建设要加强统筹，落实各方责任。", "Chinese"), ("Ports should coordinate better and share duties.", float("nan"), "English"),
])
def test_missing_paragraph(en, zh, side):
    (row,) = audit((en, zh)).itertuples()
    assert row.type == "missing" and row.explanation.startswith(f"The {side} paragraph has no counterpart")


def test_a_title_printed_on_one_side_is_not_missing():
    articles = pd.DataFrame({"doc_id": ["e", "z"], "duplicate_of": ["", ""], "title": ["Better ports", "港口建设的统筹与责任"]})
    assert audit(("", "港口建设的统筹与责任"), articles=articles).empty
    assert audit(("", "港口建设的统筹与责任"))["type"].tolist() == ["missing"]


def test_missing_side_has_no_line():
    aligned = pd.DataFrame([("e", "z", "a.txt", None, "b.txt", 7, None, "港口建设要加强统筹，落实各方责任。")], columns=ALIGNED)
    (row,) = audit_translations(aligned).itertuples()
    assert row.line_en is pd.NA and row.line_zh == 7 and row.text_en == ""


def test_shortened_paragraph():
    long = "港口建设要加强统筹，落实各方责任，完善服务体系，推动船舶更新，保护近海生态，扩大对外合作。"
    (row,) = audit(("Ports need work.", long)).itertuples()
    assert (row.type, row.confidence) == ("missing", "medium") and "16 characters" in row.explanation
    (row,) = audit(("Ports should coordinate better, share duties, improve services, renew ships, protect the coast and cooperate with others.", "建设港口。")).itertuples()
    assert row.type == "missing"


def test_marks_without_words_are_not_missing():
    assert audit(("", "——"), ("***", "")).empty


def test_term_rendered_otherwise_than_elsewhere():
    found = audit(("The deep-sea fishing base opens.", "远洋渔业基地开放。"), ("The fishing base in the deep grows.", "远洋渔业基地扩大。"), glossary=GLOSSARY)
    assert found["type"].tolist() == ["term"] and found["line_en"].tolist() == [1] and "远洋渔业基地" in found["explanation"][0]


@pytest.mark.parametrize("en, zh", [
    ("Offshore wind farms are built.", "建设海上风电场。"), ("Farms for wind that stand offshore are built.", "建设海上风电场。"), ("An offshore wind power plant is built.", "建设海上风电场。"), ("The plan goes on as before.", "海上风电场继续推进。"),
    ("The port grows.", "海港扩大。"), ("The office of the zone decides.", "滨海新区管委会决定。"),
])
def test_term_is_not_found(en, zh):
    assert audit((en, zh), glossary=GLOSSARY).empty


def test_a_name_cut_at_its_end_is_no_other_term():
    assert audit(("The deep-sea fishing base opens.", "远洋渔业基地开放。"), ("Inland and deep-sea fishing follow.", "内陆的基地和远洋渔业基地随后也要一起开放。"), glossary=GLOSSARY).empty


def test_a_title_without_a_term_that_the_text_names_elsewhere():
    found = audit(("An offshore wind farm is built.", "建设海上风电场。"), ("The “Action Plan for Salt Gardens” was issued.", "《海上风电场行动计划》印发。"), glossary=GLOSSARY)
    assert found["type"].tolist() == ["term"] and "Salt Gardens" in found["explanation"][0] and "海上风电场" in found["explanation"][0]


@pytest.mark.parametrize("pairs", [
    [("An offshore wind farm is built.", "建设海上风电场。"), ("The “Action Plan for Wind Farms Offshore” was issued.", "《海上风电场行动计划》印发。")],
    [("The “Action Plan for Salt Gardens” was issued.", "《海上风电场行动计划》印发。")],
    [("An offshore wind farm is built.", "建设海上风电场。"), ("It was “warmly received by all”.", "《海上风电场行动计划》受到欢迎。")],
])
def test_a_title_is_no_finding_without_evidence(pairs):
    assert "term" not in set(audit(*pairs, glossary=GLOSSARY)["type"])


def test_a_term_in_part_tells_only_in_a_heading():
    found = audit(("Strengthening fishing bases of the deep", "加强远洋渔业基地建设"), glossary=GLOSSARY)
    assert found[["type", "confidence"]].values.tolist() == [["term", "low"]]
    assert audit(("Strengthening fishing bases of the deep is one of many things that the coastal towns have to do.", "加强远洋渔业基地建设是沿海各镇要做的许多事情中的一件。"), glossary=GLOSSARY).empty


def test_two_gaps_side_by_side_are_one_pair():
    assert audit(("", "二、提早到港的船"), ("II. Early ships", "")).empty
    assert audit(("", "二、提早到港的船"), ("A long paragraph that tells how the harbour grew in many small steps over two hundred years, and why nobody saw it coming.", ""))["type"].tolist() == ["missing", "missing"]
    assert audit(("", "共有50艘船到港。"), ("Seventy ships arrived in all.", ""))["type"].tolist() == ["number"]


def test_a_heading_run_into_the_next_paragraph_is_not_missing():
    assert audit(("", "渔港试点："), ("Port pilots: Towns on the coast begin.", "沿海各镇先行。")).empty
    assert audit(("", "渔港试点："), ("Towns on the coast begin.", "沿海各镇先行。"))["type"].tolist() == ["missing"]


def test_no_glossary_no_terms():
    assert audit(("The fishing base in the deep grows.", "远洋渔业基地扩大。")).empty
    assert audit(("The fishing base in the deep grows.", "远洋渔业基地扩大。"), glossary=GLOSSARY.iloc[:0]).empty


def test_duplicates_are_left_out():
    articles = pd.DataFrame({"doc_id": ["e", "z"], "duplicate_of": ["", "x"]})
    assert len(audit(("It costs 5 yuan.", "成本6元。"))) == 1
    assert audit(("It costs 5 yuan.", "成本6元。"), articles=articles).empty


def test_no_pairs():
    found = audit_translations(pd.DataFrame(columns=ALIGNED))
    assert list(found.columns) == COLUMNS and found.empty


def test_all_planted_differences_of_a_document_and_no_other():
    pairs = [("The harbour will grow.", "海港将扩大。"), ("By 2030, cargo will exceed 900 million tonnes.", "到2030年，货物超过9亿吨。"), ("It will train 3,000 sailors.", "培训5000名船员。"), ("Costs fall by 5%.", "成本下降5%。"),
             ("", "沿海各市要按月报送建设进展情况。"), ("Open to 20 million people.", "接待2000万人次。"), ("The end.", "结束。")]
    found = audit(*pairs)
    assert found[["type", "line_zh"]].values.tolist() == [["number", 102], ["missing", 104], ["number", 105]]


@pytest.mark.parametrize("en, zh", [
    ("The first stage of", "渔港建设起步阶段"), ("Innovation in land: towns decide alone.", "土地管理制度创新:各镇自行决定。"), ("Growth of the deep-sea", "远洋渔业基地建设"), ("Better industrial:", "产业用地供应改善:"),
])
def test_a_heading_that_is_cut_off(en, zh):
    (row,) = audit((en, zh), glossary=GLOSSARY).itertuples()
    assert row.type == "missing" and "is cut off" in row.explanation and row.confidence in ("high", "medium")


@pytest.mark.parametrize("en, zh", [
    ("The first stage", "渔港建设起步阶段"), ("Where the fish come from", "鱼从哪里来"), ("Innovation in land management: towns decide alone.", "土地管理制度创新:各镇自行决定。"), ("Growth of deep-sea fishing bases", "远洋渔业基地建设"),
    ("Fish of the South", "南部地区的鱼"), ("Economic impact", "经济影响"),
])
def test_a_heading_that_is_whole(en, zh):
    assert audit((en, zh), glossary=GLOSSARY).empty


LONG = pd.DataFrame([("中小渔业企业", "micro, small and coastal fishing enterprises", "term"), ("三甲渔港", "Grade A tertiary harbour", "grade"), ("揭网挂帅", "open call for the best fishing captains", "term"), ("船产", "boat output", "term")], columns=["zh", "en", "kind"])


@pytest.mark.parametrize("en, zh, term", [
    ("It frees space for small and coastal fishing enterprises.", "为中小渔业企业释放空间。", "中小渔业企业"), ("It covers tertiary harbours.", "覆盖三甲渔港。", "三甲渔港"), ("The “fishing leaders” way is open.", "推行“揭网挂帅”。", "揭网挂帅"),
])
def test_an_official_name_in_part(en, zh, term):
    (row,) = audit((en, zh), glossary=LONG).itertuples()
    assert row.type == "term" and term in row.explanation and "official name" in row.explanation


@pytest.mark.parametrize("en, zh", [
    ("It frees space for micro, small and coastal fishing enterprises.", "为中小渔业企业释放空间。"), ("It frees space.", "为中小渔业企业释放空间。"), ("Boats grow.", "渔船产量增长。"), ("Grade A tertiary harbours open.", "三甲渔港开放。"),
])
def test_an_official_name_in_full_or_left_out(en, zh):
    assert audit((en, zh), glossary=LONG).empty


def test_what_only_a_machine_writes():
    found = audit(("The harbours of my country grow.", "我国的海港在扩大。"), glossary=GLOSSARY)
    assert found["type"].tolist() == ["term"] and "my country" in found["explanation"][0]
    assert audit(("China's harbours grow.", "我国的海港在扩大。"), glossary=GLOSSARY).empty


def test_a_version_of_a_grade_is_a_grade():
    (row,) = audit(("Passed Level 2.0 certification.", "通过2.0三级认证。")).itertuples()
    assert "Level 2" in row.explanation and "三级" in row.explanation
