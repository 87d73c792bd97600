"""Honest desks that edit, erase and exchange, and attackers who write, replay, relay, spoil, fork, claim and name others.

After each package the desk holds what the model of trust says, no more and no less. In the end nothing that an honest
person wrote is lost, blanked or hidden without their own yes, no honest package was refused, and desks that hold the same
and erased the same say the same.
"""

from __future__ import annotations

import copy
import json
import random
import re
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import HealthCheck, Phase, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from desktop.errors import UserFacingError
from desktop.exchange.identity.introductions import Introduction
from desktop.exchange.partners import Partner, read_partners
from desktop.exchange.partners.introduced import ask_for_introduction, introduce, link_partner, read_introductions
from desktop.exchange.partners.standing import BLOCK, FREEZE, NONE, confirm, let_erase, read_standing, set_state
from desktop.exchange.pending_requests import answer_erasures, read_requests
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.system.file_identity import file_identity
from desktop.workspace import Workspace, check
from desktop.workspace.changes.proof_log import keys_of_replicas
from desktop.workspace.changes.shared_change import read_shared
from desktop.workspace.merge.dump import dump
from desktop.workspace.privacy.gate import Gate
from desktop.workspace.storage.desk_key import KeyPair
from tests.exchange.merging.machine import _memory, _template
from tests.exchange.proofs_by_hand import in_head
from tests.exchange.trust.model import DECIDED, DECLINED, ModelDesk, fields_named, heads
from tests.exchange.trust.second_reader import Id, Said, Sent, read
from tests.exchange.trust.written_packages import HONEST_NAMES, TITLES, Attacker

numbers = st.integers(0, 59)
few = st.integers(0, 4)
BATCH = 10


@dataclass
class World:
    """What everybody together knows."""

    wrote: dict[Id, Said] = field(default_factory=dict[Id, Said])
    """Every change of an honest desk, as it was written."""
    had: dict[Id, frozenset[Id]] = field(default_factory=dict[Id, "frozenset[Id]"])
    """What its author could know when a change was written, honest or not."""
    left: set[Id] = field(default_factory=set[Id])
    """What has been in any package."""
    introduced: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Old and new key of two honest desks that say to be one person's."""
    old: set[str] = field(default_factory=set[str])
    """What attackers wrote as of a time without proofs."""


