"""What was planted in the sample corpus is found again: all differences between its translations, and nearly all of its targets."""

from collections import Counter

import pytest

from policyanalysis.analysis.audit import audit_translations
from policyanalysis.analysis.targets import find_targets
from policyanalysis.language.glossary import glossary
from policyanalysis.language.units import UNITS

# A wrong unit and a wrong grade are told as numbers that differ.
TOLD_AS = {"number": "number", "unit": "number", "grade": "number", "missing": "missing", "term": "term"}
# The sample calls these targets; their sentences say "expected to", which is a forecast.
FORECASTS = {("storage_en", 88), ("storage_zh", 122)}


@pytest.fixture(scope="module")
def files(sample_truth):
    return {article["key"]: article["file"] for article in sample_truth["articles"]}


@pytest.fixture(scope="module")
def audit(sample):
    return audit_translations(sample.aligned, sample.articles, glossary())


@pytest.fixture(scope="module")
def targets(sample):
    return find_targets(sample.unique_passages, sample.articles, sample.policies)


def place(row, side):
    """Return (file, line) of one side of an audit row, None for a missing side."""
    line = getattr(row, f"line_{side}")
    return (getattr(row, f"file_{side}"), int(line)) if getattr(row, f"text_{side}") else None


def planted(truth, files):
    """Return (type, English place, Chinese place) of the differences written into the sample."""
    return [(TOLD_AS[item["type"]], *((files[item[side]], item[f"line_{side}"]) if item[f"line_{side}"] is not None else None for side in ("en", "zh"))) for item in truth["inconsistencies"]]


def told(audit):
    return [(row.type, place(row, "en"), place(row, "zh")) for row in audit.itertuples()]


def wanted(truth, files):
    """Return a count of (file, line, value in base units, year) of the targets written into articles that are no duplicates."""
    again = {item["key"] for item in truth["duplicates"]}
    scale = {"EFLOPS", "EB"}
    return Counter((files[item["key"]], item["line"], item["value"] * (UNITS[item["unit"].lower()][1] if item["unit"] in scale else 1), item["deadline"][:4])
                   for item in truth["targets"] if item["key"] not in again)


def stated(targets):
    chosen = targets[targets["kind"] == "target"]
    return Counter((row.file, row.line, row.value, row.deadline[:4]) for row in chosen.itertuples())


def test_every_planted_difference_is_found(audit, sample_truth, files):
    expected = planted(sample_truth, files)
    assert len(expected) == 12
    assert [item for item in expected if item not in told(audit)] == []


def test_at_most_one_difference_is_told_that_was_not_planted(audit, sample_truth, files):
    assert len([row for row in told(audit) if row not in planted(sample_truth, files)]) <= 1


def test_planted_units_and_grades_are_told_with_confidence(audit, sample_truth, files):
    strong = [item for item, note in zip(planted(sample_truth, files), sample_truth["inconsistencies"]) if note["type"] in ("number", "unit", "grade")]
    high = {row for row, confidence in zip(told(audit), audit["confidence"]) if confidence == "high"}
    assert len(strong) == 7 and set(strong) <= high


def test_targets_recall(targets, sample_truth, files):
    expected = wanted(sample_truth, files)
    assert expected.total() >= 100
    assert (expected & stated(targets)).total() / expected.total() >= 0.96


def test_targets_precision(targets, sample_truth, files):
    found = stated(targets)
    assert (found & wanted(sample_truth, files)).total() / found.total() >= 0.97


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_targets_are_found_in_either_language(lang, targets, sample_truth, files):
    langs = {article["key"]: article["lang"] for article in sample_truth["articles"]}
    chosen = sample_truth | {"targets": [item for item in sample_truth["targets"] if langs[item["key"]] == lang]}
    expected = wanted(chosen, files)
    assert (expected & stated(targets[targets["lang"] == lang])).total() / expected.total() >= 0.95


def test_an_expectation_is_told_as_forecast(targets, files):
    kinds = {(row.file, row.line): row.kind for row in targets.itertuples()}
    assert {kinds[files[key], line] for key, line in FORECASTS} == {"forecast"}


def test_every_metric_is_a_phrase(targets):
    chosen = targets[targets["kind"] == "target"]
    assert set(chosen["metric"]) & {"", "%", "yuan", "EB", "kW"} == set()
    english = chosen.loc[chosen["lang"] == "en", "metric"].str.split().str[-1]
    assert set(english) & {"in", "of", "the", "to", "and", "by", "from", "with"} == set()
