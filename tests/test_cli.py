"""The commands: exit statuses, and what they say."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from policyanalysis import __version__
from policyanalysis.cli import main
from policyanalysis.project import SAMPLE

POST = "港口新政发布\n- 来源: 大众日报\n- 日期: 2024-10-15\n国务院办公厅印发《港口发展的意见》，支持新航线。\n"


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(POST, encoding="utf-8")
    (folder / "b.odt").write_bytes(b"%PDF")
    return folder


@pytest.fixture
def run():
    return lambda *arguments: CliRunner().invoke(main, [str(a) for a in arguments])


def test_corpus(run, pages):
    done = run("corpus", pages)
    assert done.exit_code == 0 and f"corpus: {pages}" in done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["file", "English", "Chinese", "repeats", "lines", "in", "no", "article"]
    assert ["a.txt", "0", "1", "0", "0"] in [line.split() for line in lines] and ["b.odt", "0", "0", "0", "0"] in [line.split() for line in lines]
    assert "1 article (0 English, 1 Chinese, no repeats), 1 paragraph; 1 of 1 dated" in done.stdout
    assert "files of type .odt are not read yet; save the page as .txt" in done.stdout


def test_corpus_of_the_sample(run, sample, monkeypatch):
    monkeypatch.setattr("policyanalysis.corpus.load.load_corpus", lambda path: sample)
    done = run("corpus", SAMPLE)
    assert done.exit_code == 0 and "corpus: data/sample\n" == done.stderr
    assert "78 articles (35 English, 37 Chinese, 6 repeats)" in done.stdout and "12 translation pairs" in done.stdout
    assert ["blog_category.txt", "5", "5", "4", "1"] in [line.split() for line in done.stdout.splitlines()]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_export(run, pages, tmp_path, suffix):
    out = tmp_path / f"articles{suffix}"
    done = run("export", "articles", "--corpus", pages, "--out", out)
    assert (done.exit_code, done.stdout) == (0, f"1 row of articles written to {out}\n") and out.stat().st_size > 100


def test_export_with_parameters(run, sample, tmp_path, monkeypatch):
    monkeypatch.setattr("policyanalysis.corpus.load.load_corpus", lambda path: sample)
    done = run("export", "keyness", "--corpus", SAMPLE, "--out", tmp_path / "k.csv", "-p", "by", "source", "-p", "top_n", "2")
    assert done.exit_code == 0 and len((tmp_path / "k.csv").read_text(encoding="utf-8").splitlines()) > 2


WRONG = [  # arguments, status, message; OUT stands for a file that can be written, PAGES for a folder of pages
    (["export", "topic", "--out", "OUT"], 2, "there is no table 'topic'; did you mean 'topics'?"),
    (["export", "topics", "--out", "OUT", "-p", "n_topic", "3"], 2, "did you mean 'n_topics'? It takes n_topics, top_n, random_state"),
    (["export", "topics", "--out", "OUT", "-p", "n_topics", "x"], 2, "n_topics='x' is not a whole number"),
    (["export", "topics", "--out", "OUT", "-p", "top_n", "3", "-p", "top_n", "4"], 2, "parameter 'top_n' is given twice; give it once"),
    (["export", "keyness", "--out", "OUT", "--corpus", "PAGES", "-p", "by", "title"], 2, "by='title' cannot be compared; use one of source, issuer, region, section, file"),
    (["export", "coverage", "--out", "OUT", "--corpus", "PAGES", "-p", "by", "title"], 2, "by='title' cannot be compared"),
    (["export", "articles", "--out", "x.xlsx"], 2, "'x.xlsx' does not end in .csv, .jsonl, .parquet; choose one of them"),
    (["export", "articles"], 2, "Missing option '--out'"),
    (["export"], 2, "Missing argument 'TABLE'"),
    (["export", "topics", "--out", "OUT", "-p", "n_topics"], 2, "requires 2 arguments"),
    (["frobnicate"], 2, "No such command 'frobnicate'"),
    (["corpus", "a", "b"], 2, "unexpected extra argument"),
    (["corpus", "NOWHERE"], 1, "does not exist; name a folder of .txt pages or one such file"),
    (["export", "articles", "--corpus", "NOWHERE", "--out", "OUT"], 1, "does not exist"),
    (["export", "articles", "--corpus", "PAGES", "--out", "no/such/folder/a.csv"], 2, "does not exist; make it, or name another file"),
]


@pytest.mark.parametrize("arguments, status, message", WRONG)
def test_what_goes_wrong(run, pages, tmp_path, arguments, status, message):
    stands_for = {"OUT": tmp_path / "out.csv", "PAGES": pages, "NOWHERE": tmp_path / "nowhere"}
    done = run(*[stands_for.get(argument, argument) for argument in arguments])
    assert done.exit_code == status and message in done.stderr
    assert "Traceback" not in done.stderr and done.stdout == "" and not (tmp_path / "out.csv").exists()


def test_one_line_says_what_failed(run, tmp_path):
    done = run("corpus", tmp_path)
    assert done.exit_code == 1 and [line for line in done.stderr.splitlines() if not line.startswith("corpus:")] == [
        f"policyanalysis: no readable page in '{tmp_path}'; put .txt pages (UTF-8) there or name another folder"]


def test_interrupted(run, pages, monkeypatch):
    def interrupt(path):
        raise KeyboardInterrupt

    monkeypatch.setattr("policyanalysis.corpus.load.load_corpus", interrupt)
    done = run("corpus", pages)
    assert done.exit_code == 130 and "interrupted; nothing half-made was kept" in done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["corpus", "--help"], ["export", "-h"], ["render", "--help"], ["runs", "--help"], ["lab", "--help"]])
def test_help(run, arguments):
    done = run(*arguments)
    assert done.exit_code == 0 and done.stdout.startswith("Usage:")


def test_help_names_every_command_and_table(run):
    from policyanalysis.tables import TABLES

    assert all(f"\n  {name} " in run("--help").stdout for name in ("corpus", "export", "render", "runs", "lab"))
    text = " ".join(run("export", "--help").stdout.split())
    assert all(name in text for name in TABLES)


def test_version(run):
    assert run("--version").stdout.split()[-1] == __version__


def test_the_corpus_by_default(run, sample, pages, monkeypatch):
    monkeypatch.setattr("policyanalysis.corpus.load.load_corpus", lambda path: sample)
    monkeypatch.setattr("policyanalysis.project.RAW", pages.parent / "empty")
    assert "(the sample; put your own pages into data/raw to use them)" in run("corpus").stderr
    monkeypatch.setattr("policyanalysis.project.RAW", pages)
    assert "(your own pages)" in run("corpus").stderr


def called(*arguments, cwd):
    return subprocess.run([sys.executable, "-c", "from policyanalysis.cli import main; main()", *map(str, arguments)],
                          cwd=cwd, capture_output=True, text=True, encoding="utf-8", env={**os.environ, "PYTHONIOENCODING": "utf-8"})


@pytest.mark.parametrize("arguments, status", [(["export", "problems", "--corpus", "pages", "--out", "p.csv"], 0), (["corpus", "nowhere"], 1), (["export", "nonsense", "--out", "p.csv"], 2)])
def test_as_a_program_in_another_folder(pages, arguments, status):
    done = called(*arguments, cwd=pages.parent)
    assert done.returncode == status and "Traceback" not in done.stderr, done.stderr
    assert (pages.parent / "p.csv").exists() == (status == 0)


def test_a_wrong_argument_is_told_before_any_work(run, monkeypatch, tmp_path):
    def never(path):
        raise AssertionError("the corpus was loaded")

    monkeypatch.setattr("policyanalysis.corpus.load.load_corpus", never)
    for arguments in (["topic", "--out", "a.csv"], ["topics", "--out", "a.txt"], ["topics", "--out", "a.csv", "-p", "top_n", "-3"]):
        assert run("export", *arguments).exit_code == 2


@pytest.mark.skipif(os.name != "posix", reason="processes become others on POSIX systems only")
def test_lab_leaves_nothing_running_when_it_is_ended():
    become = "import os, sys; from policyanalysis.cli import _become; print(os.getpid(), flush=True); _become([sys.executable, '-c', 'import os; print(os.getpid())'], dict(os.environ))"
    before, after = subprocess.run([sys.executable, "-c", become], capture_output=True, text=True, check=True).stdout.split()
    assert before == after


def test_lab_opens_the_workbench_and_asks_nothing_of_the_network(monkeypatch):
    called = []
    monkeypatch.setattr("policyanalysis.cli._become", lambda *given: called.append(given))
    assert CliRunner().invoke(main, ["lab", "--no-browser"]).exit_code == 0
    (command, environment), = called
    assert command[1:3] == ["-m", "jupyterlab"] and command[-1] == "--no-browser" and "--LabApp.default_url=/lab/tree/notebooks/0_explore.ipynb" in command
    settings = Path(environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)[0])
    assert json.loads((settings / "jupyter_lab_config.json").read_text())["LabApp"]["news_url"] is None
    assert json.loads((settings / "labconfig" / "page_config.json").read_text())["disabledExtensions"] == {"@jupyterlab/apputils-extension:announcements": True}
