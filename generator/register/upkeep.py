"""Things that run out and would one day stop or spoil the daily publication, with their last days."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from generator.register.register import Register
from generator.register.working_days import ONE_DAY, WorkingDays
from generator.terms.findings import Advice, Place
from generator.terms.said import said
from generator.terms.words import Duty, Printer

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
