"""有效期 Printed days as the register writes them; a term without days is not worked out."""

import re

from pydantic import ValidationError

from generator.desk.annexes.values.reading import Read, plain
from generator.records.base import Validity

DAY = re.compile(r"(\d{4})[年./-](\d{1,2})(?!\d)(?:[月./-](\d{1,2})(?!\d)日?|月)?")
UNTIL_REVIEW = re.compile(r"下一?次复核")


def validity(text: str) -> Read:
    """读有效期 Two days, or months where only months are printed; or from one day to a review."""
    days = [_iso(*found) for found in DAY.findall(plain(text))]
    if len(days) == 1 and UNTIL_REVIEW.search(plain(text)):
        return Read({"starts": days[0]})
    if len(days) != 2:
        return Read(doubt=f"有效期“{text}”读不出起日和止日")
    return span(*days)


def span(starts: str, ends: str) -> Read:
    """起止 Of two columns; each as printed."""
    said = [
        _iso(*found.groups("")) if (found := DAY.fullmatch(plain(each))) else each
        for each in (starts, ends)
    ]
    value = {"starts": said[0], "ends": said[1]}
    try:
        Validity.model_validate(value)
    except ValidationError:
        return Read(doubt=f"有效期“{starts}”至“{ends}”不是两个日期")
    return Read(value)


def _iso(year: str, month: str, day: str) -> str:
    return f"{year}-{month:0>2}" + (f"-{day:0>2}" if day else "")
