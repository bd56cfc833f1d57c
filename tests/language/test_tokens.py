"""Text to content tokens."""

import subprocess
import sys

import pytest

from policyanalysis.language.segmenting import word_frequency
from policyanalysis.language.tokens import segment_zh, singular, tokenize

TOKENS = [  # text, language, tokens
    ("The pilot projects for new energy storage", "en", ["pilot", "project", "new energy storage", "energy", "storage"]),
    ("carbon-neutral policies, businesses", "en", ["carbon-neutral", "policy", "business"]),
    ("AI and EVs in 5G and 6G networks; 15G", "en", ["ai", "ev", "5g", "6g", "network"]),
    ("Xinhua reporter said: the an of", "en", []),
    ("到2030年，新型储能项目", "zh", ["新型储能", "新型", "储能", "项目"]),
    ("數字經濟", "zh", ["数字经济", "数字", "经济"]),
    ("记者 新华社 本报讯", "zh", []),
    ("2030年约3个百分点，三百二十亿", "zh", []),
    ("人工智能AI应用", "zh", ["人工智能", "应用"]),
    ("储 能", "zh", []),  # single characters say too little
    ("氢能。产业", "zh", ["氢能", "产业"]),
    ("hydrogen 氢能", "en", ["hydrogen"]),
    ("hydrogen 氢能", "zh", ["氢能"]),
    ("", "en", []), ("", "zh", []), ("，。！", "zh", []), ("... --", "en", []),
]


@pytest.mark.parametrize("text, lang, expected", TOKENS)
def test_tokenize(text, lang, expected):
    assert tokenize(text, lang) == expected


@pytest.mark.parametrize("text", ["推动新型储能发展，到2030年达到1.8亿千瓦。", "數字經濟 and AI", "", " 　\n", "Ａ１％"])
def test_segments_joined_are_the_text(text):
    assert "".join(segment_zh(text)) == text


def test_glossary_terms_are_kept_whole():
    assert segment_zh("发展新质生产力") == ["发展", "新质生产力"] and "银发经济" in segment_zh("壮大银发经济")


SINGULAR = dict(policies="policy", Businesses="business", taxes="tax", branches="branch", losses="loss", gas="gas", news="news", physics="physics", status="status", analysis="analysis",
                cities="city", process="process", various="various", ties="tie", EVs="ev", series="series", Species="species", AI="ai", cars="car", industry="industry")


@pytest.mark.parametrize("word, expected", SINGULAR.items())
def test_singular(word, expected):
    assert singular(word) == expected


def test_tokens_are_the_same_in_another_process():
    code = "from policyanalysis.language.tokens import tokenize; print(tokenize('推动新型储能和数据要素市场发展', 'zh') + tokenize('New energy storage and data element markets', 'en'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True, env={"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"})
    assert done.stdout.strip() == str(tokenize("推动新型储能和数据要素市场发展", "zh") + tokenize("New energy storage and data element markets", "en")) and done.stderr == ""


def test_frequent_words():
    assert word_frequency()["发展"] > word_frequency()["氢气"] > 0
    assert len(word_frequency()) > 300_000  # the same as jieba's own: tested with the segmenter
