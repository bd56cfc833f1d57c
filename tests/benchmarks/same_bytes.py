"""Runs with different hash seeds, numbers of workers, locales, time zones, kinds of processors and caches: the same bytes apart from times.

    python tests/benchmarks/same_bytes.py [N_RUNS [CORPUS]]

All notebooks of the project; the moment that reports bear is held (SOURCE_DATE_EPOCH), and everything that is put in place is compared but the ledger,
whose lines are times.  Prints each run; ends with status 1 if one differs.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from policyanalysis import project

COMMAND = [sys.executable, "-c", "from policyanalysis.cli import main; main()", "render", "--quiet"]
LOCALES = ("C", "C.UTF-8", "zh_CN.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "zh_CN.GB18030")
ZONES = ("UTC", "Asia/Shanghai", "America/New_York")
PROCESSORS = ("", "Haswell", "SkylakeX", "Prescott")  # whose arithmetic is used, where this one has it


def hashes(out: Path) -> dict[str, str]:
    """SHA-256 of what was put in place, by its name; the index without the line that says when it was written."""
    found = {}
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name not in ("ledger.jsonl", ".lock"):
            lines = [line for line in path.read_bytes().splitlines(keepends=True) if path.name != "index.html" or b"Last run" not in line]
            found[str(path.relative_to(out))] = hashlib.sha256(b"".join(lines)).hexdigest()
    return found


def main(n_runs: str = "10", corpus: str = str(project.SAMPLE)) -> None:
    folder, first, differing = Path(tempfile.mkdtemp()), {}, 0
    installed = {name.lower().replace("utf8", "utf-8") for name in subprocess.run(["locale", "-a"], capture_output=True, text=True).stdout.split()}
    locales = itertools.cycle([name for name in LOCALES if name.lower() in installed] or ["C"])
    for number, (locale, zone, processor, workers) in zip(range(int(n_runs)), zip(locales, *map(itertools.cycle, (ZONES, PROCESSORS, (1, 2, 3))))):
        seed = str(7 * number) if number % 3 else "random"
        given = {**os.environ, "PYTHONPATH": str(project.ROOT), "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale, "TZ": zone,
                 "OPENBLAS_CORETYPE": processor, "SOURCE_DATE_EPOCH": "1793500000",
                 "POLICYANALYSIS_CACHE": ("off", str(folder / "cache"), str(folder / "cache"), str(folder / f"cache{number}"))[number % 4]}
        out, began = folder / f"out{number}", time.monotonic()
        done = subprocess.run([*COMMAND, "--corpus", corpus, "--out", str(out), "--workers", str(workers)], env=given, capture_output=True, text=True, cwd=folder)
        found = hashes(out)
        first = first or found
        other = sorted(name for name in first.keys() | found.keys() if first.get(name) != found.get(name))
        differing += bool(other or done.returncode or len(found) < 3 * len(project.notebooks()))
        print(f"hash seed {seed}, {workers} workers, {locale}, {zone}, {processor or 'own arithmetic'}, "
              f"cache {given['POLICYANALYSIS_CACHE'].rpartition('/')[2]}: status {done.returncode}, {len(found)} files, "
              f"{'the same bytes' if not other else 'different: ' + ', '.join(other)}, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{differing} of {n_runs} runs differ")
    sys.exit(bool(differing))


if __name__ == "__main__":
    main(*sys.argv[1:])
