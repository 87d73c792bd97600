"""The package in a PDF is found whatever program saved it; a hostile PDF costs a sentence and no more."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from desktop.errors import Cancelled, UserFacingError
from desktop.exchange.packages import manifest_of
from desktop.exchange.pdf import find_package, looks_like_pdf
from desktop.exchange.pdf import package_extraction as limits
from desktop.exchange.signed_packages import (
    Trust,
    export_signed_package,
    import_package_file,
    inspect_package,
    package_for_pdf,
)
from desktop.reports import SummaryOptions, write_summary
from desktop.workspace import Workspace


@dataclass(frozen=True)
class Made:
    """A report that carries its data, one that does not, and packages."""

    report: Path
    plain: Path
    package: Path
    other: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("made")
    with closing(Workspace.create(folder / "desk.focal", home=folder / "home")) as workspace:
        workspace.journal.set_author("Amina")
        first = workspace.journal.create("activity", {"title": "Flood drills"})
        second = workspace.journal.create("activity", {"title": "Heat plans"})
        found = Made(*(folder / name for name in ("report.pdf", "plain.pdf", "first.fdz", "second.fdz")))
        carried = package_for_pdf(workspace, folder, "data.fdz")
        assert (
            write_summary(workspace, found.report, SummaryOptions(ids=[first], package=carried)).activities_in_package
            == 1
        )
        assert write_summary(workspace, found.plain, SummaryOptions(ids=[first])).activities_in_package == 0
        export_signed_package(workspace, found.package, ids=[first])
        export_signed_package(workspace, found.other, ids=[second])
    yield found


def refused(pdf: Path) -> str:
    """What is said of a PDF that gives nothing; nothing is left in the folder then."""
    folder = pdf.parent / f"out of {pdf.stem}"
    folder.mkdir(exist_ok=True)
    with pytest.raises(UserFacingError) as told:
        find_package(pdf, folder)
    assert list(folder.iterdir()) == []
    assert told.value.kept == "Nothing was imported."
    assert told.value.todo
    return told.value.what


def brought(pdf: Path) -> int:
    """How many changes the package in a PDF brings."""
    folder = pdf.parent / f"out of {pdf.stem}"
    folder.mkdir(exist_ok=True)
    found = find_package(pdf, folder)
    assert found == folder / pdf.name
    assert list(folder.iterdir()) == [found]
    return manifest_of(found).changes


def with_files(path: Path, **files: bytes) -> Path:
    """A one-page PDF with attachments."""
    with pikepdf.new() as document:
        document.add_blank_page()
        for name, data in files.items():
            document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)
        document.save(path)
    return path


def with_streams(path: Path, *streams: bytes, before: bytes = b"") -> Path:
    """What may look like a PDF, with these bytes as streams."""
    parts = [b"%PDF-1.7\n", before]
    parts += [
        b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(data), data)
        for number, data in enumerate(streams, 1)
    ]
    path.write_bytes(b"".join([*parts, b"trailer<<>>\n%%EOF\n"]))
    return path


def bomb(megabytes: int, head: bytes = b"") -> bytes:
    """So much of nothing, deflated."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(head)]
    parts += [packer.compress(bytes(1_000_000)) for _ in range(megabytes)]
    return b"".join([*parts, packer.flush()])


def find_and_open(path: Path) -> None:
    with inspect_package(None, path):
        pass


# Found -------------------------------------------------------------------------------------------------------------------


def test_the_report_brings_its_activities_to_another_desk(made: Made, tmp_path: Path) -> None:
    with closing(Workspace.create(tmp_path / "office.focal")) as office:
        taken = import_package_file(office, made.report)
        assert (taken.report.new, taken.verdict.trust) == (1, Trust.FIRST)
        [id] = taken.manifest.brings
        assert id
        assert import_package_file(office, made.report).report.new == 0
        with office.reading() as conn:
            rows = conn.exec_driver_sql("SELECT title FROM activity").fetchall()
            assert [row[0] for row in rows] == ["Flood drills"]  # the other activity was not reported
            assert conn.exec_driver_sql("SELECT label FROM arrival").scalar() == "report.pdf"


