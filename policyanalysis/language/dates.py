"""The dates by which a text says that something is to be done, in English and Chinese."""

import re
from dataclasses import dataclass

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.language.characters import lower_case
from policyanalysis.language.numerals import chinese_number, half_width, plain_numerals

__all__ = ["MONTHS", "Deadline", "chinese_number", "deadlines", "half_width"]

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WORDS = "one two three four five six seven eight nine ten".split()
# Five-year plans by their number: the last year of each.
_PLANS = {"十一": 2010, "十二": 2015, "十三": 2020, "十四": 2025, "十五": 2030, "十六": 2035}


@dataclass(frozen=True)
class Deadline:
    """A date to be kept: a year ("2030", its end is meant), a month ("2027-12") or a day; `inferred` from a reference date.

    >>> from policyanalysis.language.quantities import deadlines
    >>> deadlines("到2030年建成", "zh")[0].date
    '2030'
    """

    date: str
    start: int
    end: int
    text: str
    inferred: bool


_SPAN_ZH = r"(?P<first>20\d\d)\s?年?\s?[-–—−~～至到]+\s?(?P<y0>20\d\d)\s?年?(?!\s?\d{1,2}\s?月)(?![-\d])"
_DAY_ZH = r"(?P<{0}y>20\d\d|二[〇○零][一二三四五六][一二三四五六七八九〇○零])\s?年(?:\s?(?P<{0}m>1[0-2]|0?[1-9])\s?月(?:份|\s?(?P<{0}d>[12]\d|3[01]|0?[1-9])\s?日)?)?\s?(?:年?底|末)?"
_MONTHS = [month.lower() for month in MONTHS]
_MONTH = "(?:" + "|".join(_MONTHS) + r")[a-z]*\.?"
_DAY_EN = (r"(?:(?P<{0}d1>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s+)?(?:(?P<{0}m>" + _MONTH + r")\s+(?:(?P<{0}d2>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?\s*,?\s+)?)?(?P<{0}y>20\d\d)(?!\d|,\d|\s?[-–—]\s?20\d\d|-\d)")
# Where a date can begin, and what a text without any date lacks: looked at first, as most places and many texts have none.
_BEGINS = {"zh": r"(?=[\s\d力争到至不“”\"‘’十二明今本同当年底未在用通经利使一两三四五六七八九全])", "en": r"(?:(?<![a-z])(?=at|b[ey]|du|en|fo|go|in|m[ai]|n[eo]|o[bv]|t[ahio]|un|wi)|(?=[12]))"}
_HINT = {"zh": re.compile(r"20\d\d|年|月|底|十[一二三四五六]五"), "en": re.compile(r"20\d\d|year|month")}  # each begins with a character, which is looked for fast
_DAY_HINT = re.compile("|".join(rf"{month}[a-z]*\.?\s+\d" for month in _MONTHS))
_PATTERNS = {  # of the text in small letters
    "zh": re.compile(_BEGINS["zh"] + "(?:" + "|".join((
        _SPAN_ZH,
        r"(?:力争|争取)?(?:到|至)?\s?[“”\"‘’]?(?P<plan>十[一二三四五六])五[“”\"‘’]?\s?(?:规划)?(?:期?末|期间|时期|规划期|收官)",
        r"(?:力争|争取)?(?<!截)(?<![降升增高减延扩速])(?:到|至|不迟于|不晚于)\s?" + _DAY_ZH.format("a") + r"(?:之?以?前)?",
        _DAY_ZH.format("b") + r"(?:之?以?前(?!后))",
        r"(?P<soft>(?<![较比与自从由])" + _DAY_ZH.format("c") + r")(?![前后至到])",
        r"(?P<ref>[明今本]年|同年|当年|(?<![\d初每]))年?底(?:之?以?前)",
        r"(?P<next>(?<![昆光声说证文发黎阐透])明年|(?<=确保|力争|预计)全年(?!龄)|(?:(?<![如当至迄从自])今年(?!起|[^，。；]{0,4}(?:出台|印发|发布|公布))|(?<![\u3400-\u9fff\d])年内(?![蒙科地部])|全年(?!龄)(?=[^，。；]{0,12}(?:计划|力争|确保|目标|预计)))(?!以来|上半年|下半年|前|以前|之前|第|[一二三四1-4](?:至[一二三四1-4])?季度|首|春|夏|秋|冬|\s?[\d一二三四五六七八九十]))(?:年?底)?(?!前|以前|之前)",
        r"(?:未来|今后|在|用|力争)?\s?(?:\d{1,2}\s?[-—–~至到]\s?)?(?<!\d)(?P<n>\d{1,2}|[一二两三四五六七八九十])\s?(?P<step>年|个月)(?:时间)?(?:以|之)?内",
        r"(?:通过|经过|[利使]?用)\s?(?:(?:\d{1,2}|[一二三四五六七八九])\s?[-—–~至到]?\s?)?(?P<n3>\d{1,2}|[一二两三四五六七八九十])\s?年(?:左右)?(?:的?时间|的?努力)",
        r"(?:未来|今后)\s?(?:\d{1,2}\s?[-—–~至到]\s?)?(?P<n2>\d{1,2}|[一二两三四五六七八九十])\s?年",
        r"(?<![\d年])(?P<dm>1[0-2]|0?[1-9])\s?月\s?(?P<dd>[12]\d|3[01]|0?[1-9])\s?日(?:之?以?前)",
    )) + ")"),
    "en": re.compile(_BEGINS["en"] + "(?:" + "|".join((
        r"(?<![\d-])(?P<first>20\d\d)\s?(?:[-–—−]|to|through|(?<=between 20\d\d )and)\s?(?P<y0>20\d\d)(?![-\d])",
        r"(?:(?:by|at|before|until|in)\s+)?(?:the\s+)?(?:end\s+of\s+|during\s+)?(?:the\s+)?(?P<plan>1[1-6])\s?th\s+five[\s-]year(?:\s+plan)?(?:\s+period)?",
        r"(?<![a-z])(?:by|before|until|till|through|no later than|not later than|towards?)\s+(?:the\s+)?(?:(?:year[\s-])?end\s+of\s+|end-|late\s+|year\s+|early\s+|mid[\s-]|(?:first|second)\s+half\s+of\s+|(?:first|second|third|fourth|last)\s+quarter\s+of\s+)?(?:of\s+)?(?:the\s+year\s+)?" + _DAY_EN.format("a"),
        r"(?<![a-z])(?:targets?|goals?|objectives?|marks?|milestones?)\s+(?:set\s+)?for\s+(?:the\s+end\s+of\s+)?(?=20)" + _DAY_EN.format("e"),
        r"(?<![a-z])(?:at the end of|(?<!compared )(?<!relative )to)\s+(?=20)" + _DAY_EN.format("b"),
        r"(?P<soft>(?<![a-z])(?:in|for|during)\s+(?:the year\s+)?(?:early |late |mid[\s-]|the (?:first|second) half of |the (?:first|second|third|fourth|last) quarter of )?" + _DAY_EN.format("c") + ")",
        r"(?<![a-z])(?:within|(?:in|over|during)\s+the\s+(?:next|coming|following))\s+(?:the\s+next\s+)?(?P<n>\d{1,2}|" + "|".join(_WORDS) + r")\s+(?P<step>years?|months?)",
        r"(?P<next>next year|(?<!earlier )(?<!far )(?<!months of )(?<!half of )(?<!quarter of )(?<!months )(?<!published )(?<!unveiled )(?<!released )(?<!issued )(?<!founded )(?<!starting )(?<!beginning )(?<!since )(?<!from )(?<!with )(?<!early )this year)(?![a-z’'])",
        r"(?<![a-z])by\s+(?:the\s+)?(?:end\s+of\s+|year[\s-]?end\s+of\s+)?(?P<ref>this year|next year|(?:the )?year[\s-]?end)",
        r"(?<![a-z])(?:by|before|no later than)\s+(?P<dm>" + _MONTH + r")\s+(?P<dd>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|\s*,?\s+20\d\d)",
    )) + ")"),
}
# 要 before what is to be done: not in 重要, 主要, 要求 or 要素, but in 比重要达到.
MUST_ZH = r"(?<![主纲摘必概首简扼紧不只提])(?<!(?<!比)重)要(?![求素点件闻约么是害领塞道务事义])"
PROMISE = {  # in small letters
    "zh": re.compile(r"目标(?!公司|客户|群体|市场|规模)|力争|争取|希望|拟|计划(?!单列)|将|确保|预计|有望|要求|提出|建成|不低于|不少于|不超过|需(?!求)|" + MUST_ZH),
    "en": re.compile(r"\b(?:targets?|goals?|milestones?|aims?|aiming|hop(?:e[sd]?|ing) (?:for|to)|objectives?|striv\w+|will|shall|plans? to|planned|expected|forecasts?|expects|envisag\w+|envision\w*|propos\w+|ensure|must|should|requir\w+|needs? to|seeks?|call\w* for)\b|\b(?:is|are) to\b|\bto (?:build|reach|achieve|exceed|complete)\b"),
}
_PAST = {"zh": re.compile(r"截至|截止|已经?(?!建成后)|同比|[比较](?:上年|去年)|实现了|达到了|曾|增长了"),
         "en": re.compile(r"\b(?:was|were|had|reached|exceeded|rose|grew|increased|accounted|stood|completed|totall?ed|fell|issued|released|launched|announced|signed)\b")}
