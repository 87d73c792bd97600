"""What leaves holds no private note and nothing of people who did not agree, in any byte of it."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from desktop.exchange.packages import manifest_of
from tests.exchange.packages.desks import Desk
from tests.exchange.privacy_trials import try_workspaces

MakeDesk = Callable[[str], Desk]


def everything(path: Path) -> bytes:
    """All bytes of a package, packed and unpacked."""
    with zipfile.ZipFile(path) as archive:
        return path.read_bytes() + b"".join(archive.read(name) for name in archive.namelist())


def fill(desk: Desk, rng: random.Random, number: int) -> tuple[set[str], set[str]]:
    """A random workspace; returns the words that must not leave, and some that may."""
    secret: set[str] = set()
    open_words: set[str] = set()
    journal = desk.journal
    place = journal.create("organisation", {"name": f"city{number}", "private_note": (note := f"SECRETnote{number}o")})
    secret.add(note)
    people: list[str] = []
    for each in range(rng.randint(2, 5)):
        history = [rng.choice(["none", "network", "public", None]) for _ in range(rng.randint(1, 3))]
        words = f"{number}p{each}x"
        values = {
            "name": f"NAME{words}",
            "email": f"MAIL{words}@city.org",
            "role": f"ROLE{words}",
            "organisation": place,
        }
        id = journal.create("person", {**values, "consent": history[0], "private_note": f"SECRETnote{words}"})
        for consent in history[1:]:
            journal.edit(id, {"consent": consent, "telephone": f"PHONE{words}"})
        people.append(id)
        secret.add(f"SECRETnote{words}")
        (open_words if history[-1] in ("network", "public") else secret).update({f"NAME{words}", f"MAIL{words}"})
        if history[-1] not in ("network", "public"):
            secret.update({f"ROLE{words}", f"PHONE{words}"})
        if rng.random() < 0.3:
            journal.delete([id])
    for each in range(rng.randint(1, 3)):
        note = f"SECRETnote{number}a{each}x"
        secret.add(note)
        linked = {f"people/contact:{id}": True for id in rng.sample(people, 2)}
        id = journal.create("activity", {"title": f"open{number}", "private_note": note, **linked})
        journal.edit(id, {"private_note": f"{note} again", "summary": "more"})
    if len(people) > 3:
        journal.merge_into(people[0], people[1])
    return secret, open_words


def test_no_byte_of_what_left_is_private(desk: MakeDesk) -> None:
    rng = random.Random("privacy")
    secret: set[str] = set()
    open_words: set[str] = set()
    amina = desk("Amina")
    for number in range(40):
        hidden, told = fill(amina, rng, number)
        secret |= hidden
        open_words |= told
    full = amina.send()
    with amina.workspace.reading() as conn:
        some = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity ORDER BY id LIMIT 20")]
    bo = desk("Bo")
    bo.take(full)
    for path in (full, amina.send(ids=some), amina.send(since=bo.send()), bo.send()):
        found = everything(path)
        assert [word for word in secret if word.encode() in found] == []
    assert all(word.encode() in everything(full) for word in open_words)
    assert amina.dump() == bo.dump()


def test_what_is_withheld_is_no_hole_and_follows_with_consent(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    person = amina.journal.create("person", {"name": "Maria", "consent": "none"})
    id = amina.journal.create("activity", {"title": "drills", f"people/contact:{person}": True, "private_note": "x"})
    sent = amina.send()
    assert manifest_of(sent).withheld == {amina.journal.replica: [(1, 1), (3, 3)]}
    report = bo.take(sent)
    assert (report.new, report.missing, report.withheld) == (1, {}, 2)
    chi = desk("Chi")
    assert chi.take(bo.send()).missing == {}  # told on
    amina.journal.edit(person, {"consent": "network"})
    report = bo.take(amina.send(since=bo.send()))
    assert (report.new, report.missing, report.withheld) == (2, {}, 1)
    assert bo.record(person).title == "Maria"
    assert bo.record(id).members("people") == {f"contact:{person}": True}
    assert amina.dump() == bo.dump()


def test_no_byte_of_what_leaves_random_workspaces_is_private() -> None:
    """The short form of `python -m tests.soak privacy`."""
    tried = try_workspaces(2, "suite")
    assert tried.leaks == [] and tried.workspaces == 2
    assert tried.words > 300 and tried.open_words > 200 and tried.erased > 20


def test_a_disputed_consent_holds_the_person_back(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    person = amina.journal.create("person", {"name": "MARIA", "consent": "network"})
    bo.take(amina.send())
    amina.journal.edit(person, {"consent": "none"})
    bo.journal.edit(person, {"consent": "public"})
    amina.take(bo.send())
    assert b"MARIA" not in everything(amina.send())
