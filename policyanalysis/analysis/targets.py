"""What policies promise: quantities with deadlines, told apart from forecasts and from facts already reached."""

import itertools
import re

import pandas as pd

from policyanalysis.corpus.metadata import document_number, same_number
from policyanalysis.corpus.policies import MIN_WORDS_EN, UNQUOTED_EN
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.language.dates import MUST_ZH
from policyanalysis.language.quantities import TENS, WORDS, deadlines, quantities
from policyanalysis.language.tokens import segment_zh
from policyanalysis.language.units import NOUNS, UNITS

COLUMNS = ["doc_id", "file", "line", "lang", "sentence", "metric", "value", "unit", "comparator", "deadline", "kind", "policy"]
COMPARED = ["doc_id_a", "doc_id_b", "lang_a", "lang_b", "value_a", "value_b", "unit", "deadline", "agree"]
# Periods and ages are the frame of a promise, not what it promises.
FRAMES = {"years", "months", "weeks", "days", "hours", "minutes", "working days", "years old"}

_SPLIT = {
    "zh": re.compile(r"(?<=[。！？；!?])(?![”’」』）)])|(?<=[。！？；!?][”’」』）)])|\n+"),
    "en": re.compile(r"(?<=[.!?;])(?<!\b[A-Z]\.)(?<!\bNo\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bCo\.)(?<!\bvs\.)(?<!\bLtd\.)(?<!\bInc\.)(?<!e\.g\.)(?<!i\.e\.)(?<!\betc\.)(?<!\bapprox\.)"
                     r"(?<!^\d\.)(?<!\s\d\.)[”’\"]?\s+(?=[A-Z“\"‘(\d])|\n+"),
}
# What a sentence says a number is. The cue nearest before the number decides.
_CUES = {
    "zh": re.compile(r"(?P<forecast>预计|预测|有望|预期|料将)|(?P<target>目标(?!公司|客户|群体|市场|规模)|力争|争取|确保|拟(?!合|定)|计划(?!单列)|要求|规划(?!院|局)|明确提出|原则上|希望|" + MUST_ZH + r")"
                     r"|(?P<fact>同比|环比|截至|截止|已(?!知)|去年|上半年|前[一二三四五六七八九]?个?[季月]|累[计积]|[比较](?:上年|去年)|近[一二三四五六七八九十\d]+年|以来|数据显示|实现了|达到了|曾)"),
    "en": re.compile(r"(?P<forecast>\b(?:expected|forecasts?|forecasted|projected|predict\w*|estimated (?:to|that(?=[^.;]*\bwill\b))|likely to|anticipated)\b)"
                     r"|(?P<target>\b(?:targets?|goals?|objectives?|aims? (?:to|at|for)|aiming|striv\w+|plans? to|planned to|must|shall|should|(?:is|are) to|hop(?:e[sd]?|ing) (?:for|to)|seeks? to|ensure|calls? for|needs? to|required|(?:had|has|have) (?:set|aimed|planned|promised|pledged|called))\b)"
                     r"|(?P<fact>\b(?:was|were|(?:had|has|(?<!should )(?<!must )(?<!will )(?<!to )have) (?!to|set|aimed|planned|promised|pledged|called)|reached|rose|grew|increased|decreased|fell|dropped|declined|accounted|totall?ed|amounted|stood at|exceeded|year-on-year|last year|up to now|so far|as of|data shows?)\b)", re.I),
}
# Without a deadline only these words make a promise: a rule (shall, 要求) binds but sets no aim.
_AIM = {"zh": re.compile(r"目标(?!公司|客户|群体|市场|规模)|力争|争取"), "en": re.compile(r"\b(?:targets?|goals?|objectives?|aims? (?:to|at|for)|aiming|striv\w+)\b", re.I)}
# A condition of a grant and a fine are no targets: 年收入超过5亿元的企业, 奖励10万元.
_APPLICANT = re.compile(r"\s?(?:以上|以下)?的[^，。；,;、]{0,8}(?:企业|单位|公司|机构|个人|项目|园区|平台|主体|团队|人才|用户|家庭|店|户)")
# Who acts is not what is promised: 16 other departments, 17个部门.
_ACTORS = re.compile(r"departments|ministries|agencies|authorities|commissions|regulators|bodies")
_CONDITION = {"zh": re.compile(r"奖励|补贴|补助|资助|给予|罚款|处罚"), "en": re.compile(r"\b(?:subsid\w+|reward\w*|fined?|fines|penalt\w+)\b", re.I)}
# Where a value comes from: "from 30 %", 从2015年的1.3%增长到.
_BASELINE = re.compile(r"[从由]\s?(?:20\d\d\s?年的?)?\s?$|\bfrom\s+$")
_DONE = re.compile(r"\b(?:has|have) been (?:completed|achieved|met)\b|ahead of schedule|提前完成|已完成")
# A deadline alone makes a promise only with a verb of doing or reaching something.
_DOING = {
    "zh": re.compile(r"达|建成|建设|培育|形成|实现|完成|提升|提高|超过|突破|引进|集聚|打造|新增|降低|不低于|不少于|不超过|控制|保持|增长|布局|推广|改造|覆盖|创建|发展|下降"),
    "en": re.compile(r"\b(?:will|to|build|reach\w*|achiev\w+|exceed\w*|complet\w+|cultivat\w+|form\w*|increase|creat\w+|rais\w+|reduc\w+|establish\w*|develop|attract|cover|maintain|double|cut|train)\b", re.I),
}
# "in 2024", 2023年: the year or period that a reported fact names.
_PERIOD = {"zh": re.compile(r"(?:19|20)\d\d\s?年|同比|去年|上半年|前\S{1,4}[季月]|[1-9]\S{0,3}月|“?十[一二三四五]五”?期间|截至"),
           "en": re.compile(r"\b(?:19|20)\d\d\b|year-on-year|last year|this year|first (?:half|quarter)|as of|Five-Year", re.I)}
