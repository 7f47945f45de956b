"""Answers of /eligibility/ to who would apply: for every platform from the day of the snapshot on.

In the order of the look-up, so that the browser finds by name or code and reads the answer of
its own day, without asking anybody.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.records.regulation import Regulation
from generator.register.designation import ONE_DAY
from generator.register.eligibility import newest, prospect, turning_years
from generator.register.identity import identities
from generator.register.reapplication import Bar, unit_known_by
from generator.register.sentences import long_day
from generator.register.snapshot import Listing, Snapshot
from generator.site.pages.verdict import bar_verdict, turns
from generator.terms.answers import Applying


def applying_answers(snapshot: Snapshot) -> dict[str, Any]:
    """Answers pooled: `days` of a platform are [first day or "", number of the answer]; and bars by person."""
    edition = newest(snapshot.register, snapshot.as_of, "reapplication")
    pool: dict[tuple[str, ...], int] = {}
    listings = snapshot.listings.values()
    days = [[*_stretches(listing, snapshot, edition, pool)] for listing in listings]
    return {
        "words": {each.value: [each.label, each.looks.value, each.sentence] for each in Applying},
        "answers": [*map(list, pool)],
        "days": days,
        "barred": [*_barred_persons(snapshot)],
    }


def _stretches(
    listing: Listing,
    snapshot: Snapshot,
    edition: Regulation | None,
    pool: dict[tuple[str, ...], int],
) -> Iterator[tuple[str, int]]:
    every = {*turns(listing, snapshot), *turning_years(listing, edition)}
    before = None
    for day in (snapshot.as_of, *sorted(each for each in every if each > snapshot.as_of)):
        values = answer_values(snapshot.turned_to(day, listing), edition)
        number = pool.setdefault(values, len(pool))
        if number != before:
            yield "" if day == snapshot.as_of else day.isoformat(), number
        before = number


def answer_values(listing: Listing, edition: Regulation | None) -> tuple[str, ...]:
    """Code of the answer on the listing's day, and the values of `ends`, `year` and `doubt`."""
    found = prospect(listing, edition)
    ends, year = long_day(found.ends) if found.ends else "", str(found.year or "")
    doubt = bar_verdict(listing.bar).slots["doubt"] if listing.bar else ""
    return found.applying.value, ends, year, doubt


def _barred_persons(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Every bar that has not run out, with all that the person barred was ever called."""
    bars = {id(bar): bar for each in snapshot.bars.values() for bar in each}
    for bar in bars.values():
        if bar.ends >= snapshot.as_of and bar.entry.issued_on <= snapshot.as_of:
            slots = bar_verdict(bar).slots
            yield {
                "names": [*_names(snapshot, bar)],
                "days": [*_days(bar)],
                "answer": [Applying.BARRED.value, slots["ends"], "", slots["doubt"]],
                "act": [bar.entry.act.id, bar.entry.act.title],
            }


def _names(snapshot: Snapshot, bar: Bar) -> Iterator[str]:
    history = snapshot.register.histories[bar.platform]
    known = (each for each in identities(history) if unit_known_by(each, history) in bar.units)
    codes = {code for code in bar.units if ":" not in code}
    yield from sorted({*(each.operating_unit for each in known), *codes})


def _days(bar: Bar) -> Iterator[tuple[str, str]]:
    """First and last day of every span in which the bar runs: a stay suspends it."""
    first: date = bar.starts
    for start, end in bar.suspended:
        if first < start:
            yield first.isoformat(), min(start - ONE_DAY, bar.ends).isoformat()
        first = end + ONE_DAY if end < date.max else date.max
    if first <= bar.ends:
        yield first.isoformat(), bar.ends.isoformat()
