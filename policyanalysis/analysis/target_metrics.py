"""What an amount measures: the words beside it, in the language of the text."""

import itertools
import re

from policyanalysis.language.lexicon import gloss
from policyanalysis.language.numerals import ONES, TENS
from policyanalysis.language.tokens import segment_zh
from policyanalysis.language.units import NOUNS, UNITS

_LEAD_ZH = re.compile(r"^(?:\d{1,2}\s?[-—–至]\s?\d{1,2}\s?月(?:份)?|提振|高出|超过了?|仅|在(?=.{2,}的)|同期|设立|其中|目标(?:是|为)|建成|建设|培育|新增|新建|形成|打造|实现|引进|以及|并|使|且|和|力争|争取|确保|预计|计划|拟|将|要|到|至|在|于|今年|明年|我国|全国|全省|全市|的|提出|“?十[一二三四五]五”?(?:末|期间|时期)|20\d\d\s?[-—–至]?\s?(?:20\d\d)?\s?年?(?:底|末)?(?:之?以?前)?|[\s,，:：“”\"])+")
_TAIL_ZH = re.compile(r"(?:年均|平均)?(?:复合)?(?:需|要|将|可|(?<![效反供响相适])应|力争|预计|有望|至少|可望|(?<![储节产功动性智潜职核电热])能|能够|会|已经?)*(?:继续|共计|覆盖|惠及|大涨|占(?=$)|每年|平均|要|争取|卖出|带来|多出|[比较](?:上年|去年)|年均|同比|环比|折合|不超过|至少|接近|将近|大约|逾|从|由|保持在?|稳定在|控制在|达到?|超过?|提升|提高|增长|增加|增至|扩大|降低|下降|降至|减少|突破|实现|占比?|为|是|约|近|不?低于|不?少于|不?多于|不?高于|至|到|在|了|有|完成|建成|建设|培育|打造|形成|引进|集聚|新增|新建|创造|带动|支持|给予|最高|≥|≤|>|<|[\s:：“”\"(（])+$")
_AFTER_ZH = re.compile(r"\s*+(?:以上|以下|左右|以内)?+\s*+的?+[“”\"]?((?:[A-Za-z]+\+[\u4e00-\u9fff]{1,4}[“”\"])?[\u4e00-\u9fffA-Za-z0-9、]{2,30})")
_OF_ZH = re.compile(r"\s?(?:以上|左右)?(?:规模)?的([\u4e00-\u9fff]{2,12})(?<!目标)(?<!水平)(?<!任务)(?<!速度)(?<!增速)(?<!增长)(?<!比例)(?=[，。；,;、]|$)")
_ISSUED_ZH, _BESIDE_ZH = re.compile(r"(?:发行|筹集|投放|发放)了?约?\s?$"), re.compile(r"\s?([\u4e00-\u9fff]{2,8})(?=[，。；,;、（(]|$)")
# Words that end the noun phrase after a Chinese number: 家企业成长为领军者, 名观众应邀参会.
_VERBS_ZH = set("成长 成为 为 在 是 将 已 应邀 参加 参会 参展 参与 进入 达到 超过 获得 投入 通过 落地 建成 开展 实现 提供 同比 同比增长 增长 带动 用于 启动 上市 进行 线上 线下 继续 来自 应当".split())
_LONGEST = {"zh": 14, "en": 8}  # characters, words
_VERB_EN = re.compile(r"\b(?:appear\w*|expand\w*|totaled|promot\w+|boost\w*|maintain\w*|will|would|can|could|may|should|shall|must|is|are|was|were|has|have|had|to|reach\w*|exceed\w*|increas\w+|rose|grew|account(?:s|ed|ing)|total(?:s|ed|led)|amount(?:s|ed)|stood|rising|growing|needs?|came|hit|fell|decreas\w+|declin\w+)\b", re.I)
_BREAK_EN = re.compile(r"\b(?:by|in|to|of|for|with|and|from|is|are|was|were|will|which|that|on|at|as|per|has|have|can|through|during|compared|before|until|over)\b|[,.;:()“”\"]", re.I)
_CHANGES = {"decrease", "increase", "rise", "fall", "drop", "growth", "decline", "more", "less"}  # of what was named before
_EMPTY = {"the", "it", "which", "their", "its", "a", "an", "this", "that", "and", "these", "they", "he", "we", "of", "there"}
_JOINING = {"in", "on", "at", "to", "for", "by", "with", "from", "or", "such", "as", "per", "than", "over", "within", "during", "also", "only", "about"}
_SCALES = {"million", "billion", "trillion", "thousand", "hundred"}
# Characters that stand alone beside a metric's words; the dictionary of words has none.
_GLOSSES = {"总": "total", "新": "new", "率": "rate", "量": "volume", "额": "amount", "数": "number", "年": "annual", "全": "whole", "和": "and", "与": "and", "及": "and", "市": "city", "省": "province", "占": "share of", "日": "daily", "规模": "scale", "复合": "compound",
            "就业": "employment", "实际": "actual", "产业": "industry", "市场": "market", "重点": "key", "总部": "headquarters", "数量": "number", "岗位": "jobs", "传统": "traditional", "企业": "enterprises",
            "增速": "growth rate", "收入": "revenue", "营业收入": "operating revenue", "营业": "operating", "比例": "share", "占比": "share", "场景": "scenarios", "应用": "application", "人数": "number of people",
            "年均": "annual average", "增长率": "growth rate", "新增": "new", "消费": "consumption", "投资": "investment", "服务": "services", "金额": "amount", "资金": "funds", "生产": "production", "销售": "sales",
            "经常": "regularly", "参加": "taking part in", "使用外资": "foreign investment used", "利用外资": "foreign investment used", "外资": "foreign investment", "以上": "above", "累计": "cumulative",
            "平均": "average", "出口": "exports", "进口": "imports", "进出口": "imports and exports", "总额": "total", "存储": "storage", "提高": "rise", "智慧": "smart", "领域": "fields", "对华": "in China", "债务": "debt"}
