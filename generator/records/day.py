"""日期 A day as a document prints it, which may be known only to the month.

`2023-08` counts from the first, or to the last, day of that month.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

MONTH = re.compile(r"\d{4}-\d{2}\Z", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
DAY_FORM = r"^\d{4}-\d{2}(-\d{2})?$"


@dataclass(frozen=True, slots=True)
class Day:
    """日期 The first and the last calendar day that the printed day may mean."""

    first: date
    last: date

    @property
    def is_exact(self) -> bool:
        """是否精确到日 False where only the month is known."""
        return self.first == self.last

    def __str__(self) -> str:
        return self.first.isoformat() if self.is_exact else self.first.isoformat()[:7]


def parse_day(value: Any) -> Day:
    """读日期 `2023-08-01` or `2023-08`; anything else is a mistake of form."""
    if isinstance(value, Day):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("type", "日期")
    try:
        if DAY.match(value):
            return _exact(value)
        if MONTH.match(value):
            return _month(value)
    except ValueError:
        message = "日历上没有“{value}”这个日子"
        raise PydanticCustomError("form", message, {"value": value}) from None
    message = "“{value}”不是日期，应写作 2023-08-01（只知月份时写 2023-08）"
    raise PydanticCustomError("form", message, {"value": value})


def _exact(value: str) -> Day:
    day = date.fromisoformat(value)
    return Day(day, day)


def _month(value: str) -> Day:
    year, month = map(int, value.split("-"))
    return Day(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


PrintedDay = Annotated[
    Day,
    BeforeValidator(parse_day),
    WithJsonSchema(
        {"type": "string", "pattern": DAY_FORM, "description": "日期，只知月份时写到月"}
    ),
]
