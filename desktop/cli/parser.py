"""The words of the command line: commands, their options, and help."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop import NAME, VERSION
from desktop.cli import (
    calendars,
    conflicts,
    consolidation,
    duplicates,
    erasure,
    evidence,
    figures,
    forum,
    goals,
    help_topics,
    mappings,
    matching,
    moving,
    packages,
    partners,
    records,
    report_templates,
    reports,
    requests,
    searches,
    sources,
    suggestions,
    terms,
    trainings,
    visits,
    vocabularies,
    waiting,
    workspace_file,
)
from desktop.cli import (
    learners as learners_list,
)
from desktop.i18n import LANGUAGES, _
from desktop.system.files import expand_wildcards, user_path
from desktop.system.portable import portable_folder
from desktop.vocabularies import load
from desktop.vocabularies.edition import vocabularies_line
from desktop.workspace import RECORD_TYPES
from desktop.workspace.changes.erasure_decisions import REASONS

if TYPE_CHECKING:
    _Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # pyright: ignore[reportPrivateUsage]

Command = Callable[[argparse.Namespace], int]
WORKSPACE_VARIABLE = "FOCAL_DESK_WORKSPACE"
DOCUMENTS = (
    "programme", "briefing", "participants", "badges", "cards", "sheets", "budget", "note", "review",
    "follow-up", "certificates",
)  # fmt: skip
GROUPINGS = ("kind", "year", "country", "goal", "status", "none")


def default_workspace() -> Path:
    """FOCAL_DESK_WORKSPACE where set, else `Focal Desk.focal` in the person's documents."""
    named = os.environ.get(WORKSPACE_VARIABLE)
    if named:
        return user_path(named)
    if (portable := portable_folder()) is not None:
        return portable / "Focal Desk.focal"
    from platformdirs import user_documents_path

    return user_documents_path() / "Focal Desk.focal"


class Paths(argparse.Action):
    """Several files or folders; those of a pattern where the shell has left it as it is."""

    def __call__(
        self, _parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any, _option: str | None = None
    ) -> None:
        """Keep them all."""
        setattr(namespace, self.dest, expand_wildcards(values))


def _shared_options() -> argparse.ArgumentParser:
    """Options that may stand before or after the command: new each time, as `set_defaults` changes them."""
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_("print JSON"))
    shared.add_argument(
        "--workspace",
        type=user_path,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help=_("the .focal file; default: {name}, or “Focal Desk.focal” in your documents").format(
            name=WORKSPACE_VARIABLE
        ),
    )
    return shared


def option_values(parser: argparse.ArgumentParser) -> dict[str, int]:
    """How many words each option of the parser and its commands takes after it."""
    found: dict[str, int] = {}
    for action in parser._actions:  # pyright: ignore[reportPrivateUsage] - argparse lists them nowhere else
        commands = action.choices
        if isinstance(commands, dict):
            for each in cast("dict[str, argparse.ArgumentParser]", commands).values():
                found.update(option_values(each))
        count = action.nargs if isinstance(action.nargs, int) else 1
        found.update(dict.fromkeys(action.option_strings, count))
    return found


def options_last(words: Sequence[str], values: Mapping[str, int]) -> list[str]:
    """The words with the options at the end, so that they may stand anywhere: argparse of Python 3.11 takes a query
    after an option for a word too many. A query that begins with a minus is told from an option. `values` are those of
    `option_values`.
    """
    options, rest, todo = list[str](), list[str](), list(words)
    while todo:
        word = todo.pop(0)
        if word == "--":
            return [*rest, *options, *(["--", *todo] if todo else [])]
        if word.startswith("--"):
            count = 0 if "=" in word else values.get(word, 0)
            options += [word, *map(_not_an_option, todo[:count])]
            del todo[:count]
        else:
            rest.append(_not_an_option(word))
    return [*rest, *options]


def _not_an_option(word: str) -> str:
    """argparse takes a word with a space in it for no option."""
    return f" {word}" if len(word) > 2 and word[0] == "-" and word[1] != "-" else word


