"""Numbers, units and deadlines in both languages: tables of input and expected output."""

import math
import random

import pytest

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.language.dates import chinese_number, half_width
from policyanalysis.language.quantities import deadlines, quantities

# text, value, unit, comparator
ZH = [
    ("总规模7万亿元", 7e12, "yuan", "="), ("投入362亿元", 3.62e10, "yuan", "="), ("1.2万亿元市场", 1.2e12, "yuan", "="), ("服务2.6亿人", 2.6e8, "people", "="),
    ("产量958.7万辆", 9.587e6, "vehicles", "="), ("提高20%以上", 20, "%", ">="), ("下降5个百分点", 5, "pp", "="), ("降低两成", 20, "%", "="), ("八成以上", 80, "%", ">="),
    ("出台二十条", 20, "measures", "="), ("24 条措施", 24, "measures", "="), ("新建1000PFlops", 1000, "PFLOPS", "="), ("算力300EFLOPS", 300_000, "PFLOPS", "="),
    ("覆盖率≥90%", 90, "%", ">="), ("下达10余项任务", 10, "tasks", "about"), ("发布100多家名单", 100, "enterprises", "about"), ("不低于15%", 15, "%", ">="),
    ("至少建设30座", None, "", ""), ("至少30座", 30, "座", ">="), ("不超过3年", 3, "years", "<="), ("占比低于4%", 4, "%", "<="), ("约1.2亿青少年", 1.2e8, "people", "about"),
    ("超过5亿人次", 5e8, "visits", ">="), ("近28万人", 2.8e5, "people", "about"), ("30%左右", 30, "%", "about"), ("50家以内", 50, "enterprises", "<="),
    ("１，２００家", 1200, "enterprises", "="), ("1, 200 家", 1200, "enterprises", "="), ("1,200家", 1200, "enterprises", "="), ("２０％以上", 20, "%", ">="),
    ("5万余辆", 5e4, "vehicles", "about"), ("利率下浮20BP", 20, "bp", "="), ("下调25个基点", 25, "bp", "="), ("新增300万个岗位", 3e6, "jobs", "="),
    ("1亿2000万元", 1.2e8, "yuan", "="), ("百分之二十", 20, "%", "="), ("百分之35", 35, "%", "="), ("装机3亿千瓦", 3e8, "kW", "="), ("500兆瓦", 5e5, "kW", "="),
    ("用电2亿千瓦时", 2e8, "kWh", "="), ("存储1800EB", 1800, "EB", "="), ("存储500PB", 0.5, "EB", "="), ("10家行业龙头", 10, "enterprises", "="), ("三分之一", 1 / 3, "share", "="), ("五分之二", 0.4, "share", "="), ("乘数为1:5.3", 5.3, "ratio", "="), ("人民币8亿元", 8e8, "yuan", "="),
    ("出口3.5亿美元", 3.5e8, "USD", "="), ("里程5000公里", 5000, "km", "="), ("耕地120万亩", 1.2e6, "mu", "="), ("造林30公顷", 30, "hectares", "="), ("吞吐9亿吨", 9e8, "tonnes", "="),
    ("面积20平方公里", 20, "km2", "="), ("培育十家企业", 10, "enterprises", "="), ("三百二十户", 320, "households", "="), ("压缩到5个工作日以内", 5, "working days", "<="),
    ("增长3倍", 3, "times", "="), ("试点一年", 1, "years", "="), ("超千万辆", 1e7, "vehicles", ">="), ("因子为0.35", 0.35, "", "="), ("一千二百万吨", 1.2e7, "tonnes", "="),
    ("突破7万亿元", 7e12, "yuan", ">="), ("最高补贴30%", 30, "%", "<="), ("建充电桩40万个", 4e5, "items", "="), ("40万个充电桩", 4e5, "charging facilities", "="), ("同比增长-3.5%", -3.5, "%", "="),
]
EN = [
    ("7 trillion yuan", 7e12, "yuan", "="), ("RMB 36.2 billion", 3.62e10, "yuan", "="), ("CNY36.2bn", 3.62e10, "yuan", "="), ("¥5 million", 5e6, "yuan", "="), ("serving 260 million", 2.6e8, "", "="),
    ("260 million people", 2.6e8, "people", "="), ("over 20 % of", 20, "%", ">="), ("20 percentage points", 20, "pp", "="), ("20 percent", 20, "%", "="), ("20 per cent", 20, "%", "="),
    ("20 measures", 20, "measures", "="), ("300 EFLOPS", 300_000, "PFLOPS", "="), ("a 1,000PFlops centre", 1000, "PFLOPS", "="), ("one third of firms", 1 / 3, "share", "="),
    ("two-thirds of firms", 2 / 3, "share", "="), ("at ≥ 3% of revenue", 3, "%", ">="), ("at least 50 hydrogen stations", 50, "stations", ">="), ("no less than 40 parks", 40, "parks", ">="),
    ("shall not be less than 20%", 20, "%", ">="), ("not exceeding 8%", 8, "%", "<="), ("up to 30% subsidy", 30, "%", "<="), ("less than 5%", 5, "%", "<="), ("about 800 direct jobs", 800, "jobs", "about"),
    ("nearly 3,000 farmers", 3000, "people", "about"), ("approximately 12%", 12, "%", "about"), ("20% or more", 20, "%", ">="), ("more than 4.5 million 5G base stations", 4.5e6, "base stations", ">="),
    ("12 key tasks", 12, "tasks", "="), ("500,000 compound talents in", 5e5, "people", "="), ("1, 200 firms", 1200, "enterprises", "="), ("three core clusters", 3, "clusters", "="),
    ("Twenty-six sewage projects", 26, "projects", "="), ("US$5.5 billion", 5.5e9, "USD", "="), ("5 million US dollars", 5e6, "USD", "="), ("RMB 100 million", 1e8, "yuan", "="),
    ("150,000 yuan", 1.5e5, "yuan", "="), ("2000 yuan", 2000, "yuan", "="), ("3.5 million person-times", 3.5e6, "visits", "="), ("9.587 million vehicles", 9.587e6, "vehicles", "="),
    ("20BP lower", 20, "bp", "="), ("a ratio of 1:5.3", 5.3, "ratio", "="), ("a 500 billion yuan market", 5e11, "yuan", "="), ("300 GW", 3e8, "kW", "="), ("2 GWh", 2e6, "kWh", "="),
    ("900 million tonnes", 9e8, "tonnes", "="), ("60 mu", 60, "mu", "="), ("48 hours", 48, "hours", "="), ("one year", 1, "years", "="), ("five working days", 5, "working days", "="),
    ("exceed RMB 7 trillion", 7e12, "yuan", ">="), ("surpassing the 7 trillion yuan", 7e12, "yuan", ">="), ("400,000 charging piles", 4e5, "charging facilities", "="), ("３０ percent", 30, "%", "="),
    ("threefold", None, "", ""), ("40 greenhouses", 40, "greenhouses", "="), ("half a million yuan", None, "", ""), ("1,800 EB of storage", 1800, "EB", "="), ("50 new national and regional standards", 50, "standards", "="), ("over 2000 stations", 2000, "stations", ">="),
]
NOTHING_ZH = ["", "国办发〔2025〕31号", "（2025年版）", "2030年", "二〇三〇年", "2025-2027年", "7月10日前", "2023-09-07", "5G网络", "超过5G速率", "ISO 27001认证", "“3+2”集群", "5A级景区", "一、总则", "（二）原则", "1. 申报条件",
              "3.2 组织保障", "统一大市场", "进一步提升", "电话 (022) 84925879", "第31号", "第三季度", "“十四五”时期", "工业4.0", "十四五规划", "第4页", "一项工作", "五位一体", "1-8月建筑行业税费", "没有数字。"]
