"""Working days by the State Council's notices; unknown years are unknown.

第二十条 counts publicity in working days. Past the last known holiday notice the
answer is none, never a guess; records in work_calendars/ override the library.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import chinese_calendar

from generator.records.registry import WorkCalendar
from generator.records.values import Day

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@cache
def _by_library(day: date) -> bool | None:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


def _among(day: date, listed: tuple[Day, ...]) -> bool:
    return any(each.first <= day <= each.last for each in listed)


def _days(starts: date, ends: date, first_day_counts: bool) -> Iterator[date]:
    first = starts if first_day_counts else starts + ONE_DAY
    return (first + ONE_DAY * at for at in range((ends - first).days + 1))


@dataclass(frozen=True)
class WorkingDays:
    """Working days by the library's calendar under the registry's own years."""

    calendars: Mapping[int, WorkCalendar]

    def is_working_day(self, day: date) -> bool | None:
        """Whether a day is a working day; None if the year's holiday notice is not known."""
        # A year's notice may set days of its neighbours: 29 December 2018 was 2019's.
        near = [
            self.calendars[y] for y in (day.year - 1, day.year, day.year + 1) if y in self.calendars
        ]
        if any(_among(day, each.make_up_days) for each in near):
            return True
        if any(_among(day, each.days_off) for each in near):
            return False
        return day.weekday() < SATURDAY if day.year in self.calendars else _by_library(day)

    def count(self, starts: date, ends: date, first_day_counts: bool) -> int | None:
        """Number of working days of a window; None if any of its days is unknown."""
        counted = 0
        for day in _days(starts, ends, first_day_counts):
            answer = self.is_working_day(day)
            if answer is None:
                return None
            counted += answer
        return counted

    def holds(self, starts: date, ends: date, wanted: int, first_day_counts: bool) -> bool | None:
        """Whether a window holds so many working days; None if that is unknown."""
        last = self.window_end(starts, wanted, first_day_counts)
        if last is not None:
            return last <= ends
        return None if self.count(starts, ends, first_day_counts) is None else False

    def window_end(self, starts: date, wanted: int, first_day_counts: bool) -> date | None:
        """Last day of a window of so many working days; None if unknown."""
        day = starts if first_day_counts else starts + ONE_DAY
        counted = 0
        while True:
            answer = self.is_working_day(day)
            if answer is None:
                return None
            counted += answer
            if counted >= wanted:
                return day
            day += ONE_DAY
