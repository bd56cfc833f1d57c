"""A value formatted in either language and read back is the value; Chinese numerals against cn2an, an independent implementation."""

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyanalysis.language.numerals import ONES, TENS, chinese_number, english_number
from policyanalysis.language.quantities import quantities

UNITS = [("元", "yuan", "yuan"), ("美元", "US dollars", "USD"), ("%", "%", "%"), ("个百分点", "percentage points", "pp"), ("人次", "visits", "visits"), ("辆", "vehicles", "vehicles"),
         ("吨", "tonnes", "tonnes"), ("千瓦", "kW", "kW"), ("千瓦时", "kWh", "kWh"), ("公里", "km", "km"), ("公顷", "hectares", "hectares"), ("亩", "mu", "mu"), ("户", "households", "households"),
         ("平方米", "square meters", "m2"), ("立方米", "cubic meters", "m3"), ("个数据中心", "data centers", "data centers")]
SIGNS = {">=": [("超过", "more than "), ("不低于", "no less than "), ("≥", "≥"), ("至少", "at least ")], "<=": [("不超过", "no more than "), ("≤", "≤"), ("至多", "at most ")],
         "about": [("约", "about "), ("近", "nearly ")], "=": [("", "")]}
ZH_SCALES, EN_SCALES = [("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12)], [("", 1), (" thousand", 10**3), (" million", 10**6), (" billion", 10**9), (" trillion", 10**12)]
FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
TRADITIONAL = str.maketrans("万亿个点两约过于户公顷亩吨辆里时达", "萬億個點兩約過於戶公頃畝噸輛里時達")

figures = st.builds(lambda digits, places: digits / 10**places, st.integers(1, 99_999), st.integers(0, 2)).filter(lambda figure: not 1900 <= figure < 2100)
units, scales = st.sampled_from(UNITS), st.integers(0, 3)
signs = st.sampled_from([(sign, *pair) for sign, pairs in SIGNS.items() for pair in pairs])


@given(figures, units, st.sampled_from(ZH_SCALES), signs, st.booleans(), st.booleans())
@settings(deadline=None, max_examples=400)
def test_chinese_is_read_back(figure, unit, scale, sign, wide, traditional):
    text = f"到期规模{sign[1]}{figure:g}{scale[0]}{unit[0]}。"
    text = text.translate(FULL_WIDTH) if wide else text
    text = text.translate(TRADITIONAL) if traditional else text
    (found,) = quantities(text, "zh")
    assert (found.value, found.unit, found.comparator) == (pytest.approx(figure * scale[1], rel=1e-9), unit[2], sign[0])


@given(figures, units, st.sampled_from(EN_SCALES), signs, st.booleans())
@settings(deadline=None, max_examples=400)
def test_english_is_read_back(figure, unit, scale, sign, commas):
    text = f"The scale is {sign[2]}{figure:{',' if commas else ''}}{scale[0]} {unit[1]}."
    (found,) = quantities(text, "en")
    assert (found.value, found.unit, found.comparator) == (pytest.approx(figure * scale[1], rel=1e-9), unit[2], sign[0])


@given(st.integers(1, 998), st.integers(1, 500), units.filter(lambda unit: unit[2] != "data centers"))
@settings(deadline=None)
def test_ranges_are_read_back(low, more, unit):
    for lang, text in (("zh", f"规模{low}-{low + more}{unit[0]}。"), ("zh", f"规模{low}{unit[0]}至{low + more}{unit[0]}。"), ("en", f"the scale is {low} to {low + more} {unit[1]}."), ("en", f"between {low} and {low + more} {unit[1]}.")):
        (found,) = quantities(text, lang)
        assert (found.kind, found.value, found.high, found.unit) == ("range", low, low + more, unit[2]), text


@given(st.integers(1, 2**53))
@settings(deadline=None, max_examples=500)
def test_chinese_numerals_as_cn2an_writes_them(number):
    words = cn2an.an2cn(number)
    assert chinese_number(words) == number
    if number > 20 and set(words) & set("一二三四五六七八九"):
        (found,) = quantities(f"投入{words}元。", "zh")
        assert (found.value, found.unit) == (pytest.approx(number, rel=1e-11), "yuan")


@given(st.integers(0, 9999), st.integers(1, 99))
@settings(deadline=None)
def test_chinese_decimals_as_cn2an_reads_them(whole, decimals):
    words = cn2an.an2cn(f"{whole}.{decimals:02}")
    assert chinese_number(words) == pytest.approx(cn2an.cn2an(words, "normal"))


@given(st.integers(2, 999))
def test_english_numerals_are_read_back(number):
    hundreds, rest = divmod(number, 100)
    ones = {value: word for word, value in ONES.items()}
    below = ones.get(rest) or "-".join(filter(None, ({value: word for word, value in TENS.items()}[rest // 10 * 10], ones[rest % 10] if rest % 10 else "")))
    words = f"{ones[hundreds]} hundred and {below}" if hundreds and rest else below if rest else f"{ones[hundreds]} hundred"
    if rest:
        assert english_number(words) == number
    (found,) = quantities(f"It holds {words} tonnes.", "en")
    assert (found.value, found.unit) == (number, "tonnes")


@given(st.text(alphabet=st.sampled_from("0123456789.,%-–至到约超过万亿千百十一二两零几数半年月日元个家条项成倍番第以上的 年至to of million billion half a two hundred percent yuan"), max_size=40), st.sampled_from(["en", "zh"]))
@settings(deadline=None, max_examples=400)
def test_any_text_is_read_without_an_error_and_spans_do_not_overlap(text, lang):
    found = quantities(text, lang)
    assert all(text[quantity.start:quantity.end] == quantity.text != "" for quantity in found)
    assert all(before.end <= after.start for before, after in zip(found, found[1:]))
