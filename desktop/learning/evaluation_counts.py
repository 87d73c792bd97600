"""The answers of evaluation forms counted: exactly as this desk knows them, and as they may leave, without small numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.i18n import _
from desktop.learning.count_rows import CountRow
from desktop.learning.evaluation_form import ANSWERS, QUESTIONS, Question
from desktop.learning.suppression import SMALL, THRESHOLD, WITHHELD, Cell, hide_small
from desktop.values.numbers import format_amount

_FORMS, _GIVEN, _MEAN = "forms", "given", "mean"


@dataclass(frozen=True)
class Evaluation:
    """How many forms, by question how many gave each answer, and how many answered at all; and the mean of a rated question.

    `exact`: nothing is hidden in it.
    """

    forms: Cell = 0
    answers: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict[str, Mapping[str, Cell]])
    given: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    means: Mapping[str, float] = field(default_factory=dict[str, float])
    exact: bool = True


def count_answers(forms: int, rows: Mapping[str, Iterable[tuple[str, ...]]]) -> Evaluation:
    """`rows`: by question, the codes that each form gives, () where it gives none."""
    answers: dict[str, dict[str, Cell]] = {}
    given: dict[str, Cell] = {}
    means: dict[str, float] = {}
    for question in QUESTIONS:
        those = [codes for codes in rows.get(question.name, ()) if codes]
        if not those:
            continue
        counts = {code: sum(code in codes for codes in those) for code in question.answers}
        answers[question.name] = dict(counts)
        given[question.name] = len(those)
        if question.rated:
            means[question.name] = sum(int(codes[0]) for codes in those) / len(those)
    return Evaluation(forms, answers, given, means)


def add_evaluations(several: Iterable[Evaluation]) -> Evaluation:
    """Exact ones together."""
    those = [each for each in several if each.exact]
    answers: dict[str, dict[str, Cell]] = {}
    given: dict[str, Cell] = {}
    means: dict[str, float] = {}
    for question in QUESTIONS:
        name = question.name
        with_it = [each for each in those if name in each.answers]
        if not with_it:
            continue
        answers[name] = {
            code: sum(_int(each.answers[name].get(code, 0)) for each in with_it) for code in question.answers
        }
        given[name] = number = sum(_int(each.given.get(name, 0)) for each in with_it)
        if question.rated and number:
            means[name] = sum(int(code) * _int(count) for code, count in answers[name].items()) / number
    return Evaluation(sum(_int(each.forms) for each in those), answers, given, means)


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def hide_small_numbers(exact: Evaluation) -> Evaluation:
    """As it may leave: numbers under 5 hidden, and what would give them away. A mean is given where five answered, to the
    half where something is hidden beside it, so that the hidden numbers do not follow from it.
    """
    answers: dict[str, dict[str, Cell]] = {}
    means: dict[str, float] = {}
    given = {name: _hide(number) for name, number in exact.given.items()}
    for question in QUESTIONS:
        name = question.name
        if name not in exact.answers:
            continue
        counts = {code: _int(count) for code, count in exact.answers[name].items()}
        number = _int(exact.given[name])
        answers[name] = _several(counts, number) if question.several else _one(counts, number)
        if name in exact.means and number >= THRESHOLD:
            hidden = any(not isinstance(cell, int) for cell in answers[name].values())
            means[name] = round(exact.means[name] * 2) / 2 if hidden else exact.means[name]
    return Evaluation(_hide(_int(exact.forms)), answers, given, means, exact=False)


def _one(counts: Mapping[str, int], given: int) -> dict[str, Cell]:
    """Each form gives one answer: they add up to those who answered."""
    if given < THRESHOLD:
        return dict.fromkeys(counts, SMALL)
    shown = hide_small({code: (number, 0, 0, 0) for code, number in counts.items() if number})
    return {code: shown[code][0] if code in shown else 0 for code in counts}


def _several(counts: Mapping[str, int], given: int) -> dict[str, Cell]:
    """Each form may give several: a number tells also how many did not give the answer."""
    if given < THRESHOLD:
        return dict.fromkeys(counts, SMALL)
    return {
        code: SMALL if 0 < number < THRESHOLD else WITHHELD if 0 < given - number < THRESHOLD else number
        for code, number in counts.items()
    }


def _hide(number: Cell) -> Cell:
    return SMALL if isinstance(number, int) and 0 < number < THRESHOLD else number


# As text --------------------------------------------------------------------------------------------------------------


def write_evaluation(counted: Evaluation) -> str:
    """Comma-separated lines: a question, one of its answers, how many. Also how many answered, and the mean."""
    file = io.StringIO()
    out = csv.writer(file, lineterminator="\n")
    out.writerow((_FORMS, "", counted.forms))
    for name, counts in counted.answers.items():
        out.writerow((name, _GIVEN, counted.given[name]))
        if name in counted.means:
            out.writerow((name, _MEAN, f"{counted.means[name]:.2f}"))
        out.writerows((name, code, cell) for code, cell in counts.items())
    return file.getvalue().rstrip("\n")


def read_evaluation(text: str, *, exact: bool) -> Evaluation:
    """The counts in a text, which may have come from elsewhere; lines that are not understood are passed over."""
    forms: Cell = 0
    answers: dict[str, dict[str, Cell]] = {}
    given: dict[str, Cell] = {}
    means: dict[str, float] = {}
    known = {each.name: each for each in QUESTIONS}
    for line in csv.reader(io.StringIO(text)):
        if len(line) != 3:
            continue
        name, code, value = line
        if name in known and code == _MEAN:
            mean = _number(value)
            if mean is not None:
                means[name] = mean
            continue
        cell = _cell(value)
        if cell is None:
            continue
        if name == _FORMS:
            forms = cell
        elif name in known and code == _GIVEN:
            given[name] = cell
        elif name in known and code in known[name].answers:
            answers.setdefault(name, {})[code] = cell
    for name in answers:
        given.setdefault(name, forms)
    return Evaluation(forms, answers, given, means, exact)


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 1 <= found <= 5 else None


def _cell(text: str) -> Cell | None:
    if text in (SMALL, WITHHELD):
        return text
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


# As rows --------------------------------------------------------------------------------------------------------------


def evaluation_rows(counted: Evaluation) -> list[CountRow]:
    """What it says as rows of a table: each question with its answers, its mean, and what was gained between before and
    after.
    """
    rows = [CountRow("", _("Forms"), (counted.forms,))]
    for question in QUESTIONS:
        if (counts := counted.answers.get(question.name)) is None:
            continue
        section = _(question.words)
        rows += [CountRow(section, _(ANSWERS[code]), (counts.get(code, 0),)) for code in question.answers]
        if (mean := counted.means.get(question.name)) is not None:
            rows.append(CountRow(section, _("Mean"), (_mean(mean),), counts=False))
        if question.name == "after" and mean is not None and (before := counted.means.get("before")) is not None:
            more = f"{'+' if mean > before else ''}{_mean(mean - before)}"
            rows.append(CountRow(section, _("More than before"), (more,), counts=False))
    return rows


def _mean(mean: float) -> str:
    return format_amount(Decimal(f"{mean:.1f}"), exact=True)


def questions_at(*, later: bool) -> list[Question]:
    """Those of the form at the end of the training, or of the one three months later."""
    return [each for each in QUESTIONS if each.later is later]
