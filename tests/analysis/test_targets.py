"""Targets, forecasts and facts: what is read, what is left out, what is linked."""

import pandas as pd
import pytest

from policyanalysis.analysis import targets
from policyanalysis.analysis.target_links import COMPARED, compare_targets
from policyanalysis.analysis.targets import COLUMNS, find_targets, sentences
from policyanalysis.errors import PolicyAnalysisError


def table(*texts, lang="zh", date="2025-03-01", title="一", **more):
    """Return the rows found in paragraphs of one article."""
    passages = pd.DataFrame([("d1", "a.txt", 10 * number, lang, text) for number, text in enumerate(texts)], columns=["doc_id", "file", "line", "lang", "text"])
    articles = pd.DataFrame({"doc_id": ["d1"], "date": [date], "title": [title], "duplicate_of": [more.pop("duplicate_of", "")]})
    return find_targets(passages, articles, **more)


GROWTH = "2025年，力争汽车销量达到90万辆，同比增长约3%。"
TARGETS = [  # lang, sentence, metric, value, unit, comparator, deadline
    ("zh", "到2030年，港口货物总量超过9亿吨。", "港口货物总量", 9e8, "tonnes", ">=", "2030"),
    ("zh", "力争到“十五五”末，城镇绿化率达到45%以上。", "城镇绿化率", 45, "%", ">=", "2030"),
    ("zh", "2027年底前建成公共充电桩40万个。", "公共充电桩", 4e5, "items", "=", "2027"),
    ("zh", "三年内培育100家链主企业。", "链主企业", 100, "enterprises", "=", "2028"),
    ("zh", "目标是森林覆盖率不低于３０％。", "森林覆盖率", 30, "%", ">=", ""),
    ("zh", "2025-2027年，新增就业岗位约50万个。", "就业岗位", 5e5, "items", "about", "2027"),
    ("en", "The port aims to handle more than 900 million tonnes by 2030.", None, 9e8, "tonnes", ">=", "2030"),
    ("en", "By the end of 2027, the green share of urban land will reach 45%.", "green share of urban land", 45, "%", "=", "2027"),
    ("en", "The city strives to train 12,000 nurses within three years.", "nurses", 12000, "nurses", "=", "2028"),
    ("en", "In 2014 the plan set a goal of an output scale of 5 trillion yuan by 2026.", "output scale", 5e12, "yuan", "=", "2026"),
    ("en", "It sets a target of 200 digital parks.", "digital parks", 200, "parks", "=", ""),
    ("zh", "到2030年，这一比重要达到25%左右。", "这一比重", 25, "%", "about", "2030"),
    ("zh", "到2027年，全市公共自行车要比2023年增加25%以上。", "公共自行车", 25, "%", ">=", "2027"),
    ("zh", "到2027年，要培养10个以上能够照搬的示范渔港。", "示范渔港", 10, "items", ">=", "2027"),
    ("zh", "到2030年，形成一万亿元的海洋装备市场。", "海洋装备市场", 1e12, "yuan", "=", "2030"),
    ("zh", "2021年的意见曾希望，到2025年海上风电装机在3000万千瓦以上。", "海上风电装机", 3e7, "kW", ">=", "2025"),
    ("zh", "到2027年，港口存储总量要超过1800EB。", "港口存储总量", 1800, "EB", ">=", "2027"),
    ("en", "By 2030, the same share is to exceed 90%, and ports should have become greener.", "same share", 90, "%", ">=", "2030"),
    ("en", "By 2027, the fish catch is to exceed 3 million tonnes, according to the plan, which was drawn up by the harbour office.", "fish catch", 3e6, "tonnes", ">=", "2027"),
    ("en", "It will double the number of mooring buoys to 28,000 by 2027.", "number of mooring buoys", 28_000, "", "=", "2027"),
    ("en", "The rules aim to keep the rural dropout rate at about 0.5 percent.", "rural dropout rate", 0.5, "%", "about", ""),
    ("en", "The county expects its fish market to be worth 120 million yuan, a goal for 2026.", "fish market", 1.2e8, "yuan", "=", "2026"),
    ("en", "By 2027, at least 30 percent of school meals must come from local farms.", "school meals", 30, "%", ">=", "2027"),
    ("en", "A 30-percent cut in mooring time is the target within two years.", "mooring time", 30, "%", "=", "2027"),
    ("en", "The plan calls for cutting diesel use per berth by 13.5 percent between 2021 and 2026.", "diesel use per berth", 13.5, "%", "=", "2026"),
    ("zh", "确保2026年PM2.5平均浓度下降到27微克/立方米。", "PM2.5平均浓度", 27, "µg/m3", "=", "2026"),
    ("zh", "到2030年，全省粮食产量达到1000亿斤。", "粮食产量", 5e7, "tonnes", "=", "2030"),
    ("zh", "到2027年，港口集装箱吞吐量达到3000万标准箱。", "港口集装箱吞吐量", 3e7, "TEU", "=", "2027"),
    ("zh", "力争每年安排不少于2000万元专项资金支持渔港改造。", "专项资金", 2e7, "yuan", ">=", ""),
    ("en", "The rule says the value of local crafts should account for 10 percent of sales by 2027.", "value of local crafts", 10, "%", "=", "2027"),
    ("en", "It targets annual kelp output of 200,000 tonnes by 2027.", "annual kelp output", 2e5, "tonnes", "=", "2027"),
    ("en", "The plan envisages 200 model harbours by 2027.", "model harbours", 200, "harbours", "=", "2027"),
    ("en", "The county has set a growth target of around 5 percent for 2026.", "growth", 5, "%", "about", "2026"),
    ("en", "The aim is to bring PM2.5 levels down to 28 micrograms per cubic meter.", "PM2.5 levels", 28, "µg/m3", "=", ""),
    ("en", "Installed tidal capacity, now 58 MW, is planned to reach 70 MW by 2027.", "Installed tidal capacity", 7e4, "kW", "=", "2027"),
    ("zh", "全省力争三年内新增渔业合作社100家。", "渔业合作社", 100, "enterprises", "=", "2028"),
    ("zh", "明确2026年底前完成渔船改造85万千瓦。", "渔船改造", 8.5e5, "kW", "=", "2026"),
    ("zh", "力争把养殖用水与产量的比率降到13.5%左右。", "养殖用水与产量的比率", 13.5, "%", "about", ""),
    ("zh", "确保全年牡蛎养殖面积稳定在1.7万亩以上。", "全年牡蛎养殖面积", 17_000, "mu", ">=", "2025"),
    ("en", "The scheme seeks to raise the share of shore power from 35 percent to 60 percent by 2027.", "share of shore power", 60, "%", "=", "2027"),
    ("en", "The county plans to grow its kelp trade to 50 million yuan by 2028.", "kelp trade", 5e7, "yuan", "=", "2028"),
    ("en", "The fund, worth 60 million yuan, will support at least 50 startups within five years.", "startups", 50, "startups", ">=", "2030"),
    ("zh", "推动岸电使用率由35%提升到2027年的60%。", "岸电使用率", 60, "%", "=", "2027"),
    ("zh", "2027年底前，全面完成渔港改造任务2300个。", "渔港改造任务", 2300, "items", "=", "2027"),
    ("en", "By 2028, more than five special ships are to be built.", "special ships", 5, "ships", ">=", "2028"),
    ("en", "By 2026, more than 1,000 firms are to have joined the scheme.", "firms", 1000, "enterprises", ">=", "2026"),
    ("en", "The opinions of 2021 hoped for a fleet capacity of more than 30 million tonnes by 2027.", "fleet capacity", 3e7, "tonnes", ">=", "2027"),
    ("en", "The plan of 2021 had set 1.2 billion tonnes as the mark for 2030.", None, 1.2e9, "tonnes", "=", "2030"),
    ("en", "By 2027, 50 new national and regional standards are to be written.", "new national and regional standards", 50, "standards", "=", "2027"),
]


