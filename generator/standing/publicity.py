"""公示 Which publicity a platform is under, or has passed and awaits the announcement of."""

from datetime import date

from generator.records.acts import (
    Abolition,
    Announcement,
    Objection,
    Publicity,
    Review,
    Revocation,
    Withdrawal,
)
from generator.records.rows import ObjectionRow
from generator.register.history import Entry, History
from generator.terms import ObjectionOutcome

# What a publicity comes to: an announcement, a review's outcome, or the end of the title.
SETTLING = (Announcement, Review, Revocation, Withdrawal, Abolition)


def open_publicity(history: History, as_of: date) -> Entry | None:
    """正在公示 The publicity whose window holds this day and that no objection stopped."""
    for entry in history.of(Publicity):
        window = _window(entry)
        if window[0] <= as_of <= window[1] and not upheld(history, entry, as_of):
            return entry
    return None


def awaiting(history: History, as_of: date) -> Entry | None:
    """公示期满待公布 The last publicity closed by this day that nothing has settled since."""
    closed = [entry for entry in history.of(Publicity) if _window(entry)[1] < as_of]
    if not closed:
        return None
    last = max(closed, key=lambda entry: _window(entry)[1])
    is_settled = upheld(history, last, as_of) or _settled(history, last, as_of)
    return None if is_settled else last


def upheld(history: History, publicity: Entry, as_of: date) -> Entry | None:
    """异议成立 The last decision on objections to this listing by that day, where it upheld one."""
    decided = [
        entry
        for entry in history.of(Objection)
        if isinstance(entry.act, Objection)
        and entry.act.publicity == publicity.act.id
        and entry.issued_on <= as_of
    ]
    last = max(decided, key=lambda entry: entry.issued_on, default=None)
    if last is None or not isinstance(last.row, ObjectionRow):
        return None
    return last if last.row.outcome is ObjectionOutcome.UPHELD else None


def _window(entry: Entry) -> tuple[date, date]:
    """First and last day; a window that is unknown is open on no day, and never closes."""
    assert isinstance(entry.act, Publicity)
    window = entry.act.window
    return (window.starts.first, window.ends.last) if window else (date.max, date.max)


def _settled(history: History, publicity: Entry, as_of: date) -> bool:
    opened = _window(publicity)[0]
    return any(opened <= entry.issued_on <= as_of for entry in history.of(*SETTLING))
