"""The summary PDF, against ReportLab alone setting the same text: its paragraphs, its own font file, nothing else."""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID
from xml.sax.saxutils import escape

from desktop.catalogue.report_templates import find_report_template
from desktop.reports import SummaryOptions, activity_groups, write_summary
from desktop.reports.activity_block import ActivityContext
from desktop.reports.layout import Flow
from desktop.reports.templates import TemplateReportOptions, write_template_report
from desktop.reports.text import FontBook, Line, Style, line_breaking
from desktop.reports.text.font_book import FOLDER
from desktop.workspace import Record, Workspace
from tests.reports.read_pdf import Pdf as ReadPdf

LIMIT = 0.5
ANNUAL_LIMIT = 2.0
_SAME = 0.85
"""Of the words of a summary are those of its activities, at least."""
_WORDS = (  # noqa: SIM905 - a list would be three times as long
    "water flood school early warning resilient city training leaders data risk plan river coast hospital youth women"
    " network exchange report budget storm drought map shelter roof inondation école ville alerta temprana ciudad agua"
).split()
_KINDS = ("training", "webinar", "project", "field_visit", "mooc", "peer_event")
_COUNTRIES = ("SL", "KE", "PE", "FR", "ID", "MX", "ZA")
_TARGETS = ("SDG:11.5", "SDG:13.1", "SDG:1.5", "SDG:4.7", "SDG:17.16", "SFDRR:E", "SFDRR:G")


@dataclass(frozen=True)
class Pdf:
    """Seconds of this process for one summary, read from its workspace and saved, and for ReportLab given the text."""

    count: int
    pages: int
    ours: float
    bare: float
    words: tuple[int, int]
    """How many words each of the files shows."""
    annual: float
    """Seconds for the annual report of the same activities, with maps, charts and tables besides their text."""

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
        began = time.process_time()
        made = write_summary(workspace, folder / "ours.pdf", wanted)
        ours = time.process_time() - began
        texts = _texts(workspace, folder, wanted)
        template = replace(find_report_template(workspace, "annual"), period="")
        began = time.process_time()
        write_template_report(workspace, folder / "annual.pdf", TemplateReportOptions(template=template))
        annual = time.process_time() - began
    finally:
        workspace.close()
    bare = _barely(texts, folder / "bare.pdf")
    return Pdf(count, made.pages, ours, bare, _same_words(folder), annual)


def _same_words(folder: Path) -> tuple[int, int]:
    """How many words each file shows. Ours has contents, figures and running heads besides, but nothing may lack here."""
    shown, set_barely = (_words_of(folder / name) for name in ("ours.pdf", "bare.pdf"))
    if set_barely - shown or set_barely.total() < _SAME * shown.total():
        raise ValueError(f"not the same text: {shown.total()} words and {set_barely.total()}")
    return shown.total(), set_barely.total()


def _words_of(path: Path) -> Counter[str]:
    with ReadPdf(path) as pdf:
        return Counter(pdf.whole_text().split())


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
    """Every text that the activities of the summary show, with its style; of an activity that was set twice, once.

    The functions that break lines are replaced in each module that has them, so that no text is set by us alone.
    """
    by_activity: dict[str, list[tuple[str, Style]]] = {}
    now: list[tuple[str, Style]] = []
    draw = activity_groups.draw_activity

    def draw_noted(flow: Flow, record: Record, around: ActivityContext, key: str) -> None:
        now.clear()
        draw(flow, record, around, key)
        by_activity[key] = list(now)

    def noted(breaking: Callable[..., Any]) -> Callable[..., Any]:
        def call(fonts: FontBook, text: str, style: Style, width: float) -> object:
            made = breaking(fonts, text, style, width)
            shown = made.text if isinstance(made, Line) else text  # one line is what it was cut to
            if shown.strip():
                now.append((shown, style))
            return made

        return call

    with ExitStack() as patches:
        patches.enter_context(patch.object(activity_groups, "draw_activity", draw_noted))
        for name in ("wrap", "wrap_again", "fit"):
            breaking = getattr(line_breaking, name)
            for module in [each for key, each in sys.modules.items() if key.startswith("desktop.reports")]:
                if module is not line_breaking and getattr(module, name, None) is breaking:
                    patches.enter_context(patch.object(module, name, noted(breaking)))
        write_summary(workspace, folder / "again.pdf", wanted)
    return [each for texts in by_activity.values() for each in texts]


def _barely(texts: list[tuple[str, Style]], path: Path) -> float:
    import reportlab.pdfbase.pdfmetrics as pdfmetrics
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    began = time.process_time()
    register: Any = pdfmetrics.registerFont  # pyright: ignore[reportUnknownMemberType] - it has no types
    register(TTFont("Bare", str(FOLDER / "NotoSans-Regular.ttf")))
    register(TTFont("Bare-Bold", str(FOLDER / "NotoSans-Bold.ttf")))
    styles = {
        style: ParagraphStyle(
            f"s{at}",
            fontName="Bare-Bold" if style.bold else "Bare",
            fontSize=style.size,
            leading=style.leading,
            textColor=HexColor(style.colour),
        )
        for at, style in enumerate(dict.fromkeys(style for _text, style in texts))
    }
    story: list[Any] = [Paragraph(re.sub(r"\n", "<br/>", escape(text)), styles[style]) for text, style in texts]
    SimpleDocTemplate(str(path)).build(story)
    return time.process_time() - began
