"""统计 Counts over the whole register, by year and by kind, as of the day of a snapshot."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from generator.records.acts import Announcement, Revocation
from generator.standing.snapshot import Listing, Snapshot
from generator.standing.validity import Period
from generator.terms import Status, UnitKind


def in_force_by_year(snapshot: Snapshot) -> dict[int, int]:
    """各年末有效 On 31 December of every full year, from the first year with a title."""
    begun = [p.starts.year for _, p in _periods(snapshot) if p.starts <= snapshot.as_of]
    years = range(min(begun, default=snapshot.as_of.year), snapshot.as_of.year)
    ends = {year: date(year, 12, 31) for year in years}
    found = Counter(
        y for each in snapshot.listings.values() for y, day in ends.items() if _held_on(each, day)
    )
    return {year: found[year] for year in years}


def by_kind(snapshot: Snapshot) -> dict[UnitKind | None, tuple[int, int]]:
    """分单位性质 In force, and ever; none where the kind is not recorded."""
    everyone = Counter(_kind(listing) for listing in snapshot.listings.values())
    held = Counter(_kind(listing) for listing in snapshot.roll)
    return {kind: (held[kind], everyone[kind]) for kind in (*UnitKind, None) if everyone[kind]}


def designations_by_year(snapshot: Snapshot) -> dict[int, tuple[int, int]]:
    """历年认定 First designations and redesignations, by the year of the announcement."""
    first: Counter[int] = Counter()
    again: Counter[int] = Counter()
    for listing in snapshot.listings.values():
        granted = sorted(p.entry.issued_on for p in _announced(listing))
        first.update(day.year for day in granted[:1])
        again.update(day.year for day in granted[1:])
    return {year: (first[year], again[year]) for year in _span([*first, *again], snapshot)}


def revocations_by_year(snapshot: Snapshot) -> dict[int, int]:
    """历年撤销 By the year in which they took effect."""
    found = Counter(
        entry.effective_on.year
        for listing in snapshot.listings.values()
        for entry in listing.entries
        if isinstance(entry.act, Revocation) and entry.effective_on <= snapshot.as_of
    )
    return {year: found[year] for year in _span(found, snapshot)}


def run_out_by_year(snapshot: Snapshot) -> dict[int, tuple[int, int]]:
    """期满以后 Of the titles that ran to their own end: designated again by now, or not."""
    found: dict[int, list[bool]] = defaultdict(list)
    for listing, period in _periods(snapshot):
        if period.ends and period.ends < snapshot.as_of and _held_on(listing, period.ends):
            found[period.ends.year].append(_again(listing, period))
    return {year: (sum(found[year]), found[year].count(False)) for year in _span(found, snapshot)}


def _again(listing: Listing, period: Period) -> bool:
    return any(other.starts > period.starts for other in _announced(listing))


def _announced(listing: Listing) -> Iterator[Period]:
    """The designations announced by now; a review that confirms a title is none."""
    for period in listing.periods:
        if isinstance(period.entry.act, Announcement) and period.entry.issued_on <= listing.as_of:
            yield period


def _periods(snapshot: Snapshot) -> Iterator[tuple[Listing, Period]]:
    return ((each, period) for each in snapshot.listings.values() for period in each.periods)


def _held_on(listing: Listing, day: date) -> bool:
    spell = listing.spell_on(day)
    return spell is not None and spell.standing.status is Status.IN_FORCE


def _kind(listing: Listing) -> UnitKind | None:
    return listing.platform.operating_unit.kind


def _span(years: Iterable[int], snapshot: Snapshot) -> range:
    """Every year from the first to this: a year without any is shown as none."""
    return range(min(years, default=snapshot.as_of.year + 1), snapshot.as_of.year + 1)
