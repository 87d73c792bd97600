"""The summary PDF, read back."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from desktop import sample
from desktop.catalogue import parse
from desktop.errors import Cancelled, ProgrammingError, UserFacingError
from desktop.i18n import _, current_language, speaking
from desktop.reports import GROUPINGS, SummaryOptions, SummaryResult, write_summary
from desktop.reports.layout import PAGE_SIZES, Page
from desktop.workspace import Workspace
from tests.reports.read_pdf import Pdf, addresses, drawn_streams

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def workspace(tmp_path: Path, own_home: Path) -> Iterator[Workspace]:
    found = Workspace.create(tmp_path / "Mombasa desk.focal", home=own_home)
    found.journal.set_author("Amina Otieno")
    with closing(found):
        yield found


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The sample, only read."""
    folder = tmp_path_factory.mktemp("sampled")
    found = Workspace.create(folder / "Sample.focal", home=folder / "home")
    found.journal.set_author("Amina Otieno")
    sample.load(found)
    with closing(found):
        yield found


def add(workspace: Workspace, **values: Any) -> str:
    """An activity; `targets__SDG:1` stands for `targets/SDG:1`."""
    return workspace.journal.create("activity", {name.replace("__", "/"): value for name, value in values.items()})


def made(workspace: Workspace, folder: Path, **wanted: Any) -> tuple[Path, SummaryResult]:
    path = folder / "out.pdf"
    return path, write_summary(workspace, path, SummaryOptions(**wanted))


def everything(workspace: Workspace) -> str:
    """An activity with something in each field that a report may show."""
    journal = workspace.journal
    lead = journal.create("organisation", {"name": "County of Mombasa", "private_note": "SECRET"})
    partner = journal.create("organisation", {"name": "بلدية بيروت"})
    person = journal.create("person", {"name": "Lucia Ramirez", "consent": "none", "email": "l@example.org"})
    id = add(
        workspace, title="Reading the hazard map", title__fr="Lire la carte des aléas", kind="mooc", status="completed",
        summary="First paragraph.\nSecond paragraph.", start="2021-05-03", end="2021-06", country="KE",
        municipality="Mombasa", participants_total=1240, participants_women=655, participants_men=571,
        participants_other=14, local_governments=12, results="Twelve plans.", lessons="Print it.",
        replicability="Anywhere.", audience="Teachers", source="iati", source_id="KE-1", licence="CC BY 4.0",
        private_note="SECRET", source_data='{"a": "SECRET"}',
    )  # fmt: skip
    journal.edit(
        id,
        {
            f"organisations/lead:{lead}": True, f"organisations/partner:{partner}": True,
            f"people/trainer:{person}": True, "targets/SDG:11.5": "principal", "targets/SDG:13": "significant",
            "targets/SFDRR:E": "significant", "hazards/HIP:MH0102": True,
            "links/https://learning.uclg.org/a?b=c": "Course page",
        },
    )  # fmt: skip
    journal.create("run", {"parent": id, "name": "Spring", "start": "2021-05", "enrolled": 60, "certified": 41})
    return id


# The compact one -----------------------------------------------------------------------------------------------------


def test_a_compact_summary_says_the_same_of_sixty_activities_on_six_pages(workspace: Workspace, tmp_path: Path) -> None:
    everything(workspace)
    sample.load(workspace)
    path, result = made(workspace, tmp_path, compact=True)
    assert result.activities == 61 and 4 <= result.pages <= 6
    with Pdf(path) as pdf:
        text, bookmarks = pdf.whole_text(), [each.title for each in pdf.bookmarks()]
    assert bookmarks[-1] == "In figures" and "Training" in bookmarks
    row = text[text.index("Reading the hazard map") :][:200]
    for words in ("Completed", "3 May", "June 2021", "Mombasa, Kenya", "County of Mombasa", "SDG 11.5, 13", "1,240"):
        assert words in row
    assert "Lucia" not in text and "SECRET" not in text
    assert "MOOC" not in row[:60]  # the heading says it
    path, _result = made(workspace, tmp_path, language="fr", page_size="Letter")
    with Pdf(path) as pdf, speaking("fr"):
        at = next(at for at in range(9) if _("By kind") in pdf.text(at))
        for title in (_("By status"), _("Organisations named most often")):  # the second on a further page
            assert title in pdf.text(at) + pdf.text(at + 1)


