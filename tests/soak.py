"""Long trials that are too slow for every run of the tests.

python -m tests.soak kill --rounds 200        kill a working desk that many times; nothing confirmed may be lost
                                              --resume FILE goes on where a run was stopped; --scanner: another
                                              program holds its files for moments, as on Windows a virus scanner does
python -m tests.soak exchange --rounds 200    kill a desk that exports, imports, consolidates and shares, in turn
python -m tests.soak erasing --rounds 200     kill a desk within an erasure, and open it with another command; --resume FILE
python -m tests.soak block --rounds 200       kill a desk before any step in which it blocks a partner; --resume FILE
python -m tests.soak migrating --rounds 200   the same while a file is brought to this version
python -m tests.soak window --rounds 200      kill a window in which somebody types; what it showed as saved is there
python -m tests.soak notes --rounds 100       the same with notes of a visit; at most the last 300 ms of typing may be gone
python -m tests.soak model --histories 2000   random actions on a desk beside a dictionary and the journal's judge
python -m tests.soak privacy --workspaces 200 every byte of what leaves random workspaces, and of what erasures reached
python -m tests.soak apart --histories 1000   host and visitor plan one programme apart; merged, nothing doubled or lost
python -m tests.soak votes --histories 300    up to five desks vote for the same people: each counts once, everywhere the same
python -m tests.soak groups --rounds 20       groups of every size up to twelve people, beside all the ways to make them
python -m tests.soak merge --histories 10000  2 to 6 replicas that edit, copy, restore and exchange in any order
python -m tests.soak trust --count 2000       honest desks and attackers beside the model of trust; --resume FILE goes on
python -m tests.soak hostile --mutations 20000  packages and PDFs changed where it hurts: refused in words, or taken in whole
python -m tests.soak documents                every document, language and paper, of much and little: valid, and read as drawn
python -m tests.soak tables --mutations 50000 tables changed at random: refused in words, or read whole; --resume FILE goes on
python -m tests.soak figures --catalogues 200   every figure, list and total of odd catalogues, and of five desks in any order
python -m tests.soak together --minutes 10    a window and commands on one workspace at once; nothing lost, never damaged
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.workspace.killing import LONGEST_S, Confirmed, kill_once

_MOST_MEMORY = 6_000_000_000
"""Bytes of a trial of tables: a file that takes more ends the trial, and not the other programs of the computer."""
FRESH_EVERY = 10
"""Rounds after which a new workspace is begun, so that the file stays small and young files are tried too."""


@dataclass
class Progress:
    """How far a trial came: whole batches of FRESH_EVERY rounds, kept in a file if one is named."""

    seed: str
    rounds: int = 0
    confirmations: int = 0
    seconds: float = 0

    @staticmethod
    def load(file: Path | None, seed: str) -> Progress:
        """What the file says; the beginning where there is none. Another seed in it is a mistake: ValueError."""
        found = Progress(**json.loads(file.read_text("utf-8"))) if file and file.exists() else Progress(seed)
        if found.seed != seed:
            raise ValueError(f"{file} is of seed {found.seed}")
        return found

    def save(self, file: Path | None) -> None:
        """Keep it, so that a stopped run goes on here."""
        if file:
            file.write_text(json.dumps(asdict(self)), "utf-8")


def kill(rounds: int, seed: str, resume: Path | None = None, *, scanned: bool = False) -> int:
    """Kill a desk `rounds` times; returns the exit code. The workspace that failed is left for looking at.

    Each batch draws from a seed of its own, so that a run that goes on does what one without a stop would have done.
    """
    progress, refused = Progress.load(resume, seed), Counter[str]()
    while progress.rounds < rounds:
        began, rng = time.monotonic(), random.Random(f"{seed}.{progress.rounds}")
        folder, confirmed = Path(tempfile.mkdtemp(prefix="focal-soak-")), Confirmed()
        for number in range(progress.rounds, min(rounds, progress.rounds + FRESH_EVERY)):
            try:
                longest_s = 6.0 if scanned else LONGEST_S  # what is held takes its time
                kill_once(folder, f"{seed}.{number}", rng, confirmed, scanned=scanned, longest_s=longest_s)
            except AssertionError as error:
                print(f"round {number + 1}, seed {seed}: {error}\nleft in {folder}", file=sys.stderr)
                return 1
            progress.rounds += 1
        shutil.rmtree(folder)
        progress.confirmations += confirmed.said - confirmed.refused.total()
        for sentence in confirmed.refused.keys() - refused.keys():
            print(f"refused: {sentence}", flush=True)
        refused += confirmed.refused
        progress.seconds += time.monotonic() - began
        progress.save(resume)
        print(f"{progress.rounds} kills, {progress.confirmations} confirmations", flush=True)
    print(
        f"killed {progress.rounds} times in {progress.seconds:.0f} s: {progress.confirmations} confirmations, nothing lost,"
        " check ok each time"
    )
    for sentence, times in refused.most_common():
        print(f"{times:6} refused: {sentence}")
    return 0


def erasing(rounds: int, seed: str, resume: Path | None = None) -> int:
    """Kill an erasure `rounds` times; returns the exit code. The folder that failed is left for looking at."""
    from tests.workspace.killing_erasures import COMMANDS, Length, kill_once

    progress, length = Progress.load(resume, seed), Length()
    while progress.rounds < rounds:
        number, began, folder = progress.rounds, time.monotonic(), Path(tempfile.mkdtemp(prefix="focal-soak-"))
        rng = random.Random(f"{seed}.{number}")
        try:
            progress.confirmations += kill_once(folder, rng, COMMANDS[number % len(COMMANDS)], length)
        except AssertionError as error:
            print(f"round {number + 1}, seed {seed}: {error}\nleft in {folder}", file=sys.stderr)
            return 1
        shutil.rmtree(folder)
        progress.rounds += 1
        progress.seconds += time.monotonic() - began
        progress.save(resume)
    print(
        f"killed {progress.rounds} times in {progress.seconds:.0f} s, {progress.confirmations} of them with an erasure under"
        " way: finished by the next command, nothing of it left in any file"
    )
    return 0


def steps(what: str, rounds: int, seed: str, resume: Path | None = None) -> int:
    """Kill a desk before any one of its steps, `rounds` times; returns the exit code. The folder that failed is left."""
    from tests.exchange.killing_steps import Trial

    progress, folder = Progress.load(resume, seed), Path(tempfile.mkdtemp(prefix="focal-soak-"))
    trial = Trial(what, folder)
    while progress.rounds < rounds:
        began = time.monotonic()
        try:
            trial.kill_once(random.Random(f"{seed}.{progress.rounds}"))
        except AssertionError as error:
            print(f"round {progress.rounds + 1}, seed {seed}: {error}\nleft in {folder}", file=sys.stderr)
            return 1
        progress.rounds += 1
        progress.seconds += time.monotonic() - began
        progress.save(resume)
    shutil.rmtree(folder)
    print(
        f"killed {progress.rounds} times in {progress.seconds:.0f} s, before any of {trial.steps} steps: all or nothing"
    )
    return 0


def exchange(rounds: int, seed: str) -> int:
    """Kill a desk that exchanges `rounds` times; returns the exit code. The folder that failed is left."""
    from tests.exchange.packages.killed_processes import MODES, Moments
    from tests.exchange.packages.killed_processes import kill_once as kill_exchange

    moments = Moments()
    rng, told, began = random.Random(seed), 0, time.monotonic()
    folder, confirmed = Path(tempfile.mkdtemp(prefix="focal-soak-")), set[str]()
    for number in range(rounds):
        if number and number % (FRESH_EVERY // 2) == 0:
            told += len(confirmed)
            shutil.rmtree(folder)
            folder, confirmed = Path(tempfile.mkdtemp(prefix="focal-soak-")), set[str]()
        try:
            kill_exchange(folder, f"{seed}.{number}", rng, confirmed, MODES[number % len(MODES)], moments)
        except AssertionError as error:
            print(f"round {number + 1}, seed {seed}: {error}\nleft in {folder}", file=sys.stderr)
            return 1
    told += len(confirmed)
    shutil.rmtree(folder)
    print(
        f"killed {rounds} times in {time.monotonic() - began:.0f} s, {moments.within.total()} of them in the middle of a step:"
        f" {told} packages confirmed, none lost, none half, none twice; started again it came to the end each time"
    )
    for step, number in moments.within.most_common():
        print(f"{number:7}  in {step}, which takes {moments.lasts.get(step, 0):.2f} s")
    return 0


def model(histories: int) -> int:
    """Drive a desk at random; returns the exit code."""
    from tests.workspace.test_journal_model import drive, load_judge

    began, judge = time.monotonic(), load_judge()
    drive(judge, histories, 30, derandomize=False)
    beside = "beside the judge" if judge else "without the judge, who is not at hand"
    print(
        f"{histories} histories of up to 30 actions in {time.monotonic() - began:.0f} s, {beside}: nothing went wrong"
    )
    return 0


def privacy(workspaces: int, seed: str) -> int:
    """Search what leaves random workspaces; returns the exit code."""
    from tests.exchange.privacy_trials import try_workspaces

    began = time.monotonic()
    tried = try_workspaces(workspaces, seed)
    print(
        f"{tried.workspaces} workspaces in {time.monotonic() - began:.0f} s: {tried.files} packages, tables and reports,"
        f" {tried.size / 1e6:.0f} MB unpacked, searched for {tried.words} words that must not leave (and {tried.open_words}"
        f" that do); {tried.desk_files} files of desks searched for {tried.erased} erased words; found: {len(tried.leaks)}"
    )
    for each in tried.leaks[:20]:
        print(each, file=sys.stderr)
    return 1 if tried.leaks else 0


def groups(rounds: int, seed: str) -> int:
    """Draw groups of up to twelve people, in every number of groups, that many times; returns the exit code."""
    from tests.learning.forum.group_trials import group_trial

    began = time.monotonic()
    for each in range(rounds):
        for number in range(1, 13):
            for count in range(1, number + 1):
                name = f"{seed}.{each}.{number}.{count}"
                try:
                    group_trial(random.Random(name), number, count)
                except AssertionError as error:
                    print(f"seed {name}: {error}", file=sys.stderr)
                    return 1
    print(
        f"{rounds} rounds of every number of groups of up to twelve people in {time.monotonic() - began:.0f} s, seed {seed}:"
        " within 1 of the best"
    )
    return 0


def votes(histories: int, seed: str) -> int:
    """Have up to five desks vote for the same people and exchange at random; returns the exit code."""
    from tests.learning.forum.vote_trials import vote_trial

    began = time.monotonic()
    for each in range(histories):
        try:
            vote_trial(f"{seed}.{each}", 16)
        except Exception:
            print(f"history {seed}.{each}:", file=sys.stderr)
            raise
    print(
        f"{histories} histories of 16 steps in {time.monotonic() - began:.0f} s, seed {seed}: one result, each voter once"
    )
    return 0


def merge(histories: int, seed: int) -> int:
    """Have desks edit and exchange at random; returns the exit code. The shortest history that fails is shown."""
    from tests.exchange.merging.machine import run
    from tests.workspace.test_journal_model import load_judge

    began, judge, used = time.monotonic(), load_judge(), set[tuple[str, str]]()

    def progress(done: int) -> None:
        if done % 500 == 0:
            print(f"{done} histories in {time.monotonic() - began:.0f} s", flush=True)

    run(judge, histories, 18, seed=seed, used=used, progress=progress)
    beside = "beside the judge" if judge else "without the judge, who is not at hand"
    print(
        f"{histories} histories of 18 steps in {time.monotonic() - began:.0f} s, {beside}, {len(used)} kinds of fields"
        " by record type: all ended alike, nothing was lost"
    )
    return 0


def trust(count: int, seed: str, resume: Path | None = None) -> int:
    """Have honest desks and attackers exchange at random; returns the exit code. The shortest history that fails is shown."""
    from tests.exchange.trust.machine import run
    from tests.workspace.test_journal_model import load_judge

    judge, progress = load_judge(), Progress.load(resume, seed)
    before, began = progress.seconds, time.monotonic()

    def keep(done: int) -> None:
        progress.rounds, progress.seconds = done, before + time.monotonic() - began
        progress.save(resume)
        print(f"{done} histories in {progress.seconds:.0f} s", flush=True)

    run(judge, count, 20, seed=seed, first=progress.rounds, progress=keep)
    beside = "beside the judge" if judge else "without the judge, who is not at hand"
    print(
        f"{progress.rounds} histories of 20 steps in {progress.seconds:.0f} s, {beside}: no honest value lost, blanked or"
        " hidden without its owner's yes, no honest package refused, desks that hold the same are equal"
    )
    return 0


def hostile(mutations: int, seed: str) -> int:
    """Have a desk take mutated packages and PDFs; returns the exit code."""
    from tests.exchange.packages.mutations import MOST_MB, Outcome, try_many

    began = time.monotonic()

    def progress(done: int, outcome: Outcome) -> None:
        if done % 2000 == 0:
            print(f"{done} in {time.monotonic() - began:.0f} s, {len(outcome.faults)} faults", flush=True)

    outcome = try_many(mutations, seed, progress=progress)
    for fault in outcome.faults[:50]:
        print(fault, file=sys.stderr)
    for words, number in outcome.refused.most_common():
        print(f"{number:7}  {words} …")
    print(
        f"{mutations} mutations in {time.monotonic() - began:.0f} s: {outcome.taken} taken in, {outcome.refused.total()}"
        f" refused, {len(outcome.faults)} faults; the slowest took {outcome.slowest:.2f} s, memory at most"
        f" {outcome.memory:.0f} of {MOST_MB} MB"
    )
    return 1 if outcome.faults else 0


def tables(mutations: int, seed: str, resume: Path | None) -> int:
    """Have a desk read mutated tables; returns the exit code. The files that show a fault are left for looking at."""
    import resource

    from tests.exchange.tables.mutated_tables import Outcome, try_many

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    progress, folder = Progress.load(resume, seed), Path(tempfile.mkdtemp(prefix="focal-soak-"))
    whole = Outcome()
    while progress.rounds < mutations:
        began, last = time.monotonic(), min(mutations, progress.rounds + 50 * FRESH_EVERY)
        found = try_many(progress.rounds, last, seed, folder)
        for fault in found.faults:
            print(fault, file=sys.stderr, flush=True)
        whole.faults += found.faults
        whole.refused += found.refused
        whole.read, whole.imported = whole.read + found.read, whole.imported + found.imported
        if found.slowest > whole.slowest:
            whole.slowest, whole.slowest_file = found.slowest, found.slowest_file
        progress.rounds, progress.seconds = last, progress.seconds + time.monotonic() - began
        progress.confirmations += found.imported
        progress.save(resume)
        print(f"{progress.rounds} in {progress.seconds:.0f} s, {len(whole.faults)} faults", flush=True)
    for words, number in whole.refused.most_common(40):
        print(f"{number:7}  {words} …")
    print(
        f"{progress.rounds} mutated tables in {progress.seconds:.0f} s, of these runs {whole.read} read, {whole.imported}"
        f" imported and undone, {whole.refused.total()} refused, {len(whole.faults)} faults; the slowest took"
        f" {whole.slowest:.2f} s ({whole.slowest_file}), memory at most {whole.memory:.0f} MB"
    )
    if not whole.faults:
        shutil.rmtree(folder)
    return 1 if whole.faults else 0


def exports(catalogues: int, seed: str, resume: Path | None) -> int:
    """Have random catalogues leave as tables and come back; returns the exit code."""
    from tests.catalogue.exporting.round_trips import try_round_trips

    progress = Progress.load(resume, seed)
    while progress.rounds < catalogues:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="focal-soak-") as folder:
            try_round_trips(Path(folder), f"{seed} {progress.rounds}")
        progress.rounds, progress.seconds = progress.rounds + 1, progress.seconds + time.monotonic() - began
        progress.save(resume)
        if progress.rounds % 50 == 0:
            print(f"{progress.rounds} in {progress.seconds:.0f} s", flush=True)
    print(f"{progress.rounds} catalogues in every format in {progress.seconds:.0f} s: nothing new, nothing changed")
    return 0


def apart(histories: int) -> int:
    """Have two desks plan one programme apart; returns the exit code. The shortest history that fails is shown."""
    from hypothesis import given, settings

    from tests.visits.concurrent_planning import STEPS, Step, run

    began, clashes = time.monotonic(), list[int]()

    @settings(max_examples=histories, deadline=None, database=None)
    @given(STEPS)
    def drive(steps: list[Step]) -> None:
        clashes.append(run(steps) // 2)

    drive()
    print(
        f"{len(clashes)} histories of up to 24 steps in {time.monotonic() - began:.0f} s, {sum(clashes)} clashes in"
        f" {sum(each > 0 for each in clashes)} of them, each seen on both desks: no session doubled or lost"
    )
    return 0


def together(minutes: float, seed: str, folder: Path | None) -> int:
    """Two programs on one workspace; returns the exit code. A folder that is named is gone on with, and stays."""
    from tests.workspace.together import run_together

    place, began = folder or Path(tempfile.mkdtemp(prefix="focal-soak-")), time.monotonic()
    os.environ["FOCAL_DESK_HOME"] = str(place / "home")
    outcome = run_together(place, seed, seconds=minutes * 60)
    for name, number in [*outcome.done.most_common(), *outcome.refused.most_common()]:
        print(f"{number:7}  {name}")
    if outcome.faults:
        print(f"seed {seed}:", *outcome.faults, f"left in {place}", sep="\n", file=sys.stderr)
        return 1
    if folder is None:
        shutil.rmtree(place)
    print(
        f"{time.monotonic() - began:.0f} s, {sum(outcome.done.values())} steps of two programs on one workspace, of which"
        f" {len(outcome.confirmed)} confirmed something: nothing lost, nothing damaged, check ok"
    )
    return 0


def documents(folder: Path | None, contents: list[str]) -> int:
    """Writes every document in every language and on every paper, and checks each; they stay in `folder` if there is one.

    The checker `pdfua` looks at them too, and `qpdf` where it is installed.
    """
    from desktop.i18n import LANGUAGES
    from desktop.reports.layout import PAGE_SIZES
    from tests.reports.document_faults import document_faults
    from tests.reports.every_document import CONTENTS, write_documents

    began, count, broken = time.monotonic(), 0, 0
    place = folder or Path(tempfile.mkdtemp(prefix="focal-soak-"))
    place.mkdir(parents=True, exist_ok=True)
    for content in contents or CONTENTS:
        for path, found in document_faults(write_documents(place, content, list(LANGUAGES), list(PAGE_SIZES))):
            count, broken = count + 1, broken + bool(found)
            for each in found:
                print(f"{path.name}: {each}", flush=True)
    if folder is None:
        shutil.rmtree(place)
    print(f"{count} documents in {time.monotonic() - began:.0f} s, {broken} of them break a rule")
    return 1 if broken else 0


def figures(catalogues: int, seed: str) -> int:
    """Count odd catalogues as plain SQL does, and five desks merged in several orders; returns the exit code."""
    from tests.figures.test_figures import check_catalogue, check_merging

    for number in range(catalogues):
        with tempfile.TemporaryDirectory(prefix="focal-soak-", ignore_cleanup_errors=True) as folder:
            try:
                check_catalogue(Path(folder), f"{seed}.{number}")
                if number % 20 == 0:
                    check_merging(Path(folder), desks=5, orders=6, size=8)
            except AssertionError as error:
                print(f"catalogue {number}, seed {seed}: {error}", file=sys.stderr)
                return 1
    print(f"{catalogues} catalogues counted alike")
    return 0


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    commands = parser.add_subparsers(dest="command", required=True)
    killing = commands.add_parser("kill")
    killing.add_argument("--rounds", type=int, default=200)
    killing.add_argument("--seed", default="1")
    killing.add_argument("--scanner", action="store_true", help="another program holds files for moments")
    killing.add_argument("--resume", type=Path, metavar="FILE", help="keep there how far it came, and go on from there")
    cutting = commands.add_parser("erasing")
    cutting.add_argument("--rounds", type=int, default=200)
    cutting.add_argument("--seed", default="1")
    cutting.add_argument("--resume", type=Path, metavar="FILE", help="keep there how far it came, and go on from there")
    for name in ("block", "migrating"):
        stepping = commands.add_parser(name)
        stepping.add_argument("--rounds", type=int, default=200)
        stepping.add_argument("--seed", default="1")
        stepping.add_argument(
            "--resume", type=Path, metavar="FILE", help="keep there how far it came, and go on from there"
        )
    exchanging = commands.add_parser("exchange")
    exchanging.add_argument("--rounds", type=int, default=200)
    exchanging.add_argument("--seed", default="1")
    for name, rounds in (("window", 200), ("notes", 100)):
        typing = commands.add_parser(name)
        typing.add_argument("--rounds", type=int, default=rounds)
        typing.add_argument("--seed", default="1")
    drawing = commands.add_parser("groups")
    drawing.add_argument("--rounds", type=int, default=20)
    drawing.add_argument("--seed", default="1")
    voting = commands.add_parser("votes")
    voting.add_argument("--histories", type=int, default=300)
    voting.add_argument("--seed", default="1")
    modelling = commands.add_parser("model")
    modelling.add_argument("--histories", type=int, default=2000)
    searching = commands.add_parser("privacy")
    searching.add_argument("--workspaces", type=int, default=200)
    searching.add_argument("--seed", default="1")
    planning = commands.add_parser("apart")
    planning.add_argument("--histories", type=int, default=1000)
    merging = commands.add_parser("merge")
    merging.add_argument("--histories", type=int, default=10_000)
    merging.add_argument("--seed", type=int, default=1)
    trusting = commands.add_parser("trust")
    trusting.add_argument("--count", type=int, default=2000)
    trusting.add_argument("--seed", default="1")
    trusting.add_argument(
        "--resume", type=Path, metavar="FILE", help="keep there how far it came, and go on from there"
    )
    mutating = commands.add_parser("hostile")
    mutating.add_argument("--mutations", type=int, default=20_000)
    mutating.add_argument("--seed", default="1")
    writing = commands.add_parser("documents")
    writing.add_argument("contents", nargs="*", help="sample, empty, many, long, arabic, chinese; all without any")
    writing.add_argument("--folder", type=Path, help="keep the files there")
    changing = commands.add_parser("tables")
    changing.add_argument("--mutations", type=int, default=50_000)
    changing.add_argument("--seed", default="1")
    changing.add_argument(
        "--resume", type=Path, metavar="FILE", help="keep there how far it came, and go on from there"
    )
    leaving = commands.add_parser("exports")
    leaving.add_argument("--catalogues", type=int, default=1_000)
    leaving.add_argument("--seed", default="1")
    leaving.add_argument("--resume", type=Path, metavar="FILE", help="keep there how far it came, and go on from there")
    counting = commands.add_parser("figures")
    counting.add_argument("--catalogues", type=int, default=200)
    counting.add_argument("--seed", default="1")
    beside = commands.add_parser("together")
    beside.add_argument("--minutes", type=float, default=10.0)
    beside.add_argument("--seed", default="1")
    beside.add_argument("--folder", type=Path, help="where to work; one that was begun is gone on with")
    chosen = parser.parse_args()
    if chosen.command in ("window", "notes"):
        from tests.journeys.killing import kill_windows

        return kill_windows("title" if chosen.command == "window" else "notes", chosen.rounds, chosen.seed)
    if chosen.command == "erasing":
        return erasing(chosen.rounds, chosen.seed, chosen.resume)
    if chosen.command == "documents":
        return documents(chosen.folder, chosen.contents)
    if chosen.command in ("block", "migrating"):
        what = "migrate" if chosen.command == "migrating" else "block"
        return steps(what, chosen.rounds, chosen.seed, chosen.resume)
    if chosen.command == "tables":
        return tables(chosen.mutations, chosen.seed, chosen.resume)
    if chosen.command == "exports":
        return exports(chosen.catalogues, chosen.seed, chosen.resume)
    if chosen.command == "figures":
        return figures(chosen.catalogues, chosen.seed)
    if chosen.command == "together":
        return together(chosen.minutes, chosen.seed, chosen.folder)
    if chosen.command == "privacy":
        return privacy(chosen.workspaces, chosen.seed)
    if chosen.command == "exchange":
        return exchange(chosen.rounds, chosen.seed)
    if chosen.command == "groups":
        return groups(chosen.rounds, chosen.seed)
    if chosen.command == "votes":
        return votes(chosen.histories, chosen.seed)
    if chosen.command == "model":
        return model(chosen.histories)
    if chosen.command == "apart":
        return apart(chosen.histories)
    if chosen.command == "merge":
        return merge(chosen.histories, chosen.seed)
    if chosen.command == "trust":
        return trust(chosen.count, chosen.seed, chosen.resume)
    if chosen.command == "hostile":
        return hostile(chosen.mutations, chosen.seed)
    return kill(chosen.rounds, chosen.seed, chosen.resume, scanned=chosen.scanner)


if __name__ == "__main__":
    sys.exit(main())
