"""The pages of needs, of offers and of the matching: what is seen, decided, taken back, and changed with live effect."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QTreeWidget
from pytestqt.qtbot import QtBot

from desktop.catalogue import list_of, parse
from desktop.matching.decisions import pair_id
from desktop.ui.desk import Desk
from desktop.ui.learning import LearningPage
from desktop.ui.needs import MatchingPage, NeedsPage
from desktop.ui.needs.list_specs import MATCHES
from desktop.ui.needs.matches_page import MatchesPage
from desktop.workspace import Value
from tests.ui.empty_desk import desk

__all__ = ["desk"]

PATIENCE_MS = 20_000


def _records(desk: Desk) -> tuple[str, str, str, str]:
    """Two needs and two offers: the first offer is the best for both."""
    create = desk.workspace.journal.create
    towns = [
        create("organisation", {"name": name, "languages/en": True}) for name in ("Kisumu", "Suva", "Accra", "Beira")
    ]
    both: dict[str, Value] = {"state": "open", "themes/drainage": True, "targets/SDG:11.5": "principal"}
    flood: dict[str, Value] = {"hazards/HIP:MH0606": True}
    first, second, best, other = (
        create(type, {"title": title, "organisation": town, **both, **more})
        for type, title, town, more in (
            ("need", "Who pays?", towns[0], {**flood, "level": "starting"}), ("need", "Who digs?", towns[1], flood),
            ("offer", "A levy", towns[2], {**flood, "level": "established"}), ("offer", "A crew", towns[3], {}),
        )
    )  # fmt: skip
    return first, second, best, other


def _lines(tree: QTreeWidget) -> list[list[str]]:
    tops = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [[top.text(column) for column in range(tree.columnCount())] for top in tops if top is not None]


def test_who_fits_is_seen_beside_a_need_declined_with_a_reason_accepted_and_taken_back(
    qtbot: QtBot, desk: Desk
) -> None:
    need, _second, best, other = _records(desk)
    said: list[tuple[str, object]] = []

    def hear(words: str, _action: str, then: object) -> None:
        said.append((words, then))

    desk.message.connect(hear)
    page = NeedsPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2, timeout=PATIENCE_MS)
    page.show_record(need)
    qtbot.waitUntil(lambda: page.side.editor.form() is not None, timeout=PATIENCE_MS)
    page.side.editor.pages.turn_to(MATCHES)
    part = page.side.editor.part(MATCHES)
    assert isinstance(part, MatchesPage)

    def tops() -> list[str]:
        return [words for words, *_more in _lines(part.tree)]

    qtbot.waitUntil(lambda: len(tops()) == 2, timeout=PATIENCE_MS)
    assert tops() == ["18 points · Accra · A levy", "11 points · Beira · A crew"]
    assert "  +4  Same hazard: Surface water flooding" in part.lines()
    state = desk.workspace.record
    part.enter()
    current = part.tree.currentItem()
    assert current is not None and current.text(0).startswith("18 points") and part.decline.isEnabled()
    part.decisions.decline((need, best), "")  # an empty reason is refused, and nothing is written
    with qtbot.waitSignal(desk.failed, timeout=PATIENCE_MS):
        pass
    part.decisions.decline((need, best), "Too far.")
    qtbot.waitUntil(lambda: tops() == ["11 points · Beira · A crew"], timeout=PATIENCE_MS)
    part.all.setChecked(True)
    qtbot.waitUntil(
        lambda: any("Not possible: Declined: Too far." in line for line in part.lines()), timeout=PATIENCE_MS
    )
    part.all.setChecked(False)
    qtbot.waitUntil(lambda: len(tops()) == 1 and part.accept.isEnabled(), timeout=PATIENCE_MS)
    QTest.keyClick(part.accept, Qt.Key.Key_Space)
    qtbot.waitUntil(part.open_visit.isVisible, timeout=PATIENCE_MS)
    pair = state(pair_id(need, other))
    assert pair is not None and pair.values["state"] == "accepted" and not part.accept.isEnabled()
    assert said[-1][0] == "1 match is a visit now."
    said[-1][1]()  # type: ignore[operator]
    qtbot.waitUntil(lambda: part.accept.isEnabled() and not part.open_visit.isVisible(), timeout=PATIENCE_MS)


def test_weights_have_a_live_effect_and_travel_with_a_matching(qtbot: QtBot, desk: Desk) -> None:
    page = MatchingPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.empty.isVisible, timeout=PATIENCE_MS)
    _first, _second, best, _other = _records(desk)
    qtbot.waitUntil(lambda: len(_lines(page.tree)) == 2, timeout=PATIENCE_MS)
    assert page.summary.text() == "2 needs find a host · 39 points"
    page.form.numbers["match_points"].setValue(6)
    qtbot.waitUntil(lambda: page.summary.text() == "2 needs find a host · 41 points", timeout=PATIENCE_MS)
    page.keep_as("Spring")
    qtbot.waitUntil(lambda: page.matchings.currentText() == "Spring", timeout=PATIENCE_MS)
    kept = desk.workspace.record(page.chosen, "matching")
    assert kept is not None and kept.values["match_points"] == 6 and kept.values["theme_points"] == 3
    page.form.numbers["points_at_least"].setValue(15)
    qtbot.waitUntil(lambda: "1 finds none" in page.summary.text(), timeout=PATIENCE_MS)
    qtbot.waitUntil(
        lambda: desk.workspace.record(kept.id, "matching").values["points_at_least"] == 15,  # type: ignore[union-attr]
        timeout=PATIENCE_MS,
    )
    rows = _lines(page.tree)
    assert [row[0] for row in rows] == ["18", "No host"] and rows[0][2] == "Accra · A levy"
    page.form.numbers["host_at_most"].setValue(0)
    qtbot.waitUntil(lambda: page.summary.text().startswith("0 needs find a host"), timeout=PATIENCE_MS)
    page.form.numbers["host_at_most"].setValue(-1)
    qtbot.waitUntil(lambda: page.summary.text().startswith("1 need finds a host"), timeout=PATIENCE_MS)
    assert page.form.numbers["host_at_most"].text() == "no limit"
    page.accept_all.trigger()
    qtbot.waitUntil(lambda: page.summary.text().startswith("0 needs find a host"), timeout=PATIENCE_MS)
    visits = desk.workspace.records("offer", [best])
    assert visits and desk.workspace.record(pair_id(_first, best), "pair").values["matching"] == kept.id  # type: ignore[union-attr]


def test_what_learners_asked_is_offered_as_a_need(qtbot: QtBot, desk: Desk) -> None:
    create = desk.workspace.journal.create
    course = create("activity", {"title": "MOOC", "kind": "mooc", "targets/SDG:11.5": "principal"})
    create("run", {"parent": course, "name": "2026", "learner_questions": "Who pays?\n\nAnd in May?"})
    page = LearningPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(page.need.isEnabled, timeout=PATIENCE_MS)
    page.need.trigger()
    dialog = page.findChild(QInputDialog)
    assert dialog is not None and dialog.comboBoxItems() == ["Who pays?", "And in May?"]
    dialog.setTextValue("And in May?")
    with qtbot.waitSignal(desk.message, timeout=PATIENCE_MS):
        dialog.accept()
    listing = list_of(desk.workspace, "need")
    (need,) = desk.workspace.records("need", listing.ids_of(listing.order(parse("target:SDG:11.5", "need")).ids))
    assert (need.title, need.values["activity"], need.values["state"]) == ("And in May?", course, "open")
