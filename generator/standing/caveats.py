"""附注 What a reader must know beside a status: gaps, reviews overdue, rectification."""

from collections.abc import Iterator
from datetime import date

from generator.records.acts import Announcement, Review, Revocation, Withdrawal
from generator.records.rows import ReviewRow
from generator.register.history import Entry, History
from generator.standing.validity import Period, review_due
from generator.terms import Caveat, ReviewOutcome, Status


def caveats(
    history: History, as_of: date, status: Status, period: Period | None, granted: list[Period]
) -> Iterator[Caveat]:
    """附注 Every caveat that applies on this day, in the order of their weight."""
    if any(history.of(Revocation, Review, Withdrawal)) and not any(history.of(Announcement)):
        yield Caveat.DESIGNATION_NOT_ON_RECORD
    if status is not Status.IN_FORCE and any(_endless(e) for e in history.of(Announcement)):
        yield Caveat.VALIDITY_UNKNOWN
    if status is Status.NOT_DESIGNATED and any(
        p.starts > as_of >= p.entry.issued_on for p in granted
    ):
        yield Caveat.ANNOUNCED_NOT_YET_VALID
    if status is Status.IN_FORCE and period:
        reviews = [entry for entry in history.of(Review) if entry.issued_on <= as_of]
        yield from _of_title(as_of, period, reviews)


def _endless(entry: Entry) -> bool:
    act, row = entry.act, entry.row
    return isinstance(act, Announcement) and not (act.validity or getattr(row, "validity", None))


def _of_title(as_of: date, period: Period, reviews: list[Entry]) -> Iterator[Caveat]:
    if period.ends is None:
        yield Caveat.VALID_UNTIL_REVIEW
        if _overdue(period, reviews, as_of):
            yield Caveat.REVIEW_OVERDUE
    if reviews and reviews[-1].issued_on >= period.entry.issued_on:
        outcome = _outcome(reviews[-1])
        if outcome is ReviewOutcome.RECTIFICATION:
            yield Caveat.RECTIFICATION_PENDING
        if outcome is ReviewOutcome.FAILED:
            yield Caveat.REVIEW_FAILED


def _overdue(period: Period, reviews: list[Entry], as_of: date) -> bool:
    due = review_due(period.entry, max([period.starts, *(entry.issued_on for entry in reviews)]))
    return due is not None and as_of > due


def _outcome(entry: Entry) -> ReviewOutcome:
    assert isinstance(entry.row, ReviewRow)
    return entry.row.outcome
