"""Numbers with their units, read by one grammar from English and Chinese text.

A number counts as an amount only when something says so: a unit, a counted noun, a scale word, a comparator or thousands
separators. Years, dates, section and document numbers, telephone numbers and names such as 5G carry none of these.
Text is read character by character: a word segmenter cuts 2030年前 and 958.7万辆 in the wrong places.
"""

import math
import re
from dataclasses import dataclass, replace

from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.language.characters import lower_case
from policyanalysis.language.dates import MONTHS, Deadline, deadlines
from policyanalysis.language.glossary import alternation
from policyanalysis.language.numerals import CHINESE_NUMBER, ENGLISH_NUMBER, ONES, TENS, chinese_number, english_number, plain_numerals
from policyanalysis.language.units import UNITS, unit_after

__all__ = ["Deadline", "Quantity", "deadlines", "quantities"]


@dataclass(frozen=True)
class Quantity:
    """One number with its unit; `start` and `end` are offsets of `text` (number and unit) in the text that was read.

    `value` is in base units (7万亿元: 7e12 yuan), a percentage stays a percent number, a vague number (几十万) is NaN.

    >>> found, = quantities("投资超7万亿元", "zh")
    >>> found.value, found.unit, found.comparator
    (7000000000000.0, 'yuan', '>=')
    """

    value: float
    unit: str
    comparator: str  # ">=", "<=", "=" or "about"
    start: int
    end: int
    text: str
    kind: str  # "amount", "range", "vague" or "ordinal"
    high: float | None = None


SCALES = {"十": 10, "百": 100, "千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "亿": 1e8, "十亿": 1e9, "百亿": 1e10, "千亿": 1e11, "万亿": 1e12,
          "dozen": 12, "hundred": 100, "thousand": 1e3, "ten thousand": 1e4, "million": 1e6, "hundred thousand": 1e5, "hundred million": 1e8, "hundred billion": 1e11, "billion": 1e9, "trillion": 1e12,
          "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3, "m": 1e6, "b": 1e9}
FOLDS = {"twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
         "doubl": 2, "tripl": 3, "quadrupl": 4, "番": 2, "一番": 2, "两番": 4, "三番": 8}
PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10}
MONEY = {"RMB": "yuan", "CNY": "yuan", "¥": "yuan", "￥": "yuan", "人民币": "yuan", "US$": "USD", "USD": "USD", "$": "USD", "HK$": "HKD", "€": "EUR", "EUR": "EUR", "£": "GBP"}

_ARABIC = r"\d{1,3}(?:,[ \u00a0]?\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[\u00a0\u202f]\d{3})+(?!\d)|\d{1,3}(?:\ \d{3})+(?=\ [a-z])|\d+(?:\.\d+)?"
_ZH_SCALE = "万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千(?![瓦米克])|百(?!分)"
_ZH_VAGUE = r"(?:好?几|数|(?<![以线之])上(?!十))个?[十百千万亿]+|十几[万亿]*|[百千万亿]+(?=余|多)|[百千万亿]+(?=元?级|元(?:市场|产业|规模|集群))|几(?=[个项条家名座])|(?<![十百千])(?:一二|二三|两三|三四|三五|四五|五六|六七|七八|八九)(?:[十百千万亿]+|(?=[年个项条家天名人位]))"
_ZH_WORDS = rf"[{CHINESE_NUMBER}]+(?:点[零〇一二三四五六七八九]+)?"
_EN_VAGUE = (r"(?:tens|dozens|hundreds|thousands|millions|billions|trillions)(?: of (?:thousands|millions|billions|trillions))?(?: of)?(?![a-z])|"
             r"(?:several|a few) (?:dozen|hundred|thousand|million|billion|trillion)(?![a-z])|(?:million|billion|trillion)(?=-(?:yuan|level|dollar))")
