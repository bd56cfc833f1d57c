"""A corpus in an object store: the same tables as from a folder, nothing fetched twice, and whatever the store says or does."""

import os
import shutil
import socket
import threading
import time
from pathlib import Path
from urllib.request import Request, urlopen

import make
import pandas as pd
import pytest
from click.testing import CliRunner

from policyanalysis import cli, project
from policyanalysis.corpus import readers
from policyanalysis.corpus.fingerprint import fingerprint
from policyanalysis.corpus.load import load_corpus
from policyanalysis.corpus.readers import read_pages, store
from policyanalysis.errors import PolicyAnalysisError

moto = pytest.importorskip("moto.moto_server.threaded_moto_server", reason="moto's server is not installed; it is in the extra test")
s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed; it is in the extra remote")

PAGES = "s3://bucket/pages"
GOOD = "一份普通的政策页面。\n"
TABLES = ("articles", "passages", "policies", "pairs", "aligned", "problems")


class Wire:
    """What goes to the server: every request is noted, and may be answered otherwise than the server would."""

    def __init__(self, app):
        self.app, self.requests, self.instead = app, [], {}

    def __call__(self, environ, start_response):
        asked = f"{environ['REQUEST_METHOD']} {environ['PATH_INFO'].encode('latin-1').decode()}"
        self.requests.append(asked)
        if asked in self.instead:
            return self.instead[asked](environ, start_response)
        return self.app(environ, start_response)

    @property
    def objects(self):
        """The objects that were asked for, by their names."""
        return [asked.removeprefix("GET /bucket/") for asked in self.requests if asked.startswith("GET /bucket/")]


def answer(status, body=b"", kind="application/xml"):
    """A function that answers so, whatever is asked."""
    def given(environ, start_response):
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]
    return given


@pytest.fixture(scope="module")
def server():
    with pytest.MonkeyPatch.context() as patch:
        made = []
        original = moto.DomainDispatcherApplication
        patch.setattr(moto, "DomainDispatcherApplication", lambda *given: made.append(Wire(original(*given))) or made[0])
        running = moto.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        running.start()
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"):
            patch.delenv(name, raising=False)
        for name, value in {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1", "AWS_ENDPOINT_URL": "http://{}:{}".format(*running.get_host_and_port()),
                            "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true"}.items():
            patch.setenv(name, value)
        yield made[0]
        running.stop()


@pytest.fixture(scope="module")
def client(server):
    return s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)


@pytest.fixture
def bucket(server, client):
    """A function that puts objects into the bucket, which begins empty."""
    client.mkdir("bucket")

    def put(**objects):
        for key, content in objects.items():
            client.call_s3("put_object", Bucket="bucket", Key=f"pages/{key}", Body=content.encode() if isinstance(content, str) else content)

    yield put
    server.instead.clear()
    with urlopen(Request(f"{os.environ['AWS_ENDPOINT_URL']}/moto-api/reset", method="POST")):  # names that no client could delete, too
        server.requests.clear()


def upload(put, folder):
    put(**{path.relative_to(folder).as_posix(): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()})


def test_the_tables_are_those_of_a_folder(bucket, sample):
    upload(bucket, project.SAMPLE)
    loaded = load_corpus(PAGES)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(loaded, name), getattr(sample, name))
    assert (loaded.hash, loaded.name) == (sample.hash, "pages")


