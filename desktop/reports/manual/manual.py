# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""The manual: all topics of the help in their order, with contents, pictures and links, as a tagged PDF.

It is set with ReportLab's own paragraphs: words of each topic are ours, in Latin letters, and need no other fonts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab.platypus as _platypus
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from desktop import NAME, VERSION
from desktop.errors import Cancelled
from desktop.help_texts import TOPICS, help_text, help_title, picture_path
from desktop.i18n import _, current_language, pgettext, speaking
from desktop.reports import styles
from desktop.reports.layout import PAGE_SIZES
from desktop.reports.layout.document import COLOURS, save_pdf
from desktop.reports.manual.help_blocks import Block, ItemList, Paragraph, Picture, help_blocks
from desktop.reports.manual.help_blocks import Heading as HeadingBlock
from desktop.reports.tagged_pdf import Element, Metadata
from desktop.reports.tagged_pdf.canvas import TaggedCanvas
from desktop.reports.tagged_pdf.flowables import Figure, Heading, ListItem, TaggedParagraph, bulleted_list
from desktop.reports.text.font_book import FOLDER
from desktop.values.dates import format_date
from desktop.values.numbers import format_number

_platypus_: Any = _platypus
_FONT, _BOLD = "Manual", "Manual-Bold"
_MARGIN, _TOP, _BOTTOM = 64.0, 62.0, 58.0
_PICTURE_HEIGHT = 260.0
"""Points that a picture is high at most: two of them and some words stand on a page."""
_LARGEST = 0.5
"""Points for a pixel: a small window is shown smaller than a large one."""
_SMALLEST_SHARE = 0.62
"""Of its size, to which a picture is made smaller to stay on the page of its words."""
_CAPTION_GAP = 3.0
_CODE_GROUND = "#EEF2F4"
_ROOM_FOR_TOPIC = 150.0
"""A topic does not begin at the foot of a page, with less than this."""


@dataclass(frozen=True, kw_only=True)
class ManualOptions:
    """What a person wants to have."""

    language: str = "en"
    page_size: str = "A4"


def write_manual(target: Path, wanted: ManualOptions, *, cancelled: Callable[[], bool] | None = None) -> int:
    """Write the manual to `target`, in place of what had its name; returns how many pages it has.

    Raises UserFacingError where the file cannot be written, Cancelled where `cancelled()` says so; either way nothing is
    left behind.
    """

    def check() -> None:
        if cancelled is not None and cancelled():
            raise Cancelled

    with speaking(wanted.language):
        _register_fonts()
        # The pages of the topics and how many there are, which the contents and each foot name, are known after once.
        first = _Manual(wanted, check, {}, 0)
        first.build()
        manual = _Manual(wanted, check, first.pages, first.count)
        data = manual.build()
        check()
        save_pdf(data, target)
    return manual.count


