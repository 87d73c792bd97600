"""Random workspaces, all that leaves them, and a search through every byte of it for what must not have left."""

from __future__ import annotations

import bz2
import io
import random
import re
import shutil
import string
import tempfile
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

from desktop.catalogue import export_csv
from desktop.errors import UserFacingError
from desktop.exchange import (
    apply_import,
    guess_mapping,
    initial_mapping,
    mapping_from_json,
    open_table,
    plan_import,
)
from desktop.exchange.packages import manifest_of
from desktop.exchange.signed_packages import export_signed_package, import_package_file, package_for_pdf
from desktop.reports import SummaryOptions, write_summary
from desktop.reports.visits import DOCUMENTS, DocumentOptions, write_visit_document
from desktop.visits.calendars.calendar_writer import export_calendar
from desktop.visits.calendars.contacts import export_contacts
from desktop.workspace import RECORD_TYPES, Field, FieldKind, RecordType, Value, Workspace
from desktop.workspace.erasing import erase_person, erase_values, plan_erasure, written_in
from desktop.workspace.merge.dump import dump
from desktop.workspace.records.record_types import is_person
from tests.reports.read_pdf import Pdf
from tests.workspace.disputes import dispute

CONSENTS = ("none", "network", "public", None)
ANSWERS = ("yes", "yes", "yes", "no", None)
_AGREED = ("network", "public")
ROLES = {
    ("activity", "people"): "contact", ("activity", "organisations"): "lead", ("visit", "people"): "rapporteur",
    ("session", "people"): "leads",
}  # fmt: skip
WITHOUT_NAME = ("dietary", "access_needs", "accommodation", "arrival_by", "departure_by")
"""What a host is told of a participant who is not named: a kitchen and a driver need numbers, not names."""
FOR_THEMSELVES = {"badges", "certificates"}
"""Documents that are given to who is named on them."""


@dataclass
class Tried:
    """Figures of the trials."""

    workspaces: int = 0
    files: int = 0
    size: int = 0  # bytes searched, unpacked
    words: int = 0  # that must not be found
    open_words: int = 0  # that had to be found
    desk_files: int = 0  # of desks, searched for what was erased
    erased: int = 0  # words
    leaks: list[str] = field(default_factory=list[str])


