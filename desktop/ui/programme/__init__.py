"""The programme of a visit: days beside each other, sessions drawn, moved, stretched and copied.

`ProgrammePage` lets one choose a visit; `ProgrammeEditor(desk, parent)` with `show_visit(id)` stands in any page.
"""

from desktop.ui.programme.editor import ProgrammeEditor
from desktop.ui.programme.page import ProgrammePage

__all__ = ["ProgrammeEditor", "ProgrammePage"]