NOTHING_EN = ["", "No. 31", "Guobanfa [2025] No. 31", "in 2025", "by 2030", "2014-2019", "July 10, the deadline", "10 July 2025", "5G networks", "more than 5G", "ISO 27001 certification", "a “3+2” structure", "5A sites",
              "1. Raise quality", "3.2 Organisation and support", "1.1  Policy Highlights and Reasons", "Article 7", "Level 3 and above", "Step 5 apply", "page 12 shows", "during the 14th Five-Year Plan", "Tel: 022-84925879",
              "one factory", "the 2025 edition", "Section 3 Targets and Measures", "growing over 2023", "above 2005 levels", "a fifth, or about 1/5", "no numbers here"]


@pytest.mark.parametrize("lang, case", [("zh", case) for case in ZH if case[1] is not None] + [("en", case) for case in EN if case[1] is not None])
def test_amount(lang, case):
    text, value, unit, comparator = case
    (found,) = quantities(text, lang)
    assert found.value == pytest.approx(value)
    assert (found.unit, found.comparator, found.kind, found.high) == (unit, comparator, "amount", None)
    assert text[found.start:found.end] == found.text != ""


@pytest.mark.parametrize("lang, text", [("zh", text) for text in NOTHING_ZH] + [("en", text) for text in NOTHING_EN])
def test_not_an_amount(lang, text):
    assert quantities(text, lang) == []


