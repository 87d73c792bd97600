"""The query language: what is understood, what is refused and where, and what a click on a facet writes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.catalogue import FACETS, QueryError, parse
from desktop.catalogue.query.sql import conditions
from desktop.catalogue.word_matching import has_words, hits, search_words
from desktop.i18n import set_language
from desktop.vocabularies import load

UNDERSTOOD = [
    ("", []),
    ("   ", []),
    ("water school", ["water", "school"]),
    ('"early warning"', ["“early warning”"]),
    ("“early warning” «alerte précoce»", ["“early warning”", "“alerte précoce”"]),
    ('"still open', ["“still open”"]),
    ("kind:training", ["Kind: Training"]),
    ("Kind:Formation", ["Kind: Training"]),
    ("kind_:training", ["Kind: Training"]),
    ("kind:training,webinar", ["Kind: Training, Webinar"]),
    ('kind:"Field visit"', ["Kind: Field visit"]),
    ("-status:cancelled", ["Not Status: Cancelled"]),
    ("-water", ["Not water"]),
    ("- water", ["water"]),
    ("country:KE,Ouganda", ["Country: Kenya, Uganda"]),
    ("region:Africa", ["Country: Africa"]),
    ("country:002", ["Country: Africa"]),
    ("country:none", ["Country: not given"]),
    ("start:2021..2022", ["Start: 2021 to 2022"]),
    ("start:2021-05..", ["Start: from 2021-05"]),
    ("start:٢٠٢١", ["Start: 2021"]),
    ("start:2010/11", ["Start: 2010 to 2011"]),
    ('start:"3 May 2021..5 mai 2021"', ["Start: 2021-05-03 to 2021-05-05"]),
    ("start:0001..9999", ["Start: 0001 to 9999"]),
    ("year:..2022", ["Year: up to 2022"]),
    ("year:2021", ["Year: 2021"]),
    ("participants:100..", ["Participants: from 100"]),
    ("reached:0050", ["Participants: 50"]),
    ("is:unfinished", ["State: Unfinished"]),
    ("has:target", ["Filled in: Targets"]),
    ("has:organisations", ["Filled in: Organisations"]),
    ("org:Freetown", ["Organisations: Freetown"]),
    ('lead:"City Council"', ["Lead: “City Council”"]),
    ("learning_block:forum", ["Learning block: Learning forum"]),
    ("lang:fr", None),
    ("language:français", ["Languages: French"]),
    ("https://example.org/a", ["https://example.org/a"]),
    ("10:30", ["10:30"]),
    ("Mayor: a", ["Mayor:", "a"]),
    ("title:water", ["Title: water"]),
    ("& | ! --", []),
    ("AND OR NOT NEAR(a b)", ["AND", "OR", "NOT", "NEAR(a", "b)"]),
    ("water*", ["water"]),
]


@pytest.mark.parametrize(("text", "said"), UNDERSTOOD)
def test_what_is_understood(text: str, said: list[str] | None) -> None:
    if said is None:
        with pytest.raises(QueryError):
            parse(text)
        return
    query = parse(text)
    assert query.describe() == said
    assert query.text == text
    assert parse(query.text) == query
    assert query.empty == (not said)


def test_a_code_typed_alone_is_a_target() -> None:
    assert parse("SDG:11.5") == parse("target:SDG:11.5") == parse("sdg:11.5") == parse("goal:11.5")
    assert parse("MCR:E04") == parse("essential:MCR:E04")
    assert parse("target:SDG:11.5=principal").describe()[0].endswith("(Principal)")


REFUSED = [
    ("foo:bar", 0, 3),
    ("water foo:bar", 6, 9),
    ("kind:", 0, 5),
    ("water kind:unknown", 11, 18),
    ("kind:training,nonsense x", 14, 22),
    ('kind:"no such"', 5, 14),
    ("start:2021-13", 6, 13),
    ("start:2021-02-30", 6, 16),
    ("start:..", 6, 8),
    ("start:2022..2021", 6, 16),
    ("year:2021-05", 5, 12),
    ("participants:many", 13, 17),
    ("participants:-5", 13, 15),
    ("is:nothing", 3, 10),
    ("has:is", 4, 6),
    ("coordinates:5", 12, 13),
    ("title:!!", 6, 8),
    ("target:SDG:11.5=heavy", 7, 21),
    ("target:SDG:99", 7, 13),
    ("start:soon", 6, 10),
]


@pytest.mark.parametrize(("text", "start", "end"), REFUSED)
def test_what_is_refused_and_where(text: str, start: int, end: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.start, caught.value.end) == (start, end)
    assert str(caught.value).endswith(".")


def test_a_whole_document_is_refused_at_its_end() -> None:
    with pytest.raises(QueryError):
        parse("a " * 5_000)


def test_words_to_mark() -> None:
    assert parse('Écoles title:Água "early warning" -not organisation:"City"').words == (
        "ecoles", "agua", "early", "warning", "city",
    )  # fmt: skip


def test_described_in_the_language_spoken() -> None:
    set_language("fr")
    assert "Kenya" in parse("country:KE").describe()[0]
    assert "Formation" in parse("kind:training").describe()[0]


def test_a_facet_is_written_into_the_text_and_taken_out_again() -> None:
    query = parse('flood  "early warning"')
    query = query.toggled("kind", "training")
    assert query.text == 'flood  "early warning" kind:training'
    query = query.toggled("kind", "webinar").toggled("completeness", "unfinished")
    assert query.text == 'flood  "early warning" kind:training,webinar is:unfinished'
    assert query.has("kind", "webinar") and not query.has("kind", "mooc")
    assert query.chosen("kind") == ["training", "webinar"]
    assert query.without("kind") == parse('flood "early warning" is:unfinished')
    query = query.toggled("kind", "training").toggled("kind", "webinar")
    assert query.text == 'flood  "early warning" is:unfinished'


def test_a_choice_typed_in_other_words_is_the_same_choice() -> None:
    query = parse("country:Kenya,Uganda")
    assert query.has("country", "KE")
    assert query.toggled("country", "KE").text == "country:Uganda"
    assert parse("-kind:training").toggled("kind", "training").text == "-kind:training kind:training"


def test_toggled_after_an_open_quotation_mark() -> None:
    assert parse('"early warn').toggled("year", "2021") == parse('"early warn" year:2021')
    assert parse('organisation:"Free').toggled("organisation", "1b671a64-40d5-491e-99b0-da01ff1f3341").describe()


PARTS = st.sampled_from(
    [
        "water", "-flood", '"a b"', "kind:training", "kind:training,mooc", "-kind:mooc", "country:KE", "is:unfinished",
        "year:2021..2022", "target:SDG:11", "SDG:11.5", "has:lead", "organisation:x", "title:y", "kind:", '"', "“", ",", ":",
        "-", "*", "foo:bar", "\x00", "‮", "\ud800", "kind:none", "start:2021-05..", "(", ")", "^", "NOT", "a:b:c", "=",
        "participants:1..5", "\N{ZERO WIDTH JOINER}", "é", "水", "lead:", "é", " ", "\n", "--", "-:", '-"', "is:-", "link:/",
    ]
)  # fmt: skip
TYPED = st.lists(PARTS, max_size=7).map(" ".join) | st.lists(PARTS, max_size=7).map("".join) | st.text(max_size=40)
CHOICES = st.sampled_from(
    [("kind", "training"), ("kind", "mooc"), ("status", "none"), ("year", "2021"), ("country", "KE"),
     ("targets", "SDG:11"), ("completeness", "unfinished"), ("organisation", "1b671a64-40d5-491e-99b0-da01ff1f3341")]
)  # fmt: skip


@given(TYPED)
@example('"')
@example("-")
@example("kind:\x00")
def test_whatever_is_typed_is_understood_or_refused_with_its_place(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.start < error.end <= len(text)
        return
    assert len(query.describe()) == len(query.terms)
    assert parse(query.text) == query
    conditions(query)
    for name in FACETS:
        assert query.without(name).without(name) == query.without(name)


@given(TYPED, CHOICES)
def test_toggled_twice_means_the_same(text: str, choice: tuple[str, str]) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    once = query.toggled(*choice)
    assert once.has(*choice) is not query.has(*choice)
    if not query.has(*choice):
        assert once.toggled(*choice) == query
        assert once.without(choice[0]) == query.without(choice[0])


@pytest.mark.parametrize(
    ("text", "words", "where"),
    [
        ("Early warning", ["warn"], [(6, 10)]),
        ("École des écoles", ["ecole"], [(0, 5), (10, 15)]),
        ("e\u0301cole", ["ecol"], [(0, 5)]),
        ("Straße", ["strasse"], [(0, 6)]),
        ("Straße", ["stras"], [(0, 5)]),
        ("الماء في المدينة", ["الم"], [(0, 3), (9, 12)]),
        ("snow", ["now"], []),
        ("", ["x"], []),
        ("ab abc", ["ab", "abc"], [(0, 2), (3, 6)]),
    ],
)
def test_hits(text: str, words: list[str], where: list[tuple[int, int]]) -> None:
    assert list(hits(text, tuple(words))) == where


@given(st.text(max_size=30), st.text(min_size=1, max_size=5))
def test_hits_lie_in_the_text_and_apart(text: str, typed: str) -> None:
    words = search_words(typed)
    last = 0
    for start, end in hits(text, tuple(words) or ("x",)):
        assert last <= start < end <= len(text)
        last = end


def test_words_of_a_field() -> None:
    assert has_words("The early warning", ["warn", "ear"], phrase=False, open=True)
    assert has_words("The early warning", ["early", "warn"], phrase=True, open=True)
    assert not has_words("The early warning", ["early", "warn"], phrase=True, open=False)
    assert not has_words("The early warning", ["warning", "early"], phrase=True, open=False)


def test_a_role_may_be_written_in_any_of_the_three_languages() -> None:
    for role in ("lead", "funder"):
        for label in load("organisation_roles")[role].labels.values():
            assert parse(f"{label.replace(' ', '_')}:Quito").terms == parse(f"{role}:Quito").terms, label


@pytest.mark.parametrize(
    ("text", "ranked"), [("flood", True), ("-flood", False), ("kind:mooc", False), ("-flood walls", True), ("", False)]
)
def test_words_that_are_asked_for_rank_what_is_found(text: str, ranked: bool) -> None:
    assert parse(text).ranked == ranked
