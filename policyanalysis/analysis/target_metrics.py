"""What an amount measures: the words beside it, in the language of the text."""

import itertools
import re

from policyanalysis.analysis.target_context import clause_of
from policyanalysis.analysis.target_metrics_en import SCALES, measured_en
from policyanalysis.language.lexicon import gloss
from policyanalysis.language.numerals import ONES, TENS
from policyanalysis.language.tokens import segment_zh
from policyanalysis.language.units import NOUNS, UNITS

_LEAD_ZH = re.compile(r"^(?:把|前\d{1,2}个?月|前[一二三]季度|届时|此次(?:宣布)?|相当于|(?:\d{1,2}|[一二两三四五六七八九十])年(?:之|以)?内|\d{1,2}\s?[-—–至]\s?\d{1,2}\s?月(?:份)?|\d{1,2}\s?月份?|每年可?|共有(?!产权|物权)|提振|高出|超过了?|仅|在(?=.{2,}的)|同期|设立|其中|目标(?:是|为)|推动(?=.{4})|全面(?=完成|建成|建设|改造|推广|实现|推进)|推进(?=.{4})|完成(?!率)|建成|建设|培育|新增|新建|形成|打造|实现|引进|以及|并|使|且|和|力争|争取|确保|预计|计划|拟|将|要|到|至|在|于|今年|明年|全年(?=计划|力争|预计)|发行(?=.{3})|我国|全国|全省|全市|的|提出|“?十[一二三四五]五”?(?:末|期间|时期)|(?:19|20)\d\d\s?[-—–至]?\s?(?:20\d\d)?\s?年?(?:底|末)?(?:之?以?前)?|[\s,，、:：“”\"])+")
_TAIL_ZH = re.compile(r"(?:年均|平均)?(?:复合)?(?:需|要|将|可|(?<![效反供响相适])应|力争|预计|有望|至少|可望|(?<![储节产功动性智潜职核电热])能|能够|会|已经?){0,6}(?:继续|共计|覆盖|惠及|大涨|占(?=$)|每年|平均|要|争取|卖出|带来|多出|[比较](?:上年|去年)|年均|同比|环比|折合|不超过|不足|至少|接近|将近|大约|逾|从|由|保持在|保持(?!在)|稳定在|控制在|达到|达(?!到)|超过?|[降升增]到|提升|提高|增长|增加|增至|扩大|降低|下降|降至|减少|翻[一两]番|安排|要求|分别|投运|投产|增收|突破|实现|占|为|是|约|近|不?低于|不?少于|不?多于|不?高于|至|到|在|了|有|完成|建成|建设|培育|打造|形成|引进|集聚|新增|新建|创造|带动|支持|给予|最高|≥|≤|>|<|[\s:：“”\"(（]){1,12}$")
_LEFT_ZH = re.compile(r"(?:力争|有望|预计|首次|不得|不再|缩小|收窄|激|猛|剧|骤|大幅)+$")
_AFTER_ZH = re.compile(r"\s*+(?:以上|以下|左右|以内)?+\s*+的?+[“”\"]?((?:[A-Za-z]+\+[\u4e00-\u9fff]{1,4}[“”\"])?[\u4e00-\u9fffA-Za-z0-9、]{2,30})")
_OF_ZH = re.compile(r"\s?(?:以上|左右)?(?:规模)?的(?!目标|任务|水平)([\u4e00-\u9fff]{2,12})(?<!目标)(?<!水平)(?<!任务)(?<!速度)(?<!增速)(?<!增长)(?<!比例)(?=[，。；,;、]|$)")
_ISSUED_ZH, _BESIDE_ZH = re.compile(r"(?:发行|筹集|投放|发放)了?约?\s?$"), re.compile(r"\s?([\u4e00-\u9fff]{2,8})(?=[，。；,;、（(]|$)")
# Words that end the noun phrase after a Chinese number: 家企业成长为领军者, 名观众应邀参会.
_VERBS_ZH = set("成长 成为 为 在 是 将 已 掌握 应邀 参加 参会 参展 参与 进入 达到 超过 获得 投入 通过 落地 建成 开展 实现 提供 同比 同比增长 增长 带动 用于 启动 上市 进行 线上 线下 继续 来自 应当 支持".split())
_LONGEST = 30  # characters
# Characters that stand alone beside a metric's words; the dictionary of words has none.
_GLOSSES = {"总": "total", "新": "new", "率": "rate", "量": "volume", "额": "amount", "数": "number", "年": "annual", "全": "whole", "和": "and", "与": "and", "及": "and", "市": "city", "省": "province", "占": "share of", "日": "daily", "规模": "scale", "复合": "compound",
            "就业": "employment", "实际": "actual", "产业": "industry", "市场": "market", "重点": "key", "总部": "headquarters", "数量": "number", "岗位": "jobs", "传统": "traditional", "企业": "enterprises",
            "增速": "growth rate", "收入": "revenue", "营业收入": "operating revenue", "营业": "operating", "比例": "share", "占比": "share", "场景": "scenarios", "应用": "application", "人数": "number of people",
            "年均": "annual average", "增长率": "growth rate", "新增": "new", "消费": "consumption", "投资": "investment", "服务": "services", "金额": "amount", "资金": "funds", "生产": "production", "销售": "sales",
            "经常": "regularly", "参加": "taking part in", "使用外资": "foreign investment used", "利用外资": "foreign investment used", "外资": "foreign investment", "以上": "above", "累计": "cumulative",
            "平均": "average", "出口": "exports", "进口": "imports", "进出口": "imports and exports", "总额": "total", "存储": "storage", "提高": "rise", "智慧": "smart", "领域": "fields", "对华": "in China", "债务": "debt"}
