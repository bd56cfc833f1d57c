#!/usr/bin/env python3
"""Fit the topic model on a cross-lingual benchmark of documents given as counts, and write its topics.

    crosslingual.py DATA_DIR OUT.npz [N_TOPICS]

DATA_DIR holds vocab_{en,zh}.txt (a word a line) and {train,test}_bow_{en,zh}.npz (scipy CSR, documents by words).  OUT.npz gets top_{en,zh}
(n_topics, 15), columns of the vocabulary, best first, and theta_{train,test}_{en,zh} (n_documents, n_topics).  No label is read.
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
import scipy.sparse as sp

from policyanalysis.analysis.bilingual_topics import BilingualTopics
from policyanalysis.analysis.common_space import LANGS

N_TERMS = 15


def read(folder):
    """Tokens of each document and the vocabulary, per part and language."""
    words = {lang: (folder / f"vocab_{lang}.txt").read_text(encoding="utf-8").split("\n") for lang in LANGS}
    tokens = {}
    for part in ("train", "test"):
        for lang in LANGS:
            bow = sp.load_npz(folder / f"{part}_bow_{lang}.npz").tocsr()
            documents = np.split(np.repeat(bow.indices, bow.data), np.cumsum(np.asarray(bow.sum(axis=1)).ravel())[:-1].astype(int))
            tokens[part, lang] = [[words[lang][column] for column in document] for document in documents]
    return tokens, words


def top_columns(model, words, lang):
    """The terms of each topic as columns of the benchmark's vocabulary; a topic with fewer than 15 repeats its last one."""
    columns = {word: number for number, word in enumerate(words)}
    found = [[columns[model.vocabulary_[lang][column]] for column in own] for own in model.terms_[lang]]
    return np.array([(own + own[-1:] * N_TERMS)[:N_TERMS] for own in found])


def main(folder, out, n_topics=50):
    tokens, words = read(Path(folder))
    began, processor = time.perf_counter(), time.process_time()
    model = BilingualTopics(n_topics=int(n_topics), random_state=0).fit(tokens["train", "en"] + tokens["train", "zh"],
                                                                        ["en"] * len(tokens["train", "en"]) + ["zh"] * len(tokens["train", "zh"]))
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    found = {f"top_{lang}": top_columns(model, words[lang], lang) for lang in LANGS}
    found |= {f"theta_{part}_{lang}": model.transform(texts, [lang] * len(texts)) for (part, lang), texts in tokens.items()}
    np.savez_compressed(out, **found)
    print(f"fit {seconds:.1f} s, processor {processor:.1f} s, peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(*sys.argv[1:4])
