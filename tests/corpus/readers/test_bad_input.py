"""Whatever lies in a folder: one row in `problems` for each bad file, the good page is read, within time and memory."""

import errno
import io
import os
import re
import socket
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import make
import numpy as np
import pyarrow as pa
import pytest

from policyanalysis.corpus import readers
from policyanalysis.corpus.readers import files, read_pages, sandbox, table, text
from policyanalysis.errors import PolicyAnalysisError

GOOD = "一份普通的政策页面。\n"
MB = 1_000_000


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "corpus"
    made.mkdir()
    (made / "good.txt").write_text(GOOD, encoding="utf-8")
    return made


def only_problem(folder):
    """The one row about the bad file; the good page is read, and soon."""
    started = time.monotonic()
    pages, problems = read_pages(folder)
    assert time.monotonic() - started < 11
    assert [page.file for page in pages] == ["good.txt"] and len(problems) == 1 and len(problems[0].reason) > 10
    return problems[0]


def pdf_bomb(n_bytes):
    """A PDF whose one page unpacks to `n_bytes`."""
    inner = zlib.compressobj(9)
    once = b"".join(inner.compress(b"BT (x) Tj ET\n" * 77_000) for _ in range(n_bytes // MB)) + inner.flush()
    packed = zlib.compress(once, 9)
    body = b"%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n"
    body += b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>\nendobj\n4 0 obj\n"
    return body + f"<< /Length {len(packed)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n".encode() + packed + b"\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def zip_with(**changes):
    """An archive of one page whose directory entry is changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        info = zipfile.ZipInfo(changes.pop("filename", "a.txt"))
        out.writestr(info, GOOD)
        for key, value in changes.items():
            setattr(info, key, value)
    return file.getvalue()


LAUGHS = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)) + "]>"
BAD = [  # name, content, severity, a part of the reason
    ("empty.txt", b"", "warning", "the file is empty"),
    ("empty.pdf", b"", "warning", "the file is empty"),
    ("empty.zip", make.archive({}), "warning", "holds no page"),
    ("blank.html", b"<html><body>\n</body></html>", "error", "no text was found"),
    ("binary.txt", bytes(range(1, 256)) * 40, "warning", "a binary file"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "warning", "a picture"),
    ("renamed.txt", make.pdf(["text"]), "warning", "rename it to .pdf"),
    ("nul.txt", b"text\0text", "warning", "NUL bytes"),
    ("mojibake.txt", "国务院办公厅印发意见".encode().decode("latin-1").encode(), "error", "earlier|control|read as Latin-1"),
    ("cut.pdf", make.pdf(["国务院办公厅印发意见，提出目标。"] * 3)[:700], "error", "truncated: its end is missing"),
    ("no.pdf", b"<html>not found</html>", "error", "no PDF"),
    ("bomb.pdf", pdf_bomb(500 * MB), "error", "save it|no text|damaged|truncated"),
    ("bomb.docx", make.docx(make.p("x" * 60 * MB)), "error", "decompression bombs"),
    ("laughs.docx", make.docx(make.p("&j;"), prolog=LAUGHS), "error", "defines entities|damaged"),
    ("no.docx", make.archive({"a.xml": "<a/>"}), "error", "no word/document.xml"),
    ("cut.docx", make.docx(make.p("正文"))[:-30], "error", "damaged or truncated"),
    ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "warning", "without a password"),
    ("bomb.zip", make.archive({"a.txt": b" " * 40 * MB}), "error", "decompression bombs"),
    ("large.zip", make.archive({f"{i}.txt": b"a" * 30 * MB for i in range(7)}), "error", "decompression bombs"),
    ("many.zip", make.archive({f"{i}.txt": b"a" for i in range(2_001)}), "warning", "2,001 members"),
    ("laughs.xhtml", f'<?xml version="1.0"?>{LAUGHS}<html><body></body></html>'.encode(), "error", "defines entities"),
    ("deep.html", b"<div>" * 400_000, "error", "."),
    ("columns.csv", "name,date\na,2025-01-23\n".encode(), "warning", "its columns are 'name', 'date'"),
    ("broken.parquet", b"PAR1" + bytes(50) + b"PAR1", "error", "damaged"),
    ("broken.jsonl", b"{]\n[}\n", "error", "no line is a JSON object"),
]


@pytest.mark.parametrize("name, content, severity, reason", BAD, ids=[row[0] for row in BAD])
def test_bad_content(folder, name, content, severity, reason):
    (folder / name).write_bytes(content)
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.severity) == (name, 0, severity)
    assert re.search(reason, problem.reason), problem.reason


ZIPPED = [  # changes to an archive's entry, file and reason of the problem
    ({"filename": "../a.txt"}, "a.zip/../a.txt", "leads out of the archive"),
    ({"filename": "/etc/a.txt"}, "a.zip//etc/a.txt", "leads out of the archive"),
    ({"filename": "C:\\a.txt"}, "a.zip/C:\\a.txt", "leads out of the archive"),
    ({"flag_bits": 1}, "a.zip/a.txt", "encrypted"),
    ({"compress_type": zipfile.ZIP_LZMA}, "a.zip/a.txt", "packed by a method"),
    ({"external_attr": 0o120777 << 16}, "a.zip/a.txt", "a link"),
    ({"CRC": 1}, "a.zip/a.txt", "damaged inside"),
    ({"filename": "a\x07.txt"}, "a.zip/a\\x07.txt", "control characters"),
]


@pytest.mark.parametrize("changes, file, reason", ZIPPED, ids=[str(row[0]) for row in ZIPPED])
def test_bad_members_of_an_archive(folder, changes, file, reason):
    (folder / "a.zip").write_bytes(zip_with(**changes))
    problem = only_problem(folder)
    assert problem.file == file and reason in problem.reason


def test_a_line_of_100_mb(folder):
    with open(folder / "long.txt", "wb") as file:
        file.truncate(100 * MB)
    assert only_problem(folder).reason == "the file is larger than 50 MB; split it"


def test_a_line_of_40_mb_is_read_in_time(folder):
    (folder / "good.txt").write_bytes("政策abc".encode() * (40 * MB // 9))
    started = time.monotonic()
    assert len(read_pages(folder)[0][0].lines) == 1 and time.monotonic() - started < 10


def test_too_many_lines(folder, monkeypatch):
    monkeypatch.setattr(text, "MAX_LINES", 100)
    (folder / "lines.txt").write_bytes(b"a\n" * 101)
    assert "more than 100 lines" in only_problem(folder).reason


def test_a_table_whose_texts_repeat(folder, monkeypatch):
    monkeypatch.setattr(table, "MAX_TEXT", 1_000)
    (folder / "a.csv").write_text("text\n" + "政策\n" * 501, encoding="utf-8")
    assert "longer than" in only_problem(folder).reason


def parquet_bomb():
    """A table of 2 GB of text in some kilobytes."""
    return make.parquet({"text": pa.DictionaryArray.from_arrays(np.zeros(20_000, dtype="int32"), ["x" * 100_000])})


def test_a_parquet_bomb(folder):
    (folder / "bomb.parquet").write_bytes(parquet_bomb())
    assert only_problem(folder).file == "bomb.parquet"


MEASURE = """
import re, resource, sys
from pathlib import Path
from policyanalysis.corpus.readers import read_pages
pages, problems = read_pages(sys.argv[1])
own = int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])  # ru_maxrss of a new process begins with what its parent took
print(len(pages), len(problems), max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
"""


def test_bombs_take_less_than_1_gb(folder):
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc")
    bombs = {"bomb.parquet": parquet_bomb(), "bomb.pdf": pdf_bomb(2_000 * MB), "wide.html": b"<p>x" * 2_000_000, "lines.txt": b"\n" * 49 * MB, "long.txt": "政策😀".encode() * 4_000_000,
             **{name: content for name, content, _, _ in BAD if "bomb" in name and name != "bomb.pdf"}}
    for name, content in bombs.items():
        (folder / name).write_bytes(content)
    done = subprocess.run([sys.executable, "-c", MEASURE, str(folder)], capture_output=True, text=True, timeout=90, check=True)
    n_pages, n_problems, n_kilobytes = map(int, done.stdout.split())
    assert (n_pages, n_problems) == (2, len(bombs) - 1) and n_kilobytes < 1_000_000


def test_things_that_are_no_files(folder, monkeypatch):
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.txt")
        pages, problems = read_pages(folder)
    assert len(pages) == 1
    assert {p.file: p.reason.split(",")[0] for p in problems} == {
        "pipe.txt": "a named pipe", "socket.txt": "a socket", "device.txt": "the link leads out of the corpus folder; copy the file into it"}


def test_a_link_that_leads_to_itself(folder):
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    assert "leads to itself" in only_problem(folder).reason


@pytest.mark.parametrize("target, reason", [(".", "a link to a folder of the corpus"), ("/", "leads out of the corpus folder")])
def test_a_linked_folder_is_not_entered(folder, target, reason):
    (folder / "linked").symlink_to(target)
    problem = only_problem(folder)
    assert problem.file == "linked" and reason in problem.reason


def test_a_folder_named_like_a_page(folder):
    (folder / "x.txt").mkdir()
    assert only_problem(folder)[:3] == ("x.txt", 0, "info")
    (folder / "x.txt" / "inside.txt").write_text("text")
    assert [page.file for page in read_pages(folder)[0]] == ["good.txt", "x.txt/inside.txt"]


def test_names_that_no_table_can_hold(folder):
    for name in (b"a\nb.txt", b"a\xff.txt", b"a\x1b[31m.txt"):
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(b"text")
    pages, problems = read_pages(folder)
    assert len(pages) == 1 and all("rename it" in p.reason for p in problems)
    assert sorted(p.file for p in problems) == ["a\\udcff.txt", "a\\x0ab.txt", "a\\x1b[31m.txt"]


def test_a_file_that_vanishes_or_may_not_be_read(folder, monkeypatch):
    for name in ("gone.txt", "closed.txt"):
        (folder / name).write_text("text")
    opened = os.open

    def fail(path, *args):
        if str(path).endswith("gone.txt"):
            os.unlink(path)
        if str(path).endswith("closed.txt"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *args)

    monkeypatch.setattr(files.os, "open", fail)
    pages, problems = read_pages(folder)
    assert len(pages) == 1
    assert {p.file: p.reason for p in problems} == {"gone.txt": "could not be read: No such file or directory",
                                                   "closed.txt": "could not be read: Permission denied; give yourself the right to read it"}


def test_a_folder_that_may_not_be_read(folder, monkeypatch):
    (folder / "closed").mkdir()
    listed = os.scandir

    def fail(path):
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied")
        return listed(path)

    monkeypatch.setattr(files.os, "scandir", fail)
    problem = only_problem(folder)
    assert problem.file == "closed" and problem.reason == "the folder could not be read: Permission denied; give yourself the right to read it"


def test_a_reader_that_hangs_or_crashes_is_stopped_and_the_next_file_is_read(monkeypatch):
    with sandbox.Sandbox() as box:
        assert box.read("html", f"<p>{GOOD}</p>".encode(), "a.html")[0].lines == (GOOD.strip(),)
        with pytest.raises(sandbox.Unread, match="more than 0.001 seconds"):
            box.read("html", b"<p>" + GOOD.encode() * 100_000, "slow.html", seconds=0.001)
        assert box.read("html", f"<p>{GOOD}</p>".encode(), "a.html")[0].lines == (GOOD.strip(),)
        box._process.kill()
        box._process.wait()
        assert box.read("html", f"<p>{GOOD}</p>".encode(), "a.html")[0].lines == (GOOD.strip(),)


@pytest.mark.parametrize("path, reason", [("a\0b", "is no path|does not exist"), ("x" * 5_000, "could not be read: File name too long")])
def test_paths_that_are_none(path, reason):
    with pytest.raises(PolicyAnalysisError, match=reason):
        read_pages(path)


def test_every_bad_file_at_once(folder):
    for name, content, _, _ in BAD:
        if "bomb" not in name and name != "large.zip":
            (folder / name).write_bytes(content)
    pages, problems = read_pages(folder)
    assert len(pages) == 1 and len(problems) == len([p for p in problems if p.severity != "info"]) == len(list(folder.iterdir())) - 1
    assert len({p.file for p in problems}) == len(problems)


def test_the_largest_file_is_a_setting_of_the_package():
    assert readers.MAX_BYTES == 50 * MB
