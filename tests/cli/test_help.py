"""The help on the command line."""

from __future__ import annotations

from pathlib import Path

from desktop.help_texts import TOPICS
from tests.cli.conftest import Desk


def test_a_topic_is_printed_in_a_language_and_all_are_listed(no_desk: Desk) -> None:
    assert [line.split()[0] for line in no_desk.done("help").splitlines()] == list(TOPICS)
    shown = no_desk.done("help", "bin", "--language", "fr")
    assert shown.startswith("# Corbeille") and "Restaurer" in shown and "**" not in shown and "](" not in shown
    assert [each["topic"] for each in no_desk.data("help", "bin")] == ["bin"]
    assert "(La " in no_desk.done("help", "start", "--language", "es")  # what a picture shows
    assert "There is no help on “nothing”" in no_desk.refused("help", "nothing")


def test_the_manual_is_written(no_desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "manual.pdf"
    said = no_desk.done("help", "--manual", target, "--language", "es", "--paper", "letter")
    assert said.startswith("The manual: ") and target.read_bytes().startswith(b"%PDF")
    assert "was not found" in no_desk.refused("help", "--manual", tmp_path / "nowhere" / "manual.pdf")
