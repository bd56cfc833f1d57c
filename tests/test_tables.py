"""Every table by its name, and how it is written."""

import json
import os

import pandas as pd
import pytest

from policyanalysis import tables
from policyanalysis.errors import PolicyAnalysisError, UsageError
from policyanalysis.tables import TABLES, build_table, check_table, write_table

COLUMNS = {
    "articles": "doc_id file start_line end_line title text lang script source author date section url attachment doc_number issuer region duplicate_of",
    "passages": "doc_id file line lang text topic weight",
    "pairs": "doc_id_en doc_id_zh kind score evidence",
    "policies": "policy title_en title_zh doc_number issuer date doc_ids_en doc_ids_zh",
    "topics": "topic label_en label_zh terms_en terms_zh n_documents share_en share_zh coherence stability",
    "coverage": "topic lang share low high n_documents",
    "keyness": "term lang group score low high n_target n_reference",
    "targets": "doc_id file line lang sentence metric value unit comparator deadline kind policy",
    "audit": "doc_id_en doc_id_zh file_en line_en file_zh line_zh type text_en text_zh explanation",
    "problems": "file line severity reason",
}


@pytest.fixture(scope="module")
def built(sample, topics):
    """Each table of the sample; the topics are those already found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("policyanalysis.kept.fit_topics", lambda passages, **parameters: topics)
        return {name: build_table(name, sample) for name in TABLES}


def read(path):
    if path.suffix == ".parquet":
        return pd.read_parquet(path)
    if path.suffix == ".csv":
        return pd.read_csv(path, keep_default_na=False)
    return pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])


def test_the_tables_are_those_promised():
    assert set(TABLES) == set(COLUMNS)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
@pytest.mark.parametrize("name", COLUMNS)
def test_export_of_the_sample(built, tmp_path, name, suffix):
    out = tmp_path / f"{name}{suffix}"
    write_table(built[name], out)
    table = read(out)
    assert table.columns.tolist()[: len(COLUMNS[name].split())] == COLUMNS[name].split()
    assert len(table) == len(built[name]) > 0
    assert os.listdir(tmp_path) == [out.name]


@pytest.mark.parametrize("name", ["passages", "pairs", "targets", "audit"])
def test_references_lead_to_an_article(built, name):
    ids = set(built["articles"].doc_id)
    for column in (c for c in built[name] if c.startswith("doc_id")):
        assert set(built[name][column]) <= ids


def test_lines_lead_to_the_text(built):
    lines = built["passages"].merge(built["articles"][["doc_id", "start_line", "end_line"]])
    assert lines.line.between(lines.start_line, lines.end_line).all() and len(lines) == len(built["passages"])


def test_parameters_reach_the_maker(sample):
    assert build_table("keyness", sample, {"by": "file", "top_n": "1"}).groupby(["group", "lang"]).size().max() == 1
    assert build_table("coverage", sample, {"by": "source"}).columns[0] == "source"


@pytest.mark.parametrize("table", ["topics", "passages", "coverage"])
def test_words_are_paired_by_the_corpus_s_translations_unless_told_otherwise(sample, topics, monkeypatch, table):
    given = []
    monkeypatch.setattr("policyanalysis.kept.fit_topics", lambda passages, aligned, **_: given.append(aligned) or topics)
    for parameters in ({}, {"word_pairs": "true"}, {"word_pairs": "false"}):
        build_table(table, sample, parameters)
    assert given[0] is given[1] is sample.aligned and given[2] is None


CHECKED = [("topics", {"n_topics": "8"}, {"n_topics": 8, "top_n": 10, "random_state": 0, "dictionary": "", "stop_words": "", "word_pairs": True, "topics_from": ""}), ("topics", {"word_pairs": "False"}, {"n_topics": 15, "top_n": 10, "random_state": 0, "dictionary": "", "stop_words": "", "word_pairs": False, "topics_from": ""}),
           ("keyness", {"by": "source"}, {"by": "source", "top_n": 20, "since": ""}), ("articles", {}, {}),
           ("coverage", {"random_state": "0"}, {"by": "topic", "n_topics": 15, "top_n": 10, "random_state": 0, "dictionary": "", "stop_words": "", "word_pairs": True, "topics_from": ""})]


@pytest.mark.parametrize("name, given, expected", CHECKED)
def test_check_table(name, given, expected):
    assert check_table(name, given) == expected and TABLES["topics"].parameters == {"n_topics": 15, "top_n": 10, "random_state": 0, "dictionary": "", "stop_words": "", "word_pairs": True, "topics_from": ""}


REFUSED = [
    ("topic", {}, "there is no table 'topic'; did you mean 'topics'\\? the tables are articles, "),
    ("xyz", {}, "there is no table 'xyz'; the tables are"),
    ("topics", {"n_topic": "3"}, "table 'topics' has no parameter 'n_topic'; did you mean 'n_topics'\\? It takes n_topics, top_n, random_state"),
    ("articles", {"n_topics": "3"}, "table 'articles' has no parameter 'n_topics'; It takes none"),
    ("topics", {"n_topics": "many"}, "n_topics='many' is not a whole number; give one, such as 15"),
    ("topics", {"n_topics": "3.5"}, "n_topics='3.5' is not a whole number"),
    ("topics", {"n_topics": "٣\n"}, "is not a whole number"),
    ("topics", {"n_topics": "9" * 40}, "is not a whole number"),
    ("topics", {"word_pairs": "1"}, "word_pairs='1' is neither true nor false; give one of them"),
    ("topics", {"n_topics": "1"}, "n_topics=1 is too small; give 2 or more"),
    ("topics", {"random_state": "-1"}, "random_state=-1 is too small; give 0 or more"),
]


@pytest.mark.parametrize("name, given, message", REFUSED)
def test_refused_before_any_work(name, given, message):
    with pytest.raises(UsageError, match=message):
        check_table(name, given)


FORMULAS = [("=1+1", "'=1+1"), ("+1", "'+1"), ("-cmd", "'-cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "' x"), ("a=1", "a=1"), ("", ""), ("中文", "中文"), ('"quoted", text', '"quoted", text'),
            ("line\nbreak", "line\nbreak")]


def test_numbers_of_a_csv_file_stay_numbers(tmp_path):
    table = pd.DataFrame({"value": [-1.5, 2.0], "n": [-3, 4], "page": pd.array([pd.NA, -5], dtype="Int64"), "text": ["-1.5", "+4"]})
    write_table(table, tmp_path / "a.csv")
    back = pd.read_csv(tmp_path / "a.csv")
    assert back.value.tolist() == [-1.5, 2.0] and back.n.tolist() == [-3, 4] and back.page[1] == -5 and back.text.tolist() == ["'-1.5", "'+4"]


@pytest.mark.parametrize("text, expected", FORMULAS)
def test_no_cell_of_a_csv_file_is_a_formula(tmp_path, text, expected):
    write_table(pd.DataFrame({"title": [text], "n": [-1]}), tmp_path / "a.csv")
    table = pd.read_csv(tmp_path / "a.csv", keep_default_na=False, lineterminator="\n", encoding="utf-8-sig")
    assert table.values.tolist() == [[expected, -1]]


def test_lists_in_a_csv_file_are_guarded_too(tmp_path):
    write_table(pd.DataFrame({"doc_ids": [["a", "b"], [], ["=x"]]}), tmp_path / "a.csv")
    assert pd.read_csv(tmp_path / "a.csv", keep_default_na=False).doc_ids.tolist() == ["a b", "", "'=x"]


def test_csv_opens_in_a_spreadsheet(tmp_path):
    write_table(pd.DataFrame({"title": ["储能"]}), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == "\ufefftitle\n储能\n".encode()


def test_other_formats_keep_texts_as_they_are(tmp_path):
    table = pd.DataFrame({"title": ["=1+1", "储能"], "ids": [["a"], []]})
    for name in ("a.jsonl", "a.parquet"):
        write_table(table, tmp_path / name)
        found = read(tmp_path / name)
        assert found.title.tolist() == ["=1+1", "储能"] and [list(ids) for ids in found.ids] == [["a"], []]
    assert "储能" in (tmp_path / "a.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
def test_a_failing_write_leaves_the_old_file(tmp_path, name, monkeypatch):
    write_table(pd.DataFrame({"title": ["old"]}), tmp_path / name)
    before = (tmp_path / name).read_bytes()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    for method in ("to_csv", "to_json", "to_parquet"):
        monkeypatch.setattr(pd.DataFrame, method, full)
    with pytest.raises(PolicyAnalysisError, match="could not be written: No space left on device; choose another folder"):
        write_table(pd.DataFrame({"title": ["new"]}), tmp_path / name)
    assert (tmp_path / name).read_bytes() == before and os.listdir(tmp_path) == [name]


def test_a_failing_exchange_leaves_the_old_file(tmp_path, monkeypatch):
    write_table(pd.DataFrame({"title": ["old"]}), tmp_path / "a.csv")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tables.os, "replace", refuse)
    with pytest.raises(PolicyAnalysisError, match="Permission denied"):
        write_table(pd.DataFrame({"title": ["new"]}), tmp_path / "a.csv")
    assert "old" in (tmp_path / "a.csv").read_text(encoding="utf-8") and os.listdir(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("name, error, message", [("a.xlsx", UsageError, r"'a.xlsx' does not end in \.csv, \.jsonl, \.parquet"), ("a", UsageError, "'a' does not end in"),
                                                  ("no/a.csv", PolicyAnalysisError, "the folder .* does not exist; make it, or name another file")])
def test_places_that_cannot_be_written(tmp_path, name, error, message):
    with pytest.raises(error, match=message):
        write_table(pd.DataFrame({"a": [1]}), tmp_path / name)
    assert os.listdir(tmp_path) == []


def test_a_folder_of_parquet_files_holds_the_whole_table(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "ROWS", 4)
    table = pd.DataFrame({"title": [f"储能 {n}" for n in range(10)], "page": pd.array([None] * 9 + [7], dtype="Int64"), "ids": [[]] * 9 + [["a"]], "value": [None] * 9 + [0.5]})
    for length, parts in ((10, 3), (8, 2), (0, 1)):  # the last ones in the place of those before
        write_table(table[:length], f"{tmp_path}/t/")
        assert sorted(os.listdir(tmp_path / "t")) == [f"part-{n:05}.parquet" for n in range(parts)] and os.listdir(tmp_path) == ["t"]
        found = pd.read_parquet(tmp_path / "t")
        assert found.title.tolist() == table.title[:length].tolist() and found.page.astype("Int64").equals(table.page[:length]) and [list(ids) for ids in found.ids] == table.ids[:length].tolist()


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "mine.txt").write_text("")
    (tmp_path / "f").write_text("")
    with pytest.raises(UsageError, match="t/' holds 'mine.txt', which is no part of a table; name a new folder"):
        write_table(pd.DataFrame({"a": [1]}), f"{tmp_path}/t/")
    with pytest.raises(UsageError, match="f/' is a file; name another folder"):
        write_table(pd.DataFrame({"a": [1]}), f"{tmp_path}/f/")
    assert os.listdir(tmp_path / "t") == ["mine.txt"]


def test_a_folder_in_the_place_of_the_file(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(PolicyAnalysisError, match="could not be written"):
        write_table(pd.DataFrame({"a": [1]}), tmp_path / "a.csv")


def test_an_empty_table_keeps_its_columns(tmp_path):
    for name in ("a.csv", "a.parquet"):
        write_table(pd.DataFrame(columns=["a", "b"]), tmp_path / name)
        assert read(tmp_path / name).columns.tolist() == ["a", "b"]
    write_table(pd.DataFrame(columns=["a", "b"]), tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").read_bytes() == b""


def test_a_folder_that_cannot_be_exchanged_stays(tmp_path, monkeypatch):
    write_table(pd.DataFrame({"title": ["old"]}), f"{tmp_path}/t/")
    plain = os.replace

    def refuse(source, target):
        if str(target).endswith("/t") and str(source).endswith("/t"):
            raise OSError(28, "No space left on device")
        plain(source, target)

    monkeypatch.setattr(tables.os, "replace", refuse)
    with pytest.raises(PolicyAnalysisError, match="No space left on device"):
        write_table(pd.DataFrame({"title": ["new"]}), f"{tmp_path}/t/")
    assert pd.read_parquet(tmp_path / "t").title.tolist() == ["old"] and os.listdir(tmp_path) == ["t"]
