"""Is a workspace sound? The file, the journal against the records, the index, the attachments; and mending of what can be.

The journal is the truth: every record is built from its changes again and compared with its row, in batches of short
reads, so that a large workspace stays in use meanwhile. Rows and index can be made again; a change cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from desktop.errors import Cancelled
from desktop.i18n import _, ngettext
from desktop.workspace.attachments import Attachments, attachments_folder
from desktop.workspace.changes.change_log import ChangeLog, edits_of
from desktop.workspace.changes.clock import wall_clock
from desktop.workspace.changes.have_sets import discard_have_set, have_is_right
from desktop.workspace.changes.record_state import Edit, derive
from desktop.workspace.erasure.blanking import apply_pending, not_done
from desktop.workspace.erasure.known_erasures import lacking, pending_files
from desktop.workspace.maintenance.backup import back_up
from desktop.workspace.maintenance.backups_without_rows import lacks_rows
from desktop.workspace.maintenance.sqlite_integrity import check_integrity
from desktop.workspace.projection.members import delete_members_of, delete_stray_members
from desktop.workspace.projection.rebuilding import Projection
from desktop.workspace.projection.rows import Row, record_row
from desktop.workspace.records.record_description import RecordType
from desktop.workspace.records.record_types import RECORD_TYPES
from desktop.workspace.search_index.full_text import INDEXES
from desktop.workspace.search_index.organisation_names import COLUMNS, names_in, organisation_codes, organisation_names
from desktop.workspace.storage.connections import Direct, connect, driver_connection, writing_engine
from desktop.workspace.storage.file_errors import may_write, world_error
from desktop.workspace.storage.file_format import needs_migration_first, read_format
from desktop.workspace.storage.home import desk_home
from desktop.workspace.storage.sqlite import (
    DRIVER,
    DatabaseError,
    database_error,
    is_damage,
    is_of_search_index,
    is_read_only,
    is_wrong_statement,
)

_BATCH = 500  # records

Progress = Callable[[int, int], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True)
class Problem:
    """One thing that is not as it should be, in words."""

    kind: str  # file, journal, record, index, attachment
    words: str
    repairable: bool
    record: tuple[str, str] | None = None  # type, id


@dataclass(frozen=True)
class CheckReport:
    """What a check found; after a repair, what is left. `records` were compared."""

    ok: bool
    problems: tuple[Problem, ...]
    records: int = 0
    repaired: int = 0
    backup: Path | None = None


def check(
    path: Path,
    *,
    repair: bool = False,
    home: Path | None = None,
    progress: Progress | None = None,
    cancelled: Cancel | None = None,
) -> CheckReport:
    """Check the workspace at `path`, open or not; with `repair`, back it up and make rows and index again from the journal.

    `progress` hears (records done, records in all). Raises UserFacingError where it is no workspace or cannot be reached, and
    Cancelled.
    """
    older = read_format(path).older
    engine = _examining_engine(path)
    try:
        if older:  # its tables are others than those that are compared here
            if problems := _whole_file(engine):
                return CheckReport(False, tuple(problems))
            raise needs_migration_first(path)
        problems, records = _examine(engine, path, progress, cancelled)
        problems += _unfinished(path, home)
        mendable = [problem for problem in problems if problem.repairable]
        if not repair or not mendable:
            return CheckReport(not problems, tuple(problems), records)
        saved = back_up(path, "repair", home=home)
        writing = writing_engine(path)
        try:
            with writing.begin() as conn:
                _repair(conn, mendable)
        finally:
            writing.dispose()
        left, records = _examine(engine, path, progress, cancelled)
        left += _unfinished(path, home)
        return CheckReport(not left, tuple(left), records, max(0, len(problems) - len(left)), saved)
    except (DBAPIError, DatabaseError, OSError, UnicodeDecodeError) as error:
        raise world_error(error, path) or error from error
    finally:
        engine.dispose()


def _examining_engine(path: Path) -> Engine:
    """Connections without a transaction of SQLAlchemy's: each batch is one of its own, short and reading only."""
    read_only = not may_write(path)
    return create_engine(
        "sqlite://", module=DRIVER, creator=lambda: connect(path, read_only=read_only), poolclass=NullPool
    )


