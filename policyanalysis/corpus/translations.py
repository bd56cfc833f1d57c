"""English articles and the Chinese articles that they translate, or that are about the same policy document."""

from __future__ import annotations

import re
import sys
from functools import partial
from itertools import groupby, islice, product
from operator import itemgetter

import numpy as np
import pandas as pd

from policyanalysis.corpus.cleaning import BREAK
from policyanalysis.corpus.similarity import Bags, Tally, numbering
from policyanalysis.frames import Runs, rows_where
from policyanalysis.language.lexicon import renderings
from policyanalysis.language.quantities import quantities
from policyanalysis.language.scripts import simplified
from policyanalysis.language.tokens import PART, number_runs
from policyanalysis.shelf import by_parts, recall_each
from policyanalysis.versions import code_hash

COLUMNS = ["doc_id_en", "doc_id_zh", "kind", "score", "evidence"]
FULL_SIMILARITY = 0.55  # cosine through the lexicon of a close translation; articles on one subject reach half of it
LEXICON_SHARE = 0.7  # of the score; the rest is the share of figures in common
TRANSLATION = 0.75  # score of the least translation; translations had 0.84 and more, two reports of one event up to 0.69
MIN_LENGTH_RATIO = 0.4  # of the two lengths, after an English word is counted as 1.6 Chinese characters
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SHOWN = 5  # pieces of evidence
HELD = 1_000  # texts whose words are held at once


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
    rows = {lang: np.flatnonzero((articles.duplicate_of == "") & (articles.lang == lang)) for lang in ("en", "zh")}
    if not all(map(len, rows.values())):
        return pd.DataFrame(columns=COLUMNS)
    counts = _counts(articles, rows)
    bags = Bags(counts["en"], counts["zh"])
    found, numbers = _alike(bags, articles, rows)
    best = [(i, j) for i, j in _best(found, numbers) if _as_long(articles.text.iloc[rows["en"][i]], articles.text.iloc[rows["zh"][j]])]
    policy = [pair for pair in dict.fromkeys(_same_policy(articles, rows, policies)) if pair not in set(best)]
    for i, j in policy:
        for lang, own in (("en", i), ("zh", j)):
            numbers[lang].setdefault(own, tuple(figures(articles.text.iloc[rows[lang][own]], lang)))
    every = sorted({*best, *policy})
    similarity = dict(zip(every, bags.between(*np.array(every, dtype=int).reshape(-1, 2).T).tolist()))
    ids = articles.doc_id.array
    table = [(ids[rows["en"][i]], ids[rows["zh"][j]], kind, round(_score(similarity[i, j], set(numbers["en"][i]), numbers["zh"][j]), 3), _evidence(counts, numbers, i, j))
             for kind, own in (("translation", best), ("same_policy", policy)) for i, j in own]
    return pd.DataFrame(table, columns=COLUMNS)


def _counts(articles, rows):
    """How often each word stands in the title and text of each of the rows of a language; read by paragraph, as topics ask for the same words again."""
    every = np.zeros(len(articles), dtype=bool)
    every[np.concatenate(list(rows.values()))] = True
    articles = rows_where(articles[["title", "text", "lang"]], every)
    number, tallies, langs = numbering(), {lang: Tally() for lang in rows}, articles.lang.tolist()
    titles = list(number_runs(Runs(articles, [], ["title"]), langs, number.__getitem__))
    tokens = map(np.concatenate, zip(titles, number_runs(Runs(articles, [], ["text"], parted=BREAK), langs, number.__getitem__), strict=True))
    for start in range(0, len(langs), HELD):
        found = list(islice(tokens, HELD))
        for lang, tally in tallies.items():
            tally.add([own for own, other in zip(found, langs[start : start + HELD]) if other == lang])
    return {lang: tally.counts(list(number)) for lang, tally in tallies.items()}


def _alike(bags, articles, rows):
    """English and Chinese texts whose words agree so much that the score can be high enough whatever the figures say, and the figures of those texts."""
    least = FULL_SIMILARITY * (TRANSLATION - (1 - LEXICON_SHARE)) / LEXICON_SHARE
    found = [np.concatenate(parts) for parts in zip(*bags.pairs_above(least - 1e-9))] or [np.zeros(0, dtype=int)] * 3
    numbers, texts = {}, Runs(articles, [], ["text"])
    digests = list(texts.digests())
    for lang, own in zip(("en", "zh"), map(np.unique, found)):
        figures_of = recall_each(f"figures {lang} {code_hash('corpus', 'language')}", by_parts(partial(_figures, lang), len, PART), rows[lang][own].tolist(), digests.__getitem__,
                                 whole=lambda rows: [text for [text] in texts.texts(rows)])
        numbers[lang] = {text: tuple(map(sys.intern, found.decode().split())) for text, found in zip(own.tolist(), figures_of, strict=True)}  # a tenth of what the sets take
    return found, numbers


