"""Numbers of days, amounts, moments and local times as a person types them."""

from __future__ import annotations

import pytest

from desktop.errors import UserFacingError
from desktop.i18n import set_language
from desktop.workspace import RECORD_TYPES, Field, FieldKind, Value


def _field(name: str) -> Field:
    type, field = name.split(".")
    return RECORD_TYPES[type].by_name[field]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("task.due_days", "-14", -14), ("task.due_days", "−14", -14), ("task.due_days", "30", 30),
        ("session.at", "2 14:30", "2 14:30"), ("session.at", "-1", "-1"), ("session.at", "007 09:00", "7 09:00"),
        ("participant.arrival", "2026-05-03 18:30", "2026-05-03T18:30"), ("participant.arrival", "2026-05-03", "2026-05-03"),
        ("participant.arrival", "3/5/2026, 6:30 PM", "2026-05-03T18:30"), ("session.at", "day 2, 2:30 PM", "2 14:30"),
        ("budget_line.planned", "-0.50", "-0.50"), ("budget_line.planned", "0", "0"), ("budget_line.rate", "0.01", "0.01"),
        ("budget_line.rate", "", None), ("budget_line.planned", "1 234,50", "1234.50"),
    ],
)  # fmt: skip
def test_what_is_read(name: str, text: str, value: Value) -> None:
    assert _field(name).parse(text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("task.due_days", "1.5"), ("task.due_days", "999999"), ("task.due_days", "soon"), ("session.at", "14:30"),
        ("session.at", "2 24:30"), ("participant.arrival", "2026-05"), ("participant.arrival", "2026-05-03 25:00"),
        ("budget_line.planned", "9" * 30), ("budget_line.planned", "1,234"), ("budget_line.rate", "0"),
        ("budget_line.rate", "-2"),
    ],
)  # fmt: skip
def test_what_is_refused_with_a_sentence(name: str, text: str) -> None:
    with pytest.raises(UserFacingError) as caught:
        _field(name).parse(text)
    assert caught.value.what.endswith(".") and text in caught.value.what


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [("en", "1234.5", "1234.5"), ("fr", "1234.5", "1234,5"), ("es", "-0.25", "-0,25"), ("fr", "80", "80")],
)
def test_an_amount_is_edited_with_the_decimal_sign_of_the_language(language: str, value: str, shown: str) -> None:
    field = Field(name="cost", kind=FieldKind.DECIMAL, label="Cost")
    set_language(language)
    assert field.rules.edit_text(field, value) == shown
    assert field.parse(shown) == value


@pytest.mark.parametrize("value", ["7.500", "1.000", "12345.678", "0.123"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_an_amount_that_is_edited_stays_what_it_is(language: str, value: str) -> None:
    field = Field(name="cost", kind=FieldKind.DECIMAL, label="Cost")
    set_language(language)
    shown = field.rules.edit_text(field, value)
    assert shown == value or field.parse(shown) == value