def test_a_compact_summary_names_the_first_organisations_and_targets(workspace: Workspace, tmp_path: Path) -> None:
    id = add(workspace, title="Drill", kind="training", country="KE")
    journal = workspace.journal
    names = {f"organisations/partner:{journal.create('organisation', {'name': f'City {at}'})}": True for at in range(4)}
    targets = {f"targets/SDG:11.{at}": "significant" for at in range(1, 8)} | {"targets/SFDRR:E": "principal"}
    journal.edit(id, {**names, **targets})
    path, _result = made(workspace, tmp_path, compact=True, group_by="country")
    with Pdf(path) as pdf:
        text = pdf.text(0)
    assert "and 2 more" in text and text.count("City ") == 2
    assert "Sendai E SDG 11.1, 11.2, 11.3, 11.4, 11.5 and 2 more" in text
    assert text.count("Kenya") == 1  # the heading says where


# What it says --------------------------------------------------------------------------------------------------------


def test_it_says_what_is_known_of_an_activity_and_nothing_private(workspace: Workspace, tmp_path: Path) -> None:
    everything(workspace)
    path, result = made(workspace, tmp_path)
    assert (result.activities, result.missing) == (1, "")
    with Pdf(path) as pdf:
        said = pdf.whole_text()
    for words in (
        "Reading the hazard map", "MOOC (open online course) · Completed · 3 May 2021 – June 2021 · Mombasa, Kenya",
        "SDG 11.5", "SDG 13", "Sendai E", "First paragraph. Second paragraph.", "Lead: County of Mombasa",
        "1,240 participants: 655 women (53%), 571 men, 14 others · 12 local governments", "Spring · May 2021 · Enrolled: 60",
        "Certified: 41", "Twelve plans.", "Print it.", "Anywhere.", "Teachers", "Lightning", "Course page",
        "iati · KE-1 · CC BY 4.0", "بلدية بيروت",
    ):  # fmt: skip
        assert words in said
    assert addresses(path) == ["https://learning.uclg.org/a?b=c"]
    for words in ("SECRET", "Lucia", "l@example.org"):
        assert words not in said


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "are given for 0 of 1 activity, women", "are given for 1 of 2 activities, women"),
        ("fr", "est indiqué pour 0 activité sur 1, femmes", "est indiqué pour 1 des 2 activités, femmes"),
        ("es", "consta en 0 de 1 actividad; mujeres", "consta en 1 de 2 actividades; mujeres"),
    ],
)
def test_the_counted_noun_agrees_with_its_number(
    workspace: Workspace, tmp_path: Path, language: str, one: str, two: str
) -> None:
    add(workspace, title="Uncounted")
    path, _result = made(workspace, tmp_path, language=language)
    with Pdf(path) as pdf:
        assert one in " ".join(pdf.whole_text().split())
    add(workspace, title="Counted", participants_total=12)
    path, _result = made(workspace, tmp_path, language=language)
    with Pdf(path) as pdf:
        assert two in " ".join(pdf.whole_text().split())


def test_the_cover_says_who_when_and_how_it_was_chosen(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, title="A", kind="training", start="2021", country="KE")
    add(workspace, title="B", kind="webinar", start="2022", country="KE")
    path, _result = made(workspace, tmp_path, query=parse("country:KE kind:training"))
    with Pdf(path) as pdf:
        cover = pdf.text(0)
        for words in (
            "Summary of activities",
            "Amina Otieno",
            "Mombasa desk",
            "2021",
            "Country: Kenya",
            "Kind: Training",
        ):
            assert words in cover
    path, _result = made(workspace, tmp_path, author="The secretariat", period=("2021", "2022-06"))
    with Pdf(path) as pdf:
        assert "The secretariat" in pdf.text(0)
        assert "2021 – June 2022" in pdf.text(0)
        assert "All activities" in pdf.text(0)


