"""Lines of calendars and contacts (RFC 5545, RFC 6350, vCard 2.1, vCalendar 1.0): unfolded as bytes, then decoded.

Programs fold a line in the middle of a letter, declare an encoding for a single line, or declare none where it is not UTF-8.
So bytes become text only when a line is whole.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.errors import reading_error
from desktop.workspace.storage.open_workspaces import refuse_open_workspace

_MAX_DEPTH = 12
"""Components within components: a calendar, an event, an alarm."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_MAX_PARAMETERS = 60
_BASE64 = re.compile(rb"BASE64|ENCODING=B", re.I)
_HEAD = re.compile(rb'((?:[^":]|"[^"]*")*):')
_PARAMETER = re.compile(r'(?:[^;"]|"[^"]*")+')
_NAME = re.compile(r"(?:[^\s.:;]+\.)?([^\s.:;]+)\Z")
_BEGINS_A_LINE = re.compile(
    rb"(?:BEGIN|END|VERSION|UID|FN|N|ORG|TITLE|ROLE|TEL|EMAIL|ADR|NOTE|URL|BDAY|REV|PHOTO|SUMMARY|DTSTART|DTEND)[;:]",
    re.I,
)
"""After a line of quoted-printable that promises more: what is no continuation."""
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_CYRILLIC = re.compile(r"(?:[А-ЯЁЄІЇҐЎ]?[а-яёєіїґў]+|[А-ЯЁЄІЇҐЎ]+)\Z")
_WORD = re.compile(r"[^\W\d_]+")


class BrokenLines(Exception):
    """These are no whole components. `cut`: the end is missing."""

    def __init__(self, *, cut: bool = False) -> None:
        super().__init__("cut short" if cut else "broken")
        self.cut = cut


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property. `name` and the names of `params` are in capitals; `value` is decoded and still escaped."""

    name: str
    params: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as words."""
        return _CONTROLS.sub("", unescape(self.value).replace("\r\n", "\n").replace("\r", "\n")).strip()

    def parts(self) -> list[str]:
        """The parts of a value that is structured by semicolons, as words."""
        found, start, at = list[str](), 0, 0
        while at < len(self.value):
            if self.value[at] == "\\":
                at += 1
            elif self.value[at] == ";":
                found.append(self.value[start:at])
                start = at + 1
            at += 1
        return [_CONTROLS.sub("", unescape(part)).strip() for part in [*found, self.value[start:]]]


@dataclass(slots=True)
class Component:
    """What stands between BEGIN and END."""

    name: str
    lines: list[ContentLine] = field(default_factory=list[ContentLine])
    components: list[Component] = field(default_factory=list["Component"])

    def first(self, name: str) -> ContentLine | None:
        """The first line of this name."""
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[ContentLine]:
        """All lines of this name."""
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        """The words of the first line of this name that has some; "" for none."""
        return next((words for line in self.lines if line.name == name and (words := line.text)), "")


@dataclass
class Components:
    """All of a file. `unread`: lines that are no property; `guessed`: the encoding, where the file does not say it;
    `broken`: letters that could not be read.
    """

    components: list[Component] = field(default_factory=list[Component])
    unread: int = 0
    guessed: str = ""
    broken: int = 0


def read_up_to(path: Path, most: int) -> tuple[int, bytes]:
    """The size of a file, and what it holds where that is no more than `most` bytes. Raises UserFacingError."""
    refuse_open_workspace(path)
    try:
        size = path.stat().st_size
        return size, path.read_bytes() if size <= most else b""
    except OSError as error:
        raise reading_error(error, path) from error


def line_count(data: bytes) -> int:
    """About how many lines these bytes are."""
    return max(data.count(b"\n"), data.count(b"\r"))


