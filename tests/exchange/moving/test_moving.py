"""A desk moves to another computer or another person: nothing is lost, and partners are not asked twice."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.moving import cancel_move, encrypted_file, open_move, other_computers, prepare_move
from desktop.exchange.moving.partner_notes import write_partner_notes
from desktop.exchange.partners.introduced import read_introductions
from desktop.exchange.partners.trust import Trust
from desktop.exchange.signed_packages import inspect_package
from desktop.workspace import Workspace, check
from tests.exchange.trust.attackers import Desk, MakeDesk

PASSPHRASE = "four words at least é"


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted_file, "LOG_N", 12)


class Laptop(Desk):
    """Another computer, to which a desk is moved."""

    def __init__(self, folder: Path, name: str, file: Path, passphrase: str = PASSPHRASE) -> None:
        self.folder, self.name, self.home, self._sent = folder / name, name, folder / f"home of {name}", 0
        self.move = open_move(
            file,
            passphrase,
            self.folder / f"{name}.focal",
            home=self.home,
            learners=self.folder / f"{name}.focal.learners",
        )
        self.open()


def _reopened(desk: Desk) -> Workspace:
    desk.workspace.close()
    desk.open()
    return desk.workspace


def test_a_move_loses_nothing_and_partners_are_not_asked_twice(tmp_path: Path, desk: MakeDesk) -> None:
    anna, bruno = desk("Anna"), desk("Bruno")
    first = anna.journal.create("activity", {"title": "Written before"})
    note = anna.journal.create("person", {"name": "Carla", "email": "carla@example.org"})
    attached = tmp_path / "plan.txt"
    attached.write_text("the plan", "utf-8")
    anna.journal.edit(first, {f"attachments/{anna.workspace.attachments.add(attached)}": "plan.txt"})
    learners = anna.folder / "Anna.focal.learners"
    learners.mkdir()
    (learners / "key").write_bytes(b"k" * 32)
    (learners / "list.names").write_bytes(b"names")
    bruno.take(anna.send(), accept_new=True)
    anna.take(bruno.send("Anna"), accept_new=True)
    before = anna.send()  # under way while the desk moves
    file = tmp_path / "move.fdm"
    prepare_move(anna.workspace, file, PASSPHRASE, learners=learners)
    assert b"Written before" not in file.read_bytes()

    assert "moved to another computer" in _reopened(anna).holder
    new = Laptop(tmp_path, "New", file)
    assert new.workspace.author == "Anna"
    assert new.values(first)["title"] == "Written before"
    assert new.values(note)["email"] == "carla@example.org"
    assert (new.folder / "New.focal.files").is_dir()
    assert (new.folder / "New.focal.learners" / "key").read_bytes() == b"k" * 32
    assert not (new.folder / "New.focal.learners" / "list.names").exists()  # nobody said that they go along

    from_bruno = bruno.journal.create("activity", {"title": "From Bruno"})
    new.take(bruno.send("Anna"))
    bruno.take(before)
    there = new.journal.create("activity", {"title": "Written on the new one"})
    sent = new.send("Bruno")
    with inspect_package(bruno.workspace, sent) as inspected:
        assert inspected.verdict.trust is Trust.KNOWN
    bruno.take(sent)
    assert bruno.values(there)["title"] == "Written on the new one"
    assert [each.name for each in bruno.partners()] == ["Anna"]
    assert other_computers(new.workspace) is None

    cancel_move(anna.workspace)  # and the old one goes on all the same
    assert not _reopened(anna).read_only
    late = anna.journal.create("activity", {"title": "Written late"})
    new.take(anna.send())
    assert new.values(late)["title"] == "Written late"
    assert new.values(from_bruno)["title"] == "From Bruno"
    found = other_computers(new.workspace)
    assert found is not None
    assert "Go on with" in found.sentence
    new.close()
    assert check(new.workspace.path).ok


def test_handed_over_without_private_things_under_a_new_key(tmp_path: Path, desk: MakeDesk) -> None:
    anna = desk("Anna")
    old = anna.journal.create("activity", {"title": "Of the predecessor", "private_note": "told in confidence"})
    hidden = anna.journal.create("person", {"name": "Carla Unasked", "email": "carla@example.org"})
    file = tmp_path / "handover.fdm"
    move = prepare_move(anna.workspace, file, PASSPHRASE, successor="Dora", new_key=True, private=False)
    assert "Dora works with this desk now" in _reopened(anna).holder
    (note,) = write_partner_notes(tmp_path / "notes", move, ["Bruno"])
    assert "Dora" in note.read_text("utf-8")
    assert "new key" in note.read_text("utf-8")

    new = Laptop(tmp_path, "New", file)
    assert new.workspace.author == "Dora"
    assert new.values(old)["title"] == "Of the predecessor"
    assert not new.values(hidden)
    with new.workspace.reading() as conn:
        (said,) = read_introductions(conn)
        authors = conn.exec_driver_sql("SELECT name FROM author").scalars().all()
    assert said.introduction.fits()
    assert "Anna" in authors
    new.journal.edit(old, {"title": "Of the successor"})
    new.close()
    data = new.workspace.path.read_bytes()
    assert b"Unasked" not in data
    assert b"in confidence" not in data
    assert check(new.workspace.path).ok


def test_a_file_opened_twice_is_said_and_loses_nothing(tmp_path: Path, desk: MakeDesk) -> None:
    anna, file = desk("Anna"), tmp_path / "move.fdm"
    prepare_move(anna.workspace, file, PASSPHRASE)
    one, two = Laptop(tmp_path, "One", file), Laptop(tmp_path, "Two", file)
    here, there = one.journal.create("activity", {"title": "One"}), two.journal.create("activity", {"title": "Two"})
    one.take(two.send())
    two.take(one.send())
    for each in (one, two):
        assert each.values(here)["title"] == "One"
        assert each.values(there)["title"] == "Two"
        assert other_computers(each.workspace) is not None
        each.close()


def test_what_is_wrong_with_a_file_is_said_and_nothing_is_left(
    tmp_path: Path, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, file, older = desk("Anna"), tmp_path / "move.fdm", tmp_path / "older.fdm"
    prepare_move(anna.workspace, older, PASSPHRASE)
    cancel_move(anna.workspace)
    monkeypatch.setattr("desktop.exchange.moving.preparing.now_text", lambda: "2099-01-01T00:00:00Z")
    prepare_move(anna.workspace, file, PASSPHRASE)
    home, target = tmp_path / "other home", tmp_path / "there" / "New.focal"

    def words(source: Path, passphrase: str = PASSPHRASE, to: Path = target) -> str:
        with pytest.raises(UserFacingError) as refused:
            open_move(source, passphrase, to, home=home)
        assert target.exists() or not list(home.rglob("*.pem"))
        return str(refused.value)

    assert "passphrase does not fit" in words(file, "four other words here")
    half = tmp_path / "half.fdm"
    half.write_bytes(file.read_bytes()[:-200])
    assert "not whole" in words(half)
    half.write_bytes(b"nothing of the kind")
    assert "no file with a desk" in words(half)
    assert "none.fdm" in words(tmp_path / "none.fdm")
    assert not target.exists()
    assert not list(target.parent.glob("*"))
    open_move(file, PASSPHRASE, target, home=home)
    assert "from the same file" in words(file, to=tmp_path / "again.focal")
    assert "newer state" in words(older, to=tmp_path / "again.focal")
    assert "already a file" in words(older)


def test_a_full_disk_leaves_the_desk_here(tmp_path: Path, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = desk("Anna")

    def full(*_ignored: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(UserFacingError, match="too short"):
        prepare_move(anna.workspace, tmp_path / "move.fdm", "short")
    monkeypatch.setattr(encrypted_file.EncryptingWriter, "close", full)
    with pytest.raises(UserFacingError):
        prepare_move(anna.workspace, tmp_path / "move.fdm", PASSPHRASE)
    with pytest.raises(UserFacingError):
        prepare_move(anna.workspace, tmp_path / "gone" / "move.fdm", PASSPHRASE)
    assert not _reopened(anna).read_only
    assert [each.name for each in tmp_path.glob("*.fdm")] == []
    assert [each.name for each in tmp_path.glob(".~*")] == []


def test_a_file_that_ends_at_a_piece_is_not_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encrypted_file, "_PIECE", 64)
    whole, plain = tmp_path / "a", tmp_path / "b"
    with whole.open("wb") as file:
        writer = encrypted_file.EncryptingWriter(file, PASSPHRASE)
        writer.write(b"x" * 200)
        writer.close()
    data = whole.read_bytes()
    for cut in (34 + 16, 34 + 16 + 80, 34 + 16 + 160):
        whole.write_bytes(data[:cut])
        with whole.open("rb") as source, plain.open("wb") as to, pytest.raises(UserFacingError, match="not whole"):
            encrypted_file.decrypt(source, to, PASSPHRASE, "a")
    whole.write_bytes(data)
    with whole.open("rb") as source, plain.open("wb") as to:
        encrypted_file.decrypt(source, to, PASSPHRASE, "a")
    assert plain.read_bytes() == b"x" * 200
