"""Commands on trainings: who trained whom, sheets that come back, the evaluation form and the report on trainers."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from desktop.cli.learners import day_of_list
from desktop.cli.open_workspace import find_record, open_workspace, output_path
from desktop.cli.output import page_size, print_json, print_json_list, print_missing_letters
from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, ngettext
from desktop.system.terminal import print_line
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.catalogue.trainings import Trainings
    from desktop.workspace import Workspace

_REACH = ("trainers", "trainings", "local_governments", "people")


def list_trainings(args: Namespace) -> int:
    """Print the trainings that a query finds, each with its trainers and what it reached with those trained there."""
    from desktop.catalogue import list_of
    from desktop.catalogue.trainings import TRAINING_KINDS, read_trainings
    from desktop.cli.searches import read_query
    from desktop.learning.reach_rows import cells_of, circle_sentences, reach_words
    from desktop.learning.trainer_tree import TrainerTree

    if args.csv:
        raise UserFacingError(
            _("Trainings are exported as activities."), kept=_("No file was written."),
            todo=_("Write: list activities kind:training,training_of_trainers --csv OUT.csv"),
        )  # fmt: skip
    query = read_query(f"kind:{','.join(TRAINING_KINDS)} {' '.join(args.query)}".strip())
    with open_workspace(args, read_only=True) as workspace:
        listing = list_of(workspace, "activity")
        wanted = set(listing.ids_of(listing.order(query).ids))
        found = read_trainings(workspace)
    tree = TrainerTree(found.trainings)
    those = [each for each in found.trainings if each.id in wanted][: args.limit]
    if args.json:
        print_json_list(
            {
                "id": each.id, "title": each.title, "kind": each.kind, "start": each.start, "end": each.end,
                "country": each.country, "given": each.given, "modules": each.modules,
                "sections": [found.sections[id] for id in each.sections], "trainers": _people(found, each.trainers),
                "trained": _people(found, each.trained), "people": each.people,
                "local_governments": each.local_governments,
                "generation": min((tree.generations.get(id, 0) for id in each.trainers), default=None),
                "reach": dict(zip(_REACH, cells_of(tree.reach_below(each)), strict=True)),
            }
            for each in those
        )  # fmt: skip
        return 0
    for each in those:
        names = ", ".join(found.people.get(id) or _("Untitled") for id in each.trainers)
        head = " · ".join(part for part in (each.title or _("Untitled"), each.year, names) if part)
        print_line(f"{each.id[:8]}  {head}: {reach_words(tree.reach_below(each))}")
    for sentence in circle_sentences(tree, found.people):
        print_line(sentence)
    return 0


def _people(found: Trainings, ids: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"id": id, "name": found.people.get(id, "")} for id in ids]


def import_evaluation(args: Namespace) -> int:
    """Count the forms of an evaluation into a training."""
    from desktop.learning.count_rows import cell_text
    from desktop.learning.evaluation_counts import evaluation_rows
    from desktop.learning.evaluation_import import apply_evaluation, plan_evaluation

    with open_workspace(args, read_only=args.dry_run) as workspace:
        training = find_record(workspace, args.training, "activity")
        day = day_of_list(args.date)
        plan = plan_evaluation(workspace, training.id, args.file, day, sheet=args.sheet, encoding=args.encoding)
        id = "" if args.dry_run else apply_evaluation(workspace, plan)
    if args.json:
        print_json(
            {
                "training": training.id, "evaluation": id, "forms": plan.counted.forms, "columns": plan.columns,
                "columns_ignored": plan.ignored, "answers": plan.counted.answers, "means": plan.counted.means,
                "remarks": plan.sentences(), "written": not args.dry_run,
            }
        )  # fmt: skip
        return 0
    section = ""
    for row in evaluation_rows(plan.counted):
        if row.section != section:
            section = row.section
            print_line(section)
        print_line(f"{'  ' if section else ''}{row.label}: {cell_text(row.cells[0])}")
    _print_rest(plan.sentences(), dry_run=args.dry_run)
    return 0


def import_sign_in(args: Namespace) -> int:
    """Count sign-in sheets into a training."""
    from desktop.learning.sign_in_sheets import apply_sign_in, plan_sign_in

    with open_workspace(args, read_only=args.dry_run) as workspace:
        training = find_record(workspace, args.training, "activity")
        day = day_of_list(args.date)
        plan = plan_sign_in(workspace, training.id, args.files, day, sheet=args.sheet, encoding=args.encoding)
        run = "" if args.dry_run else apply_sign_in(workspace, plan)
    if args.json:
        print_json(
            {
                "training": training.id, "run": run, "people": plan.people,
                "local_governments": plan.local_governments,
                "groups": {
                    dimension: {code: cells[0] for code, cells in rows.items()}
                    for dimension, rows in plan.shown.groups.items()
                },
                "written_into_training": plan.values, "remarks": plan.sentences(), "written": not args.dry_run,
            }
        )  # fmt: skip
        return 0
    words = ngettext("{number} person signed “{title}”.", "{number} people signed “{title}”.", plan.people)
    print_line(words.format(number=format_number(plan.people), title=training.title))
    _print_rest(plan.sentences(), dry_run=args.dry_run)
    return 0


def _print_rest(sentences: list[str], *, dry_run: bool) -> None:
    for sentence in sentences:
        print_line(sentence)
    if dry_run:
        print_line(_("Nothing was written."))


def report_evaluation_form(args: Namespace) -> int:
    """Write the evaluation form of a training as PDF, or as a sheet for the answers."""
    from desktop.reports.learning import EvaluationFormOptions, write_evaluation_form

    target = output_path(args, args.out)
    with open_workspace(args, read_only=True) as workspace:
        wanted = EvaluationFormOptions(
            later=args.later, language=args.language or current_language(),
            page_size=page_size(args), author=workspace.meta("author"),
        )  # fmt: skip
        training = find_record(workspace, args.id, "activity")
        pages = write_evaluation_form(workspace, training.id, target, wanted)
    if args.json:
        print_json({"file": str(args.out), "training": training.id, "pages": pages})
    else:
        print_line(_("{name} is ready to be filled in.").format(name=args.out))
    return 0


def report_trainers(args: Namespace) -> int:
    """Write who trained whom, with its reach, certificates and evaluations; trainers are named who agreed."""
    from desktop.reports.learning import TrainersOptions, write_trainers_report

    target = output_path(args, args.out)
    with open_workspace(args, read_only=True) as workspace:
        wanted = TrainersOptions(
            filters=_filters(args, workspace), language=args.language or current_language(),
            page_size=page_size(args), author=workspace.meta("author"),
        )  # fmt: skip
        made = write_trainers_report(workspace, target, wanted)
    if args.json:
        print_json(
            {
                "file": str(args.out), "trainers": made.trainers, "trainings": made.trainings,
                "not_agreed": made.not_agreed, "pages": made.pages, "missing": made.missing,
            }
        )  # fmt: skip
    else:
        print_line(made.sentence(str(args.out)))
        print_missing_letters(made.missing)
    return 0


def _filters(args: Namespace, workspace: Workspace) -> dict[str, str]:
    """What is asked for by code, by name or by year. Raises UserFacingError for what there is not."""
    from desktop.catalogue.trainings import read_trainings
    from desktop.vocabularies import fold, load

    found: dict[str, str] = {"year": args.year}
    for name, vocabulary in (("module", "modules"), ("country", "countries")):
        if words := getattr(args, name):
            term = load(vocabulary).find(words)
            found[name] = _known(term.code if term is not None else "", words)
    if args.section:
        sections = read_trainings(workspace).sections
        code = next((id for id, label in sections.items() if fold(args.section) in (fold(label), id)), "")
        found["section"] = _known(code, args.section)
    return found


def _known(code: str, words: str) -> str:
    if not code:
        raise UserFacingError(_("“{text}” is not known here.").format(text=words), kept=_("No file was written."))
    return code
