"""Pages of groups: one per city, per service function and per year of designation or of a round."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.page import Page
from generator.site.pages.platforms import years as years_of
from generator.site.pages.rounds import Round, round_of
from generator.site.pages.sheets import ROWS, sheets
from generator.site.pages.wording import Wording, city_name
from generator.terms.words import City, Status


def cities(snapshot: Snapshot, wording: Wording, rows: int = ROWS) -> Iterator[Page]:
    """A page for every city, with or without platforms."""
    codes = {city.value for city in City} | set(snapshot.by_city) - {""}
    for code in sorted(codes):
        listings = snapshot.by_city.get(code, ())
        data = f"api/v1/cities/{code}.json"
        yield from _group(f"cities/{code}/", city_name(code), listings, rows, data)


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
        words = {"rounds": rounds[year]}
        listings = granted.get(year, ())
        yield from _group(f"years/{year}/", f"{year}年认定", listings, rows, words=words)


def _group(
    address: str,
    title: str,
    listings: Iterable[Listing],
    rows: int,
    alternate: str | None = None,
    words: dict[str, Any] | None = None,
) -> Iterator[Page]:
    listed = sorted(listings, key=lambda each: (each.status is not Status.IN_FORCE, each.id))
    in_force = sum(each.status is Status.IN_FORCE for each in listed)
    description = f"{title}：有效{in_force}个，历年共{len(listed)}个。"
    for sheet in sheets(listed, address, rows=rows):
        own = {"title": title, "sheet": sheet, "in_force": in_force} | (words or {})
        head = f"{title}{sheet.mark}"
        yield Page(sheet.address, "platforms", head, "group.html", description, own, alternate)


def _by_year(snapshot: Snapshot) -> dict[int, list[Listing]]:
    by_year: dict[int, list[Listing]] = defaultdict(list)
    for listing in snapshot.listings.values():
        for year in years_of(listing):
            by_year[year].append(listing)
    return by_year
