"""Headlines on pages whose articles run together."""

import pytest

from policyanalysis.corpus.splitting.cohesion import run_together_titles

# Three subjects; each paragraph is long enough to be one of news.
GRAIN_ZH = ["秋粮收购工作在东北产区全面展开", "新华社长春10月9日电 吉林各地粮库开门收粮，玉米和水稻的收购价格比去年略高，种粮农民卖粮不用排长队，粮库把烘干塔提前检修完毕，水分偏高的玉米当天就能烘干入仓。",
            "粮库负责人介绍，今年玉米品质好，收购资金由农业发展银行保障，售粮款当天到账。农民合作社还用上了手机预约卖粮，粮食收购进度比往年快。", "粮食部门表示，收购期间将检查压级压价，保护种粮农民利益，确保秋粮颗粒归仓。"]
PORT_ZH = ["港口开通直达南美的集装箱航线", "新华社青岛10月15日电 满载家电和轮胎的集装箱船驶离码头，这条航线每周一班，到南美西岸的航程缩短到二十五天，港口的泊位和岸桥为它优先安排。",
           "港口集团介绍，船舶返程装运冷藏水果和铜精矿，码头新增冷藏集装箱插座六百个，海关对水果实行码头查验，集装箱从卸船到提离不超过一天。", "航运公司打算明年把航线的船舶换成更大的箱船，港口为此加深航道。"]
SCHOOL_ZH = ["职业院校学生技能大赛在长沙开赛", "新华社长沙10月20日电 一千二百名职业院校学生参加焊接、护理和数控机床比赛，评委由企业技师担任，教师只负责领队，获奖学生可以免试升入本科。",
             "参赛学生告诉记者，焊接项目的考题取自企业的真实订单，学生要在四小时内完成图纸、下料和焊接。教师说，比赛让课堂跟着企业走。", "教育部门表示，大赛之后会把考题改编成教材，供全国职业院校的教师和学生使用。"]
GRAIN_EN = ["Autumn grain purchases begin across the northeast", "CHANGCHUN, Oct. 9 (Xinhua) Granaries in Jilin opened their gates for maize and rice this week, and farmers no longer queue overnight to sell their grain. Drying towers were "
            "repaired before the harvest, so that wet maize can be dried on the day on which farmers deliver it to the granary.",
            "The manager of one granary said the maize was better than last year. Purchases are financed by the agricultural bank, farmers are paid for their grain within a day, and cooperatives book a delivery slot by phone."]
PORT_EN = ["Port opens a direct container route to South America", "QINGDAO, Oct. 15 (Xinhua) A container ship with refrigerators and tyres left the quay for the west coast of South America. The weekly route shortens the voyage to "
           "twenty-five days, and the port reserves a berth and cranes for the ship.",
           "On the way back the ship carries chilled fruit and copper ore. The port added sockets for cold containers, customs officers inspect fruit on the quay, and a container leaves the port within a day of its unloading."]


def lines(*articles):
    return [line for article in articles for line in [*article, ""]]


PAGES = [  # name, lines, line numbers of the headlines
    ("Chinese articles with datelines", lines(GRAIN_ZH, PORT_ZH, SCHOOL_ZH), [0, 5, 10]),
    ("the same without blank lines", [*GRAIN_ZH, *PORT_ZH, *SCHOOL_ZH], [0, 4, 8]),
    ("traditional characters", [line.replace("东", "東").replace("粮", "糧").replace("农", "農").replace("开", "開") for line in [*GRAIN_ZH, *PORT_ZH]], [0, 4]),
    ("English articles", lines(GRAIN_EN, PORT_EN), [0, 4]),
    ("a headline in other words, above a dateline", [*GRAIN_ZH, "一条蓝色丝带越过大洋", *PORT_ZH[1:]], [0, 4]),
    ("the same words without a dateline", [*GRAIN_ZH, "一条蓝色丝带越过大洋", *PORT_ZH[2:], PORT_ZH[2]], []),
    ("both languages", lines(GRAIN_EN, PORT_ZH), [0, 4]),
    ("CRLF left over", [line + "\r" for line in lines(GRAIN_ZH, PORT_ZH)], [0, 5]),
    ("one article", GRAIN_ZH + GRAIN_ZH[1:], []),
    ("one article with a heading of its own", [GRAIN_ZH[0], GRAIN_ZH[1], "粮库怎样收购农民的玉米和水稻", GRAIN_ZH[2], GRAIN_ZH[3], GRAIN_ZH[1]], []),
    ("five lines", GRAIN_EN + PORT_EN[:2], []),
    ("nothing", [], []),
    ("blank lines", ["", "  "] * 10, []),
    ("headlines alone", [f"Headline number {n} of a page without any text" for n in range(12)], []),
]


@pytest.mark.parametrize("page, expected", [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_headlines(page, expected):
    assert run_together_titles(page) == expected
