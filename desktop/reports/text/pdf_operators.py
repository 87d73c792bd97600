"""A line as operators of a PDF page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from desktop.reports.tagged_pdf.bidi import visual_order
from desktop.reports.text.font_faces import FontFace
from desktop.reports.text.languages import Run, run_languages
from desktop.reports.text.line_breaking import Line
from desktop.reports.text.shaping import ShapedPiece

_BOLDNESS = 0.02
"""Width of the outline that makes a font without a bold cut bold, as part of the size."""


def line_operators(line: Line, x: float, y: float, name_of: Callable[[FontFace], str]) -> str:
    """Operators that show a line with its left end at x, y; the colour is set by whoever asks."""
    size = line.style.size
    pieces = line.pieces
    first = pieces[0].face
    whole = line.letters
    if not whole:
        letters = [piece.letters for piece in pieces if piece.face is first]
        whole = "".join(letters) if len(letters) == len(pieces) and all(letters) else ""
    if whole and (first.bold or not line.style.bold):
        if line.end is not None and line.end.face is first:
            whole += line.end.letters
        whole = whole.replace("><", "")
        return f"BT /{name_of(first)} {size:g} Tf {x:.2f} {y:.2f} Td [{whole}] TJ ET\n"
    said = [f"BT {x:.2f} {y:.2f} Td"]
    now: FontFace | None = None
    for at in visual_order([piece.level for piece in pieces]):
        now = _show(said, line, pieces[at], now, name_of)
    if line.end is not None:
        _show(said, line, line.end, now, name_of)
    said.append("0 Tr ET\n")
    return " ".join(said)


def runs_of(line: Line, language: str) -> list[Run]:
    """The runs of a line in the order they are read; `language` is that of the document."""
    languages = run_languages([(piece.language, piece.level) for piece in line.pieces], language)
    keys = [(each, piece.level % 2 == 1) for each, piece in zip(languages, line.pieces, strict=True)]
    found: list[Run] = []
    start = 0
    for at in range(1, len(keys) + 1):
        if at == len(keys) or keys[at] != keys[start]:
            text = "".join([piece.text for piece in line.pieces[start:at]])
            if at == len(keys) and line.end is not None:
                text += line.end.text
            found.append(Run(range(start, at), *keys[start], text))
            start = at
    return found


def run_operators(
    line: Line, runs: Sequence[Run], x: float, y: float, name_of: Callable[[FontFace], str], begins: Sequence[str]
) -> str:
    """The same as `line_operators`, each run after the operators that begin it; those that end it are written here."""
    said = [f"BT {x:.2f} {y:.2f} Td"]
    run_at = {place: at for at, run in enumerate(runs) for place in run.places}
    now: FontFace | None = None
    before = -1
    for at in visual_order([piece.level for piece in line.pieces]):
        if run_at[at] != before:
            if before >= 0:
                said.append("EMC")
            before = run_at[at]
            said.append(begins[before].rstrip())
        now = _show(said, line, line.pieces[at], now, name_of)
        if line.end is not None and at == len(line.pieces) - 1 and not runs[before].turned:
            now = _show(said, line, line.end, now, name_of)
            said.append(f"[{line.end.width}] TJ")  # what stands to the right of it stays where it is
    said.append("EMC 0 Tr ET\n")
    return " ".join(said)


def _show(
    said: list[str], line: Line, piece: ShapedPiece, now: FontFace | None, name_of: Callable[[FontFace], str]
) -> FontFace:
    """The operators of one piece, after those of a piece in the font `now`; returns its font."""
    size = line.style.size
    if piece.face is not now:
        said.append(f"/{name_of(piece.face)} {size:g} Tf")
        said.append(f"2 Tr {size * _BOLDNESS:.3f} w" if _needs_fake_bold(line, piece.face) else "0 Tr")
    if not piece.spelled:
        spelling = piece.text.encode("utf-16-be").hex().upper()
        said.append(f"/Span <</ActualText <FEFF{spelling}>>> BDC")
    for height, letters in piece.parts:
        said.append(f"{height * size / 1000:.3f} Ts [{letters}] TJ 0 Ts" if height else f"[{letters}] TJ")
    if not piece.spelled:
        said.append("EMC")
    return piece.face


def _needs_fake_bold(line: Line, face: FontFace) -> bool:
    return line.style.bold and not face.bold
