"""Taking a package in: everything is checked first, then all of it is written or nothing."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from desktop.exchange.packages.job_progress import Cancel, JobProgress, Progress, StepProgress
from desktop.exchange.packages.limits import malformed
from desktop.exchange.packages.package import Package, open_package
from desktop.exchange.packages.proof_verifier import Verifier
from desktop.workspace import Workspace
from desktop.workspace.attachments import attachments_in
from desktop.workspace.changes.deferred import MergeSelection
from desktop.workspace.changes.erasure_decisions import VOUCHED, SenderRights
from desktop.workspace.changes.have_sets import read_have_set
from desktop.workspace.changes.shared_change import SharedChange
from desktop.workspace.merge.merging import MergeReport, PackageOrigin
from desktop.workspace.merge.outgoing import minus


@dataclass(frozen=True, slots=True)
class Admitted:
    """What a package may do here, and what has to be done in the transaction that takes it in."""

    rights: SenderRights
    learn: Callable[[], object]


AdmitPackage = Callable[[Package], Admitted]
"""Raises where a checked package is not to be taken in."""
OnMerged = Callable[[Connection, MergeReport], object]
"""Reads what came in, within the transaction, also of a dry run."""
SelectRecords = Callable[[Package], MergeSelection]
"""Which of its records come in."""


def import_package(
    workspace: Workspace,
    path: Path,
    *,
    dry_run: bool = False,
    admit: AdmitPackage | None = None,
    on_merged: OnMerged | None = None,
    back_up: Callable[[], object] | None = None,
    selection: MergeSelection | SelectRecords | None = None,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> MergeReport:
    """Take in what a package brings that is not here, after a backup, in one transaction that can be undone.

    `dry_run`: say what it would do, and leave everything as it is. `admit`: who may come in, and what they may do, see
    `signed_packages.py`; without it the caller answers for all that it brings.
    `on_merged` sees what it does before that is committed or undone. `selection`: which records come in; the others
    are set aside, with their attachments. `back_up`: makes the backup in its own way; whoever gives it calls
    `Workspace.finish_erasing` after the last package.

    Raises UserFacingError where it is refused, or Cancelled; then nothing was changed.
    """
    progress_steps = JobProgress(progress, cancelled)
    with open_package(path, cancelled) as package:
        package.check(progress_steps, 200)
        admitted = admit(package) if admit is not None else None
        with workspace.reading() as conn:
            new = minus(package.manifest.brings, read_have_set(conn))
            wanted = package.referred | set(attachments_in(conn) if package.attachments else ())
        saved, copying = None, progress_steps.step(200)
        if new and not dry_run:
            saved = (
                back_up() if back_up is not None else workspace.back_up("import", progress=copying, cancelled=cancelled)
            )
        chosen = selection(package) if callable(selection) else selection
        taken: list[str] = []
        manifest = package.manifest
        arrival = PackageOrigin(
            label=package.name, sender=manifest.author, sender_replica=manifest.replica, holds=manifest.holds,
            gives=manifest.gives,
            backup=saved.name if isinstance(saved, Path) else "",
            rights=VOUCHED if admitted is None else admitted.rights,
        )  # fmt: skip

        def last_step(report: MergeReport) -> None:
            progress_steps.check_cancelled()
            if (see := on_merged) is not None:
                workspace.journal.beside(lambda conn: see(conn, report))
            if dry_run:
                raise DryRunDone(report)
            _import_attachments(
                workspace, package, wanted - _erased_attachments(workspace, report), taken, progress_steps
            )
            if admitted is not None:
                admitted.learn()

        try:
            changes = Verifier(package.sha256).verified(_with_progress(package, progress_steps.step(200)))
            report = workspace.journal.merge_changes(
                changes, arrival, last_step, chosen, progress=progress_steps.step(400)
            )
        except DryRunDone as rehearsed:
            return rehearsed.report
        except BaseException as error:  # whatever ends it: attachments of what did not come in go too
            for sha256 in taken:
                workspace.attachments.drop(sha256)
            if isinstance(error, RecursionError):  # parts of parts of parts
                raise malformed(package.name, "depth") from error
            raise
    if back_up is None:
        workspace.finish_erasing(progress=progress)
    return report


def _with_progress(package: Package, report: StepProgress) -> Generator[SharedChange]:
    """The changes, with a word now and then about how many they are."""
    for done, change in enumerate(package.changes()):
        if done % 100 == 0:
            report(done, package.manifest.changes)
        yield change


class DryRunDone(Exception):
    """Takes a dry run back."""

    def __init__(self, report: MergeReport) -> None:
        self.report = report


def _import_attachments(
    workspace: Workspace, package: Package, wanted: set[str], taken: list[str], progress_steps: JobProgress
) -> None:
    """Attachments are on the disk before what refers to them is committed; what nothing refers to stays outside."""
    for sha256 in package.attachments:
        if sha256 in wanted and workspace.attachments.take(sha256, progress_steps.watch(package.attachment(sha256))):
            taken.append(sha256)


def _erased_attachments(workspace: Workspace, report: MergeReport) -> set[str]:
    """Attachments of which only erased changes told."""
    if not report.files_erased:
        return set()
    shown: list[str] = []
    workspace.journal.beside(lambda conn: shown.extend(attachments_in(conn)))
    return set(report.files_erased) - set(shown)
