"""Links between the words of a corpus."""

import numpy as np
import pytest

from policyanalysis.analysis.word_links import INFLECTED, LEARNED, learned_links, stem, word_links

SAME_STEM = ["accuse accused accusing accuses", "policy policies", "stop stopped stopping stops", "rise rising", "tax taxes taxed"]


@pytest.mark.parametrize("forms", SAME_STEM)
def test_inflected_forms_share_a_stem(forms):
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("one, other", [("red", "re"), ("sing", "s"), ("bring", "br"), ("policy", "police")])
def test_other_words_do_not(one, other):
    assert stem(one) != stem(other)


def test_any_inflection_is_linked_the_dictionary_s_own_form_more():
    table = word_links(["苹果"], ["apple", "apples", "pear"]).toarray()[0]
    assert table[0] > table[1] >= INFLECTED and table[2] == 0


def test_single_characters_are_linked():
    assert word_links(["油"], ["oil", "pension"]).toarray()[0].tolist()[0] > 0


def test_words_of_translations_are_paired_where_the_lexicon_is_silent():
    pairs = [(["zorb", "fund"], ["囧囧", "基金"]), (["zorb"], ["囧囧"]), (["fund"], ["基金"])]
    with_pairs, without = (word_links(["囧囧", "基金"], ["fund", "zorb"], given).toarray() for given in (pairs, None))
    assert without[0].tolist() == [0, 0] and with_pairs[0].tolist() == [0, LEARNED] and with_pairs[1, 0] >= without[1, 0] > 0


def test_a_word_seen_once_in_translations_is_not_paired():
    assert learned_links([(["a"], ["甲"])], ["甲"], ["a"]).nnz == 0 and learned_links([([], [])], ["甲"], ["a"]).nnz == 0


def test_the_association_by_hand():
    pairs = [(["a"], ["甲"]), (["a"], ["甲"]), (["a"], ["乙"]), (["b"], ["甲"])]
    assert learned_links(pairs, ["甲", "乙"], ["a", "b"]).toarray() == pytest.approx(np.array([[LEARNED * 4 / 9, 0], [0, 0]]))


def test_no_words():
    assert word_links([], []).shape == (0, 0) and word_links(["甲"], []).shape == (1, 0)


def test_of_equal_pairs_the_one_that_the_lexicon_knows_is_kept():
    pairs = [(["fund", "zorb"], ["基金", "囧囧"])] * 2
    words = ["基金", "囧囧"], ["fund", "zorb"]
    assert learned_links(pairs, *words).toarray() == pytest.approx(np.full((2, 2), LEARNED / 2))  # nobody knows which is which
    with_lexicon = word_links(*words, pairs).toarray()
    assert with_lexicon[0, 0] == LEARNED and with_lexicon[0, 1] == with_lexicon[1, 0] == 0  # 囧囧 is not "fund", nor 基金 "zorb"
    assert with_lexicon[1, 1] == LEARNED * 1.0
