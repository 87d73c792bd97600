"""The kinds of fields, one module each: how values are stored, read from what people write, shown, searched, exported.

The window registers an editor and a cell for each kind, the import a reader, reports a block. Whoever registers asks
`for_every_kind`, so that a kind that was forgotten is an error at import.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from desktop.errors import ProgrammingError
from desktop.workspace.records.kinds.ballot import BallotRules
from desktop.workspace.records.kinds.choice import ChoiceRules
from desktop.workspace.records.kinds.codes import CodesRules
from desktop.workspace.records.kinds.coordinates import CoordinatesRules
from desktop.workspace.records.kinds.date import DateRules
from desktop.workspace.records.kinds.datetime import DatetimeRules
from desktop.workspace.records.kinds.decimal import DecimalRules
from desktop.workspace.records.kinds.field import RULES, FieldKind
from desktop.workspace.records.kinds.files import FilesRules
from desktop.workspace.records.kinds.integer import IntegerRules
from desktop.workspace.records.kinds.linked import LinkedRules
from desktop.workspace.records.kinds.links import LinksRules
from desktop.workspace.records.kinds.long_text import LongTextRules
from desktop.workspace.records.kinds.moment import MomentRules
from desktop.workspace.records.kinds.offset import OffsetRules
from desktop.workspace.records.kinds.reference import ReferenceRules
from desktop.workspace.records.kinds.source import SourceRules
from desktop.workspace.records.kinds.text import TextRules

_T = TypeVar("_T")


def for_every_kind(parts: Mapping[FieldKind, _T], what: str) -> Mapping[FieldKind, _T]:
    """The same, once it is sure that no kind is missing: raises ProgrammingError, which names those that are."""
    if missing := [kind.name for kind in FieldKind if kind not in parts]:
        raise ProgrammingError(f"{what}: nothing for {', '.join(missing)}")
    return parts


RULES.update(
    {
        each.kind: each
        for each in (
            TextRules(), LongTextRules(), ChoiceRules(), DateRules(), IntegerRules(), OffsetRules(), DecimalRules(),
            MomentRules(), DatetimeRules(), CoordinatesRules(), ReferenceRules(), CodesRules(), LinkedRules(), LinksRules(),
            FilesRules(), BallotRules(), SourceRules(),
        )
    }
)  # fmt: skip
for_every_kind(RULES, "rules of fields")
