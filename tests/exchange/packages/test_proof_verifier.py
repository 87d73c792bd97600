"""Who looks at a package and then imports it has its signatures compared once, with the same outcome."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.exchange.packages import proof_verifier
from desktop.exchange.signed_packages import import_package_file
from tests.exchange.packages.build_packages import RECORD
from tests.exchange.trust.attackers import Desk, Prover


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path, "Bruno")
    yield made
    made.close()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The digests of which a signature was compared."""
    seen: list[bytes] = []
    fits = proof_verifier.signature_fits

    def count(key: object, digest: bytes, signature: bytes) -> bool:
        seen.append(digest)
        return fits(key, digest, signature)  # type: ignore[arg-type]

    monkeypatch.setattr(proof_verifier, "signature_fits", count)
    monkeypatch.setattr(proof_verifier, "_verdicts", {})
    return seen


@pytest.mark.parametrize("bad", [0, 30])
def test_preview_and_import_share_one_verdict(desk: Desk, tmp_path: Path, compared: list[bytes], bad: int) -> None:
    mallory = Prover(tmp_path)
    changes = [mallory.change(record=RECORD, values={"title": str(number)}) for number in range(60)]
    package = mallory.send(*changes, signatures={place: bytes(80) for place in range(bad)})
    foreseen = import_package_file(desk.workspace, package, dry_run=True).report
    assert len(compared) == 60
    report = desk.take(package)
    assert len(compared) == 60 and (report.new, report.refused) == (foreseen.new, foreseen.refused)
    assert report.new == 60 - bad and report.refused == ({"unproven": bad} if bad else {}) and desk.sound()


def test_another_package_is_compared_anew(desk: Desk, tmp_path: Path, compared: list[bytes]) -> None:
    mallory = Prover(tmp_path)
    changes = [mallory.change(record=RECORD, values={"title": str(number)}) for number in range(3)]
    import_package_file(desk.workspace, mallory.send(*changes), dry_run=True)
    assert desk.take(mallory.send(*changes, signatures={1: bytes(80)})).refused == {"unproven": 1}
    assert len(compared) == 6


def test_where_it_ended_early_it_ends_there_again(desk: Desk, tmp_path: Path, compared: list[bytes]) -> None:
    mallory = Prover(tmp_path)
    changes = [mallory.change(record=RECORD, values={"title": str(number)}) for number in range(300)]
    package = mallory.send(*changes, signatures={place: bytes(80) for place in range(50, 250)})
    foreseen = import_package_file(desk.workspace, package, dry_run=True).report
    report = desk.take(package)
    assert (foreseen.new, report.new) == (50, 50) and report.refused == {"unproven": proof_verifier.MOST_BAD}


def test_few_packages_are_remembered(compared: list[bytes]) -> None:
    for number in range(40):
        assert list(proof_verifier.Verifier(str(number)).verified(())) == []
    assert list(proof_verifier._verdicts) == [str(number) for number in range(24, 40)]
