"""Names of policy documents in a text: quoted titles, and in English also unquoted ones."""

from __future__ import annotations

import re
from typing import NamedTuple

from policyanalysis.language.bodies import find_bodies
from policyanalysis.language.scripts import simplified

TYPES_ZH = ("意见|方案|计划|规划|措施|办法|通知|条例|决定|规定|纲要|指南|指引|细则|目录|清单|公告|要素条件|若干政策|支持政策|扶持政策|工作要点|行动要点|批复|法")
QUOTED_ZH = re.compile(r"《\s*([^《》\n]{5,80}?)\s*》")
TITLE_ZH = re.compile(rf"(?:{TYPES_ZH})\s*(?:[（(][^（()）]{{2,24}}[）)])?$")
NOTICE_ZH = re.compile(r"^.{0,60}?(?:印发|发布|公布|下发|转发)[〈<]?(.{4,}?)[〉>]?的(?:通知|公告)$")
TYPES_EN = r"Opinions?|Plans?|Measures|Notice|Guidelines?|Outline|Regulations?|Rules|Law|Catalogue|Negative List|Decision|Provisions|Programme|Program|Initiative"
QUOTED_TYPES_EN = rf"{TYPES_EN}|Conditions|Policies|Guide|Circular|Announcement|Directory|Scheme"
TYPE_EN = re.compile(rf"\b(?:{QUOTED_TYPES_EN})\b")
QUOTES = re.compile(r"[“”\"]")
SINGLE_EN = re.compile(rf"(?<!\w)[‘']\s*([A-Z0-9][^“”\"‘’'\n]{{0,200}}?\b(?:{TYPES_EN})\b[^“”\"‘’'\n]{{0,200}}?)\s*[,.]?\s*[’'](?!\w)")
JOINING = r"and|of|the|for|in|on|to|with|a|an|by|from|at|as"
UNQUOTED_EN = re.compile(
    rf"\b((?:Several |Guiding |Implementation |Special |Three-Year |Overall |Medium- and Long-Term )*(?:Action |Development |Implementation )?(?:{TYPES_EN})"
    rf"(?: \([^()]{{4,20}}\))? (?:on|for|of) (?:[A-Z][\w+-]*|the|and|of|for|in|on|to|with|by|[A-Z]?[\w-]*ing)(?:[ ,]+(?:[A-Z][\w+-]*|{JOINING}))*)")
NOTICE_EN = re.compile(r"^(?:Notice|Circular)\b.*?\b(?:Printing and (?:Distributing|Issuing)|Issuing|Issuance of|Distributing|Promulgating|Forwarding)\s+(?:the\s+)?[‘'“\"]?\s*(?=[A-Z])")
DANGLING = re.compile(rf"(?:[ ,]+(?:{JOINING}))+$")
BROKEN_OFF = re.compile(rf"(?:^|[\s,(])(?:{JOINING})\s*$")
SENTENCES = re.compile(r"[.!?;]\s+[A-Z]|\n")
MIN_WORDS_EN = 4  # fewer name a kind of document ("this Opinion"), not one of them
MAX_TITLE_EN = 260  # characters
TITLE_CASE = 0.7  # share of capitalised words in a title; a quoted sentence that mentions a plan has less
SMALL = {"the", "of", "on", "for", "a", "and", "several", "s", "city", "province"}


class Mention(NamedTuple):
    """A name in a text, without blanks at its ends, with its span; `quoted` is False for one without quotation marks.

    >>> find_mentions("依据《湖南省氢能规划》", "zh")
    [Mention(name='湖南省氢能规划', start=2, end=11, quoted=True)]
    """

    name: str
    start: int
    end: int
    quoted: bool = True


def find_mentions(text: str, lang: str) -> list[Mention]:
    """Names of policy documents in the order of the text.  A notice that issues a document ("Notice on Printing and Distributing ...") names that document.

    Examples
    --------
    >>> [m.name for m in find_mentions("印发《关于印发〈湖南省氢能规划〉的通知》和《红楼梦研究》", "zh")]
    ['湖南省氢能规划']
    >>> [m.name for m in find_mentions("The “Opinions on Deepening the “AI Plus” Initiative” follow the Action Plan for Carbon Peaking.", "en")]
    ['Opinions on Deepening the “AI Plus” Initiative', 'Action Plan for Carbon Peaking']
    """
    return _mentions_zh(text) if lang == "zh" else _mentions_en(text)


