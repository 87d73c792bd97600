"""Where a column of a table may go: every field of an activity, with role, half or language where it has such."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.exchange import ColumnMapping, ColumnUse
from desktop.i18n import LANGUAGES, _
from desktop.ui.widgets.displayed_codes import term, terms
from desktop.workspace import RECORD_TYPES, Field, FieldKind
from desktop.workspace.records.kinds.field import ReferenceIn

_ACTIVITY = RECORD_TYPES["activity"]


@dataclass(frozen=True)
class Target:
    """One place for a column. No field: kept as source data, on this desk alone where `private`; `left_out`: not even that."""

    label: str
    section: str = ""
    field: str = ""
    role: str = ""
    part: str = ""
    language: str = ""
    left_out: bool = False
    private: bool = False

    def use(self, column: str, before: ColumnUse | None) -> ColumnUse:
        """How a column is read that goes here; what was settled about its cells before is kept."""
        use = ColumnUse(column=column, field=self.field, role=self.role, part=self.part, language=self.language)
        if before is not None and before.field == self.field:
            return replace(use, date_order=before.date_order, separator=before.separator, year=before.year)
        return use


def kept() -> Target:
    """Kept with the record as source data."""
    return Target(_("No field: keep in the source data"))


def kept_here() -> Target:
    """Kept with the record as source data that never leaves."""
    return Target(_("Keep on this desk only"), private=True)


def left_out() -> Target:
    """Not read, not kept."""
    return Target(_("Do not import"), left_out=True)


def targets() -> list[Target]:
    """All of them, in the order of the form."""
    found = [kept(), kept_here(), left_out()]
    for section in _ACTIVITY.sections:
        for field in _ACTIVITY.fields:
            if field.section == section.key and field.rules.in_tables:
                found += _of_field(field, _(section.label))
    return found


def target_of(column: str, mapping: ColumnMapping, known: list[Target]) -> Target:
    """Where a column goes now; one that the list does not have is made up."""
    use = mapping.use_of(column)
    if column in mapping.left_out:
        return left_out()
    if use is None:
        return kept_here() if column in mapping.private else kept()
    for each in known:
        if (each.field, each.role, each.part, each.language) == (use.field, use.role, use.part, use.language):
            return each
    field = _ACTIVITY.by_name[use.field]
    part = _("where chosen") if use.part == "chosen" else use.part
    more = ", ".join(each for each in (use.role, part, use.language) if each)
    return Target(_pair(_(field.label), more), "", use.field, use.role, use.part, use.language)


def _of_field(field: Field, section: str) -> list[Target]:
    label = field.heading
    if field.rules.reference_in is ReferenceIn.MEMBER:
        found: list[Target] = []
        for role in terms(field.vocabulary):
            words = _pair(label, role.label)
            found.append(Target(words, section, field.name, role=role.code))
            found.append(
                Target(_("{field}, identifier").format(field=words), section, field.name, role=role.code, part="id")
            )
        return found
    found = [Target(label, section, field.name)]
    if field.kind is FieldKind.COORDINATES:
        found.append(Target(_pair(label, _("latitude")), section, field.name, part="latitude"))
        found.append(Target(_pair(label, _("longitude")), section, field.name, part="longitude"))
    if field.translated:
        for language in LANGUAGES:
            words = _pair(label, term("languages", language).label)
            found.append(Target(words, section, field.name, language=language))
    return found


def _pair(field: str, more: str) -> str:
    return _("{field}: {more}").format(field=field, more=more) if more else field
