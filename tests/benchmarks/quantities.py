"""Speed of reading quantities and deadlines, on generated pages or on a folder of one's own.

    python tests/benchmarks/quantities.py [FOLDER | N_ARTICLES]

Prints a Markdown table: megabytes of UTF-8 text a second on one core (process time, median of five) for each language.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from generate import write_corpus

from policyanalysis.corpus.articles import read_articles
from policyanalysis.corpus.readers import iter_pages
from policyanalysis.language.quantities import deadlines, quantities

ROUNDS = 5
MEGABYTE = 1e6


def seconds(read, text: str, lang: str) -> float:
    """Process seconds of reading a text, median of the rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        read(text, lang)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def main(argument: str = "2000") -> None:
    folder = argument
    if argument.isdigit():
        folder = tempfile.mkdtemp()
        write_corpus(Path(folder), int(argument))
    _, passages, _ = read_articles(page for pages, _ in iter_pages(folder) for page in pages)
    print("| text | MB | quantities found | quantities, MB a second | deadlines, MB a second |\n|---|---|---|---|---|")
    for lang, texts in passages.groupby("lang").text:
        text = "\n".join(texts)
        size = len(text.encode()) / MEGABYTE
        print(f"| {lang} | {size:.2f} | {len(quantities(text, lang)):,} | {size / seconds(quantities, text, lang):.1f} | {size / seconds(deadlines, text, lang):.1f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