def title_key(name: str, lang: str) -> str:
    """What remains of a title when two prints of it are compared: without its issuer, its edition, and words that are often left out.

    >>> title_key("中共中央 国务院关于深化养老服务改革发展的意见", "zh") == title_key("關於深化養老服務改革發展意見", "zh")
    True
    >>> title_key("Opinions of the State Council on the Budget of Yiyang City", "en") == title_key("Opinions on Budget of Yiyang", "en")
    True
    """
    if lang == "zh":
        plain = re.sub(r"\s", "", simplified(name))
        return re.sub(r"[\W_]|^关于|[（(].*[）)]|的(?=意见$|通知$)", "", re.sub(r"[（(][^（）()]*[）)]$", "", without_issuer(plain, "zh")))
    words = re.findall(r"[a-z0-9]+", re.sub(r"\([^()]*\)$", "", without_issuer(name, "en")).lower())
    return " ".join(word for word in words if word not in SMALL)


def without_issuer(name: str, lang: str) -> str:
    """A title without the bodies that it begins with (国务院关于) or names as its authors ("Opinions of the State Council on").

    >>> without_issuer("国务院办公厅关于释放体育消费潜力的意见", "zh"), without_issuer("苏州市关于推进算力产业发展的方案", "zh")
    ('关于释放体育消费潜力的意见', '苏州市关于推进算力产业发展的方案')
    """
    if lang == "zh":
        before, about, rest = name.partition("关于")
        bodies = find_bodies(before, "zh") if about and before else []
        return about + rest if bodies and sum(b.end - b.start for b in bodies) >= len(re.sub(r"[\s、和]", "", before)) else name
    for body in find_bodies(name, "en"):
        head = re.search(rf"\b(?:{TYPES_EN}) of (?:the )?$", name[: body.start])
        if head and re.match(r" (?:on|for)\b", name[body.end :]):
            return re.sub(r" of (?:the )?$", "", name[: body.start]) + name[body.end :]
    return name


def _mentions_zh(text):
    if "《" not in text:
        return []
    found = []
    for match in QUOTED_ZH.finditer(text):
        name = re.sub(r"\s+", "", match[1])
        plain = simplified(name)
        if not TITLE_ZH.search(plain):
            continue
        if (notice := NOTICE_ZH.match(plain)) and TITLE_ZH.search(notice[1]):
            name = name[notice.start(1) : notice.end(1)]
        found.append(Mention(name, match.start(), match.end()))
    return found


def _mentions_en(text):
    if not TYPE_EN.search(text):
        return []
    found = _quoted_en(text) + [Mention(m[1], m.start(), m.end()) for m in SINGLE_EN.finditer(text)]
    found += [Mention(m[1], m.start(), m.end(), False) for m in UNQUOTED_EN.finditer(text)]
    kept = []
    for mention in found:
        name = _clean(mention.name)
        if _is_title(name) and not any(m.start < mention.end and mention.start < m.end for m in kept):
            kept.append(mention._replace(name=name))
    return sorted(kept, key=lambda mention: mention.start)


def _clean(name):
    name = NOTICE_EN.sub("", re.sub(r"\s+", " ", name).strip(" ,.‘'"))
    name = DANGLING.sub("", re.sub(r"^the ", "", name).strip(" ,."))
    return name.rstrip("’'") if name.count("‘") < name.count("’") and name.endswith("’") else name


def _is_title(name):
    """Whether a name says of which document it speaks, in the capitals of a title."""
    plain = without_issuer(name, "en").split()
    words = [word for word in re.findall(r"[^\W_][\w’'-]*", name) if len(word) > 3]
    subject = [word for word in plain if not TYPE_EN.fullmatch(word) and not re.fullmatch(JOINING, word)]
    bodies = " ".join(body for b in find_bodies(name, "en") for body in [name[b.start : b.end]])
    own = [word for word in subject if word not in bodies and word not in ("General", "Office")]
    return len(plain) >= MIN_WORDS_EN and bool(own) and sum(not word[0].islower() for word in words) >= TITLE_CASE * len(words)


def _quoted_en(text):
    """Titles between double quotation marks, whichever way these are turned; marks inside a title belong to it.

    A mark after "of the", or right after the opening one, opens an inner quotation: the next one closes that, not the title.
    """
    marks = [m.start() for m in QUOTES.finditer(text)]
    found, number = [], 0
    while number < len(marks):
        closing = _closing(text, marks, number)
        if closing is None:
            number += 1
            continue
        found.append(Mention(text[marks[number] + 1 : marks[closing]], marks[number], marks[closing] + 1))
        number = closing + 1
    return found


def _closing(text, marks, opening):
    """Number of the mark that closes a title, None where none begins."""
    start = marks[opening] + 1
    if not re.match(r"\s*(?:the )?[“”\"‘']?\s*[A-Z0-9]", text[start : start + 12]):
        return None
    number = opening + 1
    while number < len(marks) and marks[number] - start <= MAX_TITLE_EN:
        content = text[start : marks[number]]
        if SENTENCES.search(content):
            return None
        if BROKEN_OFF.search(content) or not content.strip():
            number += 2  # an inner quotation
        elif TYPE_EN.search(content):
            return number
        else:
            return None
    return None
