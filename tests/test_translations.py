"""The catalogues hold every word of the program, in French and Spanish, and their tool keeps what people wrote."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from desktop import i18n
from tests import translations


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_word_is_there_and_fits(language: str) -> None:
    assert translations.problems(language) == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_files_are_as_the_tool_writes_them(language: str) -> None:
    text = translations.po_path(language).read_text("utf-8")
    assert f'"Plural-Forms: {translations.PLURALS[language]}"' in text
    assert "Date" not in text.partition("#:")[0] and "Babel" not in text.partition("#:")[0]


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("fr", 0, "{count} organisation est nouvelle."), ("fr", 2, "{count} organisations sont nouvelles."),
     ("es", 0, "{count} organizaciones son nuevas."), ("es", 1, "{count} organización es nueva."),
     ("en", 0, "{count} organisations are new.")],
)  # fmt: skip
def test_numbers_take_the_form_of_their_language(language: str, number: int, said: str) -> None:
    i18n.set_language(language)
    assert i18n.ngettext("{count} organisation is new.", "{count} organisations are new.", number) == said


_COUNTED = re.compile(r"\{(?:count|number|given|files|rows|pages|changes|events)\} (?:of \{\w+\} )?(?:\w+ )?[a-z]+s\b")
_ALWAYS_SEVERAL = {
    "No headings were found in the first {count} rows of {name}.",
    "Nothing is due within {count} days.",
    "The row has {count} cells where the table has {width} columns; the others are kept with the source data.",
    "The table has {count} columns; {limit} is the limit.",
    "There are more than {number} files in {folder}.",
    "{name} has {count} events: too many for one programme.",
    "{name} has {count} lines: no programme has so many.",
}
"""Limits of the program, and numbers that are greater than another."""


def test_a_counted_noun_has_its_plural() -> None:
    """ "1 activités sur 1": where a number can be one, the sentence has two forms."""
    found = [each.id for each in translations.extracted() if isinstance(each.id, str) and _COUNTED.search(each.id)]
    assert sorted(set(found) - _ALWAYS_SEVERAL) == []


_MODULE = """
title = _("Hello "
          'world')
again = label(_(fields["audience"].label), _(labels[0]) or "none")
# A remark.
# For translators: a button,
# not a heading.
button = pgettext("a button", "Open")
many = ngettext("{n} city", "{n} cities", len(_("Cities")))
other._("not ours")
"""


def test_the_words_of_the_program_are_those_it_writes_out(tmp_path: Path) -> None:
    """A string on the way to the words, such as a key, is none of them."""
    (tmp_path / "desktop").mkdir()
    (tmp_path / "desktop" / "page.py").write_text(_MODULE, "utf-8")
    found = [each for each in translations.extracted(tmp_path / "desktop") if each.id]
    assert [(each.id, each.context) for each in found] == [
        ("Hello world", None), ("Open", "a button"), (("{n} city", "{n} cities"), None), ("Cities", None),
    ]  # fmt: skip
    assert {place for each in found for place, _line in each.locations} == {"desktop/page.py"}
    assert [each.auto_comments for each in found if each.auto_comments] == [
        ["For translators: a button,", "not a heading."]
    ]


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_word_with_a_number_has_as_many_forms_as_our_plural_rule(language: str) -> None:
    catalogue = translations.read(language)
    declared = f"nplurals={catalogue.num_plurals};"
    assert translations.PLURALS[language].startswith(declared)
    assert {len(each.string) for each in catalogue if each.pluralizable} == {catalogue.num_plurals}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Catalogues of one small program in a folder of their own."""
    made = Catalog(charset="utf-8", fuzzy=False)
    made.add("Hello {name}", locations=[("a.py", None)])
    made.add(("{n} city", "{n} cities"), locations=[("a.py", None)])
    made.add("&File", locations=[("a.py", None)])
    monkeypatch.setattr(translations, "FOLDER", tmp_path)
    monkeypatch.setattr(translations, "extracted", lambda: made)
    translations.main(["update"])
    return tmp_path


def _told(language: str, **strings: object) -> list[str]:
    catalogue = translations.read(language)
    given = {"Hello {name}": "Bonjour {name}", "{n} city": ("{n} ville", "{n} villes"), "&File": "&Fichier"}
    given.update(strings)  # pyright: ignore[reportCallIssue, reportArgumentType]
    for message in catalogue:
        if message.id:
            message.string = given[message.id if isinstance(message.id, str) else message.id[0]]  # pyright: ignore[reportAttributeAccessIssue]
    translations.write(language, catalogue)
    translations.main(["compile"])
    return [problem.partition(": ")[2] for problem in translations.problems(language)]


def test_a_whole_catalogue_has_no_problems(folder: Path) -> None:
    assert _told("fr") == []
    before = {path: path.read_bytes() for path in folder.rglob("*.[pm]o")}
    translations.main(["update"])
    translations.main(["compile"])
    assert before == {path: path.read_bytes() for path in folder.rglob("*.[pm]o")}


@pytest.mark.parametrize(
    ("strings", "problem"),
    [
        ({"Hello {name}": ""}, "missing: Hello {name}"),
        ({"Hello {name}": "Bonjour {nom}"}, "other placeholders: Hello {name}"),
        ({"Hello {name}": "Bonjour"}, "other placeholders: Hello {name}"),
        ({"Hello {name}": "Bonjour l'ami {name}"}, "straight quotation marks: Hello {name}"),
        ({"{n} city": ("{n} ville", "villes")}, "other placeholders: {n} city"),
        ({"&File": "Fichier"}, "other access keys: &File"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_does_not_fit_is_told(strings: dict[str, object], problem: str) -> None:
    assert _told("fr", **strings) == [problem]


def test_an_unsure_word_an_old_word_and_an_old_mo_file_are_told(folder: Path) -> None:
    assert _told("fr") == []
    catalogue = translations.read("fr")
    sure = catalogue.get("&File")
    assert isinstance(sure, Message)
    sure.flags.add("fuzzy")
    catalogue.add("Gone", "Parti")
    translations.write("fr", catalogue)
    told = translations.problems("fr")
    assert [each.partition(":")[2].partition(":")[0].strip() for each in told] == [
        "fuzzy", "not in the program any more", "focal-desk.mo is not made of focal-desk.po",
    ]  # fmt: skip
    assert translations.main(["check"]) == 1


def test_a_space_inside_of_a_french_mark_does_not_break(folder: Path) -> None:
    _told("fr", **{"Hello {name}": "Bonjour « {name} » !"})
    translations.main(["update"])
    hello = translations.read("fr").get("Hello {name}")
    assert isinstance(hello, Message)
    assert hello.string == "Bonjour «\u202f{name}\u202f»\u202f!"


def test_update_keeps_what_people_wrote(folder: Path) -> None:
    _told("es", **{"Hello {name}": "Hola {name}"})
    path = folder / "es" / "LC_MESSAGES" / "focal-desk.po"
    text = path.read_text("utf-8")
    path.write_text("# Glosario: city = ciudad\n" + text.replace("#: a.py", "# Un saludo\n#: a.py", 1), "utf-8")
    translations.extracted().add("New", locations=[("a.py", None)])
    translations.main(["update"])
    again = path.read_text("utf-8")
    assert "# Glosario: city = ciudad" in again and "# Un saludo" in again and "Hola {name}" in again
    assert 'msgid "New"\nmsgstr ""' in again
    assert translations.main(["nonsense"]) == 2
