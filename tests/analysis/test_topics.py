"""Topics of a corpus whose themes are known."""

import os
import platform
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_mutual_info_score

from policyanalysis.analysis.composition import refit_mixtures
from policyanalysis.analysis.placing import borrow, counted
from policyanalysis.analysis.topics import TOPICS, _drawn, fit_topics, npmi, side_by_side, typical_passages
from policyanalysis.errors import PolicyAnalysisError, UsageError
from policyanalysis.language.tokens import singular, tokenize_all

ROOT = Path(__file__).resolve().parents[2]
THEMES = {  # content words of a theme in each language
    "hydrogen": ("hydrogen fuel cell vehicle pipeline electrolysis ammonia refuelling station tank".split(), "氢能 燃料电池 汽车 管道 电解 液氨 加氢站 储罐 制氢 氢气".split()),
    "pension": ("pension insurance fund retirement nursing elderly care hospital annuity doctor".split(), "养老金 保险 基金 退休 护理 老年人 养老 医院 年金 医生".split()),
    "trade": ("customs tariff port container shipping export import cargo freight warehouse".split(), "海关 关税 港口 集装箱 航运 出口 进口 货物 货运 仓库".split()),
}


def planted(n_each, seed=0):
    """Passages of articles of one theme; n_each[theme] = (English, Chinese articles), four passages of 16 words each."""
    rng, rows = random.Random(seed), []
    for theme, counts in n_each.items():
        for lang, words, count in zip(("en", "zh"), THEMES[theme], counts):
            for number in range(count):
                for _ in range(4):
                    text = rng.choices(words, k=16)
                    rows.append((f"{theme}-{lang}-{number}", lang, " ".join(text) if lang == "en" else "，".join(text)))
    return pd.DataFrame(rows, columns=["doc_id", "lang", "text"])


@pytest.fixture(scope="module")
def result():
    return fit_topics(planted({"hydrogen": (8, 2), "pension": (2, 6), "trade": (6, 0)}), n_topics=3, top_n=5)


def test_each_theme_is_one_topic_of_both_languages(result):
    best = result.mixtures.idxmax(axis=1)
    assert adjusted_mutual_info_score([i.split("-")[0] for i in best.index], best) == 1


def test_known_shares_come_back(result):
    best = result.mixtures.idxmax(axis=1)
    number = {i.split("-")[0]: topic for i, topic in best.items()}
    table = result.topics.set_index("topic")
    expected = {"hydrogen": (10, 8 / 16, 2 / 8), "pension": (8, 2 / 16, 6 / 8), "trade": (6, 6 / 16, 0)}
    for theme, row in expected.items():
        assert tuple(table.loc[number[theme], ["n_documents", "share_en", "share_zh"]]) == pytest.approx(row, abs=1e-4)


def test_terms_are_the_words_of_the_theme(result):
    best = result.mixtures.idxmax(axis=1)
    table = result.topics.set_index("topic")
    for theme, (english, chinese) in THEMES.items():
        row = table.loc[best[f"{theme}-en-0"]]
        terms = row.terms_en.split(", ")
        assert len(terms) == 5 and not set(terms) - {singular(word) for word in english}
        zh = row.terms_zh.split("、")
        assert all(term.startswith("[") or any(term in word or word in term for word in chinese) for term in zh)
        assert row.label_en.split(", ") == [t for t in row.label_en.split(", ") if t in terms] and row.label_en.count(", ") == 2
        assert result.label(row.name) == f"{row.label_en} / {row.label_zh}"
    assert table.loc[best["trade-en-0"]].terms_zh.startswith("[")  # nothing Chinese is on it: glosses


