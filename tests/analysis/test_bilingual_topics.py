"""The topic model itself."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError

from policyanalysis.analysis.bilingual_topics import BilingualTopics, _sections
from policyanalysis.analysis.common_space import projection_weight
from policyanalysis.errors import UsageError

WORDS = [("en", ["hydrogen", "fuel", "pipeline"]), ("zh", ["氢能", "燃料", "管道"]), ("en", ["pension", "fund", "insurance"]), ("zh", ["养老金", "基金", "保险"])]
TOKENS, LANGS = [words for _ in range(6) for _, words in WORDS], [lang for _ in range(6) for lang, _ in WORDS]


@pytest.fixture(scope="module")
def model():
    return BilingualTopics(n_topics=2, random_state=0).fit(TOKENS, LANGS)


def test_passages_of_both_languages_share_a_topic(model):
    labels = model.labels_.reshape(6, 4)
    assert (labels[:, 0] == labels[:, 1]).all() and (labels[:, 2] == labels[:, 3]).all() and (labels[:, 0] != labels[:, 2]).all()


def test_shapes(model):
    weights = model.weights(model.points_)
    assert weights.shape == (24, 2) and np.allclose(weights.sum(axis=1), 1) and (weights.argmax(axis=1) == model.labels_).all()
    assert np.allclose(np.linalg.norm(model.centres_, axis=1), 1) and np.allclose(np.linalg.norm(model.points_, axis=1), 1)
    assert model.word_scores_["zh"].shape == (2, 6) and model.vocabulary_["en"] == ["fuel", "fund", "hydrogen", "insurance", "pension", "pipeline"]


def test_what_sets_the_languages_apart_is_no_topic(model):
    langs = np.array(LANGS)
    assert all(np.allclose(model.points_[langs == lang].mean(axis=0), 0, atol=0.05) for lang in ("en", "zh"))  # two themes of one weight, opposite each other


def test_transform_of_what_was_fitted_gives_its_labels(model):
    assert (model.transform(TOKENS, LANGS).argmax(axis=1) == model.labels_).all()


def test_transform_of_new_passages(model):
    hydrogen, unknown = model.labels_[0], model.transform([["zzz"]], ["en"])
    assert model.transform([["氢能", "管道"]], ["zh"]).argmax() == hydrogen and unknown.shape == (1, 2) and np.allclose(unknown.sum(), 1)


def test_words_belong_to_the_topic_they_are_typical_of(model):
    topic = model.labels_[0]
    assert set(model.top_words(topic, "en")) == {"hydrogen", "fuel", "pipeline"} and set(model.top_words(topic, "zh")) == {"氢能", "燃料", "管道"}
    assert len(model.top_words(topic, "en", 2)) == 2 and model.top_words(topic, "en", 0) == []


def test_phrases_swallow_their_parts():
    tokens = [["new energy storage", "energy", "storage"], ["pension", "fund"], ["养老保险", "养老", "保险"], ["氢能"]] * 6
    model = BilingualTopics(n_topics=2).fit(tokens, ["en", "en", "zh", "zh"] * 6)
    words = [word for topic in range(2) for lang in ("en", "zh") for word in model.top_words(topic, lang)]
    assert "new energy storage" in words and "energy" not in words and "养老保险" in words and "养老" not in words


@pytest.mark.parametrize("lang, words", [("en", [["pension", "fund"], ["hydrogen", "fuel"]]), ("zh", [["养老金", "基金"], ["氢能", "燃料"]])])
def test_one_language_alone(lang, words):
    model = BilingualTopics(n_topics=2).fit(words * 8, [lang] * 16)
    assert len(set(model.labels_[::2])) == len(set(model.labels_[1::2])) == 1 and model.labels_[0] != model.labels_[1]


def test_topics_are_in_the_order_of_their_weight():
    model = BilingualTopics(n_topics=2).fit([["pension", "fund"]] * 4 + [["hydrogen", "fuel"]] * 12 + [["氢能", "燃料"]] * 8 + [["养老金", "基金"]] * 2, ["en"] * 16 + ["zh"] * 10)
    assert model.labels_.tolist() == [1] * 4 + [0] * 20 + [1] * 2


def test_stability_of_plain_topics(model):
    assert model.stability(5) == pytest.approx([1, 1])


def test_scikit_learn_parameters():
    model = clone(BilingualTopics(n_topics=3, context=0.2))
    assert model.get_params() == {"n_topics": 3, "n_components": 200, "context": 0.2, "random_state": 0}


@pytest.mark.parametrize("n_topics, tokens, langs, message", [
    (2, [["a"]] * 3, ["en", "fr", "zh"], "lang='fr' is not supported; use 'en' or 'zh'"),
    (0, [["a"]] * 3, ["en"] * 3, "n_topics=0 does not fit 3 passages; use 1 to 3"),
    (4, [["a"]] * 3, ["en"] * 3, "n_topics=4 does not fit 3 passages"),
])
def test_wrong_arguments(n_topics, tokens, langs, message):
    with pytest.raises(UsageError, match=message):
        BilingualTopics(n_topics=n_topics).fit(tokens, langs)


def test_not_fitted():
    with pytest.raises(NotFittedError, match="not fitted"):
        BilingualTopics().transform([["a"]], ["en"])
    with pytest.raises(NotFittedError, match="not fitted"):
        BilingualTopics().stability()


def test_the_n_topics_of_a_model_can_be_changed_in_its_space(model):
    other = model.recut(1)
    again = BilingualTopics(n_topics=1, random_state=0).fit(TOKENS, LANGS)
    assert np.array_equal(other.centres_, again.centres_) and np.array_equal(other.labels_, again.labels_) and model.n_topics == 2 and len(model.centres_) == 2


@pytest.mark.parametrize("n, expected", [(1500, 1.0), (375, 2.0), (24_000, 0.25), (24_100, 0.0)])
def test_the_projection_weighs_less_the_larger_the_corpus(n, expected):
    assert projection_weight(n) == pytest.approx(expected)


def test_a_large_corpus_is_described_by_word_vectors_alone(monkeypatch):
    monkeypatch.setattr("policyanalysis.analysis.common_space.EQUAL", 0.1)
    model = BilingualTopics(n_topics=2).fit(TOKENS, LANGS)
    assert model.space_.projection_weight == 0 and (model.labels_.reshape(6, 4) == model.labels_[:4]).all() and model.labels_[0] == model.labels_[1] != model.labels_[2] == model.labels_[3]


def test_words_learned_from_translations_join_what_the_lexicon_does_not():
    tokens, langs = [["zorb", "blick"], ["囧囧", "囧叨"], ["pension", "fund"], ["养老金", "基金"]] * 6, ["en", "zh"] * 12
    pairs = [(["zorb", "blick"], ["囧囧", "囧叨"]), (["zorb"], ["囧囧"]), (["blick"], ["囧叨"])]
    labels = BilingualTopics(n_topics=2).fit(tokens, langs, pairs=pairs).labels_
    assert labels[0] == labels[1] != labels[2] == labels[3]


@pytest.mark.parametrize("n, sections", [(1, 1), (20, 1), (21, 2), (87, 5)])
def test_long_articles_are_cut_into_equal_sections(n, sections):
    found = _sections(["b"] * 3 + ["a"] * n, n + 3)
    own = np.bincount(found[3:])[np.unique(found[3:])]
    assert len(own) == sections and own.max() - own.min() <= 1 and set(found[:3]) & set(found[3:]) == set() and (np.diff(found[3:]) >= 0).all()


def test_no_word_is_a_term_of_two_topics(model):
    for lang in ("en", "zh"):
        dealt = np.concatenate(model.terms_[lang])
        assert len(dealt) == len(set(dealt.tolist())) == 6
