"""Letters of every script: the right font, the right glyphs, lines that fit."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import uharfbuzz as hb
from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.text import FontBook, Style, clean, fit, line_operators, wrap
from desktop.reports.text import font_book as book_module
from desktop.reports.text.font_faces import FontFace
from desktop.reports.text.languages import likely_language
from desktop.reports.text.system_fonts import script_of
from tests.reports.read_pdf import glyphs_in

STYLE = Style(9, 12.6)
BOLD = STYLE.bolder()
ARABIC = "شبكة المدن القادرة على الصمود"
HINDI = "दिल्ली क्षेत्रीय कार्यशाला प्रशिक्षण"
AMHARIC = "የአዲስ አበባ ከተማ አስተዳደር"


@pytest.fixture(scope="module")
def book() -> FontBook:
    return FontBook()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> FontBook:
    """A computer without any font of its own."""
    monkeypatch.setattr(book_module, "font_files", lambda script: [])
    return FontBook()


def said(book: FontBook, text: str, style: Style = STYLE, width: float = 1000) -> list[str]:
    return [line.text for line in wrap(book, text, style, width)]


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Réseau de villes, ŋɔɖe, Ẹ̀kọ́, Ελλάδα", "NotoSans"),
        ("Қазақстан: Ђорђе", "NotoSans"),
        (ARABIC, "NotoSansArabic"),
        (HINDI, "NotoSansDevanagari"),
        (AMHARIC, "NotoSansEthiopic"),
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_each_script_has_a_font_of_ours_in_both_weights(bare: FontBook, text: str, font: str, bold: bool) -> None:
    [line] = wrap(bare, text, BOLD if bold else STYLE, 1000)
    faces = {piece.face.name for piece in line.pieces if piece.text.strip()}
    assert {name for name in faces if name.startswith(font + "-")} == {f"{font}-{'Bold' if bold else 'Regular'}"}
    assert not bare.missing


@pytest.mark.parametrize("text", [ARABIC, HINDI, AMHARIC, "مُحَمَّد لا إله", "AVAST Tokyo fi"])
def test_the_glyphs_drawn_are_those_that_harfbuzz_gives(bare: FontBook, text: str) -> None:
    for word in text.split():
        [line] = wrap(bare, word, STYLE, 1000)
        [piece] = line.pieces
        assert isinstance(piece.face, FontFace)
        font = hb.Font(hb.Face(hb.Blob.from_file_path(str(piece.face.path))))
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(font, buffer)
        assert glyphs_in(line_operators(line, 0, 0, lambda face: "T1")) == [
            info.codepoint for info in buffer.glyph_infos
        ]
        assert piece.width == sum(at.x_advance for at in buffer.glyph_positions)


def test_arabic_is_joined(bare: FontBook) -> None:
    [line] = wrap(bare, "بيت", STYLE, 1000)
    alone = [
        glyph for letter in "بيت" for glyph in glyphs_in(line_operators(wrap(bare, letter, STYLE, 99)[0], 0, 0, str))
    ]
    assert not set(glyphs_in(line_operators(line, 0, 0, str))) & set(alone)


def test_words_of_a_line_stand_in_the_direction_of_their_paragraph(bare: FontBook) -> None:
    [line] = wrap(bare, "مدينة ABC بيت", STYLE, 1000)
    drawn = glyphs_in(line_operators(line, 0, 0, str))
    latin = glyphs_in(line_operators(wrap(bare, "ABC", STYLE, 99)[0], 0, 0, str))
    first = glyphs_in(line_operators(wrap(bare, "مدينة", STYLE, 99)[0], 0, 0, str))
    assert line.turned
    assert drawn[-len(first) :] == first  # the first word is the rightmost
    at = drawn.index(latin[0])
    assert drawn[at : at + 3] == latin


def test_an_override_cannot_turn_a_page_round() -> None:
    assert clean("safe\u202egnp.exe\u2066x\u2069\ufeff\u0000\x1b") == "safegnp.exex"
    assert clean("a\u2028b\r\nc\x0bd") == "a\nb\nc\nd"
    assert clean("e" + "\u0301" * 900 + "x") == "é" + "\u0301" * 3 + "x"
    assert clean("half \ud800 letter") == "half \ufffd letter"


def test_a_letter_that_no_font_has_is_seen_as_missing(bare: FontBook) -> None:
    [line] = wrap(bare, "a \U0001f642 b \u0e01北京", STYLE, 99)
    assert bare.missing == set("\U0001f642\u0e01北京")
    [replaced] = wrap(bare, "�", STYLE, 99)
    [glyph] = glyphs_in(line_operators(replaced, 0, 0, str))
    operators = line_operators(line, 0, 0, str)
    assert glyph != 0 and glyphs_in(operators).count(glyph) == 4
    # Whoever has it read aloud or copies it gets the letters themselves.
    assert line.text == "a \U0001f642 b \u0e01北京"
    assert "ActualText <FEFFD83DDE42>" in operators and "ActualText <FEFF5317" in operators


def test_letters_that_no_font_has_are_broken_into_lines_like_others(bare: FontBook) -> None:
    lines = wrap(bare, "北京" * 20 + "ก" * 60, STYLE, 99)
    assert "".join(line.text for line in lines) == "北京" * 20 + "ก" * 60
    assert all(0 < line.width <= 99 for line in lines)
    assert 0 not in glyphs_in("".join(line_operators(line, 0, 0, str) for line in lines))


def test_fonts_of_the_computer_are_used_where_ours_lack_a_script(
    bare: FontBook, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Ours stand in for those of the computer: one is no font, one may not be embedded, the third has the letter."""
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font at all")
    forbidden = tmp_path / "forbidden.ttf"
    data = bytearray((book_module.FOLDER / "NotoSansArabic-Regular.ttf").read_bytes())
    entry = data.index(b"OS/2")
    offset = int.from_bytes(data[entry + 8 : entry + 12], "big")
    data[offset + 8 : offset + 10] = (2).to_bytes(2, "big")
    forbidden.write_bytes(data)
    lent = book_module.FOLDER / "NotoSansArabic-Regular.ttf"
    missing = tmp_path / "gone.ttf"
    monkeypatch.setattr(
        book_module, "font_files", lambda script: [(missing, 0), (broken, 0), (forbidden, 0), (lent, 0)]
    )
    monkeypatch.setattr(book_module, "_OWN", {"": "NotoSans"})
    [line] = wrap(bare, "بيت", BOLD, 1000)
    [piece] = line.pieces
    assert isinstance(piece.face, FontFace)
    assert piece.face.path == lent
    assert "2 Tr" in line_operators(line, 0, 0, str)  # no bold cut: made bold by an outline
    assert not bare.missing


