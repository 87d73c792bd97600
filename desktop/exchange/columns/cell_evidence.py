"""What a column holds, told by its cells where its heading says nothing: countries, targets, coordinates, dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from desktop.exchange.cells.codes import find_code
from desktop.exchange.cells.lists import split_codes
from desktop.exchange.cells.texts import says_nothing
from desktop.exchange.columns.heading_folding import fold_heading
from desktop.values.coordinates import parse_coordinates
from desktop.values.dates import parse_period

_LEAST_CELLS = 3
_LONGEST_CELL = 100
_SHARE = 0.9
_OF_OTHERS = re.compile(
    r"\b(donor|funder|funding|bailleur|donante|doador|financ\w+|org\w*|agency|partner|partenaire|socio|parceiro|nationalit\w+"
    r"|nacionalidad\w*|birth|naissance|nacimiento|origin\w*|head|hq|siege|sede|contact\w*|author|auteur|autor)\b"
)
_NOT_OF_ACTIVITY = re.compile(
    r"\b(report\w*|updat\w*|modif\w*|creat\w*|enter\w*|entry|saisie|registro|birth|naissance|nacimiento|submi\w+|today|sign\w*"
    r"|due|deadline|approv\w*|paid|payment|invoice|rapport\w*|mise a jour|actualiza\w*|last|next|visit\w*|verif\w*|check\w*"
    r"|informe|envoi|envio|cree|creation|published|publication)\b"
)
_TARGET = re.compile(
    r"(sdg|ods|odd|goal|target|meta|cible|objeti[fv]o|objectif)s?\W*\d|\b\d{1,2}\.[a-c]\b", re.IGNORECASE
)
_WRITTEN_DATE = re.compile(r"\D*\d+[^\d]+\d")
_SHORTEST_DATE = 6


def fields_by_cells(
    headings: Sequence[str], rows: Sequence[Sequence[str]], unknown: Sequence[int], read: frozenset[str]
) -> dict[str, str]:
    """{heading: field} for columns of unknown heading, each field once, and none of those that are `read` already."""
    found: dict[str, str] = {}
    for field, (holds, not_under) in _EVIDENCE.items():
        if field in read:
            continue
        columns = [
            at
            for at in unknown
            if not not_under.search(fold_heading(headings[at]))
            and headings[at] not in found
            and _all_hold([row[at] for row in rows], holds)
        ]
        if len(columns) == 1:
            found[headings[columns[0]]] = field
    return found


def _all_hold(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    filled = [cell.strip() for cell in cells if not says_nothing(cell)]
    if len(filled) < _LEAST_CELLS:
        return False
    return sum(1 for cell in filled if len(cell) <= _LONGEST_CELL and holds(cell)) >= len(filled) * _SHARE


def are_points(cells: Sequence[str]) -> bool:
    """Do filled cells hold points, and nothing else?"""
    filled = [cell for cell in cells if not says_nothing(cell)]
    return bool(filled) and all(_are_coordinates(cell) for cell in filled)


def _is_country(cell: str) -> bool:
    return not cell.isdigit() and find_code("countries", cell) is not None


def _is_target(cell: str) -> bool:
    if not _TARGET.search(cell):
        return False
    found = split_codes(cell, lambda part: find_code("targets", part))
    return bool(found.codes) and not found.unknown


def _are_coordinates(cell: str) -> bool:
    return "." in cell and bool(parse_coordinates(cell))


def _is_date(cell: str) -> bool:
    return (
        len(cell) >= _SHORTEST_DATE and bool(_WRITTEN_DATE.match(cell)) and parse_period(cell, order="dmy") is not None
    )


def _is_status(cell: str) -> bool:
    return not cell.isdigit() and find_code("statuses", cell) is not None


_EVIDENCE: Mapping[str, tuple[Callable[[str], bool], re.Pattern[str]]] = {
    "coordinates": (_are_coordinates, _OF_OTHERS),
    "country": (_is_country, _OF_OTHERS),
    "targets": (_is_target, _OF_OTHERS),
    "start": (_is_date, _NOT_OF_ACTIVITY),
    "status": (_is_status, _OF_OTHERS),
}
"""Field -> what its cells are like, and headings under which they mean something else. A field is guessed only where one
column alone fits.
"""
