"""Records that are there twice: listed, joined, or noted as not the same."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.open_workspace import find_record, open_workspace
from desktop.cli.output import print_json, print_json_list
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.terminal import output_lost, print_line
from desktop.workspace import Record, Workspace

LISTS = {"activities": "activity", "organisations": "organisation", "people": "person"}


def duplicates(args: Namespace) -> int:
    """List pairs that are probably one record; or join two, or note that two are not the same."""
    if args.join or args.not_same:
        return _decide(args)
    from desktop.catalogue.duplicates import find_duplicates

    with open_workspace(args, read_only=True) as workspace:
        types = [LISTS[args.what]] if args.what else list(LISTS.values())
        pairs = [pair for type in types for pair in find_duplicates(workspace, type)]
        titles = _titles(workspace, {(pair.type, id) for pair in pairs for id in (pair.kept, pair.other)})
    if args.json:
        print_json_list(
            {
                "type": pair.type,
                "ids": [pair.kept, pair.other],
                "titles": [titles[pair.kept], titles[pair.other]],
                "score": pair.score,
                "reasons": [_(reason.value) for reason in pair.reasons],
            }
            for pair in pairs
        )
        return 0
    for pair in pairs:
        print_line(f"{pair.kept[:8]}  {titles[pair.kept]}")
        print_line(f"{pair.other[:8]}  {titles[pair.other]}")
        print_line(f"    {pair.score} %: " + ", ".join(_(reason.value) for reason in pair.reasons))
        if output_lost():
            return 0
    print_line(
        ngettext("{count} pair may be one record.", "{count} pairs may be one record each.", len(pairs)).format(
            count=len(pairs)
        )
    )
    return 0


def _decide(args: Namespace) -> int:
    from desktop.catalogue.duplicates import TYPES, join_records, keep_apart

    with open_workspace(args) as workspace:
        first, second = (find_record(workspace, words) for words in args.join or args.not_same)
        if first.type != second.type or first.type not in TYPES:
            raise UserFacingError(
                _("These are not two activities, two organisations or two people."), kept=_("Nothing was changed.")
            )
        if args.join:
            join_records(workspace, first.type, first.id, second.id)
            words = _("“{other}” was joined with “{kept}”. “undo” takes it back.")
        else:
            keep_apart(workspace, first.type, first.id, second.id)
            words = _("“{other}” and “{kept}” are not the same: they are not listed again.")
    if args.json:
        print_json({"ids": [first.id, second.id], "joined": bool(args.join)})
    else:
        print_line(words.format(kept=first.title, other=second.title))
    return 0


def _titles(workspace: Workspace, wanted: set[tuple[str, str]]) -> dict[str, str]:
    found: list[Record] = []
    for type in sorted({type for type, _id in wanted}):
        found += workspace.records(type, sorted(id for each, id in wanted if each == type))
    return {record.id: record.title for record in found}
