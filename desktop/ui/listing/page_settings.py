"""How a person left the page: the width of its parts, the facets that were open. Kept in the settings."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QSplitter

from desktop.errors import UserFacingError
from desktop.ui.listing.facet_panel import FacetPanel
from desktop.ui.settings import Settings

PARTS, FACETS_SHOWN, FACETS_OPEN = "parts", "facets", "open facets"


class PageSettings(QObject):
    """Puts the page back as it was, then keeps what a person changes."""

    def __init__(
        self,
        key: str,
        settings: Settings,
        parts: QSplitter,
        facets: FacetPanel,
        show_error: Callable[[BaseException], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._settings = settings
        self._parts = parts
        self._facets = facets
        self._show_error = show_error
        self._put_back()
        parts.splitterMoved.connect(lambda *_place: self.keep_parts())
        facets.folded.connect(self._keep_folded)

    @property
    def facets_shown(self) -> bool:
        """Were the facets shown?"""
        return self.kept(FACETS_SHOWN) != "hidden"

    def kept(self, name: str) -> str:
        """What was kept; "" for nothing."""
        return self._settings.layout(f"{self._key}.{name}")

    def keep(self, name: str, words: str) -> None:
        """Keep something; where that cannot be, say so and go on."""
        if words == self.kept(name):
            return
        try:
            self._settings.keep_layout({f"{self._key}.{name}": words})
        except UserFacingError as error:
            self._show_error(error)

    def keep_parts(self) -> None:
        """Keep how wide the parts are."""
        self.keep(PARTS, base64.b64encode(self._parts.saveState().data()).decode("ascii"))

    def keep_facets_shown(self, shown: bool) -> None:
        """Keep whether there are facets."""
        self.keep(FACETS_SHOWN, "" if shown else "hidden")

    def _keep_folded(self) -> None:
        self.keep(FACETS_OPEN, json.dumps(self._facets.open_groups))

    def _put_back(self) -> None:
        kept = self.kept(PARTS)
        if kept:
            self._parts.restoreState(QByteArray.fromBase64(QByteArray(kept.encode("ascii", "replace"))))
        try:
            found = json.loads(self.kept(FACETS_OPEN) or "null")
        except ValueError:
            found = None
        if isinstance(found, list):
            self._facets.open_only(str(each) for each in found)
