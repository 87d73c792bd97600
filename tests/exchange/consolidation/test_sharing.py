"""The merge shared: each partner gets what they lack, in a file of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import UserFacingError
from desktop.exchange.consolidation import DELTA, FULL, NOTHING, plan_shares, write_shares
from desktop.exchange.packages import manifest_of, open_package
from desktop.exchange.partners import find_partner, rename_partner
from desktop.exchange.signed_packages import import_package_file
from tests.exchange.consolidation.conftest import MakeOffice


def test_each_gets_what_they_lack_and_then_all_are_alike(office: MakeOffice, folder: Path, tmp_path: Path) -> None:
    here = office("Secretariat")
    others = [office(name) for name in ("Awa", "Bo", "Zoé")]
    for each in others:
        each.add(f"of {each.name}")
        each.send(folder / f"{each.name}.fdz")
    here.gather(folder)
    out = tmp_path / "out"
    out.mkdir()
    told: list[tuple[int, int, str]] = []
    shared = write_shares(
        here.workspace, out, plan_shares(here.workspace), progress=lambda *step: told.append(step[:3])
    )
    assert [(each.partner.name, each.what, each.waiting, each.changes) for each in shared.shares] == [
        ("Awa", DELTA, 2, 2), ("Bo", DELTA, 2, 2), ("Zoé", DELTA, 2, 2),
    ]  # fmt: skip
    assert next(step for step in told if step[0] == 2) == (2, 3, "Bo")
    for each, office_ in zip(shared.shares, others, strict=True):
        assert each.path is not None and f"for {office_.name}" in each.path.name
        assert manifest_of(each.path).addressee == office_.name
        import_package_file(office_.workspace, each.path)
        assert office_.dump() == here.dump()
    assert all(each.sent_time is not None for each in here.partners())
    for each in others:
        each.send(folder / f"{each.name} again.fdz")
    here.gather(folder)
    plan = plan_shares(here.workspace)
    assert {each.what for each in plan} == {NOTHING}
    assert all(each.path is None for each in write_shares(here.workspace, out, plan).shares)
    assert {each.what for each in plan_shares(here.workspace, full=True)} == {FULL}


def test_cancelled_and_a_folder_that_is_full_leave_nothing_half(
    office: MakeOffice, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = office("Secretariat")
    for name in ("Awa", "Bo", "Zoé"):
        other = office(name)
        other.add(f"of {name}")
        other.send(folder / f"{name}.fdz")
    here.gather(folder)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(UserFacingError, match="was not found"):
        write_shares(here.workspace, tmp_path / "gone", plan_shares(here.workspace))
    steps: list[int] = []
    shared = write_shares(
        here.workspace, out, plan_shares(here.workspace), progress=lambda number, *_rest: steps.append(number),
        cancelled=lambda: 2 in steps,
    )  # fmt: skip
    assert shared.stopped and [each.path is None for each in shared.shares] == [False, True, True]
    (one,) = out.iterdir()
    with open_package(one) as package:
        package.check()
    monkeypatch.setattr("desktop.system.files.replace_file", _full)
    shared = write_shares(here.workspace, out, plan_shares(here.workspace))
    assert shared.error is not None and "full" in str(shared.error) and list(out.iterdir()) == [one]


def _full(_source: Path, _target: Path) -> None:
    import errno

    raise OSError(errno.ENOSPC, "no space")


def test_names_of_files_are_fit_for_every_system(office: MakeOffice, folder: Path, tmp_path: Path) -> None:
    here = office("Secretariat")
    for name in ("Awa", "Bo"):
        other = office(name)
        other.add(f"of {name}")
        other.send(folder / f"{name}.fdz")
    here.gather(folder)
    rename_partner(here.workspace, find_partner(here.workspace, "Awa"), "Office / 1?")
    rename_partner(here.workspace, find_partner(here.workspace, "Bo"), "office * 1:")
    shared = write_shares(here.workspace, tmp_path, plan_shares(here.workspace))
    names = [each.path.name.casefold() for each in shared.shares if each.path]
    assert len(set(names)) == 2 and not any(sign in name for sign in '<>:"/\\|?*' for name in names)
