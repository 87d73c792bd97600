"""Lists of publications as BibTeX and RIS: one row for each entry.

Title, date, summary, language, identifier and addresses stand under headings that are known; every other field is kept
under its own name, as `entry/journal`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from desktop.exchange.tables.encodings import detect_encoding
from desktop.exchange.tables.limits import MAX_CELL, nothing_kept
from desktop.exchange.tables.row_file import RowFile
from desktop.exchange.tables.table import Table
from desktop.exchange.tables.table_reader import KnowsHeading
from desktop.i18n import _

_MAX_FILE = 50_000_000  # bytes
_MAX_DEPTH = 60
_HEAD = 65_536
_BIBTEX = re.compile(r"(?:\s*%[^\n]*\n)*\s*@\s*(?:comment|string|preamble|[a-z]{3,20})\s*[{(]\s*[^@]", re.IGNORECASE)
_RIS = re.compile(r"\s*TY {1,2}- ?[A-Z]{2,10}\s*$", re.MULTILINE)
_ENTRY = re.compile(r"@\s*([A-Za-z]+)\s*([{(])")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w:.+-]{0,60})\s*=\s*")
_KEY = re.compile(r"\s*([^,{}()\s\"#%']{1,200})\s*,")
_MARK = re.compile(r"\\.|[{}\"]", re.DOTALL)
_WORD = re.compile(r"[\w.:+-]+")
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?\Z")
_DAY = re.compile(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
            "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a"}  # fmt: skip
_LETTERS = {"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
            "AA": "Å", "i": "i", "j": "j"}  # fmt: skip
_ACCENTED = re.compile(r"\\(?:([`'^\"~=.])|([cvuHkr])(?=[\s{]))\s*(?:\{\s*\\?([A-Za-z])\s*\}|\\?([A-Za-z]))")
_LETTER = re.compile(r"\\(ss|ae|AE|oe|OE|aa|AA|[oOlLij])(?![A-Za-z])\s*")
_BRACE = re.compile(r"(?<!\\)[{}]")
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*")

_FIRST = ("identifier", "title", "kind", "date", "abstract", "language", "url", "doi")
_OF_BIBTEX = {
    "title": "title",
    "abstract": "abstract",
    "language": "language",
    "langid": "language",
    "url": "url",
    "doi": "doi",
}
_OF_RIS = {"TI": "title", "T1": "title", "CT": "title", "AB": "abstract", "N2": "abstract", "LA": "language", "UR": "url",
           "DO": "doi"}  # fmt: skip
_DATES_OF_RIS = ("DA", "PY", "Y1")


class PublicationReader:
    """BibTeX and RIS."""

    def recognises(self, path: Path, start: bytes) -> bool:
        """It begins with an entry."""
        return bool(_kind(path))

    def open(self, path: Path, sheet: str | None, encoding: str | None, knows: KnowsHeading) -> Table:
        """All entries; one that is damaged is refused by itself."""
        if path.stat().st_size > _MAX_FILE:
            raise nothing_kept(
                _("{name} has more than {limit} MB.").format(name=path.name, limit=_MAX_FILE // 1_000_000),
                _("Split the list into several files."),
            )
        encoding = encoding or detect_encoding(path)
        try:
            text = path.read_text(encoding, errors="replace").removeprefix("\ufeff")
        except LookupError as error:
            raise nothing_kept(_("{encoding} is not the name of an encoding.").format(encoding=encoding)) from error
        kind = _kind(path)
        kept = RowFile()
        for line, cells, refused in _bibtex(text) if kind == "BibTeX" else _ris(text):
            kept.add(line, cells, refused)
        if not kept.columns:
            raise nothing_kept(_("{name} has no entry that can be read.").format(name=path.name))
        found = kept.columns
        headings = (*(each for each in _FIRST if each in found), *(each for each in found if each not in _FIRST))
        return Table(
            path,
            headings,
            ("",) * len(headings),
            lambda: kept.rows(headings),
            1,
            format=kind,
            encoding=encoding,
            list_separator="\n",
        )


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", errors="replace")
    if _RIS.match(text):
        return "RIS"
    return "BibTeX" if _BIBTEX.match(text) and _ENTRY.search(text) and "=" in text else ""


def _finish(cells: dict[str, str], key: str) -> dict[str, str]:
    """What every entry has: the identifier that is unique in the world where there is one, and the address of a DOI."""
    doi = re.sub(r"\A(https?://(dx\.)?doi\.org/|doi:\s*)", "", cells.get("doi", ""), flags=re.IGNORECASE)
    if doi:
        cells["doi"] = doi
        links = [each for each in (cells.get("url", ""), f"https://doi.org/{doi}") if each]
        cells["url"] = "\n".join(dict.fromkeys(links))
    cells["identifier"] = doi or key
    cells["kind"] = "publication"
    return cells


# BibTeX -------------------------------------------------------------------------------------------------------


def _bibtex(text: str) -> Iterator[tuple[int, dict[str, str], str]]:
    words: dict[str, str] = {month: str(number) for number, month in enumerate(_MONTHS, 1)}
    at, line, counted = 0, 1, 0
    while (entry := _ENTRY.search(text, at)) is not None:
        line += text.count("\n", counted, entry.start())
        counted = entry.start()
        kind = entry[1].lower()
        if kind == "comment":
            at = entry.end()
            continue
        fields, key, end = _fields(text, entry.end(), with_key=kind not in ("string", "preamble"), words=words)
        if end is None:
            following = re.compile(r"^\s*@", re.MULTILINE).search(text, entry.end())
            at = len(text) if following is None else following.start()
            yield line, {}, _("The entry is damaged: a bracket or a quotation mark in it is never closed.")
            continue
        at = end
        if kind == "string":
            words.update({name.lower(): value for name, value in fields.items()})
        elif kind != "preamble":
            yield line, _publication(kind, key, fields), ""


def _publication(kind: str, key: str, fields: Mapping[str, str]) -> dict[str, str]:
    cells: dict[str, str] = {"entry/type": kind, "entry/key": key}
    year, month = fields.get("year", ""), fields.get("month", "")
    date = fields.get("date", "").partition("/")[0]
    if not date and year:
        number = _month(month)
        date = f"{year}-{number:02}" if number and year.isdigit() else year
    if date:
        cells["date"] = date
    for name, value in fields.items():
        heading = _OF_BIBTEX.get(name)
        if heading is not None and heading not in cells:
            cells[heading] = value
        elif name in ("author", "editor"):
            cells[f"entry/{name}"] = "\n".join(value.split(" and "))
        else:
            cells[f"entry/{name}"] = value
    return _finish(cells, key)


def _month(text: str) -> int:
    """1 to 12 for a month as BibTeX writes it, by number or by name; 0 for none."""
    text = text.strip().lower()
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else 0
    return _MONTHS.index(text[:3]) + 1 if text[:3] in _MONTHS else 0


def _fields(text: str, at: int, *, with_key: bool, words: Mapping[str, str]) -> tuple[dict[str, str], str, int | None]:
    """(fields, key, where the entry ends; None for one without end)."""
    key = ""
    if with_key and (match := _KEY.match(text, at)):
        key, at = match[1], match.end()
    fields: dict[str, str] = {}
    while (match := _FIELD.match(text, at)) is not None:
        value, end = _value(text, match.end(), words)
        if end is None:
            return {}, key, None
        fields.setdefault(match[1].lower(), _plain(value))
        at = end
    closing = re.compile(r"\s*,?\s*[})]").match(text, at)
    if closing is not None:
        return fields, key, closing.end()
    return fields, key, None


def _value(text: str, at: int, words: Mapping[str, str]) -> tuple[str, int | None]:
    """Texts, numbers and names of texts, joined with #."""
    parts: list[str] = []
    while True:
        opening = text[at : at + 1]
        if opening in ('"', "{"):
            end = _closing(text, at + 1, opening)
            if end is None:
                return "", None
            parts.append(text[at + 1 : end])
            at = end + 1
        elif match := _WORD.match(text, at):
            parts.append(words.get(match[0].lower(), match[0]))
            at = match.end()
        else:
            return "".join(parts), at if parts else None
        if (more := re.compile(r"\s*#\s*").match(text, at)) is None:
            return "".join(parts), at
        at = more.end()


