"""Changes that come from other desks: merging is the union of two sets, whatever order or how often they arrive."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from desktop.workspace.changes.change_log import ChangeLog, another_group
from desktop.workspace.changes.clock import seen_stamp
from desktop.workspace.changes.erasure_decisions import (
    ASKED,
    DECIDED,
    VOUCHED,
    Decision,
    SenderRights,
    write_decision,
)
from desktop.workspace.changes.erasures import ERASURE, Erasures, Fresh, Named, partner_keys, read_named
from desktop.workspace.changes.proof_log import INSERT as INSERT_PROOF
from desktop.workspace.changes.proof_log import proof_row
from desktop.workspace.changes.proofs import LABEL
from desktop.workspace.changes.quarantine import AUTHOR, ERASED, FROZEN, TYPE, Quarantine, discard_held, release
from desktop.workspace.changes.record_state import ChangeId
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.changes.value_compression import decode, pack, to_json, unpack
from desktop.workspace.editing.edit_session import Writing
from desktop.workspace.erasure.blanking import Blanked, apply_erasures, note_lost, update_blanked
from desktop.workspace.merge.same_number_changes import MOST, Versions
from desktop.workspace.projection.batch_reading import batches, marks
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.records.record_types import PEOPLE, RECORD_TYPES
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.replica_ids import is_proven

OWN, TIME, UNPROVEN, VERSIONS, GONE, OLD = "own", "time", "unproven", "versions", "gone", "old"
"""Why a change is refused: it is in the name of this desk, which never wrote it; its time is none; nothing proves who wrote
it; there are too many versions of it; it lacks what no erasure names; it is from a time without proofs.
"""

_OF_A_REPLICA = re.compile(r"[0-9a-f-]{36}:[0-9]+\Z")

LATEST = 253_402_300_799_999
"""The last millisecond of the year 9999: later times cannot be shown."""


ONLY_PROVEN = "only_proven"
"""The key in `meta` of the switch that takes no more changes from a time without proofs."""


def takes_proven_only(conn: Connection | Direct) -> bool:
    """Has a person of this desk said that nothing comes in any more without a proof?"""
    return conn.exec_driver_sql("SELECT 1 FROM meta WHERE key = ?", (ONLY_PROVEN,)).fetchone() is not None


@dataclass(frozen=True, slots=True)
class Refused:
    """A change that is not taken in, while the rest of its delivery is."""

    replica: str
    seq: int
    why: str


@dataclass
class Received:
    """What a delivery brought."""

    new: int = 0  # changes
    known: int = 0
    records: dict[str, set[str]] = field(default_factory=dict[str, "set[str]"])  # type -> ids that it touched
    blanked: Blanked = field(default_factory=Blanked)
    """What lost values here, or came without them, because an erasure names it."""
    refused: list[Refused] = field(default_factory=list[Refused])
    kept_out: dict[str, int] = field(default_factory=dict[str, int])  # why -> changes that wait for a decision
    cloned: bool = False  # a copy of this desk has written under its name
    second_versions: int = 0
    """Changes without proof that say something else than one under the same number: both are kept."""


_COLUMNS = "record_id, type, ms, counter, data, replaces"
_INSERT = (
    f"INSERT INTO stored_change ({_COLUMNS}, no, replica_no, seq, group_no, author_no, time, private)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)
_Said = tuple[str, str, int, int, str, str | None]
"""What a change says, in the order of `_COLUMNS`."""


class Receiver:
    """Takes changes into one write transaction, some hundred at a time. No change of one author refuses another's."""

    def __init__(
        self,
        conn: Connection,
        log: ChangeLog,
        projection: Projection,
        rights: SenderRights = VOUCHED,
        label: str = "",
    ) -> None:
        """`rights`: of who brings them; `label`: the name of the file, for what has to wait."""
        self._conn = Direct(conn)
        self._log = log
        self._settler = projection
        self._rights = rights
        self._quarantine = Quarantine(conn, rights.sender, label, log.now())
        self._versions = Versions(self._conn, log, self._touch)
        rows = self._conn.exec_driver_sql("SELECT key FROM partner_standing WHERE state <> ''").fetchall()
        self._only_proven = takes_proven_only(conn)
        self._frozen = {str(row[0]) for row in rows}
        self._keys_of_old = partner_keys(self._conn) if self._frozen else {}
        self._rows: list[tuple[Any, ...]] = []
        self._proofs: list[tuple[Any, ...]] = []
        self._came: list[tuple[str, ChangeId, str]] = []
        self._authors: dict[str, int] = {row[1]: row[0] for row in conn.exec_driver_sql("SELECT no, name FROM author")}
        self._groups: dict[tuple[str, str, str, str], int] = {}
        self._erasures = Erasures(conn)
        self._fresh: list[Fresh] = []
        self._doubtful: list[SharedChange] = []  # differ from what is here, unless an erasure that comes too says why
        self._partly_blanked: list[SharedChange] = []  # new, and perhaps without what a request names
        self.received = Received()

    def take(self, changes: Iterable[SharedChange]) -> None:
        """Keep changes, and pass over those that are here already. Their records are brought up to date by `finish`, later."""
        for part in batches(changes):
            self._take(part)

    def admitted(self, changes: Iterable[SharedChange]) -> Generator[SharedChange]:
        """Without new changes that nobody can prove, in the name of another desk than the sender's: they wait for a person."""
        if self._rights.vouched:
            yield from changes
            return
        for part in batches(changes):
            old = [each for each in part if not is_proven(each.replica) and self._from_another(each.replica)]
            here = self._here((self._replica(each.replica), each.seq) for each in old)
            waiting = {id(each) for each in old if (self._replica(each.replica), each.seq) not in here}
            for change in part:
                if id(change) not in waiting:
                    yield change
                elif self._replica(change.replica) == self._log.replica_no:
                    self._refuse(change, OWN)
                elif self._only_proven:
                    self._refuse(change, OLD)
                else:
                    self._keep_out(change, AUTHOR)

    def _from_another(self, replica: str) -> bool:
        """May this sender not bring changes of this replica that nobody can prove?"""
        rights = self._rights
        return replica in (rights.others or ()) or (replica not in rights.own and not rights.brings_old)

    def _take(self, part: Sequence[SharedChange]) -> None:
        proven = [each for each in part if is_proven(each.replica)]
        versions = self._versions
        versions.load((each.replica, each.seq) for each in proven)
        versions.load((id[0], id[1]) for each in part for ids in each.replaces.values() for id in ids if len(id) == 3)
        here = self._here((self._replica(each.replica), each.seq) for each in part if not is_proven(each.replica))
        for change in part:
            if is_proven(change.replica):
                self._take_proven(change)
            else:
                self._take_old(change, here)
        self._flush()

    def _take_proven(self, change: SharedChange) -> None:
        """One that is sure to come from its own desk; the signature was compared by who reads packages."""
        versions, proof = self._versions.of(change.replica, change.seq), change.proof
        if proof is None:
            if versions:
                self.received.known += 1
            else:
                self._refuse(change, UNPROVEN)
            return
        if proof.digest in versions:
            self._blanked(change, (versions[proof.digest], change.seq))  # its files do not come in again
            self.received.known += 1
            return
        if len(versions) >= MOST:
            self._refuse(change, VERSIONS)
            return
        if proof.gone.keys() - {LABEL} and change.type == ERASURE:
            self._refuse(change, GONE)
        elif self._may_come_in(change):
            if proof.gone and not self._rights.vouched:
                self._partly_blanked.append(change)
            else:
                self._keep(change)

    def _take_old(self, change: SharedChange, here: dict[ChangeId, dict[int, _Said]]) -> None:
        id = (self._replica(change.replica), change.seq)
        change = self._blanked(change, id)
        if (known := here.get(id)) is not None:
            says = self._says(change, 0)
            if not any(self._same(each, says) for each in known.values()):
                self._doubtful.append(change)
            self.received.known += 1
            return
        if id[0] == self._log.replica_no:
            self._refuse(change, OWN)
            return
        if self._may_come_in(change):
            if not self._rights.vouched and None in change.values.values() and change.type != ERASURE:
                self._partly_blanked.append(change)
            else:
                here[id] = {id[0]: self._keep(change)}

    def _may_come_in(self, change: SharedChange) -> bool:
        key = change.proof.public_key.hex() if change.proof is not None else self._keys_of_old.get(change.replica, "")
        if key in self._frozen:
            self._keep_out(change, FROZEN)
            return False
        if change.proof is None and self._only_proven and not self._rights.vouched:
            self._refuse(change, OLD)
            return False
        if max(change.ms, change.time) > LATEST:
            self._refuse(change, TIME)
            return False
        return True

    def _keep(self, change: SharedChange, version: ChangeId | None = None) -> _Said:
        """Take a change in; it is written with the others of its batch. `version`: where it stands beside another one."""
        self._log.no += 1
        no = self._log.no
        if change.proof is None:
            id = version or (self._replica(change.replica), change.seq)
        else:
            if self._versions.of(change.replica, change.seq):
                self._flush()  # those that are there make room
            if self._replica(change.replica) == self._log.replica_no:
                self.received.cloned = True
            change = self._blanked(change, (self._replica(change.replica), change.seq))
            assert change.proof is not None
            id = self._versions.add(change.replica, change.seq, change.proof)
            self._proofs.append(proof_row(no, change.proof))
            self._came.append((change.replica, id, change.proof.mark))
        says = self._says(change, no)
        self._log.meet(seen_stamp(self._log.now(), self._log.last, (change.ms, change.counter)))
        if change.type == ERASURE:
            self._learn(change, no, id[0])
        self.received.new += 1
        self._touch(change.type, change.record_id)
        stored = (*says[:4], pack(says[4]), says[5])
        self._rows.append((*stored, no, *id, self._group(change), self._author(change.author), change.time))
        return says

    def _flush(self) -> None:
        rows, self._rows = self._rows, []
        proofs, self._proofs = self._proofs, []
        came, self._came = self._came, []
        self._conn.write_many(_INSERT, rows)
        self._conn.write_many(INSERT_PROOF, proofs)
        for each in came:
            self._versions.came(*each)

    def _touch(self, type: str, record_id: str) -> None:
        self.received.records.setdefault(type, set()).add(record_id)

    def _refuse(self, change: SharedChange, why: str) -> None:
        self.received.refused.append(Refused(change.replica, change.seq, why))

    def _keep_out(self, change: SharedChange, why: str) -> None:
        self._quarantine.add(change, why)
        self.received.kept_out[why] = self.received.kept_out.get(why, 0) + 1

    def _says(self, change: SharedChange, no: int) -> _Said:
        old = change.proof is None
        data, replaces = to_json(dict(change.values)), self._versions.stored(no, change.replaces, old=old)
        return change.record_id, change.type, change.ms, change.counter, data, replaces

    # What is erased --------------------------------------------------------------------------------------------------

    def _blanked(self, change: SharedChange, id: ChangeId) -> SharedChange:
        blanked = self._erasures.blanked(change, id[0])
        if blanked is not change:
            note_lost(self.received.blanked, change.values, blanked.values)
        return blanked

    def _learn(self, change: SharedChange, no: int, replica_no: int) -> None:
        named = read_named(change.values)
        decision = self._decide(change, named)
        write_decision(self._conn, no, decision)
        if (only_of := decision.only_of(replica_no)) is not None:
            numbers = {id: self._replica(id) for id, _seq in named.changes}
            self._fresh += self._erasures.learn(no, named, numbers, only_of)

    def _decide(self, change: SharedChange, named: Named) -> Decision:
        """How far an erasure that comes is in force: a person here decides about what others wrote."""
        rights, now = self._rights, self._log.now()
        if rights.decided is not None and (known := rights.decided.get((change.replica, change.seq))) is not None:
            return known
        if rights.vouched:
            return Decision(DECIDED, True, rights.sender, now)
        proven = change.proof is not None or change.replica in rights.own
        if not proven:
            return Decision(ASKED, False, rights.sender, now)
        whose = change.replica if change.proof is None else change.proof.public_key.hex()
        if whose in rights.itself:
            return Decision(DECIDED, True, rights.sender, now)
        state = (rights.erases or {}).get(whose, ASKED)
        if state == DECIDED and not self._people_only(named):
            state = ASKED
        return Decision(state, True, rights.sender, now)

    def _people_only(self, named: Named) -> bool:
        """Does an erasure name records of people alone?"""
        types: set[str] = set()
        for (replica, seq), _fields in named.changes.items():
            rows = self._conn.exec_driver_sql(
                "SELECT c.type FROM replica r JOIN change c ON c.replica_no = r.no WHERE substr(r.id, 1, 36) = ?"
                " AND c.seq = ?",
                (replica, seq),
            ).fetchall()
            types.update((str(row[0]) for row in rows) if rows else ("",))
        for type, id in named.records:
            if type:
                types.add(type)
                continue
            rows = self._conn.exec_driver_sql("SELECT DISTINCT type FROM change WHERE record_id = ?", (id,)).fetchall()
            types.update((str(row[0]) for row in rows) if rows else ("",))
        return types <= set(PEOPLE)

    def _take_partly_blanked(self) -> None:
        """A change that comes without values is taken in where no erasure took them, or one that is in force here. Else
        it waits with the request: an older value stays shown meanwhile.
        """
        coming, self._partly_blanked = self._partly_blanked, []
        asked = self._asked_for() if coming else []
        for change in coming:
            id = (self._replica(change.replica), change.seq)
            gone = set(change.proof.gone) if change.proof is not None else set[str]()
            gone.discard(LABEL)  # of an action: no value of a record, and nobody needs to ask for it
            if change.proof is not None and change.proof.digest in self._versions.of(change.replica, change.seq):
                self.received.known += 1  # came whole meanwhile
            elif (change.proof is not None and not gone) or self._in_force(change, id, gone):
                self._keep(change)
            elif any(_names(each, change) for each in asked):
                self._keep_out(change, ERASED)
            elif gone:
                self._refuse(change, GONE)
            else:
                self._keep(change)
        self._flush()

    def _in_force(self, change: SharedChange, id: ChangeId, gone: set[str]) -> bool:
        """Did an erasure in force take what a change lacks?"""
        if gone:
            return self._erasures.explain(change, id[0], gone)
        return self._erasures.names(change.type, change.record_id, id)

    def _asked_for(self) -> list[Named]:
        """What erasures name that are here and not in force for all of it."""
        rows = self._conn.exec_driver_sql(
            "SELECT c.data FROM erasure_decision d JOIN change c ON c.no = d.change_no WHERE d.state <> ?", (DECIDED,)
        ).fetchall()
        return [read_named(decode(row[0])) for row in rows]

    def _erase(self) -> None:
        done = apply_erasures(self._conn, self._erasures, self._fresh)
        if self._fresh:
            update_blanked(self._log, self._settler, done)
        blanked = self.received.blanked
        blanked.changes, blanked.records = done.changes, done.records
        blanked.files |= done.files
        for change in self._doubtful:
            self._compare(change)

    def _compare(self, change: SharedChange) -> None:
        """Something else stands here under the same id, without proof as well: where that is for what was erased it is the same
        change all the same; else nobody can tell which one its desk wrote, and it is kept beside that, or waits.
        """
        id, rights = (self._replica(change.replica), change.seq), self._rights
        known, says = self._here([id])[id], self._says(self._erasures.blanked(change, id[0]), 0)
        if any(self._same(each, says) or self._same_but_for_blanks(each, says) for each in known.values()):
            return
        self.received.known -= 1
        if id[0] == self._log.replica_no:
            self._refuse(change, OWN)
        elif self._only_proven and not rights.vouched:
            self._refuse(change, OLD)
        elif not rights.vouched and self._from_another(change.replica):
            self._keep_out(change, AUTHOR)
        elif len(known) >= MOST:
            self._refuse(change, VERSIONS)
        elif self._may_come_in(change):
            marks = {no: self._mark_of_old(each) for no, each in known.items()}
            version = self._versions.add_old(change.replica, change.seq, self._mark_of_old(says), marks)
            self._keep(change, version)
            self._flush()
            for record_id in {change.record_id, *(each[0] for each in known.values())}:
                self._versions.came_old(change.replica, version, record_id)
            self.received.second_versions += 1

    def _mark_of_old(self, said: _Said) -> str:
        """Tells versions of a change without proof from each other, the same on all desks."""
        return sha256(json.dumps([*said[:4], _sorted(said[4]), self._seen(said[5])]).encode()).hexdigest()[:16]

    def _seen(self, replaces: str | None) -> dict[str, list[tuple[str, int]]]:
        """What a change replaces, by the ids of replicas: a reference to one version is one to all."""
        raw: dict[str, Any] = json.loads(replaces) if replaces else {}
        ids = self._log.replicas
        return {name: sorted({(ids[each[0]][:36], each[1]) for each in those}) for name, those in sorted(raw.items())}

    def _same(self, known: _Said, said: _Said) -> bool:
        return known == said or (
            known[:4] == said[:4]
            and _sorted(known[4]) == _sorted(said[4])
            and self._seen(known[5]) == self._seen(said[5])
        )

    def _same_but_for_blanks(self, known: _Said, said: _Said) -> bool:
        """Is one the other without some values? Then one of the desks erased them, and the other has not been told, or was
        asked and has not agreed: what is here stays as it is.
        """
        if known[:4] != said[:4]:
            return False
        ours, theirs = json.loads(known[4]), json.loads(said[4])
        same = (
            ours[name] == theirs[name] or None in (ours[name], theirs[name]) for name in ours.keys() & theirs.keys()
        )
        apart = {*(ours.keys() ^ theirs.keys()), *(self._seen(known[5]).keys() ^ self._seen(said[5]).keys())}
        return all(same) and all("/" in name for name in apart)

    # What is here ----------------------------------------------------------------------------------------------------

    def _here(self, ids: Iterable[ChangeId]) -> dict[ChangeId, dict[int, _Said]]:
        """Those of some changes without proof that are here: by replica and seq, each version by its local number."""
        found: dict[ChangeId, dict[int, _Said]] = {}
        wanted: dict[int, list[int]] = {}
        for replica, seq in ids:
            wanted.setdefault(replica, []).append(seq)
        for replica, seqs in wanted.items():
            numbers = self._versions.of_old(self._log.replicas[replica])
            asked = (
                f"SELECT replica_no, seq, {_COLUMNS} FROM change WHERE replica_no IN ({marks(numbers)})"
                f" AND seq IN ({marks(seqs)})"
            )
            for row in self._conn.exec_driver_sql(asked, (*numbers, *seqs)):
                no, seq, record_id, type, ms, counter, data, replaces = row
                said = (record_id, type, ms, counter, unpack(data), replaces)
                found.setdefault((replica, seq), {})[no] = said
        return found

    def undecided(self) -> dict[str, set[str]]:
        """Type -> ids of the records of which `finish` may still take changes in."""
        found: dict[str, set[str]] = {}
        for change in (*self._doubtful, *self._partly_blanked):
            found.setdefault(change.type, set()).add(change.record_id)
        return found

    def finish(self, progress: Callable[[int, int], object] | None = None) -> Received:
        """Bring the rows of all records touched in line with their changes, those that others point to first.

        `settled` hears (records done, in all); it may raise Cancelled.
        """
        self.take(list(release(self._conn, TYPE)))  # that an earlier version kept out
        self._take_partly_blanked()
        self._erase()
        discard_held(self._conn)
        if progress is not None:
            self._settler.progress = _counting(progress, sum(map(len, self.received.records.values())))
        order = {name: place for place, name in enumerate(("organisation", "person", "visit"))}
        with self._settler.together():
            for type in sorted(self.received.records, key=lambda name: (order.get(name, len(order)), name)):
                if type in RECORD_TYPES:  # others come from a newer version: kept, and passed on
                    self._settler.update_all(RECORD_TYPES[type], self.received.records[type])
        return self.received

    def _replica(self, id: str) -> int:
        return self._versions.number(id)

    def _author(self, name: str) -> int:
        if name not in self._authors:
            made = self._conn.exec_driver_sql("INSERT INTO author (name) VALUES (?)", (name,))
            self._authors[name] = int(made.lastrowid or 0)
        return self._authors[name]

    def _group(self, change: SharedChange) -> int:
        """The action of a change. One of another desk, kind or label under the same name is another action: kind and label
        are signed, and would be those of whoever used the name first.
        """
        key = (change.replica, change.group, change.kind, change.label)
        if key not in self._groups:
            name = change.group
            row = self._find_group(name) if change.group_number or not _OF_A_REPLICA.match(name) else (0, 1, "", "")
            if row is not None and (row[1] or tuple(row[2:]) != (change.kind, change.label)):
                name = another_group(name, "\n".join(key))
                row = self._find_group(name)
            if row is None:
                made = self._conn.exec_driver_sql(
                    "INSERT INTO change_group (id, kind, label, time, mine) VALUES (?, ?, ?, ?, 0)",
                    (name, change.kind, change.label, change.time),
                )
                self._groups[key] = int(made.lastrowid or 0)
            else:
                self._groups[key] = int(row[0])
        return self._groups[key]

    def _find_group(self, name: str) -> Sequence[Any] | None:
        return self._conn.exec_driver_sql(
            "SELECT no, mine, kind, label FROM change_group WHERE id = ?", (name,)
        ).fetchone()


def receive(writing: Writing, changes: Iterable[SharedChange], rights: SenderRights = VOUCHED) -> Received:
    """Take changes into the transaction under way; unless `rights` say else, the caller answers for them."""
    receiver = Receiver(writing.conn, writing.log, writing.projection, rights)
    receiver.take(changes)
    return receiver.finish()


def _counting(progress: Callable[[int, int], object], total: int) -> Callable[[int], object]:
    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)

    return count


def _sorted(data: str) -> str:
    """Comparable text: as Python values, true and 1 would be the same."""
    return json.dumps(json.loads(data), sort_keys=True)


def _names(named: Named, change: SharedChange) -> bool:
    """Does an erasure name one of the fields that a change has without a value?"""
    if (
        change.proof is not None
        and named.marks.get((change.replica, change.seq), change.proof.mark) != change.proof.mark
    ):
        return named.names_whole(change.type, change.record_id)
    fields = named.changes.get((change.replica, change.seq), frozenset())
    gone = change.proof.gone if change.proof is not None else ()
    return (
        named.names_whole(change.type, change.record_id)
        or any(value is None and name in fields for name, value in change.values.items())
        or any(name in fields for name in gone)
    )
