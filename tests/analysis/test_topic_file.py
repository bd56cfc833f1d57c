"""Topics of a file are given to other passages as they would be to those that they were found from."""

import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import policyanalysis as pa
from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.composition import refit_mixtures
from policyanalysis.analysis.placing import place
from policyanalysis.analysis.topic_file import read_topics, unknown_words, write_topics
from policyanalysis.analysis.topics import TOPICS
from policyanalysis.errors import PolicyAnalysisError, UsageError
from policyanalysis.language.tokens import tokenize
from policyanalysis.plain import pack, unpack
from policyanalysis.project import ROOT
from policyanalysis.reporting.findings import basis_findings, unknown_findings
from policyanalysis.tables import write_topics_of


@pytest.fixture(scope="module")
def found(sample):
    return pa.fit_topics(sample.unique_passages, aligned=sample.aligned)


@pytest.fixture(scope="module")
def file(found, sample, tmp_path_factory):
    out = tmp_path_factory.mktemp("topics") / "sample.topics"
    write_topics(found, out, corpus=sample.name, corpus_hash=sample.hash, dates=sample.articles.date)
    return out


def given(passages, file, **more):
    return pa.fit_topics(passages, topics_from=str(file), **more)


def test_what_topics_were_found_from_gets_what_it_got_there(sample, found, file):
    again = given(sample.unique_passages, file)
    for name in ("topics", "passages", "mixtures"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(found, name))
    assert again.apart == found.apart and again.topics.columns.tolist() == TOPICS
    one, other = refit_mixtures(again), refit_mixtures(found)
    assert len(one) == len(other) == 10 and all(mixtures.equals(same) for mixtures, same in zip(one, other))
    assert pa.coverage(again.mixtures, sample.articles, refits=one).equals(pa.coverage(found.mixtures, sample.articles, refits=other))


def test_an_article_is_on_the_topics_that_it_is_on_whatever_else_is_there(sample, file):
    passages = sample.unique_passages
    whole, some = given(passages, file), passages.doc_id.isin(passages.doc_id.unique()[::3])
    part = given(passages[some].iloc[::-1].sort_values("doc_id", kind="stable").iloc[::-1], file)  # articles in another order
    assert part.passages.set_index(["doc_id", "line"]).topic.to_dict() == whole.passages[some.to_numpy()].set_index(["doc_id", "line"]).topic.to_dict()
    values = part.mixtures.to_numpy()
    lang = part.passages.drop_duplicates("doc_id").lang.to_numpy()
    assert part.topics.n_documents.sum() == len(part.mixtures) < len(whole.mixtures)
    assert np.allclose(part.topics.share_zh, values[lang == "zh"].mean(axis=0), atol=1e-4) and np.allclose(part.topics.share_en, values[lang == "en"].mean(axis=0), atol=1e-4)
    kept = ["topic", "label_en", "label_zh", "terms_en", "terms_zh", "coherence", "stability"]
    assert part.topics[kept].equals(whole.topics[kept]) and not part.topics.n_documents.equals(whole.topics.n_documents)


def test_articles_of_one_language_are_enough(sample, file):
    passages = sample.unique_passages
    part = given(passages[passages.lang == "zh"], file)
    assert part.topics.share_en.eq(0).all() and abs(part.topics.share_zh.sum() - 1) < 0.002
    with pytest.raises(PolicyAnalysisError, match="no passage"):
        given(passages.iloc[:0], file)


def test_only_new_articles_are_put_on_topics(sample, file, tmp_path, monkeypatch):
    monkeypatch.setenv("POLICYANALYSIS_CACHE", str(tmp_path))
    passages, placed = sample.unique_passages, []
    plain = BilingualTopics.embed_counts
    monkeypatch.setattr(BilingualTopics, "embed_counts", lambda self, counts, *more: placed.append(counts.shape[0]) or plain(self, counts, *more))
    last = passages.doc_id.iloc[-1]
    first = given(passages[passages.doc_id != last], file)
    assert sum(placed) == (passages.doc_id != last).sum()
    placed.clear()
    again = given(passages, file)
    assert sum(placed) == (passages.doc_id == last).sum() and again.passages.iloc[: len(first.passages)].equals(first.passages)


def test_the_file_is_the_same_bytes_and_holds_no_text(sample, found, file, tmp_path):
    write_topics(found, tmp_path / "again.topics", corpus=sample.name, corpus_hash=sample.hash, dates=sample.articles.date)
    data = file.read_bytes()
    assert (tmp_path / "again.topics").read_bytes() == data and len(data) < 20_000_000
    head = data.partition(b"\n")[0].decode("unicode_escape")
    assert not any(text in head for text in sample.passages.text if len(text) > 20)
    held = read_topics(file)
    assert (held.corpus, held.n_passages) == ("sample", len(found.passages)) and held.first < held.last
    with pytest.raises(UsageError, match="copy that file"):
        write_topics(given(sample.unique_passages, file), tmp_path / "other.topics")


