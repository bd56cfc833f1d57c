"""Every notebook rendered on the sample by the command a user types, and what a reader then has."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from policyanalysis.cli import main

REPORTS = ["0_explore", "1_corpus", "2_topics", "3_coverage", "4_targets", "5_translations"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("reports")
    result = CliRunner().invoke(main, ["render", "--corpus", "data/sample", "--out", str(out), "-p", "n_topics", "12"])
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module", params=REPORTS)
def page(request, folder):
    return BeautifulSoup((folder / f"{request.param}.html").read_text(encoding="utf-8"), "html.parser")


def test_nothing_is_requested_and_nothing_runs(page):
    assert not page.find_all(["script", "iframe", "object", "embed", "link", "base", "form"])
    for tag in page.find_all(src=True):
        assert tag["src"].startswith("data:"), tag["src"][:80]
    assert "default-src 'none'" in page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert "url(" not in "".join(style.text for style in page.find_all("style"))


def test_both_languages_stand_in_it(page):
    text = page.get_text()
    assert re.search(r"[\u4e00-\u9fff]{4}", text) and re.search(r"[A-Za-z]{4} [A-Za-z]{4}", text)
    assert "\ufffd" not in text and "Traceback" not in text


def test_figures_say_in_words_what_they_show(page):
    for image in page.find_all("img"):
        assert len(image.get("alt", "")) > 20 and not image["alt"].startswith("Figure in the section")


def test_every_section_shows_something(page):
    for heading in page.find_all("h2"):
        if heading.find_parent("nav"):
            continue
        section = []
        for sibling in heading.find_all_next():
            if sibling.name == "h2":
                break
            section.append(sibling)
        assert any(tag.name in ("p", "li", "table", "img") for tag in section), heading.text


def test_figures_are_where_they_are_expected(folder):
    counts = {name: (folder / f"{name}.html").read_text(encoding="utf-8").count("<img") for name in REPORTS}
    assert counts == {"0_explore": 0, "1_corpus": 4, "2_topics": 5, "3_coverage": 6, "4_targets": 1, "5_translations": 1}


def test_parameters_are_those_given(folder):
    ledger = [json.loads(line) for line in (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]
    given = {entry["notebook"]: entry["parameters"] for entry in ledger}
    assert {entry["status"] for entry in ledger} == {"made"} and len(ledger) == len(REPORTS)
    assert [parameters["n_topics"] for parameters in given.values() if "n_topics" in parameters] == [12, 12, 12]


def test_index_links_every_report_with_corpus_and_parameters(folder):
    index = BeautifulSoup((folder / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert [link["href"] for link in index.find_all("a") if link["href"].endswith(".html")] == [f"{name}.html" for name in REPORTS]
    assert "sample" in index.text and "n_topics = 12" in index.text and not index.find_all("script")


def test_the_planted_departures_are_in_the_report(folder, sample_truth):
    page = BeautifulSoup((folder / "5_translations.html").read_text(encoding="utf-8"), "html.parser")
    rows = [[cell.get_text(strip=True) for cell in row.find_all("td")] for row in page.find_all("tr")]
    marked = {int(row[2]) for row in rows if len(row) == 5 and row[2].isdigit() and "differ" in row[4]}  # line, English, line, Chinese, what differs
    planted = {row["line_zh"] + 1 for row in sample_truth["inconsistencies"] if row["type"] in ("number", "unit", "grade")}
    assert planted <= marked


def test_a_corpus_of_one_note_still_makes_every_report(tmp_path):
    """One language, one short article, no date, no pair, no policy; and names that look like markup, mathematics or a formula."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "=h<b>$x_{$.txt").write_text("A note of $5 and {b $6\n\nEnergy storage <img src=x onerror=alert(1)> grew by 20% in 2024, and more is to come by 2030.\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["render", "--corpus", str(pages), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    for name in REPORTS:
        soup = BeautifulSoup((tmp_path / "out" / f"{name}.html").read_text(encoding="utf-8"), "html.parser")
        assert not soup.find_all(["script", "b"], string=lambda text: text and "$x" in text) and not soup.find_all("img", src="x")
    assert "Only one language has articles" in (tmp_path / "out" / "3_coverage.html").read_text(encoding="utf-8")


def test_the_same_corpus_gives_the_same_bytes(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")
    for name in ("a", "b"):
        assert CliRunner().invoke(main, ["render", "0_explore", "2_topics", "--corpus", "data/sample", "--out", str(tmp_path / name)]).exit_code == 0
    for made in ("0_explore.html", "2_topics.html", "notebooks/0_explore.ipynb", "notebooks/2_topics.ipynb"):  # the ids of widgets are other ones each time
        assert (tmp_path / "a" / made).read_bytes() == (tmp_path / "b" / made).read_bytes()
