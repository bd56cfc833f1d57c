"""Where an English version departs from its Chinese original: numbers, grades, dates, missing paragraphs and official terms."""

import math
import re

import pandas as pd

from policyanalysis.analysis.audit_headings import cut_heading, heading
from policyanalysis.analysis.audit_terms import term_findings, terms
from policyanalysis.analysis.gaps import USUAL_RATIO, joined_pairs, printed_titles, size_alone, stands_alone
from policyanalysis.language.dates import MONTHS
from policyanalysis.language.numerals import chinese_number
from policyanalysis.language.quantities import SCALES, quantities

COLUMNS = ["doc_id_en", "doc_id_zh", "file_en", "line_en", "file_zh", "line_zh", "type", "text_en", "text_zh", "explanation", "confidence"]
NEIGHBOURS = 2
SHOWN = 60  # characters of a paragraph that an explanation prints
# Only these units contradict each other; "items" against "clusters" is wording.
FAMILIES = [{"people", "visits", "vehicles", "vehicle trips", "households"}, {"%", "pp", "bp", "times"}, {"yuan", "USD", "EUR", "HKD", "JPY", "GBP"}, {"years", "months", "weeks", "days", "hours", "minutes"},
            {"km", "m", "km2", "m2", "hectares", "mu"}, {"tonnes", "kg", "m3"}, {"kW", "kWh"}]
# Grades of smart factories and the like: Chinese word, its English renderings, the others' words.
GRADES = {"基础级": r"\b(?:basic|foundation\w*)\b", "先进级": r"\badvanced\b", "卓越级": r"\bexcellen\w+", "领航级": r"\b(?:leading|pilot|navigat\w+|flagship)\b"}
_GRADE_NEAR = re.compile(r"\b(basic|foundation\w*|advanced|excellen\w+|leading|navigat\w+|flagship)(?:[- ]level|[- ]grade|[- ]tier)", re.I)
_LEVEL = {"en": re.compile(r"\b(?:Level|Grade|Class|Tier)\s*(\d|I{1,3}|IV|V)\b(?!\.[1-9])", re.I), "zh": re.compile(r"(?:(?<![\d.])([1-5])|([一二三四五]))\s?级(?!市|以上人民)")}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_YEAR = {"en": re.compile(r"(?<![\d,.])((?:19|20)\d\d)(?![\d,]\d|\d)"), "zh": re.compile(r"(?<![\d.])((?:19|20)\d\d)(?!\d)|([一二][〇○零九][〇○零一二三四五六七八九]{2})(?=年)")}
_DAY = {"en": re.compile(r"\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+(\d{1,2})(?!\d)(?!\s?%)"), "zh": re.compile(r"(\d{1,2})\s?月\s?(\d{1,2})\s?日")}
_ORDINALS = dict(zip("first second third fourth fifth sixth seventh eighth ninth tenth".split(), range(1, 11))) | {"one": 1, "a": 1, "single": 1, "double": 2, "dual": 2, "twice": 2, "both": 2, "half": 0.5, "dozen": 12} | {name: size for name, size in SCALES.items() if name.isalpha() and name.isascii() and len(name) > 2}
_ANY = re.compile(r"\d+(?:,\s?\d{3})*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+|[a-z]+", re.I)


def _levels(text, lang):
    """Return the grades in a text: numbers (Level 3, 三级) as integers."""
    found = [next(filter(None, match.groups())) for match in _LEVEL[lang].finditer(text)]
    return [int(x) if x.isdigit() else _ROMAN.get(x.upper()) or int(chinese_number(x) or 0) for x in found]


def _facts(text, lang):
    """Return (kind, value, unit, printed) of everything in a text that a translation must keep."""
    facts, inside = [], set()
    for q in quantities(text, lang):
        inside.update(range(q.start, q.end))
        if q.kind in ("amount", "range"):
            facts.append(("quantity", q.value, q.unit, q.text))
            if q.high is not None:
                facts.append(("quantity", q.high, q.unit, q.text))
    for found in _YEAR[lang].finditer(text):
        if found.start() in inside:  # 2000万人次
            continue
        year = int(found[1]) if found[1] else int(chinese_number(found[2].replace("○", "〇")) or 0)
        facts.append(("year", year, "", found[0]))
    for found in _DAY[lang].finditer(text):
        month = int(found[1]) if lang == "zh" else MONTHS.index(found[1][:3].title()) + 1
        facts.append(("day", month * 100 + int(found[2]), "", found[0]))
    facts += [("grade", level, "", f"Level {level}" if lang == "en" else f"{'零一二三四五'[level]}级") for level in _levels(text, lang) if level]
    unique = {}
    for fact in facts:
        unique.setdefault(fact[:3], fact)
    return list(unique.values())