@pytest.mark.parametrize("case", TARGETS)
def test_target(case):
    lang, sentence, metric, value, unit, comparator, deadline = case
    (row,) = table(sentence, lang=lang).itertuples()
    assert (row.value, row.unit, row.comparator, row.deadline, row.kind, row.sentence) == (value, unit, comparator, deadline, "target", sentence)
    assert row.metric == metric if metric else row.metric


def test_what_doubles_and_what_it_reaches_are_of_one_thing():
    found = table("力争2028年实现产值翻一番，达到3000亿元。")
    assert found[["metric", "value", "unit"]].values.tolist() == [["产值", 2, "times"], ["产值", 3e11, "yuan"]]


def test_what_adds_up_until_a_day_to_come_is_a_forecast():
    assert table("预计到2026年底累计减免港口费超过3亿元。")[["metric", "kind", "deadline"]].values.tolist() == [["累计减免港口费", "forecast", "2026"]]
    assert table("2024年累计减免港口费3亿元。").kind.tolist() == ["fact"]


def test_what_a_bank_expects_is_a_forecast():
    assert table("The bank expects exports to expand 4.8 percent in 2026.", lang="en")[["metric", "value", "kind", "deadline"]].values.tolist() == [["exports", 4.8, "forecast", "2026"]]


@pytest.mark.parametrize("lang, sentence, rows", [
    # who expects something forecasts it, whoever that is; a plan that expects it aims at it
    ("en", "The harbour office now expects to handle more than 3 million TEU in 2026.", [("harbour office", 3e6, "2026", "forecast")]),
    ("en", "The scheme expects fish output of 5 million tonnes by 2027.", [("fish output", 5e6, "2027", "target")]),
    ("en", "Researchers at a Qingdao fisheries institute see kelp sales reaching 70 million yuan in 2026.", [("kelp sales", 7e7, "2026", "forecast")]),
    ("zh", "智库测算，2030年海藻需求量将达到350万吨。", [("海藻需求量", 3.5e6, "2030", "forecast")]),
    # what is compared with, or was before, is no target, and its year no deadline
    ("en", "By 2028, the share of shore power will be raised from 41% in 2023 to at least 70%.", [("share of shore power", 70, "2028", "target")]),
    ("en", "The city aims to draw at least a third of its power from wind by 2035, compared with less than a fifth in 2024.", [("power", 0.333333333333, "2035", "target")]),
    ("zh", "到2028年，岸电容量达到90万千瓦，较2024年底的30万千瓦明显提高。", [("岸电容量", 9e5, "2028", "target")]),
    ("zh", "到2028年，岸电占比由目前的三成提高到七成。", [("岸电占比", 70, "2028", "target")]),
    ("en", "Fuel use per boat is to be cut by 4 percent in 2026, after falling 3.1 percent last year.", [("Fuel use per boat", 4, "2026", "target"), ("Fuel use per boat", 3.1, "", "fact")]),
    # a grant in one clause leaves the others what they are; those that it is given for are no target
    ("zh", "到2028年，新建渔港20万平方米，每亩补助标准提高到2000元。", [("渔港", 2e5, "2028", "target")]),
    ("zh", "到2028年，某市对年产量超过5万吨的养殖企业在当地建厂的，给予奖励100万元。", []),
    # what is to be invested is promised without a date
    ("zh", "公司拟投资不超过45亿元建设船厂。", [("公司拟投资", 4.5e9, "", "target")]),
    ("en", "The shipyard plans to invest 4.5 billion yuan in its second dock.", [("second dock", 4.5e9, "", "target")]),
    # what comes of it in a later clause is expected, the rest promised
    ("en", "By 2030, the bureau will build 600 jetties, which is expected to benefit 20,000 households.", [("jetties", 600, "2030", "target"), ("households", 20000, "2030", "forecast")]),
    ("zh", "到2028年建成通用码头12个。", [("通用码头", 12, "2028", "target")]),
    ("en", "Lines are to drop from 303 g/kWh to below 298 g/kWh by 2028.", [("Lines", 298, "2028", "target")]),
])
def test_another_wording(lang, sentence, rows):
    found = table(sentence, lang=lang)
    assert [(metric, round(value, 12), deadline, kind) for metric, value, deadline, kind in found[["metric", "value", "deadline", "kind"]].values.tolist()] == rows


@pytest.mark.parametrize("lang, sentence, metrics", [
    ("en", "By 2030, the number of jetties, currently 4,550, will pass 5,200 by then.", ["number of jetties"]),
    ("en", "The yard will raise local headcount from 1,150 to roughly 1,700 and local sourcing to 75 percent by 2028.", ["local headcount", "local sourcing"]),
    ("en", "The plan aims to double the output value of the kelp trade by 2030.", ["output value of the kelp trade"]),
    ("en", "By 2027 the county is to have 40 MW of storage, of which no less than 10 MW is to be floating storage.", ["storage", "floating storage"]),
    ("en", "By 2027 the county is to have 40 MW of wind and wave power.", ["wind and wave power"]),
    ("zh", "船队吞吐量力争2027年突破500万标箱，比2024年净增40万标箱以上。", ["船队吞吐量", "船队吞吐量"]),
    ("zh", "到2030年，渔业投入增长7%以上，每万人口船舶拥有量到2030年达到22万千瓦。", ["渔业投入", "每万人口船舶拥有量"]),
    ("zh", "2024年，近海货轮销量激增至34000辆。", ["近海货轮销量"]),
    ("zh", "力争2027年建成100个零碳渔港的目标不变。", ["零碳渔港"]),
])
def test_metric_of_another_wording(lang, sentence, metrics):
    assert table(sentence, lang=lang)["metric"].tolist() == metrics