_UNIT_NAMES = {unit for unit, _ in UNITS.values()} - {"people", "enterprises", "households"}
MEASURED = {unit for unit, _ in UNITS.values()} - {"", "items", "enterprises", "units"} - set(NOUNS.values())
COUNTS_NOT = re.compile(r"^(?:yuan|USD|EUR|HKD|JPY|GBP|CHF|%|pp|bp|times|share|ratio|km2?|m[23]?|kWh?|tonnes|kg|mu|hectares|PFLOPS|EB|Gbps|MPa|°C|)(?:/.*)?$")


def clause_of(sentence, start, lang):
    """Return the start of the clause that holds the character at `start`.

    >>> clause_of("By 2030, output is to double", 20, "en"), clause_of("到2030年，产值翻一番", 9, "zh")
    (8, 7)
    """
    marks = "，,；;：:、" if lang == "zh" else ",;:"
    return max((at + 1 for at in range(start) if sentence[at] in marks and not (sentence[at] in ",:" and sentence[at - 1:at].isdigit() and sentence[at + 1].isdigit())), default=0)


def _trimmed(phrase):
    """Return the noun phrase of a Chinese clause without its date, verbs, brackets and numbers."""
    phrase = re.sub(r"[要将是]?[比较与]?\s?(?:(?:19|20)\d\d\s?年(?!.{3})|去年同期|上年同期|去年|上年|规定时限|制造新品).*$|[要将]?[比较与]\s?(?:19|20)\d\d\s?年.*$|^.*(?:到|至)\s?20\d\d\s?年[底末]?(?=.{2})", "", phrase)
    phrase = _LEAD_ZH.sub("", re.sub(r"[(（][^)）]*[)）]?", "", phrase))
    if counted := re.search(r"\d\s?[万亿]?[家个项名支台条户]([\u4e00-\u9fff]{4,})$", phrase):  # 支持178家企业海外投资项目226个
        phrase = counted[1]
    if figure := re.search(r"\s?\d[\d.,]*(?![\d.,]*\s?[A-Z])", phrase):
        phrase = phrase[:figure.start()] if figure.start() > 2 else re.sub(r"\d.*|^\s?[万亿]*(?:[美港]?元|[家个项名支台条])?", "", phrase[figure.end():])
    phrase = re.sub(r"^.*(?:力争|实现|确保|可使|可?带动|将?惠及|可创造)(?=.{2})", "", phrase)
    phrase = _TAIL_ZH.sub("", phrase).strip(" 的(（)）“”\"·").removesuffix("中")
    return "" if re.fullmatch(r"[增涨降]幅|增速|GDP|新?设立|.{0,6}基础上?|[一二三四五六七八九十两]年|.{1,4}[年月](?:里|之间|来|内)", phrase) else phrase  # of what was named before


