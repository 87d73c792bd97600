"""Suggestions of targets, hazards and essentials: listed, accepted above a confidence, and what was learnt forgotten."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from desktop.cli.open_workspace import open_workspace
from desktop.cli.output import print_json, print_json_list
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.terminal import output_lost, print_line
from desktop.vocabularies import load, shown_code
from desktop.workspace import RECORD_TYPES, Workspace

if TYPE_CHECKING:
    from desktop.catalogue.suggestions import RecordSuggestion

_BATCH = 500
_MOST = 100


def suggest(args: Namespace) -> int:
    """List suggestions for the activities that a query finds; or accept those above a confidence, as one action."""
    if args.forget_learnt:
        return _forget(args)
    from desktop.catalogue.suggestions import accept_many, read_learnt, suggest_for

    above = args.accept_above
    if above is not None and not 0 < above <= _MOST:
        raise UserFacingError(
            _("A confidence is a percentage, from 1 to 100."),
            kept=_("Nothing was changed."),
            todo=_("Write, for example, --accept-above 60."),
        )
    with open_workspace(args, read_only=above is None) as workspace:
        learnt = read_learnt(workspace)
        found = list(suggest_for(workspace, _ids(workspace, args.query), learnt))
        if above is not None:
            found = [each for each in found if each.suggestion.confidence >= above]
            if found:
                accept_many(workspace, found)
    if args.json:
        print_json_list(_as_json(each) for each in found)
        return 0
    _print(found, accepted=above is not None)
    return 0


def _forget(args: Namespace) -> int:
    from desktop.catalogue.suggestions import forget_learnt

    with open_workspace(args) as workspace:
        count = forget_learnt(workspace)
    if args.json:
        print_json({"forgotten": count})
    else:
        print_line(_("What accepted suggestions taught this desk is forgotten."))
    return 0


def _ids(workspace: Workspace, text: str) -> list[str]:
    from desktop.catalogue import list_of
    from desktop.catalogue.suggestions import TYPE
    from desktop.cli.searches import read_query

    listing = list_of(workspace, TYPE)
    nos = listing.order(read_query(text, TYPE), ()).ids
    return [id for start in range(0, len(nos), _BATCH) for id in listing.ids_of(nos[start : start + _BATCH])]


def _as_json(each: RecordSuggestion) -> dict[str, object]:
    suggestion = each.suggestion
    return {
        "id": each.id,
        "title": each.title,
        "field": suggestion.field,
        "code": suggestion.code,
        "confidence": suggestion.confidence,
        "words": list(suggestion.words),
        "learnt": suggestion.learnt,
    }


def _print(found: list[RecordSuggestion], *, accepted: bool) -> None:
    last = ""
    for each in found:
        if each.id != last:
            last = each.id
            print_line(f"{each.id[:8]}  {each.title}")
        suggestion = each.suggestion
        field = RECORD_TYPES["activity"].by_name[suggestion.field]
        label = f"{shown_code(suggestion.code)} {load(field.vocabulary).label(suggestion.code)}"
        print_line(f"    {suggestion.confidence} %  {_(field.label)}: {label}  ({', '.join(suggestion.words)})")
        if output_lost():
            return
    count = len(found)
    if accepted:
        words = ngettext(
            "{count} suggestion was accepted. “undo” takes it back.",
            "{count} suggestions were accepted. “undo” takes them back.",
            count,
        )
    else:
        words = ngettext("{count} suggestion; nothing was changed.", "{count} suggestions; nothing was changed.", count)
    print_line(words.format(count=count))
