"""Needs and offers by command: who could meet whom, and what is decided about it."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from desktop.cli.open_workspace import find_record, open_workspace, output_path
from desktop.cli.output import page_size, print_json, print_missing_letters, print_pages
from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, ngettext
from desktop.system.files import user_path
from desktop.system.terminal import print_line
from desktop.workspace import Value, Workspace

if TYPE_CHECKING:
    from desktop.matching.parties import Parties
    from desktop.matching.points import Candidate, Settings
    from desktop.matching.solution import Solution

_SHOWN = 10
NEED, OFFER = "need", "offer"


def match(args: Namespace) -> int:
    """Print the best offers of a need, or the best whole assignment; note what was decided."""
    if (args.decline or args.ask or args.accept) and not args.need:
        raise UserFacingError(
            _("Which need is it about?"), kept=_("Nothing was changed."), todo=_("Name it: match --need ID …")
        )
    if args.need and (args.accept_all or args.save):
        raise UserFacingError(
            _("--accept-all and --save are about the whole assignment, not about one need."),
            kept=_("Nothing was changed."),
        )
    decides = bool(args.decline or args.ask or args.accept or args.accept_all or args.save)
    with open_workspace(args, read_only=not decides) as workspace:
        values, matching = _values(workspace, args)
        if args.need:
            return _match_need(args, workspace, values, matching)
        return _match_all(args, workspace, values, matching)


def report(args: Namespace) -> int:
    """Write a whole matching as PDF."""
    from desktop.catalogue import QueryError
    from desktop.reports.matching import MatchingReportOptions, write_matching_report

    target = output_path(args, args.out)
    with open_workspace(args, read_only=True) as workspace:
        values, matching = _values(workspace, args)
        wanted = MatchingReportOptions(
            language=args.language or current_language(), page_size=page_size(args), author=workspace.meta("author"),
            values=values,
        )  # fmt: skip
        try:
            made = write_matching_report(workspace, target, wanted)
        except QueryError as error:
            raise UserFacingError(str(error), kept=_("No file was written.")) from error
    if args.json:
        print_json(
            {"file": str(args.out), "matching": matching, "pages": made.pages, "pairs": made.pairs,
             "unmatched": made.unmatched, "missing": made.missing}
        )  # fmt: skip
        return 0
    print_pages(made.title, made.pages, args.out)
    print_missing_letters(made.missing)
    return 0


def new_from(args: Namespace) -> int:
    """Make a need or an offer from another record."""
    from desktop.cli.assignments import read_assignments, resolve_references
    from desktop.cli.output import record_json
    from desktop.matching.new_needs import need_from, offer_from
    from desktop.workspace import RECORD_TYPES

    if not args.source:
        raise UserFacingError(
            _("A need or an offer is made here from another record."),
            todo=_("Name it: new {what} --from ID; or write: add {what} title=…").format(what=args.what),
        )
    record_type = RECORD_TYPES[args.what]
    with open_workspace(args) as workspace:
        values = resolve_references(workspace, record_type, read_assignments(record_type, args.values))
        source = find_record(workspace, args.source)
        with workspace.journal.group("create"):
            id = (
                need_from(workspace, source.id, str(values.get("title") or ""))
                if args.what == NEED else offer_from(workspace, source.id)
            )  # fmt: skip
            workspace.journal.edit(id, values, type=args.what)
        made = find_record(workspace, id, args.what)
    if args.json:
        print_json(record_json(made))
    else:
        print_line(id)
    return 0


def _values(workspace: Workspace, args: Namespace) -> tuple[dict[str, Value], str]:
    """The weights and limits asked for, a file's over those of a kept matching, and the id of that."""
    from desktop.matching.matchings import matching_values

    values, id = dict[str, Value](), ""
    if args.matching:
        id = find_record(workspace, args.matching, "matching").id
        values = matching_values(workspace, id)
    if args.limits:
        values |= _read_limits(args.limits)
    return values, id


def _read_limits(file: Path) -> Mapping[str, Value]:
    path = user_path(file)
    try:
        found: Any = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise UserFacingError(_("{file} cannot be read.").format(file=file), kept=_("Nothing was changed.")) from error
    except ValueError as error:
        raise UserFacingError(_("{file} is not JSON.").format(file=file), kept=_("Nothing was changed.")) from error
    said = cast("dict[str, Any]", found) if isinstance(found, dict) else {}
    if not said or any(isinstance(each, (dict, list, float)) for each in said.values()):
        raise UserFacingError(
            _("{file} does not hold weights and limits.").format(file=file),
            todo=_("Write an object: {example}").format(example='{"theme_points": 3, "host_at_most": 1}'),
        )
    return said


