"""Document numbers and the bodies that their codes name."""

import pytest

from policyanalysis.corpus.document_numbers import document_number, find_numbers, number_issuer, same_number

ISSUERS = [("国发〔2023〕11号", "State Council"), ("国办函〔2023〕11号", "General Office of the State Council"), ("中发〔2023〕1号", "CPC Central Committee"), ("发改环资〔2025〕13号", "National Development and Reform Commission"),
           ("发改办能源〔2025〕13号", "General Office of the National Development and Reform Commission"), ("工信部联规〔2024〕53号", "Ministry of Industry and Information Technology"),
           ("财税〔2024〕5号", "Ministry of Finance"), ("商消费函〔2024〕5号", "Ministry of Commerce"), ("京政发〔2024〕5号", "Beijing Municipal People's Government"), ("沪府办发〔2024〕5号", "General Office of Shanghai Municipal People's Government"),
           ("川办发〔2024〕5号", "General Office of Sichuan Provincial People's Government"), ("苏府〔2024〕5号", "Suzhou Municipal People's Government"), ("苏政发〔2024〕5号", "Jiangsu Provincial People's Government"),
           ("宁政发〔2024〕5号", ""), ("青政发〔2024〕5号", ""),  # two governments use each
           ("Unknownfa〔2024〕5号", ""), ("Ministry of Finance〔2024〕5号", "Ministry of Finance"), ("", "")]


@pytest.mark.parametrize("number, expected", ISSUERS)
def test_number_issuer(number, expected):
    assert number_issuer(number) == expected


ROMANISED = [("Xiangzhengbanfa [2025] No. 36", "湘政办发〔2025〕36号"), ("Yuefu (2024) No. 3", "粤府〔2024〕3号"), ("Guo Ban Fa [2024] No. 3", "国办发〔2024〕3号"), ("Hufufa [2024] No. 3", "沪府发〔2024〕3号"), ("Guohan [2024] No. 3", "国函〔2024〕3号")]


@pytest.mark.parametrize("text, expected", ROMANISED)
def test_romanised_codes(text, expected):
    assert document_number(text) == expected


SAME = [("国发〔2023〕11号", "国发〔2023〕11号", True), ("国发〔2023〕11号", "国发〔2024〕11号", False), ("工信部科〔2023〕122号", "Ministry of Industry and Information Technology〔2023〕122号", True),
        ("工信部科〔2023〕122号", "Ministry of Finance〔2023〕122号", False), ("工信部科〔2023〕122号", "工信部联规〔2023〕122号", False), ("湘工信〔2023〕122号", "Ministry of Industry and Information Technology〔2023〕122号", False)]


@pytest.mark.parametrize("a, b, expected", SAME)
def test_same_number(a, b, expected):
    assert same_number(a, b) is expected and same_number(b, a) is expected


@pytest.mark.parametrize("text, expected", [("另见国发〔2024〕2号", "国发〔2024〕2号"), ("我们按国办函〔2024〕2号办理", "国办函〔2024〕2号"), ("湘工信〔2024〕2号", "湘工信〔2024〕2号"), ("参见粤府办〔2024〕2号", "粤府办〔2024〕2号")])
def test_numbers_in_running_text(text, expected):
    assert document_number(text) == expected


def test_all_numbers_with_their_places():
    text = "Guofa [2021] No. 23, 国办发〔2022〕1号 and No. 3 [2023] of the State Council"
    assert [(n.code, text[n.start : n.end]) for n in find_numbers(text)] == [
        ("国发〔2021〕23号", "Guofa [2021] No. 23"), ("国办发〔2022〕1号", "国办发〔2022〕1号"), ("State Council〔2023〕3号", "No. 3 [2023] of the State Council")]
