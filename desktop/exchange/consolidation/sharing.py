"""Sharing the merge: a package for each partner, with what they lack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.packages import SUFFIX
from desktop.exchange.partners import Partner, count_unsent_edits, read_partners
from desktop.exchange.signed_packages import export_signed_package
from desktop.i18n import _
from desktop.system.files import is_folder
from desktop.system.safe_names import safe_name
from desktop.workspace import Workspace

DELTA, FULL, NOTHING = "delta", "full", "nothing"


@dataclass(frozen=True, slots=True)
class PartnerShare:
    """What a partner gets, or got."""

    partner: Partner
    what: str
    """DELTA: what they lack; FULL: everything, also where nothing is known of what they hold; NOTHING to be sent."""
    waiting: int  # edits
    path: Path | None = None
    changes: int = 0
    size: int = 0  # bytes


@dataclass(frozen=True, slots=True)
class ShareResult:
    """How it ended. `stopped`: the person cancelled; `error`: why it could not go on. What is written stays."""

    shares: tuple[PartnerShare, ...]
    stopped: bool = False
    error: UserFacingError | None = None


def plan_shares(
    workspace: Workspace, partners: Sequence[Partner] | None = None, *, full: bool = False
) -> list[PartnerShare]:
    """What each partner, or each of these, would get."""
    if partners is None:
        with workspace.reading() as conn:
            partners = read_partners(conn)
    found: list[PartnerShare] = []
    for partner, waiting in zip(partners, count_unsent_edits(workspace, partners), strict=True):
        what = FULL if full or not partner.seen else DELTA if waiting or partner.lacks else NOTHING
        found.append(PartnerShare(partner, what, waiting))
    return found


def write_shares(
    workspace: Workspace,
    folder: Path,
    shares: Sequence[PartnerShare],
    *,
    with_files: bool = True,
    progress: Callable[[int, int, str, int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ShareResult:
    """Write a package into `folder` for each partner that is to get one; none over a file that is there.

    `progress` hears the number of the partner, of how many, their name, and how far their package is. Each package appears
    whole or not at all; cancelled, or when it cannot go on, those that are written stay. Raises UserFacingError where
    the folder is not there.
    """
    if not is_folder(folder):
        raise UserFacingError(
            _("The folder {folder} was not found.").format(folder=folder), todo=_("Choose another folder.")
        )
    done: list[PartnerShare] = []
    for number, each in enumerate(shares, 1):
        if each.what == NOTHING:
            done.append(each)
            continue
        name = each.partner.name

        def part_progress(part: int, total: int, number: int = number, name: str = name) -> None:
            if progress is not None:
                progress(number, len(shares), name, part, total)

        try:
            part_progress(0, 0)
            if cancelled is not None and cancelled():
                raise Cancelled
            made = export_signed_package(
                workspace, free_name(folder, workspace.path.stem, name), partner=each.partner, full=each.what == FULL,
                with_files=with_files, progress=part_progress, cancelled=cancelled,
            )  # fmt: skip
        except Cancelled:
            return ShareResult((*done, *shares[number - 1 :]), stopped=True)
        except UserFacingError as error:
            return ShareResult((*done, *shares[number - 1 :]), error=error)
        done.append(replace(each, path=made.path, changes=made.manifest.changes, size=made.size))
    return ShareResult(tuple(done))


def free_name(folder: Path, desk: str, partner: str) -> Path:
    """A name of a package in a folder that no file has yet, with the partner's name and the day, fit for every system."""
    stem = _("{desk}, for {name}, {day}").format(desk=_shorten(desk, 40), name=_shorten(partner, 50), day=date.today())
    stem = safe_name(stem)
    taken = {each.name.casefold() for each in folder.iterdir()}
    name, number = f"{stem}{SUFFIX}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} {number}{SUFFIX}"
    return folder / name


def _shorten(text: str, most: int) -> str:
    """No more bytes than these, no letter cut."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore").strip()
