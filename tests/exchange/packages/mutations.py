"""Packages and PDFs changed at random, where it hurts: each refused with a sentence, or taken in cleanly.

`python -m tests.exchange.packages.mutations FIRST LAST SEED` tries the mutations of these numbers in this process, within
limits, and prints what came of them as JSON; `try_many` does so in processes of their own.
"""

from __future__ import annotations

import bz2
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.exchange.packages.build_packages import SQUEEZED, canonical, content_of, lines_of, zipped

ROOT = Path(__file__).resolve().parents[3]
MOST_S, MOST_MB = 2.0, 300
"""Of processor time for one file, and of memory for the whole process."""

_EVERY = 20
"""Of the files taken in, one in so many is also listed, reported and sent on."""

HOSTILE = (
    None, True, False, 0, 1, -1, 2**31, 2**53, 2**53 + 1, 2**63, 2**80, 10**400, 0.5, 1e308, "", "x", "0000", "9999-99-99",
    "2014-13", "2 25:61", "-999 00:00", "91,181", "nan,inf", "1e999", "-0.0000000001", "9" * 400, "=1+1", "@SUM(A1)",
    "<script>alert(1)</script>", "Robert'); DROP TABLE activity;--", "../../etc/passwd", "a\x00b", "\u202eevil",
    "\uffff\U0010ffff", "٣٤٥٦-٠١", "²⁰¹⁴", "x" * 5_000, "%s{}{0.__class__}", [], {}, [[[[1]]]], {"a": {}}, ["x"] * 50, "{",
    '{"a":', "lead:x", "/", "targets/", "title/", "title/fr/x", "targets/SDG:1/x", "deleted", "parent", "merged_into",
    "f0000000-0000-4000-8000-000000000000", "F0000000-0000-4000-8000-000000000000",
)  # fmt: skip


@dataclass
class Base:
    """A good package and PDF, and the desk that is to take them."""

    package: Path
    pdf: Path
    taker: bytes
    private: Any  # key of the sender
    replica: str
    content: dict[str, bytes] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)
    replicas: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """What came of some mutations."""

    tried: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    taken: int = 0
    slowest: float = 0.0  # seconds of processor time
    memory: float = 0.0  # MB
    faults: list[str] = field(default_factory=list)

    def add(self, other: Mapping[str, Any]) -> None:
        """What another process found."""
        self.tried.update(other["tried"])
        self.refused.update(other["refused"])
        self.taken += other["taken"]
        self.slowest = max(self.slowest, other["slowest"])
        self.memory = max(self.memory, other["memory"])
        self.faults += other["faults"]


# What is changed -----------------------------------------------------------------------------------------------------


def make_base(folder: Path) -> Base:
    """Two desks that know some records in common; one sends what it has of every type."""
    from desktop.exchange.identity import own_key_pair
    from desktop.exchange.signed_packages import export_signed_package
    from desktop.workspace import RECORD_TYPES, Workspace
    from desktop.workspace.changes.shared_change import read_shared
    from tests.exchange.merging.values import CONTENTS, edit, fields_of, record_id
    from tests.exchange.pdf.pdf_with_package import pdf_with_package

    giver = Workspace.create(folder / "giver.focal", home=folder / "home")
    giver.journal.set_author("Eve")
    taker = Workspace.create(folder / "taker.focal", home=folder / "home")
    source = folder / "a file.txt"
    source.write_bytes(CONTENTS[0])
    giver.attachments.add(source)
    for number in range(2):
        for kind in RECORD_TYPES.values():
            values = dict(
                edit(kind, each, number + 3 * place)
                for place, each in enumerate(fields_of(kind.name))
                if not each.private
            )
            if "consent" in kind.by_name:
                values["consent"] = "network"
            giver.journal.create(kind.name, values, id=record_id(kind.name, number))
        if not number:
            with giver.reading() as conn:
                taker.journal.receive(list(read_shared(conn)))
    for kind in RECORD_TYPES.values():
        for desk, words in ((giver, "there"), (taker, "here")):
            desk.journal.edit(record_id(kind.name, 0), {kind.title: words})
    giver.journal.delete([record_id("activity", 1)])
    giver.journal.merge_into(record_id("organisation", 1), record_id("organisation", 0))
    made = export_signed_package(giver, folder / "good.fdz", full=True)
    (folder / "good.pdf").write_bytes(pdf_with_package(made.path))
    base = Base(made.path, folder / "good.pdf", b"", own_key_pair(giver).private, giver.journal.replica)
    base.content = content_of(made.path)
    told = json.loads(base.content["manifest.json"])
    told["files"] = {SQUEEZED.get(name, name): about for name, about in told["files"].items()}
    base.content["manifest.json"] = canonical(told)
    base.lines = whole_lines(base.content)
    base.replicas = json.loads(base.content["manifest.json"])["replicas"]
    for desk in (giver, taker):
        desk.close()
    base.taker = (folder / "taker.focal").read_bytes()
    return base