_FACT_VERB = {"zh": re.compile(r"达到?|增长|下降|占|为|完成|实现|超过|突破"), "en": re.compile(r"\b(?:was|were|had|reached|rose|grew|increased|decreased|fell|accounted|totall?ed|stood|exceeded|reported)\b", re.I)}
# Captions repeat what a picture shows, ranks count places: 图 2 2009—2022 年营业收入, 前30强, top 30.
_CAPTION = re.compile(r"^\W*(?:图|表|(?:Figure|Fig\.|Table|Chart)(?=\s))\s?\d{1,2}(?:[-.]\d+)?(?!\d)(?!\s*(?:和|中|所示|显示|表明|可见|反映|也|[万亿个项家]|and\b|also\b|(?:show|indicate|illustrate|tell)s?\b))[^\n。；;]*\Z", re.I)
_RANKED = re.compile(r"(?<![此目之日提年以底末月])前\s?$|\btop[\s-]$", re.I)
_POLICY_ZH = re.compile(r"《([^《》\n]{2,80})》")
_KINDS_ZH = "意见|规划|方案|计划|办法|措施|通知|条例|纲要|政策|行动|决定|细则|指南|规定|公告|若干"
_KIND_ZH = re.compile(_KINDS_ZH)
# A short name is made of nothing but words for kinds of documents: 《意见》, 《工作方案》, 《若干措施》.
_SHORT_ZH = re.compile(rf"(?:{_KINDS_ZH}|实施|工作|指导|总体|专项|发展|建设)+")
_CALLED_ZH = re.compile(r"[（(]以?下(?:统?简)?称[：:]?\s?[《“]?([^《》”（）()，,\n]{2,20})[》”]?[)）]")
_QUOTED_EN = re.compile(r"[“”\"]\s?([A-Z][^“”\"\n]{5,200}?)\s?[,.]?[“”\"]")
_KIND_EN = re.compile(r"Opinion|Plan\b|Measures|Guideline|Notice|Program|Outline|Regulation|Scheme|Action|Decision|Policies")
_SHORT_EN = re.compile(r"\b[Tt]he [“\"]?((?:[A-Z]\w+ ){0,2}?(?:Opinion|Plan|Measure|Guideline|Notice|Program|Outline|Regulation|Scheme|Decision)(?:me)?)s?[,.]?(?=[”\"]|(?! (?:on|for|of|to)\b)[ ,.;])")
_BRACKETED = re.compile(r"[\[(（〔【]\s*(?:19|20)\d\d\s*[\])）〕】]")
_NEAR = 60  # characters after a title in which its number stands
_LEAD_ZH = re.compile(r"^(?:其中|目标(?:是|为)|建成|建设|培育|新增|新建|形成|打造|实现|引进|以及|并|使|且|和|力争|争取|确保|预计|计划|拟|将|要|到|至|在|于|今年|明年|我国|全国|全省|全市|的|提出|“?十[一二三四五]五”?(?:末|期间|时期)|20\d\d\s?[-—–至]?\s?(?:20\d\d)?\s?年?(?:底|末)?(?:之?以?前)?|[\s,，:：“”\"])+")
_TAIL_ZH = re.compile(r"(?:年均|平均)?(?:复合)?(?:需|要|将|可|应|力争|预计|有望|至少|可望|(?<![储节产功动性智潜职核电热])能|能够|会|已经?)*(?:每年|平均|要|争取|卖出|带来|多出|[比较](?:上年|去年)|年均|同比|环比|折合|不超过|至少|接近|将近|大约|逾|从|由|保持在?|稳定在|控制在|达到?|超过?|提升|提高|增长|增加|增至|扩大|降低|下降|降至|减少|突破|实现|占比?|为|是|约|近|不?低于|不?少于|不?多于|不?高于|至|到|在|了|有|完成|建成|建设|培育|打造|形成|引进|集聚|新增|新建|创造|带动|支持|给予|最高|≥|≤|>|<|[\s:：“”\"(（])+$")
_AFTER_ZH = re.compile(r"\s*+(?:以上|以下|左右|以内)?+\s*+的?+([\u4e00-\u9fffA-Za-z0-9、]{2,30})")
_OF_ZH = re.compile(r"\s?(?:以上|左右)?的([\u4e00-\u9fff]{2,12})(?<!目标)(?<!水平)(?<!任务)(?<!速度)(?<!增速)(?<!增长)(?<!比例)(?=[，。；,;、]|$)")
# Words that end the noun phrase after a Chinese number: 家企业成长为领军者, 名观众应邀参会.
_VERBS_ZH = set("成长 成为 为 在 是 将 已 应邀 参加 参会 参展 参与 进入 达到 超过 获得 投入 通过 落地 建成 开展 实现 提供 同比 同比增长 增长 带动 用于 启动 上市".split())
_LONGEST = {"zh": 14, "en": 8}  # characters, words
_VERB_EN = re.compile(r"\b(?:will|would|can|could|may|should|shall|must|is|are|was|were|has|have|had|to|reach\w*|exceed\w*|increas\w+|rose|grew|account(?:s|ed|ing)|total(?:s|ed|led)|amount(?:s|ed)|stood|rising|growing|needs?|came|hit|fell|decreas\w+|declin\w+)\b", re.I)
_BREAK_EN = re.compile(r"\b(?:by|in|to|of|for|with|and|from|is|are|was|were|will|which|that|on|at|as|per|has|have|can|through|during|compared|before|until|over)\b|[,.;:()“”\"]", re.I)
_CHANGES = {"decrease", "increase", "rise", "fall", "drop", "growth", "decline", "more", "less"}  # of what was named before
_EMPTY = {"the", "it", "which", "their", "its", "a", "an", "this", "that", "and", "these", "they", "he", "we", "of", "there"}
_JOINING = {"in", "on", "at", "to", "for", "by", "with", "from", "or", "such", "as", "per", "than", "over", "within", "during", "also", "only", "about"}
_SCALES = {"million", "billion", "trillion", "thousand", "hundred"}
AGREE = 0.005  # share by which two prints of one value may differ, for rounding
_GENERIC = {"items", "enterprises", "units"}  # what 个, 项, 家, 台 stand for when no known noun follows
_MEASURED = {unit for unit, _ in UNITS.values()} - {"", "items", "enterprises", "units"} - set(NOUNS.values())
_COUNTS_NOT = re.compile(r"^(?:yuan|USD|EUR|HKD|JPY|GBP|%|pp|bp|times|share|ratio|km2?|m[23]?|kWh?|tonnes|kg|mu|hectares|PFLOPS|EB|MPa|)$")


