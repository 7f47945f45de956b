"""首页 The look-up box, what is open for objections, the latest acts, and the counts."""

from collections.abc import Iterator

from generator.pages.ending import endings
from generator.pages.page import Page
from generator.pages.tiles import tiles
from generator.pages.wording import Wording
from generator.records.acts import Publicity
from generator.standing.snapshot import Listing, Snapshot
from generator.terms import Status

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
        "latest": snapshot.acts[:SHOWN],
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
        and act.window.starts.first <= snapshot.as_of <= act.window.ends.last
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
