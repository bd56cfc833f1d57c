"""English headings and lead words that are cut off before what they name: "Innovation in land:" for 土地管理制度创新."""

import re

from policyanalysis.language.lexicon import renderings
from policyanalysis.language.tokens import segment_zh

_LONGEST = {"en": 80, "zh": 26}  # characters of a heading
_LEAD = {"en": re.compile(r"([^.:;。]{3,80}?)\s*:(?:\s|$)"), "zh": re.compile(r"([^。：:；;]{2,26})[：:]")}
_END = re.compile(r"[.。;；!?]\s*$")
_OPEN = re.compile(r"\b(?:of|in|for|to|and|the|a|an|with|by|on|from|into|between|as|or)\s*$", re.I)
_ASKS = re.compile(r"\b(?:what|where|who|whom|how|why|which)\b", re.I)  # "Where the money comes from"
_ADJECTIVE = re.compile(r"(?<!capit)(?<!materi)(?:[a-z]{2}al|ic|ive|ous)$")  # asks for a noun where the lexicon lacks the Chinese one
_SHORT = 0.9  # of the usual length beside the Chinese heading


def heading(text: str, lang: str) -> str:
    """Return the heading that a paragraph is or begins with (区域试点：...), "" for none.

    Examples
    --------
    >>> heading("Innovation in land:", "en"), heading("经济影响", "zh"), heading("It grew by 5%.", "en")
    ('Innovation in land', '经济影响', '')
    """
    if found := _LEAD[lang].match(text):
        return found[1].strip()
    return "" if len(text) > _LONGEST[lang] or _END.search(text) or re.search(r"[:：]", text) else text.strip()


def _roots(text):
    """Return the first five letters of every word: enough to tell "regional" from "difference", and not from "region"."""
    return {word[:5] for word in re.findall(r"[a-z]{3,}", text.lower())}


def _meanings(word):
    """Return the roots of all that a Chinese word can be rendered as; empty for one that the lexicon lacks."""
    return {root for tokens, _ in renderings(word) for token in tokens for root in _roots(token)}


def _stops_within(english, names):
    """Return the rendering of a term that the heading breaks off in ("Improvement of capital" in "capital market"), "" for none."""
    own = re.findall(r"[a-z]+", english.lower())
    for name in names:
        words = re.findall(r"[a-z]+", name.lower())
        runs = [(at, at + n) for n in range(1, len(words)) for at in range(len(words) - n) if n > 1 or at == 0]
        if any(own[-(end - at):] == words[at:end] and not {word[:4] for word in words[end:]} & {word[:4] for word in own} for at, end in runs):
            return name
    return ""


def cut_heading(row, usual: float, official: dict) -> tuple[str, str] | None:
    """Return (explanation, confidence) when the English heading of two aligned paragraphs ends before what the Chinese one names, else None.

    Parameters
    ----------
    row
        An aligned pair with text_en and text_zh.
    usual
        English characters for one Chinese character in the headings of the text.
    official
        Chinese terms in the row to their English renderings.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> cut_heading(SimpleNamespace(text_en="The initial stage of", text_zh="起步阶段"), 3.2, {})[1]
    'high'
    """
    english, chinese = heading(row.text_en, "en"), heading(row.text_zh, "zh")
    if len(row.text_en) <= _LONGEST["en"] and _OPEN.search(row.text_en) and not _ASKS.search(row.text_en):
        return f"The English {row.text_en!r} is cut off after its last word; the Chinese is {row.text_zh[:60]!r}.", "high"
    if not english or not chinese or (":" in row.text_en) != bool(re.search("[:：]", row.text_zh)):
        return None
    said = f"The English heading {english!r} is cut off"
    if _OPEN.search(english) and not _ASKS.search(english):
        return f"{said} after its last word; the Chinese is {chinese!r}.", "high"
    for term, names in official.items():
        if term in chinese and not any(name.lower() in english.lower() for name in names) and (name := _stops_within(english, names)):
            return f"{said} within {name!r} ({term}); the Chinese is {chinese!r}.", "high"
    words = [word for word in segment_zh(chinese) if re.match(r"[\u4e00-\u9fff]{2}", word)]
    have, last = _roots(english), _roots(re.findall(r"[A-Za-z]*$", english)[0] if english.split()[-1].islower() else "")  # a name ends no heading too early
    if len(english) / len(chinese) < _SHORT * usual:
        for word, following in zip(words, words[1:]):
            meant = _meanings(following)
            unnamed = not meant & have if meant else _ADJECTIVE.search(english)
            if last & _meanings(word) and unnamed:
                return f"{said} before what stands for {following!r}; the Chinese is {chinese!r}.", "medium"
    return None
