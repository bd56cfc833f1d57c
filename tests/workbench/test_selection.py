"""Articles by what is known of them."""

import pandas as pd
import pytest

from policyanalysis.errors import UsageError
from policyanalysis.workbench.selection import select

ARTICLES = pd.DataFrame([
    ("a", "en", "Xinhua", "Ministry of Finance; Ministry of Commerce", "Hunan", "", "a.txt", "2024-05-09", ""),
    ("b", "zh", "新华社", "Ministry of Commerce", "", "产业", "b.txt", "2024-05", ""),
    ("c", "zh", "新华社", "", "", "产业", "b.txt", "2025-01-01", "b"),
    ("d", "zh", "人民日报", "", "Hunan", "", "b.txt", "", ""),
    ("e", "en", "", "", "", "", "a.txt", "2023", ""),
], columns=["doc_id", "lang", "source", "issuer", "region", "section", "file", "date", "duplicate_of"])
MIXTURES = pd.DataFrame([[0.9, 0.1], [0.2, 0.8]], index=["a", "b"])


@pytest.mark.parametrize("conditions, expected", [
    ({}, "abde"), ({"lang": "zh"}, "bd"), ({"source": "新华社"}, "b"), ({"issuer": "Ministry of Commerce"}, "ab"), ({"region": "Hunan", "lang": "en"}, "a"), ({"section": "产业"}, "b"), ({"file": "a.txt"}, "ae"),
    ({"since": "2024"}, "ab"), ({"since": "2024-05-10"}, "b"), ({"since": "2024-06"}, ""), ({"until": "2023"}, "e"), ({"until": "2024-05-01"}, "be"), ({"until": "2024-05"}, "abe"), ({"until": "2022-12-31"}, ""),
    ({"since": "2023-05-05", "until": "2023-06-01"}, "e"), ({"source": "nobody"}, ""), ({"topic": 1, "mixtures": MIXTURES}, "b"), ({"topic": 0, "mixtures": MIXTURES, "lang": "zh"}, "")])
def test_conditions(conditions, expected):
    assert "".join(select(ARTICLES, **conditions).doc_id) == expected


@pytest.mark.parametrize("conditions, said", [
    ({"lang": "fr"}, "lang='fr' is not supported; use 'en' or 'zh'"), ({"since": "May"}, "since='May' is not a date; give one such as 2024-05-01, 2024-05 or 2024"), ({"until": "2024-5"}, "is not a date"),
    ({"topic": 0}, "topic needs to know the articles' topics"), ({"topic": 7, "mixtures": MIXTURES}, "there is no topic 7; the topics are 0 to 1")])
def test_conditions_that_cannot_be(conditions, said):
    with pytest.raises(UsageError, match=said):
        select(ARTICLES, **conditions)


def test_the_table_is_not_changed(sample):
    before = sample.articles.copy()
    found = select(sample.articles, lang="zh", since="2024")
    assert 0 < len(found) < len(before) and set(found.lang) == {"zh"} and (found.date >= "2024").all()
    pd.testing.assert_frame_equal(sample.articles, before)
