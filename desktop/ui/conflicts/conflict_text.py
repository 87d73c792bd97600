"""A conflict in words: what it is about, what happened, who wrote what and when."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.i18n import _, pgettext
from desktop.ui.widgets.time_text import moment
from desktop.ui.widgets.value_text import member_text, value_text
from desktop.workspace import RECORD_TYPES, Field, Value, split_member
from desktop.workspace.conflicts.bulk_resolution import BOTH, FROM, MINE, THEIRS
from desktop.workspace.conflicts.resolving import Choice, Disputed


def is_set(disputed: Disputed) -> bool:
    """Is it about one member of a set: there or not?"""
    field = field_of(disputed)
    return field is not None and field.is_set


def field_of(disputed: Disputed) -> Field | None:
    """The description of the field; None for a mark of the record as a whole, and for fields of a newer version."""
    return RECORD_TYPES[disputed.type].field_of(disputed.field)


def field_words(type: str, name: str, names: Mapping[str, str]) -> str:
    """What a field is called; of a set also the member: "Targets: SDG 11.5 Reduce…"."""
    if name == "deleted":
        return _("The whole record")
    if name == "merged_into":
        return _("Merging of duplicates")
    field = RECORD_TYPES[type].field_of(name)
    key = split_member(name)[1]
    if field is None:
        return name
    if field.is_set:
        return _("{field}: {member}").format(field=_(field.label), member=member_text(field, key, names))
    return f"{_(field.label)} ({key})" if key else _(field.label)


def group_words(disputed: Disputed) -> str:
    """What a field is called without its member: under this the list groups, and a rule holds for all of it."""
    if disputed.field in ("deleted", "merged_into"):
        return kind_words(disputed)
    field = field_of(disputed)
    return _(field.label) if field is not None else disputed.field


def kind_words(disputed: Disputed) -> str:
    """What happened, in a few words."""
    match disputed.kind:
        case "unseen_by_deleted":
            return _("Edited on one desk, deleted on another")
        case "part_lives":
            return _("Deleted on one desk, a part of it edited on another")
        case "unseen_by_merge":
            return _("Edited on one desk, merged on another")
        case "circle":
            return _("Two records merged in opposite directions")
        case _:
            return _of_values(disputed)


def _of_values(disputed: Disputed) -> str:
    some_none = any(choice.value is None for choice in disputed.choices)
    if disputed.field == "deleted":
        return _("Deleted on one desk, restored on another")
    if disputed.field == "merged_into":
        if some_none:
            return _("Merged on one desk, kept apart on another")
        return _("Merged into different records")
    if is_set(disputed) and some_none:
        return _("Kept on one desk, removed on another")
    if disputed.field == "parent":
        return _("Moved to different places")
    return _("Written differently")


def explanation(disputed: Disputed) -> str:
    """What it means and what is to be decided, in a sentence or two."""
    match disputed.kind:
        case "unseen_by_deleted":
            return _("Whoever deleted it had not seen the later edits. It is kept until you decide.")
        case "part_lives":
            return _("Whoever deleted it did not know that a part of it is still in use. It is kept until you decide.")
        case "unseen_by_merge":
            return _("Whoever merged it had not seen the later edits. The edits are kept in its history.")
        case "circle":
            return _("Two desks merged these duplicates in opposite directions. Which record should be kept?")
        case _:
            pass
    if disputed.field == "deleted":
        return _("It is kept until you decide.")
    if disputed.field == "merged_into":
        return _("Which record should these duplicates be merged into?")
    if is_set(disputed):
        return _("Until you decide, it stays.") if _one_side_removed(disputed) else _("Only one value can be kept.")
    return _("Only one value can be kept. The others stay in the history of the record.")


def _one_side_removed(disputed: Disputed) -> bool:
    return any(choice.value is None for choice in disputed.choices)


def value_words(disputed: Disputed, value: Value, names: Mapping[str, str]) -> str:
    """One of the values, whole."""
    if disputed.field == "deleted":
        return pgettext("a record", "Deleted") if value else _("Kept, with the edits")
    if disputed.field == "merged_into":
        if value is None:
            return _("Kept as a separate record")
        return _("Merged into “{other}”").format(other=names.get(str(value)) or _("a record that is not here yet"))
    field = field_of(disputed)
    if field is None:
        return _("Empty") if value is None else str(value)
    return value_text(field, disputed.field, value, names)


def who(choice: Choice) -> str:
    """Whose side it is."""
    if choice.mine:
        return _("Yours")
    return choice.author or _("Another desk")


def author(choice: Choice) -> str:
    """Who wrote it, on the side that is this desk's too."""
    return choice.author or _("Unknown person")


def when(choice: Choice) -> str:
    """Day and time of writing, by the clock of whoever wrote; "" where nobody wrote it."""
    if not choice.time:
        return ""
    return moment(choice.time)


def from_whom(disputed: Disputed) -> str:
    """The others who wrote, in the list: "José, Awa"."""
    others = dict.fromkeys(
        author(each) if each.time else _("Another desk") for each in disputed.choices if not each.mine
    )
    return ", ".join(others) or _("This desk")


def newest(disputed: Disputed) -> str:
    """When the last of them was written."""
    return when(max(disputed.choices, key=lambda choice: choice.time))


def rule_text(rule: str, number: int, total: int) -> str:
    """What the rule would do: "Take theirs (38 of 40)"."""
    if rule == MINE:
        words = _("Keep &mine")
    elif rule == THEIRS:
        words = _("Keep &theirs")
    elif rule == BOTH:
        words = _("Keep &both: join the texts and keep what either side added")
    elif rule.startswith(FROM):
        words = _("Keep what {name} wrote").format(name=rule.removeprefix(FROM).replace("&", "&&"))
    else:
        words = _("Keep the &latest")
    if number == total:
        return words
    return _("{rule} ({number} of {total})").format(rule=words, number=number, total=total)
