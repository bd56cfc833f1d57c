"""The same target told twice: in both languages, or by two articles."""

import itertools
from collections import Counter, defaultdict

import numpy as np
import pandas as pd

from policyanalysis.analysis.target_metrics import MEASURED
from policyanalysis.analysis.target_policies import same_policy
from policyanalysis.language.units import NOUNS

COMPARED = ["doc_id_a", "doc_id_b", "lang_a", "lang_b", "value_a", "value_b", "unit", "deadline", "agree"]
AGREE = 0.005  # share by which two prints of one value may differ, for rounding
_COMPARED_BY = ["doc_id", "line", "lang", "sentence", "value", "unit", "deadline", "kind", "policy"]
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


def _aligned_links(rows, aligned):
    """Yield the pairs of rows that stand in aligned lines; equal values first, what remains in the order of the text."""
    at_line = defaultdict(list)
    for row in rows:
        at_line[row.doc_id, row.line].append(row)
    sides = (zip(aligned[f"doc_id_{lang}"].tolist(), aligned[f"line_{lang}"].tolist()) for lang in ("en", "zh"))
    for en, zh in zip(*sides):  # where a side is missing, its line is none that a row has
        english, chinese = at_line.get(en, []), at_line.get(zh, [])
        while english and chinese:
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


def _ordered(a, b):
    return (a, b) if a.Index <= b.Index else (b, a)


def _links(targets, aligned, kinds, every):
    """The pairs (row, row, whether they agree) of rows that state the same target, in the order of the table; in aligned paragraphs rows of the given kinds.

    Unless `every` pair is asked for, only as many are looked for as link all that are linked at all: in many texts one target is told very often.
    """
    ahead = list(_looked_at(targets.reset_index(drop=True), kinds).itertuples())
    for a, b in () if aligned is None else _aligned_links(ahead, aligned):
        yield *_ordered(a, b), _near(a.value, b.value, AGREE)
    years = defaultdict(dict)
    for row in ahead:
        if row.kind == "target" and row.deadline:
            years[row.deadline[:4]].setdefault((row.doc_id, row.value, row.policy, row.unit), row)
    for told in years.values():
        rows = list(told.values())
        found = {(a.Index, b.Index): (a, b) for a, b in itertools.starmap(_ordered, itertools.chain(_agreeing(rows, every), _of_one_policy(rows, every)))}
        yield from ((a, b, _near(a.value, b.value, 0.01)) for _, (a, b) in sorted(found.items()))


def _looked_at(targets, kinds):
    """The rows of the given kinds with what they are compared by, equal texts held once: of many targets the rows take a tenth of what they would."""
    targets = targets[[name for name in _COMPARED_BY if name in targets]][targets.kind.isin(kinds).to_numpy()]
    if "sentence" in targets:  # is looked at for nouns beside a Chinese count of things
        targets["sentence"] = targets.sentence.where((targets.lang == "zh") & targets.unit.isin(_GENERIC), "")
    return targets.assign(**{name: _shared(targets[name]) for name in targets if isinstance(targets[name].dtype, pd.StringDtype)})


def _shared(texts):
    numbers, distinct = pd.factorize(texts)
    return pd.Series(np.asarray(distinct, dtype=object)[numbers], index=texts.index, dtype=object)


def _agreeing(rows, every):
    """Pairs of rows of two documents with one unit and nearly one value."""
    by_unit, loose = defaultdict(list), []
    for row in rows:
        by_unit[row.unit].append(row)
        if row.unit in _GENERIC if row.lang == "zh" else row.unit not in MEASURED | set(NOUNS.values()):
            loose.append(row)  # 300个场景 and 300 scenarios
    for own in by_unit.values():
        yield from _near_pairs(own, every, lambda a, b: a.doc_id != b.doc_id)
    yield from _near_pairs(loose, every, lambda a, b: a.lang != b.lang and a.unit != b.unit and _same_unit(a, b))


def _near_pairs(rows, every, fit):
    """Pairs of fitting rows with nearly one value; unless every one is asked for, the nearest on either side of each row.

    Those link all that fit as long as rows fit that are not alike in one thing (their document, or their language).
    """
    ascending = sorted(rows, key=lambda row: row.value)
    for ordered in (ascending,) if every else (ascending, ascending[::-1]):
        for place, row in enumerate(ordered):
            for other in itertools.takewhile(lambda other: _near(row.value, other.value, 0.01), map(ordered.__getitem__, range(place - 1, -1, -1))):
                if fit(row, other):
                    yield row, other
                    if not every:
                        break


def _of_one_policy(rows, every):
    """Pairs of rows of two documents that each have one target only with that policy and unit."""
    alone, named = Counter((row.doc_id, row.policy, row.unit) for row in rows), defaultdict(list)
    for row in rows:
        if row.policy and alone[row.doc_id, row.policy, row.unit] == 1:
            named[row.policy.partition("〔")[2] or row.policy, row.unit].append(row)  # a number may be spelled in pinyin before its year
    for own in named.values():
        for row in own:
            others = (other for other in own if row.doc_id != other.doc_id and same_policy(row.policy, other.policy))
            yield from ((row, other) for other in (others if every else itertools.islice(others, 1)))


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

    for a, b, _ in _links(targets, aligned, ("target", "forecast"), every=False):
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
    rows = [(a.doc_id, b.doc_id, a.lang, b.lang, a.value, b.value, a.unit, a.deadline[:4], agree) for a, b, agree in _links(targets, aligned, ("target",), every=True)]
    return pd.DataFrame(rows, columns=COMPARED).drop_duplicates(COMPARED[:-1], ignore_index=True)


def once_a_range(targets: pd.DataFrame) -> pd.DataFrame:
    """Return the targets with one row, the first, of each printed range: a range is two rows, one for either bound.

    >>> once_a_range(pd.DataFrame({"line": [1, 1, 2], "range": ["10% to 15%", "10% to 15%", ""], "value": [10.0, 15.0, 5.0]})).value.tolist()
    [10.0, 5.0]
    """
    if "range" not in targets:
        return targets
    place = [name for name in ("doc_id", "file", "line", "range", "metric") if name in targets]
    return targets[(targets["range"] == "") | ~targets.duplicated(place)]


def stated_by_one_language(targets: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose target the other language states nowhere: neither as the same one (`same_as`) nor with its value and unit; of a range one row.

    Parameters
    ----------
    targets
        Columns lang, value, unit; of the table of `link_targets` also sentence, same_as, range, doc_id and line are looked at.

    Examples
    --------
    >>> table = pd.DataFrame({"lang": ["en", "zh", "zh"], "value": [7e12, 7e12, 20.0], "unit": ["yuan", "yuan", "%"]})
    >>> stated_by_one_language(table).value.tolist()
    [20.0]
    """
    targets = once_a_range(targets)
    rows, at_value, languages = list(targets.itertuples()), defaultdict(dict), defaultdict(set)
    for row in rows:
        at_value[row.value].setdefault((row.lang, row.unit, getattr(row, "sentence", "")), row)
        languages[getattr(row, "same_as", "")].add(row.lang)
    linked = {label for label, langs in languages.items() if label and len(langs) > 1}
    alone = [getattr(row, "same_as", "") not in linked and not any(row.lang != other.lang and _same_unit(row, other) for other in at_value[row.value].values()) for row in rows]
    return targets.loc[pd.Series(alone, index=targets.index, dtype=bool)]
