"""The activities of a report: read in batches, without names of people who did not agree, with what lines of them need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from desktop.catalogue import names_of, parts_of, report_records
from desktop.reports.activity_block import ActivityContext
from desktop.reports.record_values import text_of
from desktop.workspace import ACTIVITY, Record, Workspace, split_member
from desktop.workspace.privacy.gate import may_leave, unagreed_names_of
from desktop.workspace.records.kinds.field import ReferenceIn

_BATCH = 200
_KEPT = 2_000
"""Activities that are kept once they were read; of more, all are read a second time."""
_COURSE_KINDS = frozenset(("mooc", "online_course"))


class ActivityReader:
    """Reads activities; `step` is called after each and may raise."""

    def __init__(self, workspace: Workspace, step: Callable[[], object]) -> None:
        self.workspace = workspace
        self._step = step
        with workspace.reading() as conn:
            self.hidden = unagreed_names_of(conn)
        self._kept: dict[str, Record] = {}

    def keep(self, record: Record, of: int) -> None:
        """Keep a record of so many, where that is not too much to keep."""
        if of <= _KEPT:
            self._kept[record.id] = record

    def records(self, ids: Sequence[str]) -> Iterator[Record]:
        """The records of these ids that are there."""
        kept = [self._kept[id] for id in ids if id in self._kept]
        read = (self.hidden.without_names(each) for each in report_records(self.workspace, ids, batch=_BATCH))
        for record in kept if len(kept) == len(ids) else read:
            yield record
            self._step()

    def with_names(self, ids: Sequence[str]) -> Iterator[tuple[Record, ActivityContext]]:
        """Each record with the names of its organisations and its course runs, a batch at a time."""
        for start in range(0, len(ids), _BATCH):
            batch = list(self.records(ids[start : start + _BATCH]))
            wanted = {key.partition(":")[2] for record in batch for key in record.members("organisations")}
            names = {
                id: self.hidden.without(name) for id, name in names_of(self.workspace, "organisation", wanted).items()
            }
            pointed = self._names_pointed_to(batch)
            for record in batch:
                runs = (
                    [
                        self.hidden.without_names(each)
                        for each in self.workspace.records("run", parts_of(self.workspace, "run", record.id))
                    ]
                    if text_of(record, "kind") in _COURSE_KINDS
                    else ()
                )
                yield record, ActivityContext(names, runs, pointed)

    def _names_pointed_to(self, records: Sequence[Record]) -> dict[str, str]:
        """Names of the records that printed fields point to, organisations aside; of people those who agreed."""
        found: dict[str, str] = {}
        for field in ACTIVITY.fields:
            if field.name == "organisations" or not field.printed or field.rules.reference_in is ReferenceIn.NOT:
                continue
            ids = {
                field.points_to(split_member(name)[1], value)
                for record in records
                for name, value in record.values.items()
                if split_member(name)[0] == field.name
            }
            for each in self.workspace.records(field.target, sorted(ids)):
                if may_leave(each, each.kind.title):
                    found[each.id] = self.hidden.without(each.title) if each.type != "person" else each.title
        return found