def sentences(text: str, lang: str) -> list[str]:
    """Split a paragraph into its sentences.

    Examples
    --------
    >>> sentences("产值达5亿元。新建3.5公里！", "zh")
    ['产值达5亿元。', '新建3.5公里！']
    >>> sentences("See No. 31 of 2025. It sets 3.5 percent.", "en")
    ['See No. 31 of 2025.', 'It sets 3.5 percent.']
    """
    if lang not in _SPLIT:
        raise PolicyAnalysisError(f"lang={lang!r} is not supported; use 'en' or 'zh'")
    return [piece.strip() for piece in _SPLIT[lang].split(text) if piece and piece.strip()]


def _clause(sentence, start, lang):
    """Return the start of the clause that holds the character at `start`."""
    marks = "，,；;：:、" if lang == "zh" else ",;:"
    return max((at + 1 for at in range(start) if sentence[at] in marks and not (sentence[at] in ",:" and sentence[at - 1:at].isdigit() and sentence[at + 1].isdigit())), default=0)


def _structural(quantity):
    """Tell whether a count describes the document itself (three aspects, 12 tasks) and promises nothing."""
    if quantity.unit in {"measures", "tasks"} or quantity.text.endswith("大"):  # 8大产业
        return True
    small = quantity.unit == "items" and quantity.value < 100 or not re.search(r"\d", quantity.text) and quantity.value <= 20 and not _COUNTS_NOT.match(quantity.unit)
    return small and quantity.comparator == "=" and quantity.kind != "range"  # a document knows exactly how many parts it has