def _qdf(source: Path, target: Path) -> None:
    with pikepdf.open(source) as document:
        document.save(target, qdf=True, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)


def _packed(source: Path, target: Path) -> None:
    with pikepdf.open(source) as document:
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, recompress_flate=True)


def _linear(source: Path, target: Path) -> None:
    with pikepdf.open(source) as document:
        document.save(target, linearize=True)


def _pdfium(source: Path, target: Path) -> None:
    with closing(pypdfium2.PdfDocument(source)) as document:
        document.save(target)


def _appended(source: Path, target: Path) -> None:
    target.write_bytes(source.read_bytes() + b"\n% a signature of some kind\nstartxref\n7\n%%EOF\n")


def _mailed(source: Path, target: Path) -> None:
    target.write_bytes(b"\r\n\r\n" + source.read_bytes())


def _without_table(source: Path, target: Path) -> None:
    data = source.read_bytes()
    target.write_bytes(data[: data.rindex(b" 0 obj", 0, data.rindex(b"/XRef"))] + b"startxref\n999999999\n%%EOF")


@pytest.mark.parametrize(
    "saved", [_qdf, _packed, _linear, _pdfium, _appended, _mailed, _without_table], ids=lambda each: each.__name__
)
def test_it_is_found_whatever_program_saved_the_pdf_anew(
    saved: Callable[[Path, Path], None], made: Made, tmp_path: Path
) -> None:
    saved(made.report, tmp_path / "saved.pdf")
    assert brought(tmp_path / "saved.pdf") == 1


def test_it_is_found_among_ten_attachments(made: Made, tmp_path: Path) -> None:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", "<xml/>")
        archive.writestr("inside.fdz", made.other.read_bytes())
    files = {f"{number}.txt": b"text %d" % number for number in range(7)}
    files |= {
        "a.docx": zipped.getvalue(),
        "cut.fdz": made.other.read_bytes()[:-9],
        "data.fdz": made.package.read_bytes(),
    }
    assert brought(with_files(tmp_path / "ten.pdf", **files)) == 1


def test_the_same_twice_is_one_and_two_are_too_many(made: Made, tmp_path: Path) -> None:
    one, other = made.package.read_bytes(), made.other.read_bytes()
    assert brought(with_streams(tmp_path / "twice.pdf", one, zlib.compress(one))) == 1
    assert "several packages" in refused(with_streams(tmp_path / "two.pdf", one, other))
    many = with_streams(tmp_path / "many.pdf", *([b"PK\x03\x04"] * 60), *(bytes([*b"PK\x03\x04", 9]),), one)
    assert brought(many) == 1  # those have no end of a package
    zips = [zlib.compress(b"PK\x03\x04" + bytes([number])) for number in range(60)]
    assert "several" in refused(with_streams(tmp_path / "zips.pdf", *zips, one))


# Not found: why -----------------------------------------------------------------------------------------------------------


def test_why_there_is_none(made: Made, tmp_path: Path) -> None:
    assert refused(made.plain) == "plain.pdf is a report of Focal Desk, but contains no data."

    with pikepdf.open(made.report) as document:
        del document.attachments["data.fdz"]
        if "/AF" in document.Root:  # newer versions take it away themselves
            del document.Root.AF
        document.save(tmp_path / "stripped.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert "was created with data, but a program" in refused(tmp_path / "stripped.pdf")

    with closing(pypdfium2.PdfDocument.new()) as printed, closing(pypdfium2.PdfDocument(made.report)) as report:
        printed.import_pages(report)
        printed.save(tmp_path / "printed.pdf")
    assert "was printed or saved again, or another program created it" in refused(tmp_path / "printed.pdf")

    with pikepdf.new() as document:
        page = document.add_blank_page()
        picture = document.make_stream(
            bytes(300), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Scan=picture))
        document.save(tmp_path / "scan.pdf")
    assert "contains only scanned pages" in refused(tmp_path / "scan.pdf")

    for owner, user in (("owner", "secret"), ("owner", "")):
        with pikepdf.open(made.report) as document:
            document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner=owner, user=user))
        assert "is protected" in refused(tmp_path / "locked.pdf")


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    for data in (b"", b"\0" * 5_000, b"<html>", b"PK\x03\x04" + b"x" * 2_000 + b"%PDF-"):
        path = tmp_path / "no.pdf"
        path.write_bytes(data)
        assert not looks_like_pdf(path)
        assert "is not a PDF" in refused(path)
    with pytest.raises(UserFacingError):
        find_package(tmp_path / "gone.pdf", tmp_path)


