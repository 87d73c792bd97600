"""The Learning Forum by command: topics, votes and results."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING

from desktop.cli.open_workspace import find_record, open_workspace, output_path
from desktop.cli.output import page_size, print_json, print_json_list, print_missing_letters
from desktop.errors import UserFacingError
from desktop.i18n import _, current_language, ngettext
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


def call(args: Namespace) -> int:
    """List calls; of one what this desk lacks and who has answered; or answer it."""
    from desktop.catalogue.forum import read_calls
    from desktop.learning.forum.calls import answer_call, due_words, field_words, read_call, unknown_fields

    with open_workspace(args, read_only=not args.answer) as workspace:
        if not args.id:
            records = workspace.records("call", read_calls(workspace))
            if args.json:
                print_json([{"id": each.id, "title": each.title, "due": each.values.get("due")} for each in records])
            for each in records if not args.json else ():
                print_line(f"{each.id[:8]}  {each.title}. {due_words(each, date.today())}")
            return 0
        found = find_record(workspace, args.id, "call")
        if args.answer:
            answer_call(workspace, found.id, date.today(), args.remark)
        state = read_call(workspace, found.id)
    assert state is not None
    if args.json:
        print_json(
            {
                "id": found.id, "title": found.title, "due": found.values.get("due"), "records": state.records,
                "lacking": [{"id": each.id, "title": each.title, "fields": list(each.fields)} for each in state.lacking],
                "answers": [dict(each.values) for each in state.answers], "answered": state.has_answered,
            }
        )  # fmt: skip
        return 0
    print_line(f"{found.title}. {due_words(found, date.today())}".rstrip())
    if unknown := unknown_fields(found):
        print_line(_("Not known here: {fields}").format(fields=", ".join(unknown)))
    complete = state.records - len(state.lacking)
    words = ngettext(
        "{complete} of {count} record is complete.", "{complete} of {count} records are complete.", state.records
    )
    print_line(words.format(complete=complete, count=state.records))
    for each in state.lacking:
        print_line(f"{each.id[:8]}  {each.title}: {field_words(each.fields, each.type)}")
    for each in state.answers:
        numbers = f"{each.values.get('complete', 0)}/{each.values.get('records', 0)}"
        print_line(
            _("Answered by {desk} on {day}: {numbers}").format(
                desk=each.title, day=each.values.get("day", ""), numbers=numbers
            )
        )
    return 0


def contributions(args: Namespace) -> int:
    """Import a sheet of contributions: a topic for each row."""
    from desktop.learning.forum.contributions import apply_contributions, plan_contributions

    with open_workspace(args, read_only=args.dry_run) as workspace:
        forum = find_forum(workspace, args.forum)
        plan = plan_contributions(workspace, forum.id, args.file, sheet=args.sheet, encoding=args.encoding)
        ids = [] if args.dry_run or not plan.topics else apply_contributions(workspace, plan)
    if args.json:
        print_json(
            {
                "forum": forum.id, "topics": [{"line": each.line, "title": each.title} for each in plan.topics],
                "ids": ids, "columns": plan.columns, "columns_ignored": plan.ignored, "remarks": plan.sentences(),
                "written": bool(ids),
            }
        )  # fmt: skip
        return 0
    words = ngettext("{count} topic for “{forum}”:", "{count} topics for “{forum}”:", len(plan.topics))
    print_line(words.format(count=len(plan.topics), forum=forum.title))
    for each in plan.topics:
        by = f" – {each.organisation[0]}" if each.organisation[0] else ""
        print_line(f"  {each.title}{by}")
    for sentence in plan.sentences():
        print_line(sentence)
    if not ids:
        print_line(_("Nothing was written."))
    return 0


def groups(args: Namespace) -> int:
    """Draw groups of those who take part."""
    from desktop.learning.forum.groups import draw_groups
    from desktop.learning.forum.participants import read_participants

    with open_workspace(args, read_only=True) as workspace:
        forum = find_forum(workspace, args.id)
        people = read_participants(workspace, forum)
    drawing = draw_groups(people, args.count, args.seed)
    if args.json:
        print_json(
            {
                "forum": forum.id, "seed": drawing.seed, "spread": dict(drawing.spread),
                "groups": [
                    [{"person": each.id, "name": each.name, "language": each.language, "region": each.region, "sex": each.sex}
                     for each in group]
                    for group in drawing.groups
                ],
            }
        )  # fmt: skip
        return 0
    for number, group in enumerate(drawing.groups, 1):
        print_line(_("Group {number}").format(number=number))
        for each in group:
            more = ", ".join(part for part in (each.organisation, " ".join(each.languages)) if part)
            print_line(f"    {each.name}" + (f" ({more})" if more else ""))
    return 0


def programme(args: Namespace) -> int:
    """Propose a programme from the result of a round; write it into the forum's visit where wanted."""
    from desktop.catalogue.forum import topic_titles
    from desktop.learning.forum.programme import Slots, plan_forum, write_programme
    from desktop.learning.forum.ranking import result_of
    from desktop.values.moments import parse_moment

    start = (parse_moment(f"1 {args.start}") or "").partition(" ")[2]
    if not start:
        raise UserFacingError(_("“{text}” is no time of day.").format(text=args.start), todo=_("Write it as 09:00."))
    hour, _colon, minute = start.partition(":")
    slots = Slots(args.days, int(hour) * 60 + int(minute), args.sessions, args.minutes, args.pause, args.tracks)
    with open_workspace(args, read_only=not args.write) as workspace:
        found = find_round(workspace, args.id)
        forum = find_forum(workspace, str(found.values.get(PARENT) or ""))
        result = result_of(workspace, found.id)
        ranked = [each.topic for each in result.standings if each.points] if result is not None else []
        proposal = plan_forum(workspace, forum, ranked, slots)
        titles = topic_titles(workspace, forum.id)
        visit = write_programme(workspace, forum, proposal, slots) if args.write else ""
    if args.json:
        print_json(
            {
                "forum": forum.id, "visit": visit,
                "sessions": [{"topic": each.topic, "title": titles.get(each.topic, ""), "at": each.at, "track": each.track}
                             for each in proposal.sessions],
                "left_out": list(proposal.left_out),
            }
        )  # fmt: skip
        return 0
    for each in proposal.sessions:
        track = _("Track {number}").format(number=each.track)
        print_line(f"{each.at}  {track}  {titles.get(each.topic) or each.topic}")
    for topic in proposal.left_out:
        print_line(_("No place: {topic}").format(topic=titles.get(topic) or topic))
    print_line(
        _("Written into the visit {id}.").format(id=visit[:8]) if visit else _("Nothing was written; --write does.")
    )
    return 0