@pytest.mark.parametrize("lang, sentence", [  # read in a moment; with patterns that try every way, never
    ("zh", "到2030年，力争产能" + "提升到" * 60 + "型产量100万吨。"), ("zh", "到2030年，" + "要达到" * 60 + "型产量100万吨。"),
    ("en", "By 2030, the share of power will be " + "to " * 60 + "zz 30% of total output."), ("en", "By 2030, the share of power will be " + "≥" * 60 + "zz 30% of total output."),
    ("en", "By 2030, stations, currently" + " 5, now" * 60 + " will be 30% of total output."), ("zh", "到2027年建成" + "2027年建成" * 60 + "通用码头12个。"),
])
def test_hostile_sentences_end(lang, sentence):
    assert set(table(sentence, lang=lang).columns) == set(COLUMNS)


def test_growth_beside_a_target_belongs_to_it():
    found = table(GROWTH, date="2025-03-01")
    assert found[["metric", "value", "unit", "deadline", "kind"]].values.tolist() == [["汽车销量", 9e5, "vehicles", "2025", "target"], ["汽车销量", 3, "%", "2025", "target"]]


@pytest.mark.parametrize("lang, sentence, metric", [
    ("zh", "2024年，出口额300亿元，同比增长8%。", "出口额"), ("zh", "2024年，专项支出：362亿元，同比增长8%。", "专项支出"), ("en", "In 2024, the value of exports increased by 8% year-on-year.", "value of exports"),
])
def test_metric_of_a_growth_rate(lang, sentence, metric):
    assert table(sentence, lang=lang)["metric"].tolist()[-1] == metric


@pytest.mark.parametrize("lang, sentence, metric", [
    ("zh", "到2030年，海洋与渔业发展规划所列沿海各市规模以上渔业企业营业收入超过500亿元。", "海洋与渔业发展规划所列沿海各市规模以上渔业企业营业收入"),
    ("zh", "到2030年，近年来相继开工的各县渔港和避风锚地以及海洋牧场示范区所在乡镇规模以上水产加工企业营业收入超过500亿元。", "锚地以及海洋牧场示范区所在乡镇规模以上水产加工企业营业收入"), ("zh", "到2030年，全国新型储能超过3000万千瓦。", "新型储能"),
    ("zh", "到2030年，可再生能源制氢量达到每年20万吨。", "可再生能源制氢量"), ("zh", "2027年渔具、渔网和其他渔业用品制造业增加值增速达到5%以上。", "渔具、渔网和其他渔业用品制造业增加值增速"),
    ("zh", "到2030年，80英寸及以上显示屏市场份额超过30%。", "80英寸及以上显示屏市场份额"), ("zh", "到2030年，农村65岁以上人口占比不超过30%。", "农村65岁以上人口占比"), ("zh", "到2030年，万吨级渔港（含扩建泊位）数量达到20座。", "万吨级渔港数量"),
    ("zh", "到2030年，渔业产值达到50亿元，占全省渔业的20%以上。", "渔业产值占全省渔业"), ("zh", "到2027年，力争发行渔业债券（首期试点规模30亿元）。", "首期试点规模"), ("zh", "1998年渔业合作社产值超过50亿元。", "渔业合作社产值"),
    ("en", "By 2030, the market share of 80-inch and larger screens is to exceed 30%.", "market share of 80-inch and larger screens"), ("en", "By 2030, research spending should be ≥ 4% of sales.", "research spending"),
    ("en", "By 2030, the fishing fleet and aquaculture output gap of the southern provinces is to fall to 5% of the total.", "fishing fleet and aquaculture output gap of the southern provinces"),
    ("en", "By 2030, sales of fishing gear such as nets, hooks and lines will exceed 3 billion yuan.", "sales of fishing gear"), ("en", "By 2030, harbour bonds (pilot scale 30 billion yuan) are to be issued.", "pilot scale"),
    ("en", "By 2027, with the proportion of women required to increase by 5 percentage points.", "proportion of women"), ("en", "In 2024, exports of the southern ports reached 30 billion yuan, up 8% year-on-year.", "exports of the southern ports"),
    ("en", "In 2024, the total sales of fish in the first quarter of this year exceeded 12 billion yuan.", "total sales of fish in the first quarter"),
])
def test_metric_is_made_of_whole_words(lang, sentence, metric):
    assert table(sentence, lang=lang)["metric"].tolist()[-1] == metric


def test_a_semicolon_keeps_the_deadline():
    found = table("到2027年，投资增长25%以上；绿化率要超过45%。")
    assert found[["value", "deadline"]].values.tolist() == [[25, "2027"], [45, "2027"]]
    assert table("到2027年，投资增长25%以上；2024年出口额300亿元，同比增长8%。")["kind"].tolist() == ["target", "fact", "fact"]


def test_a_range_has_both_ends():
    found = table("By 2035, emissions are to be 7 to 10 percent below the peak.", lang="en")
    assert found[["value", "comparator", "deadline", "kind"]].values.tolist() == [[7, ">=", "2035", "target"], [10, "<=", "2035", "target"]]


def test_the_starting_value_is_no_target():
    assert table("到2030年，占比从2020年的10%提高到25%。")["value"].tolist() == [25]


def test_a_coming_year_without_promise_word():
    assert table("2026年，手机产量超过800万台。", date="2025-03-01")[["deadline", "kind"]].values.tolist() == [["2026", "target"]]


@pytest.mark.parametrize("lang, sentence, kind", [
    ("zh", "预计到2030年，市场规模超过8000亿元。", "forecast"), ("zh", "市场规模有望突破500亿元。", "forecast"), ("zh", "2024年，全市出口额达到300亿元，同比增长8%。", "fact"),
    ("zh", "截至2024年底，累计建成基站5000个。", "fact"),
    ("en", "The market is expected to exceed 800 billion yuan by 2030.", "forecast"), ("en", "Output is projected to grow by 6%.", "forecast"), ("en", "Exports reached 30 billion yuan in 2024.", "fact"),
    ("en", "As of the end of 2024, the city had 5,000 base stations.", "fact"),
])
def test_kind(lang, sentence, kind):
    assert set(table(sentence, lang=lang)["kind"]) == {kind}


@pytest.mark.parametrize("lang, sentence", [
    ("zh", ""), ("zh", "到2030年，基本建成现代化港口。"), ("zh", "对年收入超过5亿元的企业给予奖励100万元。"), ("zh", "《方案》明确三方面十二项任务。"), ("zh", "办公区有5000平方米。"), ("zh", "到2027年，对年收入超过5亿元的企业奖励100万元。"), ("zh", "到2027年，推进15项任务。"), ("zh", "三年内完成清理。"), ("zh", "以振兴渔业为目标，聚焦8大海洋产业。"), ("zh", "到2027年，16个部门要加强配合。"), ("zh", "将额度提高至30万元，预计各地积极落实。"),
    ("en", ""), ("en", "By 2030 the port will be modern."), ("en", "The plan names three aspects and 12 key tasks."), ("en", "The hall has 500 seats."), ("en", "By 2027 the plan will pursue 12 tasks in three fields."), ("en", "The rate is only 62% of the target."), ("en", "See No. 31 and Article 7."), ("en", "The office and 16 other departments aim to act by 2027."), ("en", "It is estimated that a boat yields 36 kilograms of rubber."),
])
def test_nothing(lang, sentence):
    found = table(sentence, lang=lang)
    assert list(found.columns) == COLUMNS and len(found) == 0


