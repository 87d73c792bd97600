"""A line as operators of a PDF page."""

from __future__ import annotations

from collections.abc import Callable

from desktop.reports.text.bidi import visual_order
from desktop.reports.text.line_breaking import Line
from desktop.reports.text.shaping import AnyFontFace

_BOLDNESS = 0.02
"""Width of the outline that makes a font without a bold cut bold, as part of the size."""


def line_operators(line: Line, x: float, y: float, name_of: Callable[[AnyFontFace], str]) -> str:
    """Operators that show a line with its left end at x, y; the colour is set by whoever asks."""
    size = line.style.size
    pieces = line.pieces
    first = pieces[0].face
    if all(piece.face is first and piece.level == 0 and piece.plain for piece in pieces) and not _needs_fake_bold(
        line, first
    ):
        whole = "".join([piece.parts[0][1] for piece in pieces]).replace("><", "")
        return f"BT /{name_of(first)} {size:g} Tf {x:.2f} {y:.2f} Td [{whole}] TJ ET\n"
    said = [f"BT {x:.2f} {y:.2f} Td"]
    now: AnyFontFace | None = None
    for at in visual_order([piece.level for piece in pieces]):
        piece = pieces[at]
        if piece.face is not now:
            said.append(f"/{name_of(piece.face)} {size:g} Tf")
            said.append(f"2 Tr {size * _BOLDNESS:.3f} w" if _needs_fake_bold(line, piece.face) else "0 Tr")
            now = piece.face
        if not piece.spelled:
            spelling = piece.text.encode("utf-16-be").hex().upper()
            said.append(f"/Span <</ActualText <FEFF{spelling}>>> BDC")
        for height, letters in piece.parts:
            if height:
                said.append(f"{height * size / 1000:.3f} Ts [{letters}] TJ 0 Ts")
            else:
                said.append(f"[{letters}] TJ")
        if not piece.spelled:
            said.append("EMC")
    said.append("0 Tr ET\n")
    return " ".join(said)


def _needs_fake_bold(line: Line, face: AnyFontFace) -> bool:
    return line.style.bold and not face.bold
