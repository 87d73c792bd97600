"""The language of this computer: as Windows, macOS and an environment say it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from desktop.system import language
from desktop.system.language import best_language, system_language


@pytest.mark.parametrize(
    ("preferred", "spoken"),
    [
        (["es-MX"], "es"), (["fr-FR", "en-US"], "fr"), (["pt-BR", "es-419", "en-US"], "es"), (["sw-KE"], "en"),
        (["ES_mx"], "es"), (["est-EE", "fr"], "fr"), ([], "en"),
    ],
)  # fmt: skip
def test_the_first_language_that_is_ours(preferred: Sequence[str], spoken: str) -> None:
    assert best_language(preferred) == spoken


def test_the_environment_goes_first_then_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "preferred_languages", lambda: ["es-MX", "en-US"])
    monkeypatch.setenv("LC_ALL", "fr_CH.UTF-8")
    assert system_language() == "fr"
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert system_language() == "es"  # a program that the Finder starts has none of them
