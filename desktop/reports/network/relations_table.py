"""Relations between organisations as a table for other programs."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from desktop.catalogue.exporting.exported_rows import safe
from desktop.system.errors import writing_error
from desktop.system.files import replacing
from desktop.visits.relation_graph import GraphEdge, GraphNode
from desktop.visits.relation_words import relation_words
from desktop.workspace import Workspace
from desktop.workspace.privacy.gate import unagreed_names_of

_HEADINGS = ("organisation", "country", "relation", "with", "with_country", "times", "last")


def write_relations(workspace: Workspace, nodes: Sequence[GraphNode], edges: Sequence[GraphEdge], target: Path) -> None:
    """Write these relations to `target`; names of people who did not agree are not in it. It appears whole or not at all;
    raises UserFacingError where it cannot be written.
    """
    with workspace.reading() as conn:
        hidden = unagreed_names_of(conn)
    words = relation_words()
    try:
        with replacing(target) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(_HEADINGS)
            for edge in edges:
                one, other = nodes[edge.source], nodes[edge.target]
                names = hidden.without(one.name), hidden.without(other.name)
                row = (names[0], one.country, words[edge.kind], names[1], other.country, str(edge.times), edge.day)
                writer.writerow(map(safe, row))
    except OSError as error:
        raise writing_error(error, target) from error
