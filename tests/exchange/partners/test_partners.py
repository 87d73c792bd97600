"""Partners are learned from signed packages; what waits for them is counted from what they told, never from what was sent."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.identity import fingerprint, own_key_pair
from desktop.exchange.packages import export_package, import_package, manifest_of
from desktop.exchange.partners import (
    Partner,
    Trust,
    Verdict,
    count_unsent_edits,
    delete_partner,
    find_partner,
    read_package_for_all,
    read_partners,
    rename_partner,
    set_partner_role,
)
from desktop.exchange.partners.partner_list import now_ms
from desktop.exchange.signed_packages import export_signed_package, import_package_file, inspect_package
from desktop.workspace import Workspace
from desktop.workspace.changes.clock import wall_clock


@dataclass
class Desks:
    """Workspaces on computers of their own."""

    folder: Path
    open: list[Workspace]

    def make(self, author: str) -> Workspace:
        return self.on(author, self.folder / f"{author}.focal")

    def on(self, author: str, path: Path, computer: str = "") -> Workspace:
        home = self.folder / f"home of {computer or author}"
        workspace = Workspace.open(path, home=home) if path.exists() else Workspace.create(path, home=home)
        workspace.journal.set_author(author)
        self.open.append(workspace)
        return workspace

    def send(self, workspace: Workspace, to: str = "", *, full: bool = False) -> Path:
        path = self.folder / f"{len(list(self.folder.iterdir()))}.fdz"
        partner = find_partner(workspace, to) if to else None
        return export_signed_package(workspace, path, partner=partner, full=full).path


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path, [])
    yield made
    for workspace in made.open:
        workspace.close()


def partners_of(workspace: Workspace) -> list[Partner]:
    with workspace.reading() as conn:
        return read_partners(conn)


def verdict(workspace: Workspace, path: Path) -> Verdict:
    with inspect_package(workspace, path) as found:
        return found.verdict


def test_a_desk_is_met_with_its_first_package_and_known_with_its_second(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "Flood drills"})
    first = desks.send(amina)
    judged = verdict(office, first)
    assert judged.trust is Trust.FIRST
    assert judged.fingerprint == fingerprint(own_key_pair(amina).public)
    assert judged.fingerprint in judged.advice
    assert "“Amina”" in judged.words
    assert partners_of(office) == []
    import_package_file(office, first)
    [partner] = partners_of(office)
    assert (partner.name, partner.role, partner.key) == ("Amina", "peer", own_key_pair(amina).public)
    assert partner.seen == manifest_of(first).holds
    assert (partner.sent, partner.sent_time) == (None, None)
    assert verdict(office, first).trust is Trust.KNOWN
    assert verdict(amina, first).trust is Trust.OWN
    assert partners_of(amina) == []
    import_package_file(amina, first)
    assert partners_of(amina) == []  # nobody is a partner of oneself


def test_a_rehearsal_learns_nothing(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "Flood drills"})
    assert import_package_file(office, desks.send(amina), dry_run=True).report.new == 1
    assert partners_of(office) == []


def test_the_smallest_package_holds_what_they_lack_however_often_it_was_sent_before(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    office.journal.create("activity", {"title": "of the office"})
    import_package_file(amina, desks.send(office))
    amina.journal.create("activity", {"title": "one"})
    amina.journal.create("activity", {"title": "two"})
    [partner] = partners_of(amina)
    assert count_unsent_edits(amina, [partner]) == [2]
    lost = desks.send(amina, "office")
    assert manifest_of(lost).changes == 2
    assert manifest_of(lost).addressee == "Office"
    [partner] = partners_of(amina)
    assert partner.sent is not None
    assert partner.sent_time is not None
    assert count_unsent_edits(amina, [partner]) == [2]  # it may never have arrived
    amina.journal.create("activity", {"title": "three"})
    again = desks.send(amina, "Office")
    assert manifest_of(again).changes == 3
    import_package_file(office, again)
    import_package_file(amina, desks.send(office, "Amina"))
    [partner] = partners_of(amina)
    assert count_unsent_edits(amina, [partner]) == [0]
    assert manifest_of(desks.send(amina, "Office")).changes == 0
    assert manifest_of(desks.send(amina, "Office", full=True)).changes == 4


def test_an_old_package_that_comes_late_takes_nothing_away(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "one"})
    early = desks.send(amina)
    amina.journal.create("activity", {"title": "two"})
    late = desks.send(amina)
    import_package_file(office, late)
    known = partners_of(office)[0].seen
    import_package_file(office, early)
    assert partners_of(office)[0].seen == known == manifest_of(late).holds


def test_a_desk_set_back_counts_anew_and_its_packages_from_before_no_more(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    office.journal.create("activity", {"title": "of the office"})
    amina.journal.create("activity", {"title": "one"})
    amina.close()
    kept = shutil.copyfile(amina.path, desks.folder / "kept")
    amina = desks.on("Amina", amina.path)
    import_package_file(amina, desks.send(office))
    before = desks.send(amina)
    import_package_file(office, before)
    assert count_unsent_edits(office, partners_of(office)) == [0]
    amina.close()
    shutil.copyfile(kept, amina.path)  # without what the office had sent
    amina = desks.on("Amina", amina.path)
    amina.journal.create("activity", {"title": "after"})
    import_package_file(office, desks.send(amina))
    [partner] = partners_of(office)
    assert partner.former
    assert count_unsent_edits(office, [partner]) == [1]
    import_package_file(office, before)
    assert count_unsent_edits(office, partners_of(office)) == [1]


def test_a_crash_is_no_new_partner(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "one"})
    import_package_file(office, desks.send(amina))
    replica = amina.journal.replica
    amina.close()
    os.utime(amina.path)
    amina = desks.on("Amina", amina.path)
    assert amina.journal.replica != replica
    assert verdict(office, desks.send(amina)).trust is Trust.KNOWN


def test_another_key_under_a_known_name_comes_in_only_after_saying_so(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "one"})
    import_package_file(office, desks.send(amina))
    amina.close()
    moved = desks.on("AMINA", shutil.copyfile(amina.path, desks.folder / "moved.focal"), computer="another computer")
    moved.journal.create("activity", {"title": "two"})
    path = desks.send(moved)
    judged = verdict(office, path)
    assert judged.trust is Trust.CHANGED
    assert judged.partner is not None
    assert judged.partner.name == "Amina"
    assert judged.fingerprint in judged.advice
    with pytest.raises(UserFacingError, match="a different key") as told:
        import_package_file(office, path)
    assert told.value.kept == "Nothing was imported."
    assert partners_of(office)[0].key != own_key_pair(moved).public
    import_package_file(office, path, new_key=True)
    [partner] = partners_of(office)
    assert partner.key == own_key_pair(moved).public
    assert verdict(office, desks.send(moved)).trust is Trust.KNOWN


def test_a_stranger_under_a_known_name_is_warned_of_until_the_known_one_is_renamed(desks: Desks) -> None:
    lisbon, office = desks.make("Maria"), desks.make("Office")
    lisbon.journal.create("activity", {"title": "one"})
    import_package_file(office, desks.send(lisbon))
    quito = desks.on("  maría ", desks.folder / "quito.focal")
    quito.journal.create("activity", {"title": "two"})
    path = desks.send(quito)
    assert verdict(office, path).trust is Trust.CHANGED
    rename_partner(office, partners_of(office)[0], "Maria in Lisbon")
    assert verdict(office, path).trust is Trust.FIRST
    import_package_file(office, path)
    assert [each.name for each in partners_of(office)] == ["maría", "Maria in Lisbon"]
    assert verdict(office, desks.send(lisbon)).trust is Trust.KNOWN


def test_a_copy_that_a_colleague_writes_under_another_name_is_another_desk(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "one"})
    import_package_file(office, desks.send(amina))
    amina.close()
    copied = desks.on("Brahim", shutil.copyfile(amina.path, desks.folder / "copied.focal"))
    import_package_file(office, desks.send(copied))
    assert [each.name for each in partners_of(office)] == ["Amina", "Brahim"]


def test_an_unsigned_package_comes_in_only_after_saying_so_and_teaches_nothing(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "one"})
    path = export_package(amina, desks.folder / "plain.fdz").path
    assert verdict(office, path).trust is Trust.UNSIGNED
    with pytest.raises(UserFacingError, match="not signed"):
        import_package_file(office, path)
    assert import_package_file(office, path, unsigned=True).report.new == 1
    assert partners_of(office) == []


@pytest.mark.parametrize("spoilt", ["another desk", "another manifest", "no signature"])
def test_a_bad_signature_is_refused_whatever_is_said(desks: Desks, spoilt: str) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "one"})
    good = json.loads(_signature(desks.send(amina)))
    entry = {
        "another desk": {**good, "replica": office.journal.replica},
        "another manifest": good,
        "no signature": {},
    }[spoilt]
    amina.journal.create("activity", {"title": "two"})
    path = desks.folder / "bad.fdz"
    export_package(amina, path, sign=lambda _manifest: json.dumps(entry).encode())
    assert verdict(office, path).trust is Trust.BAD
    with pytest.raises(UserFacingError, match=r"^bad\.fdz: .*[Ss]ignature.*Nothing was imported"):
        import_package_file(office, path, unsigned=True, new_key=True)
    with pytest.raises(UserFacingError):
        import_package_file(office, path, dry_run=True)
    assert partners_of(office) == []


def _signature(path: Path) -> bytes:
    from desktop.exchange.packages import open_package

    with open_package(path) as package:
        assert package.signature is not None
        return package.signature


def test_partners_are_named_found_and_forgotten(desks: Desks) -> None:
    office = desks.make("Office")
    for author in ("Amina", "Amílcar"):
        desk = desks.make(author)
        desk.journal.create("activity", {"title": author})
        import_package_file(office, desks.send(desk))
    with pytest.raises(UserFacingError, match="Several partners"):
        find_partner(office, "am")
    with pytest.raises(UserFacingError, match="Available: Amílcar, Amina"):
        find_partner(office, "Zoé")
    amina = find_partner(office, "AMIN")
    set_partner_role(office, amina, "section")
    assert find_partner(office, "amina").role == "section"
    with pytest.raises(UserFacingError, match="not a role"):
        set_partner_role(office, amina, "king")
    with pytest.raises(UserFacingError, match="Another partner"):
        rename_partner(office, amina, "amilcar")
    with pytest.raises(UserFacingError, match="needs a name"):
        rename_partner(office, amina, "  ")
    rename_partner(office, amina, "Amina of Mombasa")
    delete_partner(office, find_partner(office, "Amina of Mombasa"))
    assert [each.name for each in partners_of(office)] == ["Amílcar"]
    assert office.records("activity", []) == []


def test_a_name_from_outside_can_neither_hide_nor_turn_the_line(desks: Desks) -> None:
    office = desks.make("Office")
    for number, author in enumerate(("Amina", "Ami\u200bna", "\u202eanimA\n\x1b[31m", "\u200b")):
        desk = desks.on(author, desks.folder / f"{number}.focal")
        desk.journal.create("activity", {"title": author})
        path = desks.send(desk)
        words = verdict(office, path).words
        assert all(sign.isprintable() for sign in words)
        if number == 1:
            assert verdict(office, path).trust is Trust.CHANGED
        else:
            import_package_file(office, path)
    names = [each.name for each in partners_of(office)]
    assert "Amina" in names
    assert "animA [31m" in names
    assert any(name.startswith("Desk ") for name in names)


def test_what_is_known_of_partners_never_leaves(desks: Desks) -> None:
    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "one"})
    import_package_file(office, desks.send(amina))
    rename_partner(office, partners_of(office)[0], "the troublesome one")
    from desktop.exchange.packages import open_package

    path = desks.send(office)
    with open_package(path) as package:
        assert b"troublesome" not in package.manifest_bytes
        assert all("troublesome" not in str(change) for change in package.changes())


def test_a_failed_import_learns_nothing(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.exchange import signed_packages

    def breaks(*_given: object) -> None:
        raise RuntimeError

    amina, office = desks.make("Amina"), desks.make("Office")
    amina.journal.create("activity", {"title": "one"})
    path = desks.send(amina)
    monkeypatch.setattr(signed_packages, "remember_sender", breaks)
    with pytest.raises(RuntimeError):
        import_package_file(office, path)
    assert partners_of(office) == []
    monkeypatch.undo()
    assert import_package(office, path).new == 1


def test_everything_for_a_partner_holds_no_tables_and_everything_for_anybody_does(desks: Desks) -> None:
    """Who sent a package has a desk to read with; who did not, may have a spreadsheet alone."""
    amina, office = desks.make("Amina"), desks.make("Office")
    office.journal.create("activity", {"title": "Drill"})
    import_package_file(amina, desks.send(office))
    for to, tables in (("", ["activity.csv"]), ("Office", [])):
        with zipfile.ZipFile(desks.send(amina, to, full=True)) as archive:
            assert [name for name in archive.namelist() if name.endswith(".csv")] == tables


def test_a_package_for_whoever_gets_it_is_remembered(desks: Desks) -> None:
    """The page would say "Never" to who just sent everything."""
    amina, office = desks.make("Amina"), desks.make("Office")
    office.journal.create("activity", {"title": "Drill"})
    import_package_file(amina, desks.send(office))
    assert read_package_for_all(amina) == 0
    desks.send(amina, "Office", full=True)
    assert read_package_for_all(amina) == 0 and partners_of(amina)[0].sent_time
    desks.send(amina)
    assert read_package_for_all(amina) > 0


def test_times_are_milliseconds_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 1_700_000_000_123_456_789)
    assert now_ms() == wall_clock() == 1_700_000_000_123
