"""The sides of a conflict, each with what taking it would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.i18n import _
from desktop.ui.conflicts import conflict_text
from desktop.ui.conflicts.conflict_data import ConflictRow
from desktop.ui.widgets.differences import Run, differences
from desktop.workspace.conflicts.bulk_resolution import Decision
from desktop.workspace.conflicts.resolving import Choice, Disputed


@dataclass(frozen=True)
class Side:
    """One of the things that could hold. `runs`: its words, marked where they differ."""

    heading: str
    by: str  # author and time
    runs: tuple[Run, ...]
    take: str  # words of the button
    decision: Decision
    shown: bool = False  # what everybody sees until it is settled
    dangerous: bool = False

    @property
    def words(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs)


def sides_of(listed: ConflictRow) -> list[Side]:
    """Mine first, then the others, the one shown now last."""
    disputed = listed.disputed
    if disputed.kind == "circle":
        return _of_circle(listed)
    choices = sorted(disputed.choices, key=lambda choice: not choice.mine)
    texts = [_body(listed, choice) for choice in choices]
    shown = _shown(disputed)
    return [
        Side(
            conflict_text.who(choice), _by(choice), tuple(runs), _take(disputed, choice, place, listed.names),
            Decision(disputed, choice.value), shown=choice is shown,
            dangerous=disputed.field == "deleted" and bool(choice.value),
        )
        for place, (choice, runs) in enumerate(zip(choices, _marked(disputed, texts), strict=True))
    ]  # fmt: skip


def _shown(disputed: Disputed) -> Choice | None:
    """The one that holds until it is settled: a record that is deleted and edited is there."""
    if disputed.field == "deleted":
        return next((each for each in disputed.choices if not each.value), None)
    if disputed.kind == "unseen_by_merge":
        return next((each for each in disputed.choices if each.value), None)
    return disputed.choices[-1]


def _by(choice: Choice) -> str:
    moment = conflict_text.when(choice)
    if not moment:
        return ""
    return _("{who}, {when}").format(who=conflict_text.author(choice), when=moment)


def _body(listed: ConflictRow, choice: Choice) -> str:
    disputed = listed.disputed
    if disputed.field in ("deleted", "merged_into") and choice.value is None:
        lines = [_("{field}: {member}").format(field=field, member=value) for field, value in listed.edited]
        words = "\n".join((*lines, *listed.parts))
        return words or conflict_text.value_words(disputed, None, listed.names)
    return conflict_text.value_words(disputed, choice.value, listed.names)


def _marked(disputed: Disputed, texts: Sequence[str]) -> list[list[Run]]:
    field = conflict_text.field_of(disputed)
    empty = any(choice.value is None for choice in disputed.choices)
    if field is None or field.is_set or not field.rules.joint or empty or len(texts) < 2:
        return [[Run(text, False)] for text in texts]
    return [differences(text, texts[1] if place == 0 else texts[0]) for place, text in enumerate(texts)]


def _take(disputed: Disputed, choice: Choice, place: int, names: Mapping[str, str]) -> str:
    if disputed.field == "deleted":
        return _("&Delete anyway") if choice.value else _("&Keep it")
    if disputed.field == "merged_into":
        if choice.value is None:
            return _("Keep as a &separate record")
        if disputed.kind == "unseen_by_merge":
            return _("&Merge anyway")
        return _("Merge into this (&{number})").format(number=place + 1)
    if conflict_text.is_set(disputed) and any(each.value is None for each in disputed.choices):
        return _("&Remove it") if choice.value is None else _("&Keep it")
    if len(disputed.choices) == 2 and {each.mine for each in disputed.choices} == {True, False}:
        return _("Keep &mine") if choice.mine else _("Keep &theirs")
    return _("Keep this (&{number})").format(number=place + 1)


def _of_circle(listed: ConflictRow) -> list[Side]:
    disputed = listed.disputed
    merge = disputed.choices[0]
    other = listed.names.get(str(merge.value)) or _("a record that is not here yet")
    both = _("“{one}” and “{other}” were merged into each other.")
    words = both.format(one=disputed.title, other=other)
    return [
        Side(
            _("Keep this one"), "", (Run(disputed.title, False),), _("Keep this one (&1)"),
            Decision(disputed, None), shown=True,
        ),
        Side(_("Keep the other one"), "", (Run(other, False),), _("Keep that one (&2)"), Decision(disputed, merge.value)),
        Side(
            _("Not duplicates"), "", (Run(words, False),), _("Keep both as se&parate records"),
            Decision(disputed, apart=True),
        ),
    ]  # fmt: skip


def base_words(listed: ConflictRow) -> tuple[str, str]:
    """What all started from: heading and words; ("", "") where there is no such thing."""
    disputed = listed.disputed
    if disputed.kind != "values" or disputed.field in ("deleted", "merged_into"):
        return "", ""
    heading = (
        _("Original value (before both edits)")
        if len(disputed.choices) == 2
        else _("Original value (before all edits)")
    )
    if disputed.base is None:
        return heading, _("Not present") if conflict_text.is_set(disputed) else _("Empty")
    return heading, conflict_text.value_words(disputed, disputed.base, listed.names)