def begins_with(data: bytes, name: str) -> bool:
    """Is BEGIN of this component the first line of these bytes, in whatever encoding?"""
    head = data[:400]
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            head = head[: len(head) // 4 * 4].decode(encoding, "replace").encode("utf-8", "replace")
    head = head.removeprefix(codecs.BOM_UTF8).replace(b"\x00", b"").lstrip()
    return head.upper().startswith(b"BEGIN:" + name.encode("ascii"))


def read_components(data: bytes) -> Components:
    """The components of a file. Raises BrokenLines where BEGIN and END do not fit, or these bytes are no text."""
    found = Components()
    decoder = _Decoder(data)
    open_ones: list[Component] = []
    for raw in _unfold(decoder.data):
        line = _read_line(raw, decoder)
        if line is None:
            found.unread += 1
        elif line.name == "BEGIN":
            made = Component(line.value.strip().upper())
            (open_ones[-1].components if open_ones else found.components).append(made)
            open_ones.append(made)
            if len(open_ones) > _MAX_DEPTH:
                raise BrokenLines
        elif line.name == "END":
            if not open_ones or open_ones.pop().name != line.value.strip().upper():
                raise BrokenLines
        elif open_ones:
            open_ones[-1].lines.append(line)
        else:
            found.unread += 1
    if open_ones:
        raise BrokenLines(cut=True)
    found.guessed, found.broken = decoder.guessed, decoder.broken
    return found


def unescape(value: str) -> str:
    r"""The words of a value: \n is the end of a line, and what stands behind another backslash is meant as it is."""
    if "\\" not in value:
        return value
    return _ESCAPED.sub(
        lambda found: "\n" if found[1] in "nN" else found[1] if found[1] in '\\,;:"' else found[0], value
    )


def _unfold(data: bytes) -> Iterator[bytes]:
    """Whole lines, as bytes."""
    parts: list[bytes] = []
    soft = encoded = False
    for line in data.splitlines():
        if soft and not _BEGINS_A_LINE.match(line):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
            soft = line.endswith(b"=")
            continue
        if not line.strip():
            soft = encoded = False
            continue
        if parts and line[:1] in b" \t":
            parts.append(line[1:])
            soft = soft or (line.endswith(b"=") and _is_quoted(parts[0]))
            continue
        if encoded and b":" not in line:  # telephones write pictures without a blank before each line
            continue
        if parts:
            yield b"".join(parts)
        parts = [line]
        soft = line.endswith(b"=") and _is_quoted(line)
        encoded = b";" in line[:40] and bool(_BASE64.search(line[:200]))
    if parts:
        yield b"".join(parts)


def _is_quoted(line: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in line.partition(b":")[0].upper()


def _read_line(raw: bytes, decoder: _Decoder) -> ContentLine | None:
    end = raw.find(b":")
    if b'"' in raw[:end] and (match := _HEAD.match(raw)):
        end = match.end() - 1
    if end <= 0:
        return None
    start = decoder.text(raw[:end], "")
    head, *rest = _PARAMETER.findall(start) if '"' in start else start.split(";")
    name = _NAME.match(head.strip())
    if name is None:
        return None
    value = raw[end + 1 :]
    if not rest:
        return ContentLine(name[1].upper(), {}, decoder.text(value, ""))
    params = dict[str, str]()
    for each in rest[:_MAX_PARAMETERS]:
        key, equals, words = each.partition("=")
        key, words = key.strip().upper(), words.strip().replace('"', "")
        if not equals:  # as in version 2.1: TEL;CELL:
            key, words = ("ENCODING" if key in _ENCODINGS else "TYPE"), key
        params[key] = f"{params[key]},{words}" if key in params else words
    encoding = params.get("ENCODING", "").upper()
    charset = params.get("CHARSET", "")
    try:
        if encoding == "QUOTED-PRINTABLE":
            value = quopri.decodestring(value)
        elif encoding in ("B", "BASE64") and params.get("VALUE", "").upper() != "URI":
            value = base64.b64decode(b"".join(value.split()))
            if not charset and not _is_utf8(value):  # a picture
                value = b""
    except (binascii.Error, ValueError):
        return None
    return ContentLine(name[1].upper(), params, decoder.text(value, charset, inner=bool(encoding)))


class _Decoder:
    """Bytes of a file as text: by what the file says of itself, what a line says, or else what the bytes look like.

    `broken`: letters that could not be read.
    """

    def __init__(self, data: bytes) -> None:
        self.guessed = ""
        self.broken = 0
        self.data = data.removeprefix(codecs.BOM_UTF8)
        encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), _wide(data))
        self._transcoded = bool(encoding)
        if encoding:
            try:
                self.data = data.decode(encoding).encode("utf-8")
            except UnicodeError as error:
                raise BrokenLines(cut=isinstance(error, UnicodeDecodeError) and error.end >= len(data) - 1) from error
        if b"\x00" in self.data:
            raise BrokenLines

    def text(self, value: bytes, charset: str, *, inner: bool = False) -> str:
        """`charset` is what the line declares; `inner`: these bytes were themselves encoded in the line."""
        if value.isascii() and not charset:
            return value.decode("ascii")
        if charset and (inner or not self._transcoded):
            try:
                return value.decode(charset)
            except (LookupError, UnicodeError, ValueError):
                pass  # it says something else than it is
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            text = value.decode("utf-8", "replace")
            broken = text.count("\ufffd")
            if sum(not letter.isascii() for letter in text) > 2 * broken:  # UTF-8 that was cut within a letter
                self.broken += broken
                return text
            return value.decode(self._guess(value), "replace")

    def _guess(self, value: bytes) -> str:
        if not self.guessed:
            lines = [line for line in self.data.splitlines() if not _is_utf8(line)]
            self.guessed = _eight_bit(b"\n".join(lines)[:65_536] or value)
        return self.guessed


def _wide(data: bytes) -> str:
    """UTF-16 without a mark of Latin letters: every second byte is zero."""
    head = data[:64]
    if len(head) < 12 or b"\x00" not in head:
        return ""
    if not any(head[::2]) and all(head[1::2]):
        return "utf-16-be"
    return "utf-16-le" if all(head[::2]) and not any(head[1::2]) else ""


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _eight_bit(sample: bytes) -> str:
    """The encoding of lines that are not UTF-8: western, if most letters of their words are plain ones; Cyrillic, if all
    their words are written as Cyrillic ones; else what is likeliest.
    """
    western = sample.decode("cp1252", "replace")
    words = [word for word in _WORD.findall(western) if not word.isascii()]
    plain = sum(letter.isascii() for word in words for letter in word)
    letters = sum(map(len, words))
    if "\ufffd" not in western and (plain * 2 >= letters or letters < 4):
        return "cp1252"
    for encoding in ("cp1251", "koi8-r"):
        words = [word for word in _WORD.findall(sample.decode(encoding, "replace")) if not word.isascii()]
        if words and all(_CYRILLIC.match(word) for word in words):
            return encoding
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None and best.encoding not in ("ascii", "utf_8") else "cp1252"


def whole_components(data: bytes, name: str, broken: str) -> Components:
    """As `read_components`. Raises UserFacingError: that the file `name` was cut short, else the sentence `broken`."""
    kept = _("Nothing was imported.")
    try:
        return read_components(data)
    except BrokenLines as error:
        if error.cut:
            raise UserFacingError(
                _("{name} was cut short on its way.").format(name=name), kept=kept, todo=_("Ask for it again.")
            ) from error
        raise UserFacingError(
            broken, kept=kept, todo=_("Ask for it again, or export it again from the other program.")
        ) from error
