"""What a package would take along, told before it is made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.attachments import attachments_in
from desktop.workspace.giving import ASKED, count, minus, people_held_back, read_shareable
from desktop.workspace.havesets import HaveSet

_ADDED = "attachments/"


@dataclass(frozen=True, slots=True)
class Leaving:
    """Figures of a package to be."""

    changes: int
    records: dict[str, int] = field(default_factory=dict[str, int])  # by type
    files: int = 0
    size: int = 0  # bytes of the files
    people: int = 0  # who stay here, for want of consent
    private: int = 0  # private changes, which stay too


def what_leaves(workspace: Workspace, known: HaveSet | None = None, asked: Collection[str] = ()) -> Leaving:
    """What a desk that holds `known` and lacks the attachments `asked` would get. Nothing is sealed or written."""
    with workspace.reading() as conn:
        brings = minus(read_shareable(conn, "").holds, known or {})  # with what is still typed: it will be sealed
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
                for (name,) in conn.exec_driver_sql(
                    "SELECT j.key FROM change c, json_each(c.data) j WHERE c.replica_no = ? AND c.seq BETWEEN ? AND ?"
                    " AND c.data LIKE '%\"attachments/%' AND j.key LIKE 'attachments/%' AND j.value IS NOT NULL",
                    span,
                ):
                    wanted.add(str(name).removeprefix(_ADDED))
        used = set(attachments_in(conn))
        held_back = people_held_back(conn)
        listed = {
            str(row[0])
            for type in ASKED
            for row in conn.exec_driver_sql(f"SELECT id FROM {type} WHERE listed = 1")
        }  # fmt: skip
        private = int(conn.exec_driver_sql("SELECT count(*) FROM change WHERE private = 1").scalar_one())
    files = [each for each in wanted & used if workspace.attachments.exists(each)]
    return Leaving(
        count(brings),
        {type: len(ids) for type, ids in sorted(records.items()) if type in RECORD_TYPES},
        len(files),
        sum(workspace.attachments.path(each).stat().st_size for each in files),
        len(held_back & listed),
        private,
    )
