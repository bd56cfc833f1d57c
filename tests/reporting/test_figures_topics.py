"""Figures of topics: what they show, not how it looks."""

import itertools

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Text

from policyanalysis.reporting import topic_figures as figures

TOPICS = pd.DataFrame({"topic": [0, 1, 2], "label_en": ["hydrogen, fuel", "pension", "trade"], "label_zh": ["氢能、燃料", "养老金", "贸易"], "share_en": [0.7, 0.2, 0.1],
                       "share_zh": [0.1, 0.3, 0.6], "stability": [0.9, 0.3, 0.6]})
MIXTURES = pd.DataFrame([[1, 0, 0], [0, 1, 0], [0, 1, 0]], index=["a", "b", "c"], columns=[0, 1, 2], dtype=float)
ARTICLES = pd.DataFrame({"doc_id": ["a", "b", "c"], "source": ["Xinhua", "CCTV", "CCTV"], "section": ["", "", ""], "date": ["2025-01-02", "", "2025-05-01"]})


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_the_map_names_each_topic_in_both_languages_with_its_stability():
    assert texts(figures.topic_map(TOPICS, np.eye(3))) == ["hydrogen\n氢能\n(0.90)", "pension\n养老金\n(0.30, unstable)", "trade\n贸易\n(0.60)"]


@pytest.mark.parametrize("n", [6, 15])
def test_no_label_of_the_map_covers_another(n):
    topics = pd.DataFrame({"topic": range(n), "label_en": "international shipping lanes", "label_zh": "国际海运航线与沿海各省港口群", "share_en": 0.3, "share_zh": 0.3, "stability": 0.3})
    centres = np.eye(n) * 0.02 + np.eye(n)[0] + np.eye(n)[1] * (np.arange(n) > n - 3)[:, None]  # nearly all at one place
    ax = figures.topic_map(topics, centres)
    ax.figure.canvas.draw()
    boxes = [Text.get_window_extent(text) for text in ax.texts]
    assert not [pair for pair in itertools.combinations(boxes, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("n", [1, 2])
def test_a_map_of_few_topics(n):
    assert len(texts(figures.topic_map(TOPICS.head(n), np.eye(n, 3)))) == n


def test_shares_carry_the_stability_too():
    assert sorted(texts(figures.topic_shares(TOPICS))) == ["stability 0.60", "stability 0.90", "unstable, 0.30"]


def test_sources_are_crossed_with_topics():
    ax = figures.topics_by(MIXTURES, ARTICLES, TOPICS, "source")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["CCTV", "Xinhua"] and sorted(texts(ax)) == ["1", "2"]
    assert ax.get_yticklabels()[1].get_text() == "pension / 养老金 (0.30, unstable)"


def test_a_field_that_no_article_states():
    assert texts(figures.topics_by(MIXTURES, ARTICLES, TOPICS, "section")) == ["No article states its section."]


def test_numbers_of_topics():
    table = pd.DataFrame({"n_topics": [5, 8], "coherence": [0.1, 0.2], "exclusivity": [0.5, 0.6], "stability": [0.4, 0.7], "chosen": [False, True]})
    ax = figures.topic_numbers(table)
    assert ax.get_title(loc="left") == "How many topics? (8 were taken)" and [line.get_ydata().tolist() for line in ax.lines[:3]] == [[0.1, 0.2], [0.5, 0.6], [0.4, 0.7]]


@pytest.mark.parametrize("seed", range(8))
def test_the_map_does_not_turn_round_with_the_last_digits(seed):
    """The space may be mirrored, and the sums end otherwise, on another processor."""
    rng = np.random.default_rng(seed)
    centres, mirror = rng.normal(size=(len(TOPICS), 8)), np.linalg.qr(rng.normal(size=(8, 8)))[0]
    one, other = (figures.topic_map(TOPICS, points).lines[0].get_xydata() for points in (centres, centres @ mirror))
    assert np.allclose(one, other, atol=1e-8)
