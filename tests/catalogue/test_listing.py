"""The list against a plain filter over the records; hostile texts; what stops a long read."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import desktop.catalogue.listing as listing_module
from desktop.catalogue import SORTABLE, ActivityList, facets, parse, stoppable
from desktop.catalogue.facet_codes import facet_codes
from desktop.catalogue.query.sql import conditions, with_below
from desktop.catalogue.read_connection import reading
from desktop.catalogue.word_matching import has_words, search_words
from desktop.errors import Cancelled
from desktop.vocabularies import fold, load
from desktop.workspace import Record, Value, Workspace
from tests.catalogue.desks import desk, titles

WORDS = ["water", "École", "ecole", "flood", "training", "città", "город", "early", "warning"]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """120 activities drawn at random, some in the bin, three organisations of which one was merged into another."""
    chance = random.Random(4)
    with desk(tmp_path_factory.mktemp("many")) as workspace:
        journal = workspace.journal
        with journal.group("test"):
            lead, gone, other = (
                journal.create("organisation", {"name": name}) for name in ("Freetown Council", "Freetown", "Lima")
            )
            ids = [journal.create("activity", _drawn(chance, number, (lead, gone, other))) for number in range(120)]
            journal.merge_into(gone, lead)
            journal.delete(ids[::9])
        yield workspace


def _drawn(chance: random.Random, number: int, organisations: tuple[str, ...]) -> dict[str, Value]:
    values: dict[str, Value] = {"summary": " ".join(chance.choices(WORDS, k=6)), "source_id": f"X-{number}"}
    if chance.random() < 0.9:
        values["title"] = f"{' '.join(chance.choices(WORDS, k=3))} {number}"
    for name, codes in (("kind", ("training", "mooc", "webinar")), ("status", ("planned", "completed", "cancelled"))):
        if chance.random() < 0.8:
            values[name] = chance.choice(codes)
    if chance.random() < 0.8:
        values["start"] = chance.choice(("2020", "2020-11", "2021", "2021-05", "2021-05-17", "2022-01-01"))
    if chance.random() < 0.5:
        values["end"] = chance.choice(("2021", "2022-06", "2023-01-31"))
    if chance.random() < 0.7:
        values["country"] = chance.choice(("KE", "UG", "PE", "FR"))
    if chance.random() < 0.7:
        values["participants_total"] = chance.randint(0, 60)
    for code in chance.sample(("SDG:11", "SDG:11.5", "SDG:11.5.2", "SDG:1.1", "SFDRR:E"), chance.randint(0, 3)):
        values[f"targets/{code}"] = chance.choice(("principal", "significant"))
    for id in chance.sample(organisations, chance.randint(0, 2)):
        values[f"organisations/{chance.choice(('lead', 'partner'))}:{id}"] = True
    return values


Test = Callable[[Record], bool]


def _word(*typed: str) -> Test:
    def test(record: Record) -> bool:
        text = " ".join(str(record.values.get(name, "")) for name in ("title", "summary", "source_id"))
        country = load("countries").get(str(record.values.get("country", "")))
        text += " " + " ".join(country.labels.values()) if country else ""
        return has_words(text, [word for each in typed for word in search_words(each)], phrase=False, open=True)

    return test


def _phrase(*words: str) -> Test:
    return lambda record: any(
        has_words(str(record.values.get(name, "")), words, phrase=True, open=False) for name in ("title", "summary")
    )


def _choice(name: str, *codes: str) -> Test:
    return lambda record: record.values.get(name) in codes


def _target(code: str, weight: str = "") -> Test:
    below = with_below("targets", code)
    return lambda record: any(
        key in below and weight in ("", value) for key, value in record.members("targets").items()
    )  # fmt: skip


def _date(low: str, high: str) -> Test:
    return lambda record: low <= str(record.values.get("start", "")) < high


def _not(test: Test) -> Test:
    return lambda record: not test(record)


def _number(low: int, high: int) -> Test:
    return lambda record: low <= int(str(record.values.get("participants_total", -1))) <= high


QUERIES: dict[str, Test] = {
    "": lambda _record: True,
    "wat": _word("wat"),
    "ecole early": _word("ecole", "early"),
    "горо": _word("горо"),
    '"early warning"': _phrase("early", "warning"),
    "Kenia": _word("kenia"),
    "-flood": _not(_word("flood")),
    "kind:training,mooc": _choice("kind", "training", "mooc"),
    "kind:none": _choice("kind", None),  # type: ignore[arg-type]
    "-status:cancelled": _not(_choice("status", "cancelled")),
    "country:Africa": _choice("country", "KE", "UG"),
    "target:SDG:11": _target("SDG:11"),
    "target:SDG:11.5": _target("SDG:11.5"),
    "target:SDG:11.5=principal": _target("SDG:11.5", "principal"),
    "-target:SDG:11": _not(_target("SDG:11")),
    "start:2021": _date("2021", "2022"),
    "start:2021-01..2021-05": _date("2021", "2021-06"),
    "start:2021-05..": _date("2021-05", "~"),
    "year:2020..2021": _date("2020", "2022"),
    "participants:10..20": _number(10, 20),
    "has:end": lambda record: "end" in record.values,
    "has:country": lambda record: "country" in record.values,
    "-has:target": lambda record: not record.members("targets"),
    "is:untitled": lambda record: "title" not in record.values,
    "is:unfinished": lambda record: bool(record.missing),
    "is:complete": lambda record: not record.missing,
    "source_id:X-7": lambda record: any(
        word.startswith("7") for word in search_words(str(record.values["source_id"]))[1:]
    ),
}  # fmt: skip


@pytest.mark.parametrize("few", [True, False])
def test_against_a_plain_filter(many: Workspace, few: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not few:
        monkeypatch.setattr(listing_module, "RANKED_MOST", 2)
        monkeypatch.setattr(listing_module, "_DEALT_MOST", 2)
    listing = ActivityList(many)
    with many.reading() as conn:
        ids = [row[0] for row in conn.exec_driver_sql("SELECT id FROM activity WHERE listed = 1")]
    records = many.records("activity", ids)
    queries = list(QUERIES)
    pairs = [(text,) for text in queries] + list(zip(queries[1:], queries[5:], strict=False))
    for number, texts in enumerate(pairs):
        query = parse(" ".join(texts))
        wanted = {record.id for record in records if all(QUERIES[text](record) for text in texts)}
        sort = () if number % 3 else ((SORTABLE[number % len(SORTABLE)], number % 2 == 0),)
        nos = listing.order(query, sort).ids
        found = listing.ids_of(nos)
        assert set(found) == wanted, query.text
        assert len(found) == len(wanted) == listing.count(query)
        assert listing.first(query, sort, 10) == list(nos[:10])


def test_each_order_is_whole_and_empty_comes_last(many: Workspace) -> None:
    listing = ActivityList(many)
    everything = sorted(listing.order(parse("")).ids)
    for name in SORTABLE:
        for descending in (False, True):
            sort = ((name, descending), ("title", False))
            nos = listing.order(parse(""), sort).ids
            assert sorted(nos) == everything
            values = [row.values[name] for row in listing.rows(nos, (name,))]
            filled = [value for value in values if value is not None]
            assert values[: len(filled)] == filled
            if name == "status":
                lived = [term.code for term in load("statuses")]
                keys = [lived.index(value) for value in filled]
            elif name in ("kind", "country"):
                keys = [fold(load("kinds" if name == "kind" else "countries").label(value)) for value in filled]
            else:
                keys = [fold(value) if isinstance(value, str) else value for value in filled]
            assert keys == sorted(keys, reverse=descending)
    with pytest.raises(ValueError, match="summary"):
        listing.order(parse(""), (("summary", False),))


def test_first_pages_need_no_sorting(many: Workspace) -> None:
    """At a million, what sorts is what waits."""
    with reading(many) as conn:
        for name in SORTABLE:
            if name in ("kind", "status", "country"):
                where, order = f"listed = 1 AND {name} = 'x'", "start DESC NULLS LAST, no DESC"
            else:
                column = {"title": "title_key", "municipality": "municipality_key", "end": '"end"'}.get(name, name)
                where, order = f"listed = 1 AND {column} IS NOT NULL", f"{column} DESC, no DESC"
            plan = conn.execute(f"EXPLAIN QUERY PLAN SELECT no FROM activity WHERE {where} ORDER BY {order}").fetchall()
            assert "COVERING INDEX" in str(plan) and "TEMP B-TREE" not in str(plan), (name, plan)


def test_the_title_ranks_before_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk(tmp_path) as workspace:
        workspace.journal.create("activity", {"title": "Flood maps"})
        workspace.journal.create("activity", {"title": "Roofs", "summary": "after the flood"})
        assert titles(workspace, "floo") == ["Flood maps", "Roofs"]
        monkeypatch.setattr(listing_module, "RANKED_MOST", 1)
        assert titles(workspace, "floo") == ["Flood maps", "Roofs"]
        assert titles(workspace, "floo -title:roofs") == ["Flood maps"]


def test_few_come_by_how_well_they_fit_and_many_by_their_age(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the words stand in more than RANKED_MOST records, ranking them all would take too long."""
    long = "The year after the great flood of the river and of the sea"
    with desk(tmp_path) as workspace:
        for values in ({"title": "Flood"}, {"title": long}, {"title": "Roofs", "summary": "after the flood"}):
            workspace.journal.create("activity", values)
        numbers = ActivityList(workspace)
        for most, order in (
            (4, ["Flood", long, "Roofs"]),
            (3, ["Flood", long, "Roofs"]),
            (2, [long, "Flood", "Roofs"]),
        ):
            monkeypatch.setattr(listing_module, "RANKED_MOST", most)
            assert titles(workspace, "flood") == order
            whole = list(numbers.order(parse("flood")).ids)
            for limit in range(5):
                assert numbers.first(parse("flood"), (), limit) == whole[:limit]


