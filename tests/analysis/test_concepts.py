"""Concepts that both languages name, whichever form or spelling each prints."""

import pytest

from policyanalysis.analysis.concepts import concepts_in


@pytest.mark.parametrize("english, chinese", [
    ("Data centres use power.", "数据中心用电。"), ("Data centers use power.", "數據中心用電。"), ("the CPC Central Committee and the State Council", "中共中央、国务院"), ("The CPC Central Committee and State Council met.", "党中央国务院"),
    ("the CPC Central Committee", "中共中央"), ("entrepreneurial spirit", "企业家精神"), ("entrepreneurship", "企业家精神"), ("entrepreneurship", "大众创业"), ("market-oriented reform", "市场化改革"), ("5G networks", "5G网络"),
    ("harbour REITs", "渔港REITs"), ("copyright", "版权"), ("tourism", "海岛旅游"),
])
def test_both_sides_name_it(english, chinese):
    assert concepts_in(english, "en") & concepts_in(chinese, "zh")


@pytest.mark.parametrize("british, american", [("modernised industrial system", "modernized industrial system"), ("digital transformation of the manufacturing sector in labelled centres", "digital transformation of the manufacturing sector in labeled centers")])
def test_spelling_makes_no_difference(british, american):
    assert concepts_in(british, "en") == concepts_in(american, "en") != set()


def test_other_words_are_not_taken_for_them():
    assert not concepts_in("Ships enter data.", "en") & concepts_in("数据中心", "zh") and not concepts_in("创业板", "zh") & concepts_in("entrepreneurship", "en")
