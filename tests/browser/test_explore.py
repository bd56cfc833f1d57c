"""0_explore driven as a reader drives it: every step waits for what it must show."""

import re

import pandas as pd
import pytest
from playwright.sync_api import expect

from policyanalysis.corpus.load import load_corpus

pytestmark = pytest.mark.usefixtures("opened")
WORD, PHRASE = "储能", "energy storage"


@pytest.fixture(scope="module")
def opened(lab, page):
    """The notebook, run from the first cell to the last by the menu."""
    page.goto(lab.format("0_explore.ipynb"))
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.locator(".pa-bench .pa-line").first.wait_for()
    # A cell that waits or runs has a star in place of its number
    page.wait_for_function("() => { const cells = [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].map(p => p.textContent); return cells.length && cells.every(t => /\\[\\d+\\]/.test(t)) }")


@pytest.fixture
def bench(page):
    found = page.locator(".pa-bench").first
    found.scroll_into_view_if_needed()
    return found


def look_for(bench, query):
    box = bench.get_by_role("textbox", name="Look for")
    box.fill(query)
    box.press("Enter")
    expect(bench.locator(".pa-line").first).to_contain_text(f"'{query}'")
    return bench.locator(".pa-message[role=status]").last


def listed_articles(bench):
    return bench.get_by_label("Read").locator("option").all_inner_texts()[1:]


def view(bench, name):
    bench.get_by_role("button", name=name, exact=True).click()


def test_all_cells_ran_and_show_a_first_view(page, bench, picture):
    assert not page.locator('.jp-RenderedText[data-mime-type="application/vnd.jupyter.stderr"], .jp-RenderedText[data-mime-type="application/vnd.jupyter.error"]').all_inner_texts()
    expect(bench.locator("table.dataTable tbody tr")).not_to_have_count(0)
    expect(bench.locator(".pa-line").first).to_have_text("pa.search(index, '新型储能')")
    picture("first-view")
    page.get_by_role("heading", name="What does each language say beside it?").scroll_into_view_if_needed()
    picture("below")


def test_both_languages_of_a_word_find_the_same_articles(bench, picture):
    message = look_for(bench, WORD)
    expect(bench.locator(".pa-message").first).to_contain_text("Looked for 储能 and energy storage")
    chinese = listed_articles(bench)
    picture("chinese")
    look_for(bench, PHRASE)
    expect(bench.locator(".pa-message").first).to_contain_text("Looked for energy storage and 储能")
    assert listed_articles(bench) == chinese and {article[:2] for article in chinese} == {"en", "zh"}
    picture("english")
    assert message.count() == 1


def test_composing_by_an_input_method_searches_once_it_is_finished(page, bench):
    look_for(bench, "hydrogen")
    box = bench.get_by_role("textbox", name="Look for")
    box.fill("")
    devices = page.context.new_cdp_session(page)
    box.focus()
    for piece in ("c", "chu", "chu'neng"):
        devices.send("Input.imeSetComposition", {"text": piece, "selectionStart": len(piece), "selectionEnd": len(piece)})
        expect(bench.locator(".pa-line").first).to_contain_text("'hydrogen'")
    devices.send("Input.insertText", {"text": WORD})
    expect(box).to_have_value(WORD)
    expect(bench.locator(".pa-line").first).to_contain_text("'hydrogen'")
    box.press("Enter")
    expect(bench.locator(".pa-line").first).to_contain_text(f"'{WORD}'")


def test_a_pair_is_opened_with_its_differences_marked(bench, picture):
    look_for(bench, PHRASE)
    reading = bench.get_by_label("Read")
    pairs = load_corpus("data/sample").pairs
    own = reading.evaluate("(select, titles) => [...select.options].findIndex(option => titles.some(title => option.text.replace(/\\s/g, ' ').includes(title)))", paired_titles(pairs))
    assert own > 0, "no article of a pair is listed"
    reading.select_option(index=own)
    reader = bench.locator(".pa-reader")
    expect(reader.locator("th").filter(has_text="Chinese")).to_be_visible()
    expect(reader.locator("mark").first).to_be_visible()
    reader.locator("mark").first.scroll_into_view_if_needed()
    picture("pair")
    expect(bench.locator(".pa-line").last).to_contain_text("pa.read_article(loaded, '")


def paired_titles(pairs):
    articles = load_corpus("data/sample").articles.set_index("doc_id")
    return [articles.title[pair.doc_id_en][:50] for pair in pairs.itertuples() if pair.kind == "translation"]


def test_a_row_opens_its_article(bench):
    look_for(bench, WORD)
    bench.locator("table.dataTable tbody tr").nth(1).click()
    expect(bench.locator(".pa-reader strong").first).to_be_visible()
    assert bench.get_by_label("Read").input_value()


def test_a_table_is_saved_whole(bench, project, picture):
    look_for(bench, PHRASE)
    bench.get_by_role("button", name="Save table").click()
    told = bench.get_by_text(re.compile(r"rows written to reports/exports/search_energy_storage\.csv"))
    expect(told).to_be_visible()
    picture("saved")
    saved = pd.read_csv(project / "reports" / "exports" / "search_energy_storage.csv")
    assert len(saved) == int(told.inner_text().split()[0]) and set(saved.lang) == {"en", "zh"} and saved.columns.tolist()[-1] == "doc_id"