class HonestDesk:
    """One desk of the program, beside the model of what it holds."""

    def __init__(self, folder: Path, name: str, world: World) -> None:
        self.name, self.world, self.folder = name, world, folder / name
        self.folder.mkdir()
        path, self.home = self.folder / "city.focal", self.folder / "home"
        path.write_bytes(_template())
        with closing(sqlite3.connect(path)) as conn, conn:  # before it is opened: the key of a desk is kept by this id
            conn.execute("UPDATE meta SET value = ? WHERE key = 'workspace'", (str(uuid.uuid4()),))
        self.workspace = Workspace.open(path, home=self.home)
        self.journal = self.workspace.journal
        self.journal.set_author(name)
        with self.workspace.reading() as conn:
            self.model = ModelDesk(keys_of_replicas(conn)[self.journal.replica][0].hex())
        self.old: set[tuple[str, int]] = set()
        self._sent = 0

    def clone(self, folder: Path) -> HonestDesk:
        """The same computer once more, as after a virtual machine was set back with all its disks: neither notices."""
        self.workspace.close()
        twin = copy.copy(self)
        twin.folder = folder / f"{self.name} again"
        shutil.copytree(self.folder, twin.folder)
        twin.home, twin.model, twin.old = twin.folder / "home", copy.deepcopy(self.model), set(self.old)
        note = next((twin.home / "replicas").glob("*.json"))
        said, now = json.loads(note.read_text()), file_identity(twin.folder / "city.focal")
        note.write_text(json.dumps({**said, "device": now.device, "inode": now.inode, "changed": now.changed}))
        for each in (self, twin):
            each.workspace = Workspace.open(each.folder / "city.focal", home=each.home)
            each.journal = each.workspace.journal
            each.journal.set_author(self.name)
        twin._sent = 100
        return twin

    def holds(self) -> list[Said]:
        """What the program says that it holds."""
        with self.workspace.reading() as conn:
            return [
                Said(
                    (each.replica, each.seq, each.proof.mark if each.proof else ""),
                    each.proof.public_key.hex() if each.proof else "",
                    each.type,
                    each.record_id,
                    dict(each.values),
                    {
                        name: frozenset((id[0], id[1], id[2] if len(id) == 3 else "") for id in ids)
                        for name, ids in each.replaces.items()
                    },
                    (each.ms, each.counter),
                    each.time,
                    each.author,
                )
                for each in read_shared(conn)
            ]

    def act(self, what: Callable[[], object]) -> None:
        """Something that its person does; what it wrote is remembered."""
        before = frozenset(self.model.held)
        what()
        self.journal.seal()
        for each in self.holds():
            if each.key == self.model.key and each.id not in self.model.held:
                self.world.wrote[each.id] = each
                self.world.had[each.id] = before
                before |= {each.id}
                self.model.wrote(each)
        self.workspace.finish_erasing()

    def send(self, to: str = "") -> Path:
        self._sent += 1
        with self.workspace.reading() as conn:
            partner = next((each for each in read_partners(conn) if each.name == to), None)
        path = self.folder / f"{self.name} {self._sent}.fdz"
        export_signed_package(self.workspace, path, partner=partner)
        return path

    def take(self, path: Path, sent: Sent | None, honest: bool, *, unsigned: bool = True, new_key: bool = True) -> None:
        """Take a package in, as a person does who says yes to all that is asked; the model beside."""
        before = {each.id for each in self.holds()}
        try:
            import_package_file(
                self.workspace, path, accept_new=True, unsigned=unsigned, new_key=new_key, back_up=lambda: None
            )
            self.workspace.finish_erasing()
        except UserFacingError as error:
            assert not honest, f"an honest package was refused: {error}"
            assert {each.id for each in self.holds()} == before, "refused, and yet something came in"
            return
        assert sent is not None, "something came in that nobody can read"
        assert sent.signed_well, "a package with a bad signature came in"
        found = self.model.take(sent.changes)
        assert not honest or not found.refused, f"an honest desk passes on what is refused: {found.refused}"
        assert not honest or not sent.unproven, "an honest desk passes on what is not proven"
        self.compare()

    def compare(self) -> None:
        """Does it hold what the model says?"""
        here = {each.id: each for each in self.holds()}
        for id in [id for id in here if not here[id].key]:
            assert id[0][14] != "8", "nothing proves who wrote it"
            assert None in here[id].values.values() or old_words(id, here[id].values) in self.world.old, (
                "nobody wrote it"
            )
            self.old.add(id[:2])
            del here[id]
        with self.workspace.reading() as conn:
            said = {(each.introduction.old.hex(), each.introduction.new.hex()) for each in read_introductions(conn)}
        assert said <= self.world.introduced, "one side alone says who somebody is"
        view = self.model.view()
        assert set(here) == set(view), ("what is held", sorted(set(here) ^ set(view)))
        for id, change in view.items():
            theirs = here[id]
            assert (theirs.type, theirs.record, theirs.author) == (change.type, change.record, change.author), id
            assert json.dumps(dict(theirs.values), sort_keys=True) == json.dumps(dict(change.values), sort_keys=True), (
                "values"
            )
            assert theirs.replaces == change.replaces, "references"

    def held_back(self) -> set[tuple[str, str, Id]]:
        """What stays on this desk of people: (type, record, change), as where a request to erase it waits."""
        with self.workspace.reading() as conn:
            gate = Gate(conn, with_mentions=True)
            numbers = {
                (str(row[0]), int(row[1]), bytes(row[2])[:8].hex()): int(row[3])
                for row in conn.exec_driver_sql(
                    "SELECT substr(r.id, 1, 36), c.seq, p.digest, c.replica_no FROM stored_change c"
                    " JOIN proof p ON p.change_no = c.no JOIN replica r ON r.no = c.replica_no"
                )
            }
            return {
                (each.type, each.record, id)
                for id, each in self.model.held.items()
                if each.type == "person" and not gate.change_leaves(each.type, each.record, (numbers[id], id[1]))
            }

    def lines(self) -> list[str]:
        with self.workspace.reading() as conn:
            return list(dump(conn, with_mentions=True))

    def requests(self) -> list[tuple[int, Id]]:
        """Those that nobody answered: number, and which erasure."""
        found: list[tuple[int, Id]] = []
        for each in read_requests(self.workspace).erasures:
            with self.workspace.reading() as conn:
                seq, digest = conn.exec_driver_sql(
                    "SELECT c.seq, p.digest FROM stored_change c LEFT JOIN proof p ON p.change_no = c.no WHERE c.no = ?",
                    (each.no,),
                ).one()
            if digest is not None:
                found.append((each.no, (each.replica, int(seq), bytes(digest)[:8].hex())))
        return found

    def number(self, change: Id) -> int:
        """Under which local number the replica of a change stands, or its version; 0 where the change is not here."""
        with self.workspace.reading() as conn:
            found = conn.exec_driver_sql(
                "SELECT c.replica_no FROM stored_change c JOIN proof p ON p.change_no = c.no JOIN replica r"
                " ON r.no = c.replica_no WHERE substr(r.id, 1, 36) = ? AND c.seq = ?"
                " AND lower(substr(hex(p.digest), 1, 16)) = ?",
                change,
            ).scalar()
        return int(found or 0)

    def answer(self, number: int, erasure: Id, grant: bool) -> None:
        answer_erasures(self.workspace, [number], grant=grant)
        self.model.answer(erasure, DECIDED if grant else DECLINED)
        self.compare()

    def close(self) -> None:
        self.workspace._end_connections()
        self.workspace._lock.release()  # type: ignore[union-attr]


