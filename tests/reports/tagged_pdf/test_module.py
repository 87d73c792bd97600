# pyright: reportUnknownMemberType=false, reportArgumentType=false
"""The module for itself: what other users of ReportLab get of it."""

from __future__ import annotations

import ast
import re
from functools import partial
from pathlib import Path

import pdfua
import pikepdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate

from desktop.reports import tagged_pdf
from desktop.reports.tagged_pdf import (
    NO_CONFORMANCE,
    Attachment,
    Conformance,
    Element,
    Metadata,
    StructureError,
    StructureTree,
)
from desktop.reports.tagged_pdf.canvas import TaggedCanvas
from desktop.reports.tagged_pdf.flowables import Heading, Notes, TaggedParagraph, TaggedTable
from desktop.reports.tagged_pdf.reading import StructureNode, read_structure, structure_lines
from desktop.reports.tagged_pdf.right_to_left import RightToLeftParagraph
from desktop.reports.text.font_book import FOLDER
from tests.pdf_checker import check_pdf
from tests.reports.read_pdf import Pdf

HOME = Path(tagged_pdf.__file__).parent
FONT, ARABIC_FONT = (str(FOLDER / f"{name}-Regular.ttf") for name in ("NotoSans", "NotoSansArabic"))
ABOUT = Metadata("Title & more", "", "", "en")
TEXT = ParagraphStyle("text", fontName="Text", bulletFontName="Text", fontSize=10, leading=14)


def test_it_imports_nothing_of_the_program_around_it() -> None:
    for path in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert not str(name).startswith("desktop") or str(name).startswith("desktop.reports.tagged_pdf"), path


def elements(whole: StructureNode, *roles: str) -> list[StructureNode]:
    return [each for each in whole.walk() if each.role in roles]


def test_the_example_of_its_page(tmp_path: Path) -> None:
    target = tmp_path / "example.pdf"
    [code] = re.findall(r"```python\n(.*?)```", (HOME / "README.md").read_text("utf-8"), re.S)
    exec(compile(code, "README.md", "exec"), {"FONT": FONT, "ARABIC_FONT": ARABIC_FONT, "TARGET": str(target)})
    whole = read_structure(target)
    lines = [line.strip() for line in structure_lines(whole)]
    assert lines[:6] == [
        "Document", "H1: Floods in our cities", "P", "Counted as the", "Link → UN office: UN office", "does, each year.",
    ]  # fmt: skip
    assert "P [fr]: Des pluies d’orage aussi." in lines
    assert "Figure: Floods by year. 2024: 3; 2025: 5." in lines
    assert [each.text for each in elements(whole, "Lbl", "LBody")] == [
        "•", "Rivers over their banks", "•", "Storm surges", "1",
    ]  # fmt: skip
    assert [each.text for each in elements(whole, "Reference", "Note")] == ["1", "1Rivers of less than 30 km."]
    assert "P [ar]: فيضانات في مدننا منذ 1950 (UNDRR)" in lines
    table, seasons = elements(whole, "Table")
    assert [cell.text for cell in elements(table, "TH")] == ["Year", "Floods", *map(str, range(1950, 2026))]
    assert len(elements(table, "TR")) == 77
    assert [cell.text for cell in elements(seasons, "TH")] == ["City", "2024", "2025", *["Dry", "Wet"] * 2, "Durban"]
    assert check_pdf(target.read_bytes()) == [] == list(pdfua.validate(str(target)).findings)
    with pikepdf.open(target) as document:
        assert document.check_pdf_syntax() == []
        assert len(document.pages) > 1
        assert document.pages[0].Annots[0].StructParent == len(document.pages)


