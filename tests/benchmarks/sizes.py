"""How large packages are, beside a zipped XLSX of the same records: of a thousand activities, and of a few edits."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from openpyxl import Workbook

from desktop.exchange.packages import ExportedPackage, export_package, known_to
from desktop.exchange.signed_packages import export_signed_package
from desktop.workspace import Workspace
from tests.benchmarks.likeness import sample_like
from tests.benchmarks.table import Line, Setting

WHOLE, DELTA = 350.0, 20.0
"""KB of a thousand activities as a whole, and of 50 edits."""
_EDITS = 50


def sizes(setting: Setting) -> list[Line]:
    """1,000 activities like those of the sample (small: 100), written one by one as people do."""
    count = 100 if setting.small else 1_000
    with closing(Workspace.create(setting.folder / "desk.focal", home=setting.folder / "home")) as workspace:
        workspace.journal.set_author("Amina")
        ids: list[str] = []
        for type, id, values in sample_like(count):
            workspace.journal.create(type, values, id=id)
            ids += [id] if type == "activity" else []
        whole = export_signed_package(workspace, setting.folder / "all.fdz")
        lean = export_package(workspace, setting.folder / "partner.fdz", readable=False)
        sheet = _workbook(whole.path, setting.folder / "all.xlsx")
        edited = ids[:: max(1, count // _EDITS)][:_EDITS]
        edits = list(sample_like(count + _EDITS, "edits"))[-_EDITS:]
        for id, (_type, _id, values) in zip(edited, edits, strict=True):
            workspace.journal.edit(
                id, {name: values[name] for name in ("title", "summary", "status") if name in values}
            )
        delta = export_signed_package(
            workspace, setting.folder / "delta.fdz", known=known_to(workspace, whole.manifest)
        )
        again = export_signed_package(workspace, setting.folder / "again.fdz")
        other = _workbook(again.path, setting.folder / "edited.xlsx", edited)
    limit = WHOLE if count == 1_000 else None
    return [
        Line(
            f"package of all {count:,} like the sample for a partner, beside XLSX",
            lean.size / 1e3,
            sheet,
            "KB",
            most=limit,
        ),
        Line("the same with tables, for those without a desk", whole.size / 1e3, sheet, "KB", most=limit),
        *_entries(whole),
        Line(f"package after {_EDITS} edits, beside XLSX of the {_EDITS}", delta.size / 1e3, other, "KB", most=DELTA),
    ]


def _entries(made: ExportedPackage) -> list[Line]:
    with zipfile.ZipFile(made.path) as archive:
        found = {each.filename: each.compress_size / 1e3 for each in archive.infolist()}
    named = ("changes.bz2", "texts.bz2", "activity.csv")
    lines = [Line(f"  of it {name}", found.pop(name), unit="KB") for name in named]
    return [*lines, Line("  of it the rest", sum(found.values()), unit="KB")]


def _workbook(package: Path, target: Path, only: Collection[str] = ()) -> float:
    """KB of a workbook, zipped as each is, with the activities that the CSV file of a package shows, or `only` these."""
    with zipfile.ZipFile(package) as archive:
        rows = csv.reader(io.StringIO(archive.read("activity.csv").decode("utf-8-sig"), newline=""))
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Activities")
        for number, row in enumerate(rows):
            if number == 0 or not only or row[0] in only:
                sheet.append([int(cell) if cell.isdecimal() else cell for cell in row])
        book.save(target)
    return target.stat().st_size / 1e3
