"""What a visit costs: planned and spent by payer and currency, in exact decimals; in one currency by rates that a person
typed, with their date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from desktop.values.numbers import read_decimal
from desktop.visits.field_values import Values, text_of
from desktop.visits.visit import Visit
from desktop.vocabularies import fold

_CENT = Decimal("0.01")
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Amounts:
    """Planned and spent."""

    planned: Decimal = _ZERO
    spent: Decimal = _ZERO

    def plus(self, planned: Decimal, spent: Decimal) -> Amounts:
        """This and more."""
        return Amounts(self.planned + planned, self.spent + spent)

    @property
    def left(self) -> Decimal:
        """What is planned and not spent; below 0 where more was spent."""
        return self.planned - self.spent


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """One budget line as it is counted. `rate` is None where none is needed or none can be used."""

    id: str
    what: str
    payer: str
    currency: str
    planned: Decimal
    spent: Decimal
    rate: Decimal | None
    rate_date: str
    converted: Amounts | None  # in the currency of the budget, to the cent; None without a rate
    unreadable_fields: tuple[str, ...] = ()  # fields whose text is no amount


@dataclass(frozen=True)
class Budget:
    """A budget. `currency` is that of the visit, or the one that all lines have; "" where that is open."""

    currency: str
    lines: tuple[BudgetLine, ...]
    by_payer: Mapping[tuple[str, str], Amounts] = field(
        default_factory=dict[tuple[str, str], Amounts]
    )  # payer, currency
    by_currency: Mapping[str, Amounts] = field(default_factory=dict[str, Amounts])
    total: Amounts = field(default_factory=Amounts)  # in the currency of the budget, of all lines that have a rate
    without_rate: tuple[str, ...] = ()  # ids of the lines that the total leaves out


def read_budget(visit: Visit) -> Budget:
    """The budget of a visit."""
    used = {text_of(each.values, "currency") for each in visit.budget_lines} - {""}
    base = text_of(visit.values, "currency") or (used.pop() if len(used) == 1 else "")
    lines = tuple(_line(each.id, each.title, each.values, base) for each in visit.budget_lines)
    payers: dict[tuple[str, str], Amounts] = {}
    currencies: dict[str, Amounts] = {}
    total = Amounts()
    for line in lines:
        key = (line.payer, line.currency)
        payers[key] = payers.get(key, Amounts()).plus(line.planned, line.spent)
        currencies[line.currency] = currencies.get(line.currency, Amounts()).plus(line.planned, line.spent)
        if line.converted is not None:
            total = total.plus(line.converted.planned, line.converted.spent)
    left_out = tuple(line.id for line in lines if line.converted is None and (line.planned or line.spent))
    by_payer = dict(sorted(payers.items(), key=lambda each: (fold(each[0][0]), each[0])))
    return Budget(base, lines, by_payer, dict(sorted(currencies.items())), total, left_out)


def _line(id: str, what: str, values: Values, base: str) -> BudgetLine:
    currency = text_of(values, "currency") or base
    amounts = {name: read_decimal(text_of(values, name)) for name in ("planned", "spent", "rate")}
    unread = [name for name, amount in amounts.items() if amount is None and text_of(values, name)]
    planned, spent = amounts["planned"] or _ZERO, amounts["spent"] or _ZERO
    rate = amounts["rate"]
    if rate is not None and rate <= 0:
        unread.append("rate")
        rate = None
    factor = Decimal(1) if currency == base and base else rate
    converted = None
    if base and factor is not None:
        converted = Amounts(_round_to_cents(planned * factor), _round_to_cents(spent * factor))
    return BudgetLine(
        id, what, text_of(values, "payer"), currency, planned, spent, rate, text_of(values, "rate_date"), converted,
        tuple(unread),
    )  # fmt: skip


def _round_to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(_CENT, ROUND_HALF_UP)
