"""Makes tests/data/packages: run once when a format is released, never over what is there.

python -m tests.exchange.packages.make_vectors first|erased|squeezed
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from desktop.workspace.erasing import erase_person, erase_values, written_in
from tests.exchange.packages.desks import Desk
from tests.exchange.packages.test_format import second_reader

FOLDER = Path(__file__).parents[2] / "data" / "packages"


def make() -> None:
    """A full package with each kind of field, deletes, a merge, an attachment, something withheld; and a delta."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        amina, bo = Desk(Path(folder), "Amina"), Desk(Path(folder), "Bo")
        for desk, start in ((amina, 1_700_000_000_000), (bo, 1_700_000_500_000)):
            clock = iter(range(start, start + 1_000_000, 1000))
            desk.journal._now = lambda clock=clock: next(clock)  # pyright: ignore[reportPrivateUsage]
        journal = amina.journal
        file = Path(folder) / "programme.txt"
        file.write_text("Programme of the day\n")
        sha256 = amina.workspace.attachments.add(file)
        lead = journal.create("organisation", {"name": "Freetown City Council", "country": "SL"})
        other = journal.create("organisation", {"name": "Freetown"})
        person = journal.create("person", {"name": "Mariama", "consent": "network", "organisation": lead})
        journal.create("person", {"name": "Nobody must know", "consent": "none"})
        id = journal.create(
            "activity",
            {
                "title": "Early warning", "title/fr": "Alerte précoce", "start": "2022-05", "participants_total": 34,
                "targets/SDG:11.5": "principal", f"organisations/lead:{lead}": True, f"people/contact:{person}": True,
                f"attachments/{sha256}": "programme.txt", "links/https://example.org/a": "the page",
                "summary": "Line one\nLine two: “quotes”, \\ and \u2028", "private_note": "between us",
            },
        )  # fmt: skip
        run = journal.create("run", {"name": "first", "parent": id, "enrolled": 20})
        journal.edit(
            id, {"title": "Early warning for all", "targets/SDG:11.5": None, "targets/SDG:13.1": "significant"}
        )
        journal.merge_into(other, lead)
        journal.delete([journal.create("activity", {"title": "gone"})])
        full = amina.send()
        bo.take(full)
        bo.journal.edit(id, {"title": "of Bo", "lessons": "learnt"})
        bo.journal.delete([run])
        delta = bo.send(since=full)
        keep(Path(folder), {"full": full, "delta": delta})
        amina.close()
        bo.close()


def make_erased() -> None:
    """A full package of a desk that had erased: a person, a text and an address of an activity."""
    with tempfile.TemporaryDirectory() as folder:
        amina = Desk(Path(folder), "Amina")
        clock = iter(range(1_700_000_000_000, 1_700_001_000_000, 1000))
        amina.journal._now = lambda: next(clock)  # pyright: ignore[reportPrivateUsage]
        journal = amina.journal
        person = journal.create("person", {"name": "Mariama", "consent": "network"})
        id = journal.create(
            "activity",
            {"title": "Early warning", "summary": "ring Mariama", "links/https://mariama.example": "her page",
             f"people/contact:{person}": True},
        )  # fmt: skip
        journal.edit(id, {"summary": "ring the city", "links/https://mariama.example": None})
        erase_person(amina.workspace, [person])
        wrong = [each for each in written_in(amina.workspace, id) if "ariama" in f"{each.field} {each.value}"]
        erase_values(amina.workspace, id, wrong)
        keep(Path(folder), {"erased": amina.send()})
        amina.close()


def make_squeezed() -> None:
    """A full package with tables, and so a squeezed journal: one who said something agreed, another did not."""
    with tempfile.TemporaryDirectory() as folder:
        amina = Desk(Path(folder), "Amina")
        clock = iter(range(1_700_000_000_000, 1_700_001_000_000, 1000))
        amina.journal._now = lambda: next(clock)  # pyright: ignore[reportPrivateUsage]
        journal = amina.journal
        visit = journal.create("visit", {"title": "Rivers that flood", "start": "2026-05-04", "end": "2026-05-06"})
        for saw, said_by, agreed in (("Pay is by kilometre", "Mariama", "yes"), ("Rain comes earlier", "Foday", "no")):
            journal.create("note", {"parent": visit, "saw": saw, "said_by": said_by, "said_agreed": agreed})
        keep(Path(folder), {"squeezed": amina.send()})
        amina.close()


def keep(folder: Path, packages: Mapping[str, Path]) -> None:
    """Packages with what is to be read from them, under names that nobody has."""
    for name, path in packages.items():
        reader = Desk(folder, f"Reader of {name}")
        reader.take(path)
        expected = {"package": second_reader(path), "dump": [json.loads(line) for line in reader.dump()]}
        with (FOLDER / f"{name}.fdz").open("xb") as target:
            target.write(path.read_bytes())
        text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True)
        (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")
        reader.close()


MAKERS = {"first": make, "erased": make_erased, "squeezed": make_squeezed}

if __name__ == "__main__":
    MAKERS[sys.argv[1]]()
