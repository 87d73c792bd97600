"""Cells of learners' lists as platforms write them: yes and no, days, countries, sexes, languages."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from desktop.values.dates import parse_date
from desktop.vocabularies import load
from desktop.vocabularies.folding import key

_NO = frozenset(
    (
        "", "no", "n", "non", "false", "faux", "falso", "0", "never", "jamais", "nunca", "not completed", "incomplete",
        "non acheve", "pas acheve", "non termine", "no completado", "no finalizado", "sin completar", "not attempted",
        "n a", "none", "null", "nan", "audit", "ineligible", "not passed", "echoue", "no aprobado", "non reussi",
    )
)  # fmt: skip
_YES = frozenset(
    (
        "yes", "y", "oui", "o", "si", "s", "true", "vrai", "verdadero", "1", "x", "completed", "acheve", "termine",
        "completado", "finalizado", "passed", "reussi", "aprobado", "certified", "certifie", "certificado", "complete",
    )
)  # fmt: skip
_NOT_COMPLETED = ("not completed", "non acheve", "pas acheve", "non termine", "no completado", "no finalizado")
_SEXES = {
    "female": "f female woman femme feminin feminine mujer femenino femenina fille",
    "male": "m male man homme masculin masculine h hombre masculino varon",
    "other": "x other autre otro otra nonbinary divers non binary non binaire no binario",
}
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words.split()} | {
    "non binary": "other", "non binaire": "other", "no binario": "other", "o": "other",
}  # fmt: skip
_STAFF = (
    "teacher", "manager", "course creator", "enseignant", "gestionnaire", "createur de cours", "profesor", "gestor",
    "organizer", "organiser", "organisateur", "organizador", "admin", "host", "instructor", "staff",
    "formateur", "tuteur", "docente",
)  # fmt: skip
_LEARNER = ("student", "etudiant", "estudiante", "learner", "apprenant", "alumno", "participant", "attendee")
_GONE = frozenset(("unenrolled", "removed", "desinscrit", "no inscrito", "dado de baja", "not enrolled"))
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_TIME_SUFFIX = re.compile(r"[T ]\d{1,2}:\d{2}.*\Z")
_MONTH_FIRST = re.compile(r"\b(?:1[0-2]|0?[1-9])/(?:1[3-9]|2\d|3[01])/|[ap]\.?m\.?\b", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def is_yes(text: str) -> bool:
    """Does a cell say that something came about? A day and an address do; "Not completed" and 0 do not."""
    folded = key(text)
    if folded in _YES:
        return True
    return folded not in _NO and not folded.startswith(_NOT_COMPLETED) and set(text.strip()) - set("-–—.") != set()


@lru_cache(maxsize=20_000)
def day_of(text: str) -> int:
    """The day in a cell as an ordinal, whatever time stands behind it; 0 where there is none. Where an English clock (AM, PM)
    or a day over 12 says so, the month comes first.
    """
    order = "mdy" if _MONTH_FIRST.search(text) else "dmy"
    found = parse_date(text.strip(), order=order) or parse_date(_TIME_SUFFIX.sub("", text.strip()), order=order)
    return date.fromisoformat(found).toordinal() if found and len(found) == 10 else 0


@lru_cache(maxsize=20_000)
def amount_of(text: str) -> float:
    """The first number in a cell: 0.83, 83 %, 1h 27m 51s; 0 where there is none."""
    found = _NUMBER.search(text)
    return float(found[0].replace(",", ".")) if found else 0.0


@lru_cache(maxsize=20_000)
def lasted(text: str) -> bool:
    """Is a duration more than nothing? 0, 0:00:00 and 0m 0s are not."""
    return any(sign in "123456789" for sign in text)


@lru_cache(maxsize=20_000)
def progress_of(text: str) -> float:
    """How much of a course, from 0 to 100. A number without a percent sign that is no more than 1 is a share of 1."""
    amount = amount_of(text)
    return amount * 100 if "%" not in text and 0 < amount <= 1 and ("." in text or "," in text) else amount


@lru_cache(maxsize=20_000)
def country_of(text: str) -> str:
    """The code of a country; "" where the text names none."""
    term = load("countries").find(text.strip()) if text.strip() else None
    return term.code if term is not None else ""


@lru_cache(maxsize=20_000)
def language_of(text: str) -> str:
    """The code of a language, of "fr_CA" too; "" where the text names none."""
    plain = text.strip()
    if not plain:
        return ""
    languages = load("languages")
    term = languages.find(plain) or languages.find(re.split(r"[-_]", plain)[0])
    return term.code if term is not None else ""


@lru_cache(maxsize=1_000)
def sex_of(text: str) -> str:
    """ "female", "male" or "other"; "" where it is not said."""
    return _SEX_OF.get(key(text), "")


@lru_cache(maxsize=5_000)
def is_staff(text: str) -> bool:
    """Is this the role of someone who teaches or organises, and learns not as well?"""
    folded = key(text)
    return any(word in folded for word in _STAFF) and not any(word in folded for word in _LEARNER)


_STAFF_PARTS = frozenset((
    "host details", "panelist details", "details de l hote", "details des panelistes", "detalles del anfitrion",
    "detalles de los panelistas", "detalles del panelista",
))  # fmt: skip


@lru_cache(maxsize=1_000)
def lists_staff(title: str) -> bool:
    """Does the title of a part of a report say that those who organise stand below it?"""
    return key(title) in _STAFF_PARTS


@lru_cache(maxsize=1_000)
def has_left(text: str) -> bool:
    """Does the state of an enrolment say that it was ended?"""
    return key(text) in _GONE
