"""Duties with their days: of a title in force (第二十五条、第二十六条), and of whoever keeps the register.

The latter are to renew what runs out and would one day stop or spoil the daily publication.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

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
from generator.register.working_days import WorkingDays
from generator.terms.findings import Advice, Place
from generator.terms.said import said
from generator.terms.words import Duty, Printer, Status


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


# For so long an error stays publishable after its excuse has ended, and is a warning meanwhile.
GRACE = timedelta(days=7)


@dataclass(frozen=True)
class Upkeep:
    """Something that runs out: its last good day, what follows, how to mend it, and where it stands."""

    on: date
    duty: Duty
    says: str
    fix: Advice
    place: Place


def upkeep(register: Register, as_of: date, until: date) -> Iterator[Upkeep]:
    """Everything that runs out by `until`, or has done so and still waits for somebody."""
    yield from _excuses(register, as_of, until)
    for filed in register.receipt.site:
        yield from _calendar(register, filed.place("title"), as_of, until)
        yield from _printer(filed.record.printer, filed.place("printer"), until)


def _excuses(register: Register, as_of: date, until: date) -> Iterator[Upkeep]:
    for filed in register.receipt.excused:
        for at, excuse in enumerate(filed.record.excused):
            ends = excuse.ends.last
            if ends <= until and as_of <= ends + GRACE:
                says = f"特许 {excuse.code}（{excuse.file}）的期限到 {ends}（含当日）"
                yield Upkeep(
                    ends,
                    Duty.EXCUSE_ENDS,
                    f"{says}；所特许的错误从 {ends + GRACE + ONE_DAY} 起使网站不能更新",
                    "改正所特许的问题；改不了的，另写理由和止日",
                    filed.place("excused", at, "ends"),
                )


def _calendar(register: Register, place: Place, as_of: date, until: date) -> Iterator[Upkeep]:
    """The first day within reach of which nobody can yet say whether it is a working day."""
    calendar = WorkingDays(register.work_calendars)
    days = (as_of + ONE_DAY * at for at in range((until - as_of).days + 1))
    unknown = next((day for day in days if calendar.is_working_day(day) is None), None)
    if unknown:
        says = f"{unknown.year} 年的放假安排未知，公示期不能推算"
        fix = ("放假通知公布后", said("add_calendar", year=unknown.year), "，或者升级程序")
        yield Upkeep(unknown, Duty.CALENDAR_UNKNOWN, says, fix, place)


def _printer(printer: Printer, place: Place, until: date) -> Iterator[Upkeep]:
    if printer.mended_until and printer.mended_until <= until:
        says = (
            f"印制程序 {printer.label} 维护到 {printer.mended_until}；照旧能用，其后的缺陷没有人改"
        )
        other = next(each for each in Printer if each.mended_until is None)
        fix = (said("install_printer", label=other.label, printer=other.value),)
        yield Upkeep(printer.mended_until, Duty.PROGRAM_ENDS, says, fix, place)
