"""Commands that count: figures, coverage."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import open_workspace
from desktop.cli.output import print_json
from desktop.cli.searches import read_query
from desktop.errors import UserFacingError
from desktop.i18n import _, ngettext, pgettext
from desktop.system.terminal import print_line
from desktop.values.numbers import format_number

if TYPE_CHECKING:
    from desktop.figures import FigureValue, GroupRow

BY = (
    "target", "goal", "sendai", "essential", "hazard", "hazard_cluster", "year", "country", "region", "section",
    "organisation", "module", "method", "kind", "status", "approach", "stage",
)  # fmt: skip
ROWS = ("target", "goal", "sendai", "essential", "hazard", "hazard_cluster")
COLUMNS = ("year", "region", "country", "section", "organisation", "module")
_SPLIT = ("activities", "participants", "local_governments", "organisations")
"""Figures of each group where none is named."""
_VISITS_SPLIT = ("visits", "visits_held", "visit_participants", "commitments")
_VISITS_ONLY = ("approach", "stage")
_GAPS = 20


def figures(args: Namespace) -> int:
    """Print the figures of a period, or those of each target, country, year and so on."""
    from desktop.figures import FIGURES, Selection, read_period

    names = list(args.figure)
    for name in names:
        if name not in FIGURES:
            raise UserFacingError(
                _("There is no figure “{name}”.").format(name=name),
                todo=_("Available: {names}.").format(names=", ".join(FIGURES)),
            )
    if args.define:
        return _define(args, names or list(FIGURES))
    selection = Selection(" ".join(args.query).strip(), read_period(args.period))
    _check_query(selection, names)
    return _print_grouped(args, selection, names) if args.by else _print_figures(args, selection, names)


def _check_query(selection: Any, names: list[str]) -> None:
    """Say what is wrong with a query, and that it cannot be asked of records of several lists."""
    from desktop.figures import FIGURES

    if not selection.query:
        return
    types = {FIGURES[name].list_type for name in names} or {selection.type}
    if len(types) > 1:
        raise UserFacingError(
            _("A query is for the records of one list: these figures are of several."),
            todo=_("Name figures of activities, of visits or of organisations."),
        )
    read_query(selection.query, next(iter(types)))


def _print_figures(args: Namespace, selection: Any, names: list[str]) -> int:
    from desktop.figures import FIGURES, read_figures

    if names and selection.query:
        selection = selection.narrowed("", FIGURES[names[0]].list_type)
    with open_workspace(args, read_only=True) as workspace:
        found = read_figures(workspace, selection, names or None)
        earlier = selection.period.before()
        before = read_figures(workspace, selection.within(earlier), list(found)) if earlier else {}
    if args.json:
        print_json(
            {
                "period": _period_json(selection.period),
                "before": _period_json(earlier) if earlier else None,
                "figures": [
                    {**_value_json(value), "before": before[name].value if name in before else None}
                    for name, value in found.items()
                ],
            }
        )
        return 0
    print_line(selection.period.label if earlier is None else _("{period}, and before it {earlier}").format(
        period=selection.period.label, earlier=earlier.label
    ))  # fmt: skip
    for name, value in found.items():
        print_line(f"  {_value_line(value, before.get(name))}")
    return 0


def _value_line(value: FigureValue, before: FigureValue | None) -> str:
    from desktop.figures.format_value import format_given, format_value

    said = format_value(value)
    if before is not None and value.figure.dated:
        said = _("{number} (before: {before})").format(number=said, before=format_value(before))
    line = pgettext("field: value", "{field}: {value}").format(field=_(value.figure.label), value=said)
    given = format_given(value)
    return f"{line}, {given}" if given else line


def _print_grouped(args: Namespace, selection: Any, names: list[str]) -> int:
    from desktop.figures import FIGURES, read_grouped

    names = names or list(_VISITS_SPLIT if args.by in _VISITS_ONLY else _SPLIT)
    types = {FIGURES[name].list_type for name in names}
    if len(types) > 1:
        raise UserFacingError(
            _("Figures of one list can be split, and these are of several."),
            todo=_("Name figures of activities, of visits or of organisations."),
        )
    _check_split(args.by, next(iter(types)))
    with open_workspace(args, read_only=True) as workspace:
        rows = read_grouped(workspace, args.by, selection, names)
    if args.json:
        print_json(
            {
                "period": _period_json(selection.period),
                "by": args.by,
                "groups": [
                    {"code": row.code, "label": row.label, "query": row.query,
                     "figures": {name: row.values[name].value for name in names}}
                    for row in rows
                ],
            }
        )  # fmt: skip
        return 0
    print_line(selection.period.label)
    for row in rows:
        print_line(f"  {_group_line(row, names)}")
    return 0


def _check_split(by: str, type: str) -> None:
    from desktop.figures import groupings_of

    known = [each.name for each in groupings_of(type)]
    if by not in known:
        raise UserFacingError(
            _("These figures are not split by “{name}”.").format(name=by),
            todo=_("They can be split by: {names}.").format(names=", ".join(known)),
        )


def _group_line(row: GroupRow, names: list[str]) -> str:
    from desktop.figures.format_value import format_value

    parts = [
        pgettext("field: value", "{field}: {value}").format(
            field=_(row.values[name].figure.label), value=format_value(row.values[name])
        )
        for name in names
    ]
    return f"{row.label} – {'; '.join(parts)}"


def _define(args: Namespace, names: list[str]) -> int:
    """Print what figures count."""
    from desktop.figures import FIGURES, NOTE

    if args.json:
        print_json(
            [
                {"name": name, "label": _(FIGURES[name].label), "definition": _(FIGURES[name].definition)}
                for name in names
            ]
        )
        return 0
    for name in names:
        print_line(f"{name}: {_(FIGURES[name].label)}")
        print_line(f"  {_(FIGURES[name].definition)}")
    print_line(_(NOTE))
    return 0


def _period_json(period: Any) -> dict[str, str]:
    return {"first": period.first, "last": period.last}


def _value_json(value: FigureValue) -> dict[str, object]:
    return {
        "name": value.figure.name, "label": _(value.figure.label), "value": value.value, "given": value.given,
        "of": value.of, "list": value.figure.list_type, "query": value.selection.text,
    }  # fmt: skip


def coverage(args: Namespace) -> int:
    """Print how many activities or visits name each target by year, country and so on; or the gaps."""
    from desktop.figures import Selection, read_period
    from desktop.figures.coverage import COUNTED, read_coverage
    from desktop.figures.gaps import read_gaps

    type = "visit" if args.visits else "activity"
    query = " ".join([*args.query, *([] if args.all else [COUNTED[type]])]).strip()
    selection = Selection(query, read_period(args.period), type=type)
    read_query(selection.text, type)
    with open_workspace(args, read_only=True) as workspace:
        if args.gaps:
            return _print_gaps(args, read_gaps(workspace, date.today().year, args.rows, selection))
        found = read_coverage(workspace, args.rows, args.columns, selection)
    if args.json:
        print_json(
            {
                "rows": [{"code": each.code, "label": each.label, "count": each.count} for each in found.rows],
                "columns": [{"code": each.code, "label": each.label, "count": each.count} for each in found.columns],
                "counts": [[found.count(row, column) for column in found.columns] for row in found.rows],
                "total": found.total,
                "query": found.selection.text,
            }
        )
        return 0
    for row in found.rows:
        if row.count:
            cells = "; ".join(
                pgettext("field: value", "{field}: {value}").format(field=each.label, value=format_number(count))
                for each in found.columns
                if (count := found.count(row, each))
            )
            print_line(f"{row.label}: {format_number(row.count)}{f' ({cells})' if cells else ''}")
    print_line(
        ngettext(
            "{covered} of {count} row has something.", "{covered} of {count} rows have something.", len(found.rows)
        ).format(covered=format_number(found.covered), count=format_number(len(found.rows)))
    )
    return 0


def _print_gaps(args: Namespace, gaps: list[Any]) -> int:
    if args.json:
        print_json(
            [
                {"row": each.row, "region": each.region, "since": each.since or None, "before": each.count,
                 "sentence": each.sentence, "query": each.query}
                for each in gaps
            ]
        )  # fmt: skip
        return 0
    for each in gaps[:_GAPS]:
        print_line(each.sentence)
    if (rest := len(gaps) - _GAPS) > 0:
        print_line(ngettext("… and {count} more", "… and {count} more", rest).format(count=format_number(rest)))
    if not gaps:
        print_line(_("No gaps: whatever was done in a region is still done there."))
    return 0