def test_line_file_and_columns():
    found = table("第一段没有数字。", "到2030年，总量超过9亿吨。", lang="zh")
    assert list(found.columns) == COLUMNS
    assert found[["doc_id", "file", "line"]].values.tolist() == [["d1", "a.txt", 10]]


def test_two_deadlines_in_one_sentence():
    found = table("到2027年，产值达到500亿元；到2030年，产值达到900亿元。")
    assert found[["value", "deadline"]].values.tolist() == [[5e10, "2027"], [9e10, "2030"]]
    found = table("到2027年产值达到500亿元，到2030年产值达到900亿元。")
    assert found[["value", "deadline"]].values.tolist() == [[5e10, "2027"], [9e10, "2030"]]


@pytest.mark.parametrize("lang, texts, policy", [
    ("zh", ["《海港发展规划》提出，到2030年，总量超过9亿吨。"], "海港发展规划"), ("zh", ["印发《海港发展实施意见》。", "《意见》提出，到2030年，总量超过9亿吨。"], "海港发展实施意见"), ("zh", ["《海港日报》消息，到2030年，总量超过9亿吨。"], ""),
    ("en", ["The “Opinions on Building Green Ports” set the goal of 900 million tonnes by 2030."], "Opinions on Building Green Ports"), ("en", ["Cargo will reach 900 million tonnes by 2030."], ""),
])
def test_policy(lang, texts, policy):
    assert table(*texts, lang=lang)["policy"].tolist() == [policy]


def test_policy_of_the_table_and_of_another_article():
    policies = pd.DataFrame({"policy": ["P1"], "title_en": [""], "title_zh": ["海港发展规划"]})
    assert table("《海港发展规划》提出，到2030年，总量超过9亿吨。", policies=policies)["policy"].tolist() == ["P1"]
    passages = pd.DataFrame([("a", "f", 0, "zh", "《海港发展规划》印发。"), ("b", "f", 5, "zh", "到2030年，总量超过9亿吨。")], columns=["doc_id", "file", "line", "lang", "text"])
    articles = pd.DataFrame({"doc_id": ["a", "b"], "date": ["", None], "title": ["", ""], "duplicate_of": ["", None]})
    assert find_targets(passages, articles)["policy"].tolist() == [""]


KNOWN = pd.DataFrame([("P1", "Action Plan for Renewing Fishing Boats", "渔船更新行动方案（2025—2027年）", "农渔发〔2025〕7号", ""), ("P2", "Opinions on Building Green Ports", "关于建设绿色海港的意见", "", "2023-05-01")],
                     columns=["policy", "title_en", "title_zh", "doc_number", "date"])
AIM_ZH, AIM_EN = "到2030年，总量超过9亿吨。", "cargo will reach 900 million tonnes by 2030."


@pytest.mark.parametrize("lang, texts, policy", [
    ("zh", ["《关于建设绿色海港的意见》印发。", "海渔规〔2021〕51号提出，" + AIM_ZH], "海渔规〔2021〕51号"),  # a number before the last title
    ("zh", ["《关于建设绿色海港的意见》印发。", "方案（农渔发〔2025〕7号）提出，" + AIM_ZH], "P1"),
    ("en", ["The “Opinions on Building Green Ports” came.", "Under the plan (Nongyufa [2025] No. 7), " + AIM_EN], "P1"),
    ("zh", ["《渔船更新方案通知》（农渔发〔2025〕7号）提出，" + AIM_ZH], "P1"),  # an unknown title beside a known number
    ("zh", ["《海港建设工作方案（2025年）》印发。", "《关于建设绿色海港的意见》印发。", "《工作方案》提出，" + AIM_ZH], "海港建设工作方案（2025年）"),
    ("zh", ["《渔船更新行动方案（2025—2027年）》和《关于建设绿色海港的意见》印发。", "《方案》提出，" + AIM_ZH], "P1"),
    ("zh", ["《智能渔港要素规划》（以下简称《要素》）印发。", "《关于建设绿色海港的意见》印发。", "《要素》提出，" + AIM_ZH], "智能渔港要素规划"),
    ("en", ["The “Opinions on Building Green Ports” and the “Action Plan for Renewing Fishing Boats” came.", "By the “Opinion”, " + AIM_EN], "P2"),
    ("zh", ["《关于建设绿色海港的意见》印发。", "《工作方案》提出，" + AIM_ZH], ""), ("zh", ["《若干政策》提出，" + AIM_ZH], ""), ("en", ["By the “Opinion”, " + AIM_EN], ""),
    ("zh", ["《关于建设绿色海港的意见》印发。", "《渔船更新行动方案（2025—2027年）》印发。", AIM_ZH], "P1"),
    ("zh", ["《关于建设绿色海港的意见》印发。", "《渔船更新行动方案（2025—2027年）》印发。", "到2024年，总量要超过9亿吨。"], "P2"),  # of 2025: too late for 2024
    ("zh", ["《2030年前海港行动方案》印发。", "到2025年，总量要超过9亿吨。"], "2030年前海港行动方案"),  # 2030 is its aim
])
def test_policy_by_number_title_short_name_and_last_title(lang, texts, policy):
    date = "2024-03-01" if "2024" in texts[-1] else "2025-03-01"
    assert table(*texts, lang=lang, policies=KNOWN, date=date)["policy"].tolist() == [policy]


def test_what_was_kept_is_read_anew_only_if_a_policy_that_it_names_has_changed(tmp_path, monkeypatch):
    """The texts name P2 alone: other running names, and policies that they do not name, are no reason; a date by which P2 is too old to be meant is one."""
    monkeypatch.setenv("POLICYANALYSIS_CACHE", str(tmp_path))
    read = []
    plain = targets._document_rows
    monkeypatch.setattr(targets, "_document_rows", lambda *given: read.append(given) or plain(*given))
    texts = "《关于建设绿色海港的意见》印发。", "到2030年，总量超过9亿吨。", "《渔业名录》（农渔发〔2024〕9号）印发。"
    other = pd.DataFrame([("P3", "", "盐田保护条例", "", "2024-05-01")], columns=KNOWN.columns)
    renamed = pd.concat([other, KNOWN.assign(policy=["P7", "P8"])], ignore_index=True)
    for policies, name, n_read in ((KNOWN, "P2", 1), (KNOWN, "P2", 0), (renamed, "P8", 0), (KNOWN.assign(date=["", "2031-05-01"]), "", 1), (None, "关于建设绿色海港的意见", 1), (KNOWN, "P2", 1)):
        read.clear()
        assert table(*texts, policies=policies)["policy"].tolist() == [name] and len(read) == n_read


