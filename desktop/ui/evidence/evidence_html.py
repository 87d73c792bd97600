"""A page of evidence as the text that the window shows: each number and each record is a link. No widgets here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import quote, unquote

from PySide6.QtGui import QPalette

from desktop.evidence.blocks import Block, Cell, Chains, Names, Numbers, Opens, Paragraph, Points, Rows, Saying, Section
from desktop.evidence.chains import STEPS, Chain
from desktop.evidence.sections import missing_words
from desktop.i18n import _, pgettext
from desktop.ui.style.colours import hairline, mix, muted

_DOT = " · "


def evidence_html(title: str, about: str, sections: Sequence[Section], palette: QPalette) -> str:
    """The whole page in the colours of a palette."""
    return _Html(palette).page(title, about, sections)


def link_of(opens: Opens) -> str:
    """What a link leads to, as its address: `opened_by` reads it."""
    if opens.subject is not None:
        return f"evidence:{opens.subject[0]}:{quote(opens.subject[1], safe='')}"
    return f"record:{quote(opens.id)}" if opens.id else f"list:{opens.type}:{quote(opens.query, safe='')}"


def opened_by(address: str) -> Opens | None:
    """What the address of a link opens; None for none of ours."""
    what, _colon, rest = address.partition(":")
    if what == "record":
        return Opens("", id=unquote(rest))
    first, colon, second = rest.partition(":")
    if what == "evidence" and colon:
        return Opens("evidence", subject=(first, unquote(second)))
    return Opens(first, query=unquote(second)) if what == "list" and colon else None


class _Html:
    def __init__(self, palette: QPalette) -> None:
        words, ground = palette.text().color(), palette.base().color()
        self._quiet = muted(palette).name()
        self._line = hairline(palette).name()
        self._head = mix(words, ground, 0.06).name()

    def page(self, title: str, about: str, sections: Sequence[Section]) -> str:
        """Title, what it is about, and each section."""
        parts = [f"<h1>{escape(title)}</h1>", self._small(about)]
        for section in sections:
            parts.append(f"<h2>{escape(section.title)}</h2>")
            for block in section.blocks:
                parts += self._block(block)
        return "".join(parts)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Paragraph(words, quiet):
                yield self._small(words) if quiet else f"<p>{_lines(words)}</p>"
            case Numbers(rows):
                cells = [
                    [Cell(each.label), Cell(each.value, each.known, each.opens), Cell("", each.definition)] for each in rows
                ]  # fmt: skip
                yield self._table((_("Figure"), _("Number"), _("What it counts")), cells, (22, 14, 64), frozenset((1,)))
            case Rows():
                if block.title:
                    yield f"<h3>{escape(block.title)}</h3>"
                whole = sum(block.widths)
                widths = [round(100 * each / whole) for each in block.widths]
                yield self._table(block.headings, block.rows, widths, block.right)
            case Saying(words, by, opens):
                said = _lines(_("“{words}”").format(words=words))
                yield f"<blockquote><p>{said}<br><small>– {_anchor(by, opens)}</small></p></blockquote>"
            case Chains(chains):
                for number, chain in enumerate(chains, 1):
                    yield self._chain(chain, number)
            case Points(items):
                yield "<ul>"
                for each in items:
                    yield f"<li>{self._cell(each)}</li>"
                yield "</ul>"
            case Names(words, items):
                yield f"<p>{escape(words)} {_DOT.join(_anchor(each.text, each.opens) for each in items)}</p>"

    def _table(
        self, headings: Sequence[str], rows: Sequence[Sequence[Cell]], widths: Sequence[int], right: frozenset[int]
    ) -> str:
        def side(at: int) -> str:
            return ' align="right"' if at in right else ' align="left"'

        head = "".join(
            f'<th{side(at)} width="{width}%" bgcolor="{self._head}"><small>{escape(words)}</small></th>'
            for at, (words, width) in enumerate(zip(headings, widths, strict=True))
        )
        body = "".join(
            "<tr>" + "".join(
                f'<td{side(at)} style="border-bottom: 1px solid {self._line};">{self._cell(cell)}</td>'
                for at, cell in enumerate(row)
            ) + "</tr>"
            for row in rows
        )  # fmt: skip
        return f'<table width="100%" cellspacing="0" cellpadding="5" border="0"><tr>{head}</tr>{body}</table>'

    def _cell(self, cell: Cell) -> str:
        more = f'<small style="color: {self._quiet};">{_lines(cell.more)}</small>' if cell.more else ""
        return "<br>".join(part for part in (_anchor(cell.text, cell.opens), more) if part) or "&nbsp;"

    def _chain(self, chain: Chain, number: int) -> str:
        title = pgettext("number and words", "{number}. {words}").format(number=number, words=chain.title)
        rows: list[str] = []
        for kind, label in STEPS.items():
            if steps := chain.of(kind):
                words = "".join(
                    f"<div>{self._cell(Cell(each.words, each.more, Opens(each.type, each.id)))}</div>" for each in steps
                )
                rows.append(
                    f'<tr><td width="18%"><small style="color: {self._quiet};">{escape(_(label))}</small></td>'
                    f"<td>{words}</td></tr>"
                )
        end = self._small(missing) if (missing := missing_words(chain)) else ""
        table = f'<table width="100%" cellspacing="0" cellpadding="3" border="0">{"".join(rows)}</table>'
        return f"<h3>{escape(title)}</h3>{table}{end}"

    def _small(self, words: str) -> str:
        return f'<p><small style="color: {self._quiet};">{_lines(words)}</small></p>'


def _anchor(words: str, opens: Opens | None) -> str:
    return f'<a href="{escape(link_of(opens))}">{_lines(words)}</a>' if opens is not None and words else _lines(words)


def _lines(words: str) -> str:
    return escape(words).replace("\n", "<br>")