def _kind(sentence, quantity, deadline, lang, reference):
    """Return "target", "forecast" or "fact" for one quantity, "" when the sentence does not say which."""
    cues = [(found.start(), found.lastgroup) for found in _CUES[lang].finditer(sentence)]
    aims = [at for at, kind in cues if kind != "fact"]
    # 力争销量100万辆，同比增长3%: a growth rate after an aim belongs to the aim.
    cues = [(at, kind) for at, kind in cues if not (sentence[at:at + 2] in ("同比", "环比") and aims and aims[0] < at)]
    clause = _clause(sentence, quantity.start, lang)
    counted = quantity.unit not in _MEASURED
    if counted and (_RANKED.search(sentence[:quantity.start]) or re.match(r"\s?强", sentence[quantity.end:])):
        return ""
    if _DONE.search(sentence):
        return "fact" if _PERIOD[lang].search(sentence) else ""
    if re.search(r"^\W*Of (?:the|its|all) (?:total )?$", sentence[:quantity.start]):  # "Of the 18 plants that should open in 2018, 15 ...": a whole, not an aim
        return "fact" if _PERIOD[lang].search(sentence) else ""
    if _BASELINE.search(sentence[:quantity.start]) or re.match(r"\s*of (?:the|its|their) (?:target|goal)", sentence[quantity.end:]):
        return ""
    # What follows in another clause tells of its own numbers, unless it reports: 将额度提高至30万元，预计新增贷款5亿元.
    stop = re.compile("[，,；;]").search(sentence, quantity.end)
    after = [(at, kind) for at, kind in cues if at > quantity.start and (kind == "fact" or lang == "en" or not stop or at < stop.start())]
    near = [kind for at, kind in cues if clause <= at < quantity.start] or [kind for at, kind in cues if at < clause] or [kind for _, kind in after]
    cue = near[-1] if near and any(at < quantity.start for at, _ in cues) else near[0] if near else ""
    passed = bool(deadline and reference and deadline[:4] < reference[:4])
    if cue == "fact" or passed and cue != "target":
        return "fact" if _PERIOD[lang].search(sentence) else ""
    if cue == "target" or not cue and deadline:
        aimed = deadline and not passed or not deadline and _AIM[lang].search(sentence)
        condition = _CONDITION[lang].search(sentence) or lang == "zh" and _APPLICANT.match(sentence, quantity.end)
        actor = _ACTORS.fullmatch(quantity.unit) or lang == "zh" and re.match(r"部门|部委", sentence[quantity.end:])
        if not aimed or condition or actor or _structural(quantity):
            return ""
    if cue or deadline and _DOING[lang].search(sentence):
        return cue or "target"
    coming = [year for year in re.findall(r"(?<!\d)20\d\d(?!\d)", sentence) if reference and year > reference[:4]]
    return "fact" if not deadline and not coming and _PERIOD[lang].search(sentence) and _FACT_VERB[lang].search(sentence[:quantity.start]) else ""


def _deadline(sentence, quantity, dates, lang):
    """Return the deadline of one quantity: English may name it right after ("5 trillion yuan by 2025"), else the last one before counts."""
    after = next((date for date in dates if date.start >= quantity.end), None)
    if after and lang == "en" and not re.search(r"[,;\d]|\band\b", sentence[quantity.end:after.start]):
        return after.date
    before = [date for date in dates if date.end <= quantity.start]
    return (before[-1] if before else dates[0]).date if dates else ""


