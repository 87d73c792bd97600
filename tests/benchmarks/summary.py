"""The summary PDF, against ReportLab alone setting the same text: its paragraphs, its own font file, nothing else."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from uuid import UUID
from xml.sax.saxutils import escape

from desktop.reports import SummaryOptions, write_summary
from desktop.reports import activity_block as block
from desktop.reports import labelled_rows as rows
from desktop.reports import target_chips as chips
from desktop.reports.text import Style
from desktop.reports.text.font_book import FOLDER
from desktop.workspace import Workspace

LIMIT = 1.5
_WORDS = (  # noqa: SIM905 - a list would be three times as long
    "water flood school early warning resilient city training leaders data risk plan river coast hospital youth women"
    " network exchange report budget storm drought map shelter roof inondation école ville alerta temprana ciudad agua"
).split()
_KINDS = ("training", "webinar", "project", "field_visit", "mooc", "peer_event")
_COUNTRIES = ("SL", "KE", "PE", "FR", "ID", "MX", "ZA")
_TARGETS = ("SDG:11.5", "SDG:13.1", "SDG:1.5", "SDG:4.7", "SDG:17.16", "SFDRR:E", "SFDRR:G")


@dataclass(frozen=True)
class Pdf:
    """Seconds of one summary, read from its workspace and saved, and of ReportLab with the text in its hand."""

    count: int
    pages: int
    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        """How many times ReportLab alone."""
        return self.ours / self.bare


def measure(count: int, folder: Path) -> Pdf:
    """Write the summary of `count` made-up activities into `folder`, then the same text barely."""
    workspace = Workspace.create(folder / "summary.focal", home=folder / "home")
    try:
        fill(workspace, count)
        wanted = SummaryOptions(group_by="kind")
        began = time.perf_counter()
        made = write_summary(workspace, folder / "ours.pdf", wanted)
        ours = time.perf_counter() - began
        texts = _texts(workspace, folder, wanted)
    finally:
        workspace.close()
    return Pdf(count, made.pages, ours, _barely(texts, folder / "bare.pdf"))


def fill(workspace: Workspace, count: int) -> None:
    """Activities as agencies and cities describe them, the same for the same count."""
    chance = random.Random(count)

    def words(least: int, most: int) -> str:
        return " ".join(chance.choices(_WORDS, k=chance.randint(least, most))).capitalize()

    organisations = [str(UUID(int=chance.getrandbits(128), version=4)) for _number in range(max(count // 5, 1))]
    records: list[tuple[str, str, dict[str, str | int | bool]]] = [
        ("organisation", id, {"name": words(2, 5)}) for id in organisations
    ]
    for _number in range(count):
        values: dict[str, str | int | bool] = {
            "title": words(5, 14), "summary": f"{words(30, 90)}.", "kind": chance.choice(_KINDS), "status": "completed",
            "start": f"{chance.randint(2015, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "country": chance.choice(_COUNTRIES), "municipality": words(1, 2), "audience": words(3, 8),
            "participants_total": chance.randint(10, 900), "participants_women": 5, "participants_men": 5,
            "results": f"{words(15, 60)}.", "lessons": f"{words(10, 30)}.", "source_id": f"XX-{chance.random()}",
            f"organisations/lead:{chance.choice(organisations)}": True,
            f"organisations/partner:{chance.choice(organisations)}": True,
        }  # fmt: skip
        values.update({f"targets/{code}": "principal" for code in chance.sample(_TARGETS, 3)})
        records.append(("activity", str(UUID(int=chance.getrandbits(128), version=4)), values))
    with workspace.journal.group("import", "benchmark") as group:
        workspace.journal.bulk(group, records)


def _texts(workspace: Workspace, folder: Path, wanted: SummaryOptions) -> list[tuple[str, Style]]:
    """Every text that the activities of the summary set, with its style; of one that was set twice, both."""
    found: list[tuple[str, Style]] = []
    wrap, fit = block.wrap, chips.fit

    def noted_wrap(fonts: object, text: str, style: Style, width: float) -> object:
        found.append((text, style))
        return wrap(fonts, text, style, width)  # pyright: ignore[reportArgumentType]

    def noted_fit(fonts: object, text: str, style: Style, width: float) -> object:
        found.append((text, style))
        return fit(fonts, text, style, width)  # pyright: ignore[reportArgumentType]

    with (
        patch.object(block, "wrap", noted_wrap), patch.object(rows, "wrap_again", noted_wrap),
        patch.object(chips, "fit", noted_fit),
    ):  # fmt: skip
        write_summary(workspace, folder / "again.pdf", wanted)
    return found


def _barely(texts: list[tuple[str, Style]], path: Path) -> float:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    began = time.perf_counter()
    pdfmetrics.registerFont(TTFont("Bare", str(FOLDER / "NotoSans-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Bare-Bold", str(FOLDER / "NotoSans-Bold.ttf")))
    styles = {
        style: ParagraphStyle(
            f"s{at}",
            fontName="Bare-Bold" if style.bold else "Bare",
            fontSize=style.size,
            leading=style.leading,
            textColor=style.colour,
        )
        for at, style in enumerate(dict.fromkeys(style for _text, style in texts))
    }
    story = [Paragraph(re.sub(r"\n", "<br/>", escape(text)), styles[style]) for text, style in texts]
    SimpleDocTemplate(str(path)).build(story)
    return time.perf_counter() - began
