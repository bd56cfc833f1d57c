"""Aligned word vectors of planted corpora."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from policyanalysis.analysis.topics import fit_topics
from policyanalysis.analysis.word_vectors import aligned_vectors, unit_rows

THEMES, PER_THEME = 8, 10


def planted(seed):
    """Document-term matrix of 4,000 passages of six words of one theme; words 0 to 9 are theme 0, and so on."""
    rng = np.random.default_rng(seed)
    theme = rng.integers(THEMES, size=4000)
    words = theme[:, None] * PER_THEME + rng.integers(PER_THEME, size=(4000, 6))
    return sp.csr_matrix((np.ones(words.size), (np.repeat(np.arange(4000), 6), words.ravel())), shape=(4000, THEMES * PER_THEME))


@pytest.fixture(scope="module")
def vectors():
    """Two words of each theme are linked, the others are not; one link is wrong."""
    known = [theme * PER_THEME + number for theme in range(THEMES) for number in (0, 1)]
    links = sp.csr_matrix((np.ones(len(known) + 1), ([*known, 2], [*known, 77])), shape=(THEMES * PER_THEME,) * 2)
    return aligned_vectors(planted(0), planted(1), links)


def test_words_that_no_link_names_meet_their_theme_in_spite_of_a_wrong_link(vectors):
    nearest = (unit_rows(vectors[0]) @ unit_rows(vectors[1]).T).argmax(axis=1) // PER_THEME
    assert (nearest == np.repeat(np.arange(THEMES), PER_THEME)).mean() >= 0.95


def test_the_seed_decides(vectors):
    links = sp.identity(THEMES * PER_THEME, format="csr")
    one, two = (aligned_vectors(planted(0), planted(1), links, 3) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one, two))


@pytest.mark.parametrize("rows, links", [(0, 1), (5, 0), (5, 1)])
def test_nothing_to_learn_from(rows, links):
    zh, en = aligned_vectors(sp.csr_matrix((rows, 3)), sp.csr_matrix((rows, 2)), sp.csr_matrix(np.full((3, 2), float(links))))
    assert not zh.any() and not en.any() and len(zh) == 3 and len(en) == 2


def test_unit_rows():
    assert unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist() == [[0.6, 0.8], [0, 0]] and unit_rows(np.zeros((0, 3))).shape == (0, 3)


def test_a_corpus_of_two_notes_has_vectors():
    passages = pd.DataFrame([("a", "zh", "国务院办公厅印发《港口发展的意见》，支持新航线。"), ("b", "en", "The ports were opened in the north of the country.")], columns=["doc_id", "lang", "text"])
    assert len(fit_topics(passages, n_topics=8).topics) == 1
