"""The tree of trainers and its reach among all activities, beside SQL that gives the same numbers."""

from __future__ import annotations

import random
import shutil
import sqlite3
import uuid
from contextlib import closing
from statistics import median

from desktop.catalogue.trainings import read_trainings
from desktop.learning.trainer_tree import DIMENSIONS, TrainerTree, reach_by, reach_of
from desktop.workspace import Workspace
from tests.benchmarks.table import Line, Setting, milliseconds

_TODAY = "2025-01-01"
_KINDS = "('training_of_trainers', 'training')"
_GIVEN = (
    "CREATE TEMP TABLE given AS SELECT no, kind, country, substr(start, 1, 4) AS year, participants_total AS people,"
    f" local_governments AS governments FROM activity WHERE listed = 1 AND kind IN {_KINDS}"
    " AND coalesce(status, '') NOT IN ('cancelled', 'idea')"
    f" AND CASE WHEN start IS NULL THEN status IN ('under_way', 'completed') ELSE start <= '{_TODAY}' END"
)
_LINKS = (
    "CREATE TEMP TABLE link AS SELECT g.no, substr(c.code, 1, instr(c.code, ':') - 1) AS role,"
    " substr(c.code, instr(c.code, ':') + 1) AS person FROM given g CROSS JOIN activity_has_code h ON h.record_no = g.no"
    " CROSS JOIN member_code c ON c.no = h.code_no WHERE c.field = 'people'"
    " AND (c.code GLOB 'trainer:*' OR (c.code GLOB 'participant:*' AND g.kind = 'training_of_trainers'))"
)
_IN_MODULES = (
    "SELECT g.*, c.code FROM given g CROSS JOIN activity_has_code h ON h.record_no = g.no"
    " CROSS JOIN member_code c ON c.no = h.code_no WHERE c.field = 'modules'"
)
_BY_SECTION = (
    "SELECT DISTINCT g.*, o.belongs_to AS code FROM given g CROSS JOIN activity_has_code h ON h.record_no = g.no"
    " CROSS JOIN member_code c ON c.no = h.code_no CROSS JOIN organisation o"
    " ON o.id = substr(c.code, instr(c.code, ':') + 1) WHERE c.field = 'organisations' AND o.belongs_to IS NOT NULL"
)
_TREE = (
    "WITH RECURSIVE tree(first, person) AS (SELECT DISTINCT person, person FROM link WHERE role = 'trainer'"
    " AND person NOT IN (SELECT person FROM link WHERE role = 'participant')"
    " UNION SELECT t.first, p.person FROM tree t JOIN link r ON r.person = t.person AND r.role = 'trainer'"
    " JOIN link p ON p.no = r.no AND p.role = 'participant')"
    " SELECT first, count(*), sum(people), sum(governments) FROM (SELECT DISTINCT t.first, g.no, g.people, g.governments"
    " FROM tree t JOIN link r ON r.person = t.person AND r.role = 'trainer' JOIN given g ON g.no = r.no) GROUP BY first"
)
"""What each with whom the tree begins reached, with all below."""


def measure(setting: Setting) -> list[Line]:
    """All trainings read, the reach by each dimension, and the reach of everybody with whom the tree begins."""
    path = setting.folder / "trainings.focal"
    shutil.copyfile(setting.workspace, path)
    _add_people(path)
    with closing(Workspace.open(path, home=setting.home, read_only=True)) as workspace:

        def ours() -> tuple[int, int]:
            tree = TrainerTree(read_trainings(workspace, _TODAY).trainings)
            for name in DIMENSIONS:
                reach_by(tree.trainings, name)
            reached = [tree.reach_of(person) for person in tree.first_trainers]
            return reach_of(tree.trainings).trainings, sum(each.people for each in reached)

        figures: list[tuple[float, float]] = []
        for _turn in range(2 if setting.small else 7):
            figures.append((milliseconds(ours), milliseconds(lambda: _bare(path))))
        assert ours() == _bare(path)
    mine, theirs = ([each[place] for each in figures] for place in (0, 1))
    return [Line(f"trainers' tree and reach of {setting.count:,}", median(mine), median(theirs), limit=1.5)]


def _bare(path: object) -> tuple[int, int]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
        conn.execute(_GIVEN)
        conn.execute(_LINKS)
        conn.execute("CREATE INDEX temp.by_person ON link (role, person)")
        conn.execute("CREATE INDEX temp.by_training ON link (role, no)")
        for columns, found in (
            ("country", "given"), ("year", "given"), ("code", f"({_IN_MODULES})"), ("code", f"({_BY_SECTION})"),
        ):  # fmt: skip
            conn.execute(
                f"SELECT {columns}, count(*), sum(people), sum(governments) FROM {found} GROUP BY {columns}"
            ).fetchall()
            conn.execute(
                f"SELECT {columns}, count(DISTINCT l.person) FROM {found} x JOIN link l ON l.no = x.no"
                f" AND l.role = 'participant' GROUP BY {columns}"
            ).fetchall()
        total = int(conn.execute("SELECT count(*) FROM given").fetchone()[0])
        return total, sum(int(row[2] or 0) for row in conn.execute(_TREE))


def _add_people(path: object) -> None:
    """A tree of trainers: each training of trainers is given by somebody who was trained before, and trains four more."""
    chance = random.Random(5)
    with closing(sqlite3.connect(str(path))) as conn, conn:
        conn.execute("UPDATE organisation SET kind = 'section' WHERE no <= 9")
        conn.execute(
            "UPDATE organisation SET belongs_to = (SELECT id FROM organisation s WHERE s.no = 1 + organisation.no % 9)"
            " WHERE no > 9"
        )
        rows = conn.execute(f"SELECT no, kind FROM activity WHERE kind IN {_KINDS} ORDER BY start, no").fetchall()
        people: list[str] = []
        links: list[tuple[int, str]] = []

        def person() -> str:
            people.append(str(uuid.UUID(int=chance.getrandbits(128), version=4)))
            return people[-1]

        for no, kind in rows:
            trainer = person() if not people or chance.random() < 0.02 else chance.choice(people)
            links.append((no, f"trainer:{trainer}"))
            if kind == "training_of_trainers":
                links += [(no, f"participant:{person()}") for _each in range(4)]
        conn.executemany(
            "INSERT INTO person (id, name, listed, binned, conflicts, missing, created, modified, made)"
            " VALUES (?, 'Trainer', 1, 0, 0, 0, 0, 0, 0)",
            [(id,) for id in people],
        )
        conn.executemany(
            "INSERT OR IGNORE INTO member_code (field, code) VALUES ('people', ?)", [(code,) for _no, code in links]
        )
        conn.executemany(
            "INSERT OR IGNORE INTO activity_has_code (record_no, code_no)"
            " SELECT ?, no FROM member_code WHERE field = 'people' AND code = ?",
            links,
        )
