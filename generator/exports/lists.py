"""平台名单 The roll, everyone, and everyone by city, function, year and status."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from generator.exports.addresses import API
from generator.exports.envelope import File, Publication
from generator.exports.models.base import Head
from generator.exports.models.platform import (
    CityFile,
    FunctionFile,
    HistoryFile,
    PartFile,
    PlatformFile,
    PlatformsFile,
    StatusFile,
    StatusListFile,
    YearEndFile,
    YearFile,
)
from generator.exports.platform import past, platform, state, summary
from generator.sizes import pieces
from generator.standing.snapshot import Listing, Snapshot
from generator.terms import City, Status


def files(publication: Publication) -> Iterator[File]:
    """平台名单 The safe default is what is in force; `all` says everything."""
    snapshot = publication.snapshot
    everyone = snapshot.listings.values()
    yield from _list(publication, "platforms", snapshot.roll)
    yield from _list(publication, "all", [*everyone])
    statuses = {name: listing.status.value for name, listing in snapshot.listings.items()}
    yield f"{API}/status.json", publication.file(StatusFile, len(statuses), status=statuses)
    with publication.streamed(HistoryFile, "platforms", len(everyone), map(past, everyone)) as path:
        yield f"{API}/history.json", path


def platform_file(listing: Listing, publication: Publication) -> File:
    """一个平台 Everything the register says of it."""
    content = publication.file(PlatformFile, platform=platform(listing))
    return f"{API}/platforms/{listing.id}.json", content


def _list(publication: Publication, name: str, listings: Sequence[Listing]) -> Iterator[File]:
    """The whole list at the address it always had; a long one also in numbered parts."""
    yield from _told(publication, name, PlatformsFile, listings)
    found_parts = [*pieces(listings, publication.sizes.part)]
    for number, some in enumerate(found_parts if len(found_parts) > 1 else (), 1):
        last = number == len(found_parts)
        content = publication.listed(
            PartFile, "platforms", map(summary, some), list=name, part=number,
            parts=len(found_parts), total_of_list=len(listings),
            next=None if last else f"{API}/parts/{name}-{number + 1}.json",
        )  # fmt: skip
        yield f"{API}/parts/{name}-{number}.json", content


def groups(publication: Publication) -> Iterator[File]:
    """分类 Every city and every function has its file, with or without platforms."""
    snapshot = publication.snapshot
    for city in sorted({*(c.value for c in City), *snapshot.by_city} - {""}):
        found = snapshot.by_city.get(city, ())
        yield from _told(publication, f"cities/{city}", CityFile, found, city=city)
    for term in sorted({*functions(snapshot), *snapshot.by_function}):
        found = snapshot.by_function.get(term, ())
        yield from _told(publication, f"functions/{term}", FunctionFile, found, function=term)
    for year, listings in by_year(snapshot).items():
        yield from _told(publication, f"years/{year}", YearFile, listings, year=year)
    for status in Status:
        found = snapshot.with_status(status)
        name = f"statuses/{status.value}"
        yield from _told(publication, name, StatusListFile, found, status=status.value)


def _told(
    publication: Publication, name: str, model: type[Head], listings: Sequence[Listing], **of: Any
) -> Iterator[File]:
    found = map(summary, listings)
    with publication.streamed(model, "platforms", len(listings), found, **of) as path:
        yield f"{API}/{name}.json", path


def functions(snapshot: Snapshot) -> dict[str, str]:
    """服务功能 Every term of every edition, with its label."""
    editions = snapshot.register.regulations.values()
    return {f.term: f.label for edition in editions for f in edition.service_functions}


def by_year(snapshot: Snapshot) -> dict[int, list[Listing]]:
    """按认定年份 Every platform by each year in which it was granted a title."""
    found: dict[int, list[Listing]] = {}
    for listing in snapshot.listings.values():
        for year in {period.entry.issued_on.year for period in listing.periods}:
            found.setdefault(year, []).append(listing)
    return dict(sorted(found.items()))


def year_ends(snapshot: Snapshot) -> list[date]:
    """各年末 From the year of the first act to the last full year."""
    first = min((act.issued_on.first.year for act in snapshot.acts), default=snapshot.as_of.year)
    return [date(year, 12, 31) for year in range(first, snapshot.as_of.year)]


def year_end(day: date, publication: Publication) -> Iterator[File]:
    """某年末 Every platform as of that day, by what is on record now."""
    snapshot = publication.snapshot
    everyone = snapshot.listings.values()
    found = (state(snapshot.turned_to(day, listing)) for listing in everyone)
    with publication.streamed(YearEndFile, "platforms", len(everyone), found, on=day) as path:
        yield f"{API}/as-of/{day}.json", path
