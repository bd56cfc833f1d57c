"""Renders at once: half of them to places of their own, half of them to one and the same; all must end, and none mix with another.

    python tests/benchmarks/at_once.py [N_RENDERS]

Each has a parameter of its own, which is in its page, its notebook and its record.  Of those that want the same place one works, and the others end with
status 3; what is in that place afterwards is whole and of a run that said it had worked.  Ends with status 1 if anything was not as it must be.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kills import NAMES, PAGE, small_notebook, start, wrong
from policyanalysis.reporting.ledger import read_ledger
from policyanalysis.reporting.render import render


def main(n_renders: str = "20") -> None:
    folder, n = Path(tempfile.mkdtemp()), int(n_renders)
    os.environ["POLICYANALYSIS_CACHE"] = str(folder / "cache")
    (folder / "pages").mkdir()
    (folder / "pages/a.txt").write_text(PAGE, "utf-8")
    notebooks = [small_notebook(folder, name) for name in NAMES]
    places = {number: folder / (f"own{number}" if number % 2 else "shared") for number in range(n)}
    began = time.monotonic()
    runs = {number: start([*map(str, notebooks), "--corpus", str(folder / "pages"), "--out", str(place), "-p", "random_state", str(number)]) for number, place in places.items()}
    statuses = {number: run.wait(1800) for number, run in runs.items()}
    seconds, failures = time.monotonic() - began, []
    worked = [number for number, place in places.items() if place.name == "shared" and statuses[number] == 0]
    for number in [*(number for number in places if number % 2), worked[-1] if worked else 0]:
        if number % 2 and statuses[number]:
            failures.append(f"run {number}: status {statuses[number]}")
        # Those with the same place that came later than others' end work too: the last of them is the one in the ledger
        state = number if number % 2 else read_ledger(places[number])[-1]["parameters"]["random_state"]
        render(notebooks, places[number], {"random_state": str(state)}, corpus=str(folder / "pages"), index=notebooks)  # must find nothing to do
        failures += wrong(places[number], list(NAMES), state, {})
        failures += [f"run {number}: it was made again"] * (read_ledger(places[number])[-1]["status"] != "unchanged")
    failures += [f"run {number}: status {statuses[number]}" for number in places if statuses[number] not in (0, 3)]
    made = Counter(entry["parameters"]["random_state"] for entry in read_ledger(folder / "shared") if entry["status"] == "made")
    failures += [f"the shared place: run {number} said that it worked, and made {made[number]}" for number in worked if made[number] != len(NAMES)]
    failures += [f"the shared place: run {number} made something, and said {statuses[number]}" for number in made if number not in worked]
    print(f"{n} renders at once, {seconds:.0f} s: " + ", ".join(f"{count} with status {status}" for status, count in sorted(Counter(statuses.values()).items())))
    print(f"{len(worked)} of {(n + 1) // 2} to the same place worked, the others were told; {len(failures)} wrong")
    print("\n".join(failures))
    sys.exit(bool(failures) or not worked)


if __name__ == "__main__":
    main(*sys.argv[1:])
