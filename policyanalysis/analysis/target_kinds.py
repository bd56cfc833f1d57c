"""Whether a sentence sets a number as a target, expects it, or reports it."""

import re

from policyanalysis.analysis.target_conditions import is_condition
from policyanalysis.analysis.target_context import Headings, clause_of
from policyanalysis.analysis.target_metrics import COUNTS_NOT, MEASURED
from policyanalysis.language.characters import lower_case
from policyanalysis.language.dates import MUST_ZH
from policyanalysis.language.units import NOUNS

# What a sentence says a number is. The cue nearest before the number decides. As most patterns here, these read a sentence in small letters.
_CUES = {
    "zh": re.compile(r"(?=[预有料测估目力争至确拟计要规明提原希同环截已去上前累比较近以数实达曾])(?:(?P<forecast>预计|预测|有望|预期|料将|测算(?![:：表方模])|估算|预估)|(?P<target>目标(?!公司|客户|群体|市场|规模)|力争|争取|至少(?=新?建|培育|新增|引进)|确保|拟(?!合|定)|计划(?!单列)|要求|规划(?!院|局)|明确提出|提出将|原则上|希望|" + MUST_ZH + r")"
                     r"|(?P<fact>同比|环比|截至|截止|已(?!知)|去年|上半年|前[一二三四五六七八九]?个?[季月]|累[计积]|[比较](?:上年|去年)|近[一二三四五六七八九十\d]+年|以来|数据显示|实现了|达到了|曾))"),
    "en": re.compile(r"\b(?=[a-z])(?:(?P<forecast>(?:(?<!plan )(?<!plans )(?<!scheme )(?<!programme )(?<!program )(?<!outline )(?<!strategy )(?<!roadmap )(?<!guideline )(?<!guidelines )(?<!opinions )(?<!measures )expects?|(?:banks?|analysts?|economists?|experts?|institut\w+|researchers|observers|imf) (?:[\w’'-]+ ){0,5}(?:sees?)|expected|forecasts?|forecasted|projected|predict\w*|estimated (?:to|that(?=[^.;]*\bwill\b))|likely to|anticipated)\b)"
                     r"|(?P<target>(?:targets?|goals?|objectives?|aims? (?:is )?(?:to|at|for)|aiming|striv\w+|plans? to|planned to|must|shall|should|(?:is|are) to|hop(?:e[sd]?|ing) (?:for|to)|seeks? to|ensure|calls? for|envisag\w+|envision\w*|needs? to|required|expects?|(?:had|has|have) (?:set|aimed|planned|promised|pledged|called))\b)"
                     r"|(?P<fact>(?:was|were|(?:had|has|(?<!should )(?<!must )(?<!will )(?<!to )have) (?!to|set|aimed|planned|promised|pledged|called)|reached|rose|grew|increased|decreased|fell|dropped|declined|accounted|totall?ed|amounted|stood at|exceeded|year-on-year|(?<!than )last year|after (?:falling|rising|growing|declining|dropping|increasing)|up to now|so far|as of|data shows?)\b))"),
}
# Without a deadline only these words make a promise: a rule (shall, 要求) binds but sets no aim.
_AIM = {"zh": re.compile(r"目标(?!公司|客户|群体|市场|规模)|力争|争取|至少(?:新?建|培育|新增|引进)"), "en": re.compile(r"\b(?:targets?|goals?|objectives?|aims? (?:is )?(?:to|at|for)|aiming|striv\w+)\b")}
# A condition of a grant and a fine are no targets: 年收入超过5亿元的企业, 奖励10万元.
_APPLICANT = re.compile(r"\s?(?:以上|以下)?(?:、[^，。；]{2,16})?的[^，。；,;、]{0,8}(?:领军者|龙头|企业|单位|公司|机构|个人|项目|园区|平台|主体|团队|人才|用户|家庭|店|户)")
# Who acts is not what is promised: 16 other departments, 17个部门.
_ACTORS = re.compile(r"departments|ministries|agencies|authorities|commissions|regulators|bodies")
_CONDITION = {"zh": re.compile(r"奖励|补贴|补助|资助|给予|罚款|处罚"), "en": re.compile(r"\b(?:subsid\w+|reward\w*|fined?|fines|penalt\w+)\b")}
_FOR_WHOM = re.compile(r"的[”」]?$|^\s*(?:对|凡|按|以|给)|对(?![外内华美接标比策象口])[^，。；,;]*的|(?:一次性|最高)")
_GOING_ON_ZH = re.compile(r"\s*(?:每|最高|按|其中|单[个户家]|合计|总额|不超过|最多|以内)")
# What is to be invested is promised, with or without a date.
_INVESTED = {"zh": re.compile(r"(?:拟|计划|将|承诺|规划)[^，。；、\d]{0,8}(?:投资|投入|出资|注资)[^，。；、\d]{0,6}$"),
             "en": re.compile(r"\b(?:plans?|planning|intends?|pledged?|promised|agreed|vowed|will|would|is|are) (?:to )?(?:invest|spend|inject)\b[^,.;\d]{0,30}$")}
