import nbformat
import pytest
from bs4 import BeautifulSoup
from nbformat.v4 import new_markdown_cell, new_notebook

from policyanalysis.reporting.ledger import append_ledger
from policyanalysis.reporting.page import refuse_requests
from policyanalysis.reporting.site import write_index

ENTRY = {
    "ended": "2026-11-01T06:00:07+00:00",
    "status": "made",
    "error": "",
    "corpus": "/somewhere/政策 pages",
    "counts": {"files": 3, "articles": {"en": 5, "zh": 9}},
    "parameters": {"corpus": "/somewhere/政策 pages", "n_topics": 12, "languages": ["en", "<b>"]},
}
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def entries(tmp_path):
    """The index of five reports: made, not renewed, failed, never run, and one without its notebook."""
    out = tmp_path / "out"
    (out / "notebooks").mkdir(parents=True)
    notebooks = []
    for name in ["1_made", "2_old", "3_failed", "4_never"]:
        notebooks.append(tmp_path / f"{name}.ipynb")
        text = f"# {name} 主题 {HOSTILE}\n\nWhat is in it? More."
        nbformat.write(new_notebook(cells=[new_markdown_cell(text)]), notebooks[-1])
    for name in ["1_made", "2_old", "9_& gone"]:
        (out / f"{name}.html").write_text("")
        append_ledger(out, ENTRY | {"notebook": name})
    for name in ["2_old", "3_failed"]:
        failure = {"notebook": name, "status": "failed", "ended": "2026-11-02T06:00:00+00:00", "error": f"ValueError: 没有 {HOSTILE}"}
        append_ledger(out, ENTRY | failure)
    (out / "notebooks/3_failed.failed.ipynb").write_text("{}")
    soup = BeautifulSoup(write_index(out, notebooks, out).read_text("utf-8"), "html.parser")
    refuse_requests(soup)
    assert [path.name for path in out.glob(".*")] == []
    return soup.select("article")


def words(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def test_reports_are_listed_in_order_with_their_state(entries):
    assert [words(entry.select_one(".state")) for entry in entries] == ["made", "not renewed", "failed", "never run", "made"]
    assert [link["href"] for entry in entries for link in entry.select("h2 a")] == ["1_made.html", "2_old.html", "9_%26%20gone.html"]


def test_a_made_report_says_when_from_what_and_with_what(entries):
    assert words(entries[0]).startswith(f"1_made 主题 {HOSTILE} made What is in it? Made 2026-11-01 06:00 UTC from 政策 pages: 3 files, 14 articles")
    assert [words(code) for code in entries[0].select("code")] == ["n_topics = 12", "languages = ['en', '<b>']"]


def test_a_report_that_was_not_renewed_says_so_and_when_it_was_made(entries):
    assert "Renewing it failed on 2026-11-02 06:00 UTC: ValueError: 没有" in words(entries[1])
    assert "Made 2026-11-01 06:00 UTC" in words(entries[1])


def test_a_failed_report_links_its_notebook_and_not_a_page(entries):
    assert [link["href"] for link in entries[2].select("a")] == ["notebooks/3_failed.failed.ipynb"]
    assert "Made" not in words(entries[2])


def test_an_empty_folder_has_an_index_too(tmp_path):
    assert "No report yet." in write_index(tmp_path, [], tmp_path).read_text("utf-8")
