"""Where the nodes of a graph stand: the same each time, apart from each other, neighbours together."""

from __future__ import annotations

import math

import pytest

from desktop.ui.network.graph_layout import GraphLayout

Edges = list[tuple[int, int]]
STAR = [(0, at) for at in range(1, 60)]
TREE = [(at, (at - 1) // 3) for at in range(1, 90)]
RINGS = [(ring * 12 + at, ring * 12 + (at + 1) % 12) for ring in range(4) for at in range(12)]
PAIRS = [(2 * at, 2 * at + 1) for at in range(6)]


@pytest.mark.parametrize(
    ("count", "edges"),
    [(60, STAR), (90, TREE), (48, RINGS), (12, PAIRS), (3, []), (1, []), (2, [(0, 1), (1, 0), (1, 1)])],
)
def test_nodes_end_apart_with_their_neighbours_near_and_the_same_each_time(count: int, edges: Edges) -> None:
    layouts = [GraphLayout(count, edges), GraphLayout(count, list(reversed(edges)))]
    assert layouts[0].positions == layouts[1].positions
    shares = [list(each.refine()) for each in layouts]
    assert shares[0][-1] == 1.0 and shares[0] == sorted(shares[0])
    positions = layouts[0].positions
    assert positions == layouts[1].positions, "the order in which edges are told says nothing"
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in positions)
    apart = [math.dist(one, other) for at, one in enumerate(positions) for other in positions[:at]]
    assert not apart or min(apart) > 0.15
    near = [math.dist(positions[one], positions[other]) for one, other in edges if one != other]
    if len(near) < len(apart):
        assert sum(near) / max(len(near), 1) < 0.8 * sum(apart) / len(apart)


def test_nothing_is_drawn_of_nothing() -> None:
    assert list(GraphLayout(0, []).refine()) == [1.0]
