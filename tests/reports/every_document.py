"""Every document of the program, of a desk with little, much, or letters of other scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import product
from pathlib import Path
from typing import Any

from desktop.catalogue import list_of, parse
from desktop.catalogue.report_templates import ReportTemplate
from desktop.evidence.subject import subject_of
from desktop.figures import Period
from desktop.reports import SummaryOptions, write_summary
from desktop.reports.courses import CourseReportOptions, write_course_report
from desktop.reports.evidence import AnnexOptions, EvidenceOptions, write_annex, write_evidence
from desktop.reports.forum import DOCUMENTS as FORUM_PAPERS
from desktop.reports.forum import SHEET, ForumReportOptions, write_forum_report
from desktop.reports.learning import (
    EvaluationFormOptions,
    TrainersOptions,
    write_evaluation_form,
    write_trainers_report,
)
from desktop.reports.manual import ManualOptions, write_manual
from desktop.reports.network import (
    DirectoryOptions,
    MemberReportOptions,
    PersonReportOptions,
    write_directory,
    write_member_report,
    write_person_report,
)
from desktop.reports.plan import PlanOptions, write_plan
from desktop.reports.templates import BLOCKS, TemplateReportOptions, write_template_report
from desktop.reports.visits import DOCUMENTS, DocumentOptions, write_visit_document
from desktop.sample import load
from desktop.workspace import Workspace, record_id_from
from tests.reports.test_summary_report import add, everything
from tests.reports.visits import sample_visits

ARABIC = "بلدية بيروت: خطة للحد من المخاطر 2027 (SDG 11.5)"
CHINESE = "北京市减灾计划：学习其他城市的经验 2027"
LONG = "Streams that do not flood, and what a city learns from them " * 5
MANY = 5000
MOST_IN_FULL = 60
"""Activities of a report by template: all blocks, but the summary has all activities."""
_SECOND = {"name": "Bo Çelik", "consent": "network"}


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


def _forum(workspace: Workspace, words: str, people: Sequence[str]) -> str:
    """A forum with a topic that has votes."""
    journal = workspace.journal
    forum = journal.create(
        "forum", {"title": words, **{f"people/participant:{each}": True for each in people}, "summary": words}
    )
    topic = journal.create("topic", {"parent": forum, "title": words, "brings": words})
    round_id = journal.create("round", {"parent": forum, "name": words[:60]})
    for each in people:
        journal.create("vote", {"parent": round_id, "person": each, "ballot": f'{{"{topic}":1}}'})
    return forum


def _goal(workspace: Workspace, words: str, town: str) -> None:
    """A goal that is counted, and one that cannot be."""
    about = {"title": words, "organisation": town, "begins": "2026", "ends": "2026-12", "value": 12}
    workspace.journal.create("goal", {**about, "figure": "activities"})
    workspace.journal.create("goal", {**about, "figure": "activities", "query": "kind:nothing"})


def _training(workspace: Workspace, words: str, people: Sequence[str]) -> str:
    """A training of trainers by the first of these people for the second, who then trained others."""
    journal, (trainer, learner) = workspace.journal, people
    journal.create("module", {"title": words, "code": "UCLG:RES-I"})
    about = {"participants_total": 12, "modules/UCLG:RES-I": True, f"people/trainer:{trainer}": True}
    learnt = {**about, "kind": "training_of_trainers", "start": "2026-03", f"people/participant:{learner}": True}
    first = journal.create("activity", {"title": words, **learnt})
    journal.create("certificate", {"parent": first, "person": learner, "module": "UCLG:RES-I", "issued": "2026-03-09"})
    taught = {"kind": "training", "start": "2026-05", "modules/UCLG:RES-I": True, f"people/trainer:{learner}": True}
    journal.create("activity", {"title": f"{words} 2", **taught})
    return first


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
            path = folder / f"{content}-template-{language}-{size}.pdf"
            template = ReportTemplate(key="", name="All", blocks=tuple(BLOCKS), group="module", period="..2030")
            write_template_report(
                workspace, path, TemplateReportOptions(template=template, most=MOST_IN_FULL, **about)
            )  # fmt: skip
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
            for kind, code in (("target", "SDG:11.5"), ("organisation", town)):
                path = folder / f"{content}-evidence-{kind}-{language}-{size}.pdf"
                write_evidence(workspace, path, EvidenceOptions(subject=subject_of(workspace, kind, code), **about))
                yield path
            path = folder / f"{content}-annex-{language}-{size}.pdf"
            write_annex(workspace, path, AnnexOptions(query="-country:KE" if content == "many" else "", **about))
            yield path
        words, people = names.get(content, "Kisumu"), [person, workspace.journal.create("person", _SECOND)]
        _goal(workspace, words, town)
        forum, training = _forum(workspace, words, people), _training(workspace, words, people)
        for language, size in product(languages, sizes):
            about = {"language": language, "page_size": size}
            for document in (each for each in FORUM_PAPERS if each != SHEET):
                path = folder / f"{content}-forum-{document}-{language}-{size}.pdf"
                write_forum_report(workspace, forum, path, ForumReportOptions(document=document, groups=1, **about))
                yield path
            path = folder / f"{content}-plan-{language}-{size}.pdf"
            write_plan(workspace, path, PlanOptions(period=Period("2025", "2027"), **about))
            yield path
            path = folder / f"{content}-trainers-{language}-{size}.pdf"
            write_trainers_report(workspace, path, TrainersOptions(**about))
            yield path
            for later in (False, True):
                path = folder / f"{content}-evaluation{'-later' if later else ''}-{language}-{size}.pdf"
                write_evaluation_form(workspace, training, path, EvaluationFormOptions(later=later, **about))
                yield path