@pytest.mark.parametrize("lang, text, value, high, unit", [
    ("zh", "降低15%-20%", 15, 20, "%"), ("zh", "15—20%", 15, 20, "%"), ("zh", "3-5亿元", 3e8, 5e8, "yuan"), ("zh", "500万-1000万元", 5e6, 1e7, "yuan"), ("zh", "5 到 15 年", 5, 15, "years"), ("zh", "10至20家", 10, 20, "enterprises"),
    ("en", "by 15%-20%", 15, 20, "%"), ("en", "10 to 15 percent", 10, 15, "%"), ("en", "2-3 million tons", 2e6, 3e6, "tonnes"), ("en", "3–5 years", 3, 5, "years"),
])
def test_range(lang, text, value, high, unit):
    (found,) = quantities(text, lang)
    assert (found.kind, found.value, found.high, found.unit) == ("range", value, high, unit)


@pytest.mark.parametrize("lang, text", [("zh", "从48小时缩短到12小时"), ("en", "from 48 hours to 12 hours")])
def test_a_change_is_two_amounts(lang, text):
    assert [(q.value, q.unit, q.kind) for q in quantities(text, lang)] == [(48, "hours", "amount"), (12, "hours", "amount")]


@pytest.mark.parametrize("lang, text, unit", [
    ("zh", "几十万", ""), ("zh", "数百亿元", "yuan"), ("zh", "上百家", "enterprises"), ("zh", "百余家", "enterprises"), ("zh", "万亿级市场", ""), ("zh", "十几项", "items"),
    ("en", "tens of thousands of farmers", "people"), ("en", "several hundred firms", "enterprises"), ("en", "a trillion-yuan market", "yuan"),
])
def test_vague(lang, text, unit):
    (found,) = quantities(text, lang)
    assert found.kind == "vague" and math.isnan(found.value) and found.unit == unit


@pytest.mark.parametrize("lang, text, value", [("zh", "居全国第4位", 4), ("zh", "排名第三名", 3), ("en", "ranked 4th", 4), ("en", "the 23rd place", 23)])
def test_ordinal(lang, text, value):
    (found,) = quantities(text, lang)
    assert (found.kind, found.value) == ("ordinal", value)


@pytest.mark.parametrize("lang, text, value, unit", [
    ("zh", "成本降至15元/公斤", 15, "yuan/kg"), ("en", "a cost of 15 yuan per kilogram", 15, "yuan/kg"), ("zh", "每年3000元/人", 3000, "yuan/person"), ("en", "20,000 yuan per vehicle", 20_000, "yuan/vehicle"),
    ("en", "70 dollars per barrel", 70, "USD/barrel"), ("zh", "共10万元每人口", 100_000, "yuan"), ("zh", "500元/户", 500, "yuan/household")])
def test_a_rate_is_no_sum(lang, text, value, unit):
    (found,) = quantities(text, lang)
    assert (found.value, found.unit) == (value, unit)


def test_several_amounts_in_order():
    found = quantities("到2030年，总规模超过7万亿元，居民参与率达45%以上，培育100家企业。", "zh")
    assert [(q.value, q.unit, q.comparator) for q in found] == [(7e12, "yuan", ">="), (45, "%", ">="), (100, "enterprises", "=")]
    found = quantities("By 2030 revenue will exceed 7 trillion yuan, participation 45%, with 100 firms (No. 31).", "en")
    assert [(q.value, q.unit, q.comparator) for q in found] == [(7e12, "yuan", ">="), (45, "%", "="), (100, "enterprises", "=")]