# Hostile -----------------------------------------------------------------------------------------------------------------


def test_scripts_and_actions_are_text_like_any_other(made: Made, tmp_path: Path) -> None:
    with pikepdf.open(made.report) as document:
        script = document.make_stream(b"app.launchURL('file:///etc/passwd'); this.exportDataObject({nLaunch: 2});")
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=script)
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
        document.Root.AA = pikepdf.Dictionary(WC=launch)
        document.save(tmp_path / "script.pdf")
    assert brought(tmp_path / "script.pdf") == 1
    with_streams(tmp_path / "only.pdf", before=b"<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>")
    assert "contains no Focal Desk data" in refused(tmp_path / "only.pdf")


def test_what_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CARRIED", 5_000_000)
    assert "too large" in refused(with_streams(tmp_path / "a.pdf", bomb(30, b"PK\x03\x04")))
    packed = bomb(30)
    objects = b"9 0 obj<</Type/ObjStm/N 1/First 0/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n" % packed
    assert "contains no Focal Desk data" in refused(
        with_streams(tmp_path / "b.pdf", packed, zlib.compress(packed), before=objects * 9)
    )


def test_a_pdf_larger_than_any_report_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(limits.MAX_PDF + 1)
    assert "more than 100 MB" in refused(path)


def test_a_million_streams_are_given_up(made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MAX_STREAMS", 1_000)
    path = with_streams(tmp_path / "many.pdf", *([b""] * 2_000), made.package.read_bytes())
    assert "contains no Focal Desk data" in refused(path)


def test_it_can_be_cancelled(made: Made, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        find_package(made.report, tmp_path, lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_package_spoilt_inside_a_pdf_is_refused(made: Made, tmp_path: Path) -> None:
    data = bytearray(made.package.read_bytes())
    data[len(data) // 2] ^= 1
    path = with_streams(tmp_path / "spoilt.pdf", bytes(data))
    with pytest.raises(UserFacingError, match=r"spoilt\.pdf was changed or damaged"), inspect_package(None, path):
        pass
    path = with_streams(tmp_path / "cut.pdf", zlib.compress(made.package.read_bytes()[:-100]))
    with pytest.raises(UserFacingError, match=r"cut\.pdf contains data, but it was changed or cut off"):
        find_and_open(path)


def test_mutations_are_refused_with_a_sentence_or_change_nothing(made: Made, tmp_path: Path) -> None:
    source = with_files(tmp_path / "whole.pdf", data=made.package.read_bytes()).read_bytes()
    rolls = random.Random(5)
    path, passed = tmp_path / "mutated.pdf", 0
    for _number in range(300):
        data = bytearray(source)
        for _flip in range(rolls.choice((1, 1, 3, 30))):
            data[rolls.randrange(len(data))] = rolls.randrange(256)
        if rolls.random() < 0.2:
            del data[rolls.randrange(len(data)) :]
        path.write_bytes(data)
        try:
            with inspect_package(None, path) as found:
                assert found.package.manifest.changes == 1
                assert found.verdict.trust is Trust.FIRST
                passed += 1
        except UserFacingError as error:
            assert error.kept
    assert 0 < passed < 300
