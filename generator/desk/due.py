"""待办 What is due within so many days, and what is overdue, oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from generator.records.acts import Publicity
from generator.standing.duties import owing, rectification, report_lists
from generator.standing.publicity import closed_publicity
from generator.standing.snapshot import Listing, Snapshot
from generator.standing.tenure import tenures
from generator.standing.validity import ONE_DAY
from generator.standing.working_days import WorkingDays
from generator.terms import Duty

NO_ONE = ""


@dataclass(frozen=True)
class Due:
    """一项待办 The day, what it is, whom or what it concerns (an id), and a sentence."""

    on: date
    duty: Duty
    subject: str
    says: str

    def is_overdue(self, as_of: date) -> bool:
        """是否已过期 Whether the day has passed."""
        return self.on < as_of


def due(snapshot: Snapshot, within: int) -> list[Due]:
    """待办 Everything up to so many days from the day of the snapshot."""
    until = snapshot.as_of + timedelta(days=within)
    found = [each for source in SOURCES for each in source(snapshot, until)]
    return sorted(found, key=lambda each: (each.on, each.duty, each.subject))


def _windows(snapshot: Snapshot, until: date) -> Iterator[Due]:
    for act in snapshot.acts:
        window = act.window if isinstance(act, Publicity) else None
        if window and snapshot.as_of <= window.ends.last <= until:
            says = f"《{act.title}》公示至 {window.ends}（含当日）"
            yield Due(window.ends.last, Duty.WINDOW_CLOSES, act.id, says)


def _waiting(snapshot: Snapshot, _: date) -> Iterator[Due]:
    """Publicities that have closed, with the platforms that still await their announcement."""
    found = []
    for listing in snapshot.listings.values():
        entry = closed_publicity(listing.history, snapshot.as_of)
        if entry and isinstance(entry.act, Publicity) and entry.act.window:
            found.append((entry.act.window.ends.last, entry.act.id, entry.act.title))
    for (closed, name, title), together in groupby(sorted(found)):
        says = f"《{title}》公示已满，{len(list(together))} 个平台待公布"
        yield Due(closed + ONE_DAY, Duty.ANNOUNCEMENT_WAITING, name, says)


def _endings(snapshot: Snapshot, until: date) -> Iterator[Due]:
    for listing in snapshot.listings.values():
        for tenure in tenures(listing.timeline):
            if tenure.runs_out and tenure.ends and snapshot.as_of <= tenure.ends <= until:
                says = f"{_named(listing)}的有效期至 {tenure.ends}（含当日）"
                yield Due(tenure.ends, Duty.TITLE_ENDS, listing.id, says)


def _rectifications(snapshot: Snapshot, until: date) -> Iterator[Due]:
    for listing in snapshot.listings.values():
        found = rectification(listing.history, snapshot.as_of)
        if found and found[1].last <= until:
            says = f"{_named(listing)}应不迟于 {found[1]} 完成整改，尚无结果"
            yield Due(found[1].last, Duty.RECTIFICATION_DUE, listing.id, says)


def _reports(snapshot: Snapshot, until: date) -> Iterator[Due]:
    """The reports of this year and the last; a year without any list owes all of them (第二十六条)."""
    register, as_of = snapshot.register, snapshot.as_of
    for year in (as_of.year - 1, as_of.year):
        lists = report_lists(register, year)
        day = _report_day(snapshot, year)
        if day is None or day > until or not all(act.rows_complete for act in lists):
            continue
        missing = [
            snapshot.listings[name] for name in owing(register, lists, min(day, as_of), as_of)
        ]
        for listing in missing if lists else ():
            says = f"{_named(listing)}没有 {year} 年度总结的报送记录"
            yield Due(day, Duty.ANNUAL_REPORT, listing.id, says)
        if missing and not lists:
            says = f"{year} 年度总结应不迟于 {day} 报送，尚未登记；涉及 {len(missing)} 个平台"
            yield Due(day, Duty.ANNUAL_REPORT, NO_ONE, says)


def _report_day(snapshot: Snapshot, year: int) -> date | None:
    """By the edition that the titles in force rest on; the newest, where they rest on several."""
    editions = (each.standing.period for each in snapshot.roll)
    terms = {
        (e.in_force.starts.first if e.in_force.starts else date.min, e.annual_report.due)
        for period in editions
        if period and (e := period.entry.regulation) and e.annual_report
    }
    return date.fromisoformat(f"{year}-{max(terms)[1]}") if terms else None


def _calendars(snapshot: Snapshot, until: date) -> Iterator[Due]:
    """The first day within reach of which nobody can yet say whether it is a working day."""
    calendar = WorkingDays(snapshot.register.work_calendars)
    days = (snapshot.as_of + ONE_DAY * at for at in range((until - snapshot.as_of).days + 1))
    unknown = next((day for day in days if calendar.is_working_day(day) is None), None)
    if unknown:
        says = f"{unknown.year} 年的放假安排未知，公示期不能推算；放假通知公布后建立 work_calendars/{unknown.year}.yaml"
        yield Due(unknown, Duty.CALENDAR_UNKNOWN, NO_ONE, says)


def _update(snapshot: Snapshot, until: date) -> Iterator[Due]:
    if snapshot.next_update <= until:
        says = f"今天发布的网站，应不迟于 {snapshot.next_update} 再次发布"
        yield Due(snapshot.next_update, Duty.UPDATE, NO_ONE, says)


def _named(listing: Listing) -> str:
    return f"{listing.identity.shown}（{listing.id}）"


SOURCES = (_windows, _waiting, _endings, _rectifications, _reports, _calendars, _update)