def _numerals(text):
    """Return every value that the digits and number words of a text can stand for, whatever their unit."""
    values = {q.value for lang in ("en", "zh") for q in quantities(text, lang) if not math.isnan(q.value)}
    for token in _ANY.findall(text):
        if token[0].isdigit():
            values.add(float(re.sub(r"[,\s]", "", token)))
        elif token[0].isascii():
            values.add(_ORDINALS.get(token.lower()))
        else:
            values.add(chinese_number(token))
    return values - {None}


def _same(a, b):
    """Tell whether two values are the same but for floating point: 9.587 million and 958.7万."""
    return math.isclose(a, b, rel_tol=1e-6)


def _conflict(unit_a, unit_b):
    """Tell whether two units cannot mean the same thing."""
    return unit_a != unit_b and any(unit_a in family and unit_b in family for family in FAMILIES)


def _unmatched(mine, others):
    """Return the facts of one side without a counterpart on the other; each counterpart serves once or more, repeats are no finding."""
    return [fact for fact in mine if not any(fact[0] == other[0] and _same(fact[1], other[1]) and not _conflict(fact[2], other[2]) for other in others)]


def _counted(unit):
    """Tell whether a unit is a counted noun, whose name may differ between the languages (ships, 艘; sailors, 名)."""
    return unit in FAMILIES[0] or not any(unit in family for family in FAMILIES)


def _weak(fact):
    """Tell whether a fact alone proves nothing: small counts are often said in words or not at all."""
    kind, value, unit, _ = fact
    return kind == "grade" or kind == "quantity" and (value == 1 or value <= 12 and _counted(unit)) or kind == "day"


def _number_findings(en, zh, near_en, near_zh):
    """Yield (explanation, confidence) for the numbers that differ between two paragraphs; near_* are the paragraphs around them."""
    facts_en, facts_zh = _facts(en, "en"), _facts(zh, "zh")
    left, right = _unmatched(facts_en, facts_zh), _unmatched(facts_zh, facts_en)
    for a in list(left):
        clash = next((b for b in right if a[0] == b[0] and _same(a[1], b[1])), None)
        if clash:  # same value, another unit
            left.remove(a), right.remove(clash)
            yield f"The unit differs: the English says {a[3]!r} ({a[2]}), the Chinese {clash[3]!r} ({clash[2]}).", "high"
    # A number that the other side, or its neighbours, state in any form is no finding.
    seen_zh, seen_en = _numerals(zh + "\n" + near_zh), _numerals(en + "\n" + near_en)
    left = [a for a in left if a[0] in ("grade", "day") or not any(_same(a[1], value) for value in seen_zh)]
    right = [b for b in right if b[0] in ("grade", "day") or not any(_same(b[1], value) for value in seen_en)]
    for a in list(left):
        same = [b for b in right if a[0] == b[0] and (a[0] != "quantity" or a[2] == b[2])]
        alike = [b for b in right if a[0] == b[0] == "quantity" and _counted(a[2]) and _counted(b[2]) and not _weak(a)]
        if other := next(iter(same + alike), None):
            left.remove(a), right.remove(other)
            yield f"The {'number' if a[0] == 'quantity' else a[0]} differs: the English says {a[3]!r}, the Chinese {other[3]!r}.", "high" if a[2] == other[2] else "medium"
    for side, facts, other in (("English", left, "Chinese"), ("Chinese", right, "English")):
        for fact in facts:
            if not _weak(fact):
                yield f"The {side} states {fact[3]!r}, which the {other} paragraph does not.", "medium"
    for grade, pattern in GRADES.items():
        words = [found[1] for found in _GRADE_NEAR.finditer(en)]
        others = [name for name in GRADES if name != grade and name in zh]
        wrong = next((word for word in words if not any(re.search(GRADES[name], word, re.I) for name in others)), None)
        if grade in zh and not re.search(pattern, en, re.I) and wrong:
            yield f"The grade differs: the English says {wrong + ' level'!r}, the Chinese {grade!r}.", "high"


