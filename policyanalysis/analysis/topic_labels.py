"""What a topic is called in each language: terms that render each other first, so that both names are of one thing.

1. Of each language's most typical words those are candidates that several documents of the topic hold.
2. Pairs of them that the lexicon links (dictionary, glossary, the corpus's own translations) come first, phrases before single words.
3. What is missing is taken from each language's own candidates; beside two pairs only terms of the glossary.
4. A language with next to no passage on a topic has no words of its own for it: it gets the other's, translated, in brackets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.common_space import LANGS
from policyanalysis.analysis.typicality import whole_phrases
from policyanalysis.language.lexicon import gloss, official_rendering, renderings
from policyanalysis.language.naming import can_name

N_WORDS = 3  # of a label
POOL, LEADING = 30, 7  # words looked at, those dealt to the topic and about as many others that are typical of it; and of the most typical those that need not be phrases
SCARCE = 4  # passages under which a language has next to nothing on a topic
WHOLE, EXACT = 1.0, 0.5  # weight of a link from which a rendering is meant, not a word of one; and how exact it must be to be printed as one
CLEAR = 0.2  # how typical of a topic a pair of words must be to name it, where the most typical words of both languages have 1
FAMILY = 5  # letters that words such as "culture" and "cultural" share
OTHER = {"en": "zh", "zh": "en"}


class Naming(NamedTuple):
    """What a topic is called, and its terms, by language; those in brackets are translated from the other language.

    >>> Naming({"en": ["pension"], "zh": ["养老金"]}, {"en": ["pension", "fund"], "zh": ["养老金"]}, True, ()).label["zh"]
    ['养老金']
    """

    label: dict[str, list[str]]
    terms: dict[str, list[str]]
    linked: bool  # whether the lexicon links typical words of one language with those of the other
    scarce: tuple[str, ...]  # languages with next to no passage on the topic


def name_topics(model: BilingualTopics, top_n: int = 10) -> list[Naming]:
    """The labels of the topics of a fitted model, and at most `top_n` terms of each, those of the label first.

    Examples
    --------
    >>> tokens = [["hydrogen", "fuel"], ["pension"], ["氢能"], ["养老金", "基金"]] * 4
    >>> names = name_topics(BilingualTopics(n_topics=2).fit(tokens, ["en", "en", "zh", "zh"] * 4))
    >>> sorted((name.label["en"][0], name.label["zh"][0], name.linked) for name in names)
    [('hydrogen', '氢能', True), ('pension', '养老金', True)]
    """
    links = _renderings(model.space_.links)
    columns = {lang: {word: number for number, word in enumerate(model.vocabulary_[lang])} for lang in LANGS}

    def counterpart(word: str, lang: str) -> str:
        row = (links if lang == "zh" else links.T.tocsr())[[columns[lang][word]]]
        return model.vocabulary_[OTHER[lang]][row.indices[row.data.argmax()]] if row.max() >= EXACT else ""

    found = []
    for topic in range(model.n_topics):
        own = {lang: _candidates(model, topic, lang, columns[lang]) for lang in LANGS}
        scarce = _scarce(model, topic, own)
        pairs = [] if scarce else _pairs(own, links, columns)
        label = {lang: _filled([pair[side] for pair in pairs[:N_WORDS]], own[lang], lang) for side, lang in enumerate(LANGS)}
        terms = {lang: whole_phrases(dict.fromkeys(label[lang] + model.top_words(topic, lang, top_n)), lang, top_n) for lang in LANGS}
        for lang in scarce:
            label[lang], terms[lang] = (translated(of[OTHER[lang]], OTHER[lang], counterpart) for of in (label, terms))
        found.append(Naming(label, terms, bool(pairs), scarce))
    return found


def translated(terms: list[str], lang: str, counterpart: Callable[[str, str], str] = lambda word, lang: "") -> list[str]:
    """Terms of a language in the other, each in brackets: as the glossary or the corpus has them, or where none is known as the dictionary does, or as they are.

    >>> translated(["银发经济", "囧囧囧囧"], "zh"), translated(["囧囧囧囧"], "zh")
    (['[silver economy]'], ['[囧囧囧囧]'])
    """
    known = [official_rendering(term, lang) or counterpart(term, lang) for term in terms]
    rendered = known if any(known) else [gloss(term, lang) for term in terms]  # which is a guess
    return list(dict.fromkeys(f"[{term}]" for term in (rendered if any(rendered) else terms) if term))


def _renderings(links):
    """How exactly words render each other, 0..1: a link's part of the best link of either word."""
    places, best = links.tocoo(), [links.max(axis=axis).toarray().ravel() for axis in (1, 0)]
    part = places.data / np.maximum(best[0][places.row], best[1][places.col])
    kept = places.data >= WHOLE
    return sp.csr_array((part[kept], (places.row[kept], places.col[kept])), shape=links.shape)