def test_chosen_activities_alone_are_in(workspace: Workspace, tmp_path: Path) -> None:
    ids = [add(workspace, title=title) for title in ("Alpha", "Beta", "Gamma")]
    workspace.journal.delete([ids[2]])
    path, result = made(workspace, tmp_path, ids=[ids[1], ids[2], ids[1], "no-such-id"], group_by="none")
    assert result.activities == 1
    with Pdf(path) as pdf:
        said = pdf.whole_text()
    assert "Beta" in said
    assert "Alpha" not in said
    assert "Gamma" not in said


@pytest.mark.parametrize(
    ("period", "titles"),
    [
        (("2021", "2021"), "ABC"),
        (("2021-06", "2021-06-30"), "ABC"),
        (("2021-07", ""), "CD"),
        (("", "2020"), "C"),
        (("2022-03-02", "2022"), "D"),
        (("", ""), "ABCDE"),
    ],
)
def test_a_period_holds_what_touches_it(
    workspace: Workspace, tmp_path: Path, period: tuple[str, str], titles: str
) -> None:
    add(workspace, title="title A", start="2021-06")
    add(workspace, title="title B", start="2021-05-03", end="2021-06-30")
    add(workspace, title="title C", start="2019", end="2021-12")
    add(workspace, title="title D", start="2022-03")
    add(workspace, title="title E")
    path, _result = made(workspace, tmp_path, period=period)
    with Pdf(path) as pdf:
        said = pdf.whole_text()
    assert "".join(letter for letter in "ABCDE" if f"title {letter}" in said) == titles


def test_the_figures_add_up_and_say_what_they_leave_out(workspace: Workspace, tmp_path: Path) -> None:
    for at in range(20):
        add(workspace, title=f"T{at}", country=("KE", "PE")[at % 2], kind="training", start=f"20{10 + at}")
    add(workspace, title="U", participants_women=30, participants_men=70, participants_total=100, local_governments=3)
    add(workspace, title="V", participants_total=50, **{"targets__SDG:11.5.2": "principal", "targets__SDG:11": True})
    path, _result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        page = next(
            pdf.text(at) for at in range(len(pdf)) if "In figures" in pdf.text(at) and "By kind" in pdf.text(at)
        )
    assert "22 150 30% 2 3 0 activities participants" in page or ("150" in page and "30%" in page)
    assert "Participants are given for 2 of 22 activities, women and men for 1." in page
    assert "Local governments reached are given for 1 of 22 activities." in page
    assert "Not given: 2 activities" in page
    assert "No activity names a Sendai target yet." in page


def test_the_figures_name_states_and_who_is_named_most(workspace: Workspace, tmp_path: Path) -> None:
    cities = [workspace.journal.create("organisation", {"name": name}) for name in ("Quito", "Lima", "Cusco")]
    for at in range(3):
        named = {f"organisations__lead:{city}": True for city in cities[: at + 1]}
        add(workspace, title=f"No. {at}", status="planned", **named, **{f"organisations__host:{cities[0]}": True})
    path, _result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        said = pdf.text(2)
    assert "By status Planned 3" in said
    assert "Organisations named most often Quito 3 Lima 2" in said
    assert "Cusco" not in said


def test_the_period_reaches_to_the_last_end(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, title="Long", start="2014-05", end="2021")
    add(workspace, title="Begun", start="2012-03-01")
    path, _result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        assert "Period 2012 – 2021" in pdf.text(0)


