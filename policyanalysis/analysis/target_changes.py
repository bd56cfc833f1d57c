"""Whether an amount is a level that is reached (to 45 %), or a change on the way (by 5 points)."""

import re

_MORE = {"zh": "增幅|涨幅|净增|大涨|上涨|提高|提升|增长|增加|上升|扩大|新增|增收|多|高出|翻", "en": r"increas\w*|grow\w*|grew|ris\w+|rose|rais\w+|boost\w*|improv\w*|expand\w*|add\w*|(?<!\bmake )(?<!\bmakes )(?<!\bmaking )(?<!\bmade )up|higher"}
_LESS = {"zh": "降幅|跌幅|降低|下降|减少|缩短|压减|压缩|下浮|下调|回落|下滑|减|降|少", "en": r"reduc\w*|cut\w*|decreas\w*|fall\w*|fell|declin\w*|lower\w*|drop\w*|down|shorten\w*|sav\w+"}
_BY_ZH = r"(?:了|幅度?|率?(?:为|达到?))?(?:大?约|近|超过?|不低于|不少于|不超过|≥|≤|>|<|至少|[\s]){0,3}$"
_BY_EN = r"\b(?:[^,;.:]{0,70}?\bby)?\s+(?:(?:about|around|approximately|nearly|almost|over|more than|less than|at least|no less than|up to|some|a further|an average of|year-on-year|by)\s+|[≥≤~]\s?)*$"
_AFTER_EN = {"increase": re.compile(r"\s*(?:(?:annual|average|year-on-year)\s+)?(?:increase|growth|rise|more|higher)\b", re.I), "decrease": re.compile(r"\s*(?:reduction|decrease|decline|cut|fall|drop|lower|less|fewer)\b", re.I)}
_BEFORE = {("zh", "increase"): re.compile(f"(?:{_MORE['zh']}){_BY_ZH}"), ("zh", "decrease"): re.compile(f"(?:{_LESS['zh']}){_BY_ZH}"),
           ("en", "increase"): re.compile(rf"\b(?:{_MORE['en']}){_BY_EN}", re.I), ("en", "decrease"): re.compile(rf"\b(?:{_LESS['en']}){_BY_EN}", re.I)}
_FOLD = re.compile("番|fold|^(?:doubl|tripl|quadrupl)", re.I)
_TO = re.compile(r"(?:[到至为]|\bto)\s?(?:\S{1,5}\s)?$")


def change_of(sentence: str, quantity, lang: str) -> str:
    """Return "increase" or "decrease" where a sentence gives a quantity as a change, else "level".

    Examples
    --------
    >>> from policyanalysis.language.quantities import quantities
    >>> [change_of(text, quantities(text, "zh")[0], "zh") for text in ("占比提高5个百分点", "占比提高到45%", "成本降低15%以上")]
    ['increase', 'level', 'decrease']
    """
    before = sentence[max(0, quantity.start - 110):quantity.start]
    if _FOLD.search(quantity.text):
        return "increase"
    if _TO.search(before):
        return "level"
    for change in ("increase", "decrease"):
        if _BEFORE[lang, change].search(before) or lang == "en" and quantity.unit in ("%", "pp", "times") and _AFTER_EN[change].match(sentence, quantity.end):
            return change
    return "level"
