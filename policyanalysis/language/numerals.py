"""Numerals of both languages, and the one form of a text in which they are read."""

import re

CHINESE_NUMBER = "零〇○一二两三四五六七八九十百千万亿"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_HALF_WIDTH = {code: code - 0xFEE0 for code in [*range(ord("０"), ord("９") + 1), *map(ord, "％．－＋＄ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ")]}
# Traditional forms of the characters that numerals, units and dates are written with; OpenCC would read the whole text for these few.
_SIMPLER = _HALF_WIDTH | str.maketrans("萬億兩餘幾數個項條種類點輛噸戶畝頃級約達過於從內間週歲時鐘圓幣美歐鎊場臺顆冊節張隻處棟後至爭實標劃計預為減產業務舉車據樁領屆較與學職員農體設備單門會長應擬總額蓋網絡質線試區園確將東開歷裡週",
                                       "万亿两余几数个项条种类点辆吨户亩顷级约达过于从内间周岁时钟元币美欧镑场台颗册节张只处栋后至争实标划计预为减产业务举车据桩领届较与学职员农体设备单门会长应拟总额盖网络质线试区园确将东开历里周")
_TO_CHANGE = re.compile(f"[{''.join(map(chr, _SIMPLER))}]")
ONES = {word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
                                         "sixteen seventeen eighteen nineteen".split())}
TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_BELOW_100 = "(?:" + "|".join(TENS) + ")(?:[-\\ ](?:" + "|".join(list(ONES)[1:10]) + r")\b)?|" + "|".join(sorted(ONES, key=len, reverse=True))
ENGLISH_NUMBER = rf"(?:(?:{'|'.join(list(ONES)[1:10])}|an?)\ hundred\ and\ (?:{_BELOW_100})|{_BELOW_100})"


def half_width(text: str) -> str:
    """Return the text with full-width digits and signs in their ASCII forms; every character keeps its place.

    Examples
    --------
    >>> half_width("２０％，约１，２００家")
    '20%，约1,200家'
    """
    return _commas(text).translate(_HALF_WIDTH) if _TO_CHANGE.search(text) else text


def plain_numerals(text: str) -> str:
    """Return the text as the grammars read it: half-width, with simplified numerals and units; every character keeps its place.

    Examples
    --------
    >>> plain_numerals("７萬億元，兩成")
    '7万亿元，两成'
    """
    return _commas(text).translate(_SIMPLER) if _TO_CHANGE.search(text) else text


def _commas(text):
    return re.sub(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))", ",", text) if "，" in text else text


def chinese_number(text: str) -> float | None:
    """Return the value of a Chinese numeral, None for what is none (十四五, the name of a plan).

    Examples
    --------
    >>> chinese_number("三百二十"), chinese_number("一万两千"), chinese_number("二〇三〇"), chinese_number("三点五"), chinese_number("十四五")
    (320.0, 12000.0, 2030.0, 3.5, None)
    """
    whole, point, decimals = text.partition("点")
    if point:
        value, fits = chinese_number(whole), decimals and all(character in _DIGITS for character in decimals)
        return float(f"{value:.0f}.{''.join(str(_DIGITS[character]) for character in decimals)}") if value is not None and fits else None
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return float("".join(str(_DIGITS[character]) for character in text)) if set(text) & set("零〇○") else None
    total, section, digit = 0, 0, None
    for character in text:
        if character in _DIGITS:
            if digit:  # 十四五: two digits side by side without a step between them
                return None
            digit = _DIGITS[character]
        elif character == "亿":
            total, section, digit = (total + section + (digit or 0) or 1) * 10**8, 0, None
        elif character == "万":
            total, section, digit = total + (section + (digit or 0) or 1) * 10**4, 0, None
        else:
            section, digit = section + (1 if digit is None else digit) * _STEPS[character], None
    return float(total + section + (digit or 0)) if text else None


def english_number(words: str) -> float:
    """Return the value of an English numeral below a thousand.

    Examples
    --------
    >>> english_number("Twenty-six"), english_number("two hundred and fifty"), english_number("a hundred and one")
    (26.0, 250.0, 101.0)
    """
    before, hundred, rest = words.lower().rpartition(" hundred and ")
    value = sum({**ONES, **TENS}[word] for word in re.split("[- ]", rest))
    return float(value + 100 * {**ONES, "a": 1, "an": 1}[before]) if hundred else float(value)
