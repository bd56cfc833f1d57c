#!/usr/bin/env python3
"""This project's topics beside those of other libraries, on the same tokens, each fitted in a process of its own.

    topics_peers.py [DATA_DIR | CORPUS] [N_TOPICS] [OUT.csv]

DATA_DIR is a benchmark as `crosslingual.py` reads it (its training part); CORPUS a folder of pages, by default the sample.  Models of one language are
fitted on each language apart, the first half of the topics on English, the rest on Chinese.  Printed as Markdown, and written to OUT.csv where one is named:
    seconds, MB         of fitting, and the most memory of the process (the tokens included)
    npmi_en, npmi_zh    mean NPMI of the ten first terms of a topic, over the documents fitted (a pair never seen together counts -1)
    uniqueness          mean of 1 / number of topics that list a term
    both                share of topics that have at least a tenth of their documents in each language
Peers that are not installed are skipped with a line; Turftopic and BERTopic need an encoder, and none was found that ships inside a package.
"""

import importlib.util
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

TERMS = 10
LANGS = ("en", "zh")
MODELS = {"policyanalysis": "policyanalysis", "scikit-learn NMF": "sklearn", "scikit-learn LDA": "sklearn", "tomotopy LDA": "tomotopy", "gensim LDA": "gensim",
          "Turftopic": "turftopic", "BERTopic": "bertopic"}
NEED_ENCODER = ("Turftopic", "BERTopic")


def read(source):
    """Tokens, languages and article of each document or passage."""
    if (Path(source) / "vocab_en.txt").is_file():
        from crosslingual import read as read_benchmark

        tokens, _ = read_benchmark(Path(source))
        documents = [(text, lang) for lang in LANGS for text in tokens["train", lang]]
        return [text for text, _ in documents], [lang for _, lang in documents], None
    from policyanalysis.analysis.placing import borrow
    from policyanalysis.corpus.load import load_corpus
    from policyanalysis.language.tokens import tokenize

    passages = load_corpus(source).unique_passages
    articles = passages.doc_id.tolist()
    return borrow([tokenize(text, lang) for text, lang in zip(passages.text, passages.lang)], articles), passages.lang.tolist(), articles


def fit_policyanalysis(tokens, langs, articles, n_topics):
    from policyanalysis.analysis.bilingual_topics import BilingualTopics

    model = BilingualTopics(n_topics=n_topics, random_state=0).fit(tokens, langs, articles)
    return [{lang: model.top_words(topic, lang, TERMS) for lang in LANGS} for topic in range(n_topics)], model.labels_


def fit_sklearn(tokens, n_topics, kind):
    from sklearn.decomposition import NMF, LatentDirichletAllocation
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

    counted = (TfidfVectorizer if kind == "NMF" else CountVectorizer)(analyzer=lambda text: text, min_df=2)
    table = counted.fit_transform(tokens)
    model = (NMF(n_topics, random_state=0) if kind == "NMF" else LatentDirichletAllocation(n_topics, random_state=0)).fit(table)
    words = counted.get_feature_names_out()
    return [words[np.argsort(-row)[:TERMS]].tolist() for row in model.components_], model.transform(table).argmax(axis=1)


def fit_tomotopy(tokens, n_topics):
    import tomotopy

    often = Counter(word for text in tokens for word in set(text))
    kept = [[word for word in text if often[word] > 1] for text in tokens]
    rows = [number for number, text in enumerate(kept) if text]
    model = tomotopy.LDAModel(k=n_topics, seed=0)
    for row in rows:
        model.add_doc(kept[row])
    model.train(500, workers=1)
    labels = np.full(len(tokens), -1)
    labels[rows] = [int(np.argmax(document.get_topic_dist())) for document in model.docs]
    return [[word for word, *_ in model.get_topic_words(topic, TERMS)] for topic in range(n_topics)], labels


def fit_gensim(tokens, n_topics):
    from gensim.corpora import Dictionary
    from gensim.models import LdaModel

    words = Dictionary(tokens)
    words.filter_extremes(no_below=2, no_above=1.0)
    bags = [words.doc2bow(text) for text in tokens]
    model = LdaModel(bags, id2word=words, num_topics=n_topics, passes=10, random_state=0)
    return ([[word for word, _ in model.show_topic(topic, TERMS)] for topic in range(n_topics)],
            np.array([max(model.get_document_topics(bag, minimum_probability=0.0), key=lambda pair: pair[1])[0] for bag in bags]))


