"""Official terms and names in a translation: rendered unlike the glossary, or unlike the same text elsewhere."""

import re

from policyanalysis.analysis.gaps import HEADING
from policyanalysis.language.lexicon import renderings as dictionary
from policyanalysis.language.tokens import segment_zh

# Words that tell no term from another: "market-oriented" and "market-based allocation" are one.
_COMMON = set("the and for with from into its based oriented program programme scheme".split())
_TITLE = {"en": re.compile(r"“([^“”]{12,300})”|\"([^\"]{12,300})\""), "zh": re.compile(r"《([^《》]{4,100})》")}
_DOCUMENT = re.compile(r"\b(?:Opinions?|Plans?|Measures|Guidelines?|Notice|Program(?:me)?|Outline|Regulations?|Scheme|Action|Decision|Rules|Law|Catalogue|Standards?)\b")
# Words of official names that a translation may leave out.
_LIGHT = set("level measures system work mechanism power capacity production national all select best".split())
# What only a machine writes.
_MACHINE = [("我国", re.compile(r"\bmy country\b", re.I), "a document says 'China' or 'our country'")]


def _stems(phrase):
    """Return the crude stems of the content words of an English phrase, in order."""
    return [re.sub(r"(?:ization|isation|ations?|ments?|ings?|ities|ity|ies|ed|es|s|y|al|e)$", "", word)[:7] for word in re.findall(r"[a-z]{3,}", phrase.lower()) if word not in _COMMON]


def terms(glossary):
    """Return (regex, {Chinese term: renderings}) of the terms that can be checked, longest first.

    >>> import pandas as pd
    >>> pattern, renderings = terms(pd.DataFrame({"zh": ["储能"], "en": ["energy storage / storage"], "kind": "term"}))
    >>> pattern.findall("新型储能"), renderings
    (['储能'], {'储能': ['energy storage', 'storage']})
    """
    if glossary is None or not len(glossary):
        return None, {}
    chosen = glossary[glossary["kind"].isin(["term", "grade"]) & (glossary["zh"].str.len() >= 2)]
    renderings = {row.zh: [name.strip() for name in row.en.split(" / ") if name.strip()] for row in chosen.itertuples()}
    every = sorted(glossary["zh"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, every))), renderings


def _rendered(english, names):
    """Return the share (0..1) of the content words of the best rendering that an English text holds; short names are told by all words only."""
    have, run = set(_stems(english)), re.sub(r"[^a-z]", "", english.lower())
    shares = [0.0]
    for name in names:
        words = set(_stems(name))
        if words <= have or re.sub(r"[^a-z]", "", name.lower()) in run:  # "data sets" is "datasets"
            return 1.0
        if len(words) >= 3:
            shares.append(len(words & have) / len(words))
    return max(shares)


def _shortened(english, names):
    """Tell whether a rendering lacks only its last words: "intelligent and super computing" leaves out "power" and means the same."""
    found = [[word in set(_stems(english)) for word in _stems(name)] for name in names]
    return any(sum(words) >= 0.6 * len(words) and words == sorted(words, reverse=True) for words in found)


def _titles(row):
    """Return (Chinese, English) document titles of a paragraph, in order; none when their numbers differ."""
    chinese = _TITLE["zh"].findall(row.text_zh)
    english = [one or two for one, two in _TITLE["en"].findall(row.text_en) if _DOCUMENT.search(one or two)]
    return list(zip(chinese, english)) if len(chinese) == len(english) else []


def _roots(text):
    """Return the first four letters of every word; "SMEs" says all of its words."""
    return {word[:4] for word in re.findall(r"[a-z]{3,}", re.sub(r"\bsmes?\b", "small medium sized enterprises", text.lower()))}


