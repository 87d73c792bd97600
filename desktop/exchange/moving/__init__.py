"""A desk moves to another computer, or is handed over to a successor, as one encrypted file."""

from desktop.exchange.moving.arriving import open_move
from desktop.exchange.moving.encrypted_file import SHORTEST_PASSPHRASE
from desktop.exchange.moving.move_file import SUFFIX, Move
from desktop.exchange.moving.other_computers import OtherComputer, other_computers
from desktop.exchange.moving.partner_notes import write_partner_notes
from desktop.exchange.moving.preparing import cancel_move, prepare_move

__all__ = [
    "SHORTEST_PASSPHRASE",
    "SUFFIX",
    "Move",
    "OtherComputer",
    "cancel_move",
    "open_move",
    "other_computers",
    "prepare_move",
    "write_partner_notes",
]  # fmt: skip
