"""What the source of a list is called; a file of its refused rows, corrected and imported again, is of the same source."""

from __future__ import annotations

from pathlib import Path

from desktop.exchange.columns.heading_folding import fold_heading
from desktop.i18n import LANGUAGES, N_, _, catalogue
from desktop.workspace.storage.readable_file_names import readable_name

_REFUSED = N_("{name} (refused rows)")
REASON = N_("Why the row was refused")
"""The heading of a column that is not imported again."""


def source_name(path: Path) -> str:
    """The name of a file without its suffix, and without what `name_of_refused` put after it, in whatever language."""
    name = readable_name(path.stem)
    for language in LANGUAGES:
        _before, after = catalogue(language).gettext(_REFUSED).split("{name}")
        if name.endswith(after):
            return name.removesuffix(after)
    return name


def name_of_refused(path: Path) -> str:
    """What a file with the refused rows of another one is called."""
    return f"{_(_REFUSED).format(name=source_name(path))}.csv"


def is_reason(heading: str) -> bool:
    """Is this the column that says why a row was refused?"""
    return fold_heading(heading) in {fold_heading(catalogue(language).gettext(REASON)) for language in LANGUAGES}
