"""What is kept of each piece of work is found again wherever it stands, and is believed only if it is whole and our own."""

import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from functools import partial
from types import SimpleNamespace

import pytest

from policyanalysis import parallel, shelf
from policyanalysis.project import ROOT
from policyanalysis.shelf import AT_ONCE, by_parts, plain, recall_each

calls: list[int] = []


def lengths(texts):
    calls.append(len(texts))
    return [str(len(text)).encode() for text in texts]


def recalled(texts, name="lengths", **more):
    """The results, as numbers, and how many of them were made."""
    calls.clear()
    return [int(value) for value in recall_each(name, by_parts(lengths, len, 4000), iter(texts), **more)], sum(calls)


def file_of(folder):
    found, = folder.glob("??/*")
    return found


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYANALYSIS_CACHE", str(tmp_path))
    return tmp_path


def test_only_what_is_new_is_made_wherever_the_rest_stands():
    texts = [f"{number} " * (number % 40 + 1) for number in range(4 * AT_ONCE + 7)]
    more = [*texts[:700][::-1], *(f"new {number}" for number in range(40)), *texts[700:900], *texts[901:]]
    assert recalled(texts) == (list(map(len, texts)), len(texts))
    assert recalled(texts) == (list(map(len, texts)), 0)
    assert recalled(more) == (list(map(len, more)), 40)
    assert recalled(texts, "lengths, by other code") == (list(map(len, texts)), len(texts))
    assert recalled([]) == ([], 0)


def test_results_are_given_as_they_are_needed_and_few_wait(monkeypatch):
    monkeypatch.setattr(shelf, "HELD", 100)
    texts = [f"text {number}" for number in range(10 * AT_ONCE)]
    taken = []
    given = ((taken.append(text), text)[1] for text in [*texts, "new", *texts])
    recalled(texts)
    found = recall_each("lengths", by_parts(lengths, len, 4000), given)
    assert next(found) == b"6" and len(taken) == AT_ONCE
    assert [int(value) for value in found] == [*map(len, texts[1:]), 3, *map(len, texts)]


def test_what_no_longer_holds_is_made_again():
    asked = []

    def holds(value):
        asked.append(value)
        return value != b"1"

    assert recalled(["a", "bb"], holds=holds) == ([1, 2], 2) and not asked
    assert recalled(["a", "bb"], holds=holds) == ([1, 2], 1) and sorted(asked) == [b"1", b"2"]


def test_nothing_is_kept_without_a_cache(folder, monkeypatch):
    monkeypatch.setenv("POLICYANALYSIS_CACHE", "off")
    assert recalled(["a", "bb"]) == recalled(["a", "bb"]) == ([1, 2], 2) and not list(folder.iterdir())


@pytest.mark.parametrize("damage", ["cut off", "no database", "empty", "zeros in the middle"])
def test_a_damaged_file_is_made_again(folder, damage):
    texts = [f"text {number}" * 9 for number in range(3000)]
    recalled(texts)
    data = file_of(folder).read_bytes()
    half = len(data) // 2
    file_of(folder).write_bytes({"cut off": data[:half], "no database": b"no database " * 9999, "empty": b"", "zeros in the middle": data[:half] + bytes(9999) + data[half + 9999:]}[damage])
    found, n_made = recalled(texts)
    assert found == list(map(len, texts)) and n_made > 0
    found, n_made = recalled(texts)
    assert found == list(map(len, texts))
    assert recalled(texts) == (list(map(len, texts)), 0)


def test_what_another_program_wrote_is_not_believed(folder):
    recalled(["a", "bb", "ccc"])
    with sqlite3.connect(file_of(folder)) as file:
        names = dict(file.execute("SELECT value, name FROM results").fetchall())
        by_length = {value[16:]: (value, name) for value, name in names.items()}
        file.execute("UPDATE results SET value = ? WHERE name = ?", (by_length[b"1"][0][:16] + b"7", by_length[b"1"][1]))  # its signature left
        file.execute("UPDATE results SET value = ? WHERE name = ?", (by_length[b"3"][0], by_length[b"2"][1]))  # that of another text
        file.execute("UPDATE results SET value = 'text' WHERE name = ?", (by_length[b"3"][1],))
    assert recalled(["a", "bb", "ccc"]) == ([1, 2, 3], 3) and recalled(["a", "bb", "ccc"]) == ([1, 2, 3], 0)


