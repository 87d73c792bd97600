"""Files that are no tables, or hostile ones: one clear sentence each, by limits that hold by construction."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.errors import UserFacingError
from desktop.exchange.columns import guess_mapping
from desktop.exchange.tables import open_table, zip_check
from desktop.exchange.tables.compound_file import EndlessFile, check_compound_file
from desktop.exchange.tables.limits import MAX_CELL, MAX_COLUMNS, MAX_OPEN_QUOTES, MAX_UNPACKED, too_many_columns


def _write(tmp_path: Path, content: bytes | str, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def _refused(path: Path) -> str:
    with pytest.raises(UserFacingError) as caught:
        open_table(path)
    assert path.name in caught.value.what or "columns" in caught.value.what
    assert caught.value.kept in ("Nothing was imported.", "Nothing was changed.")
    return caught.value.what


def test_empty_file(tmp_path: Path) -> None:
    assert "0 bytes" in _refused(_write(tmp_path, b""))


def test_file_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no file gone.csv" in _refused(tmp_path / "gone.csv")


def test_folder(tmp_path: Path) -> None:
    assert "no table that can be read" in _refused(tmp_path)


@pytest.mark.parametrize(
    ("start", "says"),
    [
        (b"\x89PNG\r\n\x1a\n", "is a picture"), (b"%PDF-1.7\n", "is a PDF"),
        (b"\x7fELF", "not text"), (b"MZ\x90\0", "not text"),
    ],
)  # fmt: skip
def test_binary_under_the_name_of_a_table(tmp_path: Path, start: bytes, says: str) -> None:
    content = start + random.Random(4).randbytes(50_000)
    assert says in _refused(_write(tmp_path, content))


def test_a_database_under_the_name_of_a_table(tmp_path: Path) -> None:
    content = b"SQLite format 3\0" + random.Random(4).randbytes(50_000)
    assert "is a workspace or another database" in _refused(_write(tmp_path, content))


def test_a_workspace_under_the_name_of_a_table(tmp_path: Path) -> None:
    assert "is a workspace or another database" in _refused(_write(tmp_path, b"SQLite format 3\0" + b"\0" * 5000))


def test_noise_under_the_name_of_a_table(tmp_path: Path) -> None:
    assert "not text" in _refused(_write(tmp_path, random.Random(5).randbytes(100_000)))


def test_encoding_given_that_does_not_fit(tmp_path: Path) -> None:
    path = _write(tmp_path, "Title\nCafé\n".encode("cp1252"))
    with pytest.raises(UserFacingError, match="not encoded in ascii"):
        list(open_table(path, encoding="ascii").rows())
    with pytest.raises(UserFacingError, match="not the name of an encoding"):
        open_table(path, encoding="no-such")


def test_a_million_columns(tmp_path: Path) -> None:
    assert str(MAX_COLUMNS) in _refused(_write(tmp_path, "a," * 1_000_000 + "\n1,2\n"))


def test_a_row_of_too_many_cells_costs_that_row(tmp_path: Path) -> None:
    table = open_table(_write(tmp_path, "Title,Country\nA,KE\n" + "x," * (MAX_COLUMNS + 5) + "\nB,UG\n"))
    assert [(row.line, bool(row.refused)) for row in table.rows()] == [(2, False), (3, True), (4, False)]


def test_a_cell_of_50_megabytes_costs_its_row(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Title,Country\nA,KE\n")
        for _ in range(50):
            file.write("x" * 1_000_000)
        file.write(",SL\nB,UG\n")
    rows = list(open_table(path).rows())
    assert [(row.line, row.cells) for row in rows if not row.refused] == [(2, ["A", "KE"]), (4, ["B", "UG"])]
    assert "more than 4000000 characters" in rows[1].refused


def test_a_quoted_cell_without_end_costs_its_row(tmp_path: Path) -> None:
    lines = ["Title,Country", '"never closed,KE', *[f"Activity {number},UG" for number in range(80_000)]]
    rows = list(open_table(_write(tmp_path, "\n".join(lines))).rows())
    assert rows[0].line == 2 and str(MAX_CELL) in rows[0].refused
    assert len(rows) == 80_001
    assert rows[-1].line == 80_002 and rows[-1].cells == ["Activity 79999", "UG"]


def test_a_quoted_cell_of_many_lines_costs_its_row(tmp_path: Path) -> None:
    inside = "\n".join(["x" * 99] * 30_000)
    rows = list(open_table(_write(tmp_path, f'Title,Country\nA,KE\n"{inside}",UG\nB,UG\n')).rows())
    assert [(row.line, row.cells) for row in rows if not row.refused] == [
        (2, ["A", "KE"]),
        (30_003, ["B", "UG"]),
    ]
    assert rows[1].line == 3 and str(MAX_CELL) in rows[1].refused


def test_quotes_never_closed_again_and_again_give_the_file_up(tmp_path: Path) -> None:
    stretch = '"never closed,KE\n' + ("y" * 100_000 + ",KE\n") * 11
    path = _write(tmp_path, "Title,Country\n" + stretch * (MAX_OPEN_QUOTES + 2))
    with pytest.raises(UserFacingError, match="quotation marks"):
        for _ in open_table(path).rows():
            pass


def test_zip_bomb_as_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b"0" * 1_000_000)
    assert f"{MAX_UNPACKED // 1_000_000} MB" in _refused(path)


def test_zip_bomb_that_lies_about_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "liar.xlsx"
    row, count = b'<row r="1"><c r="A1"><v>1</v></c></row>', 200_000
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", row * count)
    content, size = path.read_bytes(), struct.pack("<I", len(row) * count)
    assert content.count(size) == 2
    path.write_bytes(content.replace(size, struct.pack("<I", 5_000)))
    seen: list[int] = []
    see = zip_check._Area.see  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(zip_check._Area, "see", lambda area, piece: seen.append(len(piece)) or see(area, piece))  # pyright: ignore
    assert "damaged" in _refused(path)
    assert sum(seen) <= 1 << 18, "given up at the first piece that is more than was claimed"


def test_a_zip_of_which_a_part_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "lists.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list.csv", "Title\n" + "Walls\n" * 40)
    content = path.read_bytes()
    path.write_bytes(content[:100] + content[140:])  # its directory points before its beginning
    assert "cut off" in _refused(path)


def test_an_old_workbook_at_which_its_reader_panics(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "cut.xls"
    whole = Path(__file__).parents[1] / "data" / "tables" / "blind" / "04_datas_misturadas.xls"
    path.write_bytes(whole.read_bytes()[:4_156])
    assert "damaged" in _refused(path)
    assert capfd.readouterr().err == "", "the panic is not printed"


@pytest.mark.parametrize(("place", "number"), [(512, 0), (512 + 4 * 3, 1)])
def test_an_old_workbook_whose_sectors_lead_in_a_circle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int, number: int
) -> None:
    """Its reader would go round until the memory is full. The table of sectors of this file is the first one."""
    whole = (Path(__file__).parents[1] / "data" / "tables" / "blind" / "04_datas_misturadas.xls").read_bytes()
    table = (struct.unpack_from("<I", whole, 76)[0] + 1) * 512
    at = table + place - 512
    path = tmp_path / "circle.xls"
    path.write_bytes(whole[:at] + struct.pack("<I", number) + whole[at + 4 :])
    with pytest.raises(EndlessFile):
        check_compound_file(path.read_bytes())
    monkeypatch.setattr("python_calamine.CalamineWorkbook", None)  # it must not come so far
    assert "damaged" in _refused(path)


def test_workbook_with_a_cell_at_the_far_corner(tmp_path: Path) -> None:
    path = tmp_path / "corner.xlsx"
    sheet = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'  # noqa: E501
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{sheet}</worksheet>")
    assert "too big" in _refused(path)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="AXXXXXXXX2"><v>1</v></c></row>',
            "cannot be unpacked",
        ),
        (
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A99999999999"><v>1</v></c></row>',
            "cannot be unpacked",
        ),
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="x"><v>1</v></c></row>', "cannot be unpacked"),
        ('<row r="1"><c><v>1</v></c></row><row r="4294967290"><c><v>1</v></c></row>', "too big"),
    ],
)
def test_workbook_with_a_cell_where_none_can_be(tmp_path: Path, rows: str, says: str) -> None:
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</sheetData></worksheet>")
    with pytest.raises(UserFacingError, match=says):
        open_table(path)


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "photos.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.jpg", b"\x89PNG x")
    assert "no table that can be read" in _refused(path)


def test_workbook_cut_off(tmp_path: Path) -> None:
    whole = (Path(__file__).parents[1] / "data" / "tables" / "registro.xlsx").read_bytes()
    assert "damaged" in _refused(_write(tmp_path, whole[: len(whole) // 2], "cut.xlsx"))


def test_workbook_whose_directory_points_outside(tmp_path: Path) -> None:
    whole = (Path(__file__).parents[1] / "data" / "tables" / "registro.xlsx").read_bytes()
    assert "damaged" in _refused(_write(tmp_path, b"PK\x03\x04" + whole[400:], "cut3.xlsx"))


def test_workbook_with_broken_xml(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets><sheet")
    assert "cannot be read" in _refused(path)


def test_nul_bytes_are_dropped(tmp_path: Path) -> None:
    content = (
        "Title,Country\n" + "".join(f"Activity number {n} in a town,KE\n" for n in range(50)) + "Bro\0ken\0 walls,SL\n"
    )
    rows = list(open_table(_write(tmp_path, content)).rows())
    assert rows[-1].cells == ["Broken walls", "SL"]


def test_too_few_cells_are_filled_and_too_many_kept(tmp_path: Path) -> None:
    table = open_table(
        _write(tmp_path, "Title,Country,Status\nA,KE\nB,UG,planned,\nC,UG,planned,more\n\n,,\nD,SL,idea\n")
    )
    rows = list(table.rows())
    assert rows[0].cells == ["A", "KE", ""] and "2 cells" in rows[0].note
    assert rows[1].cells == ["B", "UG", "planned"] and not rows[1].note
    assert rows[2].line == 4 and "4 cells" in rows[2].note and rows[2].rest == ("more",)
    assert rows[3].line == 7 and rows[3].cells == ["D", "SL", "idea"]


def test_headings_alone_are_a_table_without_rows(tmp_path: Path) -> None:
    assert list(open_table(_write(tmp_path, "Title,Country\n")).rows()) == []


def test_only_blank_lines(tmp_path: Path) -> None:
    assert "headings" in _refused(_write(tmp_path, "\n\n,,,\n"))


def test_the_limit_of_columns_is_said_with_what_the_table_has() -> None:
    assert too_many_columns().what == f"The table has more than {MAX_COLUMNS} columns."
    assert too_many_columns(20_000).what == f"The table has 20000 columns; {MAX_COLUMNS} is the limit."


def test_one_row_that_cannot_be_read_costs_that_row(tmp_path: Path) -> None:
    long = "x" * (MAX_CELL + 1)
    rows = ["Title,Kind", "A,training", f"{long},mooc", "B,mooc", "C,mooc", f"{long},mooc", "D,mooc"]
    table = open_table(_write(tmp_path, "\n".join(rows) + "\n"))
    read = [(row.line, tuple(row.cells)[:1]) for row in table.rows() if not row.refused]
    assert read == [(2, ("A",)), (4, ("B",)), (5, ("C",)), (7, ("D",))]
    assert [row.line for row in table.rows() if row.refused] == [3, 6]


def test_a_line_that_is_too_long_costs_that_row_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.exchange.tables.delimited.MAX_LINE", 20)
    path = _write(tmp_path, f"Title,Country\nA,KE\n{'x' * 90},SL\nB,UG\nC,KE\n")
    rows = [(row.line, row.cells, row.refused) for row in open_table(path).rows()]
    assert [(line, cells) for line, cells, refused in rows if not refused] == [
        (2, ["A", "KE"]), (4, ["B", "UG"]), (5, ["C", "KE"]),
    ]  # fmt: skip
    assert [(line, refused) for line, _cells, refused in rows if refused] == [
        (3, "The line has more than 20 characters.")
    ]


class _CountedReading:
    """How much of a file is read, by any of its openings."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bytes = 0
        opened = io.FileIO.readinto

        class Counted(io.FileIO):
            def readinto(own, buffer: bytearray) -> int:  # noqa: N805  # pyright: ignore
                count = opened(own, buffer) or 0
                self.bytes += count
                return count

            def readall(own) -> bytes:  # noqa: N805  # pyright: ignore
                raise AssertionError("a file from outside is read whole")

        def open_counted(path: Path, mode: str = "r", *args: object, **more: object) -> io.IOBase:
            raw = io.BufferedReader(Counted(path, "rb"))  # pyright: ignore
            return raw if "b" in mode else io.TextIOWrapper(raw, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(Path, "open", open_counted)


def _sparse(path: Path, start: bytes, size: int) -> Path:
    """A file of a size that takes no place on the disk."""
    with path.open("wb") as file:
        file.write(start)
        file.truncate(size)
    return path


@pytest.mark.parametrize("start", [b"Title,Country\n" + b"x" * 70_000, b"x" * 70_000])
def test_a_gigabyte_without_an_end_of_line_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: bytes
) -> None:
    path = _sparse(tmp_path / "endless.csv", start, 990_000_000)
    read = _CountedReading(monkeypatch)
    assert "50 MB without an end of line" in _refused(path)
    assert read.bytes < 60_000_000