def whole_lines(content: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The changes of a package with their texts in them, and nothing that may be left out left out."""
    texts = iter(content["texts.jsonl"].splitlines())
    found: list[dict[str, Any]] = [json.loads(line) for line in content["changes.jsonl"].splitlines()]
    for each in found:
        each["values"] = {
            name: json.loads(next(texts)) if value == [] else value for name, value in sorted(each["values"].items())
        }
        each.setdefault("time", each["stamp"][0])
        each.setdefault("replaces", {})
    return found


def raw_bytes(data: bytes, rng: random.Random) -> bytes:
    """Some bytes changed, taken out, put in or copied."""
    mutated = bytearray(data)
    for _change in range(rng.choice((1, 1, 2, 6, 40))):
        if not mutated:
            break
        place = rng.randrange(len(mutated))
        match rng.randrange(6):
            case 0:
                mutated[place] = rng.randrange(256)
            case 1:
                mutated[place] ^= 1 << rng.randrange(8)
            case 2:
                del mutated[place : place + rng.randint(1, 60)]
            case 3:
                mutated[place:place] = rng.randbytes(rng.randint(1, 60))
            case 4:
                other = rng.randrange(len(mutated))
                mutated[place : place + 30] = mutated[other : other + 30]
            case _:
                if rng.random() < 0.2:
                    del mutated[place:]
    return bytes(mutated)


def json_value(value: Any, rng: random.Random) -> Any:
    """Something in a JSON value is something else; the value itself is changed where it can be."""
    holders: list[tuple[Any, Any]] = []

    def walk(found: Any) -> None:
        for key in list(found if isinstance(found, dict) else range(len(found)) if isinstance(found, list) else ()):
            holders.append((found, key))
            walk(found[key])

    walk(value)
    for _change in range(rng.choice((1, 1, 1, 2, 5))):
        if not holders:
            return rng.choice(HOSTILE)
        holder, key = rng.choice(holders)
        if (isinstance(holder, dict) and key not in holder) or (isinstance(holder, list) and key >= len(holder)):
            continue
        match rng.randrange(6):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                name = rng.choice(HOSTILE)
                holder[name if isinstance(name, str) else "more"] = holder.pop(key)
            case 2 if isinstance(holder[key], int) and not isinstance(holder[key], bool):
                holder[key] += rng.choice((-1, 1, 2**20, -(2**53)))
            case 3:
                holder[key] = rng.choice(holders)[0]
                if "Circular" in _encoded(value):
                    holder[key] = None
            case _:
                holder[key] = rng.choice(HOSTILE)
    return value


def _encoded(value: Any) -> str:
    try:
        json.dumps(value)
    except (ValueError, RecursionError):
        return "Circular"
    return ""


def changes(base: Base, rng: random.Random) -> list[dict[str, Any]]:
    """Changes that keep to the format for the most part, and mean harm."""
    from desktop.workspace import RECORD_TYPES
    from desktop.workspace.projection.rows import fits
    from tests.exchange.merging.values import record_id, sha256

    found = [json.loads(json.dumps(each)) | {"replica": base.replicas[each["replica"]]} for each in base.lines]
    for each in found:
        each["replaces"] = {
            name: [[base.replicas[id[0]], id[1]] for id in ids] for name, ids in each.get("replaces", {}).items()
        }
    ids = [each["record"] for each in found] + [record_id("activity", 7), record_id("nothing", 0)]
    for _change in range(rng.choice((1, 1, 2, 4, 12))):
        if not found:
            break
        change = rng.choice(found)
        kind = RECORD_TYPES.get(change["type"], RECORD_TYPES["activity"])
        match rng.randrange(14):
            case 0 | 1 | 2:
                name = rng.choice([each.name for each in kind.fields if not each.private])
                fitting = [
                    each for each in HOSTILE if not isinstance(each, (list, dict, float)) and fits(kind, name, each)
                ]
                change["values"][name] = rng.choice(fitting if rng.random() < 0.9 else HOSTILE)
            case 3:
                each = rng.choice([each for each in kind.fields if each.is_set] or [kind.by_name[kind.title]])
                key = rng.choice([each for each in HOSTILE if isinstance(each, str) and each])
                change["values"][f"{each.name}/{key}"] = rng.choice((True, None, "x", "principal"))
            case 4:
                change["values"]["parent"] = rng.choice(ids)
            case 5:
                change["values"]["merged_into"] = rng.choice(ids)
            case 6:
                change["values"]["deleted"] = rng.choice((True, False, None))
            case 7:
                change["record"] = rng.choice(ids)
            case 8:
                change["type"] = rng.choice([*RECORD_TYPES, "weather_station", "sqlite_master", "change"])
            case 9:
                change["stamp"] = [rng.choice((0, 1, 2**53, 4_000_000_000_000)), rng.choice((0, 2**53))]
            case 10:
                name = rng.choice([*change["values"], "title", "deleted"])
                change["replaces"][name] = [[rng.choice([*base.replicas, base.replica]), rng.randint(1, 2**53)]]
            case 11:
                change["group"] = [
                    rng.choice(("g", found[0]["group"][0])),
                    rng.choice(("arrival", "undo", "seal", "")),
                    "x",
                ]
            case 12:
                change["values"][f"attachments/{sha256(rng.randrange(3))}"] = rng.choice(("x", "../x", True, None))
            case _:
                found.remove(change)
    if rng.random() < 0.1:
        rng.shuffle(found)
    return found


def of_changes(found: list[dict[str, Any]]) -> tuple[bytes, list[str], dict[str, Any]]:
    """Lines of changes, with replicas by index in `replaces` too."""
    more = sorted({owner for each in found for ids in each["replaces"].values() for owner, _seq in ids})
    data, replicas, brings = lines_of([{**each, "replaces": {}} for each in found])
    replicas = [*replicas, *(each for each in more if each not in replicas)]
    lines: list[bytes] = []
    for each in found:
        replaces = {
            name: sorted([replicas.index(owner), seq] for owner, seq in ids) for name, ids in each["replaces"].items()
        }
        lines.append(canonical({**each, "replica": replicas.index(each["replica"]), "replaces": replaces}) + b"\n")
    del data
    return b"".join(lines), replicas, brings


def packed(
    base: Base, path: Path, content: dict[str, bytes], manifest: Any, rng: random.Random, *, raw: bytes = b""
) -> Path:
    """A package of this content, with all digests right; signed by its sender now and then."""
    from desktop.exchange.identity import sign
    from desktop.exchange.identity.own_keys import KeyPair

    content = {name: data for name, data in content.items() if name not in ("manifest.json", "manifest.sig")}
    if isinstance(manifest, dict) and isinstance(manifest.get("files"), dict):
        if "texts.jsonl" not in content:
            manifest["files"].pop("texts.jsonl", None)
        for squeezed, name in SQUEEZED.items():
            if name in content and name in manifest["files"] and rng.random() < 0.5:
                data = bz2.compress(content.pop(name))
                content[squeezed] = raw_bytes(data, rng) if rng.random() < 0.1 else data
                manifest["files"][squeezed] = manifest["files"].pop(name)
        for name, data in content.items():
            if name in manifest["files"]:
                manifest["files"][name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    content["manifest.json"] = data = raw or json.dumps(
        manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode("utf-8", "surrogatepass")
    if rng.random() < 0.8:
        public = base.private.public_key().public_bytes_raw()
        content["manifest.sig"] = sign(data, KeyPair(public, base.private), base.replica)
    return zipped(path, content)


def mutated(base: Base, folder: Path, rng: random.Random) -> tuple[str, Path]:
    """One file from outside; returns the kind of mutation too."""
    path = folder / "from outside.fdz"
    manifest = json.loads(base.content["manifest.json"])
    content = dict(base.content)
    match rng.randrange(12):
        case 0:
            path.write_bytes(raw_bytes(base.package.read_bytes(), rng))
            return "bytes", path
        case 1:
            data = raw_bytes(base.package.read_bytes()[:-64], rng)
            path.write_bytes(data + hashlib.sha256(data).hexdigest().encode())
            return "bytes, digest made anew", path
        case 2:
            return "manifest", packed(base, path, content, json_value(manifest, rng), rng)
        case 3:
            name = rng.choice(("changes.jsonl", "changes.jsonl", "texts.jsonl"))
            content[name] = raw_bytes(content[name], rng)
            return "lines", packed(base, path, content, manifest, rng)
        case 4 | 5:
            lines = [json.loads(json.dumps(each)) for each in base.lines]
            del content["texts.jsonl"]
            for _change in range(rng.choice((1, 1, 3))):
                place = rng.randrange(len(lines))
                lines[place] = json_value(lines[place], rng)
            content["changes.jsonl"] = b"".join(
                json.dumps(each, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
                    "utf-8", "surrogatepass"
                )
                + b"\n"
                for each in lines
            )
            return "values of changes", packed(base, path, content, manifest, rng)
        case 6 | 7 | 8:
            found = changes(base, rng)
            del content["texts.jsonl"]
            content["changes.jsonl"], manifest["replicas"], manifest["brings"] = of_changes(found)
            manifest["counts"]["changes"] = len(found)
            if rng.random() < 0.8:
                manifest["holds"] = manifest["brings"]
            return "meaning of changes", packed(base, path, content, manifest, rng)
        case 9:
            name = rng.choice(["../evil", "/etc/evil", "files/" + "0" * 64, "evil.csv", "activity.csv", "evil/", "a" * 300,
                               "CON", "manifest.json.", "files/../x", "\\x", "e\u0301vil.csv"])  # fmt: skip
            content[name] = rng.choice((b"", b"x", bytes(100_000), base.package.read_bytes()))
            if rng.random() < 0.7:
                manifest["files"][name] = {}
            if rng.random() < 0.3:
                content.pop(rng.choice(list(content)))
            return "entries", packed(base, path, content, manifest, rng)
        case 10:
            path = path.with_suffix(".pdf")
            path.write_bytes(raw_bytes(base.pdf.read_bytes(), rng))
            return "bytes of a PDF", path
        case _:
            return "PDF", pdf(base, path.with_suffix(".pdf"), rng)


def pdf(base: Base, path: Path, rng: random.Random) -> Path:
    """A PDF that carries something else, or otherwise."""
    import io

    import pikepdf

    data = rng.choice(
        (base.package.read_bytes(), raw_bytes(base.package.read_bytes(), rng), bytes(1_000), base.pdf.read_bytes())
    )
    with pikepdf.open(base.pdf) as document:
        for number in range(rng.choice((0, 1, 10))):
            name = rng.choice(("data.fdz", "../../evil.fdz", f"{number}.txt", "a" * 3_000, "\u202e.fdz"))
            document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)
        if rng.random() < 0.3:
            document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        if rng.random() < 0.3:
            document.Root.Names = document.Root  # a loop
        out = io.BytesIO()
        encryption = pikepdf.Encryption(owner="o", user=rng.choice(("", "u"))) if rng.random() < 0.2 else None
        modes = list(pikepdf.ObjectStreamMode.__members__.values())
        document.save(out, encryption=encryption or False, object_stream_mode=rng.choice(modes))
    made = out.getvalue()
    if rng.random() < 0.3:
        place = made.rfind(b"startxref")
        made = made[:place] + rng.choice(
            (b"", b"startxref\n99999999999999\n%%EOF", b"startxref\n0\n%%EOF", b"trailer<</Prev 0>>")
        )
    path.write_bytes(made)
    return path


# What comes of it ----------------------------------------------------------------------------------------------------


class Sandbox:
    """A folder in which a desk takes what comes; nothing outside the desk's own files may appear in it."""

    def __init__(self, base: Base, folder: Path) -> None:
        self.base, self.folder = base, folder
        self.path, self.home = folder / "desk" / "taker.focal", folder / "home"
        self.outside = folder / "outside"
        for each in (self.path.parent, self.home, self.outside, folder / "tmp", folder / "here"):
            each.mkdir()
        tempfile.tempdir = str(folder / "tmp")
        os.chdir(folder / "here")
        self.workspace: Any = None
        self.renew()

    def renew(self) -> None:
        """The desk as it was."""
        from desktop.workspace import Workspace

        if self.workspace is not None:
            self.workspace.close()
        shutil.rmtree(self.path.parent)
        self.path.parent.mkdir()
        self.path.write_bytes(self.base.taker)
        self.workspace = Workspace.open(self.path, home=self.home)
        self.before = self.state()
        self.files = self.around()

    def state(self) -> tuple[Any, ...]:
        """All that a refused file must leave as it was."""
        with self.workspace.reading_directly() as conn:
            tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                      if not row[0].startswith("sqlite_") and row[0] != "meta"]  # fmt: skip
            counts = [conn.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in tables]
            meta = conn.execute("SELECT key, value FROM meta WHERE key NOT IN ('sealed_seq') ORDER BY key").fetchall()
            last = conn.execute("SELECT max(no), sum(length(data)) FROM change").fetchone()
        return tables, counts, meta, last

    def around(self) -> set[str]:
        """All files, but for those of this desk itself."""
        own = {"taker.focal", "taker.focal-journal", ".~taker.focal.lock", ".~taker.focal.owner"}
        return {str(each.relative_to(self.folder)) for each in self.folder.rglob("*") if each.is_file()
                and each.name not in own and "taker backups" not in each.parts and each.parent != self.outside
                and "replicas" not in each.parts}  # fmt: skip

    def take(self, path: Path, outcome: Outcome, *, thorough: bool) -> None:
        """Have it taken in, and look."""
        from desktop.errors import UserFacingError
        from desktop.exchange.signed_packages import import_package_file
        from desktop.workspace import check

        began = time.process_time()
        try:
            import_package_file(self.workspace, path, unsigned=True, new_key=True, accept_new=True)
        except UserFacingError as error:
            self._timed(began, outcome)
            said = str(error)
            assert said and "\n" not in said and len(said) < 1_000, f"no sentence: {said[:200]!r}"
            assert self.state() == self.before, f"refused, and yet something was changed: {said}"
            assert self.around() == self.files, f"refused, and yet files were written: {self.around() ^ self.files}"
            outcome.refused[re.sub(r"[0-9a-f]{8}[0-9a-f-]*|\d+", "…", error.what)[:60]] += 1
        else:
            self._timed(began, outcome)
            outcome.taken += 1
            problems = check(self.path, home=self.home).problems
            assert not [each for each in problems if each.kind != "attachment"], f"taken in, but {problems[:3]}"
            new = {each for each in self.around() - self.files if not each.startswith("desk/taker.focal.files/")}
            assert not new, f"files were written: {new}"
            if thorough:
                self._use()
            self.renew()
        finally:
            shutil.rmtree(self.path.with_name("taker backups"), ignore_errors=True)

    @staticmethod
    def _timed(began: float, outcome: Outcome) -> None:
        spent = time.process_time() - began
        outcome.slowest = max(outcome.slowest, spent)
        assert spent < MOST_S, f"took {spent:.1f} s"

    def _use(self) -> None:
        """What came in is shown, counted, reported and sent on."""
        from desktop.catalogue import ActivityList, VisitList, parse
        from desktop.exchange.packages import export_package
        from desktop.reports import SummaryOptions, write_summary
        from desktop.workspace import RECORD_TYPES
        from desktop.workspace.merge.dump import dump

        with self.workspace.reading() as conn:
            assert all(json.loads(line) for line in dump(conn))
        for listing in (ActivityList(self.workspace), VisitList(self.workspace)):
            query = parse("drill -country:fr")
            nos = listing.order(query, (("title", False),)).ids
            listing.rows(nos, ("title", "start"), query)
        write_summary(self.workspace, self.outside / "summary.pdf", SummaryOptions())
        export_package(self.workspace, self.outside / "on.fdz")
        assert RECORD_TYPES