def changed(file, change):
    held = unpack(file.read_bytes())
    change(held)
    return pack(held)


def of_model(**values):
    return lambda file: changed(file, lambda held: held["model"].update({name: value(held["model"]) for name, value in values.items()}))


def planted(file):
    """The file with an object of a class of this project's in it: it is not even made."""
    head, _, rest = file.read_bytes().partition(b"\n")
    assert b'{"is": "n_topics"}, {"is": 15}' in head
    return head.replace(b'{"is": "n_topics"}, {"is": 15}', b'{"is": "n_topics"}, {"object": ["policyanalysis.reporting.workers", "Connection"], "state": {"dict": []}}') + b"\n" + rest


def first_row_nan(values):
    values[0] = np.nan
    return values


DAMAGE = {
    "empty": lambda file: b"", "cut": lambda file: file.read_bytes()[:-100], "text": lambda file: b"Ports opened.\n", "a pickle": lambda file: b"cos\nsystem\n(S'touch planted'\ntR.", "an object": planted,
    "another format": lambda file: changed(file, lambda held: held.update(format="policyanalysis topics 99")),
    "a value too few": lambda file: changed(file, lambda held: held.pop("first")),
    "fewer topics": lambda file: changed(file, lambda held: held.update(topics=held["topics"].iloc[:3])),
    "no labels": lambda file: changed(file, lambda held: held.update(topics=held["topics"].drop(columns="label_en"))),
    "stability in words": lambda file: changed(file, lambda held: held.update(topics=held["topics"].assign(stability="high"))),
    "labels of numbers": lambda file: changed(file, lambda held: held.update(topics=held["topics"].assign(label_en=1))),
    "a topic that is not there": lambda file: changed(file, lambda held: held.update(apart=[99])),
    "passages in words": lambda file: changed(file, lambda held: held.update(n_passages="many")),
    "no day": lambda file: changed(file, lambda held: held.update(first="<img src=x>")),
    "a name of two lines": lambda file: changed(file, lambda held: held.update(corpus="a\n# b")),
    "another object": lambda file: changed(file, lambda held: held.update(model=held["topics"])),
    "more than memory holds": lambda file: file.read_bytes().replace(b"(15, ", b"(1" + b"5" * 12 + b", ", 1),
    "other centres": of_model(again=lambda model: [model["again"][0][:, :5]]), "no numbers": of_model(centres=lambda model: model["centres"] * np.nan),
    "whole numbers": of_model(centres=lambda model: model["centres"].astype(int)), "a number of another kind": of_model(n_topics=lambda model: 15.0), "more topics": of_model(n_topics=lambda model: 16),
    "a context in words": of_model(context=lambda model: "much"), "no context": of_model(context=lambda model: float("nan")), "no weight": of_model(projection_weight=lambda model: float("inf")),
    "a vector of another kind": of_model(vectors=lambda model: model["vectors"] | {"en": "port"}), "fewer words": of_model(words=lambda model: model["words"] | {"en": model["words"]["en"][1:]}),
    "a word twice": of_model(words=lambda model: model["words"] | {"en": [model["words"]["en"][1], *model["words"]["en"][1:]]}),
    "a word of both": of_model(words=lambda model: model["words"] | {"en": [model["words"]["zh"][0], *model["words"]["en"][1:]]}),
    "a link to no word": of_model(links=lambda model: [model["links"][0], model["links"][1] + 100_000, model["links"][2]]), "a link from below": of_model(links=lambda model: [-1 - model["links"][0], *model["links"][1:]]),
    "links of other lengths": of_model(links=lambda model: [model["links"][0][1:], *model["links"][1:]]), "links of nothing": of_model(links=lambda model: [*model["links"][:2], model["links"][2] * np.nan]),
    "means of another shape": of_model(means=lambda model: [{lang: own[1:] for lang, own in part.items()} for part in model["means"]]), "fewer means": of_model(means=lambda model: model["means"][:-1]),
    "components of other words": of_model(svd=lambda model: model["svd"][:, 1:]), "components of nothing": of_model(svd=lambda model: first_row_nan(model["svd"])), "no components": of_model(svd=lambda model: None),
    "weights of words of nothing": of_model(idf=lambda model: {lang: first_row_nan(own) for lang, own in model["idf"].items()}),
    "a term of no word": of_model(terms=lambda model: model["terms"] | {"en": [np.array([100_000]), *model["terms"]["en"][1:]]}),
    "scores of other topics": of_model(scores=lambda model: {lang: own[1:] for lang, own in model["scores"].items()})}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_or_planted_file_is_refused_in_one_line(file, tmp_path, damage, sample):
    (tmp_path / "bad.topics").write_bytes(damage(file))
    with pytest.raises(UsageError, match="is no file of topics; make one with"):
        given(sample.unique_passages, tmp_path / "bad.topics")