class Trusting(RuleBasedStateMachine):
    """2 to 5 honest desks, 1 or 2 attackers, a few records, and whatever may be done with packages."""

    judge: ModuleType | None = None

    @initialize(desks=st.integers(2, 5), attackers=st.integers(1, 2), luck=st.integers(0, 2**32))
    def begin(self, desks: int, attackers: int, luck: int) -> None:
        self.rng = random.Random(luck)
        self.folder = Path(tempfile.mkdtemp(prefix="focal-trust-", dir=_memory()))
        self.world, self.mail = World(), list[tuple[Path, bool]]()  # with whether an honest desk made it
        self.desks = [HonestDesk(self.folder, name, self.world) for name in HONEST_NAMES[:desks]]
        (self.folder / "attackers").mkdir()
        self.attackers = [
            Attacker(self.folder / "attackers", name, random.Random(luck + number))
            for number, name in enumerate(("Mallory", "Eve")[:attackers])
        ]
        first = self.desks[0]
        self.records = [("activity", str(uuid.UUID(int=luck + 1))), ("person", str(uuid.UUID(int=luck + 2)))]
        first.act(
            lambda: first.journal.edit(self.records[0][1], {"title": "Drill", "summary": "first"}, type="activity")
        )
        first.act(lambda: first.journal.edit(self.records[1][1], {"name": "Ana", "consent": "public"}, type="person"))
        path = self._leaves(first.send())
        for each in self.desks[1:]:
            self._arrives(each, path, honest=True)
            self._begin_own(each)

    def _begin_own(self, desk: HonestDesk) -> None:
        desk.act(lambda: desk.journal.create("organisation", {"name": f"of {desk.name}"}))

    # Packages

    def _leaves(self, path: Path) -> Path:
        """An honest package is under way: attackers read it."""
        self.mail.append((path, True))
        for each in self.attackers:
            each.reads(path)
        self.world.left |= {each.id for each in read(path).changes}
        return path

    def _arrives(self, desk: HonestDesk, path: Path, honest: bool, **said: bool) -> None:
        try:
            sent = read(path)
        except Exception:  # noqa: BLE001 - whatever an attacker wrote may not be read at all
            sent = None
        desk.take(path, sent, honest, **said)

    def _attack(self, attacker: Attacker, path: Path, desk: int, at_once: bool) -> None:
        self.mail.append((path, False))
        for signed in attacker.own:
            self.world.had.setdefault(
                (signed[0]["replica"], signed[0]["seq"], attacker.mark(signed)), frozenset(self.world.left)
            )
        for each in self.attackers:
            if each is not attacker:
                each.known += [signed for signed in attacker.own if signed not in each.known]
                each.keys[attacker.replica] = [attacker.public.hex(), attacker.nonce.hex()]
        attacker.known += [signed for signed in attacker.own if signed not in attacker.known]
        if at_once:
            self._arrives(
                self._desk(desk), path, honest=False, unsigned=self.rng.random() < 0.7, new_key=self.rng.random() < 0.3
            )

    def _desk(self, number: int) -> HonestDesk:
        return self.desks[number % len(self.desks)]

    # What honest people do

    def _mine(self, desk: HonestDesk, number: int) -> tuple[str, str] | None:
        """A record that the desk knows, and where nothing was erased as a whole."""
        erased = {
            name.partition("/")[2]
            for each in desk.model.erasures()
            if desk.model.answers.get(each.id) == DECIDED or each.key == desk.model.key
            for name in each.values
            if name.startswith("records/")
        }
        found = sorted(
            {
                (each.type, each.record)
                for each in desk.model.held.values()
                if each.type in TITLES and each.record not in erased
            }
        )
        return found[number % len(found)] if found else None

    @rule(desk=few, record=numbers, value=numbers, more=st.booleans())
    def edit(self, desk: int, record: int, value: int, more: bool) -> None:
        each = self._desk(desk)
        if (found := self._mine(each, record)) is not None:
            type, id = found
            values: dict[str, Any] = {TITLES[type]: f"{each.name} {value}"}
            if more and type == "activity":
                values = {"targets/SDG:11.5": ["principal", "significant", None][value % 3], "summary": f"{value}"}
            each.act(lambda: each.journal.edit(id, values, type=type))

    @rule(desk=few, record=numbers, back=st.booleans())
    def delete(self, desk: int, record: int, back: bool) -> None:
        each = self._desk(desk)
        if (found := self._mine(each, record)) is not None and any(
            change.record == found[1] and change.id in self.world.left for change in each.model.held.values()
        ):
            act = each.journal.restore if back else each.journal.delete
            each.act(lambda: act([found[1]]))

    @rule(desk=few, record=numbers, whole=st.booleans(), sure=st.integers(0, 2))
    def erase(self, desk: int, record: int, whole: bool, sure: int) -> None:
        each = self._desk(desk)
        if sure or (found := self._mine(each, record)) is None:
            return
        if whole:
            each.act(lambda: each.journal.erase([found[1]], {}))
            return
        title = TITLES[found[0]]
        those = [change for change in each.model.held.values() if change.record == found[1] and title in change.values]
        if those and (number := each.number(those[0].id)):
            fields = [title] if record % 3 else [title, "@author"]
            each.act(lambda: each.journal.erase([], {(number, those[0].id[1]): fields}))

    @rule(desk=few, other=few, delta=st.booleans(), at_once=st.booleans())
    def exchange(self, desk: int, other: int, delta: bool, at_once: bool) -> None:
        giver, taker = self._desk(desk), self._desk(other)
        path = self._leaves(giver.send(taker.name if delta else ""))
        if at_once and giver is not taker:
            self._arrives(taker, path, honest=True)

    @rule(desk=few, number=numbers, grant=st.sampled_from([True, False, False]))
    def answer(self, desk: int, number: int, grant: bool) -> None:
        each = self._desk(desk)
        if found := each.requests():
            each.answer(*found[number % len(found)], grant)

    @rule(desk=few, attacker=few, state=st.sampled_from([FREEZE, BLOCK, NONE]))
    def freeze_block_or_allow(self, desk: int, attacker: int, state: str) -> None:
        self._set_state(self._desk(desk), self.attackers[attacker % len(self.attackers)].public, state)

    def _set_state(self, each: HonestDesk, key: bytes, state: str) -> None:
        with each.workspace.reading() as conn:
            partner = next((one for one in read_partners(conn) if one.key == key), None)
            before = read_standing(conn, key).state
        if partner is None:
            return
        if before != NONE:
            set_state(each.workspace, partner, NONE)
            each.model.let_go_on(key.hex())
            each.compare()
        if state != NONE:
            set_state(each.workspace, partner, state)
            each.model.frozen.add(key.hex()) if state == FREEZE else each.model.block(key.hex())
            each.compare()

    @rule(desk=few, other=few)
    def introduce(self, desk: int, other: int) -> None:
        """A person goes on with another computer, and both say so."""
        old, new = self._desk(desk), self._desk(other)
        keys = {key for pair in self.world.introduced for key in pair}
        with new.workspace.reading() as conn:
            partner = next((one for one in read_partners(conn) if one.key.hex() == old.model.key), None)
        if partner is None or {old.model.key, new.model.key} & keys or old.model.key == new.model.key:
            return
        file = self.folder / "new computer.json"
        ask_for_introduction(new.workspace, file, partner)
        self.world.introduced.add((old.model.key, new.model.key))
        introduce(old.workspace, file)
        introduce(new.workspace, file)

    @rule(desk=few, other=few)
    def link(self, desk: int, other: int) -> None:
        """A third one believes it, once the codes were compared."""
        each, new = self._desk(desk), self._desk(other)
        with each.workspace.reading() as conn:
            known = {one.key.hex(): one for one in read_partners(conn)}
            said = {one.introduction.new.hex(): one.introduction.old.hex() for one in read_introductions(conn)}
        key = new.model.key
        if key in known and said.get(key) in known and key not in each.model.linked:
            self._confirm(each, known[key])
            link_partner(each.workspace, known[key])
            each.model.linked[key] = said[key]
            each.compare()

    def _confirm(self, each: HonestDesk, partner: Partner) -> None:
        with each.workspace.reading() as conn:
            done = read_standing(conn, partner.key).confirmed
        if not done:
            confirm(each.workspace, partner)

    @rule(desk=few, sure=st.integers(0, 2))
    def clone(self, desk: int, sure: int) -> None:
        """One computer becomes two, and neither notices."""
        if not sure and not any(each.folder.name.endswith("again") for each in self.desks):
            self.desks.append(self._desk(desk).clone(self.folder))

    @rule(desk=few, other=few, word=st.sampled_from(["ask", "never"]))
    def let_erase(self, desk: int, other: int, word: str) -> None:
        each, trusted = self._desk(desk), self._desk(other)
        with each.workspace.reading() as conn:
            known = {one.key.hex(): one for one in read_partners(conn)}
        if trusted is not each and (partner := known.get(trusted.model.key)) is not None:
            self._confirm(each, partner)
            let_erase(each.workspace, partner, word)
            each.model.may_erase[trusted.model.key] = {"ask": "asked", "never": DECLINED}[word]

    # What attackers do

    @rule(attacker=few, desk=few, how=numbers, many=st.integers(1, 3), what=st.integers(0, 5), name=st.integers(0, 9))
    def write(self, attacker: int, desk: int, how: int, many: int, what: int, name: int) -> None:
        """Proven changes of her own, or what pretends to be proven."""
        each = self.attackers[attacker % len(self.attackers)]
        makers = (each.edit, each.edit, each.forged, each.erasure, lambda _how: each.fork(), lambda _how: each.squat())
        those = [makers[(what + number) % 6](how) for number in range(many)]
        claimed = HONEST_NAMES[name] if name < len(HONEST_NAMES) else ""
        keys: dict[str, Any] = {}
        if how % 4 == 0:  # honest replicas under her own key
            keys = {id: [each.public.hex(), each.nonce.hex()] for id in each.keys if id != each.replica}
        path = each.pack(those, author=claimed, keys=keys, sign=how % 7 != 0)
        self._attack(each, path, desk, at_once=True)

    @rule(attacker=few, desk=few, how=numbers)
    def erase_an_erasure(self, attacker: int, desk: int, how: int) -> None:
        each = self.attackers[attacker % len(self.attackers)]
        mine = [signed for signed in each.own if signed[0]["type"] == "erasure"] or [each.erasure(how)]
        again = each.signed(each.erasing({f"records/{mine[how % len(mine)][0]['record']}": True}))
        self._attack(each, each.pack([again, *mine[:1]][: 1 + how % 2]), desk, at_once=True)

    @rule(attacker=few, desk=few, how=numbers, many=st.integers(1, 4))
    def relay(self, attacker: int, desk: int, how: int, many: int) -> None:
        """Others' changes, some spoiled, signed as a package of her own or not at all."""
        each = self.attackers[attacker % len(self.attackers)]
        if each.known:
            those = [each.rng.choice(each.known) for _each in range(many)]
            changed = [each.altered(one, how + place) for place, one in enumerate(those)]
            unique = {
                (one[0]["replica"], one[0]["seq"], each.mark(one), json.dumps(one[0], sort_keys=True)): one
                for one in changed
            }
            only = {(key[0], key[1]): one for key, one in unique.items()}
            asked = [each.erasure(how)] if how % 3 == 0 else []
            self._attack(each, each.pack([*only.values(), *asked], sign=how % 5 != 0), desk, at_once=True)

    @rule(attacker=few, desk=few, how=numbers, hers=st.booleans())
    def introduce_herself(self, attacker: int, desk: int, how: int, hers: bool) -> None:
        """As the new computer of an honest desk, or an honest desk as hers; only she signs."""
        each, victim = self.attackers[attacker % len(self.attackers)], bytes.fromhex(self._desk(how).model.key)
        old, new = (victim, each.public) if hers else (each.public, victim)
        sealing = X25519PrivateKey.from_private_bytes(bytes([1 + how] * 32)).public_key().public_bytes_raw()
        said = Introduction(old=old, new=new, sealing_key=sealing, made="2026-11-30T12:00:00Z")
        said = said.signed_by(KeyPair(each.public, each.key))
        self._attack(each, each.pack([each.edit(how)], more={"became": [said.to_json()]}), desk, at_once=True)

    @rule(attacker=few, desk=few, how=numbers)
    def claim(self, attacker: int, desk: int, how: int) -> None:
        """To hold all that there will ever be of somebody."""
        each = self.attackers[attacker % len(self.attackers)]
        ids = sorted({signed[0]["replica"] for signed in each.known} | {each.replica})
        holds = {id: [[1, 2**53 if how % 2 else 3]] for id in ids}
        self._attack(each, each.pack([each.edit(how)], more={"holds": holds}), desk, at_once=True)

    @rule(attacker=few, desk=few, how=numbers, major=st.sampled_from([1, 2, 2, 3]))
    def write_as_before(self, attacker: int, desk: int, how: int, major: int) -> None:
        """Changes of a time without proofs, in any format."""
        each = self.attackers[attacker % len(self.attackers)]
        those = [(each.before_proofs(how), b"", b"")]
        self.world.old |= {old_words((one[0]["replica"], one[0]["seq"]), one[0]["values"]) for one in those}
        if major == 3:
            those = [one for one in those if one[0]["replica"][14] != "8"] or [each.edit(how)]
        self._attack(each, each.pack(those, major=major, sign=how % 5 != 0), desk, at_once=True)

    @rule(desk=few, number=numbers, spoil=st.sampled_from([False, False, True]), attacker=few)
    def deliver(self, desk: int, number: int, spoil: bool, attacker: int) -> None:
        """What was under way before comes again, or late, or spoiled."""
        path, honest = self.mail[number % len(self.mail)]
        if spoil:
            path, honest = self.attackers[attacker % len(self.attackers)].spoiled(path), False
        own = path.name.startswith(f"{self._desk(desk).name} ")
        self._arrives(self._desk(desk), path, honest=honest and not own)

    # What must hold in the end

    def teardown(self) -> None:
        if not hasattr(self, "desks"):
            return
        try:
            import sys

            if sys.exc_info()[0] is None:
                self._end()
        finally:
            for each in self.desks:
                each.close()
            shutil.rmtree(self.folder)

    def _exchange_all(self) -> None:
        """All send to the first, and the first to all."""
        hub = self.desks[0]
        for each in self.desks[1:]:
            self._arrives(hub, self._leaves(each.send()), honest=True)
        path = self._leaves(hub.send())
        for each in self.desks[1:]:
            self._arrives(each, path, honest=True)

    def _end(self) -> None:
        for each in self.desks:
            for attacker in self.attackers:
                self._set_state(each, attacker.public, NONE)
        self._exchange_all()
        for _round in range(2):
            granted = {id for each in self.desks for id, word in each.model.answers.items() if word == DECIDED}
            granted |= {each.id for desk in self.desks for each in desk.model.erasures() if each.key == desk.model.key}
            for each in self.desks:
                for number, id in each.requests():
                    each.answer(number, id, id in granted)
            self._exchange_all()
        for each in self.desks:
            assert check(each.workspace.path, home=each.home).problems == (), "check found something"
            self._nothing_lost(each)
        views = [
            {id: json.dumps(dict(one.values), sort_keys=True) for id, one in each.model.view().items()}
            for each in self.desks
        ]
        stays = [each.held_back() for each in self.desks]
        for place, each in enumerate(self.desks):
            same = views[place] == views[0] and stays[place] == stays[0]
            if same and not each.old and not self.desks[0].old:
                assert each.lines() == self.desks[0].lines(), "desks that hold the same differ"
            if self.judge and not each.old:
                as_judged(self.judge, each, {view[:2] for view in stays[place]})

    def _nothing_lost(self, desk: HonestDesk) -> None:
        """What its person wrote is whole, but for what they erased or granted; displaced only by who had seen it."""
        mine = [each for each in self.world.wrote.values() if each.key == desk.model.key]
        view = desk.model.view()
        yes = [
            each
            for each in desk.model.erasures()
            if desk.model.answers.get(each.id) == DECIDED or each.key == desk.model.key
        ]
        for each in mine:
            named = [fields_named(erasure, each) for erasure in yes]
            assert each.id in view, "a change of one's own was lost"
            if None not in named:
                gone = {name for those in named if those for name in those}
                for name, value in each.values.items():
                    after = in_head(each.record, name)
                    assert name in gone or after in gone or view[each.id].values.get(name) == value, (
                        "a value was blanked"
                    )
        for id, change in view.items():
            for ids in change.replaces.values():
                for old in ids & self.world.wrote.keys():
                    assert old in self.world.had.get(id, frozenset()), "replaced by who had not seen it"
        lines = {(line["type"], line["record"]): line for line in map(json.loads, desk.lines())}
        stays = desk.held_back()
        for (type, record, name), ids in heads(view).items():
            if (type, record) in lines:
                line = lines[type, record]
                shown = line["choices"].get(name) or [json.dumps(line["fields"].get(name))]
                hidden = [
                    id
                    for id in ids
                    if (type, record, id) not in stays and json.dumps(view[id].values[name]) not in shown
                ]
                assert not hidden, "a value is neither shown nor a choice"


