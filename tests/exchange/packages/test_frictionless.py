"""Every package's tables pass the validator of the Frictionless project, whatever stands in their records."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.workspace import RECORD_TYPES
from desktop.workspace.projection.rows import fits
from tests.exchange.merging.values import edit, fields_of, record_id
from tests.exchange.packages.desks import Desk

MakeDesk = Callable[[str], Desk]

NASTY = (
    "=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "a;b,c\"d'e", "two\nlines\r\n and a third", "é 漢 \u202e", "a\x00b", "2014",
    "2014-05", " ", "'", "null", "NaN", "TRUE", "0x1F", "1e5",
)  # fmt: skip


def problems_of(package: Path, folder: Path) -> list[str]:
    """What the validator says of a package's `datapackage.json` and the tables that it names."""
    import frictionless

    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    return [
        f"{error.type}: {error.message}" for error in [*report.errors, *(e for t in report.tasks for e in t.errors)]
    ]


def fill(desk: Desk) -> None:
    """Records of every type: full, with nothing but a name, emptied, deleted, merged, and with words that mean harm."""
    for kind in RECORD_TYPES.values():
        agreed = {"consent": "public"} if "consent" in kind.by_name else {}
        for number in range(6):
            found = dict(edit(kind, each, number + 3 * place) for place, each in enumerate(fields_of(kind.name)))
            desk.journal.create(kind.name, found | agreed, id=record_id(kind.name, number))
        for number, words in enumerate(NASTY, 6):
            texts = {each.name: words for each in kind.fields if not each.is_set and fits(kind, each.name, words)}
            desk.journal.create(kind.name, texts | agreed, id=record_id(kind.name, number))
        desk.journal.create(kind.name, {kind.title: "only this"} | agreed)
        emptied = desk.journal.create(kind.name, {kind.title: "soon nothing"} | agreed)
        desk.journal.edit(emptied, {kind.title: None})
        desk.journal.delete([record_id(kind.name, 1)])
        desk.journal.merge_into(record_id(kind.name, 2), record_id(kind.name, 3))


def test_the_tables_of_every_record_type_are_valid(desk: MakeDesk, tmp_path: Path) -> None:
    amina = desk("Amina")
    fill(amina)
    whole = amina.send()
    with zipfile.ZipFile(whole) as archive:
        for name in RECORD_TYPES:
            rows = csv.reader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"), newline=""))
            for cell in (cell for row in rows for cell in row):
                harmless = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", cell) or not cell.lstrip().startswith(tuple("=+-@"))
                assert harmless, f"{name}: {cell}"
    assert problems_of(whole, tmp_path / "whole") == []


@pytest.mark.parametrize("what", ["nothing", "little", "delta", "some"])
def test_so_are_those_of_small_packages(desk: MakeDesk, tmp_path: Path, what: str) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    if what != "nothing":
        amina.journal.create("activity", {"title": "Flood drills", "start": "2014"}, id=record_id("activity", 0))
        amina.journal.create("run", {"name": "=1", "parent": record_id("activity", 0)})
    if what == "delta":
        bo.take(amina.send())
        amina.journal.edit(record_id("activity", 0), {"start": "2014-05"})
        sent = amina.send(since=bo.send())
    else:
        sent = amina.send(ids=[record_id("activity", 0)]) if what == "some" else amina.send()
    assert problems_of(sent, tmp_path / "out") == []