def _misnamed(row, term, names, graded):
    """Tell whether a term of four characters or more is named in part only.

    A word of its long official name is missing, and nothing else that its parts can mean stands for it; of grades every word counts, and of a term
    that the Chinese prints in quotation marks, too.
    """
    if len(term) < 4 or term not in _joined_words(row.text_zh):
        return False
    have = _roots(row.text_en)
    best = max(names, key=lambda name: _covered(name, have))
    share = _covered(best, have)
    if not 0 < share < 1 or _shortened(row.text_en, names):
        return False
    if re.search(f"[“”\"‘’「『]{term}[“”\"‘’」』]", row.text_zh) or graded and share >= 0.5:
        return True
    meant = [{root for tokens, _ in dictionary(part) for token in tokens for root in _roots(token)} for part in _halves(term)]
    return share >= 0.5 and len(_telling(best)) >= 4 and not all(roots & have for roots in meant)


def _telling(name):
    """Return the words of an official name that a translation may not leave out, hyphened words whole unless they are the name."""
    words = re.findall(r"[a-z-]{3,}" if " " in name else "[a-z]{3,}", name.lower())
    return [word for word in words if not set(word.split("-")) & (_COMMON | _LIGHT)]


def _covered(name, have):
    """Return the share (0..1) of the telling words of an official name that a text has; of a compound with a hyphen one part is enough."""
    words = _telling(name)
    return sum(bool(_roots(word) & have) for word in words) / len(words) if words else 1.0


def _halves(term):
    """Return a compound of four or more characters cut into pieces of two, as most of its words are."""
    return [term[at:at + 2] for at in range(0, len(term) - 1, 2)]


def _joined_words(text):
    """Return every run of up to six words of a Chinese text: a term is one only where words begin and end (not 智能体 in 智能体育)."""
    words = segment_zh(text)
    return {"".join(words[at:at + n]) for at in range(len(words)) for n in range(1, 7)}


def term_findings(rows, pattern, renderings, grades=frozenset()):
    """Yield (row index, explanation, confidence) for terms rendered unlike the glossary here and by the glossary elsewhere in the same pair.

    >>> from types import SimpleNamespace
    >>> import pandas as pd
    >>> pattern, renderings = terms(pd.DataFrame({"zh": ["储能"], "en": ["energy storage"], "kind": "term"}))
    >>> rows = [SimpleNamespace(text_en="Energy storage grew.", text_zh="储能增长。")]
    >>> list(term_findings(rows, pattern, renderings))
    []
    """
    used = [(at, term, _rendered(row.text_en, renderings[term])) for at, row in enumerate(rows) if row.text_en and row.text_zh
            for term in dict.fromkeys(pattern.findall(row.text_zh)) if term in renderings]
    kept = {term for _, term, share in used if share == 1}
    for at, term, share in used:
        official = " or ".join(map(repr, renderings[term][:2]))
        # Most of the words prove that the term was translated and not left out; elsewhere it has its official name.
        if 0.6 <= share < 1 and term in kept and not _shortened(rows[at].text_en, renderings[term]):
            yield at, f"The Chinese term {term!r} is not rendered as {official} here, though it is elsewhere in the same text.", "medium"
        elif 0.66 <= share < 1 and len(rows[at].text_zh) / 3 < len(term) and len(rows[at].text_zh) <= HEADING["zh"]:  # a heading has no room to say it twice
            yield at, f"The Chinese term {term!r} is rendered only in part like its official name {renderings[term][0]!r}.", "low"
        elif _misnamed(rows[at], term, renderings[term], term in grades):
            yield at, f"The Chinese term {term!r} is rendered unlike its official name {official}.", "medium"
    for at, row in enumerate(rows):
        for chinese, pattern_en, wrong in _MACHINE:
            if chinese in row.text_zh and (found := pattern_en.search(row.text_en)):
                yield at, f"The Chinese {chinese!r} is rendered as {found[0]!r}; {wrong}.", "high"
        for chinese, english in _titles(row):
            for term in dict.fromkeys(pattern.findall(chinese)):
                # A title leaves no room for a paraphrase: not a word of a term that the text names elsewhere is another document.
                if term in kept and not any(set(_stems(name)) & set(_stems(english)) for name in renderings[term]):
                    yield at, f"The title {english!r} lacks the Chinese term {term!r} ({' or '.join(map(repr, renderings[term][:2]))}).", "medium"
