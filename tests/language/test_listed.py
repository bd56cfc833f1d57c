"""Numbers of a list that print their unit once."""

import pytest

from policyanalysis.language.listed import listed_quantities, runs


@pytest.mark.parametrize("lang, text, expected", [
    ("en", "10, 20 and 30 percent", [(10, "%"), (20, "%"), (30, "%")]), ("en", "5 and 6.5 million kilowatts", [(5e6, "kW"), (6.5e6, "kW")]), ("en", "5 million and 6 million tonnes", [(5e6, "tonnes"), (6e6, "tonnes")]),
    ("en", "500 MW and 1.5 GW", [(5e5, "kW"), (1.5e6, "kW")]), ("en", "40 and 50 parks", [(40, "parks"), (50, "parks")]), ("en", "in 2025 and 2030, 20 and 30 parks", [(20, "parks"), (30, "parks")]),
    ("en", "10%, 20% and 30%", [(10, "%"), (20, "%"), (30, "%")]), ("en", "", []),
    ("zh", "达到1亿、2亿千瓦", [(1e8, "kW"), (2e8, "kW")]), ("zh", "达到10、20和30万吨", [(1e5, "tonnes"), (2e5, "tonnes"), (3e5, "tonnes")]), ("zh", "新增10万和20万个岗位", [(1e5, "jobs"), (2e5, "jobs")]),
    ("zh", "達到１億、２億千瓦", [(1e8, "kW"), (2e8, "kW")]), ("zh", "2025、2027年，5、6亿元", [(5e8, "yuan"), (6e8, "yuan")]),
])
def test_listed_quantities(lang, text, expected):
    found = listed_quantities(text, lang)
    assert [(quantity.value, quantity.unit) for quantity in found] == expected
    assert all(text[quantity.start:quantity.end] == quantity.text for quantity in found)


def test_the_comparator_of_a_member_is_its_own_or_that_of_the_whole_list():
    assert [quantity.comparator for quantity in listed_quantities("over 10 and 20 percent", "en")] == [">=", "="]
    assert [quantity.comparator for quantity in listed_quantities("1、2万亿元以上", "zh")] == [">=", ">="]


@pytest.mark.parametrize("lang, text, sizes", [("zh", "达到10%以上、近20%，增长3亿元和5亿元", [2, 2]), ("en", "over 10% and nearly 20%, up 5 points", [2, 1]), ("en", "", []), ("zh", "甲10%、乙20%", [1, 1])])
def test_runs(lang, text, sizes):
    assert [len(run) for run in runs(text, listed_quantities(text, lang))] == sizes
