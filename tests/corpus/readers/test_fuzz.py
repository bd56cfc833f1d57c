"""Damaged files of every kind: a page, or a problem that says what was found; never another exception."""

import random
import time

import make
import pytest

from policyanalysis.corpus import readers
from policyanalysis.corpus.readers import Page, sandbox
from policyanalysis.corpus.readers.page import Unread

ZH = "国务院办公厅近日印发意见，提出到2030年形成完善的体系，推动高质量发展。"
EN = "The ministry published a plan for storage with five targets for 2030."
HTML = (f"<html><head><meta charset=utf-8><title>{ZH}</title><meta name=PubDate content=2025-01-23></head><body><div class=nav><a href=/>首页</a></div>"
        f"<table><tr><td>发文机关：</td><td>国务院</td></tr><tr><td>发文字号：</td><td>国发〔2025〕3号</td></tr></table><h1>{EN}</h1><p>{ZH}</p><ul><li>{EN}<li>{ZH}</ul>"
        + "".join(f"<div class=item><h3><a href=/{i}>{EN}</a></h3><p>2025-01-2{i}</p><p>{ZH}</p></div>" for i in range(3)) + "</body></html>")
VALID = {
    "a.txt": f"{ZH}\n{EN}\n".encode() * 5, "gb.txt": f"{ZH}\n".encode("gb18030") * 5, "big5.txt": "國務院印發意見，推動發展。\n".encode("big5") * 5, "u16.txt": f"{ZH}\n{EN}".encode("utf-16"),
    "a.md": f"# {EN}\n\n**{ZH}**\n".encode(), "a.html": HTML.encode(), "gb.html": HTML.replace("utf-8", "gb2312").encode("gb18030"),
    "a.pdf": make.pdf([ZH, EN], [EN, ZH]), "plain.pdf": make.pdf([ZH, EN], compress=False),
    "a.docx": make.docx(make.p(EN, "Heading1") + make.p(ZH) + make.table([EN, ZH], ["a", [ZH, EN]]), core=f"<dc:title>{ZH}</dc:title>"),
    "a.csv": f"title,text,date\n{EN},\"{ZH}\n{EN}\",2025-01-23\n甲,{ZH},2025年1月\n".encode(), "a.tsv": f"标题\t正文\n{EN}\t{ZH}\n".encode(),
    "a.jsonl": f'{{"title": "{EN}", "text": "{ZH}"}}\n{{"title": "甲", "text": "{EN}"}}\n'.encode(), "a.parquet": make.parquet({"title": [EN, "甲"], "text": [ZH, EN]}),
    "a.zip": make.archive({"a.txt": f"{ZH}\n", "b/c.html": HTML, "d.zip": make.archive({"e.md": EN})})}
N_MUTATIONS = 150  # of each of the 15 files: 2,250
SECONDS = 60


@pytest.fixture(scope="module")
def box():
    with sandbox.Sandbox() as made:
        yield made


def mutate(data, rng, other):
    """One to four changes of the kinds that damage files: flipped bits, a piece lost, inserted, repeated or taken from another file."""
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 4))):
        kind, at = rng.randrange(6), rng.randrange(len(data) + 1)
        if kind == 0 and data:
            data[at % len(data)] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del data[at:]
        elif kind == 2:
            data[at:at] = rng.choice((b"\0", b"\xff", b"<", b"\n", b"&#x110000;", b"]]>", b"\xef\xbf\xbd", b'"', rng.randbytes(8), b"9" * 30))
        elif kind == 3:
            start = rng.randrange(len(other))
            data[at:at] = other[start : start + rng.randrange(200)]
        elif kind == 4:
            del data[at : at + rng.randrange(1, 40)]
        else:
            data[at:at] = data[at : at + rng.randrange(1, 300)]
    return bytes(data)


def check(data, name, box):
    """A page that can be printed and leads back to its lines, or `Unread` with a sentence."""
    try:
        pages, problems = readers._read(data, name, readers._suffix(name), box)
    except Unread as error:
        assert len(error.reason) > 10 and "\n" not in error.reason and error.severity in ("warning", "error")
        return
    assert pages or problems
    for page in pages:
        assert isinstance(page, Page) and page.lines and any(line.strip() for line in page.lines)
        assert len(page.numbers) in (0, len(page.lines)) and len(page.pages) in (0, len(page.lines))
        assert all(0 <= part.start <= part.end < len(page.lines) for part in page.parts)
        text = "\n".join(page.lines)
        assert "\n" not in page.lines and "\ufffd" not in text and "\0" not in text
        text.encode()
    for problem in problems:
        assert problem.reason and problem.line >= 0 and problem.severity in ("info", "warning", "error")


@pytest.mark.parametrize("name", VALID)
def test_the_valid_files_are_read(name, box):
    pages, problems = readers._read(VALID[name], name, readers._suffix(name), box)
    assert pages and {p.severity for p in problems} <= {"info"}


def test_mutations(box):
    started, others = time.monotonic(), list(VALID.values())
    for name, valid in VALID.items():
        rng = random.Random(name)
        for number in range(N_MUTATIONS):
            data = mutate(valid, rng, rng.choice(others))
            try:
                check(data, name, box)
            except Exception as error:
                raise AssertionError(f"mutation {number} of {name}: {type(error).__name__}: {error}; {data[:60]!r}") from error
    assert N_MUTATIONS * len(VALID) >= 2_000 and time.monotonic() - started < SECONDS
