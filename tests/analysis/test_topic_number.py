"""Choosing the number of topics."""

import random

import numpy as np
import pandas as pd
import pytest

from policyanalysis.analysis.topic_number import COLUMNS, compare_numbers
from policyanalysis.analysis.topics import choose_n_topics, fit_topics, trust
from policyanalysis.errors import PolicyAnalysisError, UsageError

THEMES = {"en": ["hydrogen fuel cell vehicle pipeline ammonia tank", "pension fund insurance retirement nursing hospital doctor", "customs tariff port container export cargo freight"],
          "zh": ["氢能 燃料电池 汽车 管道 液氨 储罐 氢气", "养老金 保险 基金 退休 护理 医院 医生", "海关 关税 港口 集装箱 出口 货物 货运"]}
ARTICLES = {"en": (8, 3, 6), "zh": (3, 6, 4)}  # of each theme


def planted():
    rng = random.Random(0)
    rows = [(f"{lang}{theme}-{number}", lang, ("，" if lang == "zh" else " ").join(rng.choices(words.split(), k=14)))
            for lang, themes in THEMES.items() for theme, words in enumerate(themes) for number in range(ARTICLES[lang][theme]) for _ in range(4)]
    return pd.DataFrame(rows, columns=["doc_id", "lang", "text"])


PASSAGES = planted()


@pytest.fixture(scope="module")
def table():
    return choose_n_topics(PASSAGES, candidates=[2, 3, 4, 6])


def test_the_planted_number_is_taken(table):
    assert table.columns.tolist() == COLUMNS and table.n_topics[table.chosen].tolist() == [3]


def test_figures_at_the_planted_number(table):
    row = table.set_index("n_topics").loc[3]
    assert row.exclusivity == 1 and row.coherence > 0.9 and row.stability > 0.9 and row.n_reliable == 3


class Planned:
    """Stands for a model whose topics have a known stability at each number."""

    points_, vocabulary_ = np.zeros((400, 1)), {"en": [], "zh": []}
    langs_ = labels_ = np.array([])
    top_words, present = staticmethod(lambda *_: []), staticmethod(lambda lang: np.zeros((0, 0)))

    def __init__(self, stability, n_topics=2):
        self.known, self.n_topics = stability, n_topics

    def recut(self, n_topics):
        return Planned(self.known, n_topics)

    def stability(self):
        return np.full(self.n_topics, self.known[self.n_topics])


RULES = [({3: 0.68, 5: 0.64, 12: 0.66, 15: 0.60}, 12), ({3: 0.5, 5: 0.9, 12: 0.84}, 5), ({3: 0.9, 5: 0.85, 12: 0.8}, 5), ({3: 0.1, 5: 0.1}, 5), ({4: 0.0}, 4)]


@pytest.mark.parametrize("stability, taken", RULES)
def test_the_largest_number_that_is_nearly_as_stable_as_the_best_is_taken(stability, taken):
    table = compare_numbers(Planned(stability), {"en": [], "zh": []}, candidates=list(stability))
    assert table.n_topics[table.chosen].tolist() == [taken]


def test_as_many_topics_as_themes_of_the_sample(sample):
    table = choose_n_topics(sample.unique_passages, aligned=sample.aligned, candidates=[3, 8, 15, 30], random_state=1)
    assert table.n_topics[table.chosen].tolist() == [15]  # what is planted


def test_auto_is_the_number_of_the_table():
    auto = fit_topics(PASSAGES, n_topics="auto")
    given = fit_topics(PASSAGES, n_topics=int(auto.candidates.n_topics[auto.candidates.chosen].iloc[0]))
    assert auto.topics.equals(given.topics) and auto.mixtures.equals(given.mixtures) and given.candidates is None


@pytest.mark.parametrize("n", [1, 3, 8])
def test_auto_on_few_passages(n):
    assert 1 <= len(fit_topics(PASSAGES.head(n), n_topics="auto").topics) <= max(1, n // 4)


@pytest.mark.parametrize("candidates", [[1, 3], [3, 1000]])
def test_numbers_that_cannot_be_compared(candidates):
    with pytest.raises(UsageError, match=f"cannot be compared on {len(PASSAGES)} passages; use 2 to {len(PASSAGES)}"):
        choose_n_topics(PASSAGES, candidates=candidates)


def test_another_word_than_auto():
    with pytest.raises(UsageError, match="n_topics='many' is no number of topics; give 'auto'"):
        fit_topics(PASSAGES, n_topics="many")


def test_no_passage():
    with pytest.raises(PolicyAnalysisError, match="there is no passage"):
        choose_n_topics(PASSAGES.head(0))


@pytest.mark.parametrize("stability, words", [(0.5, "stability 0.50"), (0.49, "stability 0.49, not to be relied on")])
def test_trust(stability, words):
    assert trust(stability) == words


def test_a_heading_names_both_labels_and_the_stability():
    result = fit_topics(PASSAGES, n_topics=3)
    row = result.topics.iloc[0]
    assert result.heading(0) == f"{row.label_en} / {row.label_zh} (stability {row.stability:.2f})"
