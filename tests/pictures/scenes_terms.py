"""Own terms: the lists that a network adds to, one term, and a merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop.catalogue import own_terms
from desktop.errors import UserFacingError
from desktop.ui.terms import OwnTermsDialog
from desktop.ui.terms.merge_dialog import MergeTermDialog
from desktop.ui.terms.term_dialog import TermDialog
from tests.pictures.own_desk import own_desk
from tests.pictures.scenes_editor import full_record, settle

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


def _filled(desk: Desk) -> None:
    workspace = desk.workspace
    camp = own_terms.add_term(workspace, "kinds", "Hill camp", {"fr": "Camp de colline", "es": "Campamento de ladera"})
    own_terms.add_term(workspace, "hazards", "Peat slide", {"fr": "Glissement de tourbière"}, broader="HIP:GH")
    old = own_terms.add_term(workspace, "hazards", "Bog burst")
    own_terms.set_retired(workspace, old, retired=True)
    workspace.journal.create("activity", {"title": "A week on the slope", "kind": f"own:{camp}"})


def listed(desk: Desk) -> QWidget:
    """What was added to each list."""
    _filled(desk)
    made = OwnTermsDialog(desk)
    made.show()
    QTest.qWait(200)
    settle(desk)
    return made


def empty(desk: Desk) -> QWidget:
    """Nothing was added yet."""
    made = OwnTermsDialog(desk)
    made.show()
    settle(desk)
    return made


def one(desk: Desk) -> QDialog:
    """A term with its place in a tree, and a name that there is already."""
    _filled(desk)
    made = TermDialog("hazards", own_terms.find_term(desk.workspace, "Peat slide"))
    made.show()
    made.show_problem(UserFacingError("There is already “Flood”.", todo="Use that one, or choose another name."))
    return made


def merging(desk: Desk) -> QDialog:
    """Which term takes the place of another."""
    _filled(desk)
    made = MergeTermDialog(own_terms.find_term(desk.workspace, "Hill camp"))
    made.show()
    return made


def in_form(desk: Desk) -> QWidget:
    """A record that has an own term."""
    from tests.pictures.scenes_editor import _showing  # pyright: ignore[reportPrivateUsage]

    _filled(desk)
    id = full_record(desk)
    hill = own_terms.find_term(desk.workspace, "Hill camp").code
    desk.workspace.journal.edit(
        id, {"kind": hill, f"hazards/{own_terms.find_term(desk.workspace, 'Peat slide').code}": True}
    )
    return _showing(desk, id)


def _on_own_desk(scene: Callable[[Desk], QWidget]) -> Callable[[Desk], QWidget]:
    return lambda desk: scene(own_desk(desk))


SCENES: dict[str, Callable[[Desk], QWidget]] = {
    "terms-listed": _on_own_desk(listed),
    "terms-empty": _on_own_desk(empty),
    "terms-one": _on_own_desk(one),
    "terms-merging": _on_own_desk(merging),
    "terms-in-form": _on_own_desk(in_form),
}
