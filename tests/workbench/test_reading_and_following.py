"""An article beside its counterpart; a topic and a policy document through all articles."""

import pandas as pd
import pytest

from policyanalysis.analysis.passage_index import index_passages
from policyanalysis.errors import UsageError
from policyanalysis.language.scripts import simplified
from policyanalysis.workbench.following import CITATIONS, TIMELINE, WORDS, follow_policy, topic_timeline, topic_words
from policyanalysis.workbench.reading import COLUMNS, counterpart, read_article


def test_a_pair_is_read_from_either_side_with_the_planted_departures(sample, sample_truth):
    pairs = sample.pairs[sample.pairs.kind == "translation"]
    marked = set()
    for pair in pairs.itertuples():
        table = read_article(sample, pair.doc_id_en)
        pd.testing.assert_frame_equal(table, read_article(sample, pair.doc_id_zh))
        assert table.columns.tolist() == COLUMNS and counterpart(sample, pair.doc_id_zh) == pair.doc_id_en
        marked |= {int(line) for line in table.line_zh[table.differs.str.contains("differs")].dropna()}
        texts = sample.passages[sample.passages.doc_id == pair.doc_id_en].text
        assert [text for text in table.text_en if text] == texts.tolist()
    assert {row["line_zh"] for row in sample_truth["inconsistencies"] if row["type"] in ("number", "unit")} <= marked


@pytest.mark.parametrize("lang, other", [("en", "zh"), ("zh", "en")])
def test_an_article_without_a_counterpart_fills_its_side(sample, lang, other):
    paired = {*sample.pairs.doc_id_en, *sample.pairs.doc_id_zh}
    own = sample.articles[(sample.articles.lang == lang) & ~sample.articles.doc_id.isin(paired)].doc_id.iloc[0]
    table = read_article(sample, own)
    passages = sample.passages[sample.passages.doc_id == own]
    assert table[f"text_{lang}"].tolist() == passages.text.tolist() and table[f"line_{lang}"].tolist() == passages.line.tolist()
    assert (table[f"text_{other}"] == "").all() and table[f"line_{other}"].isna().all() and (table.differs == "").all()


def test_no_such_article(sample):
    with pytest.raises(UsageError, match="there is no article 'x'"):
        read_article(sample, "x")


def test_a_policy_is_followed_through_both_languages_by_title_and_number(sample):
    index = index_passages(sample.unique_passages)
    for document in sample.policies.itertuples():
        table = follow_policy(sample, document.policy, index=index)
        assert table.columns.tolist() == CITATIONS and set(table.doc_id) == {*document.doc_ids_en, *document.doc_ids_zh}
        dated = table.date[table.date != ""].tolist()
        assert dated == sorted(dated) and table.date.tolist()[: len(dated)] == dated
        forms = [form for form in (document.title_zh, document.doc_number) if form]
        printed = table.text[(table.text != "") & (table.lang == "zh")]
        assert all(any(form in simplified(text) for form in forms) for text in printed), document.policy
    assert (pd.concat([follow_policy(sample, policy, index=index) for policy in sample.policies.policy]).text != "").mean() > 0.8


def test_no_such_policy(sample):
    with pytest.raises(UsageError, match="there is no policy 'p999'"):
        follow_policy(sample, "p999")


def test_the_words_of_a_topic_are_the_models_own(topics):
    table = topic_words(topics, 0, top_n=5)
    assert table.columns.tolist() == WORDS and table.groupby("lang").size().tolist() == [5, 5]
    assert table.term[table.lang == "zh"].tolist() == topics.model.top_words(0, "zh", 5) and (table.gloss != "").any()


def test_the_timeline_counts_what_is_dated(topics, sample):
    table = topic_timeline(topics, sample.articles, 3)
    assert table.columns.tolist() == TIMELINE
    dated = sample.articles[(sample.articles.duplicate_of == "") & (sample.articles.date.str.len() >= 7)]
    assert table.n_dated.sum() == len(dated) and table.n_documents.sum() == int((topics.mixtures.loc[dated.doc_id, 3] > 0).sum())
    one = table.iloc[0]
    own = dated[(dated.date.str[:7] == one.month) & (dated.lang == one.lang)].doc_id
    assert one.share == pytest.approx(topics.mixtures.loc[own, 3].mean(), abs=1e-4)


@pytest.mark.parametrize("call", [lambda result, articles: topic_words(result, 99), lambda result, articles: topic_timeline(result, articles, -1)])
def test_no_such_topic(topics, sample, call):
    with pytest.raises(UsageError, match="there is no topic .*; the topics are 0 to"):
        call(topics, sample.articles)
