"""Archives of pages."""

import zipfile

import make

from policyanalysis.corpus.readers import archive, read_pages


def read(folder, content):
    (folder / "a.zip").write_bytes(content)
    return read_pages(folder)


def test_members_are_pages_named_after_the_archive(tmp_path):
    content = make.archive({"b/c.txt": "正文", "a.html": "<p>一段足够长的文字。</p>", "d.csv": "text\nrow\n", "e.docx": make.docx(make.p("段落")), "f.pdf": make.pdf(["国务院办公厅近日印发意见，提出目标任务和要求。"]),
                            "README.txt": "about", ".hidden.txt": "x", "__MACOSX/a.txt": "x", "g.exe": b"MZ"})
    pages, problems = read(tmp_path, content)
    assert [page.file for page in pages] == ["a.zip/a.html", "a.zip/b/c.txt", "a.zip/d.csv", "a.zip/e.docx", "a.zip/f.pdf"]
    assert {p.file: p.reason.split(";")[0] for p in problems} == {"a.zip/README.txt": "a readme or licence, not a page", "a.zip/g.exe": "files of type .exe are not read yet"}


def test_names_in_gbk(tmp_path):
    placeholder = "x" * len("政策.txt".encode("gbk"))
    content = make.archive({placeholder: "正文"}).replace(placeholder.encode(), "政策.txt".encode("gbk"))
    assert [page.file for page in read(tmp_path, content)[0]] == ["a.zip/政策.txt"]


def test_an_archive_in_an_archive_and_no_further(tmp_path):
    inner = make.archive({"deep.txt": "text"})
    middle = make.archive({"c.txt": "text", "inner.zip": inner})
    pages, (problem,) = read(tmp_path, make.archive({"b.zip": middle}))
    assert [page.file for page in pages] == ["a.zip/b.zip/c.txt"]
    assert problem.file == "a.zip/b.zip/inner.zip" and "an archive inside an archive inside an archive" in problem.reason


def test_two_members_of_one_name(tmp_path):
    content = make.archive({zipfile.ZipInfo("a.txt"): "one", zipfile.ZipInfo("a.txt"): "two"})
    pages, (problem,) = read(tmp_path, content)
    assert [page.lines for page in pages] == [("one",)] and "a second member of this name" in problem.reason


def test_members_that_take_too_long_end_the_archive(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "LOST_SECONDS", -1.0)
    (tmp_path / "good.txt").write_text("text")
    pages, problems = read(tmp_path, make.archive({"a.exe": "x", "b.txt": "text"}))
    assert [page.file for page in pages] == ["good.txt"] and "1 member(s) were not tried" in problems[-1].reason
