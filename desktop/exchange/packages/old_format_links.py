"""Links of a change as formats before 3.0 have them: with the address in the name of the field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.workspace import Value
from desktop.workspace.changes.shared_change import SharedChange, SharedReference
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.records.web_link_names import LINKS, of_old, says_nothing, shown_name, shown_value

if TYPE_CHECKING:
    from sqlalchemy import Connection


def with_addresses(conn: Connection, change: SharedChange) -> SharedChange:
    """A change for a reader that knows no other names. What takes a link away, or replaces it, has no address of its own: it is
    looked for in the other changes of the record.
    """
    links = [name for name in {*change.values, *change.replaces} if name.startswith(LINKS) and says_nothing(name)]
    if not links:
        return change
    names = {name: shown_name(name, change.values.get(name)) for name in links}
    if any(name == shown for name, shown in names.items()):
        rows = conn.exec_driver_sql(
            "SELECT data FROM change WHERE record_id = ? AND type = ?", (change.record_id, change.type)
        ).fetchall()
        for row in rows:
            for name, value in of_old(decode(row[0])).items():
                if names.get(name) == name:
                    names[name] = shown_name(name, value)
    values: dict[str, Value] = {names.get(name, name): shown_value(name, each) for name, each in change.values.items()}
    replaces: dict[str, list[SharedReference]] = {}
    for name, ids in change.replaces.items():
        replaces.setdefault(names.get(name, name), []).extend(ids)
    return replace(change, values=values, replaces=replaces)
