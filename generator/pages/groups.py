"""分类页 A page per city, per service function and per year of designation."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.pages.page import Page
from generator.pages.platforms import years as years_of
from generator.pages.wording import Wording, city_name
from generator.standing.snapshot import Listing, Snapshot
from generator.terms import City, Status


def cities(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """分市 Every city has its page, with or without platforms."""
    codes = {city.value for city in City} | set(snapshot.by_city) - {""}
    for code in sorted(codes):
        listings = snapshot.by_city.get(code, ())
        yield _group(f"cities/{code}/", city_name(code), listings, f"api/v1/cities/{code}.json")


def functions(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """分服务功能 Every function that an edition lists."""
    for term, label in wording.functions.items():
        listings = snapshot.by_function.get(term, ())
        yield _group(f"functions/{term}/", label, listings, f"api/v1/functions/{term}.json")


def years(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """分年 Every year in which a title was granted."""
    for year, found in sorted(_by_year(snapshot).items()):
        yield _group(f"years/{year}/", f"{year}年认定", found, None)


def _group(address: str, title: str, listings: Iterable[Listing], alternate: str | None) -> Page:
    listed = sorted(listings, key=lambda each: (each.status is not Status.IN_FORCE, each.id))
    in_force = sum(each.status is Status.IN_FORCE for each in listed)
    words = {"title": title, "listed": listed, "in_force": in_force}
    description = f"{title}：有效{in_force}个，历年共{len(listed)}个。"
    return Page(address, "platforms", title, "group.html", description, words, alternate)


def _by_year(snapshot: Snapshot) -> dict[int, list[Listing]]:
    found: dict[int, list[Listing]] = defaultdict(list)
    for listing in snapshot.listings.values():
        for year in years_of(listing):
            found[year].append(listing)
    return found
