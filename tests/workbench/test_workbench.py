"""The widgets without a browser: they show what their line gives, and say in a sentence what goes wrong."""

import html
import re
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from jupyter_core.paths import jupyter_path

import policyanalysis as pa
from policyanalysis.errors import UsageError
from policyanalysis.progress import counted
from policyanalysis.workbench import app, parts, task, uploads
from policyanalysis.workbench.app import Workbench
from policyanalysis.workbench.static import beside_its_counterpart
from policyanalysis.workbench.task import Stopped, Task


@pytest.fixture
def bench(sample, topics):
    return Workbench(sample, "储能", result=topics)


def said(bench):
    return html.unescape(re.sub(r"<[^>]+>", "", bench.message.value))


def is_what_its_line_gives(bench):
    pd.testing.assert_frame_equal(eval(bench.line, {"pa": pa, "loaded": bench.loaded, "index": bench.index, "result": bench.result}), bench.table)
    assert html.escape(bench.line) in bench.code.value
    return True


def test_every_view_shows_a_line_and_what_it_gives(bench):
    lines = []
    for view, choose in [("search", {}), ("compare", {}), ("compare", {"by": "amount"}), ("compare", {"span": "paragraph"}), ("compare", {"only": "zh"}), ("articles", {}), ("topics", {}), ("topics", {"topic": 2}), ("topics", {"part": "typical passages"}),
                         ("topics", {"part": "timeline"}), ("topics", {"part": "articles"}), ("policies", {}), ("policies", {"policy": "p002"})]:
        bench.view.value = view
        for name, value in choose.items():
            getattr(bench, name).value = value
        assert is_what_its_line_gives(bench) and len(bench.table) and "pa-error" not in bench.message.value, bench.line
        lines.append(bench.line)
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("query", ["it's", 'say "x"', "a\\b", "{x}", "'); pa.load_corpus('/') #", "__import__('os')", "%s\x00", "儲能", "<script>alert(1)</script>", "🙂"])
def test_what_is_typed_is_a_text_and_nothing_else(bench, query):
    bench.query.value = query
    assert is_what_its_line_gives(bench) and "<script>" not in bench.message.value + bench.code.value


def test_filters_narrow_search_and_selection(bench):
    everything = len(bench.table)
    bench.filters.choices["lang"].value, bench.filters.choices["since"].value = "zh", "2024"
    assert 0 < len(bench.table) < everything and set(bench.table.lang) == {"zh"} and is_what_its_line_gives(bench)
    bench.view.value, bench.filters.choices["topic"].value = "articles", 1
    assert is_what_its_line_gives(bench) and "topic=1" in bench.line


@pytest.mark.parametrize("query, sentence", [("", "Query='' says nothing to look for; give a word in English or Chinese."), ("x" * 1_000_000, "A query of 1,000,000 characters is too long; give 200 or fewer.")])
def test_errors_are_sentences_and_the_last_answer_stays(bench, query, sentence):
    before = bench.table
    bench.query.value = query
    assert said(bench) == sentence and 'role="alert"' in bench.message.value and bench.table is before
    bench.query.value = "储能"
    assert "pa-error" not in bench.message.value


def test_a_defect_is_a_sentence_too(bench, monkeypatch):
    monkeypatch.setattr(app.lines, "run", lambda *given: 1 / 0)
    bench.query.value = "port"
    assert said(bench) == "This did not work (ZeroDivisionError: division by zero); the rest can still be used."


def test_an_article_is_read_by_a_click_or_from_the_list(bench):
    bench.shown.selected_rows = [1]
    assert bench.article.value == bench.table.doc_id[1] and "pa.read_article(loaded, " in bench.reader.value
    bench.article.value = next(own for _, own in bench.article.options if own in set(bench.loaded.pairs.doc_id_en))
    assert "<th>Chinese</th>" in bench.reader.value
    bench.query.value = "zzzz"
    assert said(bench).endswith("try a shorter form, or fewer conditions.")