def test_scripts_of_letters() -> None:
    assert [script_of(letter) for letter in "aйبकአ中カ한ไא🙂"] == [
        "", "", "arabic", "devanagari", "ethiopic", "han", "kana", "hangul", "thai", "hebrew", "emoji",
    ]  # fmt: skip


def test_fonts_are_looked_for_where_each_system_keeps_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from desktop.reports.text import system_fonts

    monkeypatch.setenv("WINDIR", str(tmp_path))
    (tmp_path / "Fonts").mkdir()
    for name in ("MSYH.TTC", "Nirmala.ttf", "readme.txt"):
        (tmp_path / "Fonts" / name).write_bytes(b"")
    monkeypatch.setattr(sys, "platform", "win32")
    system_fonts.installed_fonts.cache_clear()
    try:
        assert [path.name for path, _index in system_fonts.font_files("han")] == ["MSYH.TTC"]
        assert [path.name for path, _index in system_fonts.font_files("tamil")] == ["Nirmala.ttf"]
        assert system_fonts.font_files("thai") == []
    finally:
        system_fonts.installed_fonts.cache_clear()


# Lines ---------------------------------------------------------------------------------------------------------------


def test_lines_break_at_spaces_and_keep_every_word(book: FontBook) -> None:
    text = "one two  three\tfour " * 30
    lines = wrap(book, text, STYLE, 120)
    assert " ".join(line.text for line in lines).split() == text.split()
    assert all(line.width <= 120 for line in lines)
    assert max(line.width for line in lines) > 95


