"""Pages of groups: one per part of the territory, per service function and per year of designation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.register.eligibility import newest
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.offices import answering, supervising
from generator.site.pages.page import Page
from generator.site.pages.platforms import years as years_of
from generator.site.pages.rounds import Round, round_of
from generator.site.pages.sheets import ROWS, sheets
from generator.site.pages.wording import Wording
from generator.terms.words import Status

# What only some of these pages tell.
NOTHING: Mapping[str, Any] = {
    "departments": (),
    "supervising": (),
    "rounds": (),
    "edition": None,
    "moved": (),
}
COLUMNS = {"cities": "city", "functions": "functions", "years": "years"}


def cities(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """A page for every part of the territory, with or without platforms."""
    edition = newest(snapshot.register, snapshot.as_of, "authority")
    for code in snapshot.parts:
        listings = snapshot.by_city.get(code, ())
        data = f"api/v1/cities/{code}.json"
        own = {
            "departments": answering(snapshot, code),
            "supervising": supervising(snapshot, edition, code),
            "edition": edition,
            "moved": snapshot.by_former_city.get(code, ()),
        }
        address, name = f"cities/{code}/", snapshot.part_name(code)
        yield from _group(address, name, listings, rows, data, own)


def functions(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """A page for every function that an edition lists."""
    for term, label in wording.functions.items():
        listings = snapshot.by_function.get(term, ())
        data = f"api/v1/functions/{term}.json"
        yield from _group(f"functions/{term}/", label, listings, rows, data)


def years(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """A page for every year in which a title was granted or a round was held, with its rounds."""
    register, granted = snapshot.register, _by_year(snapshot)
    rounds: dict[int, list[Round]] = defaultdict(list)
    for batch in register.batches.values():
        rounds[batch.year].append(round_of(register, batch))
    for year in sorted(granted.keys() | rounds.keys()):
        address, listings = f"years/{year}/", granted.get(year, ())
        yield from _group(address, f"{year}年认定", listings, rows, own={"rounds": rounds[year]})


def _group(
    address: str,
    title: str,
    listings: Iterable[Listing],
    rows: int,
    alternate: str | None = None,
    own: Mapping[str, Any] = NOTHING,
) -> Iterator[Page]:
    kind, value, _ = address.split("/")
    listed = sorted(listings, key=lambda each: (each.status is not Status.IN_FORCE, each.id))
    in_force = sum(each.status is Status.IN_FORCE for each in listed)
    description = f"{title}：有效{in_force}个，历年共{len(listed)}个。"
    for sheet in sheets(listed, address, rows=rows):
        # The column of the look-up index that says who belongs to the group, and its value there.
        members = f"{COLUMNS[kind]} {value}"
        words = {
            "title": title,
            "sheet": sheet,
            "in_force": in_force,
            "members": members,
            **NOTHING,
            **own,
        }
        head = f"{title}{sheet.mark}"
        yield Page(sheet.address, "platforms", head, "group.html", description, words, alternate)


def _by_year(snapshot: Snapshot) -> dict[int, list[Listing]]:
    by_year: dict[int, list[Listing]] = defaultdict(list)
    for listing in snapshot.listings.values():
        for year in years_of(listing):
            by_year[year].append(listing)
    return by_year
