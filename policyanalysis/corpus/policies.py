"""Policy documents that the articles name: one row each, whichever language names them."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from policyanalysis.corpus import metadata
from policyanalysis.corpus.dates import find_dates
from policyanalysis.corpus.document_numbers import document_number, find_numbers, number_issuer, same_number
from policyanalysis.corpus.policy_names import find_mentions, title_key, without_issuer
from policyanalysis.corpus.similarity import Bags, count
from policyanalysis.frames import Runs
from policyanalysis.language.glossary import find_names
from policyanalysis.language.lexicon import renderings
from policyanalysis.language.regions import region_of
from policyanalysis.language.tokens import tokenize
from policyanalysis.shelf import by_parts, plain, recall_runs
from policyanalysis.versions import code_hash

COLUMNS = ["policy", "title_en", "title_zh", "doc_number", "issuer", "date", "doc_ids_en", "doc_ids_zh", "perhaps"]
KINDS = (("Opinion", "意见"), ("Plan|Programme|Program|Outline|Scheme", "方案|计划|规划|纲要"), ("Measures|Rules|Provisions|Policies", "措施|办法|细则|规定|政策"), ("Notice|Circular|Announcement", "通知|公告"),
         ("Guide", "指南|指引|指导意见"), ("Regulation", "条例|规定|办法"), ("Law", "法"), ("Catalogue|List|Directory", "目录|清单"), ("Decision", "决定"), ("Conditions", "条件"))
KIND_WORDS = {"en": re.compile(r"\b(?:opinion|plan|measure|notice|guideline|outline|regulation|rule|law|catalogue|list|decision|provision|programme|program)\b"),
              "zh": re.compile(r"^(?:.{0,4}(?:意见|方案|计划|规划|措施|办法|通知|条例|决定|规定|纲要|指南|细则|目录|清单|公告)|行动)$")}
PART = 500_000  # characters of articles that are read as one part of the work
NEAR = 110  # characters after a title in which its number stands
MARGIN = 0.10  # by which the best match must lead the second
SAME_TITLE = 0.50  # cosine through the lexicon; translations of one title had 0.5 to 0.9, titles of different documents up to 0.35
DOUBTFUL = 0.35
MIN_SHARED = 2  # words; one (an economy) is not a subject
COMMON = {"development", "high-quality", "promote", "promoting", "accelerate", "accelerating", "support", "supporting", "implementation", "implementing", "further", "several", "work", "construction", "deepening"}
NEXT = re.compile(r"[《“。；]")
YEARS = re.compile(r"(?<!\d)20\d\d(?!\d)")
ISSUED = re.compile(r"发布|印发|公布|issued|released|published")


@dataclass
class _Policy:
    title: dict = field(default_factory=lambda: {"en": "", "zh": ""})
    keys: dict = field(default_factory=lambda: {"en": [], "zh": []})
    number: str = ""
    issuer: str = ""
    date: str = ""
    ids: dict = field(default_factory=lambda: {"en": [], "zh": []})
    perhaps: list = field(default_factory=list)
    whole: bool = False  # its title is the one of its key, not one cut short


def find_policies(articles: pd.DataFrame, aligned: pd.DataFrame | None = None) -> pd.DataFrame:
    """Collect the policy documents named in the articles.

    A Chinese and an English name become one row when they carry the same number, when they stand at the same place of aligned paragraphs, or when each is
    the other's best match through the lexicon and the match is clear; doubtful ones stay two rows and name each other in `perhaps`.

    Parameters
    ----------
    articles
        The articles table.
    aligned
        The aligned paragraphs of translation pairs (see `alignment`).

    Returns
    -------
    DataFrame
        `policy` is a running name (p001 ...) in the order of first mention; titles as first printed, none for a document that is cited by its
        number alone; `doc_number`, `issuer` and `date` (ISO day)
        only where an article prints them with the document (several issuers joined by "; "; the number's code names the issuer where no sentence does);
        `doc_ids_*` are lists of the citing articles; `perhaps` is the row that may name the same document in the other language, or empty.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a"], "title": ["新政"], "attachment": [""], "lang": ["zh"],
    ...                       "text": ["国务院办公厅印发《关于释放体育消费潜力的意见》（国办发〔2025〕31号）。"]})
    >>> find_policies(table).loc[0, ["title_zh", "doc_number", "issuer", "doc_ids_zh"]].tolist()
    ['关于释放体育消费潜力的意见', '国办发〔2025〕31号', 'General Office of the State Council', ['a']]
    """
    return join_policies(name_policies(articles), aligned)


def name_policies(articles: pd.DataFrame) -> list[_Policy]:
    """The documents that the articles name, each name and number on its own: what `join_policies` makes one row of each document from.

    >>> len(name_policies(pd.DataFrame({"doc_id": ["a"], "title": ["新政"], "attachment": [""], "lang": ["zh"], "text": ["依据《湖南省氢能规划》和《湖南省粮食规划》。"]})))
    2
    """
    texts = Runs(articles, [], ["doc_id", "title", "attachment", "text", "lang"])
    found: dict[str, _Policy] = {}
    for own in recall_runs(f"policies {code_hash('corpus', 'language')}", by_parts(_named_in, lambda article: len(article[3]), PART), texts, lambda numbers: [article for [article] in texts.values(numbers)]):
        for name, said in json.loads(own):
            _take(found.setdefault(name, _Policy()), _Policy(**said))
    return list(found.values())


def _named_in(articles):
    """What each of some articles says of the documents that it names: for each the key of its name, or its number, and the fields of a policy."""
    rows = []
    for doc_id, title, attachment, text, lang in articles:
        found: dict[str, _Policy] = {}
        body = f"{title}\n{attachment}\n{text}"
        mentions = [m for m in find_mentions(body, lang) if m.quoted or not 0 < m.start < len(title)]  # a headline in title case has capitals everywhere; one that begins so is the document itself
        for mention, key in zip(mentions, _keys(mentions, lang)):
            policy = found.setdefault(f"{lang}:{key}", _Policy())
            _add(policy, mention, key, body, lang)
            _cite(policy, doc_id, lang)
        for number in find_numbers(body):
            if number_issuer(number.code) and not any(m.start < number.start < m.end + len(_beside(body, m)) for m in mentions):
                policy = found.setdefault(f"number:{number.code}", _Policy(number=number.code))
                _cite(policy, doc_id, lang)
        rows.append(plain([(name, vars(policy)) for name, policy in found.items()]))
    return rows


def _take(policy, later):
    """Add to a policy what later articles say of it: the first to say something counts, but a whole title before one cut short."""
    for lang in ("en", "zh"):
        if not policy.title[lang] or later.whole and not policy.whole:
            policy.title[lang] = later.title[lang]
        policy.keys[lang] = policy.keys[lang] or later.keys[lang]
        policy.ids[lang] += later.ids[lang]
    policy.whole = policy.whole or later.whole
    policy.number, policy.issuer, policy.date = policy.number or later.number, policy.issuer or later.issuer, policy.date or later.date


def join_policies(named: list[_Policy], aligned: pd.DataFrame | None = None) -> pd.DataFrame:
    """The table that `find_policies` gives, of what `name_policies` found, which stays as it is.

    >>> join_policies([]).empty
    True
    """
    policies = _by_number(deepcopy(named))
    if aligned is not None:
        policies = _by_place(policies, aligned)
    return _table(_by_title(policies))


def _beside(body, mention):
    """What follows a name up to the next sentence or name: a number there is its own."""
    return NEXT.split(body[mention.end : mention.end + NEAR])[0]


def _cite(policy, doc_id, lang):
    if policy.ids[lang][-1:] != [doc_id]:  # articles come one after another
        policy.ids[lang].append(doc_id)


def _keys(mentions, lang):
    """The key of each mention; one whose words all stand in a longer title of the same article, of the same kind, is that title's (a name cut short)."""
    keys = [title_key(m.name, lang) for m in mentions]
    if lang == "zh":
        return keys
    words = {key: set(key.split()) for key in keys}
    longer = sorted(words, key=lambda key: (-len(words[key]), key))
    return [next((k for k in longer if words[key] <= words[k] and k.split()[0] == key.split()[0]), key) for key in keys]


