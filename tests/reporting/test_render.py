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


@pytest.fixture(scope="module")
def twice(tmp_path_factory):
    """Two runs of one notebook, in folders whose names need care, with the same date."""
    folder = tmp_path_factory.mktemp("good {x} 报告")
    path = notebook(folder, "1_themes", GOOD)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1793500000")
        patch.setenv("PYTHONHASHSEED", "7")
        lines = []
        given = {"n_topics": "12", "label": '"; raise SystemExit #'}
        runs = [
            render([path], folder / name, given, corpus="my corpus", corpus_hash="abcdef0123456789", progress=lines.append,
                   counts={"files": 3, "articles": {"en": 5, "zh": 9}})[0]
            for name in ["one", "two"]
        ]  # fmt: skip
    return folder, runs, lines


def test_a_good_run_says_what_it_made(twice):
    folder, (result, _), lines = twice
    assert (result.made, result.error, result.report) == (True, "", folder / "one" / "1_themes.html")
    assert result.parameters == {"corpus": "my corpus", "n_topics": 12, "label": '"; raise SystemExit #'}
    assert lines[0] == "1_themes: running"
    assert lines[1].startswith("1_themes: made in ")
    assert sorted(path.name for path in (folder / "one").rglob("*")) == ["1_themes.html", "1_themes.ipynb", "ledger.jsonl", "notebooks"]


def test_the_page_shows_parameters_chinese_and_figures_and_holds_nothing_that_runs(twice):
    page = twice[1][0].report.read_text("utf-8")
    for text in [
        "1_themes 主题", "在 12 个主题中", "碳达峰 &lt;script&gt;", 'alt="主题 rise"', "my corpus: 3 files, 14 articles (5 en, 9 zh)", "abcdef012345",
        "how many themes", "<code>12</code>", "Made 2026-11-01", "default-src 'none'", sys.executable, " 0\n</pre>", 'class="num">1200',
    ]:  # fmt: skip
        assert text in page
    assert "<script" not in page and "a warning" not in page and "onerror=alert" not in page.replace("&lt;img src=x onerror=alert(1)&gt;", "")


def test_the_same_run_gives_the_same_bytes(twice):
    one, two = (result.report for result in twice[1])
    assert one.read_bytes() == two.read_bytes()
    assert (one.parent / "notebooks/1_themes.ipynb").read_bytes() == (two.parent / "notebooks/1_themes.ipynb").read_bytes()


def test_the_ledger_has_a_line_for_it(twice):
    (entry,) = read_ledger(twice[0] / "one")
    assert entry["started"] <= entry["ended"]
    assert {name: entry[name] for name in ("status", "error", "notebook", "corpus", "corpus_hash", "counts", "parameters")} == {
        "status": "made",
        "error": "",
        "notebook": "1_themes",
        "corpus": "my corpus",
        "corpus_hash": "abcdef0123456789",
        "counts": {"files": 3, "articles": {"en": 5, "zh": 9}},
        "parameters": {"corpus": "my corpus", "n_topics": 12, "label": '"; raise SystemExit #'},
    }


def test_failures_keep_the_last_good_report_and_do_not_stop_the_others(tmp_path):
    broken = notebook(tmp_path, "1_broken", ["1", "raise ValueError('no 中文 page\\nmore')", "2"])
    ended = notebook(tmp_path, "2_ended", ["import sys; sys.exit(0)"])
    slow = notebook(tmp_path, "3_slow", ["while True:\n    try:\n        import time; time.sleep(60)\n    except KeyboardInterrupt:\n        pass"])
    good = notebook(tmp_path, "4_good", ["n_topics"])
    out = tmp_path / "out"
    (out / "notebooks").mkdir(parents=True)
    (out / "1_broken.html").write_text("the last good one")
    (out / "notebooks/4_good.failed.ipynb").write_text("an old failure")
    results = render([broken, ended, slow, good], out, {}, corpus="c", deadline=4)
    assert [result.error for result in results] == [
        "1_broken: the cell under 'Question 1?' failed with ValueError: no 中文 page; see notebooks/1_broken.failed.ipynb",
        "2_ended: the cell under 'Question 0?' failed: SystemExit ended the notebook early; see notebooks/2_ended.failed.ipynb",
        "3_slow: the cell under 'Question 0?' ran longer than its 4 s; see notebooks/3_slow.failed.ipynb",
        "",
    ]
    assert results[2].seconds < 14
    assert (out / "1_broken.html").read_text() == "the last good one"
    assert sorted(path.name for path in out.iterdir()) == ["1_broken.html", "4_good.html", "ledger.jsonl", "notebooks"]
    assert "ValueError" in (out / "notebooks/1_broken.failed.ipynb").read_text("utf-8")
    assert not (out / "notebooks/4_good.failed.ipynb").exists()
    assert [(entry["status"], entry["error"]) for entry in read_ledger(out)] == [(r.status, r.error) for r in results]


@pytest.fixture
def no_kernel(monkeypatch):
    def start(*_, **__):
        raise AssertionError("a kernel was started")

    monkeypatch.setattr(module, "execute_notebook", start)


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


def test_a_cell_that_takes_too_long_is_told(tmp_path, monkeypatch):
    def too_long(*_, **__):
        raise module.CellTimeoutError("A cell timed out")

    monkeypatch.setattr(module, "execute_notebook", too_long)
    (result,) = render([notebook(tmp_path, "n", ["1"])], tmp_path / "out", {}, corpus="c", timeout=30)
    assert result.error == "n: ran longer than the 30 s for one cell"


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


def test_a_module_beside_the_pages_is_not_run(tmp_path, monkeypatch):
    """A folder of pages from elsewhere may hold a file named as a module that a notebook imports."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "jieba.py").write_text("raise RuntimeError('planted')", encoding="utf-8")
    monkeypatch.chdir(pages)
    result, = render([notebook(tmp_path, "1_themes", ["import jieba"])], tmp_path / "out", {}, corpus="sample")
    assert result.made, result.error
