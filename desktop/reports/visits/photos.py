"""Photos of a visit, two in a row, with their names below."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.i18n import _
from desktop.reports import styles
from desktop.reports.formatting import titled
from desktop.reports.layout.pictures import Picture, load_picture
from desktop.reports.text import clean, fit
from desktop.reports.visits.document_writer import DocumentWriter
from desktop.system.files import is_file
from desktop.workspace import Record, Workspace

MOST_PHOTOS = 24
"""In one paper; a note that is longer to load than to read helps nobody."""
_GAP = 14.0
_HIGHEST = 190.0


def draw_photos(writer: DocumentWriter, workspace: Workspace, records: Sequence[Record]) -> None:
    """The pictures among the attachments of some records; what is no picture, or is not here yet, is passed over."""
    found: list[tuple[Picture, str]] = []
    for sha256, name in {key: name for each in records for key, name in each.members("attachments").items()}.items():
        path = workspace.attachments.path(sha256)
        if len(found) < MOST_PHOTOS and is_file(path) and (picture := load_picture(path)) is not None:
            found.append((picture, str(name or "")))
    if not found:
        return
    writer.chapter(_("Photos"), _HIGHEST)
    flow, fonts = writer.flow, writer.document.fonts
    width = (flow.sheet.text_width - _GAP) / 2
    for start in range(0, len(found), 2):
        pair = found[start : start + 2]
        sizes = [_size(picture, width) for picture, _name in pair]
        height = max(high for _wide, high in sizes)
        flow.ensure_height(height + styles.NOTE.leading + 8)
        for at, ((picture, name), (wide, high)) in enumerate(zip(pair, sizes, strict=True)):
            x = flow.sheet.left + at * (width + _GAP)
            title = clean(name.rpartition(".")[0] or name) or _("Photo")
            box = (x, flow.y - high, x + wide, flow.y)
            with writer.structure.figure(titled(_("Photo"), title) if title != _("Photo") else title, box):
                flow.page.picture(writer.document.add_picture(picture), x, flow.y - high, wide, high)
                with writer.structure.element("Caption"):
                    line = fit(fonts, title, styles.NOTE, width)
                    flow.page.text(line, x, flow.y - height - styles.NOTE.leading + 1)
        flow.y -= height + styles.NOTE.leading + 8


def _size(picture: Picture, width: float) -> tuple[float, float]:
    """Width and height on the paper, in points."""
    scale = min(width / picture.width, _HIGHEST / picture.height)
    return picture.width * scale, picture.height * scale