def fit(name, tokens, langs, articles, n_topics):
    """Terms of each topic by language, and the strongest topic of each document."""
    if name == "policyanalysis":
        return fit_policyanalysis(tokens, langs, articles, n_topics)
    one = {"scikit-learn NMF": lambda texts, n: fit_sklearn(texts, n, "NMF"), "scikit-learn LDA": lambda texts, n: fit_sklearn(texts, n, "LDA"),
           "tomotopy LDA": fit_tomotopy, "gensim LDA": fit_gensim}[name]
    half, langs = {"en": n_topics // 2, "zh": n_topics - n_topics // 2}, np.array(langs)
    terms, labels, first = [], np.full(len(tokens), -1), 0
    for lang in LANGS:
        rows = np.flatnonzero(langs == lang)
        if not len(rows):
            continue
        found, own = one([tokens[row] for row in rows], half[lang])
        terms += [{lang: words} for words in found]
        labels[rows] = np.where(own >= 0, own + first, -1)
        first += half[lang]
    return terms, labels


def score(terms, labels, tokens, langs):
    """The figures of a model as a dict."""
    from policyanalysis.analysis.topic_number import npmi

    listed = set(word for topic in terms for words in topic.values() for word in words)
    documents = {lang: [set(text) & listed for text, own in zip(tokens, langs) if own == lang] for lang in LANGS}
    figures = {f"npmi_{lang}": float(np.nanmean([npmi(topic[lang], documents[lang]) for topic in terms if topic.get(lang)])) for lang in LANGS}
    times = Counter((lang, word) for topic in terms for lang, words in topic.items() for word in set(words))
    english = np.array(langs) == "en"
    shares = [english[labels == topic].mean() for topic in range(len(terms)) if (labels == topic).any()]
    return figures | {"uniqueness": float(np.mean([1 / times[lang, word] for topic in terms for lang, words in topic.items() for word in words])),
                      "both": float(np.mean([0.1 <= share <= 0.9 for share in shares]))}


def peak():
    """The most memory that this process had, in MB; on Linux not from getrusage, which counts the parent's as well."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(next(line for line in status.read_text().splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def alone(name, path, n_topics):
    """Fit one model in this process, and print its figures as JSON."""
    tokens, langs, articles = pickle.loads(Path(path).read_bytes())
    start = time.perf_counter()
    terms, labels = fit(name, tokens, langs, articles, int(n_topics))
    figures = {"seconds": time.perf_counter() - start, "MB": peak()}
    print(json.dumps(figures | score(terms, labels, tokens, langs)))


def main(source="", n_topics=15, out=""):
    from policyanalysis.project import SAMPLE

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tokens.pickle"  # written and read here alone
        path.write_bytes(pickle.dumps(read(source or SAMPLE)))
        for name, package in MODELS.items():
            if importlib.util.find_spec(package) is None:
                print(f"{name}: not installed, skipped")
                continue
            if name in NEED_ENCODER:
                print(f"{name}: no encoder that ships inside a package is known, skipped")
                continue
            done = subprocess.run([sys.executable, __file__, "--alone", name, str(path), str(n_topics)], capture_output=True, text=True)
            if done.returncode:
                print(f"{name}: failed, {done.stderr.strip().splitlines()[-1]}")
                continue
            rows.append({"model": name, **json.loads(done.stdout.splitlines()[-1])})
    table = pd.DataFrame(rows).round({"seconds": 1, "MB": 0, "npmi_en": 3, "npmi_zh": 3, "uniqueness": 2, "both": 2})
    print("| " + " | ".join(table.columns) + " |\n|" + "---|" * len(table.columns))
    for row in table.itertuples(index=False):
        print("| " + " | ".join(str(int(value)) if name == "MB" else str(value) for name, value in zip(table.columns, row)) + " |")
    if out:
        table.to_csv(out, index=False)


if __name__ == "__main__":
    alone(*sys.argv[2:]) if sys.argv[1:2] == ["--alone"] else main(*sys.argv[1:4])
