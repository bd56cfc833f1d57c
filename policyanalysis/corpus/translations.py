"""English articles and the Chinese articles that they translate, or that are about the same policy document."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd

from policyanalysis.corpus.similarity import Bags
from policyanalysis.language.lexicon import renderings
from policyanalysis.language.quantities import quantities
from policyanalysis.language.scripts import simplified
from policyanalysis.language.tokens import tokenize

COLUMNS = ["doc_id_en", "doc_id_zh", "kind", "score", "evidence"]
FULL_SIMILARITY = 0.55  # cosine through the lexicon of a close translation; articles on one subject reach half of it
LEXICON_SHARE = 0.7  # of the score; the rest is the share of figures in common
TRANSLATION = 0.75  # score of the least translation; translations had 0.84 and more, two reports of one event up to 0.69
MIN_LENGTH_RATIO = 0.4  # of the two lengths, after an English word is counted as 1.6 Chinese characters
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SHOWN = 5  # pieces of evidence


def find_pairs(articles: pd.DataFrame, policies: pd.DataFrame) -> pd.DataFrame:
    """Pair the English with the Chinese articles; duplicates are left out.

    Parameters
    ----------
    articles, policies
        The tables of the same names.

    Returns
    -------
    DataFrame
        `kind` is "translation" where each article is the other's best match and their words, figures and lengths agree, "same_policy" where both
        are about one document without translating each other; `score` in 0..1 (words through the lexicon and shared figures); `evidence`
        shows what both have in common.

    Examples
    --------
    >>> empty = pd.DataFrame(columns=["doc_id", "title", "text", "lang", "duplicate_of", "attachment", "doc_number"])
    >>> find_pairs(empty, pd.DataFrame(columns=["policy", "title_en", "title_zh", "doc_number", "doc_ids_en", "doc_ids_zh"])).empty
    True
    """
    kept = articles[articles.duplicate_of == ""]
    en, zh = kept[kept.lang == "en"].reset_index(drop=True), kept[kept.lang == "zh"].reset_index(drop=True)
    if en.empty or zh.empty:
        return pd.DataFrame(columns=COLUMNS)
    tokens = {"en": [tokenize(t, "en") for t in en.title + "\n" + en.text], "zh": [tokenize(t, "zh") for t in zh.title + "\n" + zh.text]}
    numbers = {"en": [figures(t, "en") for t in en.text], "zh": [figures(t, "zh") for t in zh.text]}
    scores = _scores(Bags(tokens["en"], tokens["zh"]).similarity, numbers)
    words, characters = en.text.str.split().str.len().to_numpy(float) * 1.6, zh.text.str.len().to_numpy(float)
    lengths = np.minimum.outer(words, characters) / np.maximum.outer(words, characters).clip(1)
    rows = []
    for i in range(len(en)):
        j = int(scores[i].argmax())
        if scores[i, j] >= TRANSLATION and scores[:, j].argmax() == i and lengths[i, j] >= MIN_LENGTH_RATIO:
            rows.append((i, j, "translation"))
    translated = {(i, j) for i, j, _ in rows}
    rows += [(i, j, "same_policy") for i, j in _same_policy(en, zh, policies) if (i, j) not in translated]
    table = [(en.doc_id[i], zh.doc_id[j], kind, round(float(scores[i, j]), 3), _evidence(tokens, numbers, i, j)) for i, j, kind in rows]
    return pd.DataFrame(table, columns=COLUMNS)


def figures(text: str, lang: str) -> set[str]:
    """Figures of a text in one form for both languages: amounts in base units, and years.

    >>> figures("7 trillion yuan by 2030", "en") == figures("到2030年超过7万亿元", "zh")
    True
    """
    amounts = {f"{q.value:.6g}" for q in quantities(text, lang) if q.kind in ("amount", "range") and not (q.value < 10 and float(q.value).is_integer())}
    return amounts | set(YEAR.findall(text))


def _scores(similarity, numbers):
    words = np.minimum(similarity / FULL_SIMILARITY, 1.0)
    shared = np.array([[len(a & b) / min(len(a), len(b)) if min(len(a), len(b)) > 2 else np.nan for b in numbers["zh"]] for a in numbers["en"]])
    return np.where(np.isnan(shared), words, LEXICON_SHARE * words + (1 - LEXICON_SHARE) * np.nan_to_num(shared))


def _same_policy(en, zh, policies):
    """Pairs of articles whose subject is one document: it stands in the headline, the attachment line or the document number of both."""
    for policy in policies.itertuples():
        if len(policy.doc_ids_en) and len(policy.doc_ids_zh):
            left = [i for i in range(len(en)) if en.doc_id[i] in policy.doc_ids_en and _is_subject(en.loc[i], policy.title_en, policy.doc_number)]
            right = [j for j in range(len(zh)) if zh.doc_id[j] in policy.doc_ids_zh and _is_subject(zh.loc[j], policy.title_zh, policy.doc_number)]
            yield from ((i, j) for i in left for j in right)


def _is_subject(article, title, number):
    head = re.sub(r"\W+", "", simplified(f"{article.title}{article.attachment}")).lower()
    return bool(title) and re.sub(r"\W+", "", simplified(title)).lower() in head or bool(number) and article.doc_number == number


def _printed(figure):
    value = float(figure)
    return figure if YEAR.fullmatch(figure) else f"{value:,.0f}" if value.is_integer() else f"{value:,g}"


def _evidence(tokens, numbers, i, j):
    shared = sorted(numbers["en"][i] & numbers["zh"][j], key=lambda n: (-len(n), n))[:SHOWN]
    english, counts = set(tokens["en"][i]), Counter(tokens["zh"][j])
    words = []
    for word, _ in sorted(counts.items(), key=lambda item: (-item[1] * len(item[0]), item[0])):
        match = next((token for rendering, _ in renderings(word) for token in rendering[:1] if token in english), None)
        if match:
            words.append(f"{word}={match}")
        if len(words) == SHOWN:
            break
    return "; ".join(part for part in ("figures " + ", ".join(_printed(n) for n in shared) if shared else "", "words " + ", ".join(words) if words else "") if part)
