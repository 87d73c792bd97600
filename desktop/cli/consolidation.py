"""Commands of the secretariat: a folder of packages taken in, and the merge shared with everyone."""

from __future__ import annotations

import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import print_counts, print_json
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.files import user_path
from desktop.system.terminal import print_error, print_line, print_over, safe_line
from desktop.workspace import Workspace

if TYPE_CHECKING:
    from desktop.exchange.consolidation import (
        ConsolidationProgress,
        ConsolidationReport,
        ConsolidationResult,
        PartnerShare,
    )


def consolidate(args: Namespace) -> int:
    """Take in all packages of a folder, or show or take back the last time; 1 where one was refused or waits."""
    from desktop.exchange.consolidation import consolidate as run
    from desktop.exchange.consolidation import last_report

    if not args.folder:
        if args.undo:
            return _undo(args)
        with open_workspace(args, or_to_read=True) as workspace:
            _print_report(workspace, last_report(workspace), args)
        return 0
    if args.undo:
        raise UserFacingError(_("--undo reverses the last consolidation; do not give a folder."))
    with open_workspace(args) as workspace:
        line = _ProgressLine()
        try:
            ran = run(
                workspace, args.folder, unsigned=args.unsigned, new_key=args.new_key, accept_new=args.accept_new,
                accept_large=args.large,
                dry_run=args.dry_run, progress=line.step,
            )  # fmt: skip
        finally:
            line.end()
        _print_report(workspace, ran.report, args)
        return _exit_code(ran)


def _exit_code(ran: ConsolidationResult) -> int:
    from desktop.exchange.consolidation import REFUSED, WAITING

    if ran.error is not None:
        print_error(str(ran.error))
        return 1
    return 1 if ran.report.counts[REFUSED] or ran.report.counts[WAITING] else 0


def _undo(args: Namespace) -> int:
    from desktop.exchange.consolidation import last_report, undo_consolidation

    with open_workspace(args) as workspace:
        report = last_report(workspace)
        done = undo_consolidation(workspace, report)
    if args.json:
        print_json({"packages": len(report.groups), "records": done.records, "fields": done.restored})
    else:
        print_line(done.sentence())
    return 0


class _ProgressLine:
    """How far it is, in one line of a terminal that is written over; nothing where nobody looks."""

    def __init__(self) -> None:
        self._on = sys.stderr.isatty()
        self._length = 0

    def step(self, step: ConsolidationProgress) -> None:
        """Of a consolidation."""
        from desktop.exchange.consolidation.report_text import progress_text

        if self._on:
            self.show(progress_text(step))

    def show(self, words: str) -> None:
        """Write over what stood there."""
        if self._on:
            words = safe_line(words)[:110]
            print_over(words.ljust(self._length))
            self._length = len(words)

    def end(self) -> None:
        """Wipe it out."""
        if self._length:
            print_over(" " * self._length)
            print_over("")
            self._length = 0


def _print_report(workspace: Workspace, report: ConsolidationReport, args: Namespace) -> None:
    if args.csv:
        from desktop.exchange.consolidation import file_rows, save_table

        save_table(output_path(args, Path(args.csv)), file_rows(report))
    if args.json:
        print_json(_report_json(workspace, report))
    else:
        _print_lines(workspace, report)


