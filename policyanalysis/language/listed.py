"""Quantities that stand in a list and print their unit once, behind the last: 10, 20 and 30 percent, 1亿、2亿千瓦."""

import re
from dataclasses import replace

from policyanalysis.language.characters import lower_case
from policyanalysis.language.numerals import plain_numerals
from policyanalysis.language.quantities import AFTER, BEFORE, SIGNS, Quantity, quantities

_NOUN = 14  # characters behind a quantity that tell what it counts

_SCALE = {"zh": r"\s?(?:万亿|[十百千]?亿|[十百千]?万)", "en": r"[\s-]?(?:hundred|thousand|million|billion|trillion)\b"}
_NUMBER = r"\d[\d,]*(?<!,)(?:\.\d+)?"
_MEMBER = {lang: re.compile(rf"(?<![\d.,A-Za-z])(?!(?:19|20)\d\d(?!\d))({_NUMBER})({scale})?\s*(?:[,、]\s?and|[,、和与及]|以及|\band\b)\s*$", re.I) for lang, scale in _SCALE.items()}
_HEAD = {lang: re.compile(rf"({_NUMBER})({scale})?", re.I) for lang, scale in _SCALE.items()}
_BETWEEN = re.compile(r"(?:\s|[,，、和与及]|以及|\band\b|超过?|约|近|逾|大约|将近|不?[低少高多]于|不超过|\b(?:over|about|around|nearly|almost|approximately|more than|less than|at least|up to|by|to)\b|[≥≤~])*", re.I)


def listed_quantities(text: str, lang: str) -> list[Quantity]:
    """Return the quantities of a text, and the members of a list before each that leave its unit to it.

    Meant for sentences in which a list of numbers is sure to share its unit, as with "respectively".

    Examples
    --------
    >>> [(q.value, q.unit) for q in listed_quantities("10, 20 and 30 percent", "en")], [(q.value, q.unit) for q in listed_quantities("分别达到1亿、2亿千瓦", "zh")]
    ([(10.0, '%'), (20.0, '%'), (30.0, '%')], [(100000000.0, 'kW'), (200000000.0, 'kW')])
    """
    plain, found = plain_numerals(text), []
    for quantity in quantities(text, lang):
        members = list(_members(text, plain, quantity, lang))[::-1]
        start = (members or [quantity])[0].start
        found = [known for known in found if known.end <= start] + members + [quantity]
    return found


def _members(text, plain, quantity, lang):
    """Yield the numbers of the list that ends in a quantity, the last one first, as quantities of its unit."""
    head = _HEAD[lang].match(plain, quantity.start) if quantity.kind == "amount" and quantity.unit else None
    start = quantity.start
    while head and (member := _MEMBER[lang].search(plain, 0, start)):
        number, scale = member[1], member[2] or ""
        read = quantities(number + scale + plain[head.end(0 if scale else 1):quantity.end + _NOUN], lang)
        if not read or read[0].unit != quantity.unit:
            return
        start, end = member.start(), member.start() + len(number + scale)
        before = lower_case(plain[max(0, start - 2 * _NOUN):start])
        sign = BEFORE.search(before, max(0, len(before) - _NOUN))
        yield replace(read[0], comparator=SIGNS[sign.lastgroup] if sign else quantity.comparator, start=start, end=end, text=text[start:end])


def runs(text: str, found: list[Quantity]) -> list[list[Quantity]]:
    """Return the quantities in groups: those that nothing but a comma, an "and" or a word of comparison parts stand together.

    Examples
    --------
    >>> text = "分别达到10%、20%以上，增长3%"
    >>> [[q.value for q in run] for run in runs(text, quantities(text, "zh"))]
    [[10.0, 20.0], [3.0]]
    """
    groups = []
    for quantity in found:
        between = text[groups[-1][-1].end:quantity.start] if groups else ""
        rest = between[after.end():] if (after := AFTER.match(between)) else between
        if groups and _BETWEEN.fullmatch(rest):
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups
