"""Whether decoded characters are text that somebody wrote: what decides between encodings, and what betrays a damaged page.

Chinese policy texts take three quarters of their characters from a few hundred; bytes decoded wrongly land anywhere among twenty thousand.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np

# The most frequent characters of modern Chinese and those of policy texts, then the traditional forms of them.
_FREQUENT = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化"
    "高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道"
    "命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根"
    "论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白"
    "教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿"
    "须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专"
    "状育厂京识适属圆包火住调满县局照参红细引听该铁价严企创贸融税监督升促推健善培绿碳球链供投费粮食城乡村镇储智施章款项围环境源疆港澳台湾央厅印措遵循稳预协略键域模"
    "牌孵激励障碍试范园核"
    "這爲為個國時來們於對會發動過說產種後學經進著電裏裡現實兩體機當點從業應開還義間樣與關線內數麼質氣變條沒結問無軍並題黨員總設長頭資邊級圖統較將組見計別論運農幾區強"
    "決幹戰則據處隊給門規熱領東導壓爭濟階術極聯認權證採轉單風帶場車務萬達積議聲報鬥類離華確張馬節話況溫傳許羣廣記觀織裝眾書覆兒須際驗連斷難礦備辦習響約勞團歷構稱準號"
    "維劃選標寫親養層卻專狀廠識適屬圓調滿縣參紅細聽該鐵價嚴創貿稅監綠鏈費糧鄉鎮儲項圍環廳穩預協鍵勵礙試範園")
_PUNCTUATION = "，。、；：？！“”‘’「」『』（）《》〈〉【】〔〕—…·～％　－０１２３４５６７８９"
_WESTERN = frozenset("’‘“”–—…•·é’èêëàâäáãåçñöôóòõøüûúùîïíìßæœÀÁÂÄÉÈÊËÖÔÓÜÛÚÇÑÅØŒ£€¥©®™°±×÷§«»½¼¾²³µ\xa0\xadŠšŽž„†")
_C1 = re.compile("[\x80-\x84\x86-\x9f]")
_CONTROLS = "\x00-\x08\x0e-\x1a\x1c-\x1f\x7f"
_WRONG = re.compile(f"[{_CONTROLS}\x80-\x84\x86-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000e0080-\U000e00ff\U000f0000-\U0010ffff]")
_WESTERN_MARKS = frozenset("“”‘’—…·–•×°±€")
_HIGH = re.compile("[^\x00-\x7f]+")
_LETTER = re.compile("[A-Za-z]")
_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
SAMPLE = 20_000  # characters; enough to tell, few enough to be quick
TOLERATED = 0.005  # share of damaged characters up to which a page is read, with a warning

# UTF-8 that was once read as Latin-1 or Windows-1252 (中 as ä¸­, ’ as â€™): a lead byte's letter, then the characters of continuation bytes.
_TAIL = "\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
_LATIN_MOJIBAKE = re.compile(f"[à-ï][{_TAIL}]{{2}}|[ÂÃ][\x80-\xbf]|ð[{_TAIL}]{{3}}")
_MOJIBAKE_LEADS = frozenset("ÂÃð") | set(map(chr, range(ord("à"), ord("ï") + 1)))
WRONG, ASTRAL, CJK, COMMON, LATIN_LEAD, GBK_LEAD = 1, 2, 4, 8, 16, 32  # kinds of UTF-16 units, as bits
_GBK_MOJIBAKE = frozenset("锛銆鐨涓鍥鏄鍜鏂鍙鎴绛鍦璁浜鏈")  # ， 。 的 中 国 是 和 … as the first bytes of their UTF-8 read in GBK
_LOST = "锟斤拷"  # U+FFFD as UTF-8, read in GBK


@cache
def _frequent() -> frozenset[str]:
    """Characters that make up most of any modern Chinese text, of both scripts."""
    return frozenset(_FREQUENT)


@cache
def _common() -> frozenset[str]:
    """The characters of level 1 of GB 2312 and of Big5: what ordinary texts are written with."""
    gb = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    big5 = (bytes([row, cell]) for row in range(0xA4, 0xC7) for cell in [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    return frozenset(b"".join(gb).decode("gb2312", "ignore")) | frozenset(b"".join(big5).decode("big5", "ignore")) - set(_PUNCTUATION)


def score(text: str) -> tuple[float, int]:
    """How much the non-ASCII characters look like Chinese text (-1..1), and how many of them were looked at.

    >>> score("的中国"), score("的中国".encode().decode("gb18030", "replace"))[0] < 0.5, score("plain")
    ((1.0, 3), True, (0.0, 0))
    """
    high = "".join(_HIGH.findall(text[: 4 * SAMPLE]))[:SAMPLE]
    if not high:
        return 0.0, 0
    often, known, marks = _frequent(), _common(), frozenset(_PUNCTUATION)
    western = is_western(text, len(high))  # there, Chinese marks are out of place and quotation marks are the sign that remains
    value = 0.0
    for c in high:
        if western and (c in _WESTERN_MARKS or c in marks):
            value += 1.0 if c in _WESTERN_MARKS else -0.5
        else:
            value += 1.0 if c in often else 0.6 if c in marks else 0.4 if c in known else 0.0 if _CJK.match(c) else -1.0
    return value / len(high), len(high)


def is_western(text: str, n_high: int) -> bool:
    """Whether plain letters prevail: at least ten to each of the `n_high` other characters.

    >>> is_western("A café on the quay", 1), is_western("新型储能", 4)
    (True, False)
    """
    return len(_LETTER.findall(text[: 4 * SAMPLE])) >= 10 * n_high


def western_score(text: str) -> tuple[float, int]:
    """The same for a Western text: typical letters and quotation marks, few at a time, among plain letters.

    >>> western_score("A café on the quay"), western_score("新型储能")
    ((1.0, 1), (-1.0, 4))
    """
    runs = _HIGH.findall(text[: 4 * SAMPLE])
    high = sum(map(len, runs))
    if not high:
        return 0.0, 0
    typical = sum(len(run) for run in runs if len(run) <= 2 and set(run) <= _WESTERN)
    letters = len(_LETTER.findall(text[: 4 * SAMPLE]))
    return (2 * typical / high - 1 if letters >= 3 * high else -1.0), high


def damage(text: str) -> tuple[str, bool]:
    """What betrays that a text was decoded wrongly before, and whether that is too much to read it.

    >>> damage("中国的政策"), damage("ä¸\xad国 â€™")[1], damage("锟斤拷")[1]
    (('', False), True, True)
    """
    if "\ufffd" in text:
        return f"{text.count(chr(0xFFFD))} character(s) were lost in an earlier conversion (U+FFFD, the first in line {_line(text, text.index(chr(0xFFFD)))})", True
    if _LOST in text:
        return f"characters were lost in an earlier conversion (锟斤拷 in line {_line(text, text.index(_LOST))})", True
    signs = _Signs(text)
    if signs.found & (WRONG | ASTRAL) and (wrong := {c for c in set(text) if _is_wrong(c)}):
        n_wrong, first = sum(map(text.count, wrong)), min(map(text.index, wrong))
        kind = "control, private-use or unassigned character(s)"
        return f"{n_wrong} {kind} (the first in line {_line(text, first)})", n_wrong > TOLERATED * len(text)
    found = [m for m in _LATIN_MOJIBAKE.finditer(text) if _is_utf8(m[0])] if signs.found & LATIN_LEAD else []
    if found:
        letters = sum(len(m[0]) for m in found)
        return f"UTF-8 that was read as Latin-1 (like {found[0][0]!r} in line {_line(text, found[0].start())})", letters > TOLERATED * len(text)
    if signs.found & GBK_LEAD and len(_GBK_MOJIBAKE.intersection(text)) > 1 and (reason := _gbk_mojibake(text)):
        return reason, True
    if signs.n_cjk >= 20 and signs.n_common < 0.75 * signs.n_cjk:
        return "most of its Chinese characters are ones that texts hardly use", True
    return "", False


class _Signs:
    """What kinds of UTF-16 units a text has: all kinds found, and how many units are Chinese characters, and common ones."""

    def __init__(self, text):
        self.found = self.n_cjk = self.n_common = 0
        for start in range(0, len(text), 1_000_000):
            kinds = _kinds().take(np.frombuffer(text[start : start + 1_000_000].encode("utf-16-le", "surrogatepass"), "<u2"))
            self.found |= int(np.bitwise_or.reduce(kinds))
            self.n_cjk += np.count_nonzero(kinds & CJK)
            self.n_common += np.count_nonzero(kinds & COMMON)


def _is_wrong(character):
    return bool(_WRONG.match(character) or character > "\u02ff" and unicodedata.category(character) == "Cn")


@cache
def _kinds():
    """Kinds of each UTF-16 unit; a Chinese character beyond 16 bits counts by its first half."""
    kinds = np.zeros(65_536, dtype=np.uint8)
    kinds[0x3400:0xA000] = kinds[0xF900:0xFB00] = kinds[0xD840:0xD8C0] = CJK
    kinds[0xD800:0xE000] |= ASTRAL
    for characters, kind in ((_common(), COMMON), (_MOJIBAKE_LEADS, LATIN_LEAD), (_GBK_MOJIBAKE, GBK_LEAD), (map(chr, {*range(0xD800), *range(0xE000, 65_536)}), WRONG)):
        units = [ord(c) for c in characters if c < "\U00010000" and (kind != WRONG or _is_wrong(c))]
        kinds[units] |= np.uint8(kind)
    kinds[(kinds & COMMON > 0) & (kinds & CJK == 0)] &= np.uint8(255 - COMMON)
    return kinds


def _is_utf8(text):
    raw = bytearray()
    for character in text:
        try:
            raw += character.encode("cp1252")
        except UnicodeEncodeError:
            if character > "\xff":
                return False
            raw += character.encode("latin-1")
    try:
        return len(raw.decode("utf-8")) < len(raw)
    except UnicodeDecodeError:
        return False


def _gbk_mojibake(text):
    """UTF-8 read as GBK turns 3 bytes a character into 2: encoded back, such lines are UTF-8, which Chinese lines never are."""
    for number, line in enumerate(text.split("\n"), 1):
        if sum(map(line.count, _GBK_MOJIBAKE)) < 2:
            continue
        cjk = "".join(_HIGH.findall(line[:SAMPLE]))
        back = cjk.encode("gb18030", "ignore")
        n_bytes = 3 * sum(c > "\u07ff" for c in back.decode("utf-8", "ignore"))
        if n_bytes > 0.5 * len(back):
            return f"UTF-8 that was read as GBK (like {cjk[:6]!r} in line {number})"
    return ""


def _line(text, place):
    return text.count("\n", 0, place) + 1