OLD = "2014年，省政府《关于加快渔港建设的若干意见》首次提出渔港概念。"
OLD_EN = "In 2014, the “Several Opinions on Speeding up Fishing Ports” named fishing ports for the first time."


@pytest.mark.parametrize("lang, title, texts, policy", [
    ("zh", "《关于推进渔港高质量发展的意见》解读", [OLD, AIM_ZH], "关于推进渔港高质量发展的意见"),  # what stands after an old document is not of it
    ("zh", "《关于推进渔港高质量发展的意见》解读", [OLD.replace("首次提出渔港概念", "提出，到2030年，总量超过9亿吨")], "关于加快渔港建设的若干意见"),  # what it states is
    ("zh", "一", ["《关于建设绿色海港的意见》（农渔发〔2024〕9号）印发。", OLD, AIM_ZH], "农渔发〔2024〕9号"), ("zh", "一", [OLD, AIM_ZH], ""),  # 11 years before the article
    ("zh", "一", ["《渔船更新行动方案（2025—2027年）》印发。", "2021年，《渔港发展规划（2021—2035年）》出台。", AIM_ZH], "渔港发展规划（2021—2035年）"),  # old, but of that period
    ("zh", "《关于建设绿色海港的意见》", ["在《渔港发展纲要》基础上，到2030年，总量超过9亿吨。"], ""), ("zh", "一", ["自《渔港发展纲要》实施以来，港口变大，到2030年，总量超过9亿吨。"], ""),
    ("zh", "一", ["《关于建设绿色海港的意见》（农渔发〔2024〕9号）印发。", "根据《渔港发展纲要》（农渔发〔2014〕3号），港口变大，到2030年，总量超过9亿吨。"], ""),
    ("zh", "一", ["根据《渔港发展纲要》（农渔发〔2024〕3号），到2030年，总量超过9亿吨。"], "农渔发〔2024〕3号"),
    ("zh", "《关于建设绿色海港的意见》", ["2021年的指导意见提出，" + AIM_ZH], ""), ("zh", "《关于建设绿色海港的意见》", ["国家规划提出，" + AIM_ZH], ""), ("zh", "《关于建设绿色海港的意见》", ["方案提出，" + AIM_ZH], "关于建设绿色海港的意见"),
    ("en", "What the “Opinions on Building Green Ports” mean", ["By the plan of 2021, " + AIM_EN], ""),
    ("en", "What the “Opinions on Building Green Ports” mean", [OLD_EN, "By 2030, " + AIM_EN], "Opinions on Building Green Ports"), ("en", "One", [OLD_EN, "By 2030, " + AIM_EN], ""),
    ("en", "One", ["Since the “Several Opinions on Speeding up Fishing Ports”, much was built, and " + AIM_EN], ""),
    ("en", "One", ["In 2014, the “Several Opinions on Speeding up Fishing Ports” set the goal that " + AIM_EN], "Several Opinions on Speeding up Fishing Ports"),
])
def test_a_document_that_is_only_background_is_not_the_policy(lang, title, texts, policy):
    assert table(*texts, lang=lang, title=title)["policy"].tolist() == [policy]


def test_a_document_that_came_in_some_year_is_history_in_an_undated_article():
    assert table(OLD, AIM_ZH, title="《关于推进渔港高质量发展的意见》解读", date="")["policy"].tolist() == ["关于推进渔港高质量发展的意见"]


def test_a_fact_is_of_no_policy_that_its_sentence_does_not_name():
    assert table("《关于建设绿色海港的意见》印发。", "2024年，出口额达到300亿元。")["policy"].tolist() == [""]
    assert table("《关于建设绿色海港的意见》显示，2024年，出口额达到300亿元。")["policy"].tolist() == ["关于建设绿色海港的意见"]


@pytest.mark.parametrize("lang, text", [
    ("zh", "图 3 2024年渔港出口额增长8%"), ("zh", "表2 2024年累计建成基站5000个"), ("zh", "2024年，出口进入全球前30强。"), ("zh", "2024年，企业入选前100名，实现突破。"), ("en", "Figure 1. Exports reached 30 billion yuan in 2024"),
    ("en", "In 2024, the port was among the top 30 ports."),
])
def test_captions_and_ranks_are_no_facts(lang, text):
    assert len(table(text, lang=lang)) == 0


@pytest.mark.parametrize("lang, text", [("zh", "图3显示，2024年出口额增长8%。"), ("zh", "截至2024年底前，累计建成基站5000个。"), ("en", "Figure 1 shows that exports reached 30 billion yuan in 2024.")])
def test_a_sentence_about_a_figure_is_a_fact(lang, text):
    assert table(text, lang=lang)["kind"].tolist() == ["fact"]


def test_duplicates_are_left_out():
    assert len(table("到2030年，总量超过9亿吨。")) == 1
    assert len(table("到2030年，总量超过9亿吨。", duplicate_of="d0")) == 0


def test_past_deadline_is_no_target():
    assert "target" not in set(table("到2020年，总量达到9亿吨。", date="2025-03-01")["kind"])
    assert table("到2020年，总量达到9亿吨。", date="2016-03-01")["kind"].tolist() == ["target"]


@pytest.mark.parametrize("lang, text, expected", [
    ("zh", "一句。两句！三句？", ["一句。", "两句！", "三句？"]), ("zh", "他说：“好。”后来走了。", ["他说：“好。”", "后来走了。"]), ("zh", "增长3.5%；下降2%。", ["增长3.5%；", "下降2%。"]), ("zh", "", []),
    ("en", "One is done. Two is next! And three?", ["One is done.", "Two is next!", "And three?"]), ("en", "See No. 31. It rose 3.5 percent.", ["See No. 31.", "It rose 3.5 percent."]),
    ("en", "Harbour Co. Ltd. grew. The U.S. fell.", ["Harbour Co. Ltd. grew.", "The U.S. fell."]), ("en", "one\ntwo", ["one", "two"]),
])
def test_sentences(lang, text, expected):
    assert sentences(text, lang) == expected


def test_unknown_language():
    with pytest.raises(PolicyAnalysisError, match="lang='fr'"):
        sentences("x", "fr")


def rows(*cells):
    return pd.DataFrame(cells, columns=["doc_id", "lang", "value", "unit", "deadline", "kind", "policy"])


def test_compare_links_the_same_target():
    found = compare_targets(rows(("e", "en", 9e8, "tonnes", "2030", "target", ""), ("z", "zh", 9.02e8, "tonnes", "2030-12", "target", "P")))
    assert list(found.columns) == COMPARED
    assert found.values.tolist() == [["e", "z", "en", "zh", 9e8, 9.02e8, "tonnes", "2030", True]]


def test_compare_tells_a_different_value_of_the_same_policy():
    found = compare_targets(rows(("e", "en", 7e8, "tonnes", "2030", "target", "P"), ("z", "zh", 9e8, "tonnes", "2030", "target", "P")))
    assert found["agree"].tolist() == [False]