def test_an_encoding_that_is_named_does_not_lift_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.exchange.tables.delimited.MAX_WITHOUT_LINE_END", 10_000_000)
    path = _sparse(tmp_path / "endless.csv", b"Title,Country\nx", 30_000_000)
    with pytest.raises(UserFacingError, match="without an end of line"):
        open_table(path, encoding="utf-8")


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Title"])
def test_two_gigabytes_are_refused_by_their_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    path = _sparse(tmp_path / "huge.xlsx", start, 2_000_000_000)
    read = _CountedReading(monkeypatch)
    assert "has more than" in _refused(path)
    assert read.bytes < 100_000


def test_a_workbook_with_a_password_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1  # the directory says that the part is encrypted
    assert "password" in _refused(_write(tmp_path, bytes(content), "secret.xlsx"))


def test_formulas_links_and_macros_of_a_workbook_are_never_followed(tmp_path: Path) -> None:
    """What a formula showed last is read; a link to another file, and a DDE call, are words."""
    path = tmp_path / "formulas.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Title", "Country", "Summary"])
    sheet.append(["Drill", "PE", "=cmd|' /C calc'!A0"])
    sheet.append(["Fair", "PE", "='file:///etc/[passwd]a'!A1"])
    book.save(path)
    assert [row.cells[:2] for row in open_table(path).rows()] == [["Drill", "PE"], ["Fair", "PE"]]
    assert "root:" not in str([row.cells for row in open_table(path).rows()])


def test_a_long_cell_is_not_searched_for_a_date_for_ever(tmp_path: Path) -> None:
    long = "2" + "A" * 70_000
    table = open_table(_write(tmp_path, f"Title,Strange\nDrill,{long}\nFair,{long}\nWalk,{long}\n"))
    assert [use.field for use in guess_mapping(table).uses] == ["title"]
