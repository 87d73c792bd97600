"""Requests of others to erase, in words: who asks, and value by value what would go. No widgets: it is read on a thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.exchange.partners.standing import NOTHING_SAID, Standing
from desktop.exchange.pending_requests import partners_who_ask
from desktop.i18n import _, ngettext
from desktop.ui.exchange.record_changes import FieldChange
from desktop.ui.widgets.number_text import counted
from desktop.ui.widgets.time_text import moment
from desktop.workspace import RECORD_TYPES, split_member
from desktop.workspace.changes.erasure_decisions import DECLINED
from desktop.workspace.changes.proofs import AUTHOR
from desktop.workspace.editing.history import member_words, value_words
from desktop.workspace.erasure.reasons import reason_words
from desktop.workspace.storage.replica_ids import is_proven

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.exchange.partners import Partner
    from desktop.exchange.pending_requests import PendingRequests
    from desktop.workspace import Workspace
    from desktop.workspace.erasure.requests import ErasureRequest, RequestedRecord, RequestedValue

MOST_RECORDS, MOST_VALUES = 200, 60
"""Of one request, and of one record, that are shown; the rest is counted."""
_LONG, _WHOLE = 60, 12_000


@dataclass(frozen=True, slots=True)
class ValueWords:
    """One value that would go: the field with the value, and who wrote it."""

    value: FieldChange
    author: str


@dataclass(frozen=True, slots=True)
class RecordWords:
    """One record of which something would go."""

    id: str
    title: str
    about: str
    values: tuple[ValueWords, ...]
    more: str
    """How many values are not listed; "" where all are."""


@dataclass(frozen=True, slots=True)
class RequestWords:
    """A request as it is shown."""

    request: ErasureRequest
    title: str
    about: str
    """Who brought it, and when."""
    desk: str
    """What is known of the desk that asks, in a sentence."""
    figures: str
    """How many values of how many records would go."""
    records: tuple[RecordWords, ...]
    more: str
    """How many records are not listed; "" where all are."""
    reason: str
    """Why it is asked, in a sentence; "" where nobody said."""

    @property
    def declined(self) -> bool:
        """Was it answered with no?"""
        return self.request.state == DECLINED


def describe_requests(
    workspace: Workspace, found: PendingRequests, said: Mapping[bytes, Standing]
) -> list[RequestWords]:
    """All requests to erase. `said`: what was said of the keys of partners. For a background task."""
    asking = partners_who_ask(workspace, found.erasures)
    return [_describe(workspace, each, asking.get(each.no), said) for each in found.erasures]


def _describe(
    workspace: Workspace, request: ErasureRequest, partner: Partner | None, said: Mapping[bytes, Standing]
) -> RequestWords:
    shown = request.records[:MOST_RECORDS]
    names = _names(workspace, shown)
    count = len(request.records)
    author = request.author or _("Someone without a name")
    title = ngettext(
        "{author} asks to erase values in {count} record",
        "{author} asks to erase values in {count} records",
        count,
    )
    about = _("Sent by {name}, {time}").format(name=request.sender or _("an unknown person"), time=moment(request.time))
    if request.state == DECLINED:
        about = _("Declined, {time}").format(time=moment(request.time))
    return RequestWords(
        request, title.format(author=author, count=counted(count)), about, _desk_words(request, partner, said),
        _figures(request), tuple(_record(each, names) for each in shown), _more_records(count - len(shown)),
        _("Reason: {reason}").format(reason=reason_words(request.reason)) if request.reason else "",
    )  # fmt: skip


def _desk_words(request: ErasureRequest, partner: Partner | None, said: Mapping[bytes, Standing]) -> str:
    if not is_proven(request.replica):
        return _("Nobody can prove who asks: it comes from a version before 3.0.")
    if partner is None:
        return _("It is signed by a desk that is not among your partners.")
    if said.get(partner.key, NOTHING_SAID).confirmed:
        return _("It is signed by your partner {name}, whose verification code was compared.").format(name=partner.name)
    return _("It is signed by your partner {name}, whose verification code nobody compared yet.").format(
        name=partner.name
    )


def _figures(request: ErasureRequest) -> str:
    values = sum(len(each.values) for each in request.records)
    authors = sorted({author or _("an unknown person") for each in request.records for author in each.authors})
    words = ngettext(
        "{count} value would go, written by {authors}.", "{count} values would go, written by {authors}.", values
    )
    return words.format(count=counted(values), authors=", ".join(authors))


def _more_records(count: int) -> str:
    words = ngettext("{count} more record", "{count} more records", count)
    return words.format(count=counted(count)) if count > 0 else ""


def _record(record: RequestedRecord, names: Mapping[str, str]) -> RecordWords:
    kind = RECORD_TYPES.get(record.type)
    label = _(kind.label) if kind is not None else record.type
    values = len(record.values)
    words = ngettext("{count} value", "{count} values", values).format(count=counted(values))
    more = values - MOST_VALUES
    return RecordWords(
        record.id, _("{title} ({kind})").format(title=record.title or _("Untitled"), kind=label), words,
        tuple(_value(record.type, each, names) for each in record.values[:MOST_VALUES]),
        ngettext("{count} more value", "{count} more values", more).format(count=counted(more)) if more > 0 else "",
    )  # fmt: skip


def _value(type: str, each: RequestedValue, names: Mapping[str, str]) -> ValueWords:
    author = each.author or _("an unknown person")
    if each.field == AUTHOR:
        return ValueWords(FieldChange(_("Name of the author: {name}").format(name=each.value)), author)
    kind = RECORD_TYPES.get(type)
    field = kind.field_of(each.field) if kind is not None else None
    if kind is None or field is None:
        return ValueWords(FieldChange(f"{each.field}: {each.value}"), author)
    head, key = split_member(each.field)
    label = _(field.label)
    if key and field.is_set:
        return ValueWords(
            FieldChange(_("{field}: {value}").format(field=label, value=member_words(kind, head, key, names))), author
        )
    if key:
        label = f"{label} ({key})"
    words = _("{field}: {value}").format(field=label, value=value_words(kind, each.field, each.value, names))
    text = str(each.value)
    if field.rules.joint and len(text) > _LONG:
        return ValueWords(FieldChange(words, label, new=text[:_WHOLE]), author)
    return ValueWords(FieldChange(words), author)


def _names(workspace: Workspace, records: Iterable[RequestedRecord]) -> dict[str, str]:
    """What records are called that the values point to."""
    wanted: dict[str, set[str]] = {}
    for record in records:
        kind = RECORD_TYPES.get(record.type)
        for each in record.values[:MOST_VALUES] if kind is not None else ():
            field = kind.field_of(each.field) if kind is not None else None
            if field is not None and field.target:
                wanted.setdefault(field.target, set()).add(field.points_to(split_member(each.field)[1], each.value))
    return {
        record.id: record.title
        for type, ids in wanted.items()
        for record in workspace.records(type, sorted(ids - {""}))
    }