def test_an_organisation_with_several_roles_takes_one_line(workspace: Workspace, tmp_path: Path) -> None:
    first, second = (workspace.journal.create("organisation", {"name": name}) for name in ("Quito", "Lima"))
    roles = {f"organisations__{role}:{first}": True for role in ("lead", "funder", "host")}
    add(workspace, title="Alone", **roles, **{f"organisations__partner:{second}": True})
    path, _result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        assert "Lead, funder, host: Quito Partner: Lima" in pdf.text(3)


def test_no_more_than_fifteen_countries_are_shown_one_by_one(workspace: Workspace, tmp_path: Path) -> None:
    codes = "KE PE FR ES DE IT US CA MX BR AR CL CO EC BO UY PY VE GT HN".split()  # noqa: SIM905
    for code in codes:
        add(workspace, title="T", country=code)
    path, _result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        assert "5 other countries" in " ".join(pdf.text(at) for at in range(4))


# How it is bound -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", PAGE_SIZES)
def test_pages_have_the_size_asked_for(sampled: Workspace, tmp_path: Path, size: str) -> None:
    path, result = made(sampled, tmp_path, page_size=size)
    sheet = PAGE_SIZES[size]
    with Pdf(path) as pdf:
        assert len(pdf) == result.pages
        for page in pdf.file:
            assert page.get_size() == pytest.approx((sheet.width, sheet.height), abs=0.01)


def test_title_author_language_and_bookmarks_are_set(sampled: Workspace, tmp_path: Path) -> None:
    path, result = made(sampled, tmp_path, language="fr", group_by="goal")
    with pikepdf.open(path) as document:
        assert document.Root.Lang == "fr"
        assert document.Root.ViewerPreferences.DisplayDocTitle
    assert b"<dc:language><rdf:Bag><rdf:li>fr</rdf:li>" in path.read_bytes()
    with Pdf(path) as pdf, speaking("fr"):
        about = pdf.file.get_metadata_dict()
        assert about["Author"] == "Amina Otieno"
        assert about["Title"]
        assert about["Creator"].startswith("Focal Desk")
        marks = pdf.bookmarks()
        assert [mark.page for mark in marks] == sorted(mark.page for mark in marks)
        assert sum(mark.level == 1 for mark in marks) == result.activities
        groups = [mark for mark in marks if mark.level == 0][2:]
        for mark in groups:
            assert " ".join(mark.title.split()) in pdf.text(mark.page)
        for mark in marks:
            if mark.level == 1 and mark.title.isascii():
                assert mark.title in pdf.text(mark.page)


def test_contents_lead_to_the_page_they_name(sampled: Workspace, tmp_path: Path) -> None:
    path, _result = made(sampled, tmp_path, group_by="kind")
    with Pdf(path) as pdf:
        marks = {mark.title: mark.page for mark in pdf.bookmarks()}
        links = pdf.link_pages(1)
        assert links[0] == marks["In figures"]
        assert marks["Training"] in links
        said = pdf.text(1)
        assert f"In figures {marks['In figures'] + 1}" in said
        assert f" {marks['Training'] + 1} " in said


def test_long_contents_name_the_years_of_each_group(workspace: Workspace, tmp_path: Path) -> None:
    for at in range(100):
        add(workspace, title=f"No. {at}", kind="training", start=str(2020 + at % 2))
    add(workspace, title="Undated", kind="mooc")
    path, _result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        assert "Training 100" in pdf.text(1)
        assert "2021 50" in pdf.text(1)
        assert "2020 50" in pdf.text(1)
        assert "Year not given" not in pdf.text(1)
        for page in pdf.link_pages(1)[2:4]:
            assert "2021" in pdf.text(page) or "2020" in pdf.text(page)


def test_each_page_but_the_cover_has_its_head_and_number(sampled: Workspace, tmp_path: Path) -> None:
    path, result = made(sampled, tmp_path, group_by="kind")
    with Pdf(path) as pdf:
        assert "Page " not in pdf.text(0)
        for at in range(1, len(pdf)):
            assert f"Page {at + 1} of {result.pages}" in pdf.text(at)
            assert "Summary of activities" in pdf.text(at)
        training = next(mark.page for mark in pdf.bookmarks() if mark.title == "Training")
        assert pdf.text(training + 1).startswith("Summary of activities Training")


