"""Bodies that issue policies: national ones by their names in the glossary, local ones by their place and office (苏州市工业和信息化局)."""

from __future__ import annotations

import re
from functools import cache

from policyanalysis.language.glossary import Name, alternation, find_names
from policyanalysis.language.regions import read_rows, region_of

COMMISSIONS = {"Development and Reform", "Health", "State-owned Assets Supervision and Administration"}  # these put their subject first
ADJECTIVES = {"省": "Provincial", "市": "Municipal"}
LEVELS = ("province", "city", "zone")
OFFICE_ZH = r"(?P<government>(?:人民)?政府(?P<office>办公厅|办公室)?)|[省市]?(?P<party>委(?P<party_office>办公厅|办公室)?)(?![员会托任派])|(?P<zone>管理委员会|管委会)|(?P<subject>{subjects})(?P<kind>厅|局|委员会|委(?![员托任派]))"
OFFICE_END_ZH = re.compile("[府委厅局]")  # each office has one of these
ADJECTIVE_EN = r"(?:'s|’s)?(?: (?:Provincial|Municipal|Prefectural|City|Province|Municipality|Regional|(?:\w+ )?Autonomous Region|Autonomous Prefecture))?"
KIND_EN = "Department|Bureau|Commission|Administration|Committee"
AFTER_EN = ADJECTIVE_EN + r" (?:(?P<government>(?:[Pp]eople['’]s )?[Gg]overnment)|(?P<kind>{kinds}) (?:of|for) (?P<subject>{subjects})|(?P<leading>{subjects}) (?P<kind_after>{kinds}))\b"
BEFORE_EN = re.compile(r"(?P<office>(?:the )?General Office of (?:the )?(?:CPC )?|the )$")
OF_PLACE_EN = r"(?P<office>General Office of (?:the )?)?(?:(?P<government>People['’]s Government)|(?P<kind>{kinds}) (?:of|for) (?P<subject>{subjects})) of (?:the )?$"


def find_bodies(text: str, lang: str) -> list[Name]:
    """Bodies in a text, in its order; a local office carries the name of its place.

    Offices whose place is not printed (a "municipal finance bureau") name no one body and are left out.

    Parameters
    ----------
    text
        Simplified Chinese or English.
    lang
        "en" or "zh".

    Examples
    --------
    >>> [n.canonical for n in find_bodies("财政部和苏州市工业和信息化局", "zh")]
    ['Ministry of Finance', 'Suzhou Municipal Bureau of Industry and Information Technology']
    >>> [n.canonical for n in find_bodies("the General Office of the People's Government of Hunan Province", "en")]
    ["General Office of Hunan Provincial People's Government"]
    """
    local = _local_zh(text) if lang == "zh" else _local_en(text)
    national = [name for name in find_names(text, lang, "body") if name.canonical[0].isupper() and not any(a.start < name.end and name.start < a.end for a in local)]
    return sorted(national + local, key=lambda name: name.start)


def _places(text, lang):
    return [name for name in find_names(text, lang, "region") if region_of(name.canonical).level in LEVELS]


def _local_zh(text):
    if not OFFICE_END_ZH.search(text):
        return []
    found = []
    for place in _places(text, "zh"):
        if match := _office_zh().match(text, place.end):
            start = place.start - 2 if text[: place.start].endswith("中共") else place.start
            found.append(Name(_named_zh(place.canonical, match), start, match.end()))
    return found


def _named_zh(place, match):
    adjective = _adjective(place)
    if match["government"]:
        return f"{'General Office of ' if match['office'] else ''}{adjective} People's Government"
    if match["party"]:
        return f"{'General Office of the ' if match['party_office'] else ''}CPC {adjective} Committee"
    if match["zone"]:
        return f"{adjective} Administrative Committee"
    return f"{adjective} {_office(_subjects('zh')[match['subject']], match['kind'] in ('委', '委员会'), place)}"


def _local_en(text):
    if not _office_en().search(text):
        return []
    found = []
    for place in _places(text, "en"):
        if match := _after_en().match(text, place.end):
            head = BEFORE_EN.search(text, 0, place.start)
            office = bool(head and "Office" in head[0] and match["government"])
            found.append(Name(_named_en(place.canonical, match, office, match["subject"] or match["leading"], match["kind"] or match["kind_after"]), head.start() if office else place.start, match.end()))
        elif match := _of_place_en().search(text, 0, place.start):
            found.append(Name(_named_en(place.canonical, match, bool(match["office"]), match["subject"], match["kind"]), match.start(), place.end))
    return found


def _named_en(place, match, office, subject, kind):
    adjective = _adjective(place)
    if match["government"]:
        return f"{'General Office of ' if office else ''}{adjective} People's Government"
    return f"{adjective} {_office(_subjects('en')[subject], kind == 'Commission', place)}"


def _adjective(place):
    """A place as it stands before its offices: Hunan Provincial, Suzhou Municipal, Guangxi Zhuang Autonomous Region."""
    region = region_of(place)
    adjective = ADJECTIVES.get(region.full_zh[-1])
    return f"{place.removesuffix(' City')} {adjective}" if adjective else region.full_en


def _office(subject, commission, place):
    """An office by its subject: a department in a province, a bureau in a city, whichever of the two an English text prints."""
    if subject in COMMISSIONS or commission:
        return f"{subject} Commission" if subject in COMMISSIONS else f"Commission of {subject}"
    if subject == "Market Regulation":
        return "Administration for Market Regulation"
    return f"{'Department' if region_of(place).full_zh[-1] in '省区' else 'Bureau'} of {subject}"


@cache
def _subjects(lang):
    """Each form of an office's subject to its usual English one."""
    return {form: en.split(" / ")[0] for zh, en in read_rows("offices.tsv") for form in (zh if lang == "zh" else en).split(" / ")}


@cache
def _office_zh():
    return re.compile(OFFICE_ZH.format(subjects=alternation(_subjects("zh"))))


@cache
def _office_en():
    return re.compile(rf"Government|government|{KIND_EN}")


@cache
def _after_en():
    return re.compile(AFTER_EN.format(kinds=KIND_EN, subjects=alternation(_subjects("en"))))


@cache
def _of_place_en():
    return re.compile(OF_PLACE_EN.format(kinds=KIND_EN, subjects=alternation(_subjects("en"))))
