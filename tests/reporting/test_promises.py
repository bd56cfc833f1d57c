"""What the report on targets draws and chooses."""

import pandas as pd
import pytest

from policyanalysis.errors import UsageError
from policyanalysis.reporting import promises

COLUMNS = ["kind", "lang", "deadline", "metric", "metric_en", "value", "unit", "comparator", "range", "sentence", "policy", "same_as", "file", "line"]
TARGETS = pd.DataFrame([
    ("target", "en", "2030", "cargo", "", 9e8, "tonnes", ">=", "", "Cargo will exceed 900 million tonnes by 2030.", "P1", "s001", "a", 1),
    ("target", "zh", "2030-12", "货物", "cargo", 9e8, "tonnes", ">=", "", "到2030年12月，货物超过9亿吨。", "P1", "s001", "a", 9),
    ("target", "zh", "2027-06", "渔港", "", 3, "items", ">=", "3-5个", "建成渔港3-5个。", "", "", "a", 12),
    ("target", "zh", "2027-06", "渔港", "", 5, "items", "<=", "3-5个", "建成渔港3-5个。", "", "", "a", 12),
    ("target", "zh", "", "渔获", "", 5e8, "tonnes", "=", "", "渔获5亿吨。", "", "", "a", 15),
    ("fact", "en", "", "ships", "", 20, "ships", "=", "", "In 2024, 20 ships came.", "", "", "a", 20),
], columns=COLUMNS)


@pytest.mark.parametrize("choice, lines", [
    ({}, [1, 9, 12, 12, 15, 20]), ({"kind": "fact"}, [20]), ({"lang": "en"}, [1, 20]), ({"first_year": 2028}, [1, 9]), ({"last_year": 2027}, [12, 12]), ({"words": "TONNES cargo"}, [1, 9]), ({"words": "no such"}, []),
])
def test_chosen(choice, lines):
    assert promises.chosen(TARGETS, **choice)["line"].tolist() == lines


def test_chosen_says_what_is_allowed():
    with pytest.raises(UsageError, match="lang='fr' is not known; use 'en', 'zh' or '' for all"):
        promises.chosen(TARGETS, lang="fr")


def test_chosen_from_nothing():
    assert promises.chosen(TARGETS.iloc[:0], words="x").empty


def test_timeline_joins_languages_and_ends_of_ranges():
    ax = promises.timeline(TARGETS)
    assert [label.get_text() for label in ax.get_yticklabels()][::-1] == ["渔港: 3-5个", "cargo: ≥ 900 million tonnes"]
    marks = {line.get_label(): [round(float(x), 2) for x in line.get_xdata()] for line in ax.lines}
    assert marks == {"English": [], "Chinese": [2026.5], "both languages": [2030.0]}
    assert "2 targets" in ax.figure.get_label()


def test_timeline_marks_what_is_counted_and_not_printed():
    targets = TARGETS.assign(deadline_from=["stated", "stated", "computed from the article's date", "computed from the article's date", "", ""])
    ax = promises.timeline(targets)
    assert [label.get_text() for label in ax.get_yticklabels()][::-1] == ["渔港: 3-5个 *", "cargo: ≥ 900 million tonnes"] and "*: counted from the article's date" in ax.get_xlabel()
    assert "*" not in promises.timeline(targets.assign(deadline_from="stated")).get_xlabel()


def test_timeline_says_what_it_leaves_out():
    assert "(1 of 2, some of every year)" in promises.timeline(TARGETS, most=1).get_title(loc="left")


def test_commitments():
    table = promises.commitments(TARGETS, top_n=1)
    assert table[["unit", "value"]].values.tolist() == [["items", 5], ["tonnes", 9e8]]
    assert promises.commitments(TARGETS.iloc[:0]).empty
