"""Importing a list of activities (CSV, XLSX, IATI), against plain sqlite3 that fills the same tables and indexes with the
same rows, and before it reads the file with the bare reader where that is no work of ours (calamine, lxml).

The bare side fills every table in which the import leaves rows, and every full-text index; what is signed and compressed
stands in these rows, and is given to it as bytes. It makes the indexes of a table after its rows, as the import does.
"""

# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import csv
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from desktop.exchange import apply_import, guess_mapping, open_table, plan_import
from desktop.workspace import Workspace
from tests.benchmarks.table import Line, Setting

LIMITS = {"CSV": 1.6, "XLSX": 1.6, "IATI": 2.0}
_MOST = {"IATI": 10_000}
_HEADINGS = (
    "iati-identifier", "title", "description", "activity-status-code", "start-actual", "end-planned",
    "recipient-country-code", "reporting-org", "participating-org (Funding)", "participating-org (Implementing)", "city",
    "participants", "women", "default-language", "sector", "total-Commitment",
)  # fmt: skip
_WORDS = (
    "water flood school early warning resilient city training leaders data risk plan river coast hospital youth women"
    " network exchange report budget storm drought map shelter roof inondation école ville alerta temprana ciudad agua"
)


@dataclass(frozen=True)
class Import:
    """One import (reading, planning, writing) and the bare reading and filling: (seconds, seconds of the processor) of each."""

    kind: str
    count: int
    ours: tuple[float, float]
    bare: tuple[float, float]

    def lines(self) -> list[Line]:
        """For the table."""
        name, limit = f"import of {self.count:,} from {self.kind}", LIMITS[self.kind]
        return [
            Line(name, self.ours[0], self.bare[0], "s", limit),
            Line("  the same, time of the processor", self.ours[1], self.bare[1], "s", limit),
        ]


def importing(setting: Setting) -> list[Line]:
    """Each kind of file."""
    return [line for kind in LIMITS for line in measure(kind, setting.count, setting.folder).lines()]


def measure(kind: str, count: int, folder: Path) -> Import:
    """Import a made-up list of `count` activities into a new workspace in `folder`, then fill another one barely."""
    count = min(count, _MOST.get(kind, count))
    path = folder / f"activities.{kind.lower()}"
    write, read = _KINDS[kind]
    write(path, count)
    ours, bare = folder / f"{kind}.focal", folder / f"{kind}-bare.focal"
    with closing(Workspace.create(ours, home=folder / "home")) as workspace:
        began = _now()
        table = open_table(path)
        report = apply_import(workspace, plan_import(workspace, table, guess_mapping(table)))
        taken = _since(began)
    if report.new != count:
        raise RuntimeError(f"{report.new} of {count} activities came in")
    Workspace.create(bare, home=folder / "home").close()
    reading = _timed(lambda: read(path))
    filling = _fill(ours, bare)
    for each in (ours, bare, path):
        each.unlink()
    return Import(kind, count, taken, (reading[0] + filling[0], reading[1] + filling[1]))


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float]) -> tuple[float, float]:
    now = _now()
    return now[0] - began[0], now[1] - began[1]


def _timed(job: Callable[[], object]) -> tuple[float, float]:
    began = _now()
    job()
    return _since(began)


# Lists ------------------------------------------------------------------------------------------------------------------


def _rows(count: int) -> Iterator[tuple[Any, ...]]:
    """A list as aid agencies publish them, the same for the same count."""
    chance = random.Random(count)
    vocabulary = _WORDS.split()

    def words(number: int) -> str:
        return " ".join(chance.choices(vocabulary, k=number))

    for number in range(count):
        yield (
            f"XX-{number}", words(6).capitalize(), words(40), chance.choice("12345"),
            f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(2010, 2024)}",
            f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/2025", chance.choice(("SL", "KE", "PE")),
            f"Agency {chance.randint(1, 300)}", f"Fund {chance.randint(1, 200)}",
            f"Partner {chance.randint(1, 500)}", words(1), chance.randint(1, 5_000), chance.randint(1, 500), "en",
            words(2), chance.randint(1, 1_000_000),
        )  # fmt: skip


