"""Units and counted nouns of both languages: their names, and which of them follows a number."""

import re
from functools import lru_cache

# canonical unit * factor | Chinese names | English names
UNIT_TABLE = """
yuan | 元人民币 人民币 元 | yuan RMB renminbi CNY
USD | 美元 | US_dollars U.S._dollars dollars dollar USD
EUR | 欧元 | euros euro EUR
HKD | 港元 港币 | Hong_Kong_dollars HKD
JPY | 日元 | yen JPY
CHF | 瑞士法郎 | Swiss_francs CHF
GBP | 英镑 | pounds_sterling GBP
% | % | % percent per_cent pct
%*0.1 | ‰ | ‰
%*10 | 成 |
pp | 个百分点 百分点 | percentage_points percentage_point percentage-point pp
bp | 个基点 基点 个BP BP bp | BP bps bp basis_points
times | 倍 | times fold
visits | 人次 | visits person-times person_times person-trips tourist_trips visitor_trips passenger_trips
vehicle trips | 辆次 车次 | vehicle_trips
people | 万人口 人口 人 名 | people persons person
vehicles | 辆 | vehicles vehicle cars
household visits | 户次 | household_visits
households | 户 | households
enterprises | 家 | enterprises companies firms businesses
km2 | 平方公里 平方千米 | square_kilometers square_kilometres
km | 公里 千米 km | km kilometers kilometres kilometer kilometre
m2 | 平方米 ㎡ | square_meters square_metres
m3 | 立方米 | cubic_meters cubic_metres
m | 米 | meters metres
hectares | 公顷 | hectares hectare
mu | 亩 | mu
tonnes | 吨标准煤 吨标煤 吨 | tonnes tons metric_tons tonne ton tce
tonnes*5e-4 | 市斤 斤 | jin
kg | 千克 公斤 | kg kilograms kilogram
kg*1e-3 | 克 | grams gram
kW | 千瓦 kW | kW kilowatts kilowatt
kW*1e3 | 兆瓦 MW | MW megawatts megawatt
kW*1e6 | 吉瓦 GW | GW gigawatts gigawatt
kW*1e9 | 太瓦 TW | TW terawatts terawatt
kWh | 千瓦时 千瓦·时 度电 kWh | kWh kilowatt-hours kilowatt_hours
kWh*1e3 | 兆瓦时 MWh | MWh megawatt-hours
kWh*1e6 | 吉瓦时 GWh | GWh gigawatt-hours
kWh*1e9 | 太瓦时 TWh | TWh terawatt-hours
PFLOPS | PFLOPS PFlops | PFLOPS petaflops
PFLOPS*1e3 | EFLOPS EFlops | EFLOPS exaflops
EB*1e-6 | TB | TB terabytes
EB*1e-3 | PB | PB petabytes
EB | EB | EB exabytes
EB*1e3 | ZB | ZB zettabytes
Gbps*1e-3 | Mbps 兆比特每秒 | Mbps
Gbps | Gbps 吉比特每秒 | Gbps
MPa | MPa 兆帕 | MPa
µg/m3 | 微克/立方米 微克每立方米 微克／立方米 μg/m³ µg/m³ | micrograms_per_cubic_meter micrograms_per_cubic_metre μg/m³ µg/m³
g/kWh | 克标准煤/千瓦时 克标煤/千瓦时 克/千瓦时 克每千瓦时 g/kWh | g/kWh grams_per_kWh grams_per_kilowatt-hour grams_of_standard_coal_per_kilowatt-hour grams_of_standard_coal_per_kWh grams_of_coal_per_kWh
km/h | 公里/小时 公里每小时 千米/小时 km/h | km/h kilometers_per_hour kilometres_per_hour
TEU | 标准箱 标箱 TEU | TEUs TEU
barrels | 桶 | barrels
°C | 摄氏度 ℃ | degrees_Celsius °C
working days | 个工作日 工作日 | working_days business_days
years | 周年 年 | years year
months | 个月 | months month
weeks | 周 个星期 | weeks week
days | 天 | days day
hours | 个小时 小时 | hours hour
minutes | 分钟 | minutes minute
years old | 周岁 岁 | year-old years_old years_of_age
"""
# counted noun | Chinese | English (singular forms are left out: "20 measure" is not written)
NOUN_TABLE = """
measures | 措施 举措 | measures initiatives
tasks | 任务 工作 | tasks
people | 人才 青少年 老年人 居民 农民 职工 学生 群众 劳动者 | talents residents farmers employees students workers
enterprises | 企业 公司 | enterprises companies firms businesses
jobs | 岗位 | jobs positions posts
projects | 项目 | projects
industries | 产业 行业 | industries
clusters | 集群 | clusters
cities | 城市 | cities
provinces | 省份 | provinces
areas | 领域 | areas fields
regions | 地区 区域 | regions
platforms | 平台 | platforms
parks | 园区 | parks
base stations | 基站 | base_stations
standards | 标准 | standards
racks | 机架 | racks
zones | 试验区 片区 开发区 保税区 集聚区 示范区 先行区 | zones
data centers | 数据中心 | data_centers data_centres
charging facilities | 充电桩 充电设施 充电基础设施 | charging_facilities charging_piles charging_stations
vehicles | 汽车 车辆 | vehicles cars
"""
COUNTERS = "个 大 项 条 类 种 批 次 场 款 所 间 套 台 架 艘 株 头 只 处 起 张 份 部 支 颗 列 册 节 枚 座 栋 幢 位 件 只".split()
# What a counter stands for when no counted noun follows that the table knows.
FIELDS = {"industries", "areas", "regions", "provinces", "cities", "tasks", "measures", "jobs", "people"}  # what 家 cannot count
COUNTED = {"条": "measures", "项": "items", "个": "items", "位": "people", "台": "units", "套": "units", "大": ""}


