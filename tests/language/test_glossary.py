"""The glossary's names, and that its file is clean."""

from importlib.resources import files

import pytest

from policyanalysis.language.glossary import find_names, glossary
from policyanalysis.language.scripts import simplified

LINES = files("policyanalysis.language").joinpath("data", "glossary.tsv").read_text(encoding="utf-8").split("\n")


def test_columns_and_kinds():
    assert LINES[0] == "zh\ten\tkind" and LINES[-1] == ""
    assert {len(line.split("\t")) for line in LINES[:-1]} == {3}
    assert set(glossary().kind) == {"term", "body", "region", "grade", "document"} and len(glossary()) == len(LINES) - 2 > 1000


def test_no_blanks_no_duplicates_no_strays():
    table = glossary()
    assert table.zh.is_unique
    assert all(cell and cell == cell.strip() and "  " not in cell and "\r" not in cell for column in table for cell in table[column])
    renderings = [(zh, en.split(" / ")) for zh, en in zip(table.zh, table.en)]
    assert not [zh for zh, forms in renderings if len(set(forms)) < len(forms) or "" in forms or any(form != form.strip("/ ") for form in forms)]


def test_chinese_is_simplified_and_english_is_not_chinese():
    table = glossary()
    assert not [zh for zh in table.zh if simplified(zh) != zh] and not table.en.str.contains(r"[\u3400-\u9fff]").any()


NAMES = [  # text, language, kind, canonical names
    ("工业和信息化部印发通知", "zh", "body", ["Ministry of Industry and Information Technology"]),
    ("MIIT and the NDRC", "en", "body", ["Ministry of Industry and Information Technology", "National Development and Reform Commission"]),
    ("国家发展改革委和国家发展和改革委员会", "zh", "body", ["National Development and Reform Commission"] * 2),
    ("National Development and Reform Commission", "en", "body", ["National Development and Reform Commission"]),
    ("国务院办公厅", "zh", "body", ["General Office of the State Council"]),  # not the State Council within it
    ("MIITX and NDRCs", "en", "body", []),
    ("湖南省和北京市", "zh", "region", ["Hunan", "Beijing"]),
    ("Hunan Province and Beijing", "en", "region", ["Hunan", "Beijing"]),
    ("Hunanese", "en", "region", []),
    ("", "zh", "body", []), ("", "en", "region", []),
]


@pytest.mark.parametrize("text, lang, kind, expected", NAMES)
def test_find_names(text, lang, kind, expected):
    found = find_names(text, lang, kind)
    assert [name.canonical for name in found] == expected
    assert all(0 <= name.start < name.end <= len(text) for name in found)
