"""Words found by rjieba are jieba's, whatever stands between the Chinese characters."""

import builtins
from pathlib import Path
from random import Random

import pytest

from policyanalysis.language import segmenting
from policyanalysis.language.segmenting import HAN, Segmenter, word_frequency
from policyanalysis.language.tokens import _segmenter

OTHER = ["2030", "5.3", "15%", "A", "AI", "5G", "C++", "&", "-", "_", ".", "10,000", "IC", "，", "。", "《", "》", " ", "\t", "\n", "\r\n", "㐀", "龦", "é", "５", "\ue000", "\U00020000"]
EDGES = ["可达", "首年", "年来", "降至", "可获", "年", "来", "中", "上", "丁丁丁", "七七七七", "哈哈哈"]  # words less likely than their characters


@pytest.fixture(scope="module")
def glossary_words():
    return _segmenter()


def test_real_sentences_are_cut_as_jieba_cuts_them(glossary_words):
    for page in sorted(Path("data/sample").glob("*.txt")):
        for line in page.read_text(encoding="utf-8").splitlines():
            assert glossary_words.cut(line) == glossary_words._jieba.lcut(line)


def test_any_mixture_is_cut_as_jieba_cuts_it(glossary_words):
    random = Random(4)
    words = list(word_frequency())
    common = sorted(words, key=word_frequency().get)[-5000:]
    for _ in range(8000):
        text = "".join(random.choice(random.choice((words, common, OTHER, EDGES))) for _ in range(random.randint(1, 9)))
        assert glossary_words.cut(text) == glossary_words._jieba.lcut(text), text


@pytest.mark.parametrize(("text", "words"), [("可达15%", ["可达", "15%"]), ("可达", ["可", "达"]), ("A股市场", ["A股", "市场"]), ("卡拉2030年前", ["卡拉", "2030", "年前"])])
def test_edges_of_digits_and_letters(glossary_words, text, words):
    assert glossary_words.cut(text) == glossary_words._jieba.lcut(text) == words


def test_further_words_count_for_both():
    own = Segmenter([("绿氢走廊计划", None, None), ("5G网络", 50, "n"), ("发展新", 10_000_000, None)])
    for text in ("推动绿氢走廊计划落地", "建设5G网络", "发展新动能", "抱死太公"):
        assert own.cut(text) == own._jieba.lcut(text)
    assert "绿氢走廊计划" in own.cut("推动绿氢走廊计划落地") and "5G网络" in own.cut("建设5G网络") and own.cut("发展新动能")[0] == "发展新"


def test_a_word_is_kept_whole_at_the_frequency_that_jieba_suggests():
    known = Segmenter()._jieba
    words = [word for word in ("稳中求进", "市场准入", "试点", "港航一体化", "供应链", "东北地区")]
    own = Segmenter([(word, None, None) for word in words])
    for word in words:
        assert own.cut(word) == [word]
        assert segmenting._kept_whole(word, [part for part in known.cut(word, HMM=False)], {}, known.total) == known.suggest_freq(word)


def test_without_rjieba_the_words_are_the_same_and_it_is_said(monkeypatch):
    imported = builtins.__import__

    def without(name, *rest, **more):
        if name == "rjieba":
            raise ImportError(name)
        return imported(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    slow = Segmenter([("港航一体化", None, None)])
    with pytest.warns(UserWarning, match="rjieba is not installed"):
        words = slow.cut("到2030年推动港航一体化")
    monkeypatch.undo()
    assert words == Segmenter([("港航一体化", None, None)]).cut("到2030年推动港航一体化") == ["到", "2030", "年", "推动", "港航一体化"]


def test_frequencies_are_those_of_jieba():
    known = Segmenter()._jieba
    assert sum(known.FREQ[word] == frequency for word, frequency in word_frequency().items()) == len(word_frequency())
    assert segmenting._dictionary()[1] == known.total and all(HAN.search(word) or not word.isascii() or word in known.FREQ for word in segmenting._mixed_words())
