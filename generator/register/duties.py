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
from generator.records.regulation import Regulation
from generator.records.values import Day
from generator.register.answer import standing
from generator.register.designation import ONE_DAY
from generator.register.register import Entry, History, Register
from generator.terms.words import Status


def rectification(history: History, as_of: date) -> tuple[Entry, Day] | None:
    """Last look at a title in force that set a day, and that day; None once it is passed."""
    looks = [each for each in history.of(Review, Inspection) if each.issued_on <= as_of]
    # Few platforms were looked at: the others need no answer.
    now = standing(history, as_of) if looks else None
    if now is None or now.status is not Status.IN_FORCE or now.period is None:
        return None
    granted = now.period.entry.issued_on
    looked = [each for each in looks if granted <= each.issued_on]
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
    """Platforms in force on the day it is due, and still, that none of these lists names as filed.

    A title that ran out with that very day owes it as well (第二十六条).
    """
    rows = (register.entries_of(act).items() for act in lists)
    filed = {name for entries in rows for name, entry in entries if _is_filed(entry)}
    for name, history in register.histories.items():
        if name not in filed and _owes(history, due, as_of):
            yield name


def _owes(history: History, due: date, as_of: date) -> bool:
    if standing(history, due).status is not Status.IN_FORCE:
        return False
    is_held = standing(history, as_of).status is Status.IN_FORCE
    return is_held or standing(history, due + ONE_DAY).status is Status.EXPIRED


def years_without_list(register: Register, as_of: date) -> Iterator[tuple[Regulation, int, date]]:
    """Years with no list at all whose reports are past due, from the first year on record.

    Each with the day its reports were due, and the edition by which they were: the newest
    begun by then. A registry that holds no list says nothing by its silence.
    """
    recorded = {act.year for act in register.acts.values() if isinstance(act, AnnualReport)}
    for year in range(min(recorded, default=as_of.year), as_of.year + 1):
        asked = [each for each in register.regulations.values() if _asks_in(each, year)]
        edition = max(asked, key=lambda each: (str(each.in_force.starts), each.id), default=None)
        due = report_due(edition, year)
        if edition and due and due < as_of and year not in recorded:
            yield edition, year, due


def _asks_in(edition: Regulation, year: int) -> bool:
    due, starts = report_due(edition, year), edition.in_force.starts
    return due is not None and starts is not None and starts.first <= due


def report_due(edition: Regulation | None, year: int) -> date | None:
    """Last day for the report of a year (第二十六条); None where the edition asks for none."""
    term = edition.annual_report if edition else None
    return date.fromisoformat(f"{year}-{term.due}") if term else None


def _is_filed(entry: Entry) -> bool:
    return isinstance(entry.row, AnnualReportRow) and entry.row.filed_on is not None
