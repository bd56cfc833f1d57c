"""What changed since the last report: in the pages, and apart from that in the method, the parameters and the versions.

Where both changed, an article or a target is put down to the pages if its file changed and to the method if it did not; topics depend on everything,
and it is said that they can't be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from policyanalysis.reporting.display import amount
from policyanalysis.reporting.record import SCHEMA
from policyanalysis.reporting.survey import SKETCH
from policyanalysis.wording import count

MOST = 20  # items listed of one kind
ALIKE = 0.5  # share of runs of characters in common from which two texts are one article, changed
SAME_TOPIC = 0.3  # mean of the overlaps of passages and of terms
MOVED = 0.01  # share by which a topic must have grown or shrunk to be named
ARTICLES = ["new article", "article that went", "changed article", "moved article", "article counted otherwise"]


class Change(NamedTuple):
    """One thing that differs: its kind ("new article"), what it is, and the file it is in (empty for a topic).

    >>> Change("new article", "Rails [a.txt]", "a.txt").kind
    'new article'
    """

    kind: str
    text: str
    file: str = ""


def changes(last: dict | None, now: dict) -> dict:
    """Compare the records of two reports.

    Returns
    -------
    dict
        `lead`, a sentence, and `parts`: for each a `heading`, `sentences`, and `groups` of a `label` with its `items`.

    Examples
    --------
    >>> changes(None, {})["parts"]
    []
    >>> record = {"schema": SCHEMA, "made": "2026-11-01", "files": {"a.txt": "1"}, "parameters": {}, "topic_parameters": {}, "notebook_hash": "", "method": {},
    ...           "snapshot": {"articles": [], "targets": [], "topics": []}}
    >>> changes(record, record | {"files": {"a.txt": "2"}})["parts"][0]["sentences"]
    ['1 file changed: a.txt.', 'No article, topic or target is different for it.']
    """
    if last is None:
        return {"lead": "This is the first report here, or the record of the last one is gone: there is nothing to compare it with.", "parts": []}
    since = f"since the last report, made {last['made']}"
    if last.get("schema") != SCHEMA:
        return {"lead": f"What changed {since}, can't be told: its record is of another version.", "parts": []}
    method, files = method_changes(last, now), file_changes(last["files"], now["files"])
    touched = {name for names in files.values() for name in names}
    old, new = last["snapshot"], now["snapshot"]
    found = [*article_changes(old["articles"], new["articles"]), *target_changes(old["targets"], new["targets"])]
    topics = topic_changes(old["topics"], new["topics"])
    if not (method or touched or found or topics):
        return {"lead": f"Nothing changed {since}: neither pages nor method.", "parts": []}
    both = bool(method and touched)
    of_pages = [change for change in found if (_in(change.file, touched) if both else not method)]
    of_method = [change for change in found if change not in of_pages]
    told = [f"{count(len(names), 'file')} {what}: {_listed(names)}." for what, names in files.items() if names]
    parts = [_part("Pages", told or ["No page changed."], of_pages + (topics if not method else []), bool(touched)),
             _part("Method, parameters and versions", method or ["Neither method nor parameters nor versions changed."], of_method + (topics if method and not both else []), bool(method))]
    if both:
        parts.append(_part("Topics", ["Pages and method both changed; which of the two moved the topics can't be told."], topics, True))
    return {"lead": f"What is different {since}.", "parts": parts}


def _in(file: str, touched: set[str]) -> bool:
    return any(file == name or file.startswith(f"{name}/") for name in touched)  # a member of an archive changes with it


def _part(heading: str, sentences: list[str], found: list[Change], caused: bool) -> dict:
    kinds: dict[str, list[str]] = {}
    for change in found:
        kinds.setdefault(change.kind, []).append(change.text)
    groups = [{"label": count(len(items), kind, re.sub("(article|target|topic)", r"\1s", kind)), "items": items[:MOST], "more": max(len(items) - MOST, 0)} for kind, items in kinds.items()]
    if caused and not groups:
        sentences = [*sentences, "No article, topic or target is different for it."]
    return {"heading": heading, "sentences": sentences, "groups": groups}


def _listed(names: Iterable[str]) -> str:
    names = sorted(names)
    return ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")


def file_changes(old: dict[str, str], new: dict[str, str]) -> dict[str, list[str]]:
    """Names of the files that are new, gone or changed.

    >>> file_changes({"a": "1", "b": "2"}, {"b": "3", "c": "4"})
    {'new': ['c'], 'gone': ['a'], 'changed': ['b']}
    """
    return {"new": sorted(new.keys() - old.keys()), "gone": sorted(old.keys() - new.keys()), "changed": sorted(name for name in new.keys() & old.keys() if new[name] != old[name])}


def method_changes(last: dict, now: dict) -> list[str]:
    """A sentence for each parameter, version and notebook that is another one.

    >>> last = {"parameters": {"n_topics": 15}, "notebook_hash": "", "topic_parameters": {}, "method": {"numpy": "2.0"}}
    >>> method_changes(last, last | {"parameters": {"n_topics": 12}, "method": {"numpy": "2.4"}})
    ['Parameter n_topics: 15, now 12.', 'numpy: 2.0, now 2.4.']
    """
    found = [f"Parameter {name}: {_value(last['parameters'], name)}, now {_value(now['parameters'], name)}." for name in _differing(last["parameters"], now["parameters"]) if name != "corpus"]
    if last["notebook_hash"] != now["notebook_hash"]:
        found.append("The notebook itself was changed.")
    if last["topic_parameters"] != now["topic_parameters"] and not found:
        found.append("The parameters of the topics compared here were changed.")
    names = {"code": "The code of policyanalysis", "lock": "The lock of the environment"}
    for name in _differing(last["method"], now["method"]):
        old, new = (side["method"].get(name) or "none" for side in (last, now))
        found.append(f"{names[name]} was changed." if name in names else f"{name}: {old}, now {new}.")
    return found


def _differing(old: dict, new: dict) -> list[str]:
    return [name for name in [*new, *(old.keys() - new.keys())] if old.get(name) != new.get(name)]


def _value(parameters: dict, name: str) -> str:
    return repr(parameters[name]) if name in parameters else "not there"


def article_changes(old: list[dict], new: list[dict]) -> list[Change]:
    """Articles that are new, gone, changed or moved to another file.

    One is the same if file, title and text are; moved if title and text are; changed if it has the same title in the same file, the same (long enough)
    text under another title, or at least half of the same runs of characters in the same file or under the same title.

    >>> article = {"file": "a.txt", "title": "港口", "lang": "zh", "repeats": False, "text": "1", "sketch": [1]}
    >>> article_changes([article], [article | {"file": "b.txt"}, article | {"title": "Rails", "text": "2", "sketch": [2]}])
    [Change(kind='new article', text='Rails [a.txt]', file='a.txt'), Change(kind='moved article', text='港口 [b.txt], before in a.txt', file='b.txt')]
    """
    gone, fresh = _unmatched(old, new, lambda a: (a["file"], a["title"], a["text"], a["repeats"]))
    found = []
    for key, kind in ((lambda a: (a["file"], a["title"], a["text"]), "article counted otherwise"), (lambda a: (a["title"], a["text"]), "moved article"),
                      (lambda a: (a["file"], a["title"], a["lang"]), "changed article"), (lambda a: (a["file"], a["text"]), "changed article")):
        pairs, gone, fresh = _pair(gone, fresh, key)
        found += [Change(kind, _article_told(kind, before, after), after["file"]) for before, after in pairs]
    for after in list(fresh):
        likely = [before for before in gone if before["lang"] == after["lang"] and (before["file"] == after["file"] or before["title"] == after["title"])]
        best = max(likely, key=lambda before: resemblance(before["sketch"], after["sketch"]), default=None)
        if best and resemblance(best["sketch"], after["sketch"]) >= ALIKE:
            gone.remove(best)
            fresh.remove(after)
            found.append(Change("changed article", _article_told("changed article", best, after), after["file"]))
    found += [Change("new article", _article(article), article["file"]) for article in fresh] + [Change("article that went", _article(article), article["file"]) for article in gone]
    return sorted(found, key=lambda change: ARTICLES.index(change.kind))


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """Share of runs that two texts have in common, estimated from their sketches, 0..1.

    >>> resemblance([1, 2, 3], [2, 3, 4]), resemblance([], [])
    (0.5, 0.0)
    """
    smallest = set(sorted({*one, *other})[:SKETCH])
    return len(smallest & set(one) & set(other)) / len(smallest) if smallest else 0.0


def _unmatched(old: list[dict], new: list[dict], key: Callable[[dict], Hashable]) -> tuple[list[dict], list[dict]]:
    _, gone, fresh = _pair(old, new, key)
    return gone, fresh


def _pair(old: list[dict], new: list[dict], key: Callable[[dict], Hashable]) -> tuple[list[tuple[dict, dict]], list[dict], list[dict]]:
    """Pair what has the same key, in order; and what is left of both."""
    waiting: dict = {}
    for item in old:
        waiting.setdefault(key(item), []).append(item)
    pairs, fresh = [], []
    for item in new:
        queue = waiting.get(key(item))
        pairs.append((queue.pop(0), item)) if queue else fresh.append(item)
    return pairs, [item for queue in waiting.values() for item in queue], fresh


def _article(article: dict) -> str:
    return f"{article['title'] or '(no headline)'} [{article['file']}]" + (" (a repeat)" if article["repeats"] else "")


def _article_told(kind: str, before: dict, after: dict) -> str:
    if kind == "moved article":
        return f"{_article(after)}, before in {before['file']}"
    if kind == "article counted otherwise":
        return f"{after['title']} [{after['file']}], {'now a repeat of another' if after['repeats'] else 'no longer a repeat of another'}"
    return _article(after) + (f", before: {before['title'] or '(no headline)'}" if before["title"] != after["title"] else "")


def target_changes(old: list[dict], new: list[dict]) -> list[Change]:
    """Targets that are new, gone, or say another amount or year than before.

    A target is the same if amount, unit, year and sentence are, wherever it stands; one has changed if its sentence is the same but for figures, or if
    the same measure in the same file has another amount for the same year or another year for the same amount.

    >>> target = {"file": "a.txt", "line": 3, "lang": "en", "metric": "berths", "value": 20.0, "unit": "", "comparator": "=", "deadline": "2030", "sentence": "Ports will have 20 berths."}
    >>> target_changes([target], [target | {"value": 30.0, "sentence": "Ports will have 30 berths."}])[0].text
    '20 by 2030, now 30 by 2030: Ports will have 30 berths. [a.txt:4]'
    """
    gone, fresh = _unmatched(old, new, lambda t: (t["file"], t["sentence"], t["value"], t["unit"], t["deadline"], t["comparator"]))
    _, gone, fresh = _pair(gone, fresh, lambda t: (t["sentence"], t["value"], t["unit"], t["deadline"], t["comparator"]))
    found = []
    for key in (lambda t: (t["file"], t["lang"], t["unit"], re.sub(r"[\d.,]+", "0", t["sentence"])), lambda t: (t["file"], t["metric"] or id(t), t["unit"], t["deadline"]),
                lambda t: (t["file"], t["metric"] or id(t), t["unit"], t["value"])):
        pairs, gone, fresh = _pair(gone, fresh, key)
        found += [Change("changed target", f"{_amount(before)}, now {_amount(after)}: {_sentence(after)}", after["file"]) for before, after in pairs]
    return [*(Change("new target", f"{_amount(t)}: {_sentence(t)}", t["file"]) for t in fresh), *(Change("target that went", f"{_amount(t)}: {_sentence(t)}", t["file"]) for t in gone), *found]


def _amount(target: dict) -> str:
    return amount(target["value"], target["unit"], target["comparator"]) + (f" by {target['deadline']}" if target["deadline"] else "")


def _sentence(target: dict) -> str:
    text = target["sentence"]
    return f"{text[:200]}{'…' if len(text) > 200 else ''} [{target['file']}:{target['line'] + 1}]"


def topic_changes(old: list[dict], new: list[dict]) -> list[Change]:
    """Topics that appeared, went, grew or shrank, each new one matched with at most one of the last report.

    >>> topic = {"label_en": "ports", "label_zh": "港口", "terms": ["port"], "share_en": 0.1, "share_zh": 0.1, "passages": ["1"]}
    >>> topic_changes([topic], [topic | {"share_en": 0.2}])[0].text
    'ports / 港口: 10% to 20% of the English side'
    """
    score = np.array([[_likeness(before, after) for after in new] for before in old]).reshape(len(old), len(new))
    rows, columns = linear_sum_assignment(-score)
    pairs = {int(j): int(i) for i, j in zip(rows, columns) if score[i, j] >= SAME_TOPIC}
    found = []
    for j, i in sorted(pairs.items()):
        moved = [(lang, new[j][f"share_{key}"] - old[i][f"share_{key}"], old[i][f"share_{key}"], new[j][f"share_{key}"]) for lang, key in (("English", "en"), ("Chinese", "zh"))]
        moved = [move for move in moved if abs(move[1]) >= MOVED]
        if moved:
            grew = sum(move[1] for move in moved) > 0
            sides = " and ".join(f"{before:.0%} to {after:.0%} of the {lang} side" for lang, _, before, after in moved)
            found.append(Change("topic that grew" if grew else "topic that shrank", f"{_topic(new[j])}: {sides}"))
    found += [Change("topic that appeared", _topic(topic)) for j, topic in enumerate(new) if j not in pairs]
    found += [Change("topic that went", _topic(topic)) for i, topic in enumerate(old) if i not in pairs.values()]
    return found


def _likeness(before: dict, after: dict) -> float:
    return (_overlap(before["passages"], after["passages"]) + _overlap(before["terms"], after["terms"])) / 2


def _overlap(one: Iterable[str], other: Iterable[str]) -> float:
    one, other = set(one), set(other)
    return len(one & other) / len(one | other) if one | other else 0.0


def _topic(topic: dict) -> str:
    return f"{topic['label_en']} / {topic['label_zh']}"