def _rows(table):
    """Yield (canonical name, factor, Chinese names, English names) of a table above."""
    for row in table.strip().splitlines():
        name, chinese, english = (cell.strip() for cell in row.split("|"))
        name, _, factor = name.partition("*")
        yield name, float(factor or 1), chinese.split(), [word.replace("_", " ") for word in english.split()]


def _either(names):
    """Return a regex alternation, longest name first."""
    return "|".join(re.escape(name).replace(r"\ ", r"[\s-]") for name in sorted(names, key=len, reverse=True))


# Lower-cased except for Chinese names, so that PFlops, PFLOPS and pflops are one.
UNITS = {alias.lower(): (name, factor) for name, factor, zh, en in _rows(UNIT_TABLE) for alias in zh + en}
NOUNS = {alias.lower(): name for name, _, zh, en in _rows(NOUN_TABLE) for alias in zh + en}
# Characters that begin another word when they follow a unit: 5成立, 3家庭, 2天然气, 1户外, 8名单.
FALSE_UNITS = {"成": "立员为功果本都长熟型交分效绩就品", "家": "庭长电居", "天": "然津气", "户": "外口籍", "名": "单为称牌", "人": "工民均大类", "米": "其",
               "年": "月度轻龄均", "元": "宇件素器", "大": "于约学型", "次": "要", "部": "门分署", "节": "能约", "场": "景", "起": "来", "只": "有能是要", "种": "植", "周": "边围", "位": "一", "斤": "两", "桶": "装"}
_ZH_UNITS = [alias for _, _, zh, _ in _rows(UNIT_TABLE) for alias in zh] + COUNTERS
UNIT = {
    "zh": re.compile(r"[ \u00a0]?(?:" + "|".join(re.escape(u) + (f"(?![{FALSE_UNITS[u]}])" if u in FALSE_UNITS else "") + ("(?![A-Za-z])" if u[-1].isascii() and u[-1].isalpha() else "")
                                            for u in sorted(_ZH_UNITS, key=len, reverse=True)) + ")", re.I),
    "en": re.compile(r"[\s-]{0,2}(?:" + _either(alias for _, _, _, en in _rows(UNIT_TABLE) for alias in en) + r")(?![A-Za-z]|[\s-]*plan\b|-on-)", re.I),
}
ZH_NOUN = re.compile("|".join(sorted((alias for alias in NOUNS if not alias.isascii()), key=len, reverse=True)))
EN_WORD = re.compile(r"[^\S\n]+((?:\d[A-Z]|[A-Za-z])[\w’'&-]*)")
# Words that end the noun phrase after an English number.
STOP = set("of in to and by from the a an for with on at per will is are was were has have had that which as or into each than until during through "
           "over since while if when its this these those be not can may".split())
