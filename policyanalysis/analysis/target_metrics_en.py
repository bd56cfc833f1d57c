"""What an English amount measures: what is moved to it, what it is an amount of, its subject, or that of an earlier clause."""

import itertools
import re

from policyanalysis.analysis.target_context import clause_of

_LONGEST = 14  # words
VERB_EN = re.compile(r"\b(?:appear\w*|expand\w*|totaled|approached|approaches|surpass\w*|topped|averaged|averages|climbed|dropped|slipped|soared|surged|jumped|shrank|shrunk|remained|intends?|promot\w+|boost\w*|maintain\w*|will|would|can|could|may|should|shall|must|is|are|was|were|has|have|had|(?<!-)to(?!-)|reach\w*|exceed\w*|increas\w+|rose|grew|account(?:s|ed|ing)|total(?:s|ed|led)|amount(?:s|ed)|stood|rising|growing|needs?|came|hit|fell|decreas\w+|declin\w+)\b|[≥≤]", re.I)
_BREAK = re.compile(r"\b(?:by|in|to|of|for|with|and|from|is|are|was|were|will|which|that|on|at|as|per|has|have|can|through|during|compared|before|until|over)\b|[,.;:()“”\"]", re.I)
_CHANGES = {"decrease", "increase", "rise", "fall", "drop", "growth", "decline", "more", "less"}  # of what was named before
_EMPTY = {"equal", "equivalent", "after", "when", "before", "since", "where", "while", "the", "it", "which", "their", "its", "a", "an", "this", "that", "and", "these", "they", "he", "we", "of", "there"}
_JOINING = {"in", "on", "at", "to", "for", "by", "with", "from", "or", "such", "as", "per", "than", "over", "within", "during", "also", "only", "about"}
_UNITS = {"percent", "per", "cent", "%", "percentage", "points", "point", "pp"}
_INTENT = {"aims", "aim", "plans", "plan", "intends", "intend", "expects", "expect", "hopes", "seeks", "wants", "pledges", "pledged", "vowed", "promised", "planned"}
SCALES = {"million", "billion", "trillion", "thousand", "hundred"}


def _subject(clause):
    """Return the words before the verb of an English clause, none when it has no verb."""
    clause = re.sub(r"^.*\b(?:estimated|expected|predicted|forecast|shows?|said|noted|proposed)\s+that\b", "", clause, flags=re.I)
    clause = re.sub(r"^.*\b(?:says|said|states|stated|stipulates|stipulated)\s+(?=(?:the|its|their|an?)\s)", "", clause, flags=re.I)
    clause = re.sub(r"^.*\b(?:(?:expects?|wants?|sees?)\s+(?!to\b|that\b)|(?:forecasts?|predicts?|projects?|hopes for)\s+(?=(?:the|its|their|an?)\s))", "", clause, flags=re.I)
    verb = VERB_EN.search(clause)
    if verb and (relative := _RELATIVE.search(clause, 0, verb.start())):
        return _noun_words(relative[1])
    return _noun_words(re.sub(r"^.*\bthat\b", "", clause[:verb.start()] if verb else "", flags=re.I))


def _noun_words(text):
    """Return the words of an English noun phrase without what introduces it."""
    subject = re.sub(r"^\W*(?:(?:at|by) the end of (?:[A-Z][a-z]+ )?20\d\d,?(?: the)?|and|with|by 20\d\d|in 20\d\d|the|its|while|but|both|an?)\b", "", text, flags=re.I).strip(" ’”“\"—-").split()
    return list(itertools.dropwhile(lambda word: word.lower() in _EMPTY | _JOINING | SCALES | _UNITS or re.fullmatch(r"[\d.,]+", word), subject))


def noun_phrase_en(text: str) -> str:
    """Return an English noun phrase without article and what introduces it, and not longer than a few words.

    Examples
    --------
    >>> noun_phrase_en("the share of 75-inch and larger screens"), noun_phrase_en("and its exports planned")
    ('share of 75-inch and larger screens', 'exports')
    """
    return _first_words(_noun_words(text))


