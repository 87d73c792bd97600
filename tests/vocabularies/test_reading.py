"""A vocabulary's file is well made, or says where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import ProgrammingError
from desktop.vocabularies import load
from desktop.vocabularies.vocabulary_files import read

HEAD = "code,parent,level,en,fr,es\n"
FULL = "code,parent,level,en,fr,es,colour,aliases,related\n"


def _file(folder: Path, text: str | bytes, name: str = "things.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_well_made_file_is_read(tmp_path: Path) -> None:
    text = FULL + 'X:1,,goal,"One, first",Un,Uno,#E5243B,no. 1|the first,Y:1 Y:2\nX:1.1,X:1,target,Two,Deux,Dos,,,\n'
    things = read(_file(tmp_path, text))
    one, two = things
    assert things.name == "things" and repr(things) == "Vocabulary('things', 2 terms)"
    assert (one.code, one.parent, one.level, one.colour) == ("X:1", "", "goal", "#E5243B")
    assert one.labels == {"en": "One, first", "fr": "Un", "es": "Uno"}
    assert one.aliases == ("no. 1", "the first") and one.related == ("Y:1", "Y:2")
    assert things.children() == (one,) and things.children("X:1") == (two,) and things.path("X:1.1") == (one, two)
    assert two.aliases == two.related == () and two.colour == ""


def test_line_ends_of_other_systems_do_not_matter(tmp_path: Path) -> None:
    assert len(read(_file(tmp_path, (HEAD + "a,,x,A,B,C\nb,,x,D,E,F\n").replace("\n", "\r\n")))) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 0: these are not the columns"),
        ("code,parent,level,en,fr\n", "line 1: these are not the columns"),
        ("\ufeff" + HEAD, "line 1: these are not the columns"),
        (HEAD.replace("\n", ",colour,colour\n"), "line 1: these are not the columns"),
        (HEAD.replace("\n", ",note\n"), "line 1: these are not the columns of a vocabulary: .*note"),
        (HEAD + "a,,x,A,B,C\nb,,x,A,B\n", "line 3: 6 cells are wanted, here are 5"),
        (HEAD + "a,,x,A,B,C,\n", "line 2: 6 cells are wanted, here are 7"),
        (HEAD + "a,,x,A,B,C\n\n", "line 3: 6 cells are wanted, here are 0"),
        (HEAD + ",,x,A,B,C\n", "line 2: code must not be empty"),
        (HEAD + "a,,,A,B,C\n", "line 2: level must not be empty"),
        (HEAD + "a,,x,A, ,\n", "line 2: fr, es must not be empty"),
        (HEAD + "a,,x,A,B,C\na,,x,D,E,F\n", "line 3: the code 'a' stands twice"),
        (HEAD + "a,b,x,A,B,C\nb,,x,D,E,F\n", "line 2: the parent 'b' of 'a' does not stand above it"),
        (HEAD + "a,a,x,A,B,C\n", "line 2: the parent 'a' of 'a' does not stand above it"),
        (HEAD + "a,,x,A,B,C\nb,nowhere,x,D,E,F\n", "line 3: the parent 'nowhere'"),
        (FULL + "a,,x,A,B,C,red,,\n", "line 2: 'red' is not a colour like #E5243B"),
        (FULL + "a,,x,A,B,C,#E5243G,,\n", "line 2: '#E5243G' is not a colour"),
        (HEAD + 'a,,x,"A,B,C\n', "line 2: unexpected end of data"),
        (HEAD + 'a,,x,"A" b,B,C\n', "line 2: "),
        ((HEAD + "a,,x,A,Été,C\n").encode("latin-1"), "is not in UTF-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_well_made_says_where(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(ProgrammingError, match=f"^things.csv.*{words}"):
        read(_file(tmp_path, text))


def test_only_countries_may_hang_under_another_vocabulary(tmp_path: Path) -> None:
    countries = read(_file(tmp_path, HEAD + "KE,014,country,Kenya,Kenya,Kenia\n", "countries.csv"))
    assert [term.code for term in countries.children()] == [term.code for term in countries.children("014")] == ["KE"]


@pytest.mark.parametrize("name", ["", "nothing", "SDG", "../sample/activities", "sdg.csv"])
def test_there_is_no_other_vocabulary(name: str) -> None:
    with pytest.raises(ProgrammingError, match="There is no vocabulary"):
        load(name)


def test_a_vocabulary_is_read_once() -> None:
    assert load("hazards") is load("hazards")
