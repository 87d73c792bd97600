"""The Learning Forum by command: topics, votes and results."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from desktop.cli.open_workspace import find_record, open_workspace
from desktop.cli.output import print_json, print_json_list
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext
from desktop.system.terminal import print_line
from desktop.vocabularies import load
from desktop.workspace import PARENT, Record, Workspace

if TYPE_CHECKING:
    from desktop.learning.forum.voting import Voter

TOPICS, FORUMS, CALLS = "topics", "forums", "calls"


def list_forums(args: Namespace) -> int:
    """Print forums with their rounds; of words, only those whose title has all of them."""
    from desktop.catalogue.forum import read_forums, read_rounds
    from desktop.learning.forum.rounds import state_words
    from desktop.vocabularies import fold

    _no_csv(args)
    words = [fold(each) for each in " ".join(args.query).split()]
    with open_workspace(args, read_only=True) as workspace:
        found = [each for each in read_forums(workspace) if all(word in fold(each.title) for word in words)][
            : args.limit
        ]
        rounds = {each.id: read_rounds(workspace, each.id) for each in found}
    if args.json:
        print_json_list(
            {"id": each.id, "title": each.title, "start": each.start, "topics": each.topics,
             "rounds": [{"id": one.id, "name": one.name, "method": one.method, "votes": one.votes} for one in rounds[each.id]]}
            for each in found
        )  # fmt: skip
        return 0
    for each in found:
        count = ngettext("{count} topic", "{count} topics", each.topics).format(count=each.topics)
        print_line(f"{each.id[:8]}  {each.title}: {count}")
        for one in rounds[each.id]:
            count = ngettext("{count} vote", "{count} votes", one.votes).format(count=one.votes)
            print_line(f"    {one.id[:8]}  {one.name}: {count}. {state_words(one, date.today())}")
    return 0


def list_topics(args: Namespace) -> int:
    """Print topics of all forums; of words, only those in whose texts all of them stand."""
    from desktop.catalogue.forum import read_topics

    _no_csv(args)
    with open_workspace(args, read_only=True) as workspace:
        found = read_topics(workspace, "", " ".join(args.query))[: args.limit]
    if args.json:
        print_json_list(
            {"id": each.id, "title": each.title, "state": each.state, "proposed_by": each.organisation,
             "brings": each.brings, "comments": each.comments}
            for each in found
        )  # fmt: skip
        return 0
    states = load("topic_states")
    for each in found:
        by = f" – {each.organisation}" if each.organisation else ""
        print_line(f"{each.id[:8]}  {each.title}{by} ({states.label(each.state)})")
    return 0


def _no_csv(args: Namespace) -> None:
    if args.csv:
        raise UserFacingError(_("This list is not exported as CSV."), kept=_("No file was written."))


def results(args: Namespace) -> int:
    """Print the result of a round, or of the newest round of a forum: places, numbers, and how they came about."""
    from desktop.learning.forum.ranking import result_of
    from desktop.learning.forum.voting import read_voters

    with open_workspace(args, read_only=True) as workspace:
        found = find_round(workspace, args.id)
        result = result_of(workspace, found.id)
        voters = read_voters(workspace, found.id) if args.voters else []
    if result is None:
        raise UserFacingError(_("This round is not here."))
    if args.json:
        print_json(
            {
                "round": found.id, "name": found.title, "method": result.rules.method, "limit": result.rules.limit,
                "voters": result.tally.voters, "notes": result.notes(),
                "results": [
                    {"topic": each.topic, "title": result.titles.get(each.topic, ""), "place": each.place,
                     "points": each.points, "voters": each.voters}
                    for each in result.standings
                ],
                **({"votes": [_voter_json(each) for each in voters]} if args.voters else {}),
            }
        )  # fmt: skip
        return 0
    count = ngettext("{count} voter", "{count} voters", result.tally.voters).format(count=result.tally.voters)
    print_line(f"{found.title}: {count}")
    for note in result.notes():
        print_line(note)
    for each in result.standings:
        print_line(f"{each.place:>4}  {result.titles.get(each.topic) or each.topic}: {result.explain(each)}")
    for each in voters:
        choice = each.choice if each.shown else _("secret")
        name = each.name or _("Somebody not known here")
        print_line(f"      {name}: {choice}")
    return 0


def _voter_json(voter: Voter) -> dict[str, object]:
    return {
        "person": voter.person, "name": voter.name, "choice": voter.choice if voter.shown else None,
        "in_conflict": voter.several, "counted": voter.counted,
    }  # fmt: skip


def vote(args: Namespace) -> int:
    """Enter the vote of a person who asked this desk to, change it, or take it back."""
    from desktop.learning.forum.voting import enter_vote

    with open_workspace(args) as workspace:
        found = find_round(workspace, args.round)
        person = find_record(workspace, args.person, "person")
        points: dict[str, int] = {}
        for word in args.topics:
            id, _equals, number = word.partition("=")
            points[find_record(workspace, id, "topic").id] = _points(word, number)
        if not points and not args.none:
            raise UserFacingError(
                _("No topic is named."), kept=_("No vote was written."),
                todo=_("Name topics, or write --none to take the vote back."),
            )  # fmt: skip
        id = enter_vote(workspace, found.id, person.id, points, args.received, date.today())
    if args.json:
        print_json({"vote": id, "round": found.id, "person": person.id})
    else:
        print_line(_("The vote of {name} in “{round}” is written.").format(name=person.title, round=found.title))
    return 0


def _points(word: str, number: str) -> int:
    if not number and "=" not in word:
        return 1
    try:
        return int(number)
    except ValueError:
        raise UserFacingError(
            _("“{text}” is not a topic with points.").format(text=word), kept=_("No vote was written."),
            todo=_("Write TOPIC or TOPIC=2."),
        ) from None  # fmt: skip


def find_round(workspace: Workspace, words: str) -> Record:
    """The round with an id, or the last round of the forum with it; without one, of the newest forum."""
    found = find_forum(workspace, words, or_round=True)
    if found.type == "round":
        return found
    from desktop.catalogue.forum import read_rounds

    rounds = read_rounds(workspace, found.id)
    record = workspace.record(rounds[-1].id, "round") if rounds else None
    if record is None:
        raise UserFacingError(
            _("“{title}” has no round of votes.").format(title=found.title),
            todo=_("Add one: add round parent={id} name=… method=approval").format(id=found.id),
        )
    return record


def find_forum(workspace: Workspace, words: str, *, or_round: bool = False) -> Record:
    """The forum with an id (or a round, where wanted); without one, the newest forum."""
    from desktop.catalogue.forum import read_forums

    if words:
        record = find_record(workspace, words)
        if record.type in (("forum", "round") if or_round else ("forum",)):
            return record
        if record.type in ("topic", "round"):
            record = find_record(workspace, str(record.values.get(PARENT) or ""), "forum")
            return record
        raise UserFacingError(_("“{title}” is no forum.").format(title=record.title))
    forums = read_forums(workspace)
    record = workspace.record(forums[0].id, "forum") if forums else None
    if record is None:
        raise UserFacingError(_("There is no forum here."), todo=_("Add one: add forum title=…"))
    return record
