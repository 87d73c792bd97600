"""In which encoding a text file is written: told from its bytes, for its name says nothing."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from desktop.exchange.tables.limits import MAX_WITHOUT_LINE_END, endless_line, nothing_kept
from desktop.i18n import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 20
_SAMPLE = 1 << 16
_MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"MZ\x90", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh9",
    b"SQLite format 3\0", b"RIFF", b"OggS", b"ID3", b"\xca\xfe\xba\xbe", b"\xfd7zXZ",
)  # fmt: skip
_OF_THE_WEST = ("cp1252", "cp850", "mac_roman")
"""Windows, DOS, and the Mac of old; of equals the first."""
_USUAL = frozenset("éèêëàâäáãåæçîïíìñôöóòõøœûüúùÿßÉÈÊÀÂÄÁÃÅÆÇÎÍÑÔÖÓÕØŒÛÜÚ«»’‘“”–—…°º€¿¡·  ")
_MOSTLY_USUAL, _CLEARLY = 0.9, 0.15
_WESTERN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŠšŽžŒœŸ'’]+")
_ODD_INSIDE = re.compile(r"[a-z][^\w\s'’´`\-–—,.;:!?()/&\"“”«»…·°ºª%*+]+[a-z]")


def detect_encoding(path: Path) -> str:
    """The encoding of a text file, as a name that `open` takes.

    Raises UserFacingError where the file is no text at all.
    """
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head.startswith(_MAGIC):
        raise not_text(path)
    wide = _utf16_without_mark(head)
    if wide:
        return wide
    if _control_share(head) > 0.02:
        raise not_text(path)
    odd = _first_bytes_outside_utf8(path)
    if odd is None:
        return "utf-8"
    return _eight_bit(odd, path)


def not_text(path: Path) -> Exception:
    """The error for a picture, a program and the like under the name of a table."""
    return nothing_kept(
        _("{name} is not a table: its content is not text.").format(name=path.name),
        _("Open it in the program that made it and save it as CSV or XLSX."),
    )


def _utf16_without_mark(head: bytes) -> str:
    """UTF-16 of mostly Latin text has a zero in every second byte."""
    pairs = len(head) // 2
    if pairs < 8:
        return ""
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    if odd > pairs * 0.5 and even < pairs * 0.05:
        return "utf-16-le"
    if even > pairs * 0.5 and odd < pairs * 0.05:
        return "utf-16-be"
    return ""


def _control_share(head: bytes) -> float:
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 0x1A))
    return controls / max(len(head), 1)


def _first_bytes_outside_utf8(path: Path) -> bytes | None:
    """A sample around the first bytes that are not UTF-8; None where all of the file is."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    since_line_end = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            at = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            since_line_end = len(chunk) - at - 1 if at >= 0 else since_line_end + len(chunk)
            if since_line_end > MAX_WITHOUT_LINE_END:
                raise endless_line(path.name)
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                at = max(0, file.tell() - len(chunk) + error.start - 1024)
                file.seek(at)
                return file.read(_SAMPLE)
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            file.seek(max(0, file.tell() - 1024))
            return file.read()
    return None


def _eight_bit(sample: bytes, path: Path) -> str:
    if _mostly_utf8(sample):
        return "utf-8"  # a few broken letters: they are replaced, and named with their line
    western = sample.decode("cp1252", errors="replace")
    likeliest = max(_OF_THE_WEST, key=lambda name: _usual_share(sample.decode(name, errors="replace")))
    usual = _usual_share(sample.decode(likeliest, errors="replace"))
    if likeliest != "cp1252" and usual >= _MOSTLY_USUAL and usual > _usual_share(western) + _CLEARLY:
        return likeliest
    if _looks_western(western):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is not None and best.encoding != "ascii":
        return best.encoding
    if _control_share(sample) > 0.02 or "\ufffd" in western:
        raise not_text(path)
    return "cp1252"


def _usual_share(text: str) -> float:
    """Which share of the letters beyond ASCII are such as Western texts have, where they have them: no capital after a
    small letter, no sign between two letters.
    """
    usual = beyond = 0
    before = " "
    for letter in text:
        if letter > "\x7f":
            beyond += 1
            usual += letter in _USUAL and not (letter.isupper() and before.islower())
        before = letter
    return usual / beyond if beyond else 1.0


def _mostly_utf8(sample: bytes) -> bool:
    """More letters that are good UTF-8 than broken ones."""
    text = sample.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for letter in text if ord(letter) > 127) - broken
    return good > 4 * broken


def _looks_western(text: str) -> bool:
    """Words whose letters are mostly unaccented, and no signs in the middle of words: French, Spanish,
    Portuguese...
    """
    if "\ufffd" in text or _ODD_INSIDE.search(text):
        return False
    accented = [word for word in _WESTERN.findall(text) if not word.isascii()]
    if not accented:
        return True
    letters = sum(map(len, accented))
    plain = sum(1 for word in accented for letter in word if letter.isascii())
    return plain * 2 >= letters or letters < 4
