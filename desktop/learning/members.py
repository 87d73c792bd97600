"""What lists of learners say of one organisation: the courses that its people enrolled in, counted by its name."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.read_connection import reading
from desktop.learning.comparing import number_and_share
from desktop.learning.count_rows import cell_text
from desktop.learning.counts_text import read_counts
from desktop.learning.suppression import Cells
from desktop.vocabularies.folding import key
from desktop.workspace import Workspace


@dataclass(frozen=True)
class ListedCourse:
    """A course run whose lists name an organisation. `cells`: how many of its people enrolled, were active, completed, were
    certified; hidden as they are wherever they leave.
    """

    activity: str
    title: str
    kind: str
    run: str
    start: str
    cells: Cells

    @property
    def numbers(self) -> tuple[str, ...]:
        """The four numbers as they are shown, with what share of those enrolled they are."""
        first, *others = self.cells
        return cell_text(first), *(number_and_share(each, first) for each in others)


def read_listed_courses(workspace: Workspace, organisation: str) -> list[ListedCourse]:
    """Of an organisation by id, under any of its names and those of its duplicates; the newest first. Named in a list are
    organisations of at least five learners.
    """
    with reading(workspace) as conn:
        twins = conn.execute("SELECT id FROM organisation WHERE survivor = ?", (organisation,)).fetchall()
        rows = conn.execute(
            "SELECT a.id, a.title, a.kind, r.name, coalesce(r.start, a.start), r.learner_counts FROM run r"
            " JOIN activity a ON a.id = r.parent"
            " WHERE r.listed = 1 AND a.listed = 1 AND r.learner_counts LIKE '%\norganisation,%'"
        ).fetchall()
    names = {
        key(value)
        for record in workspace.records("organisation", [organisation, *(id for (id,) in twins)])
        for name, value in record.values.items()
        if name.partition("/")[0] == "name" and isinstance(value, str) and value
    }
    found: list[ListedCourse] = []
    for activity, title, kind, run, start, text in rows:
        for name, cells in read_counts(text).groups.get("organisation", {}).items():
            if key(name) in names:
                found.append(ListedCourse(activity, title or "", kind or "", run or "", start or "", cells))
    return sorted(found, key=lambda each: (each.start, each.title), reverse=True)