_STOPS = {"zh": re.compile(r"[。！？；;\n]"), "en": re.compile(r"[.!?;](?=\s+[A-Z“\"(])|\n")}


def _sentence(text, start, end, stops):
    """Return the start and the end of the sentence around text[start:end]."""
    before = [found.end() for found in stops.finditer(text, max(0, start - 400), start)]
    after = stops.search(text, end)
    return before[-1] if before else max(0, start - 400), after.start() if after else len(text)


def _says(sentence, lang):
    """Return whether a sentence in small letters promises something, and whether it reports the past and promises nothing beside that."""
    past = _PAST[lang].search(sentence) and "力争" not in sentence and "争取" not in sentence  # 力争销量100万辆，同比增长3%
    return bool(PROMISE[lang].search(sentence)), bool(past)


def _day(groups, key):
    """Return the year, month or day that the groups of one date pattern state."""
    year, month, day = groups[f"{key}y"], groups.get(f"{key}m"), groups.get(f"{key}d") or groups.get(f"{key}d1") or groups.get(f"{key}d2")
    year = int(year) if year.isdigit() else int(chinese_number(year.replace("○", "〇")) or 0)
    if not month:
        return f"{year}"
    month = int(month) if month.isdigit() else MONTHS.index(month[:3].title()) + 1
    return f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"


