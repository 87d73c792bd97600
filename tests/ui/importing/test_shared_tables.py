"""Every table that the project was given, from the window and from the command line: the same question or none, and the same
activities, value by value.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.cli import main
from desktop.ui.background import Background, Writer
from desktop.ui.desk import Desk
from desktop.ui.importing import ImportDialog
from desktop.ui.importing.dialog import COLUMNS, DONE, PLANNED, TROUBLE
from desktop.ui.settings import Settings
from desktop.workspace import Workspace

SHARED = Path(__file__).parents[4] / "shared"
FILES = sorted(
    path.relative_to(SHARED).as_posix()
    for place, ending in (("cases/tables", "*"), ("data/hxl", "*"), ("data/tables", "*"), ("data/iati", "*.xml"))
    for path in (SHARED / place).glob(ending)
)
NO_TITLE = "Which column holds the title of the activity?"
ASKED = {
    "continuation_rows.csv": 'Actual Start Date: in dates like "07/12/2022", is the day first or the month?',
    "quoted_heading.csv": NO_TITLE,
    "report_date.csv": 'The column "Activity" is almost empty. Which column holds the title of the activity?',
    **dict.fromkeys(
        ("input-fuzzy.csv", "input-multiline.csv", "input-multiple-headers.csv", "input-quality.xls", "input-valid.json",
         "merged-headers.xlsx"), NO_TITLE,
    ),
}  # fmt: skip
"""File -> what is asked. The last six are lists without a title."""
ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    NO_TITLE: ("", {"untitled": True}),
    ASKED["report_date.csv"]: ("Center", {"columns": {"Center": "title"}}),
    ASKED["continuation_rows.csv"]: (
        "dmy", {"columns": {"Actual Start Date": {"field": "start", "date_order": "dmy"}}},
    ),
}  # fmt: skip
"""Question -> what is clicked in the window, and the same in a file for the command line."""
REFUSED = {"spreadsheetml.xls": "is an Excel 2003 XML spreadsheet, which the desk does not read."}

pytestmark = pytest.mark.skipif(not FILES, reason="the shared folder is not here")


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The words before a command, on a workspace for all files."""
    words = ["--workspace", str(tmp_path_factory.mktemp("shared") / "command.focal")]
    assert main([*words, "init"]) == 0
    return words


@pytest.fixture(scope="module")
def desk(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The same for the window."""
    folder = tmp_path_factory.mktemp("shared")
    made = Desk(
        Workspace.create(folder / "window.focal", home=folder / "home"), Background(), Writer(), Settings(folder)
    )
    yield made
    made.close()


def _newest(workspace: Workspace, count: int) -> list[dict[str, Any]]:
    """Every value of the activities that came last; people by their name, as their ids are no other desk's."""
    with workspace.reading() as conn:
        asked = f"SELECT id FROM activity WHERE listed = 1 ORDER BY no DESC LIMIT {count}"
        ids = [row[0] for row in conn.exec_driver_sql(asked)]
        people = {row[0]: row[1] for row in conn.exec_driver_sql("SELECT id, name FROM person")}
    found: list[dict[str, Any]] = []
    for record in workspace.records("activity", ids):
        named = ((name.rpartition(":"), value) for name, value in record.values.items())
        found.append({f"{head}{colon}{people.get(id, id)}": value for (head, colon, id), value in named})
    return found


@pytest.mark.parametrize("name", FILES)
def test_window_and_command_line_read_it_alike(
    qtbot: QtBot, desk: Desk, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path, file = SHARED / name, Path(name).name
    question = ASKED.get(file, "")
    answer, written = ANSWERS[question] if question else ("", {})
    if said := question or REFUSED.get(file):
        assert main([*command, "import", str(path)]) == 1
        assert said in capsys.readouterr().err
    importing = ImportDialog(desk, path)
    qtbot.addWidget(importing)
    importing.show()
    qtbot.waitUntil(lambda: importing.step in (COLUMNS, TROUBLE), timeout=20_000)
    if file in REFUSED:
        assert importing.step == TROUBLE and REFUSED[file] in importing.trouble.text()
        return
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps(written), "utf-8")
    assert main([*command, "import", str(path), "--mapping", str(mapping), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    questions = importing.columns.questions
    qtbot.waitUntil(lambda: bool(questions.open) if question else importing.next.isEnabled())
    assert [each.text for each in questions.open] == ([question] if question else [])
    for each in questions.open:
        questions.answered.emit(each, answer)
        qtbot.waitUntil(importing.next.isEnabled)
    importing.next.click()
    qtbot.waitUntil(lambda: importing.step == PLANNED, timeout=20_000)
    if not told["new"] + told["changed"]:  # the rows of a file that was read before, on this worker of the tests
        assert told["unchanged"] > 0 and importing.next.text() == "Close"
        return
    importing.next.click()
    qtbot.waitUntil(lambda: importing.step == DONE, timeout=20_000)
    report = importing.report
    assert report is not None and report.new + report.changed > 0
    assert (report.new, report.changed, report.unchanged) == (told["new"], told["changed"], told["unchanged"])
    workspace = Workspace.open(Path(command[1]), read_only=True)
    by_command = _newest(workspace, report.new)
    workspace.close()
    assert _newest(desk.workspace, report.new) == by_command