def test_columns_and_ranges(result):
    assert result.topics.columns.tolist() == TOPICS and result.topics.topic.tolist() == [0, 1, 2]
    assert result.topics[["share_en", "share_zh"]].sum().tolist() == pytest.approx([1, 1], abs=1e-3)
    assert result.topics.stability.between(0, 1).all() and result.topics.coherence.between(-1, 1).all()
    assert result.passages[["doc_id", "lang", "text"]].equals(planted({"hydrogen": (8, 2), "pension": (2, 6), "trade": (6, 0)}))
    assert result.passages.weight.between(1 / 3, 1).all() and np.allclose(result.mixtures.sum(axis=1), 1)


def test_one_language_alone():
    topics = fit_topics(planted({"hydrogen": (5, 0), "pension": (5, 0)}), n_topics=2).topics
    assert topics.share_en.sum() == pytest.approx(1) and topics.share_zh.tolist() == [0, 0]


def test_themes_planted_are_stable_and_noise_is_not(result):
    rng = random.Random(1)
    words = {lang: [word for theme in THEMES.values() for word in theme[number]] for number, lang in enumerate(("en", "zh"))}
    noise = pd.DataFrame([(f"d{n}", lang, " ".join(rng.choices(words[lang], k=16))) for n in range(40) for lang in words], columns=["doc_id", "lang", "text"])
    assert result.topics.stability.min() > 0.9 > 0.6 > fit_topics(noise, n_topics=4).topics.stability.mean()


def test_the_seed_decides():
    code = ("import sys; sys.path.insert(0, sys.argv[1]); from test_topics import *; r = fit_topics(planted({'hydrogen': (4, 3), 'pension': (3, 4), 'trade': (4, 2)}), n_topics=3, random_state=5);"
            "sys.stdout.buffer.write((r.topics.to_csv() + r.passages.to_csv() + r.mixtures.to_csv()).encode())")
    folder = str(Path(__file__).parent)
    outputs = [subprocess.run([sys.executable, "-c", code, folder], capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}).stdout
               for seed, threads in (("1", "1"), ("2", "2"))]
    assert outputs[0] == outputs[1] and len(outputs[0]) > 1000


SAME = """
import hashlib, sys
from pathlib import Path
from policyanalysis.corpus.load import load_corpus
from policyanalysis.analysis.topics import fit_topics
from policyanalysis.tables import write_table
corpus, out = load_corpus(sys.argv[1]), Path(sys.argv[2])
result = fit_topics(corpus.unique_passages, aligned=corpus.aligned)
for name, table in (("topics", result.topics), ("passages", result.passages), ("mixtures", result.mixtures.reset_index())):
    write_table(table, out / (name + ".csv"))
model = result.model
for array in (model.labels_, model.centres_, model.points_, model.space_.links.toarray(), model.refits(3), *model.typicality_.values()):
    print(array.dtype, array.shape, hashlib.sha256(array.tobytes()).hexdigest())
print(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.glob("*.csv"))))
"""
SETTINGS = [{"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "2", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Shanghai", "PYTHONUTF8": "0"}]


def test_the_same_bytes_whatever_hash_seed_threads_and_locale(tmp_path):
    outputs = []
    for number, setting in enumerate(SETTINGS):
        (tmp_path / str(number)).mkdir()
        given = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"], "POLICYANALYSIS_CACHE": "off", **setting}
        command = [sys.executable, "-c", SAME, str(ROOT / "data" / "sample"), str(tmp_path / str(number))]
        outputs.append(subprocess.run(command, capture_output=True, check=True, env=given, cwd=tmp_path / str(number)).stdout)
    assert outputs[0] == outputs[1] and outputs[0].count(b"\n") == 8
    assert all((tmp_path / "0" / f"{name}.csv").read_bytes() == (tmp_path / "1" / f"{name}.csv").read_bytes() for name in ("topics", "passages", "mixtures"))


def test_fitting_again_gives_the_same_tables(sample, topics):
    again = fit_topics(sample.unique_passages)
    assert again.topics.equals(topics.topics) and again.passages.equals(topics.passages) and again.mixtures.equals(topics.mixtures)


