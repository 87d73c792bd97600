"""Records that point to what has not come: kept as they are, and shown with where the other one may be."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.workspace.connections import Direct
from desktop.workspace.fields import FieldKind
from desktop.workspace.giving import missing, read_withheld
from desktop.workspace.havesets import HaveSet, Interval, without
from desktop.workspace.records import RECORD_TYPES

ASIDE, MISSING, WITHHELD, UNKNOWN = "aside", "missing", "withheld", "unknown"


@dataclass(frozen=True, slots=True)
class Pointing:
    """A field of a record that points to a record that is not here."""

    type: str
    id: str
    title: str  # "" where it has none
    field: str  # as in the journal: `parent`, `organisations/lead:<id>`
    target_type: str
    target: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Where what a field points to may be.

    `why`: ASIDE: it came, and a person set it aside; MISSING: in one of the changes that have not come, `spans` of
    `replica`, narrowed to those before the one that points to it where that is known; WITHHELD: others keep it to
    themselves; UNKNOWN: nothing that is missing could hold it, so it was not sent yet.
    """

    pointing: Pointing
    why: str
    replica: str = ""
    spans: tuple[Interval, ...] = ()


def pointing_nowhere(conn: Connection | Direct, record_id: str = "") -> Generator[Pointing]:
    """All fields of records, or of one, that point to what is not here. Of deleted records none are told."""
    for kind in RECORD_TYPES.values():
        only, parameters = (" AND t.id = ?", (record_id,)) if record_id else ("", ())
        columns = [(each.name, each.target) for each in kind.columns if each.kind is FieldKind.REFERENCE]
        for column, target in (*columns, ("merged_into", kind.name)):
            here = "(t.listed = 1 OR t.survivor IS NOT NULL)" if column == "merged_into" else "t.listed = 1"
            rows = conn.exec_driver_sql(
                f'SELECT t.id, t.{kind.title}, t."{column}" FROM {kind.name} t WHERE t."{column}" IS NOT NULL'
                f' AND {here} AND NOT EXISTS (SELECT 1 FROM {target} o WHERE o.id = t."{column}"){only}'
                f" ORDER BY t.{kind.title}, t.id",
                parameters,
            )
            for id, title, pointed in rows.fetchall():
                yield Pointing(kind.name, id, str(title or ""), column, target, str(pointed))
        for each in kind.fields:
            if each.kind is not FieldKind.LINKED:
                continue
            rows = conn.exec_driver_sql(
                f"SELECT t.id, t.{kind.title}, m.code FROM {kind.name}_member m JOIN {kind.name} t ON t.no = m.record_no"
                f" WHERE m.field = ? AND t.listed = 1 AND NOT EXISTS (SELECT 1 FROM {each.target} o WHERE"
                f" o.id = substr(m.code, instr(m.code, ':') + 1)){only} ORDER BY t.{kind.title}, t.id, m.code",
                (each.name, *parameters),
            )
            for id, title, code in rows.fetchall():
                target_id = str(code).partition(":")[2]
                yield Pointing(kind.name, id, str(title or ""), f"{each.name}/{code}", each.target, target_id)


def read_waiting(conn: Connection, record_id: str = "", lost: HaveSet | None = None) -> list[Waiting]:
    """The records, or the fields of one, that wait for what has not come. `lost`: what is missing, as `giving.missing`
    says where nobody told of more.
    """
    found = list(pointing_nowhere(conn, record_id))
    if not found:
        return []
    aside = {str(row[0]) for row in conn.exec_driver_sql("SELECT DISTINCT record_id FROM aside")}
    holes, withheld = missing(conn, {}) if lost is None else lost, read_withheld(conn)
    return [_whereabouts(conn, each, aside, holes, withheld) for each in found]


def _whereabouts(conn: Connection, each: Pointing, aside: set[str], lost: HaveSet, withheld: HaveSet) -> Waiting:
    if each.target in aside:
        return Waiting(each, ASIDE)
    writers = list(_writers(conn, each))
    for replica, seq in writers:  # who points to a record had it, most often by writing it just before
        before = without(lost.get(replica, ()), [(seq, 2**63)])
        if before:
            return Waiting(each, MISSING, replica, tuple(before))
    for replica, seq in writers:
        if without(withheld.get(replica, ()), [(seq, 2**63)]):
            return Waiting(each, WITHHELD, replica)
    others = [(replica, spans) for replica, spans in lost.items() if spans]
    if others:
        return Waiting(each, MISSING, others[0][0], tuple(others[0][1]))
    return Waiting(each, WITHHELD if withheld else UNKNOWN, writers[0][0] if writers else "")


def _writers(conn: Connection, each: Pointing) -> Iterable[tuple[str, int]]:
    """Who wrote that the record points there, the last one first."""
    rows = conn.exec_driver_sql(
        "SELECT r.id, c.seq, c.data FROM change c JOIN replica r ON r.no = c.replica_no WHERE c.record_id = ?"
        " ORDER BY c.ms DESC, c.counter DESC, c.no DESC",
        (each.id,),
    ).fetchall()
    wanted = True if "/" in each.field else each.target
    return [(str(replica), int(seq)) for replica, seq, data in rows if json.loads(data).get(each.field) == wanted]
