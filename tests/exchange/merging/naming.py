"""Who said something leaves only where they agreed: the rule of FORMAT.md, section 6, worked out a second time."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.workspace import RECORD_TYPES
from tests.exchange.merging.replicas import Id, Seen, heads_of

NAMING = {
    (kind.name, field.name): field.agreed_by
    for kind in RECORD_TYPES.values()
    for field in kind.fields
    if field.agreed_by
}
"""(record type, field of a name) -> the field of the answer."""


def naming_unasked(changes: Iterable[Seen]) -> set[Id]:
    """The changes that stay where they are, so that nobody is named who did not agree."""
    known = {change.id: change for change in changes if not change.private}
    heads = heads_of(known.values())
    found: set[Id] = set()
    for (type, name), answer in NAMING.items():
        of_record: dict[str, list[Seen]] = {}
        for change in known.values():
            if change.type == type:
                of_record.setdefault(change.record, []).append(change)
        for record, those in of_record.items():
            naming = [change for change in those if name in change.values]
            answers = {known[id].values[answer] for id in heads.get((record, answer), ())}
            last = heads.get((record, name), frozenset())
            shown = {known[id].values[name] for id in last} - {None}
            words = {word for each in shown for word in str(each).casefold().split()}
            agreed = answers == {"yes"} and len(shown) < 2
            if not all(
                change.values[name] is None
                or (
                    agreed
                    and (
                        change.id in last
                        or set(str(change.values[name]).casefold().split()) <= words
                        or _agreed(those, change.id, name, answer)
                    )
                )
                for change in naming
            ):
                found.update(each.id for each in naming)
    return found


def _agreed(those: list[Seen], id: Id, name: str, answer: str) -> bool:
    """Had the one of this name agreed when another took its place, on the same desk?"""
    word: object = None
    for change in sorted((each for each in those if each.id[0] == id[0]), key=lambda each: each.id):
        if id in change.replaces.get(name, ()):
            return word == "yes"
        word = change.values.get(answer, word)
    return False
