"""有效期 The periods for which a title was granted, as the acts print them.

An end is as printed or as a later notice set it, never computed (第二十三条 is a
check). A title may also last until its next review: then it has no end.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.records.acts import Announcement, Review, ValidityChange
from generator.records.base import Validity
from generator.records.rows import AnnouncementRow, ReviewRow, ValidityChangeRow
from generator.register.history import Entry, History
from generator.terms import ReviewOutcome

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """认定期 One grant of the title; both days included, `ends` none until a review.

    `starts_known` is false where only a passed review proves that the title was held.
    """

    entry: Entry
    starts: date
    ends: date | None
    starts_known: bool = True
    changed_by: Entry | None = None

    def covers(self, day: date) -> bool:
        """是否在有效期内 Whether the day lies within, both ends included."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def review_due(entry: Entry, since: date) -> date | None:
    """应复核日 By when a title held until its next review should have had one."""
    term = entry.regulation.validity if entry.regulation else None
    years = term.until_review_every_years if term else None
    return None if years is None else anniversary(since, years)


def anniversary(day: date, years: int) -> date:
    """对应日 The same day so many years on; 29 February falls back to the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def periods(history: History, as_of: date) -> list[Period]:
    """各认定期 Every period granted, with the changes made by `as_of`, oldest first."""
    found: list[Period] = []
    for entry in history.of(Announcement, Review, ValidityChange):
        if isinstance(entry.act, ValidityChange):
            found = _changed(found, entry) if entry.issued_on <= as_of else found
        elif isinstance(entry.act, Review):
            found = _reviewed(found, entry, as_of)
        else:
            found += _granted(entry)
    return sorted(found, key=lambda period: period.starts)


def _period(entry: Entry, validity: Validity) -> Period:
    return Period(entry, validity.starts.first, validity.ends.last if validity.ends else None)


def _granted(entry: Entry) -> list[Period]:
    act, row = entry.act, entry.row
    assert isinstance(act, Announcement)
    assert isinstance(row, AnnouncementRow)
    validity = row.validity or act.validity
    return [_period(entry, validity)] if validity else []


def _reviewed(found: list[Period], entry: Entry, as_of: date) -> list[Period]:
    row = entry.row
    assert isinstance(row, ReviewRow)
    if row.outcome is ReviewOutcome.FAILED:
        decided = entry.issued_on <= as_of
        return [_closed(period, entry) for period in found] if decided else found
    if row.validity:
        return [*found, _period(entry, row.validity)]
    if not found:
        return [Period(entry, entry.issued_on, None, starts_known=False)]
    return found


def _closed(period: Period, entry: Entry) -> Period:
    """A title held until its next review ends when that review fails."""
    if period.ends is None and period.starts < entry.issued_on:
        return replace(period, ends=entry.issued_on - ONE_DAY, changed_by=entry)
    return period


def _changed(found: list[Period], entry: Entry) -> list[Period]:
    act = entry.act
    assert isinstance(act, ValidityChange)
    row = entry.row if isinstance(entry.row, ValidityChangeRow) else None
    starts, ends = (
        (row.starts if row else None) or act.starts,
        (row.ends if row else None) or act.ends,
    )
    targets = _targets(found, entry)
    return [
        replace(
            period,
            starts=starts.first if starts else period.starts,
            ends=ends.last if ends else period.ends,
            changed_by=entry,
        )
        if at in targets
        else period
        for at, period in enumerate(found)
    ]


def _targets(found: list[Period], entry: Entry) -> set[int]:
    """Which periods a change speaks of: those of the acts it names, else the latest."""
    named = getattr(entry.act, "of_notices", ())
    if named:
        return {at for at, period in enumerate(found) if period.entry.act.id in named}
    return {len(found) - 1} if found else set()
