"""What the rows of visits hold beside their fields, and who leaves with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.workspace import RECORD_TYPES, check
from desktop.workspace.changes.have_sets import holds
from desktop.workspace.changes.value_compression import decode
from desktop.workspace.merge.outgoing import read_shareable
from desktop.workspace.privacy.gate import Gate
from tests.workspace.desks import Desk


def _row(desk: Desk, type: str, id: str) -> dict[str, Any]:
    with desk.engine.connect() as conn:
        return dict(conn.exec_driver_sql(f"SELECT * FROM {type} WHERE id = ?", (id,)).mappings().one())


def _found(desk: Desk, words: str) -> list[str]:
    with desk.engine.connect() as conn:
        rows = conn.exec_driver_sql(
            "SELECT v.title FROM visit_fts f JOIN visit v ON v.no = f.rowid WHERE visit_fts MATCH ?", (words,)
        )
        return [row[0] for row in rows]


def test_names_days_and_words_of_a_visit_follow_what_they_come_from(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path / "x.focal", tmp_path / "home")
    host = desk.journal.create("organisation", {"name": "eThekwini"})
    guest = desk.journal.create("organisation", {"name": "Freetown"})
    id = desk.journal.create(
        "visit",
        {"title": "Flood walls", "start": "2024-02", "country": "ZA", "purpose/fr": "digues",
         f"organisations/host:{host}": True, f"organisations/visitor:{guest}": True},
    )  # fmt: skip
    row = _row(desk, "visit", id)
    assert (row["host_words"], row["visitor_words"]) == ("eThekwini", "Freetown")
    assert (row["first_day"], row["last_day"], row["year"]) == ("2024-02-01", "2024-02-29", 2024)
    desk.journal.edit(host, {"name": "Durban"})
    assert _row(desk, "visit", id)["organisation_words"] == "Durban; Freetown"
    assert _found(desk, "durban") == _found(desk, "digues") == _found(desk, "sudafrica") == ["Flood walls"]
    assert _found(desk, "ethekwini") == []
    with desk.journal.group("import") as group:
        desk.journal.bulk(
            group, [("visit", f"{number:032x}", {"title": f"v{number}", f"organisations/host:{host}": True})
                    for number in range(3)],
        )  # fmt: skip
    assert len(_found(desk, "durban")) == 4
    session = desk.journal.create("session", {"parent": id, "title": "Walk", "at": "-1 09:15"})
    assert (_row(desk, "session", session)["day"], _row(desk, "session", session)["minute"]) == (-1, 555)
    desk.journal.edit(session, {"at": "sometime"})
    assert (_row(desk, "session", session)["day"], _row(desk, "session", session)["minute"]) == (None, None)
    assert check(desk.path, home=desk.home).problems == ()


def test_a_harmed_index_of_visits_is_found_and_mended(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path / "x.focal", tmp_path / "home")
    desk.journal.create("visit", {"title": "Flood walls"})
    with desk.engine.begin() as conn:
        conn.exec_driver_sql("INSERT INTO visit_fts(rowid, title) VALUES (4711, 'ghost')")
    desk.close()
    assert [problem.kind for problem in check(desk.path, home=desk.home).problems] == ["index"]
    assert check(desk.path, home=desk.home, repair=True).ok


def test_participants_leave_only_as_they_agreed_and_their_emergency_contact_never(tmp_path: Path) -> None:
    desk = Desk.open(tmp_path / "x.focal", tmp_path / "home")
    id = desk.journal.create("visit", {"title": "Flood walls"})
    made = {
        consent: desk.journal.create(
            "participant", {"parent": id, "name": consent, "consent": consent, "emergency_contact": "mother"}
        )
        for consent in ("none", "network", "public")
    }
    silent = desk.journal.create("participant", {"parent": id, "name": "silent"})
    desk.journal.seal()
    with desk.engine.connect() as conn:
        assert Gate(conn).people.records == {made["none"], silent}
        leaves = read_shareable(conn, desk.journal.replica).holds
        given = {
            (record, key)
            for record, data, seq in conn.exec_driver_sql("SELECT record_id, data, seq FROM change")
            if holds(leaves[desk.journal.replica], seq)
            for key in ("emergency_contact", "name")
            if key in decode(data)
        }
    assert given == {(made["network"], "name"), (made["public"], "name")}


def test_every_kind_of_record_with_a_consent_is_asked() -> None:
    assert [kind.name for kind in RECORD_TYPES.values() if "consent" in kind.by_name] == ["person", "participant"]
