"""The report of a course, and the record of an organisation: what they say, and whom they do not name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.pdf import find_package
from desktop.exchange.signed_packages import package_for_pdf
from desktop.learning.counting import Counts
from desktop.learning.counts_text import write_counts
from desktop.learning.suppression import suppress
from desktop.reports.courses import CourseReportOptions, write_course_report
from desktop.reports.network import MemberReportOptions, write_member_report
from desktop.workspace import Workspace
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf

_COUNTS = Counts(
    (64, 40, 21, 3),
    {"2026-09-07": (30, 10, 0, 0), "2026-09-14": (50, 25, 9, 0), "2026-09-21": (64, 40, 21, 3)},
    {"country": {"KE": (60, 37, 19, 2), "FR": (4, 3, 2, 1)},
     "organisation": {"h": (26, 13, 8, 2), "": (38, 27, 13, 1)}},
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workspace, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("courses")
    with closing(Workspace.create(folder / "desk.focal", home=folder / "home")) as workspace:
        journal = workspace.journal
        journal.set_author("Amina Otieno")
        kisumu = journal.create("organisation", {"name": "Kisumu", "name/fr": "Ville de Kisumu", "country": "KE"})
        journal.create("organisation", {"name": "City of Kisumu", "merged_into": kisumu})
        omar = journal.create("person", {"name": "Omar Said", "organisation": kisumu, "consent": "none"})
        course = journal.create(
            "activity", {"title": "Plans with Omar Said", "kind": "mooc", f"organisations/partner:{kisumu}": True,
                         f"people/trainer:{omar}": True, "start": "2026-09"},
        )  # fmt: skip
        counted = write_counts(suppress(_COUNTS, {"h": "CITY OF KISUMU"}))
        first = journal.create("run", {"parent": course, "name": "Autumn", "start": "2026-09-07", "end": "2026-11-30",
                                       "enrolled": 64, "active": 40, "completed": 21, "learner_counts": counted,
                                       "learner_questions": "What does Omar Said advise?\nWho pays?"})  # fmt: skip
        journal.create("run", {"parent": course, "name": "Spring", "start": "2025-03", "enrolled": 3})
        visit = journal.create("visit", {"title": "To Durban", "stage": "closed", f"organisations/visitor:{kisumu}": True,
                                         "start": "2025-02"})  # fmt: skip
        journal.create(
            "commitment", {"parent": visit, "what": "Clear the drains", "organisation": kisumu, "due": "2026"}
        )
        lonely = journal.create("activity", {"title": "Without a run", "kind": "mooc"})
        yield workspace, {"course": course, "run": first, "Kisumu": kisumu, "Omar": omar, "lonely": lonely}


def _text(path: Path) -> str:
    assert check_pdf(path.read_bytes()) == []
    with Pdf(path) as pdf:
        return " ".join(pdf.whole_text().split())


def test_a_course_is_told_in_numbers_curves_and_questions(
    desk: tuple[Workspace, dict[str, str]], tmp_path: Path
) -> None:
    workspace, ids = desk
    wanted = CourseReportOptions(package=package_for_pdf(workspace, tmp_path, "data.fdz"))
    made = write_course_report(workspace, ids["course"], tmp_path / "course.pdf", wanted)
    said = _text(tmp_path / "course.pdf")
    assert (made.title, made.runs, made.with_data) == ("Plans with …", 2, True)
    for words in (
        "Runs compared", "Autumn 7 September 2026 – 30 November 2026 64 40 (62 %) 21 (33 %) < 5", "Spring March 2025 < 5",
        "Enrolled: 64 Active: 40 (62 %) Completed: 21 (33 %) Certified: < 5",
        "Week of the run Certified Completed Active Enrolled",
        "21 September 2026 64 40 21 < 5", "Not given", "What learners asked", "What does … advise?", "Who pays?", "Kenya",
    ):  # fmt: skip
        assert words in said, words
    assert "Omar" not in said and "Kenya 60" not in said, "60 of 64 would say that 4 are from France"
    (tmp_path / "apart").mkdir()
    assert find_package(tmp_path / "course.pdf", tmp_path / "apart").read_bytes()

    one = write_course_report(workspace, ids["run"], tmp_path / "run.pdf", CourseReportOptions(language="fr"))
    said = _text(tmp_path / "run.pdf")
    assert (one.title, one.runs, one.with_data) == ("Plans with … – Autumn", 1, False)
    assert "Semaine de la session" in said and "Spring" not in said
    for id in (ids["lonely"], ids["Omar"]):
        with pytest.raises(UserFacingError, match="There is no course run"):
            write_course_report(workspace, id, tmp_path / "none.pdf", CourseReportOptions())
    with pytest.raises(Cancelled):
        write_course_report(workspace, ids["run"], tmp_path / "none.pdf", CourseReportOptions(), cancelled=lambda: True)
    assert not (tmp_path / "none.pdf").exists()


def test_the_record_of_a_town_says_where_it_enrolled_supported_and_taught(
    desk: tuple[Workspace, dict[str, str]], tmp_path: Path
) -> None:
    workspace, ids = desk
    made = write_member_report(workspace, ids["Kisumu"], tmp_path / "town.pdf", MemberReportOptions(language="fr"))
    said = _text(tmp_path / "town.pdf")
    assert made.name == "Ville de Kisumu" and "Omar" not in said
    assert "Plans with … – Autumn MOOC" in said and "26 13 8 < 5" in said, "known by the name of its duplicate too"
    made = write_member_report(workspace, ids["Kisumu"], tmp_path / "town.csv", MemberReportOptions())
    rows = list(csv.reader((tmp_path / "town.csv").read_text("utf-8-sig").splitlines()))[1:]
    assert made.lines == len(rows) == 5
    assert [(row[1], row[2]) for row in rows] == [
        ("listed", "Plans with … – Autumn"), ("supported", "Plans with …"), ("taught", "Plans with …"),
        ("visited", "To Durban"), ("commitment", "Clear the drains"),
    ]  # fmt: skip
    assert rows[0][6:] == ["26", "13", "8", "< 5"] and rows[0][0] == "Kisumu"
    with pytest.raises(UserFacingError, match="There is no organisation"):
        write_member_report(workspace, ids["Omar"], tmp_path / "none.pdf", MemberReportOptions())
    assert not (tmp_path / "none.pdf").exists()
