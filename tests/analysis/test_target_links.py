"""The same target told twice: found without comparing all with all, and what only one language states."""

import itertools
from random import Random

import pandas as pd

from policyanalysis.analysis.target_links import _near, _same_unit, compare_targets, link_targets, stated_by_one_language
from policyanalysis.analysis.target_policies import same_policy

COLUMNS = ["doc_id", "lang", "value", "unit", "deadline", "kind", "policy", "sentence", "line", "range"]


def random_targets(seed, n=60):
    random, rows = Random(seed), []
    for _ in range(n):
        lang = random.choice(("en", "zh"))
        unit = random.choice(("yuan", "%", "items", "enterprises") if lang == "zh" else ("yuan", "%", "enterprises", "scenarios", "jobs"))
        policy = random.choice(("", "", "p001", "国办发〔2025〕31号", "Guobanfa〔2025〕31号" if lang == "en" else "国办发〔2025〕31号"))
        rows.append((f"{lang}{random.randrange(12)}", lang, random.choice((100, 100.5, 101, 101.8, 250, 3, 0)), unit, random.choice(("2027", "2027-06", "2030", "")), random.choice(("target", "target", "forecast")),
                     policy, "", random.randrange(5), ""))
    return pd.DataFrame(rows, columns=COLUMNS)


def by_comparing_all(targets):
    """Pairs of row numbers that are linked, by the rules as they are written down."""
    rows = [row for row in targets.itertuples() if row.kind == "target" and row.deadline]
    found = set()
    for _, year in itertools.groupby(sorted(rows, key=lambda row: row.deadline[:4]), key=lambda row: row.deadline[:4]):
        once = list({(row.doc_id, row.value, row.policy, row.unit): row for row in sorted(year, key=lambda row: -row.Index)}.values())
        alone = [(row.doc_id, row.policy, row.unit) for row in once]
        for a, b in itertools.combinations(sorted(once), 2):
            single = all(alone.count((row.doc_id, row.policy, row.unit)) == 1 for row in (a, b))
            if a.doc_id != b.doc_id and (_same_unit(a, b) and _near(a.value, b.value, 0.01) or a.unit == b.unit and same_policy(a.policy, b.policy) and single):
                found.add((a.Index, b.Index))
    return found


def test_links_are_those_of_comparing_all_with_all():
    n_links = 0
    for seed in range(60):
        targets = random_targets(seed)
        pairs = by_comparing_all(targets)
        n_links += len(pairs)
        group = list(range(len(targets)))
        for a, b in pairs:
            group = [min(group[a], group[b]) if own in (group[a], group[b]) else own for own in group]
        linked = {row for pair in pairs for row in pair}
        labels = link_targets(targets).same_as
        assert {row for row in labels.index if labels[row]} == linked
        assert all((group[a] == group[b]) == (labels[a] == labels[b]) for a, b in itertools.combinations(sorted(linked), 2))
        told = compare_targets(targets)
        assert {(row.doc_id_a, row.doc_id_b) for row in told.itertuples()} == {(targets.doc_id[a], targets.doc_id[b]) for a, b in pairs}
    assert n_links > 500


def test_a_target_that_is_linked_is_stated_by_both():
    rows = [("e", "en", 300.0, "scenarios", "2026", "target", "", "300 scenarios", 1, ""), ("z", "zh", 300.0, "items", "2026", "target", "", "300个场景", 2, ""),
            ("e", "en", 20.0, "%", "", "target", "", "", 3, ""), ("z", "zh", 3.0, "km", "", "fact", "", "", 4, "")]
    alone = stated_by_one_language(link_targets(pd.DataFrame(rows, columns=COLUMNS)))
    assert alone.value.tolist() == [20.0, 3.0]


def test_what_a_label_joins_is_stated_by_both_whatever_its_value():
    targets = pd.DataFrame([("e", "en", 54.0, "%", "", "target", "", "", 1, ""), ("z", "zh", 45.0, "%", "", "target", "", "", 2, "")], columns=COLUMNS)
    assert stated_by_one_language(targets.assign(same_as=["s001", "s001"])).empty and len(stated_by_one_language(targets.assign(same_as=""))) == 2


def test_a_range_is_one_row():
    targets = pd.DataFrame([("z", "zh", value, "%", "", "target", "", "", 1, "15%-20%") for value in (15.0, 20.0)], columns=COLUMNS)
    assert stated_by_one_language(targets).value.tolist() == [15.0]
    assert stated_by_one_language(targets.iloc[:0]).empty
