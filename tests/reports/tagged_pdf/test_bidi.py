"""Which way letters run, held against the reference implementation."""

from __future__ import annotations

from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from desktop.reports.tagged_pdf.bidi import base_level, embedding_levels, is_right_to_left, visual_order

LETTERS = st.text("abX 12 ابج אבג ٣٤ ()[]{}<>«» .,:-+/$%_ é\u0301 \u064b", max_size=18)


@given(LETTERS, st.sampled_from((0, 1)))
def test_letters_stand_as_the_unicode_algorithm_has_them(text: str, base: int) -> None:
    found = embedding_levels(text, base)
    end = len(text)
    while end and text[end - 1] == " ":  # spaces at the end of a line go with the paragraph; we drop them
        end -= 1
        found[end] = base
    ours = "".join(text[at] for at in visual_order(found))
    assert ours == get_display(text, base_dir="R" if base else "L")


def test_a_paragraph_runs_as_its_first_letter() -> None:
    assert base_level("12: شبكة") == 1
    assert base_level("– Cairo القاهرة") == 0
    assert base_level("2021") == 0
    assert is_right_to_left("in القاهرة")
    assert not is_right_to_left("Réseau de 東京")
