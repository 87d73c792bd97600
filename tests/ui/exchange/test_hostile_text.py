"""Words that look like HTML are shown as they stand, wherever a record, a person or a file of another desk is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QTableView, QTreeView, QWidget

from desktop.exchange.signed_packages import export_signed_package
from desktop.ui.tooltips import plain_tip
from desktop.workspace import RECORD_TYPES, Workspace
from desktop.workspace.changes.shared_change import read_shared
from desktop.workspace.records.kinds.field import Storage
from tests.ui.exchange.conftest import MakePerson

EVIL = "<b>EVIL</b><img src='file:///etc/passwd'>"


def test_a_tip_shows_signs_as_they_stand() -> None:
    assert plain_tip("Flood drills & more") == "Flood drills & more"
    assert "<b>" not in plain_tip("<b>x</b>") and "&lt;b&gt;" in plain_tip("<b>x</b>")


def _harmful(text: str) -> bool:
    return "EVIL" in text and GuiQt.mightBeRichText(text) and "<b>EVIL" in text


def _tips(view: QAbstractItemView) -> list[str]:
    found: list[str] = []

    def walk(model: QAbstractItemModel, parent: QModelIndex, depth: int) -> None:
        for row in range(min(model.rowCount(parent), 20)):
            for column in range(min(model.columnCount(parent), 12) if isinstance(view, QTreeView | QTableView) else 1):
                index = model.index(row, column, parent)
                found.append(str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))
                if column == 0 and depth < 4:
                    walk(model, index, depth + 1)

    if view.model() is not None:
        walk(view.model(), QModelIndex() if not isinstance(view, QTreeView) else view.rootIndex(), 0)
    return found


def harmed() -> list[str]:
    """Where hostile words would be read as HTML, of all that is on the screen or ready to be."""
    found: list[str] = []
    for each in QApplication.allWidgets():
        place = f"{type(each.parent()).__name__} > {type(each).__name__} {each.objectName()}"
        if isinstance(each, QLabel) and _harmful(each.text()) and each.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"label in {place}: {each.text()[:60]}")
        if isinstance(each, QMessageBox) and _harmful(each.text()) and each.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"box {place}")
        if isinstance(each, QWidget) and _harmful(each.toolTip()):
            found.append(f"tip of {place}: {each.toolTip()[:60]}")
        if isinstance(each, QAbstractItemView):
            found += [f"tip in {place}: {tip[:60]}" for tip in _tips(each) if _harmful(tip)]
    return found


def _wicked(folder: Path, known: list[object]) -> Path:
    """A package of a desk where everything is named so."""
    eve = Workspace.create(folder / "eve.focal", home=folder / "home of eve")
    eve.journal.set_author(EVIL)
    eve.journal.receive(known)  # type: ignore[arg-type]
    with eve.reading() as conn:
        first = str(conn.exec_driver_sql("SELECT id FROM activity").scalar())
    eve.journal.edit(first, {"title": f"{EVIL} theirs", "summary": f"{EVIL} theirs", "country": EVIL})
    ids: dict[str, str] = {}
    for kind in RECORD_TYPES.values():
        values: dict[str, object] = {}
        for field in kind.fields:
            if field.private or field.rules.storage is Storage.WHOLE:
                continue
            if field.name == "parent":
                values["parent"] = first if kind.part_of == "activity" else ids.get(kind.part_of)
            elif field.target and not field.is_set:
                values[field.name] = ids.get(field.target)
            elif field.is_set:
                key = f"{EVIL}:{ids[field.target]}" if field.target and field.target in ids else EVIL.replace("/", "")
                if field.kind.value != "files":
                    values[f"{field.name}/{key}"] = True if field.kind.value == "linked" else EVIL
            else:
                values[field.name] = EVIL
        if "consent" in kind.by_name:
            values["consent"] = "public"
        ids[kind.name] = eve.journal.create(
            kind.name, {name: value for name, value in values.items() if value is not None}
        )  # type: ignore[misc]
    path = folder / "<b>EVIL <img src=x>.fdz"
    export_signed_package(eve, path, full=True)
    eve.close()
    return path


def test_nothing_from_outside_is_read_as_html(person: MakePerson, tmp_path: Path) -> None:
    bo = person("Bo")
    id = bo.workspace.journal.create("activity", {"title": "Flood drills"})
    with bo.workspace.reading() as conn:
        known = list(read_shared(conn))
    bo.workspace.journal.edit(id, {"title": f"{EVIL} mine", "summary": f"{EVIL} mine", "country": "FR"})
    path = _wicked(tmp_path, [*known])

    seen: list[str] = []

    def look() -> None:
        bo.rest()
        seen.extend(harmed())

    dialog = bo.taking(path)
    look()
    bo.press(dialog)
    look()
    bo.close(dialog)
    look()
    window = bo.window
    assert window.view is not None and window.desk is not None
    with bo.workspace.reading() as conn:
        records = {kind: [row[0] for row in conn.exec_driver_sql(f"SELECT id FROM {kind}")] for kind in RECORD_TYPES}
    pages: list[Callable[[], object]] = [
        window.menus.pages[name].trigger for name in ("activities", "visits", "conflicts", "exchange")
    ]
    for page in pages:
        page()
        look()
    window.menus.pages["activities"].trigger()
    for kind in ("activity", "run", "organisation", "person", "visit"):
        for each in records[kind]:
            window.view.activities.show_record(each)
            look()
    print(*sorted(set(seen)), sep="\n")
    assert not seen
