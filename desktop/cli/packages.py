"""Commands on packages: export, import, inspect, dump; other files that are imported or exported are passed on."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Collection, Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.cli import calendars, tables
from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import print_counts, print_json
from desktop.cli.partners import print_verdict, verdict_json
from desktop.cli.searches import read_query
from desktop.cli.waiting import incoming_records_json, print_incoming_records, record_choice
from desktop.errors import UserFacingError
from desktop.file_formats import PACKAGES, fits
from desktop.i18n import _, ngettext
from desktop.system.files import exists, is_file, user_path
from desktop.system.terminal import output_lost, print_data, print_error, print_line
from desktop.workspace import RECORD_TYPES, Workspace

if TYPE_CHECKING:
    from desktop.exchange.packages import Manifest, Package
    from desktop.exchange.packages.export_preview import Mention
    from desktop.workspace.changes.have_sets import HaveSet
    from desktop.workspace.merge.merging import MergeReport

Result = TypeVar("Result")


def export(args: Namespace) -> int:
    """Write a package, or a table: the ending of the name says which."""
    if args.out.suffix.lower() != ".fdz":
        if args.full or args.since or args.without_files or args.partner or args.dry_run:
            raise UserFacingError(
                _("Only a package can be written with --dry-run, --for, --full, --since or --without-files."),
                kept=_("No file was written."),
                todo=_("Give the file a name that ends in .fdz."),
            )
        args.query = [*args.query, args.only] if args.only else args.query
        return tables.export_table(args)
    return _export_package(args)


def _export_package(args: Namespace) -> int:
    from desktop.exchange.packages import known_to, manifest_of
    from desktop.exchange.packages.export_preview import mentions_held_back
    from desktop.exchange.partners import find_partner
    from desktop.exchange.signed_packages import export_signed_package, package_file

    target = output_path(args, args.out)
    if args.since and (args.full or args.partner):
        raise UserFacingError(
            _("--since says what the other desk has: it cannot be used with --full or --for."),
            kept=_("No file was written."),
        )
    since = None
    if args.since:
        with package_file(args.since) as file:
            since = manifest_of(file)
    text = " ".join([*args.query, args.only]).strip()
    with open_workspace(args) as workspace:
        query = read_query(text)
        ids = None
        if text:
            from desktop.catalogue import ActivityList

            found = ActivityList(workspace)
            ids = found.ids_of(list(found.order(query, ()).ids))
            if not ids:
                raise UserFacingError(_("No activity matches."), kept=_("No file was written."))
        if args.dry_run:
            partner = find_partner(workspace, args.partner) if args.partner and not args.full else None
            known = known_to(workspace, since) if since else partner.seen if partner else None
            lacks = {*since.lacks, *since.left_out} if since else partner.lacks if partner else ()
            return _preview_export(workspace, known, lacks, ids, with_names=args.with_names, json=args.json)
        made = export_signed_package(
            workspace, target, ids=ids, with_files=not args.without_files, full=args.full,
            partner=find_partner(workspace, args.partner) if args.partner else None,
            known=known_to(workspace, since) if since else None,
            asked={*since.lacks, *since.left_out} if since else (), with_mentions=args.with_names,
            earlier=args.format == "2.0",
        )  # fmt: skip
        mentions = () if args.with_names else mentions_held_back(workspace, ids)
    if args.json:
        print_json({"file": str(args.out), "bytes": made.size, **_manifest_json(made.manifest)})
    else:
        if args.format == "2.0":
            words = _(
                "It is of an older format: nobody can prove who wrote what is in it, and updated desks refuse it."
            )
            print_line(words)
        print_line(
            ngettext("{count} change in {file}.", "{count} changes in {file}.", made.manifest.changes).format(
                count=made.manifest.changes, file=args.out
            )
        )
        _print_left_out(made.manifest)
        _print_mentions(mentions)
    return 0


def _print_mentions(mentions: Sequence[Mention]) -> None:
    """Which records stay as they name people who did not agree, and what to do."""
    if mentions:
        print_error(_("These records stay here, as they name people who did not agree to be shared:"))
        for each in mentions:
            print_error(f"  {each.title}: {', '.join(each.names)}")
        print_error(_("Ask them, or erase the names; “--with-names” lets the records go as they are."))


def _preview_export(
    workspace: Workspace,
    known: HaveSet | None,
    wanted_files: Collection[str],
    ids: Collection[str] | None,
    *,
    with_names: bool,
    json: bool,
) -> int:
    """Print what a package would hold and what it would leave out, and write nothing."""
    from desktop.exchange.packages import preview_export
    from desktop.vocabularies import load

    leaving = preview_export(workspace, known, wanted_files, ids, with_mentions=with_names)
    if json:
        print_json(
            {
                "changes": leaving.changes,
                "records": leaving.records,
                "files": leaving.files,
                "bytes": leaving.size,
                "people": leaving.agreed,
                "erasures": leaving.erasures,
                "untitled": leaving.untitled,
                "stays": {
                    "people": leaving.people,
                    "requested": leaving.requested,
                    "names": leaving.names,
                    "mentions": [
                        {"id": each.id, "title": each.title, "names": list(each.names)} for each in leaving.mentions
                    ],
                    "private": leaving.private,
                    "unchosen": leaving.unchosen,
                },
            }
        )
        return 0
    lines = [(_("Changes"), leaving.changes)]
    lines += [(_(RECORD_TYPES[type].plural), number) for type, number in leaving.records.items()]
    lines += [
        (_("People who agreed: {consents}").format(consents=load("consents").label(code)), number)
        for code, number in sorted(leaving.agreed.items())
    ]
    lines += [(_("Attachments"), leaving.files), (_("Erasures"), leaving.erasures)]
    lines += [(_("Without a title"), number) for number in (sum(leaving.untitled.values()),) if number]
    print_line(_("Goes out"))
    for label, number in lines:
        print_line(f"  {label}: {number}")
    print_line(_("Stays on this desk"))
    for label, number in (
        (_("People who did not agree"), leaving.people),
        (_("People whom a partner asks to erase"), leaving.requested),
        (_("Names in learning notes, without agreement"), leaving.names),
        (_("Records that name people who did not agree"), len(leaving.mentions)),
        (_("Changes that are private"), leaving.private),
        (_("Changes of records that are not chosen"), leaving.unchosen),
    ):
        print_line(f"  {label}: {number}")
    return 0


def _print_left_out(manifest: Manifest) -> None:
    if manifest.left_out:
        print_line(
            ngettext("{count} file, {size} MB: later.", "{count} files, {size} MB: later.", len(manifest.left_out)).format(
                count=len(manifest.left_out), size=f"{sum(manifest.left_out.values()) / 1e6:.1f}"
            )
        )  # fmt: skip


def import_files(args: Namespace) -> int:
    """Take in files, packages and tables alike; 1 where one was refused, which changes nothing."""
    from desktop.exchange.packages import looks_like_package
    from desktop.exchange.partners import NewDeskError
    from desktop.exchange.pdf import looks_like_pdf

    refused = 0
    results: list[dict[str, Any]] = []
    with ExitStack() as stack:
        imports = _PackageImport(args, stack)
        for path in args.files:
            try:
                is_package = is_file(path) and (looks_like_package(path) or looks_like_pdf(path))
                if is_package or fits(path, PACKAGES):
                    results.append({"file": str(path), **_import_package(imports, path)})
                elif (
                    imported := imports.without_workspace(lambda path=path: calendars.import_file(args, path))
                ) is not None:
                    results.append({"file": str(path), **imported})
                elif not (args.only or args.without):
                    imported = imports.without_workspace(lambda path=path: _import_table(args, path))
                    results.append(imported if len(args.files) == 1 else {"file": str(path), **imported})
                else:
                    raise UserFacingError(
                        _("{name} is not a package.").format(name=path.name),
                        kept=_("Nothing was imported."),
                        todo=_("“--only” and “--without” work only with packages."),
                    )
            except UserFacingError as error:
                if len(args.files) == 1 and not (args.json and isinstance(error, NewDeskError)):
                    raise
                print_error(str(error) if len(args.files) == 1 else f"{path.name}: {error}")
                results.append({"file": str(path), "refused": str(error), **_new_desk_json(error)})
                refused += 1
        imports.end()
    if args.json:
        print_json(results[0] if len(results) == 1 else results)
    return 1 if refused else 0


def _import_table(args: Namespace, path: Path) -> dict[str, Any]:
    """A table among files: its name stands above what is printed of it."""
    if len(args.files) > 1 and not args.json:
        print_line(f"{path.name}")
    return tables.import_table(args, path)


def _new_desk_json(error: UserFacingError) -> dict[str, Any]:
    """Who made a package that waits for its desk to be accepted."""
    from desktop.exchange.partners import NewDeskError

    return {"signature": verdict_json(error.verdict)} if isinstance(error, NewDeskError) else {}


class _PackageImport:
    """Packages taken in one after the other: the workspace is opened, and backed up, once for all of them."""

    def __init__(self, args: Namespace, stack: ExitStack) -> None:
        self.args = args
        self._stack = stack
        self._workspace: Workspace | None = None
        self._saved: Path | None = None

    @property
    def workspace(self) -> Workspace:
        """Open until the run ends."""
        if self._workspace is None:
            self._workspace = self._stack.enter_context(open_workspace(self.args))
        return self._workspace

    def without_workspace(self, job: Callable[[], Result]) -> Result:
        """Do something that opens the workspace itself."""
        self._stack.close()
        self._workspace = None
        return job()

    def back_up(self) -> Path:
        """Before the first package that brings something."""
        if self._saved is None:
            self._saved = self.workspace.back_up("import")
        return self._saved

    def end(self) -> None:
        """After the last."""
        if self._saved is not None:
            self.workspace.finish_erasing()


def _import_package(imports: _PackageImport, path: Path) -> dict[str, Any]:
    from desktop.exchange.packages import IncomingRecordCollector, missing_changes_sentences, rejected_changes_sentences
    from desktop.exchange.partners.new_desks import new_writers_words
    from desktop.exchange.signed_packages import import_package_file

    args = imports.args
    if args.mapping:
        raise UserFacingError(_("A package needs no mapping: {name}.").format(name=path.name))
    seen, workspace = IncomingRecordCollector(), imports.workspace
    taken = import_package_file(
        workspace, path, unsigned=args.unsigned, new_key=args.new_key, accept_new=args.accept_new,
        accept_large=args.large,
        dry_run=args.dry_run, on_merged=seen if args.dry_run else None, selection=record_choice(args, workspace),
        back_up=imports.back_up,
    )  # fmt: skip
    report = taken.report
    missing = missing_changes_sentences(workspace, report.missing, dict(taken.manifest.desks))
    missing += rejected_changes_sentences(report, taken.verdict.name)
    if taken.new_writers:
        missing.append(new_writers_words(taken.new_writers, taken.verdict.name))
    missing += [*taken.imitations, *([taken.excess] if taken.excess else [])]
    if not args.json:
        print_verdict(taken.verdict)
        _print_report(report, missing)
        print_incoming_records(seen.records)
    return {
        **({"records": incoming_records_json(seen.records)} if args.dry_run else {}),
        "new_changes": report.new,
        "known_changes": report.known,
        "new": report.records_new,
        "changed": report.records_changed,
        "deleted": report.records_deleted,
        "in_conflict": report.records_in_conflict,
        "conflicts": report.conflicts,
        "missing": {replica: [list(span) for span in spans] for replica, spans in report.missing.items()},
        "erased": report.erased,
        "refused": report.refused,
        "kept_out": report.kept_out,
        "requests": report.requests,
        "set_aside": report.records_deferred,
        "new_desks": taken.new_writers,
        "sentences": missing,
        "signature": verdict_json(taken.verdict),
    }


def _print_report(report: MergeReport, missing: Sequence[str]) -> None:
    print_counts(
        {
            _("New changes"): report.new,
            _("Changes known before"): report.known,
            _("New"): sum(report.records_new.values()),
            _("Changed"): sum(report.records_changed.values()),
            _("Deleted"): sum(report.records_deleted.values()),
            _("In conflict"): sum(report.records_in_conflict.values()),
            **({_("Changes with permanently erased values"): report.erased} if report.erased else {}),
        }
    )
    if deferred := sum(report.records_deferred.values()):
        words = ngettext("{count} record was set aside.", "{count} records were set aside.", deferred)
        print_line(words.format(count=deferred) + " " + _("“waiting” lists what is set aside, and imports it."))
    for sentence in missing:
        print_line(sentence)


def inspect(args: Namespace) -> int:
    """Say what a package holds, after checking all of it, without taking anything in."""
    from desktop.exchange.signed_packages import inspect_package

    with _open_if_there(args) as workspace, inspect_package(workspace, args.file) as found:
        if args.json:
            data = _manifest_json(found.package.manifest)
            print_json({"file": str(args.file), **data, "signature": verdict_json(found.verdict)})
        else:
            _print_package(found.package)
            print_verdict(found.verdict)
    return 0


@contextmanager
def _open_if_there(args: Namespace) -> Generator[Workspace | None]:
    """The workspace that knows partners; None where there is none: a package can be looked at without."""
    if not exists(user_path(args.workspace)):
        yield None
        return
    with open_workspace(args, read_only=True) as workspace:
        yield workspace


def _print_package(package: Package) -> None:
    manifest = package.manifest
    print_line(_("From {author}, created {time} with {program}.").format(
        author=manifest.author or _("an unknown person"), time=manifest.made, program=manifest.program))  # fmt: skip
    if manifest.addressee:
        print_line(_("For {name}.").format(name=manifest.addressee))
    print_line(
        _("A partial package, for a desk that already has the earlier changes.")
        if manifest.builds_on
        else _("Needs no other package.")
    )
    labels = {
        (_(RECORD_TYPES[type].plural) if type in RECORD_TYPES else type): count
        for type, count in manifest.records.items()
    }
    print_counts({_("Changes"): manifest.changes, **labels, _("Files"): len(package.attachments)})
    _print_left_out(manifest)


def _manifest_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "author": manifest.author,
        "replica": manifest.replica,
        "workspace": manifest.workspace,
        "for": manifest.addressee,
        "made": manifest.made,
        "program": manifest.program,
        "changes": manifest.changes,
        "records": dict(manifest.records),
        "files": sum(name.startswith("files/") for name in manifest.files),
        "left_out": len(manifest.left_out),
        "builds_on": manifest.builds_on,
        "brings": manifest.brings,
        "holds": manifest.holds,
        **({"withheld": manifest.withheld} if manifest.major < 3 else {"whole": manifest.whole}),
    }


def dump(args: Namespace) -> int:
    """Print all that may leave this desk, a record a line: two desks with the same changes print the same."""
    from desktop.workspace.merge.dump import dump as lines

    with open_workspace(args, read_only=True) as workspace, workspace.reading() as conn:
        for line in lines(conn):
            print_data(f"{line}\n")
            if output_lost():
                break
    return 0
