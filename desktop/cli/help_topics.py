"""The command that prints a text of the help: help."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.output import print_json
from desktop.errors import UserFacingError
from desktop.help_texts import TOPICS, help_text, help_title, without_marks
from desktop.i18n import _, current_language
from desktop.system.terminal import print_line


def print_topic(args: Namespace) -> int:
    """Print a topic, or the list of topics where none is named."""
    language = args.language or current_language()
    if args.topic and args.topic not in TOPICS:
        raise UserFacingError(
            _("There is no help on “{topic}”.").format(topic=args.topic),
            todo=_("There are: {names}.").format(names=", ".join(TOPICS)),
        )
    if args.json:
        texts = [args.topic] if args.topic else TOPICS
        print_json(
            [{"topic": each, "title": help_title(each, language), "text": help_text(each, language)} for each in texts]
        )
    elif args.topic:
        for line in without_marks(help_text(args.topic, language)).splitlines():
            print_line(line)
    else:
        for each in TOPICS:
            print_line(f"{each:14}{help_title(each, language)}")
    return 0
