"""The terms command: what a network adds to the vocabularies, without a window."""

from __future__ import annotations

from .conftest import Desk


def test_a_term_from_its_making_to_its_merge(desk: Desk) -> None:
    id = desk.done("terms", "add", "kinds", "Hill camp", "label/fr=Camp de colline", "aliases=slope camp")
    desk.done("add", "title=Week", "kind=Camp de colline")
    assert desk.data("list", "activities", 'kind:"slope camp"')[0]["title"] == "Week"
    (told,) = desk.data("terms", "list", "kinds")
    assert told == {
        "id": id, "code": f"own:{id}", "vocabulary": "kinds", "label": "Hill camp", "labels": {"fr": "Camp de colline"},
        "broader": "", "aliases": "slope camp", "retired": False, "records": 1, "same_as": "",
    }  # fmt: skip
    assert desk.data("terms", "rename", "Hill camp", "Hillside camp", "label/es=Campamento")["label"] == "Hillside camp"
    desk.done("terms", "retire", id[:8])
    assert desk.done("terms", "list") == f"{id[:8]}\tkinds\tHillside camp\t1 record\tretired"
    assert desk.data("terms", "restore", "campamento")["retired"] is False
    assert desk.done("terms", "merge", "Hillside camp", "workshop") == "1 record changed."
    assert desk.data("list", "activities")[0]["fields"]["kind"] == "workshop"
    desk.done("undo")
    assert desk.data("terms", "list")[0]["records"] == 1


def test_what_cannot_be_done_is_said(desk: Desk) -> None:
    assert "There is already “Training”." in desk.refused("terms", "add", "kinds", "training")
    assert "“targets” takes no network terms." in desk.refused("terms", "add", "targets", "Goal 18")
    assert "There is no network term “camp”." in desk.refused("terms", "retire", "camp")
    assert "needs other arguments" in desk.refused("terms", "add", "kinds")
    assert "There is no “nowhere” to put it under." in desk.refused("terms", "add", "hazards", "Mud", "broader=nowhere")
