"""`python -m tests.translations update | compile | check`: the words of the program and their catalogues.

`update` brings the PO files in line, `compile` writes the MO files, `check` says what is missing or does not fit. All
files are the same whoever makes them and whenever: no dates, no versions of tools.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from desktop.i18n import COMPLETE_LANGUAGES, SPOKEN

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
PLURALS = {each.code: each.plurals for each in SPOKEN if each.code != "en"}
LANGUAGES = tuple(PLURALS)
FUNCTIONS = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2}
"""What marks words for people, and how many of its arguments are words."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_ACCESS_KEY = re.compile(r"&(?=\w)")
_KEPT_SPACE = re.compile(r"(?<=\S) (?=[;:?!»](?:[\s,.;:?!)]|$))|(?<=«) (?=\S)")
_NARROW = re.compile("\u00a0(?=[;!?»])|(?<=«)\u00a0")
"""A space that French sets inside its marks: it must not break a line."""
_STRAIGHT = re.compile(r"\w'\w|(?<!\w)\"|\"(?!\w)")


class _Plain(Catalog):
    """A catalogue whose header says only what a reader of it needs."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [
            ("Project-Id-Version", "Focal Desk"),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", PLURALS[str(self.locale)]),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: object) -> None:
        """What the file says is passed over."""

    @property
    def num_plurals(self) -> int:
        """As many forms as our own rule has: Babel counts those of the CLDR, which gave French and Spanish a third."""
        return _plural_count(str(self.locale))


def _plural_count(language: str) -> int:
    return int(re.findall(r"nplurals=(\d+)", PLURALS[language])[0])


def po_path(language: str) -> Path:
    """Where the catalogue of a language is written by people."""
    return FOLDER / language / "LC_MESSAGES" / "focal-desk.po"


def extracted(folder: Path = ROOT / "desktop") -> Catalog:
    """Every word for people in the program."""
    words = Catalog(charset="utf-8", fuzzy=False)
    for path in sorted(folder.rglob("*.py")):
        place = [(path.relative_to(folder.parent).as_posix(), None)]
        for message, context, comments in _marked(path.read_text("utf-8")):
            words.add(message, locations=place, auto_comments=comments, context=context)  # pyright: ignore[reportArgumentType]
    return words


def _marked(source: str) -> Iterator[tuple[str | tuple[str, str], str | None, list[str]]]:
    """The words that a module marks, in their order, with their context and the comments above them for translators.
    They are read from Python's own syntax tree: what Babel extracts differs between its versions.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda each: (each.lineno, each.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        given = call.args[: FUNCTIONS.get(name, 0)]
        said = [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if not said or len(said) != FUNCTIONS[name]:
            continue  # words that were marked where they were written
        comments = _comments_above(source.splitlines(), call.lineno - 1)
        if name == "pgettext":
            yield said[1], said[0], comments
        else:
            yield (said[0], said[1]) if name == "ngettext" else said[0], None, comments


def _comments_above(lines: list[str], line: int) -> list[str]:
    """The comment right above a line, from the words `For translators:` on."""
    first = line
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    comment = [each.strip().removeprefix("#").strip() for each in lines[first:line]]
    starts = [number for number, each in enumerate(comment) if each.startswith("For translators:")]
    return comment[starts[0] :] if starts else []


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands; an empty one where there is none."""
    plain = _Plain(locale=language, header_comment=f"# Focal Desk: {language}", charset="utf-8", fuzzy=False)
    path = po_path(language)
    if path.exists():
        with path.open("rb") as file:
            found = read_po(file, locale=language)
        plain.header_comment = found.header_comment
        for message in found:
            if message.id:
                plain[message.id] = message
    return plain


def compiled(language: str) -> bytes:
    """The MO file that belongs to the PO file."""
    out = io.BytesIO()
    write_mo(out, read(language))
    return out.getvalue()


def problems(language: str) -> list[str]:
    """What is missing, fuzzy, left over, or does not fit the English; and an MO file that is not the PO file's."""
    catalogue, words, found = read(language), extracted(), list[str]()
    for message in words:
        if message.id:
            ours = catalogue.get(message.id, message.context)
            if language not in COMPLETE_LANGUAGES and not (ours is not None and all(_forms(ours.string))):
                continue  # begun: the English word stands for it
            found += [
                f"{language}: {trouble}: {_forms(message.id)[0]}" for trouble in _troubles(message, ours, language)
            ]
    for message in catalogue:
        if message.id and words.get(message.id, message.context) is None:
            found.append(f"{language}: not in the program any more: {_forms(message.id)[0]}")
    mo = po_path(language).with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(language):
        found.append(f"{language}: {mo.name} is not made of {po_path(language).name}: run compile")
    return found


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text),)


def _troubles(message: Message, ours: Message | None, language: str) -> list[str]:
    english, told = _forms(message.id), _forms(ours.string) if ours is not None else ()
    forms = _plural_count(language) if len(english) > 1 else 1
    if ours is None or len(told) != forms or not all(told):
        return ["missing"]
    found = ["fuzzy"] if ours.fuzzy else []
    every = set(_PLACEHOLDER.findall(" ".join(english)))
    for number, each in enumerate(told):
        theirs = english[min(number, len(english) - 1)]
        names = set(_PLACEHOLDER.findall(each))
        if not set(_PLACEHOLDER.findall(theirs)) <= names <= every:
            found.append("other placeholders")
        if len(_ACCESS_KEY.findall(theirs)) != len(_ACCESS_KEY.findall(each)):
            found.append("other access keys")
        if theirs[-1] in ".…:?" and each[-1] != theirs[-1]:
            found.append("another ending")
        if theirs.count("\n") != each.count("\n"):
            found.append("other lines")
        if language == "fr" and _STRAIGHT.search(each) and not _STRAIGHT.search(theirs):
            found.append("straight quotation marks")
    return found


def update() -> None:
    """Bring the PO files in line with the program; a new word stands there without a translation, what is not used
    any more goes. A space inside of a French mark does not break.
    """
    words = extracted()
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(words, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        if language == "fr":
            _keep_spaces(catalogue)
        write(language, catalogue)


def _french_spaces(text: str) -> str:
    """U+00A0 before a colon, U+202F before ; ! ? and inside quotation marks."""
    return _NARROW.sub("\u202f", _KEPT_SPACE.sub("\u00a0", text))


def _keep_spaces(catalogue: Catalog) -> None:
    """What translators type with the space bar, as French sets it: no mark begins a line."""
    for message in catalogue:
        if message.id and message.string:
            told = [_french_spaces(each) for each in _forms(message.string)]
            message.string = told[0] if len(told) == 1 else tuple(told)  # pyright: ignore[reportAttributeAccessIssue]


def write(language: str, catalogue: Catalog) -> None:
    """Write the PO file."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, sort_output=True)
    po_path(language).parent.mkdir(parents=True, exist_ok=True)
    po_path(language).write_bytes(out.getvalue())


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