def test_the_bin(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        kept = workspace.journal.create("activity", {"title": "Kept water"})
        gone = workspace.journal.create("activity", {"title": "Gone water"})
        workspace.journal.delete([gone])
        assert titles(workspace, "") == titles(workspace, "water") == ["Kept water"]
        assert titles(workspace, "is:binned") == titles(workspace, "water is:binned") == ["Gone water"]
        assert titles(workspace, "-is:binned") == ["Kept water"]
        assert sorted(titles(workspace, "is:binned,untitled")) == ["Gone water"]
        listing = ActivityList(workspace)
        assert listing.ids_of([no for id in (kept, gone) if (no := listing.no_of(id)) is not None]) == [kept, gone]
        assert listing.no_of("nobody") is None
        assert facets(workspace, parse("is:binned"))["completeness"][0].count == 1


def test_organisations_people_links_and_times(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        journal = workspace.journal
        lead = journal.create("organisation", {"name": "Ville de Québec"})
        other = journal.create("organisation", {"name": "Québec"})
        person = journal.create("person", {"name": "Amina Kamara"})
        id = journal.create(
            "activity",
            {
                "title": "A", f"organisations/lead:{other}": True, f"people/contact:{person}": True,
                "links/https://example.org/Guide": "The guide", "attachments/" + "0" * 64: "Plan.pdf", "source": "OECD 2020",
                "start": "2021-06", "end": "2022-02", "private_note": "between us", "title/fr": "Le titre",
            },
        )  # fmt: skip
        journal.create("activity", {"title": "B", "start": "2023"})
        journal.merge_into(other, lead)
        for text in (
            "quebec", "organisation:quebec", "lead:ville", f"lead:{lead}", f"organisation:{other}", "person:kama",
            "link:guide", "file:plan", "source:oecd", "period:2022", "period:..2021", "period:2021-12..2022-01",
            "note:between", "titre", "title:titre", "-created:..2000 person:amina", "has:link", "has:lead",
            "start:2021-06-01..2022",
        ):  # fmt: skip
            assert titles(workspace, text) == ["A"], text
        for text in (
            "partner:ville",
            f"funder:{lead}",
            "person:nobody",
            "period:2020",
            "modified:..2000",
            "has:partner",
        ):
            assert titles(workspace, text) == [], text
        row = ActivityList(workspace).rows(
            [ActivityList(workspace).no_of(id) or 0], ("organisations", "links", "year")
        )[0]
        assert row.values == {
            "organisations": ("Ville de Québec",), "links": ("https://example.org/Guide",), "year": 2021,
        }  # fmt: skip


HOSTILE = [
    '"', '""', "*", "a*b*", "NEAR(a b)", "title : x", "{title} : x", "(a OR b", "a AND", "NOT", "^a", "a + b", "-", "a\x00b",
    "x" * 3_000, "\u202ewater\u202c", "\u200fkind:training", "'; DROP TABLE activity; --", "%", "_", "\\", "水", "🦺", "\ud800",
    "organisation:\"a' OR 1=1\"", "lead:%", "link:%", "source:'", 'title:"a""b"', "é", "e\u0301", "a:b:c:", "١٢٣", "ﬁ",
    "\u0301",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_find_or_are_refused(many: Workspace, text: str) -> None:
    try:
        query = parse(text)
    except Exception as error:  # noqa: BLE001 - its kind is what is tested
        assert type(error).__name__ == "QueryError"
        return
    listing = ActivityList(many)
    nos = listing.order(query).ids
    assert listing.first(query) == list(nos[:100])
    listing.rows(nos[:5], ("title", "organisations"), query)
    facets(many, query)


@given(st.text(max_size=12))
def test_any_text_can_be_searched_for(many: Workspace, text: str) -> None:
    quoted = text.replace('"', " ")
    for typed in (f'"{quoted}"', f'organisation:"x{quoted}"', f'lead:"x{quoted}"', f'source:"x{quoted}"'):
        ActivityList(many).order(parse(typed))


def test_facets_agree_with_the_list(many: Workspace) -> None:
    listing = ActivityList(many)
    for text in ("", "wat", "kind:training", "target:SDG:11 country:KE,none", "is:unfinished -status:cancelled"):
        query = parse(text)
        for name, counts in facets(many, query).items():
            for each in counts:
                chosen = _only(query, name, each.code)
                assert listing.count(chosen) == each.count, (text, name, each)
        whole = facets(many, query)
        if text == "":
            for name in ("kind", "status", "country", "year"):
                assert sum(each.count for each in whole[name]) == listing.count(query)
        assert sum(each.count for each in whole["completeness"] if each.code != "conflict") == listing.count(
            query.without("completeness")
        )


def _only(query: object, name: str, code: str) -> object:
    from desktop.catalogue import Query

    assert isinstance(query, Query)
    one = parse("").toggled(name, code)
    return Query("", (*query.without(name).terms, *one.terms))


def test_facets_follow_each_change(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        journal = workspace.journal

        def counts(name: str) -> dict[str, int]:
            return {each.code: each.count for each in facets(workspace, parse(""))[name]}

        id = journal.create("activity", {"title": "A", "kind": "mooc"})
        assert counts("kind") == {"mooc": 1}
        whole = facet_codes(workspace).numbers
        journal.edit(id, {"kind": "training", "targets/SDG:11.5": "principal"})
        assert counts("kind") == {"training": 1}
        assert counts("targets") == {"SDG:11": 1, "SDG:11.5": 1}
        other = journal.create("activity", {"title": "B", "targets/SDG:11": "principal"})
        assert counts("targets") == {"SDG:11": 2, "SDG:11.5": 1}
        assert facet_codes(workspace).numbers is whole  # not all was read again
        first, second = (journal.create("organisation", {"name": name}) for name in ("x", "y"))
        journal.edit(id, {f"organisations/lead:{first}": True, f"organisations/partner:{second}": True})
        assert counts("organisation") == {first: 1, second: 1}
        journal.merge_into(second, first)
        assert counts("organisation") == {first: 1}
        journal.delete([other])
        assert counts("targets") == {"SDG:11": 1, "SDG:11.5": 1}
        journal.undo()
        assert counts("targets") == {"SDG:11": 2, "SDG:11.5": 1}
        with journal.group("import") as group:
            journal.bulk(group, [("activity", f"{number:032x}", {"kind": "mooc"}) for number in range(50)])
        assert counts("kind") == {"mooc": 50, "training": 1, "none": 1}
        reader = Workspace.open(workspace.path, home=tmp_path / "home", read_only=True)
        assert {each.code: each.count for each in facets(reader, parse(""))["kind"]} == counts("kind")
        journal.edit(id, {"kind": "webinar"})
        assert {each.code: each.count for each in facets(reader, parse(""))["kind"]} == counts("kind")
        reader.close()


def test_what_is_chosen_and_finds_nothing_stays_to_be_taken_back(many: Workspace) -> None:
    query = parse("water kind:campaign target:SDG:17.1 year:1999")
    found = facets(many, query)
    assert ("campaign", 0, True) in [(each.code, each.count, each.chosen) for each in found["kind"]]
    assert ("SDG:17.1", 0, True, 1) in [(each.code, each.count, each.chosen, each.level) for each in found["targets"]]
    assert ("1999", 0, True) in [(each.code, each.count, each.chosen) for each in found["year"]]


def test_a_read_that_nobody_waits_for_is_stopped(many: Workspace) -> None:
    told: list[object] = []

    def forever() -> None:
        with reading(many) as conn:
            conn.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
            ).fetchall()

    def hook(stop: Callable[[], object] | None) -> None:
        told.append(stop)
        if stop is not None:
            threading.Timer(0.05, stop).start()

    with pytest.raises(Cancelled):
        stoppable(hook, forever)
    assert told[-1] is None
    assert callable(told[0])
    told[0]()  # too late: it must not hit whoever reads next
    assert ActivityList(many).count(parse("")) > 0


def test_conditions_leave_the_index_alone_where_no_word_is_asked_for() -> None:
    assert not conditions(parse("kind:training")).match
    assert conditions(parse("water")).plain
    assert not conditions(parse("water kind:mooc")).plain


def test_words_in_another_language_are_found_and_weights_are_no_words(tmp_path: Path) -> None:
    with desk(tmp_path) as workspace:
        workspace.journal.create(
            "activity",
            {
                "title": "Green school",
                "title/fr": "École verte",
                "summary/fr": "Un toit",
                "targets/SDG:11.5": "principal",
            },
        )
        listing = ActivityList(workspace)
        assert [listing.count(parse(text)) for text in ("verte", "toit", "principal")] == [1, 1, 0]