def report(args: Namespace) -> int:
    """Write a paper of a forum as PDF."""
    from desktop.reports.forum import SHEET, SHEET_SUFFIXES, ForumReportOptions, write_forum_report

    target = output_path(args, args.out)
    wrong = (
        target.suffix.lower() not in SHEET_SUFFIXES
        if args.document == SHEET
        else target.suffix.lower() in SHEET_SUFFIXES
    )
    if wrong:
        raise UserFacingError(
            _("A sheet for contributions is written as XLSX or CSV, the other papers as PDF."), kept=_("No file was written."),
            todo=_("Choose a file name that ends so."),
        )  # fmt: skip
    with open_workspace(args, read_only=True) as workspace:
        wanted = ForumReportOptions(
            document=args.document, language=args.language or current_language(),
            page_size=page_size(args), author=workspace.meta("author"), groups=args.count,
            seed=args.seed,
        )  # fmt: skip
        made = write_forum_report(workspace, find_forum(workspace, args.forum).id, target, wanted)
    if args.json:
        print_json({"file": str(args.out), "pages": made.pages, "not_named": made.not_named, "missing": made.missing})
        return 0
    words = ngettext("{title}: {count} page in {file}", "{title}: {count} pages in {file}", made.pages)
    if not made.pages:
        words = _("{title}: {file}")
    print_line(words.format(title=made.title, count=made.pages, file=args.out))
    print_missing_letters(made.missing)
    return 0


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
