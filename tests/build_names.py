"""`python -m tests.build_names`: makes the names that come from the Unicode CLDR, through Babel.

Writes `resources/calendar/names.json`: months and days of the week. The program reads the file and does without Babel.
The CLDR is under the Unicode License v3: Copyright © 1991-2026 Unicode, Inc.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale
from babel.core import get_cldr_version

ROOT = Path(__file__).resolve().parent.parent
CALENDAR = ROOT / "resources" / "calendar" / "names.json"
CALENDAR_LANGUAGES = ("en", "fr", "es", "pt")
"""Dates are read in these; Portuguese is not spoken by the window, but often written beside the others."""


def calendar_names() -> str:
    """The text of `resources/calendar/names.json`: January and Monday first."""
    languages: dict[str, dict[str, list[str]]] = {}
    for code in CALENDAR_LANGUAGES:
        locale = Locale(code)
        months, days = locale.months["format"]["wide"], locale.days["format"]["wide"]
        short_days = locale.days["format"]["abbreviated"]
        languages[code] = {
            "months": [months[number] for number in range(1, 13)],
            "weekdays": [days[number] for number in range(7)],
            "short_weekdays": [short_days[number].rstrip(".") for number in range(7)],
        }
    names = {
        "about": "Made by `python -m tests.build_names`; not edited by hand.",
        "source": f"Unicode CLDR {get_cldr_version()}, through Babel",
        "licence": "Unicode License v3. Copyright © 1991-2026 Unicode, Inc.",
        "languages": languages,
    }
    return json.dumps(names, ensure_ascii=False, indent=1) + "\n"


def files() -> dict[Path, str]:
    """Every file that this command makes, and its text."""
    return {CALENDAR: calendar_names()}


def build() -> None:
    """Write them."""
    for path, text in files().items():
        path.write_text(text, "utf-8", newline="\n")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    build()
