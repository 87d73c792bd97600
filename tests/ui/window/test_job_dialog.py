"""A dialog whose button begins something long."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background
from desktop.ui.dialogs.job_dialog import JobDialog


def test_it_grows_with_what_is_said_in_it(qtbot: QtBot) -> None:
    background = Background()
    dialog = JobDialog("Send", background, "&Make", None)
    choice, said = QRadioButton("&Only what is missing there"), QLabel()
    said.setWordWrap(True)
    dialog.form.addWidget(choice)
    dialog.form.addWidget(said)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.resize(400, dialog.height())

    said.setText("317 changes of activities, tasks, notes and sessions. " * 8)

    qtbot.waitUntil(lambda: said.height() >= said.heightForWidth(said.width()))
    assert choice.height() >= choice.minimumSizeHint().height()
    assert dialog.width() == 400
    background.close()
