"""Where the nodes of a graph stand: a first picture at once, then small steps until it is refined. Plain arithmetic in a fixed
order, so that the same graph looks the same each time.

The first picture is pivot multidimensional scaling (U. Brandes and C. Pich, Eigensolver Methods for Progressive
Multidimensional Scaling of Large Data, 2007); the steps are those of T. Fruchterman and E. Reingold (Graph Drawing by
Force-directed Placement, 1991), where nodes far away push as one by the cell of a grid that they are in. Parts of a graph that
hang together are placed each for itself, and then beside each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Position = tuple[float, float]
ROUNDS = 130
_PIVOTS = 12
_CELL = 2.6
"""Side of a cell, in lengths of an edge."""
_GAP = 1.8
_EXACT = 24
"""Nodes of a neighbouring cell that push one by one; of fuller ones their middle does."""
_PIECE = 60
"""Nodes between two pauses: some milliseconds."""


@dataclass
class _Part:
    """Nodes that hang together, by their places in the graph; neighbours by places within the part."""

    nodes: list[int]
    neighbours: list[list[int]]
    x: list[float] = field(default_factory=list[float])
    y: list[float] = field(default_factory=list[float])


class GraphLayout:
    """`positions` of all nodes, about one apart; better with each step of `refine`."""

    def __init__(self, count: int, edges: Sequence[tuple[int, int]]) -> None:
        """`edges`: pairs of nodes by place; which way they point, and how often they are told, says nothing here."""
        self.positions: list[Position] = [(0.0, 0.0)] * count
        self._parts = _parts_of(count, edges)
        for part in self._parts:
            _place_first(part)
        self._pack()

    def refine(self) -> Iterator[float]:
        """Move nodes in small steps; yields how much is done, up to 1. Positions are good to be drawn at each pause."""
        work = sum(len(part.nodes) for part in self._parts if len(part.nodes) > 2) or 1
        done = 0
        for part in self._parts:
            count = len(part.nodes)
            if count <= 2:
                continue
            for round_no in range(ROUNDS):
                heat = 1.6 * (1 - round_no / ROUNDS) ** 1.5 + 0.02
                for moved in _move(part, heat):
                    yield min((done + count * (round_no + moved) / ROUNDS) / work, 0.999)
                self._pack()
            done += count
        self._pack()
        yield 1.0

    def _pack(self) -> None:
        """Parts in rows below each other, the largest first."""
        whole = math.sqrt(sum((len(part.nodes) ** 0.5 + _GAP) ** 2 for part in self._parts)) * 1.5
        left = top = deep = 0.0
        for part in self._parts:
            x0, x1 = min(part.x, default=0.0), max(part.x, default=0.0)
            y0, y1 = min(part.y, default=0.0), max(part.y, default=0.0)
            if left and left + (x1 - x0) > max(whole, self._width):
                left, top, deep = 0.0, top + deep + _GAP, 0.0
            for at, node in enumerate(part.nodes):
                self.positions[node] = (left + part.x[at] - x0, top + part.y[at] - y0)
            left += x1 - x0 + _GAP
            deep = max(deep, y1 - y0)

    @property
    def _width(self) -> float:
        first = self._parts[0] if self._parts else None
        return max(first.x) - min(first.x) if first is not None and first.x else 0.0


def _parts_of(count: int, edges: Sequence[tuple[int, int]]) -> list[_Part]:
    """The connected parts, the largest first."""
    neighbours: list[set[int]] = [set() for _ in range(count)]
    for one, other in edges:
        if one != other:
            neighbours[one].add(other)
            neighbours[other].add(one)
    part_of = [-1] * count
    parts: list[list[int]] = []
    for start in range(count):
        if part_of[start] >= 0:
            continue
        nodes = [start]
        part_of[start] = len(parts)
        for node in nodes:
            for other in sorted(neighbours[node]):
                if part_of[other] < 0:
                    part_of[other] = len(parts)
                    nodes.append(other)
        parts.append(sorted(nodes))
    found: list[_Part] = []
    for nodes in sorted(parts, key=lambda nodes: (-len(nodes), nodes[0])):
        within = {node: at for at, node in enumerate(nodes)}
        found.append(_Part(nodes, [sorted(within[other] for other in neighbours[node]) for node in nodes]))
    return found


# The first picture ---------------------------------------------------------------------------------------------------


def _place_first(part: _Part) -> None:
    count = len(part.nodes)
    if count <= 2:
        part.x, part.y = [float(at) for at in range(count)], [0.0] * count
        return
    distances = _distances_to_pivots(part)
    pivots = len(distances)
    squared = [[distance * distance for distance in row] for row in distances]
    of_pivot = [sum(row) / count for row in squared]
    of_node = [sum(squared[at][node] for at in range(pivots)) / pivots for node in range(count)]
    mean = sum(of_pivot) / pivots
    centred = [
        [-0.5 * (squared[at][node] - of_pivot[at] - of_node[node] + mean) for node in range(count)]
        for at in range(pivots)
    ]
    product = [[sum(map(_times, centred[a], centred[b])) for b in range(pivots)] for a in range(pivots)]
    first = _eigenvector(product, None)
    second = _eigenvector(product, first)
    part.x = [sum(first[at] * centred[at][node] for at in range(pivots)) for node in range(count)]
    part.y = [sum(second[at] * centred[at][node] for at in range(pivots)) for node in range(count)]
    _spread(part)


def _times(one: float, other: float) -> float:
    return one * other


def _distances_to_pivots(part: _Part) -> list[list[int]]:
    """Steps from pivots to all nodes; each pivot is as far as can be from those before it."""
    count = len(part.nodes)
    nearest = [count] * count
    pivot = max(range(count), key=lambda node: (len(part.neighbours[node]), -node))
    found: list[list[int]] = []
    for _ in range(min(_PIVOTS, count)):
        steps = [-1] * count
        steps[pivot] = 0
        queue = [pivot]
        for node in queue:
            for other in part.neighbours[node]:
                if steps[other] < 0:
                    steps[other] = steps[node] + 1
                    queue.append(other)
        found.append(steps)
        nearest = list(map(min, nearest, steps))
        pivot = max(range(count), key=lambda node: (nearest[node], -node))
    return found


def _eigenvector(matrix: Sequence[Sequence[float]], without: Sequence[float] | None) -> list[float]:
    """The one of the largest eigenvalue, at right angles to `without`, by power iteration."""
    size = len(matrix)
    vector = [1.0 + 0.37 * at for at in range(size)]
    for _ in range(60):
        if without is not None:
            along = sum(map(_times, vector, without))
            vector = [each - along * other for each, other in zip(vector, without, strict=True)]
        vector = [sum(map(_times, row, vector)) for row in matrix]
        length = math.sqrt(sum(each * each for each in vector))
        if length < 1e-12:
            return [0.0] * size
        vector = [each / length for each in vector]
    if without is not None:
        along = sum(map(_times, vector, without))
        vector = [each - along * other for each, other in zip(vector, without, strict=True)]
    return vector


def _spread(part: _Part) -> None:
    """Scale to about one node in each square of side one; nodes that would stand on one place get places around it."""
    count = len(part.nodes)
    side = math.sqrt(count) * 1.25
    for values in (part.x, part.y):
        low, high = min(values), max(values)
        scale = side / (high - low) if high - low > 1e-9 else 0.0
        for at in range(count):
            angle = at * 2.399963  # the golden angle: no two nodes in one direction
            wobble = (math.cos if values is part.x else math.sin)(angle) * 0.5 * math.sqrt((at % 29 + 1) / 29)
            values[at] = (values[at] - low) * scale + wobble


# Steps ---------------------------------------------------------------------------------------------------------------


def _move(part: _Part, heat: float) -> Iterator[float]:
    """One round: every node pushed and pulled, and moved by at most `heat`; yields how much of it is done."""
    count, x, y = len(part.nodes), part.x, part.y
    cells: dict[tuple[int, int], list[int]] = {}
    for node in range(count):
        cells.setdefault((int(x[node] // _CELL), int(y[node] // _CELL)), []).append(node)
    middles = {
        key: (sum(x[node] for node in nodes) / len(nodes), sum(y[node] for node in nodes) / len(nodes), len(nodes))
        for key, nodes in cells.items()
    }
    push_x, push_y = [0.0] * count, [0.0] * count
    done = 0
    for (column, row), nodes in cells.items():
        near: list[int] = []
        far: list[tuple[float, float, float]] = []
        own_x, own_y, _own = middles[column, row]
        far_x = far_y = 0.0
        for key, (mx, my, many) in middles.items():
            if abs(key[0] - column) <= 1 and abs(key[1] - row) <= 1:
                if key == (column, row) or many <= _EXACT:
                    near.extend(cells[key])
                else:
                    far.append((mx, my, many))
            else:  # all nodes of this cell are pushed alike
                dx, dy = own_x - mx, own_y - my
                strength = many / (dx * dx + dy * dy)
                far_x += dx * strength
                far_y += dy * strength
        if len(near) > 8 * _EXACT:  # a heap: a part of it, the same each time, stands for all
            every = len(near) // (4 * _EXACT)
            near, weight = near[column * 7 % every :: every], float(every)
        else:
            weight = 1.0
        for node in nodes:
            nx, ny = x[node], y[node]
            fx, fy = far_x, far_y
            for other in near:
                dx, dy = nx - x[other], ny - y[other]
                square = dx * dx + dy * dy
                if square > 1e-9:
                    strength = weight / square
                    fx += dx * strength
                    fy += dy * strength
                elif other != node:  # on one place: apart, by their order
                    fx += 1.0 if node > other else -1.0
                    fy += 0.5 if node > other else -0.5
            for mx, my, many in far:
                dx, dy = nx - mx, ny - my
                strength = many / (dx * dx + dy * dy + 0.1)
                fx += dx * strength
                fy += dy * strength
            push_x[node], push_y[node] = fx, fy
            done += 1
            if done % _PIECE == 0:
                yield 0.85 * done / count
    middle_x, middle_y = sum(x) / count, sum(y) / count
    moved_x, moved_y = [0.0] * count, [0.0] * count
    for node in range(count):
        fx, fy = push_x[node], push_y[node]
        nx, ny = x[node], y[node]
        for other in part.neighbours[node]:
            dx, dy = nx - x[other], ny - y[other]
            distance = math.sqrt(dx * dx + dy * dy)
            fx -= dx * distance * 0.7
            fy -= dy * distance * 0.7
        fx -= (nx - middle_x) * 0.06  # what hangs on by one line does not drift away
        fy -= (ny - middle_y) * 0.06
        length = math.sqrt(fx * fx + fy * fy)
        step = min(length * 0.1, heat) / length if length > 1e-9 else 0.0
        moved_x[node], moved_y[node] = nx + fx * step, ny + fy * step
    part.x, part.y = moved_x, moved_y
    yield 1.0
