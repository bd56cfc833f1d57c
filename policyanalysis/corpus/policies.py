"""Policy documents that the articles name: one row each, whichever language names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd

from policyanalysis.corpus import metadata
from policyanalysis.corpus.dates import find_dates
from policyanalysis.corpus.numbers import document_number, same_number
from policyanalysis.corpus.similarity import Bags
from policyanalysis.language.glossary import find_names
from policyanalysis.language.scripts import simplified
from policyanalysis.language.tokens import tokenize

COLUMNS = ["policy", "title_en", "title_zh", "doc_number", "issuer", "date", "doc_ids_en", "doc_ids_zh"]
TYPES_ZH = "意见|方案|计划|规划|措施|办法|通知|条例|决定|规定|纲要|指南|细则|目录|清单|公告|要素条件|法|意見|計劃|規劃|辦法|條例|決定|規定|綱要|細則|目錄|清單"
TITLE_ZH = re.compile(rf"《\s*([^《》]{{5,80}}?(?:{TYPES_ZH})\s*(?:[（(][^《》]{{2,24}}[）)])?)\s*》")
TYPES_EN = r"Opinions?|Plans?|Measures|Notice|Guidelines?|Outline|Regulations?|Rules|Law|Catalogue|Negative List|Decision|Provisions|Programme|Program|Initiative"
TITLE_EN = re.compile(rf"[“\"”]\s*((?:[A-Z0-9][^“”\"]{{0,200}}?)?\b(?:{TYPES_EN})\b[^“”\"]{{0,200}}?)\s*[,.]?\s*[”\"“]")
SINGLE_EN = re.compile(rf"(?<!\w)[‘']\s*([A-Z0-9][^“”\"‘’']{{0,200}}?\b(?:{TYPES_EN})\b[^“”\"‘’']{{0,200}}?)\s*[,.]?\s*[’'](?!\w)")
UNQUOTED_EN = re.compile(
    rf"\b((?:Several |Guiding |Implementation |Special |Three-Year |Overall |Medium- and Long-Term )*(?:Action |Development |Implementation )?(?:{TYPES_EN})"
    r"(?: \([^()]{4,20}\))? (?:on|for|of) (?:[A-Z][\w+-]*|the|and|of|for|in|on|to|with|by|[A-Z]?[\w-]*ing)(?:[ ,]+(?:[A-Z][\w+-]*|and|of|the|for|in|on|to|with))*)")
KINDS = (("Opinion", "意见"), ("Plan|Programme|Program|Outline", "方案|计划|规划|纲要"), ("Measures|Rules|Provisions", "措施|办法|细则|规定"), ("Notice", "通知|公告"),
         ("Guideline", "指南|指引|指导意见"), ("Regulation", "条例|规定|办法"), ("Law", "法"), ("Catalogue|List", "目录|清单"), ("Decision", "决定"))
KIND_WORDS = {"en": re.compile(r"\b(?:opinion|plan|measure|notice|guideline|outline|regulation|rule|law|catalogue|list|decision|provision|programme|program)\b"),
              "zh": re.compile(r"^(?:.{0,4}(?:意见|方案|计划|规划|措施|办法|通知|条例|决定|规定|纲要|指南|细则|目录|清单|公告)|行动)$")}
MIN_WORDS_EN = 4  # fewer name a kind of document ("this Opinion"), not one of them
NEAR = 110  # characters after a title in which its number stands
MARGIN = 0.10  # by which the best match must lead the second
SAME_TITLE = 0.50  # cosine through the lexicon; translations of one title had 0.5 to 0.9, titles of different documents up to 0.35


@dataclass
class _Policy:
    title: dict = field(default_factory=lambda: {"en": "", "zh": ""})
    number: str = ""
    issuer: str = ""
    date: str = ""
    ids: dict = field(default_factory=lambda: {"en": [], "zh": []})


def find_policies(articles: pd.DataFrame) -> pd.DataFrame:
    """Collect the policy documents named in the articles.

    A Chinese and an English name become one row when they carry the same number, or when each is the other's best match through the lexicon and
    the match is clear; doubtful ones stay two rows.

    Parameters
    ----------
    articles
        The articles table.

    Returns
    -------
    DataFrame
        `policy` is a running name (p001 ...) in the order of first mention; titles as first printed; `doc_number`, `issuer` and `date` (ISO day)
        only where an article prints them with the document; `doc_ids_*` are lists of the citing articles.

    Examples
    --------
    >>> table = pd.DataFrame({"doc_id": ["a"], "title": ["新政"], "attachment": [""], "lang": ["zh"],
    ...                       "text": ["国务院办公厅印发《关于释放体育消费潜力的意见》（国办发〔2025〕31号）。"]})
    >>> find_policies(table).loc[0, ["title_zh", "doc_number", "issuer", "doc_ids_zh"]].tolist()
    ['关于释放体育消费潜力的意见', '国办发〔2025〕31号', 'General Office of the State Council', ['a']]
    """
    found: dict[str, _Policy] = {}
    for doc_id, title, attachment, text, lang in zip(articles.doc_id, articles.title, articles.attachment, articles.text, articles.lang):
        body = f"{title}\n{attachment}\n{text}"
        for name, start, end in _titles(body, lang):
            policy = found.setdefault(f"{lang}:{_key(name, lang)}", _Policy())
            policy.title[lang] = policy.title[lang] or name
            sentence_start = max(body.rfind(mark, 0, start) for mark in "。\n.!？") + 1
            before = body[sentence_start:start]
            policy.number = policy.number or document_number(body[end : end + NEAR])
            policy.issuer = policy.issuer or metadata.issuer("", [body[sentence_start : end + 1]], lang)
            days = [d.iso for d in find_dates(before) if len(d.iso) == 10]
            policy.date = policy.date or (days[-1] if days and re.search(r"发布|印发|公布|issued|released|published", before + body[end : end + 20]) else "")
            if doc_id not in policy.ids[lang]:
                policy.ids[lang].append(doc_id)
    return _table(_merge(found))


def _titles(body, lang):
    """Titles with their spans, each once."""
    if lang == "zh":
        return [(re.sub(r"\s+", "", m[1]), m.start(), m.end()) for m in TITLE_ZH.finditer(body)]
    found, taken = [], []
    for pattern in (TITLE_EN, SINGLE_EN, UNQUOTED_EN):
        for match in pattern.finditer(body):
            name = re.sub(r"\s+", " ", match[1]).strip(" ,.‘’'")
            name = re.sub(r"(?:[ ,]+(?:and|of|the|for|in|on|to|with))+$", "", name)
            if "\n" in match[1] or len(name.split()) < MIN_WORDS_EN or any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append((match.start(), match.end()))
            found.append((name, match.start(), match.end()))
    return sorted(found, key=lambda row: row[1])


def _key(name, lang):
    """What remains of a title when two prints of it are compared."""
    if lang == "zh":
        return re.sub(r"[\W_]|^关于|[（(].*[）)]|的(?=意见$|通知$)", "", re.sub(r"[（(][^（）()]*[）)]$", "", simplified(name)))
    return " ".join(word for word in re.findall(r"[a-z0-9]+", re.sub(r"\([^()]*\)$", "", name).lower()) if word not in {"the", "of", "on", "for", "a", "and", "several"})


def _merge(found):
    """Join rows of one document number, then Chinese and English titles that match each other best and clearly."""
    policies: list[_Policy] = []
    for policy in found.values():
        twin = next((p for p in policies if policy.number and p.number and same_number(policy.number, p.number)), None)
        if twin:
            _join(twin, policy)
        else:
            policies.append(policy)
    english = [p for p in policies if not p.title["zh"]]
    chinese = [p for p in policies if not p.title["en"]]
    if not english or not chinese:
        return policies
    similarity = Bags([_subject(p.title["en"], "en") for p in english], [_subject(p.title["zh"], "zh") for p in chinese]).similarity
    for row, policy in enumerate(english):
        column = int(similarity[row].argmax())
        other, best = chinese[column], similarity[row, column]
        clear = best - max(_second(similarity[row]), _second(similarity[:, column])) >= MARGIN
        if best >= SAME_TITLE and clear and similarity[:, column].argmax() == row and _compatible(policy, other):
            first, second = sorted((policy, other), key=policies.index)
            _join(first, second)
            policies.remove(second)
    return policies


def _subject(title, lang):
    """Tokens of a title without the words for kinds of documents: two action plans are not one for that."""
    return [token for token in tokenize(title, lang) if not KIND_WORDS[lang].search(token)]


def _second(values):
    return float(sorted(values)[-2]) if len(values) > 1 else 0.0


def _compatible(english, chinese):
    """Titles that name different places or kinds of documents, or documents of two numbers, are two documents."""
    kinds = [zh for en, zh in KINDS if re.search(rf"\b(?:{en})", english.title["en"])]
    if kinds and not re.search("|".join(kinds), chinese.title["zh"]):
        return False
    places = [{name.canonical for name in find_names(p.title[lang], lang, "region")} for p, lang in ((english, "en"), (chinese, "zh"))]
    return not (english.number and chinese.number) and bool(places[0] & places[1] or not places[0] and not places[1])


def _join(policy, other):
    for lang in ("en", "zh"):
        policy.title[lang] = policy.title[lang] or other.title[lang]
        policy.ids[lang] += [i for i in other.ids[lang] if i not in policy.ids[lang]]
    numbers = [p.number for p in (policy, other) if p.number]
    policy.number = next((n for n in numbers if not n.isascii() and not n[0].isascii()), numbers[0] if numbers else "")  # as the Chinese side prints it
    policy.issuer, policy.date = policy.issuer or other.issuer, policy.date or other.date


def _table(policies):
    rows = [(f"p{n:03d}", p.title["en"], p.title["zh"], p.number, p.issuer, p.date, p.ids["en"], p.ids["zh"])
            for n, p in enumerate(policies, 1)]
    return pd.DataFrame(rows, columns=COLUMNS)
