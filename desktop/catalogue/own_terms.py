"""Own terms: listed with how often they are used, added, renamed, retired, and merged where two mean the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from desktop.catalogue.read_connection import reading
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.vocabularies import load
from desktop.vocabularies.folding import key
from desktop.vocabularies.own_terms import EXTENSIBLE, own_code, record_of_code
from desktop.workspace import RECORD_TYPES, Field, Record, Value, Workspace, member, record_id_from
from desktop.workspace.own_terms import RETIRED, TERM
from desktop.workspace.records.kinds.field import Search

IN_USE = "in_use"


@dataclass(frozen=True)
class OwnTerm:
    """An own term as it is managed."""

    id: str
    vocabulary: str
    label: str
    """In the language spoken now."""
    name: str
    """In languages that have no translation."""
    translations: Mapping[str, str]
    broader: str
    aliases: str
    retired: bool
    used: int
    """In so many records that are listed."""
    same_as: str = ""
    """The code of another term of the vocabulary that has the same name; "" where there is none."""

    @property
    def code(self) -> str:
        """Its code in records."""
        return own_code(self.id)


def list_terms(workspace: Workspace, vocabulary: str = "") -> list[OwnTerm]:
    """The own terms of a vocabulary, or of all, by their names; deleted and merged ones are not among them."""
    with reading(workspace) as conn:
        rows = conn.execute("SELECT id, vocabulary FROM term WHERE listed = 1").fetchall()
    ids = [id for id, name in rows if name in EXTENSIBLE and vocabulary in ("", name)]
    found = [_own_term(workspace, record) for record in workspace.records(TERM, ids)]
    return sorted(found, key=lambda term: (EXTENSIBLE.index(term.vocabulary), key(term.label), term.id))


def _own_term(workspace: Workspace, record: Record) -> OwnTerm:
    values = record.values
    vocabulary = str(values["vocabulary"])
    labels = {language: str(value) for language, value in record.members("label").items()}
    known = load(vocabulary).get(own_code(record.id))
    label = known.label() if known is not None else record.title
    code = own_code(record.id)
    return OwnTerm(
        record.id,
        vocabulary,
        label,
        str(values.get("label") or ""),
        labels,
        str(values.get("broader") or ""),
        str(values.get("aliases") or ""),
        retired=values.get("state") == RETIRED,
        used=_count(workspace, vocabulary, code),
        same_as=_same_as(workspace, vocabulary, code, label),
    )


def _same_as(workspace: Workspace, vocabulary: str, code: str, label: str) -> str:
    wanted = key(label)
    for term in load(vocabulary):
        if term.code != code and not term.retired and wanted in {key(each) for each in term.labels.values()}:
            id = record_of_code(term.code)
            if not id or workspace.record(id, TERM) is not None:  # not one of another workspace that is open beside it
                return term.code
    return ""


def add_term(
    workspace: Workspace, vocabulary: str, label: str, translations: Mapping[str, str] | None = None, *,
    broader: str = "", aliases: str = "",
) -> str:  # fmt: skip
    """Add a term; returns the id of its record. Two desks that add one name to one vocabulary make the same record.

    Raises UserFacingError where the vocabulary takes none, has the name already, or does not have `broader`.
    """
    label = _checked(workspace, vocabulary, label, "")
    if broader and broader not in load(vocabulary):
        raise UserFacingError(_("There is no “{code}” to put it under.").format(code=broader))
    values: dict[str, Value] = {"vocabulary": vocabulary, "label": label, "state": IN_USE}
    values |= {
        member("label", language): text.strip() for language, text in (translations or {}).items() if text.strip()
    }
    if broader:
        values["broader"] = broader
    if aliases.strip():
        values["aliases"] = aliases.strip()
    id = record_id_from(f"focal-desk term {vocabulary} {key(label)}")
    if workspace.record(id, TERM) is not None:  # it was here once, and has another name now
        id = str(uuid4())
    return workspace.journal.create(TERM, values, id=id)


def edit_term(workspace: Workspace, id: str, values: Mapping[str, Value]) -> None:
    """Change names, translations or other names of a term. Raises UserFacingError as `add_term`."""
    record = _record(workspace, id)
    vocabulary = str(record.values["vocabulary"])
    new = dict(values)
    if "label" in new:
        new["label"] = _checked(workspace, vocabulary, str(new["label"] or ""), own_code(record.id))
    workspace.journal.edit(record.id, new, type=TERM)


def set_retired(workspace: Workspace, id: str, *, retired: bool) -> None:
    """A retired term is offered no more; the records that have it keep it, and it can be used again later."""
    workspace.journal.edit(_record(workspace, id).id, {"state": RETIRED if retired else IN_USE}, type=TERM)


def merge_terms(workspace: Workspace, id: str, into: str, progress: Callable[[int], None] | None = None) -> int:
    """Put another term of the vocabulary, own or not, in the place of this one wherever it stands: one action, undone as
    one. `into` is a code. Returns how many records were changed. `check` raises Cancelled where a person asked for that:
    nothing of it stays.
    """
    record = _record(workspace, id)
    vocabulary, code = str(record.values["vocabulary"]), own_code(record.id)
    other = load(vocabulary).get(into)
    if other is None or into == code:
        raise UserFacingError(_("There is no other term “{code}” in this vocabulary.").format(code=into))
    users = _users(workspace, vocabulary, code)
    journal = workspace.journal
    with journal.group("merge", other.label()):
        for done, (type, user) in enumerate(users, 1):
            found = workspace.record(user, type)
            if found is not None:
                journal.edit(user, _replaced(found, vocabulary, code, into), type=type)
            if progress is not None:
                progress(done)
        if survivor := record_of_code(into):
            journal.merge_into(record.id, survivor, TERM)
        else:
            journal.edit(record.id, {"state": RETIRED}, type=TERM)
    return len(users)


def find_term(workspace: Workspace, text: str, vocabulary: str = "") -> OwnTerm:
    """The own term that a text names: its code, the beginning of its id, or its name. Raises UserFacingError where it names
    none, or several.
    """
    terms = list_terms(workspace, vocabulary)
    wanted = key(text)
    found = [each for each in terms if text.removeprefix("own:") == each.id] or [
        each
        for each in terms
        if wanted and wanted in {key(label) for label in (each.label, each.name, *each.translations.values())}
    ]
    if not found and len(text) >= 4:
        found = [each for each in terms if each.id.startswith(text.removeprefix("own:"))]
    if len(found) == 1:
        return found[0]
    if found:
        raise UserFacingError(_("“{text}” names several network terms.").format(text=text), todo=_("Write its id."))
    raise UserFacingError(
        _("There is no network term “{text}”.").format(text=text), todo=_("“terms list” lists the network terms.")
    )


def _record(workspace: Workspace, id: str) -> Record:
    record = workspace.record(id, TERM)
    if record is None or not record.listed:
        raise UserFacingError(_("This term is not here any more."))
    return record


def _checked(workspace: Workspace, vocabulary: str, label: str, own: str) -> str:
    """The label as it is kept."""
    if vocabulary not in EXTENSIBLE:
        raise UserFacingError(
            _("“{name}” takes no network terms.").format(name=vocabulary),
            todo=_("These do: {names}.").format(names=", ".join(EXTENSIBLE)),
        )
    label = " ".join(label.split())
    if not key(label):
        raise UserFacingError(_("A term needs a name."))
    if same := _same_as(workspace, vocabulary, own, label):
        raise UserFacingError(
            _("There is already “{label}”.").format(label=load(vocabulary).label(same)),
            todo=_("Use that one, or choose another name."),
        )
    return label


def fields_of(vocabulary: str) -> Iterator[tuple[str, Field]]:
    """The fields, with the type of their records, that hold codes of a vocabulary."""
    for kind in RECORD_TYPES.values():
        for field in kind.fields:
            if field.vocabulary == vocabulary and field.rules.search in (Search.CODE, Search.CODES):
                yield kind.name, field


def _count(workspace: Workspace, vocabulary: str, code: str) -> int:
    """In how many places of listed records a code stands."""
    with reading(workspace) as conn:
        return sum(
            int(conn.execute(f"SELECT count(*) FROM ({sql})", parameters).fetchone()[0])
            for _type, sql, parameters in _places(vocabulary, code)
        )


def _places(vocabulary: str, code: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(type, SQL that gives ids of records, its parameters) for each field that may hold a code."""
    for type, field in fields_of(vocabulary):
        if field.is_set:
            sql = (
                f"SELECT r.id FROM {type}_member m JOIN {type} r ON r.no = m.record_no"
                " WHERE m.field = ? AND m.code = ? AND r.listed = 1"
            )
            yield type, sql, (field.name, code)
        else:
            yield type, f"SELECT id FROM {type} WHERE {field.name} = ? AND listed = 1", (code,)


def _users(workspace: Workspace, vocabulary: str, code: str) -> Sequence[tuple[str, str]]:
    """(type, id) of the listed records that have a code."""
    found: dict[tuple[str, str], None] = {}
    with reading(workspace) as conn:
        for type, sql, parameters in _places(vocabulary, code):
            found.update(((type, id), None) for (id,) in conn.execute(sql, parameters))
    return list(found)


def _replaced(record: Record, vocabulary: str, code: str, into: str) -> dict[str, Value]:
    """What a record has to be given for `into` to stand where `code` stands."""
    new: dict[str, Value] = {}
    for field in record.kind.fields:
        if field.vocabulary != vocabulary:
            continue
        if not field.is_set:
            if record.values.get(field.name) == code:
                new[field.name] = into
        elif (old := member(field.name, code)) in record.values:
            new[old] = None
            new.setdefault(member(field.name, into), record.values.get(member(field.name, into), record.values[old]))
    return new
