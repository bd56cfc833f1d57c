"""Dealing words to topics."""

import numpy as np
import scipy.sparse as sp

from policyanalysis.analysis.topic_terms import N_TERMS, deal_terms

N = 30  # words of a language: the first 15 belong to topic 0, the last 15 to topic 1


def corpus(seed):
    """400 passages, half on each topic, of four of its words."""
    rng = np.random.default_rng(seed)
    rows = [rng.choice(15, 4, replace=False) + 15 * (number % 2) for number in range(400)]
    counts = np.zeros((400, N))
    for number, words in enumerate(rows):
        counts[number, words] = 1
    return sp.csr_matrix(counts)


def dealt(typical=None):
    typical = np.array([[0.5] * 15 + [0.1] * 15, [0.1] * 15 + [0.5] * 15]) if typical is None else typical
    links = sp.identity(N, format="csr")
    return deal_terms({"en": typical, "zh": typical}, {"en": corpus(0), "zh": corpus(1)}, links, np.ones(N))


def test_no_word_is_dealt_twice():
    for terms in dealt().values():
        assert len(np.concatenate(terms)) == len(set(np.concatenate(terms).tolist())) and all(len(own) <= N_TERMS for own in terms)


def test_words_go_to_the_topic_whose_words_they_stand_with():
    for terms in dealt().values():
        assert set(terms[0].tolist()) == set(range(15)) and set(terms[1].tolist()) == set(range(15, 30))


def test_typicality_that_errs_is_corrected_by_company():
    typical = np.array([[0.5] * 15 + [0.1] * 15, [0.1] * 15 + [0.5] * 15])
    typical[:, [3, 25]] = typical[::-1][:, [3, 25]]  # a word of each topic passes for one of the other
    assert all(set(terms[0].tolist()) == set(range(15)) for terms in dealt(typical).values())


def test_words_that_are_typical_of_nothing_are_not_dealt():
    typical = np.zeros((2, N))
    typical[0, :5] = 1
    terms = dealt(typical)["zh"]
    assert sorted(terms[0].tolist()) == [0, 1, 2, 3, 4] and len(terms[1]) == 0


def test_the_most_typical_come_first():
    typical = np.array([np.linspace(1, 0.1, N), np.full(N, 1e-9)])
    assert all((np.diff(own) > 0).all() for own in dealt(typical)["en"][:1])
