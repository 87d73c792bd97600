"""Marked words, and nothing of a text lost by marking it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.ui.widgets.differences import as_html, differences, marked_words, shortened


@settings(max_examples=60, deadline=None)
@given(st.text("ab é<&\n.", max_size=40), st.text("ab é<&\n.", max_size=40))
def test_the_runs_are_the_text(text: str, other: str) -> None:
    runs = differences(text, other)
    assert "".join(run.text for run in runs) == text
    assert not any(run.differs for run in differences(text, text))


def test_neighbours_are_marked_together() -> None:
    runs = differences("one night on the streets", "one day in the streets")
    assert marked_words(runs) == "night on"


def test_a_text_is_never_markup() -> None:
    assert "<b>" not in as_html(differences("<b>x</b> y", "y"), "#ffffff", "#000000")


def test_long_texts_are_compared_by_line() -> None:
    text = "\n".join(f"Line {number} of a long report" for number in range(2_000))
    changed = text.replace("Line 7 of", "Line seven of")
    assert marked_words(differences(changed, text)) == "Line seven of a long report"


def test_what_would_take_too_long_is_marked_as_a_whole() -> None:
    text, other = "same " + "a b " * 500 + "end", "same " + "c d " * 500 + "end"
    runs = differences(text, other, most=1_000)
    assert [run.differs for run in runs] == [False, True, False] and "".join(run.text for run in runs) == text


def test_a_shortened_text_keeps_what_differs_and_what_stands_beside_it() -> None:
    text = "first " * 200 + "here" + " last" * 200
    runs = shortened(differences(text, text.replace("here", "there")))
    assert [run.text for run in runs if run.differs] == ["here"]
    assert runs[0].text.startswith("…") and runs[-1].text.endswith("…") and sum(len(run.text) for run in runs) < 300
