"""Every document of the program, of a desk with little, much, or letters of other scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

from desktop.catalogue import list_of, parse
from desktop.reports import SummaryOptions, write_summary
from desktop.reports.courses import CourseReportOptions, write_course_report
from desktop.reports.manual import ManualOptions, write_manual
from desktop.reports.network import (
    DirectoryOptions,
    MemberReportOptions,
    PersonReportOptions,
    write_directory,
    write_member_report,
    write_person_report,
)
from desktop.reports.visits import DOCUMENTS, DocumentOptions, write_visit_document
from desktop.sample import load
from desktop.workspace import Workspace, record_id_from
from tests.reports.test_summary_report import add, everything
from tests.reports.visits import sample_visits

ARABIC = "بلدية بيروت: خطة للحد من المخاطر 2027 (SDG 11.5)"
CHINESE = "北京市减灾计划：学习其他城市的经验 2027"
LONG = "Streams that do not flood, and what a city learns from them " * 5
MANY = 5000


def _sample(workspace: Workspace, folder: Path) -> str:
    load(workspace)
    return sample_visits.full(workspace, folder)


def _empty(workspace: Workspace, folder: Path) -> str:
    add(workspace, title="Drill")
    return sample_visits.empty(workspace)


def _many(workspace: Workspace, folder: Path) -> str:
    records = [
        (
            "activity", record_id_from(f"activity {number}"), {
                "title": f"Drill {number} on the river", "kind": ("mooc", "training", "project")[number % 3],
                "country": ("KE", "CO", "PH")[number % 3], "start": str(2015 + number % 12), "participants_total": number,
                "summary": "What was done, and what came of it. " * (number % 7), "targets/SDG:11.5": "principal",
            },
        )
        for number in range(MANY)
    ]  # fmt: skip
    with workspace.journal.group("import") as group:
        workspace.journal.bulk(group, records)
    return sample_visits.too_much(workspace)


def _titled(title: str) -> Callable[[Workspace, Path], str]:
    def fill(workspace: Workspace, folder: Path) -> str:
        journal = workspace.journal
        journal.edit(everything(workspace), {"title": title, "summary": title, "municipality": title[:40]})
        visit = sample_visits.full(workspace, folder)
        journal.edit(visit, {"title": title})
        return visit

    return fill


CONTENTS: dict[str, Callable[[Workspace, Path], str]] = {
    "sample": _sample, "empty": _empty, "many": _many, "long": _titled(LONG[:300]), "arabic": _titled(ARABIC),
    "chinese": _titled(CHINESE),
}  # fmt: skip
"""What a desk holds -> what fills it and returns the id of a visit."""


def _course(workspace: Workspace, words: str) -> tuple[str, str]:
    """A town and a course that it supports, with these words as their names; returns the ids of the town and of the course."""
    journal = workspace.journal
    town = journal.create("organisation", {"name": words})
    course = journal.create("activity", {"title": words, "kind": "mooc", f"organisations/partner:{town}": True})
    counts = (
        f'total,,40,20,9,<5\nweek,2026-09-07,20,9,0,0\nweek,2026-09-14,40,20,9,<5\norganisation,"{words}",40,20,9,<5'
    )
    for name in ("2025", words):
        journal.create("run", {"parent": course, "name": name, "start": "2026-09", "learner_counts": counts,
                               "learner_questions": f"{words}?\n2"})  # fmt: skip
    return town, course


def write_documents(
    folder: Path, content: str, languages: Sequence[str] = ("en",), sizes: Sequence[str] = ("A4",)
) -> Iterator[Path]:
    """The files of all documents, one after the other."""
    with closing(Workspace.create(folder / f"{content}.focal", home=folder / "home")) as workspace:
        workspace.set_meta("author", "Amina Otieno")
        visit = CONTENTS[content](workspace, folder)
        names = {"empty": "Amina", "arabic": ARABIC, "chinese": CHINESE, "long": LONG[:300]}
        person = workspace.journal.create("person", {"name": names.get(content, "Amina Otieno"), "consent": "public"})
        listing = list_of(workspace, "organisation")
        everybody = listing.ids_of(listing.order(parse("", "organisation")).ids)
        for language, size in product(languages, sizes):
            about: dict[str, Any] = {"language": language, "page_size": size}
            for document in DOCUMENTS:
                path = folder / f"{content}-{document}-{language}-{size}.pdf"
                write_visit_document(workspace, visit, path, DocumentOptions(document=document, **about))
                yield path
            listed = [("people", DirectoryOptions(**about, people=[person]))]
            listed += [("directory", DirectoryOptions(**about, organisations=everybody))] if everybody else []
            for name, wanted in listed:
                path = folder / f"{content}-{name}-{language}-{size}.pdf"
                write_directory(workspace, path, wanted)
                yield path
            path = folder / f"{content}-person-{language}-{size}.pdf"
            write_person_report(workspace, person, path, PersonReportOptions(**about))
            yield path
            if content == "sample":
                path = folder / f"{content}-manual-{language}-{size}.pdf"
                write_manual(path, ManualOptions(language=language, page_size=size))
                yield path
            for compact in (False, True):
                path = folder / f"{content}-summary{'-compact' if compact else ''}-{language}-{size}.pdf"
                write_summary(workspace, path, SummaryOptions(**about, compact=compact))
                yield path
        town, run = _course(workspace, names.get(content, "Kisumu"))  # last: what is empty was written empty
        for language, size in product(languages, sizes):
            about = {"language": language, "page_size": size}
            path = folder / f"{content}-course-{language}-{size}.pdf"
            write_course_report(workspace, run, path, CourseReportOptions(**about))
            yield path
            path = folder / f"{content}-member-{language}-{size}.pdf"
            write_member_report(workspace, town, path, MemberReportOptions(**about))
            yield path
