"""How the command line shows things: lines for people, JSON for programs."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from desktop.i18n import _, ngettext
from desktop.system.terminal import output_lost, print_data, print_line
from desktop.values.missing_letters import missing_letters_words
from desktop.vocabularies import load
from desktop.workspace import FieldKind, Record, Value, split_member
from desktop.workspace.records.kinds.field import ReferenceIn, Search


def print_json(data: object) -> None:
    """One JSON document on standard output, readable by people too."""
    print_data(f"{json.dumps(data, ensure_ascii=False, indent=2)}\n")


def print_json_list(items: Iterable[object]) -> None:
    """A JSON array, item by item: a long list is never in memory as a whole."""
    between = "[\n"
    for item in items:
        print_data(between + json.dumps(item, ensure_ascii=False, indent=2))
        if output_lost():
            return
        between = ",\n"
    print_data("[]\n" if between == "[\n" else "\n]\n")


def record_json(record: Record) -> dict[str, Any]:
    """The shape of a record in JSON: `id`, `title`, `fields` by journal name (`targets/SDG:11.5`)."""
    return {"id": record.id, "title": record.title, "fields": dict(without_ballots(record))}


def without_ballots(record: Record) -> Mapping[str, Value]:
    """What is shown of a record: what somebody voted for is shown by the results alone, as the round allows."""
    hidden = {each.name for each in record.kind.fields if each.kind is FieldKind.BALLOT}
    return {name: value for name, value in record.values.items() if name not in hidden} if hidden else record.values


def print_record(record: Record, names: Mapping[str, str]) -> None:
    """A record, a field a line, in the order of the form; codes and ids with what they mean. `names`: of the records
    it points to.
    """
    print_line(_("{kind}: {title}").format(kind=_(record.kind.label), title=record.title))
    print_line(record.id)
    for is_so, words in ((record.binned, _("In the bin")), (bool(record.conflicts), _("In conflict"))):
        if is_so:
            print_line(words)
    place = {name: number for number, name in enumerate(record.kind.by_name)}
    for name, value in sorted(
        without_ballots(record).items(), key=lambda item: (place.get(item[0].partition("/")[0], 999), item[0])
    ):
        shown = "" if value is True else str(value)
        meant = _label_of_value(record, name, value, names)
        lines = f"  {name} = {shown}{' ' if shown and meant else ''}{f'({meant})' if meant else ''}".rstrip().split(
            "\n"
        )
        for number, line in enumerate(lines):
            print_line(f"    {line}" if number else line)
    if record.missing:
        labels = (_(record.kind.by_name[name].label) for name in record.missing)
        print_line(_("Still missing: {fields}").format(fields=", ".join(labels)))


def _label_of_value(record: Record, name: str, value: Value, names: Mapping[str, str]) -> str:
    """What a code or an id stands for; "" for a value that speaks for itself."""
    head, key = split_member(name)
    field = record.kind.by_name.get(head)
    if field is None:
        return ""
    if (id := field.points_to(key, value)) or field.rules.reference_in is not ReferenceIn.NOT:
        return names.get(id, "")
    if field.rules.search is Search.CODES:
        return load(field.vocabulary).label(key)
    return field.format(value) if field.rules.labelled or field.unit else ""


def print_counts(counts: Mapping[str, int]) -> None:
    """Figures, one a line."""
    for label, count in counts.items():
        print_line(f"{label}: {count:,}")


def page_size(args: Namespace) -> str:
    """The page that `--paper` asks for, by the name that reports know."""
    return {"a4": "A4", "letter": "Letter"}[args.paper]


def print_pages(title: str, count: int, file: Path) -> None:
    """What a report is about, how many pages it has, and where it is."""
    print_line(
        ngettext("{title}: {count} page in {file}", "{title}: {count} pages in {file}", count).format(
            title=title, count=count, file=file
        )
    )


def print_missing_letters(letters: str) -> None:
    """Which characters of a report no font of this computer has, if there are any."""
    if words := missing_letters_words(letters):
        print_line(words)