def test_paragraphs_begin_on_a_line_of_their_own(book: FontBook) -> None:
    lines = wrap(book, "first\n\n  \nsecond\r\nthird", STYLE, 500)
    assert [(line.text, line.begins) for line in lines] == [("first", False), ("second", True), ("third", True)]
    assert wrap(book, " \n ", STYLE, 100) == []


def test_a_word_longer_than_the_line_is_cut(book: FontBook) -> None:
    lines = wrap(book, "x" * 500, STYLE, 200)
    assert "".join(line.text for line in lines) == "x" * 500
    assert all(line.width <= 200 for line in lines)


def test_what_comes_after_a_word_that_is_broken_is_kept(book: FontBook) -> None:
    words = f"before {'x' * 90} after co-operatives and the rest"
    lines = wrap(book, words, STYLE, 60)
    assert "".join(line.text for line in lines).replace(" ", "") == words.replace(" ", "")


def test_a_text_that_was_fitted_once_is_fitted_anew_for_another_width(book: FontBook) -> None:
    assert [fit(book, "Words in one line", STYLE, width).text.endswith("…") for width in (300, 40, 300)] == [
        False, True, False,
    ]  # fmt: skip


def test_an_address_is_cut_after_a_stroke(book: FontBook) -> None:
    lines = said(book, "https://example.org/" + "chapter/" * 30, width=150)
    assert all(line.endswith("/") for line in lines)


def test_chinese_breaks_between_letters_but_not_before_a_full_stop(book: FontBook) -> None:
    lines = said(book, "防灾减灾培训，参加者二百人。" * 6, width=93)
    assert len(lines) > 5
    assert not any(line[0] in "，。" for line in lines)
    assert "".join(lines) == "防灾减灾培训，参加者二百人。" * 6


def test_no_line_begins_with_a_mark_that_french_sets_apart(book: FontBook) -> None:
    text = "Où donc ? Là : dans « une salle », à deux ; puis à quatre ! " * 4
    for width in range(70, 130, 5):
        lines = said(book, text, width=width)
        assert not any(line[0] in ";:?!»" or line.endswith("«") for line in lines), width
        assert "".join("".join(lines).split()) == "".join(text.split())


def test_one_line_ends_in_an_ellipsis_where_it_must(book: FontBook) -> None:
    line = fit(book, "word " * 80, STYLE, 90)
    assert line.text.endswith("…")
    assert line.width <= 90
    assert fit(book, "short", STYLE, 90).text == "short"
    assert fit(book, "", STYLE, 90).text == ""


@given(st.text(max_size=80), st.floats(min_value=40, max_value=300), st.booleans())
def test_no_text_breaks_the_lines(text: str, width: float, bold: bool) -> None:
    lines = wrap(_ANY, text, BOLD if bold else STYLE, width)
    for line in lines:
        assert line.width <= width + 0.01
        if line.pieces:
            line_operators(line, 0, 0, lambda face: "T1").encode("ascii")


_ANY = FontBook()


