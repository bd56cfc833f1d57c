"""All stages measured in one run, each beside a peer where there is one, and written down with what they ran on.

    python tests/benchmarks/bench.py [--small] [--out FILE] [STAGE ...]        (make bench)

The table of a run of all stages is shown in the README, between two comments that name it.

Stages: segmentation, articles, duplicates, pairs, quantities, topics, render, growth; all of them by default.  What is compared takes turns in one process, five
rounds of it; a peer that is not installed is left out and named.  `--small` is there to see that it runs: the figures mean nothing then.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import growth
import pandas as pd
import rendering
import topics_peers
from generate import write_corpus

from policyanalysis.corpus import similarity
from policyanalysis.corpus.articles import page_rows, to_tables
from policyanalysis.corpus.duplicates import mark_duplicates, shingles
from policyanalysis.corpus.load import load_corpus
from policyanalysis.corpus.readers import iter_pages
from policyanalysis.corpus.translations import find_pairs
from policyanalysis.language.quantities import deadlines, quantities
from policyanalysis.language.tokens import _segmenter, segment_zh, tokenize_all

NEWEST = Path(__file__).parent / "newest.md"
README = Path(__file__).parents[2] / "README.md"
SHOWN = "<!-- make bench -->\n", "<!-- end of make bench -->\n"
NO_POLICIES = pd.DataFrame(columns=["policy", "title_en", "title_zh", "doc_number", "doc_ids_en", "doc_ids_zh"])


class Size(NamedTuple):
    """How much is measured: articles of the pages, of the topics and of the growth, and rounds."""

    articles: int
    of_topics: int
    growing: tuple[int, ...]
    rounds: int


FULL, SMALL = Size(4_000, 400, (1_000, 10_000, 100_000), 5), Size(120, 40, (20, 40), 1)


@cache
def generated(n_articles: int) -> tuple[Path, pd.DataFrame]:
    """A folder of generated pages, and their truth."""
    folder = Path(tempfile.mkdtemp())
    return folder, write_corpus(folder, n_articles)


@cache
def articles(n_articles: int) -> pd.DataFrame:
    return to_tables(page_rows(page) for pages, _ in iter_pages(generated(n_articles)[0]) for page in pages)[0]


def turns(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Processor seconds of each way, one after the other in each round."""
    taken = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            start = time.process_time()
            way()
            taken[name].append(time.process_time() - start)
    return taken


def rows(stage: str, what: str, taken: dict[str, list[float]], megabytes: float = 0.0) -> Iterator[tuple]:
    """A row for each way: median and range of its seconds, megabytes a second, and how many times as long as the first it takes."""
    first = statistics.median(next(iter(taken.values())))
    for name, seconds in taken.items():
        middle = statistics.median(seconds)
        speed = f"{megabytes / middle:.1f} MB/s" if megabytes else ""
        yield stage, what, name, f"{middle:.2f} ({min(seconds):.2f} to {max(seconds):.2f})", speed, f"{middle / first:.2f}" if len(taken) > 1 else ""


def of_text(texts) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def segmentation(size: Size) -> Iterator[tuple]:
    texts = [line for text in articles(size.articles).query("lang == 'zh'").text for line in text.split("\n") if line]
    ways = {"policyanalysis": segment_zh, "jieba": _segmenter()._jieba.lcut}
    other = sum(segment_zh(text) != ways["jieba"](text) for text in texts)
    taken = turns({name: lambda way=way: deque(map(way, texts), 0) for name, way in ways.items()}, size.rounds)  # what is found is not held, nor is it by what uses it
    yield from rows("segmentation", f"{len(texts):,} paragraphs, other words in {other}", taken, of_text(texts))


def from_bytes(size: Size) -> Iterator[tuple]:
    folder, truth = generated(size.articles)
    megabytes = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    whole = lambda: mark_duplicates(to_tables(page_rows(page) for pages, _ in iter_pages(folder) for page in pages)[0])  # noqa: E731
    yield from rows("articles", f"{len(truth):,} articles from bytes to their table", turns({"policyanalysis": whole}, size.rounds), megabytes)


def duplicates(size: Size) -> Iterator[tuple]:
    table, truth = articles(size.articles), generated(size.articles)[1]
    ids = truth.merge(table, on=["file", "start_line"]).set_index("key").doc_id
    planted = {ids[key] for key in truth.key[truth.duplicate_of >= 0]}
    found = mark_duplicates(table)
    recall = len(planted & set(found.doc_id[found.duplicate_of != ""])) / len(planted)
    ways = {"policyanalysis": lambda: mark_duplicates(table)}
    if importlib.util.find_spec("datasketch"):
        ways["datasketch, same shingles"] = lambda: by_datasketch(table.text)
    yield from rows("duplicates", f"{len(table):,} articles, {recall:.3f} of {len(planted)} planted found", turns(ways, size.rounds), of_text(table.text))


def by_datasketch(texts) -> list[list]:
    from datasketch import MinHash, MinHashLSH

    index, found = MinHashLSH(threshold=0.6, num_perm=128), []
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([value.tobytes() for value in shingles(text)])
        found.append(index.query(sketch))
        index.insert(str(number), sketch)
    return found


