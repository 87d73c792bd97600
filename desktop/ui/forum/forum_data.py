"""All that the page of the forum shows, read at once on a background thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.catalogue.forum import ForumRow, RoundRow, TopicRow, read_calls, read_forums, read_rounds, read_topics
from desktop.learning.forum.calls import CallState, read_call
from desktop.learning.forum.participants import Participant, read_participants
from desktop.learning.forum.ranking import RoundResult, Standing, result_of
from desktop.learning.forum.voting import Voter, read_voters
from desktop.workspace import Record, Workspace


@dataclass(frozen=True)
class ForumData:
    """The forums, and one of them with its topics and rounds, and one of these with its result."""

    forums: Sequence[ForumRow] = ()
    forum: str = ""
    topics: Sequence[TopicRow] = ()
    rounds: Sequence[RoundRow] = ()
    round: str = ""
    result: RoundResult | None = None
    voters: Sequence[Voter] = ()
    standings: Mapping[str, Standing] = field(default_factory=dict[str, Standing])
    people: Sequence[Participant] = ()
    visit: str = ""
    """The visit with its programme; "" while there is none."""
    calls: Sequence[Record] = ()
    call: CallState | None = None


def read_forum(workspace: Workspace, forum: str, round_id: str, words: str, call: str = "") -> ForumData:
    """The forum wanted, or the newest; the round wanted, or its last; of topics those with these words; the call wanted, or the
    one that is due last.
    """
    forums = read_forums(workspace)
    ids = read_calls(workspace)
    calls = workspace.records("call", ids)
    shown_call = call if call in ids else ids[0] if ids else ""
    state = read_call(workspace, shown_call) if shown_call else None
    if not forums:
        return ForumData(calls=calls, call=state)
    shown = next((each.id for each in forums if each.id == forum), forums[0].id)
    rounds = read_rounds(workspace, shown)
    round_ids = [each.id for each in rounds]
    chosen = round_id if round_id in round_ids else (round_ids[-1] if round_ids else "")
    result = result_of(workspace, chosen) if chosen else None
    record = workspace.record(shown, "forum")
    return ForumData(
        forums, shown, read_topics(workspace, shown, words), rounds, chosen, result,
        read_voters(workspace, chosen) if chosen else (),
        {each.topic: each for each in result.standings} if result is not None else {},
        read_participants(workspace, record) if record is not None else (),
        str(record.values.get("visit") or "") if record is not None else "",
        calls, state,
    )  # fmt: skip