def test_clicking_a_topic_or_a_document_follows_it(bench):
    bench.view.value = "topics"
    bench.shown.selected_rows = [3]
    assert bench.line == "pa.topic_words(result, 3)"
    bench.view.value = "policies"
    bench.shown.selected_rows = [0]
    assert bench.line == "pa.follow_policy(loaded, 'p001', index=index)"


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_all_rows_are_saved_and_the_line_writes_the_same(bench, tmp_path, monkeypatch, suffix):
    monkeypatch.setattr(app, "EXPORTS", tmp_path / "exports")
    bench.suffix.value = suffix
    bench.save.click()
    path = tmp_path / "exports" / f"search_储能{suffix}"
    line = html.unescape(re.search(r"pa\.write_table\(.*?\)(?=</div>)", bench.saved.value)[0])
    first = path.read_bytes()
    path.unlink()
    eval(line, {"pa": pa, "index": bench.index})
    assert path.read_bytes() == first and f"{len(bench.table)} rows written to " in bench.saved.value


def test_topics_are_found_when_asked_for(sample):
    bench = Workbench(sample, "储能", n_topics=4)
    bench.view.value = "topics"
    assert bench.find_topics in bench._asking.children and said(bench) == "Topics are not found yet; that takes some seconds."
    bench.find_topics.click()
    assert bench.step.task.running and bench.step.layout.display == ""
    bench.query.value, bench.view.value = "port", "search"  # the rest can be used meanwhile
    assert "'port'" in bench.line
    bench.step.task.wait(120)
    assert len(bench.result.topics) == 4 and bench.step.layout.display == "none"


def test_a_step_is_stopped_and_another_can_follow(sample):
    bench, begun = Workbench(sample, "储能"), threading.Event()

    def endless():
        begun.set()
        while True:
            time.sleep(0.01)

    bench._begin("Counting", endless, lambda value: None)
    assert begun.wait(10)
    bench._told(lambda: bench._begin("Counting", endless, lambda value: None))
    assert said(bench) == "Another step is still at work; wait for it, or stop it."
    bench.step.stop.click()
    bench.step.task.wait(10)
    assert not bench.step.task.running and said(bench) == "Counting was stopped; what was there before is still there."
    done = []
    bench._begin("Counting", lambda: 1, done.append)
    bench.step.task.wait(10)
    assert done == [1]


def wait_until(true, seconds=20):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_a_step_that_counts_says_how_far_it_is(sample, monkeypatch):
    monkeypatch.setattr(task, "TICK", 0.01)
    bench, go_on = Workbench(sample, "储能"), threading.Semaphore(0)
    bench._begin("Reading", lambda: [go_on.acquire() for _ in counted(range(1200), "reading", "file")], lambda value: None)
    assert bench.step.layout.display == ""
    for n in (0, 1, 2):
        wait_until(lambda: f"Reading … {n} of 1,200 files, 0 s" in bench.step.told.value and (bench.step.bar.value, bench.step.bar.max) == (n, 1200))
        go_on.release()
    go_on.release(1200)
    bench.step.task.wait(10)
    assert bench.step.layout.display == "none" and bench.step.told.value == ""
    ended = threading.Event()
    bench._begin("Waiting", ended.wait, lambda value: None)
    wait_until(lambda: "Waiting … 0 s" in bench.step.told.value)  # what counts nothing is told in seconds
    ended.set()


