"""How what is done in a table of parts gets into the file: typing by the saver, the rest as one action each."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.ui.editor.context import RecordContext
from desktop.ui.editor.part_order import POSITION
from desktop.ui.editor.parts_table import PartsTable


def save_through(table: PartsTable, context: RecordContext) -> None:
    """Write what is edited in this table."""
    saver, desk, type = context.saver, context.desk, table.kind.name
    table.edited.connect(lambda id, name, values: saver.take(id, type, name, values))
    table.unread.connect(saver.take_unread)
    table.left.connect(saver.end_session)
    if context.workspace.read_only:
        return
    workspace = context.workspace

    def reorder(places: Mapping[str, int]) -> None:
        with workspace.journal.group("edit"):
            for id, place in places.items():
                workspace.journal.edit(id, {POSITION: place}, type=type)

    table.removed.connect(lambda id: desk.act(lambda: workspace.journal.delete([id], type)))
    table.reordered.connect(lambda places: desk.act(lambda: reorder(places)))
    table.ticked.connect(lambda id, values: desk.act(lambda: workspace.journal.edit(id, values, type=type)))
