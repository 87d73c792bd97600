"""What stays for the sake of people: the rules of FORMAT.md, section 6, worked out a second time."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.workspace import RECORD_TYPES
from tests.exchange.merging.replicas import AGREED, ASKED, Id, Seen, heads_of, held_back

NAMING = {
    (kind.name, field.name): field.agreed_by
    for kind in RECORD_TYPES.values()
    for field in kind.fields
    if field.agreed_by
}
"""(record type, field of a name) -> the field of the answer."""


def staying(changes: Iterable[Seen]) -> set[Id]:
    """The changes that stay where they are: of people who did not agree, from before they agreed, or naming somebody."""
    known = {change.id: change for change in changes if not change.private}
    away = held_back(known.values())
    people: dict[str, list[Seen]] = {}
    for change in known.values():
        if change.type in ASKED:
            people.setdefault(change.record, []).append(change)
    found = naming_unasked(known.values())
    for record, those in people.items():
        if record in away:
            found |= {change.id for change in those} - _taken_back(those)
            continue
        for said in those:
            if said.values.get("consent") in AGREED and len(said.values) > 1:
                found |= {change.id for change in those if _stands_for(said, change)}
    return found


def _stands_for(said: Seen, change: Seen) -> bool:
    return bool(change.values) and all(
        {change.id, *change.replaces.get(name, ())} <= said.replaces.get(name, frozenset()) for name in change.values
    )


def _taken_back(those: list[Seen]) -> set[Id]:
    """The consent alone, from a first yes on, where it was taken back."""
    here = {change.id for change in those}
    after: set[Id] = set()
    while True:
        more = {
            change.id
            for change in those
            if "consent" in change.values
            and (
                change.values["consent"] in AGREED
                or any(id in after or id not in here for id in change.replaces.get("consent", ()))
            )
        }
        if more == after:
            break
        after = more
    alone = {change.id: change.values["consent"] for change in those if change.id in after and len(change.values) == 1}
    return set(alone) if any(value not in AGREED for value in alone.values()) else set()


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