def old_words(id: Sequence[Any], values: Mapping[str, Any]) -> str:
    """A change from a time without proofs, to be found again."""
    return json.dumps([id[0], id[1], dict(values)], sort_keys=True)


def as_judged(judge: ModuleType, desk: HonestDesk, but: Collection[tuple[str, str]]) -> None:
    """Do the judge's rules, with marks and by type, say the same of what is held? `but`: people of whom something stays."""
    view = desk.model.view()

    class Change:
        def __init__(self, said: Said) -> None:
            self.id, self.rank, self.replaces = said.id, said.rank, said.replaces
            self.record = f"{said.record} {said.type}"  # what another type has under this id is another record
            self.values = {
                name: f"{value} {said.type}" if name == "merged_into" and isinstance(value, str) else value
                for name, value in said.values.items()
            }

    dumped = judge.State([Change(each) for each in view.values()]).dump()
    types = "|".join(sorted({each.type for each in view.values()}))
    said: dict[tuple[str, str], dict[str, Any]] = {}
    for line in dumped.splitlines():
        record, _space, type = json.loads(line)["record"].partition(" ")
        said[type, record] = json.loads(re.sub(rf"([0-9a-f-]{{36}}) (?:{types})", r"\1", line)) | {"type": type}
    ours = {(line["type"], line["record"]): line for line in map(json.loads, desk.lines())}
    for each in but:
        said.pop(each, None), ours.pop(each, None)
    assert ours == said, "not what the judge says"


def run(
    judge: ModuleType | None,
    histories: int,
    steps: int,
    *,
    seed: str = "0",
    shrink: bool = True,
    first: int = 0,
    progress: Callable[[int], object] = lambda done: None,
) -> None:
    """Try so many histories, from number `first` on, the same for the same `seed`. Raises AssertionError with the shortest
    one that fails.
    """

    class Trial(Trusting):
        pass

    Trial.judge = judge
    phases: Sequence[Phase] = [Phase.generate, Phase.shrink] if shrink else [Phase.generate]
    for batch in range(first, histories, BATCH):
        run_state_machine_as_test(
            seeded(f"{seed} {batch}")(Trial),
            settings=settings(
                max_examples=min(BATCH, histories - batch),
                stateful_step_count=steps,
                deadline=None,
                database=None,
                derandomize=False,
                suppress_health_check=list(HealthCheck),
                phases=phases,
                report_multiple_bugs=False,
                print_blob=False,
            ),
            _min_steps=steps,
        )
        progress(min(batch + BATCH, histories))
