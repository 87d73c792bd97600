"""The budget of a visit as a statement: planned beside spent, by payer and currency, in decimal arithmetic."""

from __future__ import annotations

from decimal import Decimal

from desktop.i18n import _, ngettext
from desktop.reports.layout import Cell, Column, Page
from desktop.reports.visits.document_writer import DocumentWriter
from desktop.reports.visits.visit_data import code_label
from desktop.values.dates import format_date
from desktop.values.numbers import format_amount
from desktop.visits import read_budget
from desktop.visits.budget import Amounts, Budget, BudgetLine

_SUMS = (2, True)


def draw_budget(writer: DocumentWriter) -> list[Page]:
    """Every line, then what each payer bears in each currency, then all of it in the currency of the visit."""
    writer.title_block()
    budget = read_budget(writer.visit_data.whole)
    if not budget.lines:
        writer.chapter(_("Budget"))
        writer.placeholder(_("No budget line is written yet."))
        return writer.close()
    columns = [
        Column(_("What for"), 5, names_row=True), Column(_("Payer"), 2.4), Column(_("Currency"), 1.3),
        Column(_("Planned"), *_SUMS), Column(_("Spent"), *_SUMS),
    ]  # fmt: skip
    rows = [
        (
            Cell(line.what, more="\n".join(each for each in (kind, _rate(line, budget)) if each)), line.payer,
            line.currency, *(format_amount(each) if name not in empty else "" for name, each in _amounts(line)),
        )
        for line, kind, empty in _lines(writer, budget)
    ]  # fmt: skip
    writer.table_chapter(_("Budget"), columns, rows)
    _draw_payers(writer, budget)
    _draw_total(writer, budget)
    return writer.close()


def _lines(writer: DocumentWriter, budget: Budget) -> list[tuple[BudgetLine, str, set[str]]]:
    """(line, its kind in words, the amounts that are not written)."""
    records = writer.visit_data.of("budget_line")
    return [
        (line, code_label(record, "kind"), {name for name in ("planned", "spent") if not record.values.get(name)})
        for line, record in zip(budget.lines, records, strict=True)
    ]


def _amounts(line: BudgetLine) -> tuple[tuple[str, Decimal], tuple[str, Decimal]]:
    return ("planned", line.planned), ("spent", line.spent)


def _rate(line: BudgetLine, budget: Budget) -> str:
    if line.rate is None or not budget.currency or line.currency == budget.currency:
        return ""
    said = _("1 {currency} = {rate} {own}").format(
        currency=line.currency, rate=format_amount(line.rate, exact=True), own=budget.currency
    )
    day = format_date(line.rate_date)
    return _("{rate}, on {date}").format(rate=said, date=day) if day else said


def _amount_cells(sum: Amounts) -> tuple[str, str, str]:
    return format_amount(sum.planned), format_amount(sum.spent), format_amount(sum.left)


def _draw_payers(writer: DocumentWriter, budget: Budget) -> None:
    columns = [
        Column(_("Payer"), 4, names_row=True), Column(_("Currency"), 1.6), Column(_("Planned"), *_SUMS),
        Column(_("Spent"), *_SUMS), Column(_("Left"), *_SUMS),
    ]  # fmt: skip
    rows = [
        (payer or _("Not given"), currency, *_amount_cells(sum)) for (payer, currency), sum in budget.by_payer.items()
    ]
    writer.table_chapter(_("By payer and currency"), columns, rows)


def _draw_total(writer: DocumentWriter, budget: Budget) -> None:
    """All lines in the currency of the visit; what has no rate is named, never guessed."""
    if not budget.currency:
        return
    columns = [Column(_("Planned"), *_SUMS), Column(_("Spent"), *_SUMS), Column(_("Left"), *_SUMS)]
    rows = [[Cell(each, bold=True) for each in _amount_cells(budget.total)]]
    writer.table_chapter(_("Total in {currency}").format(currency=budget.currency), columns, rows)
    if without := len(budget.without_rate):
        writer.text(
            ngettext(
                "One line is not in this total, as it has no rate.",
                "{count} lines are not in this total, as they have no rate.",
                without,
            ).format(count=without),
            grey=True,
        )  # fmt: skip
