"""Templates: the six that come along in three languages, own ones, and those that cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import UserFacingError
from desktop.i18n import COMPLETE_LANGUAGES as LANGUAGES
from desktop.i18n import set_language
from desktop.visits import read_visit
from desktop.visits.stages import STAGES
from desktop.visits.template_format import TemplateBudgetLine, TemplateSession, TemplateTask, read_template
from desktop.visits.templates import (
    BUILT_IN,
    FORMAT,
    add_template_sessions,
    built_in_template,
    list_templates,
    new_visit,
    save_template,
)
from desktop.visits.visit import linked_ids
from desktop.visits.warnings import find_warnings
from desktop.vocabularies import load
from desktop.workspace import Workspace, check
from tests.catalogue.desks import desk

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "templates"
PAPERS = {
    "programme",
    "briefing",
    "participants",
    "badges",
    "cards",
    "sheets",
    "budget",
    "note",
    "review",
    "follow-up",
    "certificates",
}
EXPECTED = {"dark", "holiday", "fast"}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with desk(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with desk(tmp_path_factory.mktemp("templates")) as made:
        yield made


def _texts(data: Any) -> Iterator[dict[str, str]]:
    if isinstance(data, dict) and "en" in data:
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from _texts(each)


@pytest.mark.parametrize("key", BUILT_IN)
def test_what_comes_along_is_whole_and_in_three_languages(key: str) -> None:
    data = json.loads((FOLDER / f"{key}.json").read_text("utf-8"))
    for text in _texts(data):
        assert tuple(text) == LANGUAGES and all(each == each.strip() != "" for each in text.values()), text
        assert not any("'" in each for each in text.values()), text
    template = built_in_template(key)
    assert template.approach == key and set(template.stages) <= set(STAGES) and set(template.papers) <= PAPERS
    assert template.questions and template.roles and template.budget and template.follow_ups == (3, 6, 12)
    assert {task.days < 0 for task in template.tasks} == {True, False}
    for session, raw in zip(template.sessions, data["sessions"], strict=True):
        assert session.kind == raw["kind"] and session.method == raw.get("method", "")  # codes that we know
        assert all(place < len(template.questions) for place in session.questions)


@pytest.mark.parametrize("key", BUILT_IN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_model_programme_holds(shared: Workspace, key: str, language: str) -> None:
    values = {"start": "2026-10-06", "time_zone": "Africa/Johannesburg", "coordinates": "-29.86,31.02", "country": "ZA"}
    visit = read_visit(shared, new_visit(shared, key, values, language))
    assert visit is not None and visit.record.title == load("approaches").label(key, language)
    expected = EXPECTED | ({"outside"} if key == "peer_review" else set())  # its reviewers meet on the eve
    assert [each.words() for each in find_warnings(visit) if each.code not in expected] == []
    assert all(each.values.get("at") and each.values.get("minutes") for each in visit.sessions)
    steps = [each for each in visit.sessions if each.values.get("method") == "fishbowl"]
    assert all(str(each.values["steps"]).count("\n") == 4 for each in steps)
    assert {(each.values["after_months"], each.values["side"]) for each in visit.follow_ups} == {
        (months, side) for months in (3, 6, 12) for side in ("host", "visitor")
    }


def test_a_new_visit_is_one_action(workspace: Workspace) -> None:
    id = new_visit(workspace, "peer_review", {"title": "Review of Quito"})
    assert workspace.record(id).title == "Review of Quito"  # pyright: ignore[reportOptionalMemberAccess]
    workspace.journal.undo()
    assert read_visit(workspace, id) is None
    workspace.journal.redo()
    visit = read_visit(workspace, id)
    assert visit is not None and len(visit.questions) == 4 and visit.values["template"] == "peer_review"
    assert check(workspace.path, home=workspace.home).ok


def test_an_empty_visit(workspace: Workspace) -> None:
    visit = read_visit(workspace, new_visit(workspace))
    assert visit is not None and visit.values == {"stage": "idea"} and visit.sessions == ()


def test_a_visit_kept_as_a_template_and_used_again(workspace: Workspace) -> None:
    set_language("fr")
    journal = workspace.journal
    first = new_visit(workspace, "study_visit", {"start": "2026-10-06", "end": "2026-10-07"})
    journal.create("task", {"parent": first, "title": "Fixe", "due": "2026-10-01"})
    journal.create("participant", {"parent": first, "name": "Ana", "consent": "public"})
    journal.create("session", {"parent": first, "title": "Sans heure"})
    key = save_template(workspace, first, "  Notre   visite ", "Pour nous")
    own = [each for each in list_templates(workspace) if each.own]
    assert [(each.key, each.name, each.summary, each.approach) for each in own] == [
        (key, "Notre visite", "Pour nous", "study_visit")
    ]
    old, new = read_visit(workspace, first), read_visit(workspace, new_visit(workspace, key, {"start": "2027-01-11"}))
    assert old is not None and new is not None and new.record.title == "Notre visite"

    def shape(those: Any, *names: str) -> list[tuple[Any, ...]]:
        return sorted([tuple(str(each.values.get(name)) for name in names) for each in those])

    names = ("title", "at", "minutes", "kind", "method", "steps", "travel_minutes")
    assert shape(new.sessions, *names) == shape([each for each in old.sessions if each.values.get("at")], *names)
    assert [each.title for each in new.questions] == [each.title for each in old.questions]
    assert {each.title: each.values["due_days"] for each in new.tasks}["Fixe"] == -5
    assert len(new.tasks) == len(old.tasks) and len(new.follow_ups) == len(old.follow_ups) and new.participants == ()
    question = {each.id: each.title for each in new.questions}
    served = [name.rpartition(":")[2] for each in new.sessions for name in each.values if name.startswith("questions/")]
    assert served and set(served) <= question.keys()


@pytest.mark.parametrize("name", ["", "   "])
def test_a_template_needs_a_name_and_a_visit(workspace: Workspace, name: str) -> None:
    with pytest.raises(UserFacingError):
        save_template(workspace, new_visit(workspace), name)
    with pytest.raises(UserFacingError):
        save_template(workspace, "no such id", "name")


def test_one_from_a_newer_version_is_refused_with_a_sentence(workspace: Workspace) -> None:
    content = json.dumps({"format": FORMAT + 1, "names": {"en": "x"}})
    key = workspace.journal.create("template", {"name": "From tomorrow", "version": FORMAT + 1, "content": content})
    with pytest.raises(UserFacingError) as caught:
        new_visit(workspace, key)
    assert str(FORMAT + 1) in caught.value.what and "From tomorrow" in caught.value.what and caught.value.todo
    assert list_templates(workspace)[-1].name == "From tomorrow"


GOOD: dict[str, Any] = {"format": 1, "names": {"en": "x"}, "sessions": [{"day": 1, "title": {"en": "s"}}]}
BAD: list[Any] = [
    "", "[]", "{", "null", json.dumps({"names": {}}), json.dumps({**GOOD, "format": "1"}), json.dumps({**GOOD, "format": True}),
    json.dumps({**GOOD, "names": "x"}), json.dumps({**GOOD, "sessions": {}}), json.dumps({**GOOD, "sessions": [{"day": 1}]}),
    json.dumps({**GOOD, "sessions": [{"day": 10**9, "title": {}}]}), json.dumps({**GOOD, "days": 0}),
    json.dumps({**GOOD, "sessions": [{"day": 1, "title": {}, "time": "25:00"}]}),
    json.dumps({**GOOD, "tasks": [{"title": {}}]}),
    json.dumps({**GOOD, "questions": [{}] * 501}), "[" * 100_000, json.dumps({**GOOD, "names": {"en": "x" * 300_000}}),
]  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_what_is_no_template_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        read_template(text, "theirs")
    assert "theirs" in caught.value.what and caught.value.what.endswith(".")


SESSION, TASK = {"day": 1, "title": {"en": "s"}}, {"days": 1, "title": {"en": "t"}}
LIMITS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"days": 1}, {"days": 0}),
    ({"days": 366}, {"days": 367}),
    ({"days": 1}, {"days": True}),
    ({"follow_ups": [1, 120]}, {"follow_ups": [0]}),
    ({"follow_ups": []}, {"follow_ups": [121]}),
    ({"sessions": [{**SESSION, "day": -99}]}, {"sessions": [{**SESSION, "day": -100}]}),
    ({"sessions": [{**SESSION, "day": 999}]}, {"sessions": [{**SESSION, "day": 1000}]}),
    ({"sessions": [{**SESSION, "minutes": 0}]}, {"sessions": [{**SESSION, "minutes": -1}]}),
    ({"sessions": [{**SESSION, "minutes": 20_160}]}, {"sessions": [{**SESSION, "minutes": 20_161}]}),
    ({"sessions": [{**SESSION, "travel_minutes": 0}]}, {"sessions": [{**SESSION, "travel_minutes": -1}]}),
    ({"sessions": [{**SESSION, "buffer_minutes": 20_160}]}, {"sessions": [{**SESSION, "buffer_minutes": 20_161}]}),
    ({"sessions": [{**SESSION, "buffer_minutes": None}]}, {"sessions": [{**SESSION, "buffer_minutes": "5"}]}),
    ({"sessions": [{**SESSION, "questions": [0, 500]}]}, {"sessions": [{**SESSION, "questions": [501]}]}),
    ({"sessions": [{**SESSION, "questions": []}]}, {"sessions": [{**SESSION, "questions": [-1]}]}),
    ({"sessions": [{**SESSION, "time": "23:59"}]}, {"sessions": [{**SESSION, "time": "24:00"}]}),
    ({"sessions": [{**SESSION, "time": None}]}, {"sessions": [{**SESSION, "time": "9:00"}]}),
    ({"sessions": [{**SESSION, "time": "00:00"}]}, {"sessions": [{**SESSION, "time": "09:60"}]}),
    ({"tasks": [{**TASK, "days": -3660}]}, {"tasks": [{**TASK, "days": -3661}]}),
    ({"tasks": [{**TASK, "days": 3660}]}, {"tasks": [{**TASK, "days": 3661}]}),
    ({"questions": [{}] * 500}, {"questions": [{}] * 501}),
    ({"roles": [{"en": "Mayor"}]}, {"roles": [{"en": 1}]}),
    ({"papers": ["budget"]}, {"papers": [1]}),
    ({"budget": [{"what": {"en": "Bus"}}]}, {"budget": [{}]}),
    ({"fields": {"purpose": {"en": "p"}}}, {"fields": {"purpose": "p"}}),
    ({"summary": {}}, {"summary": {"en": None}}),
    ({"stages": ["idea"]}, {"stages": "idea"}),
]


@pytest.mark.parametrize(("inside", "beyond"), LIMITS, ids=range(len(LIMITS)))
def test_a_template_goes_as_far_as_its_limits(inside: dict[str, Any], beyond: dict[str, Any]) -> None:
    read_template(json.dumps({"format": 1, "names": {}, **inside}), "x")
    with pytest.raises(UserFacingError):
        read_template(json.dumps({"format": 1, "names": {}, **beyond}), "x")


def test_all_that_a_template_says_is_read() -> None:
    full = {**SESSION, "time": "09:05", "minutes": 45, "kind": "meal", "track": "A", "method": "fishbowl", "outdoors": "yes",
            "summary": {"en": "a"}, "steps": {"en": "b"}, "needs": {"en": "c"}, "travel_minutes": 5, "buffer_minutes": 6,
            "questions": [0]}  # fmt: skip
    text = json.dumps({**GOOD, "summary": {"fr": "s"}, "approach": "peer_review", "days": 3, "stages": ["agreed"],
                       "roles": [{"en": "Mayor"}], "papers": ["budget"], "questions": [{"en": "How?"}], "follow_ups": [3, 12],
                       "fields": {"purpose": {"en": "p"}, "title": {"en": "never"}}, "sessions": [full, SESSION],
                       "tasks": [{**TASK, "from": "end", "phase": "logistics", "side": "host", "notes": {"en": "n"}}],
                       "budget": [{"what": {"en": "Bus"}, "kind": "travel", "payer": "UCLG"}]})  # fmt: skip
    found = read_template(text, "x")
    assert (found.names, found.summary, found.approach, found.days, found.stages, found.roles, found.papers) == (
        {"en": "x"}, {"fr": "s"}, "peer_review", 3, ("agreed",), ({"en": "Mayor"},), ("budget",),
    )  # fmt: skip
    assert (found.fields, found.questions, found.follow_ups) == ({"purpose": {"en": "p"}}, ({"en": "How?"},), (3, 12))
    assert found.sessions == (
        TemplateSession(title={"en": "s"}, day=1, minute=545, minutes=45, kind="meal", track="A", method="fishbowl",
                        summary={"en": "a"}, steps={"en": "b"}, needs={"en": "c"}, outdoors="yes", travel_minutes=5,
                        buffer_minutes=6, questions=(0,)),
        TemplateSession(title={"en": "s"}, day=1, minute=None, minutes=60),
    )  # fmt: skip
    assert found.tasks == (
        TemplateTask(title={"en": "t"}, days=1, counted_from="end", phase="logistics", side="host", notes={"en": "n"}),
    )
    assert found.budget == (TemplateBudgetLine(what={"en": "Bus"}, kind="travel", payer="UCLG"),)


def test_a_code_of_a_later_vocabulary_is_passed_over() -> None:
    template = read_template(json.dumps({**GOOD, "approach": "hackathon", "sessions": [
        {"day": 1, "title": {"en": "s"}, "kind": "seance", "method": "telepathy"}]}), "x")  # fmt: skip
    assert (template.approach, template.sessions[0].kind, template.sessions[0].method) == ("", "", "")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3), lambda more: st.lists(more, max_size=3)
    | st.dictionaries(st.sampled_from(["day", "title", "en", "minutes", "time", "days", "from"]), more, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["names", "summary", "days", "fields", "questions", "sessions", "tasks", "budget",
                                        "follow_ups", "roles", "papers", "stages", "approach"]), _JSON))  # fmt: skip
def test_nothing_else_happens_whatever_stands_in_it(data: dict[str, Any]) -> None:
    try:
        read_template(json.dumps({"format": 1, "names": {}, **data}), "x")
    except UserFacingError:
        return


def test_a_model_programme_is_added_to_a_visit_that_is_there(workspace: Workspace) -> None:
    own = workspace.journal.create("template", {"name": "Ours", "version": 1, "content": json.dumps({
        **GOOD, "questions": [{"en": "How?"}, {"en": "Who?", "fr": "Qui ?"}],
        "sessions": [{"day": 1, "title": {"en": "Walk"}, "questions": [1]}, {"day": 2, "title": {"en": "Talk"}}],
    })})  # fmt: skip
    id = new_visit(workspace, "", {"title": "To Quito"})
    assert add_template_sessions(workspace, id, own, "fr") == 2
    visit = read_visit(workspace, id)
    assert visit is not None and [each.title for each in visit.questions] == ["How?", "Qui ?"]
    assert [each.values["position"] for each in visit.questions] == [1, 2]
    walk, talk = visit.sessions
    assert (walk.title, walk.values["at"], talk.title, talk.values["at"]) == ("Walk", "1", "Talk", "2")
    assert (
        linked_ids(walk.values, "questions") == [visit.questions[1].id] and linked_ids(talk.values, "questions") == []
    )
    assert add_template_sessions(workspace, id, own) == 2
    again = read_visit(workspace, id)
    assert again is not None and len(again.sessions) == 4 and len(again.questions) == 2, "it had questions already"
    workspace.journal.undo()
    assert len(read_visit(workspace, id).sessions) == 2  # pyright: ignore[reportOptionalMemberAccess]
    assert add_template_sessions(workspace, "nobody", own) == 0
    bare = workspace.journal.create("template", {"name": "Bare", "version": 1, "content": json.dumps({
        "format": 1, "names": {}, "questions": [{"en": "How?"}]})})  # fmt: skip
    assert add_template_sessions(workspace, id, bare) == 0
    with pytest.raises(UserFacingError):
        add_template_sessions(workspace, id, "no such template")


@pytest.mark.parametrize(
    ("values", "end"),
    [({"start": "2027-05-03"}, "2027-05-05"), ({"start": "2027-05-03", "end": "2027-05-03"}, "2027-05-03"),
     ({"start": "2027-05"}, None), ({}, None), ({"start": "9999-12-31"}, None)],
)  # fmt: skip
def test_the_end_follows_the_days_of_the_template(
    workspace: Workspace, values: dict[str, Any], end: str | None
) -> None:
    assert built_in_template("learning_exchange").days == 3
    made = workspace.record(new_visit(workspace, "learning_exchange", values))
    assert made is not None and made.values.get("end") == end