def _examine(
    engine: Engine, path: Path, progress: Progress | None, cancelled: Cancel | None
) -> tuple[list[Problem], int]:
    if problems := _whole_file(engine):
        return problems, 0  # rows of a damaged file say nothing
    try:
        with engine.connect() as conn:
            with _one_moment(conn):
                problems = _journal(conn)
            if lacks_rows(conn):
                return problems, 0  # a backup: its rows are made when it is opened
            found, records = _records(conn, progress, cancelled)
            problems += [*found, *_index(conn)]
            problems += _attachments(conn, Attachments(attachments_folder(path)), cancelled)
            return problems, records
    except DBAPIError as error:
        if not is_damage(error):
            raise
        return [_damage(str(error.orig))], 0


def _whole_file(engine: Engine) -> list[Problem]:
    """Is it one that SQLite can read? A damaged search index has its own check, and can be made again."""
    try:
        with engine.connect() as conn:
            return [_damage(row) for row in check_integrity(driver_connection(conn), thorough=True).damage]
    except (DBAPIError, DatabaseError) as error:
        if not is_damage(error):
            raise
        return [_damage(str(database_error(error)))]


def _damage(reason: str) -> Problem:
    return Problem("file", _("The file is damaged: {reason}.").format(reason=reason), False)


@contextmanager
def _one_moment(conn: Connection) -> Generator[None]:
    """All that is read inside is of one moment, though others write meanwhile."""
    conn.exec_driver_sql("BEGIN")
    try:
        yield
    finally:
        conn.exec_driver_sql("COMMIT")


def _journal(conn: Connection) -> list[Problem]:
    problems: list[Problem] = []
    own = conn.exec_driver_sql(
        "SELECT count(*), coalesce(max(seq), 0) FROM change WHERE replica_no ="
        " (SELECT no FROM replica WHERE id = (SELECT value FROM meta WHERE key = 'replica'))"
        # Backups are told of erasures that came later, so that nothing erased comes back with them.
        " AND seq <= (SELECT coalesce(max(seq), 0) FROM change WHERE type <> 'erasure' AND replica_no ="
        " (SELECT no FROM replica WHERE id = (SELECT value FROM meta WHERE key = 'replica')))"
    ).one()
    if own[0] != own[1]:
        words = ngettext(
            "The journal has {count} change of this desk, but the last is number {last}.",
            "The journal has {count} changes of this desk, but the last is number {last}.",
            own[0],
        )
        problems.append(Problem("journal", words.format(count=own[0], last=own[1]), False))
    if not have_is_right(conn):
        problems.append(Problem("journal", _("The list of received changes differs from the change log."), True))
    for table, column in (("change_group", "group_no"), ("author", "author_no"), ("replica", "replica_no")):
        lost = conn.exec_driver_sql(
            f"SELECT count(*) FROM change WHERE {column} NOT IN (SELECT no FROM {table})"
        ).scalar_one()  # fmt: skip
        if lost:
            words = ngettext(
                "{count} change names an entry of {table} that is missing.",
                "{count} changes name an entry of {table} that is missing.",
                lost,
            )
            problems.append(Problem("journal", words.format(count=lost, table=table), False))
    return problems + _erased(conn)