def test_the_same_amount_is_equal_in_both_languages():
    """Formatting a value in either language and reading it back gives the value."""
    draw = random.Random(20)
    for _ in range(300):
        figure, (zh_scale, en_scale, shift) = draw.randint(1, 9999) / draw.choice([1, 10, 100]), draw.choice([("万", "thousand", 10), ("亿", "million", 100), ("万亿", "trillion", 1), ("百万", "million", 1), ("十亿", "billion", 1)])
        zh_unit, en_unit = draw.choice([("元", "yuan"), ("吨", "tonnes"), ("人次", "visits"), ("辆", "vehicles"), ("公顷", "hectares"), ("千瓦", "kW"), ("家", "enterprises"), ("亩", "mu")])
        english = f"{round(figure * shift, 6):.10g}"
        (zh,), (en,) = quantities(f"达到{figure:g}{zh_scale}{zh_unit}。", "zh"), quantities(f"reached {english} {en_scale} {en_unit}.", "en")
        assert zh.value == pytest.approx(en.value) and zh.unit == en.unit, (zh, en)


def test_full_width_reads_like_half_width():
    wide = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
    for text, value, unit, comparator in ((c for c in ZH if c[1] is not None and "," not in c[0])):
        (found,) = quantities(text.translate(wide), "zh")
        assert (found.value, found.unit, found.comparator) == (pytest.approx(value), unit, comparator)


@pytest.mark.parametrize("text, value", [("三百二十", 320), ("一万两千", 12000), ("二〇三〇", 2030), ("十五", 15), ("三千五百亿", 3.5e11), ("一亿两千万", 1.2e8), ("十四五", None), ("", None)])
def test_chinese_number(text, value):
    assert chinese_number(text) == value


def test_half_width_keeps_every_place():
    assert half_width("２０２５年，增５％，１，２００家") == "2025年，增5%，1,200家"


