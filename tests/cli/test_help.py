"""The help on the command line."""

from __future__ import annotations

from desktop.help_texts import TOPICS
from tests.cli.conftest import Desk


def test_a_topic_is_printed_in_a_language_and_all_are_listed(no_desk: Desk) -> None:
    assert [line.split()[0] for line in no_desk.done("help").splitlines()] == list(TOPICS)
    shown = no_desk.done("help", "bin", "--language", "fr")
    assert shown.startswith("# Corbeille") and "Reprendre" in shown and "**" not in shown and "](" not in shown
    assert [each["topic"] for each in no_desk.data("help", "bin")] == ["bin"]
    assert "There is no help on “nothing”" in no_desk.refused("help", "nothing")
