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
from desktop.visits import read_visit
from desktop.visits.stages import STAGES
from desktop.visits.template_format import read_template
from desktop.visits.templates import BUILT_IN, FORMAT, built_in, list_templates, new_visit, save_template
from desktop.visits.warnings import find_warnings
from desktop.vocabularies import load
from desktop.words import COMPLETE_LANGUAGES as LANGUAGES
from desktop.words import set_language
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
MINDED = {"dark", "holiday", "fast"}


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
    template = built_in(key)
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
    assert [each.words() for each in find_warnings(visit) if each.kind not in MINDED] == []
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
