"""Relations between organisations by command: who learnt from, visited, trained and is partner of whom."""

from __future__ import annotations

from argparse import Namespace

from desktop.cli.open_workspace import open_workspace
from desktop.cli.output import print_json_list
from desktop.cli.tables import csv_path
from desktop.errors import UserFacingError
from desktop.i18n import _
from desktop.system.terminal import print_line


def list_relations(args: Namespace) -> int:
    """Print relations; of words, only those of an organisation whose name has all of them. As a table where asked."""
    from desktop.visits.relation_graph import read_relation_graph
    from desktop.visits.relation_words import relation_words
    from desktop.vocabularies import fold

    words = [fold(each) for each in " ".join(args.query).split()]
    target = csv_path(args, args.csv) if args.csv else None
    with open_workspace(args, read_only=True) as workspace:
        graph = read_relation_graph(workspace)
        names = [fold(node.name) for node in graph.nodes]
        found = [
            edge
            for edge in graph.edges
            if any(all(word in names[node] for word in words) for node in (edge.source, edge.target))
        ][: args.limit]
        if target is not None:
            from desktop.reports.network import write_relations

            if not found:
                raise UserFacingError(_("Nothing matches."), kept=_("No file was written."))
            write_relations(workspace, graph.nodes, found, target)
    if args.json:
        print_json_list(
            {"source": graph.nodes[each.source].id, "source_name": graph.nodes[each.source].name, "relation": each.kind,
             "target": graph.nodes[each.target].id, "target_name": graph.nodes[each.target].name, "times": each.times,
             "last": each.day}
            for each in found
        )  # fmt: skip
        return 0
    if target is not None:
        print_line(_("{name} was saved.").format(name=target.name))
        return 0
    said = relation_words()
    for each in found:
        source, other = (graph.nodes[node].name or _("Untitled") for node in (each.source, each.target))
        print_line(f"{source} – {said[each.kind]} – {other} ({each.times})")
    return 0
