"""Tables changed at random: each is refused with a sentence, or read and imported whole; never half, never slowly."""

from __future__ import annotations

import io
import random
import resource
import shutil
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.exchange import apply_import, explain, guess_mapping, open_table, plan_import
from desktop.workspace import Workspace

TABLES = Path(__file__).parents[2] / "data" / "tables"
MOST_S, MOST_MB = 2.0, 1_000
"""Of processor time for one file, and of memory for the whole process."""
_IMPORTED_EVERY = 20
"""Of the files that are read, one in so many is imported and undone."""
_LARGEST = 200_000  # bytes
_WORDS = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n", b'"', b'""', b";", b",", b"\t", b"|", b"'",
    b"sep=;\n", b"#activity", b"#org +x", b"Title", b"Total", b"2019", b"99999999999999999999", b"-1e999", b"nan",
    b"0000-00-00", b"31/02/2021", b"1/2/3", b"=1+1", b"<!ENTITY a 'b'>", b"&a;", b"<", b"</", b"]]>", b"<![CDATA[",
    b"{", b"}", b"[", b"]", b"\\u0000", b"\\ud800", b"null", "\u202e".encode(), "\ufeff".encode(), "é".encode(),
    "é".encode("latin-1"), "ß".encode("cp850"), b"\x80" * 9, b"x" * 5_000, b"," * 3_000, b"\n" * 3_000, b"(((((((",
    b"A" * 70_000, b"id", b"uuid:", b"_index", b"KEY", b"PARENT_KEY",
)  # fmt: skip


@dataclass
class Outcome:
    """What came of some mutations."""

    read: int = 0
    imported: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    slowest: float = 0.0  # seconds of processor time
    slowest_file: str = ""
    faults: list[str] = field(default_factory=list[str])

    @property
    def memory(self) -> float:
        """MB that the process had at most."""
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bases() -> list[Path]:
    """The files that are changed."""
    files = sorted(path for path in TABLES.rglob("*") if path.is_file())
    return [path for path in files if path.stat().st_size < _LARGEST]


def try_many(first: int, last: int, seed: str, folder: Path, imported_every: int = _IMPORTED_EVERY) -> Outcome:
    """Mutations of these numbers; each draws from a seed of its own. A file that shows a fault is left in the folder."""
    outcome, files = Outcome(), bases()
    home = Path(tempfile.mkdtemp(prefix="focal-soak-"))
    desk = Workspace.create(home / "desk.focal", home=home / "home")
    try:
        for number in range(first, last):
            rng = random.Random(f"{seed}.{number}")
            base = rng.choice(files)
            path = folder / f"{number}-{base.name}"
            path.write_bytes(mutated(base.read_bytes(), rng))
            before = len(outcome.faults)
            _try_one(desk, path, outcome, imports=rng.random() * imported_every < 1)
            if len(outcome.faults) == before:
                path.unlink()
    finally:
        desk.close()
        shutil.rmtree(home)
    if outcome.memory > MOST_MB:
        outcome.faults.append(f"{outcome.memory:.0f} MB")
    return outcome


def _try_one(desk: Workspace, path: Path, outcome: Outcome, *, imports: bool) -> None:
    began = time.process_time()
    try:
        table = open_table(path)
        plan = plan_import(desk, table, guess_mapping(table))
        explain(plan)
        outcome.read += 1
        if imports and not plan.questions:
            _import(desk, plan, outcome)
        plan.close()
    except UserFacingError as error:
        outcome.refused[error.what.replace(path.name, "…")[:60]] += 1
        if not error.kept:
            outcome.faults.append(f"{path}: does not say what was kept: {error}")
    except Exception:  # noqa: BLE001 - whatever else comes is a fault
        outcome.faults.append(f"{path}:\n{traceback.format_exc(limit=-4)}")
    took = time.process_time() - began
    if took > outcome.slowest:
        outcome.slowest, outcome.slowest_file = took, path.name
    if took > MOST_S:
        outcome.faults.append(f"{path}: {took:.1f} s")


def _import(desk: Workspace, plan: object, outcome: Outcome) -> None:
    """All of it or nothing: as many records as the plan says, and none after it was undone."""
    from desktop.exchange import ImportPlan

    assert isinstance(plan, ImportPlan)
    here = _count(desk)
    report = apply_import(desk, plan)
    outcome.imported += 1
    assert _count(desk) - here == report.new, "half in"
    if report.group:
        desk.journal.undo()
        assert _count(desk) == here, "not undone"


def _count(desk: Workspace) -> int:
    with desk.reading_directly() as conn:
        return int(conn.execute("SELECT count(*) FROM activity WHERE listed = 1").fetchone()[0])


def mutated(content: bytes, rng: random.Random) -> bytes:
    """The content with a few changes; of a zip sometimes within a part, packed anew."""
    if content.startswith(b"PK") and rng.random() < 0.8:
        return _mutated_zip(content, rng)
    return _changed(content, rng)


def _mutated_zip(content: bytes, rng: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        parts = archive.infolist()
        chosen = rng.choice(parts).filename
        for part in parts:
            data = archive.read(part)
            if part.filename == chosen:
                if rng.random() < 0.1:
                    continue
                data = _changed(data, rng)
            made.writestr(zipfile.ZipInfo(part.filename), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _changed(content: bytes, rng: random.Random) -> bytes:
    for _change in range(rng.choice((1, 1, 2, 3, 8))):
        content = rng.choice(_CHANGES)(content, rng)
    return content


def _cut(content: bytes, rng: random.Random) -> bytes:
    return content[: rng.randrange(len(content) + 1)]


def _flip(content: bytes, rng: random.Random) -> bytes:
    changed = bytearray(content or b"x")
    for _bit in range(rng.choice((1, 3, 20))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _insert(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + rng.choice(_WORDS) + content[at:]


def _repeat(content: bytes, rng: random.Random) -> bytes:
    at, length = rng.randrange(len(content) + 1), rng.choice((1, 7, 60, 900))
    return content[:at] + content[at : at + length] * rng.choice((2, 2, 5, 40)) + content[at + length :]


def _drop(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content) + 1)
    return content[:at] + content[at + rng.choice((1, 9, 80)) :]


def _exchange(content: bytes, rng: random.Random) -> bytes:
    """One character everywhere for another."""
    if not content:
        return content
    old = bytes([rng.choice(content)])
    return content.replace(old, rng.choice(_WORDS)[:3], rng.choice((1, 5, 500)))


def _shuffle_lines(content: bytes, rng: random.Random) -> bytes:
    lines = content.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _flip, _flip, _insert, _insert, _insert, _repeat, _drop, _exchange, _shuffle_lines,
)  # fmt: skip