def _match_need(args: Namespace, workspace: Workspace, values: Mapping[str, Value], matching: str) -> int:
    from desktop.matching import decisions
    from desktop.matching.matchings import settings_of
    from desktop.matching.parties import read_parties
    from desktop.matching.solution import offers_for

    need = find_record(workspace, args.need, NEED)
    visits: list[str] = []
    if args.decline:
        decisions.decline(workspace, need.id, find_record(workspace, args.decline, OFFER).id, args.reason, matching)
    if args.ask:
        decisions.ask(workspace, [(need.id, find_record(workspace, args.ask, OFFER).id)], matching)
    if args.accept:
        visits = decisions.accept(workspace, [(need.id, find_record(workspace, args.accept, OFFER).id)], matching)
    settings = settings_of(values)
    parties = read_parties(workspace)
    if need.id not in parties.needs:
        raise UserFacingError(_("This need is in the bin."))
    found = offers_for(parties.needs[need.id], parties, settings, all=args.all)[: None if args.all else _SHOWN]
    if args.json:
        print_json(
            {"need": need.id, "title": need.title, "visits": visits,
             "offers": [_candidate_json(parties, each) for each in found]}
        )  # fmt: skip
        return 0
    for visit in visits:
        print_line(_("It is a visit now: {id}").format(id=visit[:8]))
    print_line(need.title)
    if not found:
        print_line(_("No open offer fits. “--all” lists those that do not, and why."))
    for each in found:
        _print_candidate(parties, each)
    return 0


def _match_all(args: Namespace, workspace: Workspace, values: dict[str, Value], matching: str) -> int:
    from desktop.catalogue import QueryError
    from desktop.matching import decisions
    from desktop.matching.matchings import solve_matching
    from desktop.matching.reason_text import solution_text, unmatched_text

    try:
        solved = solve_matching(workspace, values)
    except QueryError as error:
        raise UserFacingError(str(error)) from error
    parties, solution = solved.parties, solved.solution
    if args.save:
        matching = decisions.save_matching(workspace, {**_kept(solved.settings), **values, "name": args.save}, matching)
    visits = (
        decisions.accept(workspace, [(each.need, each.offer) for each in solution.pairs], matching)
        if args.accept_all
        else []
    )
    if args.json:
        print_json(_solution_json(parties, solution, matching, visits))
        return 0
    for each in solution.pairs:
        print_line(f"{each.need[:8]}  {parties.needs[each.need].title}")
        _print_candidate(parties, each)
    for each in solution.unmatched:
        print_line(f"{each.need[:8]}  {parties.needs[each.need].title}")
        print_line(_("    No host: {why}").format(why=unmatched_text(each, parties)))
    print_line(solution_text(solution))
    if visits:
        print_line(
            ngettext("{count} visit was made.", "{count} visits were made.", len(visits)).format(count=len(visits))
        )
    return 0


def _kept(settings: Settings) -> dict[str, Value]:
    """All weights and limits as a matching keeps them, so that others get what was seen here."""
    from desktop.matching.points import settings_values

    return settings_values(settings)


def _print_candidate(parties: Parties, candidate: Candidate) -> None:
    from desktop.matching.reason_text import candidate_lines, points_text

    offer = parties.offers[candidate.offer]
    name = f" · {offer.name}" if offer.name else ""
    print_line(f"  {offer.id[:8]}  {offer.title}{name} · {points_text(candidate.points)}")
    for line in candidate_lines(candidate):
        print_line(f"      {line}")


def _candidate_json(parties: Parties, each: Candidate) -> dict[str, Any]:
    decision = parties.decisions.get((each.need, each.offer))
    offer = parties.offers[each.offer]
    return {
        "need": each.need, "offer": each.offer, "title": offer.title, "local_government": offer.name,
        "points": each.points, "state": decision.state if decision is not None else "",
        **{
            name: [{"why": str(one.why), "points": one.points, "codes": list(one.codes)} for one in those]
            for name, those in (("reasons", each.reasons), ("against", each.against), ("forbidden", each.forbidden))
        },
    }  # fmt: skip


def _solution_json(parties: Parties, solution: Solution, matching: str, visits: list[str]) -> dict[str, Any]:
    return {
        "matching": matching, "points": solution.points, "visits": visits,
        "pairs": [_candidate_json(parties, each) for each in solution.pairs],
        "unmatched": [
            {"need": each.need, "forbidden": {str(why): count for why, count in each.forbidden},
             "full": [{"limit": str(full), "about": about} for full, about in each.full]}
            for each in solution.unmatched
        ],
        "asked": [{"need": each.need, "offer": each.offer} for each in solution.pending],
    }  # fmt: skip
