"""Desks that hand packages to each other."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange.packages import ExportedPackage, export_package, import_package, known_to, manifest_of
from desktop.workspace import Record, Workspace, check
from desktop.workspace.changes.have_sets import read_have_set
from desktop.workspace.conflicts.resolving import Disputed, read_disputed
from desktop.workspace.merge.dump import dump
from desktop.workspace.merge.merging import MergeReport

MADE = "2026-11-24T20:34:15Z"


class Desk:
    """One desk of a test, with a person who works there."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.path, self.home = folder / f"{name}.focal", folder / f"home of {name}"
        self.workspace = Workspace.create(self.path, home=self.home)
        self.workspace.journal.set_author(name)
        self.journal = self.workspace.journal
        self._sent = 0

    def send(self, *, since: Path | None = None, **options: object) -> Path:
        """A package of this desk."""
        self._sent += 1
        path = self.folder / f"{self.name} {self._sent}.fdz"
        self.export(path, since=since, **options)
        return path

    def export(self, path: Path, *, since: Path | None = None, **options: object) -> ExportedPackage:
        told = manifest_of(since) if since else None
        known = known_to(self.workspace, told) if told else None
        asked = {*told.lacks, *told.left_out} if told else ()
        return export_package(self.workspace, path, known=known, asked=asked, made=MADE, **options)  # type: ignore[arg-type]

    def take(self, path: Path) -> MergeReport:
        return import_package(self.workspace, path)

    def dump(self) -> list[str]:
        with self.workspace.reading() as conn:
            return list(dump(conn))

    def have(self) -> dict[str, list[tuple[int, int]]]:
        with self.workspace.reading() as conn:
            return read_have_set(conn)

    def disputed(self) -> list[Disputed]:
        with self.workspace.reading() as conn:
            return list(read_disputed(conn))

    def record(self, id: str) -> Record:
        found = self.workspace.record(id)
        assert found is not None
        return found

    def sound(self) -> bool:
        return check(self.path, home=self.home).problems == ()

    def close(self) -> None:
        self.workspace.close()
