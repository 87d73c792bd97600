"""The command that prints a text of the help: help."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.open_workspace import output_path
from desktop.cli.output import page_size, print_json
from desktop.errors import UserFacingError
from desktop.help_texts import PICTURE, TOPICS, help_text, help_title, without_marks
from desktop.i18n import _, current_language, ngettext
from desktop.system.terminal import print_line


def print_topic(args: Namespace) -> int:
    """Print a topic, or the list of topics where none is named; or write all of them as a PDF."""
    language = args.language or current_language()
    if args.topic and args.topic not in TOPICS:
        raise UserFacingError(
            _("There is no help on “{topic}”.").format(topic=args.topic),
            todo=_("Available: {names}.").format(names=", ".join(TOPICS)),
        )
    if args.manual is not None:
        return _write_manual(args, language)
    if args.json:
        texts = [args.topic] if args.topic else TOPICS
        print_json(
            [{"topic": each, "title": help_title(each, language), "text": help_text(each, language)} for each in texts]
        )
    elif args.topic:
        described = PICTURE.sub(r"(\1)", help_text(args.topic, language))  # what is not seen is said
        for line in without_marks(described).splitlines():
            print_line(line)
    else:
        for each in TOPICS:
            print_line(f"{each:14}{help_title(each, language)}")
    return 0


def _write_manual(args: Namespace, language: str) -> int:
    from desktop.reports.manual import ManualOptions, write_manual

    paper = page_size(args)
    pages = write_manual(output_path(args, args.manual), ManualOptions(language=language, page_size=paper))
    if args.json:
        print_json({"file": str(args.manual), "pages": pages})
    else:
        words = ngettext("The manual: {count} page in {file}", "The manual: {count} pages in {file}", pages)
        print_line(words.format(count=pages, file=args.manual))
    return 0
