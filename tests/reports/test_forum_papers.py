"""Papers of a forum: tagged as PDF/UA wants it, in three languages, and nobody is named who did not agree."""

from __future__ import annotations

from pathlib import Path

import pdfua
import pytest

from desktop.errors import UserFacingError
from desktop.reports.forum import DOCUMENTS, ForumReportOptions, write_forum_report
from desktop.reports.matching import MatchingReportOptions, write_matching_report
from desktop.workspace import Value, Workspace
from tests.catalogue.desks import desk
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf

SECRET = "Zqxaveria"


def _forum(workspace: Workspace) -> str:
    journal = workspace.journal
    names = ("Aroha Ngata", "Bo", "Çelik", SECRET)
    people = [
        journal.create(
            "person", {"name": name, "consent": "none" if name == SECRET else "network", "languages/en": True}
        )
        for name in names
    ]
    forum = journal.create(
        "forum", {"title": "Congress", "title/fr": "Congrès", **{f"people/participant:{each}": True for each in people}}
    )
    topic = journal.create("topic", {"parent": forum, "title": "Drains", "brings": f"{SECRET} brings a case"})
    round_id = journal.create("round", {"parent": forum, "name": "First"})
    journal.create("vote", {"parent": round_id, "person": people[0], "ballot": f'{{"{topic}":1}}'})
    return forum


def test_every_paper_is_tagged_and_names_nobody_who_did_not_agree(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        forum = _forum(workspace)
        for language, document in zip(
            ("fr", "en", "es", "en", "fr"), DOCUMENTS, strict=False
        ):  # the sheet has no pages
            target = tmp_path / f"{document}.pdf"
            wanted = ForumReportOptions(document=document, language=language, groups=2, seed=3)
            made = write_forum_report(workspace, forum, target, wanted)
            assert made.pages >= 1 and made.not_named == (1 if document in ("report", "people", "groups") else 0)
            assert check_pdf(target.read_bytes()) == [] == list(pdfua.validate(str(target)).findings), document
            with Pdf(target) as pdf:
                text = pdf.whole_text()
            assert ("Rang" in text) == (document == "report") and "Lieu" not in text, document  # the place of a topic
            assert SECRET not in text and ("Aroha" in text) == (document in ("people", "groups")), document
        with pytest.raises(UserFacingError, match="cannot be in 9 groups") as error:
            write_forum_report(workspace, forum, tmp_path / "no.pdf", ForumReportOptions(document="groups", groups=9))
        assert error.value.kept and not (tmp_path / "no.pdf").exists()


def test_a_matching_says_who_meets_whom_and_why_and_names_nobody_who_did_not_agree(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        create = workspace.journal.create
        create("person", {"name": SECRET, "consent": "none"})
        common = {"themes/drainage": True, "languages/en": True, "state": "open"}
        for title, town in (("Who pays?", "Kisumu"), (f"What {SECRET} asked", "Beira")):
            create("need", {**common, "title": title, "organisation": create("organisation", {"name": town})})
        create("offer", {**common, "title": "A levy", "organisation": create("organisation", {"name": "Accra"})})
        for language, words in (("en", "Who meets whom"), ("fr", "Points et limites")):
            target = tmp_path / f"{language}.pdf"
            values: dict[str, Value] = {"name": f"Round of {SECRET}", "points_at_least": 0, "host_at_most": 1}
            made = write_matching_report(workspace, target, MatchingReportOptions(values=values, language=language))
            assert (made.pairs, made.unmatched) == (1, 1)
            assert check_pdf(target.read_bytes()) == [] == list(pdfua.validate(str(target)).findings)
            with Pdf(target) as pdf:
                text = pdf.whole_text()
            assert SECRET not in text and words in text and "Accra" in text
        workspace.journal.undo()
        empty = MatchingReportOptions(values={"needs_query": "nothing of this"})
        with pytest.raises(UserFacingError, match="no open need") as error:
            write_matching_report(workspace, tmp_path / "no.pdf", empty)
        assert error.value.kept and not (tmp_path / "no.pdf").exists()