def test_every_format_is_read_as_from_a_folder(bucket, tmp_path):
    files = {"a.txt": GOOD.encode(), "b/c.md": "# 标题\n正文".encode(), "d.html": f"<html><body><p>{GOOD * 9}</p></body></html>".encode(), "e.pdf": make.pdf(["国务院办公厅印发意见，提出目标。"] * 3),
             "f.docx": make.docx(make.p("正文" * 20)), "g.csv": b"title,text\nPort,Ports were opened.\n", "h.zip": make.archive({"x/a.txt": GOOD, "../b.txt": GOOD}), "empty.txt": b"",
             "README.md": b"about", "i.odt": b"x", "壹 ,+&%20#.txt": GOOD.encode(), ".hidden/a.txt": GOOD.encode(), "b/.DS_Store": b"x"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    upload(bucket, tmp_path)
    pages, problems = read_pages(PAGES)
    assert (pages, problems) == read_pages(tmp_path) and len(pages) == 8 and len(problems) == 4
    assert fingerprint(PAGES).keys() == fingerprint(tmp_path).keys()


def test_what_has_not_changed_is_not_fetched_again(bucket, server, monkeypatch, tmp_path):
    monkeypatch.setenv("POLICYANALYSIS_CACHE", str(tmp_path / "cache"))
    bucket(**{f"{n}.txt": f"Ports opened in the north {n}\n- Source: Xinhua\n- Date: 2024-10-15\nThe State Council issued opinions on port {n}.\n" for n in range(3)}, **{"film.mp4": b"x"})
    first = load_corpus(PAGES)
    assert server.objects == ["pages/0.txt", "pages/1.txt", "pages/2.txt"]  # each once, and no film
    server.requests.clear()
    again = load_corpus(PAGES)
    assert server.objects == [] and set(server.requests) == {"GET /bucket"} and len(server.requests) == 1  # one listing
    pd.testing.assert_frame_equal(first.articles, again.articles)
    bucket(**{"1.txt": "Ports closed in the south\n- Source: Xinhua\n- Date: 2024-10-16\nThe State Council issued other opinions.\n"})
    server.requests.clear()
    assert "Ports closed in the south" in set(load_corpus(PAGES).articles.title) and "pages/1.txt" in server.objects


def test_marks_change_with_the_place_and_the_content_alone(bucket, client):
    bucket(**{"a.txt": "One", "sub/a.txt": "One"})
    before = fingerprint(PAGES)
    bucket(**{"a.txt": "One"})
    assert fingerprint(PAGES) == before and before["a.txt"] != before["sub/a.txt"]
    bucket(**{"a.txt": "Two"})
    assert fingerprint(PAGES)["a.txt"] != before["a.txt"] and fingerprint(PAGES)["sub/a.txt"] == before["sub/a.txt"]


def test_one_object_is_a_corpus_and_so_is_a_bucket(bucket):
    bucket(**{"a.txt": GOOD, "b.txt": GOOD})
    assert [page.file for page in read_pages(f"{PAGES}/a.txt")[0]] == ["a.txt"]
    assert [page.file for page in read_pages("s3://bucket/")[0]] == ["pages/a.txt", "pages/b.txt"]


NAMES = [("../out.txt", "an empty part, . or .."), ("a/../../out.txt", "an empty part, . or .."), ("/etc/passwd.txt", "an empty part, . or .."), ("a//b.txt", "an empty part, . or .."), ("./a.txt", "an empty part, . or .."),
         ("..\\out.txt", "an empty part, . or .."), ("C:\\out.txt", "begins as an absolute path"), ("b\x07.txt", "control characters"), ("c\u202etxt.exe", "control characters"),
         ("d?versionId=1.txt", "a version of another file"), ("e.txt/", "a folder")]


def test_names_are_names_alone(bucket, server):
    bucket(**{name: "never read" for name, _ in NAMES}, **{"good.txt": GOOD, "back\\slash.txt": GOOD, "sub/": "", "": ""})
    pages, problems = read_pages(PAGES)
    assert [page.file for page in pages] == ["back\\slash.txt", "good.txt"] and len(server.objects) == 2
    found = {problem.file: problem for problem in problems}
    for name, reason in NAMES:
        assert reason in found.pop(readers.printable(name)).reason
    assert not found


def test_a_store_that_lists_what_lies_elsewhere(bucket, server):
    bucket(**{"good.txt": GOOD})
    keys = ["pages/good.txt", "elsewhere/a.txt", "/etc/passwd.txt", "pagesandmore/a.txt", "pages/../a.txt"]
    rows = "".join(f"<Contents><Key>{key}</Key><Size>{len(GOOD.encode())}</Size><ETag>&quot;1&quot;</ETag></Contents>" for key in keys)
    server.instead["GET /bucket"] = answer("200 OK", f"<ListBucketResult><Name>bucket</Name><IsTruncated>false</IsTruncated>{rows}</ListBucketResult>".encode())
    server.requests.clear()
    pages, problems = read_pages(PAGES)
    assert [page.file for page in pages] == ["good.txt"] and [problem.file for problem in problems] == ["../a.txt"] and server.objects == ["pages/good.txt"]


def test_an_object_named_like_a_page_of_an_archive(bucket):
    """No folder can hold both, and two articles would have one doc_id."""
    bucket(**{"a.zip": make.archive({"b.txt": GOOD}), "a.zip/b.txt": GOOD, "c": "", "c/d.txt": GOOD})
    pages, problems = read_pages(PAGES)
    assert [page.file for page in pages] == ["a.zip/b.txt", "c/d.txt"] and {problem.file: problem.reason[:33] for problem in problems} == {
        "a.zip/b.txt": "it has the name of a page in an a", "c": "files of type (none) are not read"}


def test_a_listing_without_end_is_given_up(bucket, server, monkeypatch):
    monkeypatch.setattr(store, "LISTING", 1)
    server.instead["GET /bucket"] = answer("200 OK", b"<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>1</NextContinuationToken></ListBucketResult>")
    started = time.monotonic()
    with pytest.raises(PolicyAnalysisError, match="does not answer"):
        read_pages(PAGES)
    time.sleep(0.3)
    asked = len(server.requests)
    time.sleep(0.3)
    assert time.monotonic() - started < 5 and len(server.requests) == asked  # nor does it go on behind our back


def test_an_object_that_vanishes_fails_or_is_cut_is_a_problem(bucket, server, tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYANALYSIS_CACHE", str(tmp_path / "cache"))
    text = "Ports opened in the north\n- Source: Xinhua\n- Date: 2024-10-15\nThe State Council issued opinions on ports.\n"
    bucket(**{f"{name}.txt": text for name in ("closed", "damaged", "gone", "good", "other")})
    server.instead |= {"GET /bucket/pages/gone.txt": answer("404 Not Found", b"<Error><Code>NoSuchKey</Code><Message>\x1b[31mgone</Message></Error>"),
                       "GET /bucket/pages/closed.txt": answer("403 Forbidden", b"<Error><Code>AccessDenied</Code></Error>"),
                       "GET /bucket/pages/damaged.txt": answer("400 Bad Request", b"<Error><Code>Strange</Code><Message>key=nothing</Message></Error>"),
                       "GET /bucket/pages/other.txt": answer("206 Partial Content", b"much less", "text/plain")}
    loaded = load_corpus(PAGES)
    assert set(loaded.articles.file) == {"good.txt"}
    unread = loaded.problems[loaded.problems.severity == "error"]
    assert unread.file.tolist() == ["closed.txt", "damaged.txt", "gone.txt", "other.txt"]
    for reason, part in zip(unread.reason, ["may not be read with the credentials", "could not be read", "and then was gone", "9 bytes came where"], strict=True):
        assert part in reason and "nothing" not in reason and "\x1b" not in reason
    server.instead.clear()
    assert load_corpus(PAGES).articles.file.nunique() == 5  # what failed is not remembered


def test_what_is_too_large_is_not_fetched(bucket, server, monkeypatch):
    monkeypatch.setattr(readers, "MAX_BYTES", 1_000_000)
    bucket(**{"good.txt": GOOD, "large.txt": b"x" * 1_000_001})
    server.requests.clear()
    pages, problems = read_pages(PAGES)
    assert server.objects == ["pages/good.txt"] and [problem[::3] for problem in problems] == [("large.txt", "the file is larger than 1 MB; split it")]


def test_objects_are_fetched_as_they_are_needed(bucket, server):
    bucket(**{f"{n:02}.txt": GOOD for n in range(40)})
    server.requests.clear()
    pages = readers.iter_pages(PAGES)
    assert sum(len(next(pages)[0]) for _ in range(4)) == 3 and len(server.objects) < 30
    pages.close()


def test_a_store_that_is_lost_in_the_middle(bucket, server, monkeypatch):
    bucket(**{f"{n}.txt": GOOD for n in range(9)})
    server.instead |= {f"GET /bucket/pages/{n}.txt": answer("404 Not Found") for n in range(3, 9)}
    monkeypatch.setattr(store, "LOST", 0.0)
    with pytest.raises(PolicyAnalysisError, match="'s3://bucket/pages' was lost while it was read"):
        read_pages(PAGES)


@pytest.mark.parametrize("address, status, reason", [
    ("s3://nobucket/pages", None, "does not exist; name a bucket"), ("s3://bucket/none", None, "no readable page in 's3://bucket/none'"), ("s3://bucket", None, "no readable page"),
    (PAGES, "403 Forbidden", "may not be read with the credentials that are set; look at AWS_ACCESS_KEY_ID"), (PAGES, "301 Moved Permanently", "could not be read|does not answer"),
    (PAGES, "400 Bad Request", "could not be read"), (PAGES, "200 OK", "could not be read|no readable page")])
def test_places_that_can_not_be_read(bucket, server, address, status, reason):
    if status:
        server.instead["GET /bucket"] = answer(status, b"<Error><Code>AccessDenied</Code></Error>" if "403" in status else b"<no xml")
    started = time.monotonic()
    with pytest.raises(PolicyAnalysisError, match=reason):
        load_corpus(address)
    assert time.monotonic() - started < 10


def test_no_credentials(server, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with pytest.raises(PolicyAnalysisError, match="needs credentials, and none were found; set AWS_ACCESS_KEY_ID"):
        load_corpus(PAGES)


def test_no_endpoint_says_so_soon_and_repeats_no_password(server, monkeypatch):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setattr(store, "PATIENCE", 0.7)  # drivers try again for a while
    for endpoint in (f"http://127.0.0.1:{port}", "http://no.such.host.invalid", f"http://me:secret@127.0.0.1:{port}", "secret"):
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
        started = time.monotonic()
        with pytest.raises(PolicyAnalysisError, match="'s3://bucket/pages' (does not answer|could not be read).*AWS_ENDPOINT_URL") as caught:
            load_corpus(PAGES)
        assert time.monotonic() - started < 5 and "secret" not in str(caught.value)


def test_an_endpoint_that_is_silent_is_not_waited_for(server, monkeypatch):
    assert store.PATIENCE < 20
    monkeypatch.setattr(store, "PATIENCE", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(PolicyAnalysisError, match="does not answer; look at the network"):
            load_corpus(PAGES)
        assert time.monotonic() - started < 4


def test_an_object_that_never_comes(bucket, server, monkeypatch):
    bucket(**{"a.txt": GOOD, "b.txt": GOOD})
    ended = threading.Event()
    server.instead["GET /bucket/pages/a.txt"] = lambda environ, start: ended.wait(10) and answer("404 Not Found")(environ, start)
    monkeypatch.setattr(store, "READING", 0.5)
    pages, (problem,) = read_pages(PAGES)
    ended.set()
    assert [page.file for page in pages] == ["b.txt"] and problem.file == "a.txt" and "does not answer" in problem.reason


def test_commands(bucket, tmp_path, sample):
    upload(bucket, project.SAMPLE)
    run = CliRunner()
    local, remote = run.invoke(cli.main, ["corpus", "data/sample"]), run.invoke(cli.main, ["corpus", f"{PAGES}/"])
    assert remote.exit_code == 0 and remote.stdout == local.stdout and "corpus: s3://bucket/pages\n" in remote.stderr
    for place, out in (("data/sample", "a.csv"), (PAGES, "b.csv")):
        assert run.invoke(cli.main, ["export", "articles", "--corpus", place, "--out", str(tmp_path / out)]).exit_code == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_hdfs_is_reached_by_the_driver_of_fsspec(tmp_path, monkeypatch):
    """A folder stands in for the cluster: all but the connection is that of hdfs://."""
    from fsspec.implementations.arrow import ArrowFSWrapper, HadoopFileSystem
    from fsspec.registry import _registry
    from pyarrow.fs import LocalFileSystem

    forgotten = []

    class Stand(HadoopFileSystem):
        def __init__(self, host="", port=0, **given):
            assert (host, port) == ("namenode", 8020)
            ArrowFSWrapper.__init__(self, fs=LocalFileSystem())

        def invalidate_cache(self, path=None):
            forgotten.append(path)  # there are drivers that list from memory

    monkeypatch.setitem(_registry, "hdfs", Stand)
    shutil.copytree(project.SAMPLE, tmp_path / "pages" / "sub")
    (tmp_path / "pages" / "a.txt").write_text(GOOD, "utf-8")
    address = f"hdfs://namenode:8020{tmp_path}/pages"
    assert read_pages(address) == read_pages(tmp_path / "pages")
    assert read_pages(f"{address}/a.txt") == read_pages(tmp_path / "pages" / "a.txt")
    before = fingerprint(address)
    (tmp_path / "pages" / "a.txt").write_text(GOOD * 2, "utf-8")
    forgotten.clear()
    assert {name for name, mark in fingerprint(address).items() if mark != before[name]} == {"a.txt"} and forgotten == [None]
    with pytest.raises(PolicyAnalysisError, match="does not exist"):
        read_pages(f"{address}/none")
