"""The policy documents that five real pages name, listed by reading them: official names and numbers.

Laws named without quotation marks (the Budget Law), programmes, standards, treaties, reports and company plans are none; a name counts as found when its words are right.
"""

import pytest

from policyanalysis.corpus.load import load_corpus
from policyanalysis.corpus.policy_names import title_key

BOTH = [  # one document under two names
    ("Opinions on Building a More Perfect System and Mechanism for Market-Oriented Allocation of Factors",
     "关于构建更加完善的要素市场化配置体制机制的意见"),
    ("Overall Plan for the Pilot Comprehensive Reform of Market-Based Allocation of Factors",
     "要素市场化配置综合改革试点总体方案"),
    ("Elements and Conditions for Gradient Cultivation of Smart Factories (2025 Edition)",
     "智能工厂梯度培育要素条件(2025年版)"),
    ("Opinions on Unleashing the Potential of Sports Consumption and Further Promoting the High-Quality Development of the Sports Industry",
     "关于释放体育消费潜力进一步推进体育产业高质量发展的意见"),
    ("Several Opinions on Accelerating the Development of the Sports Industry and Promoting Sports Consumption",
     "关于加快发展体育产业促进体育消费的若干意见"),
    ("Opinions on Deepening the Implementation of the ‘ Artificial Intelligence Plus’ Initiative",
     "关于深入实施”人工智能+”行动的意见"),
    ("Implementation Opinions on the Construction and Application of Manufacturing Technology Innovation System",
     "制造业技术创新体系建设和应用实施意见"),
]
CHINESE = [
    "关于进一步优化外商投资环境加大吸引外商投资力度的意见",
    "推动综合保税区高质量发展综合改革实施方案",
    "关于减半征收证券交易印花税的公告",
    "河套深港科技创新合作区深圳园区发展规划",
    "普惠金融发展专项资金管理办法",
    "关于推动商务信用体系建设高质量发展的指导意见",
    "新产业标准化领航工程实施方案（2023—2035年）",
    "国家标准化发展纲要",
    "汽车行业稳增长工作方案（2023—2024年）",
    "关于进一步构建高质量充电基础设施体系的指导意见",
    "电子信息制造业2023—2024年稳增长行动方案",
    "元宇宙产业创新发展三年行动计划（2023-2025年）",
    "关于优化保险公司偿付能力监管标准的通知",
    "北京市促进机器人产业创新发展的若干措施",
    "北京市促进未来产业创新发展实施方案",
    "上海市搞活汽车流通扩大汽车更新消费若干措施",
    "促消费专项行动政策措施",
    "广东省加大力度持续促进消费若干措施",
    "关于推动新型储能产业高质量发展的实施意见",
    "关于促进民营经济做大做优做强的若干措施",
    "深圳市促进物流供应链企业高质量发展工作措施",
    "中共中央国务院关于促进民营经济发展壮大的意见",
    "浙江省加氢站发展规划",
    "杭州未来科技城培育未来产业行动计划",
    "江苏省海洋产业发展行动方案",
    "关于强化投资促进推进产业强市的政策措施",
    "苏州市关于推进算力产业发展和应用的行动方案",
    "成都市推动跨境电商高质量发展政策措施实施细则",
    "成都市推动跨境电商高质量发展三年行动计划(2023—2025年)",
    "成都市推动跨境电商高质量发展政策措施",
    "成都市支持制造业高质量发展若干政策措施实施细则（征求意见稿）",
    "成渝地区双城经济圈建设规划(方案)明确重点项目清单",
    "重庆高新区深入推动制造业高质量发展实施方案（2023—2027年）",
    "重庆市制造业数字化转型行动计划（2023-2027年）",
    "合肥市支持总部经济发展若干政策（试行）",
    "关于进一步加快旅居车旅游高质量发展的实施意见",
    "国务院关于做好自由贸易试验区第七批改革试点经验复制推广工作的通知",
    "关于在有条件的自由贸易试验区和自由贸易港试点对接国际高标准推进制度型开放的若干措施",
    "自贸试验区重点工作清单（2023—2025年）",
    "关于支持中国（上海）自由贸易试验区临港新片区深化拓展特殊经济功能走在高质量发展前列的若干意见",
    "关于支持临港新片区深化高水平制度型开放推动服务贸易创新发展的实施方案",
    "海南省谋划储备项目提质扩容十条措施",
    "海南自由贸易港创新投资基金实施方案",
    "中国（福建）自由贸易试验区临时仲裁指南",
    "“十四五”数字经济发展规划",
    "上海市教育数字化转型实施方案（2021—2023）",
]
ENGLISH = [
    "Several Measures to Support the High-Quality Development of Yiyang’s High-End Electronic Components Industry",
    "Furong Talent Action Plan",
    "Golden Hibiscus Leap Forward Action Plan for Enterprises Going Public",
    "National People’s Congress Standing Committee (NPCSC) 2019 Annual Supervision Work Plan",
    "Plan for Deepening the Reform of Party and State Institutions",
    "Opinions of the State Council on Implementing the Budget of Social Insurance Fund",
    "Regulations on the Implementation of the Budget Law",
    "Action Plan for Promoting Large-scale Equipment Renewal and Trade-in of Consumer Goods",
    "Implementation Plan for Promoting the Expansion of Domestic Demand and Encouraging the Trade-in of Automobile and Household Appliances",
    "Several Opinions of the State Council on Accelerating the Development of Circular Economy",
    "Opinions on Promoting the Development of Remanufacturing Industry",
    "Opinions on Doing a Good Job in Classified Disposal and Risk Prevention of Online Loan Institutions",
    "Notice on Implementing the Interim Measures for the Management of Business Activities of Information Intermediaries in peer-to-peer lending",
]
NUMBERS = {"国办发〔2025〕31号": "关于释放体育消费潜力进一步推进体育产业高质量发展的意见", "湘政办发〔2025〕36号": "Several Measures to Support the High-Quality Development of Yiyang’s High-End Electronic Components Industry",
           "Ministry of Industry and Information Technology〔2023〕122号": "制造业技术创新体系建设和应用实施意见"}


@pytest.fixture(scope="module")
def policies(real_pages):
    return load_corpus(real_pages).policies


def keys(titles, lang):
    return {title_key(title, lang) for title in titles if title}


def test_precision_and_recall(policies):
    for lang, column, truth in (("en", "title_en", [en for en, _ in BOTH] + ENGLISH), ("zh", "title_zh", [zh for _, zh in BOTH] + CHINESE)):
        found, expected = keys(policies[column], lang), keys(truth, lang)
        assert len(found) == (policies[column] != "").sum()  # no document twice
        assert len(found & expected) / len(found) >= 0.95 and len(found & expected) / len(expected) >= 0.95, (found ^ expected)  # one English name of 20 is cut at a word in lower case


def test_two_names_of_one_document(policies):
    joined = policies[(policies.title_en != "") & (policies.title_zh != "")]
    assert set(zip(joined.title_en.map(lambda t: title_key(t, "en")), joined.title_zh.map(lambda t: title_key(t, "zh")))) == {(title_key(en, "en"), title_key(zh, "zh")) for en, zh in BOTH}


def test_numbers(policies):
    numbered = policies[policies.doc_number != ""]
    assert {number: zh or en for number, zh, en in zip(numbered.doc_number, numbered.title_zh, numbered.title_en)} == NUMBERS