def _last_words(phrase):
    """Return a Chinese noun phrase cut to its last words, where its head stands; never within a word."""
    if len(phrase) > _LONGEST["zh"]:
        words = segment_zh(phrase)
        for marks in ("的", "和及与的、"):
            at = max((at + 1 for at, word in enumerate(words) if word in marks and sum(map(len, words[at + 1:])) >= 4), default=0)
            if sum(map(len, words[at:])) <= _LONGEST["zh"] or marks != "的":
                words = words[at:]
                break
        while len(words) > 1 and sum(map(len, words)) > _LONGEST["zh"]:
            words = words[1:]
        phrase = "".join(words)
    return phrase.strip(" 的“”\"(（，、")


def _subject_en(clause):
    """Return the words before the verb of an English clause, none when it has no verb."""
    clause = re.sub(r"^.*\b(?:estimated|expected|predicted|forecast|shows?|said|noted|proposed)\s+that\b", "", clause, flags=re.I)
    verb = _VERB_EN.search(clause)
    subject = re.sub(r"^.*\bthat\b|^\W*(?:and|with|by 20\d\d|in 20\d\d|the|its|while|but|an?)\b", "", clause[:verb.start()] if verb else "", flags=re.I).strip(" ’”“\"—-").split()
    return list(itertools.dropwhile(lambda word: word.lower() in _EMPTY | _JOINING | _SCALES or word[0].isdigit(), subject))


def _first_words(words):
    """Return at most eight words of an English noun phrase that do not end in a word of grammar."""
    words = words[:_LONGEST["en"]]
    while words and words[-1].lower().strip("(") in _EMPTY | _JOINING:
        words = words[:-1]
    return " ".join(words)


_MOVED_EN = re.compile(r"\b(?:promot|boost|increas|reduc|rais|cut|improv|lower|compress|shorten|drive(?!n)|driving)\w*\s+(?!from\b)(?:the\s+|its\s+|their\s+)?([A-Za-z][^,;:.]{3,70}?)(?:\s+growth)?\s+(?:by|to)\s+(?:(?:about|nearly|over|more than|at least|less than|up to)\s+)?$", re.I)
_PART_EN = re.compile(r"\b(?:account\w*\s+for|mak\w+\s+up|cover\w*)\s+(?:(?:about|nearly|over|only|more than|at least|less than)\s+)*$", re.I)


def _named_en(sentence, start):
    """Return the subject of the clause before `start`; of an enumeration ("the number of cars, ships and trains exceeded ...") what it is a number of."""
    pieces = re.split(r"[,;:](?!\d)", sentence[:start])
    if re.match(r"\s*(?:other |the )?[a-z][\w-]*(?: (?!of )[a-z][\w-]*){0,3} and\s", pieces[-1]):
        run = list(itertools.takewhile(lambda piece: not _VERB_EN.search(piece) and not re.search(r"\d", piece), reversed(pieces[:-1])))
        if heads := [piece for piece in run if " of " in piece]:
            return _subject_en(f"{heads[-1]} is")
    return _subject_en(pieces[-1])


