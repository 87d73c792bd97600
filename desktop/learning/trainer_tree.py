"""Who trained whom: the tree of trainers and trainings, and what each of them reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.catalogue.trainings import Training, Trainings


@dataclass(frozen=True, slots=True)
class Reach:
    """What was reached: new trainers, trainings that were given, local governments and people as these trainings noted them."""

    trainers: int = 0
    trainings: int = 0
    local_governments: int = 0
    people: int = 0


class TrainerTree:
    """The tree of some trainings. A person who trains is below the training in which they were trained; a training that is not
    given yet is below its trainers, and nobody was trained there.
    """

    def __init__(self, trainings: Iterable[Training]) -> None:
        self.trainings: tuple[Training, ...] = tuple(trainings)
        self._given: dict[str, list[Training]] = {}
        self._trained_in: dict[str, list[Training]] = {}
        for training in self.trainings:
            for person in training.trainers:
                self._given.setdefault(person, []).append(training)
            for person in training.trained if training.given else ():
                self._trained_in.setdefault(person, []).append(training)

    def given_by(self, person: str) -> Sequence[Training]:
        """The trainings that somebody gave, the earliest first."""
        return self._given.get(person, ())

    def trained_in(self, person: str) -> Sequence[Training]:
        """The trainings in which somebody became a trainer."""
        return self._trained_in.get(person, ())

    @cached_property
    def first_trainers(self) -> tuple[str, ...]:
        """Those with whom the tree begins: nobody is known to have trained them. Of people who trained each other in a
        circle, the one who gave the earliest training stands for all.
        """
        found = [person for person in self._given if person not in self._trained_in]
        below = self._below(found)
        for training in self.trainings:
            for person in training.trainers:
                if person not in below:
                    found.append(person)
                    below |= self._below([person])
        return tuple(found)

    @cached_property
    def generations(self) -> Mapping[str, int]:
        """By person: 0 for those with whom the tree begins, 1 for those they trained, and so on by the shortest way."""
        found = dict.fromkeys(self.first_trainers, 0)
        level, generation = list(found), 0
        while level:
            generation += 1
            following: list[str] = []
            for person in level:
                for other in self._pupils(person):
                    if other not in found:
                        found[other] = generation
                        following.append(other)
            level = following
        for person in self._trained_in:  # in a training of which nobody noted who gave it
            found.setdefault(person, 1)
        return found

    @cached_property
    def circles(self) -> tuple[tuple[str, ...], ...]:
        """People who trained each other, directly or by way of others; each such group once."""
        return tuple(
            tuple(sorted(group))
            for group in _strongly_connected(list(self._given), self._pupils)
            if len(group) > 1 or group[0] in self._pupils(group[0])
        )

    def _pupils(self, person: str) -> Iterable[str]:
        return [other for training in self.given_by(person) if training.given for other in training.trained]

    def _below(self, people: Iterable[str]) -> set[str]:
        """These people and all whom they trained, directly or by way of others."""
        found, todo = set(people), list(people)
        while todo:
            for other in self._pupils(todo.pop()):
                if other not in found:
                    found.add(other)
                    todo.append(other)
        return found

    def all_below(self, people: Iterable[str]) -> list[Training]:
        """The trainings that these people gave, and all whom they trained, each once."""
        found = {each.id: each for person in self._below(people) for each in self.given_by(person)}
        return list(found.values())

    def reach_of(self, person: str) -> Reach:
        """What somebody reached, with all whom they trained."""
        return reach_of(self.all_below([person]))

    def reach_below(self, training: Training) -> Reach:
        """What a training reached, with the trainings of those who were trained there."""
        return reach_of([training, *self.all_below(training.trained)])


def reach_of(trainings: Iterable[Training]) -> Reach:
    """What trainings reached together: each training and each trainer once; those that are not given yet count for nothing."""
    those = {training.id: training for training in trainings if training.given}.values()
    return Reach(
        len({person for each in those for person in each.trained}),
        len(those),
        sum(each.local_governments or 0 for each in those),
        sum(each.people or 0 for each in those),
    )


DIMENSIONS: dict[str, Callable[[Training], Sequence[str]]] = {
    "module": lambda each: each.modules,
    "country": lambda each: (each.country,) if each.country else (),
    "section": lambda each: each.sections,
    "year": lambda each: (each.year,) if each.year else (),
}
"""What reach is told by, and the codes of a training there."""


def reach_by(trainings: Iterable[Training], dimension: str) -> dict[str, Reach]:
    """The reach by code; "" where a training has none. A training on two modules counts in the row of each."""
    codes_of = DIMENSIONS[dimension]
    groups: dict[str, list[Training]] = {}
    for training in trainings:
        if training.given:
            for code in codes_of(training) or ("",):
                groups.setdefault(code, []).append(training)
    ordered = sorted(groups, key=lambda code: (code == "", code if dimension == "year" else -len(groups[code]), code))
    return {code: reach_of(groups[code]) for code in ordered}


def filtered(found: Trainings, wanted: Mapping[str, str]) -> TrainerTree:
    """The tree of the trainings with these codes, by dimension; "" asks for nothing."""
    asked = [(DIMENSIONS[name], code) for name, code in wanted.items() if code]
    return TrainerTree(each for each in found.trainings if all(code in codes(each) for codes, code in asked))


def _strongly_connected(nodes: Sequence[str], following: Callable[[str], Iterable[str]]) -> list[list[str]]:
    """Groups of nodes that reach each other (R. Tarjan, Depth-first search and linear graph algorithms, 1972), without
    recursion: a chain of trainers may be long.
    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    groups: list[list[str]] = []
    for node in nodes:
        if node in order:
            continue
        order[node] = lowest[node] = len(order)
        stack.append(node)
        on_stack.add(node)
        todo = [(node, iter(following(node)))]
        while todo:
            here, rest = todo[-1]
            for other in rest:
                if other not in order:
                    order[other] = lowest[other] = len(order)
                    stack.append(other)
                    on_stack.add(other)
                    todo.append((other, iter(following(other))))
                    break
                if other in on_stack:
                    lowest[here] = min(lowest[here], order[other])
            else:
                todo.pop()
                if todo:
                    lowest[todo[-1][0]] = min(lowest[todo[-1][0]], lowest[here])
                if lowest[here] == order[here]:
                    group: list[str] = []
                    while not group or group[-1] != here:
                        group.append(stack.pop())
                    on_stack.difference_update(group)
                    groups.append(group)
    return groups
