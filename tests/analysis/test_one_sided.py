"""What one language says alone, and where."""

import pandas as pd

from policyanalysis.analysis.audit import audit_translations
from policyanalysis.analysis.one_sided import one_sided, places, without_counterpart

ARTICLES = pd.DataFrame({"doc_id": list("abcd"), "lang": ["en", "zh", "zh", "en"], "duplicate_of": ["", "", "", "a"], "title": ["A", "B", "C", "D"], "file": "f.txt", "start_line": [0, 5, 9, 12],
                         "text": ["Ports.", "港口，储能", "储能", "Photovoltaic"], "issuer": ["X; Y", "Y", "Z", "W"], "date": ["2024-01-02", "2024-01-03", "", "2023-01-01"]})


def test_every_kind_of_value():
    policies = pd.DataFrame({"policy": ["p1", "p2", "p3"], "doc_ids_en": [["a"], [], ["d"]], "doc_ids_zh": [["b"], ["c", "b"], []]})
    mixtures = pd.DataFrame([[1.0, 0.0, 0.0], [0.5, 0.5, 0.0], [0.0, 1.0, 0.0]], index=list("abc"))
    assert one_sided(ARTICLES, "policy", policies=policies).values.tolist() == [["p2", "zh", 2, "b c"]]
    assert one_sided(ARTICLES, "topic", mixtures=mixtures).values.tolist() == [[1, "zh", 2, "b c"]]
    assert one_sided(ARTICLES, "issuer").values.tolist() == [["X", "en", 1, "a"], ["Z", "zh", 1, "c"]]
    assert one_sided(ARTICLES, "concept").values.tolist() == [["energy storage / 储能", "zh", 2, "b c"]]
    assert one_sided(ARTICLES, "month").empty


def test_one_language_says_everything_alone():
    assert one_sided(ARTICLES.head(1), "issuer").lang.unique().tolist() == ["en"] and one_sided(ARTICLES.head(0), "issuer").empty


def test_places_lead_to_the_first_article():
    assert places(one_sided(ARTICLES, "concept"), ARTICLES)[["title", "file", "line"]].values.tolist() == [["B", "f.txt", 5]]
    assert places(one_sided(ARTICLES, "month"), ARTICLES).empty


def alone_by_the_audit(aligned, articles):
    """(language, line) of the paragraphs that the audit calls missing because the other side has none."""
    audit = audit_translations(aligned, articles)
    missing = audit[(audit.type == "missing") & ((audit.text_en == "") | (audit.text_zh == ""))]
    return [("en", row.line_en) if row.text_en else ("zh", row.line_zh) for row in missing.itertuples()]


def test_the_audit_and_the_coverage_agree_on_what_stands_alone(sample):
    found = without_counterpart(sample.aligned, sample.articles)
    assert list(zip(found.lang, found.line)) == alone_by_the_audit(sample.aligned, sample.articles) != []


def test_two_neighbouring_gaps_are_one_pair_in_both_reports():
    columns = ["doc_id_en", "doc_id_zh", "file_en", "line_en", "file_zh", "line_zh", "text_en", "text_zh"]
    texts = [("The crabs are to be sold in the south.", ""), ("", "螃蟹将在南方出售。"), ("Fish.", "鱼。"), ("Boats are to be painted green.", ""), ("Title", ""), ("", "7")]
    aligned = pd.DataFrame([("e", "z", "f", at if en else None, "f", 100 + at if zh else None, en, zh) for at, (en, zh) in enumerate(texts)], columns=columns).astype({"line_en": "Int64", "line_zh": "Int64"})
    articles = pd.DataFrame({"doc_id": ["e", "z"], "title": ["Title", ""], "duplicate_of": ["", ""]})
    assert without_counterpart(aligned, articles)[["lang", "line", "text"]].values.tolist() == [["en", 3, "Boats are to be painted green."]]
    assert alone_by_the_audit(aligned, articles) == [("en", 3)]
    assert without_counterpart(aligned, articles.assign(duplicate_of=["", "x"])).empty


def test_paragraphs_without_a_counterpart(sample):
    found = without_counterpart(sample.aligned)
    assert 0 < len(found) <= ((sample.aligned.text_en == "") | (sample.aligned.text_zh == "")).sum()
    lines = sample.passages.set_index(["file", "line"]).text
    assert all(row.text in "\n".join([lines.loc[(row.file, row.line)]]) or row.text.startswith(lines.loc[(row.file, row.line)]) for row in found.itertuples())
    langs = sample.articles.set_index("doc_id").lang
    assert (langs.loc[found.doc_id_en] == "en").all() and (langs.loc[found.doc_id_zh] == "zh").all()
    assert without_counterpart(sample.aligned.head(0)).empty
