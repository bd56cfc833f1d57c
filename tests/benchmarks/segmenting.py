"""How fast Chinese is segmented beside jieba, and whether the words are the same.

    python tests/benchmarks/segmenting.py [FOLDER]

Takes every line with Chinese in the text files of a folder (the sample by default), and prints a Markdown table: megabytes a second of jieba, of the same
dictionary in rjieba alone, and of `segment_zh`, each the best of five turns taken one after the other, with how many lines differ from jieba's.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from policyanalysis.language.segmenting import HAN
from policyanalysis.language.tokens import _segmenter, segment_zh
from policyanalysis.project import SAMPLE

ROUNDS = 5


def main(folder: str = str(SAMPLE)) -> None:
    lines = list(dict.fromkeys(line for file in sorted(Path(folder).rglob("*.txt")) for line in file.read_text("utf-8", "replace").split("\n") if HAN.search(line)))
    size = sum(len(line.encode()) for line in lines) / 1e6
    segmenter = _segmenter()
    ways = {"jieba": segmenter._jieba.lcut, "rjieba, whatever the words": segmenter._fast.cut, "segment_zh": segment_zh}
    taken = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):
        for name, way in ways.items():
            start = time.process_time()
            for line in lines:
                way(line)
            taken[name] = min(taken[name], time.process_time() - start)
    print(f"{len(lines)} lines, {size:.2f} MB\n\n| | MB a second | times jieba | other words than jieba |\n|---|---|---|---|")
    for name, way in ways.items():
        print(f"| {name} | {size / taken[name]:.1f} | {taken['jieba'] / taken[name]:.1f} | {sum(way(line) != ways['jieba'](line) for line in lines)} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
