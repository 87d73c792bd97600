"""Certificates given to the trainers of a training, as one action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.workspace import PARENT, Workspace


@dataclass(frozen=True)
class CertificateOptions:
    """What the certificates say. Days as the fields of dates have them; `until` is "" where they do not run out."""

    module: str = ""
    issued: str = ""
    until: str = ""
    name: str = ""


def give_certificates(
    workspace: Workspace, training_id: str, people: Sequence[str], wanted: CertificateOptions
) -> list[str]:
    """A certificate for each of these people; returns their ids. Raises UserFacingError where it would end before it begins."""
    if wanted.issued and wanted.until and wanted.until < wanted.issued[: len(wanted.until)]:
        raise UserFacingError(
            _("The certificate would run out before it is issued."), kept=_("No certificate was written."),
            todo=_("Change one of the two days."),
        )  # fmt: skip
    values = {
        "module": wanted.module, "issued": wanted.issued, "valid_until": wanted.until, "name": wanted.name.strip(),
    }  # fmt: skip
    given = {name: value for name, value in values.items() if value}
    with workspace.journal.group("edit", _("Certificates")) as group:
        return [
            workspace.journal.create("certificate", {PARENT: training_id, "person": person, **given}, group=group)
            for person in people
        ]