_UNIT_NAMES = {unit for unit, _ in UNITS.values()} - {"people", "enterprises", "households"}
MEASURED = {unit for unit, _ in UNITS.values()} - {"", "items", "enterprises", "units"} - set(NOUNS.values())
COUNTS_NOT = re.compile(r"^(?:yuan|USD|EUR|HKD|JPY|GBP|CHF|%|pp|bp|times|share|ratio|km2?|m[23]?|kWh?|tonnes|kg|mu|hectares|PFLOPS|EB|Gbps|MPa|µg|g|TEU|barrels|°C|)(?:/.*)?$")


# A number that says what kind of thing the noun behind it is: 75英寸及以上电视机, 65岁以上人口, 28纳米芯片, 10万吨级码头.
_ATTRIBUTE_ZH = re.compile(r"PM\s?(?:2\.5|10)(?!\d)|\d[\d.,]*\s?[十百千万亿]{0,2}\s?(?:英寸|寸|纳米|微米|毫米|厘米|周?岁(?!末))(?:[及或（(含]{0,2}以[上下内][)）]?)?的?(?=[\u4e00-\u9fff]{2})"
                           r"|\d[\d.,]*\s?[十百千万亿]{0,2}\s?(?:[平立]方米|公里|千?米|[千兆]?瓦|千?伏|[公]?吨|[美港欧]?元|[人年]|小时|分钟)(?:(?:[及或（(含]{0,2}以[上下内][)）]?|级|期)的?)(?=[\u4e00-\u9fff]{2})")
_NAMING = re.compile(r"(?:19|20)\d\d\s?(?:[-—–~至到]\s?(?:19|20)\d\d\s?)?年|[A-Za-z\d]*[A-Za-z][A-Za-z\d]*")  # numbers that are no amounts
_LISTED_VERB_ZH = re.compile(r"\s*(?:建成|建设|培育|新增|新建|形成|打造|实现|引进)")
_OTHER_VERB_ZH = re.compile(r"达到|超过|突破|增长|增加|下降|降低|提[升高]|\s*(?:支持|推动|推进|加快|加强|扩大|优化|完善|开展|落实|鼓励|引导|促进|强化|壮大|做强|发展(?!中)|构建|布局|改造|推广|完成|集聚)")


def _clause_zh(sentence, end):
    """Return the Chinese clause before `end`, with all members of a list of nouns (海口、三亚每个县), or what an open bracket before it holds."""
    at = start = clause_of(sentence, end, "zh")
    while at and sentence[at - 1] == "、":
        at = clause_of(sentence, at - 1, "zh")
        piece = _NAMING.sub("", sentence[at:start - 1])
        if re.search(r"\d", piece) or _OTHER_VERB_ZH.match(piece) or re.search("达到|超过|突破|增长|下降|降低", piece):
            break
        start = at
        if _LISTED_VERB_ZH.match(piece):
            break
    inside = re.search(r"[(（]([^()（）]*)$", sentence[start:end])
    return inside[1] if inside and len(trimmed_zh(inside[1])) > 1 else sentence[start:end]