def write_list(path: Path, count: int) -> None:
    """As CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS)
        writer.writerows(_rows(count))


def _write_workbook(path: Path, count: int) -> None:
    from openpyxl import Workbook as Book

    book = Book(write_only=True)
    sheet = book.create_sheet("Activities")
    sheet.append(_HEADINGS)
    for row in _rows(count):
        sheet.append(row)
    book.save(path)


def _write_iati(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
        for row in _rows(count):
            (
                id,
                title,
                about,
                status,
                start,
                end,
                country,
                owner,
                fund,
                partner,
                city,
                _all,
                _women,
                language,
                sector,
                sum,
            ) = (escape(str(each)) for each in row)
            first, last = ("-".join(reversed(day.split("/"))) for day in (start, end))
            file.write(
                f'<iati-activity xml:lang="{language}"><iati-identifier>{id}</iati-identifier>'
                f'<reporting-org ref="XM-{owner[7:]}" type="10"><narrative>{owner}</narrative></reporting-org>'
                f"<title><narrative>{title}</narrative></title>"
                f'<description type="1"><narrative>{about}</narrative></description>'
                f'<participating-org role="1"><narrative>{fund}</narrative></participating-org>'
                f'<participating-org role="4"><narrative>{partner}</narrative></participating-org>'
                f'<activity-status code="{status}"/><activity-date type="2" iso-date="{first}"/>'
                f'<activity-date type="3" iso-date="{last}"/><recipient-country code="{country}"/>'
                f"<location><name><narrative>{city}</narrative></name></location>"
                f'<sector vocabulary="99" code="{len(sector)}"><narrative>{sector}</narrative></sector>'
                f'<transaction><transaction-type code="2"/><transaction-date iso-date="{first}"/>'
                f'<value value-date="{first}">{sum}</value></transaction></iati-activity>\n'
            )
        file.write("</iati-activities>\n")


# Read and filled barely -------------------------------------------------------------------------------------------------


def _read_csv(path: Path) -> None:
    """Nothing: of a CSV all reading is ours."""


def _read_workbook(path: Path) -> None:
    from python_calamine import load_workbook

    for _row in load_workbook(str(path)).get_sheet_by_index(0).iter_rows():
        pass


def _read_iati(path: Path) -> None:
    from lxml import etree  # pyright: ignore

    for _event, element in etree.iterparse(str(path), tag="iati-activity", resolve_entities=False, no_network=True):
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


_KINDS: dict[str, tuple[Callable[[Path, int], None], Callable[[Path], None]]] = {
    "CSV": (write_list, _read_csv),
    "XLSX": (_write_workbook, _read_workbook),
    "IATI": (_write_iati, _read_iati),
}


def _fill(source: Path, target: Path) -> tuple[float, float]:
    """How long sqlite3 alone takes for the same rows; reading them is not counted."""
    with closing(sqlite3.connect(source)) as conn, closing(sqlite3.connect(target)) as before:
        asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%!_fts%' ESCAPE '!'"
        rows = {name: conn.execute(f"SELECT * FROM {name}").fetchall() for (name,) in conn.execute(asked).fetchall()}
        rows = {
            name: those
            for name, those in rows.items()
            if name != "meta" and those != before.execute(f"SELECT * FROM {name}").fetchall()
        }
        indexes = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")]
    with closing(sqlite3.connect(target, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous=EXTRA")
        conn.execute("PRAGMA cache_size=-32000")
        for table in rows:
            conn.execute(f"DELETE FROM {table}")
        began = _now()
        conn.execute("BEGIN IMMEDIATE")
        for table, those in rows.items():
            put_off = conn.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?",
                (table,),
            ).fetchall()
            for name, _sql in put_off:
                conn.execute(f"DROP INDEX {name}")
            conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(those[0]))})", those)
            for _name, sql in put_off:
                conn.execute(sql)
        columns = "title, text, place, organisation, note, codes"
        for index in indexes:
            view = index.replace("_fts", "_document")
            conn.execute(f"INSERT INTO {index}(rowid, {columns}) SELECT no, {columns} FROM {view}")
        conn.execute("COMMIT")
        return _since(began)