_START = r"(?<![A-Za-z0-9_.×])(?<![A-Za-z]-)(?<!\d,)"
NUMBER = {
    "zh": re.compile(rf"""(?=[\d{CHINESE_NUMBER}好几数上翻半过超第人RCUH¥￥$€£])(?:  # looked at first: few places can begin a number
        (?P<vague>{_ZH_VAGUE})
        |(?<![\d.])1\ ?[:：∶]\ ?(?P<ratio>\d+\.\d+|(?<=比例为1:)\d+|(?<=比为1:)\d+)(?![\d:])
        |百分之(?P<share>{_ARABIC}|{_ZH_WORDS})
        |翻了?(?P<fold>[一两三]?番)|(?P<half>(?<![上下])半年|一半(?![年天个]|以(?!上))|[过超]半数?(?![年天个月]))
        |(?P<whole>\d+|[{CHINESE_NUMBER}]+)分之(?P<part>\d+|[{CHINESE_NUMBER}]+)
        |(?P<nth>第\ ?)?
         (?:(?:(?P<money>人民币|(?<![A-Za-z])(?:RMB|CNY|US\$|HK\$)|[¥￥$€£])\ ?|{_START})(?P<arabic>{_ARABIC})|(?P<words>{_ZH_WORDS}))(?P<more>[余多])?(?:\ ?(?P<scale>{_ZH_SCALE}))?(?P<more2>[余多])?(?P<ord>(?!))?)""", re.X),
    "en": re.compile(rf"""(?<![A-Za-z])(?P<vague>{_EN_VAGUE.replace(" ", "[ ]")})
        |(?<![\d.])1\s?[:：∶]\s?(?P<ratio>\d+\.\d+|(?<=ratio\ of\ 1:)\d+)(?![\d:])
        |(?<![A-Za-z-])(?:(?P<fold>(?:two|three|four|five|six|seven|eight|nine|ten)fold)|(?P<half>(?<!first\ )(?<!second\ )(?<!latter\ )half(?=\ (?:of|a\ year)\b))
          |(?:(?<=to\ )|(?<=will\ )|(?<=ha[sd]\ )|(?<=have\ )|(?<=than\ )|(?<=nearly\ )|(?<=almost\ ))(?P<verb>doubl|tripl|quadrupl)(?:ed?|ing)(?![\w-])
          |(?P<mid>half\ an?\ |an?\ )(?P<big>dozen|hundred(?!\ and\ )|thousand|million|billion|trillion)(?![A-Za-z-])
          |an?\ (?P<piece>third|quarter|fifth|tenth)(?=\ (?:of\ (?!\d|an?\ )|in\ 20\d\d)))
        |(?P<nth>(?!))?
         (?:(?:(?P<money>(?<![A-Za-z])(?:RMB|CNY|USD|EUR|US\$|HK\$)|[¥￥$€£])\s?|{_START})(?P<arabic>{_ARABIC})|(?<![A-Za-z-])(?P<words>{ENGLISH_NUMBER})(?![A-Za-z]))
         (?:(?P<ord>st|nd|rd|th)(?![A-Za-z])|[\s-]?(?P<part>thirds|third|quarters|quarter|fifths|fifth|tenths|halves|half)(?![A-Za-z])
         |[\s-]?(?P<scale>hundred[ ](?:thousand|million|billion)|ten[ ]thousand|dozen|hundred|thousand|million|billion|trillion|[mb]ln|trn|[mbt]n|(?(money)[kmb]|(?!)))(?![A-Za-z]))?""", re.X | re.I),
}
# Where an English number can begin, in small letters; a blank stands before the text, so that words are looked for only behind what is no letter.
_SIGN_EN = r"[\d¥￥$€£](?<![0-9]\d)"  # no digit within a number
_WORDS_EN = alternation([*ONES, *TENS, *filter(str.isascii, FOLDS), *(f"{verb}{end}" for verb in ("doubl", "tripl", "quadrupl") for end in ("e", "ed", "ing")), "half", "several",
                         "rmb", "cny", "usd", "eur", "us", "hk", "tens", "dozens", "hundreds", "thousands", "millions", "billions", "trillions"])
_WORDS_EN += "|(?:[mb]|tr)illion(?=-)|an?(?= (?:few|third|quarter|fifth|tenth|dozen|hundred|thousand|[mb]illion|trillion))"
_WORD_BEGINS = re.compile(rf"[^a-z](?:{_WORDS_EN})(?![a-z])")
_BEGINNING = re.compile(rf"{_SIGN_EN}|(?<![a-z])(?:{_WORDS_EN})(?![a-z])")
_SIGN_BEGINS = re.compile(_SIGN_EN)
DASH = re.compile(r"\s?(?:[-–—−~～至到]|to(?=\s))\s?")
AND = re.compile(r"\s?(?:and(?=\s)|[和与])\s?")
_JOINED = re.compile(r"\s?(?:[-–—−~～至到和与]|to|and)")  # either of them, looked for first
_NAMED = re.compile(r"(?:\b(?:nos?|articles?|levels?|grade|class|tables?|fig(?:ure)?|step|pages?|sections?|chapter|part|phase|version|item|appendix|annex|iso|iec|gb|gb/t|fortune|top|"
                    r"vol|issue|type|category|tier|stage|group|index|sector|(?:" + "|".join(MONTHS).lower() + r")[a-z]*)\.?|[+×/])\s*$")  # in small letters
