"""The papers of a visit: what they say, whom they name, where their lines stand."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from desktop.cli.parser import DOCUMENTS as OFFERED
from desktop.errors import Cancelled, UserFacingError
from desktop.i18n import COMPLETE_LANGUAGES as LANGUAGES
from desktop.reports.layout import PAGE_SIZES
from desktop.reports.layout.pictures import load_picture
from desktop.reports.visits import DOCUMENTS, DOCUMENTS_WITH_DATA, DocumentOptions, write_visit_document
from desktop.reports.visits.badges import GRIDS, MM
from desktop.visits.method_cards import find_method_card, method_cards, session_values_of_card
from desktop.workspace import Workspace
from tests.reports.read_pdf import Pdf, drawn_streams
from tests.reports.visits import sample_visits

SAID = {
    "programme": ("Day 1: Monday, 4 May 2026", "09:00 – 10:00", "Walk along the stream", "Question 1", "Without a time yet"),
    "briefing": ("Who comes, and when", "3 May 2026, 18:30", "3 × vegetarian", "Book the bus", "20 April 2026"),
    "participants": ("Visitors: 3", "Ana María Restrepo Ángel", "One participant has not agreed to be named."),
    "badges": ("Ana María Restrepo Ángel", "Ayuntamiento de Manizales", "Head of the risk unit"),
    "cards": ("Fishbowl", "10 to 60 people · 1 h 30 min", "Steps by the minute", "0–15", "Pitfalls",
              "Day 1, 10:30 – 12:00: How the co-operatives are paid"),
    "sheets": ("Attendance", "Evaluation", "Open questions", "1. How are co-operatives chosen and paid?"),
    "budget": ("Flights", "1 USD = 18.25 ZAR, on 30 April 2026", "83,450.50", "One line is not in this total"),
    "note": ("Each co-operative looks after five kilometres", "Said by: A river keeper", "Other lessons", "Photos"),
    "review": ("Give contracts of three years.", "Accepted", "the host has answered one"),
    "follow-up": ("1 commitment · Under way: 1", "6 months", "Not asked yet", "from question 1"),
    "certificates": ("This is to certify that", "Camila Gómez", "took part in the peer visit (peer review)"),
}  # fmt: skip
FOR_THE_PERSON = {"badges", "certificates"}
"""What is handed to the person it names."""


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    workspace = Workspace.create(tmp_path / "desk.focal", home=tmp_path / "home")
    workspace.set_meta("author", "Amina Otieno")
    return workspace


def made(desk: Workspace, id: str, document: str, language: str = "en", size: str = "A4") -> Path:
    target = desk.path.parent / f"{document}.pdf"
    write_visit_document(desk, id, target, DocumentOptions(document=document, language=language, page_size=size))
    return target


def bare(words: str) -> str:
    """Without what reading back changes at the end of a line: spaces and hyphens."""
    return re.sub(r"[\s\x02\ufffe-]", "", words)


def test_the_command_line_offers_every_paper() -> None:
    assert tuple(DOCUMENTS) == OFFERED == tuple(SAID)
    assert set(DOCUMENTS) > DOCUMENTS_WITH_DATA


def test_each_paper_says_what_it_is_for(desk: Workspace, tmp_path: Path) -> None:
    visit = sample_visits.full(desk, tmp_path)
    for document, wanted in SAID.items():
        with Pdf(made(desk, visit, document)) as pdf:
            text = pdf.whole_text()
        assert [each for each in wanted if each not in text] == [], document


def test_the_host_reads_how_many_need_what_and_nobody_s_own_words_without_their_consent(desk: Workspace) -> None:
    visit = desk.journal.create("visit", {"title": "Streams"})
    for name, consent, dietary, access in (
        ("Ana María Restrepo", "network", "Vegetarian", "Sugar-free room, ring her sister"),
        ("Luis Silent", "none", "vegetarian", "wheelchair"),
        ("Sofía Quiet", None, "No nuts since she fell ill at the fair of Cali", "+57 300 123"),
    ):
        values = {"name": name, "side": "visitor", "dietary": dietary, "access_needs": access}
        desk.journal.create("participant", {"parent": visit, **values, **({"consent": consent} if consent else {})})
    with Pdf(made(desk, visit, "briefing")) as pdf:
        text = pdf.whole_text()
    assert "2 × Vegetarian" in text and "1 × wheelchair" in text and "1 × Sugar-free room, ring her sister" in text
    assert text.count("1 × something else: ask the visitors’ focal point") == 2
    assert "Silent" not in text and "Sofía" not in text and "Cali" not in text and "300" not in text


@pytest.mark.parametrize("document", DOCUMENTS)
def test_guests_read_neither_the_stage_nor_the_technical_name_of_a_time_zone(
    desk: Workspace, tmp_path: Path, document: str
) -> None:
    id = sample_visits.full(desk, tmp_path)
    with Pdf(made(desk, id, document, "es")) as pdf:
        said = bare(pdf.whole_text())
    assert "Africa/" not in said and "·Informe" not in said
    assert (bare("Johannesburgo (Sudáfrica)") in said) == (document == "programme")


def test_who_has_not_agreed_and_what_is_private_stands_in_no_paper(desk: Workspace, tmp_path: Path) -> None:
    visit = sample_visits.full(desk, tmp_path)
    for document in DOCUMENTS:
        with Pdf(made(desk, visit, document)) as pdf:
            text = pdf.whole_text()
        hidden = ["Secretson", "Hidden Hand", "a sister in Cali", "the tender"]
        hidden += [] if document in FOR_THE_PERSON else ["Luis Silent"]
        assert [each for each in hidden if each in text] == [], document


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", PAGE_SIZES)
def test_nothing_stands_outside_the_paper_or_on_other_words(
    desk: Workspace, tmp_path: Path, language: str, size: str
) -> None:
    visits = [sample_visits.full(desk, tmp_path), sample_visits.empty(desk)]
    for visit in visits:
        for document in DOCUMENTS:
            with Pdf(made(desk, visit, document, language, size)) as pdf:
                assert len(pdf) > 0
                for page in range(len(pdf)):
                    width, height = pdf.file[page].get_size()
                    assert pdf.outside(page, 14, 14, width - 14, height - 14) == [], (document, page)
                    assert pdf.overlapping(page) == [], (document, page)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_very_long_names_and_very_many_days_fit(desk: Workspace, document: str) -> None:
    visit = sample_visits.too_much(desk)
    with Pdf(made(desk, visit, document)) as pdf:
        for page in range(len(pdf)):
            width, height = pdf.file[page].get_size()
            assert pdf.outside(page, 14, 14, width - 14, height - 14) == [], page
            assert pdf.overlapping(page) == [], page


def test_a_paper_of_an_empty_visit_says_what_is_not_there_yet(desk: Workspace) -> None:
    visit = sample_visits.empty(desk)
    for document, words in (
        ("programme", "No session is planned yet."), ("participants", "Nobody is on the list yet."),
        ("budget", "No budget line is written yet."), ("review", "No finding is written yet."),
        ("follow-up", "No commitment and no follow-up is written yet."),
        ("note", "No question and no note is written yet."), ("briefing", "Nothing is written for the host yet."),
    ):  # fmt: skip
        with Pdf(made(desk, visit, document)) as pdf:
            assert words in pdf.whole_text()


@pytest.mark.parametrize("size", GRIDS)
def test_badges_are_cut_true_to_the_millimetre(desk: Workspace, tmp_path: Path, size: str) -> None:
    grid, sheet = GRIDS[size], PAGE_SIZES[size]
    operators = drawn_streams(made(desk, sample_visits.full(desk, tmp_path), "badges", size=size))[0]
    lines = [tuple(map(float, found)) for found in re.findall(r"d (\S+) (\S+) m (\S+) (\S+) l S", operators)]
    uprights = sorted({x for x, _y, to_x, _to_y in lines if x == to_x})
    levels = sorted({y for _x, y, _to_x, to_y in lines if y == to_y})
    assert [round((b - a) / MM, 1) for a, b in pairwise(uprights)] == [grid.width] * grid.across
    assert [round((b - a) / MM, 1) for a, b in pairwise(levels)] == [grid.height] * grid.down
    assert uprights[0] + uprights[-1] == pytest.approx(sheet.width, abs=0.02)
    assert levels[0] + levels[-1] == pytest.approx(sheet.height, abs=0.02)
    assert min(uprights[0], levels[0]) / MM >= 6.3  # what printers leave white


def test_a_photo_loses_where_it_was_taken_and_stands_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif.get_ifd(0x8825)[2] = (29.0, 52.0, 0.0)  # latitude
    photo = tmp_path / "photo.jpg"
    Image.new("RGB", (3000, 1000), "navy").save(photo, exif=exif)
    found = load_picture(photo)
    assert found is not None
    assert found.width < found.height <= 1400
    assert b"Exif" not in found.data


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"\xff\xd8\xff\xe0" * 50, b"<svg/>", sample_visits.png(9, 9)[:45]], ids=range(5)
)
def test_what_is_no_picture_is_left_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.png").write_bytes(content)
    assert load_picture(tmp_path / "broken.png") is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", PAGE_SIZES)
def test_a_visit_without_methods_takes_all_cards_two_a_sheet(desk: Workspace, language: str, size: str) -> None:
    visit, cards = sample_visits.empty(desk), method_cards(language)
    with Pdf(made(desk, visit, "cards", language, size)) as pdf:
        assert len(pdf) == (len(cards) + 1) // 2  # none is too long for its half
        assert [mark.title for mark in pdf.bookmarks()] == [each.label for each in cards]
        for at, each in enumerate(cards):
            text = bare(pdf.text(at // 2))
            told = [each.label, each.purpose, each.room, *each.roles, *each.pitfalls, each.online]
            told += [step.text for step in each.steps]
            assert [words for words in told if bare(words) not in text] == [], each.code
        middle = PAGE_SIZES[size].height / 2
        assert [page for page in range(len(pdf)) if pdf.between(page, middle - 14, middle + 14)] == []


def test_a_card_gives_the_steps_of_its_session(desk: Workspace) -> None:
    visit = sample_visits.empty(desk)
    french = find_method_card("fishbowl", "fr")
    assert french is not None
    rows = (
        ("1 09:00", 30, "fishbowl", ""),  # as the card has them, for half an hour
        # dropped there by who speaks French: the same
        ("1 11:00", 30, "fishbowl", str(session_values_of_card(french, 30)["steps"])),
        ("2 09:00", 45, "fishbowl", "15 Welcome to the bowl\nTea"),
        ("2 10:00", 60, "work_shadowing", ""),  # a method without a card
        ("2 11:00", 60, "open_space", "\n".join(f"5 {sample_visits.LONG} {at}" for at in range(40))),
    )
    for at, minutes, method, steps in rows:
        desk.journal.create("session", {
            "parent": visit, "title": f"At {at}", "at": at, "minutes": minutes, "method": method, "steps": steps,
        })  # fmt: skip
    with Pdf(made(desk, visit, "cards")) as pdf:
        titles = [mark.title for mark in pdf.bookmarks()]
        first, whole = pdf.text(0), pdf.whole_text()
    assert titles == ["Fishbowl", "Fishbowl", "Open space"]
    assert "0–5 Explain the chairs" in first and "Day 1, 09:00 – 09:30: At 1 09:00 Day 1, 11:00" in first
    assert "0–15 Welcome to the bowl Tea" in first and "10 to 60 people · 15 min" in first
    assert whole.count("Open space (continued)") > 2 and all(f"Area {at}" in whole for at in range(40))


def test_who_asks_for_no_visit_is_told(desk: Workspace, tmp_path: Path) -> None:
    person = desk.journal.create("person", {"name": "Nobody"})
    for id in (person, "none"):
        with pytest.raises(UserFacingError, match="There is no visit"):
            made(desk, id, "note")
    assert list(tmp_path.glob("*.pdf")) == []


def test_one_that_is_given_up_leaves_nothing(desk: Workspace, tmp_path: Path) -> None:
    visit = sample_visits.empty(desk)
    with pytest.raises(Cancelled):
        write_visit_document(desk, visit, tmp_path / "x.pdf", DocumentOptions(document="note"), cancelled=lambda: True)
    assert list(tmp_path.glob("x*")) == []
