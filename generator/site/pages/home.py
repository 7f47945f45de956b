"""首页 The home page: the look-up box, what is open for objections, the latest acts, the counts.

The cities are tiles in roughly their places: public maps need official review
(《地图管理条例》), and a tile grid draws no boundary. The English page says the main things once more.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.records.acts import Publicity
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.ending import endings
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording
from generator.terms.words import City, Status

# Most entries of a list on the home page, each of which leads to the rest; days that are soon.
SHOWN, SOON = 10, 180


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """首页 One page."""
    site, ending = snapshot.register.site, ending_soon(snapshot)
    opened = open_publicities(snapshot)
    words = {
        "counts": {status: len(snapshot.with_status(status)) for status in Status},
        "open": opened[:SHOWN],
        "open_further": len(opened[SHOWN:]),
        "latest": snapshot.documents[:SHOWN],
        "tiles": tiles(snapshot),
        "elsewhere": len(snapshot.by_city.get("", ())),
        "ending": ending[:SHOWN],
        "further": len(ending[SHOWN:]),
        "functions": functions(snapshot, wording),
    }
    yield Page(
        "", "", site.title, "home.html", site.about or site.title, words, "api/v1/index.json"
    )


def open_publicities(snapshot: Snapshot) -> list[Publicity]:
    """正在公示 Publicity whose window holds the day of the snapshot."""
    return [
        act
        for act in snapshot.acts
        if isinstance(act, Publicity)
        and act.window
        and act.window.starts.first <= snapshot.as_of <= act.window.last.last
    ]


def ending_soon(snapshot: Snapshot) -> list[Listing]:
    """即将期满 In force, ending within the next half year; the earliest end first."""
    return [each.listing for each in endings(snapshot) if 0 <= each.away <= SOON]


def functions(snapshot: Snapshot, wording: Wording) -> dict[str, int]:
    """各服务功能 How many platforms in force offer each, in the edition's order."""
    in_force = {
        term: sum(each.status is Status.IN_FORCE for each in listings)
        for term, listings in snapshot.by_function.items()
    }
    return {term: in_force.get(term, 0) for term in wording.functions}


# City: (row, column), from 1.
GRID = {
    City.DEZHOU: (1, 2), City.BINZHOU: (1, 3), City.DONGYING: (1, 4),
    City.YANTAI: (1, 6), City.WEIHAI: (1, 7),
    City.LIAOCHENG: (2, 1), City.JINAN: (2, 2), City.ZIBO: (2, 3),
    City.WEIFANG: (2, 4), City.QINGDAO: (2, 5),
    City.TAIAN: (3, 2), City.LINYI: (3, 4), City.RIZHAO: (3, 5),
    City.HEZE: (4, 1), City.JINING: (4, 2), City.ZAOZHUANG: (4, 3),
}  # fmt: skip
SHADES = 5


@dataclass(frozen=True)
class Tile:
    """方格 One city: where it stands, how many are in force, how dark it is (0 to 5)."""

    city: City
    row: int
    column: int
    in_force: int
    total: int
    shade: int


def tiles(snapshot: Snapshot) -> list[Tile]:
    """方格图 In the order of the city codes."""
    everyone = {city: snapshot.by_city.get(city.value, ()) for city in City}
    counts = {c: sum(x.status is Status.IN_FORCE for x in all_) for c, all_ in everyone.items()}
    most = max(counts.values(), default=0)
    return [
        Tile(city, *GRID[city], counts[city], len(everyone[city]), _shade(counts[city], most))
        for city in City
    ]


def _shade(count: int, most: int) -> int:
    return -(-SHADES * count // most) if most else 0


def english_page(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """英文页 One page."""
    counts = {status: len(snapshot.with_status(status)) for status in Status}
    title = snapshot.register.site.title_en
    description = f"{title}: what it is and how to check."
    yield Page("en/", "help", title, "en.html", description, {"counts": counts})
