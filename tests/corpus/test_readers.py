"""Files to lines: what is read, and what is passed over with which reason."""

import os

import pytest

from policyanalysis.corpus import readers
from policyanalysis.corpus.readers import Page, read_pages
from policyanalysis.corpus.readers.files import read_bytes
from policyanalysis.corpus.readers.page import Unread
from policyanalysis.errors import PolicyAnalysisError
from policyanalysis.progress import told_to


def write(folder, **files):
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


LINES = [  # bytes, lines
    ("一\n二".encode(), ("一", "二")),
    ("一\r\n二\r\n".encode(), ("一", "二", "")),
    ("\ufeff标题\n正文".encode(), ("标题", "正文")),
    ("a\u2028b\x0cc\x85d\n e".encode(), ("a\u2028b\x0cc\x85d", " e")),  # line feeds alone part lines, as in any editor
    ("old mac\rline".encode(), ("old mac\rline",)),
    ("　全角空格\n\n\n尾".encode(), ("　全角空格", "", "", "尾")),
]


@pytest.mark.parametrize("content, lines", LINES)
def test_lines(tmp_path, content, lines):
    assert read_pages(write(tmp_path, a_dot_txt=content)) == ([Page("a.txt", lines)], [])


def test_order_subfolders_and_case_of_the_suffix(tmp_path):
    write(tmp_path, b_dot_txt=b"b", a_dot_TXT=b"a", sub__c_dot_txt=b"c")
    assert [page.file for page in read_pages(tmp_path)[0]] == ["a.TXT", "b.txt", "sub/c.txt"]


def test_one_file(tmp_path):
    write(tmp_path, a_dot_txt=b"a", b_dot_txt=b"b")
    assert [page.file for page in read_pages(tmp_path / "a.txt")[0]] == ["a.txt"]


def test_hidden_files_and_folders_are_left_alone(tmp_path):
    write(tmp_path, a_dot_txt=b"a", _dot_hidden_dot_txt=b"h", _dot_git__x_dot_txt=b"x")
    pages, problems = read_pages(tmp_path)
    assert ([page.file for page in pages], problems) == (["a.txt"], [])


REFUSED = [  # name, bytes, reason
    ("bad.txt", "标题".encode("gb18030"), "not UTF-8 (byte 0); save the page as UTF-8"),
    ("late.txt", b"abc\xff", "not UTF-8 (byte 3)"),
    ("nul.txt", b"a\0b", "holds NUL bytes"),
    ("empty.txt", b"", "the file is empty"),
    ("blank.txt", " \n\t\n　\n".encode(), "the file is empty"),
    ("bom.txt", b"\xef\xbb\xbf", "the file is empty"),
    ("page.doc", b"\xd0\xcf", "files of type .doc are not read yet"),
    ("noname", b"text", "files of type (none) are not read yet"),
    ("README.txt", b"about these pages", "a readme or licence, not a page"),
]


@pytest.mark.parametrize("name, content, reason", REFUSED, ids=[row[0] for row in REFUSED])
def test_a_refused_file_becomes_a_problem(tmp_path, name, content, reason):
    (tmp_path / "good.txt").write_text("a page")
    (tmp_path / name).write_bytes(content)
    pages, problems = read_pages(tmp_path)
    assert [page.file for page in pages] == ["good.txt"]
    assert [(p.file, p.line, p.severity) for p in problems] == [(name, 0, "warning")] and reason in problems[0].reason


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    secret = tmp_path / "outside" / "secret.txt"
    secret.parent.mkdir()
    secret.write_text("not a page of this corpus")
    folder = write(tmp_path / "pages", a_dot_txt=b"a")
    (folder / "out.txt").symlink_to(secret)
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "dangling.txt").symlink_to(folder / "missing.txt")
    pages, problems = read_pages(folder)
    assert [page.file for page in pages] == ["a.txt", "inside.txt"]
    assert {p.file: p.reason for p in problems} == {"out.txt": "the link leads out of the corpus folder; copy the file into it",
                                                   "dangling.txt": "could not be read: No such file or directory"}


def test_a_file_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "MAX_BYTES", 10)
    write(tmp_path, a_dot_txt=b"a", big_dot_txt=b"x" * 11)
    assert "larger than" in read_pages(tmp_path)[1][0].reason


@pytest.mark.parametrize("size, expected", [(8, b"x" * 8), (10, b"x" * 10), (11, None), (5_000, None)])
def test_a_file_that_grows_while_it_is_opened_is_read_whole_or_not_at_all(tmp_path, monkeypatch, size, expected):
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * size)
    stated = os.fstat
    monkeypatch.setattr(os, "fstat", lambda number: os.stat_result((*stated(number)[:6], 3, *stated(number)[7:])))  # of three bytes when it is opened
    monkeypatch.setattr(os, "stat", lambda path, **_: os.stat_result((*os.lstat(path)[:6], 3, *os.lstat(path)[7:])))
    if expected is None:
        with pytest.raises(Unread, match="larger than"):
            read_bytes(file, tmp_path, 10)
    else:
        assert read_bytes(file, tmp_path, 10) == expected


def test_a_path_that_does_not_exist(tmp_path):
    with pytest.raises(PolicyAnalysisError, match=r"nowhere' does not exist; name a folder of \.txt pages"):
        read_pages(tmp_path / "nowhere")


def test_a_folder_without_anything(tmp_path):
    with pytest.raises(PolicyAnalysisError, match=r"no readable page in .*; put \.txt pages \(UTF-8\) there"):
        read_pages(tmp_path)


def test_a_folder_without_readable_pages_says_why(tmp_path):
    write(tmp_path, a_dot_doc=b"x", b_dot_txt=b"\xff")
    with pytest.raises(PolicyAnalysisError, match=r"2 file\(s\) were passed over, the first one because: files of type \.doc"):
        read_pages(tmp_path)


def test_one_file_of_another_kind(tmp_path):
    with pytest.raises(PolicyAnalysisError, match="files of type .odt are not read yet"):
        read_pages(write(tmp_path, a_dot_odt=b"PK") / "a.odt")


def test_who_asks_is_told_how_many_files_are_read(tmp_path):
    told = []
    with told_to(lambda *count: told.append(count)):
        read_pages(write(tmp_path, a_dot_txt=b"One", b_dot_odt=b"", c__d_dot_txt=b"Two"))
    assert told == [(0, 3, "file"), (1, 3, "file"), (2, 3, "file"), (3, 3, "file")]
    read_pages(tmp_path)
    assert len(told) == 4  # nobody asked
