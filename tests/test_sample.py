"""The loader and the topics against what is planted in the sample."""

import re

import pytest
from sklearn.metrics import adjusted_mutual_info_score


def place(row):
    return row["file"], row["start_line"], row["end_line"]


@pytest.fixture(scope="module")
def doc_ids(sample, sample_truth):
    """doc_id of each planted article."""
    found = {place(row): row["doc_id"] for row in sample.articles.to_dict("records")}
    return {row["key"]: found[place(row)] for row in sample_truth["articles"]}


def test_every_article_with_its_lines(sample, sample_truth):
    assert sorted(map(place, sample.articles.to_dict("records"))) == sorted(map(place, sample_truth["articles"]))


@pytest.mark.parametrize("column", ["title", "lang", "date", "source", "author", "section", "url", "attachment"])
def test_what_an_article_says_of_itself(sample, sample_truth, column):
    def plain(text):
        return re.sub(r"[《》\s]", "", text) if column == "attachment" else text

    found = {place(row): plain(row[column]) for row in sample.articles.to_dict("records")}
    expected = {place(row): plain(row[column]) for row in sample_truth["articles"]}
    assert found == expected
    assert any(expected.values())


def test_translations(sample, sample_truth, doc_ids):
    found = sample.pairs[sample.pairs.kind == "translation"]
    assert sorted(zip(found.doc_id_en, found.doc_id_zh)) == sorted((doc_ids[pair["en"]], doc_ids[pair["zh"]]) for pair in sample_truth["pairs"])


def test_pairs_about_one_policy_are_of_one_theme(sample, sample_truth, doc_ids):
    themes = {doc_ids[row["key"]]: row["theme"] for row in sample_truth["articles"]}
    found = sample.pairs[sample.pairs.kind == "same_policy"]
    assert [themes[i] for i in found.doc_id_en] == [themes[i] for i in found.doc_id_zh]


def test_duplicates(sample, sample_truth, doc_ids):
    found = sample.articles[sample.articles.duplicate_of != ""]
    assert dict(zip(found.doc_id, found.duplicate_of)) == {doc_ids[row["key"]]: doc_ids[row["of"]] for row in sample_truth["duplicates"]}


def test_what_is_no_article_is_a_problem(sample, sample_truth):
    from policyanalysis.project import SAMPLE

    expected = set()
    for part in sample_truth["not_articles"]:
        lines = (SAMPLE / part["file"]).read_text(encoding="utf-8").split("\n")
        expected |= {(part["file"], i) for i in range(part["start_line"], part["end_line"] + 1) if lines[i].strip()}
    left_out = sample.problems[~sample.problems.reason.str.startswith(("a date without", "an article"))]
    assert set(zip(left_out.file, left_out.line)) == expected and len(left_out) == len(expected)


def test_contents_contacts_and_book_lists_are_named(sample, sample_truth):
    names = {"contents": "table of contents", "contact": "contact or navigation", "book list": "after the last article", "page header": "page header", "cover": "front matter"}
    for part in sample_truth["not_articles"]:
        inside = sample.problems[(sample.problems.file == part["file"]) & sample.problems.line.between(part["start_line"], part["end_line"])]
        assert len(inside) and inside.reason.str.startswith(names[part["reason"]]).all(), part


def test_aligned_paragraphs_find_what_one_side_leaves_out(sample, sample_truth):
    for row in (row for row in sample_truth["inconsistencies"] if row["type"] == "missing"):
        own, text = (("zh", "text_en") if row["line_en"] is None else ("en", "text_zh"))
        missing = sample.aligned[(sample.aligned[text] == "") & (sample.aligned[f"line_{own}"] == row[f"line_{own}"])]
        assert len(missing) == 1, row


def test_counts(sample):
    assert {name: n for name, n in sample.counts.items() if name not in ("n_passages", "n_problems")} == {
        "n_files": 10, "n_articles": 78, "n_en": 35, "n_zh": 37, "n_duplicates": 6, "n_translations": 12, "n_unread": 0}


@pytest.fixture(scope="module")
def strongest(topics, sample_truth, doc_ids):
    """(theme, language, strongest topic) of each article that is no duplicate."""
    best = topics.mixtures.idxmax(axis=1)
    return [(row["theme"], row["lang"], best[doc_ids[row["key"]]]) for row in sample_truth["articles"] if doc_ids[row["key"]] in best.index]


def test_topics_are_the_themes(strongest):
    assert len(strongest) == 72
    assert adjusted_mutual_info_score([row[0] for row in strongest], [row[2] for row in strongest]) >= 0.85


def test_both_languages_of_a_theme_share_its_topic(strongest, sample_truth):
    shared = 0
    both = [theme for theme, n in sample_truth["themes"].items() if n["en"] and n["zh"]]
    for theme in both:
        mine = {lang: [topic for name, own, topic in strongest if (name, own) == (theme, lang)] for lang in ("en", "zh")}
        shared += max(set(mine["en"]), key=mine["en"].count) == max(set(mine["zh"]), key=mine["zh"].count)
    assert shared >= len(both) - 1


@pytest.mark.parametrize("theme, absent", [("silver_economy", "share_en"), ("market_access", "share_zh")])
def test_a_theme_of_one_language_has_no_share_in_the_other(topics, strongest, theme, absent):
    mine = [topic for name, _, topic in strongest if name == theme]
    row = topics.topics.set_index("topic").loc[max(set(mine), key=mine.count)]
    assert row[absent] == 0 and row["share_zh" if absent == "share_en" else "share_en"] > 0.05


NAMES = {  # a word of each language that an analyst would know the theme by
    "ai": ("artificial intelligence", "人工智能"), "energy_storage": ("new energy storage", "新型储能"), "sports": ("outdoor", "户外运动"), "smart_factory": ("smart factory", "智能工厂"),
    "data_elements": ("data element", "数据要素"), "charging": ("charging facility", "充电设施"), "trade_in": ("consumer good trade-in", "消费品以旧换新"), "foreign_investment": ("foreign investment", "外资"),
    "computing": ("computing power", "算力"), "carbon_peak": ("solar power", "太阳能"), "low_altitude": ("low-altitude economy", "低空经济"), "manufacturing_innovation": ("technology", "技术创新"),
    "market_access": ("market access", "[市场准入]"), "hydrogen": ("hydrogen", "氢能"), "silver_economy": ("[silver economy]", "银发经济")}


def test_both_labels_name_the_theme(topics, strongest):
    table = topics.topics.set_index("topic")
    known = 0
    for theme, (english, chinese) in NAMES.items():
        mine = [topic for name, _, topic in strongest if name == theme]
        row = table.loc[max(set(mine), key=mine.count)]
        known += english in row.label_en and chinese in row.label_zh
    assert known >= len(NAMES) - 1, table[["label_en", "label_zh"]]
