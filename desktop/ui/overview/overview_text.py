"""What stands in the lists of the overview, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.i18n import _, ngettext
from desktop.ui.overview.overview_data import Overview
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import moment
from desktop.values.dates import format_date
from desktop.visits.visit_queries import DueItem
from desktop.workspace import RECORD_TYPES

MOST = 200
"""Lines of a list."""
RECORD, CONFLICT, EXCHANGE, WAITING = "record", "conflict", "exchange", "waiting"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, more about it, and at the right what counts. `opens` and `id` say what Enter does."""

    title: str
    more: str
    right: str
    opens: str
    id: str = ""
    grave: bool = False

    @property
    def accessible_text(self) -> str:
        """For a screen reader."""
        return ". ".join(part for part in (self.title, self.right, self.more) if part)


def due_lines(overview: Overview) -> list[Line]:
    """What is due, what is overdue first: the longest ago at the top."""
    return [
        Line(
            each.title,
            _joined(_type(each.type), each.visit_title, each.owner),
            _when(each, overview.today),
            RECORD,
            each.id,
            grave=each.overdue,
        )
        for each in overview.due[:MOST]
    ]


def clash_lines(overview: Overview) -> list[Line]:
    """Records in conflict."""
    return [Line(each.title, _type(each.type), "", CONFLICT, each.id, grave=True) for each in overview.clashes]


def unsent_lines(overview: Overview) -> list[Line]:
    """Partners for whom edits wait."""
    return [
        Line(
            partner.name,
            _("Last sent {when}").format(when=moment(partner.sent_time))
            if partner.sent_time is not None
            else _("Nothing was sent yet"),
            ngettext("{count} edit", "{count} edits", count).format(count=counted(count)),
            EXCHANGE,
            str(partner.no),
        )
        for partner, count in overview.unsent
    ]


def waiting_lines(overview: Overview) -> list[Line]:
    """What was set aside, then what has not come."""
    waiting = overview.waiting
    lines = [
        Line(
            each.title or _("Untitled"),
            _joined(_type(each.type), _("set aside"), each.sender or each.label),
            moment(each.time),
            WAITING,
            each.id,
        )
        for each in waiting.deferred[:MOST]
    ]
    lines += [Line(words, "", "", WAITING) for words in waiting.missing[:MOST]]
    if pointers := len(waiting.references):
        words = ngettext(
            "{count} record refers to something not received yet",
            "{count} records refer to something not received yet",
            pointers,
        )
        lines.append(Line(words.format(count=counted(pointers)), "", "", WAITING))
    if files := len(waiting.files):
        words = ngettext("{count} attachment not received yet", "{count} attachments not received yet", files)
        lines.append(Line(words.format(count=counted(files)), "", "", WAITING))
    return lines


def edited_lines(overview: Overview) -> list[Line]:
    """What was edited last."""
    return [
        Line(each.title, _joined(_type(each.type), _type(each.part), each.author), moment(each.time), RECORD, each.id)
        for each in overview.edited
    ]


def _type(type: str) -> str:
    return _(RECORD_TYPES[type].label) if type in RECORD_TYPES else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _when(item: DueItem, today: date) -> str:
    days = (item.due - today).days
    day = format_date(item.due.isoformat())
    if days < 0:
        return ngettext("{day}, {count} day late", "{day}, {count} days late", -days).format(
            day=day, count=counted(-days)
        )
    if not days:
        return _("Today")
    return ngettext("{day}, in {count} day", "{day}, in {count} days", days).format(day=day, count=counted(days))
