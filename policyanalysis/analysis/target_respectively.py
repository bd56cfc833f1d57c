"""Which of several things each of several quantities is said of: A, B and C will reach 10, 20 and 30 percent respectively; 甲、乙分别达到10%、20%."""

import itertools
import re

from policyanalysis.analysis.target_metrics import counted_noun, metric_of, trimmed_zh
from policyanalysis.analysis.target_metrics_en import VERB_EN, noun_phrase_en
from policyanalysis.language.characters import lower_case
from policyanalysis.language.listed import runs
from policyanalysis.language.tokens import segment_zh

_WORD = {"zh": "分别", "en": "respectively"}
SAYS = {"zh": re.compile(_WORD["zh"]), "en": re.compile(rf"\b{_WORD['en']}\b", re.I)}
_PART = re.compile(r"[；;。]|(?<=[a-z])\.\s")  # what one "respectively" does not reach over
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEAR_LIST = re.compile(r"(?<!\d)20\d\d\s?年?[底末]?(?:\s*(?:[、，,和与及]|\band\b)+\s*(?:by\s+|in\s+|[到至])?20\d\d\s?年?[底末]?)+")
_CLAUSE_ZH = re.compile("[，,：:]")
_YEARS_ZH = re.compile(r"(?:到|至|在|于)?\s?20\d\d\s?年?[底末]?(?:\s?[、和与及]\s?(?:到|至)?\s?20\d\d\s?年[底末]?)*(?:前|期间)?")
_STEADY_ZH = re.compile(r"(?:(?:稳步|持续|快速|不断|进一步|大幅|明显|显著|年均|平均|均|将|要|力争|预计|有望|增长|提升|提高|增加|下降|降低|达到|扩大)+|等)$")
_COUNTED_ZH = re.compile(r"等?[两二三四五六七八九十\d]+(?:[地市县区省者国]|[项大类个种家](?:指标|行业|产业|领域|地区|区域|方面|城市|省份|产品|任务|工程)?)$")  # 甲、乙两项指标
_JOINS_ZH = ("、", "、|以及|[和与及](?=[^和与及、]*$)", "、|以及|[和与及]")
# The words that end a Chinese list and belong to all of its members: 风电、光伏装机规模.
_MEASURE_ZH = re.compile(r"(?:[总年日]?(?:装机|规模|产值|增加值|产量|销量|营业|营收|收入|利润|容量|储量|能力|占比|比重|比例|增速|投资|支出|消费|出口|进口|进出口|销售|面积|里程|总额|数量|人数|[覆普渗利增使][盖及透用长]率))+$")
_MEASURED_ZH = re.compile(r"[\u4e00-\u9fff]{1,3}[率量额值数价]")
_PORTION_ZH = re.compile(r"占[^占]{1,10}(?:比重|比例|的?份额)$")
_INTRO_EN = re.compile(r"(?:by|in|at|from|during|under|according|as|for|of|on|until|through|compared|meanwhile|besides|also|then|specifically|overall|nationwide|among)\b", re.I)
_FROM_EN = re.compile(r"(?:^|[,;:])\s*(?:and\s+)?(?:with|while|where|whereas)\s|\bthat\s", re.I)
_MOVED_EN = re.compile(r"\b(?:rais|increas|reduc|cut|lower|improv|boost|expand|grow|bring|lift|keep)\w*\s+(?!to\b|by\b)([A-Za-z][^;:.]{3,120}?)\s+(?:to|by|at)\s+(?:(?:about|nearly|over|more than|at least|less than|up to|around)\s+)?$", re.I)
_AFTER_EN = re.compile(r"\s*(of|for|in|on|to)\s+(.+?),?\s*$")
_JOINS_EN = (r",\s*(?:and\s+)?|\s+and\s+", r",\s*(?:and\s+)?|\s+and\s+(?!.*\sand\s)")
_MEASURES = "rates? shares? ratios? proportions? numbers? volumes? values? output revenues? incomes? capacit(?:y|ies) scales? sizes? production sales exports imports investments? consumption coverage penetration spending expenditures? prices? costs? levels? areas? lengths? density efficiency intensity usage generation demand supply turnover throughput profits?"
_MEASURE_EN = re.compile(rf"(?:\s*\b(?:{_MEASURES.replace(' ', '|')}|growth|market|annual|total|installed))+$", re.I)
_HEAD_EN = re.compile(r"^(.*\b(?:of|for|in|from|among))\s+\S")


