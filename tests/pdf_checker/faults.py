"""Planted faults: each turns the good file into one that breaks a rule. Values are written as PDF writes them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.pdf_checker import good_file
from tests.pdf_checker.good_file import save

Fault = Callable[[bytes], bytes]
"""From the good file to the bad one."""
Change = Callable[[pikepdf.Pdf], None]


def changed(*changes: Change) -> Fault:
    """Change objects of the file."""

    def fault(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            for each in changes:
                each(pdf)
            return save(pdf)

    return fault


def raw(old: bytes, new: bytes) -> Fault:
    """Change bytes of the file, the first time they occur."""

    def fault(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return fault


def added_at_start(data: bytes) -> bytes:
    """A line before the header."""
    return b"\n" + data


def added_at_end(data: bytes) -> bytes:
    """A line after the end."""
    return data + b"\nmore\n"


def wrong_length(data: bytes) -> bytes:
    """A stream that is said to be shorter than it is."""
    found = re.search(rb"/Length (\d+)", data)
    assert found is not None
    less = str(int(found[1]) - 1).encode().rjust(len(found[1]), b"0")
    return data[: found.start(1)] + less + data[found.end(1) :]


def encrypted(*, readable: bool) -> Fault:
    """Encrypted, with or without the right to read it aloud."""

    def fault(data: bytes) -> bytes:
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            allow = pikepdf.Permissions(accessibility=readable)
            how = pikepdf.Encryption(owner="owner", user="", R=3, aes=False, metadata=False, allow=allow)
            pdf.save(made, min_version="1.7", encryption=how, compress_streams=False)
        return made.getvalue()

    return fault


# Objects --------------------------------------------------------------------------------------------------------------


def parsed(words: str) -> Any:
    """The object that PDF writes so."""
    return pikepdf.Object.parse(words.encode("latin-1"))


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """All structure elements."""
    todo: list[Any] = [pdf.Root.StructTreeRoot]
    while todo:
        node = todo.pop()
        if "/S" in node:
            yield node
        todo += [each for each in node.get("/K", []) if isinstance(each, Dictionary) and "/S" in each]


def part(pdf: pikepdf.Pdf, where: str) -> Any:
    """An object: "root", "page", "element:heading", "annotation:Link", "resource:Font", each with a path behind it."""
    head, *path = where.split("/")
    kind, _colon, name = head.partition(":")
    match kind:
        case "root":
            found: Any = pdf.Root
        case "page":
            found = pdf.pages[0].obj
        case "element":
            found = next(each for each in elements(pdf) if each.get("/T") == name)
        case "annotation":
            found = next(each for each in pdf.pages[0].obj.Annots if each.Subtype == f"/{name}")
        case "resource":
            found = pdf.pages[0].obj.Resources[f"/{name}"]
        case _:
            raise ValueError(where)
    for each in path:
        found = found[int(each)] if each.isdigit() else found[f"/{each}"]
    return found


def put(where: str, key: str, value: str) -> Change:
    """Give an object this value under a key."""

    def change(pdf: pikepdf.Pdf) -> None:
        at: Any = int(key) if key.isdigit() else f"/{key}"
        part(pdf, where)[at] = parsed(value)

    return change


def drop(where: str, *keys: str) -> Change:
    """Take keys from an object."""

    def change(pdf: pikepdf.Pdf) -> None:
        for key in keys:
            del part(pdf, where)[f"/{key}"]

    return change


def put_stream(where: str, key: str, data: Callable[[], bytes], entries: str = "<<>>") -> Change:
    """Put a new stream under a key."""

    def change(pdf: pikepdf.Pdf) -> None:
        at: Any = int(key) if key.isdigit() else f"/{key}"
        part(pdf, where)[at] = pdf.make_stream(data(), parsed(entries))

    return change


def rewrite(where: str, old: bytes, new: bytes) -> Change:
    """Change the data of a stream."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = part(pdf, where)
        data = bytes(stream.read_raw_bytes())
        assert old in data, old
        stream.write(data.replace(old, new, 1), filter=stream.get("/Filter"))

    return change


def repeat(where: str, key: str, again: str) -> Change:
    """Put what stands under a key under another one as well."""

    def change(pdf: pikepdf.Pdf) -> None:
        part(pdf, where)[f"/{again}"] = part(pdf, where)[f"/{key}"]

    return change


def append(where: str, value: str) -> Change:
    """Add to an array."""

    def change(pdf: pikepdf.Pdf) -> None:
        part(pdf, where).append(parsed(value))

    return change