def test_reading_is_stopped_between_files_and_the_rest_goes_on(sample, tmp_path):
    many = tmp_path / "many"
    many.mkdir()
    for n in range(2000):
        (many / f"{n}.txt").write_text(f"Port {n} trades berths\n- Source: Test Daily\n- Date: 2025-01-02\nTwo ports agreed to trade {n} berths, and more is to come by 2030.\n", encoding="utf-8")
    bench = Workbench(sample, "储能")
    bench.folder.value = str(many)
    wait_until(lambda: bench.step._done is not None and bench.step._done[0] > 3)
    _, of, _ = bench.step._done
    bench.step.stop.click()
    bench.step.task.wait(10)
    assert not bench.step.task.running and of == 2000 and bench.step._done[0] < 2000 and said(bench).endswith("was stopped; what was there before is still there.")
    assert bench.loaded is sample and bench.step.layout.display == "none"
    bench.query.value = "port"
    assert is_what_its_line_gives(bench) and len(bench.table)
    bench.folder.value = str(many / "7.txt")
    bench.step.task.wait(60)
    assert bench.loaded.articles.title.tolist() == ["Port 7 trades berths"]


def test_what_a_step_raises_is_said(sample, tmp_path):
    bench = Workbench(sample, "储能")
    bench.folder.value = str(tmp_path / "nowhere")
    bench.step.task.wait(60)
    assert "pa-error" in bench.message.value and "nowhere" in said(bench) and bench.loaded is sample


def test_a_folder_is_loaded_with_the_line_that_loads_it(sample, tmp_path):
    (tmp_path / "note.txt").write_text("A note\n- Source: Test Daily\n- Date: 2025-01-02\nEnergy storage grew by 20% in 2024, and more of it is to come by 2030.\n", encoding="utf-8")
    bench = Workbench(sample, "储能")
    bench.folder.value = str(tmp_path)
    bench.step.task.wait(60)
    assert bench.loaded.articles.title.tolist() == ["A note"] and len(bench.table) == 1 and html.escape(f"loaded = pa.load_corpus({str(tmp_path)!r})") in bench.code.value
    assert [value for _, value in bench.filters.choices["source"].options] == ["", "Test Daily"]


def test_dropped_pages_are_loaded_from_a_private_folder(sample, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "session_folder", lambda: tmp_path)
    bench = Workbench(sample, "储能")
    bench.upload.value = ({"name": "../../../note.txt", "type": "text/plain", "size": 60, "content": memoryview("储能产业增长，新型储能装机容量在2024年继续扩大。".encode()), "last_modified": datetime.now(UTC)},)
    bench.step.task.wait(60)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"] and len(bench.table) == 2


def test_a_dropped_page_that_cannot_be_read_is_not_kept(sample, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "session_folder", lambda: tmp_path)
    bench = Workbench(sample, "储能")
    bench.upload.value = ({"name": "empty.txt", "type": "text/plain", "size": 0, "content": memoryview(b""), "last_modified": datetime.now(UTC)},)
    bench.step.task.wait(60)
    assert "pa-error" in bench.message.value and not list(tmp_path.iterdir()) and bench.loaded is sample


def test_too_much_is_refused_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_BYTES", 10)
    with pytest.raises(UsageError, match="MB together; drop at most"):
        uploads.keep_pages([{"name": "a.txt", "content": b"123456"}, {"name": "b.txt", "content": b"123456"}], tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["", ".", "..", "/", "\\", ".bashrc", "~/x", "a/b\\c.txt", "CON", "nul.txt", "x" * 500 + ".txt", "\x00.txt", "a\nb.txt", "$(rm).txt", "报告.txt"])
def test_names_stay_in_the_folder(name, tmp_path):
    (path,) = uploads.keep_pages([{"name": name, "content": b"x"}], tmp_path)
    assert path.parent == tmp_path and path.read_bytes() == b"x" and not path.name.startswith(".") and len(path.name) < 100 and path.stem.upper() not in {"CON", "NUL"}


def test_a_page_without_a_kernel_has_the_first_view_in_plain_html(bench):
    bundle = bench._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "<table" in data["text/html"] and "Looked for 储能 and energy storage" in data["text/html"] and "<script" not in data["text/html"]


