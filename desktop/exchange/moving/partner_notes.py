"""A note for each partner when a desk is handed over: who works with it now, and whether its key is a new one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.exchange.moving.move_file import Move
from desktop.i18n import _
from desktop.system.errors import writing_error
from desktop.system.files import write_whole
from desktop.system.safe_names import safe_name


def write_partner_notes(folder: Path, move: Move, partners: Sequence[str]) -> list[Path]:
    """Write a text for each of these partners, to be sent along with the next package or by e-mail; returns the files.

    They hold the two names and the day alone. Raises UserFacingError.
    """
    key = (
        _(
            "The desk has a new key, which the old one introduces in the next package: compare its verification code by phone."
        )
        if move.new_key
        else _("The key of the desk stays the same: you need not confirm anything again.")
    )
    written: list[Path] = []
    for name in partners:
        words = [
            _("To {partner}").format(partner=name),
            _("From {day} on, {successor} works with the desk of {author}.").format(
                day=move.made[:10], successor=move.successor, author=move.author or "…"
            ),
            key,
            _("What {author} wrote stays under that name.").format(author=move.author or "…"),
        ]
        path = folder / f"{safe_name(name)}.txt"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(path, ("\n\n".join(words) + "\n").encode())
        except OSError as error:
            raise writing_error(error, path) from error
        written.append(path)
    return written
