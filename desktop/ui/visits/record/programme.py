"""The programme of a visit, among its pages."""

from __future__ import annotations

from desktop.ui.editor.parts_page import PartsPage
from desktop.ui.editor.space import Space
from desktop.words import _


class ProgrammePart(PartsPage):
    """The sessions as a table."""

    def __init__(self, space: Space) -> None:
        super().__init__(
            space,
            "session",
            columns=("title", "at", "minutes", "kind", "place", "questions"),
            empty=_("No session yet."),
        )
