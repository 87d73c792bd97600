"""The history of a record in sentences: what was set, changed, added, removed, by whom; and what of it can be erased."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.i18n import set_language
from desktop.workspace import RECORD_TYPES, Value, Workspace
from desktop.workspace.editing.history import HistoryEntry, member_words, value_words

UNKNOWN = "1b671a64-40d5-491e-99b0-da01ff1f3341"
ACTIVITY, VISIT, TASK = (RECORD_TYPES[name] for name in ("activity", "visit", "task"))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    workspace.journal.set_author("Amina")
    yield workspace
    workspace.close()


def told(desk: Workspace, id: str) -> list[str]:
    return [sentence for entry in desk.journal.history(id) for sentence in entry.sentences()]


def test_each_edit_is_told_in_a_sentence(desk: Workspace) -> None:
    journal = desk.journal
    city = journal.create("organisation", {"name": "Lima"})
    other = journal.create("activity", {"title": "The other"})
    id = journal.create("activity", {"title": "Drills"})
    steps: list[tuple[dict[str, Value], str]] = [
        ({"title": "More drills"}, "Amina changed *Title* from “Drills” to “More drills”"),
        ({"kind": "training"}, "Amina set *Kind* to Training"),
        ({"kind": None}, "Amina cleared *Kind* (it was Training)"),
        ({"targets/SDG:11.5": "principal"}, "Amina added SDG:11.5 "),
        ({"targets/SDG:11.5": "significant"}, "Amina changed *Targets* from Principal to Significant"),
        ({"targets/SDG:11.5": None}, "Amina removed SDG:11.5 "),
        ({"languages/fr": True}, "Amina added French to *Languages*"),
        ({f"organisations/lead:{city}": True}, "Amina added Lima (Lead) to *Organisations*"),
        ({"title/fr": "Exercices"}, "Amina set *Title (fr)* to “Exercices”"),
        ({"of_a_newer_version/one": True}, "Amina set *of_a_newer_version/one* to"),
        ({"deleted": True}, "Amina deleted this record"),
        ({"deleted": None}, "Amina restored this record"),
        ({"merged_into": other}, "Amina merged this record into “The other”"),
    ]
    for values, sentence in steps:
        journal.edit(id, values)
        assert told(desk, id)[-1].startswith(sentence), told(desk, id)[-1]
    assert told(desk, id)[0] == "Amina created this record"
    entries = desk.journal.history(id)
    assert [each.is_first for each in entries] == [True] + [False] * len(steps)
    assert [each.is_mark for each in entries][-3:] == [True, True, False]


def test_what_of_an_edit_can_be_erased(desk: Workspace) -> None:
    visit = desk.journal.create("visit", {"title": "To Durban"})
    id = desk.journal.create("task", {"parent": visit, "title": "Visas", "notes": "for Ana"})
    desk.journal.edit(id, {"notes": None, "owner": "Rui"})
    desk.journal.delete([id])

    def erasable(entry: HistoryEntry) -> set[str]:
        return {each.name for each in entry.erasable()}

    assert list(map(erasable, desk.journal.history(id))) == [{"title", "notes"}, {"owner"}, set()]


@pytest.mark.parametrize(
    ("name", "key", "words"),
    [
        ("targets", "SDG:11.5", "SDG:11.5 "),
        ("languages", "fr", "French"),
        ("organisations", f"lead:{UNKNOWN}", f"{UNKNOWN} (Lead)"),
        ("organisations", "lead:known", "Lima (Lead)"),
        ("people", f"contact:{UNKNOWN}", "A participant (Contact)"),
        ("attachments", "a" * 64, "aaaaaaaa"),
        ("links", "https://example.org/long", "https://example.org/long"),
    ],
)
def test_a_member_in_words(name: str, key: str, words: str) -> None:
    said = member_words(ACTIVITY, name, key, {"known": "Lima"})
    assert said.startswith(words) if words.endswith(" ") else said == words


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("title", None, "—"),
        ("title", "Two\n lines ", "“Two lines”"),
        ("title", "x" * 500, None),
        ("kind", "training", "Training"),
        ("targets/SDG:1", "principal", "Principal"),
        ("participants_total", 12, "“12”"),
    ],
)
def test_a_value_in_words(name: str, value: Value, words: str | None) -> None:
    said = value_words(ACTIVITY, name, value, {})
    assert said == words if words else said.endswith("x…”") and len(said) < 200
    assert value_words(TASK, "parent", "known", {"known": "To Durban"}) == "To Durban"
    assert value_words(TASK, "parent", UNKNOWN, {}) == UNKNOWN


def test_the_language_spoken_now(desk: Workspace) -> None:
    id = desk.journal.create("activity", {"title": "A"})
    desk.journal.edit(id, {"languages/fr": True, "kind": "training"})
    set_language("fr")
    assert told(desk, id)[1:] == ["Amina a ajouté Français à *Langues*", "Amina a mis Formation dans *Type*"]


def test_many_parts_made_at_once_are_told_as_one(desk: Workspace) -> None:
    journal = desk.journal
    visit = journal.create("visit", {"title": "To Durban"})
    with journal.group("create"):
        for number in range(12):
            journal.create("task", {"parent": visit, "title": f"Task {number}"})
        journal.create("session", {"parent": visit, "title": "Walk"})
    one = journal.create("task", {"parent": visit, "title": "By itself"})
    journal.edit(one, {"owner": "Rui"})
    entries = desk.journal.history(visit, parts=True)
    (made,) = [each for each in entries if each.made]
    assert made.made == {"task": 12, "session": 1}
    assert made.sentences() == ["Amina created its parts: Sessions (1), Tasks (12)"]
    assert len([each for each in entries if each.id == one]) == 2
    with journal.group("create"):
        few = [journal.create("note", {"parent": visit, "saw": f"{number}"}) for number in range(3)]
    assert {each.id for each in journal.history(visit, parts=True) if each.type == "note"} == set(few)
