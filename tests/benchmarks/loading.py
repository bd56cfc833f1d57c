"""Speed and memory from raw files to the articles table, on generated pages or on a folder of one's own.

    python tests/benchmarks/loading.py [FOLDER | N_ARTICLES]

Prints a Markdown table: megabytes a second by stage (process time, median of five), and the peak memory over what the imports take, in a process of its own.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write_corpus

from policyanalysis.corpus.articles import read_articles
from policyanalysis.corpus.duplicates import mark_duplicates
from policyanalysis.corpus.readers import iter_pages

ROUNDS = 5
MEGABYTE = 1e6


def stages(folder: str) -> dict[str, float]:
    """Process seconds of each stage of one run."""
    start = time.process_time()
    for _ in iter_pages(folder):
        pass
    read = time.process_time()
    articles, _, _ = read_articles(page for pages, _ in iter_pages(folder) for page in pages)
    made = time.process_time()
    mark_duplicates(articles)
    end = time.process_time()
    return {"read": read - start, "split, clean, describe": made - read - (read - start), "duplicates": end - made, "bytes to articles table": end - read}


def peak(folder: str) -> float:
    """Megabytes that one run takes at its peak over what it took before it began."""
    small = tempfile.mkdtemp()
    write_corpus(Path(small), 50)  # what is loaded once, such as tables of characters, does not grow with the corpus
    code = ("import re, sys; sys.path.insert(0, sys.argv[1]); from loading import stages; "
            "peak = lambda: int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1]); "
            "stages(sys.argv[2]); before = peak(); stages(sys.argv[3]); print(peak() - before)")
    done = subprocess.run([sys.executable, "-c", code, str(Path(__file__).parent), small, folder], capture_output=True, text=True, check=True)
    return int(done.stdout) * 1024 / MEGABYTE


def main(argument: str = "20000") -> None:
    folder = argument
    if argument.isdigit():
        folder = tempfile.mkdtemp()
        write_corpus(Path(folder), int(argument))
    size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / MEGABYTE
    runs = [stages(folder) for _ in range(ROUNDS)]
    taken = {stage: statistics.median(run[stage] for run in runs) for stage in runs[0]}
    print(f"{size:.1f} MB in {sum(1 for _ in Path(folder).rglob('*.*'))} files")
    print("| stage | MB a second |\n|---|---|")
    for stage, seconds in taken.items():
        print(f"| {stage} | {size / seconds:.1f} |")
    print(f"| peak memory / corpus | {peak(folder) / size:.1f} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
