"""What IATI asks of whoever publishes, and a desk does not know: given once, then kept with the file."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import cast

from desktop.errors import UserFacingError
from desktop.i18n import N_, _
from desktop.workspace import Workspace

_META = "iati_publisher"
_IDENTIFIER = re.compile(r"[^\s/&|?]+\Z")
ORGANISATION_TYPES = {
    "11": N_("Local government"), "10": N_("Government"), "15": N_("Other public body"), "21": N_("International NGO"),
    "22": N_("National NGO"), "23": N_("Regional NGO"), "24": N_("Partner-country NGO"), "30": N_("Public-private partnership"),
    "40": N_("Multilateral organisation"), "60": N_("Foundation"), "70": N_("Private sector"),
    "80": N_("Academic, training or research"), "90": N_("Other"),
}  # fmt: skip
"""Codes of IATI's list OrganisationType, the likeliest first."""
SECTORS = {
    "43060": N_("Disaster risk reduction"), "43030": N_("Urban development and management"),
    "15112": N_("Decentralisation and support to local government"), "43081": N_("Multisector education and training"),
    "41010": N_("Environmental policy and administration"), "99810": N_("Sector not specified"),
}  # fmt: skip
"""Codes of the purpose codes of OECD DAC that activities without a sector may have."""


@dataclass(frozen=True)
class Publisher:
    """Who reports: the identifier that IATI knows, its type, and the sector of activities that have none of their own."""

    identifier: str = ""
    type: str = "11"
    sector: str = "43060"

    def check(self) -> None:
        """Raises UserFacingError, one sentence, where IATI would refuse this."""
        if not self.identifier:
            raise _refused(_("IATI asks for the identifier of the organisation that publishes."))
        if not _IDENTIFIER.match(self.identifier):
            raise _refused(
                _("“{identifier}” is no identifier for IATI: it may not hold spaces or any of / & | ?").format(
                    identifier=self.identifier
                )
            )
        if self.type not in ORGANISATION_TYPES:
            raise _refused(_("“{code}” is no type of organisation of IATI.").format(code=self.type))
        if not re.fullmatch(r"\d{5}", self.sector):
            raise _refused(_("“{code}” is no sector: five digits of OECD DAC, such as 43060.").format(code=self.sector))


def publisher(workspace: Workspace) -> Publisher:
    """Who publishes, as it was said last; empty before that."""
    try:
        kept: object = json.loads(workspace.meta(_META) or "{}")
    except ValueError:
        kept = {}
    if not isinstance(kept, dict):
        return Publisher()
    said = cast("dict[str, object]", kept)
    return Publisher(**{name: str(said[name]) for name in asdict(Publisher()) if name in said})


def keep_publisher(workspace: Workspace, given: Publisher) -> None:
    """Keep it with this file, on this desk. Raises UserFacingError as `Publisher.check` does."""
    given.check()
    if given != publisher(workspace):
        workspace.set_meta(_META, json.dumps(asdict(given)))


def _refused(sentence: str) -> UserFacingError:
    return UserFacingError(
        sentence,
        kept=_("No file was written."),
        todo=_("It is given where your organisation is registered with IATI, such as XM-DAC-12345; say it once."),
    )
