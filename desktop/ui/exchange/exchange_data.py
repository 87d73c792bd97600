"""What the page and the dialogs show, read on a thread. No widgets here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.exchange.consolidation import ConsolidationSummary, list_consolidations
from desktop.exchange.forks import Fork
from desktop.exchange.identity import fingerprint, own_public_key
from desktop.exchange.packages import (
    missing_changes_sentences,
    read_incoming_records,
    rejected_changes_sentences,
    rejected_counts_sentences,
)
from desktop.exchange.partners import Partner, count_unsent_edits, read_package_for_all, read_partners
from desktop.exchange.partners.introduced import Introduced, introduced_by
from desktop.exchange.partners.new_desks import new_writers_words
from desktop.exchange.partners.partner_details import (
    NO_PACKAGE,
    PartnerPackages,
    read_partner_packages,
    read_relayed_writers,
)
from desktop.exchange.partners.standing import NOTHING_SAID, Standing, read_standings
from desktop.exchange.pending_requests import PendingRequests, read_requests
from desktop.exchange.waiting_items import WaitingItems, read_waiting_items
from desktop.i18n import _, ngettext
from desktop.ui.exchange.record_changes import RecordChange, in_words
from desktop.ui.exchange.request_words import RequestWords, describe_requests
from desktop.workspace.merge.incoming import takes_proven_only
from desktop.workspace.merge.merging import MergeReport, StoredMerge, read_merges

if TYPE_CHECKING:
    from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Figures:
    """How many records an arrival made, changed, deleted, and brought into conflict; `same`: it brought nothing new."""

    new: int
    changed: int
    deleted: int
    disputed: int
    same: bool


@dataclass(frozen=True, slots=True)
class Report:
    """An arrival, foreseen or done: figures, what is missing (a sentence each), and its records."""

    figures: Figures
    said: tuple[str, ...]
    records: tuple[RecordChange, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Everything on the page."""

    partners: tuple[tuple[Partner, int], ...]
    """With how many edits wait for each."""
    arrivals: tuple[StoredMerge, ...]
    own_digits: str
    """Of this desk's key; "" as long as it has none."""
    waiting: WaitingItems
    consolidations: tuple[ConsolidationSummary, ...]
    details: Mapping[int, PartnerDetails]
    """By the number of a partner."""
    requests: Requests
    only_proven: bool = False
    """Do changes from a time without proofs not come in any more?"""
    for_all: int = 0
    """When the last package of everything was made for whoever gets it, ms since 1970 UTC; 0: never."""


@dataclass(frozen=True, slots=True)
class FormerDesk:
    """A partner's desk on an old computer, which introduces this one as the same person's."""

    name: str
    linked: int
    """When somebody here linked the two, ms since 1970 UTC; 0: nobody did."""
    linked_by: str


@dataclass(frozen=True, slots=True)
class PartnerDetails:
    """All that a partner's page shows beside the partner."""

    standing: Standing
    packages: PartnerPackages
    relayed: tuple[str, ...]
    """Desks that are known through them alone, by name."""
    forks: tuple[Fork, ...]
    former: FormerDesk | None = None
    """Who introduces them as the same person on a new computer."""
    later: tuple[str, ...] = ()
    """Whom they introduce so, by name."""


@dataclass(frozen=True, slots=True)
class Requests:
    """What others ask for, and what nobody can prove: as the page shows it."""

    pending: PendingRequests
    erasures: tuple[RequestWords, ...]

    @property
    def shown(self) -> bool:
        """Is there anything to look at? Declined requests can be granted later."""
        pending = self.pending
        return bool(self.erasures or pending.kept_out or pending.forks or pending.new_desks)


def read_exchange(workspace: Workspace) -> Exchange:
    """Partners, arrivals and the own key. For a background task."""
    key = own_public_key(workspace)
    pending = read_requests(workspace)
    with workspace.reading() as conn:
        partners, arrivals, said = read_partners(conn), read_merges(conn), read_standings(conn)
        packages, relayed = read_partner_packages(conn, partners), read_relayed_writers(conn, key)
        introduced = {each.key: introduced_by(conn, each.key) for each in partners}
        only_proven = takes_proven_only(conn)
    waiting = count_unsent_edits(workspace, partners)
    through: dict[int, list[str]] = {}
    for writer in relayed:
        through.setdefault(writer.through, []).append(writer.name or _("Unnamed"))
    details = {
        each.no: PartnerDetails(
            said.get(each.key, NOTHING_SAID), packages.get(each.no, NO_PACKAGE),
            tuple(through.get(each.no, ())),
            tuple(fork for fork in pending.forks if fork.partner == each.no),
            _former_desk(introduced[each.key], partners),
            tuple(
                other.name for other in partners for one in introduced[other.key] if one.introduction.old == each.key
            ),
        )
        for each in partners
    }  # fmt: skip
    return Exchange(
        tuple(zip(partners, waiting, strict=True)), tuple(arrivals), fingerprint(key) if key else "",
        read_waiting_items(workspace), tuple(list_consolidations(workspace)), details,
        Requests(pending, tuple(describe_requests(workspace, pending, said))), only_proven,
        read_package_for_all(workspace),
    )  # fmt: skip


