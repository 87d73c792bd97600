"""Latitude and longitude as people write and paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.values.coordinates import (
    format_coordinates,
    parse_coordinates,
    parse_latitude,
    parse_longitude,
    read_coordinates,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("8.46,-13.23", "8.46,-13.23"), ("8.4657, -13.2317", "8.4657,-13.2317"), ("8.46 -13.23", "8.46,-13.23"),
        ("8,46; -13,23", "8.46,-13.23"), ("8,46 -13,23", "8.46,-13.23"), ("8,46, -13,23", "8.46,-13.23"),
        ("8.46/-13.23", "8.46,-13.23"), ("8.46|-13.23", "8.46,-13.23"), ("(8.46, -13.23)", "8.46,-13.23"), ("8,46", "8,46"),
        ("8.46 N, 13.23 W", "8.46,-13.23"), ("13.23 W, 8.46 N", "8.46,-13.23"), ("13.23, 8.46 N", "8.46,13.23"),
        ("N 9.9281 W 84.0907", "9.9281,-84.0907"), ("8.46° N 13.23° O", "8.46,-13.23"), ("8.46N13.23W", "8.46,-13.23"),
        ("9° 55' 41\" N 84° 5' 26\" W", "9.928056,-84.090556"), ("9°55′41″N84°5′26″W", "9.928056,-84.090556"),
        ("9° 55.5' N, 84° W", "9.925,-84"), ("-8.460, 013.2300", "-8.46,13.23"), ("−8.46, −13.23", "-8.46,-13.23"),
        ("+8.46,+13.23", "8.46,13.23"), ("0.00001,0", "0.00001,0"), ("-0,-0.0", "0,0"), ("90,-180", "90,-180"),
        ("८.४६, १३", "8.46,13"), ("٨٫٤٦، ١٣", "8.46,13"), ("8.46000000000001,1", "8.46,1"),
    ],
)  # fmt: skip
def test_coordinates(text: str, found: str) -> None:
    assert parse_coordinates(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "", "Freetown", "8.4", "8.46 N", "95,10", "91,0", "0,181", "1e1,2", "1e400,0", "nan,0", "N,0", "inf,inf", "8 N, 13 S",
        "N 8 N, 13", "9° 75' N, 84° W", "9° 30' 99\" N, 84° W", "9.5° 30' N, 84 W", "1,2,3,4,5", "12345", "1000,1", "²,1",
        "8.46,-13.23" * 50, "9" * 100_000, " " * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_place(text: str) -> None:
    assert parse_coordinates(text) is None


@pytest.mark.parametrize(
    ("text", "latitude", "longitude"),
    [
        ("8.46", "8.46", "8.46"), ("8,460", "8.46", "8.46"), ("-13.23", "-13.23", "-13.23"), ("13.23 S", "-13.23", None),
        ("13.23 O", None, "-13.23"), ("95", None, "95"), ("181", None, None),
        ("90", "90", "90"), ("90.5", None, "90.5"), ("180", None, "180"), ("180.5", None, None),
        ("9° 30'", "9.5", "9.5"), ("1e1", None, None),
        ("", None, None), ("8.46,-13.23", None, None),
    ],
)  # fmt: skip
def test_halves_in_columns_of_their_own(text: str, latitude: str | None, longitude: str | None) -> None:
    assert (parse_latitude(text), parse_longitude(text)) == (latitude, longitude)


LATITUDES, LONGITUDES = st.integers(-90_000_000, 90_000_000), st.integers(-180_000_000, 180_000_000)


@given(LATITUDES, LONGITUDES)
def test_a_place_that_is_shown_is_read_again(north: int, east: int) -> None:
    value = parse_coordinates(f"{north / 1e6:.6f},{east / 1e6:.6f}")
    assert value is not None
    assert parse_coordinates(value) == parse_coordinates(format_coordinates(value)) == value
    place = read_coordinates(value)
    assert place is not None and place == (round(north / 1e6, 6), round(east / 1e6, 6))


@given(st.text(max_size=40) | st.text("0123456789.,;° NSEW'\"-", max_size=24))
def test_no_text_breaks_the_reader(text: str) -> None:
    value = parse_coordinates(text)
    assert value is None or (read_coordinates(value) is not None and parse_coordinates(value) == value)


@pytest.mark.parametrize("value", ["", "8.46", "north,east", "90.5,0", "0,180.5", "-91,0", "0,-181", None])
def test_what_is_stored_and_is_no_place(value: str | None) -> None:
    assert read_coordinates(value) is None


def test_places_in_words() -> None:
    assert format_coordinates("8.4657,-13.2317") == "8.4657° N, 13.2317° W"
    assert format_coordinates("-8,13") == "8° S, 13° E"
    assert format_coordinates("no place") == "no place"
    assert (
        read_coordinates("no place")
        is read_coordinates("nan,0")
        is read_coordinates("91,0")
        is read_coordinates(None)
        is None
    )