# Where a value comes from: "from 30 %", 从2015年的1.3%增长到.
_BASELINE = re.compile(r"[从由](?:目前|原来|当前|现在|现有)?的?\s?(?:20\d\d\s?年[底末]?的?)?\s?(?:不到|不足|不超过|约)?$|[比较](?:(?:去年|上年)同期|20\d\d\s?年[底末]?)的\s?$")
_NOW_EN = re.compile(r",\s+(?:now|currently|at present|worth|valued at)\s+(?:at\s+|about\s+|around\s+|some\s+|over\s+|nearly\s+)*$")
_BASELINE_EN = re.compile(r"\bfrom\s+(?:(?:less|more|fewer) than |about |around |over |nearly |the |its )*$")
# What is expected of a policy where nothing says who expects it: 将惠及2.8亿人, "will benefit 280 million".
_COMING = {
    "zh": re.compile(r"(?:将|可(?!再生|持续|靠|信|数|视|穿|复制|推广|比|选|重复)|能够|有助于|可望)(?:进一步|压缩|缩短|使|望|有效|直接|达到?|带动|惠及|覆盖|创造|新增|减少|降低|提升|提高|增长|超过|突破|吸引|形成|让|由[^，。；]{1,16}(?:[增降减缩扩压提下上][^，。；\d]{0,3}|缩短)[至到])|有助于"),
    "en": re.compile(r"\b(?:will|can|could)\s+(?:also |further |directly |help |be )*(?:benefit|reach|cover|drive|create|increase|reduce|exceed|attract|bring|add|grow|rise|fall|save|lower|raise|help|generate|cut|total|account|deliver|produce|supply|provide|support|train|handle|carry|cost|invest|save|need|build|hold|employ|recruit|issue|replace|drop|shrink|expand|double|hit|pass|top|climb)\w*\b|\bwill help\b"),
}
# Per unit of something else ("every 100 million yuan can create 800 jobs") is a rate, not an amount that is due.
_RATE = re.compile(r"每(?:\d|增长|投入|亩|平方|吨|百)|\b(?:every|each|per)\s+(?:rmb\s?)?\d")
_BUILT_BY = re.compile(r"20\d\d\s?年[底末]?前?[^。；;]*(?:建成|新建|建设|开通|创建|培育|引进|新增)[^，。；、,;\d]{1,12}(?:不?超过|超|约|达到?|至少|不少于)?\s?$")  # 到2027年建成通用机场12个
_MONEY = ("yuan", "USD", "EUR", "HKD")
_FUND = {
    "zh": re.compile(r"(?:设立|组建|安排|发行|筹集|统筹|投放)[^。；]{0,40}$"),
    "en": re.compile(r"\b(?:set up|establish|issue|allocate|arrange|earmark|launch)\b[^,.;]{0,90}$"),
}
_FUND_NOUN = re.compile(r"基金|资金|国债|债券?|专项|预算|资金池|\b(?:funds?|bonds?|pool|budget)\b")
_GIVEN = re.compile(r"年\s?\d{1,2}\s?月|已(?!知)|累计|截至|近日|曾|设立了|安排了|发行了|\b(?:has|have|had)\b")
_PLANNED = {"zh": re.compile(r"(?:根据|按照|依据)[^，。；]{0,24}(?:计划|方案|规划|意见|目标)"), "en": re.compile(r"\b(?:under|according to|as set out in)\s+(?:the|its)\s+[^,.;]{0,60}(?:plan|scheme|outline|opinions?|targets?)\b")}
# A number that belongs to something else: "merchants with sales exceeding 1 million yuan", "14 of the 24 sections", "per 100 households".
_ATTRIBUTE = re.compile(r"\bwith (?:an? |the )?(?:[\w-]+ ){1,4}(?:exceeding|above|over|of (?:more than|over|at least|less than)|less than)\s*$|\d+ of the $|\bper $|\bout of $|\d (?:[\w-]+ ){1,3}(?:less|more|fewer) than $")
_ATTRIBUTE_ENDS = ("exceeding", "above", "over", "than", "least", " the", "per", " of")  # looked at first
_COMPARED_WITH = re.compile(r"\bcompared (?:with|to) (?:the )?(?:[a-z-]+ ){0,4}$")
_GRANTING = re.compile(r"给予(?!(?:[^，。；,;]{0,8}(?:共计|累计)))[^，。；,;\d]{0,10}$")
_DONE = re.compile(r"been (?:(?<=\bhas been )|(?<=\bhave been ))(?:completed|achieved|met)\b|ahead of schedule|提前完成|已完成")
# A deadline alone makes a promise only with a verb of doing or reaching something.
_DOING = {
    "zh": re.compile(r"达|翻|构建|建成|建设|培育|形成|实现|完成|提升|提高|超过|突破|引进|集聚|打造|新增|降低|不低于|不少于|不超过|控制|保持|增长|布局|推广|改造|覆盖|创建|发展|下降"),
    "en": re.compile(r"\b(?:will|to|build|reach\w*|achiev\w+|exceed\w*|complet\w+|cultivat\w+|form\w*|increase|creat\w+|rais\w+|reduc\w+|establish\w*|develop|attract|cover|maintain|double|cut|train)\b"),
}
# "in 2024", 2023年: the year or period that a reported fact names.
_PERIOD = {"zh": re.compile(r"(?:19|20)\d\d\s?年|同比|去年|上半年|前\S{1,4}[季月]|[1-9]\S{0,3}月|“?十[一二三四五]五”?期间|截至"),
           "en": re.compile(r"\b(?:19|20)\d\d\b|year-on-year|last year|this year|first (?:half|quarter)|as of|five-year")}
