"""The map: where things are, what is close together, and that each mark opens what it counts, to the edges of the world."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from desktop.catalogue import QueryError, list_of, parse
from desktop.figures.places import Place, clustered, read_places
from desktop.figures.world_map import HEIGHT, WIDTH, load_world, project
from desktop.vocabularies import load
from desktop.workspace import Value, Workspace

EDGES = ("90,180", "-90,-180", "0,180", "0,-180", "-16.5,179.999999", "89.123456,-179.654321")


def test_each_mark_opens_what_it_counts_also_on_the_date_line_and_at_the_poles(tmp_path: Path) -> None:
    chance = random.Random("places")
    with closing(Workspace.create(tmp_path / "places.focal", home=tmp_path / "home")) as workspace:

        def records() -> list[tuple[str, str, dict[str, Value]]]:
            from uuid import UUID

            made: list[tuple[str, str, dict[str, Value]]] = []
            for at in range(60):
                values: dict[str, Value] = {
                    "title": f"A {at}",
                    "status": chance.choice(("completed", "idea", "planned")),
                }
                if at < len(EDGES):
                    values["coordinates"] = EDGES[at]
                elif at % 3:
                    values["coordinates"] = f"{chance.uniform(-60, 70):.6f},{chance.uniform(-180, 180):.6f}"
                if at % 2:
                    values["country"] = chance.choice(("KE", "TV", "FR"))
                made.append(("activity", str(UUID(int=chance.getrandbits(128), version=4)), values))
            return made

        with workspace.journal.group("import", "made up") as group:
            workspace.journal.bulk(group, records())
        found, listing = read_places(workspace), list_of(workspace, "activity")
        for cell in (0.01, 7.0, 60.0):
            clusters = clustered(found.places, cell)
            for cluster in clusters:
                assert listing.count(parse(cluster.query(found.selection))) == cluster.count, cluster
            on_map = sum(each.count for each in clusters) + sum(found.at_country.values())
            assert on_map + found.nowhere == found.total == listing.count(parse(found.selection.text))
        for code in ("KE", "TV", "FR"):
            assert listing.count(parse(found.country_query(code))) == found.by_country[code]
            without = parse(found.country_query(code, without_place=True))
            assert listing.count(without) == found.at_country.get(code, 0)
        assert listing.count(parse(found.country_query(""))) == found.total - sum(found.by_country.values())


def test_every_place_on_earth_is_on_the_map() -> None:
    corners = [project(longitude, latitude) for longitude in (-180, 0, 180) for latitude in (-90, 0, 90)]
    assert all(abs(x) <= WIDTH + 1e-6 and abs(y) <= HEIGHT + 1e-6 for x, y in corners)
    assert project(180, 0)[0] == pytest.approx(WIDTH, abs=1e-4) and project(0, -90)[1] == pytest.approx(
        HEIGHT, abs=1e-4
    )
    world = load_world()
    assert {term.code for term in load("countries")} <= world.centres.keys()
    for country in world.countries:  # nothing is drawn right across the map where it lies on the date line
        assert country.name == "Antarctica" or all(max(r[0::2]) - min(r[0::2]) < WIDTH for r in country.rings), (
            country.name
        )
    file = Path(__file__).parents[2] / "resources" / "map" / "world.json"
    assert file.stat().st_size <= 1_000_000


@pytest.mark.parametrize("area", ["5/0/1/2", "0/0/91/2", "0/170/1/190", "1/2/3", "here", "1e1/0/2/3", "0/10/1/-10"])
def test_what_is_no_area_is_said(area: str) -> None:
    with pytest.raises(QueryError, match="is no area"):
        parse(f"area:{area}")


def test_places_close_together_are_one_cluster() -> None:
    places = [Place(0.1, 0.1, 2), Place(0.3, 0.3, 1), Place(5, 5, 1)]
    clusters = sorted(clustered(places, 1.0), key=lambda each: each.south)
    assert [(each.count, each.south, each.north) for each in clusters] == [(3, 0.1, 0.3), (1, 5, 5)]
