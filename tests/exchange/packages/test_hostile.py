"""Packages that were changed on their way, or made to do harm: refused with a sentence, nothing written."""

from __future__ import annotations

import bz2
import hashlib
import json
import random
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.packages import import_package, missing_changes_sentences, open_package
from desktop.exchange.packages.archive import Archive
from tests.exchange.packages.build_packages import (
    RECORD,
    REPLICA,
    canonical,
    change,
    content_of,
    lines_of,
    rewritten,
    sealed,
    zipped,
)
from tests.exchange.packages.desks import Desk

MakeDesk = Callable[[str], Desk]


@pytest.fixture
def good(desk: MakeDesk) -> Path:
    """A small package."""
    amina = desk("Amina")
    amina.journal.create("activity", {"title": "Flood drills", "targets/SDG:11.5": "principal"})
    return amina.send()


class Bystander:
    """A desk that must stay as it is."""

    def __init__(self, made: Desk) -> None:
        self.desk = made
        made.journal.create("activity", {"title": "mine"})
        self.before = self._state()

    def _state(self) -> tuple[list[str], Any, set[str]]:
        inside = {
            str(path.relative_to(self.desk.folder))
            for path in self.desk.folder.rglob("*")
            if path.is_file() and path.suffix not in (".fdz", ".focal")
        }
        return self.desk.dump(), self.desk.have(), inside

    def refuses(self, path: Path) -> str:
        """Refused in a sentence; nothing was written. Returns the sentence."""
        before = set(self.desk.folder.rglob("*"))
        with pytest.raises(UserFacingError) as refused:
            self.desk.take(path)
        assert refused.value.what and "\n" not in str(refused.value)
        assert self._state() == self.before
        new = set(self.desk.folder.rglob("*")) - before
        assert {each for each in new if "backups" not in str(each)} == set()  # a backup may have been made already
        return str(refused.value)


@pytest.fixture
def bystander(desk: MakeDesk) -> Bystander:
    return Bystander(desk("Bo"))


def test_every_flipped_byte_is_noticed(good: Path, bystander: Bystander) -> None:
    data = bytearray(good.read_bytes())
    for place in range(len(data)):
        for flip in (1 << place % 8,):
            data[place] ^= flip
            good.write_bytes(data)
            with pytest.raises(UserFacingError), open_package(good) as package:
                package.check()
            data[place] ^= flip
    good.write_bytes(data)
    with open_package(good) as package:
        package.check()


def test_every_flipped_byte_under_a_right_digest_is_refused_or_says_the_same(good: Path, tmp_path: Path) -> None:
    """An enemy can make the digest anew: then the zip and the JSON have to hold on their own."""
    data = good.read_bytes()[:-64]
    with open_package(good) as package:
        wanted = (list(package.changes()), package.manifest.brings)
    path = tmp_path / "flipped.fdz"
    passed = 0
    for place in range(len(data)):
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped + hashlib.sha256(flipped).hexdigest().encode())
        try:
            with open_package(path) as package:
                package.check()
                assert (list(package.changes()), package.manifest.brings) == wanted
                passed += 1
        except UserFacingError:
            pass
    assert passed < len(data) / 5  # times and attributes of the zip, which mean nothing


