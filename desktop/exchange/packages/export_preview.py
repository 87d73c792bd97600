"""What a package would take along, told before it is made."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from desktop.exchange.packages.selection import changes_of_selection, with_related_records
from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.attachments import attachments_in
from desktop.workspace.changes.erasures import ERASURE
from desktop.workspace.changes.have_sets import HaveSet
from desktop.workspace.changes.value_compression import decode, names_field
from desktop.workspace.editing.history import record_names
from desktop.workspace.merge.outgoing import both, count, erasures_held, minus, read_shareable
from desktop.workspace.privacy.gate import Gate
from desktop.workspace.records.record_types import PEOPLE

_ADDED = "attachments/"


@dataclass(frozen=True, slots=True)
class Mention:
    """A record that names people who did not agree to be shared."""

    id: str
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """Figures of a package to be."""

    changes: int
    records: dict[str, int] = field(default_factory=dict[str, int])  # by type
    files: int = 0
    size: int = 0  # bytes of the files
    agreed: dict[str, int] = field(default_factory=dict[str, int])  # consent -> people who go along
    people: int = 0  # who stay here, for want of consent
    names: int = 0  # records of which it stays here who is named in them, for want of agreement
    private: int = 0  # private changes, which stay too
    unchosen: int = 0  # changes of records that are not in the selection
    erasures: int = 0  # which go along
    mentions: tuple[Mention, ...] = ()  # records that stay, as they name people who did not agree
    untitled: dict[str, int] = field(default_factory=dict[str, int])  # by type: others would see them as "Untitled"
    requested: int = 0  # people who stay, or of whom something does, as a partner asks to erase them


def preview_export(
    workspace: Workspace,
    known: HaveSet | None = None,
    asked: Collection[str] = (),
    ids: Collection[str] | None = None,
    *,
    with_mentions: bool = False,
) -> ExportPreview:
    """What a desk that holds `known` and lacks the attachments `asked` would get; with `ids`, of these records and of
    what belongs to them. Nothing is sealed or written.
    """
    with workspace.reading() as conn:
        gate = Gate(conn, with_mentions=with_mentions)
        brings = minus(read_shareable(conn, "", gate).holds, known or {})  # with what is still typed: it will be sealed
        left = minus(brings, changes_of_selection(conn, ids)) if ids is not None else {}
        brings = minus(brings, left)
        brings = both(brings, erasures_held(conn, brings))
        numbers = {id: no for no, id in conn.exec_driver_sql("SELECT no, id FROM replica")}
        records: dict[str, set[str]] = {}
        wanted = set(asked)
        for replica, spans in brings.items():
            for first, last in spans:
                span = (numbers[replica], first, last)
                for type, id in conn.exec_driver_sql(
                    "SELECT DISTINCT type, record_id FROM change WHERE replica_no = ? AND seq BETWEEN ? AND ?", span
                ):
                    records.setdefault(type, set()).add(id)
                for (data,) in conn.exec_driver_sql(
                    "SELECT data FROM change WHERE replica_no = ? AND seq BETWEEN ? AND ?", span
                ):
                    if names_field(data, _ADDED):
                        wanted.update(
                            name.removeprefix(_ADDED)
                            for name, value in decode(data).items()
                            if name.startswith(_ADDED) and value is not None
                        )
        used = set(attachments_in(conn))
        held_back = set(gate.people.records)
        unnamed = _listed(conn, gate.names.all)
        if ids is not None:
            chosen = with_related_records(conn, ids)
            held_back &= chosen
            unnamed &= chosen
        mentions = _mentions(conn, gate, with_related_records(conn, ids) if ids is not None else None)
        listed: set[str] = set()
        agreed: dict[str, int] = {}
        for type in PEOPLE:
            for id, consent in conn.exec_driver_sql(f"SELECT id, consent FROM {type} WHERE listed = 1"):
                listed.add(id)
                if id in records.get(type, ()) and id not in held_back:
                    agreed[consent] = agreed.get(consent, 0) + 1
        untitled = _untitled(conn, records)
        requested = len({id for _type, id in gate.requested.touched} & listed - held_back)
        private = int(conn.exec_driver_sql("SELECT count(*) FROM change WHERE private = 1").scalar_one())
    files = [each for each in wanted & used if workspace.attachments.exists(each)]
    return ExportPreview(
        count(brings),
        {type: len(ids) for type, ids in sorted(records.items()) if type in RECORD_TYPES},
        len(files),
        sum(workspace.attachments.path(each).stat().st_size for each in files),
        agreed,
        len(held_back & listed),
        len(unnamed),
        private,
        count(left),
        len(records.get(ERASURE, ())),
        mentions,
        untitled,
        requested,
    )


def mentions_held_back(workspace: Workspace, ids: Collection[str] | None = None) -> tuple[Mention, ...]:
    """Of these records with what belongs to them, or of all, those that name people who did not agree."""
    with workspace.reading() as conn:
        return _mentions(conn, Gate(conn), None if ids is None else with_related_records(conn, ids))


def _mentions(conn: Connection, gate: Gate, chosen: Collection[str] | None) -> tuple[Mention, ...]:
    """By title, of these records or of all, as far as they are shown: a sample that was discarded says nothing any more."""
    shown = {
        (type, str(row[0]))
        for type in {type for type, _id in gate.mentions}
        for row in conn.exec_driver_sql(f"SELECT id FROM {type} WHERE listed = 1")
    }
    wanted = {
        key[1]: names for key, names in gate.mentions.items() if key in shown and (chosen is None or key[1] in chosen)
    }
    titles = record_names(conn, wanted)
    found = [Mention(id, titles.get(id, id), tuple(names)) for id, names in wanted.items()]
    return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.id)))


def _untitled(conn: Connection, records: Mapping[str, Collection[str]]) -> dict[str, int]:
    """How many of these are shown and have no title, by type. Parts are seen in their record; people are named elsewhere."""
    found: dict[str, int] = {}
    for type, ids in records.items():
        kind = RECORD_TYPES.get(type)
        if kind is None or kind.part_of or type in PEOPLE:
            continue
        rows = conn.exec_driver_sql(f"SELECT id FROM {type} WHERE listed = 1 AND coalesce({kind.title}, '') = ''")
        if number := len({str(row[0]) for row in rows}.intersection(ids)):
            found[type] = number
    return found


def _listed(conn: Connection, ids: Collection[str]) -> set[str]:
    """Those of some records that hold a name at present and are shown."""
    found: set[str] = set()
    for record_type in RECORD_TYPES.values():
        for asked in record_type.asked:
            rows = conn.exec_driver_sql(
                f"SELECT id FROM {record_type.name} WHERE listed = 1 AND {asked.name} IS NOT NULL"
            )
            found.update(str(row[0]) for row in rows)
    return found.intersection(ids)