_FACT_VERB = {"zh": re.compile(r"达到?|增长|下降|占|为|完成|实现|超过|突破|[增降升减缩扩][^，。；\d]{0,2}[至到]"), "en": re.compile(r"\b(?:boosted|promoted|was|were|had|reached|rose|grew|increased|decreased|fell|accounted|totall?ed|stood|exceeded|reported)\b")}
# Captions repeat what a picture shows, ranks count places: 图 2 2009—2022 年营业收入, 前30强, top 30.
CAPTION = re.compile(r"^\W*(?:图|表|(?:Figure|Fig\.|Table|Chart)(?=\s))\s?\d{1,2}(?:[-.]\d+)?(?!\d)(?!\s*(?:和|中|所示|显示|表明|可见|反映|也|[万亿个项家]|and\b|also\b|(?:show|indicate|illustrate|tell)s?\b))[^\n。；;]*\Z", re.I)
_RANKED = re.compile(r"(?<![此目之日提年以底末月])前\s?$|\btop[\s-]$")
_WHOLE = re.compile(r"\W*Of (?:the|its|all) (?:total )?$")
_UNDONE = re.compile(r"\bnot (?:yet )?been\b|尚未")
_SHARE = re.compile(r"\s*of (?:the|its|their) (?:target|goal)")
_RADIUS = re.compile(r"\s?(?:辐射|服务)?半径|\s*(?:-\s*)?radius")
_OFTEN = re.compile(r"\b(?:by|than|to)\s+\S*\s*$")
_DEMANDED = re.compile(r"\bshall\b|\bmust\b|应当?|须")
_CAPPED = re.compile(r"\bshall not\b|不得")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_STRONG = re.compile(r"\s?强")
_DIGIT = re.compile(r"\d")
_STOP = {"zh": re.compile("[，,；;]"), "en": re.compile(r"[,;](?!\d)")}
_OWN_NUMBER = re.compile(r"\d|\b(?:[mb]|tr)illion|\bhalf\b")
_APPOSED = re.compile(r"[^,;.]{0,40},\s+(?:a|its|the|their) (?:goal|target|objective)\b")  # "to be worth 5 million yuan, a goal for 2026"
_RATES_ZH = ("同比", "环比", "比上", "较上", "比去", "较去")


def structural(quantity, above: Headings | None = None, before: str = "") -> bool:
    """Tell whether a count describes the document itself (three aspects, 12 tasks) and promises nothing; under a heading with a deadline few do, nor where what stands before it builds it by a year.

    >>> from policyanalysis.language.quantities import quantities
    >>> [structural(quantities(text, "en")[0]) for text in ("The plan names 12 tasks.", "Output of 500 tonnes.")]
    [True, False]
    """
    if quantity.unit in {"measures", "tasks"} or quantity.text.endswith("大"):  # 8大产业
        return True
    if quantity.comparator != "=" or quantity.kind == "range":
        return False  # a document knows exactly how many parts it has
    if _BUILT_BY.search(before):
        return False
    small = quantity.unit == "items" and quantity.value < 100 or not _DIGIT.search(quantity.text) and quantity.value <= 20 and not COUNTS_NOT.match(quantity.unit)
    return small and not (above and above.deadline and quantity.unit in {"items", *NOUNS.values()})