def _trimmed(phrase):
    """Return the noun phrase of a Chinese clause without its date, verbs, brackets and numbers."""
    phrase = re.sub(r"[要将]?[比较与]\s?(?:19|20)\d\d\s?年.*$|^.*(?:到|至)\s?20\d\d\s?年[底末]?(?=.{2})", "", phrase)
    phrase = _LEAD_ZH.sub("", re.sub(r"[(（][^)）]*[)）]?", "", phrase))
    if figure := re.search(r"\s?\d[\d.,]*(?![\d.,]*\s?[A-Z])", phrase):
        phrase = phrase[:figure.start()] if figure.start() > 2 else re.sub(r"\d.*|^\s?[万亿]*(?:[美港]?元|[家个项名支台条])?", "", phrase[figure.end():])
    phrase = re.sub(r"^.*(?:力争|实现|确保)(?=.{3})", "", phrase)
    phrase = _TAIL_ZH.sub("", phrase).strip(" 的(（)）“”\"·")
    return "" if re.fullmatch(r"[增涨降]幅|增速|.{1,4}[年月](?:里|之间|来|内)", phrase) else phrase  # of what was named before


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
    verb = _VERB_EN.search(clause)
    subject = re.sub(r"^.*\bthat\b|^\W*(?:and|with|by 20\d\d|in 20\d\d|the|its|while|but|an?)\b", "", clause[:verb.start()] if verb else "", flags=re.I).strip(" ’”“\"—-").split()
    return list(itertools.dropwhile(lambda word: word.lower() in _EMPTY | _JOINING | _SCALES or word[0].isdigit(), subject))


def _first_words(words):
    """Return at most eight words of an English noun phrase that do not end in a word of grammar."""
    words = words[:_LONGEST["en"]]
    while words and words[-1].lower().strip("(") in _EMPTY | _JOINING:
        words = words[:-1]
    return " ".join(words)


def _metric(sentence, quantity, lang):
    """Return the short phrase that says what a quantity measures; its unit when the sentence names nothing."""
    before, after = sentence[_clause(sentence, quantity.start, lang):quantity.start], sentence[quantity.end:]
    if lang == "zh":
        phrase = _trimmed(before)
        if (noun := _AFTER_ZH.match(after)) and (len(phrase) < 2 or not _COUNTS_NOT.match(quantity.unit)):
            head = noun[1].rpartition("的")[2] if len(noun[1].rpartition("的")[2]) > 1 else noun[1]
            words = list(itertools.takewhile(lambda word: word not in _VERBS_ZH and word != "、", segment_zh(head)))
            phrase = "".join(words) or phrase
        elif noun := _OF_ZH.match(after):  # 约2500亿元的项目直接投资
            phrase = noun[1]
        if len(phrase) < 2:  # 专项支出：362亿元; 出口额300亿元，同比增长5%
            earlier = map(_trimmed, reversed(re.split(r"[，。；、,;：:]", sentence[:quantity.start])[:-1]))
            phrase = next((piece for piece in earlier if len(piece) > 2), "")
        return _last_words(phrase) or quantity.unit or quantity.text
    if not _COUNTS_NOT.match(quantity.unit):
        phrase = [word for word in re.findall(r"\d?[A-Za-z][\w’'-]*", quantity.text) if word.lower() not in {*_SCALES, *WORDS, *TENS, "to"}]
        return " ".join(phrase[-8:]) or quantity.unit
    if found := re.search(r"((?:[A-Za-z][\w’'-]*\s+){1,6})of\s+(?:(?:about|around|approximately|nearly|over|more|less|than|at|no|least|up|to|some|a|the|[≥≤~])\s+){0,3}$", before):
        phrase = re.split(r"\b(?:a|an|the|to|in|with|by|and|at|reaching|maintain|forming|expects?|sets?|for)\s", found[1])[-1].strip()
        phrase = " ".join(word for word in phrase.split() if word.lower() not in _EMPTY)
        if phrase and phrase.split()[-1].lower() not in ("goal", "target", "objective", "total") and phrase.lower() not in _CHANGES:
            return phrase
    if found := re.match(r"\s*(?:in|of)\s+(?:the\s+|its\s+)?((?!20\d\d)[A-Za-z][^,.;:()\n]*)", after):
        if (phrase := _first_words(_BREAK_EN.split(found[1])[0].split())) and not re.match(r"(?:\d|January|February|March|April|May|June|July|August|Sept|October|November|December|the same period)", phrase):
            return phrase
    following = [] if quantity.unit == "times" else _BREAK_EN.split(re.sub(r"^\s*year[- ]on[- ]year", "", after))[0].split()
    following = [word for word in following if word.lower() not in _CHANGES]
    if quantity.unit in ("%", "pp") and (found := re.match(r"\s*and\s+(?:the\s+)?([a-z][^,;]*?)\s+by\s+\S*\s*$", before)) and not _VERB_EN.search(found[1]):  # "A is to grow by 45 %, and B by 30 %"
        return _first_words(found[1].split())
    # "exports reached 30 billion yuan, up 8 %": the clause before names what grew.
    earlier = (_subject_en(clause) for clause in reversed(re.split(r"[,;:](?!\d)", sentence[:quantity.start])[:-1]))
    found = _subject_en(before) or following or next((words for words in earlier if len(words) > 1 or words and words[0].islower()), [])
    return _first_words(found) or quantity.unit or quantity.text


