"""The format of a visit template: JSON, read with every check."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar, cast

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.vocabularies import load

FORMAT = 1
"""The format that this program writes; one of a later format is refused."""
MAX_ITEMS = 500
"""Sessions, tasks or questions of one template."""
MAX_LENGTH = 200_000
"""Characters of a template."""

LocalizedText = Mapping[str, str]
"""A text by language."""
VISIT_FIELDS = ("purpose", "interpretation", "accessibility", "arrangements", "host_brief", "context")
"""Fields of the visit that a template fills."""

T = TypeVar("T")
_TIME = re.compile(r"(\d\d):(\d\d)\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSession:
    """A session of the model programme."""

    title: LocalizedText
    day: int
    minute: int | None
    minutes: int
    kind: str = "session"
    track: str = ""
    method: str = ""
    summary: LocalizedText = field(default_factory=dict[str, str])
    steps: LocalizedText = field(default_factory=dict[str, str])
    needs: LocalizedText = field(default_factory=dict[str, str])
    outdoors: str = ""
    travel_minutes: int | None = None
    buffer_minutes: int | None = None
    questions: tuple[int, ...] = ()  # places among the questions


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateTask:
    """A task so many days before or after the visit."""

    title: LocalizedText
    days: int
    counted_from: str = "start"
    phase: str = ""
    side: str = ""
    notes: LocalizedText = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateBudgetLine:
    """A budget line to think of."""

    what: LocalizedText
    kind: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """All that a template brings."""

    names: LocalizedText
    summary: LocalizedText
    approach: str
    days: int
    stages: tuple[str, ...] = ()
    roles: tuple[LocalizedText, ...] = ()  # who is needed, in words
    papers: tuple[str, ...] = ()  # documents it ends in
    fields: Mapping[str, LocalizedText] = field(default_factory=dict[str, LocalizedText])
    questions: tuple[LocalizedText, ...] = ()
    sessions: tuple[TemplateSession, ...] = ()
    tasks: tuple[TemplateTask, ...] = ()
    budget: tuple[TemplateBudgetLine, ...] = ()
    follow_ups: tuple[int, ...] = ()  # months after the visit


class _InvalidTemplate(Exception):
    """Something in it is not as it should be."""


def read_template(text: str, name: str) -> Template:
    """The template in a text. Raises UserFacingError: no template, or one of a later format."""
    try:
        if len(text) > MAX_LENGTH:
            raise _InvalidTemplate("length")
        data: Any = json.loads(text)
        if not isinstance(data, dict):
            raise _InvalidTemplate("object")
        found = cast("dict[str, Any]", data)
        version = found.get("format")
        if type(version) is not int or version < 1:
            raise _InvalidTemplate("format")
        if version > FORMAT:
            raise UserFacingError(
                _("The template “{name}” is of format {theirs}; this Focal Desk knows format {ours}.").format(
                    name=name, theirs=version, ours=FORMAT
                ),
                kept=_("Nothing was changed."),
                todo=_("Install the newer version of Focal Desk, or ask the sender for an older template."),
            )
        return _read_template(found)
    except (ValueError, RecursionError, _InvalidTemplate) as error:
        raise UserFacingError(
            _("The template “{name}” cannot be read: it is damaged, or no template.").format(name=name),
            kept=_("Nothing was changed."),
            todo=_("Choose another template, or ask the sender to send it again."),
        ) from error


def _read_template(data: dict[str, Any]) -> Template:
    fields = _object(data.get("fields", {}))
    return Template(
        names=_text(data.get("names")),
        summary=_text(data.get("summary", {})),
        approach=_code("approaches", data.get("approach", "")),
        days=_integer(data.get("days", 1), 1, 366),
        stages=tuple(_code("visit_stages", each) for each in _list(data.get("stages", []))),
        roles=tuple(_text(each) for each in _list(data.get("roles", []))),
        papers=tuple(_string(each) for each in _list(data.get("papers", []))),
        fields={name: _text(fields[name]) for name in VISIT_FIELDS if name in fields},
        questions=tuple(_text(each) for each in _list(data.get("questions", []))),
        sessions=_read_list(data, "sessions", _read_session),
        tasks=_read_list(data, "tasks", _read_task),
        budget=_read_list(data, "budget", _read_budget_line),
        follow_ups=tuple(_integer(each, 1, 120) for each in _list(data.get("follow_ups", []))),
    )


def _read_session(data: dict[str, Any]) -> TemplateSession:
    time = data.get("time")
    minute = None
    if time is not None:
        found = _TIME.match(_string(time)) or _fail("time")
        minute = int(found[1]) * 60 + int(found[2])
        if minute >= 1440 or int(found[2]) >= 60:
            _fail("time")
    return TemplateSession(
        title=_text(data.get("title")), day=_integer(data.get("day"), -99, 999), minute=minute,
        minutes=_integer(data.get("minutes", 60), 0, 20_160), kind=_code("session_kinds", data.get("kind", "session")),
        track=_string(data.get("track", "")), method=_code("methods", data.get("method", "")),
        summary=_text(data.get("summary", {})), steps=_text(data.get("steps", {})), needs=_text(data.get("needs", {})),
        outdoors=_code("agreements", data.get("outdoors", "")), travel_minutes=_optional_minutes(data.get("travel_minutes")),
        buffer_minutes=_optional_minutes(data.get("buffer_minutes")),
        questions=tuple(_integer(each, 0, MAX_ITEMS) for each in _list(data.get("questions", []))),
    )  # fmt: skip


def _read_task(data: dict[str, Any]) -> TemplateTask:
    return TemplateTask(
        title=_text(data.get("title")), days=_integer(data.get("days"), -3660, 3660),
        counted_from=_code("due_from", data.get("from", "start")), phase=_code("task_phases", data.get("phase", "")),
        side=_code("sides", data.get("side", "")), notes=_text(data.get("notes", {})),
    )  # fmt: skip


def _read_budget_line(data: dict[str, Any]) -> TemplateBudgetLine:
    return TemplateBudgetLine(
        what=_text(data.get("what")),
        kind=_code("budget_kinds", data.get("kind", "")),
        payer=_string(data.get("payer", "")),
    )


def _read_list(data: dict[str, Any], name: str, read: Callable[[dict[str, Any]], T]) -> tuple[T, ...]:
    return tuple(read(_object(each)) for each in _list(data.get(name, [])))


def _fail(what: str) -> NoReturn:
    raise _InvalidTemplate(what)


def _object(found: object) -> dict[str, Any]:
    return cast("dict[str, Any]", found) if isinstance(found, dict) else _fail("object")


def _list(found: object) -> list[Any]:
    if not isinstance(found, list) or len(cast("list[Any]", found)) > MAX_ITEMS:
        _fail("list")
    return cast("list[Any]", found)


def _text(found: object) -> LocalizedText:
    """A text by language: each word a text, none of another kind."""
    said = _object(found)
    if not all(isinstance(text, str) for text in said.values()):
        _fail("text")
    return cast(LocalizedText, said)


def _string(found: object) -> str:
    return found if isinstance(found, str) else _fail("word")


def _code(vocabulary: str, found: object) -> str:
    """A code that this version knows; "" for one of a later version, which says nothing here."""
    code = _string(found)
    return code if code in load(vocabulary) else ""


def _integer(found: object, least: int, most: int) -> int:
    if type(found) is not int or not least <= found <= most:
        _fail("number")
    return found


def _optional_minutes(found: object) -> int | None:
    return None if found is None else _integer(found, 0, 20_160)
