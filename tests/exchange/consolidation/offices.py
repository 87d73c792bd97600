"""A secretariat and the offices that send it packages."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange.consolidation import ConsolidatedFile, ConsolidationResult, consolidate
from desktop.exchange.packages import known_to, manifest_of
from desktop.exchange.partners import Partner, read_partners
from desktop.exchange.signed_packages import export_signed_package
from desktop.workspace import Workspace, check
from desktop.workspace.merge.dump import dump


class Office:
    """A desk with a home of its own, so that it has a key of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        self.path, self.home = folder / f"{name}.focal", folder / f"home of {name}"
        self.workspace = Workspace.create(self.path, home=self.home)
        self.workspace.journal.set_author(name)
        self.journal = self.workspace.journal

    def add(self, *titles: str) -> list[str]:
        return [self.journal.create("activity", {"title": title}) for title in titles]

    def send(self, path: Path, *, since: Path | None = None, **more: object) -> Path:
        """A signed package; `since`: only what came after that one."""
        known = known_to(self.workspace, manifest_of(since)) if since else None
        return export_signed_package(self.workspace, path, known=known, **more).path  # type: ignore[arg-type]

    def gather(self, *sources: Path, **more: object) -> ConsolidationResult:
        return consolidate(self.workspace, sources, **more)  # type: ignore[arg-type]

    def titles(self) -> list[str]:
        with self.workspace.reading() as conn:
            rows = conn.exec_driver_sql("SELECT title FROM activity WHERE listed = 1 ORDER BY title")
            return [str(row[0]) for row in rows]

    def partners(self) -> list[Partner]:
        with self.workspace.reading() as conn:
            return read_partners(conn)

    def dump(self) -> list[str]:
        with self.workspace.reading() as conn:
            return list(dump(conn))

    def backups(self) -> int:
        return len(list(self.path.with_name(f"{self.path.stem} backups").glob("*.focal")))

    def sound(self) -> bool:
        return check(self.path, home=self.home).problems == ()

    def close(self) -> None:
        self.workspace.close()


def outcomes(ran: ConsolidationResult) -> dict[str, str]:
    return {each.path: each.outcome for each in ran.report.files}


def delivery(ran: ConsolidationResult, path: str) -> ConsolidatedFile:
    return next(each for each in ran.report.files if each.path == path)
