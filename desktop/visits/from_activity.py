"""A study visit that was written down as an activity: planned as a visit, with programme, tasks and documents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from desktop.catalogue.query.query import Query, parse
from desktop.catalogue.query.terms import Code
from desktop.catalogue.query.tokens import QueryError, Token, tokens
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.vocabularies.folding import key
from desktop.workspace import Value, member, split_member

if TYPE_CHECKING:
    from desktop.workspace import Workspace

VISIT_KIND = "field_visit"
"""The kind of activities that a study visit is stored as."""
_TEMPLATE = "study_visit"
_OVER = frozenset(("completed", "cancelled"))
_SAME = frozenset(
    (
        "title", "languages", "start", "end", "country", "municipality", "coordinates", "targets", "hazards", "essentials",
        "modules", "links", "attachments", "source", "source_id", "private_note",
    )
)  # fmt: skip
_ROLES = {"lead": "organiser", "host": "host", "funder": "funder"}


def is_visit_to_plan(values: Mapping[str, Value], today: date | None = None) -> bool:
    """Is an activity with these values a visit that is still to come, by its kind, or by its title while it has none?"""
    day = str(values.get("end") or values.get("start") or "")
    if values.get("status") in _OVER or (day and day < f"{today or date.today():%Y-%m-%d}"[: len(day)]):
        return False
    if kind := values.get("kind"):
        return kind == VISIT_KIND
    titles = [f" {key(str(value))} " for name, value in values.items() if split_member(name)[0] == "title" and value]
    return any(f" {words} " in title for title in titles for words in _visit_words())


def _visit_words() -> set[str]:
    approach = load("approaches")[_TEMPLATE]
    return {key(words) for words in (*approach.labels.values(), *approach.aliases)}


def visit_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """What a visit takes over from an activity with these values."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        head, rest = split_member(name)
        if head in _SAME:
            found[name] = value
        elif head == "summary":
            found[member("purpose", rest) if rest else "purpose"] = value
        elif head == "organisations":
            role, _colon, id = rest.partition(":")
            found[member("organisations", f"{_ROLES.get(role, 'partner')}:{id}")] = value
    return found


def plan_as_visit(workspace: Workspace, activity_id: str) -> str:
    """A visit from the template of study visits with what the activity says, and the activity in the bin: one action,
    undone as one. Returns the id of the visit.

    Raises UserFacingError where there is no such activity (any more).
    """
    from desktop.visits.templates import new_visit

    record = workspace.record(activity_id, "activity")
    if record is None or record.binned:
        raise UserFacingError(_("This activity is not here any more."))
    with workspace.journal.group("create"):
        visit = new_visit(workspace, _TEMPLATE, visit_values(record.values))
        workspace.journal.delete([activity_id], "activity")
    return visit


def visits_query(query: Query) -> Query | None:
    """What finds the visits where a query for activities asks for study visits, by their kind or in words; None where it
    does not, or asks for something that visits do not have.
    """
    kept = [token for token in tokens(query.text) if not _asks_for_visits(token)]
    rest = [query.text[token.start : token.end] for token in kept]
    if len(rest) == len(list(tokens(query.text))):
        words = _without_visit_words(rest)
        if words is None:
            return None
        rest = words
    try:
        return parse(" ".join(rest), "visit")
    except QueryError:
        return None


def _asks_for_visits(token: Token) -> bool:
    try:
        terms = parse(f"{token.head}:{','.join(piece.text for piece in token.pieces)}").terms if token.head else ()
    except QueryError:
        return False
    return any(term.field == "kind" and Code(VISIT_KIND) in term.values for term in terms) and not token.negated


def _without_visit_words(pieces: list[str]) -> list[str] | None:
    """The pieces without the words for a study visit that stand in them one after the other; None where none do."""
    kind = load("kinds")[VISIT_KIND]
    words = {_singular(each) for each in (*kind.labels.values(), *kind.aliases, *_visit_words())}
    for size in range(min(4, len(pieces)), 0, -1):
        for start in range(len(pieces) - size + 1):
            if _singular(" ".join(pieces[start : start + size])) in words:
                return pieces[:start] + pieces[start + size :]
    return None


def _singular(text: str) -> str:
    """The words of a text, folded, without the s of a plural in any of our languages."""
    return " ".join(word.removesuffix("s") for word in key(text).split())
