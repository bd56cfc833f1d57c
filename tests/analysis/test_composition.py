"""Topics found again: what is certain stays, what is not widens the intervals."""

import numpy as np
import pandas as pd

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.composition import mixtures_of, refit_mixtures
from policyanalysis.analysis.coverage import coverage, differences

TOKENS, LANGS = [["hydrogen", "fuel"], ["pension", "fund"], ["氢能", "燃料"], ["养老金", "基金"]] * 6, ["en", "en", "zh", "zh"] * 6


def test_topics_far_apart_come_back_under_their_numbers():
    model = BilingualTopics(n_topics=2, random_state=0).fit(TOKENS, LANGS)
    assert model.refits(4).shape == (4, 24) and (model.refits(4) == model.labels_).all() and model.stability(4).tolist() == [1, 1]


def test_fewer_passages_than_topics_give_no_refit():
    model = BilingualTopics(n_topics=3, random_state=0).fit(TOKENS[:3], LANGS[:3], ["a", "b", "b"])
    assert 0 < len(model.refits(40)) < 40 and model.refits(40).shape[1] == 3


def test_mixtures_by_hand():
    table = mixtures_of(np.array([0, 1, 1, 2]), pd.Series(["b", "b", "a", "a"]), 3)
    assert table.index.tolist() == ["b", "a"] and table.to_numpy().tolist() == [[0.5, 0.5, 0], [0, 0.5, 0.5]]


def test_mixtures_of_the_fitted_labels_are_those_of_the_topics(topics):
    table = mixtures_of(topics.model.labels_, topics.passages.doc_id, topics.model.n_topics)
    assert np.allclose(table, topics.mixtures) and table.index.tolist() == topics.mixtures.index.tolist()
    assert all(mixture.index.equals(table.index) for mixture in refit_mixtures(topics, 3))


def test_refits_widen_intervals_and_move_no_share(topics, sample):
    refits = refit_mixtures(topics, 5)
    for make in (coverage, differences):
        certain, carried = make(topics.mixtures, sample.articles), make(topics.mixtures, sample.articles, refits=refits)
        width = [(table.high - table.low).to_numpy() for table in (certain, carried)]
        assert (width[1] >= width[0] - 1e-9).mean() > 0.9
        assert make is differences or width[1].mean() > width[0].mean()  # of a difference, the greater of sampling and refits counts
        assert certain[certain.columns[2 if make is coverage else 1]].tolist() == carried[carried.columns[2 if make is coverage else 1]].tolist()


def test_one_refit_says_nothing_about_variance():
    articles = pd.DataFrame({"doc_id": list("abcd"), "lang": ["en", "en", "zh", "zh"], "duplicate_of": ""})
    mixtures = pd.DataFrame([[1.0, 0], [0, 1], [1, 0], [1, 0]], index=list("abcd"))
    assert coverage(mixtures, articles, refits=[mixtures]).equals(coverage(mixtures, articles))
