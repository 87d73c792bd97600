"""The reach of trainings as the rows of a table for people: by module, country, section and year, each with its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from desktop.catalogue.trainings import Training
from desktop.i18n import _, ngettext, pgettext
from desktop.learning.count_rows import CountRow
from desktop.learning.trainer_tree import DIMENSIONS, Reach, TrainerTree, reach_by, reach_of
from desktop.values.numbers import format_number
from desktop.vocabularies import load

_VOCABULARIES = {"module": "modules", "country": "countries"}
_BY: dict[str, Callable[[], str]] = {
    "module": lambda: _("By module"), "country": lambda: _("By country"), "section": lambda: _("By section"),
    "year": lambda: _("By year"),
}  # fmt: skip


def dimension_label(name: str) -> str:
    """What reach is counted by."""
    return {"module": _("Module"), "country": _("Country"), "section": _("Section"), "year": _("Year")}[name]


def reach_headings() -> list[str]:
    """The headings of the four numbers of a reach: narrow columns."""
    return [pgettext("narrow column", "Trainers"), _("Trainings"), _("Governments"), _("People")]


def reach_label(dimension: str, code: str, sections: Mapping[str, str]) -> str:
    """The name of a module, country, section or year; `sections`: their names by id."""
    if not code:
        return _("Not given")
    if dimension == "section":
        return sections.get(code) or _("Untitled")
    vocabulary = _VOCABULARIES.get(dimension)
    return load(vocabulary).label(code) if vocabulary else code


def reach_rows(
    trainings: Iterable[Training], sections: Mapping[str, str], dimensions: Iterable[str] = tuple(DIMENSIONS)
) -> list[CountRow]:
    """All together first, then what each dimension counts."""
    those = list(trainings)
    rows = [CountRow("", _("Together"), cells_of(reach_of(those)))]
    for name in dimensions:
        for code, reach in reach_by(those, name).items():
            rows.append(CountRow(_BY[name](), reach_label(name, code, sections), cells_of(reach)))
    return rows


def cells_of(reach: Reach) -> tuple[int, int, int, int]:
    """The four numbers, as `reach_headings` names them."""
    return reach.trainers, reach.trainings, reach.local_governments, reach.people


def trainings_counted(count: int) -> str:
    """ "12 trainings"."""
    return ngettext("{number} training", "{number} trainings", count).format(number=format_number(count))


def reach_words(reach: Reach) -> str:
    """The reach in a line."""
    trainers = ngettext("{number} trainer trained", "{number} trainers trained", reach.trainers)
    trainings = ngettext("{number} training given", "{number} trainings given", reach.trainings)
    governments = ngettext("{number} local government", "{number} local governments", reach.local_governments)
    people = ngettext("{number} person", "{number} people", reach.people)
    return " · ".join(
        words.format(number=format_number(number))
        for words, number in zip((trainers, trainings, governments, people), cells_of(reach), strict=True)
    )


def circle_sentences(tree: TrainerTree, names: Mapping[str, str]) -> list[str]:
    """A sentence for each group of people who trained each other; `names`: by id."""
    return [
        _("{names} trained each other in a circle: each is counted once.").format(
            names=", ".join(names.get(each) or _("Untitled") for each in group)
        )
        for group in tree.circles
    ]
