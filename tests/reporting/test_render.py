import json
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from policyanalysis.errors import PolicyAnalysisError, UsageError
from policyanalysis.reporting import render as module
from policyanalysis.reporting.ledger import append_ledger, read_ledger
from policyanalysis.reporting.render import render

PARAMETERS = 'corpus = "sample"  # folder of pages\nn_topics = 8  # how many themes\nlabel = "x"\n'
GOOD = [
    "import os, sys\nimport matplotlib.pyplot as plt\nimport pandas as pd\nfrom IPython.display import Markdown, display",
    'pd.DataFrame({"term": ["碳达峰 <script>alert(1)</script>", label], "n": [1200, n_topics]})',
    'figure, axes = plt.subplots()\naxes.plot([n_topics, 2])\nplt.close(figure)\n'
    'display(figure, metadata={"image/png": {"alt": "主题 rise"}})',
    'print(set("abcdef"), corpus, sys.executable, os.environ["PYTHONHASHSEED"])',
    'display(Markdown(f"在 {n_topics} 个主题中 <img src=x onerror=alert(1)>"))',
    'sys.stderr.write("a " + "warning")\nNone',
]


def notebook(folder, name, sources, parameters=PARAMETERS):
    cells = [new_markdown_cell(f"# {name} 主题\n\nWhat are the themes? More.")]
    cells.append(new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    for i, source in enumerate(sources):
        cells += [new_markdown_cell(f"## Question {i}?"), new_code_cell(source)]
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


POST = "港口新政发布\n- 来源: 大众日报\n- 日期: 2024-10-15\n国务院办公厅印发《港口发展的意见》，支持新航线。\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """A corpus of one page; tests that change it make their own."""
    folder = tmp_path_factory.mktemp("corpus") / "my pages"
    folder.mkdir()
    (folder / "a.txt").write_text(POST, "utf-8")
    return folder


@pytest.fixture(scope="module")
def twice(tmp_path_factory, pages):
    """Two runs of one notebook, in folders whose names need care, with the same date."""
    folder = tmp_path_factory.mktemp("good {x} 报告")
    path = notebook(folder, "1_themes", GOOD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1793500000")
        patch.setenv("PYTHONHASHSEED", "7")
        lines = []
        given = {"n_topics": "12", "label": '"; raise SystemExit #'}
        runs = [render([path], folder / name, given, corpus=str(pages), workers=workers, progress=lines.append)[0] for name, workers in [("one", 1), ("two", 2)]]
    return folder, runs, lines


def test_a_good_run_says_what_it_made(twice, pages):
    folder, (result, _), lines = twice
    assert (result.status, result.good, result.error, result.report) == ("made", True, "", folder / "one" / "1_themes.html")
    assert result.parameters == {"corpus": str(pages), "n_topics": 12, "label": '"; raise SystemExit #'}
    assert lines[0] == "1_themes: running"
    assert lines[1].startswith("1_themes: made in ")
    assert sorted(path.name for path in (folder / "one").iterdir()) == [".lock", "1_themes.html", "index.html", "ledger.jsonl", "notebooks", "records"]
    assert [path.name for path in (folder / "one/notebooks").iterdir()] == ["1_themes.ipynb"]
    assert [path.name.split(".")[0] for path in (folder / "one/records").iterdir()] == ["1_themes"]


def test_the_page_shows_parameters_chinese_and_figures_and_holds_nothing_that_runs(twice):
    page = twice[1][0].report.read_text("utf-8")
    for text in [
        "1_themes 主题", "在 12 个主题中", "碳达峰 &lt;script&gt;", 'alt="主题 rise"', "my pages: 1 file, 1 article (0 en, 1 zh)", "This is the first report here",
        "how many themes", "<code>12</code>", "Made 2026-11-01", "default-src 'none'", sys.executable, " 0\n</pre>", 'class="num">1200',
    ]:  # fmt: skip
        assert text in page
    assert "<script" not in page and "a warning" not in page and "onerror=alert" not in page.replace("&lt;img src=x onerror=alert(1)&gt;", "")


def test_the_same_run_gives_the_same_bytes(twice):
    one, two = (result.report for result in twice[1])
    assert one.read_bytes() == two.read_bytes()
    assert (one.parent / "notebooks/1_themes.ipynb").read_bytes() == (two.parent / "notebooks/1_themes.ipynb").read_bytes()


def test_the_ledger_has_a_line_for_it(twice, pages):
    from policyanalysis.corpus.load import load_corpus

    (entry,) = read_ledger(twice[0] / "one")
    assert entry["started"] <= entry["ended"] and 50e6 < entry["peak_memory"] < 2e9
    assert set(entry["versions"]) == {"policyanalysis", "code", "lock", "Python"}
    assert {name: entry[name] for name in ("status", "error", "notebook", "corpus", "corpus_hash", "counts", "parameters")} == {
        "status": "made",
        "error": "",
        "notebook": "1_themes",
        "corpus": str(pages),
        "corpus_hash": load_corpus(pages).hash,
        "counts": {"files": 1, "articles": {"en": 0, "zh": 1}},
        "parameters": {"corpus": str(pages), "n_topics": 12, "label": '"; raise SystemExit #'},
    }


def test_failures_keep_the_last_good_report_and_do_not_stop_the_others(tmp_path, pages):
    broken = notebook(tmp_path, "1_broken", ["1", "raise ValueError('no 中文 page\\nmore')", "2"])
    ended = notebook(tmp_path, "2_ended", ["import sys; sys.exit(0)"])
    slow = notebook(tmp_path, "3_slow", ["while True:\n    try:\n        import time; time.sleep(60)\n    except KeyboardInterrupt:\n        pass"])
    good = notebook(tmp_path, "4_good", ["n_topics"])
    out = tmp_path / "out"
    (out / "notebooks").mkdir(parents=True)
    (out / "1_broken.html").write_text("the last good one")
    (out / "notebooks/4_good.failed.ipynb").write_text("an old failure")
    results = render([broken, ended, slow, good], out, {}, corpus=str(pages), deadline=4)
    assert [result.error for result in results] == [
        "1_broken: the cell under 'Question 1?' failed with ValueError: no 中文 page; see notebooks/1_broken.failed.ipynb",
        "2_ended: the cell under 'Question 0?' failed: SystemExit ended the notebook early; see notebooks/2_ended.failed.ipynb",
        "3_slow: the cell under 'Question 0?' ran longer than its 4 s; see notebooks/3_slow.failed.ipynb",
        "",
    ]
    assert results[2].seconds < 14
    assert (out / "1_broken.html").read_text() == "the last good one"
    assert sorted(path.name for path in out.glob("*.html")) == ["1_broken.html", "4_good.html", "index.html"] and not list(out.glob(".rendering-*"))
    assert "ValueError" in (out / "notebooks/1_broken.failed.ipynb").read_text("utf-8")
    assert not (out / "notebooks/4_good.failed.ipynb").exists()
    assert sorted((entry["status"], entry["error"]) for entry in read_ledger(out)) == sorted((r.status, r.error) for r in results)


@pytest.fixture
def no_kernel(monkeypatch):
    def start(*_, **__):
        raise AssertionError("a kernel was started")

    monkeypatch.setattr(module, "run", start)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"n_topic": "8"}, "did you mean 'n_topics'"),
        ({"n_topics": "many"}, "use a whole number"),
        ({"x; import os": "1"}, "is not a parameter name"),
        ({"corpus": "x"}, "use --corpus"),
    ],
)
def test_wrong_parameters_are_refused_before_a_kernel_starts(tmp_path, no_kernel, given, message):
    with pytest.raises(UsageError, match=message):
        render([notebook(tmp_path, "n", ["1"])], tmp_path / "out", given, corpus="c")
    assert not (tmp_path / "out").exists()


def test_two_notebooks_of_one_name_are_refused(tmp_path, no_kernel):
    (tmp_path / "a").mkdir()
    paths = [notebook(tmp_path, "n", ["1"]), notebook(tmp_path / "a", "n", ["1"])]
    with pytest.raises(UsageError, match="same name"):
        render(paths, tmp_path / "out", {}, corpus="c")


def test_a_cell_that_takes_too_long_is_told(tmp_path, pages):
    (result,) = render([notebook(tmp_path, "n", ["import time; time.sleep(60)"])], tmp_path / "out", {}, corpus=str(pages), timeout=2)
    assert result.error == "n: the cell under 'Question 0?' ran longer than the 2 s for one cell; see notebooks/n.failed.ipynb"


def test_a_folder_that_cannot_be_written_is_told(tmp_path, no_kernel):
    (tmp_path / "file").write_text("")
    with pytest.raises(PolicyAnalysisError, match="cannot write to .*; choose another folder"):
        render([notebook(tmp_path, "n", ["1"])], tmp_path / "file", {}, corpus="c")


def test_the_ledger_survives_a_killed_write(tmp_path):
    append_ledger(tmp_path, {"notebook": "一\u2028", "n": 1})
    with open(tmp_path / "ledger.jsonl", "a") as file:
        file.write('{"notebook": "cut sh')
    append_ledger(tmp_path, {"notebook": "\udc80", "n": 2})
    assert [entry["n"] for entry in read_ledger(tmp_path)] == [1, 2]
    assert json.loads((tmp_path / "ledger.jsonl").read_text("utf-8").split("\n")[0])["notebook"] == "一\u2028"
    assert read_ledger(tmp_path / "none") == []


def test_a_module_beside_the_pages_is_not_run(tmp_path, monkeypatch, pages):
    """A folder of pages from elsewhere may hold a file named as a module that a notebook imports."""
    elsewhere = tmp_path / "pages"
    elsewhere.mkdir()
    (elsewhere / "planted.py").write_text("raise RuntimeError('planted')", encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    monkeypatch.syspath_prepend("")
    monkeypatch.syspath_prepend(str(elsewhere))
    result, = render([notebook(tmp_path, "1_themes", ["import planted"])], tmp_path / "out", {}, corpus=str(pages))
    assert "ModuleNotFoundError" in result.error
