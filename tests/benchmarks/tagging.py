"""The tagged summary PDF, against the same one without tags, as ReportLab writes it: its time and its size."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from desktop.reports import SummaryOptions, write_summary
from desktop.reports.layout import Page, document
from desktop.reports.tagged_pdf import StructureTree
from desktop.reports.text import Line, line_operators
from desktop.workspace import Workspace
from tests.benchmarks.summary import fill

LIMIT = 1.3
_TURNS = 4


@dataclass(frozen=True)
class Tagging:
    """Seconds (of this process, the best of several turns) and bytes of one summary, tagged and not."""

    count: int
    seconds: tuple[float, float]
    bytes: tuple[int, int]


def measure(count: int, folder: Path) -> Tagging:
    """Write the summary of `count` made-up activities into `folder`, with tags and without, in turns."""
    workspace = Workspace.create(folder / "tagging.focal", home=folder / "home")
    tagged, bare = folder / "tagged.pdf", folder / "untagged.pdf"
    times: dict[Path, list[float]] = {tagged: [], bare: []}
    try:
        fill(workspace, count)
        for _turn in range(_TURNS):
            for target in (tagged, bare):
                with nullcontext() if target is tagged else _without_tags():
                    began = time.process_time()
                    write_summary(workspace, target, SummaryOptions(group_by="kind"))
                    times[target].append(time.process_time() - began)
    finally:
        workspace.close()
    return Tagging(
        count, (min(times[tagged]), min(times[bare])), (tagged.stat().st_size, bare.stat().st_size)
    )  # fmt: skip


@contextmanager
def _without_tags() -> Generator[None]:
    """Pages are drawn without marks, no element is kept, and ReportLab writes the file."""

    def draw(page: Page, line: Line, x: float, y: float) -> None:
        if line.pieces:
            page._paint(line.style.colour)
            page._said.append(line_operators(line, x, y, page._name_of))

    def bind(made: Any, _tree: object, _pages: object, about: Any, **_others: object) -> bytes:
        made.setTitle(about.title)
        return made.GetPDFData(None)

    def nothing(*_arguments: object, **_named: object) -> None:
        pass

    nobody = StructureTree().root
    with (
        patch.object(Page, "_mark", nothing), patch.object(Page, "_end_piece", nothing), patch.object(Page, "text", draw),
        patch.object(StructureTree, "element", lambda *_arguments, **_named: nullcontext(nobody)),
        patch.object(StructureTree, "open", nothing), patch.object(StructureTree, "close", nothing),
        patch.object(StructureTree, "_enter", nothing), patch.object(document, "bind_document", bind),
    ):  # fmt: skip
        yield
