"""Sums in exact decimals, rates with their date, and what is no amount."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.visits.budget import Amounts, read_budget
from tests.visits.build_visits import record, visit


def test_by_payer_and_currency_and_in_one() -> None:
    budget = read_budget(
        visit(
            record("budget_line", "a", what="Bus", payer="UCLG", planned="100.10", spent="90.05"),
            record("budget_line", "b", what="Rooms", payer="Durban", currency="ZAR", planned="2000", rate="0.0501",
                   rate_date="2026-01-02"),
            record("budget_line", "c", what="Taxi", payer="UCLG", currency="EUR", spent="0.20"),
            record("budget_line", "d", what="Visa", payer="UCLG", currency="USD", planned="50"),
            record("budget_line", "e", what="Old", planned="9" * 30, rate="0"),
            currency="EUR",
        )
    )  # fmt: skip
    assert budget.by_payer == {
        ("", "EUR"): Amounts(), ("Durban", "ZAR"): Amounts(Decimal(2000)),
        ("UCLG", "EUR"): Amounts(Decimal("100.10"), Decimal("90.25")),
        ("UCLG", "USD"): Amounts(Decimal(50)),
    }  # fmt: skip
    assert budget.total == Amounts(Decimal("200.30"), Decimal("90.25")) and budget.total.left == Decimal("110.05")
    assert budget.without_rate == ("d",) and budget.lines[4].unreadable_fields == ("planned", "rate")
    assert budget.lines[1].rate_date == "2026-01-02"


def test_the_currency_of_a_budget_that_names_none() -> None:
    same = visit(record("budget_line", currency="KES", planned="5"), record("budget_line", currency="KES", planned="6"))
    assert read_budget(same).currency == "KES" and read_budget(same).total.planned == 11
    mixed = read_budget(
        visit(record("budget_line", currency="KES", planned="5"), record("budget_line", currency="EUR", spent="6"))
    )
    assert mixed.currency == "" and len(mixed.without_rate) == 2 and mixed.total == Amounts()
    assert read_budget(visit()).lines == ()


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=20))
def test_no_cent_is_lost(amounts: list[Decimal]) -> None:
    made = [record("budget_line", planned=str(amount), currency="EUR") for amount in amounts]
    assert read_budget(visit(*made, currency="EUR")).total.planned == sum(amounts, Decimal(0))