def _add(policy, mention, key, body, lang):
    """What the text around a mention says of the document."""
    whole = title_key(mention.name, lang) == key
    if not policy.title[lang] or whole and not policy.whole:
        policy.title[lang], policy.whole = mention.name, whole
    policy.keys[lang] = [key]
    sentence_start = max(body.rfind(mark, 0, mention.start) for mark in "。\n.!？") + 1
    before = body[sentence_start : mention.start]
    policy.number = policy.number or document_number(_beside(body, mention))
    policy.issuer = policy.issuer or metadata.issuer("", [body[sentence_start : mention.end + 1]], lang)
    days = [d.iso for d in find_dates(before) if len(d.iso) == 10]
    policy.date = policy.date or (days[-1] if days and ISSUED.search(before + body[mention.end : mention.end + 20]) else "")


def _by_number(found):
    """Join the rows of one document number."""
    policies, numbered = [], {}
    for policy in found:
        alike = numbered.setdefault(policy.number.partition("〔")[2], []) if policy.number else []
        if twin := next((p for p in alike if same_number(policy.number, p.number)), None):
            _join(twin, policy)
        else:
            policies.append(policy)
            alike.append(policy)
    return policies


def _by_place(policies, aligned):
    """Join what aligned paragraphs name at the same place: equally many documents on both sides that are not yet joined, of compatible kinds in the printed order."""
    rows = {(lang, key): p for p in policies for lang in ("en", "zh") for key in p.keys[lang]}
    for text_en, text_zh in zip(aligned.text_en, aligned.text_zh):
        if not text_en or "《" not in text_zh:
            continue
        sides = []
        for text, lang in ((text_en, "en"), (text_zh, "zh")):
            named = {id(p): p for key in _keys(find_mentions(text, lang), lang) if (p := rows.get((lang, key))) and not (p.title["en"] and p.title["zh"])}
            sides.append(list(named.values()))
        if len(sides[0]) == len(sides[1]) and all(_compatible(en, zh) for en, zh in zip(*sides)):
            for english, chinese in zip(*sides):
                policies, one = _unite(policies, english, chinese)
                rows |= {(lang, key): one for lang in ("en", "zh") for key in one.keys[lang]}
    return policies