_BEFORE = {
    ">=": r"不低于|不少于|不小于|不得低于|不得少于|至少(?:新?建设?|培育|新增)?|最少|超过|超出|突破|大于|高于|多于|超|逾|≥|>=|＞|>|"
          r"\b(?:at least|more than|over|no less than|not less than|not be less than|not lower than|no fewer than|not fewer than|a minimum of|minimum of|greater than|higher than|in excess of|"
          r"upwards of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|above)",
    "<=": r"不超过|不高于|不大于|不多于|不得超过|不得高于|低于|少于|小于|不足|不到|至多|最多|最高(?:可?达|补贴|奖励|给予|不超过)?|≤|<=|＜|<|"
          r"\b(?:within|(?<!opening )up to|at most|no more than|not more than|not exceed(?:ing)?|less than|fewer than|lower than|a maximum of|maximum of|under|below)",
    "about": r"大约|约为|(?<![节制签预合条契])约|将近|接近|近|大概|\b(?:about|around|approximately|roughly|nearly|almost|close to|some|circa)|≈|~",
}
BEFORE = re.compile(r"(?=[不至最超突大高多逾≥>＞低少小≤<＜约将接近≈~]|\b[a-z])(?:" + "|".join(f"(?P<{name}>{words})" for name, words in zip(("least", "most", "about"), (_BEFORE[">="], _BEFORE["<="], _BEFORE["about"]))) +
                    r")[^\S\n]*(?:(?:the|a|an|a total of)\s+)?$")  # in small letters
# What BEFORE can end in: looked at first, as most numbers have no comparator.
_LAST_WORDS = frozenset("least than over of exceed exceeds exceeded exceeding surpass surpasses surpassed surpassing above within to most under below "
                        "about around approximately roughly nearly almost some circa".split())
_ARTICLES = ("the", "an", "a")  # behind a comparator, now and then without a blank
_LAST_CHARACTERS = frozenset("于少设建育增过出破超多逾≥=＞>到足高达贴励予≤＜<约为近概~≈")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINE_START = re.compile(r"(?:^|\n)[\s(]*$")
_TENTHS = re.compile(r"[一二三四五六七八九](?=[，。；、,;)）以左的]|$)")
_GLUED = re.compile(r"[A-Za-z]|\s?[+×/](?=\s?[\dN])")
_TITLE = re.compile(r"\s+[A-Z]")
_MONTH = re.compile(r"\s+(?:" + "|".join(MONTHS) + r")[a-z]*\b")
_ONE = {"people": "person", "households": "household", "vehicles": "vehicle", "barrels": "barrel"}
_PER = {"zh": re.compile(r"\s?[/／每]\s?(平方米|平方公里|立方米|千瓦时|千瓦|公里|公斤|千克|吨|亩|公顷|桶(?!装)|人(?![均民口员])|户(?!籍)|辆)"), "en": re.compile(r"\s?(?:/|per\s)\s?(square meter|square kilometer|cubic meter|kWh|kW|kilometer|km|kilogram|kg|tonne|ton|mu|hectare|barrel|person|household|vehicle)(?![A-Za-z])", re.I)}
_PER_ZH = re.compile(r"每(平方米|平方公里|立方米|千瓦时|千瓦|度电|公里|公斤|千克|吨|亩|公顷|桶|辆|户|人)[^，。；、,;\d]{0,5}$")
_MINUS = re.compile(r"(?:^|[\s（(\u4e00-\u9fff])[-−]$|\bminus |负$")
_BETWEEN = re.compile(r"(?:\bbetween|介于)\s?$")
_TOP_ZH = re.compile(r"(?<![此目之日提年以底末月])前\s?$")
_REST = re.compile(rf"(\d+(?:\.\d+)?)({_ZH_SCALE})")
_CHANGE = re.compile(r"(?:[从由为至到达降升]|from|to|of|is)\s?$")
_FROM = re.compile(r"(?:[从由自]|\bfrom)\s?\S{0,1}$")
_RANK = {"zh": re.compile(r"\s?[位名大]"), "en": re.compile(r"(?!\s+(?:century|Five|National|CPC|Party|Plenary|Congress|Meeting|Session|Central))")}
# A lone "one" or 一 counts with these only: 一年, one month, but not 一项, one factory.
_HARD = {"years", "months", "days", "weeks", "hours", "%", "pp", "times", "yuan", "km"}
AFTER = re.compile(r"\s?(?:(?P<least>[及或]?以上|or more|and above|or above|or higher|-plus|\+(?!\s?[\dN]))|(?P<most>[及或]?以下|以内|之内|(?<=[年月日天周时])内|or less|or below|or fewer)|"
                   r"(?P<about>左右|上下|多|余|or so|-odd))(?![A-Za-z])")