def in_order(sentence: str, lang: str) -> bool:
    """Tell whether a sentence shares things out with "respectively" (分别); the letters are looked for first, which takes a tenth of the time.

    >>> in_order("Respectively 10 and 20 percent.", "en"), in_order("有所区分", "zh")
    (True, False)
    """
    return _WORD[lang] in lower_case(sentence) and bool(SAYS[lang].search(sentence))


def shared_metrics(sentence: str, found: list, lang: str) -> dict[int, str]:
    """Return the metric of each quantity that a "respectively" (分别) governs, by its start; "" where members and quantities do not fit.

    Parameters
    ----------
    sentence, found, lang
        A sentence and its `listed_quantities`.

    Examples
    --------
    >>> from policyanalysis.language.listed import listed_quantities
    >>> for sentence, lang in (("Coal, steel and glass will reach 10, 20 and 30 percent respectively.", "en"), ("煤、钢分别达到10%、20%、30%。", "zh")):
    ...     shared_metrics(sentence, listed_quantities(sentence, lang), lang)
    {33: 'Coal', 37: 'steel', 44: 'glass'}
    {7: '', 11: '', 15: ''}
    """
    metrics = {}
    for said in SAYS[lang].finditer(sentence):
        start = max((stop.end() for stop in _PART.finditer(sentence, 0, said.start())), default=0)
        stop = _PART.search(sentence, said.end())
        groups = [run for run in runs(sentence, [q for q in found if start <= q.start < (stop.start() if stop else len(sentence))]) if len(run) > 1]
        after = [run for run in groups if run[0].start >= said.end()]
        before = [run for run in groups if run[-1].end <= said.start()] if lang == "en" else []
        nearest = (before[::-1] or after or [[]])[0]
        names = _names(sentence, nearest, start, said, lang) if nearest else []
        for run in (run for run in before + after if len(run) == len(nearest)):
            own = names if run is nearest else _names(sentence, run, start, said, lang)
            metrics.update(zip((quantity.start for quantity in run), own if any(own) else names))
    return metrics


def shared_dates(sentence: str, found: list, dates: list, lang: str) -> dict[int, str]:
    """Return the deadline of each quantity of a list that has as many members as the sentence names dates in one list, by its start.

    Examples
    --------
    >>> from policyanalysis.language.quantities import deadlines, quantities
    >>> text = "By 2027 and 2030, the share is to reach 40% and 45% respectively."
    >>> shared_dates(text, quantities(text, "en"), deadlines(text, "en"), "en")
    {40: '2027', 48: '2030'}
    """
    if not dates or not in_order(sentence, lang):
        return {}
    listed = next((_YEAR.findall(years[0]) for years in _YEAR_LIST.finditer(sentence) if any(years.start() <= date.end <= years.end() for date in dates)), [])
    if not listed and not any(dates[0].start < quantity.start < dates[-1].end for quantity in found):
        listed = [date.date for date in dates]
    return {quantity.start: date for run in runs(sentence, found) if len(run) == len(listed) > 1 for quantity, date in zip(run, listed)}


def _names(sentence, run, start, said, lang):
    """Return the metric of each quantity of one governed run."""
    if noun := counted_noun(sentence, run[-1], lang):
        return [noun] * len(run)
    names, subject = (_names_zh if lang == "zh" else _names_en)(sentence, run, start, said)
    if names:
        return names
    dated = len(set(_YEAR.findall(sentence[start:]))) == len(run)
    return [metric_of(sentence, run[0], lang) if subject and dated else ""] * len(run)


def _fitting(text, joins, n):
    """Return the members of a list, split in the first way that makes n of them; and the members that the first way makes."""
    ways = [[piece.strip() for piece in re.split(join, text) if piece.strip()] for join in joins]
    return next((way for way in ways if len(way) == n), []), ways[0]


