"""Queries and periods as they are typed, and the searches that a person has kept."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from desktop.cli.open_workspace import open_workspace
from desktop.cli.output import print_json
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.terminal import print_line

if TYPE_CHECKING:
    from desktop.catalogue import Query


LISTS = {
    "activities": "activity", "visits": "visit", "organisations": "organisation", "people": "person", "needs": "need",
    "offers": "offer", "modules": "module", "goals": "goal", "indicators": "indicator",
}  # fmt: skip
"""Lists that have searches, and the types of their records."""


def read_query(text: str, type: str = "activity") -> Query:
    """The query of a text for records of a type. Raises UserFacingError that says what does not fit, and where."""
    from desktop.catalogue import QueryError, parse

    try:
        return parse(text, type)
    except QueryError as error:
        said, place = str(error), text[error.start : error.end].strip()
        if place and place not in said:
            said = _("{problem} It is about “{text}”.").format(problem=said, text=place)
        raise UserFacingError(said) from error


def read_period(text: str) -> tuple[str, str] | None:
    """`2021..2022`, `2021..`, `..2022-06` or `2021`; None for "". Raises UserFacingError for anything else."""
    if not text:
        return None
    from desktop.figures import read_period as read

    period = read(text)
    return period.first, period.last


def searches(args: Namespace) -> int:
    """List the saved searches; keep, rename or forget one."""
    from desktop.catalogue import (
        SavedSearch,
        delete_search,
        rename_search,
        save_search,
        saved_searches,
        suggested_searches,
    )

    type = LISTS[args.what]
    with open_workspace(args, read_only=not (args.save or args.rename or args.delete)) as workspace:
        names = {each.name for each in saved_searches(workspace, type)}
        for name in (args.rename[0] if args.rename else "", args.delete or ""):
            if name and name not in names:
                raise UserFacingError(_("There is no saved search “{name}”.").format(name=name))
        if args.save:
            name, text = args.save
            save_search(workspace, SavedSearch(name, read_query(text, type).text, ()), type)
        if args.rename:
            rename_search(workspace, *args.rename, type=type)
        if args.delete:
            delete_search(workspace, args.delete, type)
        found = saved_searches(workspace, type)
    given = suggested_searches(type)
    if args.json:
        print_json(
            [{"name": each.name, "query": each.text} for each in found]
            + [{"name": each.name, "query": each.text, "definition": each.definition} for each in given]
        )
    else:
        for each in found:
            print_line(f"{each.name}\t{each.text}")
        for each in given:
            print_line(f"{each.name}\t{each.text}\t{each.definition}")
    return 0