@pytest.mark.parametrize("passages, asked, found", [(24, 25, 6), (19, 15, 4), (8, 2, 2), (3, 15, 1), (1, 2, 1)])
def test_a_small_corpus_gets_fewer_topics(passages, asked, found):
    result = fit_topics(planted({"hydrogen": (6, 0)}).head(passages), n_topics=asked)
    assert len(result.topics) == found and len(result.passages) == passages and (result.topics.label_en != "").all()


def test_no_passage_at_all():
    with pytest.raises(PolicyAnalysisError, match="there is no passage to find topics in; add pages"):
        fit_topics(planted({"hydrogen": (6, 0)}).head(0))


def test_no_topic_is_too_few():
    with pytest.raises(UsageError, match="n_topics=0 is too small; give 1 or more"):
        fit_topics(planted({"hydrogen": (6, 0)}), n_topics=0)


def test_borrow():
    tokens = [["a"], ["b"] * 5, ["c"] * 20, ["d"]]
    assert borrow(tokens, ["x"] * 4)[0] == ["a"] + ["b"] * 5 + ["c"] * 20
    assert borrow(tokens, ["x"] * 4)[2] == ["c"] * 20 and borrow(tokens, ["x", "y", "z", "z"])[0] == ["a"]
    assert borrow(tokens, ["x"] * 4)[1] == ["b"] * 5 + ["c"] * 20 and borrow([], []) == []


def test_topics_of_counted_passages_are_those_of_their_tokens(sample, topics):
    """Words that the model does not know count for the length of a passage, by which it borrows from others, and for nothing else."""
    passages = sample.unique_passages.iloc[:400]
    documents, langs = passages.doc_id.tolist(), passages.lang.to_numpy()
    columns = topics.model.columns()
    number = {word: column for word, column in columns.items() if column % 7}  # some are unknown
    tokens = tokenize_all(passages.text, passages.lang)
    known = [[word for word in text if word in number] for text in borrow(tokens, documents)]
    numbers = [np.array([number.get(word, -1) for word in text], dtype=np.int32) for text in tokens]
    found = topics.model.weights(topics.model.embed_counts(counted(numbers, documents, len(columns)), langs, documents))
    assert np.array_equal(found, topics.model.transform(known, langs, documents)) and any(len(text) < 12 for text in tokens)


NPMI = [  # terms, documents, by hand
    (["a", "b"], [{"a", "b"}, {"a"}, {"b"}, {"c"}], np.log(0.25 / (0.5 * 0.5)) / -np.log(0.25)),
    (["a", "b"], [{"a", "b"}, {"a", "b"}, {"b"}, {"c"}], np.log(0.5 / (0.5 * 0.75)) / -np.log(0.5)),
    (["a", "b", "c"], [{"a", "b"}, {"a", "b"}, {"c"}, {"d"}], (1 - 1 - 1) / 3),
    (["a", "b"], [{"a", "b"}], 1),
    (["a", "z"], [{"a"}], -1),
    (["a"], [{"a"}], float("nan")),
    ([], [], float("nan")),
    (["a", "b"], [], float("nan")),
]


@pytest.mark.parametrize("terms, documents, expected", NPMI)
def test_npmi(terms, documents, expected):
    assert npmi(terms, documents) == pytest.approx(expected, nan_ok=True)


def test_typical_passages_side_by_side(sample, topics):
    both = topics.topics[(topics.topics.share_en > 0.05) & (topics.topics.share_zh > 0.05)].topic.iloc[0]
    table, listed = side_by_side(topics, both, top_n=2), typical_passages(topics, both, top_n=2)
    for lang, name in (("en", "english"), ("zh", "chinese")):
        own = listed[listed.lang == lang]
        assert table[name][table[name] != ""].tolist() == own.text.tolist() and table[f"line_{lang}"].dropna().tolist() == own.line.tolist()
    alone = topics.topics[topics.topics.share_en == 0].topic.iloc[0]
    table = side_by_side(topics, alone, top_n=3)
    assert (table.english == "").all() and (table.file_en == "").all() and table.line_en.isna().all() and (table.chinese != "").all() and 1 <= len(table) <= 3
    assert side_by_side(topics, alone, top_n=0).empty


