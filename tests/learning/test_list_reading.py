"""Lists of platforms become the numbers that their people give, whatever language they are in and however they are built."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop.errors import Cancelled, UserFacingError
from desktop.learning.counting import count_lists
from desktop.learning.list_reading import ReadList, read_list
from tests.learning.populations import SHAPES, Shape, expected, people, write_shape

_SECRET = b"k" * 32
_DAY = date(2026, 11, 2).toordinal()


def _read(path: Path) -> ReadList:
    return read_list(path, _SECRET, _DAY)


def _text(folder: Path, text: str) -> ReadList:
    path = folder / "list.csv"
    path.write_text(text, "utf-8")
    return _read(path)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_each_shape_gives_the_numbers_of_its_people(shape: Shape, tmp_path: Path) -> None:
    those = people()
    read = _read(write_shape(shape, tmp_path, those))
    counts = count_lists([read.content])

    seen = [replace(each, stage=shape.stages[each.stage - 1]) for each in those]
    assert read.type.name == shape.type
    assert counts.total == expected(seen, "total")[""]
    for name in shape.dimensions:
        found = counts.groups["organisation" if name == "town" else name]
        named = {read.content.organisations.get(code, code): row for code, row in found.items()}
        assert named == expected(seen, name), name


def test_a_list_that_counts_already_gives_its_sum(tmp_path: Path) -> None:
    read = _text(
        tmp_path,
        "CourseID,Certificate Type,Total Certificates Issued,Date Report Run\n"
        "course-v1:UCLG+R1,honor,40,2026-10-30\ncourse-v1:UCLG+R1,verified,2,2026-10-30\n",
    )
    counts = count_lists([read.content])
    assert (read.type.name, counts.total, counts.weeks) == (
        "openedx_certificates", (0, 0, 0, 42), {"2026-10-26": (0, 0, 0, 42)},
    )  # fmt: skip


def test_learners_of_several_lists_are_counted_once_and_by_week(tmp_path: Path) -> None:
    those = people(20)
    by_name = {shape.name: shape for shape in SHAPES}
    lists = [
        _read(write_shape(by_name[name], tmp_path, those)).content
        for name in ("openedx-profiles", "openedx-grades", "zoom-en")
    ]
    counts = count_lists(lists)
    assert counts.total == (20, 20, 10, 5)  # all came to the session of Zoom
    assert counts.groups["country"]["KE"] == (8, 8, 4, 2)
    assert counts.weeks["2026-08-31"] == (14, 0, 0, 0)  # enrolled on 1 to 6 September
    assert counts.weeks["2026-09-07"] == (20, 0, 0, 0)
    assert counts.weeks["2026-09-28"] == (20, 0, 0, 0), "weeks between stand too"
    assert list(counts.weeks)[-1] == "2026-11-02"


def test_a_learner_twice_is_one_and_rows_joined_by_any_identifier(tmp_path: Path) -> None:
    read = _text(
        tmp_path,
        "Email,Username,Country,Completed\nana@x.org,ana,Kenya,no\nANA@x.org,,,yes\nnew@x.org,ana,,no\nbo@x.org,bo,Peru,no\n",
    )
    counts = count_lists([read.content])
    assert (read.repeated, counts.total, counts.groups["country"]) == (
        2, (2, 1, 1, 0), {"KE": (1, 1, 1, 0), "PE": (1, 0, 0, 0)},
    )  # fmt: skip
    assert "2 rows are of learners who are in the list already" in read.sentences()[0]


def test_two_heads_and_a_session_head_are_told_apart(tmp_path: Path) -> None:
    read = _text(tmp_path, "Email,Country\na@x.org,Kenya\n\nAdresse de courriel,Sexe\nb@x.org,femme\na@x.org,homme\n")
    counts = count_lists([read.content])
    assert (counts.total[0], counts.groups["sex"]) == (2, {"female": (1, 0, 0, 0), "male": (1, 0, 0, 0)})


def test_a_list_without_names_counts_rows_and_says_so(tmp_path: Path) -> None:
    read, again = (_text(tmp_path, "Country,Sex\nKenya,f\nKenya,f\nPeru,m\n") for _time in range(2))
    assert count_lists([read.content, again.content]).total[0] == 3, "the same list again adds nobody"
    assert "3 rows have neither name nor address" in read.sentences()[0]


@pytest.mark.parametrize("text", ["ana@x.org,Kenya\nbo@x.org,Peru\n", "Colour,Size\nred,4\nblue,5\n", "\n\n"])
def test_no_head_is_refused_in_a_sentence(text: str, tmp_path: Path) -> None:
    with pytest.raises(UserFacingError):
        _text(tmp_path, text)


def test_nothing_of_a_learner_is_in_what_is_kept_and_another_key_gives_other_hashes(tmp_path: Path) -> None:
    those = people(6)
    path = write_shape(SHAPES[0], tmp_path, those)
    mine, other = _read(path), read_list(path, b"o" * 32, _DAY)
    kept = repr(mine.content.learners)
    assert not any(word in kept for each in those for word in (each.first, each.last, each.email))
    assert {key for each in mine.content.learners for key in each.keys}.isdisjoint(
        key for each in other.content.learners for key in each.keys
    )


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Email\n" + "".join(f"a{number}@x.org\n" for number in range(2500)), "utf-8")

    def stop(done: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_list(path, _SECRET, _DAY, progress=stop)
