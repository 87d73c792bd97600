"""What leaves holds no private note and nothing of people who did not agree, in any byte of it."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.exchange.packages import manifest_of, preview_export
from desktop.workspace import check
from desktop.workspace.changes.shared_change import SharedChange, read_shared
from desktop.workspace.erasing import erase_values, written_in
from desktop.workspace.privacy.author_names import names_held_back
from tests.exchange.packages.build_packages import content_of
from tests.exchange.packages.desks import Desk
from tests.exchange.privacy_trials import try_workspaces

MakeDesk = Callable[[str], Desk]


def everything(path: Path) -> bytes:
    """All bytes of a package, packed and unpacked."""
    return path.read_bytes() + b"".join(content_of(path).values())


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
    amina.workspace.set_meta("left", "")  # as in a file of before: also what is deleted leaves
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
    assert manifest_of(sent).holds == {amina.journal.replica: [(2, 2)]}
    report = bo.take(sent)
    assert (report.new, report.missing) == (1, {})
    chi = desk("Chi")
    assert chi.take(bo.send()).missing == {}  # told on
    amina.journal.edit(person, {"consent": "network"})
    report = bo.take(amina.send(since=bo.send()))
    assert (report.new, report.missing) == (2, {})
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


def test_a_consent_that_was_taken_back_reaches_others(desk: MakeDesk) -> None:
    amina, bo, chi = desk("Amina"), desk("Bo"), desk("Chi")
    person = amina.journal.create("person", {"name": "MARIAMA", "email": "m@city.org", "consent": "network"})
    bo.take(amina.send())
    amina.journal.edit(person, {"email": "NEWMAIL@city.org", "consent": "none"})
    sent = amina.send(since=bo.send())
    assert b"NEWMAIL" not in everything(sent) and b"MARIAMA" not in everything(amina.send())
    bo.take(sent)
    assert bo.record(person).values["consent"] == "none" and bo.record(person).title == "MARIAMA"
    assert b"MARIAMA" not in everything(bo.send())
    chi.take(bo.send())
    assert set(chi.record(person).values) == {"consent"}
    assert amina.dump() == bo.dump() == chi.dump()
    amina.journal.edit(person, {"consent": "public"})
    for each in (bo, chi):
        each.take(amina.send(since=each.send()))
        assert (each.record(person).values["email"], each.record(person).conflicts) == ("NEWMAIL@city.org", ())
    assert amina.dump() == bo.dump() == chi.dump()


def test_who_never_agreed_leaves_not_even_an_answer(desk: MakeDesk) -> None:
    amina = desk("Amina")
    person = amina.journal.create("person", {"name": "MARIAMA"})
    amina.journal.edit(person, {"consent": "none"})
    assert manifest_of(amina.send()).changes == 0


def test_what_was_corrected_before_consent_does_not_leave_with_it(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    values = {"name": "Maria", "email": "WRONGMAIL@city.org", "telephone": "WRONGPHONE", "consent": "none"}
    person = amina.journal.create("person", values)
    amina.journal.edit(person, {"email": "right@city.org"})
    amina.journal.edit(person, {"telephone": None, "consent": "network"})
    sent = everything(amina.send())
    assert b"WRONG" not in sent and b"right@city.org" in sent
    report = bo.take(amina.send())
    assert bo.record(person).values == {"name": "Maria", "email": "right@city.org", "consent": "network"}
    assert report.missing == {} and amina.dump() == bo.dump()
    amina.journal.edit(person, {"consent": None})
    amina.journal.edit(person, {"email": "WRONGAGAIN@city.org"})
    amina.journal.edit(person, {"email": "new@city.org"})
    amina.journal.edit(person, {"consent": "network"})
    assert b"WRONG" not in everything(amina.send())
    bo.take(amina.send(since=bo.send()))
    assert (bo.record(person).values["email"], bo.record(person).conflicts) == ("new@city.org", ())
    assert amina.dump() == bo.dump()
    amina.journal.undo()
    assert amina.record(person).values["email"] == "new@city.org" and "consent" not in amina.record(person).values


def _note(desk: Desk, **values: str) -> str:
    return desk.journal.create("note", {"saw": "Pay is by kilometre", **values})


def _given(desk: Desk) -> list[SharedChange]:
    desk.journal.seal()
    with desk.workspace.reading() as conn:
        return list(read_shared(conn, None))


def test_a_name_leaves_only_once_they_agreed(desk: MakeDesk) -> None:
    """The note goes without it; when agreement comes, the name follows, and is nowhere taken for lost meanwhile."""
    amina, bo = desk("Amina"), desk("Bo")
    id = _note(amina, said_by="MARIAMA")
    sent = amina.send()
    assert b"MARIAMA" not in everything(sent)
    report = bo.take(sent)
    assert (report.new, report.missing) == (1, {})
    assert bo.record(id).values == {"saw": "Pay is by kilometre"} and amina.dump() == bo.dump()
    amina.journal.edit(id, {"said_agreed": "no"})
    assert b"MARIAMA" not in everything(amina.send())
    amina.journal.edit(id, {"said_agreed": "yes"})
    bo.take(amina.send(since=bo.send()))
    assert bo.record(id).values["said_by"] == "MARIAMA" and amina.dump() == bo.dump()


def test_agreement_withdrawn_holds_the_name_back_on_every_desk(desk: MakeDesk) -> None:
    amina, bo, chi = desk("Amina"), desk("Bo"), desk("Chi")
    id = _note(amina, said_by="MARIAMA", said_agreed="yes")
    bo.take(amina.send())
    amina.journal.edit(id, {"said_agreed": "no"})
    bo.take(amina.send(since=bo.send()))
    for each in (amina, bo):
        sent = each.send()
        assert b"MARIAMA" not in everything(sent)
        assert chi.take(sent).missing == {}
    assert "said_by" not in chi.record(id).values
    assert amina.dump() == bo.dump() == chi.dump()


def test_a_name_that_another_took_the_place_of_does_not_leave_with_it(desk: MakeDesk) -> None:
    amina = desk("Amina")
    id = _note(amina, said_by="MARIAMA")
    amina.journal.edit(id, {"said_by": "Bo Sesay"})
    amina.journal.edit(id, {"said_agreed": "yes"})
    sent = everything(amina.send())
    assert b"MARIAMA" not in sent and b"Bo Sesay" not in sent
    with amina.workspace.reading() as conn:
        assert preview_export(amina.workspace).names == 1 and names_held_back(conn).all == {id}
    erase_values(amina.workspace, id, written_in(amina.workspace, id, ["said_by"], "mariama"))
    sent = everything(amina.send())
    assert b"MARIAMA" not in sent and b"Bo Sesay" in sent
    amina.journal.edit(id, {"said_by": "Bo Sesay, the mayor"})  # says more of the same, who had agreed
    amina.journal.edit(id, {"said_by": "Chi"})
    assert b"Chi" in everything(amina.send())
    amina.journal.edit(id, {"said_agreed": None})
    amina.journal.edit(id, {"said_by": "Dia"})
    amina.journal.edit(id, {"said_agreed": "yes"})
    assert b"Dia" not in everything(amina.send())  # Chi took it back before


def test_a_yes_that_came_with_another_name_is_not_the_earlier_ones(desk: MakeDesk) -> None:
    amina = desk("Amina")
    id = _note(amina, said_by="MARIAMA")
    amina.journal.edit(id, {"said_by": "Chi", "said_agreed": "yes"})
    assert b"MARIAMA" not in everything(amina.send())
    again = _note(amina, said_by="FATMATA")
    amina.journal.edit(again, {"said_agreed": "yes", "said_by": "Dia"})
    assert b"FATMATA" not in everything(amina.send())


def test_disputed_agreement_holds_the_name_back(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    id = _note(amina, said_by="MARIAMA", said_agreed="yes")
    bo.take(amina.send())
    amina.journal.edit(id, {"said_agreed": "no"})
    bo.journal.edit(id, {"said_agreed": None})
    amina.take(bo.send())
    assert b"MARIAMA" not in everything(amina.send())


def test_a_note_of_an_earlier_version_stays_whole(desk: MakeDesk) -> None:
    """There the name stood in one change with other fields, and a change cannot be cut."""
    amina, bo = desk("Amina"), desk("Bo")
    id = _note(bo)
    change = replace(
        next(iter(_given(bo))), values={"saw": "x", "said_by": "MARIAMA"}, replica=str(uuid.uuid4()), proof=None
    )
    amina.journal.receive([change])
    assert b"MARIAMA" not in everything(amina.send()) and amina.dump() == []
    amina.journal.edit(id, {"said_agreed": "yes"})
    assert b"MARIAMA" in everything(amina.send())


def test_a_table_brings_names_as_changes_of_their_own(desk: MakeDesk) -> None:
    amina = desk("Amina")
    with amina.journal.group("import", "notes.csv") as group:
        amina.journal.bulk(
            group, [("note", str(uuid.uuid4()), {"saw": "x", "said_by": "MARIAMA", "private_note": "y"})]
        )
    sent = amina.send()
    assert b"MARIAMA" not in everything(sent)
    assert check(amina.workspace.path, home=amina.workspace.home).problems == ()
