"""The programme of a visit: days beside each other, sessions drawn, moved, stretched and copied."""

from desktop.ui.programme.editor import ProgrammeEditor

__all__ = ["ProgrammeEditor"]
