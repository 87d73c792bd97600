"""A need or an offer in one step from what is there: a visit's open question or note, a course's question, a topic of a forum
or what was said about it, the lesson of an activity.
"""

from __future__ import annotations

from desktop.catalogue.read_connection import reading
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.visits.field_values import text_of
from desktop.visits.visit import linked_ids
from desktop.workspace import Record, Value, Workspace

_TITLE = 160  # characters
_SETS = ("targets", "hazards", "languages")
NEED_SOURCES = ("question", "note", "activity", "run", "topic", "comment")
OFFER_SOURCES = ("activity",)
_ONE_NEED = ("question", "note", "topic")
"""What raises one need at most; a course or an activity may raise several."""


def need_from(workspace: Workspace, id: str, title: str = "") -> str:
    """The need that a learning question, what a learning note leaves open, what learners of a course asked, a topic of a
    forum, a comment on one, or an activity raises; returns its id.

    `title`: the question where the record says none, or one of several. A question, a note or a topic that is a need already
    gives that one. Raises UserFacingError where there is nothing to be made of.
    """
    record = workspace.record(id)
    if record is None or record.type not in NEED_SOURCES or record.binned:
        raise UserFacingError(
            _(
                "A need is made from a learning question, a learning note, a course run, a topic of a forum, a comment or an"
                " activity."
            ),
            kept=_("Nothing was changed."),
        )
    if record.type in _ONE_NEED and (known := _made_from(workspace, "need", record)):
        return known
    match record.type:
        case "question" | "note":
            values = _from_visit(workspace, record, title)
        case "topic":
            values = _from_topic(record, title)
        case "comment":
            values = _from_comment(workspace, record, title)
        case "run":
            values = _from_run(workspace, record, title)
        case _:
            values = _from_activity(record, title or record.title)
    return _create(workspace, "need", {"state": "open", **values})


def questions_of(record: Record) -> list[str]:
    """What a record asks in lines of its own: the questions of learners, the lessons of an activity, a question each."""
    text = text_of(record.values, "learner_questions" if record.type == "run" else "lessons")
    return [line.strip(" -–•*\t") for line in text.splitlines() if line.strip(" -–•*\t")]


def _from_visit(workspace: Workspace, record: Record, title: str) -> dict[str, Value]:
    if record.type == "question":
        values: dict[str, Value] = {"title": title or record.title, "summary": text_of(record.values, "why")}
    else:
        values = {"title": title or _one_line(text_of(record.values, "stays_open"))}
        values["summary"] = text_of(record.values, "saw")
    if not str(values["title"] or "").strip():
        raise UserFacingError(
            _("This note leaves nothing open."), kept=_("Nothing was changed."),
            todo=_("Write the open question into “What stays open” first."),
        )  # fmt: skip
    values[record.type] = record.id
    visit = workspace.record(text_of(record.values, "parent"), "visit")
    if visit is not None:
        values |= {"visit": visit.id, **_about(visit), "organisation": _first(visit, "visitor", "host")}
    return values


def _from_topic(topic: Record, title: str) -> dict[str, Value]:
    values: dict[str, Value] = {
        name: text for name, text in topic.values.items() if name.partition("/")[0] in ("title", "summary")
    }
    values |= {"topic": topic.id, "organisation": topic.values.get("organisation"), **_about(topic)}
    if title:
        values = {name: text for name, text in values.items() if not name.startswith("title/")}
    return {**values, "title": title or topic.title, "activity": topic.values.get("activity")}


def _from_comment(workspace: Workspace, comment: Record, title: str) -> dict[str, Value]:
    """What somebody asked about a topic; the topic says what it is about, and who asked is not known as a town."""
    topic = workspace.record(text_of(comment.values, "parent"), "topic")
    text = text_of(comment.values, "text")
    line = _one_line(text)
    values: dict[str, Value] = {"title": title or line, "summary": text if title or line != text else None}
    if topic is not None:
        values |= {"topic": topic.id, **_about(topic)}
    return values


def _from_run(workspace: Workspace, run: Record, title: str) -> dict[str, Value]:
    """A question of learners. Raises UserFacingError where none is written, or there are several and none is chosen."""
    asked = questions_of(run)
    if not title and len(asked) != 1:
        said = (
            _("The learners of this course asked several questions.") if asked
            else _("No question of the learners of this course is written.")
        )  # fmt: skip
        todo = _("Say which one is the need: title=…")
        raise UserFacingError(said, kept=_("Nothing was changed."), todo="\n".join([todo, *asked]))
    activity = workspace.record(text_of(run.values, "parent"), "activity")
    values = _from_activity(activity, title) if activity is not None else {}
    return {**values, "title": title or _one_line(asked[0]), "summary": None}


def _from_activity(activity: Record, title: str) -> dict[str, Value]:
    lessons = text_of(activity.values, "lessons")
    return {
        "title": title, "activity": activity.id, **_about(activity), "summary": lessons if lessons != title else None,
        "organisation": _first(activity, "lead", "partner"),
    }  # fmt: skip


def _first(record: Record, *roles: str) -> str | None:
    return next((each for role in roles for each in linked_ids(record.values, "organisations", role)), None)


def offer_from(workspace: Workspace, id: str) -> str:
    """The offer to show what an activity taught; returns its id. An activity that is an offer already gives that one."""
    record = workspace.record(id, "activity")
    if record is None or not record.listed:
        raise UserFacingError(_("An offer is made from an activity."))
    if known := _made_from(workspace, "offer", record):
        return known
    texts = [text_of(record.values, name) for name in ("lessons", "results", "summary")]
    values: dict[str, Value] = {
        "state": "open", "title": record.title, "summary": "\n\n".join(filter(None, texts[:2])) or texts[2],
        "activity": record.id, "level": "established" if record.values.get("status") == "completed" else "under_way",
        "organisation": next(iter(linked_ids(record.values, "organisations", "lead")), None),
        "contact": next(iter(linked_ids(record.values, "people", "contact")), None),
    }  # fmt: skip
    return _create(workspace, "offer", values | _about(record))


def _about(record: Record) -> dict[str, Value]:
    return {name: value for name, value in record.values.items() if name.partition("/")[0] in _SETS}


def _create(workspace: Workspace, type: str, values: dict[str, Value]) -> str:
    return workspace.journal.create(type, {name: each for name, each in values.items() if each not in (None, "")})


def _made_from(workspace: Workspace, type: str, record: Record) -> str:
    with reading(workspace) as conn:
        row = conn.execute(
            f"SELECT id FROM {type} WHERE listed = 1 AND {record.type} = ? ORDER BY id LIMIT 1", (record.id,)
        ).fetchone()
    return "" if row is None else str(row[0])


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[:_TITLE].rsplit(' ', 1)[0]} …"