def trimmed_zh(phrase: str) -> str:
    """Return the noun phrase of a Chinese clause without its date, verbs, brackets and numbers.

    Examples
    --------
    >>> trimmed_zh("到2030年渔船数量达到"), trimmed_zh("其中65岁以上人口占比将超过"), trimmed_zh("同比增长")
    ('渔船数量', '65岁以上人口占比', '')
    """
    kept = []
    phrase = _ATTRIBUTE_ZH.sub(lambda number: kept.append(number[0]) or chr(0xE000 + len(kept) - 1), phrase)
    phrase = re.sub(r"[要将是]?[比较与]?\s?(?:(?:19|20)\d\d\s?年(?!.{3})|去年同期|上年同期|去年|上年|规定时限|制造新品).*$|[要将]?[比较与]\s?(?:19|20)\d\d\s?年.*$|(?:到|至)\s?20\d\d\s?年[底末]?(?=(?:将|可|有望|力争)*(?:达|突破|超|增|提|降|减|翻|控制|保持|稳定|不)[^，。；]{0,3}$)|^.*(?:到|至)\s?20\d\d\s?年[底末]?(?=.{2})(?!(?:将|可|有望|力争)*(?:达|突破|超|增|提|降|减|翻|控制|保持|稳定|不)[^，。；]{0,3}$)|^.*20\d\d\s?年(?:\s?\d{1,2}\s?月)?(?:年?[底末])?(?:之|以)?前(?=.{2})", "", phrase)
    phrase = _LEAD_ZH.sub("", re.sub(r"[(（][^)）]*[)）]?|[由从](?:目前|现在|原来|当前)?的?\s?[一二三四五六七八九]成.*$", "", phrase))
    if counted := re.search(r"\d\s?[万亿]?[家个项名支台条户]([\u4e00-\u9fff]{4,})$", phrase):  # 支持178家企业海外投资项目226个
        phrase = counted[1]
    if figure := re.search(r"\s?\d[\d.,]*(?![\d.,]*\s?[A-Z])", phrase):
        phrase = phrase[:figure.start()] if figure.start() > 2 else re.sub(r"\d.*|^\s?[万亿]*(?:[美港]?元|[家个项名支台条])?", "", phrase[figure.end():])
    done = re.match(r".*(?:力争|实现|确保|可使|可?带动|将?惠及|可创造|(?:累计|已|共)(?:形成|建成|设立|办理|完成|培育|引进|推出|发放|支持|达成))(?=.{2})", phrase)
    if done and (rest := _TAIL_ZH.sub("", phrase[done.end():])):
        phrase = rest
    phrase = _LEFT_ZH.sub("", _TAIL_ZH.sub("", phrase)).strip(" 的(（)）“”\"·").removesuffix("中")
    if sum(map(phrase.count, "“”\"″")) % 2:  # its other half stood at the edge
        phrase = re.sub("[“”\"″]", "", phrase)
    if re.fullmatch(r"[增涨降]幅|增速|GDP|其?占比|新?设立|.{0,6}基础上?|[一二三四五六七八九十两]年|.{1,4}[年月](?:里|之间|来|内)", phrase):
        return ""  # of what was named before
    return re.sub("[\ue000-\uf8ff]", lambda mark: kept[ord(mark[0]) - 0xE000], phrase)


def _last_words(phrase):
    """Return a Chinese noun phrase cut to its last words, where its head stands; never within a word."""
    if len(phrase) > _LONGEST:
        words = segment_zh(phrase)
        for marks in ("的", "和及与的、"):
            at = max((at + 1 for at, word in enumerate(words) if word in marks and sum(map(len, words[at + 1:])) >= 4), default=0)
            if sum(map(len, words[at:])) <= _LONGEST or marks != "的":
                words = words[at:]
                break
        while len(words) > 1 and sum(map(len, words)) > _LONGEST:
            words = words[1:]
        phrase = "".join(words)
    return phrase.strip(" 的“”\"(（，、")