# text, reference, expected dates
DEADLINES_ZH = [
    ("到2030年，建成网络", "", ["2030"]), ("到 2030 年建成", "", ["2030"]), ("2030年前碳达峰", "", ["2030"]), ("至2025年底完成", "", ["2025"]), ("力争到“十四五”末建成", "", ["2025"]), ("“十五五”时期推进", "", ["2030"]),
    ("2027年12月底前完成", "", ["2027-12"]), ("2026年6月30日前报送", "", ["2026-06-30"]), ("2025-2027年行动方案", "", ["2027"]), ("2025年至2027年", "", ["2027"]), ("（2023—2025年）", "", ["2025"]),
    ("三年内建成", "2025-04-01", ["2028"]), ("三年内建成", "", []), ("6个月内办结", "2025-09-01", ["2026-03"]), ("未来5年将增长", "2023-01-01", ["2028"]), ("今年年底前出台", "2024-02-01", ["2024"]), ("明年底前出台", "2024-02-01", ["2025"]),
    ("7月10日前提交", "2025-03-01", ["2025-07-10"]), ("7月10日前提交", "", []), ("提出2025年规模达5亿元目标", "", ["2025"]), ("2022年增长了5%", "", []), ("2027年要办成三件事", "", ["2027"]), ("2023年出口比上年下降8%，主要看各省", "", []), ("截至2023年底，已有5家", "", []), ("截至2023年的目标", "2025-01-01", []), ("较2022年提升5个百分点", "", []), ("到二〇三五年实现", "", ["2035"]),
    ("明年将建成五座码头", "2024-02-01", ["2025"]), ("明年底建成，预计投资两亿元", "2024-02-01", ["2025"]), ("明年将建成五座码头", "", []), ("明年的天气很好", "2024-02-01", []),
    ("确保全年播种面积稳定", "2024-02-01", ["2024"]), ("预计今年出口将增长5%", "2024-02-01", ["2024"]), ("今年以来，出口将近翻番", "2024-02-01", []), ("今年一季度，预计增长5%", "2024-02-01", []), ("今年3月将开工", "2024-02-01", []), ("今年增长了5%，达到两亿元", "2024-02-01", []),
    ("到2027年成形，到2030年成熟", "", ["2027", "2030"]), ("到２０３０年", "", ["2030"]), ("", "", []), ("没有日期。", "2025-01-01", []),
]
DEADLINES_ZH += [
    ("渔港力争年底前投产。", "2024-05-06", ["2024"]), ("渔港力争年底前投产。", "", []), ("昆明年均接待游客力争达到1亿人次。", "2024-05-06", []), ("如今年产量将达到100万吨。", "2024-05-06", []),
    ("全年龄段人群接种率确保达到95%。", "2024-05-06", []), ("未来几年内力争建成10个渔港。", "2024-05-06", []), ("从今年起，将每年新增泊位5个。", "2024-05-06", []),
    ("今年印发的方案明确，力争建成10个渔港。", "2024-05-06", []), ("今年力争建成10个渔港。", "2024-05-06", ["2024"]), ("从2023年内蒙古力争建成10个渔港。", "2024-05-06", []),
]
DEADLINES_EN = [
    ("It will be ready by 2030.", "", ["2030"]), ("by the end of 2026", "", ["2026"]), ("Finish before July 1, 2026.", "", ["2026-07-01"]), ("no later than December 2027", "", ["2027-12"]), ("by 31 December 2027", "", ["2027-12-31"]),
    ("From 2025 to 2027 the plan runs", "", ["2027"]), ("2025-2030", "", ["2030"]), ("by the end of the 14th Five-Year Plan period", "", ["2025"]), ("during the 15th Five-Year Plan", "", ["2030"]),
    ("done within three years", "2025-04-01", ["2028"]), ("done within three years", "", []), ("within 6 months", "2025-09-01", ["2026-03"]), ("over the next five years", "2023-01-01", ["2028"]), ("by the end of this year", "2024-02-01", ["2024"]),
    ("Submit before July 10.", "2025-03-01", ["2025-07-10"]), ("It will open in 2027.", "", ["2027"]), ("It had set a mark for 2030.", "", ["2030"]), ("The share is to rise in 2027.", "", ["2027"]), ("It opened in 2017.", "", []), ("By the end of 2023, there were 336 million cars.", "", []), ("ready by ２０３０", "", ["2030"]),
    ("It will open five berths next year.", "2024-02-01", ["2025"]), ("It will open next year.", "", []), ("The next year was dry.", "2024-02-01", []), ("Exports will grow this year.", "2024-02-01", ["2024"]), ("Exports grew this year.", "2024-02-01", []), ("In the first months of this year exports should grow.", "2024-02-01", []), ("It will be this year’s largest.", "2024-02-01", []), ("To be cut between 2021 and 2025.", "", ["2025"]), ("ready by mid-2026", "", ["2026"]),
    ("The plan, published this year, will build five berths.", "2024-05-06", []), ("From this year it will build five berths.", "2024-05-06", []),
    ("ready by the first half of 2026", "", ["2026"]), ("It will open in the second half of 2026.", "", ["2026"]), ("It opened in the second half of 2016.", "", []), ("Berths and 2026 ships", "", []),
    ("It aims to lead by 2027 and to grow until 2035.", "", ["2027", "2035"]), ("", "", []), ("Nothing dated.", "2025-01-01", []),
]


@pytest.mark.parametrize("lang, case", [("zh", case) for case in DEADLINES_ZH] + [("en", case) for case in DEADLINES_EN])
def test_deadline(lang, case):
    text, reference, expected = case
    found = deadlines(text, lang, reference)
    assert [deadline.date for deadline in found] == expected
    assert all(text[deadline.start:deadline.end] == deadline.text != "" for deadline in found)


def test_inferred_only_from_the_reference():
    assert [d.inferred for d in deadlines("三年内建成，到2030年成熟", "zh", "2025-01-01")] == [True, False]
    assert [d.inferred for d in deadlines("It will be built within two years and mature by 2030.", "en", "2025-01-01")] == [True, False]


@pytest.mark.parametrize("function", [quantities, deadlines])
def test_unknown_language(function):
    with pytest.raises(PolicyAnalysisError, match="lang='fr' is not supported; use 'en' or 'zh'"):
        function("20 %", "fr")


@pytest.mark.parametrize("lang, text", [("zh", "到2030年，产业总规模超过7万亿元，力争培育100家企业。各地区要加强组织领导，完善工作机制。"), ("en", "By 2030 revenue will exceed 7 trillion yuan. Local authorities should strengthen guidance and improve how they work. ")])
def test_every_number_of_a_long_text_is_found(lang, text):
    found, once = quantities(text * 400, lang), quantities(text, lang)
    assert len(once) >= 1 and [(q.value, q.unit, q.comparator) for q in found] == [(q.value, q.unit, q.comparator) for q in once] * 400
