"""Where one desk wrote two changes under one number: its workspace was copied, or its computer set back with all its disks; or
where two files say different things in its name, from a time without proofs.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from desktop.exchange.packages.missing_changes_text import intervals_text
from desktop.exchange.packages.package_writer import desk_names
from desktop.exchange.partners import Partner, read_partners
from desktop.i18n import ngettext
from desktop.workspace import RECORD_TYPES
from desktop.workspace.changes.have_sets import intervals
from desktop.workspace.storage.replica_ids import is_proven

_MOST_RECORDS = 200


@dataclass(frozen=True, slots=True)
class ForkedRecord:
    """A record that a number with several versions is about."""

    type: str
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Fork:
    """One desk of which there are two versions under the same numbers. All of them are in the journal."""

    replica: str
    name: str  # of the desk, as far as it is known
    own: bool  # is it this desk?
    partner: int  # the number of the partner to ask; 0: this desk, or one that is known through others
    numbers: tuple[int, ...]
    records: tuple[ForkedRecord, ...]

    @property
    def proven(self) -> bool:
        """Did that desk surely write all versions?"""
        return is_proven(self.replica)

    @property
    def sentence(self) -> str:
        """What happened, and whom to ask."""
        numbers = intervals_text(intervals(self.numbers))
        if not self.proven:
            words = ngettext(
                "Two versions of change no. {numbers} in the name of {name} are here, from a time without proofs: nobody can"
                " tell which one they wrote. Both are kept. Ask {name}.",
                "Two versions of changes no. {numbers} in the name of {name} are here, from a time without proofs: nobody"
                " can tell which ones they wrote. All are kept. Ask {name}.",
                len(self.numbers),
            )
        elif self.own:
            words = ngettext(
                "This computer’s workspace was copied, and the copy was worked with: change no. {numbers} was written twice."
                " Both versions are kept, and since then each writes under a name of its own. Ask who works with the copy.",
                "This computer’s workspace was copied, and the copy was worked with: changes no. {numbers} were written"
                " twice. All versions are kept, and since then each writes under a name of its own. Ask who works with the"
                " copy.",
                len(self.numbers),
            )
        else:
            words = ngettext(
                "Two versions of change no. {numbers} of {name} are here: their workspace was copied. Both are kept. Ask"
                " {name} who works with the copy.",
                "Two versions of changes no. {numbers} of {name} are here: their workspace was copied. All are kept. Ask"
                " {name} who works with the copy.",
                len(self.numbers),
            )
        return words.format(numbers=numbers, name=self.name)


def read_forks(conn: Connection, own_key: bytes) -> list[Fork]:
    """All of them, the own first; `own_key`: the public key of this desk."""
    rows = conn.exec_driver_sql(
        "SELECT DISTINCT substr(r.id, 1, 36), c.seq, c.type, c.record_id FROM replica r JOIN stored_change c"
        " ON c.replica_no = r.no WHERE instr(r.id, '#') > 0 ORDER BY 1, 2"
    ).fetchall()
    if not rows:
        return []
    keys = {
        str(id): bytes(key)
        for id, key in conn.exec_driver_sql(
            "SELECT r.id, k.public_key FROM replica r JOIN replica_key k ON k.replica_no = r.no"
        )
    }
    partners = read_partners(conn, brief=True)
    numbers: dict[str, dict[int, None]] = {}
    records: dict[str, dict[tuple[str, str], None]] = {}
    for replica, seq, type, id in rows:
        numbers.setdefault(replica, {})[seq] = None
        if type in RECORD_TYPES:
            records.setdefault(replica, {})[type, id] = None
    found: list[Fork] = []
    for replica, those in numbers.items():
        partner = _partner(partners, replica, keys.get(replica, b""))
        found.append(
            Fork(
                replica, partner.name if partner is not None else _name(conn, replica),
                bool(own_key) and keys.get(replica) == own_key, 0 if partner is None else partner.no, tuple(those),
                tuple(
                    ForkedRecord(type, id, _title(conn, type, id))
                    for type, id in list(records.get(replica, {}))[:_MOST_RECORDS]
                ),
            )
        )  # fmt: skip
    return sorted(found, key=lambda each: (not each.own, each.name, each.replica))


def _partner(partners: list[Partner], replica: str, key: bytes) -> Partner | None:
    return next((each for each in partners if each.key == key or replica in (each.replica, *each.former)), None)


def _name(conn: Connection, replica: str) -> str:
    """As the desk wrote it last, under any of its versions."""
    ids = [
        str(row[0]) for row in conn.exec_driver_sql("SELECT id FROM replica WHERE substr(id, 1, 36) = ?", (replica,))
    ]
    return next(iter(desk_names(conn, ids).values()), replica[:8])


def _title(conn: Connection, type: str, id: str) -> str:
    return str(
        conn.exec_driver_sql(f"SELECT {RECORD_TYPES[type].title} FROM {type} WHERE id = ?", (id,)).scalar() or ""
    )