def second_output_profile(pdf: pikepdf.Pdf) -> None:
    """Another output intent with another profile."""
    made = Dictionary(S=Name.Own, DestOutputProfile=pdf.make_stream(good_file.srgb(), Dictionary(N=3)))
    pdf.Root.OutputIntents.append(made)


# Metadata -------------------------------------------------------------------------------------------------------------


def words(old: str, new: str) -> Fault:
    """Change the metadata."""
    return changed(rewrite("root/Metadata", old.encode(), new.encode()))


def metadata_as(encoding: str) -> Fault:
    """The metadata in another encoding."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Metadata.write(bytes(pdf.Root.Metadata.read_bytes()).decode().encode(encoding))

    return changed(change)


# Content --------------------------------------------------------------------------------------------------------------


def content(old: str, new: str) -> Change:
    """Change the content of the page."""
    return rewrite("page/Contents", old.encode(), new.encode())


def appended(new: str) -> Change:
    """Add to the end of the page's content."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[0].obj.Contents
        stream.write(bytes(stream.read_bytes()) + b"\n" + new.encode())

    return change


def inside(tag: str, new: str) -> Change:
    """Add to the first marked content of that tag."""
    return _marked(tag, rf"\1 {new} \2")


def around(tag: str, before: str, after: str) -> Change:
    """Put something before and after the first marked content of that tag."""
    return _marked(tag, rf"{before} \1\2 {after}")


def _marked(tag: str, new: str) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[0].obj.Contents
        before = bytes(stream.read_bytes())
        after = re.sub(rf"(/{tag} <<.*?>> BDC)(.*?EMC)".encode(), new.encode(), before, count=1)
        assert after != before
        stream.write(after)

    return change


# Structure ------------------------------------------------------------------------------------------------------------


def add(parent: str, *kinds: str, first: bool = False, at: int | None = None, entries: str = "<<>>") -> Change:
    """Add empty structure elements to the one of that title, "" for the root of the tree."""

    def change(pdf: pikepdf.Pdf) -> None:
        above = part(pdf, f"element:{parent}") if parent else pdf.Root.StructTreeRoot
        for kind in kinds:
            made = pdf.make_indirect(parsed(entries))
            made.Type, made.S, made.P, made.K, made.T = Name.StructElem, Name(f"/{kind}"), above, Array(), String("new")
            above.K.insert(0 if first else len(above.K) if at is None else at, made)

    return change


def table(spec: str) -> Change:
    """Add a table of empty cells, rows parted by "/": H and R head cells of a column and a row, N head cells without scope,
    D data cells, X data cells with an unknown head; "D2x1" is two columns wide and one row high. Other parts: "TFoot", "P".
    """

    def change(pdf: pikepdf.Pdf) -> None:
        document = part(pdf, "element:document")
        made = _child(pdf, document, "Table")
        for row in spec.split("/"):
            if row and row.split()[0] in ("THead", "TBody", "TFoot", "Caption"):
                above = _child(pdf, made, row.split()[0])
                for kind in row.split()[1:]:
                    _child(pdf, above, kind)
                continue
            line = _child(pdf, made, "TR")
            for cell in row.split():
                kind, across, down = cell[0], *(cell[1:] or "1x1").split("x")
                attributes = Dictionary(O=Name.Table, ColSpan=int(across), RowSpan=int(down))
                if kind in "HR":
                    attributes.Scope = Name.Column if kind == "H" else Name.Row
                if kind == "X":
                    attributes.Headers = Array([String("unknown")])
                _child(pdf, line, "TD" if kind in "DX" else "TH").A = attributes

    return change


def _child(pdf: pikepdf.Pdf, above: Any, kind: str) -> Any:
    made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=above, K=Array(), T=String("new")))
    above.K.append(made)
    return made


def without_language(*changes: Change) -> Fault:
    """The document names no language; what it holds does, but for what these changes add."""
    return changed(drop("root", "Lang", "Outlines"), *changes)


# Other parts ----------------------------------------------------------------------------------------------------------


