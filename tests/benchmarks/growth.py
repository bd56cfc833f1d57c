"""How time and memory of each stage grow with the corpus, from raw files to topics, coverage, targets and the audit.

    python tests/benchmarks/growth.py [N_ARTICLES ...] [TABLE ...] [again] [given]

Writes generated pages of each size (1,000 to 8,000 articles by default), runs every size in a process of its own with a cache that is empty at first, and prints a Markdown
table: seconds of each stage (of all tables named below, or of those that are given), peak memory, the share of planted duplicates and translations that was found, and the
exponent that a line through the logarithms gives (1: proportional to the size).

With `again`, one article more for each hundred comes in, in files whose names stand among those of the others, and each stage runs again with what the first run kept.  With
`given`, topics are not found, but given from a file, in both runs: those of 2,000 other articles.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from generate import write_corpus

SIZES = (1_000, 2_000, 4_000, 8_000)
AGAIN, GIVEN = "again", "given"
TABLES = {"targets": {}, "topics": {"n_topics": "50"}, "coverage": {"n_topics": "50"}, "keyness": {}, "audit": {}}


def stages(folder: str, truth: str, topics: str, *tables: str) -> dict[str, float]:
    """Wall seconds of all and of each stage, megabytes at the peak (of this process, without those that it starts), and what was found of what the truth (a CSV file) has planted.

    `topics` is a file of topics that are given, or empty.
    """
    from policyanalysis.corpus import load
    from policyanalysis.kept import fit_topics  # noqa: F401  (imports are not part of any stage)
    from policyanalysis.tables import build_table

    found: dict[str, float] = {}

    def timed(name, work):
        def run(*arguments, **more):
            start = time.perf_counter()
            result = work(*arguments, **more)
            found[name] = found.get(name, 0.0) + time.perf_counter() - start
            return result
        return run

    for name in ("_read", "mark_duplicates", "name_policies", "find_pairs", "align"):
        setattr(load, name, timed(name.lstrip("_"), getattr(load, name)))
    start = time.perf_counter()
    corpus = load.load_corpus(folder)
    for name in tables or TABLES:
        timed(name, build_table)(name, corpus, {"topics_from": topics} if topics and TABLES[name] else TABLES[name])
    found = {"all": time.perf_counter() - start, **found}
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return found | {"MB": int(status["VmHWM"].split()[0]) / 1024} | recall(corpus, pd.read_csv(truth))


def recall(corpus, truth: pd.DataFrame) -> dict[str, float]:
    """Shares of the planted duplicates and translations that were found; an article stands for its duplicates."""
    articles = corpus.articles.set_index(["file", "start_line"])[["doc_id", "duplicate_of"]]
    ids, first = truth.join(articles.doc_id, on=["file", "start_line"]).set_index("key").doc_id, dict(articles[articles.duplicate_of != ""].to_numpy())
    pairs = {frozenset(pair) for pair in corpus.pairs[corpus.pairs.kind == "translation"][["doc_id_en", "doc_id_zh"]].to_numpy()}
    planted = {field: [(ids[key], ids[other]) for key, other in zip(truth.key, truth[field]) if other >= 0] for field in ("duplicate_of", "translation_of")}
    found = {"duplicates found": [bool({one, other} & first.keys()) for one, other in planted["duplicate_of"]],
             "translations found": [frozenset(first.get(doc_id, doc_id) for doc_id in pair) in pairs for pair in planted["translation_of"]]}
    return {name: sum(own) / max(len(own), 1) for name, own in found.items()}


def printed(name: str, value: float) -> str:
    """A value with its unit.

    >>> printed("MB", 2278.4), printed("targets", 1.25), printed("duplicates found", 1)
    ('2278 MB', '1.2 s', '1.000')
    """
    return f"{value:.0f} MB" if name.endswith("MB") else f"{value:.3f}" if name.endswith("found") else f"{value:.1f} s"


def exponent(sizes: list[float], values: list[float]) -> float:
    """Slope of the line through the logarithms.

    >>> round(exponent([1, 2, 4], [3, 6, 12]), 6)
    1.0
    """
    return float(np.polyfit(np.log(sizes), np.log(np.maximum(values, 1e-3)), 1)[0])


def measure(counts: Sequence[int], tables: Sequence[str] = (), again: bool = False, given: bool = False) -> tuple[list[float], list[dict[str, float]]]:
    """Megabytes of the pages of each size, and what `stages` gives for them in a process of their own; for the run after new articles came in under names of its own."""
    sizes, rows = [], []
    for n_articles in counts:
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as kept:
            truth, topics = Path(kept) / "truth.csv", str(_topics(Path(kept))) if given else ""
            write_corpus(Path(folder), n_articles).to_csv(truth, index=False)
            sizes.append(sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6)
            rows.append(_run("--stages", folder, str(truth), topics, *tables, kept=kept))
            if again:
                _add(Path(folder), max(n_articles // 100, 1))
                second = _run("--stages", folder, str(truth), topics, *tables, kept=kept)
                rows[-1] |= {f"{AGAIN}: {name}": value for name, value in second.items() if not name.endswith("found")}
        print(f"{n_articles} articles, {sizes[-1]:.0f} MB: {rows[-1]['all']:.0f} s", file=sys.stderr, flush=True)
    return sizes, rows


def _run(*arguments, kept):
    done = subprocess.run([sys.executable, __file__, *arguments], capture_output=True, text=True, check=True, env={**os.environ, "POLICYANALYSIS_CACHE": kept})
    return json.loads(done.stdout.splitlines()[-1])


def _topics(place):
    """A file of the topics of other articles."""
    from policyanalysis.corpus.load import load_corpus
    from policyanalysis.tables import write_topics_of

    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder), 2_000, seed=7)
        write_topics_of(load_corpus(folder), place / "other.topics", TABLES["topics"])
    return place / "other.topics"


def _add(folder, n_articles):
    """Put new articles among those of a folder."""
    with tempfile.TemporaryDirectory() as new:
        write_corpus(Path(new), n_articles, seed=9)
        for file in Path(new).iterdir():
            shutil.move(file, folder / f"{file.stem}_new.txt")


def main(*given: str) -> None:
    counts, tables = [int(n) for n in given if n.isdecimal()] or list(SIZES), [name for name in given if not name.isdecimal() and name not in (AGAIN, GIVEN)]
    if unknown := set(tables) - set(TABLES):
        sys.exit(f"there is no table {min(unknown)!r} here; those that are measured: {' '.join(TABLES)}")
    sizes, rows = measure(counts, tables, AGAIN in given, GIVEN in given)
    print(f"| stage | {' | '.join(f'{n:,}' for n in counts)} | exponent |\n|{'---|' * (len(counts) + 2)}")
    for name in rows[0]:
        values = [row[name] for row in rows]
        print(f"| {name} | {' | '.join(printed(name, value) for value in values)} | {'' if name.endswith('found') or len(sizes) < 2 else f'{exponent(sizes, values):.2f}'} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--stages"]:
        print(json.dumps(stages(*sys.argv[2:])))
    else:
        main(*sys.argv[1:])
