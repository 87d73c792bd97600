"""Headings and answers of a sheet of evaluation forms, recognised in English, French and Spanish."""

from __future__ import annotations

import re
from functools import cache

from desktop.exchange.columns.heading_folding import fold_heading
from desktop.i18n import LANGUAGES, catalogue
from desktop.learning.evaluation_form import ANSWERS, QUESTIONS, SCALE, YES_NO, Question
from desktop.vocabularies.folding import key

_NO = frozenset(("no", "n", "non", "false", "0", "faux", "falso"))
_YES = frozenset(("yes", "y", "oui", "o", "si", "s", "true", "1", "x", "vrai", "verdadero"))
_STEP = re.compile(r"\s*([0-9]+)(?:[.,]0+)?\s*(?:/\s*5|[-–—:.].*)?\s*\Z", re.DOTALL)
_BETWEEN = re.compile(r"\s*[;|\n]\s*")


def question_of(heading: str) -> Question | None:
    """The question that a column answers; None where it answers none."""
    return _by_heading().get(fold_heading(heading))


@cache
def _by_heading() -> dict[str, Question]:
    found: dict[str, Question] = {}
    for question in QUESTIONS:
        for words in (question.heading, question.words):
            for language in LANGUAGES:
                found.setdefault(fold_heading(catalogue(language).gettext(words)), question)
        found.setdefault(fold_heading(question.name), question)
    return found


def answers_in(question: Question, cell: str) -> tuple[tuple[str, ...], int]:
    """The codes of the answers in a cell, and how many parts of it are none of the answers."""
    text = cell.strip()
    if not text:
        return (), 0
    if question.rated:
        step = _STEP.match(text)
        return ((step[1],), 0) if step and step[1] in SCALE else ((), 1)
    if question.answers == YES_NO:
        code = "no" if key(text) in _NO else "yes" if key(text) in _YES else ""
        return ((code,), 0) if code else ((), 1)
    known = _codes(question)
    parts = [part for part in _BETWEEN.split(text) if part]
    codes = [known[key(part)] for part in parts if key(part) in known]
    return tuple(dict.fromkeys(codes)), len(parts) - len(codes)


@cache
def _codes(question: Question) -> dict[str, str]:
    found = {key(code): code for code in question.answers}
    for code in question.answers:
        for language in LANGUAGES:
            found.setdefault(key(catalogue(language).gettext(ANSWERS[code])), code)
    return found
