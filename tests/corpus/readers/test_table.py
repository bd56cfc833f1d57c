"""Tables of articles: rows to parts."""

import json

import make
import pytest

from policyanalysis.corpus.readers import Part, read_pages


def read(folder, name, content):
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_pages(folder)


SAME = [  # the same two articles in every form; the rows' numbers
    ("a.csv", "Title,TEXT,Date,Link,Language\n甲,\"第一行\n第二行\",2025年1月23日,https://example.org/1,zh\nB,Text,2025-01,,en\n", (1, 1, 2)),
    ("a.csv", "Title;TEXT;Date;Link;Language\n甲;\"第一行\n第二行\";2025-1-23;https://example.org/1;zh\nB;Text;;;en\n", (1, 1, 2)),
    ("gb.csv", "标题,正文,日期,链接,语言\n甲,\"第一行\n第二行\",2025-01-23,https://example.org/1,zh\nB,Text,,,en\n".encode("gb18030"), (1, 1, 2)),
    ("bom.csv", "\ufefftext,title,date,url,lang\n\"第一行\r\n第二行\",甲,20250123,https://example.org/1,zh\nText,B,,,en\n", (1, 1, 2)),
    ("a.tsv", "标题\t内容\t发布日期\t网址\tlang\n甲\t\"第一行\n第二行\"\t2025-01-23\thttps://example.org/1\tzh\nB\tText\t\t\ten\n", (1, 1, 2)),
    ("a.jsonl", json.dumps({"title": "甲", "body": "第一行\n第二行", "date": "2025-01-23", "url": "https://example.org/1", "lang": "zh"}) + "\n\n"
     + json.dumps({"content": "Text", "title": "B", "lang": "en", "date": None}), (0, 0, 2)),
    ("a.parquet", make.parquet({"title": ["甲", "B"], "text": ["第一行\n第二行", "Text"], "date": ["2025-01-23", None], "url": ["https://example.org/1", None], "lang": ["zh", "en"]}), (0, 0, 1)),
]


@pytest.mark.parametrize("name, content, numbers", SAME, ids=[f"{i}-{row[0]}" for i, row in enumerate(SAME)])
def test_rows_are_parts(tmp_path, name, content, numbers):
    (page,), problems = read(tmp_path, name, content)
    assert (page.lines, page.numbers, problems) == (("第一行", "第二行", "Text"), numbers, [])
    assert page.parts == (Part(0, 1, {"title": "甲", "date": "2025-01-23", "url": "https://example.org/1", "lang": "zh"}), Part(2, 2, {"title": "B", "lang": "en"}))


def test_days_of_parquet_are_dates(tmp_path):
    import datetime
    content = make.parquet({"text": ["甲"], "date": [datetime.datetime(2025, 1, 23, 8)]})
    assert read(tmp_path, "a.parquet", content)[0][0].parts[0].meta == {"date": "2025-01-23"}


def test_the_best_of_several_text_columns(tmp_path):
    assert read(tmp_path, "a.csv", "body,text\nno,yes\n")[0][0].lines == ("yes",)


def test_rows_without_text_are_counted(tmp_path):
    (page,), (problem,) = read(tmp_path, "a.csv", "title,text\na, \nb,text\nc\n")
    assert page.numbers == (2,) and (problem.line, problem.severity) == (1, "warning") and problem.reason.startswith("2 row(s) without a text")


def test_broken_lines_of_jsonl_are_counted(tmp_path):
    (page,), (problem,) = read(tmp_path, "a.jsonl", '{"text": "a"}\nbroken\n[1]\n' + "[" * 100_000 + '\n{"text": "b"}\n')
    assert page.lines == ("a", "b") and problem.line == 1 and problem.reason.startswith("3 line(s) are no JSON objects")


NO_TEXT = [("a.csv", "titel,datum\na,b\n", "its columns are 'titel', 'datum'"), ("a.jsonl", '{"x": 1}', "its columns are 'x'"),
           ("a.parquet", make.parquet({"x": [1]}), "its columns are 'x'"), ("a.csv", "text\n", "a table without rows"), ("a.csv", "text\n\" \"\n", "none of which has a text")]


@pytest.mark.parametrize("name, content, reason", NO_TEXT)
def test_a_table_without_text_names_its_columns(tmp_path, name, content, reason):
    (tmp_path / "good.txt").write_text("text")
    pages, (problem,) = read(tmp_path, name, content)
    assert len(pages) == 1 and reason in problem.reason


@pytest.mark.parametrize("escape", ["\\ufffd", "\\ud800", "\\u0000"])
def test_escapes_of_no_character(tmp_path, escape):
    """Characters that only show once the JSON is read."""
    (tmp_path / "good.txt").write_text("text")
    pages, (problem,) = read(tmp_path, "a.jsonl", f'{{"text": "lost {escape}"}}')
    assert len(pages) == 1 and problem.severity == "error" and "not readable as printed" in problem.reason
