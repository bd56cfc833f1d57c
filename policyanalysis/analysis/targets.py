"""What policies promise: quantities with deadlines, told apart from forecasts and from facts already reached."""

import re

import pandas as pd

from policyanalysis.analysis.target_metrics import COUNTS_NOT, MEASURED, clause_of, metric_of
from policyanalysis.analysis.target_policies import Named, Register, as_text, policy_of
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.language.dates import MUST_ZH
from policyanalysis.language.quantities import deadlines, quantities

COLUMNS = ["doc_id", "file", "line", "lang", "sentence", "metric", "value", "unit", "comparator", "deadline", "kind", "policy"]
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
_APPLICANT = re.compile(r"\s?(?:以上|以下)?(?:、[^，。；]{2,16})?的[^，。；,;、]{0,8}(?:领军者|龙头|企业|单位|公司|机构|个人|项目|园区|平台|主体|团队|人才|用户|家庭|店|户)")
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


def _structural(quantity):
    """Tell whether a count describes the document itself (three aspects, 12 tasks) and promises nothing."""
    if quantity.unit in {"measures", "tasks"} or quantity.text.endswith("大"):  # 8大产业
        return True
    small = quantity.unit == "items" and quantity.value < 100 or not re.search(r"\d", quantity.text) and quantity.value <= 20 and not COUNTS_NOT.match(quantity.unit)
    return small and quantity.comparator == "=" and quantity.kind != "range"  # a document knows exactly how many parts it has


def _kind(sentence, quantity, deadline, lang, reference):
    """Return "target", "forecast" or "fact" for one quantity, "" when the sentence does not say which."""
    cues = [(found.start(), found.lastgroup) for found in _CUES[lang].finditer(sentence)]
    aims = [at for at, kind in cues if kind != "fact"]
    # 力争销量100万辆，同比增长3%: a growth rate after an aim belongs to the aim.
    cues = [(at, kind) for at, kind in cues if not (sentence[at:at + 2] in ("同比", "环比") and aims and aims[0] < at)]
    clause = clause_of(sentence, quantity.start, lang)
    counted = quantity.unit not in MEASURED
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
    register = Register(policies)
    rows, documents = [], {}
    for passage in passages.itertuples():
        article = about.get(passage.doc_id)
        if article is not None and as_text(article.duplicate_of):
            continue
        reference = as_text(article.date) if article is not None else ""
        named = documents.setdefault(passage.doc_id, Named(register, passage.lang, reference))
        caption = _CAPTION.match(as_text(passage.text))
        carried = []  # 到2027年，投资增长25%以上；普及率要超过90%: the date holds for what a semicolon adds
        for sentence in sentences(as_text(passage.text), passage.lang):
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
                    policy = policy_of(named, mentions, quantity, deadline)
                    metric = metric_of(sentence, quantity, passage.lang)
                    bounds = [(quantity.value, quantity.comparator)] if quantity.high is None else [(quantity.value, ">="), (quantity.high, "<=")]
                    rows += [(passage.doc_id, passage.file, passage.line, passage.lang, sentence, metric, value, quantity.unit, comparator,
                              deadline if kind != "fact" else "", kind, policy) for value, comparator in bounds]
    return pd.DataFrame(rows, columns=COLUMNS)
