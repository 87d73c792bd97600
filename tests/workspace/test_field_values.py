"""Text typed into a field, read strictly."""

from __future__ import annotations

import pytest

from desktop.errors import UserFacingError
from desktop.workspace.records.kinds.date import end_of_period
from desktop.workspace.records.record_description import Field, FieldKind, Value
from desktop.workspace.records.record_types import ACTIVITY


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("title", "  Flood   drills ", "Flood drills"),
        ("title", "", None),
        ("start", "2014", "2014"),
        ("start", "2014-05", "2014-05"),
        ("start", "2016-02-29", "2016-02-29"),
        ("start", "31/12/2014", "2014-12-31"),
        ("start", "3-5 May 2022", "2022-05-03"),
        ("end", "3-5 May 2022", "2022-05-05"),
        ("participants_total", "0", 0),
        ("participants_total", "1,200", 1200),
        ("coordinates", "8.4657, -13.2317", "8.4657,-13.2317"),
        ("coordinates", "8° 30' N, 13° 15' W", "8.5,-13.25"),
        ("summary", "One\n\ntwo", "One\n\ntwo"),
        ("summary", " One\n", "One"),
        ("participants_total", " 12 ", 12),
        ("start", " 2014 ", "2014"),
        ("kind", " training ", "training"),
        ("title", "   ", None),
    ],
)
def test_what_fits_is_read(name: str, text: str, value: Value) -> None:
    assert ACTIVITY.by_name[name].parse(text) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("start", "31/13/2014"),
        ("start", "1850"),
        ("start", "2015-02-29"),
        ("start", "2014-13"),
        ("start", "0000"),
        ("participants_total", "-1"),
        ("participants_total", "many"),
        ("participants_total", "9" * 30),
        ("coordinates", "91,0"),
        ("coordinates", "nan,0"),
        ("coordinates", "1e1,2"),
        ("coordinates", "8.4"),
        ("targets", "SDG:11.5"),
        ("source_data", "{}"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(name: str, text: str) -> None:
    with pytest.raises(UserFacingError):
        ACTIVITY.by_name[name].parse(text)


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("start", "3-5 May 2022", {"end": "2022-05-05"}), ("start", "2022-05-03", {}), ("start", "soon", {}),
        ("end", "3-5 May 2022", {}), ("title", "3-5 May 2022", {}),
    ],
)  # fmt: skip
def test_the_beginning_of_a_period_says_its_end_too(name: str, text: str, found: dict[str, Value]) -> None:
    assert end_of_period(ACTIVITY.by_name[name], text) == found


def test_a_link_is_its_own_label() -> None:
    links = ACTIVITY.by_name["links"]
    assert links.parse_member(" https://example.org ") == "https://example.org"
    assert links.default_weight("https://example.org") == "https://example.org"
    assert links.parse_weight("The city's page") == "The city's page"
    assert ACTIVITY.by_name["languages"].parse_weight("anything") is True and links.parse_weight(" ") is None
    with pytest.raises(UserFacingError):
        links.parse_member("javascript:alert(1)")


def test_a_linked_record_needs_role_and_id() -> None:
    with pytest.raises(UserFacingError):
        ACTIVITY.by_name["organisations"].parse_member("lead")


@pytest.mark.parametrize(
    ("text", "value"), [("1 234,50 EUR", "1234.50"), ("12eur", "12"), ("7", "7"), (" 7 EUR ", "7"), ("EUR", None)]
)
def test_a_number_may_be_written_with_its_unit(text: str, value: Value) -> None:
    cost = Field(name="cost", kind=FieldKind.DECIMAL, label="Cost", unit="EUR")
    if value is None:
        with pytest.raises(UserFacingError):
            cost.parse(text)
    else:
        assert cost.parse(text) == value
        assert cost.parse(cost.format(value)) == value
    assert cost.heading == "Cost (EUR)"
