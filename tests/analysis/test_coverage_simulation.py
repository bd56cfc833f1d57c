"""A small version of tests/benchmarks/coverage_simulation.py: planted shares, real topics, fixed seeds."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest


@pytest.fixture(scope="module")
def simulation():
    path = Path(__file__).parent.parent / "benchmarks" / "coverage_simulation.py"
    spec = importlib.util.spec_from_file_location("coverage_simulation", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_intervals_hold_the_planted_shares_and_need_the_refits_for_it(simulation):
    """8 corpora of 128 shares and 64 differences; 40 articles each.  The benchmark has the real figures."""
    rng = np.random.default_rng(7)
    rows = [simulation.held(rng, 40) for _ in range(8)]
    mean = {name: np.mean([row[name] for row in rows]) for name in rows[0]}
    assert mean["share"] >= 0.9 and mean["difference"] >= 0.93
    assert mean["share"] > mean["share (topics for certain)"] and mean["width"] < 0.45


def test_a_planted_difference_is_found_and_nothing_else(simulation):
    rng = np.random.default_rng(8)
    table, exact = simulation.told(rng, 120, 120, {"en": np.array([0.51] + [0.07] * 7), "zh": np.array([0.16] + [0.12] * 7)})
    assert table.verdict[0] == "English" and table.low[0] < 0.35 < table.high[0] and exact[0] <= 0.05


def test_null_corpora_have_few_verdicts(simulation):
    """One in twenty is allowed to have one."""
    rng = np.random.default_rng(9)
    tables = [simulation.told(rng, 30, 30, {"en": simulation.EVEN, "zh": simulation.EVEN})[0] for _ in range(8)]
    assert sum(table.verdict.isin(["English", "Chinese"]).any() for table in tables) <= 1


def test_concepts_named_alike_have_few_verdicts_and_a_planted_one_has(simulation):
    rng = np.random.default_rng(10)
    assert sum(simulation.naming(rng, 60, 60).verdict.isin(["English", "Chinese"]).any() for _ in range(8)) <= 1
    table = simulation.naming(rng, 120, 120, 0.4)
    (name,) = simulation.concepts_in(simulation.forms()[0]["zh"], "zh")
    assert table.concept[0] == name and table.verdict[0] == "English" and table.low[0] < 0.4 < table.high[0]
