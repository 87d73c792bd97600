"""Entering votes: for people who asked this desk to, while the round is open. A vote names the person by record id alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from desktop.catalogue import forum as queries
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.learning.forum.ranking import read_ballots
from desktop.learning.forum.rounds import NOT_YET, OPEN, RoundRules, rules_of, state_of
from desktop.values.dates import format_date
from desktop.vocabularies import load
from desktop.workspace import PARENT, Record, Workspace
from desktop.workspace.records.kinds.ballot import write_ballot
from desktop.workspace.records.record_ids import vote_record_id


class Voter(NamedTuple):
    """Who voted in a round. `choice`: titles with points, "" where the round does not show it; `several`: two desks entered
    different votes; `name`: "" of a person who is not known here.
    """

    vote: str
    person: str
    name: str
    choice: str
    shown: bool
    several: bool
    counted: bool = True


def enter_vote(
    workspace: Workspace, round_id: str, person: str, points: Mapping[str, int], received: str, today: date
) -> str:
    """Write, or change, the vote of a person in a round; no points take it back. Returns the vote's id.

    `received`: how this desk got it (a code of `vote_channels`); a desk votes only for people who asked it to. Raises
    UserFacingError where the round, the person or a topic does not allow it; nothing is written then.
    """
    nothing = _("No vote was written.")
    found = workspace.record(round_id, "round")
    if found is None or not found.listed:
        raise UserFacingError(_("This round is not here."), kept=nothing)
    _check_open(found, today)
    who = _living_person(workspace, person)
    if load("vote_channels").get(received) is None:
        raise UserFacingError(
            _("It is not said how this desk got the vote of {name}.").format(name=who.title), kept=nothing,
            todo=_("Vote only for people who asked this desk to, and say how they did."),
        )  # fmt: skip
    rules = rules_of(str(found.values.get("method") or ""), found.values.get("points"))
    _check_ballot(workspace, str(found.values.get(PARENT) or ""), rules, points)
    vote = vote_record_id(round_id, who.id)
    before = workspace.record(vote, "vote")
    if before is None and not any(points.values()):
        return vote
    with workspace.journal.group("create" if before is None else "edit"):
        values = {
            PARENT: round_id,
            "person": who.id,
            "ballot": write_ballot(points),
            "received": received,
            "deleted": None,
        }
        workspace.journal.edit(vote, values, type="vote")
    return vote


def merge_double_votes(workspace: Workspace, round_id: str) -> int:
    """Have votes of people who were merged be one on every desk, also on those that do not know the people; how many."""
    merged = queries.merged_people(workspace)
    votes = [each for each in queries.read_votes(workspace, round_id) if each.person in merged and not each.survivor]
    with workspace.journal.group("merge"):
        for each in votes:
            values = {"merged_into": vote_record_id(round_id, merged[each.person])}
            workspace.journal.edit(each.id, values, type="vote")
    return len(votes)


def _check_open(found: Record, today: date) -> None:
    values = found.values
    start, end = str(values.get("start") or ""), str(values.get("end") or "")
    state = state_of(start, end, closed=values.get("closed") == "yes", today=today)
    if state == OPEN:
        return
    kept = _("No vote was written; those that are here stay as they are.")
    if state == NOT_YET:
        raise UserFacingError(
            _("“{round}” opens on {day}.").format(round=found.title, day=format_date(start)), kept=kept,
            todo=_("Enter the vote then, or change the day on which it opens."),
        )  # fmt: skip
    if values.get("closed") == "yes" or not end:
        said = _("“{round}” is closed.").format(round=found.title)
    else:
        said = _("“{round}” was open until {day}.").format(round=found.title, day=format_date(end))
    raise UserFacingError(said, kept=kept, todo=_("Open it again, or set a later last day, to enter more votes."))


def _living_person(workspace: Workspace, person: str) -> Record:
    """The person, or who they are since they were merged."""
    found = workspace.record(person, "person")
    if found is not None and found.survivor:
        found = workspace.record(found.survivor, "person")
    if found is None or not found.listed:
        raise UserFacingError(
            _("This person is not here any more."), kept=_("No vote was written."), todo=_("Choose another person.")
        )  # fmt: skip
    return found


def _check_ballot(workspace: Workspace, forum: str, rules: RoundRules, points: Mapping[str, int]) -> None:
    nothing = _("No vote was written.")
    strange = set(points).difference(queries.topics_to_rank(workspace, forum))
    if strange:
        titles = queries.topic_titles(workspace, forum)
        raise UserFacingError(
            _("These are no topics to vote for: {topics}").format(
                topics=", ".join(titles.get(each) or each for each in sorted(strange))
            ),
            kept=nothing,
            todo=_("They were withdrawn, deleted, or belong to another forum."),
        )
    if any(each < 0 for each in points.values()):
        raise UserFacingError(_("Points cannot be less than 0."), kept=nothing)
    if not rules.fits({id: each for id, each in points.items() if each}):
        raise UserFacingError(_("This is more than the round allows."), kept=nothing, todo=rules.sentence())


def read_voters(workspace: Workspace, round_id: str) -> list[Voter]:
    """Who voted, by name, those not known here last. What they chose is shown where the ballots are open, and where this desk
    entered it.
    """
    found = workspace.record(round_id, "round")
    if found is None:
        return []
    rows = queries.read_votes(workspace, round_id)
    titles = queries.topic_titles(workspace, str(found.values.get(PARENT) or ""))
    merged = queries.merged_people(workspace)
    ids = sorted({merged.get(each.person, each.person) for each in rows})
    names = {each.id: each.title for each in workspace.records("person", ids) if each.values.get("name")}
    is_open, elsewhere = found.values.get("ballots") == "open", _("a topic that is not here")
    choices = {
        vote: ", ".join(f"{titles.get(id) or elsewhere} ({number})" for id, number in points.items())
        for vote, points in read_ballots({each.id: each.ballot for each in rows if is_open or each.received})
    }
    voters: list[Voter] = []
    for row in rows:
        person = merged.get(row.person, row.person)
        choice = choices.get(row.id)
        voters.append(
            Voter(
                row.id, person, names.get(person, ""), choice or "", choice is not None, row.conflicts > 0, not row.survivor
            )
        )  # fmt: skip
    named = sorted((each for each in voters if each.name), key=lambda each: (each.name.casefold(), each.vote))
    return [*named, *(each for each in voters if not each.name)]  # these are in the order of their ids
