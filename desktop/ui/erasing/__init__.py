"""Dialogs in which a person has values go for good."""

from desktop.ui.erasing.person_dialog import ForgetDialog
from desktop.ui.erasing.values_dialog import EraseDialog

__all__ = ["EraseDialog", "ForgetDialog"]
