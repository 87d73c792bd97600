"""A desk moves to another computer, or is handed over to a successor, as one encrypted file."""

from desktop.exchange.moving.arriving import open_move
from desktop.exchange.moving.encrypted_file import SHORTEST_PASSPHRASE
from desktop.exchange.moving.move_file import SUFFIX, Move
from desktop.exchange.moving.other_computers import OtherComputer, other_computers
from desktop.exchange.moving.partner_notes import write_partner_notes
from desktop.exchange.moving.preparing import prepare_move, take_back

__all__ = [
    "SHORTEST_PASSPHRASE", "SUFFIX", "Move", "OtherComputer", "open_move", "other_computers", "prepare_move", "take_back",
    "write_partner_notes",
]  # fmt: skip
