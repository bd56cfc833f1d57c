"""Document numbers (国办发〔2025〕31号): one form for both languages, and the body that a number's code names."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from policyanalysis.language.glossary import alternation
from policyanalysis.language.lexicon import readings
from policyanalysis.language.regions import read_rows
from policyanalysis.language.scripts import simplified

NUMBER_ZH = re.compile(r"([\u4e00-\u9fff]{1,12}?)\s*[〔\[［（(【]\s*((?:19|20)\d\d)\s*[〕\]］）)】]\s*(?:第\s*)?(\d{1,4})\s*号")
NUMBER_EN = re.compile(r"\b([A-Z][a-z]{1,24}(?: [A-Z][a-z]{1,24}){0,2})\s*[\[(〔]\s*((?:19|20)\d\d)\s*[\])〕]\s*No\.?\s*(\d{1,4})")
NUMBER_OF = re.compile(r"\bNo\.?\s*(\d{1,4})\s*[\[(〔]\s*((?:19|20)\d\d)\s*[\])〕]\s*of\s+(?:the\s+)?(General Office[\w ]+|Ministry[\w ]+|State Council|National [\w ]+)")
BRACKETED_YEAR = re.compile(r"[〔\[［（(【]\s*(?:19|20)\d\d\s*[〕\]］）)】]")
BROKEN_CODE = re.compile(r"^.*(?:部门|文号|为|印发|发布|关于|按照|根据|的|和|《|》)")
CODE_ENDS = {"": "", "发": "fa", "函": "han"}


class Number(NamedTuple):
    """A document number in a text, in its one form, with its span.

    >>> find_numbers("见国发〔2021〕23号")
    [Number(code='国发〔2021〕23号', start=1, end=12)]
    """

    code: str
    start: int
    end: int


def document_number(text: str) -> str:
    """The first document number in a text, in one form for both languages: code〔year〕number号; empty if there is none.

    >>> document_number("（国办发〔2025〕31号）"), document_number("(Guobanfa [2025] No. 31)")
    ('国办发〔2025〕31号', '国办发〔2025〕31号')
    >>> document_number("No.122 [2023] of Ministry of Industry and Information Technology")
    'Ministry of Industry and Information Technology〔2023〕122号'
    """
    return next((number.code for number in find_numbers(text)), "")


def find_numbers(text: str) -> list[Number]:
    """All document numbers of a text, in its order.

    >>> [n.code for n in find_numbers("国发〔2021〕23号和国办发〔2022〕1号")]
    ['国发〔2021〕23号', '国办发〔2022〕1号']
    """
    if not ("号" in text or "號" in text or "No" in text) or not BRACKETED_YEAR.search(text):
        return []
    text, found = simplified(text), []
    for match in NUMBER_ZH.finditer(text):
        code = _government().sub("", BROKEN_CODE.sub("", match[1]))
        found.append(Number(f"{code}〔{match[2]}〕{match[3]}号", match.end(1) - len(code), match.end()))
    for match in NUMBER_EN.finditer(text):
        code = _spelled().get(match[1].lower().replace(" ", ""), match[1])
        found.append(Number(f"{code}〔{match[2]}〕{match[3]}号", match.start(), match.end()))
    found += [Number(f"{match[3].strip()}〔{match[2]}〕{match[1]}号", match.start(), match.end()) for match in NUMBER_OF.finditer(text)]
    return sorted(found, key=lambda number: number.start)


def same_number(a: str, b: str) -> bool:
    """Whether two prints of a document number are one: equal, or one's code is the other's spelled in pinyin, as English pages spell it, or the name of its body.

    >>> same_number("发改能源〔2025〕1144号", "Fagai Nengyuan〔2025〕1144号"), same_number("国发〔2025〕11号", "国办发〔2025〕11号")
    (True, False)
    >>> same_number("工信部科〔2023〕122号", "Ministry of Industry and Information Technology〔2023〕122号")
    True
    """
    (code_a, rest_a), (code_b, rest_b) = (number.split("〔", 1) for number in (a, b))
    if rest_a != rest_b:
        return False
    return code_a == code_b or _spells(code_a, code_b) or _spells(code_b, code_a) or number_issuer(a) in (code_b, number_issuer(b)) and code_a.isascii() != code_b.isascii() and " of " in code_a + code_b


def number_issuer(number: str) -> str:
    """Usual English name of the body whose code a document number begins with; empty for a code that names none, or could name several.

    >>> number_issuer("国办发〔2025〕31号"), number_issuer("湘政办发〔2025〕36号")
    ('General Office of the State Council', "General Office of Hunan Provincial People's Government")
    >>> number_issuer("工信部联规〔2024〕53号"), number_issuer("宁政发〔2024〕1号")
    ('Ministry of Industry and Information Technology', '')
    """
    code = number.split("〔", 1)[0]
    if code in _bodies():
        return code
    known = max((prefix for prefix in _codes() if code.startswith(prefix)), key=len, default="")
    return _codes().get(known, "")


def _spells(latin, chinese):
    pattern = "".join(f"(?:{'|'.join(readings(character))})" for character in chinese)
    return latin.isascii() and bool(re.fullmatch(pattern, re.sub(r"[^a-z]", "", latin.lower())))


@cache
def _codes() -> dict[str, str]:
    return {code: body for code, body, _ in read_rows("codes.tsv")}


@cache
def _bodies() -> frozenset[str]:
    return frozenset(_codes().values())


@cache
def _government():
    """What running text prints before the code of a government (另见 of 另见国发)."""
    codes = alternation(code for code, _, latin in read_rows("codes.tsv") if latin)
    return re.compile(rf"^.+(?={codes}[发函字令]*$)")


@cache
def _spelled() -> dict[str, str]:
    """Codes of governments as they are romanised in English texts (guobanfa: 国办发)."""
    found = {}
    for code, _, latin in read_rows("codes.tsv"):
        ends = CODE_ENDS if latin and not code.endswith(("发", "函")) else {"": ""} if latin else {}
        for end, spelled in ends.items():
            found.setdefault(latin + spelled, code + end)
    return found
