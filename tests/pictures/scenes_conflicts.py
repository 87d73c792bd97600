"""The page of the conflicts: one of each kind, many at once, and none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.ui.conflicts.page import ConflictsPage
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_editor import settle
from tests.pictures.scenes_window import desk_window
from tests.ui.conflicts.apart import Apart

SUMMARY = (
    "Twelve municipalities of the coast trained their own trainers in reading a hazard map.\n"
    "Two days in the hall, one day in the streets."
)
_folders: list[TemporaryDirectory[str]] = []


def written_apart(desk: Desk) -> None:
    """A conflict of every kind."""
    folder = TemporaryDirectory(prefix="focal-apart-")
    _folders.append(folder)
    here = desk.workspace.journal
    apart = Apart(desk.workspace, Path(folder.name))
    there = apart.there.journal
    ids = {}
    for key, title in (
        ("map", "Reading the hazard map: training of trainers"), ("bells", "Bells against floods"),
        ("walk", "Walk through the drained quarter"), ("well", "Wells that do not salt"),
        ("one", "School roofs, first visit"), ("two", "School roofs (first visit)"), ("three", "Roofs of schools"),
        ("plan", "Evacuation plan with the harbour"), ("plan2", "Harbour evacuation plan"),
    ):  # fmt: skip
        ids[key] = here.create("activity", {"title": title, "status": "planned", "country": "KE"})
    here.edit(ids["map"], {"summary": SUMMARY, "start": "2021-05", "targets/SDG:11.5": "principal"})
    run = here.create("run", {"parent": ids["walk"], "name": "First", "start": "2021-05"})
    lone = here.create("run", {"parent": ids["bells"], "name": "Evening course", "start": "2022"})
    apart.meet()
    here.edit(ids["map"], {"summary": SUMMARY.replace("Two days in the hall", "Three days in the old market hall")})
    there.edit(
        ids["map"],
        {"summary": SUMMARY.replace("one day in the streets", "one night on the streets, by lamp")},
    )
    here.edit(ids["map"], {"status": "under_way", "targets/SDG:11.5": "significant", "start": "2021-05-03"})
    there.edit(ids["map"], {"status": "completed", "targets/SDG:11.5": None, "start": "2021-06"})
    there.delete([ids["bells"]])
    here.edit(ids["bells"], {"summary": "One bell for each street.", "participants_total": 140})
    here.delete([ids["walk"]])
    there.edit(run, {"enrolled": 60})
    here.edit(lone, {"parent": ids["map"]})
    there.edit(lone, {"parent": ids["well"]})
    here.merge_into(ids["plan"], ids["plan2"])
    there.merge_into(ids["plan2"], ids["plan"])
    here.merge_into(ids["one"], ids["two"])
    there.merge_into(ids["one"], ids["three"])
    here.merge_into(ids["three"], ids["well"])
    there.edit(ids["three"], {"summary": "Tin over thatch, and a gutter to the tank."})
    apart.meet()
    apart.there.close()


def many(desk: Desk) -> None:
    """Forty of one field."""
    folder = TemporaryDirectory(prefix="focal-apart-")
    _folders.append(folder)
    apart = Apart(desk.workspace, Path(folder.name))
    here = desk.workspace.journal
    places = ("Mombasa", "Kilifi", "Lamu", "Kwale", "Malindi")
    ids = [
        here.create("activity", {"title": f"Flood drill in {places[number % 5]} {number + 1}", "status": "planned"})
        for number in range(40)
    ]
    apart.meet()
    here.edit_many(ids, {"status": "under_way"})
    apart.there.journal.edit_many(ids, {"status": "completed"})
    apart.meet()
    apart.there.close()


def window_on(desk: Desk, make: Callable[[Desk], None]) -> tuple[MainWindow, ConflictsPage]:
    """A window with its conflicts page shown."""
    own = own_desk(desk)
    make(own)
    window = desk_window(own)
    window.show()
    settle(own)
    QTest.qWait(400)
    settle(own)
    assert window.view is not None
    window.view.open_page("conflicts")
    settle(own)
    page = window.view.page("conflicts")
    assert page is not None
    return window, page


def one(kind: str, field: str = "") -> Callable[[Desk], QWidget]:
    """The conflict of this kind and field selected."""

    def scene(desk: Desk) -> QWidget:
        window, page = window_on(desk, written_apart)
        found = [
            each for each in page.listed
            if each.disputed.kind == kind and (not field or each.disputed.field.startswith(field))
        ]  # fmt: skip
        page.list.select({found[0].key})
        settle(page._desk)
        return window

    return scene


def several(desk: Desk) -> QWidget:
    window, page = window_on(desk, many)
    page.list.selectAll()
    settle(page._desk)
    return window


def grouped(desk: Desk) -> QWidget:
    window, page = window_on(desk, written_apart)
    page.by_field.setChecked(True)
    settle(page._desk)
    return window


def nothing(desk: Desk) -> QWidget:
    window, _page = window_on(desk, lambda _desk: None)
    return window


def another(desk: Desk) -> QWidget:
    _window, page = window_on(desk, written_apart)
    found = [each for each in page.listed if each.disputed.field == "summary"]
    page._write_another(found[0])
    settle(page._desk)
    assert page.dialog is not None
    return page.dialog


def settled(desk: Desk) -> QWidget:
    window, page = window_on(desk, many)
    page.detail.takes[0].click()
    settle(page._desk)
    return window


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "conflicts-text": one("values", "summary"),
    "conflicts-status": one("values", "status"),
    "conflicts-member": one("values", "targets"),
    "conflicts-moved": one("values", "parent"),
    "conflicts-merged-twice": one("values", "merged_into"),
    "conflicts-deleted": one("unseen_by_deleted"),
    "conflicts-part": one("part_lives"),
    "conflicts-merged": one("unseen_by_merge"),
    "conflicts-circle": one("circle"),
    "conflicts-several": several,
    "conflicts-grouped": grouped,
    "conflicts-settled": settled,
    "conflicts-another": another,
    "conflicts-none": nothing,
}