def test_words_of_ones_own_must_be_those_that_topics_were_found_with(sample, file, tmp_path):
    stops = tmp_path / "stops.txt"
    stops.write_text("发展\n", "utf-8")
    with pytest.raises(UsageError, match="were found with no words of your own"):
        given(sample.unique_passages, file, stop_words=str(stops))
    write_topics_of(sample, tmp_path / "own.topics", {"stop_words": str(stops), "n_topics": "4"})
    assert len(given(sample.unique_passages, tmp_path / "own.topics", stop_words=str(stops)).topics) == 4
    with pytest.raises(UsageError, match="were found with words of your own"):
        given(sample.unique_passages, tmp_path / "own.topics")


def test_the_report_says_where_topics_are_from_and_when_there_may_be_new_ones(sample, found, file):
    assert basis_findings(found) == []
    result = given(sample.unique_passages, file)
    assert f"the file sample.topics, found in {len(found.passages):,} paragraphs of the corpus sample (articles of 20" in basis_findings(result)[0]
    texts = ["Poets recited sonnets.", "Painters quarrelled about sonnets and moonlight, and hydrogen was stored.", "诗人朗诵十四行诗，氢能发展。"]
    passages = pd.DataFrame({"doc_id": list("abc"), "lang": ["en", "en", "zh"], "text": texts})
    table, shares = unknown_words(passages, result.model)
    assert table.iloc[0].tolist() == ["en", "sonnet", 2] and 0 < shares["en"] < 1 and "诗人" in set(table.term) and not {"hydrogen", "氢能"} & set(table.term)
    known = {lang: set(result.model.vocabulary_[lang]) for lang in ("en", "zh")}
    tokens = [(lang, word) for text, lang in zip(texts, passages.lang) for word in tokenize(text, lang)]
    assert shares == {own: sum(lang == own and word not in known[own] for lang, word in tokens) / sum(lang == own for lang, _ in tokens) for own in ("en", "zh")}
    assert "sonnet (2 articles)" in unknown_findings(table, shares)[0] and "诗人 (1 article)" in unknown_findings(table, shares)[1]


def command(*arguments):
    done = subprocess.run([sys.executable, "-c", "from policyanalysis.cli import main; main()", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    return done.returncode, done.stdout, done.stderr


def test_the_commands(tmp_path):
    topics = tmp_path / "kept.topics"
    assert command("export", "topics", "--corpus", "data/sample", "--out", topics, "-p", "n_topics", 6)[1] == f"6 topics written to {topics}; use them with -p topics_from {topics}\n"
    status, _, _ = command("export", "coverage", "--corpus", "data/sample", "--out", tmp_path / "c.jsonl", "-p", "topics_from", topics)
    rows = [json.loads(line) for line in (tmp_path / "c.jsonl").read_text("utf-8").splitlines()]
    assert status == 0 and len(rows) == 12 and all(row["low"] <= row["share"] <= row["high"] for row in rows) and any(row["low"] < row["high"] for row in rows)
    for given, said in ((("coverage", "-p", "topics_from", tmp_path / "none.topics"), "can't be read"), (("coverage", "-p", "topics_from", topics, "-p", "n_topics", 6), "n_topics=6 has no effect beside topics_from"),
                        (("topics", "-p", "topics_from", topics), "copy it")):
        status, _, told = command("export", *given, "--corpus", "data/sample", "--out", tmp_path / ("x.topics" if given[0] == "topics" else "x.csv"))
        assert status == 2 and said in told and len(told.strip().splitlines()) == 1 and "Traceback" not in told
    status, _, told = command("export", "audit", "--corpus", "data/sample", "--out", tmp_path / "x.topics")
    assert status == 2 and "does not end in .csv, .jsonl, .parquet;" in told
    assert not list(tmp_path.glob("x.*"))


def test_a_report_with_topics_of_a_file(file, tmp_path):
    status, _, told = command("render", "2_topics", "3_coverage", "--corpus", "data/sample", "--out", tmp_path / "out", "-p", "topics_from", file)
    assert status == 0, told
    for name in ("2_topics", "3_coverage"):
        assert "They are those of the file sample.topics" in (tmp_path / "out" / f"{name}.html").read_text("utf-8")
    assert "are not among those that the topics know" in (tmp_path / "out" / "2_topics.html").read_text("utf-8")
    status, said, _ = command("render", "2_topics", "--corpus", "data/sample", "--out", tmp_path / "out", "-p", "topics_from", file)
    assert status == 0 and "nothing has changed" in said


def test_paragraphs_of_an_article_need_not_stand_together(sample, found):
    passages = sample.unique_passages
    mixed = passages.sample(frac=1, random_state=0).sort_values("line", kind="stable")  # lines of all articles in turn, each article's in their order
    placed, again = (place(found.model, own) for own in (passages, mixed))
    assert mixed.doc_id.ne(mixed.doc_id.shift()).sum() > 400 and dict(zip(mixed.index, again.topic)) == dict(zip(passages.index, placed.topic))