def _later(reference, groups):
    """Return the date that a duration or a yearless day means, counted from an ISO reference date."""
    year, month = int(reference[:4]), int(reference[5:7] or 12)
    if groups.get("dm"):
        name = groups["dm"]
        return f"{year}-{int(name) if name.isdigit() else MONTHS.index(name[:3].title()) + 1:02}-{int(groups['dd']):02}"
    count = groups.get("n") or groups.get("n2") or groups.get("n3")
    if not count:
        return str(year + ((groups["ref"] or groups["next"] or "").lower() in ("明年", "next year")))
    count = int(count) if count.isdigit() else _WORDS.index(count.lower()) + 1 if count.lower() in _WORDS else int(chinese_number(count))
    if "月" in (groups.get("step") or "") or "month" in (groups.get("step") or "").lower():
        months = year * 12 + month - 1 + count
        return f"{months // 12}-{months % 12 + 1:02}"
    return str(year + count)


def deadlines(text: str, lang: str, reference: str = "") -> list[Deadline]:
    """Return the dates by which the text wants something done, in order.

    Parameters
    ----------
    text
        Any text; it is read as characters, not as words.
    lang
        "en" or "zh".
    reference
        ISO date of the text. "within three years" is counted from it and marked as inferred; without it such a date is left out.

    Notes
    -----
    The end of a year is given as the year. A bare "in 2025" counts only in a sentence that promises something, and "by the end of 2023"
    does not count in a sentence that reports the past.

    Examples
    --------
    >>> [found.date for found in deadlines("到2030年建成，2027年12月前试点", "zh")]
    ['2030', '2027-12']
    >>> deadlines("To be done within three years.", "en", "2025-04-01")
    [Deadline(date='2028', start=11, end=29, text='within three years', inferred=True)]
    """
    if lang not in _PATTERNS:
        raise PolicyAnalysisError(f"lang={lang!r} is not supported; use 'en' or 'zh'")
    plain, result, told = plain_numerals(text), [], {}
    lower = lower_case(plain)
    if not _HINT[lang].search(lower) and not (lang == "en" and any(month in lower for month in _MONTHS) and _DAY_HINT.search(lower)):
        return result
    for match in _PATTERNS[lang].finditer(lower):
        groups = match.groupdict()
        place = _sentence(plain, match.start(), match.end(), _STOPS[lang])
        if place not in told:  # several dates of one sentence
            told[place] = _says(lower[slice(*place)], lang)
        promised, past = told[place]
        inferred = not (groups["y0"] or groups["plan"] or any(groups.get(f"{key}y") for key in "abce"))
        coming = bool(groups["soft"] and reference and groups["cy"].isdigit() and groups["cy"] > reference[:4])
        if inferred and not reference or groups["soft"] and (not promised and not coming or past):
            continue
        if groups["next"] and (past or not promised):
            continue
        if past and not promised and not groups["plan"] and not groups.get("ey"):
            continue
        if groups["plan"]:
            date = str(_PLANS.get(groups["plan"]) or 2010 + 5 * (int(groups["plan"]) - 11))
        else:
            date = groups["y0"] or (_later(reference, groups) if inferred else next(_day(groups, key) for key in "abce" if groups.get(f"{key}y")))
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = start + len(match[0].strip())
        if groups["soft"] and reference and date[:4] < reference[:4]:
            continue
        result.append(Deadline(date, start, end, text[start:end], inferred))
    return result
