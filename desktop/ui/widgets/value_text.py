"""A value of a field as the window shows it whole, outside of its own widget: in a conflict, in a choice."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import _
from desktop.ui.widgets.displayed_codes import member_label
from desktop.workspace import Field, Value, split_member


def value_text(field: Field, name: str, value: Value, names: Mapping[str, str]) -> str:
    """A value of a field, whole. `name`: its name in the journal, with the member of a set. `names`: of records by id."""
    key = split_member(name)[1]
    if field.is_set:
        member = member_text(field, key, names)
        if value is None:
            return _("Removed: {member}").format(member=member)
        weight = field.format(value, names)
        return _("{member} ({weight})").format(member=member, weight=weight) if weight and weight != key else member
    if value is None:
        return _("Empty")
    return field.format(value, _with_missing(field, "", value, names, _("A record that is not here yet")))


def member_text(field: Field, key: str, names: Mapping[str, str]) -> str:
    """A member of a set for people."""
    return member_label(field, key, _with_missing(field, key, None, names, _("a record that is not here yet")))


def _with_missing(field: Field, key: str, value: Value, names: Mapping[str, str], words: str) -> Mapping[str, str]:
    """The names with what to call a record that has not come."""
    id = field.points_to(key, value)
    return names if not id or names.get(id) else {id: words}
