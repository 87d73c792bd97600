"""Tables as people make them: encodings, delimiters, headings in several rows, merged cells, sheets."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from desktop.exchange.tables import open_table

DATA = Path(__file__).parents[1] / "data" / "tables"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "Título;País\nInundación en Bogotá;Colombia\n"),
        ("utf-8-sig", "Título;País\nInundación en Bogotá;Colombia\n"),
        ("utf-16", "Título;País\nInundación en Bogotá;Colombia\n"),
        ("utf-16-le", "Title;Country\nEarly warning in Bogotá;Colombia\n"),
        ("utf-16-be", "Title;Country\nEarly warning in Bogotá;Colombia\n"),
        ("cp1252", "Título;País\nInundación en Bogotá;Colombia\nMason’s “guild” – L’été à Nîmes;France\n"),
        ("latin-1", "Titre;Pays\nDéchets ménagers à Évry, où l'été arrive;France\n"),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "table.txt"
    path.write_bytes(text.encode(encoding))
    table = open_table(path)
    lines = text.splitlines()
    assert ";".join(table.headings) == lines[0]
    assert [";".join(row.cells) for row in table.rows()] == lines[1:]


def test_cyrillic_of_one_byte_a_letter(tmp_path: Path) -> None:
    text = "Название;Страна\n" + "Раннее предупреждение о наводнениях в городе;Казахстан\n" * 20
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode("cp1251"))
    assert open_table(path).headings == ("Название", "Страна")


def test_a_letter_of_another_encoding_far_down(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"Title,Country\n" + b"Plain words,KE\n" * 200_000 + "Été,FR\n".encode("cp1252"))
    *_, last = open_table(path).rows()
    assert (last.line, last.cells) == (200_002, ["Été", "FR"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ["Title", "Summary", "Country"],
        ["A, B", "one; two | three", "KE"],
        ["C", 'said "yes"\nand left', "UG"],
    ]
    path = tmp_path / "table.dat"
    path.write_text(
        "\r\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows),
        newline="",
    )
    table = open_table(path)
    assert table.delimiter == delimiter
    assert [list(table.headings), *(row.cells for row in table.rows())] == rows


def test_delimiter_declared_as_spreadsheets_do(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sep=;\nTitle;Country\nA,B,C;KE\n")
    table = open_table(path)
    assert table.headings == ("Title", "Country")
    assert [(row.line, row.cells) for row in table.rows()] == [(3, ["A,B,C", "KE"])]


def test_lines_are_numbered_as_an_editor_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('Title,Summary\nA,"first\nsecond\nthird"\n\nB,x\n')
    assert [row.line for row in open_table(path).rows()] == [2, 6]


def test_headings_over_several_lines_of_text(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('Title,"Country\nof the activity"\nA,KE\n')
    table = open_table(path)
    assert table.headings == ("Title", "Country of the activity")
    assert [(row.line, row.cells) for row in table.rows()] == [(3, ["A", "KE"])]


def test_title_lines_above_the_headings(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Our activities 2024,,\n,,\nTitle,Country,Status\nA,KE,planned\n")
    table = open_table(path)
    assert table.headings == ("Title", "Country", "Status")
    assert [row.line for row in table.rows()] == [4]


def test_same_heading_twice_and_none(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Title,Note,Note,\nA,1,2,3\n")
    assert open_table(path).headings == ("Title", "Note", "Note (2)", "Column 4")


def test_hashtags_below_the_headings() -> None:
    table = open_table(DATA / "aid.csv")
    assert table.hashtags[0] == "#activity_id" and table.hashtags[1] == ""
    rows = list(table.rows())
    assert [row.line for row in rows] == [3, 5, 7, 8]
    assert rows[0].cells[7] == "Walls, pumps\nand a warning bell."


def test_workbook_with_merged_cells() -> None:
    table = open_table(DATA / "registro.xlsx")
    assert table.sheet == "Registro" and table.sheets == ("Hoja vacía", "Registro")
    assert table.headings == (
        "Registro", "Título", "Sector", "Organización", "Hombres", "Mujeres", "País", "Municipio", "¿Cuándo?",
    )  # fmt: skip
    rows = list(table.rows())
    assert [row.line for row in rows] == [4, 5, 6, 7]
    assert rows[0].cells[:6] == ["001", "Campanas contra inundaciones", "Agua", "ACNUR", "100", "100"]
    assert rows[2].cells[3] == "UNICEF" and rows[2].cells[6] == "Colombia"
    assert [row.cells[8] for row in rows] == ["1 March 2015"] * 4


def test_workbook_cells_as_text(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["C4"], sheet["D4"], sheet["E4"], sheet["F4"] = "Title", "Start", "Participants", "Formula"
    sheet["C5"], sheet["D5"], sheet["E5"], sheet["F5"] = (
        "A",
        datetime.datetime(2014, 12, 31),
        1200.0,
        '="x"&"y"',
    )
    sheet["C6"], sheet["D6"], sheet["E6"] = "B", datetime.datetime(2014, 12, 31, 8, 30), 2.5
    path = tmp_path / "with no ending"
    book.save(path)
    table = open_table(path)
    assert table.headings == ("Title", "Start", "Participants", "Formula")
    assert [(row.line, row.cells) for row in table.rows()] == [
        (5, ["A", "2014-12-31", "1200", ""]),
        (6, ["B", "2014-12-31 08:30", "2.5", ""]),
    ]


def test_formula_in_a_text_table_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('Title,Country\n"=HYPERLINK(""http://x"")",KE\n')
    assert open_table(path).sample()[0].cells[0] == '=HYPERLINK("http://x")'


@pytest.mark.parametrize(
    ("second", "hashtags"),
    [
        ("#activity, #country ,  ,   ", True), ("  #activity,walls,  , ", True),
        ("#activity,walls,roofs, ", False), ("walls,roofs,  , ", False),
    ],
)  # fmt: skip
def test_a_row_half_of_hashtags_is_one_whatever_blanks_are_around_them(
    tmp_path: Path, second: str, hashtags: bool
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"Title,Country,Notes,Place\n{second}\nDrill,KE,x,y\n", encoding="utf-8")
    table = open_table(path)
    assert any(table.hashtags) == hashtags
    assert [row.line for row in table.rows()] == ([3] if hashtags else [2, 3])