@cache
def _register_fonts() -> None:
    for name, file in ((_FONT, "NotoSans-Regular.ttf"), (_BOLD, "NotoSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
    pdfmetrics.registerFontFamily(_FONT, normal=_FONT, bold=_BOLD, italic=_FONT, boldItalic=_BOLD)


class _Manual:
    """The manual while it is written; `pages` are those of the topics, as far as they are known."""

    def __init__(self, wanted: ManualOptions, check: Callable[[], object], pages: dict[str, int], of: int) -> None:
        self._check = check
        self._known, self._of = pages, of
        self._sheet = PAGE_SIZES[wanted.page_size]
        self._language = current_language()
        self._title = _("The manual of {name}").format(name=NAME)
        self.pages: dict[str, int] = {}
        self.count = 0
        self._room = self._sheet.width - 2 * _MARGIN
        text = ParagraphStyle(
            "text", fontName=_FONT, fontSize=10, leading=15, spaceBefore=5, spaceAfter=6, textColor=HexColor(styles.INK),
            bulletFontName=_FONT, bulletFontSize=10,
        )  # fmt: skip
        heading = partial(ParagraphStyle, parent=text, fontName=_BOLD, keepWithNext=1)
        self._text = text
        self._item = ParagraphStyle("item", text, leftIndent=18, bulletIndent=4, spaceBefore=0, spaceAfter=3)
        self._inner = ParagraphStyle("inner", self._item, leftIndent=34, bulletIndent=22)
        self._grey = ParagraphStyle("grey", text, textColor=HexColor(styles.GREY))
        self._caption = ParagraphStyle("caption", self._grey, fontSize=8.5, leading=12)
        self._headings = (
            heading("title", fontSize=30, leading=38, spaceBefore=24, spaceAfter=6),
            heading("topic", fontSize=19, leading=25, spaceBefore=24, spaceAfter=8, textColor=HexColor(styles.ACCENT)),
            heading("part", fontSize=12, leading=17, spaceBefore=10, spaceAfter=4),
        )

    def build(self) -> bytes:
        """The file."""
        about = Metadata(
            self._title, NAME, _("All topics of the help"), self._language, f"{NAME} {VERSION}",
            f"{NAME} {VERSION} (ReportLab)",
        )  # fmt: skip
        made = BytesIO()
        template = _platypus_.BaseDocTemplate(made, pagesize=(self._sheet.width, self._sheet.height))
        height = self._sheet.height - _TOP - _BOTTOM
        frame = _platypus_.Frame(_MARGIN, _BOTTOM, self._room, height, 0, 0, 0, 0)
        template.addPageTemplates(_platypus_.PageTemplate("page", [frame], onPage=self._draw_edges))
        maker = partial(TaggedCanvas, about=about, initialFontName=_FONT, profile=COLOURS.read_bytes())
        template.build([*self._front(), *self._topics()], canvasmaker=maker)
        return made.getvalue()

    def _draw_edges(self, canvas: Any, _template: object) -> None:
        """The head and foot of a page, which are no part of the text; the first page has none."""
        self._check()
        self.count = number = canvas.getPageNumber()
        if number == 1:
            canvas.setCatalogEntry("PageMode", "/UseOutlines")
            return
        place = _("Page {page} of {pages}").format(page=format_number(number), pages=format_number(self._of))
        right = self._sheet.width - _MARGIN
        canvas.saveState()
        canvas.setFont(_FONT, 8)
        canvas.setFillColor(HexColor(styles.GREY))
        with canvas.artifact("Pagination", "Header"):
            canvas.drawString(_MARGIN, self._sheet.height - 38, self._title)
        with canvas.artifact("Pagination", "Footer"):
            canvas.drawRightString(right, 32, place)
        canvas.restoreState()

    def _front(self) -> Iterator[Any]:
        """The title and the contents."""
        yield Heading(escape(self._title), self._headings[0])
        edition = _("Version {version}, {date}").format(version=VERSION, date=format_date(date.today().isoformat()))
        yield TaggedParagraph(escape(edition), self._grey)
        yield TaggedParagraph(
            escape(_("The same texts stand in the program: press F1 where you need them.")), self._text
        )
        yield Heading(escape(_("Contents")), self._headings[2], level=2)
        contents = Element("TOC")
        for topic in TOPICS:
            yield _ContentsLine(contents, topic, help_title(topic), self._known.get(topic, 0), self._text)
        yield _platypus_.PageBreak()

    def _topics(self) -> Iterator[Any]:
        for at, topic in enumerate(TOPICS):
            if at:
                yield _platypus_.CondPageBreak(_ROOM_FOR_TOPIC)
            for block in help_blocks(help_text(topic, self._language)):
                yield from self._flowables(topic, block)

    def _flowables(self, topic: str, block: Block) -> Iterator[Any]:
        match block:
            case HeadingBlock(1, text):
                yield _TopicHeading(topic, text, self._headings[1], self.pages)
            case HeadingBlock(_level, text):
                yield Heading(markup(text), self._headings[2], level=3)
            case Paragraph(text):
                made = TaggedParagraph(markup(text), self._text)
                made.keepWithNext = text.endswith(":")
                yield made
            case ItemList():
                yield from self._list(block)
            case Picture(name, alternative, caption):
                drawn = _platypus_.Image(str(picture_path(name, self._language)))
                scale = min(self._room / drawn.imageWidth, _PICTURE_HEIGHT / drawn.imageHeight, _LARGEST)
                drawn.drawWidth, drawn.drawHeight = drawn.imageWidth * scale, drawn.imageHeight * scale
                drawn.hAlign = "LEFT"
                yield _PictureWithCaption(drawn, alternative, TaggedParagraph(markup(caption), self._caption))

    def _list(self, block: ItemList, under: ListItem | None = None) -> Iterator[Any]:
        texts = [markup(item.text) for item in block.items]
        style = self._item if under is None else self._inner
        made = bulleted_list(texts, style, bullet="1." if block.numbered else "•", under=under)
        for item, flowable in zip(block.items, made, strict=True):
            flowable.keepWithNext = under is None and flowable in (made[0], made[-2]) and len(made) > 1
            yield flowable
            if item.inner is not None:
                yield from self._list(item.inner, flowable)


class _TopicHeading(Heading):
    """The title of a topic: where links, contents and bookmarks lead to."""

    def __init__(self, topic: str, text: str, style: Any, pages: dict[str, int]) -> None:
        super().__init__(f'<a name="{topic}"/>{markup(text)}', style, level=2)
        self._topic, self._words, self._pages = topic, text, pages

    def draw(self) -> None:
        """Draw it, and remember the page."""
        canvas = self.canv
        self._pages[self._topic] = canvas.getPageNumber()
        canvas.addOutlineEntry(self._words, self._topic, 0)
        super().draw()


class _PictureWithCaption(_platypus_.Flowable):
    """A picture and what stands below it, on one page: somewhat smaller where that keeps it on this one."""

    def __init__(self, drawn: Any, alternative: str, caption: TaggedParagraph) -> None:
        super().__init__()
        self._drawn, self._figure, self._caption = drawn, Figure(drawn, alternative), caption
        self._whole = drawn.drawWidth, drawn.drawHeight
        self.spaceBefore, self.spaceAfter = 6, 12

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Its size."""
        below = self._caption.wrapOn(self.canv, availWidth, availHeight)[1] + _CAPTION_GAP
        share = min(1, (availHeight - below) / self._whole[1])
        share = share if share >= _SMALLEST_SHARE else 1
        self._drawn.drawWidth, self._drawn.drawHeight = (share * each for each in self._whole)
        self._figure.wrapOn(self.canv, availWidth, availHeight)
        self.width, self.height = availWidth, self._drawn.drawHeight + below
        return self.width, self.height

    def draw(self) -> None:
        """Draw both."""
        self._figure.drawOn(self.canv, 0, self.height - self._drawn.drawHeight)
        self._caption.drawOn(self.canv, 0, 0)


class _ContentsLine(_platypus_.Flowable):
    """A topic and its page, with dots between them; all of it is a link."""

    def __init__(self, contents: Element, topic: str, title: str, page: int, style: Any) -> None:
        super().__init__()
        self._contents, self._topic, self._title, self._page, self._style = contents, topic, title, page, style

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Its size."""
        self.width, self.height = availWidth, self._style.leading + 5
        return self.width, self.height

    def draw(self) -> None:
        """Draw it as a line of the contents."""
        canvas, style = self.canv, self._style
        tree, base = canvas.structure, 5.0
        if not self._contents.kids:
            tree.add(tree.current, self._contents)
        number = format_number(self._page)
        end = self.width - canvas.stringWidth(number, style.fontName, style.fontSize)
        begin = canvas.stringWidth(f"{self._title}  ", style.fontName, style.fontSize)
        canvas.setFont(style.fontName, style.fontSize)
        canvas.setFillColor(style.textColor)
        with canvas.inside(self._contents), canvas.element("TOCI"), canvas.element("Reference"), canvas.element("Link"):
            canvas.drawString(0, base, f"{self._title} ")
            canvas.drawString(end, base, number)
            words = f"{self._title}, {number}"
            canvas.linkRect(words, self._topic, (0, 0, self.width, self.height), relative=1)
        canvas.setStrokeColor(HexColor(styles.FAINT))
        canvas.setDash(0.8, 2.5)
        canvas.line(begin, base + 1, end - 6, base + 1)


def markup(text: str) -> str:
    """Words of the help as ReportLab's paragraphs take them: emphasis, code, and links to other topics."""
    text = text.replace("\u202f", "\u00a0")  # ReportLab breaks lines at the narrow one
    text = text.replace("\u2212", "–")  # a minus that our font does not have
    text = re.sub(r"`([^`]+)`", rf'<span backColor="{_CODE_GROUND}">\1</span>', escape(text))
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    quoted = pgettext("words of a text, as an example", "“{words}”").format(words=r"\1")
    text = re.sub(r"(?<!\w)\*(\S.*?)\*", quoted, text)
    colour = styles.LINK.colour
    return re.sub(r"\[([^\]]+)\]\(([\w-]+)\)", rf'<a href="#\2" color="{colour}">\1</a>', text)