def test_cut_off_or_grown(good: Path, bystander: Bystander) -> None:
    data = good.read_bytes()
    for length in (0, 1, 21, 100, len(data) // 2, len(data) - 1):
        good.write_bytes(data[:length])
        bystander.refuses(good)
    good.write_bytes(data + b"x")
    bystander.refuses(good)
    good.write_bytes(b"x" + data)
    assert "changed or damaged" in bystander.refuses(good)
    good.write_bytes(b"%PDF-1.7 is not a package" * 20)
    assert "not a package" in bystander.refuses(good)
    bystander.refuses(good.with_name("missing.fdz"))
    bystander.refuses(good.parent)


@pytest.mark.parametrize(
    "name",
    ["../evil.csv", "/etc/passwd", "files/../../evil", "C:\\evil.csv", "files/short", "a/b/c.csv", "..", "con\x00.csv",
     "files/" + "A" * 64, ".hidden", "évil.csv"],
)  # fmt: skip
def test_names_that_lead_outside(good: Path, bystander: Bystander, name: str) -> None:
    bystander.refuses(rewritten(good, files={name: b"x"}))


def test_links_and_doubled_names(good: Path, bystander: Bystander) -> None:
    content = content_of(good)
    bad = good.with_name("links.fdz")
    with zipfile.ZipFile(bad, "w") as archive:
        for name, data in content.items():
            about = zipfile.ZipInfo(name)
            about.external_attr = (0o120777 if name == "activity.csv" else 0o100644) << 16
            archive.writestr(about, data)
        archive.comment = b"focal-desk sha256:" + b"0" * 64
    bystander.refuses(sealed(bad))
    with zipfile.ZipFile(bad, "w") as archive, pytest.warns(UserWarning):
        for name, data in [*content.items(), ("changes.jsonl", content["changes.jsonl"])]:
            archive.writestr(zipfile.ZipInfo(name), data)
        archive.comment = b"focal-desk sha256:" + b"0" * 64
    bystander.refuses(sealed(bad))


def test_a_file_that_the_manifest_does_not_list_or_that_is_missing(good: Path, bystander: Bystander) -> None:
    content = content_of(good)
    bystander.refuses(zipped(good.with_name("more.fdz"), {**content, "extra.txt": b"x"}))
    del content["activity.csv"]
    bystander.refuses(zipped(good.with_name("less.fdz"), content))
    del content["manifest.json"]
    bystander.refuses(zipped(good.with_name("none.fdz"), content))


def test_content_under_the_digest_of_another(good: Path, bystander: Bystander) -> None:
    wrong = {"files/" + "0" * 64: b"not what it says"}
    bystander.refuses(rewritten(good, files=wrong))


def _entries(path: Path, number: int) -> Path:
    """A zip that says to have so many empty entries."""
    name = b"a.csv"
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0) + name
    central = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name
    comment = b"focal-desk sha256:" + b"0" * 64
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, 65_535, 65_535, len(central) * number, len(local) * number, len(comment)
    )
    path.write_bytes(local * number + central * number + end + comment)
    return sealed(path)