def _former_desk(introduced: Iterable[Introduced], partners: Iterable[Partner]) -> FormerDesk | None:
    """The one that was linked, else any that is a partner."""
    names = {each.key: each.name for each in partners}
    known = [each for each in introduced if each.introduction.old in names]
    for each in sorted(known, key=lambda one: not one.linked):
        return FormerDesk(names[each.introduction.old], each.linked, each.linked_by)
    return None


def kept_report(workspace: Workspace, arrival: StoredMerge) -> Report:
    """The report of an arrival, again. For a background task."""
    with workspace.reading() as conn:
        records = read_incoming_records(conn, arrival.no)
    missing = {replica: [(first, last) for first, last in spans] for replica, spans in _of(arrival, "missing").items()}
    said = (
        *missing_changes_sentences(workspace, missing, {}),
        *rejected_counts_sentences(
            _of(arrival, "refused"), _of(arrival, "kept_out"), int(arrival.report.get("requests", 0)), arrival.sender
        ),
        *_erased(int(arrival.report.get("erased", 0))),
        *_deferred_lines(sum(_of(arrival, "records_aside").values())), *_backup(str(arrival.report.get("backup", ""))),
    )  # fmt: skip
    return Report(kept_figures(arrival), said, tuple(in_words(records)))


def report_of(
    workspace: Workspace, report: MergeReport, desks: Mapping[str, str], records: list[RecordChange], sender: str = "",
    new_writers: int = 0, imitations: Iterable[str] = (),
) -> Report:  # fmt: skip
    """The report of an arrival that is foreseen, or just done. `new_writers`: desks beside the sender that are new here;
    `imitations`: a sentence for each author whose name only looks like that of somebody known.
    """
    figures = Figures(
        sum(report.records_new.values()), sum(report.records_changed.values()), sum(report.records_deleted.values()),
        sum(report.records_in_conflict.values()), report.new == 0,
    )  # fmt: skip
    said = (
        *missing_changes_sentences(workspace, report.missing, dict(desks)),
        *rejected_changes_sentences(report, sender),
        *([new_writers_words(new_writers, sender)] if new_writers else []), *imitations, *_erased(report.erased),
        *_deferred_lines(sum(report.records_deferred.values())), *_backup(report.backup),
    )  # fmt: skip
    return Report(figures, said, tuple(records))


def kept_figures(arrival: StoredMerge) -> Figures:
    """The figures of an arrival as they were kept."""
    new, changed, deleted, disputed = (
        sum(_of(arrival, name).values())
        for name in ("records_new", "records_changed", "records_deleted", "records_in_conflict")
    )
    return Figures(new, changed, deleted, disputed, not arrival.report.get("new", 0))


def _of(arrival: StoredMerge, name: str) -> Mapping[str, Any]:
    found = arrival.report.get(name)
    return found if isinstance(found, dict) else {}


def _erased(count: int) -> list[str]:
    """What goes here too, because others had it go."""
    if not count:
        return []
    return [
        ngettext(
            "{count} change here permanently loses values that others erased. This cannot be undone.",
            "{count} changes here permanently lose values that others erased. This cannot be undone.",
            count,
        ).format(count=count)
    ]


def _deferred_lines(count: int) -> list[str]:
    if not count:
        return []
    words = ngettext("{count} record was set aside.", "{count} records were set aside.", count)
    return [words.format(count=count)]


def _backup(name: str) -> list[str]:
    return [_("Backup made before the import: {name}").format(name=name)] if name else []


def figure_words(figures: Figures) -> str:
    """What came, in one line: "3 new, 2 changed, 1 conflict found". It may be resolved since."""
    parts = [
        words.format(count=count)
        for count, words in (
            (figures.new, ngettext("{count} new", "{count} new", figures.new)),
            (figures.changed, ngettext("{count} changed", "{count} changed", figures.changed)),
            (figures.deleted, ngettext("{count} deleted", "{count} deleted", figures.deleted)),
            (figures.disputed, ngettext("{count} conflict found", "{count} conflicts found", figures.disputed)),
        )
        if count
    ]
    return ", ".join(parts) or _("nothing new")
