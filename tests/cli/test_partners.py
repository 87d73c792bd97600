"""Two desks that hand files to each other by command line, each on a computer of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from desktop.exchange.packages import manifest_of
from desktop.workspace import Workspace

Told = tuple[int, str, str]
Run = Callable[..., Told]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("amina", "export", ...)`: a command on the desk of that name; its exit code and what it printed."""

    def on(name: str, *words: str) -> Told:
        monkeypatch.setenv("FOCAL_DESK_HOME", str(tmp_path / f"home of {name}"))
        monkeypatch.chdir(tmp_path)
        if not (tmp_path / f"{name}.focal").exists():
            assert main(["--workspace", f"{name}.focal", "init", "--author", name.title()]) == 0
        capsys.readouterr()
        code = main(["--workspace", f"{name}.focal", *words])
        return code, *capsys.readouterr()

    return on


def data(told: Told) -> Any:
    assert (told[0], told[2]) == (0, ""), told
    return json.loads(told[1])


def test_partners_get_what_they_lack_and_no_more(run: Run) -> None:
    run("office", "add", "title=of the office")
    assert data(run("office", "export", "first.fdz", "--json"))["changes"] == 1
    taken = data(run("amina", "import", "first.fdz", "--json"))
    assert taken["signature"]["trust"] == "first"
    [office] = data(run("amina", "partners", "--json"))
    assert (office["name"], office["role"], office["waiting"]) == ("Office", "peer", 0)
    assert office["fingerprint"] == data(run("office", "partners", "--own", "--json"))["fingerprint"]
    run("amina", "add", "title=one")
    run("amina", "add", "title=two")
    [office] = data(run("amina", "partners", "--role", "office", "secretariat", "--json"))
    assert (office["role"], office["waiting"]) == ("secretariat", 2)
    made = data(run("amina", "export", "--for", "office", "delta.fdz", "--json"))
    assert (made["changes"], made["for"]) == (2, "Office")
    assert data(run("amina", "export", "--for", "office", "--full", "full.fdz", "--json"))["changes"] == 3
    code, out, _err = run("office", "import", "delta.fdz")
    assert code == 0
    assert "calls itself “Amina”" in out
    assert "compare this verification code" in out
    code, out, _err = run("office", "partners")
    assert code == 0
    assert out.startswith("Amina (Peer)\n  0 edits to send\n  first heard of: 2")
    assert ", in delta.fdz\n  last heard of: 2" in out
    assert "not compared yet: no rights" in out


def test_a_partner_that_is_not_known_is_a_sentence(run: Run) -> None:
    code, out, err = run("amina", "export", "out.fdz", "--for", "the office")
    assert (code, out) == (1, "")
    assert err.startswith("There is no partner “the office”. A desk becomes a partner")
    assert not Path("out.fdz").exists()
    assert run("amina", "partners")[1].startswith("No partner yet")
    assert data(run("amina", "partners", "--json")) == []
    code, _out, err = run("amina", "export", "out.csv", "--for", "x")
    assert (code, "Give the file a name that ends in .fdz." in err) == (1, True)


def test_a_key_that_changed_stops_an_import_until_a_person_says_so(run: Run) -> None:
    run("amina", "add", "title=one")
    run("amina", "export", "one.fdz")
    run("office", "import", "one.fdz")
    code, out, err = run("amína", "export", "two.fdz")  # another workspace on another computer
    assert code == 0
    assert data(run("office", "inspect", "two.fdz", "--json"))["signature"]["trust"] == "changed"
    code, out, err = run("office", "import", "two.fdz")
    assert (code, out) == (1, "")
    assert "a different key" in err
    assert "--new-key" in err
    assert data(run("office", "import", "two.fdz", "--dry-run", "--json"))["signature"]["trust"] == "changed"
    assert data(run("office", "import", "two.fdz", "--new-key", "--json"))["signature"]["partner"] == "Amina"
    data(run("office", "partners", "--rename", "amina", "Amina O.", "--json"))
    assert data(run("office", "partners", "--forget", "Amina O.", "--json")) == []
    assert data(run("office", "inspect", "two.fdz", "--json"))["signature"]["trust"] == "first"