def test_a_font_with_postscript_outlines_is_embedded(bare: FontBook, tmp_path: Path) -> None:
    from desktop.reports.layout import PAGE_SIZES, Document, Metadata
    from desktop.reports.text import Line
    from desktop.reports.text.system_fonts import installed_fonts
    from tests.pdf_checker import check_pdf
    from tests.reports.read_pdf import Pdf

    found = next((path for path in installed_fonts().values() if path.suffix.lower() == ".otf"), None)
    if found is None:
        pytest.skip("this computer has no such font")
    document = Document(PAGE_SIZES["A4"], Metadata("Title", "", "", "en"))
    page = document.new_page()
    with document.structure.element("P"):
        page.text(Line((document.fonts.piece("Hill", FontFace(found), 0),), Style(20, 25)), 60, 700)
    page.close()
    data = document.build_pdf([page], [], lambda *drawn: None)
    assert check_pdf(data) == []
    (tmp_path / "otf.pdf").write_bytes(data)
    with Pdf(tmp_path / "otf.pdf") as pdf:
        assert pdf.text(0) == "Hill"
        ink = pdf.file[0].render().to_pil().convert("L").getextrema()
        assert ink[0] < 128


def test_a_chinese_font_of_the_computer_goes_into_the_file_with_the_glyphs_that_are_used(tmp_path: Path) -> None:
    from desktop.reports.layout import PAGE_SIZES, Document, Metadata
    from tests.pdf_checker import check_pdf
    from tests.reports.read_pdf import Pdf

    document = Document(PAGE_SIZES["A4"], Metadata("Title", "", "", "zh"))
    page = document.new_page()
    lines = [wrap(document.fonts, "北京 水灾 东京のまち", Style(20, 25, bold=bold), 400)[0] for bold in (False, True)]
    if document.fonts.missing:
        pytest.skip("this computer has no font for Chinese and Japanese")
    for at, line in enumerate(lines):
        with document.structure.element("P"):
            page.text(line, 60, 700 - 40 * at)
    page.close()
    data = document.build_pdf([page], [], lambda *drawn: None)
    (tmp_path / "chinese.pdf").write_bytes(data)
    assert check_pdf(data) == []
    assert len(data) < 60_000
    with Pdf(tmp_path / "chinese.pdf") as pdf:
        assert pdf.text(0) == "北京 水灾 东京のまち 北京 水灾 东京のまち"


def test_chinese_characters_are_written_by_the_hand_of_their_text(
    monkeypatch: pytest.MonkeyPatch, bare: FontBook
) -> None:
    asked: list[str] = []

    def font_files(script: str) -> list[tuple[Path, int]]:
        asked.append(script)
        return []

    monkeypatch.setattr(book_module, "font_files", font_files)
    wrap(bare, "東京のまち", STYLE, 1000)
    assert asked[0] == "kana"
    asked.clear()
    wrap(bare, "北京", STYLE, 1000)
    assert set(asked) == {"han"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Residents who were paid as guides spoke more freely than invited speakers.", "en"),
        ("Parler d’abord des lieux de pêche, ensuite seulement des maisons.", "fr"),
        ("Empezar por lugares donde la gente ya va, con un convenio de una página con cada uno.", "es"),
        ("Os moradores que foram pagos como guias falaram com mais liberdade do que os convidados.", ""),
        ("Gli abitanti pagati come guide hanno parlato con più libertà di quelli invitati nella città.", ""),
        ("La guia de la ciutat és una eina que la gent va fer per al barri de la costa.", ""),
        ("Die Bewohner, die als Führer bezahlt wurden, sprachen freier als geladene Redner in der Stadt.", ""),
        ("De bewoners die als gids betaald werden spraken vrijer dan de sprekers van de stad.", ""),
        ("Wakazi waliolipwa kama waongozaji walizungumza kwa uhuru zaidi kuliko wasemaji walioalikwa.", ""),
        ("Learning Network of Cities, Ayuntamiento de Quito, Commune de Saint-Louis, Nantes", ""),
        ("Declarado cumplido, sin evidencia: Porters on the drainage committee of Blantyre", ""),
        ("Une semaine", ""),
    ],
)
def test_the_small_words_of_a_text_tell_its_language_where_they_do_so_clearly(text: str, language: str) -> None:
    assert likely_language(text) == language