def _missing(row, ratio, titles=()):
    """Return (explanation, confidence) when one side of a paragraph is absent or far too short, else None."""
    if not row.text_en or not row.text_zh:
        side, other = ("Chinese", "English") if row.text_zh else ("English", "Chinese")
        told = f"The {side} paragraph has no counterpart in the {other}: {_begun(row.text_zh or row.text_en)!r}.", "high" if size_alone(row, ratio) >= 8 else "medium"
        return told if stands_alone(row, ratio, titles) else None
    letters_en, letters_zh = len(re.findall(r"[A-Za-z]", row.text_en)), len(re.findall(r"[\u4e00-\u9fff]", row.text_zh))
    if letters_zh >= 20 and len(row.text_en) < ratio * len(row.text_zh) / 3:
        return f"The English paragraph has {len(row.text_en)} characters where about {ratio * len(row.text_zh):.0f} are expected; part of the Chinese is missing.", "medium"
    if letters_en >= 60 and len(row.text_zh) < len(row.text_en) / ratio / 3:
        return f"The Chinese paragraph has {len(row.text_zh)} characters where about {len(row.text_en) / ratio:.0f} are expected; part of the English has no original.", "medium"
    return None


def _cut(rows, pattern, renderings):
    """Return {row number: (explanation, confidence)} of the English headings that are cut off."""
    heads = [(heading(row.text_en, "en"), heading(row.text_zh, "zh")) for row in rows]
    ratios = sorted(len(en) / len(zh) for en, zh in heads if en and zh)
    usual = ratios[len(ratios) // 2] if len(ratios) >= 5 else USUAL_RATIO
    found = {}
    for at, row in enumerate(rows):
        official = {term: renderings[term] for term in (pattern.findall(row.text_zh) if pattern else ()) if term in renderings}
        if row.text_en and row.text_zh and (told := cut_heading(row, usual, official)):
            found[at] = told
    return found


def audit_translations(aligned: pd.DataFrame, articles: pd.DataFrame | None = None, glossary: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return what an English version says otherwise than its Chinese original.

    Parameters
    ----------
    aligned
        Aligned paragraphs in order: doc_id_en, doc_id_zh, file_en, line_en, file_zh, line_zh, text_en, text_zh. A paragraph without
        counterpart has a blank or missing text on the other side.
    articles
        Columns doc_id, duplicate_of: pairs with a duplicate are left out. None keeps all. With the column title, a title that one side prints in its
        text is not missing in the other.
    glossary
        Columns zh, en (renderings separated by " / "), kind. None checks no terms.

    Returns
    -------
    DataFrame
        The columns of `aligned` and type ("number", "missing", "term"), explanation and confidence ("high", "medium", "low");
        one row for each difference. Empty, with the same columns, when both sides agree.

    Examples
    --------
    >>> aligned = pd.DataFrame([("e", "z", "a.txt", 1, "a.txt", 9, "Output reached 70 billion yuan.", "产值达7000亿元。")],
    ...     columns=["doc_id_en", "doc_id_zh", "file_en", "line_en", "file_zh", "line_zh", "text_en", "text_zh"])
    >>> audit_translations(aligned)["explanation"].tolist()
    ["The number differs: the English says '70 billion yuan', the Chinese '7000亿元'."]
    """
    titles = printed_titles(articles)
    pattern, renderings = terms(glossary)
    grades = set() if glossary is None else set(glossary.loc[glossary["kind"] == "grade", "zh"])
    found = []
    for rows, ratio in joined_pairs(aligned, articles):
        cut = _cut(rows, pattern, renderings)

        def add(row, kind, explanation, confidence):
            found.append((row.doc_id_en, row.doc_id_zh, row.file_en, row.line_en, row.file_zh, row.line_zh, kind, row.text_en, row.text_zh, explanation, confidence))

        for at, row in enumerate(rows):
            gap = None if {row.text_en, row.text_zh} & titles else _missing(row, ratio, titles) or cut.get(at)
            if gap:
                add(row, "missing", *gap)
            if row.text_en and row.text_zh:
                around = rows[max(0, at - NEIGHBOURS):at] + rows[at + 1:at + 1 + NEIGHBOURS]
                near_en, near_zh = ("\n".join(getattr(other, name) for other in around) for name in ("text_en", "text_zh"))
                for explanation, confidence in _number_findings(row.text_en, row.text_zh, near_en, near_zh):
                    # What a cut paragraph leaves out is told by the row "missing"; what contradicts is told twice.
                    if not gap or "differs" in explanation:
                        add(row, "number", explanation, confidence)
        if pattern is not None:
            for at, explanation, confidence in term_findings(rows, pattern, renderings, grades):
                if not _missing(rows[at], ratio) and at not in cut:
                    add(rows[at], "term", explanation, confidence)
    return pd.DataFrame(found, columns=COLUMNS).astype({"line_en": "Int64", "line_zh": "Int64"})  # a missing side has no line


def _begun(text):
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
