"""The overview: with something in every part, quiet, and empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QWidget

from desktop.exchange.packages import export_package, import_package
from desktop.exchange.signed_packages import export_signed_package, import_package_file
from desktop.ui.desk import Desk
from desktop.ui.overview.page import OverviewPage
from desktop.workspace import Workspace
from desktop.workspace.changes.deferred import MergeSelection
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import RAIL, calm
from tests.ui.visits import example_visits


def shown(desk: Desk) -> OverviewPage:
    made = OverviewPage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show()
    calm(desk)
    made.enter()
    return made


def full(desk: Desk) -> QWidget:
    desk = own_desk(desk)
    here, folder = desk.workspace, Path(mkdtemp(dir=desk.workspace.path.parent))
    example_visits.write(here, date.today())
    year_ago = (date.today() - timedelta(days=372)).isoformat()
    visit = here.journal.create("visit", {"title": "Cyclone shelters of Beira", "stage": "following_up",
                                          "start": year_ago, "end": year_ago})  # fmt: skip
    here.journal.create("follow_up", {"parent": visit, "after_months": 12, "side": "both", "answered_by": "José"})
    there = Workspace.create(folder / "there.focal", home=folder / "home")
    there.journal.set_author("José Benítez")
    export_package(here, folder / "1.fdz")
    import_package(there, folder / "1.fdz")
    for journal, title in ((here.journal, "How Quito reads its slopes today"), (there.journal, "Quito’s slopes")):
        journal.edit(example_visits.record_id_from("visit 2"), {"title": title})
    aside = there.journal.create("activity", {"title": "Radio drills on the river"})
    export_signed_package(there, folder / "2.fdz", full=True)
    there.close()
    import_package_file(here, folder / "2.fdz", accept_new=True, selection=MergeSelection(without=frozenset([aside])))
    return shown(desk)


def quiet(desk: Desk) -> QWidget:
    return shown(desk)


def empty(desk: Desk) -> QWidget:
    return shown(own_desk(desk))


def tall(desk: Desk) -> QWidget:
    """All blocks below each other, as one sees them by scrolling."""
    made = shown(desk)
    made.resize(1280 - RAIL, 1840)
    calm(desk)
    return made


def one_activity(desk: Desk) -> QWidget:
    desk = own_desk(desk)
    desk.workspace.journal.create("activity", {"title": "Flood drills", "start": "2026-03", "country": "KE",
                                               "targets/SDG:11.5": "principal", "participants_total": 40})  # fmt: skip
    return tall(desk)


def charts(desk: Desk) -> QWidget:
    """The block of charts alone, by goal."""
    made = shown(desk)
    made.choose_blocks(["charts"])
    calm(desk)
    return made


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "overview-charts": charts,
    "overview": full,
    "overview-quiet": quiet,
    "overview-blocks": tall,
    "overview-one": one_activity,
    "overview-empty": empty,
}
