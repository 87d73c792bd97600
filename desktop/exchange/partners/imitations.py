"""Names of authors in a package that only look like that of a partner, or of this desk: told when it comes in."""

from __future__ import annotations

from sqlalchemy import Connection

from desktop.i18n import _
from desktop.workspace.changes.known_names import OWN, KnownNames
from desktop.workspace.changes.proof_log import keys_by_replica


def imitation_sentences(conn: Connection, arrival: int, sender: bytes) -> list[str]:
    """A sentence for each such name in what an arrival brought (`MergeReport.no`), but for that of its sender (public key),
    of whom the package itself tells.
    """
    row = conn.exec_driver_sql("SELECT first_no, last_no FROM arrival WHERE no = ?", (arrival,)).fetchone()
    if row is None:
        return []
    authors = conn.exec_driver_sql(
        "SELECT DISTINCT a.name, c.replica_no FROM stored_change c JOIN author a ON a.no = c.author_no"
        " WHERE c.no BETWEEN ? AND ? ORDER BY 1, 2",
        tuple(row),
    ).fetchall()
    known, senders = KnownNames(conn), {no for no, (key, _nonce) in keys_by_replica(conn).items() if key == sender}
    found: dict[str, None] = {}
    for name, replica_no in authors:
        imitates = known.imitated_by(name, replica_no) if replica_no not in senders else ""
        if imitates == OWN:
            words = _("It brings changes of another desk under the name “{name}”, which looks like yours.")
        elif imitates:
            words = _(
                "It brings changes of another desk than {known} under the name “{name}”, which looks like theirs."
            )
        else:
            continue
        found[words.format(known=imitates, name=name)] = None
    return list(found)
