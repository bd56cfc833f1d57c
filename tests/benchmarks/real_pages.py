#!/usr/bin/env python3
"""How well the two languages of a corpus with translations meet: paragraphs and their translations in one topic, and found by each other.

    real_pages.py CORPUS [N_TOPICS [N_SEEDS]]

Prints the median and range over seeds, without and with word pairs learned from these very translations (the honest figures are those without):
    same        share of English paragraphs whose Chinese version is on the same topic
    chance      the same for a paragraph of the other language drawn at random from these translations
    own         share whose translation is the most similar of all Chinese paragraphs of the corpus, by their own words
    in_context  the same with a part of the paragraphs before and after
The first two are given for passages on their own and for the topics of the reports, in which passages share the theme of their section.
"""

import sys

import numpy as np
import pandas as pd

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.retrieval import corrected_similarity, in_context
from policyanalysis.analysis.placing import borrow
from policyanalysis.analysis.topics import translated_tokens
from policyanalysis.corpus.load import load_corpus
from policyanalysis.language.tokens import tokenize


def places(corpus, passages):
    """Rows of the passages table of the English and the Chinese side of each aligned pair of paragraphs."""
    aligned = corpus.aligned[(corpus.aligned.text_en != "") & (corpus.aligned.text_zh != "")]
    row = {place: number for number, place in enumerate(zip(passages.file, passages.line))}
    return [np.array([row[place] for place in zip(aligned[f"file_{lang}"], aligned[f"line_{lang}"])]) for lang in ("en", "zh")]


def agreement(labels, en, zh):
    """Share of pairs on one topic, and the share expected by chance."""
    n = labels.max() + 1
    return float((labels[en] == labels[zh]).mean()), float(np.bincount(labels[en], minlength=n) @ np.bincount(labels[zh], minlength=n) / len(en) ** 2)


def found_first(points, langs, en, zh):
    """Share of English paragraphs whose translation is the most similar of all Chinese ones."""
    english, chinese = np.flatnonzero(langs == "en"), np.flatnonzero(langs == "zh")
    similarity = corrected_similarity(points[english], points[chinese])
    return float((chinese[similarity[np.searchsorted(english, en)].argmax(axis=1)] == zh).mean())


def measure(corpus, n_topics=20, learn=False, random_state=0):
    """The figures as a dict."""
    passages = corpus.unique_passages
    en, zh = places(corpus, passages)
    langs, documents = passages.lang.to_numpy(), passages.doc_id.tolist()
    tokens = [tokenize(text, lang) for text, lang in zip(passages.text, langs)]
    pairs = translated_tokens(corpus.aligned) if learn else None
    longer = borrow(tokens, documents)
    alone = BilingualTopics(n_topics, context=0, random_state=random_state).fit(longer, langs, documents, pairs)
    sections = BilingualTopics(n_topics, random_state=random_state).fit(longer, langs, documents, pairs)
    points = alone.embed(tokens, langs, context=0)
    figures = dict(zip(("same", "chance"), agreement(alone.labels_, en, zh))) | dict(zip(("same_in_sections", "chance_in_sections"), agreement(sections.labels_, en, zh)))
    return figures | {"own": found_first(points, langs, en, zh), "in_context": found_first(in_context(points, documents), langs, en, zh), "n": len(en), "n_zh": int((langs == "zh").sum())}


def main(path, n_topics=20, n_seeds=10):
    corpus = load_corpus(path)
    for learn in (False, True):
        table = pd.DataFrame([measure(corpus, int(n_topics), learn, seed) for seed in range(int(n_seeds))])
        print(f"word pairs learned: {'yes' if learn else 'no'}; {len(table)} seeds; {table.n[0]} pairs, {table.n_zh[0]} Chinese paragraphs")
        for name in table.columns[:-2]:
            print(f"    {name:<20} median {table[name].median():.3f}, from {table[name].min():.3f} to {table[name].max():.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:4])
