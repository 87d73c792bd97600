"""A small file in which everything is right, PDF/A-3 level A and PDF/UA-1 at once, with each thing that a rule is about."""

from __future__ import annotations

import io
import struct
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import reportlab
import uharfbuzz
from pikepdf import Array, Dictionary, Name, String

from tests.pdf_checker.font_programs import read_program

_FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"
LETTERS = "A .-123abcdefghiklmnoprstu"
LEFT = 40

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:own="urn:own:1#">
<dc:title><rdf:Alt><rdf:li xml:lang="en">Title</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>Author</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>2024-01-31T12:00:00Z</xmp:CreateDate>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<own:place rdf:parseType="Resource"><own:town>Town</own:town></own:place>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:pdfaType="http://www.aiim.org/pdfa/ns/type#" xmlns:pdfaField="http://www.aiim.org/pdfa/ns/field#">
<pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part</pdfaProperty:description></rdf:li>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>amd</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Amendment</pdfaProperty:description></rdf:li>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>corr</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Corrigendum</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property>
</rdf:li>
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Own</pdfaSchema:schema>
<pdfaSchema:namespaceURI>urn:own:1#</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>own</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>place</pdfaProperty:name>
<pdfaProperty:valueType>Place</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>Where</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property>
<pdfaSchema:valueType><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaType:type>Place</pdfaType:type>
<pdfaType:namespaceURI>urn:own:1#</pdfaType:namespaceURI><pdfaType:prefix>own</pdfaType:prefix>
<pdfaType:description>A place</pdfaType:description>
<pdfaType:field><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaField:name>town</pdfaField:name>
<pdfaField:valueType>Text</pdfaField:valueType><pdfaField:description>A town</pdfaField:description></rdf:li>
</rdf:Seq></pdfaType:field></rdf:li>
</rdf:Seq></pdfaSchema:valueType>
</rdf:li>
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Spare</pdfaSchema:schema>
<pdfaSchema:namespaceURI>urn:spare:1#</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>spare</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>spare</pdfaProperty:name>
<pdfaProperty:valueType>Spare</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>Spare</pdfaProperty:description></rdf:li>
</rdf:Seq></pdfaSchema:property>
<pdfaSchema:valueType><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaType:type>Spare</pdfaType:type>
<pdfaType:namespaceURI>urn:spare:1#</pdfaType:namespaceURI><pdfaType:prefix>spare</pdfaType:prefix>
<pdfaType:description>Spare</pdfaType:description>
<pdfaType:field><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaField:name>spare</pdfaField:name>
<pdfaField:valueType>Date</pdfaField:valueType><pdfaField:description>Spare</pdfaField:description></rdf:li>
</rdf:Seq></pdfaType:field></rdf:li>
</rdf:Seq></pdfaSchema:valueType>
</rdf:li>
</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


@cache
def good_file() -> bytes:
    """The file."""
    return save(_Maker().make())


def save(pdf: pikepdf.Pdf) -> bytes:
    """A file as it is checked: nothing compressed, so that bytes can be changed in place."""
    made = io.BytesIO()
    pdf.save(
        made,
        min_version="1.7",
        static_id=True,
        compress_streams=False,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        fix_metadata_version=False,
    )
    return made.getvalue()


# Parts ----------------------------------------------------------------------------------------------------------------


@cache
def truetype() -> bytes:
    """A few letters of the program's own font."""
    hb: Any = uharfbuzz
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, LETTERS))
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    for tag in ("GSUB", "GPOS", "GDEF", "name", "OS/2", "post"):
        wanted.drop_table_tag_set.add(int.from_bytes(tag.encode(), "big"))
    face = hb.Face(hb.Blob((_FONTS / "NotoSans-Regular.ttf").read_bytes()))
    data = bytes(wanted.subset(face).blob.data)
    program = read_program(data)
    assert program is not None
    codes = next(codes for key, codes in program.cmaps.items() if key in ((3, 1), (0, 3), (3, 10)))
    return with_cmaps(data, {(3, 1): codes, (1, 0): codes})