def make_parser() -> argparse.ArgumentParser:
    """The parser; `run` of what it returns is the command. Made at each start, as its help speaks a language."""
    parser = argparse.ArgumentParser(prog="main.py", parents=[_shared_options()], allow_abbrev=False)
    parser.set_defaults(json=False, workspace=default_workspace())
    version = f"{NAME} {VERSION} ({vocabularies_line()})"
    parser.add_argument("--version", action="version", version=version, help=_("print the version"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Command, help: str, parent: _Subparsers = commands) -> argparse.ArgumentParser:
        made = parent.add_parser(name, parents=[_shared_options()], help=help, description=help, allow_abbrev=False)
        made.set_defaults(run=run)
        return made

    init = command("init", workspace_file.init, _("create a workspace"))
    init.add_argument("--sample", action="store_true", help=_("with sample activities"))
    init.add_argument("--author", default="", metavar="NAME", help=_("your name, for the history"))
    importing = command(
        "import", packages.import_files, _("import packages (.fdz), or tables (CSV, XLSX, XLS, ODS, JSON, IATI XML)")
    )
    importing.add_argument("files", type=user_path, action=Paths, nargs="+", metavar="FILE")
    importing.add_argument("--unsigned", action="store_true", help=_("import unsigned packages"))
    importing.add_argument(
        "--new-key", action="store_true", help=_("import a package although its sender’s key has changed")
    )
    importing.add_argument("--accept-new", action="store_true", help=_("accept desks that are not known here yet"))
    importing.add_argument(
        "--large", action="store_true",
        help=_("import more than 50 MB, 50,000 changes or 100 new desks from a desk that is not confirmed"),
    )  # fmt: skip
    _add_reading(importing)
    importing.add_argument(
        "--join-rows", action="store_true", help=_("rows of a table with the same title and dates tell of one activity")
    )
    importing.add_argument(
        "--no-places", action="store_true", help=_("fill in neither country nor coordinates by the names of places")
    )
    importing.add_argument(
        "--without-duplicates", action="store_true",
        help=_("leave out activities of a table with the title, date and place of another one"),
    )  # fmt: skip
    importing.add_argument(
        "--without-line",
        type=int,
        action="append",
        default=[],
        metavar="LINE",
        help=_("leave out this line of a table"),
    )
    importing.add_argument(
        "--refused", type=user_path, metavar="FILE.csv",
        help=_("write the refused rows of a table to this file, to be corrected and imported again"),
    )  # fmt: skip
    importing.add_argument(
        "--explain",
        action="store_true",
        help=_("show how a table was read, why each column is read so, and every note"),
    )
    importing.add_argument(
        "--as-source",
        metavar="NAME",
        default="",
        help=_("the source that a table is a list of, whatever its file is called"),
    )
    importing.add_argument(
        "--update", action="store_true",
        help=_("the next edition of a source: edits made here stay, and what is gone from it is marked"),
    )  # fmt: skip
    importing.add_argument(
        "--gone", choices=("mark", "leave"),
        help=_("with --update: mark activities that are no longer in the source, or leave them as they are"),
    )  # fmt: skip
    importing.add_argument(
        "--use-new", action="append", default=[], metavar="ID[:FIELD]",
        help=_("with --update: use the new value where the field was edited here; “all” does so everywhere"),
    )  # fmt: skip
    importing.add_argument(
        "--older", action="store_true", help=_("with --update: import an edition although a newer one was imported")
    )
    importing.add_argument("--visit", metavar="ID", default="", help=_("the visit that a calendar (.ics) belongs to"))
    importing.add_argument("--dry-run", action="store_true", help=_("show what would be imported, change nothing"))
    for name, words in (("--only", _("only this record of a package; the others are set aside")),
                        ("--without", _("set this record aside; “waiting” imports it later"))):  # fmt: skip
        importing.add_argument(name, action="append", default=[], metavar="ID", help=words)
    _add_mapping_commands(command, commands)
    _add_source_commands(command)
    learners = command(
        "import-learners", learners_list.import_learners,
        _("count a list of learners from a course platform; no name is kept, unless asked"),
    )  # fmt: skip
    learners.add_argument(
        "file", type=user_path, nargs="?", metavar="FILE", help=_("a list from Moodle, Open edX, Zoom …")
    )
    learners.add_argument(
        "--run", dest="run_id", required=True, metavar="ID", help=_("the course run, or its activity")
    )
    learners.add_argument("--date", default="", metavar="2026-10-05", help=_("the day of the list; without it, today"))
    learners.add_argument("--sheet", metavar="NAME", help=_("the sheet of a workbook to read"))
    learners.add_argument("--encoding", metavar="NAME", help=_("the encoding of a CSV file, such as cp850"))
    learners.add_argument("--dry-run", action="store_true", help=_("say what would be counted, change nothing"))
    learners.add_argument(
        "--keep-names", action="store_true",
        help=_("keep names and addresses of this run’s learners, beside the workspace alone; for its next lists too"),
    )  # fmt: skip
    learners.add_argument("--delete-names", action="store_true", help=_("delete the names that are kept of the run"))
    learners.add_argument(
        "--close", action="store_true",
        help=_("the course is over: keep its numbers, delete the data used to recognise its learners"),
    )  # fmt: skip
    for name, run, words, several in (
        ("import-evaluation", trainings.import_evaluation,
         _("count the forms of an evaluation into a training, a row each"), False),
        ("import-sign-in", trainings.import_sign_in, _("count sign-in sheets into a training; no name is kept"), True),
    ):  # fmt: skip
        sheets = command(name, run, words)
        if several:
            sheets.add_argument(
                "files", type=user_path, action=Paths, nargs="+", metavar="FILE", help=_("a sheet, one for each day")
            )
        else:
            sheets.add_argument(
                "file", type=user_path, metavar="FILE", help=_("a table whose headings are the questions")
            )
        sheets.add_argument("--training", required=True, metavar="ID", help=_("the training, an activity"))
        sheets.add_argument(
            "--date", default="", metavar="2026-10-05", help=_("the day of the list; without it, today")
        )
        sheets.add_argument("--sheet", metavar="NAME", help=_("the sheet of a workbook to read"))
        sheets.add_argument("--encoding", metavar="NAME", help=_("the encoding of a CSV file, such as cp850"))
        sheets.add_argument("--dry-run", action="store_true", help=_("say what would be counted, change nothing"))
    listing = command(
        "list",
        records.list_records,
        _(
            "list activities, visits, needs, offers, goals, indicators, organisations, people, templates, modules, courses,"
            " trainings, forums, topics, relations or report-templates"
        ),
    )
    listing.add_argument("what", choices=records.ALL_LISTS)
    _add_query(listing)
    listing.add_argument("--limit", type=_positive_number, metavar="NUMBER", help=_("the maximum number"))
    listing.add_argument(
        "--csv", type=user_path, metavar="OUT", help=_("write a table; of people, those who agreed to be shared")
    )
    listing.add_argument("--excel", action="store_true", help=_("CSV with the separator that Excel expects here"))
    for name, run, help in (
        ("show", records.show, _("show a record")),
        ("history", records.history, _("who changed what in a record, and when")),
        ("delete", records.delete, _("put a record into the bin")),
        ("restore-record", records.restore_record, _("restore a record from the bin")),
    ):
        command(name, run, help).add_argument("id", help=_("its id, or the first letters of it"))
    starting = command(
        "new",
        visits.new,
        _("create a visit from a template, save a visit as a template, or make a need or an offer of a record"),
    )
    starting.add_argument("what", choices=("visit", "template", matching.NEED, matching.OFFER))
    starting.add_argument("--template", metavar="NAME", help=_("an approach, or the name of one of your templates"))
    starting.add_argument(
        "--from",
        dest="source",
        metavar="ID",
        help=_(
            "the visit to save as a template, the activity to plan as a visit, or the record that a need or an offer comes from"
        ),
    )
    starting.add_argument(
        "--past-tasks", choices=(visits.KEEP, visits.REMOVE, visits.FROM_TODAY),
        help=_("tasks that were due before the visit is made: keep them, remove them, or have them due today"),
    )  # fmt: skip
    starting.add_argument("values", nargs="*", metavar="field=value", help=_("title=…, targets+=SDG:11.5, title/fr=…"))
    _add_matching(command)
    due = command("due", visits.due, _("list what is due for visits"))
    due.add_argument("--within", default="30d", metavar="30d", help=_("how far to look: 30d, 2w, 3m, 1y"))
    adding = command("add", records.add, _("add a record"))
    adding.add_argument("--type", choices=tuple(RECORD_TYPES), default="activity")
    adding.add_argument(
        "values", nargs="*", metavar="[TYPE] field=value", help=_("title=…, targets+=SDG:11.5, title/fr=…")
    )
    editing = command("edit", records.edit, _("change fields of a record"))
    editing.add_argument("id", help=_("its id, or the first letters of it"))
    editing.add_argument("values", nargs="+", metavar="field=value", help=_("title=…, targets+=SDG:11.5, title/fr=…"))
    erased = command("erase", erasure.erase, _("permanently erase values, on this desk and every desk it reaches"))
    erased.add_argument("id", nargs="?", default="", help=_("its id, or the first letters of it"))
    erased.add_argument(
        "--author", default="", metavar="NAME", help=_("this name from all changes that were written under it")
    )
    erased.add_argument("--reason", choices=REASONS, help=_("why, for those who are asked to do the same"))
    erased.add_argument("--field", action="append", metavar="FIELD", help=_("all that was ever written in this field"))
    erased.add_argument("--containing", default="", metavar="WORDS", help=_("only what has these words in it"))
    erased.add_argument(
        "--all", action="store_true", help=_("all of the record; a person is forgotten, duplicates too")
    )
    erased.add_argument("--yes", action="store_true", help=_("confirm; without this, only a preview is shown"))
    command("undo", records.undo, _("undo the last action"))
    command("redo", records.redo, _("redo what was undone"))
    _add_forum_commands(command, commands)
    _add_export_commands(command, commands)
    _add_exchange_commands(command)
    backing_up = command("backup", workspace_file.backup, _("back up now"))
    place = backing_up.add_mutually_exclusive_group()
    place.add_argument(
        "--on-this-computer", dest="here", action="store_true", default=None,
        help=_("from now on, keep new backups in this computer’s own folder, outside a synchronised one"),
    )  # fmt: skip
    place.add_argument(
        "--beside", dest="here", action="store_false", help=_("from now on, keep new backups beside the workspace")
    )
    restoring = command("restore", workspace_file.restore, _("restore a backup in place of the workspace"))
    restoring.add_argument("backup", help=_("a backup file, or “latest”"))
    _add_moving(command)
    checking = command("check", workspace_file.check_workspace, _("check the workspace"))
    checking.add_argument("--repair", action="store_true", help=_("repair what can be rebuilt"))
    twice = command(
        "duplicates", duplicates.duplicates, _("list records that may be there twice; join two, or keep them apart")
    )
    twice.add_argument("what", nargs="?", default="", choices=("", *duplicates.LISTS))
    decision = twice.add_mutually_exclusive_group()
    decision.add_argument(
        "--join", nargs=2, metavar=("KEEP", "OTHER"), help=_("make one record of two: the first keeps what it says")
    )
    decision.add_argument(
        "--not-same", nargs=2, metavar=("ONE", "OTHER"), help=_("they are two: do not list them again, on any desk")
    )
    suggested = command(
        "suggest", suggestions.suggest,
        _("suggest targets, hazards and essentials from titles and summaries; nothing is set without --accept-above"),
    )  # fmt: skip
    suggested.add_argument("--query", default="", help=_("only what this query finds"))
    suggested.add_argument(
        "--accept-above", type=int, metavar="PERCENT", help=_("accept the suggestions with at least this confidence")
    )
    suggested.add_argument(
        "--forget-learnt", action="store_true", help=_("forget what accepted suggestions taught this desk")
    )
    own = command(
        "terms", terms.terms, _("list the terms that the network added to vocabularies; add, rename, retire, merge")
    )
    own.add_argument("action", choices=terms.ACTIONS)
    own.add_argument(
        "words", nargs="*", metavar="WORD", help=_("VOCABULARY NAME, or TERM NAME; label/fr=…, aliases=…, broader=…")
    )
    helping = command("help", help_topics.print_topic, _("print a text of the help, or the list of its topics"))
    helping.add_argument("topic", nargs="?", default="", metavar="TOPIC")
    helping.add_argument("--language", choices=LANGUAGES, help=_("the language of the text"))
    helping.add_argument(
        "--manual", type=user_path, metavar="FILE", help=_("write all topics as one PDF, with contents and pictures")
    )
    helping.add_argument("--paper", choices=("a4", "letter"), default="a4", help=_("the size of the page"))
    _add_counting_commands(command)
    codes = command("vocabulary", vocabularies.vocabulary, _("list the codes of a vocabulary"))
    codes.add_argument("name")
    codes.add_argument("text", nargs="?", default="", help=_("only those with these words"))
    return parser


def _add_counting_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What the records add up to."""
    counting = command("figures", figures.figures, _("count activities, people reached, courses, visits and members"))
    counting.add_argument(
        "--by", choices=figures.BY, help=_("the figures of each target, country, year and so on")
    )  # fmt: skip
    counting.add_argument("--figure", action="append", default=[], metavar="NAME", help=_("only this figure"))
    counting.add_argument("--define", action="store_true", help=_("say what each figure counts"))
    values = command("import-indicators", goals.import_indicators, _("import a table of values of indicators"))
    values.add_argument("file", type=user_path, metavar="FILE", help=_("one value a row, or a column for each year"))
    values.add_argument("--sheet", help=_("one of a workbook's sheets"))
    values.add_argument("--dry-run", action="store_true", help=_("show what would change; change nothing"))
    command("goals", goals.goals, _("how far the goals are, by who set them"))
    covering = command(
        "coverage", figures.coverage, _("count activities for each target by year, country and so on; name the gaps")
    )
    covering.add_argument("--rows", choices=figures.ROWS, default="target", help=_("of what"))
    covering.add_argument("--columns", choices=figures.COLUMNS, default="year", help=_("by what"))
    covering.add_argument("--gaps", action="store_true", help=_("where nothing was done for long, or never"))
    covering.add_argument("--visits", action="store_true", help=_("count visits in place of activities"))
    covering.add_argument("--all", action="store_true", help=_("count ideas and what was cancelled too"))
    for each in (counting, covering):
        _add_query(each)
        each.add_argument(
            "--period", default="", metavar="2021..2022", help=_("only what took place in these years or months")
        )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    """How a table is read."""
    parser.add_argument(
        "--mapping",
        type=user_path,
        metavar="FILE|NAME",
        help=_("how columns are read: a JSON file, or a mapping that is kept"),
    )
    parser.add_argument("--sheet", metavar="NAME", help=_("the sheet of a workbook to read"))
    parser.add_argument("--encoding", metavar="NAME", help=_("the encoding of a CSV file, such as cp850"))


def _add_matching(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Who could learn from whom."""
    matches = command(
        "match", matching.match, _("the best offers for a need, or the best whole assignment of all needs to offers")
    )
    matches.add_argument("--need", default="", metavar="ID", help=_("the best offers for this need"))
    matches.add_argument("--all", action="store_true", help=_("with --need: also offers that do not fit, and why"))
    matches.add_argument(
        "--limits", type=user_path, metavar="FILE", help=_("weights and limits as JSON: theme_points, host_at_most …")
    )
    matches.add_argument("--matching", default="", metavar="ID", help=_("with the weights and limits of this matching"))
    matches.add_argument("--save", default="", metavar="NAME", help=_("keep the weights and limits under a name"))
    for name, help in (
        ("--ask", _("with --need: note that the host of this offer was asked")),
        ("--accept", _("with --need: this offer is accepted and becomes a visit")),
        ("--decline", _("with --need: this offer is declined, with a --reason")),
    ):
        matches.add_argument(name, default="", metavar="OFFER", help=help)
    matches.add_argument("--reason", default="", metavar="TEXT", help=_("why it is declined"))
    matches.add_argument("--accept-all", action="store_true", help=_("make a visit of each pair of the assignment"))


def _add_mapping_commands(command: Callable[..., argparse.ArgumentParser], commands: _Subparsers) -> None:
    """How the columns of sources are read."""
    mapping = commands.add_parser(
        "mapping",
        help=_("how the columns of tables are read: save, list, rename, export, import, delete"),
        allow_abbrev=False,
    )
    kinds = mapping.add_subparsers(metavar="ACTION", required=True)
    saving = command(
        "save", mappings.save_mapping, _("save how a table is read, for the next one of its source"), kinds
    )
    saving.add_argument("file", type=user_path)
    _add_reading(saving)
    command("list", mappings.list_mappings, _("list the sources that have a saved mapping"), kinds)
    exporting = command("export", mappings.export_mapping, _("write a mapping into a file for another desk"), kinds)
    exporting.add_argument("source", metavar="NAME")
    exporting.add_argument("out", type=user_path, metavar="OUT.json")
    importing = command("import", mappings.import_mapping, _("import a mapping that another desk exported"), kinds)
    importing.add_argument("file", type=user_path)
    for each in (saving, importing):
        each.add_argument("--source", default="", metavar="NAME", help=_("the source that it is kept for"))
    renaming = command(
        "rename", mappings.rename_mapping, _("read lists of another name as those of this source were read"), kinds
    )
    renaming.add_argument("source", metavar="NAME")
    renaming.add_argument("name", metavar="NEW_NAME")
    deleting = command("delete", mappings.delete_mapping, _("delete the saved mapping of a source"), kinds)
    deleting.add_argument("source", metavar="NAME")


def _add_source_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Lists that come again."""
    listing = command(
        "sources", sources.sources, _("list the sources that tables were imported from; rename or forget one")
    )
    choice = listing.add_mutually_exclusive_group()
    choice.add_argument("--rename", nargs=2, metavar=("NAME", "NEW_NAME"), help=_("give a source another name"))
    choice.add_argument(
        "--forget", metavar="NAME", help=_("forget how a source is read and its editions; its activities stay")
    )


def _add_forum_commands(command: Callable[..., argparse.ArgumentParser], commands: _Subparsers) -> None:
    """The Learning Forum: votes and what follows from them."""
    of_forum = commands.add_parser(
        "forum", help=_("the Learning Forum: results of votes, and votes to enter"), allow_abbrev=False
    )
    kinds = of_forum.add_subparsers(metavar="ACTION", required=True)
    found = command("results", forum.results, _("the result of a round of votes, and how it came about"), kinds)
    found.add_argument("id", nargs="?", default="", help=_("a round or a forum; without it, the newest"))
    found.add_argument(
        "--voters", action="store_true", help=_("also who voted; what they chose where that is shown here")
    )
    voting = command("vote", forum.vote, _("enter the vote of a person who asked this desk to, or change it"), kinds)
    voting.add_argument("round", help=_("its id, or the first letters of it"))
    voting.add_argument("person", help=_("its id, or the first letters of it"))
    voting.add_argument("topics", nargs="*", metavar="TOPIC[=POINTS]")
    voting.add_argument(
        "--received", required=True, choices=[each.code for each in load("vote_channels")],
        help=_("how this desk got the vote"),
    )  # fmt: skip
    voting.add_argument("--none", action="store_true", help=_("take the vote back"))
    drawn = command("groups", forum.groups, _("draw groups of those who take part, mixed fairly"), kinds)
    drawn.add_argument("id", nargs="?", default="", help=_("a forum; without it, the newest"))
    _add_groups(drawn)
    planned = command("programme", forum.programme, _("propose a programme from the result of a round"), kinds)
    planned.add_argument("id", nargs="?", default="", help=_("a round or a forum; without it, the newest"))
    for name, usual, words in (
        ("--days", 1, _("how many days")), ("--sessions", 4, _("how many sessions a day")),
        ("--minutes", 60, _("how long each is")), ("--tracks", 2, _("how many side by side")),
    ):  # fmt: skip
        planned.add_argument(name, type=_positive_number, default=usual, metavar="NUMBER", help=words)
    planned.add_argument("--pause", type=int, default=30, metavar="NUMBER", help=_("minutes between sessions"))
    planned.add_argument("--start", default="09:00", metavar="09:00", help=_("when the first session of a day begins"))
    planned.add_argument("--write", action="store_true", help=_("write it into the visit of the forum"))
    filled = command(
        "contributions", forum.contributions, _("import a sheet of contributions: a topic for each row"), kinds
    )
    filled.add_argument("file", type=user_path, metavar="FILE")
    filled.add_argument("--forum", default="", metavar="ID", help=_("a forum; without it, the newest"))
    filled.add_argument("--sheet", metavar="NAME", help=_("the sheet of a workbook to read"))
    filled.add_argument("--encoding", metavar="NAME", help=_("the encoding of a CSV file, such as cp850"))
    filled.add_argument("--dry-run", action="store_true", help=_("show what would be imported, change nothing"))
    _add_calls(command, kinds)


def _add_calls(command: Callable[..., argparse.ArgumentParser], kinds: _Subparsers) -> None:
    """Calls from the secretariat."""
    called = command(
        "call", forum.call, _("list calls; what this desk lacks for one, who has answered, and to answer"), kinds
    )
    called.add_argument("id", nargs="?", default="", help=_("a call; without it, all are listed"))
    called.add_argument("--answer", action="store_true", help=_("answer the call: how many records are complete here"))
    called.add_argument("--remark", default="", metavar="WORDS", help=_("a remark to the answer"))


def _add_groups(parser: argparse.ArgumentParser) -> None:
    """How groups are drawn."""
    parser.add_argument(
        "--groups", dest="count", type=_positive_number, default=4, metavar="NUMBER", help=_("how many")
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="NUMBER", help=_("the same people and number give the same groups")
    )


def _add_export_commands(command: Callable[..., argparse.ArgumentParser], commands: _Subparsers) -> None:
    """What goes out: report, export; and the searches kept for it."""
    report = commands.add_parser("report", help=_("write a report"), allow_abbrev=False)
    kinds = report.add_subparsers(metavar="REPORT", required=True)
    made = command("summary", reports.report_summary, _("a PDF with figures, charts and activities"), kinds)
    made.add_argument("out", type=user_path, metavar="OUT.pdf")
    made.add_argument("--query", default="", help=_("only what this query finds"))
    made.add_argument(
        "--period", default="", metavar="2021..2022", help=_("only what took place in these years or months")
    )
    made.add_argument("--group", choices=GROUPINGS, default="kind", help=_("how activities are grouped"))
    made.add_argument("--compact", action="store_true", help=_("a table of activities in place of a block for each"))
    made.add_argument(
        "--template", default="", metavar="NAME", help=_("a report by this template; see list report-templates")
    )
    annual = command(
        "annual", report_templates.report_by_template, _("the annual report, or one by another template"), kinds
    )
    annual.add_argument("out", type=user_path, metavar="OUT.pdf")
    annual.add_argument("--template", default="annual", metavar="NAME", help=_("see list report-templates"))
    annual.add_argument(
        "--period",
        default="",
        metavar="2025",
        help=_("in place of the period of the template; a year, months, 2024..2025"),
    )
    visit = command("visit", reports.report_visit, _("a document of a peer visit"), kinds)
    visit.add_argument("id", help=_("its id, or the first letters of it"))
    visit.add_argument("--document", choices=DOCUMENTS, required=True, help=_("which document"))
    visit.add_argument("out", type=user_path, metavar="OUT.pdf")
    directory = command(
        "directory",
        reports.report_directory,
        _("who is who: organisations and those of their people who agreed"),
        kinds,
    )
    directory.add_argument("out", type=user_path, metavar="OUT.pdf|OUT.csv")
    directory.add_argument("--query", default="", help=_("only the organisations that this query finds"))
    directory.add_argument("--people", action="store_true", help=_("the query is for people"))
    person = command("person", reports.report_person, _("what is held about a person, for that person"), kinds)
    person.add_argument("id", help=_("its id, or the first letters of it"))
    person.add_argument("out", type=user_path, metavar="OUT.pdf")
    person.add_argument(
        "--years", type=_positive_number, default=5, metavar="NUMBER",
        help=_("years without news after which it asks whether to erase"),
    )  # fmt: skip
    course = command(
        "course", reports.report_course, _("a course run, or a course with all its runs, in numbers"), kinds
    )
    course.add_argument("id", help=_("its id, or the first letters of it"))
    course.add_argument("out", type=user_path, metavar="OUT.pdf")
    member = command(
        "member", reports.report_member,
        _("what an organisation did: courses its people enrolled in, supported and taught, visits, commitments"), kinds,
    )  # fmt: skip
    member.add_argument("id", help=_("its id, or the first letters of it"))
    member.add_argument("out", type=user_path, metavar="OUT.pdf|OUT.csv")
    of_forum = command(
        "forum",
        forum.report,
        _("a paper of a forum: its report, who is here, groups, signs, a form, a sheet to fill in"),
        kinds,
    )  # fmt: skip
    of_forum.add_argument("out", type=user_path, metavar="OUT.pdf|OUT.xlsx|OUT.csv")
    of_forum.add_argument("--forum", default="", metavar="ID", help=_("a forum; without it, the newest"))
    of_forum.add_argument(
        "--document",
        choices=("report", "people", "groups", "signs", "form", "sheet"),
        default="report",
        help=_("which document"),
    )
    _add_groups(of_forum)
    of_matching = command(
        "matching", matching.report, _("who meets whom and why, who finds nobody, and the points and limits"), kinds
    )
    of_matching.add_argument("out", type=user_path, metavar="OUT.pdf")
    of_matching.add_argument(
        "--matching", metavar="ID", help=_("a matching that is kept; without it, the usual points")
    )
    of_matching.add_argument("--limits", type=user_path, metavar="FILE", help=_("points and limits as JSON"))
    trainers = command(
        "trainers", trainings.report_trainers, _("who trained whom, by consent, and what that reached"), kinds
    )
    trainers.add_argument("out", type=user_path, metavar="OUT.pdf")
    for name, words in (
        ("module", _("only trainings on this module")), ("country", _("only trainings in this country")),
        ("section", _("only trainings of this section")), ("year", _("only trainings that began in this year")),
    ):  # fmt: skip
        trainers.add_argument(f"--{name}", default="", help=words)
    form = command("evaluation-form", trainings.report_evaluation_form, _("the evaluation form of a training"), kinds)
    form.add_argument("id", help=_("its id, or the first letters of it"))
    form.add_argument("out", type=user_path, metavar="OUT.pdf|OUT.csv")
    form.add_argument("--later", action="store_true", help=_("the form that is asked three months later"))
    on = command(
        "evidence", evidence.report_evidence,
        _("what was done, what changed and what is missing: on a target, a place, an organisation, a module, a method"), kinds,
    )  # fmt: skip
    on.add_argument("out", type=user_path, metavar="OUT.pdf|OUT.md")
    for name, words in (
        ("target", _("a goal or target, as 11.5")), ("place", _("a country, a region or a town")),
        ("organisation", _("the name of an organisation")), ("module", _("a module, by its code or name")),
        ("method", _("a method, by its code or name")),
    ):  # fmt: skip
        on.add_argument(f"--{name}", default="", help=words)
    annex = command(
        "annex", evidence.report_annex, _("the annex of a voluntary local review: actions by goal and target"), kinds
    )
    annex.add_argument("out", type=user_path, metavar="OUT.pdf|OUT.md|OUT.csv")
    annex.add_argument("--query", default="", help=_("only the activities and visits that this query finds"))
    for each in (on, annex):
        each.add_argument(
            "--period", default="", metavar="2021..2022", help=_("only what took place in these years or months")
        )
    plan = command(
        "plan", goals.report_plan, _("the plan of a year: goals, and its activities with their state"), kinds
    )
    plan.add_argument("out", type=user_path, metavar="OUT.pdf")
    plan.add_argument("--period", default="", help=_("a year, months or days; this year where nothing is said"))
    for each in (
        made, annual, visit, directory, person, course, member, of_forum, of_matching, trainers, form, on, annex, plan,
    ):  # fmt: skip
        each.add_argument("--language", choices=LANGUAGES, help=_("the language of the report"))
        each.add_argument("--paper", choices=("a4", "letter"), default="a4", help=_("the size of the page"))
    for each in (made, annual, visit, course):
        each.add_argument("--without-data", action="store_true", help=_("do not put the data into the PDF"))
    exporting = command(
        "export", packages.export, _("write a package (.fdz) for another desk, or activities as a table")
    )
    exporting.add_argument(
        "out", type=user_path, metavar="OUT",
        help=_(
            "a package (.fdz), or a table: .csv, .xlsx, .hxl.csv, .hxl.json, .xml (IATI), .jsonl, .geojson,"
            " .zip (data package)"
        ),
    )  # fmt: skip
    exporting.add_argument("--excel", action="store_true", help=_("CSV with the separator that Excel expects here"))
    exporting.add_argument(
        "--publisher", metavar="ID", default="", help=_("IATI: the identifier of the organisation that publishes; kept")
    )
    exporting.add_argument(
        "--publisher-type", metavar="CODE", default="", help=_("IATI: the type of that organisation, such as 11; kept")
    )
    exporting.add_argument(
        "--sector",
        metavar="CODE",
        default="",
        help=_("IATI: the sector of activities without one, such as 43060; kept"),
    )
    _add_query(exporting)
    exporting.add_argument("--query", dest="only", default="", help=_("only what this query finds"))
    exporting.add_argument("--for", dest="partner", metavar="PARTNER", help=_("only what this partner does not have"))
    exporting.add_argument(
        "--full", action="store_true", help=_("everything that may be sent, whatever the other desk has")
    )
    exporting.add_argument(
        "--since", type=user_path, metavar="FILE", help=_("only what the sender of this package does not have")
    )
    exporting.add_argument(
        "--with-names", action="store_true", help=_("also records that name people who did not agree to be shared")
    )
    exporting.add_argument("--without-files", action="store_true", help=_("leave attachments for a later package"))
    exporting.add_argument(
        "--format", choices=("3.0", "2.0"), default="3.0",
        help=_("2.0 for a desk that was not updated: nobody can prove who wrote what is in it"),
    )  # fmt: skip
    exporting.add_argument(
        "--dry-run", action="store_true", help=_("show what would be sent and what would not; write nothing")
    )
    calendar = command("export-calendar", calendars.export_calendar, _("write visits as a calendar for other programs"))
    calendar.add_argument("out", type=user_path, metavar="OUT.ics")
    contacts = command(
        "export-contacts", calendars.export_contacts, _("write contacts (vCard) of the people who consented")
    )
    contacts.add_argument("out", type=user_path, metavar="OUT.vcf")
    for each in (calendar, contacts):
        each.add_argument("--visit", metavar="ID", default="", help=_("of this visit alone"))
    kept = command("searches", searches.searches, _("list saved searches; save, rename or delete one"))
    kept.add_argument(
        "--list", dest="what", choices=tuple(searches.LISTS), default="activities", help=_("of which list")
    )
    kept.add_argument("--save", nargs=2, metavar=("NAME", "QUERY"))
    kept.add_argument("--rename", nargs=2, metavar=("NAME", "NEW"))
    kept.add_argument("--delete", metavar="NAME")


def _add_exchange_commands(command: Callable[..., argparse.ArgumentParser]) -> None:
    """What arrived, and what has to be settled."""
    looking = command("inspect", packages.inspect, _("show what a package contains, without importing it"))
    looking.add_argument("file", type=user_path)
    knowing = command("partners", partners.partners, _("list the desks that packages came from"))
    knowing.add_argument("--rename", nargs=2, metavar=("NAME", "NEW"))
    knowing.add_argument("--role", nargs=2, metavar=("NAME", "secretariat|section|peer"))
    knowing.add_argument("--forget", metavar="NAME")
    knowing.add_argument(
        "--accept", action="append", default=[], metavar="NAME",
        help=_("accept a new desk, by its name or the first digits of its verification code"),
    )  # fmt: skip
    knowing.add_argument("--own", action="store_true", help=_("the verification code of this desk’s own key"))
    knowing.add_argument(
        "--erases", nargs=2, metavar=("NAME", "ask|people|never"),
        help=_("whether what a partner asks to erase goes: once you agree, at once where it is about people, or never"),
    )  # fmt: skip
    knowing.add_argument(
        "--brings-old", nargs=2, metavar=("NAME", "yes|no"),
        help=_("whether a partner may bring changes of others that nobody can prove"),
    )  # fmt: skip
    knowing.add_argument(
        "--new-computer", type=user_path, metavar="FILE",
        help=_("on a new computer: write a file by which your desk on the old one introduces this one"),
    )  # fmt: skip
    knowing.add_argument(
        "--only-proven", choices=("yes", "no"),
        help=_("whether changes from a time without proofs are left out from now on; what is here stays"),
    )  # fmt: skip
    knowing.add_argument(
        "--former", metavar="NAME", help=_("with --new-computer: your desk on the old computer, among the partners")
    )
    knowing.add_argument(
        "--introduce", type=user_path, metavar="FILE",
        help=_("on the old computer: sign that file; then on the new one: take it"),
    )  # fmt: skip
    knowing.add_argument(
        "--withdraw", type=user_path, metavar="FILE", help=_("undo --introduce: packages do not carry it any more")
    )
    for name, help in (
        ("--link", _("this partner is who the one that introduces them was, on a new computer")),
        ("--unlink", _("undo --link")),
        ("--confirm", _("the verification code of this partner was compared by telephone")),
        ("--unconfirm", _("take that back: then this partner has no rights here either")),
        ("--freeze", _("what comes from this partner waits from now on: their key was stolen, or their computer sold")),
        ("--block", _("refuse packages of this partner, and remove what is here of them until you --allow them again")),
        ("--allow", _("undo --freeze or --block, and import what waited")),
    ):
        knowing.add_argument(name, metavar="NAME", help=help)
    knowing.add_argument(
        "--with-relayed", action="store_true",
        help=_("with --block: also the desks that are known through this partner alone"),
    )  # fmt: skip
    asking = command("requests", requests.requests, _("list what waits for your decision, and decide"))
    asking.add_argument(
        "--grant", action="append", type=int, default=[], metavar="NO", help=_("erase what is asked for")
    )
    asking.add_argument("--decline", action="append", type=int, default=[], metavar="NO", help=_("keep it"))
    asking.add_argument(
        "--decline-desk", action="append", type=int, default=[], metavar="NO",
        help=_("decline this request, all others of its desk, and whatever it asks later"),
    )  # fmt: skip
    asking.add_argument(
        "--accept", action="append", default=[], metavar="NAME", help=_("import what waits in the name of these desks")
    )
    asking.add_argument(
        "--accept-all", action="store_true", help=_("import all waiting changes from a time without proofs")
    )
    consolidating = command(
        "consolidate", consolidation.consolidate,
        _("import all packages of a folder; without a folder, show the last result"),
    )  # fmt: skip
    consolidating.add_argument("folder", type=user_path, action=Paths, nargs="*", metavar="FOLDER")
    consolidating.add_argument("--unsigned", action="store_true", help=_("import unsigned packages"))
    consolidating.add_argument(
        "--new-key", action="store_true", help=_("import packages although their sender’s key has changed")
    )
    consolidating.add_argument("--accept-new", action="store_true", help=_("accept desks that are not known here yet"))
    consolidating.add_argument(
        "--large", action="store_true",
        help=_("import more than 50 MB, 50,000 changes or 100 new desks from a desk that is not confirmed"),
    )  # fmt: skip
    consolidating.add_argument(
        "--dry-run", action="store_true", help=_("show what each would change, without importing")
    )
    consolidating.add_argument("--csv", metavar="FILE", help=_("write the list of files to this file too"))
    consolidating.add_argument("--undo", action="store_true", help=_("undo the whole last import"))
    sharing = command(
        "share", consolidation.share, _("write a package for each partner, with the changes it does not have")
    )
    sharing.add_argument("folder", type=user_path, metavar="FOLDER")
    sharing.add_argument(
        "--for", dest="partners", action="append", default=[], metavar="PARTNER", help=_("only for this partner")
    )
    sharing.add_argument(
        "--full", action="store_true", help=_("everything that may be sent, whatever the other desk has")
    )
    sharing.add_argument("--without-files", action="store_true", help=_("leave attachments for a later package"))
    waits = command("waiting", waiting.waiting, _("list what was set aside or not received; import what was set aside"))
    waits.add_argument("ids", nargs="*", metavar="ID", help=_("import these now; “all” imports everything"))
    command("dump", packages.dump, _("print everything that may be sent, one record per line"))
    command("conflicts", conflicts.conflicts, _("list what was written differently on several desks"))
    resolving = command("resolve", conflicts.resolve, _("resolve a conflict"))
    resolving.add_argument("id", help=_("its id, or the first letters of it"))
    resolving.add_argument("field")
    resolving.add_argument("--take", required=True, metavar="mine|theirs|both|VALUE", help=_("the value to keep"))


def _add_query(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", help=_("words, kind:training, target:SDG:11.5, -status:cancelled …"))


def _positive_number(text: str) -> int:
    """A number of 0 or more; ValueError makes argparse say so."""
    if not text.isascii() or not text.isdigit():
        raise ValueError
    return int(text)


def _add_moving(command: Callable[..., argparse.ArgumentParser]) -> None:
    copying = command("copy-backup", moving.copy_backup, _("copy the workspace to a stick or folder, checked"))
    copying.add_argument("folder", type=Path, metavar="FOLDER")
    moved = command("move", moving.move, _("open a move on this computer; or prepare one"))
    moved.add_argument("file", type=Path, nargs="?", metavar="FILE")
    what = moved.add_mutually_exclusive_group()
    what.add_argument("--prepare", action="store_true", help=_("on the old computer: write the file"))
    what.add_argument("--take-back", action="store_true", help=_("the move failed: write the desk here again"))
    handing = command("hand-over", moving.hand_over, _("write this desk into a file for a successor"))
    handing.add_argument("file", type=Path, metavar="FILE")
    handing.add_argument("--to", required=True, metavar="NAME", help=_("who works with the desk from then on"))
    handing.add_argument("--new-key", action="store_true", help=_("with a new key, which the old one introduces"))
    handing.add_argument(
        "--without-private", action="store_true", help=_("leave out private notes and people who did not agree")
    )
    handing.add_argument("--notes", type=Path, metavar="FOLDER", help=_("write a note for each partner there"))
    handing.add_argument(
        "--tell", action="append", metavar="NAME", help=_("only for this partner; several times for several")
    )
    for each in (moved, handing):
        each.add_argument("--passphrase-file", type=Path, metavar="FILE", help=_("its first line is the passphrase"))
        each.add_argument("--learner-names", action="store_true", help=_("with the names of learners that were kept"))
    updating = command("update", moving.update, _("check an installer on a stick; it is not started"))
    updating.add_argument("file", type=Path, metavar="FILE")
