"""Standing of a platform on every day, as spells between recorded days, and what began each.

A status changes only on a day that some record names, so a page can carry the
whole answer and the reader's browser can give it for the reader's own day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import groupby

from generator.records.acts import (
    Announcement,
    Publicity,
    Reconsideration,
    ReconsiderationRow,
    Review,
    ReviewRow,
    Succession,
    SuccessionRow,
)
from generator.register.answer import Standing, review_due, standing
from generator.register.decisions import live_entries
from generator.register.designation import (
    ENDINGS,
    FOR_EVER,
    NEVER,
    ONE_DAY,
    Period,
    anniversary,
    last_turn,
    periods,
)
from generator.register.publicity import window_of
from generator.register.register import History
from generator.terms.answers import Caveat, Event, Explanation
from generator.terms.words import (
    DecisionOutcome,
    ReviewOutcome,
    Status,
)


@dataclass(frozen=True, slots=True)
class Spell:
    """Standing from one day to another, both included; `ends` is none for the last.

    `since` is the first day of the unbroken run of its status under one designation, and `event`
    what happened then: none where the platform was never anything but not designated, which
    begins on no day.
    """

    starts: date
    ends: date | None
    standing: Standing
    since: date | None
    event: Event | None

    def covers(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def timeline(history: History) -> tuple[Spell, ...]:
    """Spells in order; before the first, nothing is on record."""
    starts: list[tuple[date, Standing]] = []
    for day in sorted({*recorded_days(history)}):
        now = standing(history, day)
        if not starts or starts[-1][1] != now:
            starts.append((day, now))
    return tuple(_spells(starts))


def _spells(starts: list[tuple[date, Standing]]) -> Iterator[Spell]:
    before: Standing | None = None
    since, event = None, None
    ends: list[date | None] = [*(_before(day) for day, _ in starts[1:]), None]
    for (day, now), end in zip(starts, ends, strict=False):
        if before is None and now.status is Status.NOT_DESIGNATED:
            since, event = None, None
        elif before is None or not _goes_on(before, now):
            since, event = day, event_of(now, day)
        yield Spell(day, end, now, since, event)
        before = now


@cache
def _before(day: date) -> date:
    """The day before; many platforms turn on the same days."""
    return day - ONE_DAY


def _goes_on(before: Standing, now: Standing) -> bool:
    """Whether a run of one status under one designation goes on."""
    return before.status is now.status and before.grant is now.grant


def event_of(now: Standing, day: date) -> Event | None:
    """Event on the first day of a run: an act, a printed day, a window's end."""
    status, last = now.status, now.decided_by
    if event := _turning(now, day):
        return event
    if status is Status.IN_FORCE and now.period:
        return _coming_into_force(now.period, day)
    if status is Status.UNDETERMINED and now.period:
        return _becoming_uncertain(now, now.period, day)
    if status is Status.EXPIRED:
        return _running_out(now)
    if status is Status.NOT_DESIGNATED:
        return _negative(now)
    if last and type(last.act) in ENDINGS:
        return _negative(now) or EVENTS[last.act.kind_of_act.value]
    return {
        Status.ANNOUNCED: Event.GRANT,
        Status.UNDER_PUBLICITY: Event.WINDOW_OPENS,
        Status.AWAITING_ANNOUNCEMENT: Event.WINDOW_CLOSES,
    }.get(status)


EVENTS = {
    "revocation": Event.REVOCATION,
    "withdrawal": Event.WITHDRAWAL,
    "abolition": Event.ABOLITION,
    "succession": Event.SUCCESSION,
}


def _turning(now: Standing, day: date) -> Event | None:
    """A stay that begins or is over on the day, or a title taken over; none for any other act."""
    for entry in now.deciding:
        if isinstance(entry.row, ReconsiderationRow) and entry.counts_on == day:
            is_stay = entry.row.outcome is DecisionOutcome.STAYED
            return Event.STAY if is_stay else Event.STAY_LIFTED
        if isinstance(entry.act, Succession) and entry.counts_on == day:
            return Event.SUCCESSION
    return None


def _coming_into_force(period: Period, day: date) -> Event:
    if day == period.starts:
        return Event.FIRST_DAY if period.starts_known else _proof(period)
    return Event.PROLONGATION


