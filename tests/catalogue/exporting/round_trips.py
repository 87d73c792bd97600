"""Random catalogues that leave as tables and come back: into the desk that they left, and into one that is empty."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

from desktop.catalogue import ActivityList, export_table, parse
from desktop.catalogue.exporting.iati.publisher import Publisher, keep_publisher
from desktop.catalogue.exporting.table_formats import TABLE_FORMATS, TableFormat
from desktop.exchange import apply_import, guess_mapping, open_table, plan_import
from desktop.vocabularies import load
from desktop.workspace import ACTIVITY, Field, FieldKind, Record, Value, Workspace, split_member

TEXTS = (
    "Flood drill", "Été à Saint-Louis", "=1+1", "-5 degrees", "+961", "@home", "'quoted", '"twice" said', "a, b; c",
    "two\nlines", "حي", "灾害", "x" * 300, "1,5", "2024-05-03", "SDG 11.5", "ODS 11", "Tegucigalpa (HN)", "100 %",
)  # fmt: skip
ORGANISATIONS = ("Ville de Dakar", "AHA, GOL", "Plan-CR", "São Paulo", "=cmd", "Mancomunidad del Sur", "UCLG Learning")
DATES = ("2014", "2014-05", "2014-05-03", "1970-01-01", "2031-12-31")
PLACES = ("8.4657,-13.2317", "-90,180", "0,0", "-17.5,-179.999999")
NOT_IN_TABLES = ("attachments", "source_data", "private_source_data", "private_note")
"""Fields that no table has."""


def random_catalogue(workspace: Workspace, rng: random.Random) -> list[str]:
    """One to six activities with any of their fields; returns their ids."""
    journal = workspace.journal
    organisations = {
        name: journal.create("organisation", {"name": name}) for name in rng.sample(ORGANISATIONS, rng.randint(1, 4))
    }
    found: list[str] = []
    for number in range(rng.randint(1, 6)):
        values: dict[str, Value] = {"title": f"{' '.join(rng.choice(TEXTS).split())} {number}"}
        for field in ACTIVITY.fields:
            if field.name not in (*NOT_IN_TABLES, "title", "people") and rng.random() < 0.6:
                values |= _values(field, rng, organisations)
        found.append(journal.create("activity", values))
    return found


def _values(field: Field, rng: random.Random, organisations: dict[str, str]) -> dict[str, Value]:
    match field.kind:
        case FieldKind.CHOICE:
            return {field.name: rng.choice([term.code for term in load(field.vocabulary)])}
        case FieldKind.CODES:
            codes = rng.sample([term.code for term in load(field.vocabulary)], rng.randint(1, 3))
            return {f"{field.name}/{code}": field.default_weight(code) for code in codes}
        case FieldKind.LINKED:
            role = rng.choice([term.code for term in load(field.vocabulary)])
            return {f"{field.name}/{role}:{rng.choice(list(organisations.values()))}": True}
        case FieldKind.LINKS:
            link = f"https://example.org/{rng.randint(1, 9)}?a=b,c"
            return {f"{field.name}/{link}": link}
        case FieldKind.INTEGER:
            return {field.name: rng.choice((0, 1, 25, 1_000_000))}
        case FieldKind.DATE:
            return {field.name: rng.choice(DATES)}
        case FieldKind.COORDINATES:
            return {field.name: rng.choice(PLACES)}
        case FieldKind.TEXT | FieldKind.LONG_TEXT:
            text = rng.choice(TEXTS)
            return {field.name: " ".join(text.split()) if field.kind is FieldKind.TEXT else text}
        case _:
            raise AssertionError(f"no values for {field.name}")


def try_round_trips(folder: Path, seed: str, formats: tuple[TableFormat, ...] = TABLE_FORMATS) -> None:
    """One catalogue through each format. Raises AssertionError with what changed."""
    rng = random.Random(seed)
    with closing(Workspace.create(folder / "made.focal", home=folder / "home")) as made:
        every = random_catalogue(made, rng)
        keep_publisher(made, Publisher("XM-DAC-1"))
        nos = ActivityList(made).order(parse(""), ()).ids
        for format in formats:
            ids = [id for id in every if format.name != "iati" or "start" in made.records("activity", [id])[0].values]
            if not ids:
                continue  # IATI wants a start
            path = folder / f"{format.name}{format.suffix}"
            done = export_table(made, nos, path, format=format)
            assert (done.written, done.left_out) == (len(every), len(every) - len(ids))
            table = open_table(path)
            with closing(plan_import(made, table, guess_mapping(table))) as plan:
                changes = [(each.title, each.fields) for each in plan.changes]
                questions = [each.what for each in plan.questions]
                assert (questions, plan.new_to_write, changes) == ([], 0, []), (seed, format.name, questions, changes)
                assert plan.unchanged == len(ids), (seed, format.name, plan.refused, plan.problems)
            there = folder / f"{format.name}.focal"
            with closing(Workspace.create(there, home=folder / f"{format.name} home")) as empty:
                apply_import(empty, plan_import(empty, table, guess_mapping(table)))
                for id in ids:
                    before, after = _shown(made, id), _shown(empty, id)
                    differing = {
                        name: (before.get(name), after.get(name))
                        for name in before.keys() | after.keys()
                        if before.get(name) != after.get(name)
                    }
                    assert not differing, (seed, format.name, differing)


def _shown(workspace: Workspace, id: str) -> dict[str, Value]:
    """What a table can hold of a record; organisations by their names."""
    [record] = workspace.records("activity", [id])
    return {_named(workspace, name): value for name, value in record.values.items() if _is_in_tables(name)}


def _is_in_tables(name: str) -> bool:
    return split_member(name)[0] not in (*NOT_IN_TABLES, "source")


def _named(workspace: Workspace, name: str) -> str:
    head, key = split_member(name)
    if head != "organisations":
        return name
    role, _colon, id = key.partition(":")
    organisation: Record = workspace.records("organisation", [id])[0]
    return f"{head}/{role}:{organisation.title}"