def all_widgets(widget):
    return [widget, *(below for child in getattr(widget, "children", ()) for below in all_widgets(child))]


def test_widgets_need_nothing_that_only_one_front_end_has(bench):
    """JupyterLab, Notebook 7 and VS Code have the first module themselves, and take the second from the environment of the kernel."""
    modules = {state[name] for widget in all_widgets(bench) for state in [widget.get_state()] for name in ("_model_module", "_view_module")}
    assert modules == {"@jupyter-widgets/controls", "anywidget"}
    for place, file in (("nbextensions", "index.js"), ("nbextensions", "extension.js"), ("labextensions", "package.json")):
        assert any((Path(folder) / "anywidget" / file).is_file() for folder in jupyter_path(place)), f"{place}/anywidget/{file}"
    table = bench.shown.get_state()
    assert not re.search(r"\bimport\s*\(|\bfrom\s*[\"']https?:|\brequire\s*\(\s*[\"']", table["_esm"]) and not re.search(r"@import|url\((?!data:)", table["_css"])
    assert "jp-" not in re.sub(r"var\(--jp-[\w-]+, [^;]+?\)+", "", parts.STYLE)  # colours of JupyterLab have others in their place


def test_colours_follow_the_theme_of_vs_code(bench):
    """There JupyterLab's light colours are set beside those of the theme, so those of the theme come first; the table takes them by two names of its own."""
    assert "var(--vscode-" in parts.STYLE and not re.search(r"(?<!, )var\(--jp-", parts.STYLE)
    within = {rule.strip().split("{")[0] for rule in re.sub("</?style>", "", parts.STYLE).split("}") if "vscode" in rule.split("{")[0]}
    assert within and all(".pa-bench" in selector for selector in within)  # nothing else of the notebook is coloured
    table = bench.shown.get_state()["_css"]
    for name in re.findall(r"[{;] *(--[\w-]+):", parts.STYLE):
        assert f"var({name}" in table, f"the table does not read {name} any more"


def test_cells_outside_the_workbench_stand_to_the_left(bench):
    """JupyterLab, Notebook 7 and VS Code set them to the right otherwise."""
    pages = [bench.static_html(), beside_its_counterpart(bench.loaded, []), beside_its_counterpart(bench.loaded, bench.table.doc_id)]
    cells = [cell for page in pages for cell in re.findall(r"<t[dh]\b[^>]*>", page)]
    assert len(cells) > 50 and all('style="text-align: left"' in cell and cell.count("style=") == 1 for cell in cells), cells[:5]
    assert any("colspan" in cell for cell in cells)


def test_search_boxes_wait_for_the_end_of_a_composition(bench):
    assert not any(box.continuous_update for box in (bench.query, bench.folder, bench.filters.choices["since"], bench.filters.choices["until"]))


def test_hostile_pages_are_shown_as_text(tmp_path):
    (tmp_path / "x<b>.txt").write_text("<img src=x onerror=alert(1)> storage\n- Source: <script>alert(2)</script>\n- Date: 2025-01-02\nEnergy storage <script>alert(3)</script> grew by 20% in 2024, and more is to come.\n", encoding="utf-8")
    bench = Workbench(pa.load_corpus(tmp_path), "storage")
    bench.article.value = bench.table.doc_id[0]
    for view in ("search", "articles", "compare"):
        bench.view.value = view
        assert not re.search(r"<(?:script|img)", bench.static_html() + bench.reader.value + bench.message.value + bench.code.value)
    assert bench.shown.get_state()["_dt_args"].get("allow_html", False) is False


def test_a_task_tells_how_long_it_takes_and_stops_only_itself():
    ticks, ended = [], []
    step = Task(lambda: time.sleep(1.3) or "done", ended.append, ended.append, ticks.append).start()
    step.wait()
    step.stop()  # over already: nobody is stopped
    assert ended == ["done"] and len(ticks) >= 1 and not issubclass(Stopped, Exception)
