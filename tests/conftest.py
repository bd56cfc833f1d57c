"""What the tests share: the sample corpus, read once, and what is planted in it."""

import json
import os
from pathlib import Path

import pytest

from policyanalysis.analysis.topics import fit_topics
from policyanalysis.corpus.load import load_corpus

ROOT = Path(__file__).resolve().parent.parent
REAL_PAGES = ROOT.parent / "shared" / "corpus"
collect_ignore = [] if REAL_PAGES.is_dir() else [
    "test_real_pages.py", "test_real_policies.py", "test_real_topics.py", "test_judged_targets.py", "test_judged_audit.py"]  # those pages are not the project's to ship
if not os.environ.get("POLICYANALYSIS_BROWSER"):
    collect_ignore.append("browser")  # they need a browser and what drives it: make test-browser


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory):
    """A cache of the tests' own, which begins empty."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("POLICYANALYSIS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def sample():
    """The corpus of data/sample."""
    return load_corpus(ROOT / "data" / "sample")


@pytest.fixture(scope="session")
def sample_truth():
    """What data/README.md says is planted in the sample."""
    return json.loads((ROOT / "data" / "sample_truth.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def topics(sample):
    """Topics of the sample with the default parameters."""
    return fit_topics(sample.unique_passages)


@pytest.fixture(scope="session")
def real_pages():
    """The folder of real pages, where it exists."""
    return REAL_PAGES