def _by_title(policies):
    """Join Chinese and English titles that match each other best and clearly."""
    english = [p for p in policies if p.title["en"] and not p.title["zh"]]
    chinese = [p for p in policies if p.title["zh"] and not p.title["en"]]
    if not english or not chinese:
        return policies
    bags = Bags(*(count(_subject(p.title[lang], lang) for p in own) for lang, own in (("en", english), ("zh", chinese))))
    rows, columns, values = (np.concatenate(parts) for parts in zip((np.zeros(0, dtype=int),) * 3, *bags.pairs_above(DOUBTFUL)))
    (other_of, second_en), (row_of, second_zh) = _two_best(rows, columns, values), _two_best(columns, rows, values)
    for row, policy in enumerate(english):
        column, best = other_of.get(row, (None, 0.0))
        if column is None or row_of[column][0] != row or not _compatible(policy, chinese[column]):
            continue
        other = chinese[column]
        shared = _shared(policy.title["en"], other.title["zh"])
        if best >= SAME_TITLE and shared >= MIN_SHARED and best - max(second_en.get(row, 0.0), second_zh.get(column, 0.0)) >= MARGIN:
            policies, _ = _unite(policies, policy, other)
        else:
            policy.perhaps, other.perhaps = [other], [policy]
    return policies


def _subject(title, lang):
    """Tokens of a title without its issuer and the words for kinds of documents: two action plans are not one for that."""
    return [token for token in tokenize(without_issuer(title, lang), lang) if not KIND_WORDS[lang].search(token)]


def _shared(title_en, title_zh):
    """Number of English words that the lexicon links to the Chinese title, those left out that most titles have."""
    linked = {token for word in _subject(title_zh, "zh") for tokens, _ in renderings(word) for token in tokens}
    return len(linked & {token for token in _subject(title_en, "en") if " " not in token} - COMMON)


def _two_best(own, others, values):
    """Of each of one side the best of the other side (of equals the first) with its value, and the second best value where there is one."""
    best, second = {}, {}
    for one, other, value in sorted(zip(own.tolist(), others.tolist(), values.tolist()), key=lambda found: (found[0], -found[2], found[1])):
        if one not in best:
            best[one] = other, value
        else:
            second.setdefault(one, value)
    return best, second


def _compatible(english, chinese):
    """Titles that name different places, years or kinds of documents, or documents of two numbers, are two documents."""
    kinds = [zh for en, zh in KINDS if re.search(rf"\b(?:{en})", english.title["en"])]
    if kinds and not re.search("|".join(kinds), chinese.title["zh"]):
        return False
    years = [set(YEARS.findall(p.title[lang])) for p, lang in ((english, "en"), (chinese, "zh"))]
    places = [{name.canonical for name in find_names(p.title[lang], lang, "region") if region_of(name.canonical).level != "country"} for p, lang in ((english, "en"), (chinese, "zh"))]
    if english.number and chinese.number or years[0] and years[1] and not years[0] & years[1]:
        return False
    return bool(places[0] & places[1] or not places[0] and not places[1])


def _unite(policies, policy, other):
    """The rows with two of them made one, at the place of the first, and that one."""
    first, second = [p for p in policies if p is policy or p is other]
    _join(first, second)
    return [p for p in policies if p is not second], first


def _join(policy, other):
    for lang in ("en", "zh"):
        policy.title[lang] = policy.title[lang] or other.title[lang]
        policy.keys[lang] += [key for key in other.keys[lang] if key not in policy.keys[lang]]
        policy.ids[lang] = list(dict.fromkeys(policy.ids[lang] + other.ids[lang]))
    numbers = [p.number for p in (policy, other) if p.number]
    policy.number = next((n for n in numbers if not n.isascii() and not n[0].isascii()), numbers[0] if numbers else "")  # as the Chinese side prints it
    policy.issuer, policy.date = policy.issuer or other.issuer, policy.date or other.date


def _table(policies):
    names = {id(policy): f"p{n:03d}" for n, policy in enumerate(policies, 1)}
    rows = [(names[id(p)], p.title["en"], p.title["zh"], p.number, p.issuer or number_issuer(p.number), p.date, p.ids["en"], p.ids["zh"],
             next((names[id(q)] for q in p.perhaps if id(q) in names), "")) for p in policies]
    return pd.DataFrame(rows, columns=COLUMNS)
