"""工作日 Working days by the State Council's notices; unknown years are unknown.

第二十条 counts publicity in working days. Past the last known holiday notice the
answer is none, never a guess; records in work_calendars/ override the library.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import chinese_calendar

from generator.records.day import Day
from generator.records.work_calendar import WorkCalendar

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


@dataclass(frozen=True)
class WorkingDays:
    """工作日历 The library's calendar under the registry's own years."""

    calendars: Mapping[int, WorkCalendar]

    def is_working_day(self, day: date) -> bool | None:
        """是否工作日 None where the year's holiday notice is not known."""
        own = self.calendars.get(day.year)
        if own is None:
            return _by_library(day)
        if _among(day, own.make_up_days):
            return True
        return day.weekday() < SATURDAY and not _among(day, own.days_off)

    def count(self, starts: date, ends: date, first_day_counts: bool) -> int | None:
        """工作日数 Working days of a window; None where any of its days is unknown."""
        first = starts if first_day_counts else starts + ONE_DAY
        days = (first + ONE_DAY * at for at in range((ends - first).days + 1))
        answers = [self.is_working_day(day) for day in days]
        return None if None in answers else sum(map(bool, answers))

    def window_end(self, starts: date, wanted: int, first_day_counts: bool) -> date | None:
        """公示截止日 The last day of a window of so many working days; None if unknown."""
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
