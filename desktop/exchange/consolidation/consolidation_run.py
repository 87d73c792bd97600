"""Taking a whole folder in: each package in a transaction of its own, one after the other, whatever their order.

What became of a file is written in the transaction that takes its package in. So a run that was cancelled or killed
goes on where it was, and nothing is taken in twice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.consolidation.consolidation_log import (
    ALREADY_IMPORTED,
    KNOWN_BEFORE,
    NO_PACKAGE,
    REFUSED,
    WAITING,
    ConsolidatedFile,
    begin_consolidation,
    end_consolidation,
    known_file,
    read_files,
    save_file,
    unfinished_consolidation,
)
from desktop.exchange.consolidation.package_search import FoundFiles, digest_of, find_packages, folder_gone_error
from desktop.exchange.consolidation.partner_status import conflicts_by_field, read_status
from desktop.exchange.consolidation.progress import ConsolidationProgress, Phase
from desktop.exchange.consolidation.report import ConsolidationReport, dry_run_report, read_report
from desktop.exchange.packages import Manifest
from desktop.exchange.partners import NewDeskError, Trust, Verdict, require_trust
from desktop.exchange.partners.new_desks import remember_new_desk
from desktop.exchange.partners.partner_list import now_ms
from desktop.exchange.partners.unconfirmed_desk_limits import LargePackageError
from desktop.exchange.pdf import NoPackageInPdf
from desktop.exchange.signed_packages import import_package_file
from desktop.i18n import _
from desktop.system.files import is_folder, user_path
from desktop.workspace import Workspace
from desktop.workspace.changes.known_names import marked_name
from desktop.workspace.merge.merging import MergeReport
from desktop.workspace.storage.file_errors import no_more_writing
from desktop.workspace.storage.readable_file_names import readable_name


@dataclass(frozen=True, slots=True)
class ConsolidationResult:
    """How a run ended. `stopped`: the person cancelled. `error`: why it could not go on."""

    report: ConsolidationReport
    stopped: bool = False
    error: UserFacingError | None = None


def _no_progress(_step: ConsolidationProgress) -> None:
    pass


class _StopWithError(Exception):
    def __init__(self, error: UserFacingError) -> None:
        super().__init__(str(error))
        self.error = error


def consolidate(
    workspace: Workspace,
    sources: Sequence[Path],
    *,
    unsigned: bool = False,
    new_key: bool = False,
    accept_new: bool = False,
    accept_large: bool = False,
    allowed: Collection[str] = (),
    go_on: int = 0,
    dry_run: bool = False,
    progress: Callable[[ConsolidationProgress], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ConsolidationResult:
    """Take in all packages, and PDFs that carry one, of a folder and those inside it, or of a few files.

    Each is taken in whole or not at all; before the first a backup is made. Packages of desks that are not known yet wait,
    but with `accept_new`, which makes them partners, and so do those that bring more than a desk may that is not confirmed,
    but with `accept_large`; packages that nobody signed, and those of a changed key, are refused
    but with `unsigned` and `new_key`; none of it where the sha256 of their file is `allowed`. A run over the same folder
    that did not come to its end is gone on with, or the one whose number is `go_on`. `dry_run`: only say what each would
    do by itself.

    Cancelled, or when it cannot go on (disk full, folder gone), what was taken in stays, and is told by what it
    returns. Raises UserFacingError where nothing can be begun, and Cancelled before the first file.
    """
    if workspace.read_only:
        raise UserFacingError(
            _("This workspace is open for reading only."), kept=_("Nothing was changed."),
            todo=_("Open it again with write access."),
        )  # fmt: skip
    show_progress = progress or _no_progress
    show_progress(ConsolidationProgress(Phase.LOOKING))
    found = find_packages(
        workspace, sources, lambda number: show_progress(ConsolidationProgress(Phase.LOOKING, number=number)), cancelled
    )
    if not found.packages and not found.unreadable:
        raise UserFacingError(
            _("There is no package in {folder}, and no PDF that could contain one.").format(folder=found.root.name),
            kept=_("Nothing was imported."),
            todo=_("Packages are files that end in .fdz."),
        )
    run = _ConsolidationRun(workspace, found, show_progress, cancelled or (lambda: False), dry_run)
    run.unsigned, run.new_key, run.accept_new = unsigned, new_key, accept_new
    run.accept_large, run.allowed = accept_large, frozenset(allowed)
    run.begin(go_on, whole=len(sources) == 1 and found.root == user_path(Path(sources[0])).absolute())
    stopped, problem = False, None
    try:
        run.import_all()
    except Cancelled:
        stopped = True
    except _StopWithError as stop:
        problem = stop.error
    ended = run.end(through=not stopped and problem is None)
    if not dry_run and not stopped:
        workspace.finish_erasing()
    return ConsolidationResult(ended, stopped, problem)


class _ConsolidationRun:
    """One run over what was found."""

    def __init__(
        self, workspace: Workspace, found: FoundFiles, show_progress: Callable[[ConsolidationProgress], object],
        cancelled: Callable[[], bool], dry_run: bool,
    ) -> None:  # fmt: skip
        self._workspace = workspace
        self._found = found
        self._show_progress = show_progress
        self._cancelled = cancelled
        self._dry_run = dry_run
        self.unsigned = self.new_key = self.accept_new = self.accept_large = False
        self.allowed: frozenset[str] = frozenset()
        self._no = 0
        self._begun = now_ms()
        self._before: dict[str, ConsolidatedFile] = {}  # of the run that is gone on with
        self._results: list[ConsolidatedFile] = []  # of a dry run
        self._backup: Path | None = None
        self._step = ConsolidationProgress(Phase.TAKING)

    # Beginning and end -----------------------------------------------------------------------------------------------

    def begin(self, go_on: int, *, whole: bool) -> None:
        """Open the book; `whole`: it is over a folder, so that one that was not ended may be gone on with."""
        found, place = self._found, self._found.place
        others = [
            ConsolidatedFile(path=found.name(path), outcome=NO_PACKAGE, reason=_("It is not a package."))
            for path in found.other_files
        ] + [ConsolidatedFile(path=found.name(path), outcome=REFUSED, reason=why) for path, why in found.unreadable]
        if self._dry_run:
            self._results += others
            return

        def write(conn: Connection) -> None:
            self._no = begin_consolidation(
                conn, place, self._begun, found.files, go_on or (unfinished_consolidation(conn, place) if whole else 0)
            )
            self._before = {each.path: each for each in read_files(conn, self._no)}
            for each in others:
                save_file(conn, self._no, each)

        self._workspace.journal.beside(write)

    def end(self, *, through: bool) -> ConsolidationReport:
        """The report; of a run that came through it is kept."""
        files = len(self._found.packages)

        def poll() -> None:
            self._show_progress(ConsolidationProgress(Phase.ENDING, number=files, files=files))

        poll()
        if self._dry_run:
            with self._workspace.reading() as conn:
                return dry_run_report(conn, self._found, self._results, self._begun)
        if through:
            with self._workspace.reading() as conn:
                status = read_status(conn, read_files(conn, self._no), self._begun, poll)
            self._workspace.journal.beside(lambda conn: end_consolidation(conn, self._no, now_ms(), status.to_json()))
        with self._workspace.reading() as conn:
            return read_report(conn, self._no, poll)

    # File by file ----------------------------------------------------------------------------------------------------

    def import_all(self) -> None:
        """Take in file after file. Raises Cancelled, or _Trouble where it cannot go on."""
        files = len(self._found.packages)
        for number, path in enumerate(self._found.packages, 1):
            if self._cancelled():
                raise Cancelled
            self._step = ConsolidationProgress(Phase.TAKING, self._found.name(path), number, files)
            self._show_progress(self._step)
            try:
                self._import(path, self._found.name(path))
            except UserFacingError as error:  # the desk cannot write what became of the file
                raise _StopWithError(error) from error

    def _import(self, path: Path, name: str) -> None:
        delivery = ConsolidatedFile(path=name, outcome=REFUSED)
        try:
            delivery.sha256 = digest_of(path, self._cancelled)
            if self._is_here(delivery):
                return
            self._import_package(path, delivery)
        except NoPackageInPdf as error:
            delivery.outcome, delivery.reason = NO_PACKAGE, error.what
        except NewDeskError as error:
            delivery.outcome, delivery.reason = WAITING, " ".join((error.verdict.words, error.verdict.advice))
        except LargePackageError as error:
            delivery.outcome, delivery.reason = WAITING, error.words
        except UserFacingError as error:
            if no_more_writing(error):
                raise
            if not is_folder(self._found.root):
                raise folder_gone_error(self._found.root) from error
            why = delivery.reason or " ".join(part for part in (error.what, error.todo) if part)
            delivery = replace(delivery.without_counts(), outcome=REFUSED, reason=why)
        else:
            if self._dry_run:
                self._results.append(delivery)
            return  # it was written with the package
        self._save(delivery)

    def _save(self, delivery: ConsolidatedFile) -> None:
        if self._dry_run:
            self._results.append(delivery)
        else:
            self._workspace.journal.beside(lambda conn: save_file(conn, self._no, delivery))

    def _is_here(self, delivery: ConsolidatedFile) -> bool:
        """Was this very file taken in before? Then so much is written, and no more to be done."""
        before = self._before.get(delivery.path)
        if before is not None and before.sha256 == delivery.sha256 and before.outcome in ALREADY_IMPORTED:
            return True
        with self._workspace.reading() as conn:
            first = known_file(conn, delivery.sha256)
            if first is None or not _still_known(conn, first):
                return False
        known = replace(first.without_counts(), path=delivery.path, outcome=KNOWN_BEFORE)
        known.reason = _("Same file as {name}, already imported.").format(name=first.path)
        self._save(known)
        return True

    def _import_package(self, path: Path, delivery: ConsolidatedFile) -> None:
        allowed = delivery.sha256 in self.allowed
        unsigned, new_key = self.unsigned or allowed, self.new_key or allowed
        accept_new, accept_large = self.accept_new or allowed, self.accept_large or allowed

        def on_verdict(verdict: Verdict, manifest: Manifest) -> None:
            _set_sender(delivery, verdict, manifest, new_key)
            if verdict.trust in (Trust.UNSIGNED, Trust.CHANGED):
                delivery.reason = " ".join(part for part in (verdict.words, verdict.advice) if part)
            if verdict.needs_acceptance and not accept_new and not self._dry_run:
                self._workspace.journal.beside(
                    lambda conn: remember_new_desk(conn, verdict, manifest, readable_name(path.name))
                )
            require_trust(verdict, path.name, unsigned=unsigned, new_key=new_key, accept_new=accept_new)
            delivery.reason = ""

        def on_merged(conn: Connection, report: MergeReport) -> None:
            delivery.set_counts(report)
            delivery.fields = conflicts_by_field(conn, report.records_in_conflict, report.conflicts)[1]
            if not self._dry_run:
                save_file(conn, self._no, delivery)

        import_package_file(
            self._workspace, path, unsigned=unsigned, new_key=new_key, accept_new=accept_new,
            accept_large=accept_large, dry_run=self._dry_run,
            on_verdict=on_verdict, on_merged=on_merged, back_up=self._back_up, progress=self._progress,
            cancelled=self._cancelled,
        )  # fmt: skip

    def _progress(self, done: int, total: int) -> None:
        self._show_progress(replace(self._step, done=done, total=total))

    def _back_up(self) -> Path:
        """Once, before the first package that brings something; all that come in say that it was this one."""
        if self._backup is not None:
            return self._backup
        step = replace(self._step, phase=Phase.BACKING_UP)
        self._show_progress(step)

        def copied(done: int, total: int) -> None:
            self._show_progress(replace(step, done=done, total=total))

        try:
            self._backup = self._workspace.back_up("import", progress=copied, cancelled=self._cancelled)
        except UserFacingError as error:
            raise _StopWithError(error) from error
        return self._backup


def _set_sender(delivery: ConsolidatedFile, verdict: Verdict, manifest: Manifest, new_key: bool) -> None:
    delivery.key = verdict.key.hex()
    if verdict.trust is Trust.CHANGED and verdict.partner is not None and not new_key:
        delivery.key = verdict.partner.key.hex()  # it is theirs that are refused
    delivery.author = marked_name(manifest.author, verdict.imitates)
    delivery.replica, delivery.made = manifest.replica, manifest.made
    delivery.trust = verdict.trust.value


def _still_known(conn: Connection, delivery: ConsolidatedFile) -> bool:
    """Is its sender still on the list? A partner that was forgotten is met again with their next package."""
    if delivery.trust in (Trust.OWN.value, Trust.UNSIGNED.value):
        return True
    row: Any = conn.exec_driver_sql("SELECT 1 FROM partner WHERE key = ?", (delivery.key,)).fetchone()
    return row is not None
