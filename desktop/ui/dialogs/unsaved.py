"""Asked before a window closes over something that the disk refused."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.i18n import _


def give_up_unsaved(parent: QWidget | None) -> bool:
    """Does the person want to close without the last change?"""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(_("The last change could not be saved."))
    box.setInformativeText(_("Everything before it is in the file. You can stay, and copy what you wrote."))
    cancel = box.addButton(_("&Stay"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(_("&Close without it"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is leave