def test_a_file_of_another_stage_is_not_believed(folder):
    recalled(["a"], "one")
    one = file_of(folder)
    recalled(["bb"], "other")
    other, = {*folder.glob("??/*")} - {one}
    other.write_bytes(one.read_bytes())
    assert recalled(["a"], "other") == ([1], 1)


def test_a_file_that_cannot_be_written_is_no_reason_to_stop(folder):
    recalled(["a"])
    with sqlite3.connect(file_of(folder)) as file:
        file.execute("CREATE TRIGGER full BEFORE INSERT ON results BEGIN SELECT RAISE(ABORT, 'full'); END")
    assert recalled(["bb", "a", "bb"]) == ([2, 1, 2], 2)
    assert recalled(["bb", "a"]) == ([2, 1], 1)


def test_a_folder_in_the_place_of_the_file_is_no_reason_to_stop(folder):
    recalled(["a"])
    place = file_of(folder)
    place.unlink()
    place.mkdir()
    assert recalled(["a"]) == ([1], 1)


def test_it_is_made_by_other_processes_with_the_same_results(monkeypatch):
    monkeypatch.setattr(parallel, "ALONE", -1.0)
    monkeypatch.setattr(parallel, "_cores", lambda: 2)
    found = list(recall_each("processes", by_parts(partial(_with_process, 2), lambda n: 1, 400), range(3000)))
    assert [json.loads(value)[0] for value in found] == [2 * n for n in range(3000)] and os.getpid() not in {json.loads(value)[1] for value in found}
    assert list(recall_each("processes", by_parts(partial(_with_process, 2), lambda n: 1, 400), range(3000))) == found


def _with_process(factor, numbers):
    return [plain([factor * number, os.getpid()]) for number in numbers]


def test_what_a_killed_run_made_is_there_for_the_next(folder):
    code = ("import os\nfrom policyanalysis.shelf import by_parts, recall_each\n"
            "def work(texts):\n    if '2500' in texts: os.kill(os.getpid(), 9)\n    return [str(len(text)).encode() for text in texts]\n"
            "list(recall_each('lengths', by_parts(work, len, 400), map(str, range(4000))))")
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == -9
    found, n_made = recalled(map(str, range(4000)))
    assert found == [len(str(number)) for number in range(4000)] and 1500 <= n_made < 2500


def test_several_processes_write_at_once(folder):
    code = ("import sys\nfrom policyanalysis.shelf import by_parts, recall_each\n"
            "print(sum(int(value) for value in recall_each('lengths', by_parts(lambda texts: [str(len(text)).encode() for text in texts], len, 40_000), [f'{n} ' * 50 for n in range(int(sys.argv[1]), 6000)])))")
    running = [subprocess.Popen([sys.executable, "-c", code, str(start)], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True) for start in (0, 1000, 2000, 3000)]
    for start, process in zip((0, 1000, 2000, 3000), running):
        assert int(process.communicate()[0]) == sum(50 * len(f"{n} ") for n in range(start, 6000)) and process.returncode == 0
    assert recalled([f"{n} " * 50 for n in range(6000)])[1] == 0


def test_what_was_not_used_for_two_months_is_forgotten(folder, monkeypatch):
    now = shelf.time.time()

    def on_day(n, *texts):
        monkeypatch.setattr(shelf.time, "time", lambda: now + n * 86400)
        for file in folder.glob("??/*"):
            os.utime(file, (now + (n - 2) * 86400,) * 2)  # last opened two days before
        return recalled(list(texts))[1]

    assert on_day(0, "port", "ship") == 2 and on_day(30, "port") == 0 and on_day(59, "port") == 0
    assert on_day(85, "quay") == 1  # 85 days after the ship was last asked for, 26 after the port
    assert on_day(86, "port") == 0 and on_day(86, "ship") == 1
    with sqlite3.connect(file_of(folder)) as file:
        assert file.execute("SELECT count(*) FROM results").fetchone() == (3,)


def test_results_are_forgotten_though_new_ones_come_every_day(folder, monkeypatch):
    now = shelf.time.time()
    for n in range(0, 90, 3):
        monkeypatch.setattr(shelf.time, "time", lambda n=n: now + n * 86400)
        recalled([f"text {n}"])
    with sqlite3.connect(file_of(folder)) as file:
        assert file.execute("SELECT count(*) FROM results").fetchone()[0] <= 22


def test_what_can_be_read_and_not_written_is_used(folder, monkeypatch):
    now = shelf.time.time()
    recalled(["port"])
    monkeypatch.setattr(shelf.time, "time", lambda: now + 9 * 86400)
    monkeypatch.setattr(shelf._Shelf, "_open", read_only(shelf._Shelf._open))
    assert recalled(["port"])[1] == 0