@pytest.fixture
def large(monkeypatch):
    """A corpus of which only a part is looked at for topics: more English passages than Chinese ones."""
    monkeypatch.setattr("policyanalysis.analysis.topics.SAMPLE", 160)
    return planted({"hydrogen": (60, 10), "pension": (40, 15), "trade": (50, 5)})


def test_topics_of_a_large_corpus_are_found_from_a_part_and_given_to_all(large):
    result = fit_topics(large, n_topics=3, top_n=5)
    theme = large.doc_id.str.split("-").str[0]
    assert adjusted_mutual_info_score(theme, result.passages.topic) > 0.95
    drawn = large.iloc[result.sampled]
    assert 130 <= len(drawn) <= 160 and (drawn.groupby("doc_id").size() == 4).all()  # whole articles
    assert drawn.lang.value_counts().between(65, 80).all()  # half of them in each language
    assert result.mixtures.index.tolist() == large.doc_id.unique().tolist() and result.mixtures.sum(axis=1).round(9).eq(1).all()
    assert result.topics.n_documents.sum() == 180 and len(refit_mixtures(result, 2)[0]) == drawn.doc_id.nunique()


def test_articles_that_were_drawn_stay_so_when_new_ones_come_in(large):
    new = planted({"trade": (3, 2)}, seed=9).assign(doc_id=lambda table: "new-" + table.doc_id)
    before, after, other = (set(passages.doc_id.iloc[_drawn(passages, seed)]) for passages, seed in ((large, 0), (pd.concat([new, large], ignore_index=True), 0), (large, 1)))
    assert len(before - after) <= 4 and len(before - other) > 8


def test_a_language_with_few_passages_leaves_its_room_to_the_other(monkeypatch):
    monkeypatch.setattr("policyanalysis.analysis.topics.SAMPLE", 160)
    result = fit_topics(planted({"hydrogen": (60, 2), "trade": (40, 1)}), n_topics=2)
    drawn = result.passages.iloc[result.sampled]
    assert (drawn.lang == "zh").sum() == 12 and 140 <= (drawn.lang == "en").sum() <= 148


def test_how_much_is_read_at_once_changes_nothing(large, monkeypatch):
    whole = fit_topics(large, n_topics=3)
    monkeypatch.setattr("policyanalysis.analysis.placing.CHUNK", 7)
    assert fit_topics(large, n_topics=3).passages.equals(whole.passages)
    rows = whole.sampled  # what topics were found from gets the topics that it got there
    assert whole.passages.topic.iloc[rows].tolist() == whole.model.labels_.tolist()


ELSEWHERE = """
import numpy as np
from threadpoolctl import threadpool_info
from policyanalysis.analysis.topics import fit_topics
from policyanalysis.corpus.load import load_corpus
result = fit_topics(load_corpus("data/sample").unique_passages)
print(sorted({found["architecture"] for found in threadpool_info() if "architecture" in found}))
print(result.topics.to_csv(index=False) + result.passages[["topic", "weight"]].to_csv(index=False), end="")
"""


def test_the_same_topics_on_another_kind_of_processor(topics):
    """OpenBLAS and numpy add in another order where a processor's wide registers are not used."""
    features = " ".join(name for name in np._core._multiarray_umath.__cpu_dispatch__ if np._core._multiarray_umath.__cpu_features__[name])
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT,
                          env={**os.environ, "OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": features, "PYTHONUTF8": "1"})
    kernels, table = done.stdout.split("\n", 1)
    assert platform.machine() != "x86_64" or kernels in ("['Katmai']", "['Prescott']", "[]")
    assert table == topics.topics.to_csv(index=False) + topics.passages[["topic", "weight"]].to_csv(index=False)