def _becoming_uncertain(now: Standing, period: Period, day: date) -> Event:
    last = now.decided_by
    if last and now.has(Caveat.DAY_UNCERTAIN) and type(last.act) in ENDINGS:
        return EVENTS[last.act.kind_of_act.value]
    return _proof(period) if day == period.starts else Event.TERM_PASSED


def _proof(period: Period) -> Event:
    """Event that first proved a title whose first day is not printed: its grant, or a review passed."""
    return Event.REVIEW_PASSED if isinstance(period.entry.act, Review) else Event.GRANT


def _running_out(now: Standing) -> Event:
    if event := _negative(now):
        return event
    row = now.decided_by.row if now.decided_by else None
    is_failed = isinstance(row, ReviewRow) and row.outcome is ReviewOutcome.FAILED
    return Event.REVIEW_FAILED if is_failed else Event.EXPIRY


def _negative(now: Standing) -> Event | None:
    return (
        {
            Explanation.OBJECTION_UPHELD: Event.OBJECTION_UPHELD,
            Explanation.LEFT_OUT: Event.LEFT_OUT,
            Explanation.GRANT_ANNULLED: Event.ANNULMENT,
        }.get(now.explanation)
        if now.explanation
        else None
    )


def recorded_days(history: History) -> Iterator[date]:
    """Every day on which an act on record may change the standing."""
    for entry in history.entries:
        yield from (entry.act.issued_on.first, entry.counts_on_issue)
        yield from (entry.effective_on, entry.counts_on)
        if isinstance(entry.act, Publicity) and entry.act.window:
            opens, closes = window_of(entry)
            yield from (opens, closes + ONE_DAY, anniversary(closes, 1) + ONE_DAY)
        if isinstance(entry.act, Announcement | Review) and (
            due := review_due(entry, entry.counts_on_issue)
        ):
            yield due + ONE_DAY
    yield from (act.issued_on.last for act in history.passed_over)
    if history.begins_on:
        yield history.begins_on
    # A period's days are read anew after each act: a later one may have changed them.
    known = {last_turn(history, entry.counts_on_issue) for entry in history.entries}
    handed_on = {*_days_at_predecessors(history)}
    yield from handed_on
    known |= handed_on
    for live in _while_decided(history):
        for period in (each for day in known for each in periods(live, day)):
            yield from _days_of_period(period)


def _while_decided(history: History) -> Iterator[History]:
    """The history as it would be without decisions, then as each day of a decision leaves it."""
    yield history
    for day in {each.counts_on for each in history.of(Reconsideration)}:
        yield replace(history, entries=live_entries(history, day))


def _days_at_predecessors(history: History) -> Iterator[date]:
    """Days of successions, and of the acts on those that handed their title on, decisions included."""
    for succession in history.of(Succession):
        yield succession.counts_on
        row = succession.row
        before = history.lookup(row.platform) if isinstance(row, SuccessionRow) else None
        for entry in before.entries if before else ():
            yield from (entry.counts_on, entry.counts_on_issue)


def _days_of_period(period: Period) -> Iterator[date]:
    yield period.starts
    if period.ends is not None:
        yield period.ends + ONE_DAY
    elif due := review_due(period.entry, period.reviewed_on or period.starts):
        yield due + ONE_DAY
    if period.sure_until not in (NEVER, FOR_EVER):
        yield period.sure_until + ONE_DAY


@dataclass(frozen=True, slots=True)
class Tenure:
    """Days on which a title was held, both included; `ends` is None if no end is on record."""

    starts: date
    ends: date | None
    period: Period | None

    @property
    def runs_out(self) -> bool:
        """Whether the validity ran to its own end, rather than being cut short."""
        return self.ends is not None and self.period is not None and self.period.ends == self.ends


def tenures(timeline: Iterable[Spell]) -> Iterator[Tenure]:
    """Tenures on record, oldest first, past and to come."""
    for is_held, run in groupby(timeline, lambda s: s.standing.status is Status.IN_FORCE):
        spells = list(run)
        if is_held:
            yield Tenure(spells[0].starts, spells[-1].ends, spells[-1].standing.period)