def _reported(sentence, lower, quantity, lang):
    """Return "fact" when the sentence names the period that a number is reported for, else ""."""
    return "fact" if _PERIOD[lang].search(lower) and not _UNDONE.search(sentence, quantity.start) else ""


def _belongs_elsewhere(sentence, lower, quantity):
    """Tell whether a number is a rank, a starting value, a share of a goal, or says what something else is like."""
    start, end = quantity.start, quantity.end
    ranked = quantity.unit not in MEASURED and (_RANKED.search(lower[max(0, start - 6):start]) or _STRONG.match(sentence, end))
    often = quantity.unit == "times" and not re.search(r"\d|fold|番|倍", quantity.text) and not _OFTEN.search(sentence[:start])  # "reduced the rate five times"
    if ranked or often or _SHARE.match(sentence, end) or _RADIUS.match(sentence, end) or _BASELINE.search(sentence[max(0, start - 20):start]):
        return True
    before = lower[:start]
    baseline = (at := sentence.rfind("from", 0, start)) >= 0 and _BASELINE_EN.match(sentence, at, start)
    if _COMPARED_WITH.search(before) or _GRANTING.search(before):
        return True
    return bool(baseline or _NOW_EN.search(before) or before.rstrip().endswith(_ATTRIBUTE_ENDS) and _ATTRIBUTE.search(before))


def kind_of(sentence: str, quantity, deadline: str, lang: str, reference: str, above: Headings | None = None) -> str:
    """Return "target", "forecast" or "fact" for one quantity, "" when nothing says which.

    Parameters
    ----------
    sentence, quantity, lang
        The sentence and one of its quantities.
    deadline
        The date that the quantity is due, "" for none.
    reference
        ISO date of the article, "" when it is not known: what was due before it is no aim any more.
    above
        The headings above the sentence; None for none.

    Examples
    --------
    >>> from policyanalysis.language.quantities import quantities
    >>> sentence = "力争产值达到5亿元。"
    >>> kind_of(sentence, quantities(sentence, "zh")[0], "", "zh", "")
    'target'
    """
    lower = lower_case(sentence)
    kind = "" if _belongs_elsewhere(sentence, lower, quantity) else _told(sentence, lower, quantity, deadline, lang, reference, above)
    return "" if kind in ("target", "forecast") and is_condition(sentence, quantity, lang) else kind


def _told(sentence, lower, quantity, deadline, lang, reference, above):
    """Return what a sentence says of a number that is its own: "target", "forecast", "fact" or ""."""
    whole = _WHOLE.match(sentence, 0, quantity.start)  # "Of the 18 plants that should open in 2018, 15 ..."
    if whole or _DONE.search(lower):
        return _reported(sentence, lower, quantity, lang)
    cue = _cue(sentence, lower, quantity, lang, bool(deadline))
    passed = bool(deadline and reference and deadline[:4] < reference[:4])
    if cue == "fact" or passed and cue != "target":
        demanded = not passed and _bound(sentence, lower, quantity, lang, above)  # under a heading of indicators: "costs decreased by ≥15%"
        return _reported(sentence, lower, quantity, lang) or ("target" if demanded else "")
    forecast = cue == "forecast"
    if forecast and _PLANNED[lang].search(lower):  # 根据行动计划，预计集聚10家企业
        cue = "target"
    if cue == "target" or not cue and deadline:
        aimed = deadline and not passed or not deadline and (_AIM[lang].search(lower) or above and above.aims)
        if _granted(sentence, lower, quantity, lang):
            return ""
        if not passed and _invested(lower, quantity, lang):
            return "target"
        aimed = aimed or not deadline and forecast and _PLANNED[lang].search(lower)
        if aimed and (cue or _DOING[lang].search(lower) or above and above.deadline):
            return "target"
        return "target" if not passed and _bound(sentence, lower, quantity, lang, above) else ""
    if cue:
        return cue
    return _kind_without_cue(sentence, lower, quantity, lang, reference, above)