def test_a_report_carries_its_data_unless_asked_otherwise(run: Run) -> None:
    run("amina", "add", "title=one", "kind=training")
    run("amina", "add", "title=two", "kind=mooc")
    told = data(run("amina", "report", "summary", "out.pdf", "--query", "kind:training", "--json"))
    assert told["data_of"] == 1
    seen = data(run("office", "inspect", "out.pdf", "--json"))
    assert (seen["records"], seen["author"]) == ({"activity": 1}, "Amina")
    assert data(run("office", "import", "out.pdf", "--json"))["new"] == {"activity": 1}
    assert [each["title"] for each in data(run("office", "list", "activities", "--json"))] == ["one"]
    told = data(run("amina", "report", "summary", "plain.pdf", "--without-data", "--json"))
    assert told["data_of"] == 0
    code, out, err = run("office", "import", "plain.pdf")
    assert (code, out) == (1, "")
    assert err.startswith("plain.pdf is a report of Focal Desk, but contains no data.")


def test_a_report_is_made_without_data_while_another_program_writes(run: Run, tmp_path: Path) -> None:
    run("amina", "add", "title=one")
    held = Workspace.open(tmp_path / "amina.focal", home=tmp_path / "home of amina")
    try:
        code, out, err = run("amina", "report", "summary", "out.pdf")
    finally:
        held.close()
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "Its data is not included, because the workspace is read-only now."


def test_a_partner_is_confirmed_frozen_blocked_and_allowed(run: Run) -> None:
    run("office", "add", "title=of the office")
    run("office", "export", "first.fdz")
    run("amina", "import", "first.fdz")
    [office] = data(run("amina", "partners", "--confirm", "Office", "--freeze", "Office", "--json"))
    assert (office["state"], office["confirmed_by"]) == ("frozen", "Amina") and office["confirmed"]
    run("office", "add", "title=later")
    run("office", "export", "later.fdz")
    assert data(run("amina", "import", "later.fdz", "--json"))["kept_out"] == {"frozen": 1}
    [waiting] = data(run("amina", "requests", "--json"))["kept_out"]
    assert (waiting["why"], waiting["name"], waiting["changes"]) == ("frozen", "Office", 1)
    assert "you froze or blocked them" in run("amina", "requests")[1]
    run("amina", "partners", "--block", "Office")
    code, _out, err = run("amina", "import", "later.fdz")
    assert code and "Office is blocked on this desk" in err
    run("amina", "partners", "--allow", "Office")
    assert data(run("amina", "requests", "--json")) == {"erasures": [], "kept_out": [], "forks": []}
    assert "later" in run("amina", "dump")[1]


def test_rights_follow_the_comparing_of_the_code(run: Run) -> None:
    run("office", "add", "title=of the office")
    run("office", "export", "first.fdz")
    run("amina", "import", "first.fdz")
    code, _out, err = run("amina", "partners", "--erases", "Office", "people")
    assert code
    assert err.startswith("Office is not confirmed")
    [office] = data(run("amina", "partners", "--confirm", "Office", "--erases", "Office", "people", "--json"))
    assert (office["erases"], office["confirmed_by"], office["relayed_writers"]) == ("decided", "Amina", 0)
    assert office["first_package"]["name"] == office["last_package"]["name"] == "first.fdz"
    [office] = data(run("amina", "partners", "--unconfirm", "Office", "--json"))
    assert office["confirmed"] == 0


def test_requests_of_a_desk_are_declined_at_once(run: Run) -> None:
    person = data(run("amina", "add", "--type", "person", "name=Wanjiru", "consent=network", "--json"))["id"]
    run("amina", "export", "all.fdz")
    run("office", "import", "all.fdz")
    assert run("office", "erase", person, "--all", "--yes")[0] == 0
    run("office", "export", "asks.fdz")
    run("amina", "import", "asks.fdz")
    [request] = data(run("amina", "requests", "--json"))["erasures"]
    [record] = request["records"]
    assert {"field": "name", "value": "Wanjiru", "author": "Amina"} in record["values"]
    assert "    name: Wanjiru" in run("amina", "requests")[1]
    [request] = data(run("amina", "requests", "--decline-desk", str(request["number"]), "--json"))["erasures"]
    assert request["state"] == "declined"
    [office] = data(run("amina", "partners", "--json"))
    assert office["erases"] == "declined"


