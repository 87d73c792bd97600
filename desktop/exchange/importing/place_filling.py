"""Country and coordinates of a row from the name of its place, where the row says which place is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.i18n import _, ngettext
from desktop.vocabularies.gazetteer import Located, locate
from desktop.workspace import Value

FILLED = ("country", "coordinates")
_REGION = frozenset(
    (
        "region", "province", "state", "department", "district", "county", "governorate", "prefecture", "adm1", "admin1",
        "admin 1", "adm1 name", "admin1 name", "region name", "province name", "departement", "etat", "gouvernorat",
        "departamento", "provincia", "estado", "comunidad autonoma", "gobernacion",
    )
)  # fmt: skip
"""Headings of a column that says in which part of the country a place is."""
_SHOWN = 3
_MOST_LISTED = 200


@dataclass
class PlacesFilled:
    """What was filled in from names of places, and what was not, as it is not said which place is meant."""

    coordinates: int = 0
    countries: int = 0
    found: dict[str, str] = field(default_factory=dict[str, str])
    """What rows say -> the place that it is."""
    several: Counter[str] = field(default_factory=Counter[str])
    """Places that it may be, in words -> how many rows."""

    def note(self, text: str, values: dict[str, Value], located: Located) -> None:
        """One activity whose place says `text`, with what was filled in of it."""
        if located.place is not None and values:
            self.coordinates += "coordinates" in values
            self.countries += "country" in values
            if len(self.found) < _MOST_LISTED:
                name, where = located.place.name, located.place.where()
                self.found.setdefault(text, where if where.startswith(f"{name}, ") else f"{name}, {where}")
        elif located.several:
            words = _several_words(text, located)
            if len(self.several) < _MOST_LISTED or words in self.several:
                self.several[words] += 1

    def sentences(self) -> list[str]:
        """The same in words; none where there is nothing to say."""
        said: list[str] = []
        if self.coordinates or self.countries:
            words = ngettext(
                "Filled in by the names of places: coordinates of {count} activity",
                "Filled in by the names of places: coordinates of {count} activities",
                self.coordinates,
            ).format(count=self.coordinates)
            if self.countries:
                words += ngettext(", the country of {count}", ", the countries of {count}", self.countries).format(
                    count=self.countries
                )
            said.append(f"{words} ({_some(self.found.values())}).")
        if self.several:
            said.append(
                _("Not filled in, as the row does not say which is meant: {places}.").format(places=_some(self.several))
            )
        return said


class PlaceFiller:
    """Fills the rows of one file. Where the mapping says so, or a desk exported the file, it fills nothing."""

    def __init__(self, headings: Sequence[str], mapping: ColumnMapping, *, own_export: bool) -> None:
        self._on = not mapping.no_places and not own_export and bool(mapping.of_field("municipality"))
        used = {use.column for use in mapping.uses}
        self._region = [
            at for at, heading in enumerate(headings) if heading not in used and fold_heading(heading) in _REGION
        ]
        self._located: dict[tuple[str, str, str], Located] = {}

    def fill(self, values: dict[str, Value], cells: Sequence[str]) -> tuple[dict[str, Value], Located]:
        """What a row lacks of country and coordinates, and what its place may be."""
        text = str(values.get("municipality") or "")
        if not self._on or not text or all(values.get(name) for name in FILLED):
            return {}, Located()
        region = next((cells[at].strip() for at in self._region if cells[at].strip()), "")
        asked = text, str(values.get("country") or ""), region
        if (located := self._located.get(asked)) is None:
            located = self._located[asked] = locate(text, country=asked[1], region=region)
        if (place := located.place) is None:
            return {}, located
        whole: dict[str, Value] = {"country": place.country, "coordinates": place.coordinates}
        return {name: value for name, value in whole.items() if not values.get(name)}, located


def _several_words(text: str, located: Located) -> str:
    where = _some(place.where() for place in located.several)
    return _("{name} ({places})").format(name=text, places=where)


def _some(texts: Iterable[str]) -> str:
    shown = list(texts)
    return "; ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")
