"""The command that lists a vocabulary: vocabulary."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.output import print_json
from desktop.errors import UserFacingError
from desktop.i18n import _, current_language
from desktop.system.terminal import print_line


def vocabulary(args: Namespace) -> int:
    """List the codes of a vocabulary, or those with some words."""
    from desktop.vocabularies import load, names

    if args.name not in names():
        raise UserFacingError(
            _("There is no vocabulary “{name}”.").format(name=args.name),
            todo=_("Available: {names}.").format(names=", ".join(names())),
        )
    words = load(args.name)
    terms = words.search(args.text) if args.text else list(words)
    rows = {term.code: term.label(current_language()) for term in terms}
    if args.json:
        print_json([{"code": code, "label": label} for code, label in rows.items()])
    else:
        for code, label in rows.items():
            print_line(f"{code}\t{label}")
    return 0
