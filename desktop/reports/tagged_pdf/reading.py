"""`python -m desktop.reports.tagged_pdf.reading FILE`: a tagged PDF as it is read aloud, element by element.

What is printed is what a program that reads aloud has: the words of each element in the order of the structure, taken
from the pages by their fonts' maps to Unicode. It needs pikepdf.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.S)
_Pages = dict[Any, dict[int, str]]
"""What each marked piece says, by the object of its page."""
_PARTS = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass
class StructureNode:
    """An element as it is read: what it is, what stands in it (words and elements), how it is described."""

    role: str
    parts: list[StructureNode | str] = field(default_factory=list["StructureNode | str"])
    language: str = ""
    alternative: str = ""
    actual_text: str = ""
    link: str = ""
    """What a link is called."""

    @property
    def text(self) -> str:
        """The words, as they are read."""
        if self.alternative or self.actual_text:
            return self.alternative or self.actual_text
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def walk(self) -> Iterator[StructureNode]:
        """It and all elements in it, as they are read."""
        yield self
        for part in self.parts:
            if isinstance(part, StructureNode):
                yield from part.walk()


def read_structure(path: Path) -> StructureNode:
    """The whole document. Raises ValueError where the file is not tagged."""
    import pikepdf

    with pikepdf.open(path) as document:
        if "/StructTreeRoot" not in document.Root:
            raise ValueError(f"{path.name} is not tagged")
        pages: _Pages = {page.objgen: _marked_text(page) for page in document.pages}
        root = document.Root.StructTreeRoot.K
        made = StructureNode("StructTreeRoot")
        for kid in _kids(root):
            made.parts.append(_element(kid, pages, (0, 0)))
        whole = made.parts[0] if len(made.parts) == 1 else made
        assert isinstance(whole, StructureNode)
        return whole


def structure_lines(element: StructureNode, depth: int = 0) -> Iterator[str]:
    """What is read, one line for each element with words of its own."""
    about = f" [{element.language}]" if element.language else ""
    about += f" → {element.link}" if element.link else ""
    inner = [part for part in element.parts if isinstance(part, StructureNode)]
    if element.alternative or element.actual_text or not any(part.role != "Span" for part in inner):
        yield f"{'  ' * depth}{element.role}{about}: {element.text}".rstrip(": ")
        return
    yield f"{'  ' * depth}{element.role}{about}"
    for part in element.parts:
        if isinstance(part, StructureNode):
            yield from structure_lines(part, depth + 1)
        elif part.strip():
            yield f"{'  ' * (depth + 1)}{part}"


def _kids(value: Any) -> list[Any]:
    import pikepdf

    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _element(item: Any, pages: _Pages, page: tuple[int, int]) -> StructureNode:
    made = StructureNode(str(item.S)[1:])
    made.language, made.alternative = str(item.get("/Lang", "")), str(item.get("/Alt", ""))
    made.actual_text = str(item.get("/ActualText", ""))
    page = item.Pg.objgen if "/Pg" in item else page
    for kid in _kids(item.K) if "/K" in item else []:
        if isinstance(kid, int) or not hasattr(kid, "get"):
            made.parts.append(pages[page].get(int(kid), ""))
        elif kid.get("/Type") == "/MCR":
            made.parts.append(pages[kid.Pg.objgen if "/Pg" in kid else page].get(int(kid.MCID), ""))
        elif kid.get("/Type") == "/OBJR":
            made.link = str(kid.Obj.get("/Contents", ""))
        else:
            made.parts.append(_element(kid, pages, page))
    return made


def _marked_text(page: Any) -> dict[int, str]:
    """What each marked piece of a page says."""
    import pikepdf

    fonts = {str(name): _unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_pieces: list[tuple[int, str | None]] = []  # (MCID or -1, its actual text), the innermost last
    current: tuple[dict[int, str], int] = ({}, 1)
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                about = operands[1]
                named = hasattr(about, "get")
                words = str(about.get("/ActualText")) if named and "/ActualText" in about else None
                open_pieces.append((int(about.get("/MCID", -1)) if named else -1, words))
                _add(found, open_pieces[:-1], words or "")
            case "BMC":
                open_pieces.append((-1, None))
            case "EMC":
                open_pieces.pop()
            case "Tf":
                current = fonts.get(str(operands[0]), ({}, 1))
            case "Tj" | "'":
                _add(found, open_pieces, _decoded(bytes(operands[0]), *current))
            case "TJ":
                shown = b"".join(bytes(each) for each in operands[0] if isinstance(each, pikepdf.String))
                _add(found, open_pieces, _decoded(shown, *current))
            case _:
                pass
    return found


def _add(found: dict[int, str], open_pieces: list[tuple[int, str | None]], words: str) -> None:
    if not words or any(actual is not None for _mcid, actual in open_pieces):
        return
    mcid = next((each for each, _actual in reversed(open_pieces) if each >= 0), -1)
    if mcid >= 0:
        found[mcid] = found.get(mcid, "") + words


def _decoded(shown: bytes, letters: dict[int, str], width: int) -> str:
    codes = (int.from_bytes(shown[at : at + width], "big") for at in range(0, len(shown), width))
    return "".join(letters.get(code, "\ufffd") for code in codes)


def _unicode_map(font: Any) -> tuple[dict[int, str], int]:
    """(what each code means, how many bytes a code has)."""
    width = 2 if font.get("/Subtype") == "/Type0" else 1
    if "/ToUnicode" not in font:
        return {code: bytes((code,)).decode("cp1252", "replace") for code in range(256)}, width
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(font.ToUnicode.read_bytes()):
        parts = [match[1].translate(None, b" \r\n") if match[2] is None and match[3] is None else match[0]
                 for match in _PARTS.finditer(body)]  # fmt: skip
        _fill_map(found, kind, iter(parts))
    return found, width


def _fill_map(found: dict[int, str], kind: bytes, parts: Iterator[bytes]) -> None:
    for part in parts:
        if kind == b"bfchar":
            found[int(part, 16)] = _text(next(parts))
            continue
        first, last, target = int(part, 16), int(next(parts), 16), next(parts)
        if target == b"[":
            for code in range(first, last + 1):
                found[code] = _text(next(parts))
            next(parts)
            continue
        start = int(target, 16)
        for code in range(first, last + 1):
            found[code] = _text(f"{start + code - first:0{len(target)}X}".encode())


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")


def main() -> int:
    """Print what is read of a file."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    print("\n".join(structure_lines(read_structure(Path(sys.argv[1])))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
