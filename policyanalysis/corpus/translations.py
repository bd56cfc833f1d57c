"""English articles and the Chinese articles that they translate, or that are about the same policy document."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial

import pandas as pd

from policyanalysis.corpus.similarity import Bags
from policyanalysis.language.lexicon import renderings
from policyanalysis.language.quantities import quantities
from policyanalysis.language.scripts import simplified
from policyanalysis.language.tokens import PART, tokenize_all
from policyanalysis.parallel import spread

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
    sides = {"en": en, "zh": zh}
    tokens = {lang: tokenize_all(own.title + "\n" + own.text, [lang] * len(own)) for lang, own in sides.items()}
    numbers = {lang: list(spread(partial(_figures, lang), own.text, len, PART)) for lang, own in sides.items()}
    bags = Bags(tokens["en"], tokens["zh"])
    best = _best(bags, numbers)
    words, characters = en.text.str.split().str.len().to_numpy(float) * 1.6, zh.text.str.len().to_numpy(float)
    rows = [(i, j, "translation") for i, j in best if min(words[i], characters[j]) >= MIN_LENGTH_RATIO * max(words[i], characters[j])]
    translated = {(i, j) for i, j, _ in rows}
    rows += [(i, j, "same_policy") for i, j in _same_policy(en, zh, policies) if (i, j) not in translated]
    table = [(en.doc_id[i], zh.doc_id[j], kind, round(_score(bags.between(i, j), numbers["en"][i], numbers["zh"][j]), 3), _evidence(tokens, numbers, i, j)) for i, j, kind in rows]
    return pd.DataFrame(table, columns=COLUMNS)


def figures(text: str, lang: str) -> set[str]:
    """Figures of a text in one form for both languages: amounts in base units, and years.

    >>> figures("7 trillion yuan by 2030", "en") == figures("到2030年超过7万亿元", "zh")
    True
    """
    amounts = {f"{q.value:.6g}" for q in quantities(text, lang) if q.kind in ("amount", "range") and not (q.value < 10 and float(q.value).is_integer())}
    return amounts | set(YEAR.findall(text))


def _figures(lang, texts):
    return [figures(text, lang) for text in texts]


def _score(similarity, en, zh):
    """Score of two texts from the similarity of their words and their sets of figures."""
    words, least = min(similarity / FULL_SIMILARITY, 1.0), min(len(en), len(zh))
    return LEXICON_SHARE * words + (1 - LEXICON_SHARE) * len(en & zh) / least if least > 2 else words


def _best(bags, numbers):
    """Pairs of which each text is the other's best, and which score as translations do.

    Only where words agree this much can the score be high enough whatever the figures say, so figures are compared for those alone.
    """
    least = FULL_SIMILARITY * (TRANSLATION - (1 - LEXICON_SHARE)) / LEXICON_SHARE
    found = [(_score(similarity, numbers["en"][i], numbers["zh"][j]), i, j) for i, j, similarity in bags.pairs_above(least - 1e-9)]
    best_en, best_zh = {}, {}
    for score, i, j in sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2])):
        best_en.setdefault(i, j)
        best_zh.setdefault(j, i)
    return sorted((i, j) for score, i, j in found if score >= TRANSLATION and best_en[i] == j and best_zh[j] == i)


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