@pytest.mark.parametrize("second", [
    ("z", "zh", 7e8, "tonnes", "2030", "target", "Q"), ("z", "zh", 9e8, "yuan", "2030", "target", ""), ("z", "zh", 9e8, "tonnes", "2031", "target", ""), ("z", "zh", 9e8, "tonnes", "2030", "forecast", ""),
    ("z", "zh", 9e8, "tonnes", "", "target", ""), ("e", "en", 9e8, "tonnes", "2030", "target", "R"),
])
def test_compare_links_nothing_without_shared_evidence(second):
    found = compare_targets(rows(("e", "en", 9e8, "tonnes", "2030", "target", "P"), second))
    assert list(found.columns) == COMPARED and len(found) == 0


@pytest.mark.parametrize("unit_zh, unit_en, linked", [("items", "scenarios", True), ("enterprises", "hospitals", True), ("items", "", True), ("items", "parks", False), ("items", "tonnes", False), ("parks", "scenarios", False)])
def test_compare_takes_a_generic_count_for_any_noun(unit_zh, unit_en, linked):
    found = compare_targets(rows(("e", "en", 300, unit_en, "2030", "target", ""), ("z", "zh", 300, unit_zh, "2030", "target", "")))
    assert found["agree"].tolist() == [True] * linked


@pytest.mark.parametrize("text, linked", [("到2030年，建成300家医院。", True), ("到2030年，300家企业建成码头。", False)])
def test_compare_does_not_take_a_named_noun_for_any_other(text, linked):
    passages = pd.DataFrame([("e", "f", 0, "en", "By 2030, 300 hospitals are to be built."), ("z", "f", 9, "zh", text)], columns=["doc_id", "file", "line", "lang", "text"])
    articles = pd.DataFrame({"doc_id": ["e", "z"], "date": ["", ""], "title": ["", ""], "duplicate_of": ["", ""]})
    targets = find_targets(passages, articles)
    assert targets["unit"].tolist() == ["hospitals", "enterprises"] and len(compare_targets(targets)) == linked


ALIGNED = pd.DataFrame({"doc_id_en": ["e", "e"], "doc_id_zh": ["z", "z"], "line_en": [4, pd.NA], "line_zh": [7, 9]}).astype({"line_en": "Int64", "line_zh": "Int64"})


def lines(*cells):
    return pd.DataFrame([(*cell, "target", "") for cell in cells], columns=["doc_id", "lang", "line", "value", "unit", "deadline", "kind", "policy"])


@pytest.mark.parametrize("cells, found", [
    ([("e", "en", 4, 54, "%", "2027"), ("e", "en", 4, 30, "%", "2027"), ("z", "zh", 7, 30, "%", "2027"), ("z", "zh", 7, 45, "%", "2027-12")], [(30, 30, True), (54, 45, False)]),
    ([("e", "en", 4, 1000, "yuan", "2027"), ("z", "zh", 7, 1006, "yuan", "2027")], [(1000, 1006, False)]),
    ([("z", "zh", 7, 1004, "yuan", "2027"), ("e", "en", 4, 1000, "yuan", "2027")], [(1004, 1000, True)]),
    ([("e", "en", 4, 54, "%", "2027"), ("z", "zh", 9, 45, "%", "2027")], []),  # another line
    ([("e", "en", 4, 54, "%", "2027"), ("z", "zh", 7, 45, "%", "2028")], []),
    ([("e", "en", 4, 54, "%", "2027"), ("z", "zh", 7, 45, "yuan", "2027")], []),
    ([("e", "en", 4, 54, "%", "2027"), ("z", "zh", 7, 45, "%", "2027"), ("z", "zh", 7, 30, "%", "2027")], []),  # not as many
    ([], []),
])
def test_compare_links_aligned_lines_whatever_their_values(cells, found):
    linked = compare_targets(lines(*cells), aligned=ALIGNED)
    assert list(linked.columns) == COMPARED
    assert list(linked[["value_a", "value_b", "agree"]].itertuples(index=False, name=None)) == found


def test_compare_tells_the_planted_difference_of_the_sample(sample):
    targets = find_targets(sample.unique_passages, sample.articles, sample.policies)
    linked = compare_targets(targets, aligned=sample.aligned)
    assert linked.loc[~linked["agree"].astype(bool), ["value_a", "value_b", "unit", "deadline"]].values.tolist() == [[54, 45, "%", "2027"]]


def test_compare_links_what_is_found_in_both_languages():
    passages = pd.DataFrame([("e", "f", 0, "en", "Cargo will exceed 900 million tonnes by 2030."), ("z", "f", 9, "zh", "到2030年，货物总量超过9亿吨。")], columns=["doc_id", "file", "line", "lang", "text"])
    articles = pd.DataFrame({"doc_id": ["e", "z"], "date": ["", ""], "title": ["", ""], "duplicate_of": ["", ""]})
    assert compare_targets(find_targets(passages, articles))["agree"].tolist() == [True]
    assert len(compare_targets(find_targets(passages.iloc[:0], articles))) == 0


@pytest.mark.parametrize("lang, texts, expected", [
    ("zh", ["三、实施路径", "短期重点（2025-2026）", "新建1000PFlops中心，改造20个码头。", "中长期目标（2027）", "海港占比提高5个百分点", "四、评估指标", "绿化率超60%"], [("2026", 1000), ("2026", 20), ("2027", 5), ("", 60)]),
    ("en", ["III. The way", "Short-term priorities (2025-2026)", "A new 1,000PFlops centre will be built.", "Goals (2027)", "Create 3 clusters of ports", "IV. Risks", "Costs are high at 60%."], [("2026", 1000), ("2027", 3)]),
    ("zh", ["到2030年要实现以下目标：", "港口货物总量超过9亿吨；", "新建码头50座。"], [("2030", 9e8), ("2030", 50)]),
    ("en", ["1. Requirements", "The share of green boats is ≥90%.", "2. History", "The share of green boats is ≥90%."], [("", 90)]),
])
def test_headings_give_the_year_and_the_aim(lang, texts, expected):
    found = table(*texts, lang=lang, date="")
    assert list(zip(found["deadline"], found["value"])) == expected and set(found["kind"]) <= {"target"}


@pytest.mark.parametrize("lang, text, expected", [
    ("zh", "到2025年，港口初步建成。培育3-5家航运企业，打造2个示范区。", [("2025", 3), ("2025", 5), ("2025", 2)]), ("zh", "到2027年、2030年，绿化率分别达到40%、45%。", [("2027", 40), ("2030", 45)]),
    ("en", "By 2027 and by 2030, the green share is to reach 40% and 45% respectively.", [("2027", 40), ("2030", 45)]), ("zh", "通过3至5年的努力，力争集聚100家企业。", [("2030", 100)]),
    ("zh", "到2030年，產值超過7萬億元。", [("2030", 7e12)]),
])
def test_which_deadline(lang, text, expected):
    found = table(text, lang=lang, date="2025-01-01")
    assert list(zip(found["deadline"], found["value"])) == expected
    assert all(sentence in text for sentence in found["sentence"])