def _first_words(words):
    """Return an English noun phrase up to where a relative clause or an example begins, at most some words that do not end in a word of grammar."""
    text = re.sub(r"(?<=\w)\s*,?\s+(?:such as|including|that|which|who)\s.*$|\s+(?:of|in) (?:this|last|the same|the whole) year$|\s+of [\d.,]+\s?(?:%|per ?cent|(?:[mb]|tr)illion\b).*$", "", " ".join(words))
    words = text.split()
    if len(words) > _LONGEST:
        words = words[:_LONGEST]
        at = max((at for at, word in enumerate(words) if word.lower() in _JOINING | {"of"} and at > 3), default=len(words))
        words = words[:at]  # rather a phrase less than half of one
    while words and (words[-1].lower().strip("(,") in _EMPTY | _JOINING or words[-1] in _AHEAD):
        words = words[:-1]
    return " ".join(words).rstrip(",")

_AHEAD = {"required", "expected", "planned", "projected", "set", "estimated", "scheduled", "needed", "due", "now", "also", "still", "first", "already"}  # of "to increase"
_MOVED = re.compile(r"\b(?:promot|boost|increas|reduc|rais|lift|push|cut|improv|lower|compress|shorten|(?:doubl|tripl|quadrupl|grow|expand)(?=\w*\s+(?:the|its|their)\s)|bring(?=\w*\s+(?:\S+\s+){1,8}(?:down|up|back)\s)|drive(?!n)|driving)\w*\s+(?!from\b)(?:the\s+|its\s+|their\s+)?([A-Za-z](?:[^,;:.]|[.,](?=\d)){3,70}?)(?:\s+growth)?\s+(?:by|(?:(?:down|up|back)\s+)?to)\s+(?:(?:about|around|roughly|nearly|over|just|some|more than|no more than|at least|no less than|less than|up to)\s+)?$", re.I)
_KEPT = re.compile(r"\b(?:keep|hold|maintain|stabili[sz]e|control|limit|cap)(?:s|ing)?\s+(?:the\s+|its\s+|their\s+)?([A-Za-z][^,;:.]{3,70}?)\s+(?:at|to|within|below|under|above|around)\s+(?:(?:about|around|no more than|less than|at least|some)\s+)?$", re.I)
_OPENED = re.compile(rf"((?:(?!{VERB_EN.pattern})[^,;:.\d])+),\s*(?:now|currently|already|up from|from)\b", re.I)  # "Installed capacity, now 58 GW, is to reach 70 GW"
_BESIDE = re.compile(rf"\s*(?:and\s+)?(?:with\s+(?:the\s+|its\s+|their\s+)?([A-Za-z][^,;:.]{{2,60}}?)\s+(?:kept|held|maintained|staying|remaining|controlled|reaching|rising|growing|falling|expected|forecast)"
                        rf"|(?:the\s+|an?\s+|its\s+|their\s+)?((?:(?!{VERB_EN.pattern})[^,;:.]){{3,60}}?)\s+(?:kept|held|maintained|controlled))\b[^,;:.]{{0,30}}$", re.I)  # ", with the jobless rate kept around 5 percent"
_PART = re.compile(r"\b(?:account\w*\s+for|mak\w+\s+up|cover\w*)\s+(?:(?:about|nearly|over|only|more than|at least|less than)\s+)*$", re.I)
_REACHED = re.compile(rf"(?:{VERB_EN.pattern})(?:[\s~]|\b(?:be|been|not|at|least|most|no|more|less|than|over|about|around|nearly|almost|up|only|by)\b|{VERB_EN.pattern})*+$", re.I)
_INTRO = re.compile(r"\s*(?:by|in|at|from|during|under|according|as|for|of|on|until|through|compared|meanwhile|besides|also|then|however|moreover|thus|therefore|today|now|first|second|third|finally|\w+ly)\b", re.I)


