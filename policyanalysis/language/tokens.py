"""Text to the tokens that topics, keyness and translation pairs are computed on.

Chinese is segmented on the text first and filtered afterwards.  jieba's words, with the glossary's terms as its user words, are the definition.
"""

from __future__ import annotations

import re
import warnings
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from policyanalysis.language.glossary import glossary
from policyanalysis.language.scripts import simplified
from policyanalysis.language.stopwords import stopwords

if TYPE_CHECKING:
    from policyanalysis.language.own_words import OwnWords

WORD_EN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|\b[56][Gg]\b")
WORD_ZH = re.compile(r"^[\u3400-\u9fff]{2,}$")
NUMERAL_ZH = re.compile(r"^[第约近超]?[〇零一二三四五六七八九十百千万亿两几数多余]+[年月日个条项家亿万余多倍次级号届期号位]*$")
MAX_PHRASE = 5  # words
SHORT = {"ai", "ev", "5g", "6g", "ip", "ict"}  # words of two letters that say something
INVARIANT = {"series", "species"}  # no plural ending to take off


@cache
def _plain_segmenter():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own use of pkg_resources
        import jieba

    tokenizer = jieba.Tokenizer()
    # Filled from jieba's dictionary itself: the cache it keeps in the shared temporary folder is read unchecked, whoever wrote it.
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


@cache
def _segmenter():
    return _with_words(_plain_segmenter(), [(term, None, None) for term, kind in zip(glossary().zh, glossary().kind) if kind != "document" and WORD_ZH.match(term) and len(term) <= 8])


def extended_segmenter(entries):
    """A segmenter with further words, each with its frequency and tag or None; the project's own one stays as it is.

    >>> extended_segmenter([("港航一体化", None, None)]).lcut("港航一体化"), segment_zh("港航一体化")
    (['港航一体化'], ['港航', '一体化'])
    """
    return _with_words(_segmenter(), entries)


def _with_words(known, entries):
    tokenizer = type(known)()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(known.FREQ), known.total, True
    for word, frequency, tag in entries:
        tokenizer.add_word(word, frequency, tag)
    return tokenizer


def segment_zh(text: str, words: OwnWords | None = None) -> list[str]:
    """Words of a Chinese text, punctuation and everything else included; joined they are the text again.

    `words` are a reader's own, as `own_words.read_own_words` gives them.

    Examples
    --------
    >>> segment_zh("推动新型储能发展")
    ['推动', '新型储能', '发展']
    """
    return (words.segmenter if words else _segmenter()).lcut(text)


@cache
def word_frequency() -> dict[str, int]:
    """How often each Chinese word occurs in the corpus that jieba's dictionary was counted on.

    >>> word_frequency()["经济"] > word_frequency()["氢气"]
    True
    """
    # Its file alone, in a third of the time that the segmenter takes, which needs the beginnings of words too
    lines = Path(find_spec("jieba").origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(n) for word, n in (line.split(" ", 2)[:2] for line in lines)}


def tokenize(text: str, lang: str, words: OwnWords | None = None) -> list[str]:
    """Content tokens of a text, multi-word terms of the glossary kept whole beside their parts.

    Parameters
    ----------
    text
        As printed; traditional characters are read as simplified ones.
    lang
        "en" or "zh".
    words
        A reader's own dictionary and stop words, as `own_words.read_own_words` gives them.

    Returns
    -------
    list of str
        Lower-case English words without their plural ending, or Chinese words of two characters or more; no stop words, no numerals.

    Examples
    --------
    >>> tokenize("The pilot projects for new energy storage", "en")
    ['pilot', 'project', 'new energy storage', 'energy', 'storage']
    >>> tokenize("到2030年，新型储能项目", "zh")
    ['新型储能', '新型', '储能', '项目']
    """
    found = _tokenize_zh(simplified(text), words) if lang == "zh" else _tokenize_en(text)
    return [token for token in found if token not in words.stops] if words else found


def _tokenize_zh(text, words):
    stops, found = stopwords("zh"), []
    for word in segment_zh(text, words):
        if not WORD_ZH.match(word) or word in stops or NUMERAL_ZH.match(word):
            continue
        found.append(word)
        if len(word) >= 4:
            found += [part for part in _plain_segmenter().lcut(word) if part != word and WORD_ZH.match(part) and part not in stops]
    return found


def _tokenize_en(text):
    stops, found = stopwords("en"), []
    words = [singular(word) for word in WORD_EN.findall(text)]
    position = 0
    while position < len(words):
        phrase = _phrase_at(words, position)
        run = words[position : position + max(phrase, 1)]
        if phrase:
            found.append(" ".join(run))
        found += [w for w in run if (len(w) > 2 or w in SHORT) and w not in stops and w + "s" not in stops]
        position += len(run)
    return found


def _phrase_at(words, position):
    """Number of words of the longest glossary phrase that begins here; 0 if none does."""
    longest = 0
    for phrase in _phrases().get(words[position], ()):
        if len(phrase) > longest and tuple(words[position : position + len(phrase)]) == phrase:
            longest = len(phrase)
    return longest


@cache
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Glossary phrases of two to five words by their first word."""
    found: dict[str, set] = {}
    rows = glossary()
    for renderings in rows[rows.kind.isin(["term"])].en:
        for rendering in renderings.split(" / "):
            phrase = tuple(singular(word) for word in WORD_EN.findall(rendering))
            if 2 <= len(phrase) <= MAX_PHRASE and phrase[0] not in stopwords("en") | {"the"} or len(phrase) == 3 and phrase[0] == "new":
                found.setdefault(phrase[0], set()).add(phrase)
    return {first: tuple(sorted(phrases)) for first, phrases in found.items()}


@cache
def singular(word: str) -> str:
    """Lower case without the plural ending: a stem would not be readable as a topic word.

    >>> singular("Batteries"), singular("processes"), singular("series"), singular("news")
    ('battery', 'process', 'series', 'news')
    """
    word = word.lower()
    if word in INVARIANT:
        return word
    if word[:-1] in SHORT and word.endswith("s"):
        return word[:-1]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "ous", "news")):
        return word[:-1]
    return word
