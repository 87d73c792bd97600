"""The blocks of the overview, described once: which there are, in which order they stand, and which are ticked on this desk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.errors import UserFacingError
from desktop.i18n import N_

if TYPE_CHECKING:
    from desktop.ui.desk import Desk

WORK, GOALS, FIGURES, COVERAGE, MAP, CHARTS = "work", "goals", "figures", "coverage", "map", "charts"
BLOCKS: Mapping[str, str] = MappingProxyType({
    WORK: N_("What is due, waiting, in conflict and edited last"),
    GOALS: N_("Goals"),
    FIGURES: N_("Figures"),
    COVERAGE: N_("Coverage"),
    MAP: N_("Map"),
    CHARTS: N_("Charts"),
})  # fmt: skip
"""Label by name, marked with `N_`, in the order in which they stand at first."""
_AT_FIRST = (WORK, GOALS, FIGURES, COVERAGE, MAP)
"""Shown until somebody chose."""


class BlockSettings:
    """What a person chose for the overview of one desk on this computer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._key = f"overview {desk.workspace.meta('workspace')}"

    @property
    def shown(self) -> list[str]:
        """The blocks that are ticked, in their order."""
        try:
            found = json.loads(self.kept("blocks") or "null")
        except ValueError:
            found = None
        return [each for each in found if each in BLOCKS] if isinstance(found, list) else list(_AT_FIRST)

    def choose(self, names: list[str]) -> None:
        """Keep the blocks that are ticked, in this order."""
        self.keep("blocks", json.dumps(names))

    def kept(self, name: str) -> str:
        """What was kept; "" for nothing."""
        return self._desk.settings.layout(f"{self._key}.{name}")

    def keep(self, name: str, words: str) -> None:
        """Keep something; where that cannot be, say so and go on."""
        if words != self.kept(name):
            try:
                self._desk.settings.keep_layout({f"{self._key}.{name}": words})
            except UserFacingError as error:
                self._desk.show_error(error)