def _named(sentence, start):
    """Return the subject of the clause before `start`; of an enumeration all of it: "the number of cars, ships and trains exceeded ..."."""
    pieces = re.split(r"[,;:](?!\d)", sentence[:start])
    if re.match(r"\s*(?:and |other |the )?[a-z][\w-]*(?: (?!of )[a-z][\w-]*){0,3}(?: and)?\s", pieces[-1]) and re.match(r"\s*and\s|[^,]*?\sand\s", VERB_EN.split(pieces[-1])[0]):
        run = list(itertools.takewhile(lambda piece: not VERB_EN.search(piece) and not re.search(r"\d", piece) and not _INTRO.match(piece), reversed(pieces[:-1])))
        first = next((at for at, piece in enumerate(run) if " of " in piece), None)
        if first is not None:
            return _subject(",".join([*reversed(run[:first + 1]), pieces[-1]]))
    return _subject(pieces[-1])


_ABOUT = r"(?:(?:about|around|roughly|nearly|over|just|some|more than|no more than|at least|no less than|less than|up to|below|above|under)\s+)*$"
_RELATIVE = re.compile(r"\b(?:by|with|from|for|on|in|to)\s+((?:[A-Za-z&’'-]+\s+){1,4})(?:that|which)\s+$")  # "supported by spending that is to grow by 7 percent"
_PAIRED = re.compile(r"[a-z-]+[a-rt-z] and [a-z-]+ [a-z-]+(?=\s*(?:[,.;]|$|(?:by|in|to|of|for|with|from|on|at|connected)\b))")
_FOLD = re.compile(r"(?:doubl|tripl|quadrupl)", re.I)
_FOLDED = re.compile(r"\s+(?:the|its|their)\s+([a-z][^,;.]{2,70}?)(?=\s+(?:by|in|within|from|over|compared|to|between|against)\b|[,;.]|$)", re.I)
_OF_WHICH = re.compile(rf"\bof which\s+{_ABOUT}", re.I)
_TO_BE = re.compile(r"\s+(?:(?:is|are|will|should|must|shall)\s+(?:to\s+)?be\s+)([A-Za-z][^,;.]{2,50})")
_ALSO_TO = re.compile(rf"\bto\s+(?:[a-z]+\s+){{0,2}}[\d.,]{{0,15}}\d[^,;]{{0,80}}\sand\s+(?:the\s+|its\s+|their\s+)?((?:(?!{VERB_EN.pattern})[^,;.\d]){{3,50}}?)\s+to\s+{_ABOUT}", re.I)  # "raise A from 1 to 2 and B to 3"
_ASIDE = re.compile(r",\s(?:now|currently|already|at present)\s(?:[^,;]|,(?=\d)){1,80}(?<=[\da-z%]),(?=\s(?:will|would|should|shall|must|is to|are to|has|have)\b[^,;]{0,60}$)", re.I)
_WHEN = re.compile(r"^\s*(?:(?:(?:a|per|each|every|last|this|next|the same|that) (?:year|month|quarter)|annually|on average|year[- ]on[- ]year|between 20\d\d and 20\d\d)\b\s*)+", re.I)
_AMOUNT_OF = re.compile(r"of\s+(?:(?:about|around|approximately|nearly|over|more|less|than|at|no|least|up|to|some|a|the|[≥≤~])\s+){0,3}$")  # looked for first: it begins with letters
_WHAT_OF = re.compile(rf"((?:[A-Za-z][\w’'-]*\s+){{1,6}}){_AMOUNT_OF.pattern}")