def read_only(opened):
    def run(self):
        opened(self)
        self._file.execute("PRAGMA query_only = ON")
    return run


def counted(monkeypatch, *functions):
    """How often each of some functions, given by module and name, is called from now on."""
    calls = Counter()
    for module, name in functions:
        monkeypatch.setattr(module, name, lambda *given, plain=getattr(module, name), name=name: calls.update([name]) or plain(*given))
    return calls


@pytest.mark.parametrize("n_taken", [1, 3, 7, 600])
def test_what_was_made_is_kept_though_not_all_is_asked_for(folder, n_taken):
    texts = [f"text {n}" for n in range(900)]
    make = by_parts(lambda some: [text.upper().encode() for text in some], len, 40)
    assert [found for _, found in zip(range(n_taken), recall_each("upper case", make, texts))] == [text.upper().encode() for text in texts[:n_taken]]
    again = recall_each("upper case", by_parts(lambda some: [b"made again"] * len(some), len, 40), texts[:n_taken])
    assert list(again) == [text.upper().encode() for text in texts[:n_taken]]


def test_tables_are_the_same_when_parts_of_them_were_kept(folder, monkeypatch, sample):
    from policyanalysis.analysis import targets
    from policyanalysis.analysis.targets import find_targets
    from policyanalysis.corpus import alignment, duplicates, policies, translations
    from policyanalysis.corpus.alignment import align
    from policyanalysis.corpus.duplicates import mark_duplicates
    from policyanalysis.corpus.policies import find_policies
    from policyanalysis.corpus.translations import find_pairs
    from policyanalysis.language import tokens
    from policyanalysis.language.own_words import OwnWords
    from policyanalysis.language.tokens import tokenize_all

    def made(rows=slice(None)):
        unique, articles = sample.unique_passages, sample.articles.iloc[rows].reset_index(drop=True)
        tables = find_targets(unique, sample.articles, sample.policies), find_targets(unique, sample.articles), find_pairs(articles, sample.policies), align(sample.pairs, sample.passages)
        tables = *tables, find_policies(articles), mark_duplicates(articles.assign(duplicate_of=""))
        return [table.to_json() for table in tables], [tokenize_all(unique.text, unique.lang, words) for words in (None, OwnWords(stops=frozenset({"储能", "storage"})))]

    figured = SimpleNamespace(work=translations._figures)
    monkeypatch.setattr(translations, "_figures", lambda *given: figured.work(*given))
    monkeypatch.setenv("POLICYANALYSIS_CACHE", "off")
    before, later = made(), made(slice(3, None))
    monkeypatch.setenv("POLICYANALYSIS_CACHE", str(folder))
    calls = counted(monkeypatch, (alignment, "_match"), (duplicates, "_sketch"), (policies, "_named_in"), (tokens, "tokenize"), (figured, "work"))
    assert made() == before and len(calls) == 5
    calls.clear()
    assert made() == before and made(slice(3, None)) == later and made() == before and not calls  # nothing is made again
    rows = counted(monkeypatch, (targets, "_document_rows"))  # other policies may make other rows
    for expected in (before[0][0], before[0][0], before[0][1], before[0][1]):
        n_before = rows.total()
        assert find_targets(sample.unique_passages, sample.articles, sample.policies if expected == before[0][0] else None).to_json() == expected
    assert rows.total() == n_before
    assert before[0][0] != before[0][1] and before[1][0] != before[1][1]


def test_tokens_are_the_same_read_by_document():
    from policyanalysis.language.tokens import number_each, tokenize, tokenize_all

    texts = ["Energy storage", "", "储能将增长", "Ports\0of call", "the", "氢能"]
    langs, documents = ["en", "en", "zh", "en", "en", "zh"], ["a", "a", "a", "b", "b", "b"]
    expected = [tokenize(text, lang) for text, lang in zip(texts, langs)]
    for own in (None, documents, documents):
        assert tokenize_all(texts, langs, documents=own) == expected
        assert [found.tolist() for found in number_each(texts, langs, len, documents=own)] == [list(map(len, tokens)) for tokens in expected]
    many = " ".join(f"word{number}x" for number in range(70_000))  # more words than 16 bits can number
    assert tokenize_all([many, "port"], ["en", "en"], documents=["a", "a"]) == [many.split(), ["port"]]
