"""Runs that can be left alone: two at once, killed ones, broken ones, and those with nothing to do."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from filelock import FileLock
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from pypdf import PdfReader

from policyanalysis.cli import main
from policyanalysis.errors import BusyError, UsageError
from policyanalysis.project import ROOT
from policyanalysis.reporting import place, record
from policyanalysis.reporting.ledger import read_ledger
from policyanalysis.reporting.pdf import check_pdf
from policyanalysis.reporting.render import render

POST = "港口新政发布\n- 来源: 大众日报\n- 日期: 2024-10-15\n国务院办公厅印发《港口发展的意见》，支持新航线。\n"


@pytest.fixture
def pages(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(POST, "utf-8")
    return folder


def notebook(folder, name, *sources, parameters='corpus = "x"  # pages\nn_topics = 8  # themes\n'):
    cells = [new_markdown_cell(f"# {name}"), new_code_cell(parameters, metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(source) for source in sources]
    path = folder / f"{name}.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def command(*arguments):
    return [sys.executable, "-c", "from policyanalysis.cli import main; main()", *map(str, arguments)]


def environment():
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}


def test_the_second_of_two_runs_is_told_and_does_nothing(tmp_path, pages):
    out = tmp_path / "out"
    out.mkdir()
    path = notebook(tmp_path, "n", "1")
    with FileLock(out / place.LOCK):
        with pytest.raises(BusyError, match="another run is writing to .*; wait for it"):
            render([path], out, {}, corpus=str(pages))
        done = CliRunner().invoke(main, ["render", str(path), "--corpus", str(pages), "--out", str(out)])
    assert done.exit_code == 3 and len([line for line in done.stderr.splitlines() if not line.startswith("corpus:")]) == 1
    assert not (out / "n.html").exists() and read_ledger(out) == []
    assert "3 another run is writing" in " ".join(CliRunner().invoke(main, ["render", "--help"]).stdout.split())


def test_what_dead_runs_left_is_removed_and_nothing_else(tmp_path):
    (tmp_path / f"{place.WORK}dead" / "deep").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    with place.occupied(tmp_path) as work:
        assert [path for path in tmp_path.glob(f"{place.WORK}*")] == [work]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "notebooks", "other"]


def test_killed_at_random_moments_the_last_good_report_is_whole_and_the_next_run_works():
    """Half of the kills wait for the step that puts a report in place."""
    done = subprocess.run([sys.executable, ROOT / "tests/benchmarks/kills.py", "4"], capture_output=True, text=True, env=environment())
    assert done.returncode == 0 and "\n0 wrong" in done.stdout, done.stdout + done.stderr


def test_a_lock_that_is_held_a_moment_longer_is_waited_for(tmp_path):
    """By a process that was being started when its run was killed."""
    held = FileLock(tmp_path / place.LOCK, thread_local=False)
    held.acquire()
    threading.Timer(0.3, held.release).start()
    with place.occupied(tmp_path) as work:
        assert work.is_dir()


@pytest.mark.parametrize("n_moved", range(6))
def test_a_report_is_put_in_place_as_a_whole(tmp_path, monkeypatch, n_moved):
    """Killed after any number of moves: the next run moves the rest, and takes away what the new set doesn't have."""
    out, work = tmp_path / "out", tmp_path / "work"
    (out / "notebooks").mkdir(parents=True)
    work.mkdir()
    for name in ("n.html", "n.pdf", "notebooks/n.ipynb"):
        (out / name).write_text("old")
    for name in ("page", "notebook"):
        (work / name).write_text("new")
    files = {"notebooks/n.ipynb": work / "notebook", "n.html": work / "page", "n.pdf": None}

    class Killed(BaseException):
        pass

    def replace(old, new, *, moves=[0], own=os.replace):
        moves[0] += 1
        if moves[0] > n_moved:
            raise Killed
        own(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(place.os, "replace", replace)
        patch.setattr(place.shutil, "rmtree", lambda *_, **__: None)  # a killed run does not tidy up
        try:
            place.put_together(files, out, "n", work)
        except Killed:
            pass
    with place.occupied(out):
        now = {name: (out / name).exists() and (out / name).read_text() for name in ("n.html", "n.pdf", "notebooks/n.ipynb")}
    assert set(now.values()) == ({"old"} if n_moved < 3 else {"new", False}) and bool(now["n.pdf"]) == (n_moved < 3)
    assert not list(out.glob(f"{place.READY}*"))


def test_what_is_planted_in_the_folder_moves_nothing_out_of_it(tmp_path):
    out, ready = tmp_path / "out", tmp_path / "out" / f"{place.READY}n"
    ready.mkdir(parents=True)
    (tmp_path / "kept").write_text("kept")
    (ready / "0").write_text("planted")
    (ready / place.MOVES).write_text('[["../kept", true], ["../kept", false], ["n.html", true]]')
    (ready / "2").write_text("mine")
    with place.occupied(out):
        assert (tmp_path / "kept").read_text() == "kept" and sorted(path.name for path in tmp_path.iterdir()) == ["kept", "out"]
        assert (out / "n.html").read_text() == "mine"


@pytest.mark.parametrize("moves", ["", "{", "[1, 2]", '{"a": 1}', '[["n.html"]]', "[[3, true]]"])
def test_a_damaged_list_of_moves_stops_no_run(tmp_path, moves):
    ready = tmp_path / f"{place.READY}n"
    ready.mkdir()
    (ready / place.MOVES).write_text(moves)
    with place.occupied(tmp_path):
        assert not ready.exists()


def test_what_a_dying_process_still_writes_is_removed_too(tmp_path):
    left = tmp_path / f"{place.WORK}dead"
    left.mkdir()
    ends = time.monotonic() + 1

    def write():
        while time.monotonic() < ends:
            try:
                (left / str(time.monotonic_ns())).touch()
            except FileNotFoundError:
                return

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    with place.occupied(tmp_path):
        assert not left.exists()
    for thread in threads:
        thread.join()


def test_a_killed_run_has_its_line_in_the_ledger(tmp_path, pages):
    out, path = tmp_path / "out", notebook(tmp_path, "n", "import time; time.sleep(60 * (n_topics == 9))")
    render([path], out, {}, corpus=str(pages))
    run = subprocess.Popen(command("render", path, "--corpus", pages, "--out", out, "-p", "n_topics", "9"), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while "running" not in run.stderr.readline():
        pass
    run.kill()
    run.wait()
    (result,) = render([path], out, {}, corpus=str(pages))
    assert result.status == "unchanged"
    assert [(entry["status"], entry.get("notebooks")) for entry in read_ledger(out)] == [("made", None), ("killed", ["n"]), ("unchanged", ["n"])]
    assert ">fresh<" in (out / "index.html").read_text("utf-8")
    line = CliRunner().invoke(main, ["runs", "--out", str(out)]).stdout.splitlines()[2]
    assert " killed " in line and "n: ended before its time" in line


def test_a_kernel_that_is_killed_or_leaves_is_told_at_once(tmp_path, pages):
    paths = [notebook(tmp_path, "killed", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"), notebook(tmp_path, "left", "import os; os._exit(0)")]
    start = time.monotonic()
    results = render(paths, tmp_path / "out", {}, corpus=str(pages))
    assert [result.error for result in results] == [f"{name}: the cell failed: its kernel died; is there memory enough?; see notebooks/{name}.failed.ipynb".replace("the cell ", "the cell under '" + name + "' ") for name in ("killed", "left")]
    assert time.monotonic() - start < 40


def test_a_kernel_ends_with_the_run_that_started_it(tmp_path, pages):
    """Also when all of the run is killed at once but the kernel, which leads a session of its own."""
    flag = tmp_path / "flag"
    path = notebook(tmp_path, "n", f"import os, time\nfrom pathlib import Path\nPath({str(flag)!r}).write_text(str(os.getpid()))\ntime.sleep(300)")
    run = subprocess.Popen(command("render", path, "--corpus", pages, "--out", tmp_path / "out"), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    late = time.monotonic() + 120
    while not (flag.exists() and flag.read_text()) and time.monotonic() < late:
        time.sleep(0.1)
    kernel = int(flag.read_text())
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    late = time.monotonic() + 10
    while time.monotonic() < late and _lives(kernel):
        time.sleep(0.1)
    assert not _lives(kernel)


def _lives(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_cell_that_prints_without_end_is_cut(tmp_path, pages, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # with it, a kernel does not read what is written past Python
    path = notebook(tmp_path, "n", "for i in range(600):\n    print('政' * 1_000_000)", "import os\nfor i in range(100):\n    os.write(1, b'x' * 1_000_000)", "print('after')",
                    "from IPython.display import HTML, display\ndisplay(HTML('y' * 50_000_000))")
    (result,) = render([path], tmp_path / "out", {}, corpus=str(pages))
    page = result.report.read_text("utf-8")
    assert result.good and len(page) < 5_000_000 and "after" in page and page.count("cut here: a cell may print 1,000,000 characters") == 2
    assert "an output of 50,0" in page and "is left out" in page
    assert read_ledger(tmp_path / "out")[0]["peak_memory"] < 1.5e9


def test_nothing_changed_renders_nothing(tmp_path, pages, monkeypatch):
    out, paths = tmp_path / "out", [notebook(tmp_path, name, "1") for name in ("a", "b")]
    arguments = ["render", *map(str, paths), "--corpus", str(pages), "--out", str(out)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    before = {name: (out / f"{name}.html").stat().st_mtime_ns for name in ("a", "b")}
    with monkeypatch.context() as patch:
        patch.setattr("policyanalysis.reporting.render.run", lambda *_, **__: pytest.fail("something ran"))
        done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0 and "nothing has changed: all 2 reports" in done.stdout
    assert {name: (out / f"{name}.html").stat().st_mtime_ns for name in ("a", "b")} == before
    assert read_ledger(out)[-1]["status"] == "unchanged" and read_ledger(out)[-1]["notebooks"] == ["a", "b"]
    (pages / "a.txt").touch()
    assert [result.status for result in render(paths, out, {}, corpus=str(pages))] == ["unchanged"] * 2
    notebook(tmp_path, "b", "2")
    assert [result.status for result in render(paths, out, {}, corpus=str(pages))] == ["unchanged", "made"]
    assert [result.status for result in render(paths, out, {"n_topics": "9"}, corpus=str(pages))] == ["made"] * 2
    assert [result.status for result in render(paths, out, {"n_topics": "9"}, corpus=str(pages), force=True)] == ["made"] * 2
    page = out / "a.html"
    page.write_text(page.read_text("utf-8") + "<!-- changed by hand -->", "utf-8")
    assert [result.status for result in render(paths, out, {"n_topics": "9"}, corpus=str(pages))] == ["made", "unchanged"]


def test_a_failed_run_marks_the_last_good_report_and_a_good_one_takes_it_back(tmp_path, pages):
    out, path = tmp_path / "out", notebook(tmp_path, "n", "assert n_topics == 8, '<b>eight</b>'")
    render([path], out, {}, corpus=str(pages))
    good = (out / "n.html").read_text("utf-8")
    assert "Not renewed since" not in good
    (result,) = render([path], out, {"n_topics": "9"}, corpus=str(pages))
    page, index = (out / "n.html").read_text("utf-8"), (out / "index.html").read_text("utf-8")
    assert result.status == "failed" and record.NOTE.sub("", page) == record.NOTE.sub("", good)
    assert "Not renewed since" in page and "&lt;b&gt;eight&lt;/b&gt;" in page and "<b>eight" not in page
    assert "not renewed" in index and "notebooks/n.failed.ipynb" in index
    assert render([path], out, {}, corpus=str(pages))[0].status == "unchanged"
    assert (out / "n.html").read_text("utf-8") == good and ">fresh<" in (out / "index.html").read_text("utf-8")


def test_a_corpus_that_is_gone_marks_every_report(tmp_path, pages):
    out, path = tmp_path / "out", notebook(tmp_path, "n", "1")
    render([path], out, {}, corpus=str(pages))
    (pages / "a.txt").unlink()
    (result,) = render([path], out, {}, corpus=str(pages))
    assert result.status == "failed" and "no readable page" in result.error and "Not renewed since" in (out / "n.html").read_text("utf-8")
    pages.rmdir()
    (result,) = render([path], out, {}, corpus=str(pages))
    assert "does not exist" in result.error


def test_pages_that_change_under_a_run_are_not_mixed(tmp_path, pages):
    """The notebook itself changes the pages, the first time it runs: the report must be of the pages as they were when it was made."""
    flag = tmp_path / "flag"
    path = notebook(tmp_path, "n", f"from pathlib import Path\nif not Path({str(flag)!r}).exists():\n    Path({str(flag)!r}).touch()\n    Path(corpus, 'b.txt').write_text('News\\n- Source: X\\n- Date: 2024-10-15\\nThe ports were opened in the north of the country.\\n')",
                    "print(sorted(p.name for p in Path(corpus).iterdir()))")
    out = tmp_path / "out"
    (result,) = render([path], out, {}, corpus=str(pages))
    assert result.status == "made", result.error
    assert sorted(record.read_record(out, "n")["files"]) == ["a.txt", "b.txt"]
    assert "2 articles" in result.report.read_text("utf-8")
    endless = notebook(tmp_path, "m", "import time\nfrom pathlib import Path\nPath(corpus, 'b.txt').write_text('News\\n' + str(time.time_ns()))")
    (result,) = render([endless], out, {}, corpus=str(pages))
    assert result.status == "failed" and "the pages changed while the report was made" in result.error


@pytest.mark.parametrize("number, told", [(28, "no space is left there; make room"), (30, "it is read-only; choose another folder"), (13, "you may not write there"), (5, "Input/output error")])
def test_a_disk_that_fails_is_told_in_one_line(tmp_path, pages, monkeypatch, number, told):
    out, path = tmp_path / "out", notebook(tmp_path, "n", "1")
    render([path], out, {}, corpus=str(pages))
    good = (out / "n.html").read_bytes()

    def fail(*_):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(place, "_sync", fail)
        done = CliRunner().invoke(main, ["render", str(path), "--corpus", str(pages), "--out", str(out), "--force"])
    lines = [line for line in done.stderr.splitlines() if line.startswith("policyanalysis:")]
    assert done.exit_code == 1 and len(lines) == 1 and told in lines[0]
    assert (out / "n.html").read_bytes() == good
    assert render([path], out, {}, corpus=str(pages))[0].good


@pytest.mark.parametrize("arguments, told", [(["n_topics", "0"], "n_topics=0 is too small; give 2 or more"), (["n_topic", "3"], "did you mean 'n_topics'"), (["n_topics", "x"], "use a whole number"), (["x; y", "3"], "is not a parameter name")])
def test_a_wrong_parameter_is_status_2_in_one_line(tmp_path, pages, monkeypatch, arguments, told):
    monkeypatch.setattr("policyanalysis.reporting.render.run", lambda *_, **__: pytest.fail("something ran"))
    done = CliRunner().invoke(main, ["render", str(notebook(tmp_path, "n", "1")), "--corpus", str(pages), "--out", str(tmp_path / "out"), "-p", *arguments])
    lines = [line for line in done.stderr.splitlines() if not line.startswith("corpus:")]
    assert done.exit_code == 2 and len(lines) == 1 and told in lines[0] and not (tmp_path / "out").exists()


def test_runs_are_shown(tmp_path, pages):
    out = tmp_path / "out"
    assert "no run yet" in CliRunner().invoke(main, ["runs", "--out", str(out)]).stdout
    render([notebook(tmp_path, "n", "1")], out, {}, corpus=str(pages))
    render([notebook(tmp_path, "m", "raise ValueError('not today')")], out, {"n_topics": "5"}, corpus=str(pages))
    lines = CliRunner().invoke(main, ["runs", "--out", str(out)]).stdout.splitlines()
    assert lines[0].split() == ["started", "seconds", "status", "memory", "articles", "notebook"] and len(lines) == 3
    assert " made " in lines[1] and " MB " in lines[1] and "n (n_topics=8)" in lines[1]
    assert " failed " in lines[2] and "m (n_topics=5): " in lines[2] and "ValueError: not today" in lines[2]
    assert len(CliRunner().invoke(main, ["runs", "--out", str(out), "--last", "1"]).stdout.splitlines()) == 2


def test_several_runs_at_once_do_not_mix(tmp_path, pages):
    """Each to its own place: the same bytes apart from what was asked."""
    path = notebook(tmp_path, "n", "import os, time; time.sleep(0.2)", "print('this is run', n_topics)")
    started = [subprocess.Popen(command("render", path, "--corpus", pages, "--out", tmp_path / str(n), "-p", "n_topics", str(n)), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for n in range(2, 6)]
    for n, run in enumerate(started, start=2):
        assert run.communicate()[1] is not None and run.returncode == 0
        assert f"this is run {n}\n" in (tmp_path / str(n) / "n.html").read_text("utf-8")


def test_a_pdf_holds_chinese_that_can_be_copied(tmp_path, pages):
    try:
        check_pdf()
    except UsageError as error:  # the package is installed for the tests, Pango is the machine's
        pytest.skip(str(error))

    path = notebook(tmp_path, "n", "import matplotlib.pyplot as plt\nfigure, axes = plt.subplots()\naxes.plot([1, 2])\nplt.close(figure)\nfigure", "from IPython.display import Markdown\nMarkdown('到2030年，新型储能装机达到一亿千瓦。New energy storage.')")
    out = tmp_path / "out"
    assert render([path], out, {}, corpus=str(pages), pdf=True)[0].good
    text = "".join(page.extract_text() for page in PdfReader(out / "n.pdf").pages).replace("\n", "")
    assert "到2030年，新型储能装机达到一亿千瓦。" in text and "New energy storage" in text
    assert 'href="n.pdf"' in (out / "index.html").read_text("utf-8")
    assert render([path], out, {}, corpus=str(pages), pdf=True)[0].status == "unchanged"
    (out / "n.pdf").unlink()
    assert render([path], out, {}, corpus=str(pages))[0].status == "unchanged"
    assert render([path], out, {}, corpus=str(pages), pdf=True)[0].status == "made" and (out / "n.pdf").exists()


def test_a_missing_pdf_extra_is_told_before_anything_runs(tmp_path, pages, monkeypatch):
    monkeypatch.setattr("policyanalysis.reporting.pdf.find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["render", str(notebook(tmp_path, "n", "1")), "--corpus", str(pages), "--out", str(tmp_path / "out"), "--pdf"])
    assert done.exit_code == 2 and "a PDF needs WeasyPrint, which is not installed; pip install 'policyanalysis[pdf]'" in done.stderr and not (tmp_path / "out").exists()


def test_a_missing_library_of_the_pdf_extra_is_told_before_anything_runs(tmp_path, pages, monkeypatch):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/weasyprint.py").write_text("raise OSError('cannot load library libpango\\nmore')")
    monkeypatch.syspath_prepend(tmp_path / "lib")
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    done = CliRunner().invoke(main, ["render", str(notebook(tmp_path, "n", "1")), "--corpus", str(pages), "--out", str(tmp_path / "out"), "--pdf"])
    assert done.exit_code == 2 and "(cannot load library libpango); install Pango" in done.stderr and not (tmp_path / "out").exists()


PORT = "省内港口今年货物吞吐量增长百分之五，全省新开通国际航线三条，其中两条通往东南亚，一条通往欧洲，港口集团负责人介绍。"


def test_a_folder_that_lives_is_told_of_in_every_report(tmp_path, pages):
    """Files added, changed, broken and removed: what changed, the index and the ledger are right at each step."""
    out, path = tmp_path / "out", notebook(tmp_path, "n", "print(n_topics)")

    def told(**given):
        (result,) = render([path], out, given, corpus=str(pages))
        return result.status, (out / "n.html").read_text("utf-8").split('id="changes"')[1].split("</section>")[0]

    assert "This is the first report here" in told()[1]
    (pages / "b.txt").write_text(f"航线开通\n- 来源: 新华社\n- 日期: 2024-11-15\n{PORT}到2030年，港口货物吞吐量达到20亿吨。\n", "utf-8")
    status, text = told()
    assert status == "made" and "1 file new: b.txt." in text and "1 new article" in text and "航线开通 [b.txt]" in text and "1 new target" in text
    (pages / "b.txt").write_text(f"航线开通\n- 来源: 新华社\n- 日期: 2024-11-15\n{PORT}到2030年，港口货物吞吐量达到30亿吨。\n", "utf-8")
    status, text = told()
    assert "1 changed article" in text and "1 changed target" in text and "now 3 billion" in text
    status, text = told(n_topics="5")
    assert "No page changed." in text and "Parameter n_topics: 8, now 5." in text
    (pages / "c.pdf").write_bytes(b"%PDF-1.4 broken")
    status, text = told(n_topics="5")
    assert "1 file new: c.pdf." in text and "No article, topic or target is different for it." in text
    (pages / "b.txt").unlink()
    status, text = told(n_topics="5")
    assert "1 file gone: b.txt." in text and "1 article that went" in text and "1 target that went" in text
    assert told(n_topics="5")[0] == "unchanged"
    (result,) = render([path], out, {"n_topics": "5"}, corpus=str(pages), force=True)
    assert "Nothing changed since the last report" in result.report.read_text("utf-8")
    assert [entry["status"] for entry in read_ledger(out)] == ["made"] * 6 + ["unchanged", "made"]


def test_hash_seeds_workers_and_locales_change_no_byte(tmp_path, pages):
    """In a Chinese locale, Chinese letters of a figure are drawn otherwise, if one lets them."""
    figure = "import locale\nfrom policyanalysis.reporting import drawing\nprint(locale.setlocale(locale.LC_CTYPE))\n" \
             "drawing.plt.rc('font', family=drawing.fonts())\naxes = drawing.plt.subplots()[1]\naxes.set_title('直接支持 policy, 骨干')\ndrawing.plt.close()\naxes.figure"
    paths = [notebook(tmp_path, "n", "print(list({'政', 'b', 'c', 'd'}), n_topics)", figure), notebook(tmp_path, "m", "1")]
    installed = subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split() if shutil.which("locale") else []
    made = []
    for seed, workers, locale in (("1", 1, "C"), ("77", 2, "tr_TR.utf8"), ("random", 3, "zh_CN.utf8")):
        out = tmp_path / f"out{seed}"
        given = {**environment(), "PYTHONHASHSEED": seed, "LC_ALL": locale if locale in installed else "POSIX", "SOURCE_DATE_EPOCH": "1793500000"}
        subprocess.run(command("render", *paths, "--corpus", pages, "--out", out, "--workers", workers), check=True, env=given, capture_output=True)
        made.append([(out / name).read_bytes() for name in ("n.html", "m.html", "notebooks/n.ipynb")])
    assert made[0] == made[1] == made[2] and b"C.UTF-8" in made[0][0] and b"image/png" in made[0][2]