def measured_en(sentence, quantity):
    """Return what an English amount measures: what is moved to it, what it is an amount of, its subject, or that of an earlier clause; "" for none.

    Examples
    --------
    >>> from policyanalysis.language.quantities import quantities
    >>> sentence = "The yard will raise the share of local parts from 41% to 75%."
    >>> measured_en(sentence, quantities(sentence, "en")[-1])
    'share of local parts'
    """
    before, after = sentence[clause_of(sentence, quantity.start, "en"):quantity.start], sentence[quantity.end:]
    if opened := _ASIDE.search(sentence, max(0, quantity.start - 180), quantity.start):  # "the number of stations, currently 4 million, will pass 5 million"
        before = sentence[clause_of(sentence, opened.start(), "en"):opened.start()] + sentence[opened.end():quantity.start]
    if inside := re.search(r"[(（]([^()（）]*)$", before):  # "issue bonds (pilot scale 30 billion yuan)"
        before = inside[1]
    if also := _ALSO_TO.search(before):
        return _first_words(also[1].split())
    if moved := _MOVED.search(before) or _KEPT.search(before) or _BESIDE.match(before):
        return _first_words(re.sub(r"\s+from\s+(?:(?:about|around|some|less than|more than|over)\s+)?\d.*$", "", next(filter(None, moved.groups()))).split())
    if found := _FOLDED.match(after) if quantity.unit == "times" and _FOLD.match(quantity.text) else _OF_WHICH.search(before) and _TO_BE.match(after):
        return _first_words(found[1].split())
    if _PART.search(before) and (subject := _named(sentence, quantity.start)):
        return _first_words(subject)
    if _AMOUNT_OF.search(before) and (found := _WHAT_OF.search(before)):
        phrase = re.split(r"\b(?:a|an|the|to|in|with|by|at|reaching|maintain|forming|expects?|sets?|targets|for)\s|^.*\w\s+\w+\s+and\s", found[1])[-1].strip()
        phrase = " ".join(word for word in phrase.split() if word.lower() not in _EMPTY - {"and"}).removeprefix("and ")
        if aimed := re.fullmatch(r"(.+) (?:goal|target|objective)", phrase):
            return aimed[1]
        if phrase and phrase.split()[-1].lower() not in ("goal", "target", "objective", "total") and phrase.lower() not in _CHANGES:
            return phrase
    # "exports reached 30 billion yuan, up 8 %": the clause before names what grew.
    earlier = [_stated(_subject(clause)) for clause in reversed(re.split(r"[,;:](?!\d)", sentence[:quantity.start])[:-1])]
    before_that = next((words for words in earlier if len(words) > 1 or words and words[0].islower()), [])
    subject = _subject(before) and (_named(sentence, quantity.start) or _subject(before))
    actor, subject = (subject, []) if subject and not _stated(subject) else ([], subject)
    if quantity.unit in ("%", "pp") and (whole := subject and _REACHED.search(before) and subject or _PART.search(before) and before_that) and re.match(r"\s*of\s", after):  # "spending will exceed 3 % of income"
        return _first_words(whole)
    if found := re.match(r"\s*(?:(?:cut|reduction|increase|rise|drop|fall|decline|growth|decrease|improvement)\s+)?(?:in|of)\s+(?:the\s+|its\s+)?((?!20\d\d|(?:one|two|three|four|five|six|ten|\d+)\s+(?:years?|months?))[A-Za-z][^,.;:()\n]*)", after):
        named = VERB_EN.split(found[1])[0] or found[1]
        paired = _PAIRED.match(named)  # "of wind and solar capacity"
        if (phrase := _first_words((paired[0] if paired else _BREAK.split(named)[0]).split())) and not re.match(r"(?:\d|(?:first|second|third|fourth|last|next) (?:half|quarter|(?:\w+ )?(?:years?|months?))\b|January|February|March|April|May|June|July|August|Sept|October|November|December|the same period)", phrase):
            return phrase
    if inside and not subject and (words := _noun_words(before)):
        return _first_words(words)
    following = [] if quantity.unit == "times" else _BREAK.split(_WHEN.sub("", after))[0].split()
    following = list(itertools.dropwhile(lambda word: word.lower() in _JOINING, (word for word in following if word.lower() not in _CHANGES)))
    if quantity.unit in ("%", "pp") and (found := re.match(r"\s*and\s+(?:the\s+)?([a-z][^,;]*?)\s+by\s+\S*\s*$", before)) and not VERB_EN.search(found[1]):  # "A is to grow by 45 %, and B by 30 %"
        return _first_words(found[1].split())
    opened = _OPENED.match(sentence[:quantity.start])
    return _first_words(subject or following or before_that or (_noun_words(opened[1]) if opened else []) or actor[:-1])


def _stated(words):
    """Return the words of a subject, none where they say who aims at something and not at what: "the plan aims"."""
    return [] if words and words[-1].lower() in _INTENT else words
