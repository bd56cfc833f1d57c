"""Targets on five real pages, by reading them: what a careful reader lists is found, and rows drawn at random are right.

tests/judged holds figures and places only; the pages are not part of the project, and these tests are collected only where they lie beside it.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from policyanalysis.corpus.load import load_corpus
from policyanalysis.tables import build_table

JUDGED = Path(__file__).parent / "judged"


def rows(name):
    return list(csv.DictReader((JUDGED / name).open(encoding="utf-8"), delimiter="\t"))


@pytest.fixture(scope="module")
def targets(real_pages):
    table = build_table("targets", load_corpus(real_pages))
    return table.assign(page=table["file"].str[:3], rounded=[float(f"{value:.10g}") for value in table["value"]])


def places(listed):
    return Counter((row["page"], int(row["line"]), float(row["value"])) for row in listed)


def found(table):
    return Counter(zip(table["page"], table["line"], table["rounded"]))


def test_most_of_what_a_careful_reader_lists_is_found(targets):
    listed = rows("targets_listed.tsv")
    wanted = places(listed)
    assert wanted.total() >= 140
    assert (wanted & found(targets[targets["kind"] != "fact"])).total() / wanted.total() >= 0.87


def test_their_deadlines_are_right(targets):
    due = {(row.page, row.line, row.rounded): row.deadline[:4] for row in targets[targets["kind"] != "fact"].itertuples()}
    listed = [((row["page"], int(row["line"]), float(row["value"])), row["deadline"]) for row in rows("targets_listed.tsv") if row["deadline"]]
    told = [(due[place], deadline) for place, deadline in listed if place in due]
    assert len(told) >= 60 and sum(a == b for a, b in told) / len(told) >= 0.97


def test_rows_drawn_at_random_and_judged(targets):
    judged = rows("targets_judged.tsv")
    assert len(judged) == 100 and sum(row["verdict"] == "right" for row in judged) >= 90
    now = Counter(zip(targets["page"], targets["line"], targets["rounded"], targets["unit"], targets["kind"], targets["deadline"]))
    kept = {verdict: sum(bool(now[row["page"], int(row["line"]), float(row["value"]), row["unit"], row["kind"], row["deadline"]]) for row in judged if row["verdict"] == verdict)
            for verdict in ("right", "wrong")}
    assert kept["right"] >= 0.97 * sum(row["verdict"] == "right" for row in judged)
    assert kept["right"] / (kept["right"] + kept["wrong"]) >= 0.93


def test_both_languages_share_their_targets(targets):
    both = targets[targets["same_as"] != ""].groupby("same_as")["lang"].nunique()
    assert (both == 2).sum() >= 25
