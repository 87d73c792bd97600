"""What the README says of a field to be added, done in a copy of the program: a line, a migration, nothing else."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.workspace.storage.file_format import HEAD
from tests.reports.read_pdf import Pdf
from tests.workspace.test_migrate import RELEASED

ROOT = Path(__file__).resolve().parents[2]
LINE = '        Field(name="cost", kind=K.DECIMAL, label=N_("Cost"), section="reach", unit="EUR", column=12, sortable=True),\n'
MIGRATION = '''"""What an activity cost."""

from desktop.workspace.maintenance.new_fields import add_field
from desktop.workspace.records.record_description import FieldKind

revision = "{revision}"
down_revision = "{before}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    {call}
'''
COMMANDS = """
import contextlib, io, json, sys
from desktop.cli import main

told = []
for words in json.load(sys.stdin):
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = main(words)
    told.append([code, said.getvalue()])
json.dump(told, sys.stdout)
"""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program with one more field."""
    folder = tmp_path / "program"
    shutil.copytree(ROOT / "desktop", folder / "desktop")
    (folder / "resources").symlink_to(ROOT / "resources", target_is_directory=True)
    records = folder / "desktop" / "workspace" / "records" / "record_types.py"
    before, found, after = records.read_text("utf-8").partition('        Field(name="local_governments"')
    records.write_text(before + LINE + found + after, "utf-8")
    (call,) = re.findall(r'`(add_field\("activity".*?\))`', (ROOT / "README.md").read_text("utf-8"))
    revision = f"{int(HEAD) + 1:04}"
    text = MIGRATION.format(revision=revision, before=HEAD, call=call)
    (folder / "desktop/workspace/migrations/versions" / f"{revision}_cost.py").write_text(text, "utf-8")
    return folder


@pytest.mark.skipif(os.name == "nt", reason="a symbolic link needs a right there")
def test_a_field_takes_a_line_and_a_migration(program: Path, tmp_path: Path) -> None:
    desk, table, pdf = tmp_path / "desk.focal", tmp_path / "costs.csv", tmp_path / "summary.pdf"
    shutil.copyfile(RELEASED / "0007.focal", desk)
    table.write_text('Title,Start,Cost\nDrill,2024,"1 234,50"\nWalk,2025,900\nTalk,2023,many\n', "utf-8")
    commands = [
        ["import", str(table)], ["list", "activities", "cost:1000..2000"], ["export", str(tmp_path / "out.csv")],
        ["report", "summary", str(pdf), "--query", "cost:900", "--language", "fr"], ["check"],
    ]  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS], cwd=program, check=True, capture_output=True, text=True, encoding="utf-8",
        input=json.dumps([["--workspace", str(desk), *words] for words in commands]),
        env={**os.environ, "PYTHONPATH": str(program)},
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert [code for code, _said in told] == [0] * len(commands), (told, done.stderr)
    assert '"many" is no amount' in told[0][1] and "Drill" in told[1][1] and "Walk" not in told[1][1]
    assert "1234.50" in (tmp_path / "out.csv").read_text("utf-8-sig")
    with Pdf(pdf) as read:
        assert "Cost 900 EUR" in read.whole_text().replace("\u00a0", " ")