SIGNS = {"least": ">=", "most": "<=", "about": "about"}


def _number(match, lang):
    """Return the value a NUMBER match states, without its scale, or None when its characters are no number (十四五)."""
    if digits := match["arabic"]:
        return float("".join(digits.replace(",", "").split()))
    return chinese_number(match["words"]) if lang == "zh" else english_number(match["words"])


def sign_before(text, start):
    """Return the match of the comparator that stands before a number, None where there is none.

    >>> sign_before("no less than 5", 13).lastgroup, sign_before("among them 5", 11)
    ('least', None)
    """
    before = text[max(0, start - 26):start]
    words = before.split()
    if not words:
        return None
    last = words[-1].lower()
    if last.isascii() and last.isalpha() and last not in _LAST_WORDS and not last.endswith(_ARTICLES) or not (last[-1].isalpha() and last[-1] < "\u2e80") and last[-1] not in _LAST_CHARACTERS:
        return None
    return BEFORE.search(lower_case(before))


def _comparator(text, start, end, match, lang):
    """Return the comparator that stands before or after text[start:end], "=" when there is none."""
    if found := sign_before(text, start) or AFTER.match(text, end):
        return SIGNS[found.lastgroup]
    return "about" if lang == "zh" and (match["more"] or match["more2"]) else "="


def _numbered(text, start):
    """Tell whether what stands before a number makes it the number of a thing: Article 5, May 1."""
    before = text[max(0, start - 14):start]
    last = before.rstrip()[-1:]
    return bool((last in "+×/." or last.isalpha() and last < "\u2e80") and _NAMED.search(lower_case(before)))


def _named(text, match, lang, unit, measured):
    """Tell whether the number belongs to a name, a year or a numbering, not to an amount."""
    start, end = match.start("arabic" if match["arabic"] else "words"), match.end()
    digits = match["arabic"] or ""
    if not measured and (_GLUED.match(text, end, end + 3) or _numbered(text, start)):
        return True  # 5G, 3+2, 1/5, Article 5
    if _YEAR.fullmatch(digits) and not match["scale"] and not match["money"]:
        # "over 2023" and "above 2005 levels" compare with a year; "over 2000 stations" is an amount.
        compared = not unit or unit in {"levels", "figures"}
        return not measured and (compared or not sign_before(text, start)) or unit == "years"
    if lang == "zh" and unit in ("people", "enterprises") and _TOP_ZH.search(text[max(0, start - 3):start]):
        return True  # 前10名
    if lang == "en":
        # "3 Smart factories" and "1.1 Policy highlights" at the start of a line are numbered headings.
        heading = not measured and not match["scale"] and _TITLE.match(text, end, end + 4) and _LINE_START.search(text[max(0, start - 12):start] if start else "\n")
        return bool(heading or _MONTH.match(text, end, end + 12))
    return False


