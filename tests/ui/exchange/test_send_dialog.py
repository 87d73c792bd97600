"""What goes out and what stays is said before a package is made, and holds in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel

from tests.exchange.packages.build_packages import content_of

MakePerson = Callable[[str], Any]


def words_in(path: Path) -> bytes:
    return b"".join(content_of(path).values())


def test_records_that_name_people_who_did_not_agree_are_left_out_while_it_is_ticked(person: MakePerson) -> None:
    amina = person("Amina")
    journal = amina.workspace.journal
    journal.create("person", {"name": "Zoraida Quispe", "consent": "none"})
    journal.create("activity", {"title": "Talk of Zoraida Quispe"})
    journal.create("activity", {"title": "Flood drills"})
    for ticked, name in ((True, "without.fdz"), (False, "with.fdz")):
        amina.window.operations.packages.send_everything()
        dialog = amina.sending()
        assert {"Goes out", "Stays on this desk"} <= {each.text() for each in dialog.findChildren(QLabel)}
        assert dialog.mentions.isVisible() and dialog.mentions.isChecked()
        if not ticked:
            dialog.mentions.click()
        assert ("Talk of Zoraida Quispe" in dialog.remaining.text()) == ticked
        words = words_in(amina.sent(dialog, name))
        assert b"Flood drills" in words and (b"Zoraida Quispe" in words) == (not ticked)


def test_records_without_a_title_are_warned_of(person: MakePerson) -> None:
    amina = person("Amina")
    journal = amina.workspace.journal
    journal.create("activity", {"title": "Flood drills"})
    for country in ("KE", "BO"):
        journal.create("activity", {"country": country})
    journal.delete([journal.create("visit", {"country": "KE"})])  # nobody sees it
    amina.window.operations.packages.send_everything()
    dialog = amina.sending()
    assert dialog.untitled.isVisible()
    assert dialog.untitled.text() == "⚠ Without a title: Activities: 2. Others will see “Untitled”."
    dialog.reject()
    for record in amina.workspace.records("activity", [id for id in _ids(amina.workspace)]):
        journal.edit(record.id, {"title": record.title if "title" in record.values else "Heat plans"})
    amina.window.operations.packages.send_everything()
    assert not amina.sending().untitled.isVisible()
    amina.sending().reject()


def _ids(workspace: Any) -> list[str]:
    with workspace.reading() as conn:
        return [str(row[0]) for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1")]