def _scarce(model, topic, own):
    n = {lang: int((model.labels_[model.langs_ == lang] == topic).sum()) if own[lang] else 0 for lang in LANGS}
    return tuple(lang for lang in LANGS if n[lang] < SCARCE and n[lang] < n[OTHER[lang]])


def _candidates(model, topic, lang, columns):
    """Typical words that several of the topic's passages hold, and how typical each is (0..1): half as much where they are of one of several articles; all words, where none is left."""
    words, on = model.top_words(topic, lang, POOL), model.labels_[model.langs_ == lang] == topic
    if not words:
        return {}
    places = [columns[word] for word in words]
    typical = model.typicality_[lang][topic, places] / max(model.typicality_[lang][topic].max(), 1e-12)
    held, articles = model.present(lang)[on][:, places], np.unique(model.articles_[model.langs_ == lang][on], return_inverse=True)[1]
    members = sp.csr_array((np.ones(len(articles)), (articles, np.arange(len(articles)))), shape=(articles.max(initial=0) + 1, len(articles)))
    n_passages, n_articles = held.sum(axis=0), ((members @ held) > 0).sum(axis=0)
    if members.shape[0] > 1:
        typical = np.where(n_articles > 1, typical, typical / 2)
    several = n_passages > 1 if (n_passages > 1).any() else n_passages >= 0
    return dict(sorted(((word, value) for word, value, kept in zip(words, typical.tolist(), several) if kept), key=lambda item: -item[1]))


def _pairs(own, links, columns):
    """Candidates (English, Chinese) that render each other, by how typical both are and how exact the rendering is; phrases count twice, no word comes twice."""
    scored, found = [], []
    for j, (chinese, typical_zh) in enumerate(own["zh"].items()):
        whole = {tokens[0] for tokens, _ in renderings(chinese) if len(tokens) == 1 or " " in tokens[0]}
        for i, (english, typical_en) in enumerate(own["en"].items()):
            exact = 1.0 if english in whole else links[columns["zh"][chinese], columns["en"][english]]
            phrase = " " in english or is_phrase(chinese) and english in whole
            scored.append((-round(float((exact * typical_en * typical_zh) ** 0.5 * (2 if phrase else 1)), 9), i, j, english, chinese))
    for score, _, _, *pair in sorted(scored):
        if -score >= CLEAR and not any(word in taken for word in pair for taken in found) and (can_name(pair[1], "zh") or official_rendering(pair[1], "zh")):
            found.append(tuple(pair))
    return found


def _filled(led, own, lang):
    """Terms of a label: those of pairs, then others of the language; words that cannot name a theme only where there is nothing else, and no word beside one of its family."""
    rest = [word for word in list(own)[:LEADING] if word not in led]
    terms = [word for word in rest if is_phrase(word) and official_rendering(word, lang)]
    if len(led) > 1:
        return (led + terms)[:N_WORDS]
    phrases, naming, found = [word for word in rest if is_phrase(word)], [word for word in rest if can_name(word, lang)], list(led)
    for word in dict.fromkeys(terms + phrases + naming if led or terms or phrases or naming else rest):
        if is_phrase(word) or not any(word.isascii() and len(word) > FAMILY and word[:FAMILY] == other[:FAMILY] for other in found):
            found.append(word)
    return found[:N_WORDS]


def is_phrase(word: str) -> bool:
    """Whether a term has several words: 新型储能 says more than 储能.

    >>> [is_phrase(word) for word in ("new energy storage", "storage", "新型储能", "储能")]
    [True, False, True, False]
    """
    return " " in word or len(word) >= 4 and not word.isascii()
