"""British and American spelling of English words, brought to one form.

For comparing words only: the form need not be one that anybody writes ("enterprise" becomes "enterprize"), as long as both spellings become the same.
"""

import re

# As each ends, or stands as a whole; every word goes through all of them.
_RULES = [(re.compile(pattern), to) for pattern, to in (
    (r"^practise", "practice"),
    (r"^(.*(?:cen|me|li|thea|spec|lus))tre(d?)$", r"\1ter\2"), (r"^(.*(?:fi|cali|sa|som))bre$", r"\1ber"),
    (r"^(.*(?:col|lab|fav|harb|behavi|neighb|hon|vap|endeav|flav|hum|rum|savi|tum|vig|arm|od|parl|ran|splend|val|clam|cand))our(.*)$", r"\1or\2"),
    (r"is(e|ed|es|er|ers|ing|ation|ations|ational)$", r"iz\1"),
    (r"ys(e|ed|es|er|ers|ing)$", r"yz\1"),
    (r"logue(d?)$", r"log\1"),
    (r"(?<=[a-z]{3}[aeiou])ll(ed|er|ers|ing|ings)$", r"l\1"),  # travelling, modelled
    (r"^(def|lic|off|pret)ence", r"\1ense"),
    (r"programme", "program"), (r"^grey", "gray"), (r"^plough", "plow"), (r"^tyre", "tire"), (r"^aluminium", "aluminum"), (r"^sulph", "sulf"), (r"^mould", "mold"), (r"^cheque", "check"),
    (r"^ageing", "aging"), (r"judgement", "judgment"), (r"acknowledgement", "acknowledgment"), (r"skilful", "skillful"), (r"^(fulfil|enrol|instal|instil)(?=$|s$|ment)", r"\1l"), (r"^manoeuv(?:re|er)", "maneuver"),
    (r"^(an|h)aem", r"\1em"), (r"^(ortho)?paed", r"\1ped"), (r"^artefact", "artifact"), (r"^sceptic", "skeptic"), (r"^jewellery", "jewelry"), (r"^storey", "story"), (r"^kilogramme", "kilogram"),
)]


def one_spelling(word: str) -> str:
    """Return a lower-case English word, or words joined by hyphens, in the one form that its British and its American spelling share.

    Examples
    --------
    >>> [one_spelling(word) for word in ("centre", "center", "labour", "modernisation", "modernization", "programme", "data")]
    ['center', 'center', 'labor', 'modernization', 'modernization', 'program', 'data']
    """
    return "-".join(map(_one, word.split("-")))


def _one(word):
    for pattern, to in _RULES:
        word = pattern.sub(to, word)
    return word
