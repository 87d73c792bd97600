"""The command on own terms: terms list, add, rename, retire, restore, merge."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from desktop.cli.open_workspace import open_workspace
from desktop.cli.output import print_json
from desktop.errors import UserFacingError
from desktop.i18n import LANGUAGES, _, ngettext
from desktop.system.terminal import print_line
from desktop.workspace import Value, Workspace, member, split_member

if TYPE_CHECKING:
    from desktop.catalogue.own_terms import OwnTerm

LIST, ADD, RENAME, RETIRE, RESTORE, MERGE = "list", "add", "rename", "retire", "restore", "merge"
ACTIONS = (LIST, ADD, RENAME, RETIRE, RESTORE, MERGE)
_WORDS = {LIST: (0, 1), ADD: (2, 2), RENAME: (1, 2), RETIRE: (1, 1), RESTORE: (1, 1), MERGE: (2, 2)}
"""How many words an action takes, but for those that set a field."""


def terms(args: Namespace) -> int:
    """List the terms that the network added to the vocabularies, or change them."""
    words = [word for word in args.words if not _sets_field(word)]
    least, most = _WORDS[args.action]
    if not least <= len(words) <= most:
        raise UserFacingError(
            _("“terms {action}” needs other arguments.").format(action=args.action),
            todo=_(
                "Write “terms add VOCABULARY NAME”, “terms rename TERM NAME”, “terms retire TERM” or “terms merge TERM OTHER”."
            ),
        )
    values = dict(_field(word) for word in args.words if _sets_field(word))
    with open_workspace(args, read_only=args.action == LIST) as workspace:
        if args.action == LIST:
            return _list(workspace, words[0] if words else "", json=args.json)
        return _change(workspace, args, words, values)


def _list(workspace: Workspace, vocabulary: str, *, json: bool) -> int:
    from desktop.catalogue.own_terms import list_terms
    from desktop.vocabularies.own_terms import EXTENSIBLE

    if vocabulary and vocabulary not in EXTENSIBLE:
        raise UserFacingError(
            _("“{name}” takes no network terms.").format(name=vocabulary),
            todo=_("These do: {names}.").format(names=", ".join(EXTENSIBLE)),
        )
    found = list_terms(workspace, vocabulary)
    if json:
        print_json([_term_json(each) for each in found])
        return 0
    for each in found:
        count = ngettext("{number} record", "{number} records", each.used).format(number=each.used)
        state = _("retired") if each.retired else _("same name as another") if each.same_as else ""
        print_line("\t".join(part for part in (each.id[:8], each.vocabulary, each.label, count, state) if part))
    return 0


def _change(workspace: Workspace, args: Namespace, words: list[str], values: dict[str, Value]) -> int:
    from desktop.catalogue import own_terms

    if args.action == ADD:
        further = {split_member(name)[1]: str(value or "") for name, value in values.items() if "/" in name}
        broader, aliases = (str(values.get(name) or "") for name in ("broader", "aliases"))
        id = own_terms.add_term(workspace, words[0], words[1], further, broader=broader, aliases=aliases)
    else:
        term = own_terms.find_term(workspace, words[0])
        id = term.id
        if args.action == RENAME:
            new: dict[str, Value] = {"label": words[1]} if len(words) > 1 else {}
            own_terms.edit_term(workspace, id, {**new, **values})
        elif args.action == MERGE:
            other = _other(workspace, term, words[1])
            count = own_terms.merge_terms(workspace, id, other)
            if not args.json:
                said = ngettext("{number} record changed.", "{number} records changed.", count)
                print_line(said.format(number=count))
            return 0
        else:
            own_terms.set_retired(workspace, id, retired=args.action == RETIRE)
    if args.json:
        print_json(next(_term_json(each) for each in own_terms.list_terms(workspace) if each.id == id))
    elif args.action == ADD:
        print_line(id)
    return 0


def _other(workspace: Workspace, term: OwnTerm, text: str) -> str:
    """The code of the term of the same vocabulary that a text names."""
    from desktop.catalogue.own_terms import find_term
    from desktop.vocabularies import load

    found = load(term.vocabulary).find(text)
    return found.code if found is not None else find_term(workspace, text, term.vocabulary).code


def _sets_field(word: str) -> bool:
    return "=" in word and split_member(word.partition("=")[0].strip())[0] in ("label", "aliases", "broader")


def _field(word: str) -> tuple[str, Value]:
    name, _equals, text = word.partition("=")
    name, language = split_member(name.strip())
    if language and (name != "label" or language not in LANGUAGES):
        raise UserFacingError(
            _("There is no field “{name}”.").format(name=member(name, language)),
            todo=_("Write {name}=… for instance.").format(name="label/fr"),
        )
    return member(name, language) if language else name, text.strip() or None


def _term_json(term: OwnTerm) -> dict[str, Any]:
    return {
        "id": term.id, "code": term.code, "vocabulary": term.vocabulary, "label": term.name, "labels": dict(term.translations),
        "broader": term.broader, "aliases": term.aliases, "retired": term.retired, "records": term.used,
        "same_as": term.same_as,
    }  # fmt: skip
