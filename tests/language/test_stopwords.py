"""Stop words."""

import pytest
from opencc import OpenCC

from policyanalysis.errors import UsageError
from policyanalysis.language.glossary import glossary
from policyanalysis.language.stopwords import stopwords


@pytest.mark.parametrize("lang, inside, outside", [("en", ["the", "reporter", "xinhua"], ["innovation", "energy", "market", "# articles, prepositions, conjunctions", ""]),
                                                   ("zh", ["的", "记者", "記者", "本报讯", "日电", "还", "還"], ["创新", "能源", "企业", ""])])
def test_words(lang, inside, outside):
    assert not set(inside) - stopwords(lang) and not set(outside) & stopwords(lang)


def test_chinese_ones_are_there_in_both_scripts():
    convert = OpenCC("t2s").convert
    assert not {word for word in stopwords("zh") if not {convert(word), convert(word).replace("著", "着")} & stopwords("zh")}


def test_form():
    assert all(word == word.strip().lower() for word in stopwords("en")) and not any(" " in word for word in stopwords("zh"))


def test_no_term_of_the_glossary_is_a_stop_word():
    assert not set(glossary().zh) & stopwords("zh")


def test_another_language():
    with pytest.raises(UsageError, match="lang='fr' is not supported; use 'en' or 'zh'"):
        stopwords("fr")
