"""The full-text indexes over activities, visits, organisations and people (SQLite's FTS5): made, kept, rebuilt, compared
with the records.

An index holds no text of its own: its content is a view over the records, so it can always be built again. SQLite's
tokenizer folds accents and case of most words; those that it does not fold as `index_words` does stand once more, folded,
in a column of the record. Prefixes of three letters have an index for search as one types: it is as large as the words
themselves, and one of two letters, larger still, won nothing. The last column has a word for each code of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from desktop.errors import ProgrammingError
from desktop.workspace.records.kinds.field import Search
from desktop.workspace.records.record_description import Field, FieldKind, RecordType, Words
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.search_index import organisation_names
from desktop.workspace.search_index.index_words import CODE_SIGN, code_word, code_words_sql
from desktop.workspace.storage.connections import Direct
from desktop.workspace.storage.sqlite import DatabaseError, is_of_search_index

if TYPE_CHECKING:
    from sqlalchemy import Connection

TEXTS = ("title", "text", "place", "organisation", "note")
"""The columns of text of every index; `Words` names them."""

SHORT_TEXTS = ("title", "place", "organisation")
"""Those whose words stand once more as a whole, where they do."""

CODES = "codes"
COLUMNS = (*TEXTS, CODES)
TOKENIZER = "unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''"
"""Marks belong to the words that scripts write them in."""

CODED_FIELDS = (
    "kind", "status", "stage", "state", "approach", "country", "membership", "hazards", "targets", "themes",
)  # fmt: skip
"""Fields whose codes have a word in the index, so that they are found by their names among other words."""

_NOTHING = "''"
_NAMES = ", ".join(COLUMNS)
_MARKS = ", ".join("?" * len(COLUMNS))

RANK = "bm25(10.0, 2.0, 4.0, 4.0, 1.0, 6.0)"
"""A word of the title counts most, then the name of a code: what names a thing comes before what has it."""

_PARTS = ("data", "idx", "content", "docsize", "config")
"""The tables in which FTS5 keeps one index."""

Document = tuple[str, ...]


@dataclass(frozen=True)
class SearchIndex:
    """The index of one record type: its columns from those of the record's table."""

    kind: str
    words: Mapping[str, tuple[str, ...]]
    coded: tuple[str, ...]
    coded_members: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its table."""
        return f"{self.kind}_fts"

    @property
    def view(self) -> str:
        """The name of the view that gives its documents."""
        return f"{self.kind}_document"

    @property
    def _view_sql(self) -> str:
        columns = [
            " || ' ' || ".join(f"coalesce({each}, '')" for each in (*those, f"{name}_indexed")) + f" AS {name}"
            for name, those in self.words.items()
        ]
        sign = f"'{CODE_SIGN}'"
        codes = [f"coalesce({sign} || {column} || {sign} || ' ', '')" for column in self.coded]
        fields = ", ".join(f"'{name}'" for name in self.coded_members)
        if fields:
            codes.append(self._member_codes_sql(sign, fields))
        columns.append(f"{code_words_sql(' || '.join(codes) or _NOTHING)} AS {CODES}")
        return f"CREATE VIEW {self.view} AS SELECT no, {', '.join(columns)} FROM {self.kind} r"

    def _member_codes_sql(self, sign: str, fields: str) -> str:
        return (
            f"coalesce((SELECT group_concat({sign} || code || {sign}, ' ') FROM (SELECT code FROM {self.kind}_member"
            f" WHERE record_no = r.no AND +field IN ({fields}) ORDER BY +field, +code)), '')"
        )  # with the signs, SQLite begins with the members of the record: it believes that a field has ten codes

    def update_fields(self, conn: Connection) -> None:
        """Make view and index again where the fields whose words they hold are others now."""
        asked = "SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?"
        if conn.exec_driver_sql(asked, (self.view,)).scalar() != self._view_sql:
            self.drop(conn)
            self.create(conn)
            self.rebuild(conn)

    def create(self, conn: Connection) -> None:
        """Make view and index in a workspace without them."""
        conn.exec_driver_sql(self._view_sql)
        conn.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {self.name} USING fts5({_NAMES}, content='{self.view}', content_rowid='no', "
            f"tokenize='{TOKENIZER}', prefix='3')"
        )
        conn.exec_driver_sql(f"INSERT INTO {self.name}({self.name}, rank) VALUES('rank', '{RANK}')")

    def drop(self, conn: Connection) -> None:
        """Take view and index away, in whatever state they are."""
        direct = Direct(conn)
        try:
            direct.exec_driver_sql(f"DROP TABLE IF EXISTS {self.name}")
        except DatabaseError as error:
            if not is_of_search_index(error):
                raise
            self._tear_out(direct)
        direct.exec_driver_sql(f"DROP VIEW IF EXISTS {self.view}")

    def _tear_out(self, direct: Direct) -> None:
        """One so damaged that SQLite cannot open it, not even to drop it: its tables go one by one."""
        direct.exec_driver_sql("PRAGMA writable_schema=ON")
        direct.exec_driver_sql("DELETE FROM sqlite_master WHERE type = 'table' AND name = ?", (self.name,))
        direct.exec_driver_sql("PRAGMA writable_schema=RESET")
        for part in _PARTS:
            direct.exec_driver_sql(f"DROP TABLE IF EXISTS {self.name}_{part}")

    def document(self, conn: Connection | Direct, no: int) -> Document | None:
        """What the index should hold of a record, by its local number."""
        row = conn.exec_driver_sql(f"SELECT {_NAMES} FROM {self.view} WHERE no = ?", (no,)).fetchone()
        return None if row is None else tuple(row)

    def words_of(self, row: Mapping[str, Any], members: Iterable[tuple[str, str, str]]) -> Document:
        """The same from all columns of its row and its members (field, code, value), which the view joins alike."""
        texts = [" ".join(row[column] or "" for column in (*self.words[name], f"{name}_indexed")) for name in TEXTS]
        codes = [str(row[column]) for column in self.coded if row[column] is not None]
        codes += [code for _field, code in sorted(member[:2] for member in members if member[0] in self.coded_members)]
        return (*texts, "".join(f"{code_word(code)} " for code in codes))

    def reindex(self, conn: Connection | Direct, no: int, before: Document | None, after: Document | None) -> None:
        """Bring the index from what a record's document was to what it is."""
        if before == after:
            return
        if before is not None:
            conn.exec_driver_sql(
                f"INSERT INTO {self.name}({self.name}, rowid, {_NAMES}) VALUES('delete', ?, {_MARKS})", (no, *before)
            )
        if after is not None:
            conn.exec_driver_sql(f"INSERT INTO {self.name}(rowid, {_NAMES}) VALUES(?, {_MARKS})", (no, *after))

    def index_range(self, conn: Connection | Direct, first: int, last: int) -> None:
        """Index records that were just inserted, `first` to `last` by local number."""
        conn.exec_driver_sql(
            f"INSERT INTO {self.name}(rowid, {_NAMES}) SELECT no, {_NAMES} FROM {self.view} WHERE no BETWEEN ? AND ?",
            (first, last),
        )

    def rebuild(self, conn: Connection) -> None:
        """Make the whole index again from the records."""
        conn.exec_driver_sql(f"INSERT INTO {self.name}({self.name}) VALUES('rebuild')")

    def verify(self, conn: Connection) -> None:
        """Raise DatabaseError (wrapped by SQLAlchemy) where the index and the records differ."""
        conn.exec_driver_sql(f"INSERT INTO {self.name}({self.name}, rank) VALUES('integrity-check', 1)")