SINGULAR = set("process business basis status various previous analysis access progress plus gas news always success congress across series".split())


def noun_after(text, end, lang):
    """Return (unit, end) of the counted noun that follows an amount; ("", end) when there is none within a few words.

    >>> noun_after("50 new national standards", 2, "en")[0], noun_after("5个项目", 2, "zh")[0]
    ('standards', 'projects')
    """
    if lang == "zh":
        # The last noun of the phrase is its head: 50万“AI+行业”复合型人才 are people.
        phrase = re.match(r"(?:[56]G)?[^，。；、,;：:（()）\n\d的和与及等]{0,12}", text[end:end + 14])[0]
        found = ZH_NOUN.findall(phrase)
        counted_again = text[end + len(phrase):end + len(phrase) + 1].isdigit()  # 178家企业海外投资项目226个: the last noun has its own count
        return (NOUNS[found[0 if counted_again else -1]], end) if found else ("", end)
    at, previous = end, ""
    for _ in range(6):
        word = EN_WORD.match(text, at)
        if word and previous and word[1].lower() == "and":  # 50 new national and industry standards
            at = word.end()
            continue
        if not word or word[1].lower() in STOP:
            break
        noun, at = word[1].lower(), word.end()
        known = NOUNS.get(f"{previous} {noun}") or NOUNS.get(noun) or UNITS.get(noun, ("",))[0]
        if known:
            return known, at
        if _plural(word[1]):
            following = EN_WORD.match(text, at)  # 24,000 goods merchants
            return (following[1].lower(), following.end()) if following and _plural(following[1]) and following[1] not in _ACTS else (noun, at)
        previous = noun
    return "", end


_ACTS = set("aims plans needs hopes calls wants seeks reaches exceeds includes covers says shows marks sets requires helps makes takes means accounts totals".split())


def _plural(word):
    """Tell whether an English word looks like a noun in the plural."""
    return word.endswith(("smen", "ermen")) or word.endswith("s") and not word.endswith("ss") and word.lower() not in SINGULAR and len(word) > 3 and word[1:].islower()


@lru_cache(4096)
def _unit_name(printed):
    """Return a unit or counter as the tables above have it."""
    name = re.sub(r"\s+", " ", printed.strip(" -\n\u00a0")).lower()
    return name if name in UNITS else name.replace(" ", "-") if name.replace(" ", "-") in UNITS else name.replace("-", " ")


def _another_word(text, found):
    """Tell whether what reads like a unit is none: 5 Jin in a name, a dustbin (桶) where no oil is spoken of."""
    unit = found[0].strip()
    return unit == "Jin" or unit == "桶" and "油" not in text[max(0, found.start() - 20):found.end() + 10]


def unit_after(text, end, lang):
    """Return (unit, factor, end, measured) of what follows a number; `measured` tells a unit of measurement from a counted noun.

    >>> unit_after("5 percent", 1, "en")[:2], unit_after("20亿元", 3, "zh")[:2]
    (('%', 1.0), ('yuan', 1.0))
    """
    if (found := UNIT[lang].match(text, end)) and not _another_word(text, found):
        name = _unit_name(found[0])
        if name == "家":  # 20家园区 are parks, but 10家行业龙头 are firms: 家 counts bodies
            noun = noun_after(text, found.end(), lang)[0]
            return noun if noun and noun not in FIELDS else "enterprises", 1.0, found.end(), True
        if name in UNITS:
            return *UNITS[name], found.end(), UNITS[name][0] not in {"enterprises", "people", "vehicles"} or lang == "zh"
        noun = noun_after(text, found.end(), lang)[0]
        if name in "项条" and noun not in ("measures", "tasks", "projects", "standards"):
            noun = ""  # 项 counts texts and deeds: in 10项支持企业的政策 it counts no enterprises
        return noun or COUNTED.get(name, name), 1.0, found.end(), lang == "zh"
    noun, at = noun_after(text, end, lang)
    return noun, 1.0, at, False
