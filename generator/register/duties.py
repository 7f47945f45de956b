"""Duties that a title in force still owes: a rectification, a yearly report (第二十五条、第二十六条)."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.records.acts import (
    AnnualReport,
    AnnualReportRow,
    Inspection,
    InspectionRow,
    Review,
    ReviewRow,
)
from generator.records.values import Day
from generator.register.answer import standing
from generator.register.register import Entry, History, Register
from generator.terms.words import Status


def rectification(history: History, as_of: date) -> tuple[Entry, Day] | None:
    """Last look at a title in force that set a day, and that day; None once it is passed."""
    now = standing(history, as_of)
    if now.status is not Status.IN_FORCE or now.period is None:
        return None
    granted = now.period.entry.issued_on
    looked = [e for e in history.of(Review, Inspection) if granted <= e.issued_on <= as_of]
    last = max(looked, key=lambda entry: entry.issued_on, default=None)
    row = last.row if last else None
    by = row.rectify_by if isinstance(row, ReviewRow | InspectionRow) else None
    return (last, by) if last and by else None


def report_lists(register: Register, year: int) -> list[AnnualReport]:
    """Lists of yearly reports of one year."""
    acts = register.acts.values()
    return [act for act in acts if isinstance(act, AnnualReport) and act.year == year]


def owing(
    register: Register, lists: Iterable[AnnualReport], due: date, as_of: date
) -> Iterator[str]:
    """Platforms in force on the day it is due, and still, that none of these lists names as filed."""
    rows = (register.entries_of(act).items() for act in lists)
    filed = {name for entries in rows for name, entry in entries if _is_filed(entry)}
    for name, history in register.histories.items():
        days = (due, as_of)
        if name not in filed and all(standing(history, d).status is Status.IN_FORCE for d in days):
            yield name


def _is_filed(entry: Entry) -> bool:
    return isinstance(entry.row, AnnualReportRow) and entry.row.filed_on is not None
