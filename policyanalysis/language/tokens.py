"""Text to the tokens that topics, keyness and translation pairs are computed on.

Chinese is segmented on the text first and filtered afterwards.  jieba's words, with the glossary's terms as its user words, are the definition.
"""

from __future__ import annotations

import re
import sys
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from policyanalysis.language.glossary import glossary
from policyanalysis.language.scripts import simplified
from policyanalysis.language.segmenting import Entry, Segmenter
from policyanalysis.language.stopwords import stopwords
from policyanalysis.parallel import spread
from policyanalysis.versions import code_hash

if TYPE_CHECKING:
    from policyanalysis.language.own_words import OwnWords

WORD_EN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*|\b[56][Gg]\b")
WORD_ZH = re.compile(r"^[\u3400-\u9fff]{2,}$")
NUMERAL_ZH = re.compile(r"^[第约近超]?[〇零一二三四五六七八九十百千万亿两几数多余]+[年月日个条项家亿万余多倍次级号届期号位]*$")
MAX_PHRASE = 5  # words
PART = 500_000  # characters of texts that are tokenised as one part of the work
SHORT = {"ai", "ev", "5g", "6g", "ip", "ict"}  # words of two letters that say something
INVARIANT = {"series", "species"}  # no plural ending to take off


def project_segmenter(more: tuple[Entry, ...] = ()) -> Segmenter:
    """A segmenter with jieba's dictionary, the glossary's terms and further entries.

    >>> project_segmenter((("港航一体化", None, None),)).cut("推动港航一体化")
    ['推动', '港航一体化']
    """
    terms = [(term, None, None) for term, kind in zip(glossary().zh, glossary().kind) if kind != "document" and WORD_ZH.match(term) and len(term) <= 8]
    return Segmenter([*terms, *more])


@cache
def _segmenter():
    return project_segmenter()


@cache
def _plain_segmenter():
    return Segmenter()


def segment_zh(text: str, words: OwnWords | None = None) -> list[str]:
    """Words of a Chinese text, punctuation and everything else included; joined they are the text again.

    `words` are a reader's own, as `own_words.read_own_words` gives them.

    Examples
    --------
    >>> segment_zh("推动新型储能发展")
    ['推动', '新型储能', '发展']
    """
    return (words.segmenter if words else _segmenter()).cut(text)


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


def tokenize_all(texts: Iterable[str], langs: Iterable[str], words: OwnWords | None = None) -> list[list[str]]:
    """Content tokens of each of many texts, as `tokenize` gives them; a word is held once, however often it occurs.

    >>> tokenize_all(["energy storage", "储能"], ["en", "zh"])
    [['energy storage', 'energy', 'storage'], ['储能']]
    """
    return list(tokenize_each(texts, langs, words))


def tokenize_each(texts: Iterable[str], langs: Iterable[str], words: OwnWords | None = None) -> Iterator[list[str]]:
    """The same text by text, as they are asked for: neither the texts nor the tokens need be held all at once.

    >>> next(tokenize_each(["energy storage"], ["en"]))
    ['energy storage', 'energy', 'storage']
    """
    return _spread(texts, langs, words, lambda vocabulary: np.array(vocabulary, dtype=object), list)


def number_each(texts: Iterable[str], langs: Iterable[str], number: Callable[[str], int], words: OwnWords | None = None) -> Iterator[np.ndarray]:
    """What `number` says of each content token, text by text; it is asked only once for each word of a part of the texts.

    To count many texts, arrays of numbers take a tenth of the time of lists of words.

    >>> [found.tolist() for found in number_each(["steel port", "", "port"], ["en"] * 3, {"port": 1, "steel": 0}.get)]
    [[0, 1], [], [1]]
    """
    return _spread(texts, langs, words, lambda vocabulary: np.array([number(word) for word in vocabulary], dtype=np.int32), lambda found: found)


def _spread(texts, langs, words, values, made):
    """Of each text the `values` of its tokens, made of those of the vocabulary of the part that it is in."""
    def unpack(part):
        of_vocabulary, places, sizes = values(list(map(sys.intern, part[0]))), *(np.frombuffer(b64decode(coded), dtype="<u4") for coded in part[1:])
        found, ends = of_vocabulary[places], np.cumsum(sizes).tolist()
        return (made(found[start:end]) for start, end in pairwise([0, *ends]))

    return spread(partial(_tokenize_part, words), zip(texts, langs), lambda item: len(item[0]), PART, unpack, kept=f"tokens {code_hash('language')} {words.digest if words else ''}")


def _tokenize_part(words, items):
    """Vocabulary of a part; the places of its tokens in it and the number of each text's tokens, as base64: what is kept must be plain, and this is read in no time."""
    places: dict[str, int] = {}
    found, sizes = array("I"), array("I")
    for text, lang in items:
        before = len(found)
        found.extend(places.setdefault(token, len(places)) for token in tokenize(text, lang, words))
        sizes.append(len(found) - before)
    return list(places), *(b64encode(np.array(values, dtype="<u4").tobytes()).decode() for values in (found, sizes))


def _tokenize_zh(text, words):
    return [token for word in segment_zh(text, words) for token in _tokens_of(word)]


@lru_cache(maxsize=200_000)
def _tokens_of(word):
    """A Chinese word and, of a long one, its parts; nothing of a stop word, a numeral, or what is no word."""
    stops = stopwords("zh")
    if not WORD_ZH.match(word) or word in stops or NUMERAL_ZH.match(word):
        return ()
    parts = _plain_segmenter().cut(word) if len(word) >= 4 else ()
    return word, *(part for part in parts if part != word and WORD_ZH.match(part) and part not in stops)


def _tokenize_en(text):
    phrases, found, end = _phrases(), [], 0  # end of the phrase that was found last
    words = [singular(word) for word in WORD_EN.findall(text)]
    for position, word in enumerate(words):
        if word in phrases and position >= end and (phrase := _phrase_at(words, position)):
            end = position + phrase
            found.append(" ".join(words[position:end]))
        if _says_something(word):
            found.append(word)
    return found


@lru_cache(maxsize=200_000)
def _says_something(word):
    stops = stopwords("en")
    return (len(word) > 2 or word in SHORT) and word not in stops and word + "s" not in stops


def _phrase_at(words, position):
    """Number of words of the longest glossary phrase that begins here; 0 if none does."""
    longest = 0
    for phrase in _phrases()[words[position]]:
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
