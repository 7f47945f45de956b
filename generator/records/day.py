"""日期 A day as a document prints it, which may be known only to the month.

`2023-08` counts from the first, or to the last, day of that month; a bare year,
which is reported as a gap, of that year.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from generator.records.writing import published, written

YEAR = re.compile(r"\d{4}\Z", re.ASCII)
MONTH = re.compile(r"\d{4}-\d{2}\Z", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
EARLIEST, LATEST = 1949, 2100
DAY_FORM = r"^\d{4}(-\d{2}(-\d{2})?)?$"

# The same as a pattern, for editors: every year within reach, month and day of the calendar.
YEARS = r"19(?:49|[5-9][0-9])|20[0-9]{2}|2100"
LEAP_YEARS = r"19(?:5[26]|[68][048]|[79][26])|20(?:[02468][048]|[13579][26])"
MONTH_DAYS = (
    r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8])"
)
WRITTEN_DAY = rf"^(?:(?:{YEARS})(?:-(?:0[1-9]|1[0-2]|{MONTH_DAYS}))?|(?:{LEAP_YEARS})-02-29)$"


@dataclass(frozen=True, slots=True)
class Day:
    """日期 The first and the last calendar day that the printed day may mean."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """是否精确到日 False where only the month is known."""
        return self.first == self.last

    @property
    def is_year(self) -> bool:
        """是否只知年份 True where not even the month is known."""
        return self.last.month - self.first.month == 11

    def __str__(self) -> str:
        if self.is_exact:
            return self.first.isoformat()
        return self.first.isoformat()[: 4 if self.is_year else 7]


def parse_day(value: Any) -> Day:
    """读日期 `2023-08-01` or `2023-08`; anything else is a mistake of form."""
    if isinstance(value, Day):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("type", "日期")
    try:
        found = _read(value)
    except ValueError:
        message = "日历上没有“{value}”这个日子"
        raise PydanticCustomError("form", message, {"value": value}) from None
    if found is None:
        message = "“{value}”不是日期，应写作 2023-08-01（只知月份时写 2023-08）"
        raise PydanticCustomError("form", message, {"value": value})
    return _within_reach(found)


def _read(value: str) -> Day | None:
    if DAY.match(value):
        return _exact(value)
    if MONTH.match(value):
        return _month(value)
    if YEAR.match(value):
        return Day(date(int(value), 1, 1), date(int(value), 12, 31))
    return None


def _within_reach(day: Day) -> Day:
    """A year out of all reach is a slip of the pen, or a way to say "for ever"."""
    if EARLIEST <= day.first.year <= LATEST:
        return day
    message = "“{value}”的年份应在 {first} 至 {last} 之间；没有止日的，不写 ends"
    raise PydanticCustomError(
        "form", message, {"value": str(day), "first": EARLIEST, "last": LATEST}
    )


def _exact(value: str) -> Day:
    day = date.fromisoformat(value)
    return Day(day, day)


def _month(value: str) -> Day:
    year, month = map(int, value.split("-"))
    return Day(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


PrintedDay = Annotated[
    Day,
    BeforeValidator(parse_day),
    published(type="string", pattern=DAY_FORM, description="日期，只知月份时写到月"),
    written(
        "日期，如 2023-08-01；只知月份的，写 2023-08", type=["string", "integer"],
        pattern=WRITTEN_DAY, minimum=EARLIEST, maximum=LATEST,
    ),
]  # fmt: skip
