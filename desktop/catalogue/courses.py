"""Courses and their runs: every run there is, and courses that have none yet."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.catalogue.read_connection import reading
from desktop.workspace import Workspace

KINDS = ("mooc", "online_course", "webinar")
"""Kinds of activities that are listed without a run too."""


@dataclass(frozen=True)
class CourseRun:
    """A run with its course. `id`: "" where the course has no run yet. `numbers`: who enrolled, was active, completed, was
    certified. `counts`: as `learning.counts_text` reads it; `lists`: the lists that were counted, as the run keeps them;
    `asked`: what its learners asked.
    """

    activity: str
    title: str
    kind: str
    id: str
    name: str
    start: str
    end: str
    numbers: tuple[int | None, int | None, int | None, int | None]
    counts: str
    lists: str
    asked: str = ""


def read_courses(workspace: Workspace) -> list[CourseRun]:
    """All of them, by the name of the course, then as the runs follow each other."""
    marks = ", ".join("?" * len(KINDS))
    with reading(workspace) as conn:
        rows = conn.execute(
            "SELECT a.id, a.title, a.kind, r.id, r.name, r.start, r.end, r.enrolled, r.active, r.completed, r.certified,"
            " r.learner_counts, r.learner_lists, r.learner_questions"
            " FROM activity a LEFT JOIN run r ON r.parent = a.id AND r.listed = 1"
            f" WHERE a.listed = 1 AND (r.id IS NOT NULL OR a.kind IN ({marks}))"
            " ORDER BY a.title_key, a.no, r.start IS NULL, r.start, r.no",
            KINDS,
        ).fetchall()
    return [
        CourseRun(
            activity,
            title or "",
            kind or "",
            id or "",
            name or "",
            start or "",
            end or "",
            (one, two, three, four),
            counts or "",
            lists or "",
            asked or "",
        )
        for activity, title, kind, id, name, start, end, one, two, three, four, counts, lists, asked in rows
    ]
