"""What could stand where the cursor is: names of fields, then their values with labels, organisations from the file."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.query.code_query_text import written_code
from desktop.catalogue.query.describing import field_label
from desktop.catalogue.query.fields import SearchField, Sense, find_field, flags, search_fields
from desktop.catalogue.query.tokens import Token, quote, tokens
from desktop.catalogue.reached import VISIT
from desktop.catalogue.read_connection import reading
from desktop.catalogue.record_names import find_names
from desktop.catalogue.word_matching import search_words
from desktop.i18n import _
from desktop.vocabularies import Term, fold, load
from desktop.workspace import RECORD_TYPES, Workspace

MOST = 12
_YEARED = (Sense.YEAR, Sense.DATE, Sense.PERIOD)
_SILENT = ("6m", "1y", "2y")
_WITHIN = ("7d", "30d", "90d")


@dataclass(frozen=True, slots=True)
class Completion:
    """Put `insert` in the place of `start` to `end` of the text; `label` and `detail` are shown for it."""

    insert: str
    label: str
    detail: str
    start: int
    end: int


def complete(text: str, cursor: int, workspace: Workspace, kind: str = "activity") -> list[Completion]:
    """What can be written at the cursor (counted in characters), best first, a dozen at most."""
    token = next((each for each in tokens(text) if each.start < cursor <= each.end), None)
    if token is None:
        return [_field(each, cursor, cursor) for each in search_fields(kind).values()][:MOST]
    field = find_field(token.head, kind) if token.head else None
    if field is None or cursor < token.body:
        return _fields(text, token, cursor, kind)
    start, end, typed = _piece(text, token, cursor)
    return [
        Completion(insert, label, detail, start, end)
        for insert, label, detail in _values(field, typed, workspace)[:MOST]
    ]


def _piece(text: str, token: Token, cursor: int) -> tuple[int, int, str]:
    """The value at the cursor: where it stands, and what of it stands before the cursor."""
    for piece in token.pieces:
        if piece.start <= cursor <= piece.end:
            typed = text[piece.start + piece.quoted : cursor].rstrip('"”»')
            return piece.start, piece.end, typed
    return cursor, cursor, ""


def _fields(text: str, token: Token, cursor: int, kind: str) -> list[Completion]:
    if not token.head and token.pieces[0].quoted:
        return []
    typed = fold(text[token.head_start : cursor])
    end = token.body if token.head else token.end
    found = [
        each
        for each in search_fields(kind).values()
        if each.name.startswith(typed) or any(word.startswith(typed) for word in fold(field_label(each)).split())
    ]
    found.sort(key=lambda each: not each.name.startswith(typed))
    return [_field(each, token.head_start, end) for each in found[:MOST]]


def _field(field: SearchField, start: int, end: int) -> Completion:
    return Completion(f"{field.name}:", field_label(field), f"{field.name}:", start, end)


def _values(field: SearchField, typed: str, workspace: Workspace) -> list[tuple[str, str, str]]:
    match field.sense:
        case Sense.CHOICE | Sense.CODES | Sense.REACHED | Sense.FIRST_BY | Sense.TRAINER | Sense.CERTIFIED:
            visit = (
                [(VISIT, _("Visit"), "")] if field.sense is Sense.FIRST_BY and _begins(typed, VISIT, _("Visit")) else []
            )
            return visit + [(written_code(field, term.code), term.label(), term.code) for term in _terms(field, typed)]
        case Sense.IS:
            words = [(name, _(label), "") for name, label in flags(field.kind).items()]
            return [each for each in words if _begins(typed, each[0], each[1])]
        case Sense.HAS:
            fields = [each for each in search_fields(field.kind).values() if each.field and not each.role]
            return [
                (each.name, field_label(each), "") for each in fields if _begins(typed, each.name, field_label(each))
            ]
        case Sense.LINKED | Sense.RECORD | Sense.SECTION if search_words(typed):
            return [
                (quote(each.name), each.name, each.more) for each in find_names(workspace, field.target, typed, MOST)
            ]
        case Sense.DUE | Sense.CERTIFICATE_UNTIL:
            return [(f"<{within}", f"<{within}", "") for within in _WITHIN if f"<{within}".startswith(typed)]
        case Sense.SILENT:
            return [(each, each, "") for each in _SILENT if each.startswith(typed)]
        case sense if sense in _YEARED and "start" in RECORD_TYPES[field.kind].by_name:
            return [(year, year, "") for year in _years(workspace, field.kind) if year.startswith(typed)]
        case _:
            return []


def _begins(typed: str, *words: str) -> bool:
    return any(fold(word).startswith(fold(typed)) for word in words)


def _terms(field: SearchField, typed: str) -> list[Term]:
    found = load(field.vocabulary).search(typed)[:MOST]
    if field.vocabulary == "countries" and typed:
        found += load("regions").search(typed)[:3]
    return found


def _years(workspace: Workspace, kind: str) -> list[str]:
    with reading(workspace) as conn:
        rows = conn.execute(
            f"WITH RECURSIVE y(year) AS (SELECT max(year) FROM {kind} WHERE listed = 1 UNION ALL"
            f" SELECT (SELECT max(year) FROM {kind} WHERE listed = 1 AND year < y.year) FROM y WHERE y.year IS NOT NULL)"
            " SELECT year FROM y WHERE year IS NOT NULL LIMIT 60"
        )
        return [str(row[0]) for row in rows]
