"""Own terms travel like records, go along with what has them, and two desks that add one name make one term."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable

from desktop.catalogue import own_terms
from desktop.vocabularies import load
from tests.exchange.packages.desks import Desk

MakeDesk = Callable[[str], Desk]


def test_one_name_added_on_two_desks_is_one_term_and_a_rename_apart_is_a_conflict(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    ids = {own_terms.add_term(each.workspace, "kinds", "Hill camp") for each in (amina, bo)}
    assert len(ids) == 1
    code = f"own:{ids.pop()}"
    for each in (amina, bo):
        each.journal.create("activity", {"title": each.name, "kind": code})
    bo.take(amina.send())
    amina.take(bo.send())
    assert amina.dump() == bo.dump() and not amina.disputed()
    (term,) = own_terms.list_terms(bo.workspace)
    assert (term.label, term.used) == ("Hill camp", 2)
    own_terms.edit_term(amina.workspace, term.id, {"label": "Hillside camp"})
    own_terms.edit_term(bo.workspace, term.id, {"label": "Slope camp"})
    bo.take(amina.send())
    assert [each.field for each in bo.disputed()] == ["label"]


def test_what_is_sent_brings_its_terms_and_those_above_them_and_no_others(desk: MakeDesk) -> None:
    amina, bo = desk("Amina"), desk("Bo")
    add = own_terms.add_term
    above = add(amina.workspace, "hazards", "Peat")
    below = add(amina.workspace, "hazards", "Peat slide", broader=f"own:{above}")
    camp, _other = (add(amina.workspace, "kinds", name) for name in ("Hill camp", "Never sent"))
    id = amina.journal.create("activity", {"title": "Week", "kind": f"own:{camp}", f"hazards/own:{below}": True})
    package = amina.send(ids=[id])
    with zipfile.ZipFile(package) as archive:
        (name,) = (name for name in archive.namelist() if "activit" in name and name.endswith(".csv"))
        (row,) = csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig")))
    assert (row["kind"], row["hazards"]) == ("Hill camp", "Peat slide")
    amina.close()
    assert load("kinds").label(f"own:{camp}") == f"own:{camp}"  # as it is shown until its term comes
    bo.take(package)
    assert {term.label for term in own_terms.list_terms(bo.workspace)} == {"Peat", "Peat slide", "Hill camp"}
    assert [term.label() for term in load("hazards").path(f"own:{below}")] == ["Peat", "Peat slide"]
    bo.journal.undo()
    assert own_terms.list_terms(bo.workspace) == [] and f"own:{camp}" not in load("kinds")
