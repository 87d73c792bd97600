"""The changes of an import in blocks of a few: written together, and one rewritten alone."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.workspace.changes.value_compression import MOST_IN_BLOCK, Stored, pack, pack_block, unpack_block
from desktop.workspace.storage.connections import Direct

_BYTES = 4_600
"""Of a block. SQLite leaves least room on its pages of 4,096 bytes where something is a little longer than one."""


def store_together(first: int, texts: Sequence[str]) -> tuple[list[Stored | int], list[tuple[int, bytes]]]:
    """What stands in `stored_change.data` for changes of these numbers from `first` on, and the blocks: (first, data)."""
    stored: list[Stored | int] = []
    blocks: list[tuple[int, bytes]] = []
    room = _BYTES / 0.25
    while part := _next(texts, len(stored), room):
        if len(part) == 1:
            stored.append(pack(part[0]))
            continue
        block = pack_block(part)
        room = _BYTES * sum(map(len, part)) / len(block)
        blocks.append((first + len(stored), block))
        stored += range(len(part))
    return stored, blocks


def _next(texts: Sequence[str], start: int, room: float) -> Sequence[str]:
    """The texts of the next block, of about so many characters."""
    end = start
    while end < len(texts) and end - start < MOST_IN_BLOCK and room > 0:
        room -= len(texts[end])
        end += 1
    return texts[start:end]


def rewrite_change(direct: Direct, no: int, data: Stored, replaces: str | None) -> None:
    """Have a change say something else, and nothing of what it said stay in its block."""
    place = direct.exec_driver_sql("SELECT data FROM stored_change WHERE no = ?", (no,)).scalar()
    if isinstance(place, int):
        block = direct.exec_driver_sql("SELECT data FROM change_block WHERE first = ?", (no - place,)).scalar()
        texts = unpack_block(block)
        texts[place] = ""
        direct.exec_driver_sql(
            "UPDATE change_block SET data = ? WHERE first = ?", (pack_block(texts), no - place)
        )  # fmt: skip
    direct.exec_driver_sql("UPDATE stored_change SET data = ?, replaces = ? WHERE no = ?", (data, replaces, no))