def pairs(size: Size) -> Iterator[tuple]:
    table, truth = mark_duplicates(articles(size.articles)), generated(size.articles)[1]
    ids = truth.merge(table, on=["file", "start_line"]).set_index("key").doc_id
    planted = {frozenset((ids[key], ids[other])) for key, other in zip(truth.key, truth.translation_of) if other >= 0}

    def found(every):
        similarity.EVERY = every
        return {frozenset(pair) for pair in find_pairs(table, NO_POLICIES)[["doc_id_en", "doc_id_zh"]].to_numpy()}

    ways = {"cell by cell": lambda: found(0), "all with all": lambda: found(float("inf"))}
    recall = ", ".join(f"{len(planted & way()) / max(len(planted), 1):.3f} {name}" for name, way in ways.items())
    yield from rows("pairs", f"{len(table):,} articles; of {len(planted)} planted found: {recall}", turns(ways, size.rounds))


def of_quantities(size: Size) -> Iterator[tuple]:
    for lang, texts in articles(size.articles).groupby("lang").text:
        text = "\n".join(texts)
        taken = turns({"quantities": lambda: quantities(text, lang), "deadlines": lambda: deadlines(text, lang)}, size.rounds)  # noqa: B023
        for name, seconds in taken.items():
            yield from rows("quantities", f"{lang}, {len(texts):,} articles", {name: seconds}, of_text(texts))


def topics(size: Size) -> Iterator[tuple]:
    passages = load_corpus(generated(size.of_topics)[0]).unique_passages
    tokens = tokenize_all(passages.text, passages.lang)
    installed = [name for name, package in topics_peers.MODELS.items() if importlib.util.find_spec(package) and name not in topics_peers.NEED_ENCODER]
    ways = {name: lambda name=name: topics_peers.fit(name, tokens, passages.lang.tolist(), passages.doc_id.tolist(), min(20, size.of_topics // 8)) for name in installed}
    yield from rows("topics", f"{len(passages):,} paragraphs", turns(ways, size.rounds))


def render(size: Size) -> Iterator[tuple]:
    if size is SMALL:
        return  # takes a minute, and is rendered in the tests anyway
    for name, runs in rendering.measure(rounds=size.rounds).items():
        wall = [seconds for seconds, _ in runs]
        yield "render", "six reports of the sample, two at a time", name, f"{statistics.median(wall):.2f} ({min(wall):.2f} to {max(wall):.2f})", "", ""


def grow(size: Size) -> Iterator[tuple]:
    megabytes, found = growth.measure(size.growing)
    for name in found[0]:
        values = [row[name] for row in found]
        shown = ", ".join(growth.printed(name, value) for value in values)
        yield "growth", f"{' '.join(f'{n:,}' for n in size.growing)} articles", "peak" if name == "MB" else name, shown, "", "" if name.endswith("found") else f"exponent {growth.exponent(megabytes, values):.2f}"


STAGES = {"segmentation": segmentation, "articles": from_bytes, "duplicates": duplicates, "pairs": pairs, "quantities": of_quantities, "topics": topics, "render": render, "growth": grow}


def machine() -> str:
    """What it ran on, in one line."""
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "") if Path("/proc/cpuinfo").exists() else ""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else float("nan")
    packages = [name for name in ("numpy", "pandas", "scikit-learn", "pyarrow", "rjieba", "jieba", "rensa", "datasketch", "tomotopy", "gensim") if importlib.util.find_spec(name.replace("scikit-learn", "sklearn"))]
    return (f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores {cpu or platform.machine()}, {memory:.0f} GB, load {os.getloadavg()[0]:.1f} at the end; "
            f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in packages)}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stages", nargs="*", metavar="STAGE", help=", ".join(STAGES))
    parser.add_argument("--small", action="store_true", help="little of everything, once")
    parser.add_argument("--out", type=Path, default=NEWEST, help="the Markdown file that is written")
    given = parser.parse_args()
    if unknown := [name for name in given.stages if name not in STAGES]:
        parser.error(f"there is no stage {unknown[0]!r}; the stages are {', '.join(STAGES)}")
    table = [("stage", "what", "way", "seconds, median (range)", "speed", "times the first")]
    for name in given.stages or STAGES:
        print(f"{name} ...", file=sys.stderr, flush=True)
        table += STAGES[name](SMALL if given.small else FULL)
    lines = ["| " + " | ".join(row) + " |" for row in table]
    text = "\n".join([f"{machine()} Processor seconds of one process, but for render and growth, which take the clock.", "", lines[0], "|---" * len(table[0]) + "|", *lines[1:]]) + "\n"
    given.out.write_text(text, "utf-8")
    if given.out == NEWEST and not given.stages and not given.small:
        show(text)
    print(text)


def show(text: str, page: Path = README) -> None:
    """Put the table in the place of the one that a page shows."""
    before, _, rest = page.read_text("utf-8").partition(SHOWN[0])
    page.write_text(before + text.join(SHOWN) + rest.partition(SHOWN[1])[2], "utf-8")


if __name__ == "__main__":
    os.environ["POLICYANALYSIS_CACHE"] = "off"
    main()
