"""A folder of packages taken in: all of it, in whatever order, once; and what is not taken in is named."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.consolidation import (
    ABSENT,
    ALL_REFUSED,
    BEHIND,
    DELIVERED,
    IMPORTED,
    KNOWN_BEFORE,
    NO_PACKAGE,
    NOTHING_NEW,
    REFUSED,
    ConsolidationProgress,
    Phase,
    general_sentences,
    last_report,
    partner_text,
    read_consolidations,
    undo_consolidation,
)
from desktop.exchange.consolidation.package_search import FoundFiles, find_packages, folder_gone_error
from desktop.exchange.packages import export_package
from desktop.exchange.signed_packages import import_package_file
from desktop.workspace import Workspace
from tests.exchange.consolidation.conftest import MakeOffice
from tests.exchange.consolidation.offices import Office, delivery, outcomes


def test_nested_folders_every_kind_of_file_and_one_backup(office: MakeOffice, folder: Path) -> None:
    here, jose, awa = office("Secretariat"), office("José"), office("Awa")
    here.add("of the secretariat")
    jose.add("Heat plans")
    awa.add("Flood drills", "Green roofs")
    (folder / "Andes" / "late").mkdir(parents=True)
    jose.send(folder / "Andes" / "late" / "San José.fdz")
    awa.send(folder / "Awa.fdz")
    shutil.copy(folder / "Awa.fdz", folder / "Awa (1).fdz")
    shutil.copy(folder / "Awa.fdz", folder / "sent as.bin")
    (folder / "notes.txt").write_text("call José", encoding="utf-8")
    (folder / ".DS_Store").write_bytes(b"x")
    for name in ("$RECYCLE.BIN/S-1-5-21", "System Volume Information", ".Trashes/501", ".Spotlight-V100", "FOUND.000"):
        (folder / name).mkdir(parents=True)  # of a whole stick that is dropped: what systems keep there
        (folder / name / "deleted.txt").write_text("x", encoding="utf-8")
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "leaflet.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Font 1 >>\nendobj\n%%EOF\n")
    (folder / "broken.fdz").write_bytes(b"PK\x03\x04 changes.jsonl")

    ran = here.gather(folder)

    assert outcomes(ran) == {
        "Andes/late/San José.fdz": IMPORTED, "Awa (1).fdz": IMPORTED, "Awa.fdz": KNOWN_BEFORE, "sent as.bin": KNOWN_BEFORE,
        "notes.txt": NO_PACKAGE, "leaflet.pdf": NO_PACKAGE, "broken.fdz": REFUSED,
    }  # fmt: skip
    assert not ran.stopped and ran.error is None and ran.report.left == 0
    assert here.titles() == ["Flood drills", "Green roofs", "Heat plans", "of the secretariat"]
    assert here.backups() == 1
    assert "broken.fdz is not a package" in delivery(ran, "broken.fdz").reason
    assert "Awa (1).fdz" in delivery(ran, "Awa.fdz").reason
    assert [(each.name, each.state, each.new, each.files) for each in ran.report.status.lines] == [
        ("Awa", DELIVERED, 2, 3), ("José", DELIVERED, 1, 1),
    ]  # fmt: skip
    assert all(each.first for each in ran.report.status.lines)
    assert [each.name for each in here.partners()] == ["Awa", "José"]
    assert here.sound()


def test_the_order_of_the_files_does_not_matter(office: MakeOffice, folder: Path) -> None:
    awa, bo = office("Awa"), office("Bo")
    ids = awa.add("Flood drills", "Green roofs")
    packages = [awa.send(folder / "0.fdz")]
    import_package_file(bo.workspace, packages[0])
    for number in range(1, 4):
        awa.journal.edit(ids[0], {"title": f"of Awa {number}", "summary": str(number)})
        bo.journal.edit(ids[0], {"title": f"of Bo {number}"})
        bo.journal.edit(ids[1], {"lessons": f"lesson {number}"})
        packages.append(awa.send(folder / f"awa {number}.fdz", since=packages[-1]))
        packages.append(bo.send(folder / f"bo {number}.fdz"))
    found: list[list[str]] = []
    for turn in range(3):
        order = folder.parent / f"order {turn}"
        order.mkdir()
        random.Random(turn).shuffle(packages)
        for number, package in enumerate(packages):
            shutil.copy(package, order / f"{number}.fdz")
        here = office(f"here {turn}")
        ran = here.gather(order)
        assert set(outcomes(ran).values()) <= {IMPORTED, NOTHING_NEW} and ran.report.status.missing == {}
        assert ran.report.status.fields == {"activity.title": 1}
        found.append(here.dump())
    assert found[0] == found[1] == found[2]


def test_once_more_nothing_is_done_twice(office: MakeOffice, folder: Path) -> None:
    here, awa, bo = office("Secretariat"), office("Awa"), office("Bo")
    awa.add("Flood drills")
    awa.send(folder / "Awa.fdz")
    here.gather(folder)
    before = here.dump()
    bo.add("Heat plans")
    bo.send(folder / "Bo.fdz")
    ran = here.gather(folder)
    assert outcomes(ran) == {"Awa.fdz": KNOWN_BEFORE, "Bo.fdz": IMPORTED}
    assert [(each.name, each.state) for each in ran.report.status.lines] == [("Awa", DELIVERED), ("Bo", DELIVERED)]
    ran = here.gather(folder)
    assert outcomes(ran) == {"Awa.fdz": KNOWN_BEFORE, "Bo.fdz": KNOWN_BEFORE}
    with here.workspace.reading() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM arrival").scalar_one() == 2
        assert len(read_consolidations(conn)) == 3
    assert here.backups() == 2 and len(here.dump()) == len(before) + 1


def test_cancelled_it_keeps_what_is_in_and_goes_on_from_there(office: MakeOffice, folder: Path) -> None:
    here = office("Secretariat")
    for number in range(5):
        other = office(f"Office {number}")
        other.add(f"activity {number}")
        other.send(folder / f"{number}.fdz")
    steps: list[ConsolidationProgress] = []
    ran = here.gather(folder, progress=steps.append, cancelled=lambda: bool(steps) and steps[-1].number == 3)
    assert ran.stopped and here.titles() == ["activity 0", "activity 1"]
    assert ran.report.left == 3 and "3 files were not checked" in general_sentences(here.workspace, ran.report)[0]
    assert {each.phase for each in steps} >= {Phase.LOOKING, Phase.BACKING_UP, Phase.TAKING}
    assert here.sound()
    ran = here.gather(folder)
    assert set(outcomes(ran).values()) == {IMPORTED} and len(outcomes(ran)) == 5 and ran.report.left == 0
    with here.workspace.reading() as conn:
        assert len(read_consolidations(conn)) == 1
        assert conn.exec_driver_sql("SELECT count(*) FROM arrival").scalar_one() == 5
    assert last_report(here.workspace) == ran.report


def test_unsigned_and_changed_keys_wait_for_a_word(office: MakeOffice, folder: Path, tmp_path: Path) -> None:
    here, awa = office("Secretariat"), office("Awa")
    awa.add("Flood drills")
    import_package_file(here.workspace, awa.send(tmp_path / "first.fdz"))
    (tmp_path / "new computer").mkdir()
    again, nobody = Office(tmp_path / "new computer", "Awa"), office("Nobody")
    again.add("of the new computer")
    again.send(folder / "changed.fdz")
    nobody.add("of nobody")
    export_package(nobody.workspace, folder / "unsigned.fdz")
    ran = here.gather(folder)
    assert outcomes(ran) == {"changed.fdz": REFUSED, "unsigned.fdz": REFUSED}
    assert (
        "a different key" in delivery(ran, "changed.fdz").reason and "Phone them" in delivery(ran, "changed.fdz").reason
    )
    assert "--" not in delivery(ran, "unsigned.fdz").reason
    assert [(each.name, each.state) for each in ran.report.status.lines] == [("Awa", ALL_REFUSED)]
    assert here.titles() == ["Flood drills"] and here.backups() == 1

    wanted = delivery(ran, "unsigned.fdz")
    ran = here.gather(folder / "unsigned.fdz", allowed=[wanted.sha256], go_on=ran.report.consolidation.no)
    assert outcomes(ran) == {"changed.fdz": REFUSED, "unsigned.fdz": IMPORTED} and ran.report.consolidation.files == 2
    assert ("Nobody", 0, DELIVERED) in [
        (each.name, each.partner, each.state) for each in ran.report.status.lines
    ]  # fmt: skip
    ran = here.gather(folder, new_key=True)
    assert outcomes(ran) == {"changed.fdz": IMPORTED, "unsigned.fdz": KNOWN_BEFORE}
    assert len(here.partners()) == 1
    again.close()


def test_who_is_missing_and_who_is_behind(office: MakeOffice, folder: Path, tmp_path: Path) -> None:
    here, awa, bo, absent = office("Secretariat"), office("Awa"), office("Bo"), office("Zoé")
    for each in (awa, bo, absent):
        each.add(f"of {each.name}")
        import_package_file(here.workspace, each.send(tmp_path / f"{each.name}.fdz"))
    first, lost = tmp_path / "Bo.fdz", tmp_path / "lost.fdz"
    bo.add("lost on the way")
    bo.send(lost, since=first)
    bo.add("arrived")
    bo.send(folder / "Bo 3.fdz", since=lost)
    awa.add("more")
    awa.send(folder / "Awa.fdz")
    ran = here.gather(folder)
    lines = {each.name: each for each in ran.report.status.lines}
    assert {name: each.state for name, each in lines.items()} == {"Awa": DELIVERED, "Bo": BEHIND, "Zoé": ABSENT}
    assert "Change no. 2 of Bo is missing: request it" in partner_text(here.workspace, lines["Bo"])
    assert "No package received; last contact on 20" in partner_text(here.workspace, lines["Zoé"])
    shutil.copy(lost, folder / "found again.fdz")
    assert {each.name: each.state for each in here.gather(folder).report.status.lines}["Bo"] == DELIVERED


def test_taken_back_as_one_and_by_package(office: MakeOffice, folder: Path) -> None:
    here, awa = office("Secretariat"), office("Awa")
    mine = here.add("mine")[0]
    ids = awa.add("Flood drills", "Green roofs")
    awa.send(folder / "1.fdz")
    awa.journal.edit(ids[0], {"title": "Flood drills, second"})
    awa.send(folder / "2.fdz", since=folder / "1.fdz")
    awa.journal.edit(ids[0], {"title": "Flood drills, third"})
    awa.send(folder / "3.fdz", since=folder / "2.fdz")
    ran = here.gather(folder)
    assert here.titles() == ["Flood drills, third", "Green roofs", "mine"]
    here.journal.undo_group(delivery(ran, "3.fdz").group)
    assert here.titles() == ["Flood drills, second", "Green roofs", "mine"]
    assert delivery(ran, "3.fdz").undone is False
    assert [each.undone for each in last_report(here.workspace).files] == [False, False, True]
    here.journal.edit(ids[1], {"title": "Green roofs of the secretariat"})
    done = undo_consolidation(here.workspace, last_report(here.workspace))
    assert here.titles() == ["Flood drills, second", "Green roofs of the secretariat", "mine"]
    assert set(done.left) == {(ids[0], "title"), (ids[1], "title")}, "what somebody went on from stays"
    assert here.workspace.record(mine) is not None and here.sound()
    report = last_report(here.workspace)
    assert report.groups == [] and all(each.undone for each in report.files)


def test_all_is_taken_back_where_later_packages_edit_what_earlier_ones_brought(
    office: MakeOffice, folder: Path
) -> None:
    here, awa = office("Secretariat"), office("Awa")
    (id,) = awa.add("Flood drills")
    import_package_file(here.workspace, awa.send(folder.parent / "0.fdz"))
    for number in range(1, 4):
        awa.journal.edit(id, {"title": f"edit {number}"})
        awa.send(
            folder / f"{number}.fdz", since=folder.parent / "0.fdz" if number == 1 else folder / f"{number - 1}.fdz"
        )
    ran = here.gather(folder)
    assert here.titles() == ["edit 3"]
    done = undo_consolidation(here.workspace, ran.report)
    assert here.titles() == ["Flood drills"] and not done.left
    assert "3 packages with a record" in done.sentence()
    here.journal.redo()
    assert here.titles() == ["edit 3"] and here.sound()


def test_a_rehearsal_says_the_same_and_changes_nothing(office: MakeOffice, folder: Path) -> None:
    here, awa, nobody = office("Secretariat"), office("Awa"), office("Nobody")
    awa.add("Flood drills")
    awa.send(folder / "Awa.fdz")
    export_package(nobody.workspace, folder / "unsigned.fdz")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    before = here.dump()
    ran = here.gather(folder, dry_run=True)
    assert outcomes(ran) == {"Awa.fdz": IMPORTED, "notes.txt": NO_PACKAGE, "unsigned.fdz": REFUSED}
    assert delivery(ran, "Awa.fdz").new == 1
    assert here.dump() == before and here.partners() == [] and here.backups() == 0
    with here.workspace.reading() as conn:
        assert read_consolidations(conn) == []


# What goes wrong ---------------------------------------------------------------------------------------------------------


def test_a_folder_without_packages_and_one_that_is_not_there(office: MakeOffice, folder: Path) -> None:
    here = office("Secretariat")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    for place, words in ((folder, "is no package"), (folder / "gone", "was not found")):
        with pytest.raises(UserFacingError, match=words):
            here.gather(place)
    with here.workspace.reading() as conn:
        assert read_consolidations(conn) == []


def test_a_stick_that_is_pulled_midway(office: MakeOffice, folder: Path) -> None:
    here = office("Secretariat")
    for number in range(3):
        other = office(f"Office {number}")
        other.add(f"activity {number}")
        other.send(folder / f"{number}.fdz")
    away = folder.with_name("away")

    def pull(step: ConsolidationProgress) -> None:
        if step.phase is Phase.TAKING and step.number == 2 and folder.exists():
            folder.rename(away)

    ran = here.gather(folder, progress=pull)
    assert ran.error is not None and "was not found" in str(ran.error) and ran.report.left == 2
    assert here.titles() == ["activity 0"]
    away.rename(folder)
    assert set(outcomes(here.gather(folder)).values()) == {IMPORTED} and len(here.titles()) == 3


def test_a_file_that_vanishes_or_cannot_be_read_costs_that_file(office: MakeOffice, folder: Path) -> None:
    here, awa = office("Secretariat"), office("Awa")
    awa.add("Flood drills")
    awa.send(folder / "9.fdz")
    (folder / "1.fdz").symlink_to(folder / "nowhere.fdz")
    (folder / "2.fdz").write_bytes(b"")
    awa.send(folder / "3.fdz")

    def take_away(step: ConsolidationProgress) -> None:
        if step.phase is Phase.TAKING and step.file == "3.fdz":
            (folder / "3.fdz").unlink(missing_ok=True)

    ran = here.gather(folder, progress=take_away)
    assert outcomes(ran) == {"2.fdz": REFUSED, "3.fdz": REFUSED, "9.fdz": IMPORTED}
    assert all(each.reason for each in ran.report.files if each.outcome == REFUSED)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_inside_that_may_not_be_read_is_named(office: MakeOffice, folder: Path) -> None:
    here, awa = office("Secretariat"), office("Awa")
    awa.send(folder / "Awa.fdz")
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        assert outcomes(here.gather(folder))["closed"] == REFUSED
    finally:
        closed.chmod(0o700)


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(
    office: MakeOffice, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = office("Secretariat")
    for number in range(3):
        other = office(f"Office {number}")
        other.add(*(f"activity {number} {place}" for place in range(20)))
        other.send(folder / f"{number}.fdz")

    def fill(step: ConsolidationProgress) -> None:
        pages = 1_000_000
        if step.phase is Phase.TAKING and step.number == 2:
            pages = int(here.workspace._writer.execute("PRAGMA page_count").fetchone()[0])  # type: ignore[union-attr]
        here.workspace._writer.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[union-attr]

    ran = here.gather(folder, progress=fill)
    assert ran.error is not None and "full" in str(ran.error)
    assert {title[:10] for title in here.titles()} == {"activity 0"} and ran.report.left == 2
    here.workspace._writer.execute("PRAGMA max_page_count = 1000000")  # type: ignore[union-attr]
    assert set(outcomes(here.gather(folder)).values()) == {IMPORTED}
    assert len(here.titles()) == 60 and here.sound()


def test_a_workspace_that_can_only_be_read(office: MakeOffice, folder: Path) -> None:
    here, awa = office("Secretariat"), office("Awa")
    awa.send(folder / "Awa.fdz")
    reader = Workspace.open(here.path, home=here.home, read_only=True)
    try:
        with pytest.raises(UserFacingError, match="reading only"):
            Office.gather(type("Reader", (), {"workspace": reader})(), folder)  # type: ignore[arg-type]
    finally:
        reader.close()


def test_the_desks_own_files_and_links_are_left_out(office: MakeOffice, folder: Path) -> None:
    here, awa = office("Secretariat"), office("Awa")
    awa.add("Flood drills")
    import_package_file(here.workspace, awa.send(here.folder / "Awa.fdz"))
    here.workspace.back_up("asked")
    (here.folder / "loop").symlink_to(here.folder)
    found = outcomes(here.gather(here.folder))
    assert found.pop("Awa.fdz") == NOTHING_NEW
    assert not [path for path in found if "backups" in path or path.endswith(".focal") or "loop" in path]


def test_a_folder_that_is_gone_is_called_by_its_name() -> None:
    assert folder_gone_error(Path("/media/stick")).what.startswith("stick was not found")
    assert folder_gone_error(Path("/")).what.startswith("/ was not found")
    assert FoundFiles(Path("/media/stick")).place == str(Path("/media/stick"))


def test_files_on_different_disks_are_told_from_the_folder_of_the_first(
    office: MakeOffice, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = office("Secretariat")
    files = [folder / "here" / "a.txt", folder / "there" / "b.txt"]
    for each in files:
        each.parent.mkdir(parents=True)
        each.write_text("nothing")

    def on_different_disks(paths: list[str]) -> str:
        raise ValueError("Paths don't have the same drive")  # what Windows says of C: and D:

    with monkeypatch.context() as patched:
        patched.setattr("os.path.commonpath", on_different_disks)
        found = find_packages(here.workspace, files)
    assert found.place == str(folder / "here")
    assert [found.name(each) for each in found.other_files] == ["a.txt", files[1].as_posix()]