def test_what_only_one_language_says(bench, picture):
    look_for(bench, PHRASE)
    view(bench, "Compare languages")
    expect(bench.locator(".pa-line").first).to_have_text(f"pa.said_with(index, '{PHRASE}', by='concept', span='article')")
    expect(bench.locator(".pa-message").first).to_contain_text("overcapacity / 产能过剩")
    bench.get_by_label("Compare").select_option("figures")
    expect(bench.locator(".pa-message").first).to_contain_text("Only English articles say beside it:")
    bench.get_by_label("Show").select_option("only in English")
    expect(bench.locator(".pa-line").first).to_contain_text("table.only == 'en'")
    expect(bench.locator("table.dataTable tbody tr").filter(has_text="departments")).to_be_visible()
    picture("compared")
    bench.get_by_label("Show").select_option("everything")
    view(bench, "Search")


def test_articles_are_filtered(bench, picture):
    look_for(bench, WORD)
    bench.get_by_role("button", name="Filter articles").click()
    bench.get_by_label("Language").select_option("Chinese")
    expect(bench.locator(".pa-line").first).to_contain_text("lang='zh'")
    assert {article[:2] for article in listed_articles(bench)} == {"zh"}
    picture("filtered")
    since = bench.get_by_role("textbox", name="Since")
    since.fill("last May")
    since.press("Enter")
    expect(bench.locator(".pa-error")).to_have_text("Since='last May' is not a date; give one such as 2024-05-01, 2024-05 or 2024.")
    since.fill("")
    since.press("Enter")
    bench.get_by_label("Language").select_option("both")
    expect(bench.locator(".pa-line").first).to_have_text(f"pa.search(index, '{WORD}')")
    bench.get_by_role("button", name="Filter articles").click()


def test_an_empty_query_is_answered_by_a_sentence(bench):
    box = bench.get_by_role("textbox", name="Look for")
    box.fill("")
    box.press("Enter")
    expect(bench.locator(".pa-error")).to_have_text("Query='' says nothing to look for; give a word in English or Chinese.")
    look_for(bench, WORD)
    expect(bench.locator(".pa-error")).to_have_count(0)


def test_the_keyboard_is_enough(page, bench):
    look_for(bench, "hydrogen")
    box = bench.get_by_role("textbox", name="Look for")
    box.fill("port")
    box.press("Tab")
    expect(bench.get_by_role("button", name="Search").last).to_be_focused()
    page.keyboard.press("Enter")
    expect(bench.locator(".pa-line").first).to_contain_text("'port'")
    reached = set()
    for _ in range(14):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("() => document.activeElement.tagName + ' ' + (document.activeElement.innerText || document.activeElement.className).slice(0, 20)"))
    assert any("Save table" in one for one in reached) and any(one.startswith("SELECT") for one in reached), reached


def test_a_topic_and_a_policy_document_are_followed(bench, picture):
    view(bench, "Topics")
    expect(bench.locator(".pa-line").first).to_have_text("result.topics")
    bench.get_by_label("Topic").first.select_option(index=1)
    expect(bench.locator(".pa-line").first).to_have_text("pa.topic_words(result, 0)")
    picture("topic")
    bench.get_by_label("Show").select_option("timeline")
    expect(bench.locator(".pa-line").first).to_have_text("pa.topic_timeline(result, loaded.articles, 0)")
    view(bench, "Policy documents")
    expect(bench.locator(".pa-line").first).to_have_text("loaded.policies")
    bench.get_by_label("Document").select_option(index=1)
    expect(bench.locator(".pa-line").first).to_contain_text("pa.follow_policy(loaded, '")
    picture("policy")
    view(bench, "Search")


def test_pages_are_dropped_in_and_shown_as_text(page, bench, tmp_path, picture):
    dropped = tmp_path / "note.txt"
    dropped.write_text("A note on storage\n- Source: Test Daily\n- Date: 2025-01-02\nEnergy storage <img src=x onerror=\"document.title='run'\"> grew by 20% in 2024, and more of it is to come by 2030.\n", encoding="utf-8")
    with page.expect_file_chooser() as chooser:
        bench.get_by_role("button", name=re.compile("Drop pages in")).click()
    chooser.value.set_files(dropped)
    expect(bench.locator(".pa-line").nth(1)).to_contain_text("loaded = pa.load_corpus(")
    look_for(bench, PHRASE)
    expect(bench.locator("table.dataTable tbody tr")).to_contain_text("<img src=x")
    assert page.title() != "run"
    bench.locator("table.dataTable tbody tr").click()
    expect(bench.locator(".pa-reader")).to_contain_text("<img src=x onerror=")
    assert page.title() != "run"
    picture("dropped")
    view(bench, "Topics")
    bench.get_by_role("button", name="Find topics").click()
    expect(bench.locator(".pa-line").first).to_have_text("result.topics")
    view(bench, "Search")
    bench.get_by_label("Corpus").select_option("the sample")
    expect(bench.locator(".pa-message").first).to_contain_text("Chinese articles")


def test_reading_many_pages_counts_them_and_is_stopped(bench, tmp_path, picture):
    for n in range(3000):
        (tmp_path / f"{n}.txt").write_text(f"Port {n} trades berths\n- Source: Test Daily\n- Date: 2025-01-02\nTwo ports agreed to trade {n} berths.\n", encoding="utf-8")
    look_for(bench, WORD)
    folder = bench.get_by_placeholder("another folder or page, then Enter")
    folder.fill(str(tmp_path))
    folder.press("Enter")
    expect(bench.get_by_text(re.compile(r"Reading .* \d+ of 3,000 files, \d+ s"))).to_be_visible()
    picture("reading")
    bench.get_by_role("button", name="Stop").click()
    expect(bench.get_by_text(re.compile("was stopped; what was there before is still there"))).to_be_visible()
    look_for(bench, PHRASE)
    assert listed_articles(bench)


def test_nothing_went_wrong_in_the_browser_and_nothing_was_fetched(page):
    assert page.errors == [] and page.foreign == []
