"""A language is a line and its PO file; one that is begun can be chosen, and says in English what it lacks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.plurals import get_plural

from desktop import i18n
from desktop.vocabularies import vocabulary_files
from desktop.vocabularies.vocabulary import Term

ROOT = Path(__file__).resolve().parents[1]
TEN = {
    "&File": "&Ficheiro", "&Edit": "&Editar", "&View": "&Ver", "&Help": "A&juda", "Summary": "Resumo",
    "Title": "Título", "Country": "País", "Activities": "Atividades", "Visits": "Visitas", "Undo": "Desfazer",
}  # fmt: skip

_BEGIN = """
import sys
from tests import translations
assert translations.LANGUAGES[-1] == "pt"
translations.LANGUAGES = ("pt",)  # the others are checked elsewhere
extracted = translations.extracted()
translations.extracted = lambda: extracted
translations.update()
catalogue = translations.read("pt")
for english, ours in TEN.items():
    catalogue[english].string = ours
translations.write("pt", catalogue)
translations.main(["compile"])
sys.exit(translations.main(["check"]))
"""
_LOOK = """
import os, sys
from PySide6.QtWidgets import QApplication
from desktop import i18n
from desktop.system.language import system_language
from desktop.exchange.columns.recognition import recognised_by
from desktop.ui.settings import Settings
from desktop.ui.welcome import WelcomePage
from desktop.vocabularies import load
from desktop.visits.method_cards import method_cards
assert i18n.LANGUAGES[-1] == "pt" and "pt" not in i18n.COMPLETE_LANGUAGES
os.environ["LC_ALL"] = "pt_PT.UTF-8"
assert system_language() == "en"  # offered, not imposed
app = QApplication(["begun"])
page = WelcomePage(Settings())
assert "Português (in progress)" in [page.language.itemText(each) for each in range(page.language.count())]
i18n.set_language("pt")
assert i18n.current_language() == "pt" and i18n._("&File") == "&Ficheiro" and i18n._("&Quit") == "&Quit"
assert i18n.ngettext("{number} activity", "{number} activities", 2) == "{number} activities"
assert load("countries").label("KE") == "Kenya" and method_cards()[0].label
assert recognised_by("País", "") == "heading"
WelcomePage(Settings())
print("begun")
"""


def test_a_language_begun_is_a_line_and_a_few_words(tmp_path: Path) -> None:
    """Ten words of Portuguese in a copy of the program: its own check is content, and the desk speaks them."""
    for name in ("desktop", "tests", "resources"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "data", "pictures"))
    listed = tmp_path / "desktop" / "i18n.py"
    text = listed.read_text("utf-8")
    text = re.sub(r'    Language\("pt",.*\n', "", text)  # where somebody has begun it by now
    shutil.rmtree(tmp_path / "resources" / "translations" / "pt", ignore_errors=True)
    line = '    Language("pt", "Português", "nplurals=2; plural=(n > 1);", complete=False),\n'
    listed.write_text(
        text.replace('    Language("es", "Español"),\n', f'    Language("es", "Español"),\n{line}'), "utf-8"
    )
    begun = _run(tmp_path, f"TEN = {TEN!r}\n{_BEGIN}")
    assert begun.returncode == 0, begun.stdout + begun.stderr
    assert (tmp_path / "resources" / "translations" / "pt" / "LC_MESSAGES" / "focal-desk.po").exists()
    looked = _run(tmp_path, _LOOK)
    assert looked.stdout.strip() == "begun", looked.stderr


def _run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_a_vocabulary_may_have_a_column_of_a_language_in_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vocabulary_files, "LANGUAGES", (*i18n.LANGUAGES, "pt"))
    monkeypatch.setattr(vocabulary_files, "_OPTIONAL", frozenset((*vocabulary_files._OPTIONAL, "pt")))
    path = tmp_path / "weather.csv"
    path.write_text(
        "code,parent,level,en,fr,es,pt\nrain,,kind,Rain,Pluie,Lluvia,Chuva\nsnow,,kind,Snow,Neige,Nieve,\n", "utf-8"
    )
    terms: list[Term] = list(vocabulary_files.read(path))
    assert [term.label("pt") for term in terms] == ["Chuva", "Snow"]


@pytest.mark.parametrize("language", i18n.SPOKEN, ids=lambda each: each.code)
def test_plural_rules_are_those_of_the_cldr(language: i18n.Language) -> None:
    """But for the form of whole millions that French and Spanish were given later: nobody counts so many here."""
    from gettext import c2py

    ours, theirs = c2py(language.plurals.partition("plural=")[2].rstrip(";")), Locale.parse(language.code).plural_form
    categories = {number: theirs(number) for number in range(1000)}
    assert {ours(number) for number in categories} == set(range(len(set(categories.values()))))
    for number, category in categories.items():
        assert ours(number) == ours(next(n for n, each in categories.items() if each == category))
    assert get_plural(language.code).num_plurals >= len(set(categories.values()))