@pytest.mark.parametrize("group_by", GROUPINGS)
def test_every_grouping_holds_every_activity_once(sampled: Workspace, tmp_path: Path, group_by: str) -> None:
    path, result = made(sampled, tmp_path, group_by=group_by)
    with Pdf(path) as pdf:
        assert sum(mark.level == 1 for mark in pdf.bookmarks()) == result.activities == 60
    with pytest.raises(ProgrammingError):
        made(sampled, tmp_path, group_by="colour")


# How it looks --------------------------------------------------------------------------------------------------------


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> dict[int, list[tuple[float, float, float, float, str]]]:
    """Where each line of each page stands: left, bottom, right, top, words."""
    found: dict[int, list[tuple[float, float, float, float, str]]] = {}
    kept: list[Page] = []
    text = Page.text

    def noted(page: Page, line: Any, x: float, y: float) -> None:
        if page not in kept:
            kept.append(page)
        size = line.style.size
        if line.text.strip():
            box = (x, y - size * 0.2, x + line.width, y + size * 0.7, line.text)
            found.setdefault(id(page), []).append(box)
        text(page, line, x, y)

    monkeypatch.setattr(Page, "text", noted)
    return found


def overlaps(boxes: dict[int, list[tuple[float, float, float, float, str]]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for page in boxes.values():
        page.sort(key=lambda box: box[1])
        for at, (left, _bottom, right, top, words) in enumerate(page):
            for other in page[at + 1 :]:
                if other[1] >= top:
                    break
                if other[0] < right - 0.1 and left < other[2] - 0.1:
                    found.append((words, other[4]))
    return found


Boxes = dict[int, list[tuple[float, float, float, float, str]]]


@pytest.mark.parametrize(("language", "size"), [("en", "A4"), ("fr", "Letter"), ("es", "Letter")])
def test_nothing_of_the_sample_overlaps_or_leaves_its_margins(
    sampled: Workspace, tmp_path: Path, boxes: Boxes, language: str, size: str
) -> None:
    path, _result = made(sampled, tmp_path, language=language, page_size=size, group_by="goal")
    assert overlaps(boxes) == []
    _within_margins(path, size)


def test_texts_without_measure_do_not_break_the_pages(workspace: Workspace, tmp_path: Path, boxes: Boxes) -> None:
    add(workspace, status="idea")
    add(workspace, title="Only a title")
    add(workspace, title="T" * 300, summary="W" * 500)
    add(workspace, title="cities learn " * 23, summary="A sentence that goes on. " * 800, results="x\n" * 200)
    add(workspace, title="<b>&amp; %s {0} \\ ( [ </para>", municipality="m" * 200, audience="y" * 400)
    add(workspace, title="شبكة المدن " * 27, summary="防灾减灾培训" * 300, start="9999-12-31", end="2021-99-99")
    add(workspace, title="z", **{f"targets__SDG:{goal}": "principal" for goal in range(1, 18)})
    add(workspace, title="w", **{f"links__https://example.org/{'a' * 300}/{at}": "" for at in range(4)})
    add(workspace, title="q", participants_total=10**15, local_governments=10**12, targets__XX="principal")
    names = [workspace.journal.create("organisation", {"name": "Ministry of everything " * 9}) for _at in range(30)]
    add(workspace, title="o", **{f"organisations__partner:{id}": True for id in names})
    path, result = made(workspace, tmp_path, group_by="country")
    assert result.activities == 10
    assert overlaps(boxes) == []
    _within_margins(path, "A4")


def _within_margins(path: Path, size: str) -> None:
    sheet = PAGE_SIZES[size]
    with Pdf(path) as pdf:
        for at in range(len(pdf)):
            assert pdf.outside(at, sheet.left, 26, sheet.left + sheet.text_width, sheet.height - 24) == []
            assert pdf.text(at)


def test_names_of_every_script_are_drawn_and_read_back(workspace: Workspace, tmp_path: Path) -> None:
    titles = ["شبكة المدن", "Сеть городов", "አዲስ አበባ", "दिल्ली क्षेत्रीय", "Ẹ̀kọ́ résilience", "בירושלים"]
    for title in titles:
        add(workspace, title=title)
    path, result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        said = pdf.whole_text()
        assert {mark.title for mark in pdf.bookmarks() if mark.level == 1} == set(titles)
    for title in titles[:5]:
        assert title in said
    if not result.missing:  # the computer has a font for Hebrew
        assert titles[5] in said
    assert " Ts [" in "".join(drawn_streams(path)) or not result.missing


def test_only_the_glyphs_used_are_in_the_file(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, title="One")
    path, _result = made(workspace, tmp_path)
    assert path.stat().st_size < 60_000


# What can go wrong ---------------------------------------------------------------------------------------------------


def test_nothing_matches_and_no_file_is_made(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, title="A", start="2021")
    for wanted in ({"query": parse("kind:webinar")}, {"ids": []}, {"period": ("1990", "1991")}):
        with pytest.raises(UserFacingError, match="No activity matches"):
            made(workspace, tmp_path, **wanted)
    assert list(tmp_path.glob("*.pdf")) == []


def _full(*_args: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_what_was_there(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(workspace, title="A")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "out.pdf").write_bytes(b"the old one")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", _full)
        with pytest.raises(UserFacingError, match="full"):
            made(workspace, folder)
    assert [path.name for path in folder.iterdir()] == ["out.pdf"]
    assert (folder / "out.pdf").read_bytes() == b"the old one"


def test_a_file_open_elsewhere_is_not_replaced(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(workspace, title="A")
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "out.pdf").write_bytes(b"the old one")

    def refused(*_args: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as patched:
        patched.setattr("desktop.system.files.replace_file", refused)
        with pytest.raises(UserFacingError, match="another program has it open"):
            made(workspace, folder)
    assert [path.name for path in folder.iterdir()] == ["out.pdf"]


def test_a_folder_that_is_gone_and_one_in_the_way(workspace: Workspace, tmp_path: Path) -> None:
    add(workspace, title="A")
    with pytest.raises(UserFacingError, match="not found"):
        made(workspace, tmp_path / "gone")
    (tmp_path / "out.pdf").mkdir()
    with pytest.raises(UserFacingError, match="is a folder"):
        made(workspace, tmp_path)


@pytest.mark.parametrize("after", [0, 5, 70, 110])
def test_cancelled_leaves_nothing(sampled: Workspace, tmp_path: Path, after: int) -> None:
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > after

    with pytest.raises(Cancelled):
        write_summary(sampled, tmp_path / "out.pdf", SummaryOptions(), cancelled=cancelled)
    assert list(tmp_path.iterdir()) == []


def test_progress_goes_to_its_end(sampled: Workspace, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_summary(
        sampled, tmp_path / "out.pdf", SummaryOptions(), progress=lambda done, total: told.append((done, total))
    )
    assert told == sorted(told)
    assert told[-1] == (120, 120)


def test_a_report_in_another_language_leaves_the_window_its_own(sampled: Workspace, tmp_path: Path) -> None:
    spoken: list[str] = []
    began, go_on = threading.Event(), threading.Event()

    def progress(_done: int, _total: int) -> None:
        if not began.is_set():
            spoken.append(current_language())
            began.set()
            go_on.wait(20)

    thread = threading.Thread(
        target=lambda: write_summary(sampled, tmp_path / "out.pdf", SummaryOptions(language="fr"), progress=progress)
    )
    thread.start()
    assert began.wait(20)
    here = current_language()
    go_on.set()
    thread.join()
    assert (here, spoken, current_language()) == ("en", ["fr"], "en")
    with Pdf(tmp_path / "out.pdf") as pdf:
        assert "Formation de formateurs" in pdf.whole_text()


# Many ----------------------------------------------------------------------------------------------------------------


def test_five_thousand_activities(workspace: Workspace, tmp_path: Path) -> None:
    with workspace.journal.group("import", "many") as group:
        workspace.journal.bulk(
            group,
            (
                (
                    "activity",
                    f"00000000-0000-4000-8000-{at:012}",
                    {"title": f"Activity {at}", "start": f"{2000 + at % 25}"},
                )
                for at in range(5_000)
            ),
        )
    path, result = made(workspace, tmp_path, group_by="year")
    assert result.activities == 5_000
    with Pdf(path) as pdf:
        assert len(pdf) == result.pages
        assert sum(mark.level == 1 for mark in pdf.bookmarks()) == 5_000
        assert f"Page {result.pages:,} of {result.pages:,}" in pdf.text(len(pdf) - 1)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
@pytest.mark.parametrize(("language", "size"), [("en", "A4"), ("fr", "A4"), ("es", "Letter")])
def test_the_summary_of_a_real_list(
    workspace: Workspace, tmp_path: Path, boxes: Boxes, language: str, size: str
) -> None:
    from desktop.exchange import apply_import, guess_mapping, open_table, plan_import

    table = open_table(SHARED / "hxl" / "iati-sierraleone.csv")
    apply_import(workspace, plan_import(workspace, table, guess_mapping(table)))
    path, result = made(workspace, tmp_path, language=language, page_size=size, group_by="year")
    assert (result.activities, result.missing) == (515, "")
    assert overlaps(boxes) == []
    sheet = PAGE_SIZES[size]
    with Pdf(path) as pdf:
        for at in range(0, len(pdf), 9):
            assert pdf.outside(at, sheet.left, 26, sheet.left + sheet.text_width, sheet.height - 24) == []


def test_a_short_activity_is_not_broken_in_two(workspace: Workspace, tmp_path: Path) -> None:
    for at in range(40):
        add(workspace, title=f"Title {at:02}", results=f"Result {at:02}.\n" * 3, source_id=f"S-{at:02}")
    path, _result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        for mark in pdf.bookmarks():
            if mark.level == 1:
                assert f"S-{mark.title[-2:]}" in pdf.text(mark.page)
        assert len(pdf) > 5


def test_the_heading_of_a_group_stands_above_its_first_activity(workspace: Workspace, tmp_path: Path) -> None:
    text = "Neighbours and officers read the map together and mark what has changed since. "
    for at in range(24):
        for second in range(2):
            summary_of = f"{text * (3 * at % 29)}\n" * (1 + at % 3)
            add(workspace, title=f"Activity {at} {second} " * (at % 5), summary=summary_of, start=str(2000 + at))
    path, _result = made(workspace, tmp_path, group_by="year")
    with Pdf(path) as pdf:
        marks = pdf.bookmarks()
        for group, first in pairwise(marks):
            if group.level == 0 and first.level == 1:
                assert group.page == first.page
        assert sum(mark.level == 0 for mark in marks) == 26


def test_the_last_row_of_an_activity_is_not_left_alone(workspace: Workspace, tmp_path: Path) -> None:
    for at in range(40):
        text = "Neighbours read the map with officers and mark what has changed. " * (13 + at * 5 % 13)
        rows = {"results": "Twelve plans.", "lessons": "Print it.", "replicability": "Anywhere."}
        add(workspace, title=f"Activity {at}", summary=text, audience="Teachers", **rows)
    path, _result = made(workspace, tmp_path)
    with Pdf(path) as pdf:
        for page in range(3, len(pdf)):
            said = pdf.text(page)
            assert said.count("Results") == said.count("Lessons") == said.count("Replicability")
        assert len(pdf) > 15