def _as_long(english, chinese):
    lengths = len(english.split()) * 1.6, len(chinese)
    return min(lengths) >= MIN_LENGTH_RATIO * max(lengths)


def figures(text: str, lang: str) -> set[str]:
    """Figures of a text in one form for both languages: amounts in base units, and years.

    >>> figures("7 trillion yuan by 2030", "en") == figures("到2030年超过7万亿元", "zh")
    True
    """
    amounts = {f"{q.value:.6g}" for q in quantities(text, lang) if q.kind in ("amount", "range") and not (q.value < 10 and float(q.value).is_integer())}
    return amounts | set(YEAR.findall(text))


def _figures(lang, texts):
    return [" ".join(sorted(figures(text, lang))).encode() for text in texts]


def _score(similarity, en, zh):
    """Score of two texts from the similarity of their words and their different figures, those of one given as a set."""
    words, least = min(similarity / FULL_SIMILARITY, 1.0), min(len(en), len(zh))
    return LEXICON_SHARE * words + (1 - LEXICON_SHARE) * len(en.intersection(zh)) / least if least > 2 else words


def _best(found, numbers):
    """Pairs of which each text is the other's best, and which score as translations do; `found` are arrays of numbers of texts and their similarity."""
    best_en, best_zh = {}, {}
    for i, own in groupby(_rows(found), key=itemgetter(0)):
        english = set(numbers["en"][i])
        for _, j, similarity in own:
            score = _score(similarity, english, numbers["zh"][j])
            best_en[i], best_zh[j] = min(best_en.get(i, (0.0, 0)), (-score, j)), min(best_zh.get(j, (0.0, 0)), (-score, i))
    return sorted((i, j) for i, (score, j) in best_en.items() if -score >= TRANSLATION and best_zh[j][1] == i)


def _rows(arrays):
    """The arrays row by row, as plain values that are not all held at once."""
    for start in range(0, len(arrays[0]), HELD):
        yield from zip(*(values[start : start + HELD].tolist() for values in arrays))


def _same_policy(articles, rows, policies):
    """Pairs of articles whose subject is one document: it stands in the headline, the attachment line or the document number of both."""
    places = {lang: dict(zip(articles.doc_id.iloc[own], range(len(own)))) for lang, own in rows.items()}
    for policy in policies.itertuples():
        sides = [[places[lang][doc_id] for doc_id in ids if doc_id in places[lang] and _is_subject(articles.iloc[rows[lang][places[lang][doc_id]]], title, policy.doc_number)]
                 for lang, ids, title in (("en", policy.doc_ids_en, policy.title_en), ("zh", policy.doc_ids_zh, policy.title_zh)) if len(policy.doc_ids_en) and len(policy.doc_ids_zh)]
        yield from product(*sides) if sides else ()


def _is_subject(article, title, number):
    head = re.sub(r"\W+", "", simplified(f"{article.title}{article.attachment}")).lower()
    return bool(title) and re.sub(r"\W+", "", simplified(title)).lower() in head or bool(number) and article.doc_number == number


def _printed(figure):
    value = float(figure)
    return figure if YEAR.fullmatch(figure) else f"{value:,.0f}" if value.is_integer() else f"{value:,g}"


def _evidence(counts, numbers, i, j):
    shared = sorted(set(numbers["en"][i]).intersection(numbers["zh"][j]), key=lambda n: (-len(n), n))[:SHOWN]
    english, words = counts["en"].words(i), []
    for word, _ in sorted(counts["zh"].words(j).items(), key=lambda item: (-item[1] * len(item[0]), item[0])):
        match = next((token for rendering, _ in renderings(word) for token in rendering[:1] if token in english), None)
        if match:
            words.append(f"{word}={match}")
        if len(words) == SHOWN:
            break
    return "; ".join(part for part in ("figures " + ", ".join(_printed(n) for n in shared) if shared else "", "words " + ", ".join(words) if words else "") if part)
