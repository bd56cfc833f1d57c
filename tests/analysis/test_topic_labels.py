"""What topics are called, on corpora whose themes are known."""

import random
import warnings

import pandas as pd
import pytest

from policyanalysis.analysis.topic_labels import SCARCE, is_phrase, translated
from policyanalysis.analysis.topics import fit_topics
from policyanalysis.language.naming import can_name
from policyanalysis.reporting.findings import topic_findings

HYDROGEN = ("hydrogen pipeline electrolysis ship valve".split(), "氢能 管道 电解 船舶 阀门".split())
PENSION = ("doctor insurance retirement nursing hospital".split(), "医生 保险 退休 护理 医院".split())


def passages(*themes, seed=0, n_words=8):
    """Articles of four passages; a theme is (name, English words, number of English articles, Chinese words, number of Chinese articles)."""
    rng, rows = random.Random(seed), []
    for name, english, n_en, chinese, n_zh in themes:
        for lang, words, n in (("en", english, n_en), ("zh", chinese, n_zh)):
            rows += [(f"{name}-{lang}-{number}", lang, (" " if lang == "en" else "，").join(rng.choices(words, k=n_words))) for number in range(n) for _ in range(4)]
    return pd.DataFrame(rows, columns=["doc_id", "lang", "text"])


def named(result, theme):
    """The topics table's row of the topic that a theme's articles are on."""
    best = result.mixtures.idxmax(axis=1)
    (topic,) = {topic for doc_id, topic in best.items() if doc_id.startswith(theme)}
    return result.topics.set_index("topic").loc[topic]


def labels(row):
    return row.label_en.split(", "), row.label_zh.split("、")


def test_both_labels_name_the_same_things_in_one_order():
    result = fit_topics(passages(("h", HYDROGEN[0], 6, HYDROGEN[1], 6), ("p", PENSION[0], 6, PENSION[1], 6)), n_topics=2)
    for theme, (english, chinese) in (("h", HYDROGEN), ("p", PENSION)):
        own = labels(named(result, theme))
        assert len(own[0]) == len(own[1]) == 3 and [english.index(word) for word in own[0]] == [chinese.index(word) for word in own[1]]
    assert result.apart == []


def test_a_phrase_that_both_languages_have_comes_first():
    text = {"en": "storage battery new energy storage grid", "zh": "电池，新型储能，电网，储能"}
    rows = [(f"{lang}{number}", lang, text[lang]) for lang in text for number in range(6)]
    pension = passages(("p", PENSION[0], 6, PENSION[1], 6))
    result = fit_topics(pd.concat([pd.DataFrame(rows, columns=pension.columns), pension], ignore_index=True), n_topics=2)
    own = labels(named(result, "en"))
    assert (own[0][0], own[1][0]) == ("new energy storage", "新型储能") and "battery" in own[0] and "电池" in own[1] and "storage" not in own[0]


def test_words_that_only_describe_are_no_label():
    themes = ("h", ["hydrogen", "cheap", "refinery"], 6, ["氢能", "便宜"], 6), ("p", PENSION[0], 6, PENSION[1], 6)
    own = labels(named(fit_topics(passages(*themes), n_topics=2), "h"))
    assert own[0] == ["hydrogen", "refinery"] and own[1] == ["氢能"]  # 便宜 is "cheap": linked, but no name


def test_a_label_does_not_say_the_same_twice():
    themes = ("c", ["cultural", "culture", "museum"], 6, [], 0), ("p", PENSION[0], 6, PENSION[1], 6)
    own = labels(named(fit_topics(passages(*themes), n_topics=2), "c"))[0]
    assert len(own) == 2 and "museum" in own


def test_a_word_of_one_passage_is_no_label():
    corpus = passages(("h", HYDROGEN[0][:2], 6, HYDROGEN[1][:2], 6), ("p", PENSION[0], 6, PENSION[1], 6))
    corpus.loc[0, "text"] += " zeppelin" * 9
    corpus.loc[len(corpus) - 1, "text"] += " zeppelin"  # so that it is in the vocabulary
    assert "zeppelin" not in named(fit_topics(corpus, n_topics=2), "h").label_en


def test_a_word_of_one_article_comes_after_those_of_several():
    corpus = passages(("h", ["hydrogen", "pipeline"], 6, ["氢能", "管道"], 6), ("p", PENSION[0], 6, PENSION[1], 6))
    corpus.loc[corpus.doc_id == "h-en-0", "text"] += " canal"
    own = labels(named(fit_topics(corpus, n_topics=2), "h"))
    assert set(own[0][:2]) == {"hydrogen", "pipeline"}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_language_with_next_to_nothing_gets_the_other_s_label_translated(lang):
    n = {"en": 1, "zh": 1, lang: 6}
    corpus = passages(("h", ["hydrogen", "pipeline"], n["en"], ["氢能", "管道"], n["zh"]), ("p", PENSION[0], 6, PENSION[1], 6))
    few = corpus[(corpus.doc_id.str.startswith("h")) & (corpus.lang != lang)]
    corpus = corpus.drop(few.index[SCARCE - 1 :])
    row = named(fit_topics(corpus, n_topics=2), "h")
    expected = {"en": (["hydrogen", "pipeline"], ["[氢能]", "[管道]"]), "zh": (["[hydrogen energy]", "[pipeline]"], ["氢能", "管道"])}[lang]
    assert tuple(map(sorted, labels(row))) == tuple(map(sorted, expected))
    terms = (row.terms_zh if lang == "en" else row.terms_en).replace("、", ", ").split(", ")
    assert terms and all(term.startswith("[") and term.endswith("]") for term in terms)


def test_one_language_alone_and_words_that_nothing_renders():
    table = fit_topics(passages(("z", ["zorb", "quux"], 6, [], 0), ("p", PENSION[0], 6, [], 0)), n_topics=2).topics
    assert (table.label_en != "").all() and table.label_zh.str.startswith("[").all()
    assert translated(["zorb", "quux"], "en") == ["[zorb]", "[quux]"] and translated([], "en") == []
    assert translated(["market access", "waiter"], "en") == ["[市场准入]"]  # beside an official rendering no guess


def test_a_topic_of_two_themes_is_said_to_be_one():
    result = fit_topics(passages(("h", HYDROGEN[0], 6, [], 0), ("p", [], 0, PENSION[1], 6)), n_topics=1)
    row = result.topics.iloc[0]
    assert result.apart == [0] and set(row.label_en.split(", ")) <= set(HYDROGEN[0]) and set(row.label_zh.split("、")) <= set(PENSION[1])
    assert any("1 topic, which may be two themes in one" in sentence for sentence in topic_findings(result.topics, result.apart))
    assert not any("two themes" in sentence for sentence in topic_findings(result.topics))


NAMES = {"zh": ("氢能 储能 消费 电池 囧囧", "便宜 先进 各地"), "en": ("hydrogen battery reform industry innovation manufacturing", "cheap combing gongxinbu analyzing")}


@pytest.mark.parametrize("lang", NAMES)
def test_what_can_name_a_theme(lang):
    naming, describing = (words.split() for words in NAMES[lang])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert all(can_name(word, lang) for word in naming) and not any(can_name(word, lang) for word in describing)


@pytest.mark.parametrize("word, expected", [("新型储能", True), ("储能", False), ("smart factory", True), ("excellence-level", False), ("innovation", False), ("", False)])
def test_is_phrase(word, expected):
    assert is_phrase(word) is expected
