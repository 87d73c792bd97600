"""Edits of this desk where the next edition of a source says something else: shown beside it, for a person to choose."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.exchange.importing.import_plan import ImportPlan
from desktop.i18n import _
from desktop.workspace import ACTIVITY, Value, split_member

_LONGEST = 60


@dataclass(frozen=True)
class OwnEdit:
    """One field of one activity, in words and as it is stored. `replaced`: the value of the list is used."""

    id: str
    field: str
    title: str
    line: int
    label: str
    before: str
    own: str
    new: str
    before_value: Value
    own_value: Value
    new_value: Value
    replaced: bool

    @property
    def key(self) -> str:
        """Names the field on the command line."""
        return f"{self.id}:{self.field}"


def own_edits_of(plan: ImportPlan) -> list[OwnEdit]:
    """Those of the changes that a plan shows."""
    return [
        OwnEdit(
            id=change.id, field=each.field, title=change.title, line=change.line, label=_label(each.field),
            before=_text(each.field, each.before), own=_text(each.field, each.old), new=_text(each.field, each.new),
            before_value=each.before, own_value=each.old, new_value=each.new,
            replaced=(change.id, each.field) in plan.file_values,
        )
        for change in plan.changes
        for each in change.fields
        if each.own
    ]  # fmt: skip


def _label(name: str) -> str:
    head, key = split_member(name)
    label = _(ACTIVITY.by_name[head].label)
    return f"{label} ({key})" if key else label


def _text(name: str, value: Value) -> str:
    if value is None:
        return _("empty")
    text = " ".join(ACTIVITY.by_name[split_member(name)[0]].format(value, {}).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
