"""Whether the two languages of the real pages meet; collected only where those pages lie beside the project.

The word pairs of the translations measured on are not learned from.
"""

import importlib.util
from pathlib import Path

import pytest

from policyanalysis.corpus.load import load_corpus

SCRIPT = Path(__file__).parent / "benchmarks" / "real_pages.py"


@pytest.fixture(scope="module")
def figures(real_pages):
    spec = importlib.util.spec_from_file_location("real_pages_benchmark", SCRIPT)
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    return benchmark.measure(load_corpus(real_pages), n_topics=20)


def test_translations_are_on_one_topic(figures):
    assert figures["n"] > 250 and figures["same"] >= 0.8 and figures["chance"] < 0.15


def test_as_reported_too(figures):
    assert figures["same_in_sections"] >= 0.9 and figures["chance_in_sections"] < 0.15  # 0.26 where each article is a topic of its own


def test_translations_find_each_other(figures):
    assert figures["in_context"] >= 0.92 and figures["own"] >= 0.8
