"""Commands for what travels between desks: export, import, inspect, dump; and for conflicts: conflicts, resolve."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli import calendars, tables
from desktop.cli.leaving import say_what_leaves
from desktop.cli.opening import not_over_workspace, one_record, opened
from desktop.cli.partners import print_verdict, verdict_data
from desktop.cli.printing import print_counts, print_json, print_json_list
from desktop.cli.searches import read_query
from desktop.cli.waiting import chosen, print_records, records_data
from desktop.errors import UserFacingError
from desktop.file_formats import PACKAGES, fits
from desktop.system.files import exists, is_file, user_path
from desktop.system.local_time import local_time
from desktop.system.terminal import output_lost, print_data, print_error, print_line
from desktop.words import _, ngettext
from desktop.workspace import RECORD_TYPES, Value, Workspace

if TYPE_CHECKING:
    from desktop.exchange.packages import Manifest, Package
    from desktop.workspace.conflicts.resolving import Disputed
    from desktop.workspace.merge.merging import MergeReport


def export(asked: Namespace) -> int:
    """Write a package, or a CSV file: the ending of the name says which."""
    if asked.out.suffix.lower() != ".fdz":
        if asked.full or asked.since or asked.without_files or asked.partner or asked.dry_run:
            raise UserFacingError(
                _("Only a package can be written with --dry-run, --for, --full, --since or --without-files."),
                kept=_("No file was written."),
                todo=_("Give the file a name that ends in .fdz."),
            )
        asked.query = [*asked.query, asked.only] if asked.only else asked.query
        return tables.export(asked)
    return _export_package(asked)


def _export_package(asked: Namespace) -> int:
    from desktop.exchange.packages import known_to, manifest_of
    from desktop.exchange.partners import find_partner
    from desktop.exchange.taking import export_signed, package_file

    target = not_over_workspace(asked, asked.out)
    if asked.since and (asked.full or asked.partner):
        raise UserFacingError(
            _("--since says what the other desk has: it does not go with --full or --for."),
            kept=_("No file was written."),
        )
    since = None
    if asked.since:
        with package_file(asked.since) as file:
            since = manifest_of(file)
    text = " ".join([*asked.query, asked.only]).strip()
    query = read_query(text)
    with opened(asked) as workspace:
        ids = None
        if text:
            from desktop.catalogue import ActivityList

            found = ActivityList(workspace)
            ids = found.ids_of(list(found.order(query, ()).ids))
            if not ids:
                raise UserFacingError(_("No activity matches."), kept=_("No file was written."))
        if asked.dry_run:
            partner = find_partner(workspace, asked.partner) if asked.partner and not asked.full else None
            known = known_to(workspace, since) if since else partner.seen if partner else None
            lacks = {*since.lacks, *since.left_out} if since else partner.lacks if partner else ()
            return say_what_leaves(workspace, known, lacks, ids, json=asked.json)
        made = export_signed(
            workspace, target, ids=ids, with_files=not asked.without_files, full=asked.full,
            partner=find_partner(workspace, asked.partner) if asked.partner else None,
            known=known_to(workspace, since) if since else None,
            asked={*since.lacks, *since.left_out} if since else (),
        )  # fmt: skip
    if asked.json:
        print_json({"file": str(asked.out), "bytes": made.size, **_manifest_data(made.manifest)})
    else:
        print_line(
            ngettext("{count} change in {file}.", "{count} changes in {file}.", made.manifest.changes).format(
                count=made.manifest.changes, file=asked.out
            )
        )
        _say_left_out(made.manifest)
    return 0


def _say_left_out(manifest: Manifest) -> None:
    if manifest.left_out:
        print_line(
            ngettext("{count} file, {size} MB: later.", "{count} files, {size} MB: later.", len(manifest.left_out)).format(
                count=len(manifest.left_out), size=f"{sum(manifest.left_out.values()) / 1e6:.1f}"
            )
        )  # fmt: skip


def bring_in(asked: Namespace) -> int:
    """Take in files, packages and tables alike; 1 where one was refused, which changes nothing."""
    from desktop.exchange.packages import looks_like_package
    from desktop.exchange.pdf import looks_like_pdf

    refused = 0
    told: list[dict[str, Any]] = []
    with ExitStack() as stack:
        run = _Run(asked, stack)
        for path in asked.files:
            try:
                packed = is_file(path) and (looks_like_package(path) or looks_like_pdf(path))
                if packed or fits(path, PACKAGES):
                    told.append({"file": str(path), **_bring_package(run, path)})
                elif (brought := run.apart(lambda path=path: calendars.bring(asked, path))) is not None:
                    told.append({"file": str(path), **brought})
                elif len(asked.files) == 1 and not (asked.only or asked.without):
                    asked.file = path
                    return tables.import_table(asked)
                else:
                    raise UserFacingError(
                        _("{name} is not a package.").format(name=path.name),
                        kept=_("Nothing was taken in."),
                        todo=_("Bring in tables one at a time."),
                    )
            except UserFacingError as error:
                if len(asked.files) == 1:
                    raise
                print_error(f"{path.name}: {error}")
                told.append({"file": str(path), "refused": str(error)})
                refused += 1
        run.end()
    if asked.json:
        print_json(told[0] if len(told) == 1 else told)
    return 1 if refused else 0


class _Run:
    """Packages taken in one after the other: the workspace is opened, and backed up, once for all of them."""

    def __init__(self, asked: Namespace, stack: ExitStack) -> None:
        self.asked = asked
        self._stack = stack
        self._workspace: Workspace | None = None
        self._saved: Path | None = None

    @property
    def workspace(self) -> Workspace:
        """Open until the run ends."""
        if self._workspace is None:
            self._workspace = self._stack.enter_context(opened(self.asked))
        return self._workspace

    def apart(self, job: Callable[[], dict[str, Any] | None]) -> dict[str, Any] | None:
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


def _bring_package(run: _Run, path: Path) -> dict[str, Any]:
    from desktop.exchange.packages import RecordsSeen, missing_words
    from desktop.exchange.taking import take_package

    asked = run.asked
    if asked.mapping:
        raise UserFacingError(_("A package needs no mapping: {name}.").format(name=path.name))
    seen, workspace = RecordsSeen(), run.workspace
    taken = take_package(
        workspace, path, unsigned=asked.unsigned, new_key=asked.new_key, rehearse=asked.dry_run,
        look=seen if asked.dry_run else None, choice=chosen(asked, workspace), back_up=run.back_up,
    )  # fmt: skip
    report = taken.report
    missing = missing_words(workspace, report.missing, dict(taken.manifest.desks))
    if not asked.json:
        print_verdict(taken.verdict)
        _print_report(report, missing)
        print_records(seen.records)
    return {
        **({"records": records_data(seen.records)} if asked.dry_run else {}),
        "new_changes": report.new,
        "known_changes": report.known,
        "new": report.records_new,
        "changed": report.records_changed,
        "deleted": report.records_deleted,
        "in_conflict": report.records_in_conflict,
        "conflicts": report.conflicts,
        "missing": {replica: [list(span) for span in spans] for replica, spans in report.missing.items()},
        "withheld": report.withheld,
        "erased": report.erased,
        "set_aside": report.records_deferred,
        "sentences": missing,
        "signature": verdict_data(taken.verdict),
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
            **({_("Changes that lost values for good"): report.erased} if report.erased else {}),
        }
    )
    if aside := sum(report.records_deferred.values()):
        words = ngettext("{count} record was set aside.", "{count} records were set aside.", aside)
        print_line(words.format(count=aside) + " " + _("“waiting” lists what waits, and takes it in."))
    for sentence in missing:
        print_line(sentence)


def inspect(asked: Namespace) -> int:
    """Say what a package holds, after checking all of it, without taking anything in."""
    from desktop.exchange.taking import examine

    with _known_desks(asked) as workspace, examine(workspace, asked.file) as found:
        if asked.json:
            told = _manifest_data(found.package.manifest)
            print_json({"file": str(asked.file), **told, "signature": verdict_data(found.verdict)})
        else:
            _print_package(found.package)
            print_verdict(found.verdict)
    return 0


@contextmanager
def _known_desks(asked: Namespace) -> Generator[Workspace | None]:
    """The workspace that knows partners; None where there is none: a package can be looked at without."""
    if not exists(user_path(asked.workspace)):
        yield None
        return
    with opened(asked, read_only=True) as workspace:
        yield workspace


def _print_package(package: Package) -> None:
    told = package.manifest
    print_line(_("From {author}, made {time} with {program}.").format(
        author=told.author or _("someone without a name"), time=told.made, program=told.program))  # fmt: skip
    if told.addressee:
        print_line(_("For {name}.").format(name=told.addressee))
    print_line(_("A part: for a desk that has what came before.") if told.builds_on else _("Needs no other package."))
    labels = {
        (_(RECORD_TYPES[type].plural) if type in RECORD_TYPES else type): count for type, count in told.records.items()
    }
    print_counts({_("Changes"): told.changes, **labels, _("Files"): len(package.attachments)})
    _say_left_out(told)


def _manifest_data(manifest: Manifest) -> dict[str, Any]:
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
        "withheld": manifest.withheld,
    }


def dump(asked: Namespace) -> int:
    """Print all that may leave this desk, a record a line: two desks with the same changes print the same."""
    from desktop.workspace.merge.dump import dump as lines

    with opened(asked, read_only=True) as workspace, workspace.reading() as conn:
        for line in lines(conn):
            print_data(f"{line}\n")
            if output_lost():
                break
    return 0


def conflicts(asked: Namespace) -> int:
    """List what has to be settled."""
    from desktop.workspace.conflicts.resolving import read_disputed

    with opened(asked, read_only=True) as workspace, workspace.reading() as conn:
        if asked.json:
            print_json_list(_disputed_data(each) for each in read_disputed(conn))
        else:
            last = ""
            for each in read_disputed(conn):
                if each.id != last:
                    print_line(f"{each.id}  {each.title}")
                last = each.id
                print_line(f"  {each.field}{_unseen_words(each)}")
                for choice in each.choices:
                    side = _("mine") if choice.mine else _("theirs")
                    print_line(f"    {side}: {_value_words(each, choice.value)}  ({_by(choice.author, choice.time)})")
    return 0


def _unseen_words(each: Disputed) -> str:
    if not each.unseen:
        return ""
    words = _("edited meanwhile: {fields}").format(fields=", ".join(each.unseen))
    return f" ({words})"


def _by(author: str, time: int) -> str:
    """Who, where that is known, and when."""
    return f"{author}, {_date(time)}" if author else _date(time)


def _value_words(each: Disputed, value: Value) -> str:
    if each.field == "deleted":
        return _("delete it") if value else _("keep it")
    return _("nothing") if value is None else str(value)


def _date(ms: int) -> str:
    return local_time(ms).strftime("%Y-%m-%d %H:%M")


def _disputed_data(each: Disputed) -> dict[str, Any]:
    return {
        "id": each.id,
        "type": each.type,
        "title": each.title,
        "kind": each.kind,
        "field": each.field,
        "unseen": list(each.unseen),
        "choices": [
            {"value": choice.value, "author": choice.author, "time": choice.time, "mine": choice.mine}
            for choice in each.choices
        ],
    }


def resolve(asked: Namespace) -> int:
    """Settle one conflict."""
    from desktop.workspace.conflicts.resolving import read_disputed, resolve

    with opened(asked) as workspace:
        record = one_record(workspace, asked.id)
        with workspace.reading() as conn:
            found = [each for each in read_disputed(conn, record.id) if asked.field in (each.field, *each.unseen)]
        if not found:
            raise UserFacingError(
                _("“{field}” of this record is not in conflict.").format(field=asked.field),
                kept=_("Nothing was changed."),
                todo=_("“conflicts” lists what is."),
            )
        resolve(workspace.journal, found[0], _taken(workspace, found[0], asked.take))
        left = len((one_record(workspace, record.id)).conflicts)
    if asked.json:
        print_json({"id": record.id, "field": found[0].field, "left": left})
    else:
        print_line(_("Settled."))
    return 0


def _taken(workspace: Workspace, disputed: Disputed, take: str) -> Value:
    """The value that is to stay. Raises UserFacingError where it does not fit the field."""
    from desktop.cli.assignments import pointed, read_assignments
    from desktop.workspace.conflicts.resolving import both_sides, one_side

    if take in ("mine", "theirs"):
        return one_side(disputed, mine=take == "mine")
    if take == "both":
        return both_sides(disputed)
    for choice in disputed.choices:
        if take == str(choice.value):
            return choice.value
    if disputed.field in ("deleted", "merged_into"):
        raise UserFacingError(_("Take mine or theirs."), kept=_("Nothing was changed."))
    kind = RECORD_TYPES[disputed.type]
    values = pointed(workspace, kind, read_assignments(kind, [f"{disputed.field}={take}"]))
    return values.get(disputed.field)
