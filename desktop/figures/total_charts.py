"""The charts of totals: by goal, Sendai target, kind, year, country, status and organisation. Each value opens its records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from desktop.charts import Chart, ChartKind, ChartValue, Series
from desktop.charts.shapes import QUIET
from desktop.figures.grouping import COUNTRY, GROUPINGS, ORGANISATION, YEAR
from desktop.figures.totals import Totals
from desktop.i18n import _, ngettext
from desktop.values.numbers import format_number
from desktop.vocabularies import fold, load

COUNTRIES_SHOWN = 15
SENDAI = "#4A5A66"
_YEARS_SHOWN = 24


def goals_chart(totals: Totals) -> Chart:
    """Activities by Sustainable Development Goal, each in its official colour."""
    values = [
        ChartValue(
            goal.label(), totals.targets[goal.code], query=GROUPINGS["goal"].query(goal.code), colour=goal.colour,
            badge=goal.code.partition(":")[2],
        )
        for goal in load("sdg").children()
    ]  # fmt: skip
    return _bars(
        _("By Sustainable Development Goal"), values if totals.with_goal else [], totals.activities - totals.with_goal,
        _("No activity names an SDG target yet."),
    )  # fmt: skip


def sendai_chart(totals: Totals) -> Chart:
    """Activities by target of the Sendai Framework, and by priority where one is named."""
    roots = load("sendai").children()
    found = [term for term in roots if term.level == "target"]
    found += [term for term in roots if term.level == "priority" and totals.targets[term.code]]
    values = [
        ChartValue(
            term.label(), totals.targets[term.code], query=GROUPINGS["sendai"].query(term.code), colour=SENDAI,
            badge=term.code.partition(":")[2],
        )
        for term in found
    ]  # fmt: skip
    return _bars(
        _("By Sendai target and priority"), values if totals.with_sendai else [],
        totals.activities - totals.with_sendai, _("No activity names a Sendai target yet."),
    )  # fmt: skip


def kinds_chart(totals: Totals) -> Chart:
    """Activities by kind."""
    return _bars(_("By kind"), _of_vocabulary("kinds", "kind", totals.kinds), totals.kinds[""])


def statuses_chart(totals: Totals) -> Chart:
    """Activities by status."""
    return _bars(_("By status"), _of_vocabulary("statuses", "status", totals.statuses), totals.statuses[""])


def organisations_chart(totals: Totals, names: Mapping[str, str], shown: Sequence[str]) -> Chart:
    """The organisations `shown` (ids) that have a name."""
    values = [
        ChartValue(names[id], totals.organisations[id], query=GROUPINGS[ORGANISATION].query(id))
        for id in shown
        if id in names
    ]
    return _bars(_("Organisations named most often"), values, 0)


def countries_chart(totals: Totals) -> Chart:
    """Activities by country, those with most first, the others in one."""
    countries = load("countries")
    counts = Counter({code: count for code, count in totals.countries.items() if code})
    order = sorted(counts, key=lambda code: (-counts[code], fold(countries.label(code))))
    shown = order if len(order) <= COUNTRIES_SHOWN + 1 else order[:COUNTRIES_SHOWN]
    values = [ChartValue(countries.label(code), counts[code], query=GROUPINGS[COUNTRY].query(code)) for code in shown]
    if rest := order[len(shown) :]:
        said = ngettext("{count} other country", "{count} other countries", len(rest)).format(
            count=format_number(len(rest))
        )
        values.append(ChartValue(said, sum(counts[code] for code in rest), colour=QUIET))
    return _bars(_("By country"), values, totals.countries[""], _("No activity names a country yet."))


def years_chart(totals: Totals) -> Chart:
    """Activities by the year in which they begin."""
    counts = {int(year): count for year, count in totals.years.items() if year}
    values: list[ChartValue] = []
    if counts:
        first, last = min(counts), max(counts)
        years: Iterable[int] = range(first, last + 1) if last - first < _YEARS_SHOWN else sorted(counts)
        values = [
            ChartValue(str(year), counts.get(year, 0), query=GROUPINGS[YEAR].query(str(year)), at=year)
            for year in years
        ]
        if len(values) > _YEARS_SHOWN:
            early, values = values[: -_YEARS_SHOWN + 1], values[-_YEARS_SHOWN + 1 :]
            said = _("to {year}").format(year=early[-1].label)
            values.insert(0, ChartValue(said, sum(each.number or 0 for each in early), colour=QUIET))
    return Chart(
        ChartKind.COLUMNS, _("By year of start"), (Series("", tuple(values)),), unit=_("Activities"),
        note=_not_given(totals.undated), empty=_("No activity has a date yet."),
    )  # fmt: skip


def _bars(title: str, values: Sequence[ChartValue], not_given: int, empty: str = "") -> Chart:
    return Chart(
        ChartKind.BARS,
        title,
        (Series("", tuple(values)),),
        unit=_("Activities"),
        note=_not_given(not_given),
        empty=empty,
    )


def _of_vocabulary(vocabulary: str, grouping: str, counts: Counter[str]) -> list[ChartValue]:
    return [
        ChartValue(term.label(), counts[term.code], query=GROUPINGS[grouping].query(term.code))
        for term in load(vocabulary)
        if counts[term.code]
    ]


def _not_given(count: int) -> str:
    """How many activities a chart does not show."""
    if not count:
        return ""
    return ngettext("Not given: {count} activity", "Not given: {count} activities", count).format(
        count=format_number(count)
    )
