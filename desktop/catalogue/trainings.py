"""Trainings as they are in the workspace: who gave them, who was trained as a trainer there, and whom they reached.

A training is an activity of the kind training or training of trainers, and counts once as such everywhere. Its trainers have
the role trainer in it. Who has the role participant in a training of trainers was trained as a trainer there; so was, in any
training, who has a certificate of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop.catalogue.read_connection import reading
from desktop.catalogue.sections import SECTION, members_of_sections
from desktop.workspace import Workspace
from desktop.workspace.storage.sqlite import SqliteConnection

OF_TRAINERS = "training_of_trainers"
TRAINING_KINDS = (OF_TRAINERS, "training")
"""Kinds of activities that are trainings."""
_CANCELLED = "cancelled"
_NOT_GIVEN = ("cancelled", "idea")
_UNDER_WAY = ("under_way", "completed")


@dataclass(frozen=True, slots=True)
class Training:
    """One training. `given`: it has begun, and was not cancelled; what is planned counts for nothing yet. `sections`: ids of
    the sections of the network that have a role in it, or to which an organisation with a role belongs, as in the figures.
    `trainers`, `participants` and `trained` (as trainers): ids of people. `people` and `local_governments`: None where nobody
    wrote how many.
    """

    id: str
    title: str
    kind: str
    start: str
    end: str
    country: str
    given: bool
    people: int | None
    local_governments: int | None
    modules: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    trainers: tuple[str, ...] = ()
    trained: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()

    @property
    def year(self) -> str:
        """In which it began; "" where nobody wrote when."""
        return self.start[:4]


@dataclass(frozen=True)
class Trainings:
    """All trainings by their day, with the names of the people and of the sections in them."""

    trainings: tuple[Training, ...] = ()
    people: Mapping[str, str] = field(default_factory=dict[str, str])
    sections: Mapping[str, str] = field(default_factory=dict[str, str])


def read_trainings(workspace: Workspace, today: str = "") -> Trainings:
    """All trainings that were not cancelled, the earliest first."""
    today = today or date.today().isoformat()
    marks = ", ".join("?" * len(TRAINING_KINDS))
    with reading(workspace) as conn:
        rows = conn.execute(
            'SELECT no, id, title, kind, start, "end", country, status, participants_total, local_governments'
            f" FROM activity WHERE listed = 1 AND kind IN ({marks}) AND coalesce(status, '') <> ?",
            (*TRAINING_KINDS, _CANCELLED),
        ).fetchall()
        rows.sort(key=lambda row: (row[4] is None, row[4] or "", row[0]))
        modules = _members(conn, "modules")
        trainers, participants = _people(conn)
        organisations, sections = _sections(conn)
        certified = _certified(conn)
        found: list[Training] = []
        known: set[str] = set()
        for no, id, title, kind, start, end, country, status, people, governments in rows:
            given = status not in _NOT_GIVEN and (start <= today if start else status in _UNDER_WAY)
            trained = dict.fromkeys(participants.get(no, ()) if kind == OF_TRAINERS else ())
            trained.update(dict.fromkeys(certified.get(id, ())))
            training = Training(
                id, title or "", kind, start or "", end or "", country or "", given, people, governments,
                tuple(modules.get(no, ())), tuple(organisations.get(no, ())), tuple(trainers.get(no, ())), tuple(trained),
                tuple(participants.get(no, ())),
            )  # fmt: skip
            found.append(training)
            known.update(training.trainers, training.trained, training.participants)
        names = {id: name or "" for id, name in conn.execute("SELECT id, name FROM person") if id in known}
    return Trainings(tuple(found), names, sections)


_OF_TRAININGS = (
    "FROM activity r CROSS JOIN activity_has_code h ON h.record_no = r.no CROSS JOIN member_code c ON c.no = h.code_no"
    " WHERE r.listed = 1 AND r.kind IN ('training_of_trainers', 'training')"
)
"""From the trainings to their members: a plain JOIN may begin with the codes, and fetch those of all activities."""


def _members(conn: SqliteConnection, name: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for no, code in conn.execute(
        f"SELECT h.record_no, c.code {_OF_TRAININGS} AND c.field = ? ORDER BY c.code", (name,)
    ):
        found.setdefault(no, []).append(code)
    return found


def _people(conn: SqliteConnection) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Ids of trainers and of participants, by local number of the training."""
    survivors = dict(conn.execute("SELECT id, survivor FROM person WHERE survivor IS NOT NULL"))
    trainers: dict[int, list[str]] = {}
    participants: dict[int, list[str]] = {}
    for no, codes in _members(conn, "people").items():
        for code in codes:
            role, _colon, id = code.partition(":")
            those = trainers if role == "trainer" else participants if role == "participant" else None
            if those is not None:
                those.setdefault(no, []).append(survivors.get(id, id))
    return trainers, participants


def _sections(conn: SqliteConnection) -> tuple[dict[int, list[str]], dict[str, str]]:
    """Ids of sections by local number of the training, and their names."""
    names = {
        id: name or ""
        for id, name in conn.execute("SELECT id, name FROM organisation WHERE kind = ? AND listed = 1", (SECTION,))
    }
    sections_of: dict[str, list[str]] = {}
    for id, section in conn.execute(members_of_sections()):
        sections_of.setdefault(id, []).append(section)
    found: dict[int, list[str]] = {}
    for no, codes in _members(conn, "organisations").items():
        those = dict.fromkeys(each for code in codes for each in sections_of.get(code.partition(":")[2], ()))
        if those:
            found[no] = list(those)
    return found, names


def _certified(conn: SqliteConnection) -> dict[str, list[str]]:
    """Ids of the people who have a certificate, by id of the training."""
    found: dict[str, list[str]] = {}
    for training, person in conn.execute(
        "SELECT k.parent, coalesce(p.survivor, p.id) FROM certificate k JOIN person p ON p.id = k.person"
        " WHERE k.listed = 1 ORDER BY k.no"
    ):
        found.setdefault(training, []).append(person)
    return found


@dataclass(frozen=True, slots=True)
class Certificate:
    """A trainer's certificate, with the training of which it is. `until`: "" where it does not run out."""

    id: str
    training: str
    title: str
    person: str
    name: str
    module: str
    issued: str
    until: str

    def ran_out(self, today: str) -> bool:
        """Is it not valid any more?"""
        return bool(self.until) and self.until + "~" < today

    def runs_out(self, today: str, soon: str) -> bool:
        """Is it valid, and not any more after `soon`?"""
        return bool(self.until) and not self.ran_out(today) and self.until <= soon


def read_certificates(workspace: Workspace) -> list[Certificate]:
    """All of them, those that run out first before the others."""
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT k.id, a.id, a.title, coalesce(s.id, p.id), coalesce(s.name, p.name), k.module, k.issued, k.valid_until"
            " FROM certificate k JOIN activity a ON a.id = k.parent LEFT JOIN person p ON p.id = k.person"
            " LEFT JOIN person s ON s.id = p.survivor WHERE k.listed = 1 AND a.listed = 1"
            " ORDER BY k.valid_until IS NULL, k.valid_until, k.no"
        ).fetchall()
    return [Certificate(*(cell or "" for cell in row)) for row in rows]
