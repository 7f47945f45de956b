"""The home page: the look-up box, what is open for objections, the latest acts, the counts.

The parts of the territory are tiles in roughly their places, as the site says, else in the order
of their codes: public maps need official review (《地图管理条例》), and a tile grid draws no
boundary. The English page says the main things once more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.records.acts import Publicity
from generator.register.divisions import short_name
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.page import Page
from generator.site.pages.platforms import endings
from generator.site.pages.wording import Wording
from generator.terms.words import Status

# Most entries of a list on the home page, each of which leads to the rest.
SHOWN = 10


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """Yields the home page."""
    site = snapshot.register.site
    opened = open_publicities(snapshot)
    words = {
        "counts": {status: len(snapshot.with_status(status)) for status in Status},
        **open_words(opened, SHOWN),
        "open_further": len(opened[SHOWN:]),
        "latest": snapshot.documents[:SHOWN],
        "tiles": tiles(snapshot),
        "is_drawn": bool(site.tiles),
        "elsewhere": len(snapshot.by_city.get("", ())),
        "ending": partial(ending_soon, snapshot),
        "shown": SHOWN,
        "functions": functions(snapshot, wording),
    }
    yield Page(
        "", "", site.title, "home.html", site.about or site.title, words, "api/v1/index.json"
    )


def open_publicities(snapshot: Snapshot) -> list[Publicity]:
    """Publicity whose window holds the day of the snapshot."""
    return [
        act
        for act in snapshot.acts
        if isinstance(act, Publicity)
        and act.window
        and act.window.starts.first <= snapshot.as_of <= act.window.last.last
    ]


def open_words(acts: list[Publicity], shown: int | None = None) -> dict[str, Any]:
    """Open lists for a page, and the last day on which one of them is open."""
    last = max((act.window.last.last for act in acts if act.window), default=None)
    return {"open": acts[:shown], "open_last": last}


def ending_soon(snapshot: Snapshot) -> list[Listing]:
    """Platforms in force whose title ends within the next half year, the earliest end first."""
    return [each.listing for each in endings(snapshot) if each.away >= 0]


def functions(snapshot: Snapshot, wording: Wording) -> dict[str, int]:
    """Service functions in the order of the edition, each with the number of platforms in force that offer it."""
    in_force = {
        term: sum(each.status is Status.IN_FORCE for each in listings)
        for term, listings in snapshot.by_function.items()
    }
    return {term: in_force.get(term, 0) for term in wording.functions}


SHADES = 5


@dataclass(frozen=True)
class Tile:
    """One part of the territory: where it stands, how many are in force, how dark it is (0 to 5).

    `row` and `column` are counted from 1; a part that the grid lacks has neither and comes last.
    """

    code: str
    name: str
    row: int
    column: int
    in_force: int
    total: int
    shade: int

    @property
    def short(self) -> str:
        """Name of the part, short enough for the tile."""
        return short_name(self.name)


def tiles(snapshot: Snapshot) -> list[Tile]:
    """Tiles of all parts of the territory, in the order of their codes."""
    everyone = {code: snapshot.by_city.get(code, ()) for code in snapshot.parts}
    counts = {c: sum(x.status is Status.IN_FORCE for x in all_) for c, all_ in everyone.items()}
    most, squares = max(counts.values(), default=0), snapshot.register.site.squares
    return [
        Tile(
            code, snapshot.part_name(code), *squares.get(code, (0, 0)),
            counts[code], len(everyone[code]), _shade(counts[code], most),
        )
        for code in snapshot.parts
    ]  # fmt: skip


def _shade(count: int, most: int) -> int:
    return -(-SHADES * count // most) if most else 0


def english_page(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """Yields the page in English."""
    counts = {status: len(snapshot.with_status(status)) for status in Status}
    title = snapshot.register.site.title_en
    description = f"{title}: what it is and how to check."
    yield Page("en/", "help", title, "en.html", description, {"counts": counts})
