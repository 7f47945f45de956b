"""状态沿革 The standing of a platform on every day, as spells between recorded days.

A status changes only on a day that some record names, so a page can carry the
whole answer and the reader's browser can give it for the reader's own day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from generator.records.acts import Announcement, Publicity, Review, ValidityChange
from generator.register.history import History
from generator.standing.standing import Standing, standing
from generator.standing.validity import ONE_DAY, Period, periods, review_due


@dataclass(frozen=True, slots=True)
class Spell:
    """一段状态 From and to, both days included; `ends` none for the last."""

    starts: date
    ends: date | None
    standing: Standing

    def covers(self, day: date) -> bool:
        """是否含此日 Whether the day lies within."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def timeline(history: History) -> tuple[Spell, ...]:
    """状态沿革 Spells in order; before the first, nothing is on record."""
    found: list[tuple[date, Standing]] = []
    granted = _lasting(history)
    for day in sorted(set(recorded_days(history))):
        now = standing(history, day, granted)
        if not found or _differs(found[-1][1], now):
            found.append((day, now))
    ends: list[date | None] = [starts - ONE_DAY for starts, _ in found[1:]]
    spells = zip(found, [*ends, None], strict=False)
    return tuple(Spell(starts, end, now) for (starts, now), end in spells)


def _differs(one: Standing, other: Standing) -> bool:
    return (one.status, one.period, one.decided_by, one.publicity, one.caveats) != (
        other.status, other.period, other.decided_by, other.publicity, other.caveats,
    )  # fmt: skip


def recorded_days(history: History) -> Iterator[date]:
    """记录日 Every day on which an act on record may change the standing."""
    for entry in history.entries:
        yield entry.issued_on
        yield entry.effective_on
        if isinstance(entry.act, Publicity) and entry.act.window:
            yield entry.act.window.starts.first
            yield entry.act.window.ends.last + ONE_DAY
        if isinstance(entry.act, Announcement | Review) and (
            due := review_due(entry, entry.issued_on)
        ):
            yield due + ONE_DAY
    # A period's days are read anew after each act: a later one may have changed them.
    lasting = _lasting(history)
    known = {entry.issued_on for entry in history.entries} if lasting is None else ()
    for period in chain(lasting or (), *(periods(history, day) for day in known)):
        yield from _days_of_period(period)


def _lasting(history: History) -> list[Period] | None:
    """The periods on every day, where no act on record changes any; else none."""
    changes = any(history.of(Review, ValidityChange))
    return None if changes else periods(history, date.max)


def _days_of_period(period: Period) -> Iterator[date]:
    yield period.starts
    if period.ends is not None:
        yield period.ends + ONE_DAY
    elif due := review_due(period.entry, period.starts):
        yield due + ONE_DAY
