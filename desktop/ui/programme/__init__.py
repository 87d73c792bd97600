"""The programme of a visit: days beside each other, sessions drawn, moved, stretched and copied.

`ProgrammeEditor(desk, parent)` shows one with `show_visit(id)`: a page of its own, or `within` the view of a visit.
"""

from desktop.ui.programme.editor import ProgrammeEditor

__all__ = ["ProgrammeEditor"]