def try_here(first: int, last: int, seed: str) -> Outcome:
    """The mutations of these numbers, in this process."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="focal-hostile-", dir=str(memory) if memory.is_dir() else None)).resolve()
    outcome = Outcome()
    try:
        (folder / "base").mkdir()
        (folder / "sandbox").mkdir()
        base = make_base(folder / "base")
        sandbox = Sandbox(base, folder / "sandbox")
        for number in range(first, last):
            rng = random.Random(f"{seed} {number}")
            kind, path = mutated(base, sandbox.outside, rng)
            outcome.tried[kind] += 1
            try:
                sandbox.take(path, outcome, thorough=outcome.taken % _EVERY == 0)
            except Exception as error:  # noqa: BLE001 - whatever goes wrong is what is looked for
                import traceback

                last = traceback.extract_tb(error.__traceback__)[-1]
                where = f"{Path(last.filename).name}:{last.lineno}"
                outcome.faults.append(f"{number} ({kind}): {type(error).__name__}: {str(error)[:300]} [{where}]")
                sandbox.renew()
            for each in sandbox.outside.iterdir():
                each.unlink()
        sandbox.workspace.close()
        outcome.memory = _peak()
    finally:
        os.chdir("/")
        tempfile.tempdir = None
        shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _peak() -> float:
    """The most memory that this process ever had, in MB; where the system tells, without what its parent had."""
    import resource

    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text("ascii", "replace"), re.MULTILINE)
        if found:
            return int(found[1]) / 1024

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20) if sys.platform == "darwin" else most / 1024


def try_many(
    number: int,
    seed: str = "1",
    *,
    each: int = 500,
    progress: Callable[[int, Outcome], object] = lambda done, outcome: None,
) -> Outcome:
    """The first `number` mutations, in processes of their own with `each` of them."""
    outcome = Outcome()
    for first in range(0, number, each):
        last = min(number, first + each)
        done = subprocess.run(
            [sys.executable, "-m", "tests.exchange.packages.mutations", str(first), str(last), seed],
            cwd=ROOT, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
        if done.returncode:
            outcome.faults.append(f"{first} to {last}: the process ended with {done.returncode}: {done.stderr[-500:]}")
        else:
            outcome.add(json.loads(done.stdout.splitlines()[-1]))
        progress(last, outcome)
    if outcome.memory > MOST_MB:
        outcome.faults.append(f"{outcome.memory:.0f} MB of memory")
    return outcome


def main() -> None:
    """In a process of its own, which may take no more than so much memory."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    found = try_here(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    print(json.dumps(vars(found)))


if __name__ == "__main__":
    main()
