"""Settling many conflicts at once, by one rule, as one action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.errors import UserFacingError
from desktop.workspace.conflicts.resolving import Disputed, both_sides, one_side, read_disputed, resolve
from desktop.workspace.records.record_description import Value
from desktop.workspace.workspace import Workspace

MINE, THEIRS, NEWEST, BOTH = "mine", "theirs", "newest", "both"
RULES = (MINE, THEIRS, NEWEST, BOTH)
FROM = "from:"
"""Begins the rule that takes what one person wrote: "from:José"."""
_MOST_PEOPLE = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to hold. `apart`: of two records merged into each other, both stay; `value` does not count then."""

    disputed: Disputed
    value: Value = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class BulkResolution:
    """What was done: the action that can be taken back ("" where nothing was written), and how many were settled."""

    group: str
    number: int
    gone: int  # settled by somebody else in the meantime, or changed since they were read


def by_rule(disputed: Disputed, rule: str) -> Decision | None:
    """What a rule says of one conflict; None where it says nothing, and a person has to decide.

    A circle of merges is never decided by a rule.
    """
    if disputed.kind == "circle":
        return None
    try:
        if rule == BOTH:
            return Decision(disputed, both_sides(disputed))
        if rule == NEWEST:
            return _newest(disputed)
        if rule.startswith(FROM):
            return _from(disputed, rule.removeprefix(FROM))
        return Decision(disputed, one_side(disputed, mine=rule == MINE))
    except UserFacingError:
        return None


def _newest(disputed: Disputed) -> Decision | None:
    if any(choice.stamp == (0, 0) for choice in disputed.choices):
        return None  # nobody wrote one of the sides: there is no newest
    return Decision(disputed, max(disputed.choices, key=lambda choice: choice.stamp).value)


def _from(disputed: Disputed, author: str) -> Decision | None:
    found = [choice.value for choice in disputed.choices if choice.author == author and not choice.mine]
    return Decision(disputed, found[0]) if len(found) == 1 else None


def rules_for(disputed: Sequence[Disputed]) -> list[str]:
    """The rules that settle at least one of these. People are named where several others stand against each other."""
    people = Counter(
        choice.author
        for each in disputed
        if sum(not choice.mine for choice in each.choices) > 1
        for choice in each.choices
        if choice.author and not choice.mine
    )
    rules = [*RULES, *(FROM + author for author, _number in people.most_common(_MOST_PEOPLE))]
    return [rule for rule in rules if any(by_rule(each, rule) is not None for each in disputed)]


def resolve_all(
    workspace: Workspace, decisions: Sequence[Decision], *, progress: Callable[[int, int], object] | None = None
) -> BulkResolution:
    """Write decisions as one action. What is not in conflict any more as it was read is passed over and counted.

    `progress` hears (done, in all); raising Cancelled there, it leaves all as it was. Raises UserFacingError where the
    file cannot be written.
    """
    journal = workspace.journal
    number = gone = 0
    with journal.group("bulk" if len(decisions) > 1 else "edit") as group:
        for done, each in enumerate(decisions):
            if progress is not None and done % 20 == 0:
                progress(done, len(decisions))
            if not _stands(workspace, each.disputed):
                gone += 1
                continue
            if each.apart:
                other = each.disputed.choices[0].value
                type = each.disputed.type
                journal.edit(each.disputed.id, {"merged_into": None}, type=type)
                journal.edit(str(other), {"merged_into": None}, type=type)
            else:
                resolve(journal, each.disputed, each.value)
            number += 1
    return BulkResolution(group.id if number else "", number, gone)


def _stands(workspace: Workspace, disputed: Disputed) -> bool:
    """Is this conflict still the one that the person saw?"""
    with workspace.reading() as conn:
        now = list(read_disputed(conn, disputed.id))
    return any(
        (each.type, each.field) == (disputed.type, disputed.field) and set(each.choices) == set(disputed.choices)
        for each in now
    )


def resolved_by(disputed: Iterable[Disputed], rule: str) -> list[Decision]:
    """What a rule says of each of many, those left out of which it says nothing."""
    return [decision for each in disputed if (decision := by_rule(each, rule)) is not None]