def test_a_million_entries_are_refused_before_they_are_read(tmp_path: Path, bystander: Bystander) -> None:
    path = _entries(tmp_path / "many.fdz", 1_000_000)
    tracemalloc.start()
    assert "more than a package may hold" in bystander.refuses(path)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def _zeros(size: int) -> bytes:
    """So many zeros, deflated; the same megabyte again and again."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    pack.compress(bytes(1 << 20))
    pack.flush(zlib.Z_FULL_FLUSH)
    piece = pack.compress(bytes(1 << 20)) + pack.flush(zlib.Z_FULL_FLUSH)
    return piece * (size >> 20) + pack.flush()


def _one_entry(path: Path, name: bytes, packed: bytes, said: int) -> Path:
    """A zip of one deflated entry that says to be `said` bytes long."""
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, 0, len(packed), said, len(name), 0) + name
    central = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, 0, len(packed), said, len(name), 0, 0, 0, 0, 0, 0
    )  # fmt: skip
    comment = b"focal-desk sha256:" + b"0" * 64
    start = len(local) + len(packed)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(central) + len(name), start, len(comment))
    path.write_bytes(local + packed + central + name + end + comment)
    return sealed(path)


@pytest.mark.parametrize("said", [100, 7_000_000, 2**32 - 1])
def test_ten_gigabytes_of_zeros_are_refused_whatever_they_say_to_be(
    tmp_path: Path, bystander: Bystander, said: int
) -> None:
    packed = _zeros(10 << 30)
    assert len(packed) < 11_000_000
    path = _one_entry(tmp_path / "bomb.fdz", b"manifest.json", packed, said)
    began = time.process_time()
    tracemalloc.start()
    bystander.refuses(path)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
    assert time.process_time() - began < 2


def test_a_zip_bomb_among_the_tables_is_refused(good: Path, bystander: Bystander) -> None:
    bomb = rewritten(good, files={"activity.csv": bytes(64 << 20)})
    tracemalloc.start()
    assert "more than a package may hold" in bystander.refuses(bomb)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_an_entry_that_is_longer_than_it_says(tmp_path: Path) -> None:
    path = _one_entry(tmp_path / "long.fdz", b"manifest.json", _zeros(16 << 20), 100)
    with path.open("rb") as file, pytest.raises(UserFacingError):
        Archive(file, "long.fdz").whole("manifest.json")


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"seq":' + b"9" * 1_000_000 + b"}",
        b'{"seq":1e400}',
        b'{"seq":NaN}',
        b"\xff\xfe",
        b'{"seq":"\\ud800"}',
        b"null",
        b"",
        b"{}",
        b'{"seq":1,"seq":1}',
        b"x" * 20_000_000,
    ],
    ids=[
        "arrays",
        "objects",
        "digits",
        "infinite",
        "nan",
        "bytes",
        "surrogate",
        "null",
        "empty",
        "bare",
        "twice",
        "long",
    ],
)
def test_lines_that_are_no_changes(good: Path, bystander: Bystander, line: bytes) -> None:
    bystander.refuses(rewritten(good, lines=line + b"\n"))
    bystander.refuses(rewritten(good, raw_manifest=line))


ODD: list[dict[str, Any]] = [
    {"seq": 0}, {"seq": -1}, {"seq": 2**60}, {"seq": True}, {"seq": "1"}, {"seq": 1.0},
    {"stamp": [1]}, {"stamp": [-1, 0]}, {"stamp": [2**70, 0]}, {"stamp": "now"}, {"time": -5}, {"time": None},
    {"record": "x"}, {"record": "../../x"}, {"record": 5}, {"record": RECORD.upper()},
    {"type": "activity; DROP TABLE change"}, {"type": ""}, {"type": 5}, {"type": "sqlite_master x"},
    {"author": 5}, {"author": "x" * 3000}, {"group": []}, {"group": ["", "edit", ""]}, {"group": ["g", 1, ""]},
    {"values": {}}, {"values": []}, {"values": {"title": {}}}, {"values": {"title": ["x"]}}, {"values": {"title": 1.5}},
    {"values": {"title": 5}}, {"values": {"participants_total": "many"}}, {"values": {"participants_total": 2**80}},
    {"values": {"": "x"}}, {"values": {"x" * 5000: "x"}}, {"values": {"a\nb": "x"}}, {"values": {"deleted": "yes"}},
    {"values": {"private_note": "planted"}}, {"values": {"attachments/../../x": "name"}},
    {"values": {"attachments/" + "g" * 64: "name"}}, {"values": {"title": "x" * 5_000_000}},
    {"replaces": []}, {"replaces": {"title": []}}, {"replaces": {"title": [[0, 0]]}}, {"replaces": {"title": [[9, 1]]}},
    {"replaces": {"title": [[0, 2], [0, 1]]}}, {"replaces": {"title": [0, 1]}}, {"replaces": {"title": "all"}},
    {"more": 1},
]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        b"", b'"one"\n', b'"one"\n"two"\n"three"\n', b'"one"\n"two"', b'"one"\n\n', b'"one"\n2\n', b'"one"\nnull\n',
        b'"one"\n["two"]\n', b'"one"\n "two"\n', b'"one"\n"tw\\u006f"\n', b'"one"\n"two\n', b'"one"\n"\xff"\n',
        b'"one"\n"\\ud800"\n', b'"one"\n' + b"[" * 100_000 + b"\n", b'"one"\n' + b"9" * 1_000_000 + b"\n",
    ],
    ids=range(15),
)  # fmt: skip
def test_texts_apart_that_do_not_fit_their_changes(good: Path, bystander: Bystander, texts: bytes) -> None:
    lines, replicas, brings = lines_of([change(1, values={"summary": [], "title": []})])
    more = {"replicas": replicas, "brings": brings, "holds": brings, "counts": {"changes": 1, "records": {}}}
    bystander.refuses(rewritten(good, lines=lines, files={"texts.jsonl": texts}, more=more))
    right = rewritten(good, lines=lines, files={"texts.jsonl": b'"one"\n"two"\n'}, more=more)
    with open_package(right) as package:
        package.check()
        assert [each.values for each in package.changes()] == [{"summary": "one", "title": "two"}]


@pytest.mark.parametrize("odd", ODD, ids=[json.dumps(each)[:40] for each in ODD])
def test_changes_that_do_not_keep_to_the_format(good: Path, bystander: Bystander, odd: dict[str, Any]) -> None:
    line = canonical({**change(1), "replica": 0, **odd})
    more = {"replicas": [REPLICA], "brings": {REPLICA: [[1, 1]]}, "holds": {REPLICA: [[1, 1]]}}
    bystander.refuses(rewritten(good, lines=line + b"\n", more=more))


@pytest.mark.parametrize(
    "changes",
    [
        [change(2), change(1)],
        [change(1), change(1)],
        [change(1, record=RECORD), change(2, record=RECORD, type="run", values={"name": "x"})],
    ],
    ids=["order", "twice", "type"],
)
def test_changes_that_contradict_each_other(good: Path, bystander: Bystander, changes: list[dict[str, Any]]) -> None:
    bystander.refuses(rewritten(good, changes=changes))


def test_a_record_that_is_of_another_kind_here(good: Path, bystander: Bystander) -> None:
    id = bystander.desk.journal.create("organisation", {"name": "Bo's"})
    report = bystander.desk.take(rewritten(good, changes=[change(1), change(2, record=id)]))
    assert (report.new, report.kept_out) == (2, {})
    assert bystander.desk.record(id).title == "Bo's" and bystander.desk.sound()
    assert bystander.desk.workspace.record(id, "activity") is not None


def test_changes_that_hide_in_an_action_of_this_desk(good: Path, bystander: Bystander) -> None:
    with bystander.desk.workspace.reading() as conn:
        group = conn.exec_driver_sql("SELECT id FROM change_group WHERE mine = 1").scalar()
    bystander.desk.take(rewritten(good, changes=[change(1, record=RECORD, group=[group, "edit", ""])]))
    bystander.desk.journal.undo_group(str(group))
    assert bystander.desk.record(RECORD).listed


@pytest.mark.parametrize(
    "more",
    [
        {"brings": {REPLICA: [[1, 5]]}}, {"brings": {REPLICA: [[5, 1]]}}, {"brings": {REPLICA: [[1, 1], [2, 2]]}},
        {"brings": {REPLICA: [[0, 1]]}}, {"holds": {"x": [[1, 1]]}}, {"holds": []}, {"holds": {REPLICA: [[1, 2**70]]}},
        {"holds": {REPLICA: [[1, True]]}}, {"replicas": "x"}, {"replicas": [5]}, {"made": "yesterday"},
        {"made": "2026-11-24T20:34:15+01:00"}, {"by": {}}, {"files": {}}, {"files": []}, {"counts": {"changes": 1}},
        {"format": {"name": "other", "major": 1, "minor": 0}}, {"lacks": ["../x"]}, {"left_out": [1]},
        {"keys": {REPLICA: 5}}, {"keys": {REPLICA: ["00", "00"]}}, {"whole": 1}, {"for": None},
    ],
    ids=repr,
)  # fmt: skip
def test_manifests_that_do_not_keep_to_the_format(good: Path, bystander: Bystander, more: dict[str, Any]) -> None:
    bystander.refuses(rewritten(good, more=more))


def test_a_newer_format_is_refused_in_words_and_a_newer_minor_is_read(good: Path, bystander: Bystander) -> None:
    assert "format 4.3" in bystander.refuses(rewritten(good, major=4, minor=3))
    assert import_package(bystander.desk.workspace, rewritten(good, minor=99, more={"later": [1]})).new == 1


def test_a_hole_as_large_as_the_world_costs_nothing(good: Path, bystander: Bystander) -> None:
    claims = {"holds": {REPLICA: [[1, 2**53]]}, "withheld": {REPLICA: [[1, 2**52]]}}
    report = bystander.desk.take(rewritten(good, changes=[change(2**53 - 1, stamp=[1, 0], time=1)], more=claims))
    assert report.missing == {}  # nobody holds what they say to hold, beyond a thousand million
    claims = {"holds": {REPLICA: [[1, 2**53]]}}
    report = bystander.desk.take(rewritten(good, changes=[change(2**53 - 1, stamp=[1, 0], time=1)], more=claims))
    assert missing_changes_sentences(bystander.desk.workspace, report.missing, {}) == [
        "Change no. 1 and many more of Eve is missing: request it, or a full package."
    ]
    bystander.desk.journal.create("activity", {"title": "still counts"})
    assert bystander.desk.sound()


@pytest.mark.parametrize("more", [{"time": 2**53}, {"stamp": [2**53, 0]}, {"stamp": [2**53, 0], "time": 5}], ids=repr)
def test_a_time_that_no_calendar_knows_is_left_out(good: Path, bystander: Bystander, more: dict[str, Any]) -> None:
    report = bystander.desk.take(rewritten(good, changes=[change(1, record=RECORD, **more), change(2, record=RECORD)]))
    assert (report.new, report.refused) == (1, {"time": 1})
    assert len(bystander.desk.journal.history(RECORD)) == 1 and bystander.desk.sound()


def test_parts_of_parts_and_merges_without_end(good: Path, bystander: Bystander) -> None:
    ids = [RECORD[:-6] + f"{number:06x}" for number in range(1_000)]

    def chain(type: str, name: str, field: str) -> Path:
        changes = [
            change(number + 1, record=id, type=type, values={name: "x", field: ids[number - 1]})
            for number, id in enumerate(ids)
        ]
        return rewritten(good, changes=changes)

    bystander.refuses(chain("activity", "title", "merged_into"))
    bystander.desk.take(chain("run", "name", "parent"))  # parts of what has no parts: they wait for their parents
    assert bystander.desk.sound()


def test_a_thousand_duplicates_of_one_are_no_burden(good: Path, bystander: Bystander) -> None:
    ids = [RECORD[:-6] + f"{number:06x}" for number in range(1_000)]
    changes = [
        change(number + 1, record=id, values={"title": "x", "merged_into": ids[7]}) for number, id in enumerate(ids)
    ]
    bystander.desk.take(rewritten(good, changes=changes))
    assert bystander.desk.record(ids[0]).survivor == ids[7]
    assert bystander.desk.sound()


def test_a_thousand_deleted_parts_of_one_are_no_burden(good: Path, bystander: Bystander) -> None:
    ids = [RECORD[:-6] + f"{number:06x}" for number in range(1_500)]
    changes = [change(1, record=ids[0], values={"title": "x", "deleted": True})]
    changes += [
        change(number + 2, record=id, type="run", values={"name": "x", "parent": ids[0], "deleted": True})
        for number, id in enumerate(ids[1:])
    ]
    bystander.desk.take(rewritten(good, changes=changes))
    assert bystander.desk.record(ids[0]).conflicts


NASTY = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>", "Robert'); DROP TABLE activity;--", "=cmd|' /C calc'!A0",
    "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "＝1+1", "%s%n{}{0.__class__}", "../../etc/passwd", "\u202eevil", "a\x00b",
    "A" * 100_000,
]  # fmt: skip


def test_hostile_words_stay_words(good: Path, desk: MakeDesk) -> None:
    """They arrive as they are, and leave in no cell that a spreadsheet would run."""
    bo = desk("Bo")
    text_fields = [
        "title",
        "summary",
        "municipality",
        "country",
        "kind",
        "start",
        "coordinates",
        "source_data",
        "title/fr",
    ]
    changes = [
        change(number + 1, record=RECORD[:-3] + f"{number:03x}", author=words[:2000],
               group=[f"g{number}", "import", words[:2000]],
               values={**dict.fromkeys(text_fields, words), f"links/{words[:99]}".replace("\t", "").replace("\0", ""): words,
                       f"targets/{words[:99]}".replace("\t", "").replace("\0", ""): "principal"})
        for number, words in enumerate(NASTY)
    ]  # fmt: skip
    bo.take(rewritten(good, changes=changes))
    for number, words in enumerate(NASTY):
        assert bo.record(RECORD[:-3] + f"{number:03x}").values["title"] == words
    assert bo.sound()
    sent = bo.send()
    with zipfile.ZipFile(sent) as archive:
        import csv
        import io

        table = archive.read("activity.csv").decode("utf-8-sig")
        for row in csv.reader(io.StringIO(table)):
            assert not any(cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "＝")) for cell in row)
    chi = desk("Chi")
    chi.take(sent)
    assert chi.dump() == bo.dump()


def test_random_damage_never_shows_a_traceback(good: Path, tmp_path: Path) -> None:
    rng = random.Random("damage")
    data = good.read_bytes()[:-64]
    path = tmp_path / "mutated.fdz"
    for _ in range(400):
        mutated = bytearray(data)
        for _change in range(rng.randint(1, 6)):
            place = rng.randrange(len(mutated))
            match rng.randrange(4):
                case 0:
                    mutated[place] = rng.randrange(256)
                case 1:
                    del mutated[place : place + rng.randint(1, 50)]
                case 2:
                    mutated[place:place] = rng.randbytes(rng.randint(1, 50))
                case _:
                    other = rng.randrange(len(mutated))
                    mutated[place : place + 20] = mutated[other : other + 20]
        path.write_bytes(mutated + hashlib.sha256(mutated).hexdigest().encode())
        try:
            with open_package(path) as package:
                package.check()
        except UserFacingError as error:
            assert "\n" not in str(error)


def _squeezed(good: Path, **entries: bytes) -> Path:
    """The package with a journal in these entries, which end on .bz2."""
    content = content_of(good)
    manifest = json.loads(content.pop("manifest.json"))
    for name in ("changes.jsonl", "texts.jsonl"):
        content.pop(name, None)
    content |= {f"{name}.bz2": data for name, data in entries.items()}
    manifest["files"] = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in content.items()
    }
    return zipped(good.with_name("squeezed.fdz"), {**content, "manifest.json": canonical(manifest)})


def test_a_squeezed_journal_that_is_none(good: Path, bystander: Bystander) -> None:
    """One whole stream of bzip2, or nothing is taken in; and none that unpacks without end."""
    content = content_of(good)
    lines, texts = content["changes.jsonl"], content.get("texts.jsonl", b"")
    assert texts == b""
    packed = bz2.compress(lines)
    for data in (b"", b"x", lines, packed[:-1], packed[:20], packed + b"x", packed + packed, packed[:30] + packed[31:]):
        bystander.refuses(_squeezed(good, changes=data))
    bystander.refuses(_squeezed(good, changes=packed, texts=packed))
    bystander.refuses(_squeezed(good, texts=packed))
    both = rewritten(good, files={"changes.bz2": packed})
    assert "(files)" in bystander.refuses(both)
    bomb = bz2.compress(bytes(40_000_000))
    assert len(bomb) < 1000
    tracemalloc.start()
    began = time.monotonic()
    assert "unpack to more" in bystander.refuses(_squeezed(good, changes=packed, texts=bomb))
    assert time.monotonic() - began < 10 and tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()
    bystander.desk.take(_squeezed(good, changes=packed))


def test_journals_of_both_kinds_say_the_same(desk: MakeDesk) -> None:
    """With tables it is squeezed, to make room for them."""
    amina, bo, chi = desk("Amina"), desk("Bo"), desk("Chi")
    amina.journal.create("activity", {"title": "Flood drills in Freetown", "summary": "Everybody to the bridge"})
    whole, lean = amina.send(), amina.send(readable=False)
    with open_package(whole) as squeezed, open_package(lean) as plain:
        assert list(squeezed.changes()) == list(plain.changes())
        assert {"changes.bz2", "texts.bz2"} < squeezed.manifest.files.keys()
        assert {"changes.jsonl", "texts.jsonl"} < plain.manifest.files.keys()
    bo.take(whole)
    chi.take(lean)
    assert bo.dump() == chi.dump() == amina.dump()


def test_more_names_than_a_package_may_have_are_not_read(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_package(good) as package:
        names = len(package.manifest.files)
    for limit, most in (("MAX_ENTRIES", names), ("MAX_DIRECTORY", 100)):
        with monkeypatch.context() as patched:
            patched.setattr(f"desktop.exchange.packages.archive.{limit}", most)
            with pytest.raises(UserFacingError, match="would unpack to more"), open_package(good):
                pass
