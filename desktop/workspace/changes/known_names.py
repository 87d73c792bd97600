"""Names that look like that of a partner, or of the person of this desk, but stand under another key: each is marked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.vocabularies.lookalikes import skeleton
from desktop.workspace.changes.erasures import desks_of_replicas, own_replicas

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.workspace.storage.connections import Direct

OWN = "own"
"""Stands for this desk, where the name that is imitated is its own."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A desk whose name is known: this one, or a partner."""

    key: str  # hexadecimal; OWN
    name: str  # as it is called here
    rank: int  # who was met first counts; this desk before all


class KnownNames:
    """Who is known by which name, for one read. A desk whose verification code was compared is marked nowhere."""

    def __init__(self, conn: Connection | Direct) -> None:
        self._conn = conn
        self._by_skeleton: dict[str, list[_Known]] = {}
        self._rank: dict[str, int] = {OWN: 0}
        author = str(conn.exec_driver_sql("SELECT value FROM meta WHERE key = 'author'").scalar() or "")
        self._add(author, _Known(OWN, author, 0))
        rows = conn.exec_driver_sql("SELECT key, name, claimed FROM partner ORDER BY met, no").fetchall()
        for rank, (key, name, claimed) in enumerate(rows, 1):
            self._rank[str(key)] = rank
            for each in dict.fromkeys((str(name), str(claimed))):
                self._add(each, _Known(str(key), str(name), rank))
        rows = conn.exec_driver_sql("SELECT key FROM partner_standing WHERE confirmed <> 0").fetchall()
        self._confirmed = {str(row[0]) for row in rows}
        self._desks: dict[int, str] | None = None

    def _add(self, name: str, known: _Known) -> None:
        if look := skeleton(name):
            self._by_skeleton.setdefault(look, []).append(known)

    def imitated(self, name: str, key: str) -> str:
        """Whose name this looks like, though it stands under another key (hexadecimal): what they are called here, OWN
        for this desk, "" for nobody's.
        """
        found = self._by_skeleton.get(skeleton(name), ())
        if key == OWN or key in self._confirmed:
            return ""
        rank = self._rank.get(key, len(self._rank))
        for each in found:
            if each.key != key and (each.rank < rank or each.key in self._confirmed):
                return OWN if each.key == OWN else each.name
        return ""

    def imitated_by(self, name: str, replica_no: int) -> str:
        """The same of who writes under a replica, by its local number. Of old replicas that nobody is known to have nothing
        is said: nobody can prove whose they are.
        """
        if not self._by_skeleton.get(skeleton(name)):
            return ""
        key = self._desk(replica_no)
        return "" if "-" in key else self.imitated(name, key)  # the id of a replica

    def marked_by_key(self, name: str, key: str) -> str:
        """The same by the key of who writes (hexadecimal)."""
        return marked_name(name, "" if "-" in key else self.imitated(name, key))

    def _desk(self, replica_no: int) -> str:
        if self._desks is None:
            own = {*own_replicas(self._conn)}
            rows = self._conn.exec_driver_sql("SELECT no, substr(id, 1, 36) FROM replica").fetchall()
            mine = {int(no) for no, id in rows if str(id) in own}
            partners: dict[str, str] = {}
            for key, replica, former in self._conn.exec_driver_sql("SELECT key, replica, former FROM partner"):
                partners.update(dict.fromkeys(_replicas(str(replica), str(former)), str(key)))
            by_replica = {int(no): partners[str(id)] for no, id in rows if str(id) in partners}
            self._desks = {**desks_of_replicas(self._conn), **by_replica, **dict.fromkeys(mine, OWN)}
        return self._desks.get(replica_no, "-")

    def marked(self, name: str, replica_no: int) -> str:
        """The name of an author as it is shown: marked where it looks like another's."""
        return marked_name(name, self.imitated_by(name, replica_no))


def _replicas(replica: str, former: str) -> list[str]:
    return [replica, *json.loads(former)]


def marked_name(name: str, imitated: str) -> str:
    """A name with the mark that it is not the one it looks like, where it is not."""
    if not imitated:
        return name
    if imitated == OWN:
        return _("{name} (not this desk: another with a name like yours)").format(name=name)
    return _("{name} (not {known}: another desk with a name like theirs)").format(name=name, known=imitated)
