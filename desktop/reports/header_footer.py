"""What stands over and under the text of a page."""

from __future__ import annotations

from desktop.i18n import _
from desktop.reports import styles
from desktop.reports.layout import Document, Page
from desktop.reports.text import fit
from desktop.values.numbers import format_number


def draw_header_and_footer(
    document: Document, page: Page, over: Page, number: int, pages: int, *, left: str = ""
) -> None:
    """The running head and the page number, drawn into `over`. At the left stands the title, or `left`."""
    sheet, fonts, structure = page.sheet, document.fonts, document.structure
    with structure.artifact("Pagination", "Header"):
        head = sheet.height - sheet.top * 0.58
        title = left or document.metadata.title
        once = title == page.heading  # where the title is the only heading, it does not stand at both ends
        said = fit(fonts, title, styles.HEAD, sheet.text_width * (1 if once else 0.4))
        over.text(said, sheet.left, head)
        if not once:
            heading = fit(fonts, page.heading, styles.HEAD, sheet.text_width - said.width - 20)
            over.text_right(heading, sheet.left + sheet.text_width, head)
        over.horizontal_line(sheet.left, head - 6, sheet.text_width, styles.FAINT, 0.5)
    with structure.artifact("Pagination", "Footer"):
        base = sheet.bottom * 0.58
        author = fit(fonts, document.metadata.author, styles.HEAD, sheet.text_width * 0.6)
        over.text(author, sheet.left, base)
        place = _("Page {page} of {pages}").format(page=format_number(number), pages=format_number(pages))
        over.text_right(
            fit(fonts, place, styles.HEAD, sheet.text_width * 0.4), sheet.left + sheet.text_width, base
        )  # fmt: skip
