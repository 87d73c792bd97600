"""The page of evidence: on a target with much, on a place with little, on a country with nothing, on an empty desk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.evidence import EvidencePage
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_activities import RAIL, calm


def _shown(desk: Desk, kind: str, code: str) -> EvidencePage:
    made = EvidencePage(desk)
    made.resize(1280 - RAIL, 720 - 52)
    made.show_subject(kind, code)
    made.show()
    calm(desk)
    made.enter()
    return made


def of_target(desk: Desk) -> QWidget:
    return _shown(desk, "target", "SDG:11.5")


def whole(desk: Desk) -> QWidget:
    """The whole text, as one sees it by scrolling."""
    made = _shown(desk, "place", "CO:Medellín")
    made.resize(1280 - RAIL, 2600)
    calm(desk)
    return made


def of_country_with_nothing(desk: Desk) -> QWidget:
    return _shown(desk, "place", "TV")


def one_activity(desk: Desk) -> QWidget:
    desk = own_desk(desk)
    desk.workspace.journal.create("activity", {"title": "Flood drills", "start": "2026-03", "country": "KE",
                                               "targets/SDG:11.5": "principal", "status": "completed"})  # fmt: skip
    return _shown(desk, "target", "SDG:11.5")


def empty(desk: Desk) -> QWidget:
    return _shown(own_desk(desk), "organisation", "")


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "evidence": of_target,
    "evidence-whole": whole,
    "evidence-nothing": of_country_with_nothing,
    "evidence-one": one_activity,
    "evidence-empty": empty,
}
