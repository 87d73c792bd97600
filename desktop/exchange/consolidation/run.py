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
from desktop.exchange.consolidation.book import (
    HERE,
    KNOWN,
    PASSED,
    REFUSED,
    Delivery,
    close_gathering,
    keep_delivery,
    known_file,
    open_gathering,
    read_deliveries,
    unfinished,
)
from desktop.exchange.consolidation.finding import Found, digest_of, gone, look_through
from desktop.exchange.consolidation.report import Report, read_report, report_of
from desktop.exchange.consolidation.standing import conflicts_by_field, standing_of
from desktop.exchange.consolidation.steps import Phase, Step
from desktop.exchange.packages import Manifest
from desktop.exchange.partners import Trust, Verdict, require
from desktop.exchange.partners.book import now
from desktop.exchange.pdf import NoData
from desktop.exchange.taking import take_package
from desktop.system.files import is_folder, user_path
from desktop.words import _
from desktop.workspace import Workspace
from desktop.workspace.merge.merging import MergeReport
from desktop.workspace.storage.file_errors import no_more_writing


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended. `stopped`: the person cancelled. `trouble`: why it could not go on."""

    report: Report
    stopped: bool = False
    trouble: UserFacingError | None = None


def _nobody_listens(_step: Step) -> None:
    pass


class _Trouble(Exception):
    def __init__(self, error: UserFacingError) -> None:
        super().__init__(str(error))
        self.error = error


def consolidate(
    workspace: Workspace,
    sources: Sequence[Path],
    *,
    unsigned: bool = False,
    new_key: bool = False,
    allowed: Collection[str] = (),
    go_on: int = 0,
    rehearse: bool = False,
    tell: Callable[[Step], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Ran:
    """Take in all packages, and PDFs that carry one, of a folder and those inside it, or of a few files.

    Each is taken in whole or not at all; before the first a backup is made. Senders not known yet become partners;
    packages that nobody signed, and those of a changed key, are refused but with `unsigned` and `new_key`, or where the
    sha256 of their file is `allowed`. A run over the same folder that did not come to its end is gone on with, or the
    one whose number is `go_on`. `rehearse`: only say what each would do by itself.

    Cancelled, or when it cannot go on (disk full, folder gone), what was taken in stays, and is told by what it
    returns. Raises UserFacingError where nothing can be begun, and Cancelled before the first file.
    """
    if workspace.read_only:
        raise UserFacingError(
            _("This workspace is open for reading only."), kept=_("Nothing was changed."),
            todo=_("Open it again where it can be written."),
        )  # fmt: skip
    say = tell or _nobody_listens
    say(Step(Phase.LOOKING))
    found = look_through(workspace, sources, lambda number: say(Step(Phase.LOOKING, number=number)), cancelled)
    if not found.packages and not found.closed:
        raise UserFacingError(
            _("In {folder} is no package, and no PDF that could carry one.").format(folder=found.root.name),
            kept=_("Nothing was taken in."),
            todo=_("Packages are files that end in .fdz."),
        )
    run = _Run(workspace, found, say, cancelled or (lambda: False), rehearse)
    run.unsigned, run.new_key, run.allowed = unsigned, new_key, frozenset(allowed)
    run.begin(go_on, whole=len(sources) == 1 and found.root == user_path(Path(sources[0])).absolute())
    stopped, trouble = False, None
    try:
        run.take_all()
    except Cancelled:
        stopped = True
    except _Trouble as error:
        trouble = error.error
    ended = run.end(through=not stopped and trouble is None)
    if not rehearse and not stopped:
        workspace.finish_erasing()
    return Ran(ended, stopped, trouble)


class _Run:
    """One run over what was found."""

    def __init__(
        self, workspace: Workspace, found: Found, say: Callable[[Step], object], cancelled: Callable[[], bool],
        rehearse: bool,
    ) -> None:  # fmt: skip
        self._workspace = workspace
        self._found = found
        self._say = say
        self._cancelled = cancelled
        self._rehearse = rehearse
        self.unsigned = self.new_key = False
        self.allowed: frozenset[str] = frozenset()
        self._no = 0
        self._begun = now()
        self._before: dict[str, Delivery] = {}  # of the run that is gone on with
        self._told: list[Delivery] = []  # of a rehearsal
        self._backup: Path | None = None
        self._step = Step(Phase.TAKING)

    # Beginning and end -----------------------------------------------------------------------------------------------

    def begin(self, go_on: int, *, whole: bool) -> None:
        """Open the book; `whole`: it is over a folder, so that one that was not ended may be gone on with."""
        found, place = self._found, self._found.place
        others = [
            Delivery(path=found.name(path), outcome=PASSED, reason=_("It is no package.")) for path in found.passed
        ] + [Delivery(path=found.name(path), outcome=REFUSED, reason=why) for path, why in found.closed]
        if self._rehearse:
            self._told += others
            return

        def write(conn: Connection) -> None:
            self._no = open_gathering(
                conn, place, self._begun, found.files, go_on or (unfinished(conn, place) if whole else 0)
            )
            self._before = {each.path: each for each in read_deliveries(conn, self._no)}
            for each in others:
                keep_delivery(conn, self._no, each)

        self._workspace.journal.beside(write)

    def end(self, *, through: bool) -> Report:
        """The report; of a run that came through it is kept."""
        files = len(self._found.packages)

        def heard() -> None:
            self._say(Step(Phase.ENDING, number=files, files=files))

        heard()
        if self._rehearse:
            with self._workspace.reading() as conn:
                return report_of(conn, self._found, self._told, self._begun)
        if through:
            with self._workspace.reading() as conn:
                standing = standing_of(conn, read_deliveries(conn, self._no), self._begun, heard)
            self._workspace.journal.beside(lambda conn: close_gathering(conn, self._no, now(), standing.to_json()))
        with self._workspace.reading() as conn:
            return read_report(conn, self._no, heard)

    # File by file ----------------------------------------------------------------------------------------------------

    def take_all(self) -> None:
        """Take in file after file. Raises Cancelled, or _Trouble where it cannot go on."""
        files = len(self._found.packages)
        for number, path in enumerate(self._found.packages, 1):
            if self._cancelled():
                raise Cancelled
            self._step = Step(Phase.TAKING, self._found.name(path), number, files)
            self._say(self._step)
            try:
                self._take(path, self._found.name(path))
            except UserFacingError as error:  # the desk cannot write what became of the file
                raise _Trouble(error) from error

    def _take(self, path: Path, name: str) -> None:
        delivery = Delivery(path=name, outcome=REFUSED)
        try:
            delivery.sha256 = digest_of(path, self._cancelled)
            if self._is_here(delivery):
                return
            self._bring(path, delivery)
        except NoData as error:
            delivery.outcome, delivery.reason = PASSED, error.what
        except UserFacingError as error:
            if no_more_writing(error):
                raise
            if not is_folder(self._found.root):
                raise gone(self._found.root) from error
            why = delivery.reason or " ".join(part for part in (error.what, error.todo) if part)
            delivery = replace(delivery.without_figures(), outcome=REFUSED, reason=why)
        else:
            if self._rehearse:
                self._told.append(delivery)
            return  # it was written with the package
        self._keep(delivery)

    def _keep(self, delivery: Delivery) -> None:
        if self._rehearse:
            self._told.append(delivery)
        else:
            self._workspace.journal.beside(lambda conn: keep_delivery(conn, self._no, delivery))

    def _is_here(self, delivery: Delivery) -> bool:
        """Was this very file taken in before? Then so much is written, and no more to be done."""
        before = self._before.get(delivery.path)
        if before is not None and before.sha256 == delivery.sha256 and before.outcome in HERE:
            return True
        with self._workspace.reading() as conn:
            first = known_file(conn, delivery.sha256)
            if first is None or not _still_known(conn, first):
                return False
        known = replace(first.without_figures(), path=delivery.path, outcome=KNOWN)
        known.reason = _("The same file as {name}, which was taken in before.").format(name=first.path)
        self._keep(known)
        return True

    def _bring(self, path: Path, delivery: Delivery) -> None:
        allowed = delivery.sha256 in self.allowed
        unsigned, new_key = self.unsigned or allowed, self.new_key or allowed

        def judged(verdict: Verdict, told: Manifest) -> None:
            _note_maker(delivery, verdict, told, new_key)
            if verdict.trust in (Trust.UNSIGNED, Trust.CHANGED):
                delivery.reason = " ".join(part for part in (verdict.words, verdict.advice) if part)
            require(verdict, path.name, unsigned=unsigned, new_key=new_key)
            delivery.reason = ""

        def look(conn: Connection, report: MergeReport) -> None:
            delivery.take_figures(report)
            delivery.fields = conflicts_by_field(conn, report.records_in_conflict, report.conflicts)[1]
            if not self._rehearse:
                keep_delivery(conn, self._no, delivery)

        take_package(
            self._workspace, path, unsigned=unsigned, new_key=new_key, rehearse=self._rehearse, judged=judged,
            look=look, back_up=self._back_up, progress=self._progress, cancelled=self._cancelled,
        )  # fmt: skip

    def _progress(self, done: int, total: int) -> None:
        self._say(replace(self._step, done=done, total=total))

    def _back_up(self) -> Path:
        """Once, before the first package that brings something; all that come in say that it was this one."""
        if self._backup is not None:
            return self._backup
        step = replace(self._step, phase=Phase.BACKING_UP)
        self._say(step)

        def copied(done: int, total: int) -> None:
            self._say(replace(step, done=done, total=total))

        try:
            self._backup = self._workspace.back_up("import", progress=copied, cancelled=self._cancelled)
        except UserFacingError as error:
            raise _Trouble(error) from error
        return self._backup


def _note_maker(delivery: Delivery, verdict: Verdict, told: Manifest, new_key: bool) -> None:
    delivery.key = verdict.key.hex()
    if verdict.trust is Trust.CHANGED and verdict.partner is not None and not new_key:
        delivery.key = verdict.partner.key.hex()  # it is theirs that are refused
    delivery.author, delivery.replica, delivery.made = told.author, told.replica, told.made
    delivery.trust = verdict.trust.value


def _still_known(conn: Connection, delivery: Delivery) -> bool:
    """Is its sender still on the list? A partner that was forgotten is met again with their next package."""
    if delivery.trust in (Trust.OWN.value, Trust.UNSIGNED.value):
        return True
    row: Any = conn.exec_driver_sql("SELECT 1 FROM partner WHERE key = ?", (delivery.key,)).fetchone()
    return row is not None
