"""An organisation that was merged into another goes by its name, in all that points to it, however long the chain."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from desktop.workspace import Workspace, check


def test_renaming_the_one_that_stayed_renames_it_where_the_merged_one_stands(tmp_path: Path) -> None:
    with closing(Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")) as workspace:
        journal = workspace.journal
        first, second, third = (journal.create("organisation", {"name": name}) for name in ("One", "Two", "Three"))
        activity = journal.create("activity", {"title": "Drill", f"organisations/lead:{first}": True})

        def words() -> str:
            with workspace.reading() as conn:
                asked = "SELECT organisation_words FROM activity WHERE id = ?"
                return str(conn.exec_driver_sql(asked, (activity,)).scalar())

        journal.merge_into(first, second)
        assert words() == "Two"
        journal.edit(second, {"name": "Two renamed"})
        assert words() == "Two renamed"
        journal.merge_into(second, third)
        assert words() == "Three"
        journal.edit(third, {"name": "Three renamed"})
        assert words() == "Three renamed"
        journal.merge_into(third, first)  # a circle ends in its smallest id
        journal.edit(first, {"name": "One renamed"})
        assert check(workspace.path, home=workspace.home).problems == ()
