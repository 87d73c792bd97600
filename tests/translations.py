"""`python -m tests.translations update | compile | check`: the words of the program and their catalogues.

`update` brings the PO files in line, `compile` writes the MO files, `check` says what is missing.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("fr", "es")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def po_path(language: str) -> Path:
    """Where the catalogue of a language is written by people."""
    return FOLDER / language / "LC_MESSAGES" / "focal-desk.po"


def extracted() -> Catalog:
    """Every word for people in the program."""
    words = Catalog(project="Focal Desk", charset="utf-8", fuzzy=False)
    found = extract_from_dir(ROOT / "desktop", keywords=KEYWORDS, comment_tags=("For translators:",))
    for name, _line, message, comments, context in found:
        words.add(message, locations=[(f"desktop/{name}", None)], auto_comments=comments, context=context)  # pyright: ignore[reportArgumentType]
    return words


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands; an empty one where there is none."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, domain="focal-desk", project="Focal Desk", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="focal-desk")


def compiled(language: str) -> bytes:
    """The MO file that belongs to the PO file."""
    out = io.BytesIO()
    write_mo(out, read(language))
    return out.getvalue()


def problems(language: str) -> list[str]:
    """What is missing, fuzzy, or has other placeholders than the English."""
    catalogue, found = read(language), []
    for message in extracted():
        if not message.id:
            continue
        ours = catalogue.get(message.id, message.context)
        told = () if ours is None else (ours.string if isinstance(ours.string, tuple) else (ours.string,))
        english = message.id if isinstance(message.id, tuple) else (message.id,)
        if ours is None or not told or not all(told):
            found.append(f"{language}: missing: {english[0]}")
        elif ours.fuzzy:
            found.append(f"{language}: fuzzy: {english[0]}")
        elif any(set(_PLACEHOLDER.findall(each)) != set(_PLACEHOLDER.findall(english[-1])) for each in told):
            found.append(f"{language}: other placeholders: {english[0]}")
    return found


def update() -> None:
    """Bring the PO files in line with the program; a new word stands there without a translation."""
    words = extracted()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(words, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        po_path(language).parent.mkdir(parents=True, exist_ok=True)
        with po_path(language).open("wb") as file:
            write_po(file, catalogue, width=100, sort_output=True)


def main(words: list[str]) -> int:
    """0 done, 1 something is missing, 2 wrong usage."""
    match words:
        case ["update"]:
            update()
        case ["compile"]:
            for language in LANGUAGES:
                po_path(language).with_suffix(".mo").write_bytes(compiled(language))
        case ["check"]:
            found = [line for language in LANGUAGES for line in problems(language)]
            print("\n".join(found))
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
