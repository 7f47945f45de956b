"""工作日历 Days off and make-up days of one year, with the notice that set them.

Overrides the calendar library for a new or an amended year (第二十条).
"""

from pydantic import Field

from generator.records.base import Record, Source, Text, Year
from generator.records.day import PrintedDay


class WorkCalendar(Record):
    """工作日历 Every other day follows the week: Monday to Friday are working days."""

    year: Year = Field(description="年份")
    notice: Text = Field(description="放假通知的标题或文号")
    source: Source | None = Field(None, description="原文网址和存档")
    days_off: tuple[PrintedDay, ...] = Field((), description="放假的日子（周末照常休息的不必写）")
    make_up_days: tuple[PrintedDay, ...] = Field((), description="调休上班的周末")