def test_a_blocked_partner_is_as_never_met_until_allowed_again(run: Run) -> None:
    run("mallory", "add", "title=junk")
    run("mallory", "export", "junk.fdz")
    run("office", "add", "title=ours")
    run("office", "import", "junk.fdz")
    before = run("office", "dump")[1]
    assert len(before.splitlines()) == 2
    assert "blocked" in run("office", "partners", "--block", "mallory", "--with-relayed")[1]
    assert [each["title"] for each in data(run("office", "list", "activities", "--json"))] == ["ours"]
    code, _out, err = run("office", "import", "junk.fdz")
    assert (code, "Mallory is blocked on this desk" in err) == (1, True)
    run("office", "partners", "--allow", "mallory")
    assert run("office", "dump")[1] == before


def test_a_key_that_cannot_be_kept_is_said_at_once_and_again_with_each_package(run: Run, tmp_path: Path) -> None:
    run("amina", "add", "title=one")
    [key] = (tmp_path / "home of amina" / "keys").glob("*.pem")
    key.write_text("damaged", "ascii")
    for words in (("add", "title=two"), ("export", "a.fdz"), ("export", "b.fdz")):
        code, _out, err = run("amina", *words)
        assert code == 0 and "is damaged" in err and "for this opening alone" in err and "Restore it" in err
    code, _out, err = run("bo", "import", "a.fdz", "--accept-new")
    assert (code, err) == (0, ""), "what was signed so is taken in like any desk's"


def test_an_old_computer_introduces_a_new_one(run: Run) -> None:
    run("amina", "add", "title=one")
    run("amina", "export", "a.fdz")
    for name in ("laptop", "bo"):
        run(name, "import", "a.fdz", "--accept-new")
    code, out, _err = run("laptop", "partners", "--new-computer", "new.json", "--former", "amina")
    assert code == 0 and "--introduce" in out
    code, _out, err = run("laptop", "partners", "--introduce", "new.json")
    assert code != 0 and "has not signed" in err
    code, out, _err = run("amina", "partners", "--introduce", "new.json")
    assert code == 0 and data(run("laptop", "partners", "--own", "--json"))["fingerprint"] in out
    assert data(run("laptop", "partners", "--introduce", "new.json", "--json"))["complete"] is True
    run("laptop", "add", "title=two")
    run("laptop", "export", "b.fdz")
    run("bo", "import", "b.fdz", "--accept-new")
    code, out, _err = run("bo", "partners")
    assert "so does Amina" in out
    assert "not confirmed" in run("bo", "partners", "--link", "laptop")[2]
    run("bo", "partners", "--confirm", "laptop")
    code, out, _err = run("bo", "partners", "--link", "laptop")
    assert code == 0 and "the same person as Amina, linked by Bo" in out
    said = {each["name"]: each["introduced_by"] for each in data(run("bo", "partners", "--json"))}
    assert said["Amina"] == [] and said["Laptop"][0]["linked"] > 0
    code, out, _err = run("bo", "partners", "--unlink", "laptop")
    assert "so does Amina" in out and run("bo", "partners", "--link", "amina")[0] != 0
    assert "do not contain it any more" in run("laptop", "partners", "--withdraw", "new.json")[1]
    run("laptop", "export", "c.fdz")
    assert manifest_of(Path("c.fdz")).became == ()


def test_nothing_without_proof_is_a_switch(run: Run) -> None:
    assert run("amina", "partners", "--only-proven", "yes")[0] == 0
    code, _out, err = run("amina", "requests", "--accept-all")
    assert code != 0 and "No change without a proof waits" in err
    assert run("amina", "partners", "--only-proven", "no")[0] == 0
