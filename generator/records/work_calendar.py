"""工作日历 Days off and make-up days of one year, with the notice that set them.

Overrides the calendar library for a new or an amended year (第二十条).
"""

from generator.records.base import Record, Source, Text, Year
from generator.records.day import PrintedDay


class WorkCalendar(Record):
    """工作日历 Every other day follows the week: Monday to Friday are working days."""

    year: Year
    notice: Text
    source: Source | None = None
    days_off: tuple[PrintedDay, ...] = ()
    make_up_days: tuple[PrintedDay, ...] = ()