def _erased(conn: Connection) -> list[Problem]:
    """Does anything still hold values that an erasure names?"""
    replicas = {int(row[0]): str(row[1]) for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    problems: list[Problem] = []
    for type, id in sorted(not_done(conn, replicas)):
        words = (
            _("The record {id} contains something that was permanently erased.")
            if type
            else _("A permanent erasure was not carried out.")
        )
        problems.append(Problem("erasure", words.format(id=id), True))
    return problems


# Records against the journal -----------------------------------------------------------------------------------------


def _records(conn: Connection, progress: Progress | None, cancelled: Cancel | None) -> tuple[list[Problem], int]:
    problems: list[Problem] = []
    total = int(conn.exec_driver_sql("SELECT count(DISTINCT record_id) FROM change").scalar_one())
    done, last = 0, ""
    while True:
        if cancelled is not None and cancelled():
            raise Cancelled
        with _one_moment(conn):
            ids = [
                str(row[0])
                for row in conn.exec_driver_sql(
                    "SELECT DISTINCT record_id FROM change WHERE record_id > ? ORDER BY record_id LIMIT ?",
                    (last, _BATCH),
                )
            ]
            if ids:
                problems += _compare(conn, ids)
        if not ids:
            break
        done, last = done + len(ids), ids[-1]
        if progress is not None:
            progress(done, total)
    problems += _strangers(conn)
    return problems, done


def _compare(conn: Connection, ids: Sequence[str]) -> list[Problem]:
    replicas = {int(row[0]): str(row[1]) for row in conn.exec_driver_sql("SELECT no, id FROM replica")}
    projection = Projection(conn, ChangeLog(conn, next(iter(replicas.values())), "", wall_clock))
    marks = ", ".join("?" * len(ids))
    about: dict[str, dict[str, int]] = {}  # type -> id -> number of the first change
    for id, type, no in conn.exec_driver_sql(
        f"SELECT record_id, type, min(no) FROM change WHERE record_id IN ({marks}) GROUP BY record_id, type",
        tuple(ids),
    ):
        about.setdefault(str(type), {})[str(id)] = int(no)
    problems: list[Problem] = []
    for type, first in about.items():
        kind = RECORD_TYPES.get(type)
        mine = list(first)
        try:
            edits = edits_of(conn, mine, replicas, type)
        except (ValueError, KeyError, TypeError, IndexError):
            problems += _unreadable(conn, mine, replicas, type)
            continue
        if kind is None:
            continue  # of a newer version: kept in the journal, shown by that version
        rows, members = _stored(conn, kind, mine)
        for id in mine:
            expected, wanted = _expected(conn, projection, kind, id, edits[id], first[id])
            found = rows.get(id)
            if found is None:
                problems.append(_wrong(kind, id, _("its row is missing")))
                continue
            different = sorted(name for name, value in expected.items() if found[name] != value)
            if members.get(int(found["no"]), set()) != wanted:
                different.append(_("members"))
            if different:
                problems.append(_wrong(kind, id, ", ".join(different)))
    return problems


def _expected(
    conn: Connection, projection: Projection, kind: RecordType, id: str, edits: Sequence[Edit], made: int
) -> tuple[Row, set[tuple[str, str, str]]]:
    state = derive(edits)
    row, members = record_row(kind, state, edits[0].id)
    row["created"] = min(edit.time for edit in edits)
    row["modified"] = max(edit.time for edit in edits)
    row["made"] = made
    row.update(projection.standing(kind, id, state))
    if kind.name in COLUMNS:
        codes = organisation_codes(kind.name, row, members)
        row.update(names_in(kind.name, codes, organisation_names(conn, codes)))
    expected: Row = {field.name: None for field in kind.columns}
    expected.update(row)
    return expected, set(members)


def _stored(
    conn: Connection, kind: RecordType, ids: Sequence[str]
) -> tuple[dict[str, Row], dict[int, set[tuple[str, str, str]]]]:
    marks = ", ".join("?" * len(ids))
    found = conn.exec_driver_sql(f"SELECT * FROM {kind.name} WHERE id IN ({marks})", tuple(ids)).mappings()
    rows: dict[str, Row] = {str(row["id"]): dict(row) for row in found}
    members: dict[int, set[tuple[str, str, str]]] = {}
    for no, field, code, value in conn.exec_driver_sql(
        f"SELECT m.record_no, m.field, m.code, m.value FROM {kind.name} t JOIN {kind.name}_member m"
        f" ON m.record_no = t.no WHERE t.id IN ({marks})",
        tuple(ids),
    ):
        members.setdefault(no, set()).add((field, code, value))
    return rows, members


def _wrong(kind: RecordType, id: str, what: str) -> Problem:
    words = _("The record {id} ({type}) differs from its journal: {what}.")
    return Problem("record", words.format(id=id, type=_(kind.label), what=what), True, (kind.name, id))


def _unreadable(conn: Connection, ids: Sequence[str], replicas: Mapping[int, str], type: str) -> list[Problem]:
    problems: list[Problem] = []
    for id in ids:
        try:
            edits_of(conn, [id], replicas, type)
        except (ValueError, KeyError, TypeError, IndexError):
            words = _("A change of the record {id} cannot be read.")
            problems.append(Problem("journal", words.format(id=id), False))
    return problems


def _strangers(conn: Connection) -> list[Problem]:
    problems: list[Problem] = []
    for kind in RECORD_TYPES.values():
        rows = conn.exec_driver_sql(
            f"SELECT id FROM {kind.name} t WHERE NOT EXISTS (SELECT 1 FROM change c WHERE c.record_id = t.id"
            " AND c.type = ?)",
            (kind.name,),
        ).fetchall()
        problems += [_wrong(kind, str(row[0]), _("the change log does not contain it")) for row in rows]
        orphans = conn.exec_driver_sql(
            f"SELECT count(*) FROM {kind.name}_has_code WHERE record_no NOT IN (SELECT no FROM {kind.name})"
        ).scalar_one()
        if orphans:
            words = ngettext("{count} member belongs to no record.", "{count} members belong to no record.", orphans)
            problems.append(Problem("record", words.format(count=orphans), True))
    return problems


def _unfinished(path: Path, home: Path | None) -> list[Problem]:
    """Is there anything of an erasure that whatever opens the file next has still to do?"""
    with closing(connect(path, read_only=not may_write(path))) as connection:
        direct = Direct(connection)
        if not lacks_rows(direct) and lacking(direct, desk_home(home)):
            words = _("The file holds values that were erased here since: opening it erases them again.")
        elif pending_files(direct) is not None:
            words = _("An erasure is not finished: backups and free room of the file may still hold what was erased.")
        else:
            return []
    return [Problem("erasing", words, False)]


# Index and attachments -----------------------------------------------------------------------------------------------


def _index(conn: Connection) -> list[Problem]:
    try:
        for index in INDEXES.values():
            index.verify(conn)
    except DBAPIError as error:
        if is_read_only(error):
            return []  # on a medium that cannot be written, where nobody can have harmed them
        if is_damage(error) or is_wrong_statement(error) or is_of_search_index(error):
            return [Problem("index", _("The search index differs from the records."), True)]
        raise
    return []


def _attachments(conn: Connection, attachments: Attachments, cancelled: Cancel | None) -> list[Problem]:
    problems: list[Problem] = []
    for kind in RECORD_TYPES.values():
        rows = conn.exec_driver_sql(
            f"SELECT code, min(value) FROM {kind.name}_member WHERE field = 'attachments' GROUP BY code"
        ).fetchall()
        for sha256, name in rows:
            if cancelled is not None and cancelled():
                raise Cancelled
            if not attachments.exists(sha256):
                words = _("The attachment {name} is missing.")
            elif not attachments.verify(sha256):
                words = _("The attachment {name} is not what was attached: it was changed or is damaged.")
            else:
                continue
            problems.append(Problem("attachment", words.format(name=name), False))
    return problems


# Mending -------------------------------------------------------------------------------------------------------------


def _repair(conn: Connection, problems: Sequence[Problem]) -> None:
    """Make rows and index again, inside the caller's transaction."""
    discard_have_set(conn)
    for index in INDEXES.values():
        index.drop(conn)
        index.create(conn)
        index.rebuild(conn)
    delete_stray_members(Direct(conn))
    replica = conn.exec_driver_sql("SELECT id FROM replica ORDER BY no LIMIT 1").scalar()
    if replica is not None:
        log = ChangeLog(conn, str(replica), "", wall_clock)
        projection = Projection(conn, log)
        if any(problem.kind == "erasure" for problem in problems):
            apply_pending(conn, log, projection)
        for type, id in dict.fromkeys(problem.record for problem in problems if problem.record is not None):
            _type, edits, made = log.of_record(id, type)
            if edits:
                projection.update(RECORD_TYPES[type], id, edits, made)
            else:
                _forget(conn, type, id)
    for index in INDEXES.values():
        index.rebuild(conn)


def _forget(conn: Connection, type: str, id: str) -> None:
    delete_members_of(Direct(conn), type, id)
    conn.exec_driver_sql(f"DELETE FROM {type} WHERE id = ?", (id,))
