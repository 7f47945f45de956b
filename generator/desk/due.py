"""Duties due within so many days, and those overdue: as values, and as a calendar."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from icalendar import Event

from generator.records.acts import Call, Inspection, Publicity
from generator.records.regulation import BatchTerm, PublicityTerm, Regulation, ValidityTerm
from generator.register.decisions import live_entries
from generator.register.designation import ONE_DAY
from generator.register.duties import owing, rectification, report_lists, upkeep
from generator.register.publicity import waiting_for
from generator.register.snapshot import Listing, Snapshot
from generator.register.timeline import tenures
from generator.site.data.calendars import day_event, named_calendar
from generator.terms.answers import Caveat
from generator.terms.findings import Advice, in_files, pieces
from generator.terms.words import Duty

NO_ONE = ""


@dataclass(frozen=True)
class DueDuty:
    """A duty: its day, kind, the id it concerns (empty for none), a sentence, and its edition.

    `article` is the edition's own; none where the edition as recorded gives none for it.
    """

    on: date
    duty: Duty
    subject: str
    sentence: Advice
    edition: Regulation | None = None
    article: int | None = None

    @property
    def says(self) -> str:
        """The sentence for who keeps the files."""
        return in_files(self.sentence)

    def is_overdue(self, as_of: date) -> bool:
        """Whether the day has passed."""
        return self.on < as_of


class PublishedSite(NamedTuple):
    """Days that a published site names: what it was made of, and by when the next one is due."""

    as_of: date
    next_update: date


def due_duties(
    snapshot: Snapshot, within: int, published: PublishedSite | None = None
) -> list[DueDuty]:
    """Duties up to `within` days from the day of the snapshot, and those overdue, oldest first.

    The next publication is due by what the `published` site says; without one, as if today's were.
    """
    until = snapshot.as_of + timedelta(days=within)
    # Lists of one document have one window.
    duties = {each for source in SOURCES for each in source(snapshot, until)}
    duties |= {*_next_update(published, snapshot, until), *_interpreter(until)}
    return sorted(duties, key=lambda each: (each.on, each.duty, each.subject))


def _closings(snapshot: Snapshot, until: date) -> Iterator[DueDuty]:
    """Last days to apply in a round, and to object to a list."""
    for act in snapshot.acts:
        edition = snapshot.register.regulations.get(act.regulation)
        if isinstance(act, Call) and act.applications:
            what, last, duty = "申报", act.applications.ends, Duty.APPLICATIONS_CLOSE
            article = _article(edition.batches if edition else None)
        elif isinstance(act, Publicity) and act.window:
            what, last, duty = "公示", act.window.last, Duty.WINDOW_CLOSES
            article = _article(edition.publicity if edition else None)
        else:
            continue
        if snapshot.as_of <= last.last <= until:
            says = f"《{act.title}》{what}至 {last}（含当日）"
            yield DueDuty(last.last, duty, act.document, says, edition, article)


def _awaited_announcements(snapshot: Snapshot, _: date) -> Iterator[DueDuty]:
    """Publicities that have closed, with the platforms that still await their announcement."""
    awaited = []
    for listing in snapshot.listings.values():
        entries = live_entries(listing.history, snapshot.as_of)
        entry = waiting_for(replace(listing.history, entries=entries), snapshot.as_of)
        if entry and isinstance(entry.act, Publicity) and entry.act.window:
            awaited.append((entry.act.window.last.last, entry.act.document, entry.act.title))
    for (closed, name, title), together in groupby(sorted(awaited)):
        says = f"《{title}》公示已满，{len(list(together))} 个平台待公布"
        yield DueDuty(closed + ONE_DAY, Duty.ANNOUNCEMENT_WAITING, name, says)


def _ending_titles(snapshot: Snapshot, until: date) -> Iterator[DueDuty]:
    for listing in snapshot.listings.values():
        for tenure in tenures(listing.timeline):
            if tenure.runs_out and tenure.ends and snapshot.as_of <= tenure.ends <= until:
                says = f"{_platform_name(listing)}的有效期至 {tenure.ends}（含当日）"
                edition = tenure.period.entry.regulation if tenure.period else None
                article = _article(edition.validity if edition else None)
                yield DueDuty(tenure.ends, Duty.TITLE_ENDS, listing.id, says, edition, article)


def _rectifications(snapshot: Snapshot, until: date) -> Iterator[DueDuty]:
    for listing in snapshot.listings.values():
        order = rectification(listing.history, snapshot.as_of)
        if order and order[1].last <= until:
            says = f"{_platform_name(listing)}应不迟于 {order[1]} 完成整改，尚无结果"
            yield DueDuty(order[1].last, Duty.RECTIFICATION_DUE, listing.id, says)


def _failed_checks(snapshot: Snapshot, _: date) -> Iterator[DueDuty]:
    """Titles still in force whose last check failed: nothing has followed it up."""
    for listing in snapshot.listings.values():
        checks = [e for e in listing.history.of(Inspection) if e.issued_on <= snapshot.as_of]
        if checks and listing.standing.has(Caveat.INSPECTION_FAILED):
            last = max(checks, key=lambda entry: entry.issued_on)
            says = f"{_platform_name(listing)}检查不合格，尚无后续文件"
            yield DueDuty(last.issued_on, Duty.CHECK_FAILED, listing.id, says)


def _annual_reports(snapshot: Snapshot, until: date) -> Iterator[DueDuty]:
    """The reports of this year and the last, by the edition that the titles in force rest on."""
    edition = _report_edition(snapshot)
    term = edition.annual_report if edition else None
    if term is None:
        return
    for year in (snapshot.as_of.year - 1, snapshot.as_of.year):
        day = date.fromisoformat(f"{year}-{term.due}")
        for subject, says in _missing_reports(snapshot, year, day) if day <= until else ():
            yield DueDuty(day, Duty.ANNUAL_REPORT, subject, says, edition, term.article)


def _missing_reports(snapshot: Snapshot, year: int, day: date) -> Iterator[tuple[str, str]]:
    """Subject and sentence of each report that is wanting; a year without any list owes all of them."""
    lists = report_lists(snapshot.register, year)
    if not all(act.rows_complete for act in lists):
        return
    by_then = min(day, snapshot.as_of)
    missing = [*owing(snapshot.register, lists, by_then, snapshot.as_of)]
    for name in missing if lists else ():
        yield name, f"{_platform_name(snapshot.listings[name])}没有 {year} 年度总结的报送记录"
    if missing and not lists:
        number = len(missing)
        yield NO_ONE, f"{year} 年度总结应不迟于 {day} 报送，尚未登记；涉及 {number} 个平台"


def _report_edition(snapshot: Snapshot) -> Regulation | None:
    """Edition that asks for reports of the titles in force; the newest, where they rest on several."""
    periods = (each.standing.period for each in snapshot.roll)
    editions = [
        edition
        for period in periods
        if period and (edition := period.entry.regulation) and edition.annual_report
    ]
    return max(editions, key=lambda each: each.begins, default=None)


def _article(term: BatchTerm | PublicityTerm | ValidityTerm | None) -> int | None:
    return term.article if term else None


def _upkeep(snapshot: Snapshot, until: date) -> Iterator[DueDuty]:
    for each in upkeep(snapshot.register, snapshot.as_of, until):
        yield DueDuty(each.on, each.duty, NO_ONE, (f"{each.says}。", *pieces(each.fix)))


def _next_update(
    published: PublishedSite | None, snapshot: Snapshot, until: date
) -> Iterator[DueDuty]:
    site = published or PublishedSite(snapshot.as_of, snapshot.next_update)
    if site.next_update <= until:
        what = f"公布着的网站截至 {site.as_of}" if published else "今天发布的网站"
        says = f"{what}，应不迟于 {site.next_update} 再次发布"
        yield DueDuty(site.next_update, Duty.UPDATE, NO_ONE, says)


# Last days on which Python's makers promise to mend a release (PEP 664, 693, 719, 745).
PYTHON_MENDED = {
    (3, 11): date(2027, 10, 31), (3, 12): date(2028, 10, 31),
    (3, 13): date(2029, 10, 31), (3, 14): date(2030, 10, 31),
}  # fmt: skip


def _interpreter(until: date, version: tuple[int, int] = sys.version_info[:2]) -> Iterator[DueDuty]:
    ends = PYTHON_MENDED.get(version)
    if ends and ends <= until:
        says = f"Python {version[0]}.{version[1]} 维护到 {ends}；换用较新的，重新安装程序"
        yield DueDuty(ends, Duty.PROGRAM_ENDS, NO_ONE, says)


def _platform_name(listing: Listing) -> str:
    return f"{listing.identity.shown}（{listing.id}）"


SOURCES = (
    _closings, _awaited_announcements, _ending_titles,
    _rectifications, _failed_checks, _annual_reports, _upkeep,
)  # fmt: skip


def due_calendar(snapshot: Snapshot, duties: list[DueDuty]) -> bytes:
    """An iCalendar file with a whole day for each duty; what is overdue stands on today."""
    site = snapshot.register.site
    calendar = named_calendar(f"待办 - {site.title}{'（演示数据）' if site.demo else ''}")
    for each in duties:
        calendar.add_component(_due_event(each, snapshot.as_of))
    return bytes(calendar.to_ical())


def _due_event(each: DueDuty, as_of: date) -> Event:
    day = max(each.on, as_of)
    uid = f"{each.duty.value}-{each.subject or 'registry'}-{each.on}@registry-generator"
    event = day_event(uid, as_of, (day, day))
    late = f"（应于 {each.on}）" if each.is_overdue(as_of) else ""
    event.add("summary", f"{each.duty.label}：{each.says}{late}")
    return event