def unpacked(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """The bytes of a file, of the entries of a zip, and of all streams and strings of a PDF, whatever is in what."""
    yield name, data
    if data.startswith(b"PK\3\4"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                yield f"{name}: names", entry.filename.encode() + entry.comment + entry.extra
                yield from unpacked(archive.read(entry), f"{name}: {entry.filename}")
    elif data.startswith(b"BZh"):
        yield f"{name}: unpacked", bz2.decompress(data)
    elif data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as document:
            for number, each in enumerate(document.objects):
                yield f"{name}: object {number}", each.unparse(resolved=False)
                if isinstance(each, pikepdf.Stream):
                    yield from unpacked(bytes(each.read_bytes()), f"{name}: stream {number}")


def found_in(path: Path, words: set[str]) -> tuple[set[str], int]:
    """Those of the words that stand anywhere in what left as this file, and how many bytes were searched."""
    pattern, found, size = re.compile("|".join(words).encode() or b"$."), set[str](), 0
    pieces = list(unpacked(path.read_bytes(), path.name))
    if path.suffix == ".pdf":
        with Pdf(path) as pdf:  # letters on a page are numbers in a font: read as a reader shows them
            pieces.append(("text", re.sub(r"[\s\u00ad-]+", "", pdf.whole_text()).lower().encode()))
    for _name, data in pieces:
        size += len(data)
        for form in (data.lower(), data.replace(b"\0", b"").lower()):  # as UTF-16 too
            found.update(match.decode() for match in pattern.findall(form))
    return found, size


class Trial:
    """One random workspace, a second desk that takes in what the first sends, and what each may not tell."""

    def __init__(self, seed: str, tried: Tried) -> None:
        self.rng = random.Random(seed)
        self.tried = tried
        self.folder = Path(tempfile.mkdtemp(prefix="focal-privacy-"))
        self.hidden: set[str] = set()
        self.open: set[str] = set()
        self.gone: set[str] = set()
        self.nameless: set[str] = set()  # hidden, but for documents of a visit
        self.contents: dict[str, str] = {}  # of attachments
        self.made: dict[str, list[str]] = {}
        self.named: dict[str, set[str]] = {}  # note -> who is named in it
        self._sent = 0

    def run(self) -> None:
        """Make, send, withdraw, erase, send again, search."""
        try:
            with (
                closing(Workspace.create(self.folder / "desk.focal", home=self.folder / "home")) as desk,
                closing(Workspace.create(self.folder / "other.focal", home=self.folder / "other home")) as other,
            ):
                desk.journal.set_author("Amina")
                other.journal.set_author("Bo")
                for kind in RECORD_TYPES.values():
                    self.made[kind.name] = [self._make(desk, kind) for _each in range(self.rng.randint(1, 3))]
                self._import_contacts(desk)
                self._mention(desk)
                self._send_all(desk, other)
                other.back_up("asked")
                self._withdraw(desk)
                taken_before = self._send_all(desk, other)
                self._send(other, "back", {})
                import_package_file(desk, taken_before, accept_new=True)
                for each in (desk, other):
                    self._search_desk(each)
            self.tried.workspaces += 1
        finally:
            shutil.rmtree(self.folder)

    # Making ----------------------------------------------------------------------------------------------------------

    def _word(self) -> str:
        return "".join(self.rng.choices(string.ascii_lowercase, k=14))

    def _make(self, desk: Workspace, kind: RecordType) -> str:
        values: dict[str, Value] = {}
        shared: set[str] = set()
        asked: Field | None = None
        for each in kind.fields:
            word = self._word()
            if each.private:
                values[each.name] = f"{word} note"
                self.hidden.add(word)
            elif each.agreed_by:
                values[each.name], asked = word, each
            elif any(other.agreed_by == each.name for other in kind.fields):
                values[each.name] = self.rng.choice(ANSWERS)
            elif each.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT) and self.rng.random() < 0.7:
                values[each.name] = f"{word} and more" if each.kind is FieldKind.LONG_TEXT else word
                shared.add(word)
                if each.name in WITHOUT_NAME:
                    self.nameless.add(word)
            elif each.kind is FieldKind.LINKS:
                values[f"{each.name}/https://{word}.example"] = "page"
                shared.add(word)
            elif each.kind in (FieldKind.REFERENCE, FieldKind.LINKED):
                if pointed := self.made.get(each.target):
                    id = self.rng.choice(pointed)
                    role = ROLES.get((kind.name, each.name), "")
                    if each.kind is FieldKind.REFERENCE:
                        values[each.name] = id
                    elif role:
                        values[f"{each.name}/{role}:{id}"] = True
            elif each.kind is FieldKind.FILES:
                file = self.folder / "note.txt"
                file.write_text(word)
                sha256 = desk.attachments.add(file)
                values[f"{each.name}/{sha256}"], self.contents[sha256] = f"{self._word()}.txt", word
                shared.add(word)
        history = [self.rng.choice(CONSENTS) for _each in range(self.rng.randint(1, 3))]
        if is_person(kind.name):
            values["consent"] = history[0]
            if history[-1] is None:  # who was not asked would have answered as the person did whom they are said to be
                values.pop("person", None)
        id = desk.journal.create(kind.name, values)
        for consent in history[1:] if is_person(kind.name) else ():
            desk.journal.edit(id, {"consent": consent})
        if asked is not None:
            self._name(desk, id, asked, values)
        may = not is_person(kind.name) or history[-1] in _AGREED
        if may and is_person(kind.name) and self.rng.random() < 0.25:
            dispute(desk, kind.name, id, {"consent": self.rng.choice(("none", None))})
            may = False
        (self.open if may else self.hidden).update(shared)
        return id

    def _import_contacts(self, desk: Workspace) -> None:
        """A list with columns that say how people are reached, and what is between us: they stay."""
        title, name, mail, remark = (self._word() for _each in range(4))
        phone = "".join(self.rng.choices(string.digits, k=13))
        path = self.folder / "contact_columns.csv"
        path.write_text(
            "Title,Country,Start date,Contact Person,Contact phone,Email,Remarks (internal)\n"
            f"{title},PE,2024-05-01,{name},{phone},{mail}@example.org,{remark}\n"
        )
        table = open_table(path)
        mapping = initial_mapping(desk, guess_mapping(table), table.headings)
        apply_import(desk, plan_import(desk, table, mapping_from_json("{}", headings=table.headings, base=mapping)))
        path.unlink()
        self.open.add(title)
        self.hidden |= {name, phone, mail, remark}

    def _mention(self, desk: Workspace) -> None:
        """Texts of other records name somebody who may not have agreed."""
        for id in self.made["person"]:
            record = desk.record(id)
            name = "" if record is None else record.title
            if name and self.rng.random() < 0.5:
                text = self.rng.choice(("we met {name} there", "{name}", "with {name}, twice: {name}")).format(
                    name=name
                )
                desk.journal.create("activity", {"title": "Meeting", "summary": text})

    def _name(self, desk: Workspace, id: str, asked: Field, values: dict[str, Value]) -> None:
        """Others are named in the place of who said it, and answer one way or the other; what is known of each?"""
        name, answer = str(values[asked.name]), values[asked.agreed_by]
        known = {name: answer}
        for _each in range(self.rng.randint(0, 3)):
            if self.rng.random() < 0.5:
                name = self._word()
                desk.journal.edit(id, {asked.name: name, "take_home": "more"})
            if self.rng.random() < 0.7:
                answer = self.rng.choice(ANSWERS)
                desk.journal.edit(id, {asked.agreed_by: answer})
            known[name] = answer
        # One who did not agree keeps all back: changes of a field leave together or not at all.
        (self.open if set(known.values()) == {"yes"} else self.hidden).update(known)
        self.named[id] = set(known)

    # Leaving ---------------------------------------------------------------------------------------------------------

    def _send_all(self, desk: Workspace, other: Workspace) -> Path:
        """All ways in which something leaves; the other desk takes the delta in, or the whole."""
        whole = self._send(desk, "whole", {})
        import_package_file(
            other,
            self._send(desk, "delta", {"known": manifest_of(whole).holds}) if self._sent % 2 else whole,
            accept_new=True,
        )
        import_package_file(other, whole, accept_new=True)
        self._send(desk, "some", {"ids": [self.rng.choice(self.made["activity"])]})
        self._send(desk, "as before", {"earlier": True})
        for type in ("activity", "visit"):
            out = self.folder / f"{self._sent} {type}.csv"
            export_csv(desk, self.made[type], out, type=type)
            self._search(out)
        self._print(desk, self.rng.choice(self.made["visit"]))
        out = self.folder / f"{self._sent} dump.txt"
        with desk.reading() as conn:
            out.write_text("\n".join(dump(conn)))
        self._search(out)
        out = self.folder / f"{self._sent} report.pdf"
        with tempfile.TemporaryDirectory() as inside:
            write_summary(
                desk, out, SummaryOptions(author="Amina", package=package_for_pdf(desk, Path(inside), "data.fdz"))
            )
        self._search(out)
        found, _size = found_in(whole, self.open)
        self.tried.open_words += len(self.open)
        if missing := self.open - found:
            self.tried.leaks.append(f"{whole.name} lacks {sorted(missing)[:3]}, which may leave")
        return whole

    def _print(self, desk: Workspace, visit: str) -> None:
        """Two of the documents of a visit, its calendar, and the contacts of it and of all."""
        for document in self.rng.sample(sorted(set(DOCUMENTS) - FOR_THEMSELVES), 2):
            out = self.folder / f"{self._sent} {document}.pdf"
            with tempfile.TemporaryDirectory() as inside:
                data = package_for_pdf(desk, Path(inside), "data.fdz")
                write_visit_document(desk, visit, out, DocumentOptions(document=document, package=data))
            self._search(out, but=self.nameless - self.gone | self._named_now(desk))
        for name, write in (
            ("all.vcf", lambda path: export_contacts(desk, path)),
            ("visit.vcf", lambda path: export_contacts(desk, path, visit=visit)),
            ("visit.ics", lambda path: export_calendar(desk, path, self.made["visit"])),
        ):
            out = self.folder / f"{self._sent} {name}"
            try:
                write(out)
            except UserFacingError:  # nobody agreed, or nothing has a day
                continue
            self._search(out)

    def _named_now(self, desk: Workspace) -> set[str]:
        """Who is named in a note, and agreed: shown, though changes stay that named others there before."""
        notes = [found for id in self.named if (found := desk.record(id)) is not None]
        return {str(each.values.get("said_by")) for each in notes if each.values.get("said_agreed") == "yes"}

    def _send(self, desk: Workspace, name: str, wanted: dict[str, object]) -> Path:
        self._sent += 1
        path = self.folder / f"{self._sent} {name}.fdz"
        export_signed_package(desk, path, **wanted)  # type: ignore[arg-type]
        self._search(path)
        return path

    def _search(self, path: Path, but: Collection[str] = ()) -> None:
        found, size = found_in(path, (self.hidden | self.gone).difference(but))
        self.tried.files, self.tried.size = self.tried.files + 1, self.tried.size + size
        self.tried.words += len(self.hidden | self.gone)
        self.tried.leaks += [f"{path.name}: {word}" for word in sorted(found)]

    # Withdrawing -----------------------------------------------------------------------------------------------------

    def _withdraw(self, desk: Workspace) -> None:
        """Somebody withdraws and is forgotten; something typed in the wrong place is erased."""
        for type in ("person", "participant"):
            id = self.rng.choice(self.made[type])
            plan = plan_erasure(desk, id)
            if not plan.written:
                continue  # forgotten with the person that they are
            lost = {str(each.value) for each in plan.written} | {each.field for each in plan.written}
            desk.journal.edit(id, {"consent": "none"})
            for each in plan.mentions:  # texts of others that name them: a person mends these
                erase_values(desk, each.id, written_in(desk, each.id, [each.field]))
            erase_person(desk, plan.records)
            self._move(lost)
        for id, names in self.named.items():
            if (
                names <= self.open and self.rng.random() < 0.5
            ):  # they changed their mind: it has left, and leaves no more
                desk.journal.edit(id, {"said_agreed": self.rng.choice(("no", None))})
                self.open -= names
                self.hidden |= names
        id = self.rng.choice(self.made["activity"])
        written = [each for each in written_in(desk, id) if self.rng.random() < 0.5]
        if written:
            erase_values(desk, id, written)
            files = {self.contents.get(each.field.partition("/")[2], "") for each in written} - {""}
            self._move({f"{each.field} {each.value}" for each in written} | files)

    def _move(self, lost: set[str]) -> None:
        words = {word for word in self.open | self.hidden if any(word in each for each in lost)}
        self.gone |= words
        self.open -= words
        self.hidden -= words

    def _search_desk(self, desk: Workspace) -> None:
        """Every byte of the workspace file, of its backups and of its attachments."""
        self.tried.erased += len(self.gone)
        tails = {word[3:] for word in self.gone}  # the index keeps the beginning that words share once
        pattern = re.compile("|".join(tails).encode() or b"$.")
        places = [desk.path, desk.home, desk.path.with_name(f"{desk.path.stem} backups"), desk.attachments.folder]
        for place in places:
            for file in [place] if place.is_file() else place.rglob("*"):
                if file.is_file():
                    self.tried.desk_files += 1
                    found = set(pattern.findall(file.read_bytes().lower()))
                    self.tried.leaks += [f"{file.name} of {desk.path.stem}: {word.decode()}" for word in sorted(found)]


def try_workspaces(number: int, seed: str) -> Tried:
    """So many random workspaces; `leaks` says what was found that must not be."""
    tried = Tried()
    for each in range(number):
        Trial(f"{seed}.{each}", tried).run()
    return tried


__all__ = ["Tried", "try_workspaces", "unpacked"]
