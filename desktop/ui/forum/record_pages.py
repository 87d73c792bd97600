"""The pages beside the forms of topics and calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.i18n import N_, _
from desktop.ui.current_time import today
from desktop.ui.editor.context import PartPage, RecordContext, RecordPart
from desktop.ui.editor.parts_page import PartsPage

COMMENTS = N_("Comments")


def pages_beside() -> Mapping[str, Sequence[PartPage]]:
    """By record type."""
    return {"topic": (PartPage(COMMENTS, _comments),)}


def _comments(context: RecordContext) -> RecordPart:
    return PartsPage(
        context,
        "comment",
        columns=("text", "said_by"),
        defaults={"day": today().isoformat()},
        empty=_("No comment yet. Keep them short: what speaks for the topic, what it lacks, who could join."),
    )
