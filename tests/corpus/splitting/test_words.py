"""Words of lines as numbers, against the same done word by word."""

import math
import re
from collections import Counter

import numpy as np
import pytest

from policyanalysis.corpus.splitting.words import Words, cosine
from policyanalysis.language.stopwords import stopwords

LINES = ["The ports of Tianjin TRADE berths, cranes & approximately nine implementations", "", "港口互换泊位，code-share 储能A储能", "ports, port; portability portabilities", "a an of I'm doesn't",
         "Çelik naïve Ünder", "𠮷野家与港口 ports", "line\nfeed inside 港\n口", "x" * 40 + " themselves thermal betweenness anothers approximations", "储", "\ud800 broken 港口"]


def read_word_by_word(line):
    words = [word[:7] for word in re.findall("[a-z]{3,}", line.lower()) if word not in stopwords("en")]
    return words + [a + b for run in re.findall("[\u3400-\u9fff]+", line) for a, b in zip(run, run[1:])]


@pytest.mark.parametrize("lines", [LINES, LINES[::-1], LINES * 3, [], [""], ["储能储能"], ["plain words alone"]], ids=["mixed", "reversed", "repeated", "none", "blank", "Chinese", "English"])
def test_words_are_those_found_one_by_one(lines):
    words, spelled = Words(lines), {}
    expected = [read_word_by_word(line) for line in lines]
    assert np.diff(words.bounds).tolist() == [len(own) for own in expected]
    for line, own in enumerate(expected):
        for number, word in zip(words.of(line).tolist(), own):
            assert spelled.setdefault(number, word) == word
    assert len(set(spelled.values())) == len(spelled)
    frequency = Counter(word for own in expected for word in set(own))
    for number, word in spelled.items():
        assert words.rarity[number] == pytest.approx(math.log(1 + len(lines) / frequency[word]))


def test_windows_end_with_the_line_that_fills_them():
    words = Words(["one berth", "crane quay wharf", "tide", "", "vessel hull"])
    n = [len(words.of(line)) for line in range(5)]
    assert len(words.before(3, 2)) == n[2] + n[1] and len(words.before(3, 100)) == sum(n[:3])
    assert len(words.after(0, 1)) == n[1] and len(words.after(0, n[1] + 1)) == n[1] + n[2] and len(words.after(4, 5)) == 0


def test_similarity_is_the_cosine_of_tf_idf_weights():
    lines = ["crane crane quay tide", "crane wharf tide tide", "vessel"]
    words = Words(lines)
    frequency = Counter(word for line in lines for word in set(line.split()))
    bags = [{word: (1 + math.log(n)) * math.log(1 + 3 / frequency[word]) for word, n in Counter(line.split()).items()} for line in lines]
    dot = sum(bags[0][word] * bags[1].get(word, 0) for word in bags[0])
    expected = dot / math.sqrt(sum(v * v for v in bags[0].values()) * sum(v * v for v in bags[1].values()))
    weights = [words.weigh(words.of(line)) for line in range(3)]
    assert cosine(weights[0], weights[1]) == pytest.approx(expected) and cosine(weights[0], weights[2]) == 0
    assert cosine(weights[0], words.weigh(words.of(0, 0))) == 0
