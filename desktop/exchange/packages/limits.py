"""How big a package may be, and the errors of those that are not taken."""

from __future__ import annotations

from desktop.errors import UserFacingError
from desktop.i18n import _

MAX_FILE = 4_000_000_000  # bytes; a zip of the plain kind ends there
MAX_ENTRIES = 20_000
MAX_DIRECTORY = 4_000_000  # bytes of the zip's directory
MAX_MANIFEST = 8_000_000  # bytes
MAX_SIGNATURE = 8_192  # bytes
MAX_ATTACHMENT = 200 << 20  # as `desktop.workspace.attachments`
MAX_RATIO = 200  # unpacked to packed, for an entry of more than MAX_RATIO_FROM bytes
MAX_RATIO_FROM = 20_000_000
MAX_LINE = 16_000_000  # bytes of one change
MAX_TEXT = 4_000_000  # characters of one value
MAX_NAME = 4_000  # characters of a field's name; links stand in it
MAX_SHORT = 2_000  # characters of names of people and files
MAX_NUMBER = 2**53  # seqs, stamps: what every JSON reader holds exactly
MAX_INTERVALS = 200_000


def refusal(what: str, todo: str = "") -> UserFacingError:
    """The error of a package that is not taken in."""
    return UserFacingError(what, kept=_("Nothing was imported."), todo=todo)


def tampered(name: str) -> UserFacingError:
    """Some bytes are not those that its maker wrote."""
    return refusal(
        _("{name} was changed or damaged in transfer.").format(name=name), _("Ask the sender to send it again.")
    )


def not_a_package(name: str) -> UserFacingError:
    """Something else."""
    return refusal(_("{name} is not a package of Focal Desk, or its end is missing.").format(name=name),
                   _("Ask the sender to send it again."))  # fmt: skip


def malformed(name: str, what: str) -> UserFacingError:
    """Made by a program that does not keep to the format; `what` is a technical word or two, not translated."""
    return refusal(
        _("{name} does not follow the package format ({what}).").format(name=name, what=what),
        _("Ask the sender to create it again with Focal Desk."),
    )


def too_big(name: str) -> UserFacingError:
    """More than this program will unpack."""
    return refusal(
        _("{name} would unpack to more than a package may hold.").format(name=name),
        _("Ask its sender to leave the files out, or to send a part."),
    )
