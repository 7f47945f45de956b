"""变动 What changed in the register, by day: worked out from the timelines and the acts.

A change is dated by the later of two days: when it took effect, and when the act
behind it was issued. Nobody could have known of it earlier.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from generator.records.act import Act
from generator.records.acts import (
    Abolition,
    Announcement,
    Correction,
    Objection,
    Renaming,
    Review,
    Revocation,
    ValidityChange,
    Withdrawal,
)
from generator.register.history import Entry
from generator.standing.snapshot import Listing, Snapshot
from generator.standing.validity import Period
from generator.terms import Status

# Acts that may change a status on the day they are issued or take effect.
TELLING = (Announcement, Review, Objection, Revocation, Withdrawal, Abolition, ValidityChange)


@dataclass(frozen=True, slots=True)
class Change:
    """一处变动 Of one platform: its status from `before` to `after`, or what the act says.

    `act` is none where a status lapses and no act of that day is on record.
    """

    on: date
    effective_on: date
    act: Act | None
    listing: Listing
    entry: Entry | None
    before: Status | None = None
    after: Status | None = None

    @property
    def is_decided(self) -> bool:
        """是否当日有文件 False where a day alone brought the change, as when a validity ends."""
        entry = self.entry
        return entry is not None and self.effective_on in (entry.effective_on, entry.issued_on)

    @property
    def order(self) -> tuple[date, str, str, str, date]:
        """先后 Changes that agree in all of this are told together."""
        act = self.act.id if self.act else ""
        return self.on, act, self.before or "", self.after or "", self.effective_on


def changes(snapshot: Snapshot) -> list[list[Change]]:
    """各变动 Up to the day of the snapshot, the newest first; of one act and kind together."""
    found = [change for each in snapshot.listings.values() for change in _of(each)]
    found += [change for act in snapshot.acts for change in _corrected(snapshot, act)]
    known = [change for change in found if change.on <= snapshot.as_of]
    known.sort(key=lambda change: change.order, reverse=True)
    return [list(together) for _, together in groupby(known, lambda change: change.order)]


def _of(listing: Listing) -> Iterator[Change]:
    """Each new status, each new designation under the same status, and what acts changed."""
    before, period = Status.NOT_DESIGNATED, None
    for spell in listing.timeline:
        after, starts = spell.standing.status, spell.starts
        is_again = after is Status.IN_FORCE and _by(spell.standing.period) != _by(period)
        if after is not before or is_again:
            entry = _behind(listing, starts, spell.standing.decided_by)
            yield _change(listing, entry, starts, before, after)
        before, period = after, spell.standing.period
    for entry in listing.entries:
        if isinstance(entry.act, Renaming | ValidityChange):
            yield _change(listing, entry, entry.effective_on)


def _behind(listing: Listing, day: date, decided_by: Entry | None) -> Entry | None:
    """The act of that very day; else the one that the status rests on, as when a validity ends."""
    of_day = [e for e in listing.history.of(*TELLING) if day in (e.effective_on, e.issued_on)]
    return decided_by if decided_by in of_day or not of_day else of_day[-1]


def _by(period: Period | None) -> str | None:
    return period.entry.act.id if period else None


def _change(listing: Listing, entry: Entry | None, starts: date, *statuses: Status) -> Change:
    on = max(starts, entry.issued_on) if entry else starts
    return Change(on, starts, entry.act if entry else None, listing, entry, *statuses)


def _corrected(snapshot: Snapshot, act: Act) -> Iterator[Change]:
    if isinstance(act, Correction):
        on = act.issued_on.first
        for name, entry in snapshot.register.entries_of(act).items():
            if name in snapshot.listings:
                yield Change(on, on, act, snapshot.listings[name], entry)
