"""Languages and scripts."""

import pytest

from policyanalysis.language.scripts import language, script, simplified

TEXTS = [  # text, language, script
    ("", "en", ""), ("123 %", "en", ""), ("New energy storage", "en", ""), ("新型储能", "zh", "Hans"), ("新型儲能產業", "zh", "Hant"), ("人工", "zh", "Hans"),
    ("The 《意见》 was issued", "en", "Hans"), ("新型储能 (new energy storage) 的发展规划和目标", "zh", "Hans"), ("數字經濟和数字", "zh", "Hant"), ("，。！", "en", ""), ("ＡＢＣ", "en", ""), ("氢 H", "zh", "Hans"),
]


@pytest.mark.parametrize("text, lang, _script", TEXTS)
def test_language_and_script(text, lang, _script):
    assert (language(text), script(text)) == (lang, _script)


@pytest.mark.parametrize("text, expected", [("數字經濟", "数字经济"), ("数字经济", "数字经济"), ("economy", "economy"), ("", ""), ("發展 AI 產業", "发展 AI 产业")])
def test_simplified(text, expected):
    assert simplified(text) == expected and simplified(expected) == expected
