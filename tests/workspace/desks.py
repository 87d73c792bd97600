"""A bare desk for tests of the safety net: the file, its engine, and a journal that writes it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from desktop.workspace.journal import Journal
from desktop.workspace.maintenance.backups_without_rows import lacks_rows, rebuild
from desktop.workspace.maintenance.migrate import create_all
from desktop.workspace.storage.connections import writing_engine
from desktop.workspace.storage.replica_choice import choose_replica, close_replica


@dataclass
class Desk:
    """One opening of a workspace file."""

    path: Path
    home: Path
    engine: Engine
    journal: Journal
    replica: str

    @classmethod
    def open(cls, path: Path, home: Path) -> Desk:
        """Open the file, or make it."""
        new = not path.exists()
        if new:
            sqlite3.connect(path).close()
            path.touch()
        engine = writing_engine(path)
        with engine.begin() as conn:
            if new:
                create_all(conn)
            if lacks_rows(conn):
                rebuild(conn)
            replica = choose_replica(conn, path, home)
        return cls(path, home, engine, Journal(engine, replica, author="Amina"), replica)

    def close(self) -> None:
        """Close cleanly."""
        self.engine.dispose()
        close_replica(self.path, self.home, self.replica)

    def crash(self) -> None:
        """End without saying so."""
        self.engine.dispose()

    def titles(self) -> list[str]:
        """What the activities are called."""
        with self.engine.connect() as conn:
            return [
                row[0] for row in conn.exec_driver_sql("SELECT title FROM activity WHERE listed = 1 ORDER BY title")
            ]