def _cue(sentence, lower, quantity, lang, due):
    """Return the kind of the cue that is nearest to a quantity, "" when there is none."""
    cues = [(found.start(), found.lastgroup) for found in _CUES[lang].finditer(lower)]
    if not cues:
        return ""
    aims = [at for at, kind in cues if kind != "fact"]
    # 力争销量100万辆，同比增长3%: a growth rate after an aim, or under a deadline that nothing contradicts, belongs to it.
    reports = [at for at, kind in cues if kind == "fact" and sentence[at:at + 2] not in _RATES_ZH]
    cues = [(at, kind) for at, kind in cues if not (sentence[at:at + 2] in _RATES_ZH and (aims and aims[0] < at or due and not reports))]
    clause = clause_of(sentence, quantity.start, lang)
    cues = [(at, kind) for at, kind in cues if not (sentence[at:at + 2] in ("累计", "累积") and any(clause <= aim < at for aim in aims))]  # 预计到2026年底累计减税超过3000亿元
    # What follows in another clause tells of its own numbers, unless it reports: 将额度提高至30万元，预计新增贷款5亿元.
    stop = _STOP[lang].search(sentence, quantity.end)
    after = [(at, kind) for at, kind in cues if at > quantity.start and (kind == "fact" or not stop or at < stop.start() or lang == "en" and not _OWN_NUMBER.search(sentence, at))]
    if lang == "en" and _APPOSED.match(sentence, quantity.end):
        return "target"
    near = [kind for at, kind in cues if clause <= at < quantity.start] or [kind for at, kind in cues if at < clause] or [kind for _, kind in after]
    return near[-1] if near and any(at < quantity.start for at, _ in cues) else near[0] if near else ""


def _granted(sentence, lower, quantity, lang):
    """Tell whether a number is the condition or the size of a grant or a fine, or counts those who act."""
    applicant = lang == "zh" and _APPLICANT.match(sentence, quantity.end)
    actor = _ACTORS.fullmatch(quantity.unit) or lang == "zh" and sentence.startswith(("部门", "部委"), quantity.end)
    return bool(applicant or actor or (_grant_zh(sentence, quantity) if lang == "zh" else _CONDITION["en"].search(lower)))


def _grant_zh(sentence, quantity):
    """Tell whether the clause of a number speaks of a grant, or of who is given one in the next, or goes on with one."""
    if not _CONDITION["zh"].search(sentence):
        return False
    clauses = [(clause.start(), clause[0]) for clause in re.finditer(r"(?:[^，；。,;]|,(?=\d{3}))+", sentence)]
    at = max((n for n, (start, _) in enumerate(clauses) if start <= quantity.start), default=0)
    own, last = clauses[at][1], max(sentence.rfind("；", 0, quantity.start), sentence.rfind(";", 0, quantity.start))
    before, after = clauses[at - 1][1] if at and clauses[at - 1][0] > last else "", "，".join(text for _, text in clauses[at + 1:])
    return bool(_CONDITION["zh"].search(own) or _FOR_WHOM.search(own) and _CONDITION["zh"].search(after) or _GOING_ON_ZH.match(own) and _CONDITION["zh"].search(before))


def _invested(lower, quantity, lang):
    return quantity.unit in _MONEY and bool(_INVESTED[lang].search(lower, max(0, quantity.start - 60), quantity.start))


def _bound(sentence, lower, quantity, lang, above):
    """Tell whether a rate is demanded: a share with a bound under a heading of requirements or indicators, or in a sentence that demands it."""
    if quantity.comparator not in (">=", "<="):
        return False
    capped = quantity.unit == "yuan" and _CAPPED.search(sentence)
    demanded = quantity.unit in ("%", "pp") and (above and (above.demands or above.aims) or _DEMANDED.search(sentence)) or capped
    return bool(demanded and not _granted(sentence, lower, quantity, lang))


def _kind_without_cue(sentence, lower, quantity, lang, reference, above):
    """Return the kind of a quantity in a sentence without cue and deadline, by what stands above it or by its verbs."""
    blank = not _granted(sentence, lower, quantity, lang)
    if blank and _invested(lower, quantity, lang) and not _GIVEN.search(lower):
        return "target"
    if blank and above and above.aims and not _PERIOD[lang].search(lower) or _bound(sentence, lower, quantity, lang, above):
        return "target"
    money = quantity.unit in _MONEY
    beside = lower[max(0, quantity.start - 90):quantity.end + 60]
    if blank and money and _FUND_NOUN.search(beside) and _FUND[lang].search(lower[:quantity.start]) and not _GIVEN.search(lower):
        return "target"
    ahead = blank and _COMING[lang].search(lower[:quantity.start + 1])
    if ahead and not _RATE.search(lower) and "compared with" not in sentence and not _PERIOD[lang].search(lower[ahead.start():]):
        return "forecast"
    coming = reference and any(year > reference[:4] for year in _YEAR.findall(sentence))
    return _reported(sentence, lower, quantity, lang) if not coming and _FACT_VERB[lang].search(lower[:quantity.start]) else ""
