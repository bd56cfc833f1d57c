"""The cache: what it gives is what would have been made, whatever was done to it."""

import json
import os
import sqlite3
import stat

import pandas as pd
import pyarrow as pa
import pytest

from policyanalysis import cache
from policyanalysis.corpus import load
from policyanalysis.corpus.load import load_corpus

EN = "Ports opened in the north\n- Source: Xinhua\n- Date: 2024-10-15\nThe State Council issued the Opinions on Ports to support new routes.\n"
ZH = "港口新政发布\n- 来源: 大众日报\n- 日期: 2024-10-15\n国务院办公厅印发《港口发展的意见》，支持新航线。\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(EN, "utf-8")
    (folder / "b.txt").write_text(ZH, "utf-8")
    (folder / "c.odt").write_bytes(b"x")
    (folder / "d.csv").write_text("title,text\nPort,Ports were opened along the coast in the north of the country.\n", "utf-8")
    return folder


def entries(place):
    return sorted(path for path in place.glob("??/*"))


def same(one, other):
    for name in ("articles", "passages", "policies", "pairs", "aligned", "problems"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    return one.hash == other.hash


def test_what_is_recalled_is_what_was_made(place, pages, sample, monkeypatch):
    first, again = load_corpus(pages), load_corpus(pages)
    monkeypatch.setenv(cache.VARIABLE, "off")
    assert same(first, again) and same(again, load_corpus(pages))


def test_tables_of_the_sample_come_back_as_they_were(place, sample):
    from policyanalysis.project import SAMPLE

    load_corpus(SAMPLE)
    recalled = load_corpus(SAMPLE)
    assert same(recalled, sample)
    assert type(recalled.policies.doc_ids_en[0]) is list


@pytest.mark.parametrize("large", [0, 10**9], ids=["on disk", "in memory"])
def test_what_was_recalled_stays_as_it_was_whatever_is_done_to_the_cache(place, pages, large, monkeypatch):
    monkeypatch.setattr(cache, "LARGE", large)
    before = load_corpus(pages)
    recalled = load_corpus(pages)
    for path in entries(place):
        path.write_bytes(b"")
    assert same(recalled, before) and {path.name for path in place.iterdir() if path.is_file()} <= {".key", *(path.name for path in place.glob(".??.lock"))}


def test_tables_are_put_on_disk_part_by_part(place, pages, monkeypatch):
    before, shelved = load_corpus(pages), []
    monkeypatch.setattr(load, "on_disk", lambda tables: shelved.append(len(tables["articles"])) or cache.on_disk(tables))
    monkeypatch.setattr(load, "SHARD", 1)
    monkeypatch.setattr(load, "PART", 1)
    for path in entries(place):
        path.unlink()
    assert same(load_corpus(pages), before) and sum(shelved) == len(before.articles) and len(shelved) > 1


def test_only_a_changed_file_is_read_again(place, pages, monkeypatch):
    load_corpus(pages)
    (pages / "b.txt").write_text(ZH + "又讯。\n", "utf-8")
    read, original = [], load.page_rows
    monkeypatch.setattr(load, "page_rows", lambda page: read.append(page.file) or original(page))
    assert "又讯" in " ".join(load_corpus(pages).articles.text) and read == ["b.txt"]
    load_corpus(pages)
    assert read == ["b.txt"]


def test_the_folder_is_private(place, pages):
    load_corpus(pages)
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert all(not stat.S_IMODE(path.stat().st_mode) & 0o077 for path in [*entries(place), place / ".key"])


DAMAGE = {
    "empty": lambda data: b"", "cut": lambda data: data[: len(data) // 2], "one byte": lambda data: data[:-3] + bytes([data[-3] ^ 1]) + data[-2:],
    "planted text": lambda data: data.replace(b"Ports", b"Forts"), "a pickle": lambda data: b"cos\nsystem\n(S'touch /tmp/planted'\ntR.", "another form": lambda data: b"policyanalysis 0\n" + data[17:]}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_or_planted_entry_is_made_again(place, pages, damage):
    before = load_corpus(pages)
    for path in entries(place):
        path.write_bytes(damage(path.read_bytes()))
    assert same(load_corpus(pages), before)
    assert same(load_corpus(pages), before)


def test_an_entry_under_another_name_or_of_another_user_is_not_believed(place, pages, tmp_path):
    before = load_corpus(pages)
    one, other, *_ = sorted(entries(place), key=lambda path: path.stat().st_size)
    other.write_bytes(one.read_bytes())  # well signed, but of other bytes
    assert same(load_corpus(pages), before)
    (place / ".key").write_bytes(b"x" * 32)  # all that is there was signed with another key
    assert same(load_corpus(pages), before)


def test_another_version_of_the_code_or_of_a_library_makes_again(monkeypatch):
    assert len({cache.key("a", "1", "x"), cache.key("a", "2", "x"), cache.key("b", "1", "x"), cache.key("a", "1", "y"), cache.key("a", "1x")}) == 5
    before = cache.key("a", "1")
    monkeypatch.setattr(cache, "method", lambda: {"jieba": "99"})
    assert cache.key("a", "1") != before


def test_without_a_folder_everything_works(pages, tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, "off")
    before = load_corpus(pages)
    (tmp_path / "file").write_text("")
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o777)
    shared.chmod(0o777)  # others could write there
    (tmp_path / "link").symlink_to(shared)
    for named in ("file", "shared", "link", "file/below"):
        monkeypatch.setenv(cache.VARIABLE, str(tmp_path / named))
        with pytest.warns(UserWarning, match=f"nothing is kept between runs: POLICYANALYSIS_CACHE names .*{named}'"):
            assert same(load_corpus(pages), before)
    assert not any(shared.iterdir())


def test_it_can_be_deleted_and_old_entries_go(place, pages):
    before = load_corpus(pages)
    old, *_ = entries(place)
    os.utime(old, (0, 0))
    cache.prune()
    assert not old.exists() and entries(place)
    for path in entries(place):
        path.unlink()
    assert same(load_corpus(pages), before)


def test_what_is_not_sure_is_not_kept(place):
    name = cache.key("a", "1")
    assert cache.recall(name, lambda: 1, sure=lambda value: False) == 1
    assert cache.recall(name, lambda: 2) == 2 == cache.recall(name, lambda: 3)


def test_a_file_that_could_not_be_read_is_tried_again(place, pages, monkeypatch):
    from policyanalysis.corpus.readers.page import Unread

    (pages / "e.csv").write_text("title,text\nPort,More ports were opened along the coast in the south of the country.\n", "utf-8")
    with monkeypatch.context() as patch:
        def late(data, name):
            raise Unread("reading it took more than 0 seconds", "error")

        patch.setitem(__import__("policyanalysis.corpus.readers", fromlist=["_DIRECT"])._DIRECT, ".csv", late)
        assert "e.csv" not in set(load_corpus(pages).articles.file)
    assert "e.csv" in set(load_corpus(pages).articles.file)


def test_nothing_in_it_can_run(place, pages):
    load_corpus(pages)
    n_tables = 0
    for path in entries(place):
        if path.read_bytes().startswith(b"SQLite"):
            with sqlite3.connect(path) as file:
                assert file.execute("SELECT type FROM sqlite_schema").fetchall() == [("table",), ("index",), ("index",)]
                assert not any(b"pickle" in value for value, in file.execute("SELECT value FROM results"))
            continue
        data = path.read_bytes()[len(cache.MAGIC) + 32 :]
        length = int.from_bytes(data[-8:], "little")
        told = json.loads(data if data.endswith((b"}", b"]")) else data[-8 - length : -8])
        tables = [pa.ipc.open_file(data[own["start"] : own["end"]]).read_all() for own in told.values() if isinstance(own, dict) and "start" in own] if isinstance(told, dict) else []
        n_tables += len(tables)
        assert b"pickle" not in data and not any(isinstance(field.type, pa.BaseExtensionType) for table in tables for field in table.schema)
    assert n_tables == 6
