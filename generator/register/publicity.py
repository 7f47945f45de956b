"""Publicity (第二十条、第二十一条) of one platform: which is open, which waits, what settled it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from generator.records.acts import (
    Abolition,
    Announcement,
    Objection,
    ObjectionRow,
    Publicity,
    PublicityRow,
    Review,
    Revocation,
    Withdrawal,
)
from generator.register.designation import (
    fold,
)
from generator.register.register import Entry, History
from generator.terms.answers import Explanation
from generator.terms.words import (
    ObjectionOutcome,
)

# What a publicity comes to besides being left out: a title, a review, or the end of a title.
SETTLING = (Announcement, Review, Revocation, Withdrawal, Abolition)


@dataclass(frozen=True, slots=True)
class Closed:
    """The last publicity closed by a day, and what became of it.

    `explanation` says why it came to nothing, since `settled_on`; `in_part` where an
    announcement does not list the platform, but our copy of it is not whole.
    """

    entry: Entry
    is_settled: bool = False
    explanation: Explanation | None = None
    settled_on: date | None = None
    in_part: bool = False


def open_publicity(history: History, day: date) -> Entry | None:
    """Publicity whose window holds the day and that no objection stopped."""
    for entry in history.of(Publicity):
        opens, closes = window_of(entry)
        if opens <= day <= closes and not upheld(history, entry, day):
            return entry
    return None


def closed_publicity(history: History, day: date) -> Closed | None:
    """The last publicity that had closed, or was stopped by an objection, and what became of it."""
    closed = [
        (opens, entry)
        for entry in history.of(Publicity)
        for opens, closes in [window_of(entry)]
        if closes < day or (opens <= day and upheld(history, entry, day))
    ]
    if not closed:
        return None
    opened, last = max(closed, key=itemgetter(0))
    lists = history.of(Announcement, Review)
    if any(opened <= entry.counts_on_issue <= day for entry in lists):
        return Closed(last, True)
    settled = [on for entry, on in _settling(history, day) if opened <= entry.counts_on_issue]
    objection = upheld(history, last, day)
    # What was settled by then an objection settles no more.
    if objection and not any(on < objection.counts_on_issue for on in settled):
        return Closed(last, True, Explanation.OBJECTION_UPHELD, objection.counts_on_issue)
    if any(on <= day for on in settled):
        return Closed(last, True)
    return _passed_over(history, last, day)


def _settling(history: History, day: date) -> Iterator[tuple[Entry, date]]:
    """Acts that settle a publicity though they list nothing, and from when: what ends a title."""
    for entry in history.of(Revocation, Withdrawal):
        yield entry, entry.counts_on
    # The others settle it only where they reached a title, or stand by themselves.
    result = fold(history, day)
    for ending in (*result.lone, *(chain.ending for chain in result.designations)):
        if ending:
            yield ending.by, ending.on


def waiting_for(history: History, day: date) -> Entry | None:
    """Publicity that has closed by the day and that nothing has settled."""
    closed = closed_publicity(history, day)
    return closed.entry if closed and not closed.is_settled else None


def upheld(history: History, publicity: Entry, day: date) -> Entry | None:
    """The last decision on objections to this listing by the day, where it upheld one."""
    decided = [
        entry
        for entry in history.of(Objection)
        if isinstance(entry.act, Objection)
        and publicity.act.is_named(entry.act.publicity)
        and entry.counts_on_issue <= day
    ]
    last = max(decided, key=lambda entry: entry.counts_on_issue, default=None)
    if last is None or not isinstance(last.row, ObjectionRow):
        return None
    return last if last.row.outcome is ObjectionOutcome.UPHELD else None


def window_of(entry: Entry) -> tuple[date, date]:
    """First and last day; a window that is unknown is open on no day, and never closes."""
    assert isinstance(entry.act, Publicity)
    window = entry.act.window
    return (window.starts.first, window.last.last) if window else (date.max, date.max)


def _passed_over(history: History, publicity: Entry, day: date) -> Closed:
    """Whether a list that names the publicity left the platform out; one listed as 复核 waits for a review."""
    is_review = isinstance(publicity.row, PublicityRow) and publicity.row.reviewed
    wanted = Review if is_review else Announcement
    acts = [
        act
        for act in history.passed_over
        if isinstance(act, wanted)
        and publicity.act.is_named(getattr(act, "publicity", None))
        and act.issued_on.last <= day
    ]
    if whole := [act for act in acts if act.rows_complete]:
        return Closed(publicity, True, Explanation.LEFT_OUT, whole[0].issued_on.last)
    return Closed(publicity, in_part=bool(acts))