@pytest.mark.parametrize("lang, text, expected", [
    ("en", "By 2030, coal, steel and glass will reach 10, 20 and 30 percent respectively.", [("coal", 10), ("steel", 20), ("glass", 30)]),
    ("en", "By 2030, the shares of wind and solar power will reach 20% and over 30%, respectively.", [("shares of wind", 20), ("shares of solar power", 30)]),
    ("en", "By 2027, wind and solar capacity is to reach 5 and 6 million kilowatts respectively.", [("wind capacity", 5e6), ("solar capacity", 6e6)]),
    ("en", "The plan aims to raise the wheat yield and the rice yield to 6 and 7 tonnes respectively by 2030.", [("wheat yield", 6), ("rice yield", 7)]),
    ("en", "By 2030, output will reach 10 and 20 million tonnes of steel and coal, respectively.", [("steel", 1e7), ("coal", 2e7)]),
    ("en", "By 2030, the employment rate will reach 60% and 70% in the east and the west respectively.", [("employment rate in the east", 60), ("employment rate in the west", 70)]),
    ("en", "By 2027, costs are to fall, and the prices of oil and gas will respectively drop by 10% and 15%.", [("prices of oil", 10), ("prices of gas", 15)]),
    ("en", "By 2027, exports and imports are to grow by 10% and 8% respectively, reaching 50 billion and 60 billion yuan.", [("exports", 10), ("imports", 8), ("exports", 5e10), ("imports", 6e10)]),
    ("en", "By 2027, research and development, sales and profits will grow by 5%, 6% and 7%, respectively.", [("research and development", 5), ("sales", 6), ("profits", 7)]),
    ("en", "By 2027, Harbin and Dalian will build 40 and 50 parks respectively.", [("parks", 40), ("parks", 50)]),
    ("en", "By 2030, the north, the south, the east and the west will reach 10, 20 and 30 percent respectively.", [("", 10), ("", 20), ("", 30)]),
    ("zh", "到2030年，煤、钢、玻璃分别达到10%、20%、30%。", [("煤", 10), ("钢", 20), ("玻璃", 30)]), ("zh", "到2030年，煤、钢分别达到10%、20%、30%。", [("", 10), ("", 20), ("", 30)]),
    ("zh", "到2027年，风电、光伏装机规模分别达到1亿、2亿千瓦。", [("风电装机规模", 1e8), ("光伏装机规模", 2e8)]), ("zh", "到2027年，渔业产值、利润分别增长10%、8%，达到50亿元、6亿元。", [("渔业产值", 10), ("利润", 8), ("渔业产值", 5e9), ("利润", 6e8)]),
    ("zh", "到2027年，粮食和水果产量分别达到100万吨和50万吨以上。", [("粮食产量", 1e6), ("水果产量", 5e5)]), ("zh", "力争到2027年，海运、空运货运量分别占全省的10%、20%。", [("海运货运量占全省", 10), ("空运货运量占全省", 20)]),
    ("zh", "到2030年，软件和信息服务业、集成电路产业营业收入分别突破500亿元、300亿元。", [("软件和信息服务业营业收入", 5e10), ("集成电路产业营业收入", 3e10)]),
    ("zh", "到2030年，农业、林业和渔业三大行业增加值分别达到100亿元、50亿元和30亿元。", [("农业增加值", 1e10), ("林业增加值", 5e9), ("渔业增加值", 3e9)]),
    ("zh", "到2027年，甲市、乙市分别建成100个、200个产业园区。", [("产业园区", 100), ("产业园区", 200)]), ("zh", "到2030年，煤、钢产量稳步增长，分别达到10亿、20亿吨。", [("煤产量", 1e9), ("钢产量", 2e9)]),
])
def test_what_is_said_respectively(lang, text, expected):
    assert list(table(text, lang=lang)[["metric", "value"]].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize("lang, text, expected", [
    ("en", "By 2027 and 2030, the green share is to reach 40% and 45% respectively.", ["2027", "2030"]), ("en", "The green share is to reach 40% and 45% by 2027 and by 2030 respectively.", ["2027", "2030"]),
    ("zh", "到2027年、2030年，绿化率分别达到40%、45%，渔业产值分别达到5亿元、6亿元。", ["2027", "2030"] * 2), ("zh", "到2027年，煤、钢产量分别达到1亿吨、2亿吨，到2030年，煤、钢产量分别达到3亿吨、4亿吨。", ["2027"] * 2 + ["2030"] * 2),
])
def test_deadlines_that_are_named_respectively(lang, text, expected):
    assert table(text, lang=lang)["deadline"].tolist() == expected


PLAN = pd.DataFrame([("P1", "", "渔船更新行动方案（2023—2027年）", "", "")], columns=["policy", "title_en", "title_zh", "doc_number", "date"])


@pytest.mark.parametrize("lang, texts, deadline, origin", [
    ("zh", ["到2030年，总量超过9亿吨。"], "2030", "stated"), ("zh", ["三年内培育100家链主企业。"], "2026", "computed from the article's date"), ("zh", ["今年底前建成公共充电桩40万个。"], "2023", "computed from the article's date"),
    ("zh", ["到2025年，港口初步建成。培育300家航运企业。"], "2025", "sentence before"), ("zh", ["三年内，港口初步建成。培育300家航运企业。"], "2026", "computed from the article's date"),
    ("zh", ["到2030年要实现以下目标：", "新建码头50座。"], "2030", "heading"), ("zh", ["目标是绿化率超过30%。"], "", ""), ("zh", ["2022年，出口额达到300亿元。"], "", ""),
    ("zh", ["《渔船更新行动方案》提出，未来5年将建成300个码头。"], "2027", "document's title"), ("zh", ["《渔船更新行动方案》印发。", "未来五年，将建成300个码头。"], "2027", "document's title"),
    ("zh", ["《渔船更新行动方案》提出，未来3年将建成300个码头。"], "2026", "computed from the article's date"),  # not the plan's own period
    ("zh", ["《渔船更新工作方案》提出，未来5年将建成300个码头。"], "2028", "computed from the article's date"),  # a plan without a period
    ("en", ["The “Action Plan for Renewing Fishing Boats (2023-2025)” sets out to build 300 piers within three years."], "2025", "document's title"),
    ("en", ["The city strives to train 12,000 nurses within three years."], "2026", "computed from the article's date"), ("en", ["The city strives to train 12,000 nurses by 2030."], "2030", "stated"),
    ("en", ["By 2027 and 2030, the green share is to reach 40% respectively 45%."], "2027", "stated"),
])
def test_where_a_deadline_is_from(lang, texts, deadline, origin):
    found = table(*texts, lang=lang, date="2023-06-01", policies=PLAN)
    assert found[["deadline", "deadline_from"]].iloc[0].tolist() == [deadline, origin]


@pytest.mark.parametrize("lang, texts, date, deadline", [
    ("zh", ["重点任务", "发行渔业债券置换旧债（2025年试点规模300亿元）"], "", "2025"), ("zh", ["重点任务", "发行渔业债券，2025年试点规模达300亿元"], "", "2025"), ("zh", ["2025年试点规模达300亿元。"], "2024-05-01", "2025"),
    ("zh", ["力争2025年试点规模达到300亿元。"], "", "2025"), ("zh", ["重点任务", "渔业债券规模较2022年新增300亿元"], "", ""), ("zh", ["重点任务", "自2022年以来的渔业债券新增300亿元"], "", ""), ("zh", ["重点任务", "2022年试点规模达300亿元"], "2024-05-01", ""),
    ("en", ["Key tasks", "Issue harbour bonds to replace old debt (pilot scale 30 billion yuan in 2025)"], "", "2025"), ("en", ["Key tasks", "Issue harbour bonds worth 30 billion yuan more than in 2022"], "", ""),
])
def test_the_year_that_a_clause_gives_its_noun(lang, texts, date, deadline):
    found = table(*texts, lang=lang, date=date)
    assert set(found.loc[found["kind"] == "target", "deadline"]) <= {deadline} and (not deadline or len(found) == 1)


@pytest.mark.parametrize("lang, text, kind", [
    ("zh", "平台建设将惠及2.8亿老年人。", ["forecast"]), ("en", "The platform will benefit 280 million people.", ["forecast"]), ("zh", "设立100亿元规模的渔业基金。", ["target"]), ("zh", "2024年3月安排100亿元专项资金。", []),
    ("zh", "根据行动计划，预计集聚10家企业。", ["target"]), ("en", "Every 100 million yuan can create 800 jobs.", []), ("en", "There were 300 shops with annual sales exceeding 5 million yuan in 2024.", ["fact"]),
])
def test_kinds_without_a_deadline(lang, text, kind):
    assert table(text, lang=lang)["kind"].tolist() == kind


@pytest.mark.parametrize("lang, text", [
    ("en", "If the share of green boats exceeds 30% by 2027, the plan will be widened."), ("en", "Once exports reach 5 billion yuan in 2027, a second port will be built."), ("en", "Unless costs fall below 20% by 2027, the project will end."),
    ("en", "By 2027, boats must stay in port when the catch surpasses 3 million tonnes."), ("en", "By 2027, enterprises with revenue above 5 million yuan are eligible."),
    ("en", "By 2027, firms whose annual output exceeds 10 million yuan will receive support."), ("en", "By 2027, projects that exceed 100 million yuan will be given land."), ("en", "The city aims to support companies that invest over 100 million yuan."),
    ("zh", "如果绿色渔船占比在2027年超过30%，将扩大试点。"), ("zh", "若2027年捕捞量超过300万吨，则停止出海。"), ("zh", "到2027年，当港口吞吐量突破9亿吨时，启动二期工程。"), ("zh", "到2027年，投资额超过10亿元的项目给予用地保障。"),
    ("zh", "力争到2027年，对新增投资达到1亿元以上的，给予支持。"), ("zh", "到2027年，达到50亿元的企业给予扶持。"), ("zh", "申报企业应当满足研发投入占比不低于5%。"),
])
def test_a_condition_is_no_target(lang, text):
    assert len(table(text, lang=lang)) == 0


@pytest.mark.parametrize("lang, text, expected", [
    ("en", "The plan aims at 300 parks, and firms with more than 50 workers can apply.", [(300, "target")]), ("en", "By 2030, when the plan ends, output should exceed 5 billion yuan.", [(5e9, "target")]),
    ("en", "By 2030, when output will exceed 5 billion yuan, a second port is to open.", [(5e9, "target")]), ("en", "By 2027, 500 enterprises with revenue above 5 million yuan are to be built.", [(500, "target")]),
    ("en", "Output is expected to grow by 6% by 2030, and the plan aims at 200 parks.", [(6, "forecast"), (200, "target")]),
    ("zh", "力争到2027年，年产值10亿元以上企业达到50家。", [(50, "target")]), ("zh", "到2027年，数据产业平均每年要增长20%以上，规模要翻一番。", [(20, "target"), (2, "target")]), ("zh", "当前力争到2027年产值达到5亿元。", [(5e8, "target")]),
    ("zh", "到2030年，渔业市场规模预计达到8000亿元，力争带动就业50万人。", [(8e11, "forecast"), (5e5, "target")]), ("zh", "到2027年，若干港口吞吐量达到9亿吨。", [(9e8, "target")]),
])
def test_beside_a_condition_or_a_forecast_a_target_stays_one(lang, text, expected):
    assert list(table(text, lang=lang)[["value", "kind"]].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize("lang, text, change", [
    ("zh", "到2027年，占比提高5个百分点。", "increase"), ("zh", "到2027年，占比提高到45%。", "level"), ("zh", "到2027年，成本降低15%以上。", "decrease"), ("zh", "到2027年，产值翻一番。", "increase"),
    ("en", "By 2027, costs are to be reduced by 15%.", "decrease"), ("en", "By 2027, the share is to rise to 45%.", "level"), ("en", "By 2027, output is to grow by at least 5%.", "increase"), ("en", "By 2027, the plan aims for a 20% reduction.", "decrease"),
])
def test_level_or_change(lang, text, change):
    assert table(text, lang=lang)["change"].tolist() == [change]


def test_both_rows_of_a_range_say_it():
    assert table("到2027年，成本降低15%-20%。")[["value", "comparator", "range"]].values.tolist() == [[15, ">=", "15%-20%"], [20, "<=", "15%-20%"]]


def test_gloss_of_a_chinese_metric():
    assert table("到2030年，新型储能超过3000万千瓦。")["metric_en"].tolist() == ["new energy storage"]
    assert table("By 2030, cargo will exceed 5 tonnes.", lang="en")["metric_en"].tolist() == [""]


@pytest.mark.parametrize("text, metric", [
    ("In 2024, the number of crab boats, trawlers and ferries exceeded 3,000.", "number of crab boats, trawlers and ferries"), ("In 2024, fish accounted for more than 60% of the catch.", "fish"),
    ("In 2024, subsidies boosted the sale of boats by 5 million yuan.", "sale of boats"), ("In 2024, boat production exceeded 10 million vehicles.", "boat production"),
])
def test_metric_is_the_subject_of_its_clause(text, metric):
    assert table(text, lang="en")["metric"].tolist() == [metric]


def test_link_targets_labels_what_is_told_in_both_languages():
    from policyanalysis.analysis.target_links import link_targets

    linked = link_targets(lines(("e", "en", 4, 54, "%", "2027"), ("z", "zh", 7, 45, "%", "2027"), ("z", "zh", 9, 9, "%", "2027")), ALIGNED)
    assert linked["same_as"].tolist() == ["s001", "s001", ""]
    assert link_targets(lines(), ALIGNED)["same_as"].tolist() == []