def words_columns(kind: RecordType) -> dict[str, tuple[str, ...]]:
    """For each column of the index: the columns of a record's table whose words stand in it.

    In the text, what is translated comes first, then its other languages, other paragraphs, and lines.
    """
    found: dict[str, list[Field]] = {name: [] for name in TEXTS}
    for field in kind.fields:
        if field.words is Words.NONE or field.words is Words.ORGANISATION:
            continue  # names of organisations have a column of their own
        if field.rules.search is not Search.WORDS:
            raise ProgrammingError(f"{kind.name}.{field.name}: an index of words takes texts alone")
        found[field.words.value].append(field)
    titles, texts = found[Words.TITLE.value], found[Words.TEXT.value]
    lines = [field.name for field in texts if field.kind is not FieldKind.LONG_TEXT and not field.translated]
    return {
        "title": (*_names_of(titles), *(("title_more",) if any(field.translated for field in titles) else ())),
        "text": (
            *_names_of(field for field in texts if field.translated),
            *(("text_more",) if any(field.translated for field in texts) else ()),
            *(field.name for field in texts if field.kind is FieldKind.LONG_TEXT and not field.translated),
            *lines,
            *(("source_id",) if "source_id" in kind.by_name else ()),
        ),
        "place": (*_names_of(found["place"]), *(("place_words",) if "country" in kind.by_name else ())),
        "organisation": ("organisation_words",) if kind.name in organisation_names.COLUMNS else (),
        "note": tuple(_names_of(found["note"])),
    }


def _names_of(fields: Iterable[Field]) -> Iterable[str]:
    return (field.name for field in fields)


def _index_of(kind: RecordType) -> SearchIndex:
    coded = [field for field in kind.fields if field.name in CODED_FIELDS]
    return SearchIndex(
        kind.name,
        words_columns(kind),
        (
            *(field.name for field in coded if field.rules.search is Search.CODE),
            *(("year",) if "start" in kind.by_name else ()),
        ),
        tuple(field.name for field in coded if field.rules.search is Search.CODES),
    )


INDEXES = MappingProxyType({kind.name: _index_of(kind) for kind in RECORD_TYPES.values() if kind.searched})
"""Record type -> its index, of those that have one."""


def create_indexes(conn: Connection) -> None:
    """Make all of them in a new workspace."""
    for each in INDEXES.values():
        each.create(conn)


def optimize_all(conn: Connection | Direct) -> None:
    """Leave no word in any index that no record holds: what was taken out is only marked until parts are joined."""
    for each in INDEXES.values():
        conn.exec_driver_sql(f"INSERT INTO {each.name}({each.name}) VALUES('optimize')")
