"""A need or an offer in one step from what is there: a visit's open question or note, a course, the lesson of an activity."""

from __future__ import annotations

from desktop.catalogue.read_connection import reading
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.visits.field_values import text_of
from desktop.visits.visit import linked_ids
from desktop.workspace import Record, Value, Workspace

_TITLE = 160  # characters
_SETS = ("targets", "hazards", "languages")
NEED_SOURCES = ("question", "note", "activity")
OFFER_SOURCES = ("activity",)


def need_from(workspace: Workspace, id: str, title: str = "") -> str:
    """The need that a learning question, what a learning note leaves open, or an activity raises; returns its id.

    `title`: the question where the record says none, as a course. A question or a note that is a need already gives that
    one. Raises UserFacingError where there is nothing to be made of.
    """
    record = workspace.record(id)
    if record is None or record.type not in NEED_SOURCES:
        raise UserFacingError(_("A need is made from a learning question, a learning note or an activity."))
    if record.type != "activity" and (known := _made_from(workspace, "need", record)):
        return known
    visit = workspace.record(text_of(record.values, "parent"), "visit") if record.type != "activity" else None
    about = record if record.type == "activity" else visit
    values: dict[str, Value] = {"state": "open", "title": title, record.type: record.id}
    if record.type == "question":
        values |= {"title": title or record.title, "summary": text_of(record.values, "why")}
    elif record.type == "note":
        values |= {"title": title or _one_line(text_of(record.values, "stays_open"))}
        values["summary"] = text_of(record.values, "saw")
    else:
        values["title"] = title or record.title
    if not str(values["title"] or "").strip():
        raise UserFacingError(
            _("This note leaves nothing open."), kept=_("Nothing was changed."),
            todo=_("Write the open question into “What stays open” first."),
        )  # fmt: skip
    if visit is not None:
        values["visit"] = visit.id
    if about is not None:
        values |= _about(about)
        roles = ("visitor", "host") if about.type == "visit" else ("lead", "partner")
        values["organisation"] = next(
            (each for role in roles for each in linked_ids(about.values, "organisations", role)), None
        )
    return _create(workspace, "need", values)


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
