"""Said before something is shared: the key with which it is signed cannot be kept."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop.ui.notice_bar import NoticeBar
from desktop.workspace import Workspace


def add_key_warning(form: QVBoxLayout, workspace: Workspace) -> None:
    """Add a line to a dialog, where the key of this desk is one for this opening alone."""
    if (why := workspace.temporary_key) is not None:
        form.addWidget(NoticeBar("warning", str(why), grave=True))
