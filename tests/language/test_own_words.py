"""A reader's own dictionary and stop list."""

import subprocess
import sys

import pytest

from policyanalysis.analysis.topics import fit_topics
from policyanalysis.errors import UsageError
from policyanalysis.language.own_words import OwnWords, read_own_words
from policyanalysis.language.tokens import segment_zh, tokenize

TEXT = "推动绿氢走廊计划落地"


@pytest.fixture
def dictionary(tmp_path):
    path = tmp_path / "words.txt"
    path.write_text("绿氢走廊计划 1000 n\n\n銀髮走廊\n", encoding="utf-8-sig")
    return str(path)


@pytest.fixture
def stop_words(tmp_path):
    path = tmp_path / "stops.txt"
    path.write_text("# mine\nCorridors\n落地\n發展\nenergy storage\n", encoding="utf-8")
    return str(path)


def test_a_word_of_the_dictionary_is_one_word_and_only_where_it_is_given(dictionary):
    own, before = read_own_words(dictionary), segment_zh(TEXT)
    assert "绿氢走廊计划" not in before and segment_zh(TEXT, own) == ["推动", "绿氢走廊计划", "落地"]
    assert "绿氢走廊计划" in tokenize(TEXT, "zh", own) and "银发走廊" in tokenize("發展銀髮走廊", "zh", own)  # traditional ones are read as simplified
    assert segment_zh(TEXT) == before and "绿氢走廊计划" not in tokenize(TEXT, "zh")


def test_jieba_itself_is_left_as_it_was(dictionary):
    import jieba
    from jieba import finalseg

    forced = set(finalseg.Force_Split_Words)
    segment_zh(TEXT, read_own_words(dictionary))
    assert "绿氢走廊计划" not in jieba.dt.FREQ and finalseg.Force_Split_Words == forced


@pytest.mark.parametrize("text, lang, kept, gone", [
    ("The corridor for energy storage grows", "en", {"energy", "storage"}, {"corridor", "energy storage"}),
    ("项目落地，发展走廊", "zh", {"项目", "走廊"}, {"落地", "发展"}),
    ("項目落地", "zh", {"项目"}, {"落地"}),
])
def test_stop_words_of_both_languages_and_scripts(stop_words, text, lang, kept, gone):
    found = set(tokenize(text, lang, read_own_words("", stop_words)))
    assert kept <= found and not gone & found


def test_nothing_given_is_nothing():
    assert read_own_words() is None and OwnWords().digest == ""


@pytest.mark.parametrize("name, content, message", [
    ("dictionary", None, r"dictionary='.*' is no file; give the path of a text file with one word a line, as jieba reads them: word \[frequency \[tag\]\]"),
    ("stop_words", None, "stop_words='.*' is no file; give the path of a text file with one English or Chinese word a line"),
    ("dictionary", "绿氢 5 n\n".encode("gb18030"), r"dictionary='.*' is not UTF-8 \(byte 0\); save it as UTF-8"),
    ("stop_words", "落地".encode("utf-16"), "stop_words='.*' is not UTF-8"),
    ("dictionary", "绿氢 5 n\n绿氢 走廊 三\n".encode(), "dictionary='.*', line 2: '绿氢 走廊 三' is not understood; write one word a line"),
    ("dictionary", "绿氢 0\n".encode(), "line 1: '绿氢 0' is not understood"),
    ("stop_words", "落地，发展\n".encode(), "stop_words='.*', line 1: '落地，发展' is not understood; write one English or Chinese word a line"),
])
def test_wrong_files(tmp_path, name, content, message):
    path = tmp_path / "file.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read_own_words(**{name: str(path)})


def test_topics_are_of_the_words_given_and_the_next_ones_are_not(sample, topics, dictionary, tmp_path):
    word = topics.topics.terms_zh[0].split("、")[0]
    english = topics.topics.terms_en[0].split(", ")[0]
    path = tmp_path / "stops.txt"
    path.write_text(f"{word}\n{english}\n", encoding="utf-8")
    terms = lambda result: {lang: [term for row in result.topics[f"terms_{lang}"] for term in row.replace("、", ", ").split(", ")] for lang in ("en", "zh")}  # noqa: E731
    without = fit_topics(sample.unique_passages, stop_words=str(path))
    assert word not in terms(without)["zh"] and english not in terms(without)["en"]
    assert fit_topics(sample.unique_passages).topics.equals(topics.topics)


def run(*arguments, cwd):
    return subprocess.run([sys.executable, "-c", "from policyanalysis.cli import main; main()", *arguments], capture_output=True, text=True, cwd=cwd)


@pytest.mark.parametrize("command", [["export", "topics", "--out", "out.csv"], ["render", "2_topics", "--out", "out"]])
def test_the_command_line_refuses_a_wrong_file_at_once(tmp_path, command):
    (tmp_path / "bad.txt").write_bytes("绿氢".encode("gb18030"))
    for value, message in (("missing.txt", "is no file"), ("bad.txt", "is not UTF-8")):
        done = run(*command, "-p", "dictionary", value, cwd=tmp_path)
        lines = done.stderr.strip().splitlines()
        assert done.returncode == 2 and len([line for line in lines if line.startswith("policyanalysis:")]) == 1 and f"{value}' {message}" in lines[-1], done.stderr
        assert not (tmp_path / "out.csv").exists()


def test_a_report_is_of_the_words_in_the_file(dictionary, tmp_path):
    from policyanalysis.project import NOTEBOOKS, SAMPLE
    from policyanalysis.reporting.plan import plan

    def planned(**parameters):
        return plan([NOTEBOOKS / "2_topics.ipynb"], tmp_path / "out", parameters, str(SAMPLE))[0]

    plain, first = planned(), planned(dictionary=dictionary)
    assert plain.key("x") != first.key("x") and plain.topic_parameters != first.topic_parameters
    with open(dictionary, "a", encoding="utf-8") as file:
        file.write("新词新语\n")
    assert planned(dictionary=dictionary).key("x") != first.key("x") and planned(dictionary=dictionary).topic_parameters != first.topic_parameters
