"""The budget of a visit as a statement: planned beside spent, by payer and currency, in decimal arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.reports.figures import text_of
from desktop.reports.paper import Cell, Column, Page
from desktop.reports.visits.dossier import code_label
from desktop.reports.visits.writing import Writing
from desktop.reports.wording import say_amount, say_date
from desktop.words import _, ngettext
from desktop.workspace import Record
from desktop.workspace.moments import read_decimal

_CENT = Decimal("0.01")


@dataclass
class Sums:
    """Planned and spent."""

    planned: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)

    def add(self, line: Record, rate: Decimal = Decimal(1)) -> None:
        """One line more, at this rate."""
        self.planned += (amount(line, "planned") or Decimal(0)) * rate
        self.spent += (amount(line, "spent") or Decimal(0)) * rate


def amount(line: Record, name: str) -> Decimal | None:
    """A decimal of a line; None where it is not given."""
    return read_decimal(text_of(line, name))


def draw_budget(writing: Writing) -> list[Page]:
    """Every line, then what each payer bears in each currency, then all of it in the currency of the visit."""
    dossier = writing.dossier
    writing.opening()
    lines = dossier.of("budget_line")
    writing.chapter(_("Budget"))
    if not lines:
        writing.nothing(_("No budget line is written yet."))
        return writing.close()
    own = text_of(dossier.visit, "currency")
    table = writing.table(
        Column(_("What for"), 4.4), Column(_("Payer"), 2.4), Column(_("Currency"), 1.4), Column(_("Planned"), 2, True),
        Column(_("Spent"), 2, True),
    )  # fmt: skip
    for line in lines:
        table.row(
            Cell(line.title, more="\n".join(each for each in (code_label(line, "kind"), _rate(line, own)) if each)),
            text_of(line, "payer"),
            _currency(line, own),
            _said(amount(line, "planned")),
            _said(amount(line, "spent")),
        )
    _draw_payers(writing, lines, own)
    _draw_total(writing, lines, own)
    return writing.close()


def _currency(line: Record, own: str) -> str:
    return text_of(line, "currency") or own


def _said(value: Decimal | None) -> str:
    return say_amount(value) if value is not None else ""


def _rate(line: Record, own: str) -> str:
    rate, currency = amount(line, "rate"), text_of(line, "currency")
    if rate is None or not own or currency in ("", own):
        return ""
    said = _("1 {currency} = {rate} {own}").format(currency=currency, rate=say_amount(rate, exact=True), own=own)
    day = say_date(text_of(line, "rate_date"))
    return _("{rate}, on {date}").format(rate=said, date=day) if day else said


def _draw_payers(writing: Writing, lines: Sequence[Record], own: str) -> None:
    sums: dict[tuple[str, str], Sums] = {}
    for line in lines:
        sums.setdefault((text_of(line, "payer"), _currency(line, own)), Sums()).add(line)
    writing.chapter(_("By payer and currency"))
    table = writing.table(
        Column(_("Payer"), 4), Column(_("Currency"), 1.6), Column(_("Planned"), 2, True), Column(_("Spent"), 2, True),
        Column(_("Left"), 2, True),
    )  # fmt: skip
    for (payer, currency), each in sorted(sums.items()):
        left = each.planned - each.spent
        table.row(payer or _("Not said"), currency, _said(each.planned), _said(each.spent), _said(left))


def _draw_total(writing: Writing, lines: Sequence[Record], own: str) -> None:
    """All lines in the currency of the visit; what has no rate is named, never guessed."""
    if not own:
        return
    total, without = Sums(), 0
    for line in lines:
        foreign = _currency(line, own) != own
        rate = amount(line, "rate") if foreign else Decimal(1)
        if rate is None:
            without += 1
        else:
            total.add(line, rate)
    writing.chapter(_("In all, in {currency}").format(currency=own))
    table = writing.table(Column(_("Planned"), 2, True), Column(_("Spent"), 2, True), Column(_("Left"), 2, True))
    figures = (total.planned, total.spent, total.planned - total.spent)
    table.row(*(Cell(_said(each.quantize(_CENT)), bold=True) for each in figures))
    if without:
        writing.text(
            ngettext(
                "One line is not in it, as it has no rate.",
                "{count} lines are not in it, as they have no rate.",
                without,
            ).format(count=without),
            grey=True,
        )  # fmt: skip
