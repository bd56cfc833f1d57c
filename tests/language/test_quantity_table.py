"""The grammar of quantities against a table of texts in both languages, and against values formatted and read back."""

import csv
import math
from pathlib import Path

import pytest

from policyanalysis.language.quantities import quantities

CASES = list(csv.DictReader((Path(__file__).parent / "quantity_cases.tsv").open(encoding="utf-8"), delimiter="\t"))


def test_the_table_is_long_and_of_both_languages():
    assert len({(case["lang"], case["text"]) for case in CASES}) == len(CASES) >= 250
    assert min(sum(case["lang"] == lang for case in CASES) for lang in ("en", "zh")) >= 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(case):
    found = quantities(case["text"], case["lang"])
    if case["kind"] == "none":
        assert found == []
        return
    (quantity,) = found
    assert (quantity.kind, quantity.unit, quantity.comparator) == (case["kind"], case["unit"], case["comparator"])
    assert math.isnan(quantity.value) if case["kind"] == "vague" else quantity.value == pytest.approx(float(case["value"]), rel=1e-9)
    assert quantity.high == (float(case["high"]) if case["high"] else None)
    assert case["text"][quantity.start:quantity.end] == quantity.text != ""