def _full_titles(sentence, lang):
    """Return (start, end, title) of the policy documents that a sentence names in full."""
    if lang == "zh":
        return [(m.start(), m.end(), m[1].strip("* ")) for m in _POLICY_ZH.finditer(sentence) if _KIND_ZH.search(m[1]) and not _SHORT_ZH.fullmatch(m[1])]
    quoted = [m for m in _QUOTED_EN.finditer(sentence) if _KIND_EN.search(m[1])]
    plain = [m for m in UNQUOTED_EN.finditer(sentence) if not any(m.start() < q.end() and q.start() < m.end() for q in quoted)]
    titles = [(m.start(), m.end(), re.sub(r"(?:[ ,]+(?:and|of|the|for|in|on|to|with))+$", "", re.sub(r"\s+", " ", m[1]).strip())) for m in quoted + plain]
    return sorted(title for title in titles if len(title[2].split()) >= MIN_WORDS_EN)


def _key(title):
    """Return what remains of a title when two prints of it are compared."""
    return re.sub(r"[\W_]|^关于", "", re.sub(r"\s?[(（][^()（）]*[)）]\W*$", "", title)).lower()


class _Register:
    """The known policies, by title and by document number."""

    def __init__(self, policies):
        self.titles, self.numbers, self.years = {}, {}, {}
        for row in () if policies is None else policies.itertuples():
            number, date = _text(getattr(row, "doc_number", "")), _text(getattr(row, "date", ""))
            self.titles |= {_key(_text(title)): row.policy for title in (row.title_en, row.title_zh) if _text(title)}
            if number:
                self.numbers[number] = row.policy
            self.years[row.policy] = _year_of(number) or date[:4]

    def by_number(self, number):
        """Return the policy of a document number, the number itself when no known policy carries it."""
        return next((policy for known, policy in self.numbers.items() if "〔" in known and same_number(known, number)), number)

    def by_title(self, title, number):
        """Return the policy of a title and the number printed beside it: a known one, else the number, else the title."""
        return self.titles.get(_key(title)) or (self.by_number(number) if number else title)


def _year_of(number):
    """Return the year within a document number, "" when it has none."""
    found = re.search(r"〔(\d{4})〕", number)
    return found[1] if found else ""


class _Named:
    """The documents that one article has named so far, and what a statement in it belongs to."""

    def __init__(self, register, lang, reference):
        self.register, self.lang, self.reference = register, lang, reference
        self.full, self.called = [], {}  # (title, policy, year of issue); short names by 以下简称

    def read(self, sentence):
        """Return (start, policy) of all that the sentence names, in order, and remember its full titles."""
        found, covered = [], []
        for start, end, title in _full_titles(sentence, self.lang):
            beside = re.split("[《“]", sentence[end:end + _NEAR])[0]
            number = document_number(beside)
            policy = self.register.by_title(title, number)
            self.full.append((title, policy, self._issued(title, policy, number)))
            found.append((start, policy))
            covered.append((start, end + (_BRACKETED.search(beside).end() if number else 0)))
            if called := _CALLED_ZH.search(sentence, end, end + _NEAR):
                self.called[called[1]] = policy
        last = 0
        for year in _BRACKETED.finditer(sentence):
            number, last = document_number(sentence[last:year.end() + 12]), year.end()
            if number and not any(start <= year.start() < end for start, end in covered):
                found.append((year.start(), self.register.by_number(number)))
        for match in (_POLICY_ZH if self.lang == "zh" else _SHORT_EN).finditer(sentence):
            short = match[1].strip("* ")
            inside = any(start <= match.start() < end for start, end in covered)
            if not inside and (self.lang == "en" or _SHORT_ZH.fullmatch(short) or short in self.called) and not _CALLED_ZH.search(sentence[:match.end() + 1], max(match.start() - 8, 0)):
                found.append((match.start(), self._short(short)))
        return sorted(found)

    def _short(self, name):
        """Return the policy that a short name stands for, "" when no title before it ends (in English, begins) with that kind."""
        if name in self.called:
            return self.called[name]
        for title, policy, _ in reversed(self.full):
            kind = _key(title) if self.lang == "zh" else re.split(r" (?:on|for|of|to)\b", title)[0].removesuffix("s")
            if kind.endswith(name):
                return policy
        return ""

    def _issued(self, title, policy, number):
        """Return the year in which a document was issued; a title's year after the article's own is an aim (2030年前碳达峰)."""
        years = [year for year in re.findall(r"(?<!\d)20\d\d(?!\d)", title) if not self.reference or year <= self.reference[:4]]
        return _year_of(number) or self.register.years.get(policy, "") or min(years, default="")

    def last(self, deadline):
        """Return the policy of the last full title whose document was not issued after the deadline."""
        return next((policy for _, policy, year in reversed(self.full) if not deadline or year <= deadline[:4]), "")


