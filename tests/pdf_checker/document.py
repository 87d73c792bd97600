"""A PDF file as plain values, read once, with the views on it that checks ask for."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pikepdf

from tests.pdf_checker.syntax import Ref, read_value

if TYPE_CHECKING:
    from tests.pdf_checker.content import Content
    from tests.pdf_checker.fonts import Font
    from tests.pdf_checker.raw_file import RawFile
    from tests.pdf_checker.structure import Structure
    from tests.pdf_checker.xmp import Packet


class Stream(dict[str, Any]):
    """The dictionary of a stream, and its data."""

    def __init__(self, entries: dict[str, Any], number: int, source: pikepdf.Object) -> None:
        super().__init__(entries)
        self.number = number
        self._source = source

    @cached_property
    def data(self) -> bytes:
        """The decoded data; b"" where they cannot be decoded."""
        try:
            return bytes(self._source.read_bytes())
        except (pikepdf.PdfError, pikepdf.DataDecodingError):
            return b""

    @cached_property
    def raw(self) -> bytes:
        """The data as they stand in the file."""
        return bytes(self._source.read_raw_bytes())


class Page:
    """A page, with what it takes over from the nodes above it."""

    def __init__(self, number: int, entries: dict[str, Any], inherited: dict[str, Any]) -> None:
        self.number = number
        self.entries = entries
        self.inherited = inherited

    def __str__(self) -> str:
        return f"page {self.number}"


class Document:
    """The objects of a PDF file by their numbers. Raises pikepdf.PdfError where the file cannot be read at all."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._pdf = pikepdf.open(io.BytesIO(data), inherit_page_attributes=False)
        self.encryption = self._pdf.trailer.get("/Encrypt") is not None
        self.objects: dict[int, Any] = {}
        for each in self._pdf.objects:
            number = each.objgen[0]
            if isinstance(each, pikepdf.Stream):
                self.objects[number] = Stream(read_value(each.stream_dict.unparse()), number, each)
            else:
                self.objects[number] = read_value(each.unparse(resolved=True))
        self.trailer: dict[str, Any] = read_value(self._pdf.trailer.unparse())
        self.catalog: dict[str, Any] = self.dictionary(self.trailer, "Root")
        self._once: dict[Callable[[Document], list[Any]], list[Any]] = {}

    # Reading ---------------------------------------------------------------------------------------------------------

    def resolve(self, value: Any) -> Any:
        """The value itself where it is a reference."""
        for _step in range(8):
            if type(value) is not Ref:
                return value
            value = self.objects.get(value.number)
        return None

    def get(self, of: Any, *keys: str | int) -> Any:
        """The value under these keys, one below the other; None where there is none."""
        of = self.resolve(of)
        for key in keys:
            if isinstance(of, dict):
                of = self.resolve(of.get(key))
            elif isinstance(of, list) and isinstance(key, int) and key < len(of):
                of = self.resolve(of[key])
            else:
                return None
        return of

    def dictionary(self, of: Any, *keys: str | int) -> dict[str, Any]:
        """The dictionary under these keys, an empty one where there is none."""
        found = self.get(of, *keys)
        return found if isinstance(found, dict) else {}

    def array(self, of: Any, *keys: str | int) -> list[Any]:
        """The members of the array under these keys, each resolved; a single value counts as an array of one."""
        found = self.get(of, *keys)
        if found is None:
            return []
        return [self.resolve(each) for each in found] if isinstance(found, list) else [found]

    def tree(self, root: Any, leaves: str) -> Iterator[tuple[Any, Any]]:
        """(key, value) of a name tree ("Names") or number tree ("Nums")."""
        todo, seen = [self.resolve(root)], set[int]()
        while todo:
            node = todo.pop()
            if not isinstance(node, dict) or id(node) in seen:
                continue
            seen.add(id(node))
            found = self.get(node, leaves) or []
            for at in range(0, len(found) - 1, 2):
                yield self.resolve(found[at]), self.resolve(found[at + 1])
            todo += reversed(self.array(node, "Kids"))

    @cached_property
    def dictionaries(self) -> list[dict[str, Any]]:
        """Every dictionary of the file, also those inside of other objects and those of streams."""
        return [each for each in self.values if isinstance(each, dict)]

    @cached_property
    def values(self) -> list[Any]:
        """Every value of the file, keys of dictionaries among them."""
        todo: list[Any] = [self.trailer, *self.objects.values()]
        found: list[Any] = []
        while todo:
            value = todo.pop()
            found.append(value)
            if isinstance(value, dict):
                found += value
                todo += value.values()
            elif isinstance(value, list):
                todo += value
        return found

    @cached_property
    def streams(self) -> list[Stream]:
        """Every stream."""
        return [each for each in self.objects.values() if isinstance(each, Stream)]

    def once(self, view: Callable[[Document], list[Any]]) -> list[Any]:
        """What a function lists of this document, asked once."""
        if view not in self._once:
            self._once[view] = view(self)
        return self._once[view]

    # Views -----------------------------------------------------------------------------------------------------------

    @cached_property
    def pages(self) -> list[Page]:
        """The pages in their order."""
        found: list[Page] = []
        todo: list[tuple[Any, dict[str, Any]]] = [(self.get(self.catalog, "Pages"), {})]
        seen: set[int] = set()
        while todo:
            node, above = todo.pop()
            if not isinstance(node, dict) or id(node) in seen:
                continue
            seen.add(id(node))
            if "Kids" in node:
                passed_on = {
                    **above,
                    **{key: node[key] for key in ("Resources", "MediaBox", "CropBox", "Rotate") if key in node},
                }
                todo += [(kid, passed_on) for kid in reversed(self.array(node, "Kids"))]
            else:
                found.append(Page(len(found) + 1, node, above))
        return found

    @cached_property
    def annotations(self) -> list[tuple[Page, dict[str, Any]]]:
        """(page, annotation) of all pages."""
        return [
            (page, each) for page in self.pages for each in self.array(page.entries, "Annots") if isinstance(each, dict)
        ]

    @cached_property
    def language(self) -> bytes | None:
        """The language of the whole document."""
        found = self.get(self.catalog, "Lang")
        return found if isinstance(found, bytes) and found else None

    @cached_property
    def output_profiles(self) -> list[tuple[dict[str, Any], Stream | None]]:
        """(output intent, its profile)."""
        intents = self.array(self.catalog, "OutputIntents")
        found = [(each, self.get(each, "DestOutputProfile")) for each in intents if isinstance(each, dict)]
        return [(each, profile if isinstance(profile, Stream) else None) for each, profile in found]

    @cached_property
    def output_colours(self) -> str:
        """The colour space of the PDF/A output intent as its profile has it ("RGB "); "" without one."""
        for intent, profile in self.output_profiles:
            if self.get(intent, "S") == "GTS_PDFA1" and profile is not None:
                return profile.data[16:20].decode("latin-1")
        return ""

    @cached_property
    def structure(self) -> Structure:
        """The structure tree."""
        from tests.pdf_checker.structure import Structure

        return Structure(self)

    @cached_property
    def content(self) -> Content:
        """What the content streams show."""
        from tests.pdf_checker.content import walk

        return walk(self)

    @cached_property
    def packets(self) -> list[Packet]:
        """The XMP packets, that of the document first."""
        from tests.pdf_checker.xmp import Packet

        main = self.get(self.catalog, "Metadata")
        others = [each for each in self.streams if each.get("Type") == "Metadata" and each is not main]
        return [Packet(each.data, each is main) for each in [main, *others] if isinstance(each, Stream)]

    @cached_property
    def raw(self) -> RawFile:
        """The bytes of the file and where its objects stand in them."""
        from tests.pdf_checker.raw_file import RawFile

        return RawFile(self)

    def font(self, entries: dict[str, Any]) -> Font:
        """The font of a font dictionary; the same each time."""
        from tests.pdf_checker.fonts import Font

        found = self._fonts.get(id(entries))
        if found is None:
            found = self._fonts[id(entries)] = Font(self, entries)
        return found

    @cached_property
    def _fonts(self) -> dict[int, Font]:
        return {}

    @cached_property
    def font_dictionaries(self) -> list[dict[str, Any]]:
        """Dictionaries of fonts: those that resources or text name, and those below composite ones."""
        found: dict[int, dict[str, Any]] = {id(use.entries): use.entries for use in self.content.fonts.values()}
        for each in self.dictionaries:
            fonts = self.get(each, "Font")
            if isinstance(fonts, dict) and each.get("Type") != "Font":
                for value in fonts.values():
                    font = self.resolve(value)
                    if isinstance(font, dict):
                        found[id(font)] = font
        for each in list(found.values()):
            for below in self.array(each, "DescendantFonts"):
                if isinstance(below, dict):
                    found[id(below)] = below
        return list(found.values())
