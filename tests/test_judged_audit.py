"""The audit on the four translation pairs of a real page, by reading both sides in full.

tests/judged holds lines and verdicts only; the page is not part of the project, and these tests are collected only where it lies beside it.
"""

import csv
from pathlib import Path

import pandas as pd
import pytest

from policyanalysis.corpus.load import load_corpus
from policyanalysis.tables import build_table

JUDGED = list(csv.DictReader((Path(__file__).parent / "judged" / "audit_judged.tsv").open(encoding="utf-8"), delimiter="\t"))
TRUE = {(row["type"], row["line_en"], row["line_zh"]) for row in JUDGED if row["verdict"] == "true"}


@pytest.fixture(scope="module")
def told(real_pages):
    audit = build_table("audit", load_corpus(real_pages))
    return [(row.type, *("" if pd.isna(line) else str(line) for line in (row.line_en, row.line_zh))) for row in audit.itertuples()]


def test_most_of_what_is_told_is_true(told):
    assert len(told) >= 20 and sum(row in TRUE for row in told) / len(told) >= 0.9


def test_every_number_unit_and_grade_that_differs_is_told_and_no_other(told):
    assert {row for row in told if row[0] == "number"} == {row for row in TRUE if row[0] == "number"}


@pytest.mark.parametrize("kind, share", [("missing", 0.9), ("term", 0.6)])
def test_most_of_what_is_lost_or_misnamed_is_told(told, kind, share):
    true = {row for row in TRUE if row[0] == kind}
    assert len(true) >= 10 and len(true & set(told)) / len(true) >= share
