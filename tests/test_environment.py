"""pyproject.toml, environment.yml and the lock say the same."""

import re
import tomllib

import pytest
import yaml

from policyanalysis.project import ROOT

NAMED_BY_THE_USER = {"jupyterlab", "pandas", "matplotlib", "jieba", "scikit-learn", "nbval", "papermill"}


def requirement(text):
    """Normalised name and version range of `Name[extra]>=1,<2`."""
    name, extra, versions = re.fullmatch(r"([\w.-]+)(\[\w+\])?\s*(.*)", text).groups()
    return re.sub(r"[-_.]+", "-", name).lower() + (extra or ""), versions.replace(" ", "")


@pytest.fixture(scope="module")
def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def declared(pyproject):
    return dict(map(requirement, pyproject["project"]["dependencies"] + pyproject["project"]["optional-dependencies"]["test"]))


def test_conda_environment_says_the_same(pyproject, declared):
    rows = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    listed = [row for row in rows if isinstance(row, str)] + next(row["pip"] for row in rows if isinstance(row, dict))
    conda = dict(map(requirement, listed))
    assert conda.pop("python") == pyproject["project"]["requires-python"].replace(" ", "")
    assert conda.pop("pip") == ""
    assert conda == declared


def test_lock_pins_everything_with_hashes_and_names_no_registry(declared):
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", lock, re.M)
    assert {re.sub(r"\[.*", "", name) for name in declared} <= {re.sub(r"[-_.]+", "-", name).lower() for name, _ in pins}
    assert len(re.findall(r"==\S+[^\n]*\\\n\s+--hash=sha256:", lock)) == len(pins)
    assert not re.search(r"https?://|index", lock.replace("--hash", ""))


def test_packages_that_the_project_is_built_on_are_declared(declared):
    assert NAMED_BY_THE_USER <= set(declared)


def test_versions_agree(pyproject):
    import policyanalysis

    assert pyproject["project"]["version"] == policyanalysis.__version__
    assert f"## {policyanalysis.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_what_drives_the_browser_is_pinned_with_hashes_too(pyproject):
    lock = (ROOT / "requirements-browser.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==(\S+)", lock, re.M)
    assert {requirement(text)[0] for text in pyproject["project"]["optional-dependencies"]["browser"]} <= {name for name, _ in pins}
    assert len(re.findall(r"==\S+[^\n]*\\\n\s+--hash=sha256:", lock)) == len(pins) and not re.search(r"https?://|index", lock.replace("--hash", ""))