def test_words_outside_of_an_element_and_fonts_that_are_not_embedded_are_errors(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Text", FONT))
    canvas = TaggedCanvas(str(tmp_path / "out.pdf"), about=ABOUT, initialFontName="Text")
    with pytest.raises(StructureError, match="words right inside Document"):
        canvas.drawString(10, 10, "Nobody hears this")
    with canvas.element("P"), pytest.raises(StructureError, match="inside an element Link"):
        canvas.linkURL("https://example.org", (0, 0, 10, 10))
    with canvas.element("P"):
        canvas.setFont("Helvetica", 10)
        canvas.drawString(10, 10, "Not embedded")
    with pytest.raises(StructureError, match="not embedded: Helvetica"):
        canvas.save()
    with pytest.raises(StructureError, match="no standard role"):
        Element("Heading")
    assert not (tmp_path / "out.pdf").exists()


def drawn(path: Path, conformance: Conformance | None = None, attachments: tuple[Attachment, ...] = ()) -> Path:
    """A page with headings that leave out levels, an element with nothing in it, and 500 paragraphs."""
    pdfmetrics.registerFont(TTFont("Text", FONT))
    canvas = TaggedCanvas(
        str(path), about=ABOUT, initialFontName="Text", conformance=conformance, attachments=attachments
    )
    for level in (2, 4, 4, 3, 2):
        with canvas.element(f"H{level}"):
            canvas.drawString(10, 10, f"Asked for {level}")
    with canvas.element("L"), canvas.element("LI"):
        pass
    with canvas.element("P", actual_text="Größe (new)"):
        canvas.drawString(10, 20, "eßörG")
    for number in range(500):
        with canvas.element("P"):
            canvas.drawString(10, 30, str(number))
    canvas.save()
    return path


def test_levels_are_closed_up_and_what_is_empty_is_left_out(tmp_path: Path) -> None:
    whole = read_structure(drawn(tmp_path / "out.pdf"))
    assert [(each.role, each.text[-1]) for each in elements(whole, "H1", "H2", "H3", "H4")] == [
        ("H1", "2"), ("H2", "4"), ("H2", "4"), ("H2", "3"), ("H1", "2"),
    ]  # fmt: skip
    assert elements(whole, "L", "LI") == []
    paragraphs = elements(whole, "P")
    assert [each.text for each in paragraphs[:2]] == ["Größe (new)", "0"] and len(paragraphs) == 501


def test_pages_know_their_elements_and_the_file_says_what_it_keeps(tmp_path: Path) -> None:
    attached = Attachment("a & é.csv", b"1;2\n", "Numbers", "text/csv", "Source")
    for conformance, said in ((None, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A<"), (NO_CONFORMANCE, "")):
        with pikepdf.open(drawn(tmp_path / "out.pdf", conformance, (attached,))) as document:
            root = document.Root
            about = root.Metadata.read_bytes().decode()
            assert said in about and ("pdfaid" in about, "pdfuaid:part>1<" in about) == (bool(said), bool(said))
            assert "Title &amp; more" in about and root.ViewerPreferences.DisplayDocTitle and root.MarkInfo.Marked
            assert (root.Lang, root.OutputIntents[0].S) == ("en", "/GTS_PDFA1")
            assert root.OutputIntents[0].DestOutputProfile.N == 3
            [page] = document.pages
            parents = dict(zip(*[iter(root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))[page.StructParents]
            for mcid, element in enumerate(parents):
                assert mcid == element.K and element.Pg.objgen == page.objgen
                assert element.P.objgen == root.StructTreeRoot.K.objgen
            assert page.Tabs == "/S"
            [specification] = root.AF
            assert (specification.UF, specification.AFRelationship) == ("a & é.csv", "/Source")
            assert specification.EF.F.read_bytes() == b"1;2\n" and specification.EF.F.Subtype == "/text/csv"


def test_what_is_taken_back_leaves_nothing_in_the_tree() -> None:
    tree = StructureTree()
    table = Element("Table")
    tree.add(tree.root, table)
    with tree.element("Sect"):
        here = tree.checkpoint()
        with tree.inside(table), tree.element("TR"), tree.element("TD"):
            pass
        with tree.element("P"), tree.artifact("Pagination"), tree.element("P"):
            assert tree.holds_words
        tree.rollback(here)
    assert [kid.role for kid in tree.root.kids if isinstance(kid, Element)] == ["Table", "Sect"]
    assert table.kids == []


def built(path: Path, *story: object) -> StructureNode:
    """A story on small pages, checked and read."""
    maker = partial(TaggedCanvas, about=ABOUT, initialFontName="Text")
    template = SimpleDocTemplate(str(path), pagesize=(300, 300), leftMargin=30, rightMargin=30)
    template.build(list(story), canvasmaker=maker)  # type: ignore[arg-type]
    assert check_pdf(path.read_bytes()) == []
    return read_structure(path)


def test_cells_that_span_others_name_their_heads_on_each_page(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Text", FONT))
    rows = [["City", "2024", ""], ["", "Dry", "Wet"], *([f"c{at}", "1", "2"] for at in range(20)), ["All", "3", ""]]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0)), ("SPAN", (1, -1), (2, -1))]
    style = [("FONTNAME", (0, 0), (-1, -1), "Text"), *spans]
    table = TaggedTable(rows, repeatRows=2, row_heads=True, style=style)
    whole = built(tmp_path / "out.pdf", Heading("T", TEXT), table)
    with pikepdf.open(tmp_path / "out.pdf") as document:
        assert len(document.pages) > 2
        root = document.Root.StructTreeRoot
        names = dict(zip(*[iter(root.IDTree.Names)] * 2, strict=True))
        cells = [cell for row in root.K.K[1].K for cell in row.K]
        words = {
            id: each.text for id, each in zip([cell.objgen for cell in cells], elements(whole, "TH", "TD"), strict=True)
        }
        read: list[tuple[str, str, tuple[int, int], list[str]]] = []
        for cell in cells:
            about = cell.get("/A", pikepdf.Dictionary())
            heads = [words[names[each].objgen] for each in about.get("/Headers", [])]
            span = (int(about.get("/ColSpan", 1)), int(about.get("/RowSpan", 1)))
            read.append((words[cell.objgen], str(about.get("/Scope", "")), span, heads))
    assert read[:4] == [
        ("City", "/Column", (1, 2), []), ("2024", "/Column", (2, 1), []), ("Dry", "/Column", (1, 1), ["2024"]),
        ("Wet", "/Column", (1, 1), ["2024"]),
    ]  # fmt: skip
    assert read[-5:-2] == [
        ("c19", "/Row", (1, 1), ["City"]), ("1", "", (1, 1), ["2024", "Dry", "c19"]),
        ("2", "", (1, 1), ["2024", "Wet", "c19"]),
    ]  # fmt: skip
    assert read[-1] == ("3", "", (2, 1), ["2024", "Dry", "Wet", "All"])


def test_notes_stand_at_the_foot_of_the_page_that_refers_to_them(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Text", FONT))
    notes = Notes(ParagraphStyle("note", TEXT, fontSize=8, leading=10, leftIndent=12))
    story = [notes.paragraph(f"P{at}.<note>N{at}.</note> " + "word " * 14, TEXT) for at in range(9)]
    whole = built(tmp_path / "out.pdf", Heading("T", TEXT), *story)
    order = [each.role for each in whole.walk() if each.role in ("Reference", "Note")]
    assert order == ["Reference", "Note"] * 9
    with Pdf(tmp_path / "out.pdf") as pdf:
        assert len(pdf) > 2
        for at in range(len(pdf)):
            page = pdf.text(at)
            here = re.findall(r"P(\d)", page)
            assert here == re.findall(r"N(\d)", page) and page.endswith(f"N{here[-1]}.")
            foot = pdf.between(at, 78, 78 + 10 * len(here))
            assert "N" in foot and not set("word") & set(foot)


def test_a_paragraph_from_right_to_left_is_read_as_it_is_written(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("Text", FONT))
    pdfmetrics.registerFont(TTFont("Arabic", ARABIC_FONT))
    style = ParagraphStyle("arabic", TEXT, fontName="Arabic", fontSize=12, leading=20)
    words = "بلدية بيروت: خطة للحد من المخاطر 2027 (SDG 11.5) مع UNDRR، " * 12
    paragraph = RightToLeftParagraph(words, style, language="ar", fonts=["Text"])
    whole = built(tmp_path / "out.pdf", Heading("T", TEXT), paragraph)
    [read] = elements(whole, "P")
    assert (read.text, read.language) == (words.strip(), "ar")
    with Pdf(tmp_path / "out.pdf") as pdf:
        assert len(pdf) == 3 and not any(pdf.outside(page, 30, 20, 270, 280) for page in range(3))
    with pytest.raises(StructureError, match="no font has"):
        RightToLeftParagraph("北", style, language="ar")


def test_a_paragraph_that_is_split_is_one_element() -> None:
    pdfmetrics.registerFont(TTFont("Text", FONT))
    paragraph = TaggedParagraph("word " * 200, ParagraphStyle("text", fontName="Text"), language="fr")
    first, second = paragraph.split(200, 60)
    assert first.tag is second.tag and first.tag.language == "fr"