def counted_noun(sentence: str, quantity, lang: str) -> str:
    """Return the noun phrase that an amount counts where it stands beside the amount (40 new parks, 10个产业园区), else "".

    Examples
    --------
    >>> from policyanalysis.language.quantities import quantities
    >>> [counted_noun(text, quantities(text, "en")[0], "en") for text in ("It will build 40 new parks.", "Output will reach 40 tonnes.")]
    ['new parks', '']
    """
    if COUNTS_NOT.match(quantity.unit):
        return ""
    if lang == "en":
        phrase = [word for word in re.findall(r"\d?[A-Za-z][\w’'-]*", quantity.text) if word.lower() not in {*SCALES, *ONES, *TENS, "to"}]
        bare = len(phrase) < 2 and (quantity.unit in _UNIT_NAMES or phrase in ([], ["units"]))  # "production exceeded 10 million vehicles"
        return "" if bare else " ".join(phrase[-8:])
    before = trimmed_zh(_clause_zh(sentence, quantity.start))
    sized = len(before) > 3 and re.search("规模|总?量$|数量?$", before)  # 数据中心总规模达到50万标准机架
    return "" if sized and len(before) > 1 else _noun_after_zh(sentence[quantity.end:], before)


def _noun_after_zh(after, otherwise):
    """Return the noun phrase that begins right behind a Chinese amount, "" when there is none."""
    if not (noun := _AFTER_ZH.match(after)):
        return ""
    noun = re.match(r"(.+?)(?:和一[批些]|以及|\d+[家个项名支台条]|$)", noun[1])
    named = re.sub(r"的(?:目标|任务|要求|计划).*$", "", noun[1])
    head = named.rpartition("的")[2] if len(named.rpartition("的")[2]) > 1 else named
    words = list(itertools.takewhile(lambda word: word not in _VERBS_ZH and word != "、", segment_zh(head)))
    return "".join(words[:-1] if words[1:] and words[-1] == "中" else words) or otherwise


def metric_of(sentence: str, quantity, lang: str) -> str:
    """Return the short phrase that says what a quantity measures; its unit when the sentence names nothing.

    Examples
    --------
    >>> from policyanalysis.language.quantities import quantities
    >>> sentence = "到2027年，新型储能装机规模达到1.8亿千瓦。"
    >>> metric_of(sentence, quantities(sentence, "zh")[-1], "zh")
    '新型储能装机规模'
    """
    named = counted_noun(sentence, quantity, lang) or (_measured_zh if lang == "zh" else measured_en)(sentence, quantity)
    return (_last_words(named) if lang == "zh" else named) or quantity.unit or quantity.text


def _measured_zh(sentence, quantity):
    """Return what a Chinese amount measures: the phrase before it, else that behind it, else that of an earlier clause."""
    before, after = _clause_zh(sentence, quantity.start), sentence[quantity.end:]
    phrase = trimmed_zh(before)
    if len(phrase) < 2 and quantity.unit != "times" and (noun := _noun_after_zh(after, phrase)):
        return noun
    if noun := _ISSUED_ZH.search(before) and _BESIDE_ZH.match(after):  # 累计发行109亿元企业债
        return noun[1]
    if noun := _OF_ZH.match(after):  # 约2500亿元的项目直接投资
        return noun[1]
    if len(phrase) < 2 or phrase.startswith("占"):  # 专项支出：362亿元; 出口额300亿元，同比增长5%，占全国的20%
        ends = [mark.start() for mark in re.finditer("[，。；,;：:]", sentence[:quantity.start])]
        earlier = (trimmed_zh(_clause_zh(sentence, end)) for end in reversed(ends))
        return next((piece for piece in earlier if len(piece) > 1 and not piece.startswith("占")), "") + phrase * phrase.startswith("占")
    return phrase


def gloss_of(metric: str, lang: str) -> str:
    """Return an English gloss of a Chinese metric, "" when the lexicon lacks one of its words; an English metric needs none.

    Examples
    --------
    >>> gloss_of("新型储能", "zh"), gloss_of("总规模", "zh"), gloss_of("output", "en")
    ('new energy storage', 'total scale', '')
    """
    if lang == "en" or not metric:
        return ""
    words = [word for word in segment_zh(metric) if word != "的"]
    found = [gloss(metric, "zh")] if gloss(metric, "zh") else [word if word.isascii() else _GLOSSES.get(word) or gloss(word, "zh") for word in words]
    return " ".join(found) if all(found) else ""
