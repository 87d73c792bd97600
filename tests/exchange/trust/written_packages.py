"""What an attacker writes by hand: whatever FORMAT.md lets one write, and more."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.exchange.packages.build_packages import canonical, content_of, sealed, zipped
from tests.exchange.proofs_by_hand import canonical as proof_canonical
from tests.exchange.proofs_by_hand import digest_of, in_head, replica_of, sha256
from tests.exchange.trust.attackers import Prover, listed, with_references
from tests.exchange.trust.second_reader import lines_of_package

Line = dict[str, Any]
Signed = tuple[Line, bytes, bytes]
"""A line with whole replica ids, its signature and salt."""
WORDS = ("x", "theirs", "drill", "été", None)
HONEST_NAMES = ("Anna", "Bruno", "Carla", "Dora", "Emil")
OTHER_TYPES = {"activity": "organisation", "organisation": "person", "person": "activity", "run": "activity"}
TITLES = {"activity": "title", "organisation": "name", "person": "name", "run": "name"}


class Attacker(Prover):
    """Has read every package that was under way, and writes what she likes."""

    def __init__(self, folder: Path, name: str, rng: random.Random) -> None:
        super().__init__(folder, name)
        self.nonce, self.rng = rng.randbytes(16), rng
        self.old = str(uuid.UUID(int=rng.getrandbits(128), version=4))
        self.replica = replica_of(self.public, self.nonce)
        self.known: list[Signed] = []
        self.keys: dict[str, Any] = {}
        self.own: list[Signed] = []

    def reads(self, path: Path) -> None:
        """Learn all that a package says."""
        manifest, lines = lines_of_package(path)
        self.keys.update(manifest.get("keys", {}))
        for line, signature, salt in lines:
            ids = manifest["replicas"]
            whole = {
                **line,
                "replica": ids[line["replica"]],
                "time": line.get("time", line["stamp"][0]),
                "replaces": {
                    n: [[ids[id[0]], *id[1:]] for id in those] for n, those in line.get("replaces", {}).items()
                },
            }
            if all(each[0] != whole for each in self.known):
                self.known.append((whole, signature, salt))

    # Lines -------------------------------------------------------------------------------------------------------------

    def mark(self, signed: Signed) -> str:
        return digest(signed[0], signed[2])[:8].hex()

    def signed(self, line: Line) -> Signed:
        salt = self.rng.randbytes(16)
        found = (line, self.key.sign(b"focal-desk/3 change\0" + digest(line, salt)), salt)
        self.own.append(found)
        return found

    def target(self) -> Signed | None:
        those = [each for each in self.known if each[0]["type"] in TITLES]
        return self.rng.choice(those) if those else None

    def edit(self, how: int) -> Signed:
        """An edit of her own, of somebody's record, that replaces what it names: what is there, or what is not."""
        rng, found = self.rng, self.target()
        record, type = (found[0]["record"], found[0]["type"]) if found else (str(uuid.UUID(int=7)), "activity")
        name = rng.choice(
            [TITLES[type], TITLES[type], "deleted", "merged_into", "targets/SDG:11.5" if type == "activity" else "role"]
        )
        if type != "person" and name == "role":
            name = TITLES[type]
        others = [each[0]["record"] for each in self.known if each[0]["type"] == type]
        value = {"deleted": True, "merged_into": rng.choice(others or [record]), "targets/SDG:11.5": "principal"}.get(
            name, rng.choice(WORDS)
        )
        there = [each for each in self.known if each[0]["record"] == record and each[0]["type"] == type]
        refs: dict[str, list[list[Any]]] = {}
        for each in there:
            for field in each[0]["values"]:
                if field == name or name in ("deleted", "merged_into"):
                    exact = [each[0]["replica"], each[0]["seq"], self.mark(each)]
                    future = [each[0]["replica"], each[0]["seq"] + rng.randint(1, 5), exact[2]]
                    wrong = [*exact[:2], rng.randbytes(8).hex()]
                    refs.setdefault(field, []).append([exact, future, wrong, exact[:2]][how % 4])
        refs = {field: sorted({tuple(each) for each in those}) for field, those in refs.items()}  # type: ignore[misc]
        line = self.change(
            type=type, record=record, values={name: value}, author=rng.choice([self.name, *HONEST_NAMES])
        )
        line["replaces"] = (
            {field: [list(each) for each in those] for field, those in refs.items()} if rng.random() < 0.8 else {}
        )
        if rng.random() < 0.3:
            line["group"] = [rng.randint(1, 3), rng.choice(["edit", "import"]), rng.choice(["", "list.csv"])]
        return self.signed(line)

    def forged(self, how: int) -> Signed:
        """A change in an honest name."""
        found = self.target()
        if found is None:
            return self.edit(0)
        theirs = found[0]
        seqs = [each[0]["seq"] for each in self.known if each[0]["replica"] == theirs["replica"]]
        seq = [max(seqs) + 1, theirs["seq"]][how % 2]
        line = {**theirs, "seq": seq, "values": {TITLES[theirs["type"]]: "forged"}, "group": [seq, "edit", ""]}
        line.pop("gone", None), line.pop("salts", None)
        return self.signed(line)

    def erasure(self, how: int) -> Signed:
        """Asks that something goes which is not hers, was not written yet, or is an erasure itself."""
        found = self.rng.choice(self.known) if self.known else None
        if found is None:
            return self.edit(0)
        theirs = found[0]
        fields = "\n".join(sorted({*theirs["values"], *(["@author"] if self.rng.random() < 0.3 else [])}))
        mark = [self.mark(found), self.rng.randbytes(8).hex()][how // 3 % 2]
        seq = theirs["seq"] + self.rng.choice([0, 0, 1])
        named = [
            {f"records/{theirs['record']}": self.rng.choice([True, theirs["type"], "person\nactivity"])},
            {f"changes/{theirs['replica']}:{seq}:{mark}": fields},
            {f"changes/{theirs['replica']}:{seq}": fields, f"records/{theirs['record']}": True},
        ][how % 3]
        return self.signed(self.erasing(named))

    def erasing(self, named: Mapping[str, Any]) -> Line:
        return self.change(
            type="erasure", record=str(uuid.UUID(int=self.rng.getrandbits(128), version=4)), values=dict(named)
        )

    def fork(self) -> Signed:
        """Another version of something she wrote."""
        if not self.own:
            return self.edit(0)
        line = dict(self.rng.choice(self.own)[0])
        if line["type"] == "erasure":
            return self.edit(0)
        return self.signed(
            {**line, "values": dict.fromkeys(line["values"], None), "author": self.rng.choice(HONEST_NAMES)}
        )

    def squat(self) -> Signed:
        """A record id that is known, under another type."""
        found = self.target()
        if found is None:
            return self.edit(0)
        type = OTHER_TYPES[found[0]["type"]]
        return self.signed(self.change(type=type, record=found[0]["record"], values={TITLES[type]: "squat"}))

    def altered(self, signed: Signed, how: int) -> Signed:
        """Somebody's change as a relay may spoil it."""
        line, signature, salt = dict(signed[0]), signed[1], signed[2]
        names = sorted(line["values"])
        name = self.rng.choice(names)
        match how % 6:
            case 0 if "gone" not in line and len(salt) == 16:  # a value taken out, as an erasure would
                keys = {
                    each: sha256(b"focal-desk/3 salt\0" + salt + each.encode())[:16]
                    for each in (*names, "@author", "@label")
                }
                head = in_head(line["record"], name)
                value = sha256(b"focal-desk/3 value\0" + keys[name] + proof_canonical(line["values"][name])).hex()
                line["values"] = {
                    (head if each == name else each): (None if each == name else line["values"][each]) for each in names
                }
                line["gone"] = {head: value}
                line["salts"] = {each: key.hex() for each, key in keys.items() if each != name}
                salt = bytes(16)
                if self.rng.random() < 0.3 and line["type"] in TITLES:
                    line["values"]["lessons" if line["type"] == "activity" else TITLES[line["type"]]] = "forged"
            case 1:
                line["author"] = self.rng.choice(HONEST_NAMES)
            case 2:
                line["values"] = {**line["values"], name: None}
            case 3:
                line["replaces"] = {}
            case 4:
                signature = self.rng.randbytes(64)
            case _:
                pass
        return line, signature, salt

    def before_proofs(self, how: int) -> Line:
        """A change of a time without proofs: in her own old name, or in a name that was proven since."""
        found = self.target()
        line = self.edit(how)[0]
        self.own.pop()
        line = {**line, "replaces": {n: [id[:2] for id in ids] for n, ids in line["replaces"].items()}}
        line["replaces"] = {
            n: [list(x) for x in sorted({tuple(id) for id in ids})] for n, ids in line["replaces"].items()
        }
        if how % 3 == 0 and found is not None:
            return {
                **line,
                "replica": found[0]["replica"],
                "seq": found[0]["seq"] + 1,
                "group": [f"{found[0]['replica']}:1", "edit", "x"],
            }
        group = (
            [f"{found[0]['replica']}:{found[0]['seq'] + 1}", "import", "evil"]
            if found is not None and how % 3 == 1
            else line["group"]
        )
        return {**line, "replica": self.old, "group": [str(group[0]), *group[1:]]}

    # Packages ----------------------------------------------------------------------------------------------------------

    def pack(
        self,
        those: Sequence[Signed],
        *,
        major: int = 3,
        sign: bool = True,
        author: str = "",
        more: Mapping[str, Any] | None = None,
        keys: Mapping[str, Any] | None = None,
        replica: str = "",
    ) -> Path:
        self._sent += 1
        ordered = sorted(those, key=lambda each: (each[0]["replica"], each[0]["seq"], digest(each[0], each[2])))
        named = sorted(
            {each[0]["replica"] for each in ordered}
            | {id[0] for each in ordered for ids in each[0]["replaces"].values() for id in ids}
        )
        data = b"".join(canonical(indexed(each[0], named)) + b"\n" for each in ordered)
        _all, _ids, brings = with_references(
            list({(e[0]["replica"], e[0]["seq"]): {**e[0], "replaces": {}} for e in ordered}.values())
        )
        content = {"changes.jsonl": data}
        table = {
            id: each
            for id, each in {**self.keys, self.replica: [self.public.hex(), self.nonce.hex()], **(keys or {})}.items()
        }
        by = replica or (self.replica if major >= 3 else self.old)
        manifest: dict[str, Any] = {
            "format": {"name": "focal-desk-package", "major": major, "minor": 0},
            "made": "2026-11-24T20:34:15Z",
            "by": {"author": author or self.name, "replica": by, "workspace": self.workspace, "program": "none"},
            "for": "",
            "replicas": named,
            "builds_on": {},
            "brings": brings,
            "holds": brings,
            "counts": {"changes": len(ordered), "records": {}},
            "left_out": {},
            "lacks": [],
            **({"keys": table, "whole": True} if major >= 3 else {"desks": {}, "withheld": {}}),
            **(more or {}),
        }
        if major >= 3:
            content["proofs.bin"] = b"".join(each[1] + each[2] for each in ordered if each[0]["replica"][14] == "8")
            content["sums.bin"] = self.rng.randbytes(8 * len(manifest["holds"]))
        manifest["files"] = {name: listed(each) for name, each in content.items()}
        content["manifest.json"] = canonical(manifest)
        if sign:
            before, self.replica = self.replica, by
            content["manifest.sig"] = (
                self.sign(content["manifest.json"])
                if major >= 3
                else super(Prover, self).sign(content["manifest.json"])
            )
            self.replica = before
        return zipped(self.folder / f"{self.name} {self._sent}.fdz", content)

    def spoiled(self, source: Path) -> Path:
        """A package cut off, with a byte changed (sealed again or not), or with the lines of its own manifest no more."""
        self._sent += 1
        path, data = self.folder / f"{self.name} {self._sent}.fdz", bytearray(source.read_bytes())
        match self.rng.randrange(4):
            case 0:
                path.write_bytes(data[: self.rng.randrange(len(data))])
            case 1:
                data[self.rng.randrange(len(data))] ^= 1 << self.rng.randrange(8)
                path.write_bytes(data)
            case 2:
                data[self.rng.randrange(len(data) - 90)] ^= 1 << self.rng.randrange(8)
                path.write_bytes(data)
                sealed(path)
            case _:
                content = content_of(source)
                for name in self.rng.sample(sorted(content), 1):
                    content[name] = content[name][: len(content[name]) // 2]
                zipped(path, content)
        return path


def indexed(line: Line, replicas: Sequence[str]) -> Line:
    """A line as it stands in a package."""
    found = {
        **line,
        "replica": replicas.index(line["replica"]),
        "replaces": {n: sorted([replicas.index(id[0]), *id[1:]] for id in ids) for n, ids in line["replaces"].items()},
    }
    return found


def digest(line: Line, salt: bytes) -> bytes:
    """Of a line with whole replica ids."""
    named = sorted({line["replica"], *(id[0] for ids in line["replaces"].values() for id in ids)})
    return digest_of(indexed(line, named), named, salt)
