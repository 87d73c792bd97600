"""How a table was read, told alike by the window and the command line: short where all is plain."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from desktop.exchange.columns.column_mapping import ColumnMapping
from desktop.exchange.columns.lines_above import field_given_above
from desktop.exchange.columns.own_exports import is_own_export
from desktop.exchange.columns.recognition import field_of_heading, guess_mapping, recognition_of
from desktop.exchange.tables import Table
from desktop.i18n import _, ngettext

_NAMED = 12
"""Columns that a sentence names; beyond, they are counted."""


@dataclass(frozen=True)
class Reading:
    """Where a list stood and what became of its columns."""

    format: str = ""
    encoding: str = ""
    encoding_guessed: bool = False
    delimiter: str = ""
    sheet: str = ""
    sheets_read: tuple[str, ...] = ()  # several that are read together
    other_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    heading_line: int = 0
    skipped: tuple[tuple[int, str], ...] = ()
    files: tuple[str, ...] = ()  # of an archive or a folder, those that are read
    files_not_read: tuple[tuple[str, str], ...] = ()  # the others, with the reason
    columns: tuple[Mapping[str, str], ...] = field(default_factory=tuple)  # column, field, role, known by, certainty
    not_read: tuple[str, ...] = ()
    private: tuple[str, ...] = ()  # columns that stay on this desk
    left_out: tuple[str, ...] = ()  # columns that are not even kept
    identifier: str = ""  # the column by which rows are joined

    def sentences(self) -> list[str]:
        """What a person should know, in words."""
        parts = [self.format] if self.format else []
        if len(self.sheets_read) > 1:
            parts.append(_("sheets {sheets}").format(sheets=_listed(self.sheets_read)))
        elif self.sheet:
            parts.append(_("sheet {sheet}").format(sheet=self.sheet))
        if self.encoding and not self.encoding_guessed and self.encoding not in ("utf-8", "utf-8-sig"):
            parts.append(_("encoding {encoding}").format(encoding=self.encoding.upper()))
        if self.heading_line:
            parts.append(_("headings in line {line}").format(line=self.heading_line))
        said = [_("Read as {parts}.").format(parts=", ".join(parts))] if parts else []
        if self.encoding_guessed:
            said.append(
                _("The encoding is a guess: {encoding}. Another one can be chosen.").format(
                    encoding=self.encoding.upper()
                )
            )
        if self.files:
            words = ngettext("File read: {names}.", "Files read together: {names}.", len(self.files))
            said.append(words.format(names=_listed(self.files)))
        if self.files_not_read:
            words = ngettext("File not read: {names}.", "Files not read: {names}.", len(self.files_not_read))
            said.append(words.format(names=_listed(tuple(name for name, _reason in self.files_not_read))))
        if self.other_sheets:
            count = len(self.other_sheets)
            words = ngettext("Sheet not read: {names}.", "Sheets not read: {names}.", count)
            said.append(words.format(names=_listed(self.sheets_said())))
        if guesses := tuple(each["column"] for each in self.columns if each.get("certainty") == "guess"):
            words = ngettext("Guessed column: {names}.", "Guessed columns: {names}.", len(guesses))
            said.append(words.format(names=_listed(guesses)))
        if self.not_read:
            words = ngettext(
                "Column kept as source data only: {names}.",
                "Columns kept as source data only: {names}.",
                len(self.not_read),
            )
            said.append(words.format(names=_listed(self.not_read)))
        return said

    def sheets_said(self) -> tuple[str, ...]:
        """The sheets that are not read, with a word for those that are hidden."""
        return tuple(
            _("{sheet} (hidden)").format(sheet=sheet) if sheet in self.hidden_sheets else sheet
            for sheet in self.other_sheets
        )

    def to_json(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "format": self.format,
            "encoding": self.encoding,
            "encoding_guessed": self.encoding_guessed,
            "delimiter": self.delimiter,
            "sheet": self.sheet,
            "sheets_read": list(self.sheets_read),
            "other_sheets": list(self.other_sheets),
            "hidden_sheets": list(self.hidden_sheets),
            "heading_line": self.heading_line,
            "lines_above": [{"line": line, "text": text} for line, text in self.skipped],
            "files": list(self.files),
            "files_not_read": [{"file": name, "reason": reason} for name, reason in self.files_not_read],
            "columns": [dict(each) for each in self.columns],
            "columns_not_read": list(self.not_read),
            "columns_private": list(self.private),
            "columns_left_out": list(self.left_out),
            "joined_by": self.identifier,
        }


def reading_of(table: Table, mapping: ColumnMapping, confirmed: Collection[str] = ()) -> Reading:
    """How a table is read by a mapping. `confirmed`: columns that were read so at the last import of this source."""
    columns: list[Mapping[str, str]] = []
    guess = guess_mapping(table)
    identifier = ""
    for heading, hashtag in zip(table.headings, table.hashtags, strict=True):
        use = mapping.use_of(heading)
        if use is None and heading == "id" and is_own_export(table.headings):
            columns.append({"column": heading, "field": heading, "known_by": "heading", "certainty": "certain"})
            continue  # of a desk's own export
        if use is None:
            continue
        by, certainty = "mapping", "certain"
        guessed = guess.use_of(heading)
        if guessed is not None and (guessed.field, guessed.role, guessed.part) == (use.field, use.role, use.part):
            known = recognition_of(heading, hashtag)
            by, certainty = known.by, known.certainty
        if heading in confirmed and certainty == "guess":
            by, certainty = "mapping", "certain"
        more = {"role": use.role, "part": use.part, "language": use.language}
        columns.append(
            {"column": heading, "field": use.field, "known_by": by, "certainty": certainty}
            | {key: each for key, each in more.items() if each}
        )
        if use.field == "source_id" and not identifier:
            identifier = heading
    read = {each["column"] for each in columns}
    elsewhere = read.union(mapping.private, mapping.left_out)
    return Reading(
        format=table.format,
        encoding=table.encoding,
        encoding_guessed=table.encoding_guessed,
        sheet=table.sheet,
        sheets_read=table.sheets_read,
        other_sheets=tuple(each for each in table.sheets if each not in (table.sheet, *table.sheets_read)),
        hidden_sheets=table.hidden_sheets,
        heading_line=table.heading_line,
        skipped=tuple(
            (table.place(line)[1], words)
            for line, words in table.skipped
            if not field_given_above(words, field_of_heading, mapping.defaults)
        ),
        files=table.files_read if table.files_read != table.sheets_read else (),
        files_not_read=table.files_not_read,
        columns=tuple(columns),
        not_read=tuple(heading for heading in table.headings if heading not in elsewhere),
        private=tuple(heading for heading in table.headings if heading in mapping.private),
        left_out=tuple(heading for heading in table.headings if heading in mapping.left_out),
        delimiter=table.delimiter,
        identifier=table.joined_by or identifier,
    )


def _listed(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        shown = _("{names} and {count} more").format(names=shown, count=len(names) - _NAMED)
    return shown
