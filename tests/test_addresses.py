"""What a corpus in a store may be called, and that no password in an address is repeated anywhere."""

import pytest
from click.testing import CliRunner

from policyanalysis import cli, project
from policyanalysis.addresses import PROTOCOLS, checked, is_address
from policyanalysis.corpus.load import load_corpus
from policyanalysis.corpus.readers import read_pages
from policyanalysis.errors import UsageError
from policyanalysis.reporting.render import render

GOOD = [("s3://bucket/pages", "s3://bucket/pages", "pages"), ("S3://bucket/pages/", "s3://bucket/pages", "pages"), ("s3://my.bucket-1", "s3://my.bucket-1", "my.bucket-1"),
        ("s3://bucket/政策 2025/页@x.txt", "s3://bucket/政策 2025/页@x.txt", "页@x.txt"), ("gs://b/p", "gs://b/p", "p"), ("az://container/p", "az://container/p", "p"),
        ("hdfs://namenode:8020/user/pages", "hdfs://namenode:8020/user/pages", "pages"), ("hdfs:///user/pages", "hdfs:///user/pages", "pages")]
SECRET = "aHV+ZQ0secret"
BAD = [  # address, a part of the reason
    (f"s3://key:{SECRET}@bucket/pages", "holds no name, password, key"),
    (f"s3://{SECRET}@bucket/pages", "holds no name, password, key"),
    (f"s3://key:ab/{SECRET}@bucket/pages", "holds no name, password, key"),
    (f"s3://bucket/pages?X-Amz-Signature={SECRET}", "holds no name, password, key"),
    (f"abfs://container/pages?sig={SECRET}", "AZURE_STORAGE_ACCOUNT_KEY"),
    (f"hdfs://me:{SECRET}@namenode:8020/pages", "HADOOP_USER_NAME"),
    (f"https://me:{SECRET}@example.org/pages", "not https://"),
    (f"me:{SECRET}@s3://bucket", "not anything else"),
    (f"ftp://me:{SECRET}@example.org", "not ftp://"),
    (f"s3://key%3A{SECRET}%40bucket/pages", "names no place"), (f"s3://bucket//key:{SECRET}@x", "an empty part"),
    ("http://example.org/pages", "not http://"), ("github://org:repo@main/pages", "not github://"), ("reference://x", "not reference://"), ("memory://pages", "not memory://"),
    ("simplecache::s3://bucket/pages", "a chain"), ("zip://a.txt::s3://bucket/pages.zip", "not zip://"), ("s3://bucket/a.zip::memory://x", "not s3://|a chain"),
    ("file:///etc", "without file://"), ("local:///etc", "without file://"), ("FILE://etc", "without file://"), ("://x", "a chain"), ("nonsense://x", "not nonsense://"), (" s3://bucket", "a chain"),
    ("s3://", "names no place"), ("s3:///pages", "names no place"), ("s3://-x/pages", "names no place"), ("s3://bucket\\pages", "names no place"), ("hdfs://a b/c", "names no place"),
    ("s3://bucket/../other", "an empty part"), ("s3://bucket//pages", "an empty part"), ("s3://bucket/./pages", "an empty part"), ("s3://bucket/a\\..\\b", "an empty part"),
    ("s3://bucket/a\nb", "an empty part"), ("s3://bucket/\x1b[31m", "an empty part")]


@pytest.mark.parametrize("address, form, name", GOOD)
def test_one_form_and_a_name(address, form, name):
    assert is_address(address) and checked(address) == checked(form) == form == project.printed(address) == project.located(address)
    assert project.named(address) == name


@pytest.mark.parametrize("address, reason", BAD)
def test_refused_at_once_without_what_it_holds(address, reason):
    for use in (checked, project.printed, load_corpus, read_pages):
        with pytest.raises(UsageError, match=reason) as caught:
            use(address)
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize("path", ["data/sample", "/srv/pages", "C:\\pages", "a::b", "pages/x://y", project.SAMPLE])
def test_local_paths_are_none(path):
    assert not is_address(path)


@pytest.mark.parametrize("command", [["corpus"], ["export", "articles", "--out", "a.csv", "--corpus"], ["render", "1_corpus", "--out", "reports", "--corpus"]])
def test_commands_refuse_a_password_before_anything_is_written(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli.main, [*command, BAD[0][0]])
    assert done.exit_code == 2 and SECRET not in done.output and "AWS_SECRET_ACCESS_KEY" in done.output and not list(tmp_path.iterdir())


def test_a_render_refuses_a_password_before_anything_is_written(tmp_path):
    with pytest.raises(UsageError, match="no name, password") as caught:
        render([project.NOTEBOOKS / "1_corpus.ipynb"], tmp_path / "reports", {}, corpus=BAD[0][0])
    assert SECRET not in str(caught.value) and not list(tmp_path.iterdir())


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_without_the_packages_one_line_says_what_to_install(protocol, monkeypatch):
    for module in ("fsspec", "fsspec.config", "fsspec.core"):
        monkeypatch.setitem(__import__("sys").modules, module, None)
    done = CliRunner().invoke(cli.main, ["corpus", f"{protocol}://bucket/pages"])
    assert done.exit_code == 1 and done.output.splitlines()[-1] == (
        f"policyanalysis: corpus '{protocol}://bucket/pages' needs a package that is not installed: pip install '{PROTOCOLS[protocol].package}'")