def _names_zh(sentence, run, start, said):
    """Return the members that a Chinese 分别 shares out, [] where they do not fit, and whether there is but one."""
    clauses = [_list_zh(clause) for clause in _CLAUSE_ZH.split(sentence[start:said.start()])]
    listed = next((clause for clause in reversed(clauses) if clause), "")
    members, _ = _fitting(listed, _JOINS_ZH, len(run))
    if not members:
        return [], not re.search("[、和与及]", listed)
    if (rest := _COUNTED_ZH.sub("", _without_measure(members[-1]))) and rest != members[-1]:
        shared = members[-1][len(_without_measure(members[-1])):]
        members = [member if _without_measure(member) != member else member + shared for member in members[:-1]] + [rest + shared]
    last = _CLAUSE_ZH.split(sentence[said.end():run[0].start])[-1]
    own = re.sub("的$", "", last) if re.match("占.", last) else trimmed_zh(last)
    return [member + own for member in members], False


def _without_measure(member):
    """Return a Chinese noun phrase without the words at its end that say what is measured of it."""
    rest = _MEASURE_ZH.sub("", _PORTION_ZH.sub("", member))
    words = segment_zh(rest)
    return "".join(words[:-1]) if words[1:] and _MEASURED_ZH.fullmatch(words[-1]) else rest  # 空运货运量


def _list_zh(clause):
    """Return the list of nouns of a Chinese clause: without its years, verbs, and the word that counts its members."""
    listed = trimmed_zh(_YEARS_ZH.sub("", clause))
    while (shorter := _COUNTED_ZH.sub("", _STEADY_ZH.sub("", listed))) != listed:
        listed = shorter
    return listed


def _names_en(sentence, run, start, said):
    """Return the members that an English "respectively" shares out, [] where they do not fit, and whether there is but one."""
    before, n = sentence[start:run[0].start], len(run)
    subject = _subjects_en(before)
    if (after := _AFTER_EN.match(sentence[run[-1].end:said.start()])) and not _YEAR.search(after[2]):
        members = _fitting(after[2], _JOINS_EN, n)[0]
        if after[1] == "in" and len(_listed_en(subject, 1)) == 1:
            return [f"{noun_phrase_en(_listed_en(subject, 1)[0])} in {member}" for member in members], False
        return [noun_phrase_en(member) for member in members] if run[0].unit not in ("%", "pp") or after[1] == "for" else [], False
    return _shared_en([noun_phrase_en(member) for member in _listed_en(subject, n)]), len(_listed_en(subject, 1)) == 1


def _subjects_en(before):
    """Return what the verb before a run of quantities has as its subjects, or moves as its objects."""
    if (moved := _MOVED_EN.search(before)) and not VERB_EN.search(moved[1]):
        return moved[1]
    told = [piece for piece in re.finditer(r"[^,;:]*[,;:](?!\d)", before) if VERB_EN.search(piece[0])]  # "costs are to fall, and prices will ..."
    begin = max((found.end() for found in [*_FROM_EN.finditer(before), *told]), default=0)
    verb = VERB_EN.search(before, begin)
    return before[begin:verb.start()] if verb else ""


def _listed_en(text, n):
    """Return the n members of an English list behind what introduces its sentence, [] where there are not n."""
    for join in _JOINS_EN if n > 1 else ("$^",):
        pieces = [piece.strip() for piece in re.split(join, text) if piece.strip()]
        members = list(itertools.dropwhile(_INTRO_EN.match, pieces)) if n > 1 else [re.sub(r"^.*,", "", text).strip()]
        if len(members) == n and all(members) and not (n == 1 and re.search(r"\band\b", members[0])):
            return members
    return []


def _shared_en(members):
    """Return the members of an English list with the head or the end that one of them prints for all: shares of A and B, wind and solar capacity."""
    if not members or not all(members):
        return []
    if head := _HEAD_EN.match(members[0]):
        return [members[0], *(member if _HEAD_EN.match(member) or _MEASURE_EN.search(member) else f"{head[1]} {member}" for member in members[1:])]
    measure = _MEASURE_EN.search(members[-1])
    if not measure or not measure.start():
        return members
    return [member if _HEAD_EN.match(member) or _MEASURE_EN.search(member) else member + measure[0] for member in members]
