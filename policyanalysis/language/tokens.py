"""Text to the tokens that topics, keyness and translation pairs are computed on.

Chinese is segmented on the text first and filtered afterwards.  jieba's words, with the glossary's terms as its user words, are the definition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from itertools import count, groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from policyanalysis.frames import Runs, digest
from policyanalysis.language.glossary import glossary
from policyanalysis.language.scripts import simplified
from policyanalysis.language.segmenting import Entry, Segmenter
from policyanalysis.language.stopwords import stopwords
from policyanalysis.shelf import by_parts, recall_each, recall_runs
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


def tokenize_all(texts: Iterable[str], langs: Iterable[str], words: OwnWords | None = None, documents: Iterable[str] | None = None) -> list[list[str]]:
    """Content tokens of each of many texts, as `tokenize` gives them; a word is held once, however often it occurs.

    What is found is kept between runs: of texts that follow each other and are of one of the `documents` together, which takes less time than text by text.

    >>> tokenize_all(["energy storage", "储能"], ["en", "zh"])
    [['energy storage', 'energy', 'storage'], ['储能']]
    """
    found: dict[str, str] = {}
    return [own.tolist() for own in _each(texts, langs, lambda vocabulary: np.array([found.setdefault(word, word) for word in vocabulary], dtype=object), words, documents)]


def number_each(texts: Iterable[str], langs: Iterable[str], number: Callable[[str], int], words: OwnWords | None = None, documents: Iterable[str] | None = None) -> Iterator[np.ndarray]:
    """What `number` says of each content token, text by text as they are asked for: neither the texts nor the tokens need be held all at once.

    To count many texts, arrays of numbers take a tenth of the time of lists of words.

    >>> [found.tolist() for found in number_each(["steel port", "", "port"], ["en"] * 3, {"port": 1, "steel": 0}.get)]
    [[0, 1], [], [1]]
    """
    return _each(texts, langs, lambda vocabulary: np.fromiter(map(number, vocabulary), np.int32, len(vocabulary)), words, documents)


def number_runs(runs: Runs, langs: list[str], number: Callable[[str], int]) -> Iterator[np.ndarray]:
    """What `number` says of each content token of each run of texts, given with its language; those of a run are one array.

    >>> import pandas as pd
    >>> runs = Runs(pd.DataFrame({"doc_id": ["a", "a", "b"], "text": ["steel", "port", "port"]}), ["doc_id"], ["text"])
    >>> [found.tolist() for found in number_runs(runs, ["en", "en"], {"port": 1, "steel": 0}.get)]
    [[0, 1], [1]]
    """
    found = recall_runs(_stage(None), _by_documents(None), runs, lambda numbers: list(zip([langs[n] for n in numbers], runs.texts(numbers))), lambda n: langs[n].encode())
    for vocabulary, _, places in map(_unpack, found):
        yield np.fromiter(map(number, vocabulary), np.int32, len(vocabulary))[places]


def _each(texts, langs, values, words, documents):
    """Of each text the `values` of its tokens, made of those of the vocabulary of the document that it is in."""
    rows = zip(count() if documents is None else documents, langs, texts)
    together = ((lang, [text for *_, text in own]) for (_, lang), own in groupby(rows, key=itemgetter(0, 1)))
    for vocabulary, sizes, places in map(_unpack, recall_each(_stage(words), _by_documents(words), together, _told)):
        found, end = values(vocabulary)[places], 0
        for size in sizes:
            end += size
            yield found[end - size : end]


def _stage(words):
    return f"tokens {code_hash('language')} {words.digest if words else ''}"


def _by_documents(words):
    return by_parts(partial(_tokenize_documents, words), lambda document: sum(map(len, document[1])), PART)


def _told(document):
    return digest(document[1]) + document[0].encode()  # as `recall_runs` tells a run and its language


def _tokenize_documents(words, documents):
    """The tokens of each document as bytes: how long its vocabulary is and how many texts it has, the number of each text's tokens, the vocabulary, and the places of the tokens in it."""
    found = []
    for lang, texts in documents:
        number: dict[str, int] = {}
        tokens = [tokenize(text, lang, words) for text in texts]
        places = np.array([number.setdefault(token, len(number)) for own in tokens for token in own], dtype="<u4")
        vocabulary = "\n".join(number).encode()
        found.append(b"".join([np.array([len(vocabulary), len(texts), *map(len, tokens)], dtype="<u4").tobytes(), vocabulary, places.astype(_places(len(number))).tobytes()]))
    return found


def _unpack(data):
    length, n_texts = np.frombuffer(data, "<u4", 2).tolist()
    start = 4 * (2 + n_texts)
    vocabulary = data[start : start + length].decode().split("\n") if length else []
    return vocabulary, np.frombuffer(data, "<u4", n_texts, 8).tolist(), np.frombuffer(data, _places(len(vocabulary)), offset=start + length)


def _places(n_words):
    return "<u2" if n_words < 2**16 else "<u4"


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
