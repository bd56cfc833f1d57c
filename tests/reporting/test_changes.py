"""What changed since the last report: planted changes must be told, and nothing else."""

import copy

import pytest

from policyanalysis.reporting.changes import Change, article_changes, changes, method_changes, target_changes, topic_changes
from policyanalysis.reporting.record import SCHEMA
from policyanalysis.reporting.survey import _topics_snapshot, digest, sketch

EN = "The province will build twelve new ports along the coast and open thirty shipping routes by the end of the plan period, the department said on Monday."
ZH = "到2030年，全省新建港口十二个，开通航线三十条，港口货物吞吐量达到二十亿吨，并建成三个国际航运枢纽，省交通运输厅负责人介绍。"


def article(title, text, file="a.txt", lang="en", repeats=False):
    return {"file": file, "title": title, "lang": lang, "repeats": repeats, "text": digest(text), "sketch": sketch(text)}


def target(value, deadline="2030", sentence="Ports will handle 20 tonnes by 2030.", metric="throughput", file="a.txt", unit="tonnes"):
    return {"file": file, "line": 3, "lang": "en", "kind": "target", "metric": metric, "value": float(value), "unit": unit, "comparator": "=", "deadline": deadline, "sentence": sentence}


def topic(label, passages, terms=("port", "route"), en=0.5, zh=0.5):
    return {"label_en": label, "label_zh": label, "terms": list(terms), "share_en": en, "share_zh": zh, "passages": list(passages)}


def record(**changed):
    base = {"schema": SCHEMA, "made": "2026-11-01 06:00 UTC", "files": {"a.txt": "1", "b.txt": "2"}, "parameters": {"corpus": "x", "n_topics": 15}, "notebook_hash": "n",
            "topic_parameters": {"n_topics": 15}, "method": {"policyanalysis": "0.1.0", "code": "c", "lock": "l", "numpy": "2.0"},
            "snapshot": {"articles": [article("Ports", EN), article("港口", ZH, "b.txt", "zh")], "targets": [target(20)], "topics": [topic("ports", ["1", "2"])]}}
    return copy.deepcopy(base) | changed


def kinds(found):
    return [change.kind for change in found]


def told(result):
    return {part["heading"]: (part["sentences"], {group["label"]: group["items"] for group in part["groups"]}) for part in result["parts"]}


def test_nothing_changed_is_said_in_a_sentence():
    assert changes(record(), record()) == {"lead": "Nothing changed since the last report, made 2026-11-01 06:00 UTC: neither pages nor method.", "parts": []}


def test_a_first_report_and_an_old_record_say_that_they_cannot_compare():
    assert changes(None, record())["lead"].startswith("This is the first report here")
    assert "can't be told" in changes(record(schema=0), record())["lead"]


OLD = [article("Ports", EN), article("港口", ZH, "b.txt", "zh")]
ARTICLES = [  # the articles now, and what is told
    ([*OLD, article("Rails", "Trains will run.")], [Change("new article", "Rails [a.txt]", "a.txt")]),
    (OLD[:1], [Change("article that went", "港口 [b.txt]", "b.txt")]),
    ([OLD[0], article("港口", ZH + "又讯。", "b.txt", "zh")], [Change("changed article", "港口 [b.txt]", "b.txt")]),
    ([OLD[0], article("港口新闻", ZH, "b.txt", "zh")], [Change("changed article", "港口新闻 [b.txt], before: 港口", "b.txt")]),
    ([article("More ports", EN.replace("Monday", "Tuesday")), OLD[1]], [Change("changed article", "More ports [a.txt], before: Ports", "a.txt")]),
    ([OLD[0], article("港口", ZH, "c.txt", "zh")], [Change("moved article", "港口 [c.txt], before in b.txt", "c.txt")]),
    ([OLD[0], OLD[1] | {"repeats": True}], [Change("article counted otherwise", "港口 [b.txt], now a repeat of another", "b.txt")]),
    ([OLD[0], article("Rails", "Nothing in common with it at all, in no word.", "b.txt", "zh")], [Change("new article", "Rails [b.txt]", "b.txt"), Change("article that went", "港口 [b.txt]", "b.txt")]),
    (OLD[::-1], []),
    ([], [Change("article that went", "Ports [a.txt]", "a.txt"), Change("article that went", "港口 [b.txt]", "b.txt")]),
]


@pytest.mark.parametrize("now, expected", ARTICLES)
def test_articles(now, expected):
    assert article_changes(OLD, now) == expected


TARGETS = [
    ([target(20), target(35, "2035", "Rails will carry 35 people by 2035.", "passengers", unit="people")], ["new target"]),
    ([], ["target that went"]),
    ([target(30, sentence="Ports will handle 30 tonnes by 2030.")], ["changed target"]),
    ([target(20, "2035", "Ports will handle 20 tonnes by 2035.")], ["changed target"]),
    ([target(30, sentence="The throughput of ports is now to reach 30 tonnes.")], ["changed target"]),
    ([target(20) | {"line": 99}], []),
    ([target(20, file="c.txt")], []),
]


@pytest.mark.parametrize("now, expected", TARGETS)
def test_targets(now, expected):
    assert kinds(target_changes([target(20)], now)) == expected