def _print_lines(workspace: Workspace, report: ConsolidationReport) -> None:
    from desktop.exchange.consolidation import IMPORTED, KNOWN_BEFORE, NO_PACKAGE, NOTHING_NEW, REFUSED, WAITING
    from desktop.exchange.consolidation.report_text import (
        file_text,
        general_sentences,
        outcome_text,
        partner_text,
        state_text,
    )
    from desktop.exchange.partners.new_desks import new_desks_words

    counts = report.counts
    print_counts(
        {
            _("Imported"): counts[IMPORTED],
            _("Nothing new"): counts[NOTHING_NEW],
            _("Known before"): counts[KNOWN_BEFORE],
            **({_("Waiting"): counts[WAITING]} if counts[WAITING] else {}),
            _("Refused"): counts[REFUSED],
            _("No package"): counts[NO_PACKAGE],
        }
    )
    for each in report.files:
        print_line(f"{each.path}: {outcome_text(each.outcome)}. {file_text(each)}")
    if report.status.lines:
        print_line(_("Partners:"))
    for line in report.status.lines:
        print_line(f"  {line.name} ({state_text(line)}): {partner_text(workspace, line)}")
    for sentence in general_sentences(workspace, report):
        print_line(sentence)
    if report.new_desks:
        print_line(_("New desks, whose packages wait:"))
        for words in new_desks_words(report.new_desks):
            print_line(f"  {words}")
        print_line(
            _("Once you have compared a code: “partners --accept NAME”; then start again. Or all: “--accept-new”.")
        )
    odd = [each for each in report.files if each.outcome == REFUSED]
    if any(each.trust == "unsigned" for each in odd):
        print_line(_("If you trust the source of the unsigned packages, import them with “--unsigned”."))
    if any(each.trust == "changed" for each in odd):
        print_line(_("If the codes match, accept the new keys with “--new-key”."))


def _report_json(workspace: Workspace, report: ConsolidationReport) -> dict[str, Any]:
    from desktop.exchange.consolidation.report_text import file_text, general_sentences, partner_text

    status = report.status
    return {
        "folder": report.consolidation.place,
        "complete": report.left == 0,
        "counts": report.counts,
        "files": [
            {**{name: value for name, value in asdict(each).items() if name not in ("group", "arrival")},
             "words": file_text(each)}
            for each in report.files
        ],
        "partners": [{**asdict(line), "words": partner_text(workspace, line)} for line in status.lines],
        "missing": status.missing,
        "conflicts": {"records": status.disputed, "fields": status.fields},
        "waiting": status.waiting,
        "new_desks": [
            {"name": each.name, "fingerprint": each.fingerprint, "key": each.key.hex(), "file": each.file}
            for each in report.new_desks
        ],
        "sentences": general_sentences(workspace, report),
    }  # fmt: skip


def share(args: Namespace) -> int:
    """Write a package for each partner, with what they lack; 1 where it could not be done."""
    from desktop.exchange.consolidation import plan_shares
    from desktop.exchange.consolidation import write_shares as run
    from desktop.exchange.partners import find_partner

    with open_workspace(args) as workspace:
        chosen = [find_partner(workspace, name) for name in args.partners] if args.partners else None
        plan = plan_shares(workspace, chosen, full=args.full)
        if not plan:
            raise UserFacingError(
                _("There is no partner to share with."),
                todo=_("A desk becomes a partner when you import a package that it signed."),
            )
        line = _ProgressLine()
        try:
            done = run(
                workspace, user_path(args.folder), plan, with_files=not args.without_files,
                progress=lambda number, of, name, _part, _total: line.show(
                    _("{number} of {of}: {name}").format(number=number, of=of, name=name)
                ),
            )  # fmt: skip
        finally:
            line.end()
    if args.json:
        print_json([_share_json(each) for each in done.shares])
    else:
        for each in done.shares:
            print_line(f"{each.partner.name}: {share_sentence(each)}")
    if done.error is not None:
        print_error(str(done.error))
    return 1 if done.error is not None else 0


def share_sentence(each: PartnerShare) -> str:
    """What a partner got, in a sentence."""
    from desktop.exchange.consolidation import FULL, NOTHING

    if each.what == NOTHING:
        return _("has everything: no package is needed.")
    if each.path is None:
        return _("not written.")
    words = ngettext("{count} change in {file}.", "{count} changes in {file}.", each.changes)
    words = words.format(count=each.changes, file=each.path.name)
    if each.what == FULL and not each.partner.seen:
        return _("{words} It contains everything, because it is not known what they have.").format(words=words)
    return words


def _share_json(each: PartnerShare) -> dict[str, Any]:
    return {
        "partner": each.partner.name,
        "what": each.what,
        "waiting": each.waiting,
        "file": str(each.path) if each.path else None,
        "changes": each.changes,
        "bytes": each.size,
    }
