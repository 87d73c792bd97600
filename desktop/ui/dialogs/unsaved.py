"""Asked before a window closes over something that the disk refused."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.i18n import _


def give_up_unsaved(parent: QWidget | None) -> bool:
    """Does the person want to close without the last change?"""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(_("The last change could not be saved."))
    box.setInformativeText(_("Everything before it is saved. You can keep editing and copy your text."))
    cancel = box.addButton(_("&Keep editing"), QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton(_("&Close without saving it"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return box.clickedButton() is leave
