"""The annex of a voluntary local review: what was done, by goal and target, with results, sources and links to Sendai."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.catalogue.read_connection import reading
from desktop.catalogue.record_names import names_of, report_records
from desktop.evidence.chains import title_of
from desktop.evidence.subject import DONE
from desktop.figures import FigureValue, Period, Selection, read_figures
from desktop.figures.definitions import ACTIVITY, VISIT
from desktop.visits.field_values import number_of, text_of
from desktop.vocabularies import load, related_indicators, related_sendai
from desktop.workspace import Record, Workspace
from desktop.workspace.privacy.gate import unagreed_names_of

_FIGURES = ("activities", "participants", "women_share", "local_governments", "goals", "targets")
NO_GOAL = ""


@dataclass(frozen=True, slots=True)
class Action:
    """An activity or a visit, as others may read it. `targets`: all that it names."""

    type: str
    id: str
    title: str
    kind: str
    state: str
    start: str
    end: str
    place: str
    country: str
    organisations: tuple[str, ...]
    participants: int | None
    results: str
    source: str
    targets: tuple[str, ...]

    @property
    def sendai(self) -> tuple[str, ...]:
        """The Sendai targets and priorities that it names itself."""
        return tuple(code for code in self.targets if code.startswith("SFDRR:"))


@dataclass(frozen=True, slots=True)
class TargetActions:
    """The actions on a target; `code` is a goal where they name no target of it, "" where they name no SDG at all.

    `sendai`: the Sendai targets that the official indicators of the target feed; `indicators`: those of Sendai.
    """

    code: str
    actions: tuple[Action, ...]
    sendai: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()

    @property
    def goal(self) -> str:
        """The goal that it is of; "" where there is none."""
        return load("sdg").path(self.code)[0].code if self.code else NO_GOAL


@dataclass(frozen=True)
class Annex:
    """All of it, by the order of goals and targets. An action that names three targets stands below each."""

    period: Period
    figures: tuple[FigureValue, ...]
    groups: tuple[TargetActions, ...]
    without_goal: int
    """Actions that name no SDG."""
    without_result: int
    without_source: int

    @property
    def goals(self) -> dict[str, list[TargetActions]]:
        """By goal; last, under "", those that name none."""
        found: dict[str, list[TargetActions]] = {}
        for each in self.groups:
            found.setdefault(each.goal, []).append(each)
        return found

    @property
    def actions(self) -> int:
        """How many there are, each once."""
        return len({action.id for group in self.groups for action in group.actions})


def _go_on() -> None: ...


def read_annex(workspace: Workspace, period: Period, query: str = "", *, check: Callable[[], object] = _go_on) -> Annex:
    """What was done in a period; `query` finds which activities and visits (for instance `country:KE`). Raises QueryError."""
    activities = Selection(f"{query} {DONE[ACTIVITY]}".strip(), period)
    visits = Selection(f"{query} {DONE[VISIT]}".strip(), period, type=VISIT)
    with workspace.reading() as conn:
        hidden = unagreed_names_of(conn)
    actions: list[Action] = []
    for selection in (activities, visits):
        ids = _ids(workspace, selection)
        for start in range(0, len(ids), _BATCH):
            check()
            part = ids[start : start + _BATCH]
            records = report_records(workspace, part) if selection.type == ACTIVITY else workspace.records(VISIT, part)
            those = [hidden.without_names(each) for each in records]
            names = names_of(workspace, "organisation", {key.partition(":")[2] for each in those
                                                         for key in each.members("organisations")})  # fmt: skip
            actions += [_action(each, {id: hidden.without(name) for id, name in names.items()}) for each in those]
    check()
    return Annex(
        period,
        (*read_figures(workspace, activities, _FIGURES).values(), *read_figures(workspace, visits, ("visits",)).values()),
        tuple(_groups(actions)),
        sum(not _places(each) for each in actions), sum(not each.results for each in actions),
        sum(not each.source for each in actions),
    )  # fmt: skip


_BATCH = 500


def _ids(workspace: Workspace, selection: Selection) -> list[str]:
    with reading(workspace) as conn:
        numbers, parameters = selection.numbers(conn)
        rows = conn.execute(
            f"SELECT id FROM {selection.type} WHERE no IN ({numbers}) ORDER BY start IS NULL, start, no", parameters
        )
        return [row[0] for row in rows]


def _action(record: Record, names: dict[str, str]) -> Action:
    values = record.values
    visit = record.type == VISIT
    return Action(
        record.type, record.id, title_of(record), "" if visit else text_of(values, "kind"),
        text_of(values, "stage" if visit else "status"), text_of(values, "start"), text_of(values, "end"),
        text_of(values, "municipality"), text_of(values, "country"),
        tuple(dict.fromkeys(names[id] for key in record.members("organisations")
                            if (id := key.partition(":")[2]) in names)),
        None if visit else number_of(values, "participants_total"),
        text_of(values, "summary" if visit else "results").strip(),
        "; ".join(dict.fromkeys(part for part in (text_of(values, "source"), *record.members("links")) if part)),
        tuple(record.members("targets")),
    )  # fmt: skip


def _places(action: Action) -> list[str]:
    """The targets below which it stands: an indicator's target, and a goal alone where none of its targets is named."""
    sdg = load("sdg")
    paths = [sdg.path(code) for code in action.targets if code in sdg]
    targets = dict.fromkeys(path[1].code for path in paths if len(path) > 1)
    goals = {path[0].code for path in paths} - {sdg[code].parent for code in targets}
    return [*targets, *goals]


def _groups(actions: Sequence[Action]) -> list[TargetActions]:
    by_code: dict[str, list[Action]] = {}
    for action in actions:
        for code in _places(action) or [NO_GOAL]:
            by_code.setdefault(code, []).append(action)
    order = {term.code: place for place, term in enumerate(load("sdg"))}
    return [
        TargetActions(code, tuple(by_code[code]), related_sendai(code), related_indicators(code))
        for code in sorted(by_code, key=lambda code: order.get(code, len(order)))
    ]
