"""Goals in words and as charts: the same in the window, on paper and by command."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from desktop.charts import Chart, ChartKind, ChartValue, Series
from desktop.figures.goals import GoalProgress, GoalState
from desktop.figures.indicators import AIM, IndicatorSeries, IndicatorValue
from desktop.i18n import _, ngettext
from desktop.values.dates import format_date
from desktop.values.numbers import format_amount, format_number, format_share, read_decimal


def reached_words(goal: GoalProgress) -> str:
    """ "31 of 40 (78 %)"; why it cannot be counted, where it cannot."""
    if goal.trouble:
        return goal.trouble
    return _("{reached} of {wanted} ({share})").format(
        reached=format_number(goal.reached),
        wanted=format_number(goal.wanted),
        share=format_share(round(goal.share * 100)),
    )


def pace_words(goal: GoalProgress) -> str:
    """What was due by now, how long is left, what each month must come to and what it came to before; "" for a goal that is
    not under way. The past is told and the future is not: on the sample, bands drawn around what came before were wrong
    too often.
    """
    if goal.state not in (GoalState.ON_TRACK, GoalState.LATE):
        return ""
    left = ngettext("{count} day is left.", "{count} days are left.", goal.days_left).format(
        count=format_number(goal.days_left)
    )
    due = _("At an even pace it would be {number} by now.").format(number=format_number(goal.due))
    return " ".join(part for part in (due, left, months_words(goal)) if part)


def months_words(goal: GoalProgress) -> str:
    """What each month that is left must come to, and what a month of the last twelve came to; "" where months say nothing."""
    if goal.a_month is None or goal.days_left <= 0 or goal.state not in (GoalState.ON_TRACK, GoalState.LATE):
        return ""
    return _("{needed} a month are needed; in the last twelve months it was {before} a month.").format(
        needed=_rounded(goal.needed_a_month), before=_rounded(goal.a_month)
    )


def _rounded(number: float) -> str:
    """With one decimal where the number is small."""
    return format_amount(Decimal(f"{number:.1f}"), exact=True) if number < 10 else format_number(round(number))


def months_chart(goal: GoalProgress, months: Sequence[tuple[str, int]]) -> Chart:
    """What came to the figure in each month; a mark opens what took place in its month."""
    values = tuple(
        ChartValue(format_date(month), number, query=f"{goal.selection.query} period:{month}".strip())
        for month, number in months
    )
    unit = _(goal.figure.label) if goal.figure is not None else ""
    return Chart(
        ChartKind.COLUMNS, _("Month by month"), (Series("", values),), axis=_("Month"), unit=unit,
        empty=_("Nothing was counted yet."),
    )  # fmt: skip


def series_chart(series: IndicatorSeries) -> Chart:
    """The values of an indicator, and what is aimed for. A chart holds whole numbers; the words beside them are exact."""
    values = [
        *(_value(each, series.unit) for each in series.measured),
        *(_value(each, series.unit) for each in series.aims),
    ]
    return Chart(
        ChartKind.COLUMNS, _("Over time ({unit})").format(unit=series.unit) if series.unit else _("Over time"),
        (Series("", tuple(values)),), axis=_("Year"), unit=series.unit or _("Value"), empty=_("No value is written yet."),
    )  # fmt: skip


def number_words(number: str, unit: str) -> str:
    """A value with its unit, as people write it in the language spoken now."""
    amount = read_decimal(number)
    return f"{number if amount is None else format_amount(amount, exact=True)} {unit}".strip()


def _value(value: IndicatorValue, unit: str) -> ChartValue:
    amount = read_decimal(value.number)
    label = format_date(value.date)
    if value.role == AIM:
        label = _("{year}: aimed for").format(year=label)
    return ChartValue(label, None if amount is None else round(amount), number_words(value.number, unit))