def _same_policy(a, b):
    """Tell whether two values of the column policy are one document; a number that no known policy carries may be spelled in pinyin."""
    return bool(a) and (a == b or "〔" in a and "〔" in b and same_number(a, b))


def _policy(named, mentions, quantity, deadline):
    """Return the policy of one quantity: the last that its sentence names before it, else the first that it names, else the last of the article."""
    before = [policy for start, policy in mentions if start < quantity.start]
    return before[-1] if before else mentions[0][1] if mentions else named.last(deadline)


def _text(value):
    """Return a table cell as text, "" for a missing one."""
    return "" if pd.isna(value) else str(value)


def find_targets(passages: pd.DataFrame, articles: pd.DataFrame, policies: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return a row for each quantity that a text promises, forecasts or reports for a period.

    Parameters
    ----------
    passages
        Columns doc_id, file, line, lang, text: one paragraph a row.
    articles
        Columns doc_id, date, title, duplicate_of; duplicates are left out, the date counts "within three years".
    policies
        Columns policy, title_en, title_zh and, where known, doc_number and date: a document named in the text by its number or one of its titles is
        given by `policy`; one of no known policy by the number or title that the text prints.

    Returns
    -------
    DataFrame
        doc_id, file, line, lang, sentence, metric, value, unit, comparator, deadline, kind, policy; a range has a row for each end.
        Empty, with the same columns, when no passage holds any.

    Examples
    --------
    >>> passages = pd.DataFrame({"doc_id": ["d1"], "file": ["a.txt"], "line": [3], "lang": ["zh"], "text": ["到2030年，港口吞吐总量超过9亿吨。"]})
    >>> articles = pd.DataFrame({"doc_id": ["d1"], "date": ["2025-03-01"], "title": ["港口"], "duplicate_of": [""]})
    >>> find_targets(passages, articles)[["metric", "value", "unit", "comparator", "deadline", "kind"]].values.tolist()
    [['港口吞吐总量', 900000000.0, 'tonnes', '>=', '2030', 'target']]
    """
    about = {row.doc_id: row for row in articles.itertuples()}
    register = _Register(policies)
    rows, documents = [], {}
    for passage in passages.itertuples():
        article = about.get(passage.doc_id)
        if article is not None and _text(article.duplicate_of):
            continue
        reference = _text(article.date) if article is not None else ""
        named = documents.setdefault(passage.doc_id, _Named(register, passage.lang, reference))
        caption = _CAPTION.match(_text(passage.text))
        carried = []  # 到2027年，投资增长25%以上；普及率要超过90%: the date holds for what a semicolon adds
        for sentence in sentences(_text(passage.text), passage.lang):
            mentions = named.read(sentence)
            if caption:
                continue
            measured = [q for q in quantities(sentence, passage.lang) if q.kind in ("amount", "range") and q.unit not in FRAMES]
            dates = deadlines(sentence, passage.lang, reference)
            said = [date.date for date in dates] or ([] if re.search(r"(?:19|20)\d\d", sentence) else carried)
            carried = said[-1:] if sentence.endswith(("；", ";")) else []
            for quantity in measured:
                deadline = _deadline(sentence, quantity, dates, passage.lang) or (said[-1] if said else "")
                if kind := _kind(sentence, quantity, deadline, passage.lang, reference):
                    policy = _policy(named, mentions, quantity, deadline)
                    metric = _metric(sentence, quantity, passage.lang)
                    bounds = [(quantity.value, quantity.comparator)] if quantity.high is None else [(quantity.value, ">="), (quantity.high, "<=")]
                    rows += [(passage.doc_id, passage.file, passage.line, passage.lang, sentence, metric, value, quantity.unit, comparator,
                              deadline if kind != "fact" else "", kind, policy) for value, comparator in bounds]
    return pd.DataFrame(rows, columns=COLUMNS)


def _same_unit(a, b):
    """Tell whether two rows count in one unit: 300个场景 are "items", "300 scenarios" are scenarios, a noun that the table of counted nouns lacks."""
    if a.unit == b.unit:
        return True
    zh, en = (a, b) if a.lang == "zh" else (b, a)
    named = any(unit == zh.unit and noun in getattr(zh, "sentence", "") for noun, unit in NOUNS.items())  # 5家企业 are no hospitals
    return zh.lang == "zh" and en.lang == "en" and zh.unit in _GENERIC and not named and en.unit not in _MEASURED | set(NOUNS.values())


def _near(a, b, tolerance):
    """Tell whether two values are equal within a share of the greater one."""
    return abs(a - b) <= tolerance * max(abs(a), abs(b))


def _aligned_links(chosen, aligned):
    """Yield the pairs of rows that stand in aligned lines; equal values first, what remains in the order of the text."""
    at_line = {place: list(rows.itertuples()) for place, rows in chosen.groupby(["doc_id", "line"], sort=False)}
    for pair in aligned.dropna(subset=["line_en", "line_zh"]).itertuples():
        english, chinese = at_line.get((pair.doc_id_en, pair.line_en), []), at_line.get((pair.doc_id_zh, pair.line_zh), [])
        while english:
            same = [row for row in english if row.deadline[:4] == english[0].deadline[:4] and row.unit == english[0].unit]
            other = [row for row in chinese if row.deadline[:4] == same[0].deadline[:4] and _same_unit(same[0], row)]
            english, chinese = [row for row in english if row not in same], [row for row in chinese if row not in other]
            if len(same) != len(other):
                continue
            for row in list(same):
                if twin := next((twin for twin in other if _near(row.value, twin.value, AGREE)), None):
                    yield row, twin
                    same.remove(row)
                    other.remove(twin)
            yield from zip(same, other)


def compare_targets(targets: pd.DataFrame, aligned: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the same target told by two documents, and whether both state the same value.

    Two rows of kind "target" are linked when unit, deadline year and value (within 1 %) are the same, or, with different values, when both name the
    same policy and each document has only one target with that policy, unit and year.  Rows in aligned paragraphs of a translation are linked
    whatever their values, when unit and deadline year are the same and each paragraph has as many such targets; they agree within 0.5 %.
    A Chinese count of 个, 项 or 家 has the same unit as an English noun that is not in the table of counted nouns.

    Parameters
    ----------
    targets
        The table of `find_targets`; its column line is needed only with `aligned`.
    aligned
        Columns doc_id_en, doc_id_zh, line_en, line_zh: the paragraphs of translations beside each other, as `Corpus.aligned` has them.

    Returns
    -------
    DataFrame
        doc_id_a, doc_id_b, lang_a, lang_b, value_a, value_b, unit, deadline, agree; the order of the documents is that of `targets`, the unit that of a.

    Examples
    --------
    >>> rows = [("d1", "en", 9e8, "tonnes", "2030", "target", ""), ("d2", "zh", 9e8, "tonnes", "2030-12", "target", "")]
    >>> table = pd.DataFrame(rows, columns=["doc_id", "lang", "value", "unit", "deadline", "kind", "policy"])
    >>> compare_targets(table)[["doc_id_a", "doc_id_b", "agree"]].values.tolist()
    [['d1', 'd2', True]]
    """
    chosen = targets[(targets["kind"] == "target") & (targets["deadline"] != "")].reset_index(drop=True)
    found = []
    for a, b in () if aligned is None else _aligned_links(chosen, aligned):
        found.append((*sorted((a, b), key=lambda row: row.Index), _near(a.value, b.value, AGREE)))
    for _, group in chosen.groupby(chosen["deadline"].str[:4], sort=False):
        alone = group.drop_duplicates(["doc_id", "value", "policy", "unit"]).groupby(["doc_id", "policy", "unit"]).size()
        for a, b in itertools.combinations(group.drop_duplicates(["doc_id", "value", "policy", "unit"]).itertuples(), 2):
            if a.doc_id != b.doc_id and _same_unit(a, b):
                agree = _near(a.value, b.value, 0.01)
                same = _same_policy(a.policy, b.policy) and a.unit == b.unit and alone[a.doc_id, a.policy, a.unit] == alone[b.doc_id, b.policy, b.unit] == 1
                if agree or same:
                    found.append((a, b, agree))
    rows = [(a.doc_id, b.doc_id, a.lang, b.lang, a.value, b.value, a.unit, a.deadline[:4], agree) for a, b, agree in found]
    return pd.DataFrame(rows, columns=COMPARED).drop_duplicates(COMPARED[:-1], ignore_index=True)
