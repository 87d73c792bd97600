"""A visit as a template for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QWidget

from desktop.i18n import _

if TYPE_CHECKING:
    from desktop.ui.desk import Desk


def ask_and_save(desk: Desk, visit: str, parent: QWidget) -> None:
    """Ask for a name and save; a later new visit can begin with it, also on a desk that it is sent to."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(_("Save as a template"))
    dialog.setLabelText(
        _("Name of the template. It includes questions, programme and tasks, but no people, dates or notes:")
    )
    dialog.setOkButtonText(_("&Save"))

    def chosen(name: str) -> None:
        if not name.strip():
            return
        from desktop.visits import templates

        workspace = desk.workspace
        desk.writer.run(
            lambda: templates.save_template(workspace, visit, name.strip()),
            lambda _id: desk.show_message(_("“{name}” is among the templates now.").format(name=name.strip())),
        )

    dialog.textValueSelected.connect(chosen)
    dialog.open()
