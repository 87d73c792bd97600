"""The format as FORMAT.md says it, held by packages that lie in tests/data, and by a second reader written from it."""

from __future__ import annotations

import bz2
import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.exchange.packages import open_package
from desktop.workspace.records.web_link_names import of_old
from tests.exchange.packages.build_packages import canonical
from tests.exchange.packages.desks import Desk

MakeDesk = Callable[[str], Desk]
VECTORS = sorted((Path(__file__).parents[2] / "data" / "packages").glob("*.fdz"))


def second_reader(path: Path) -> dict[str, Any]:
    """A package read with nothing of the program, as FORMAT.md tells to."""
    data = path.read_bytes()
    assert data[-64:].decode() == hashlib.sha256(data[:-64]).hexdigest()
    with zipfile.ZipFile(path) as archive:
        assert archive.comment.startswith(b"focal-desk sha256:")
        manifest = json.loads(archive.read("manifest.json"))
        assert canonical(manifest) == archive.read("manifest.json")
        listed = manifest["files"]
        assert set(archive.namelist()) == {"manifest.json", *listed}
        for name, about in listed.items():
            content = archive.read(name)
            assert (len(content), hashlib.sha256(content).hexdigest()) == (about["bytes"], about["sha256"])
        journal = {
            name: bz2.decompress(archive.read(f"{name}.bz2"))
            if f"{name}.bz2" in listed
            else archive.read(f"{name}.jsonl")
            for name in ("changes", "texts")
            if {f"{name}.bz2", f"{name}.jsonl"} & set(listed)
        }
        changes = [json.loads(line) for line in journal["changes"].decode().split("\n")[:-1]]
        if "texts" in journal:
            texts = iter([json.loads(line) for line in journal["texts"].decode().split("\n")[:-1]])
            for each in changes:
                values = each["values"]
                each["values"] = {name: next(texts) if values[name] == [] else values[name] for name in values}
            assert next(texts, None) is None
        for each in changes:
            each.setdefault("time", each["stamp"][0])
            each.setdefault("replaces", {})
    ids = [(manifest["replicas"][each["replica"]], each["seq"]) for each in changes]
    assert ids == sorted(set(ids)) and len(ids) == manifest["counts"]["changes"]
    said = {
        (id, seq) for id, spans in manifest["brings"].items() for first, last in spans for seq in range(first, last + 1)
    }
    assert said == set(ids)
    return {"manifest": manifest, "changes": changes}


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_vectors_are_read_as_they_were(path: Path, desk: MakeDesk) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    read = second_reader(path)
    assert read == expected["package"]
    with open_package(path) as package:
        package.check()
        assert [change.seq for change in package.changes()] == [each["seq"] for each in read["changes"]]
    bo = desk("Bo")
    bo.take(path)
    said = [{**each, "fields": of_old(each["fields"])} for each in expected["dump"]]  # links as they are named today
    assert [json.loads(line) for line in bo.dump()] == said


def test_there_are_vectors() -> None:
    assert [path.stem for path in VECTORS] == ["delta", "erased", "full", "squeezed"]


def test_a_second_reader_blanks_as_the_vector_is(desk: MakeDesk) -> None:
    """What section 5 of FORMAT.md says of names and values, worked out with nothing of the program."""
    read = second_reader(VECTORS[1])
    replicas, changes = read["manifest"]["replicas"], read["changes"]
    named = [key for each in changes if each["type"] == "erasure" for key in each["values"]]
    assert sum(key.startswith("records/") for key in named) == 1
    (activity,) = {each["record"] for each in changes if each["type"] == "activity"}
    digest = hashlib.sha256(f"{activity}\nlinks/https://mariama.example".encode()).hexdigest()
    for each in changes:
        if f"changes/{replicas[each['replica']]}:{each['seq']}" in named:
            assert each["values"][f"links/{digest}"] is None
    assert b"ariama" not in b"".join(
        zipfile.ZipFile(VECTORS[1]).read(name) for name in ("changes.jsonl", "activity.csv")
    )


def test_tables_and_their_description_agree(desk: MakeDesk) -> None:
    """The rules of Frictionless Data Package v1 that our descriptions could break."""
    amina = desk("Amina")
    lead = amina.journal.create("organisation", {"name": "Freetown"})
    id = amina.journal.create(
        "activity",
        {"title": "=1+1; «é»", "participants_total": 12, f"organisations/lead:{lead}": True, "targets/SDG:11.5": "principal",
         "targets/SDG:13.1": "significant", "links/https://x.org": "x"},
    )  # fmt: skip
    amina.journal.create("run", {"name": "first", "parent": id, "enrolled": 3})
    with zipfile.ZipFile(amina.send()) as archive:
        package = json.loads(archive.read("datapackage.json"))
        assert package["profile"] == "tabular-data-package" and re.fullmatch(r"[a-z0-9._-]+", package["name"])
        names = [each["name"] for each in package["resources"]]
        assert names == ["activity", "organisation", "run"]
        for resource in package["resources"]:
            content = archive.read(resource["path"])
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            fields = resource["schema"]["fields"]
            assert rows[0] == [each["name"] for each in fields] and len(set(rows[0])) == len(rows[0])
            assert {each["type"] for each in fields} <= {"string", "integer"}
            for row in rows[1:]:
                assert len(row) == len(fields)
                assert all(
                    cell.isdigit() for cell, each in zip(row, fields, strict=True) if cell and each["type"] == "integer"
                )
        activity = dict(zip(*csv.reader(io.StringIO(archive.read("activity.csv").decode("utf-8-sig"))), strict=True))
        assert activity["title"] == "'=1+1; «é»" and activity["targets"] == "SDG:11.5; SDG:13.1"
        assert activity["organisations"] == "Lead: Freetown" and activity["participants_total"] == "12"
        run = dict(zip(*csv.reader(io.StringIO(archive.read("run.csv").decode("utf-8-sig"))), strict=True))
        assert (run["parent"], run["state"]) == (id, "live")
