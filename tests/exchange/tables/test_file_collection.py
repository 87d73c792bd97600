"""Archives, folders and Frictionless packages: several files as one list."""

from __future__ import annotations

import gc
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange import open_table
from desktop.exchange.tables.limits import MAX_UNPACKED
from desktop.workspace import Workspace
from tests.exchange.tables.imports import activities, imported

TABLES = Path(__file__).parents[2] / "data" / "tables"
LIMA = "Title,Country,Start date,Women\nFlood drill,PE,2024-05-01,many\nHeat walk,PE,2024-06-01,12\n"
PORT = "A list of 2024;;\nTitle;Start date;Partner\nStorm fair;2024-07-01;Red Cross\n"


def archive(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def folder(path: Path, members: dict[str, str | bytes]) -> Path:
    for name, content in members.items():
        target = path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path) -> str:
    with pytest.raises(UserFacingError) as caught:
        open_table(path)
    assert caught.value.kept == "Nothing was imported."
    return caught.value.what


LISTS: dict[str, str | bytes] = {
    "north/lima.csv": LIMA, "port.csv": PORT, "photo.jpg": b"\xff\xd8\xff" + bytes(100),
    "iati.xml": (TABLES / "iati" / "version_2.03.xml").read_bytes(), ".hidden.csv": "Title\nNot this\n",
}  # fmt: skip


@pytest.mark.parametrize("make", [archive, folder])
def test_lists_of_several_files_are_one_import(desk: Workspace, tmp_path: Path, make: object) -> None:
    path = make(tmp_path / ("lists.zip" if make is archive else "lists"), LISTS)  # type: ignore[operator]
    report = imported(desk, path)
    assert (report.new, report.refused) == (4, [])
    found = activities(desk)
    assert set(found) == {"Flood drill", "Heat walk", "Storm fair", "Cool roofs"}
    assert (
        found["Storm fair"].values["start"] == "2024-07-01" and found["Cool roofs"].values["source_id"] == "XX-2-HEAT"
    )
    assert found["Heat walk"].values["participants_women"] == 12
    assert report.reading.files == ("iati.xml", "north/lima.csv", "port.csv")
    assert [name for name, _reason in report.reading.files_not_read] == ["photo.jpg"]
    said = " ".join(report.said)
    assert "Files read together: iati.xml, north/lima.csv, port.csv." in said and "File not read: photo.jpg." in said
    reasons = [(each.line, each.reason) for each in report.problems]
    assert any(line == 2 and reason.startswith("north/lima.csv: Women:") for line, reason in reasons)
    assert any(line == 1 and reason.startswith("port.csv: ") and "A list of 2024" in reason for line, reason in reasons)
    again = imported(desk, path)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 4)
    desk.journal.undo()
    assert activities(desk) == {}


def test_a_list_of_partners_joins_by_the_same_identifier(desk: Workspace, tmp_path: Path) -> None:
    path = archive(
        tmp_path / "lists.zip",
        {
            "activities.csv": "Project ID,Title,Country\nA-1,Drill,PE\nA-2,Fair,KE\n",
            "partners.csv": "Project ID,Partner\nA-1,City of Lima\nA-1,Red Cross\n",
            "codes.csv": "Code,Meaning\nX,Something\n",
        },
    )
    report = imported(desk, path)
    assert (report.new, report.merged_rows) == (2, 3)
    assert len(activities(desk)["Drill"].members("organisations")) == 2
    assert report.reading.files_not_read == (("codes.csv", "It has no column with titles."),)


def test_a_frictionless_package_says_which_files_it_is(desk: Workspace, tmp_path: Path) -> None:
    described = {
        "resources": [{"name": "a", "path": "data/a.csv", "encoding": "cp1252"}, {"name": "b", "path": "../b.csv"}]
    }
    members: dict[str, str | bytes] = {
        "datapackage.json": json.dumps(described), "data/a.csv": "Title,Country\nÉcole d’été,FR\n".encode("cp1252"),
        "notes.csv": "Title,Country\nNot this,PE\n",
    }  # fmt: skip
    (tmp_path / "b.csv").write_text("Title\nOutside\n")
    for path in (
        archive(tmp_path / "package.zip", members), folder(tmp_path / "package", members) / "datapackage.json",
    ):  # fmt: skip
        assert imported(desk, path).reading.files == ("data/a.csv",)
        assert set(activities(desk)) == {"École d’été"}
        desk.journal.undo()


def test_the_csvs_of_odk_are_read_with_their_repeats(desk: Workspace, tmp_path: Path) -> None:
    path = archive(
        tmp_path / "form.zip",
        {
            "form.csv": "SubmissionDate,info-title,KEY\n2024-01-01,Drill,uuid:1\n",
            "form-partners.csv": "partner,PARENT_KEY,KEY\nCity of Lima,uuid:1,uuid:1/partners[1]\n",
        },
    )
    assert imported(desk, path).new == 1
    assert len(activities(desk)["Drill"].members("organisations")) == 1


def test_what_was_unpacked_goes_with_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    table = open_table(archive(tmp_path / "lists.zip", {"a.csv": LIMA}))
    assert len(list(table.rows())) == 2 and list((tmp_path / "temporary").iterdir())
    del table
    gc.collect()
    assert list((tmp_path / "temporary").iterdir()) == []


# Hostile archives -------------------------------------------------------------------------------------------


def test_names_that_lead_outside_stay_inside(tmp_path: Path) -> None:
    path = archive(tmp_path / "lists.zip", {"../../evil.csv": LIMA, "C:\\Windows\\con.csv": PORT})
    assert len(list(open_table(path).rows())) == 3
    assert not (tmp_path.parent / "evil.csv").exists() and not (tmp_path / "evil.csv").exists()


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", {"a.csv": LIMA})
    path = archive(tmp_path / "lists.zip", {"inner.zip": inner.read_bytes(), "port.csv": PORT})
    table = open_table(path)
    assert table.files_read == ("port.csv",)
    assert "compressed file or archive" in table.files_not_read[0][1]
    assert "no table" in refused(archive(tmp_path / "only.zip", {"inner.zip": inner.read_bytes()}))


def test_a_bomb_of_text(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for number in range(28):
            with made.open(f"{number}.csv", "w") as part:
                for _ in range(9):
                    part.write(b"Title\n" + b"0" * 1_000_000)
    assert f"more than {MAX_UNPACKED // 1_000_000} MB" in refused(path)


def test_too_many_files(tmp_path: Path) -> None:
    assert "more than 200 files" in refused(archive(tmp_path / "many.zip", {f"{n}.csv": LIMA for n in range(201)}))


def test_documents_are_named_by_what_they_are(tmp_path: Path) -> None:
    assert "presentation" in refused(archive(tmp_path / "a.zip", {"ppt/presentation.xml": "<a/>"}))
    assert "text document without a table" in refused(archive(tmp_path / "b.zip", {"word/document.xml": "<a/>"}))


def test_a_folder_that_leads_into_itself(tmp_path: Path) -> None:
    lists = folder(tmp_path / "lists", {"a.csv": LIMA})
    try:
        (lists / "again").symlink_to(lists, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    assert open_table(lists).files_read == ("a.csv",)
    shutil.rmtree(lists)