def _closing(text: str, at: int, opening: str) -> int | None:
    """Where a text ends: at the quotation mark, or at the bracket that closes the first one."""
    depth = 0
    for mark in _MARK.finditer(text, at, at + MAX_CELL):
        found = mark[0]
        if found == "{":
            depth += 1
            if depth > _MAX_DEPTH:
                return None
        elif found == "}":
            if depth == 0 and opening == "{":
                return mark.start()
            depth -= 1
            if depth < 0:
                return None
        elif found == '"' and opening == '"' and depth == 0:
            return mark.start()
    return None


def _plain(text: str) -> str:
    """A text without the marks of TeX: accents as letters, brackets and commands gone."""
    if "\\" in text:
        text = _ACCENTED.sub(_accented, text)
        text = _LETTER.sub(lambda match: _LETTERS[match[1]], text)
        text = _COMMAND.sub("", text)
    text = _BRACE.sub("", text)
    text = _ESCAPED.sub(r"\1", text).replace("~", " ").replace("---", "—").replace("--", "–")
    return " ".join(text.split())


def _accented(match: re.Match[str]) -> str:
    accent = _ACCENTS[match[1] or match[2]]
    return unicodedata.normalize("NFC", (match[3] or match[4]) + accent)


# RIS ----------------------------------------------------------------------------------------------------------


def _ris(text: str) -> Iterator[tuple[int, dict[str, str], str]]:
    tags: list[tuple[str, str]] = []
    begun = 0
    for number, line in enumerate(text.splitlines(), 1):
        match = _TAG.match(line.rstrip())
        if match is None:
            if tags and line.strip():
                name, value = tags[-1]  # a text goes on in the next line
                tags[-1] = name, f"{value} {line.strip()}"[:MAX_CELL]
            continue
        name, value = match[1], (match[2] or "").strip()
        if name == "TY":
            if tags:
                yield begun, _from_tags(tags), ""
            tags, begun = [(name, value)], number
        elif name == "ER":
            if tags:
                yield begun, _from_tags(tags), ""
            tags = []
        elif tags:
            tags.append((name, value))
    if tags:
        yield begun, _from_tags(tags), ""


def _from_tags(tags: Iterable[tuple[str, str]]) -> dict[str, str]:
    lists: dict[str, list[str]] = {}
    for name, value in tags:
        if value:
            lists.setdefault(name, []).append(value)
    cells: dict[str, str] = {}
    for name, values in lists.items():
        heading = _OF_RIS.get(name)
        if heading is not None and heading not in cells:
            cells[heading] = "\n".join(values)
        else:
            cells[f"entry/{name}"] = "\n".join(values)
    for name in _DATES_OF_RIS:
        if "date" not in cells and name in lists and (match := _DAY.match(lists[name][0])):
            cells["date"] = "-".join(f"{int(part):02}" for part in match.groups() if part and int(part))
    return _finish(cells, (lists.get("ID") or lists.get("AN") or [""])[0])
