"""The same target told twice: in both languages, or by two articles."""

import itertools

import pandas as pd

from policyanalysis.analysis.target_metrics import MEASURED
from policyanalysis.analysis.target_policies import same_policy
from policyanalysis.language.units import NOUNS

COMPARED = ["doc_id_a", "doc_id_b", "lang_a", "lang_b", "value_a", "value_b", "unit", "deadline", "agree"]
AGREE = 0.005  # share by which two prints of one value may differ, for rounding
_GENERIC = {"items", "enterprises", "units"}  # what 个, 项, 家, 台 stand for when no known noun follows


def _same_unit(a, b):
    """Tell whether two rows count in one unit: 300个场景 are "items", "300 scenarios" are scenarios, a noun that the table of counted nouns lacks."""
    if a.unit == b.unit:
        return True
    zh, en = (a, b) if a.lang == "zh" else (b, a)
    named = any(unit == zh.unit and noun in getattr(zh, "sentence", "") for noun, unit in NOUNS.items())  # 5家企业 are no hospitals
    return zh.lang == "zh" and en.lang == "en" and zh.unit in _GENERIC and not named and en.unit not in MEASURED | set(NOUNS.values())


def _near(a, b, tolerance):
    """Tell whether two values are equal within a share of the greater one."""
    return abs(a - b) <= tolerance * max(abs(a), abs(b))


def _aligned_links(chosen, aligned):
    """Yield the pairs of rows that stand in aligned lines; equal values first, what remains in the order of the text."""
    at_line = {place: list(rows.itertuples()) for place, rows in chosen.groupby(["doc_id", "line"], sort=False)}
    for pair in aligned.dropna(subset=["line_en", "line_zh"]).itertuples():
        english, chinese = at_line.get((pair.doc_id_en, pair.line_en), []), at_line.get((pair.doc_id_zh, pair.line_zh), [])
        while english:
            same = [row for row in english if row.deadline[:4] == english[0].deadline[:4] and row.unit == english[0].unit]
            other = [row for row in chinese if row.deadline[:4] == same[0].deadline[:4] and _same_unit(same[0], row)]
            english, chinese = [row for row in english if row not in same], [row for row in chinese if row not in other]
            if len(same) != len(other):
                continue
            for row in list(same):
                if twin := next((twin for twin in other if _near(row.value, twin.value, AGREE)), None):
                    yield row, twin
                    same.remove(row)
                    other.remove(twin)
            yield from zip(same, other)


def _links(targets, aligned, kinds):
    """Yield (row, row, whether they agree) of the rows that state the same target; in aligned paragraphs rows of the given kinds."""
    table = targets.reset_index(drop=True)
    ahead = table[table["kind"].isin(kinds)]
    for a, b in () if aligned is None else _aligned_links(ahead, aligned):
        yield *sorted((a, b), key=lambda row: row.Index), _near(a.value, b.value, AGREE)
    chosen = ahead[(ahead["kind"] == "target") & (ahead["deadline"] != "")]
    for _, group in chosen.groupby(chosen["deadline"].str[:4], sort=False):
        alone = group.drop_duplicates(["doc_id", "value", "policy", "unit"]).groupby(["doc_id", "policy", "unit"]).size()
        for a, b in itertools.combinations(group.drop_duplicates(["doc_id", "value", "policy", "unit"]).itertuples(), 2):
            if a.doc_id != b.doc_id and _same_unit(a, b):
                agree = _near(a.value, b.value, 0.01)
                same = same_policy(a.policy, b.policy) and a.unit == b.unit and alone[a.doc_id, a.policy, a.unit] == alone[b.doc_id, b.policy, b.unit] == 1
                if agree or same:
                    yield a, b, agree


def link_targets(targets: pd.DataFrame, aligned: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the targets with a column same_as: one label for all rows that state the same target, whether or not they give it the same value.

    The rules are those of `compare_targets`, and forecasts in aligned paragraphs are linked too; a row that is linked with no other has "".

    Examples
    --------
    >>> rows = [("d1", "en", 9e8, "tonnes", "2030", "target", ""), ("d2", "zh", 9e8, "tonnes", "2030", "target", ""), ("d2", "zh", 5.0, "%", "2030", "target", "")]
    >>> table = pd.DataFrame(rows, columns=["doc_id", "lang", "value", "unit", "deadline", "kind", "policy"])
    >>> link_targets(table)["same_as"].tolist()
    ['s001', 's001', '']
    """
    first = {}  # row number to the first row that it is linked with

    def root(row):
        while first.get(row, row) != row:
            row = first[row]
        return row

    for a, b, _ in _links(targets, aligned, ("target", "forecast")):
        low, high = sorted((root(a.Index), root(b.Index)))
        first[high], first[low] = low, low
    roots = [root(row) if row in first else None for row in range(len(targets))]
    labels = {row: f"s{number:03}" for number, row in enumerate(dict.fromkeys(row for row in roots if row is not None), 1)}
    return targets.assign(same_as=[labels.get(row, "") for row in roots])


def compare_targets(targets: pd.DataFrame, aligned: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the same target told by two documents, and whether both state the same value.

    Two rows of kind "target" are linked when unit, deadline year and value (within 1 %) are the same, or, with different values, when both name the
    same policy and each document has only one target with that policy, unit and year.  Targets in aligned paragraphs of a translation
    are linked whatever their values, when unit and deadline year are the same and each paragraph has as many such rows; they agree within 0.5 %.
    A Chinese count of 个, 项 or 家 has the same unit as an English noun that is not in the table of counted nouns.

    Parameters
    ----------
    targets
        The table of `find_targets`; its column line is needed only with `aligned`.
    aligned
        Columns doc_id_en, doc_id_zh, line_en, line_zh: the paragraphs of translations beside each other, as `Corpus.aligned` has them.

    Returns
    -------
    DataFrame
        doc_id_a, doc_id_b, lang_a, lang_b, value_a, value_b, unit, deadline, agree; the order of the documents is that of `targets`, the unit that of a.

    Examples
    --------
    >>> rows = [("d1", "en", 9e8, "tonnes", "2030", "target", ""), ("d2", "zh", 9e8, "tonnes", "2030-12", "target", "")]
    >>> table = pd.DataFrame(rows, columns=["doc_id", "lang", "value", "unit", "deadline", "kind", "policy"])
    >>> compare_targets(table)[["doc_id_a", "doc_id_b", "agree"]].values.tolist()
    [['d1', 'd2', True]]
    """
    rows = [(a.doc_id, b.doc_id, a.lang, b.lang, a.value, b.value, a.unit, a.deadline[:4], agree) for a, b, agree in _links(targets, aligned, ("target",))]
    return pd.DataFrame(rows, columns=COMPARED).drop_duplicates(COMPARED[:-1], ignore_index=True)
