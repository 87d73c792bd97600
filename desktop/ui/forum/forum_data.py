"""All that the page of the forum shows, read at once on a background thread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop.catalogue.forum import ForumRow, RoundRow, TopicRow, read_forums, read_rounds, read_topics
from desktop.learning.forum.ranking import RoundResult, Standing, result_of
from desktop.learning.forum.voting import Voter, read_voters
from desktop.workspace import Workspace


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


def read_forum(workspace: Workspace, forum: str, round_id: str, words: str) -> ForumData:
    """The forum wanted, or the newest; the round wanted, or its last; of topics those with these words."""
    forums = read_forums(workspace)
    if not forums:
        return ForumData()
    shown = next((each.id for each in forums if each.id == forum), forums[0].id)
    rounds = read_rounds(workspace, shown)
    ids = [each.id for each in rounds]
    chosen = round_id if round_id in ids else (ids[-1] if ids else "")
    result = result_of(workspace, chosen) if chosen else None
    return ForumData(
        forums, shown, read_topics(workspace, shown, words), rounds, chosen, result,
        read_voters(workspace, chosen) if chosen else (),
        {each.topic: each for each in result.standings} if result is not None else {},
    )  # fmt: skip
