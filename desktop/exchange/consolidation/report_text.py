"""What a report of a consolidation says, in words: for window, command line and table alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.exchange.consolidation.consolidation_log import (
    IMPORTED,
    KNOWN_BEFORE,
    NO_PACKAGE,
    NOTHING_NEW,
    REFUSED,
    WAITING,
    ConsolidatedFile,
    Consolidation,
    read_consolidations,
    read_counts,
)
from desktop.exchange.consolidation.partner_status import ABSENT, ALL_REFUSED, BEHIND, DELIVERED, PartnerStatus
from desktop.exchange.consolidation.progress import ConsolidationProgress, Phase
from desktop.exchange.consolidation.report import ConsolidationReport
from desktop.exchange.packages import missing_changes_sentences
from desktop.i18n import _, ngettext, pgettext
from desktop.system.local_time import local_time
from desktop.workspace import RECORD_TYPES, Workspace

_MOST_NAMES = 10


def progress_text(step: ConsolidationProgress) -> str:
    """What is being done."""
    match step.phase:
        case Phase.LOOKING if step.number:
            words = ngettext(
                "Looking through the folder: {count} file…", "Looking through the folder: {count} files…", step.number
            )
            return words.format(count=step.number)
        case Phase.LOOKING:
            return _("Scanning the folder…")
        case Phase.BACKING_UP:
            return _("Making a backup first…")
        case Phase.TAKING:
            return _("{number} of {of}: {name}").format(number=step.number, of=step.files, name=step.file)
        case Phase.ENDING:
            return _("Writing the report…")


def outcome_text(outcome: str) -> str:
    """What became of a file."""
    return {
        IMPORTED: pgettext("a file", "imported"), NOTHING_NEW: pgettext("a file", "nothing new"),
        KNOWN_BEFORE: pgettext("a file", "known before"), WAITING: pgettext("a file", "waiting"),
        REFUSED: pgettext("a file", "refused"), NO_PACKAGE: pgettext("a file", "no package"),
    }[outcome]  # fmt: skip


def state_text(line: PartnerStatus) -> str:
    """Where somebody stands."""
    words = {
        DELIVERED: pgettext("a partner", "sent"), BEHIND: pgettext("a partner", "late"),
        ALL_REFUSED: pgettext("a partner", "refused"), ABSENT: pgettext("a partner", "missing"),
    }[line.state]  # fmt: skip
    return _("{state}, new here").format(state=words) if line.first else words


def counts_text(each: ConsolidatedFile | PartnerStatus) -> str:
    """In one line: "3 new, 2 changed, 1 in conflict"."""
    parts = [
        words.format(count=count)
        for count, words in (
            (each.new, ngettext("{count} new", "{count} new", each.new)),
            (each.changed, ngettext("{count} changed", "{count} changed", each.changed)),
            (each.deleted, ngettext("{count} deleted", "{count} deleted", each.deleted)),
            (each.disputed, ngettext("{count} in conflict", "{count} in conflict", each.disputed)),
        )
        if count
    ]
    return ", ".join(parts) or _("nothing new")


def file_text(each: ConsolidatedFile) -> str:
    """What a file did, or why it did nothing."""
    if each.outcome in (IMPORTED, NOTHING_NEW):
        words = counts_text(each)
        if each.fields:
            words = _("{what}: {fields}").format(what=words, fields=fields_text(each.fields))
        return _("{what} (undone)").format(what=words) if each.undone else words
    return each.reason


def fields_text(fields: Mapping[str, int]) -> str:
    """Conflicts by field: "Title 2, Status 1"."""
    return ", ".join(f"{field_label(name)} {count}" for name, count in fields.items())


def field_label(name: str) -> str:
    """The label of "activity.title"."""
    type, _dot, field = name.partition(".")
    if field == "deleted":
        return _("deleted and edited")
    if field == "merged_into":
        return _("merged and edited")
    record_type = RECORD_TYPES.get(type)
    found = record_type.by_name.get(field) if record_type is not None else None
    return field if found is None else _(found.label)


def partner_text(workspace: Workspace, line: PartnerStatus) -> str:
    """What is to be said of a partner: what they brought, or what is to be asked of them."""
    said: list[str] = []
    if line.state in (DELIVERED, BEHIND):
        said.append(_("{what}.").format(what=counts_text(line)))
    elif line.state == ALL_REFUSED:
        said.append(_("Their packages were refused."))
    elif line.seen:
        said.append(_("No package received; last contact on {day}.").format(day=day_of(line.seen)))
    else:
        said.append(_("No package received."))
    if line.old:
        said.append(_("Their newest package is of {day}: ask for a new one.").format(day=line.made[:10]))
    said += missing_changes_sentences(workspace, line.holes, dict.fromkeys(line.holes, line.name))
    return " ".join(said)


def general_sentences(workspace: Workspace, report: ConsolidationReport) -> list[str]:
    """What is to be said beside partners and files, a sentence each."""
    said: list[str] = []
    status = report.status
    if report.left:
        words = ngettext(
            "Stopped: {count} file was not checked. Start again to continue.",
            "Stopped: {count} files were not checked. Start again to continue.",
            report.left,
        )
        said.append(words.format(count=report.left))
    if desks := report.new_desks:
        words = ngettext(
            "{count} new desk waits to be accepted: {names}.",
            "{count} new desks wait to be accepted: {names}.",
            len(desks),
        )
        said.append(words.format(count=len(desks), names=_several(each.name for each in desks)))
    if status.disputed:
        words = ngettext(
            "{count} record is in conflict ({fields}).",
            "{count} records are in conflict ({fields}).",
            status.disputed,
        )
        said.append(words.format(count=status.disputed, fields=fields_text(status.fields)))
    if status.missing:
        said += missing_changes_sentences(workspace, status.missing, status.desks)
    if status.waiting:
        count = sum(status.waiting.values())
        words = ngettext(
            "{count} record refers to records not received yet.",
            "{count} records refer to records not received yet.",
            count,
        )
        said.append(words.format(count=count))
    return said


def _several(names: Iterable[str]) -> str:
    """The first names of many."""
    found = list(names)
    return ", ".join((*found[:_MOST_NAMES], *(["…"] if len(found) > _MOST_NAMES else [])))


def folder_name(report: ConsolidationReport) -> str:
    """The folder as people know it."""
    return Path(report.consolidation.place).name or report.consolidation.place


def day_of(ms: int) -> str:
    """The day on this computer: 2026-11-25."""
    return local_time(ms).strftime("%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class ConsolidationSummary:
    """A consolidation as it is listed: what it is, which arrivals it brought, and what it did in a few words."""

    consolidation: Consolidation
    arrivals: frozenset[int]
    words: str


def list_consolidations(workspace: Workspace) -> list[ConsolidationSummary]:
    """All consolidations, newest first."""
    found: list[ConsolidationSummary] = []
    with workspace.reading() as conn:
        for consolidation in read_consolidations(conn):
            counts, arrivals = read_counts(conn, consolidation.no)
            parts = [
                _("{what}: {count}").format(what=outcome_text(outcome), count=count)
                for outcome, count in counts.items()
                if count
            ]
            if consolidation.ended is None:
                parts.append(_("stopped before the end"))
            found.append(ConsolidationSummary(consolidation, arrivals, ", ".join(parts)))
    return found