def _amount(text, match, lang):
    """Return the pieces (value, scale, factor, unit, end, measured) of a number, or None when the number is no amount."""
    value = _number(match, lang)
    if value is None:
        return None
    scale = SCALES[" ".join(match["scale"].lower().split())] if match["scale"] else 1
    unit, factor, end, measured = unit_after(text, match.end(), lang)
    if unit == "%" and factor == 10 and (tenths := _TENTHS.match(text, end)):  # 三成五
        value, end = value + "零一二三四五六七八九".index(tenths[0]) / 10, tenths.end()
    if match["money"] and unit in ("", "yuan", "USD") or match["money"] and not measured:
        unit, factor, end, measured = MONEY[match["money"].upper()], 1.0, end if unit == MONEY[match["money"].upper()] else match.end(), True
    if lang == "zh" and scale > 1 and not match["more2"] and (rest := _REST.match(text, match.end())) and (part := float(rest[1]) * SCALES[rest[2]]) < scale:
        value += part / scale  # 1亿2000万
        unit, factor, end, measured = unit_after(text, rest.end(), lang)
    if _named(text, match, lang, unit, measured):
        return None
    if lang == "zh" and end == match.end() and scale == 1 and not match["money"] and unit:
        unit = ""  # a Chinese counted noun wants a counter: in 1-8月建筑行业 no industries are counted
    if unit == "years" and value > 1900:
        return None  # 二〇三〇年
    bare = not unit and scale == 1 and "," not in (match["arabic"] or "")
    alone = (match["words"] or "").lower() in ("一", "one", "zero", "零", "〇") and scale == 1 and unit not in _HARD
    steps_only = lang == "zh" and match["words"] and not set(match["words"]) - set("百千万亿")
    before = (bare or steps_only) and (sign_before(text, match.start()) or steps_only and AFTER.match(text, end))
    change = "." in (match["arabic"] or "") and _CHANGE.search(text[max(0, match.start() - 6):match.start()])
    if bare and not (before and match["arabic"]) and not change or alone or steps_only and not before:
        return None
    return value, scale, factor, unit, end, measured


def _read(text, match, lang):
    """Return the Quantity at a NUMBER match, or None when the number is no amount."""
    start = match.start() + len(match[0]) - len(match[0].lstrip())

    def quantity(value, unit, end, kind, high=None):
        return Quantity(_rounded(value), unit, _comparator(text, start, end, match, lang), start, end, text[start:end], kind, None if high is None else _rounded(high))

    if not (match["arabic"] or match["words"]):
        return _read_words(text, match, lang, quantity)
    if lang == "en" and match["part"]:
        return _fraction(_number(match, lang), PARTS[match["part"].lower()], match, quantity)
    if match["ord"] or match["nth"]:
        if _numbered(text, start):
            return None  # May 1st
        suffix = _RANK[lang].match(text, match.end())
        value = _number(match, lang) if suffix else None
        return None if value is None else quantity(value, "", suffix.end(), "ordinal")
    return _read_amount(text, match, lang, start, quantity)


def _rounded(value):
    """Return a value without the last digits, in which sums of floating-point numbers err."""
    return float(f"{value:.12g}")


def _fraction(part, whole, match, quantity):
    """Return the Quantity of a share, None for more than a whole."""
    return quantity(part / whole, "share", match.end(), "amount") if whole and part and part <= whole else None


def _read_words(text, match, lang, quantity):
    """Return the Quantity at a NUMBER match that is no plain number: a vague one, a share, a half, a fold, a million; `quantity` makes it."""
    groups = match.groupdict()
    if groups["vague"]:
        unit, end = "", match.end() + (lang == "zh" and text[match.end():match.end() + 1] in ("余", "多"))
        if not text.startswith("级", end):  # 万亿级产业 counts no industries
            unit, _, end, _ = unit_after(text, end, lang)
        return quantity(math.nan, unit, end, "vague")
    if groups.get("share"):
        value = _plain_number(groups["share"])
        return None if value is None else quantity(value, "%", match.end(), "amount")
    if groups.get("ratio"):
        return quantity(float(groups["ratio"]), "ratio", match.end(), "amount")
    if groups.get("half"):
        year = "年" in match[0] or lang == "en" and match[0].lower().startswith("half") and text.startswith(" a year", match.end())
        found = quantity(0.5, "years" if year else "share", match.end() + len(" a year") * (year and lang == "en"), "amount")
        return replace(found, comparator=">=") if match[0][0] in "过超" else found
    if fold := groups.get("fold") or groups.get("verb"):
        return quantity(FOLDS[fold.lower()], "times", match.end(), "amount")
    if groups.get("piece"):
        return _fraction(1, PARTS[groups["piece"].lower()], match, quantity)
    if groups.get("big"):
        size = SCALES[groups["big"].lower()] / (2 if groups["mid"].lower().startswith("half") else 1)
        unit, factor, end, _ = unit_after(text, match.end(), lang)
        return quantity(size * factor, unit, end, "amount") if unit else None
    return _fraction(_plain_number(groups["part"]), _plain_number(groups["whole"]), match, quantity)


