"""Plants small faults in the rules of the program, one at a time, and counts which ones the tests notice.

python -m tests.mutants                        300 mutants, one after the other, for 60 minutes at most
python -m tests.mutants --resume               goes on where it was stopped
python -m tests.mutants --survivors            tries those again that were not noticed the last time
python -m tests.mutants --seed 2 --at desktop/catalogue    other ones, of one folder or file alone

Only the tests that reach the mutated function run. What was looked at and changes nothing that anybody could see stands in
`equivalent.toml` with the reason, and does not count. Runs on Linux and macOS (it forks).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.mutants.reach import collect
from tests.mutants.sampling import Mutant, Place, equivalent, places, sample
from tests.mutants.trials import Judge, Outcome, Trials

_SURVIVED = ("survived", "unreached")


class Record:
    """What became of each mutant of a seed, in a file that grows by a line for each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.outcomes: dict[tuple[str, str, str, str], Outcome] = {}
        if path.exists():
            for line in path.read_text("utf-8").splitlines():
                entry = json.loads(line)
                self.outcomes[tuple(entry["mutant"])] = Outcome(**entry["outcome"])

    def forget(self) -> None:
        """Begin again."""
        self.outcomes.clear()
        self._path.unlink(missing_ok=True)

    def add(self, mutant: Mutant, outcome: Outcome) -> None:
        """Keep what became of a mutant."""
        self.outcomes[mutant.name] = outcome
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"mutant": mutant.name, "outcome": asdict(outcome)}) + "\n")


def report(chosen: list[Mutant], record: Record, ignored: dict[tuple[str, str, str, str], str]) -> str:
    """Figures and survivors, in words."""
    equivalents = sum(each.name in ignored for each in chosen)
    tried = [each for each in chosen if each.name in record.outcomes and each.name not in ignored]
    counted = [each for each in tried if record.outcomes[each.name].how != "cannot be planted"]
    survivors = [each for each in counted if record.outcomes[each.name].how in _SURVIVED]
    noticed = len(counted) - len(survivors)
    share = f" ({noticed / len(counted):.1%} of those that are not)" if counted else ""
    return "\n".join(
        [
            *(f"{each}  [{record.outcomes[each.name].how}]" for each in sorted(survivors, key=lambda each: each.file)),
            f"{len(counted) + equivalents} of {len(chosen)} mutants judged: {noticed} noticed{share},"
            f" {equivalents} equivalent, {len(survivors)} survived",
        ]
    )


def stale(all_places: list[Place], ignored: dict[tuple[str, str, str, str], str]) -> list[str]:
    """Entries of `equivalent.toml` whose line or change is no more."""
    names = {place.mutant(number).name for place in all_places for number in range(len(place.changes))}
    return [" | ".join(each) for each in ignored if each not in names]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--resume", action="store_true", help="skip what was tried with this seed already")
    parser.add_argument("--survivors", action="store_true", help="only what was not noticed with this seed")
    parser.add_argument("--at", default="", metavar="PATH", help="only files whose path begins so")
    parser.add_argument("--most-seconds", type=float, default=20, help="of the processor, of tests for one mutant")
    parser.add_argument("--patience", type=float, default=10, help="seconds that a test may take longer than it did")
    parser.add_argument("--fresh", action="store_true", help="look again which tests reach what")
    parser.add_argument("--processes", type=int, default=2, help="for that look; the mutants themselves take one")
    parser.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    root = asked.root.resolve()
    os.chdir(root)
    sys.path.insert(0, str(root))
    os.nice(5)
    kept = root / "build" / "mutants"
    record = Record(kept / f"seed-{asked.seed}.jsonl")
    if not asked.resume and not asked.survivors:
        record.forget()
    ignored = equivalent()
    reach = collect(root, kept / "reach.json", asked.processes, asked.fresh)
    all_places = list(places(root))
    chosen = sample(all_places, asked.seed, asked.count, asked.at)
    if asked.survivors:
        wanted = {name for name, each in record.outcomes.items() if each.how in _SURVIVED}
        left = [each for each in chosen if each.name in wanted]
    else:
        left = [each for each in chosen if each.name not in record.outcomes]
    left = [each for each in left if each.name not in ignored]
    ends = time.monotonic() + asked.minutes * 60

    def work(judge: Judge) -> None:
        for number, mutant in enumerate(left, 1):
            if time.monotonic() > ends:
                print(f"stopped after {asked.minutes:g} minutes; --resume goes on", flush=True)
                return
            outcome = judge(mutant)
            record.add(mutant, outcome)
            sign = "SURVIVED" if outcome.how in _SURVIVED else outcome.how
            print(f"{number}/{len(left)} {outcome.seconds:5.1f} s  {sign:9}  {mutant}", flush=True)

    if left:
        Trials(root, all_places, reach, asked.most_seconds, asked.patience).run(work)
    for each in stale(all_places, ignored):
        print(f"no more in the program, to be taken out of equivalent.toml: {each}")
    print(report(chosen, record, ignored))
    return 0


if __name__ == "__main__":
    sys.exit(main())