def annotation(subtype: str, entries: str = "") -> Change:
    """Add an annotation with an appearance."""

    def change(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_indirect(parsed(f"<</Type /Annot /Subtype /{subtype} /F 4 /Rect [9 9 99 99] {entries}>>"))
        made.AP = Dictionary(N=part(pdf, "annotation:Stamp/AP/N"))
        pdf.pages[0].obj.Annots.append(made)

    return change


def font(like: str, *changes: Change, cmaps: tuple[tuple[int, int], ...] = ()) -> Fault:
    """Add a font that no text uses, a copy of another one, under the name F6."""

    def change(pdf: pikepdf.Pdf) -> None:
        fonts = part(pdf, "resource:Font")
        made = Dictionary(fonts[f"/{like}"])
        made.FontDescriptor = Dictionary(made.FontDescriptor)
        if cmaps:
            codes = {ord(letter): gid for letter, gid in good_file.glyphs().items()}
            data = good_file.with_cmaps(good_file.truetype(), dict.fromkeys(cmaps, codes))
            made.FontDescriptor.FontFile2 = pdf.make_stream(data)
        fonts.F6 = made

    return changed(change, *changes)


def resources_above(pdf: pikepdf.Pdf) -> None:
    """The resources of the page stand at the node above it."""
    page = pdf.pages[0].obj
    page.Parent.Resources = pdf.make_indirect(page.Resources)
    del page.Resources


def default_colours(pdf: pikepdf.Pdf) -> None:
    """Nothing needs the output intent for its RGB colours, and there is none."""
    del pdf.Root.OutputIntents
    page = pdf.pages[0].obj.Resources
    for each in (page, page.XObject.Fm1.Resources):
        if "/ColorSpace" not in each:
            each.ColorSpace = Dictionary()
        each.ColorSpace.DefaultRGB = page.ColorSpace.Profile


def many_colourants(pdf: pikepdf.Pdf) -> None:
    """A colour of 33 parts."""
    spaces = part(pdf, "resource:ColorSpace")
    names = [f"C{number}" for number in range(33)]
    described = {f"/{name}": Array([Name.Separation, Name(f"/{name}"), *list(spaces.Spot)[2:]]) for name in names}
    spaces.Many[1] = Array([Name(f"/{name}") for name in names])
    spaces.Many[4] = Dictionary(Colorants=Dictionary(described))


def overprinted(pdf: pikepdf.Pdf) -> None:
    """A colour of a press is printed over others with mode 1."""
    state, spaces = part(pdf, "resource:ExtGState/GS1"), part(pdf, "resource:ColorSpace")
    state["/op"], state["/OPM"] = True, 1
    spaces.Profile[1] = pdf.make_stream(good_file.cmyk(), Dictionary(N=4))


def jpeg2000(*, methods: int = 1, method: int = 1, space: int = 16, channels: int = 3, depth: int = 8) -> Fault:
    """Another head for the JPEG 2000 picture."""

    def change(pdf: pikepdf.Pdf) -> None:
        image = part(pdf, "resource:XObject/Im2")
        data = bytes(image.read_raw_bytes())
        at = data.index(b"jp2h") - 4
        end = at + int.from_bytes(data[at : at + 4], "big")
        head = b"\0\0\0\x16ihdr" + b"\0\0\0\2\0\0\0\2" + channels.to_bytes(2, "big") + bytes([depth - 1, 7, 0, 0])
        colour = b"\0\0\0\x0fcolr" + bytes([method, 0, 0]) + space.to_bytes(4, "big")
        inside = b"jp2h" + head + methods * colour
        image.write(data[:at] + (len(inside) + 4).to_bytes(4, "big") + inside + data[end:], filter=Name.JPXDecode)

    return changed(change)


def profile_of_class(kind: bytes) -> Callable[[], bytes]:
    """A profile of another class of devices."""
    return lambda: good_file.srgb()[:12] + kind + good_file.srgb()[16:]


# Signatures -----------------------------------------------------------------------------------------------------------


def signed(*, certificates: int = 1, signers: int = 1, whole: bool = True) -> Fault:
    """Signed, as far as the outer form goes."""

    def fault(data: bytes) -> bytes:
        inner = _der(0x02, b"\1") + _der(0x31, b"") + _der(0x30, b"")
        inner += _der(0xA0, _der(0x30, b"\2\1\1") * certificates) if certificates else b""
        inner += _der(0x31, _der(0x30, b"\2\1\1") * signers)
        pkcs7 = _der(0x30, _der(0x06, b"*\x86H\x86\xf7\r\1\7\2") + _der(0xA0, _der(0x30, inner)))
        places = "1000000001 1000000002 1000000003"
        entries = f"<</Type /Sig /ByteRange [0 {places}] /Contents <{pkcs7.hex()}>>>"
        made = changed(put("root", "Own", entries))(data)
        at = made.index(b"<" + pkcs7.hex().encode() + b">")
        after = at + 2 * len(pkcs7) + 2
        numbers = f"{at:010} {after:010} {len(made) - after:010}" if whole else "0000000001 0000000002 0000000003"
        return made.replace(places.encode(), numbers.encode())

    return fault


def _der(tag: int, inside: bytes) -> bytes:
    return bytes([tag, len(inside)]) + inside if len(inside) < 128 else bytes([tag, 0x81, len(inside)]) + inside
