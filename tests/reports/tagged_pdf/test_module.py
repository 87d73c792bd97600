"""The module for itself: what other users of ReportLab get of it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

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
from desktop.reports.tagged_pdf.flowables import TaggedTable
from desktop.reports.tagged_pdf.reading import StructureNode, read_structure, structure_lines
from desktop.reports.text.font_book import FOLDER
from tests.pdf_checker import check_pdf

HOME = Path(tagged_pdf.__file__).parent
FONT = str(FOLDER / "NotoSans-Regular.ttf")
ABOUT = Metadata("Title & more", "", "", "en")


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
    exec(compile(code, "README.md", "exec"), {"FONT": FONT, "TARGET": str(target)})
    whole = read_structure(target)
    lines = [line.strip() for line in structure_lines(whole)]
    assert lines[:6] == [
        "Document", "H1: Floods in our cities", "P", "Counted as the", "Link → UN office: UN office", "does, each year.",
    ]  # fmt: skip
    assert "P [fr]: Des pluies d’orage aussi." in lines
    assert "Figure: Floods by year. 2024: 3; 2025: 5." in lines
    assert [each.text for each in elements(whole, "Lbl", "LBody")] == [
        "•", "Rivers over their banks", "•", "Storm surges",
    ]  # fmt: skip
    [table] = elements(whole, "Table")
    assert [cell.text for cell in elements(table, "TH")] == ["Year", "Floods", *map(str, range(1950, 2026))]
    assert len(elements(table, "TR")) == 77
    assert check_pdf(target.read_bytes()) == []
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
    table = TaggedTable([["a", "b"]], style=[("SPAN", (0, 0), (1, 0))])
    with pytest.raises(StructureError, match="span"):
        table.canv = canvas
        table.draw()
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


def test_a_paragraph_that_is_split_is_one_element() -> None:
    from desktop.reports.tagged_pdf.flowables import TaggedParagraph

    pdfmetrics.registerFont(TTFont("Text", FONT))
    paragraph = TaggedParagraph("word " * 200, ParagraphStyle("text", fontName="Text"), language="fr")
    first, second = paragraph.split(200, 60)
    assert first.tag is second.tag and first.tag.language == "fr"