def test_a_changed_target_says_both_values():
    (change,) = target_changes([target(20)], [target(30, sentence="Ports will handle 30 tonnes by 2030.")])
    assert change.text == "20 tonnes by 2030, now 30 tonnes by 2030: Ports will handle 30 tonnes by 2030. [a.txt:4]"


def test_topics_are_matched_whatever_their_order_and_labels():
    old = [topic("ports", "abcd", ("port", "ship")), topic("rails", "efgh", ("rail", "train"))]
    assert topic_changes(old, [topic("trains", "efgh", ("rail", "train")), topic("ports", "abcd", ("port", "ship"))]) == []
    grown = topic_changes(old, [topic("ports", "abcdx", ("port", "ship"), en=0.7), topic("rails", "efgh", ("rail", "train"), en=0.3)])
    assert [(c.kind, c.text) for c in grown] == [("topic that grew", "ports / ports: 50% to 70% of the English side"), ("topic that shrank", "rails / rails: 50% to 30% of the English side")]
    assert kinds(topic_changes(old, [old[0], topic("hydrogen", "xyz", ("hydrogen",))])) == ["topic that appeared", "topic that went"]
    assert kinds(topic_changes([], old)) == ["topic that appeared"] * 2 and topic_changes([], []) == []


def test_method_parameters_and_versions():
    now = record(parameters={"corpus": "y", "n_topics": 12, "most": 5}, notebook_hash="m", method={"policyanalysis": "0.2.0", "code": "d", "lock": "l", "numpy": "2.1"})
    assert method_changes(record(), now) == ["Parameter n_topics: 15, now 12.", "Parameter most: not there, now 5.", "The notebook itself was changed.", "policyanalysis: 0.1.0, now 0.2.0.",
                                             "The code of policyanalysis was changed.", "numpy: 2.0, now 2.1."]


def test_what_only_pages_moved_is_put_down_to_the_pages():
    now = record(files={"a.txt": "1", "b.txt": "9", "c.txt": "3"})
    now["snapshot"]["articles"].append(article("Rails", "Trains will run.", "c.txt"))
    now["snapshot"]["topics"] = [topic("ports", ["1", "2"], en=0.9)]
    pages, method = told(changes(record(), now)).values()
    assert pages == (["1 file new: c.txt.", "1 file changed: b.txt."], {"1 new article": ["Rails [c.txt]"], "1 topic that grew": ["ports / ports: 50% to 90% of the English side"]})
    assert method == (["Neither method nor parameters nor versions changed."], {})


def test_what_only_the_method_moved_is_put_down_to_it():
    now = record(method=record()["method"] | {"code": "d"})
    now["snapshot"]["targets"] = []
    pages, method = told(changes(record(), now)).values()
    assert pages == (["No page changed."], {}) and method[0] == ["The code of policyanalysis was changed."] and list(method[1]) == ["1 target that went"]


def test_where_both_moved_the_files_tell_which_and_topics_cannot():
    now = record(files={"a.txt": "1", "b.txt": "9"}, method=record()["method"] | {"code": "d"})
    now["snapshot"] = {"articles": [article("Ports", EN), article("港口", ZH + "又讯。", "b.txt", "zh")], "targets": [], "topics": []}
    found = told(changes(record(), now))
    assert list(found["Pages"][1]) == ["1 changed article"] and list(found["Method, parameters and versions"][1]) == ["1 target that went"]
    assert found["Topics"] == (["Pages and method both changed; which of the two moved the topics can't be told."], {"1 topic that went": ["ports / ports"]})


def test_a_change_without_effect_says_so():
    parts = told(changes(record(), record(files={"a.txt": "1", "b.txt": "9"})))
    assert parts["Pages"] == (["1 file changed: b.txt.", "No article, topic or target is different for it."], {})


def test_long_lists_are_cut_and_counted():
    now = record(files={"a.txt": "9", "b.txt": "2"})
    now["snapshot"]["articles"] += [article(f"N{i}", f"{i}" * 40) for i in range(30)]
    (group,) = changes(record(), now)["parts"][0]["groups"]
    assert (group["label"], len(group["items"]), group["more"]) == ("30 new articles", 20, 10)


@pytest.mark.parametrize("text", [EN, ZH, "", "x", "\ud800"])
def test_a_sketch_is_the_same_whatever_the_hash_seed(text):
    assert sketch(text) == sketch(text) == sorted(sketch(text)) and len(sketch(text)) <= 64


def test_topics_that_two_runs_are_compared_by_are_those_of_the_reports(sample, topics, monkeypatch):
    given = []
    monkeypatch.setattr("policyanalysis.kept.fit_topics", lambda passages, **parameters: given.append(parameters) or topics)
    for word_pairs in (True, False):
        assert len(_topics_snapshot(sample, {"n_topics": 15, "random_state": 0, "dictionary": "", "stop_words": "", "word_pairs": word_pairs, "words": ""})) == 15
    assert given[0].pop("aligned") is sample.aligned and given[1].pop("aligned") is None
    assert given[0] == given[1] == {"n_topics": 15, "random_state": 0, "dictionary": "", "stop_words": ""}  # what notebooks give, so that the topics are found once
