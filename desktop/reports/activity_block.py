"""One activity as it stands in a report: title, when and where, targets, people reached, results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.i18n import _, current_language, ngettext, pgettext
from desktop.reports import styles
from desktop.reports.field_rows import field_rows
from desktop.reports.formatting import format_percent, join_names
from desktop.reports.labelled_rows import LABEL_WIDTH, LabelledRow, draw_labelled_rows
from desktop.reports.layout import Flow, height_of
from desktop.reports.record_values import number_of, text_of
from desktop.reports.styles import Style
from desktop.reports.target_chips import CHIP_ROW_HEIGHT, draw_target_chips, target_chip_rows
from desktop.reports.text import wrap
from desktop.values.dates import format_period
from desktop.values.numbers import format_number
from desktop.vocabularies import load
from desktop.workspace import Field, Record, RecordType

_DOT = " · "
_DRAWN = frozenset(
    ("title", "kind", "status", "summary", "start", "end", "country", "municipality", "organisations", "targets",
     "participants_total", "participants_women", "participants_men", "participants_other", "local_governments", "source",
     "source_id", "licence")
)  # fmt: skip
"""Fields with a place of their own in the block."""
_FIRST = ("audience", "results", "lessons", "replicability", "hazards", "essentials", "modules", "methods")
_BEFORE_RUNS = "audience"
_RUN_COUNTS = ("enrolled", "active", "completed", "certified")


@dataclass(frozen=True)
class ActivityContext:
    """What an activity's record does not hold itself."""

    organisations: Mapping[str, str]
    """Names by id."""
    runs: Sequence[Record] = ()
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of the records that other fields point to, as far as they may leave; by id."""


def title_of(record: Record) -> str:
    """The title in the language spoken now where there is one."""
    return " ".join((text_of(record, f"title/{current_language()}") or record.title).split())


def draw_activity(flow: Flow, record: Record, around: ActivityContext, key: str) -> None:
    """Write one activity, on as many pages as it takes; `key` names its place for bookmarks."""
    sheet, fonts = flow.sheet, flow.document.fonts
    title = wrap(fonts, title_of(record), styles.TITLE, sheet.text_width)
    meta = wrap(fonts, _meta(record), styles.META, sheet.text_width)
    targets = target_chip_rows(record, fonts, sheet.text_width)
    said = text_of(record, f"summary/{current_language()}") or text_of(record, "summary")
    summary = wrap(fonts, said, styles.BODY, sheet.text_width) if " ".join(said.split()) != title_of(record) else []
    flow.add_space(11)
    # A title is not left behind by what it is the title of.
    begun = height_of(title) + height_of(meta) + CHIP_ROW_HEIGHT * len(targets)
    flow.ensure_height(min(begun + (height_of(summary[:3]) + 8 if summary else 46), sheet.text_height))
    flow.document.mark_place(key, flow.page, flow.y + 8)
    if not flow.is_empty:
        flow.page.horizontal_line(sheet.left, flow.y + 4, sheet.text_width, styles.FAINT, 0.5)
    flow.add_space(3)
    flow.draw_lines(title, sheet.left, sheet.text_width, role="H3")
    flow.draw_lines(meta, sheet.left, sheet.text_width)
    draw_target_chips(flow, targets)
    if summary:
        flow.add_space(2)
        flow.draw_lines(summary, sheet.left, sheet.text_width)
    width = sheet.text_width - LABEL_WIDTH

    def row(label: str, words: str, style: Style = styles.ROW) -> LabelledRow:
        return LabelledRow(label, wrap(fonts, words, style, width) if words else [])

    rows = [row(_("Organisations"), _organisations(record, around)), row(_("People reached"), _people_reached(record))]
    for each in _in_order(record.kind):
        rows += field_rows(each, record, around.names, fonts, width)
        if each.name == _BEFORE_RUNS:
            rows.append(row(_("Course runs"), "\n".join(_course_run(run) for run in around.runs)))
    if source := _source(record):
        label = _(record.kind.by_name["source"].label)
        rows.append(LabelledRow(label, wrap(fonts, source, styles.META, width), small=True))
    draw_labelled_rows(flow, rows)


def _in_order(record_type: RecordType) -> list[Field]:
    """The fields that have rows of their own: first those that a reader looks for, addresses last."""
    those = [each for each in record_type.fields if each.printed and not each.private and each.name not in _DRAWN]
    places = {name: place for place, name in enumerate(_FIRST)}
    return sorted(those, key=lambda each: (each.rules.keys_are_typed, places.get(each.name, len(places))))


def _meta(record: Record) -> str:
    country, place = text_of(record, "country"), text_of(record, "municipality")
    where = [place] if place else []
    where += [load("countries").label(country)] if country else []
    said = [
        load("kinds").label(text_of(record, "kind")) if text_of(record, "kind") else "",
        load("statuses").label(text_of(record, "status")) if text_of(record, "status") else "",
        format_period(text_of(record, "start"), text_of(record, "end")),
        join_names(where),
    ]
    return _DOT.join(each for each in said if each) or _("Kind, date and place not given")


def _organisations(record: Record, around: ActivityContext) -> str:
    by_role: dict[str, list[str]] = {}
    for key in record.members("organisations"):
        role, _colon, id = key.partition(":")
        by_role.setdefault(role, []).append(around.organisations.get(id) or _("Untitled"))
    roles = load("organisation_roles")
    known = [term.code for term in roles]
    # Who leads, pays and carries out at once stands in one line.
    lines: dict[frozenset[str], tuple[list[str], list[str]]] = {}
    for role in sorted(by_role, key=lambda role: (known.index(role) if role in known else len(known), role)):
        names = list(dict.fromkeys(by_role[role]))
        labels, _names = lines.setdefault(frozenset(names), ([], names))
        label = roles.label(role)
        labels.append(label[:1].lower() + label[1:] if labels else label)
    return "\n".join(
        pgettext("field: value", "{field}: {value}").format(field=join_names(labels), value=join_names(names))
        for labels, names in lines.values()
    )


def _people_reached(record: Record) -> str:
    total = number_of(record, "participants_total")
    parts: list[str] = []
    women, men = number_of(record, "participants_women"), number_of(record, "participants_men")
    other = number_of(record, "participants_other")
    if women is not None:
        words = ngettext("{count} woman", "{count} women", women).format(count=format_number(women))
        whole = women + men + (other or 0) if men is not None else 0
        parts.append(f"{words} ({format_percent(women, whole)})" if whole else words)
    if men is not None:
        parts.append(ngettext("{count} man", "{count} men", men).format(count=format_number(men)))
    if other is not None:
        parts.append(ngettext("{count} other", "{count} others", other).format(count=format_number(other)))
    said: list[str] = []
    if total is not None:
        words = ngettext("{count} participant", "{count} participants", total).format(count=format_number(total))
        said.append(
            pgettext("field: value", "{field}: {value}").format(field=words, value=join_names(parts))
            if parts
            else words
        )
    elif parts:
        said.append(join_names(parts))
    reached = number_of(record, "local_governments")
    if reached is not None:
        said.append(
            ngettext("{count} local government", "{count} local governments", reached).format(
                count=format_number(reached)
            )
        )
    return _DOT.join(said)


def _course_run(run: Record) -> str:
    said = [text_of(run, "name"), format_period(text_of(run, "start"), text_of(run, "end"))]
    for name in _RUN_COUNTS:
        number = number_of(run, name)
        if number is not None:
            said.append(
                pgettext("field: value", "{field}: {value}").format(
                    field=_(run.kind.by_name[name].label), value=format_number(number)
                )
            )
    return _DOT.join(each for each in said if each)


def _source(record: Record) -> str:
    said = [text_of(record, "source"), text_of(record, "source_id"), text_of(record, "licence")]
    return _DOT.join(each for each in said if each)
