"""The benchmarks run, on little; how fast is not tested here."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

from policyanalysis.corpus.load import load_corpus

BENCHMARKS = Path(__file__).parent / "benchmarks"


def run(script, *arguments):
    done = subprocess.run([sys.executable, BENCHMARKS / script, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_generated_pages_are_read_as_they_were_planted(tmp_path):
    assert run("generate.py", tmp_path / "pages", 150, 7).startswith("150 articles")
    truth = pd.read_csv(tmp_path / "pages.truth.csv", keep_default_na=False)
    corpus = load_corpus(tmp_path / "pages")
    found = corpus.articles.merge(truth, on=["file", "start_line"], suffixes=("", "_true"))
    assert len(found) == len(corpus.articles) == len(truth) == 150
    for field in ("title", "lang", "source", "date"):
        assert (found[field] == found[f"{field}_true"]).all()
    first = found.set_index("key").doc_id
    repeats = truth[truth.duplicate_of >= 0]
    assert len(repeats) and {(first[k], first[o]) for k, o in zip(repeats.key, repeats.duplicate_of)} == {
        (d, o) for d, o in zip(corpus.articles.doc_id, corpus.articles.duplicate_of) if o}


def test_loading_prints_speed_and_memory(tmp_path):
    run("generate.py", tmp_path / "pages", 60)
    printed = run("loading.py", tmp_path / "pages")
    assert "| bytes to articles table |" in printed and "| peak memory / corpus |" in printed


def test_segmenting_prints_ratios_and_differences():
    assert run("segmenting.py").splitlines()[-1].endswith("| 0 |")


def test_searching_prints_milliseconds(tmp_path):
    run("generate.py", tmp_path / "pages", 60)
    printed = run("searching.py", tmp_path / "pages", 500)
    assert printed.startswith("500 passages") and "| 新型储能 |" in printed


def test_peers_are_fitted_on_the_same_tokens(tmp_path):
    printed = run("topics_peers.py", "", 6, tmp_path / "peers.csv")
    table = pd.read_csv(tmp_path / "peers.csv").set_index("model")
    assert {"policyanalysis", "scikit-learn NMF", "scikit-learn LDA"} <= set(table.index) and "| policyanalysis |" in printed and "failed" not in printed
    assert table[["uniqueness", "both"]].stack().between(0, 1).all() and table[["npmi_en", "npmi_zh"]].stack().between(-1, 1).all()
    assert table.both["policyanalysis"] > 0.5 and table.both["scikit-learn NMF"] == 0 and table.uniqueness["policyanalysis"] > 0.9
    assert (table[["seconds", "MB"]] > 0).all(axis=None)


def test_the_first_view_is_timed_cold_and_warm():
    printed = run("first_view.py", "data/sample").splitlines()
    assert [line.split(" | ")[0] for line in printed[2:]] == ["| first time", "| again"]
    assert all(float(line.strip("| ").split(" | ")[2]) > 0 for line in printed[2:])


def test_all_stages_are_measured_and_written_down(tmp_path):
    run("bench.py", "--small", "--out", tmp_path / "newest.md", "segmentation", "articles", "duplicates", "pairs", "quantities", "growth")
    lines = (tmp_path / "newest.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| ")]
    assert "Python 3." in lines[0] and {row[0] for row in rows[1:]} == {"segmentation", "articles", "duplicates", "pairs", "quantities", "growth"}
    assert "other words in 0" in rows[1][1] and any("1.000 of 3 planted found" in row[1] for row in rows)
    assert {row[2] for row in rows if row[0] == "growth"} >= {"all", "find_pairs", "topics", "coverage", "targets", "peak", "duplicates found", "translations found"}


def test_a_run_after_new_articles_came_in_is_measured():
    printed = run("growth.py", 240, "targets", "topics", "again", "given")
    assert all(f"| {name} | " in printed for name in ("all", "topics", "again: all", "again: find_pairs", "again: targets", "again: MB", "translations found"))


def test_the_readme_shows_the_newest_table(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    from bench import NEWEST, README, SHOWN, show

    page = README.read_text("utf-8")
    assert NEWEST.read_text("utf-8").join(SHOWN) in page
    (tmp_path / "page.md").write_text(page, "utf-8")
    show("other\n", tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text("utf-8") == page.replace(NEWEST.read_text("utf-8"), "other\n")


def test_an_unknown_stage_is_told():
    done = subprocess.run([sys.executable, BENCHMARKS / "bench.py", "growht"], capture_output=True, text=True)
    assert done.returncode == 2 and "there is no stage 'growht'; the stages are" in done.stderr and "Traceback" not in done.stderr
