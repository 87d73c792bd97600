"""Tables of activities by command: imported, and exported."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import open_workspace, output_path
from desktop.cli.output import print_counts, print_json
from desktop.cli.searches import read_query
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.files import is_file
from desktop.system.terminal import print_line

if TYPE_CHECKING:
    from desktop.catalogue.exporting.table_formats import TableFormat
    from desktop.exchange import ColumnMapping, Duplicate, ImportPlan, ImportReport, Table
    from desktop.workspace import Workspace

_NAMES_OF_CSV = frozenset(("", ".csv", ".txt"))


def import_table(args: Namespace, path: Path) -> dict[str, Any]:
    """Import a table and print what became of it; a question that the file leaves open stops it with a sentence that says
    how to answer.
    """
    from desktop.exchange import EditionChoices, apply_import, open_table, plan_import, save_refused_rows

    _check_update_options(args)
    gone = None if args.gone is None else args.gone == "mark"
    edition = EditionChoices(gone, args.older) if args.update else None
    refused = None if args.refused is None else csv_path(args, args.refused)
    table = open_table(path, sheet=args.sheet, encoding=args.encoding)
    with open_workspace(args, read_only=args.dry_run) as workspace:
        mapping, known = mapping_for(workspace, table, args.mapping, as_source=args.as_source, updating=args.update)
        if args.join_rows:
            mapping = replace(mapping, join_rows=True)
        if args.no_places:
            mapping = replace(mapping, no_places=True)
        plan = plan_import(workspace, table, mapping, without=args.without_line, edition=edition)
        try:
            if plan.questions:
                if args.explain and not args.json:
                    _print_explanation(plan)
                first = plan.questions[0]
                raise UserFacingError(first.text, kept=_("Nothing was imported."), todo=first.todo)
            if args.without_duplicates:
                plan.leave_out(each.id for each in plan.duplicates)
            _use_new_values(plan, args.use_new)
            saved = 0
            if refused is not None:
                saved = save_refused_rows(table, plan.refused_rows, refused)
            duplicates = list(plan.duplicates)
            said = [*plan.sentences()[1:], *_own_edits_said(plan)]
            own = _own_edits_json(plan)
            done = plan if args.dry_run else apply_import(workspace, plan)
        finally:
            plan.close()
    if done.equal_rows:
        said.append(_("“--join-rows” makes one activity of rows with the same title and dates."))
    if duplicates and not args.without_duplicates:
        said.append(_("“--without-duplicates” leaves them out."))
    if refused is not None:
        words = ngettext("{count} refused row is in {file}.", "{count} refused rows are in {file}.", saved)
        said.append(words.format(count=saved, file=args.refused))
    if done.places.found:
        said.append(_("“--no-places” leaves country and coordinates as the file says."))
    if known:
        said.insert(0, _("The columns are read as those of “{source}” were.").format(source=known))
    if not args.json:
        _print_report(done, said, explained=args.explain)
    return _report_json(done, known, duplicates) | _edition_json(done, own)


def _check_update_options(args: Namespace) -> None:
    """Raises UserFacingError for options that mean nothing without --update."""
    for name, given in (("--gone", args.gone), ("--use-new", args.use_new), ("--older", args.older)):
        if given and not args.update:
            raise UserFacingError(
                _("“{option}” goes with “--update” only.").format(option=name),
                kept=_("Nothing was imported."),
                todo=_("Add “--update” if this is the next edition of a source."),
            )


def _use_new_values(plan: ImportPlan, wanted: Sequence[str]) -> None:
    """Have the values of the file written over edits of this desk, where they were named."""
    for each in wanted:
        id, _colon, name = each.partition(":")
        keys = [key for key in plan.own_edits if id == "all" or (key[0] == id and (not name or key[1] == name))]
        if not keys and id != "all":
            raise UserFacingError(
                _("“{name}” is no field that was edited here and that the list changes.").format(name=each),
                kept=_("Nothing was imported."),
                todo=_("“--dry-run” lists them."),
            )
        plan.use_file_values(keys)


def _own_edits_said(plan: ImportPlan) -> list[str]:
    """Each edit of this desk that the list says otherwise, with what becomes of it."""
    from desktop.exchange.importing.own_edits import own_edits_of

    said: list[str] = []
    for each in own_edits_of(plan):
        words = (
            _("{title}, {field}: “{new}” of the list replaces “{own}”. ({id})")
            if each.replaced
            else _("{title}, {field}: “{own}” stays, the list says “{new}”. ({id})")
        )
        said.append(words.format(title=each.title, field=each.label, own=each.own, new=each.new, id=each.key))
    return said


def _own_edits_json(plan: ImportPlan) -> list[dict[str, object]]:
    from desktop.exchange.importing.own_edits import own_edits_of

    return [
        {
            "id": each.id, "title": each.title, "field": each.field, "before": each.before_value,
            "own": each.own_value, "new": each.new_value, "used": "new" if each.replaced else "own",
        }
        for each in own_edits_of(plan)
    ]  # fmt: skip


def _edition_json(done: ImportPlan | ImportReport, own: list[dict[str, object]]) -> dict[str, Any]:
    edition = done.edition
    if edition is None:
        return {}
    return {
        "source": edition.source,
        "found_by": edition.found_by,
        "found_by_title": edition.found_by_title,
        "gone": [{"id": each.id, "title": each.title} for each in edition.gone],
        "marked": done.marked,
        "own_edits": own,
    }


def mapping_for(
    workspace: Workspace, table: Table, given: Path | None, *, as_source: str = "", updating: bool = False
) -> tuple[ColumnMapping, str]:
    """(how a table is read: as `given` in a file or kept under that name, else as its source was the last time, else as
    guessed, the other source whose mapping that is). `as_source` names the source; a next edition (`updating`) is of the
    source whose list it is like.
    """
    from desktop.exchange import guess_mapping, initial_mapping, known_source, mapping_from_json, saved_mapping

    guess = guess_mapping(table)
    name = " ".join(as_source.split()) or (known_source(workspace, guess.source, table.headings) if updating else "")
    if name:
        guess = replace(guess, source=name)
    if given is not None and not is_file(given) and (saved := saved_mapping(workspace, str(given))) is not None:
        mapping = mapping_from_json(saved.to_json(), headings=table.headings, base=guess)
        return replace(mapping, source=guess.source), str(given)
    mapping = initial_mapping(workspace, guess, table.headings)
    known = known_source(workspace, guess.source, table.headings) if mapping != guess else ""
    if given is not None:
        mapping = mapping_from_json(read_mapping_text(given), headings=table.headings, base=mapping)
    return mapping, known if known != guess.source else ""


def read_mapping_text(path: Path) -> str:
    """What stands in a mapping file; UserFacingError where it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise UserFacingError(
            _("There is no file “{name}”, and no mapping is kept under that name.").format(name=path),
            kept=_("Nothing was imported."),
            todo=_("“mapping list” shows those that are kept."),
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserFacingError(_("Could not read {name}.").format(name=path)) from error


def _print_report(done: ImportPlan | ImportReport, said: list[str], *, explained: bool) -> None:
    from desktop.exchange import note_groups

    print_counts(
        {
            _("New"): done.new_to_write,
            _("Changed"): done.changed_to_write,
            _("Unchanged"): done.unchanged,
            _("Refused"): len(done.refused),
        }
    )
    if explained:
        _print_explanation(done)
        above = {line for line, _words in done.reading.skipped}
        for each in done.problems:
            if each.line in above:
                continue  # said already
            print_line(_("Line {line}: {reason}").format(line=each.line, reason=each.reason))
        return
    for sentence in said:
        print_line(sentence)
    groups = note_groups(done.problems)
    for group in groups:
        print_line(group.sentence())
    if any(group.notes > 1 for group in groups):
        print_line(_("“--explain” shows every note, and why each column is read as it is."))


def _print_explanation(done: ImportPlan | ImportReport) -> None:
    from desktop.exchange import explain, values_not_understood

    for line in explain(done):
        print_line(line)
    for column, values in values_not_understood(done.problems).items():
        example = json.dumps({"values": {column: {next(iter(values)): "…"}}}, ensure_ascii=False)
        print_line(_("Use --mapping FILE to say what cells mean, for instance {example}.").format(example=example))
        break
    reading = done.reading
    if reading.encoding_guessed:
        print_line(_("Another encoding is chosen with --encoding NAME, such as cp850."))
    if reading.other_sheets:
        print_line(_("Another sheet is chosen with --sheet NAME."))
    print_line(_("“--mapping FILE” changes how a column is read; “mapping save” keeps that for the next time."))


def _report_json(done: ImportPlan | ImportReport, known: str, duplicates: Sequence[Duplicate]) -> dict[str, Any]:
    from desktop.exchange import explanation_json

    return {
        "new": done.new_to_write,
        "changed": done.changed_to_write,
        "unchanged": done.unchanged,
        "refused": len(done.refused),
        "private": list(done.private),
        "rows": done.rows,
        "rows_joined": done.merged_rows,
        "activities_of_joined_rows": done.merged_activities,
        "rows_joined_by": done.joined_by if done.merged_rows else "",
        "rows_equal": done.equal_rows,
        "rows_left_out": done.left_out_rows,
        "rows_left_out_by_you": done.left_out_by_hand,
        "places": {
            "coordinates": done.places.coordinates,
            "countries": done.places.countries,
            "found": done.places.found,
            "not_said_which": dict(done.places.several),
        },
        "duplicates": [
            {
                "line": each.line,
                "title": each.title,
                "like_line": each.other_line or None,
                "like_id": each.other_id or None,
            }
            for each in duplicates
        ],
        "organisations": done.organisations,
        "organisations_like_others": [{"new": new, "known": other} for new, other in done.similar],
        "read_as": known,
        "reading": done.reading.to_json(),
        **explanation_json(done),
        "problems": [{"line": each.line, "reason": each.reason, "rows": each.count} for each in done.problems],
    }


def csv_path(args: Namespace, out: Path) -> Path:
    """Where a table is written. Raises UserFacingError where the name is that of another file type."""
    target = output_path(args, out)
    if target.suffix.lower() not in _NAMES_OF_CSV:
        raise UserFacingError(
            _("Tables are exported as CSV, but “{name}” is the name of another file type.").format(name=target.name),
            kept=_("No file was written."),
            todo=_("Choose a name that ends in “.csv”: Excel and LibreOffice open it."),
        )
    return target


def table_target(args: Namespace, out: Path) -> tuple[Path, TableFormat]:
    """Where a table is written, and in which format, by the end of its name. Raises UserFacingError for another file type."""
    from desktop.catalogue.exporting.table_formats import CSV, EXCEL_CSV, TABLE_FORMATS, format_of_name

    target = output_path(args, out)
    found = format_of_name(target) or (CSV if target.suffix.lower() in _NAMES_OF_CSV else None)
    if found is CSV and args.excel:
        found = EXCEL_CSV
    if found is None:
        raise UserFacingError(
            _("A table cannot be written as “{name}”: its ending is that of another file type.").format(
                name=target.name
            ),
            kept=_("No file was written."),
            todo=_("Choose a name that ends in one of {endings}.").format(
                endings=", ".join(dict.fromkeys(each.suffix for each in TABLE_FORMATS))
            ),
        )
    return target, found


def export_table(args: Namespace) -> int:
    """Write the activities that a query finds as a table, in the format that the file's name asks for."""
    from desktop.catalogue import ActivityList, texts_shortened
    from desktop.catalogue import export_table as write_table
    from desktop.catalogue.exporting.table_formats import not_held

    target, form = table_target(args, args.out)
    with open_workspace(args, read_only=not args.publisher) as workspace:
        if args.publisher:
            _keep_publisher(args, workspace)
        query = read_query(" ".join(args.query).strip())
        nos = list(ActivityList(workspace).order(query, ()).ids)
        if not nos:
            raise UserFacingError(_("No activity matches."), kept=_("No file was written."))
        done = write_table(workspace, nos, target, format=form)
    if args.json:
        print_json({"file": str(args.out), "activities": len(nos), "format": form.name, "shortened": done.shortened,
                    "left_out": done.left_out})  # fmt: skip
    else:
        print_line(
            ngettext("{count} activity in {file}.", "{count} activities in {file}.", len(nos)).format(
                count=len(nos), file=args.out
            )
        )
        if done.shortened:
            print_line(texts_shortened(done.shortened))
        if done.left_out:
            print_line(not_held(done.left_out))
    return 0


def _keep_publisher(args: Namespace, workspace: Workspace) -> None:
    """What IATI asks of whoever publishes, for this time and the next."""
    from desktop.catalogue.exporting.iati.publisher import Publisher, keep_publisher, publisher

    before = publisher(workspace)
    given = Publisher(args.publisher, args.publisher_type or before.type, args.sector or before.sector)
    keep_publisher(workspace, given)