def glyphs() -> dict[str, int]:
    """Letter -> glyph of `truetype`."""
    program = read_program(truetype())
    assert program is not None
    return {chr(code): gid for code, gid in program.cmaps[3, 1].items()}


def with_cmaps(data: bytes, cmaps: dict[tuple[int, int], dict[int, int]]) -> bytes:
    """A TrueType program with these cmaps in place of its own: (platform, encoding) -> code -> glyph."""
    tables: dict[bytes, bytes] = {}
    for at in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _sum, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * at)
        tables[tag] = data[start : start + length]
    head, body = struct.pack(">HH", 0, len(cmaps)), b""
    for (platform, encoding), codes in sorted(cmaps.items()):
        head += struct.pack(">HHI", platform, encoding, 4 + 8 * len(cmaps) + len(body))
        first, last = min(codes), max(codes)
        listed = [codes.get(code, 0) for code in range(first, last + 1)]
        body += struct.pack(f">HHHHH{len(listed)}H", 6, 10 + 2 * len(listed), 0, first, len(listed), *listed)
    tables[b"cmap"] = head + body
    made, body = struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, 0), b""
    for tag, table in sorted(tables.items()):
        made += struct.pack(">4sIII", tag, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return made + body


@cache
def type1() -> bytes:
    """A Type 1 font that ReportLab brings."""
    return (Path(reportlab.__file__).parent / "fonts" / "_ei_____.pfb").read_bytes()


@cache
def srgb() -> bytes:
    """A profile of sRGB."""
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def cmyk() -> bytes:
    """What has the head of a profile of a press."""
    return srgb()[:16] + b"CMYK" + srgb()[20:]


@cache
def jpeg2000() -> bytes:
    """A picture of four dots."""
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (2, 2), "white").save(made, "JPEG2000")
    return made.getvalue()


CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def
/CMapName /Own def /CMapType 1 def /WMode 0 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 begincidrange <0000> <00FF> 0 endcidrange
endcmap CMapName currentdict /CMap defineresource pop end end"""


def to_unicode() -> bytes:
    """The text of the glyphs of `truetype`."""
    lines = [f"<{gid:04X}> <{ord(letter):04X}>" for letter, gid in sorted(glyphs().items())]
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Text def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar endcmap end end"
    ).encode()


def shown(text: str) -> str:
    """A text as codes of the composite fonts."""
    return "<" + "".join(f"{glyphs()[letter]:04X}" for letter in text) + ">"


# The file -------------------------------------------------------------------------------------------------------------


class _Maker:
    def __init__(self) -> None:
        self.pdf = pikepdf.new()
        self.parents: list[Any] = []
        """Elements by number of marked content."""
        self.objects: list[Any] = []
        """Elements that annotations belong to; their numbers follow that of the page."""
        self.content: list[str] = []
        self.y = 800

    def indirect(self, value: Any) -> Any:
        return self.pdf.make_indirect(value)

    def stream(self, data: bytes, **entries: Any) -> Any:
        return self.pdf.make_stream(data, Dictionary({f"/{key}": value for key, value in entries.items()}))

    def make(self) -> pikepdf.Pdf:
        self.profile = self.stream(srgb(), N=3)
        self.pdf.add_blank_page(page_size=(595, 842))
        self.page = self.pdf.pages[0].obj
        self.page.Tabs = Name.S
        self.page.StructParents = 0
        self.page.Annots = Array()
        self.page.Resources = self.resources()
        self.elements()
        self.page.Contents = self.stream("\n".join(self.content).encode())
        self.catalogue()
        return self.pdf

    # Content ---------------------------------------------------------------------------------------------------------

    def text(self, words: str, font: str = "F1") -> str:
        self.y -= 20
        codes = shown(words) if font in ("F1", "F2") else f"({words})"
        return f"BT /{font} 10 Tf 0 0 0 rg {LEFT} {self.y} Td {codes} Tj ET"

    def element(self, parent: Any, kind: str, title: str, drawn: str | None = None, **entries: Any) -> Any:
        """A structure element, with its content if it has some."""
        own = {"/Type": Name.StructElem, "/S": Name(f"/{kind}"), "/P": parent, "/T": String(title), "/K": Array()}
        element = self.indirect(Dictionary({**own, **{f"/{key}": value for key, value in entries.items()}}))
        parent.K.append(element)
        if drawn is not None:
            number = len(self.parents)
            self.parents.append(element)
            element.K.append(number)
            element.Pg = self.page
            self.content.append(f"/{kind} <</MCID {number}>> BDC {drawn} EMC")
        return element

    def annotation(self, element: Any, subtype: str, **entries: Any) -> Any:
        """An annotation that belongs to an element."""
        self.y -= 20
        self.objects.append(element)
        own = {
            "/Type": Name.Annot, "/Subtype": Name(f"/{subtype}"), "/F": 4, "/StructParent": len(self.objects),
            "/Rect": Array([300, self.y, 400, self.y + 15]),
        }  # fmt: skip
        made = self.indirect(Dictionary({**own, **{f"/{key}": value for key, value in entries.items()}}))
        self.page.Annots.append(made)
        element.K.append(Dictionary(Type=Name.OBJR, Obj=made, Pg=self.page))
        return made

    def elements(self) -> None:
        self.root = self.indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
        self.content.append(f"/Artifact <</Type /Pagination /Lang (en)>> BDC {self.text('head')} EMC")
        document = self.element(self.root, "Document", "document", Lang=String("en"))
        toc = self.element(document, "TOC", "contents")
        entry = self.element(toc, "TOCI", "entry")
        self.element(entry, "Reference", "reference", self.text("headline"))
        self.element(document, "H1", "heading", self.text("headline"))
        words = self.text("here is ") + f" /Span <</ActualText (one) /Lang (en)>> BDC {self.text('1', 'F2')} EMC"
        self.element(document, "P", "paragraph", words)
        link = self.element(document, "Link", "link", self.text("link"))
        action = Dictionary(S=Name.URI, URI=String("https://example.org"))
        self.annotation(link, "Link", Contents=String("Example"), A=action, Border=Array([0, 0, 0]))
        form = self.element(document, "Form", "form")
        appearance = self.stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 100, 15]))
        self.field = self.annotation(
            form,
            "Widget",
            FT=Name.Tx,
            TU=String("Name"),
            Lang=String("en"),
            AP=Dictionary(N=appearance),
            **{"T": String("name")},
        )
        stamp = self.element(document, "Annot", "stamp")
        self.annotation(stamp, "Stamp", Contents=String("Seen"), AP=Dictionary(N=appearance))
        self.list_and_table(document)
        self.element(
            document, "Figure", "figure", "q 9 0 0 9 9 9 cm /Im1 Do /Im2 Do Q", Alt=String("A dot"), Lang=String("en")
        )
        inline = "q BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID 000000> EI Q"
        self.element(document, "Figure", "inline", inline, Alt=String("A dot"))
        self.element(document, "Formula", "formula", self.text("1 - 1"), Alt=String("Nothing"))
        self.element(document, "Note", "note", self.text("a note"), ID=String("note1"))
        self.element(document, "Own", "own", " ".join(self.text("Adn", font) for font in ("F3", "F4", "F5")))
        colours = (
            "q /GS1 gs /Spot cs 1 scn 9 9 9 9 re f /Many cs 1 1 scn 9 9 9 9 re f /Profile cs 0 0 0 scn 9 9 9 9 re f Q"
        )
        self.element(document, "P", "colours", colours + " /Perceptual ri")
        self.element(document, "P", "drawn", "q 0 0 0 rg 0 0 0 RG /Fm1 Do Q")
        self.root.RoleMap = Dictionary({"/Own": Name.P})
        numbers = Array([0, self.indirect(Array(self.parents))])
        for number, element in enumerate(self.objects, 1):
            numbers.extend([number, element])
        self.root.ParentTree = self.indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = len(self.objects) + 1

    def list_and_table(self, document: Any) -> None:
        items = self.element(document, "L", "list")
        item = self.element(items, "LI", "item")
        self.element(item, "Lbl", "label", self.text("1."))
        self.element(item, "LBody", "body", self.text("thing"))
        table = self.element(document, "Table", "table")
        head = self.element(self.element(table, "THead", "head"), "TR", "head row")
        column = Dictionary(O=Name.Table, Scope=Name.Column)
        self.element(head, "TH", "corner", self.text("thing"), A=column)
        self.element(head, "TH", "column", self.text("the rest"), A=column, ID=String("h2"))
        body = self.element(table, "TBody", "rows")
        for number in "12":
            row = self.element(body, "TR", f"row {number}")
            self.element(row, "TD", f"left {number}", self.text(f"no {number}"))
            self.element(row, "TD", f"right {number}", self.text("is"))

    # Resources -------------------------------------------------------------------------------------------------------

    def resources(self) -> Any:
        image = self.stream(
            b"\0\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB, Intent=Name.Perceptual,
        )  # fmt: skip
        mask = self.stream(
            b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=1, ImageMask=True
        )
        image.Mask = mask
        picture = self.stream(
            jpeg2000(), Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, Filter=Name.JPXDecode
        )
        form = self.stream(
            b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]), Resources=Dictionary()
        )
        tint = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([1, 1, 1]), C1=Array([1, 0, 0]), N=1)
        many = self.stream(
            b"{pop dup dup}", FunctionType=4, Domain=Array([0, 1, 0, 1]), Range=Array([0, 1, 0, 1, 0, 1])
        )
        spot = Array([Name.Separation, Name.Orange, Name.DeviceRGB, tint])
        described = Dictionary(Colorants=Dictionary(Orange=spot))
        state = Dictionary(
            Type=Name.ExtGState, BM=Name.Normal, RI=Name.Perceptual, TR2=Name.Default, ca=1,
            HT=Dictionary(
                Type=Name.Halftone, HalftoneType=5,
                Default=Dictionary(HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round),
                Cyan=Dictionary(HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round),
                Orange=Dictionary(
                    HalftoneType=1, Frequency=60, Angle=45, SpotFunction=Name.Round, TransferFunction=Name.Identity
                ),
            ),
        )  # fmt: skip
        return Dictionary(
            Font=self.fonts(),
            XObject=Dictionary(Im1=image, Im2=picture, Fm1=form),
            ExtGState=Dictionary(GS1=state),
            ColorSpace=Dictionary(
                Spot=spot,
                Many=Array([Name.DeviceN, Array([Name.Cyan, Name.Orange]), Name.DeviceRGB, many, described]),
                Profile=Array([Name.ICCBased, self.profile]),
            ),
        )

    def fonts(self) -> Any:
        program = read_program(truetype())
        assert program is not None
        codes = [ord("A"), ord("d"), ord("n")]
        first, last = codes[0], codes[-1]
        letters = glyphs()
        widths = Array([round(program.widths[letters.get(chr(code), 0)]) for code in range(first, last + 1)])
        file = self.stream(truetype(), Length1=len(truetype()))
        single = with_cmaps(truetype(), {(3, 0): {0xF000 + code: letters[chr(code)] for code in codes}})
        simple = {"/Type": Name.Font, "/FirstChar": first, "/LastChar": last}
        plain = Dictionary(
            {**simple, "/Subtype": Name.TrueType, "/BaseFont": Name("/AAAAAA+Plain"), "/Widths": widths,
             "/Encoding": Name.WinAnsiEncoding, "/FontDescriptor": self.descriptor("AAAAAA+Plain", 32, FontFile2=file)}
        )  # fmt: skip
        symbols = Dictionary(
            {**simple, "/Subtype": Name.TrueType, "/BaseFont": Name("/AAAAAA+Symbols"), "/Widths": widths,
             "/FontDescriptor": self.descriptor(
                 "AAAAAA+Symbols", 4, FontFile2=self.stream(single, Length1=len(single))),
             "/ToUnicode": self.stream(
                 b"1 begincodespacerange <00> <FF> endcodespacerange\n"
                 b"1 beginbfrange <41> <7A> <0041> endbfrange")}
        )  # fmt: skip
        return Dictionary(
            F1=self.composite(Name("/Identity-H"), file),
            F2=self.composite(
                self.stream(
                    CMAP, Type=Name.CMap, CMapName=Name.Own, WMode=0,
                    CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
                ), file),
            F3=self.indirect(plain), F4=self.indirect(symbols), F5=self.type1_font(simple),
        )  # fmt: skip

    def descriptor(self, name: str, flags: int, **entries: Any) -> Any:
        own = Dictionary(
            Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=flags, FontBBox=Array([0, -200, 1000, 900]),
            ItalicAngle=0, Ascent=900, Descent=-200, CapHeight=700, StemV=80,
        )  # fmt: skip
        for key, value in entries.items():
            own[f"/{key}"] = value
        return self.indirect(own)

    def composite(self, encoding: Any, file: Any) -> Any:
        program = read_program(truetype())
        assert program is not None
        bits = bytearray((program.count + 7) // 8)
        for gid in range(program.count):
            bits[gid // 8] |= 128 >> gid % 8
        name = "AAAAAA+Sans"
        below = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{name}"), CIDToGIDMap=Name.Identity,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=self.descriptor(name, 4, FontFile2=file, CIDSet=self.stream(bytes(bits))),
            DW=0, W=Array([0, Array([round(each) for each in program.widths])]),
        )  # fmt: skip
        return self.indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{name}"), Encoding=encoding,
                DescendantFonts=Array([self.indirect(below)]), ToUnicode=self.stream(to_unicode()),
            )
        )  # fmt: skip

    def type1_font(self, simple: dict[str, Any]) -> Any:
        program = read_program(type1())
        assert program is not None
        widths = dict(zip(program.names, program.widths, strict=True))
        listed = [round(widths.get(chr(code), 0)) for code in range(simple["/FirstChar"], simple["/LastChar"] + 1)]
        file = self.stream(type1(), Length1=0, Length2=0, Length3=0)
        charset = String("".join(f"/{name}" for name in program.names))
        return self.indirect(
            Dictionary(
                {**simple, "/Subtype": Name.Type1, "/BaseFont": Name("/AAAAAA+Old"), "/Widths": Array(listed),
                 "/Encoding": Name.WinAnsiEncoding,
                 "/FontDescriptor": self.descriptor("AAAAAA+Old", 32, FontFile=file, CharSet=charset)}
            )
        )  # fmt: skip

    # Catalogue -------------------------------------------------------------------------------------------------------

    def catalogue(self) -> None:
        root = self.pdf.Root
        root.Lang = String("en")
        root.MarkInfo = Dictionary(Marked=True)
        root.StructTreeRoot = self.root
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.Metadata = self.stream(XMP.encode(), Type=Name.Metadata, Subtype=Name.XML)
        root.OutputIntents = Array(
            [Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String("sRGB"),
                        DestOutputProfile=self.profile)]
        )  # fmt: skip
        root.AcroForm = Dictionary(Fields=Array([self.field]))
        layer = self.indirect(Dictionary(Type=Name.OCG, Name=String("Layer")))
        configuration = Dictionary(Name=String("Usual"), Order=Array([layer]))
        root.OCProperties = Dictionary(
            OCGs=Array([layer]), D=configuration, Configs=Array([Dictionary(Name=String("Other"))])
        )
        attached = pikepdf.AttachedFileSpec(
            self.pdf, b"data", filename="data.txt", mime_type="text/plain", relationship=Name.Data
        )
        self.pdf.attachments["data.txt"] = attached
        root.AF = Array([attached.obj])
        outlines = self.indirect(Dictionary(Type=Name.Outlines, Count=1))
        entry = self.indirect(Dictionary(Title=String("Headline"), Parent=outlines, Dest=Array([self.page, Name.Fit])))
        outlines.First = outlines.Last = entry
        root.Outlines = outlines
