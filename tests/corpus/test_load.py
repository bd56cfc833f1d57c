"""A folder to all tables."""

import dataclasses

import pytest

from policyanalysis.corpus.load import load_corpus
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.problems import Problem, problems_table

POST = "港口新政发布\n- 来源: 大众日报\n- 日期: 2024-10-15\n国务院办公厅印发《港口发展的意见》，支持新航线。\n"


def test_one_file(tmp_path):
    (tmp_path / "a.txt").write_text(POST, encoding="utf-8")
    corpus = load_corpus(tmp_path / "a.txt")
    assert corpus.name == "a.txt" and corpus.articles.title.tolist() == ["港口新政发布"]
    assert corpus.counts == {"n_files": 1, "n_articles": 1, "n_en": 0, "n_zh": 1, "n_duplicates": 0, "n_passages": 1, "n_translations": 0, "n_problems": 1, "n_unread": 0}
    assert corpus.policies.title_zh.tolist() == ["港口发展的意见"] and corpus.pairs.empty and corpus.aligned.empty


def test_duplicates_are_counted_once(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(POST, encoding="utf-8")
    corpus = load_corpus(str(tmp_path))
    assert corpus.articles.duplicate_of.tolist() == ["", corpus.articles.doc_id[0]]
    assert (corpus.counts["n_zh"], corpus.counts["n_duplicates"], len(corpus.passages), len(corpus.unique_passages)) == (1, 1, 2, 1)


def test_the_hash_is_of_names_and_lines(tmp_path):
    hashes = []
    for name, text in (("a.txt", POST), ("a.txt", POST.replace("\n", "\r\n")), ("b.txt", POST), ("a.txt", POST + "又讯。")):
        folder = tmp_path / str(len(hashes))
        folder.mkdir()
        (folder / name).write_bytes(text.encode())
        hashes.append(load_corpus(folder).hash)
    assert hashes[0] == hashes[1] and len(set(hashes)) == 3


def test_two_loads_agree(sample, tmp_path):
    from policyanalysis.project import SAMPLE

    again = load_corpus(SAMPLE)
    for field in dataclasses.fields(sample):
        one, other = getattr(sample, field.name), getattr(again, field.name)
        assert one.equals(other) if hasattr(one, "equals") else one == other, field.name


def test_what_was_not_read_is_a_problem(tmp_path):
    (tmp_path / "a.txt").write_text(POST, encoding="utf-8")
    (tmp_path / "b.odt").write_bytes(b"%PDF")
    problems = load_corpus(tmp_path).problems
    assert problems.columns.tolist() == ["file", "line", "severity", "reason"]
    assert problems[problems.file == "b.odt"].reason.item().startswith("files of type .odt")


def test_pages_without_an_article(tmp_path):
    (tmp_path / "a.txt").write_text("联系方式\n电话: 123\n", encoding="utf-8")
    with pytest.raises(PolicyAnalysisError, match=r"no article in the 1 page\(s\) of"):
        load_corpus(tmp_path)


def test_no_folder(tmp_path):
    with pytest.raises(PolicyAnalysisError, match="does not exist"):
        load_corpus(tmp_path / "x")


def test_problems_are_in_the_order_of_files_and_lines():
    table = problems_table([Problem("b", 1, "info", "x"), Problem("a", 9, "info", "y"), Problem("b", 0, "error", "z")])
    assert table.reason.tolist() == ["y", "z", "x"] and problems_table([]).columns.tolist() == ["file", "line", "severity", "reason"]


def test_names_of_articles_are_long_enough_for_millions(sample):
    """Of n articles two have the same name with a chance of about n² / 2 / 16 ** digits: of ten digits, two of a million had."""
    digits = sample.articles.doc_id.str.split("-").str[0].str.len()
    assert (1e7**2 / 2 / 16.0**digits < 1e-5).all()
