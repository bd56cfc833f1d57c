"""Seconds to index passages and to search them in both languages, on generated pages, repeated until there are enough.

    python tests/benchmarks/searching.py FOLDER [N_PASSAGES]

Prints a Markdown table: occurrences found, the median and the longest of nine searches in milliseconds, and the memory that the index takes.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time

import pandas as pd

from policyanalysis.analysis.passage_index import index_passages
from policyanalysis.analysis.search import search
from policyanalysis.corpus.load import load_corpus

QUERIES = ("新型储能", "energy storage", "digital economy", "數字經濟", "低空经济", "hydrogen", "market access", "AI", "manufactur*", "zzz", "发展", "plan", "增长")
ROUNDS = 9


def repeated(passages: pd.DataFrame, n_passages: int) -> pd.DataFrame:
    """The passages again and again, each time as other files', until there are as many."""
    times = -(-n_passages // len(passages))
    return pd.concat([passages.assign(doc_id=passages.doc_id + f"-{i}", file=passages.file + f"-{i}") for i in range(times)], ignore_index=True).head(n_passages)


def main() -> None:
    """Print the table."""
    passages = load_corpus(sys.argv[1]).passages
    passages = repeated(passages, int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    index = index_passages(passages)
    print(f"{len(passages):,} passages, {passages.text.str.len().sum() / 1e6:.1f} million characters; indexed in {time.perf_counter() - start:.1f} s, "
          f"at most {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:,.0f} MB more\n\n| query | occurrences | median ms | longest ms |\n|---|---|---|---|")
    for query in QUERIES:
        search(index, query)
        times = []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            found = search(index, query)
            times.append(1000 * (time.perf_counter() - start))
        print(f"| {query} | {len(found):,} | {statistics.median(times):.0f} | {max(times):.0f} |")


if __name__ == "__main__":
    main()