def metric_of(sentence, quantity, lang):
    """Return the short phrase that says what a quantity measures; its unit when the sentence names nothing.

    >>> from policyanalysis.language.quantities import quantities
    >>> sentence = "到2027年，新型储能装机规模达到1.8亿千瓦。"
    >>> metric_of(sentence, quantities(sentence, "zh")[-1], "zh")
    '新型储能装机规模'
    """
    before, after = sentence[clause_of(sentence, quantity.start, lang):quantity.start], sentence[quantity.end:]
    if lang == "zh":
        phrase = _trimmed(before)
        sized = len(phrase) > 3 and re.search("规模|总?量$|数量?$", phrase)  # 数据中心总规模达到50万标准机架
        if (noun := _AFTER_ZH.match(after)) and (len(phrase) < 2 or not COUNTS_NOT.match(quantity.unit) and not sized):
            noun = re.match(r"(.+?)(?:和一[批些]|以及|\d+[家个项名支台条]|$)", noun[1])
            head = noun[1].rpartition("的")[2] if len(noun[1].rpartition("的")[2]) > 1 else noun[1]
            words = list(itertools.takewhile(lambda word: word not in _VERBS_ZH and word != "、", segment_zh(head)))
            phrase = "".join(words) or phrase
        elif noun := _ISSUED_ZH.search(before) and _BESIDE_ZH.match(after):  # 累计发行109亿元企业债
            phrase = noun[1]
        elif noun := _OF_ZH.match(after):  # 约2500亿元的项目直接投资
            phrase = noun[1]
        if len(phrase) < 2:  # 专项支出：362亿元; 出口额300亿元，同比增长5%
            earlier = map(_trimmed, reversed(re.split(r"[，。；、,;：:]", sentence[:quantity.start])[:-1]))
            phrase = next((piece for piece in earlier if len(piece) > 2), "")
        return _last_words(phrase) or quantity.unit or quantity.text
    if moved := _MOVED_EN.search(before):
        return _first_words(moved[1].split())
    if _PART_EN.search(before) and (subject := _named_en(sentence, quantity.start)):
        return _first_words(subject)
    phrase = []
    if not COUNTS_NOT.match(quantity.unit):
        phrase = [word for word in re.findall(r"\d?[A-Za-z][\w’'-]*", quantity.text) if word.lower() not in {*_SCALES, *ONES, *TENS, "to"}]
        bare = len(phrase) < 2 and (quantity.unit in _UNIT_NAMES or phrase in ([], ["units"]))  # "production exceeded 10 million vehicles"
        if not bare:
            return " ".join(phrase[-8:])
    if found := re.search(r"((?:[A-Za-z][\w’'-]*\s+){1,6})of\s+(?:(?:about|around|approximately|nearly|over|more|less|than|at|no|least|up|to|some|a|the|[≥≤~])\s+){0,3}$", before):
        phrase = re.split(r"\b(?:a|an|the|to|in|with|by|and|at|reaching|maintain|forming|expects?|sets?|for)\s", found[1])[-1].strip()
        phrase = " ".join(word for word in phrase.split() if word.lower() not in _EMPTY)
        if phrase and phrase.split()[-1].lower() not in ("goal", "target", "objective", "total") and phrase.lower() not in _CHANGES:
            return phrase
    if found := re.match(r"\s*(?:in|of)\s+(?:the\s+|its\s+)?((?!20\d\d|(?:one|two|three|four|five|six|ten|\d+)\s+(?:years?|months?))[A-Za-z][^,.;:()\n]*)", after):
        if (phrase := _first_words(_BREAK_EN.split(found[1])[0].split())) and not re.match(r"(?:\d|January|February|March|April|May|June|July|August|Sept|October|November|December|the same period)", phrase):
            return phrase
    following = [] if quantity.unit == "times" else _BREAK_EN.split(re.sub(r"^\s*year[- ]on[- ]year", "", after))[0].split()
    following = [word for word in following if word.lower() not in _CHANGES]
    if quantity.unit in ("%", "pp") and (found := re.match(r"\s*and\s+(?:the\s+)?([a-z][^,;]*?)\s+by\s+\S*\s*$", before)) and not _VERB_EN.search(found[1]):  # "A is to grow by 45 %, and B by 30 %"
        return _first_words(found[1].split())
    # "exports reached 30 billion yuan, up 8 %": the clause before names what grew.
    earlier = (_subject_en(clause) for clause in reversed(re.split(r"[,;:](?!\d)", sentence[:quantity.start])[:-1]))
    subject = _subject_en(before) and _named_en(sentence, quantity.start)
    found = subject or following or next((words for words in earlier if len(words) > 1 or words and words[0].islower()), [])
    return _first_words(found) or " ".join(phrase) or quantity.unit or quantity.text


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
