"""Names, references, completion, saved searches, and what leaves as CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from desktop.catalogue import (
    ActivityList,
    QueryError,
    SavedSearch,
    complete,
    delete_search,
    export_csv,
    find_names,
    names_of,
    parse,
    parts_of,
    references,
    rename_search,
    report_records,
    save_search,
    saved_searches,
    title_field,
)
from desktop.catalogue.exporting import exported_rows
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import set_language
from desktop.workspace import Workspace
from tests.catalogue.desks import desk


def test_names_are_found_by_words_in_any_order_accents_aside(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        journal = workspace.journal
        quebec = journal.create("organisation", {"name": "Ville de Québec", "kind": "municipality", "country": "CA"})
        other = journal.create("organisation", {"name": "Québec en réseau"})
        percent = journal.create("organisation", {"name": "100%_\\ Cities"})
        gone = journal.create("organisation", {"name": "Québec (double)"})
        journal.merge_into(gone, quebec)
        assert [each.id for each in find_names(workspace, "organisation", "quebec", 9)] == [other, quebec]
        assert [each.id for each in find_names(workspace, "organisation", "QUÉ vil", 9)] == [quebec]
        assert find_names(workspace, "organisation", "quebec vil", 9)[0].more == "Municipality, Canada"
        assert [each.id for each in find_names(workspace, "organisation", "%_\\", 9)] == [percent]
        assert find_names(workspace, "organisation", "_%_", 9) == []
        assert len(find_names(workspace, "organisation", "", 2)) == 2
        assert names_of(workspace, "organisation", [gone, quebec, "nobody"]) == {
            gone: "Ville de Québec", quebec: "Ville de Québec",
        }  # fmt: skip
    assert (title_field("activity"), title_field("person")) == ("title", "name")


def test_what_points_to_a_record(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        journal = workspace.journal
        lead, double = (journal.create("organisation", {"name": name}) for name in ("A", "B"))
        journal.merge_into(double, lead)
        child = journal.create("organisation", {"name": "C", "belongs_to": lead})
        activity = journal.create("activity", {"title": "T", f"organisations/partner:{double}": True})
        journal.delete([journal.create("activity", {"title": "gone", f"organisations/lead:{lead}": True})])
        late, early = (journal.create("run", {"parent": activity, "start": start}) for start in ("2022", "2021"))
        found = [(each.type, each.id, each.title, each.field, each.role) for each in references(workspace, lead)]
        assert found == [
            ("activity", activity, "T", "organisations", "partner"), ("organisation", child, "C", "belongs_to", ""),
        ]  # fmt: skip
        assert references(workspace, activity) == references(workspace, "nobody") == []
        assert parts_of(workspace, "run", activity) == [early, late]
        assert [each.id for each in report_records(workspace, [activity, "nobody"])] == [activity]


@pytest.fixture
def small(tmp_path: Path):
    with desk(tmp_path) as workspace:
        workspace.journal.create("organisation", {"name": "City of Lima, Peru"})
        workspace.journal.create("activity", {"title": "A", "start": "2019"})
        workspace.journal.create("activity", {"title": "B", "start": "2021-03"})
        yield workspace


@pytest.mark.parametrize(
    ("text", "cursor", "whole"),
    [
        ("ki", 2, "kind:"),
        ("water sta", 9, "water status:"),
        ("-sta", 4, "-status:"),
        ("stat:planned", 3, "status:planned"),
        ("kind:tr", 7, "kind:training_of_trainers"),
        ("kind:mooc,we", 12, "kind:mooc,webinar"),
        ("country:ken x", 11, "country:Kenya x"),
        ("country:afri", 12, "country:Africa"),
        ("target:11.5", 11, "target:SDG:11.5"),
        ("organisation:lim", 16, 'organisation:"City of Lima, Peru"'),
        ('lead:"city', 10, 'lead:"City of Lima, Peru"'),
        ("year:", 5, "year:2021"),
        ("start:20", 8, "start:2021"),
        ("is:unf", 6, "is:unfinished"),
        ("has:tar", 7, "has:target"),
        ("", 0, "title:"),
        ("water ", 6, "water title:"),
    ],
)
def test_completion(small: Workspace, text: str, cursor: int, whole: str) -> None:
    found = complete(text, cursor, small)
    texts = [text[: each.start] + each.insert + text[each.end :] for each in found]
    assert whole in texts
    for each in found:
        assert 0 <= each.start <= cursor <= each.end <= len(text)
        assert each.label
    parse(whole if not whole.endswith(":") else "")


def test_nothing_to_complete(small: Workspace) -> None:
    assert complete("xyzzy", 5, small) == []
    assert complete('"kin', 4, small) == []
    assert complete("title:a", 7, small) == []
    for cursor in range(12):
        complete("kind:,-x:\x00 ", cursor, small)


def test_completion_in_the_language_spoken(small: Workspace) -> None:
    set_language("es")
    assert ("Formación", "Formación") in [(each.insert, each.label) for each in complete("kind:forma", 10, small)]
    assert "country:" in [each.insert for each in complete("paí", 3, small)]
    assert (
        parse("país:Kenia estado:cancelada")
        == parse("pays:Kenya statut:annulée")
        == parse("country:KE status:cancelled")
    )


def test_saved_searches(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        assert saved_searches(workspace) == []
        mine = SavedSearch("Zürich", "country:CH", (("title", True), ("start", False)))
        save_search(workspace, mine)
        save_search(workspace, SavedSearch(" Africa  now ", "country:Africa"))
        assert saved_searches(workspace) == [SavedSearch("Africa now", "country:Africa"), mine]
        save_search(workspace, SavedSearch("Zürich", "x"))
        rename_search(workspace, "Zürich", "Alps")
        assert [each.name for each in saved_searches(workspace)] == ["Africa now", "Alps"]
        with pytest.raises(UserFacingError):
            rename_search(workspace, "Alps", "Africa now")
        with pytest.raises(UserFacingError):
            save_search(workspace, SavedSearch("  ", "x"))
        delete_search(workspace, "Africa now")
        delete_search(workspace, "Alps")
        assert saved_searches(workspace) == []
        for broken in ("nonsense", "{}", '[{"name": 1}, 5, {"name": "a", "text": "b", "sort": [["gone", true]]}]'):
            workspace.set_meta("saved_searches", broken)
            assert all(each == SavedSearch("a", "b") for each in saved_searches(workspace))


def test_no_formula_leaves(tmp_path: Path) -> None:
    hostile = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "\ufeff=1",
        "＝1",
        "=cmd|' /C calc'!A0",
        '"quoted", "twice"',
    ]
    with desk(tmp_path) as workspace:
        journal = workspace.journal
        lead = journal.create("organisation", {"name": "=HYPERLINK(1)"})
        asked, silent = (
            journal.create("person", {"name": name, "consent": consent})
            for name, consent in (("Amina", "network"), ("Nobody", "none"))
        )
        for text in hostile:
            journal.create(
                "activity",
                {
                    "title": text, "summary": f"{text}\nline", "private_note": "secret", f"organisations/lead:{lead}": True,
                    "targets/SDG:11.5": "principal", f"people/contact:{asked}": True, f"people/trainer:{silent}": True,
                    "links/https://example.org": "x",
                },
            )  # fmt: skip
        nos = ActivityList(workspace).order(parse("")).ids
        target = tmp_path / "out.csv"
        seen: list[tuple[int, int]] = []
        assert export_csv(workspace, nos, target, progress=lambda *each: seen.append(each)) == len(hostile)
        assert seen[-1] == (len(hostile), len(hostile))
        assert target.read_bytes().startswith(b"\xef\xbb\xbf")
        text = target.read_text("utf-8-sig")
        assert "secret" not in text and "Nobody" not in text and "Amina" in text
        with target.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == len(hostile)
        for row in rows:
            begins = ("=", "+", "-", "@", "\t", "＝")
            assert not any(cell.lstrip(" \ufeff").startswith(begins) for cell in row.values() if cell != "-1"), (
                "a formula"
            )
            assert row["organisations"] == "Lead: =HYPERLINK(1)"
            assert row["targets"] == "SDG:11.5"
        ids = ActivityList(workspace).ids_of(nos[:2])
        assert export_csv(workspace, ids, target) == 2
        with pytest.raises(Cancelled):
            export_csv(workspace, ids, target, cancelled=lambda: True)
        with target.open(encoding="utf-8-sig", newline="") as file:
            assert [row["id"] for row in csv.DictReader(file)] == ids
        with pytest.raises(UserFacingError):
            export_csv(workspace, ids, tmp_path / "missing" / "out.csv")
        assert sorted(each.name for each in tmp_path.glob("*.csv*")) == ["out.csv"]


def test_more_than_one_batch_is_exported_each_record_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exported_rows, "_BATCH", 3)
    with desk(tmp_path) as workspace:
        ids = [workspace.journal.create("activity", {"title": f"t{number}"}) for number in range(8)]
        for which in (ids, [no for id in ids if (no := ActivityList(workspace).no_of(id)) is not None], ids[:3], []):
            heard: list[tuple[int, int]] = []
            done = export_csv(workspace, which, tmp_path / "out.csv", progress=lambda *said, to=heard: to.append(said))
            with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.DictReader(file))
            assert [row["id"] for row in rows] == ids[: len(which)] and done == len(which)
            assert [said for said, _all in heard][-1:] == ([len(which)] if which else [])


def test_the_error_says_where(small: Workspace) -> None:
    with pytest.raises(QueryError) as caught:
        parse("water kind:nonsense")
    assert caught.value.what == "“nonsense” is not a valid value for Kind."
