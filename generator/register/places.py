"""Places of platforms by day, and the departments that answered for them then, by codes of GB/T 2260."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from stdnum import numdb

from generator.records.registry import Coded, Department, DepartmentName, Placement, Platform, Remit
from generator.records.values import Day
from generator.register.designation import ONE_DAY
from generator.register.territory import Territory

ALWAYS = Day(date.min, date.min)
YEARS = re.compile(r"\[(\d*)-(\d*)\]")


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """Division of a platform and the days on which it lay there, both included; None where not known."""

    code: str
    starts: date | None
    ends: date | None

    def covers(self, day: date) -> bool:
        """Whether the platform lay there on a day."""
        return (self.starts or day) <= day <= (self.ends or day)


def place_spans(platform: Platform) -> tuple[PlaceSpan, ...]:
    """Every place of a platform in order; one known to the month counts from the last day it may mean."""
    starts = [each.from_.last if each.from_ else None for each in platform.division]
    ends = [day - ONE_DAY if day else None for day in starts[1:]]
    codes = (each.code for each in platform.division)
    return tuple(map(PlaceSpan, codes, starts, [*ends, None]))


def division_on(platform: Platform, day: date) -> str | None:
    """Division in which a platform lay on a day; None where that is unknown."""
    return code_on(place_spans(platform), day)


def code_on(spans: Iterable[PlaceSpan], day: date) -> str | None:
    """Division of the span that holds a day; None where that is unknown."""
    return next((each.code for each in spans if each.covers(day)), None)


def known_divisions(platform: Platform, day: Day) -> tuple[str, ...]:
    """Divisions of which a platform surely lay in one on a printed day; empty where that is unknown.

    A lone code is that of some day. It says nothing of a day on which GB/T 2260 may have had no
    such code: then the place bore another.
    """
    begins = [each.from_ or ALWAYS for each in platform.division]
    if not begins or day.first < begins[0].last:
        return ()
    limits = [*(each.last for each in begins[1:]), date.max]
    codes = (
        each.code
        for each, begin, limit in zip(platform.division, begins, limits, strict=True)
        if begin.first <= day.last and day.first < limit
    )
    return tuple(code for code in codes if is_dated(platform) or surely_had(code, day))


def is_dated(platform: Platform) -> bool:
    """Whether the places of a platform are given with their days; a lone code says nothing of days."""
    return not all(each.is_alone for each in platform.division) or len(platform.division) > 1


def names_on(department: Department, day: Day) -> list[DepartmentName]:
    """Names that a department may have borne on a printed day."""
    return [each for each in department.names if _overlaps(each.starts, each.ends, day)]


def name_then(department: Department, day: Day) -> str:
    """Name that a department bore on a printed day; its last one where none is on record for it."""
    return (names_on(department, day) or department.names)[-1].name


def remits_on(department: Department, day: Day) -> list[Remit]:
    """Divisions that a department may have answered for on a printed day."""
    return [each for each in department.city if _overlaps(each.starts, each.ends, day)]


def city_on(department: Department, day: date) -> str | None:
    """Division that a department answers for on a day; None for the province's and where it had ended."""
    return next((each.code for each in remits_on(department, Day(day, day))), None)


def _overlaps(starts: Day | None, ends: Day | None, day: Day) -> bool:
    has_begun = starts is None or starts.first <= day.last
    return has_begun and (ends is None or day.first <= ends.last)


def answers_for(
    territory: Territory, department: Department, places: Iterable[str], day: Day
) -> bool:
    """Whether a department answered for one of these places on a printed day."""
    areas = [remit.code for remit in remits_on(department, day)]
    return any(territory.answers_for(area, place) for place in places for area in areas)


@cache
def years_of(code: str) -> tuple[int | None, int | None]:
    """First and last year in which GB/T 2260 had a code; None where it has no such limit, or no such code."""
    county = str(numdb.get("cn/loc").info(code)[-1][1].get("county", ""))
    spans = [YEARS.match(name) for name in county.split(",")]
    firsts = [int(each[1]) if each and each[1] else None for each in spans]
    lasts = [int(each[2]) if each and each[2] else None for each in spans]
    first = None if None in firsts else min(filter(None, firsts))
    return first, None if None in lasts else max(filter(None, lasts))


def surely_had(code: str, day: Day) -> bool:
    """Whether GB/T 2260 surely had a code on a day; in the years of its coming and going it is not sure."""
    first, last = years_of(code)
    return (first is None or first < day.first.year) and (last is None or day.last.year < last)


def surely_lacked(code: str, day: Day) -> bool:
    """Whether GB/T 2260 surely lacked a code on a day: a code may be used a year before and after."""
    first, last = years_of(code)
    is_early = first is not None and day.last.year < first - 1
    return is_early or (last is not None and day.first.year > last + 1)


def days_of(places: tuple[Coded, ...], today: date) -> Iterator[tuple[int, Day]]:
    """First and last day on which each place of a list is said to be one, with its number; today of the last."""
    for at, each in enumerate(places):
        days = (each.starts, each.ends) if isinstance(each, Remit) else _days(places[at:], today)
        yield from ((at, day) for day in days if day is not None)


def _days(places: tuple[Coded, ...], today: date) -> tuple[Day | None, Day | None]:
    """Day since when a platform lay in the first of these places, and the last day until the next one."""
    since, *later = (each.from_ for each in places if isinstance(each, Placement))
    end = today if not later else later[0].first - ONE_DAY if later[0] else None
    return since, Day(end, end) if end else None
