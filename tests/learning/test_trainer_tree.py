"""Who trained whom: generations, reach, circles."""

from __future__ import annotations

from desktop.catalogue.trainings import Training
from desktop.learning.trainer_tree import Reach, TrainerTree, reach_by, reach_of


def _training(
    id: str, trainers: str, trained: str = "", people: int = 0, *, modules: str = "", given: bool = True
) -> Training:
    return Training(
        id, id, "training", "2024-05", "", "KE", given, people, people // 10, tuple(modules.split()), (),
        tuple(trainers), tuple(trained),
    )  # fmt: skip


def test_three_generations_each_training_once() -> None:
    tree = TrainerTree(
        (
            _training("first", "a", "bc", 20),
            _training("second", "bc", "d", 30, modules="M1 M2"),  # b and c gave it together
            _training("third", "d", "", 40, modules="M1"),
            _training("planned", "d", "e", 50, given=False),
        )
    )
    assert tree.first_trainers == ("a",)
    assert tree.generations == {"a": 0, "b": 1, "c": 1, "d": 2}
    assert tree.reach_of("a") == Reach(3, 3, 9, 90)
    assert tree.reach_of("c") == Reach(1, 2, 7, 70)
    assert tree.reach_below(tree.trainings[0]) == tree.reach_of("a")
    assert reach_by(tree.trainings, "module") == {
        "M1": Reach(1, 2, 7, 70), "M2": Reach(1, 1, 3, 30), "": Reach(2, 1, 2, 20),
    }  # fmt: skip
    assert tree.circles == ()


def test_people_who_trained_each_other_are_counted_once_and_named() -> None:
    tree = TrainerTree(
        (_training("one", "a", "b", 10), _training("two", "b", "a", 20), _training("alone", "c", "c", 30))
    )
    assert tree.circles == (("a", "b"), ("c",))
    assert tree.first_trainers == ("a", "c")
    assert tree.reach_of("a") == tree.reach_of("b") == Reach(2, 2, 3, 30)
    assert reach_of(tree.trainings) == Reach(3, 3, 6, 60)


def test_a_chain_of_five_thousand_trainers_is_no_deep_recursion() -> None:
    links = [
        Training(str(n), "", "training", "", "", "", True, 1, 0, (), (), (str(n),), (str(n + 1),)) for n in range(5_000)
    ]
    tree = TrainerTree(links)
    assert tree.reach_of("0").people == 5_000 and tree.generations["5000"] == 5_000 and not tree.circles
