"""Duplicates against brute force."""

import random

import numpy as np
import pandas as pd
import pytest

from policyanalysis.corpus.duplicates import SHINGLE, THRESHOLD, jaccard, mark_duplicates, shingles


def table(*texts):
    return pd.DataFrame({"doc_id": [f"d{n}" for n in range(len(texts))], "text": list(texts), "lang": "zh", "duplicate_of": ""})


def brute_force(texts):
    """First earlier article that is no duplicate itself and shares enough shingles; written without the package."""
    plain = ["".join(c for c in text.lower() if c.isalnum()) for text in texts]
    sets = [{p[i : i + 8] for i in range(len(p) - 7)} or ({p} if p else set()) for p in plain]
    found, kept = [], []
    for n, own in enumerate(sets):
        first = next((k for k in kept if own and len(own & sets[k]) / len(own | sets[k]) >= 0.6), None)
        found.append("" if first is None else f"d{first}")
        if first is None:
            kept.append(n)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_against_brute_force(seed):
    rng = random.Random(seed)
    alphabet = "新政港口粮食能源储备企业市场技术数据创新工厂" if seed % 2 else "abcdefgh ijklm, nop."
    texts = []
    for _ in range(60):
        if texts and rng.random() < 0.5:
            text = list(rng.choice(texts))
            for _ in range(rng.choice([0, 1, 3, 30])):
                text[rng.randrange(len(text))] = rng.choice(alphabet)
            texts.append("".join(text))
        else:
            texts.append("".join(rng.choices(alphabet, k=rng.randint(150, 400))))
    expected = brute_force(texts)
    assert mark_duplicates(table(*texts)).duplicate_of.tolist() == expected
    assert 5 < sum(map(bool, expected)) < 55


LONG = "港口集团表示，新航线开通以后，货物从工厂到码头的时间缩短了一天，运费也有所下降，企业对此表示欢迎。"
LONG_PLAIN = "".join(c for c in LONG if c.isalnum())
CASES = [  # texts, duplicate_of
    ([], []),
    ([LONG], [""]),
    (["", "", " 。"], ["", "", ""]),
    ([LONG, LONG.replace("，", " , ")], ["", "d0"]),  # blanks and punctuation do not count
    ([LONG, LONG + "又讯。", LONG], ["", "d0", "d0"]),
    ([LONG, "粮库开门收粮，玉米和水稻的收购价格比去年略高，农民卖粮不用排长队。"], ["", ""]),
    (["短文", "短文"], ["", "d0"]),
    (["ABC def ghi jkl", "abc DEF, ghi jkl"], ["", "d0"]),
]


@pytest.mark.parametrize("texts, expected", CASES)
def test_cases(texts, expected):
    assert mark_duplicates(table(*texts)).duplicate_of.tolist() == expected


def test_the_table_given_is_not_changed():
    given = table(LONG, LONG)
    mark_duplicates(given)
    assert given.duplicate_of.tolist() == ["", ""]


def test_shingles():
    assert [len(shingles(text)) for text in ("", "。，_ ", "ab", "储 能，产业_发展规划", "abcdefghij")] == [0, 0, 1, 1, 3]
    assert (shingles("储 能，产业_发展规划") == shingles("储能产业发展规划")).all() and (shingles("ABCDEFGHI") == shingles("abcdefghi")).all()
    assert len(shingles(LONG)) == len({LONG_PLAIN[i : i + SHINGLE] for i in range(len(LONG_PLAIN) - SHINGLE + 1)}) and 0 < THRESHOLD < 1


def test_different_shingles_have_different_hashes():
    texts = ["".join(random.Random(seed).choices("政策能源产业abc", k=SHINGLE)) for seed in range(3000)]
    assert len({int(shingles(text)[0]) for text in texts}) == len(set(texts))


def test_jaccard():
    sets = [(set(), set()), ({1}, set()), ({1}, {1}), ({1, 2, 3}, {2, 3, 4})]
    assert [jaccard(np.array(sorted(a)), np.array(sorted(b))) for a, b in sets] == [0, 0, 1, 0.5]