def _read_amount(text, match, lang, start, quantity):
    """Return the Quantity of a plain number with what follows it, or the range that it begins; `quantity` makes it."""
    low = _amount(text, match, lang)
    stop = low[4] if low and low[3] and low[5] else match.end()
    dash = _JOINED.match(text, stop) and (AND if _BETWEEN.search(text[max(0, start - 9):start]) else DASH).match(text, stop)
    other = NUMBER[lang].match(text, dash.end()) if dash else None
    if other and (other["arabic"] or other["words"]) and not (_YEAR.fullmatch(match["arabic"] or "") and _YEAR.fullmatch(other["arabic"] or "")):
        high, value, changed = _amount(text, other, lang), _number(match, lang), _FROM.search(text[max(0, start - 8):start])
        # "from 10% to 20%" is a change, two amounts; "10-20%" is one range.
        if high and value is not None and not (changed and dash[0].strip() in ("to", "至", "到")) and (not low or not low[5] or low[3] == high[3]):
            scale = low[1] if low and match["scale"] else high[1]
            bottom, top = value * scale * high[2], high[0] * high[1] * high[2]
            if bottom < top:
                return quantity(bottom, high[3], high[4], "range", top)
    if not low:
        return None
    if low[3] and low[5] and (per := _PER[lang].match(text, low[4]) or lang == "zh" and low[3] in MONEY.values() and _PER_ZH.search(text, max(0, start - 12), start)):
        name = UNITS.get(per[1].lower()) or UNITS[f"{per[1].lower()}s"]  # 60元/平方米, 每公斤15元: a price, no sum
        low = (*low[:3], f"{low[3]}/{_ONE.get(name[0], name[0])}", max(low[4], per.end()), low[5])
    value = low[0] * low[1] * low[2]
    if low[3] in ("%", "pp") and _MINUS.search(text[max(0, start - 7):start]):
        value = -value
    return quantity(value, low[3], low[4], "amount")


def _plain_number(text):
    """Return the value of digits or of a Chinese numeral."""
    return float(text.replace(",", "")) if text[0].isdigit() else chinese_number(text)


def _numbers(text, lang):
    """Yield the NUMBER matches of a text; of English only where a word or sign stands that can begin one, which takes a fifth of the time."""
    if lang == "zh":
        yield from NUMBER["zh"].finditer(text)
        return
    end, lower = 0, lower_case(text)
    for found in (_BEGINNING if _WORD_BEGINS.search(f" {lower}") else _SIGN_BEGINS).finditer(lower):
        if found.start() >= end and (match := NUMBER["en"].match(text, found.start())):
            end = match.end()
            yield match


def quantities(text: str, lang: str) -> list[Quantity]:
    """Return the amounts, ranges, vague numbers and ranks of a text, in order.

    Parameters
    ----------
    text
        Any text; full-width digits and signs are read like ASCII ones.
    lang
        "en" or "zh": whose number words and units are read.

    Notes
    -----
    Units have one English name in both languages; counted nouns that the table does not know stay as printed. Of the units with several
    sizes the base is the one analysts print: kW, kWh, PFLOPS, tonnes. A sign of growth or decline is not part of the value.

    Examples
    --------
    >>> [(q.value, q.unit, q.comparator) for q in quantities("到2030年，总规模超过7万亿元", "zh")]
    [(7000000000000.0, 'yuan', '>=')]
    >>> [(q.value, q.unit, q.comparator) for q in quantities("A total of more than 7 trillion yuan by 2030", "en")]
    [(7000000000000.0, 'yuan', '>=')]
    """
    if lang not in NUMBER:
        raise PolicyAnalysisError(f"lang={lang!r} is not supported; use 'en' or 'zh'")
    plain, found, position = plain_numerals(text), [], 0
    for match in _numbers(plain, lang):
        if match.start() >= position and (quantity := _read(plain, match, lang)):
            found.append(quantity if plain is text else replace(quantity, text=text[quantity.start:quantity.end]))
            position = quantity.end
    return found
