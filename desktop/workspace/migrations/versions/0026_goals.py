"""Goals that a figure measures, and values of indicators."""

from __future__ import annotations

from desktop.workspace.maintenance.new_record_types import add_record_type

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_INDEXED = "title_indexed text_indexed place_indexed organisation_indexed note_indexed"


def upgrade() -> None:
    add_record_type(
        "goal",
        (
            "title organisation summary figure query value# begins ends private_note title_key organisation_words title_more"
            f" text_more {_INDEXED}"
        ).split(),
        orders={
            "title": ("title_key",),
            "figure": ("figure", "title_key"),
            "value": ("value",),
            "begins": ("begins",),
            "ends": ("ends",),
            "modified": ("modified",),
        },
        references=("organisation",),
    )
    add_record_type(
        "indicator",
        (
            "title role date value unit organisation country municipality source private_note title_key organisation_words"
            f" place_words title_more {_INDEXED}"
        ).split(),
        orders={
            "title": ("title_key",),
            "role": ("role", "title_key"),
            "date": ("date",),
            "value": ("CAST(value AS REAL)",),
            "country": ("country", "title_key"),
            "modified": ("modified",),
        },
        references=("organisation",),
    )
