"""The tables of a text document."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.tables import open_table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cell(text: str, more: str = "") -> str:
    runs = "<w:p>" + "</w:p><w:p>".join(f"<w:r><w:t>{part}</w:t></w:r>" for part in text.split("\n")) + "</w:p>"
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{runs}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl><w:tblPr/>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def document(path: Path, body: str, head: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", f"{head}<w:document {W}><w:body>{body}</w:body></w:document>")
    return path


DOWN, GOES_ON, WIDE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
AGENDA = table([cell("Who"), cell("When")], [cell("Ana"), cell("Monday")])
LIST = table(
    [cell("Title"), cell("Country"), cell("Start date"), cell("Partner")],
    [cell("Drill\nfor all"), cell("PE", DOWN), cell("2024-05-01"), cell("City of Lima")],
    [cell("Fair"), cell("", GOES_ON), cell("2024-06-01", WIDE)],
)


def test_the_table_that_looks_like_a_list_is_read(tmp_path: Path) -> None:
    path = document(tmp_path / "report.docx", f"<w:p><w:r><w:t>Report</w:t></w:r></w:p>{AGENDA}{LIST}")
    found = open_table(path)
    assert (found.format, found.sheet, found.sheets) == ("DOCX", "Table 2", ("Table 1", "Table 2"))
    assert found.headings == ("Title", "Country", "Start date", "Partner")
    assert [(row.line, row.cells) for row in found.rows()] == [
        (2, ["Drill\nfor all", "PE", "2024-05-01", "City of Lima"]), (3, ["Fair", "PE", "2024-06-01", "2024-06-01"]),
    ]  # fmt: skip
    assert open_table(path, sheet="Table 1").headings == ("Who", "When")
    with pytest.raises(UserFacingError, match="no sheet called Other"):
        open_table(path, sheet="Other")


def test_a_table_in_a_cell_belongs_to_that_cell(tmp_path: Path) -> None:
    inner = f"<w:tc><w:p><w:r><w:t>Drill</w:t></w:r></w:p>{AGENDA}</w:tc>"
    found = open_table(document(tmp_path / "a.docx", table([cell("Title"), cell("Country")], [inner, cell("PE")])))
    assert found.sheets == ("Table 1",) and [row.cells for row in found.rows()] == [["Drill", "PE"]]


def test_a_cell_as_wide_as_a_thousand_is_as_wide_as_a_table_can_be(tmp_path: Path) -> None:
    wide = [cell("Title"), cell("Country", '<w:gridSpan w:val="99999999"/>')] * 40
    assert len(open_table(document(tmp_path / "a.docx", table(wide, [cell("Drill"), cell("PE")]))).headings) < 130


def test_a_document_that_unpacks_to_too_much(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="would unpack to more than"):
        open_table(document(tmp_path / "a.docx", "<w:p/>" * 5_500_000))


@pytest.mark.parametrize(
    ("body", "head", "says"),
    [
        ("<w:p/>", "", "without a table"), (AGENDA + "<w:p>", "", "damaged, cut off"),
        (AGENDA, '<!DOCTYPE x [<!ENTITY a "b">]>', "entities"),
    ],
)  # fmt: skip
def test_documents_that_cannot_be_read_are_one_sentence(tmp_path: Path, body: str, head: str, says: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        open_table(document(tmp_path / "a.docx", body, head))
    assert says in caught.value.what and caught.value.kept == "Nothing was imported."
