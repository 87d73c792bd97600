"""Reading forums: their topics, rounds and votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from desktop.catalogue.read_connection import reading
from desktop.i18n import current_language
from desktop.workspace import Record, Workspace
from desktop.workspace.changes.proof_log import keys_of_replicas
from desktop.workspace.search_index.index_words import fold_word


@dataclass(frozen=True, slots=True)
class ForumRow:
    """A forum in a list."""

    id: str
    title: str
    start: str
    topics: int
    rounds: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list; `organisation`: the name of who proposed it."""

    id: str
    title: str
    state: str
    organisation: str
    brings: str
    comments: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with how many votes it has."""

    id: str
    name: str
    method: str
    points: int | None
    ballots: str
    start: str
    end: str
    closed: bool
    votes: int


class VoteRow(NamedTuple):
    """A vote that may count. `survivor`: the vote it was merged into; `received`: how this desk got it, "" where another
    desk entered it.
    """

    id: str
    person: str
    ballot: str
    survivor: str
    received: str
    conflicts: int


def read_forums(workspace: Workspace) -> list[ForumRow]:
    """All forums, the newest first."""
    with reading(workspace) as conn:
        rows = conn.execute(
            f"SELECT t.id, {_in_language('forum', 'title')}, t.start,"
            " (SELECT count(*) FROM topic o WHERE o.parent = t.id AND o.listed = 1),"
            " (SELECT count(*) FROM round r WHERE r.parent = t.id AND r.listed = 1) FROM forum t WHERE t.listed = 1"
            " ORDER BY t.start DESC, t.title_key, t.id",
            (current_language(),),
        ).fetchall()
    return [ForumRow(id, title, start or "", topics, rounds) for id, title, start, topics, rounds in rows]


def _in_language(type: str, field: str) -> str:
    """SQL, with a `?` for the language spoken now: what a translated field says in it, else in the one it was written in."""
    code = f"(SELECT no FROM member_code WHERE field = '{field}' AND code = ?)"  # one for the whole list
    return f"coalesce((SELECT h.value FROM {type}_has_code h WHERE h.record_no = t.no AND h.code_no = {code}), t.{field}, '')"


def read_topics(workspace: Workspace, forum: str, words: str = "") -> list[TopicRow]:
    """The topics of a forum, or of all where it is ""; those in whose texts all of the words stand, accents and case aside,
    by title.
    """
    where, wanted = ["t.listed = 1"], list[str]()
    if forum:
        where, wanted = ["t.parent = ?", *where], [forum]
    for word in words.split():
        where.append(
            "focal_holds(coalesce(t.title, '') || ' ' || coalesce(t.summary, '') || ' ' || coalesce(t.brings, '') || ' '"
            " || coalesce(s.name, o.name, ''), ?)"
        )
        wanted.append(fold_word(word))
    with reading(workspace) as conn:
        rows = conn.execute(
            f"SELECT t.id, {_in_language('topic', 'title')} AS shown, t.state, coalesce(s.name, o.name), t.brings,"
            " (SELECT count(*) FROM comment c WHERE c.parent = t.id AND c.listed = 1)"
            " FROM topic t LEFT JOIN organisation o ON o.id = t.organisation LEFT JOIN organisation s ON s.id = o.survivor"
            f" WHERE {' AND '.join(where)} ORDER BY shown COLLATE NOCASE, t.id",
            (current_language(), *wanted),
        ).fetchall()
    return [
        TopicRow(id, title, state or "proposed", organisation or "", brings or "", comments)
        for id, title, state, organisation, brings, comments in rows
    ]


def read_rounds(workspace: Workspace, forum: str) -> list[RoundRow]:
    """The rounds of a forum, in the order of their days."""
    with reading(workspace) as conn:
        rows = conn.execute(
            f"SELECT t.id, {_in_language('round', 'name')}, t.method, t.points, t.ballots, t.start, t.end, t.closed,"
            " (SELECT count(*) FROM vote v WHERE v.parent = t.id AND v.listed = 1) FROM round t"
            " WHERE t.parent = ? AND t.listed = 1 ORDER BY t.start IS NULL, t.start, t.end, t.name, t.id",
            (current_language(), forum),
        ).fetchall()
    return [
        RoundRow(
            id, name or "", method or "approval", points, ballots or "secret", start or "", end or "", closed == "yes", votes
        )
        for id, name, method, points, ballots, start, end, closed, votes in rows
    ]  # fmt: skip


def read_votes(workspace: Workspace, round_id: str) -> list[VoteRow]:
    """The votes of a round that may count, by id: also one that was merged into a vote that is not here."""
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT id, coalesce(person, ''), ballot, coalesce(survivor, ''), coalesce(received, ''), conflicts FROM vote"
            " WHERE parent = ? AND ballot IS NOT NULL"
            " AND (listed = 1 OR (survivor IS NOT NULL AND deleted IS NULL)) ORDER BY id",
            (round_id,),
        ).fetchall()
    return list(map(VoteRow._make, rows))


def ballots_of(workspace: Workspace, round_id: str) -> list[tuple[str, str, str, str]]:
    """(vote, person, ballot, the vote it was merged into) of the votes that may count, by id: what is counted, and no more."""
    with reading(workspace) as conn:
        return conn.execute(
            "SELECT id, coalesce(person, ''), ballot, coalesce(survivor, '') FROM vote WHERE parent = ? AND ballot IS NOT NULL"
            " AND (listed = 1 OR (survivor IS NOT NULL AND deleted IS NULL)) ORDER BY id",
            (round_id,),
        ).fetchall()


def merged_people(workspace: Workspace) -> dict[str, str]:
    """People who were merged into others, as far as this desk knows them: id -> who they are now."""
    return _survivors(workspace, "person", "")


def merged_topics(workspace: Workspace, forum: str) -> dict[str, str]:
    """Topics of a forum that were merged into others."""
    return _survivors(workspace, "topic", forum)


def _survivors(workspace: Workspace, type: str, parent: str) -> dict[str, str]:
    only, wanted = (" AND parent = ?", (parent,)) if parent else ("", ())
    with reading(workspace) as conn:
        rows = conn.execute(
            f"SELECT id, survivor FROM {type} WHERE merged_into IS NOT NULL AND survivor IS NOT NULL{only}", wanted
        )
        return dict(rows.fetchall())


def topics_to_rank(workspace: Workspace, forum: str) -> list[str]:
    """Ids of the topics that can be voted for: those that nobody withdrew."""
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT id FROM topic WHERE parent = ? AND listed = 1 AND coalesce(state, '') <> 'withdrawn' ORDER BY id",
            (forum,),
        )
        return [row[0] for row in rows]


def topic_titles(workspace: Workspace, forum: str) -> dict[str, str]:
    """What the topics of a forum are called, deleted ones too."""
    with reading(workspace) as conn:
        rows = conn.execute(
            f"SELECT t.id, {_in_language('topic', 'title')} FROM topic t WHERE t.parent = ?",
            (current_language(), forum),
        )
        return dict(rows.fetchall())


def people_of(forum: Record) -> Sequence[tuple[str, str]]:
    """(role, person) of those who take part in a forum."""
    return [(role, id) for key in forum.members("people") for role, _colon, id in [key.partition(":")]]


def sessions_of(workspace: Workspace, visit: str) -> list[tuple[str, tuple[int, int]]]:
    """(topic, (day, minute)) of the sessions of a visit that are about a topic and have a time."""
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT topic, day, minute FROM session WHERE parent = ? AND listed = 1 AND topic IS NOT NULL AND day IS NOT NULL"
            " ORDER BY day, minute, no",
            (visit,),
        ).fetchall()
    return [(topic, (day, minute or 0)) for topic, day, minute in rows]


def read_calls(workspace: Workspace) -> list[str]:
    """Ids of the calls, those that are due last first."""
    with reading(workspace) as conn:
        rows = conn.execute("SELECT id FROM call WHERE listed = 1 ORDER BY due IS NULL, due DESC, title_key, id")
        return [row[0] for row in rows]


def answers_to(workspace: Workspace, call: str) -> list[str]:
    """Ids of the answers to a call, by desk."""
    with reading(workspace) as conn:
        rows = conn.execute("SELECT id FROM answer WHERE parent = ? AND listed = 1 ORDER BY desk, id", (call,))
        return [row[0] for row in rows]


def ids_in_period(workspace: Workspace, type: str, start: str, end: str, forum: str) -> list[str]:
    """The listed records of a type that take place in a period (ISO days, "" for open); topics are those of a forum."""
    where, wanted = ["listed = 1"], list[str]()
    if type in ("activity", "visit"):
        if start:
            where.append("coalesce(end, start) || '~' >= ?")  # a year or a month reaches to its end
            wanted.append(start)
        if end:
            where.append("start <= ?")
            wanted.append(end)
    elif type == "topic" and forum:
        where.append("parent = ?")
        wanted.append(forum)
    with reading(workspace) as conn:
        return [
            row[0] for row in conn.execute(f"SELECT id FROM {type} WHERE {' AND '.join(where)} ORDER BY no", wanted)
        ]


def own_key(workspace: Workspace) -> str:
    """The public key of this desk, hexadecimal; the id of its replica where it has none."""
    with workspace.reading() as conn:
        known = keys_of_replicas(conn).get(workspace.journal.replica)
    return known[0].hex() if known is not None else workspace.journal.replica
