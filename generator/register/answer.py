"""资格状态 The fold from acts to what the register says on one day, and on every day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from generator.records.acts import (
    Abolition,
    Announcement,
    Inspection,
    InspectionRow,
    Objection,
    ObjectionRow,
    Publicity,
    PublicityRow,
    Reconsideration,
    Review,
    ReviewRow,
    Revocation,
    Succession,
    Withdrawal,
)
from generator.register.decisions import Decided, decisions_on, live_entries
from generator.register.designation import (
    ENDINGS,
    FOR_EVER,
    NEVER,
    ONE_DAY,
    Designation,
    Ending,
    Fold,
    Period,
    anniversary,
    fold,
    means,
    periods,
    review_due,
)
from generator.register.register import Entry, History
from generator.terms.words import (
    Caveat,
    Event,
    Explanation,
    ObjectionOutcome,
    ReviewOutcome,
    Status,
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
    closed = [entry for entry in history.of(Publicity) if _is_closed(history, entry, day)]
    if not closed:
        return None
    last = max(closed, key=lambda entry: window_of(entry)[0])
    opened = window_of(last)[0]
    lists = history.of(Announcement, Review)
    if any(opened <= entry.counts_on_issue <= day for entry in lists):
        return Closed(last, True)
    if objection := upheld(history, last, day):
        on = objection.counts_on_issue
        return Closed(last, True, Explanation.OBJECTION_UPHELD, on)
    if any(opened <= entry.counts_on_issue and on <= day for entry, on in _settling(history, day)):
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
        and entry.act.publicity == publicity.act.id
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
    return (window.starts.first, window.ends.last) if window else (date.max, date.max)


def _is_closed(history: History, entry: Entry, day: date) -> bool:
    opens, closes = window_of(entry)
    return closes < day or (opens <= day and upheld(history, entry, day) is not None)


def _passed_over(history: History, publicity: Entry, day: date) -> Closed:
    """Whether a list that names the publicity left the platform out; one listed as 复核 waits for a review."""
    is_review = isinstance(publicity.row, PublicityRow) and publicity.row.reviewed
    wanted = Review if is_review else Announcement
    acts = [
        act
        for act in history.passed_over
        if isinstance(act, wanted)
        and getattr(act, "publicity", None) == publicity.act.id
        and act.issued_on.last <= day
    ]
    if whole := [act for act in acts if act.rows_complete]:
        return Closed(publicity, True, Explanation.LEFT_OUT, whole[0].issued_on.last)
    return Closed(publicity, in_part=bool(acts))


@dataclass(frozen=True, slots=True)
class StandingCaveat:
    """A caveat with its slots: the days between which something is uncertain."""

    caveat: Caveat
    first: date | None = None
    last: date | None = None

    @property
    def value(self) -> str:
        """Code of the caveat."""
        return self.caveat.value

    @property
    def label(self) -> str:
        """Sentence of the caveat, its slots filled."""
        return self.caveat.label.format(first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class Standing:
    """Status on one day, the period and the acts it rests on, and what to know beside it.

    `period` covers the day, is the one to come where the title is announced, else the last
    begun; `grant` is its announcement. `publicity` is open on the day, whatever the status.
    """

    status: Status
    period: Period | None = None
    grant: Entry | None = None
    deciding: tuple[Entry, ...] = ()
    publicity: Entry | None = None
    caveats: tuple[StandingCaveat, ...] = ()
    explanation: Explanation | None = None

    @property
    def decided_by(self) -> Entry | None:
        """The last of the acts that the status rests on; none where no act speaks of it yet."""
        return self.deciding[-1] if self.deciding else None

    def has(self, caveat: Caveat) -> bool:
        """Whether this caveat stands beside the status."""
        return any(note.caveat is caveat for note in self.caveats)


def standing(history: History, day: date) -> Standing:
    """What the register says of one platform on one day."""
    decided = [*decisions_on(history, day)]
    live = replace(history, entries=live_entries(history, day)) if decided else history
    result = fold(live, day)
    publicity, closed = open_publicity(live, day), closed_publicity(live, day)
    found = _titled(live, result, day) or _untitled(result, publicity, closed, day)
    otherwise = _otherwise(history, found, day)
    notes = [
        *_notes(live, result, found, closed, day),
        *_notes_on_decisions(decided, otherwise, day),
    ]
    return replace(
        found,
        deciding=(*found.deciding, *(decision for decision, _ in otherwise)),
        publicity=publicity,
        caveats=tuple(notes),
        explanation=_explanation(live, found, closed, decided, day),
    )


def _bare(history: History, day: date) -> Standing:
    """Word and period of a day alone."""
    live = replace(history, entries=live_entries(history, day))
    result = fold(live, day)
    titled = _titled(live, result, day)
    publicity, closed = open_publicity(live, day), closed_publicity(live, day)
    return titled or _untitled(result, publicity, closed, day)


def _otherwise(history: History, found: Standing, day: date) -> list[tuple[Entry, Standing]]:
    """Decisions without which the word or the period would differ, each with what would stand."""
    differing = []
    for decision in history.of(Reconsideration):
        entries = tuple(entry for entry in history.entries if entry is not decision)
        without = _bare(replace(history, entries=entries), day)
        if (without.status, _days_of(without)) != (found.status, _days_of(found)):
            differing.append((decision, without))
    return differing


def _days_of(standing: Standing) -> tuple[date | None, date | None] | None:
    period = standing.period
    return (period.starts if period.starts_known else None, period.ends) if period else None


def _titled(history: History, result: Fold, day: date) -> Standing | None:
    """In force, announced or undetermined; none where no designation speaks for the day."""
    covering = [
        (chain, period) for chain in result.designations if (period := chain.period_on(day))
    ]
    sure = [each for each in covering if each[1].surely_covers(day)]
    since = [
        chain for chain in result.designations if _is_granted_since_revoked(result, chain, day)
    ]
    coming = [
        (chain, period)
        for chain in since
        if chain.granted_on <= day and not chain.period_on(day) and not chain.is_over(day)
        for period in [each for each in chain.periods if day < each.starts][:1]
    ]
    unsure = [each for each in covering if each[0] in since]
    for status, chosen in (
        (Status.IN_FORCE, sure),
        (Status.ANNOUNCED, coming),
        (Status.UNDETERMINED, unsure),
    ):
        if chosen:
            latest = sorted(chosen, key=lambda each: each[1].starts, reverse=True)
            words = [
                _perhaps_ended(
                    history, chain, Standing(status, period, chain.grant, period.by), day
                )
                for chain, period in latest
            ]
            return next((each for each in words if each.status is status), words[0])
    return None


def _is_granted_since_revoked(result: Fold, chain: Designation, day: date) -> bool:
    revoked = [each.on for each in result.revocations if each.on <= day]
    return not revoked or chain.granted_on > max(revoked)


def _perhaps_ended(history: History, chain: Designation, found: Standing, day: date) -> Standing:
    """Undetermined while an ending known to the month or the year may have taken effect already."""
    for entry in history.of(*ENDINGS):
        may_count = entry.effective_on <= day < entry.counts_on
        is_taken_over = getattr(entry.row, "successor", None) == history.platform.id
        if not may_count or is_taken_over or not means(chain, entry):
            continue
        if chain.is_alive(entry.effective_on, entry.counts_on_issue):
            note = StandingCaveat(Caveat.DAY_UNCERTAIN, entry.effective_on, entry.counts_on)
            deciding = (*found.deciding, entry)
            return replace(found, status=Status.UNDETERMINED, deciding=deciding, caveats=(note,))
    return found


def _untitled(result: Fold, publicity: Entry | None, closed: Closed | None, day: date) -> Standing:
    period, grant = _last_begun(result, day)
    revoked = [each for each in result.revocations if each.on <= day]
    granted = [each for each in result.designations if min(each.granted_on, each.first) <= day]
    standing_ = [end for end in revoked if not any(each.granted_on > end.on for each in granted)]
    if standing_:
        # A second revocation changes nothing.
        first = min(standing_, key=lambda each: each.order)
        return Standing(Status.REVOKED, period, grant, (first.by,))
    if publicity:
        return Standing(Status.UNDER_PUBLICITY, period, grant, (publicity,))
    if closed and not closed.is_settled:
        return Standing(Status.AWAITING_ANNOUNCEMENT, period, grant, (closed.entry,))
    ending = max(_endings(result, day), key=lambda each: each.order, default=None)
    if ending is None:
        return Standing(Status.NOT_DESIGNATED)
    deciding: tuple[Entry, ...] = (ending.by,)
    if ending.status is Status.EXPIRED and not _is_failed(ending.by):
        ended = (chain for chain in result.designations if chain.end_on(day) == ending)
        deciding = next(chain.periods[-1].by for chain in ended)
    return Standing(ending.status, period, grant, deciding)


def _is_failed(entry: Entry) -> bool:
    return isinstance(entry.row, ReviewRow) and entry.row.outcome is ReviewOutcome.FAILED


def _endings(result: Fold, day: date) -> Iterator[Ending]:
    yield from (each for each in (*result.lone, *result.revocations) if each.on <= day)
    yield from (end for chain in result.designations if (end := chain.end_on(day)))


def _last_begun(result: Fold, day: date) -> tuple[Period | None, Entry | None]:
    begun = [
        (period, chain.grant)
        for chain in result.designations
        for period in chain.periods
        if period.starts <= day and chain.begins(period)
    ]
    return max(begun, key=lambda each: each[0].starts, default=(None, None))


def _is_annulled_grant(decided: Decided, day: date) -> bool:
    entry = decided.entry
    is_grant = isinstance(entry.act, Announcement) and decided.is_annulled
    return is_grant and entry.counts_on_issue <= day


def _notes_on_decisions(
    decided: list[Decided], otherwise: list[tuple[Entry, Standing]], day: date
) -> Iterator[StandingCaveat]:
    """On the days when the register had to say otherwise, and while a stay lasts."""
    decisive = [decision for decision, _ in otherwise]
    for each in decided:
        is_decisive = any(decision is each.decision for decision in decisive)
        if not each.is_annulled:
            if each.entry.counts_on <= day:
                yield StandingCaveat(Caveat.STAYED)
        elif is_decisive and each.entry.counts_on <= day < each.decision.counts_on_issue:
            act = each.entry.act
            if isinstance(act, Revocation):
                yield StandingCaveat(Caveat.ANNULLED_REVOCATION)
            elif type(act) in ENDINGS:
                yield StandingCaveat(Caveat.ANNULLED_WITHDRAWAL)
            elif isinstance(act, Announcement | Review):
                yield StandingCaveat(Caveat.ANNULLED_GRANT)


def _notes(
    history: History, result: Fold, found: Standing, closed: Closed | None, day: date
) -> Iterator[StandingCaveat]:
    """Every caveat that applies on the day, in the order of their weight."""
    yield from found.caveats
    is_unproved = _lacks_grant(history, found, day)
    if is_unproved:
        yield StandingCaveat(Caveat.DESIGNATION_NOT_ON_RECORD)
    if found.period and found.status in (Status.IN_FORCE, Status.UNDETERMINED):
        yield from _notes_on_title(history, found.status, found.period, day)
    if found.status is Status.AWAITING_ANNOUNCEMENT and closed:
        yield from _notes_on_waiting(closed, day)
    if any(entry.counts_on_issue <= day for entry in result.ignored):
        yield StandingCaveat(Caveat.ACT_IN_ERROR)
    is_before = history.begins_on is not None and day < history.begins_on
    if found.status is Status.NOT_DESIGNATED and is_before and not is_unproved:
        yield StandingCaveat(Caveat.BEFORE_THE_REGISTER_BEGINS, history.begins_on)
    for entry in history.of(Announcement):
        if entry.act.issued_on.first <= day < entry.counts_on_issue and not found.period:
            yield StandingCaveat(
                Caveat.DAY_UNCERTAIN, entry.act.issued_on.first, entry.counts_on_issue
            )


def _lacks_grant(history: History, found: Standing, day: date) -> bool:
    """Whether the grant of the title is not on record: something else speaks of it first."""
    if found.grant:
        return isinstance(found.grant.act, Review)
    acts = history.of(Announcement, Revocation, Review, Withdrawal)
    first = min(acts, key=lambda each: each.counts_on_issue, default=None)
    granted = [each.counts_on_issue for each in acts if isinstance(each.act, Announcement)]
    is_granted = any(on <= day for on in granted)
    return first is not None and not isinstance(first.act, Announcement) and not is_granted


def _notes_on_waiting(closed: Closed, day: date) -> Iterator[StandingCaveat]:
    if closed.in_part:
        yield StandingCaveat(Caveat.LIST_IN_PART)
    if day > anniversary(window_of(closed.entry)[1], 1):
        yield StandingCaveat(Caveat.PUBLICITY_OVERDUE)


def _notes_on_title(
    history: History, status: Status, period: Period, day: date
) -> Iterator[StandingCaveat]:
    if period.is_open:
        yield StandingCaveat(Caveat.VALID_UNTIL_REVIEW)
        reviews = [each for each in history.of(Review) if each.counts_on_issue <= day]
        since = max(
            [period.reviewed_on or period.starts, *(each.counts_on_issue for each in reviews)]
        )
        due = review_due(period.entry, since)
        if due is not None and day > due:
            yield StandingCaveat(Caveat.REVIEW_OVERDUE)
    elif period.ends is None or not period.starts_known:
        yield StandingCaveat(Caveat.VALIDITY_UNKNOWN)
    if status is Status.IN_FORCE:
        yield from _notes_on_last_look(history, day)


def _notes_on_last_look(history: History, day: date) -> Iterator[StandingCaveat]:
    """Outcome of the last review or inspection carried out since the grant (第二十四条、第二十五条)."""
    grants = [each.counts_on_issue for each in history.of(Announcement)]
    granted = max((on for on in grants if on <= day), default=date.min)
    looks = [
        each for each in history.of(Review, Inspection) if granted <= each.counts_on_issue <= day
    ]
    last = max(looks, key=lambda each: each.counts_on_issue, default=None)
    if last is None:
        return
    assert isinstance(last.row, ReviewRow | InspectionRow)
    if last.row.outcome is ReviewOutcome.RECTIFICATION:
        yield StandingCaveat(Caveat.RECTIFICATION_PENDING)
    elif last.row.outcome is ReviewOutcome.FAILED:
        is_review = isinstance(last.act, Review)
        yield StandingCaveat(Caveat.REVIEW_FAILED if is_review else Caveat.INSPECTION_FAILED)


def _explanation(
    history: History,
    found: Standing,
    closed: Closed | None,
    decided: list[Decided],
    day: date,
) -> Explanation | None:
    """Why a negative answer is negative; none where it needs no reason, or is not negative."""
    if found.status is Status.WITHDRAWN and isinstance(found.deciding[-1].act, Succession):
        return Explanation.SUCCEEDED
    if found.status not in (Status.NOT_DESIGNATED, Status.EXPIRED):
        return None
    grants = [each.counts_on_issue for each in history.of(Announcement)]
    granted = max((on for on in grants if on <= day), default=date.min)
    if closed and closed.explanation and (closed.settled_on or day) >= granted:
        return closed.explanation
    if found.status is Status.EXPIRED:
        return None
    if any(_is_annulled_grant(each, day) for each in decided):
        return Explanation.GRANT_ANNULLED
    if history.begins_on and day < history.begins_on:
        return Explanation.REGISTER_BEGINS
    return None if history.entries else Explanation.NOT_ON_RECORD


ENDERS = ENDINGS


def ends(ender: Entry, period: Period) -> bool:
    """Whether an act that ends titles could reach this period."""
    named = getattr(ender.act, "of_notices", ())
    if isinstance(ender.act, Abolition) and not {e.act.id for e in period.by} & {*named}:
        return False
    return min(period.starts, period.entry.counts_on_issue) <= ender.counts_on


@dataclass(frozen=True, slots=True)
class Spell:
    """Standing from one day to another, both included; `ends` is none for the last."""

    starts: date
    ends: date | None
    standing: Standing

    def covers(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


def timeline(history: History) -> tuple[Spell, ...]:
    """Spells in order; before the first, nothing is on record."""
    found: list[tuple[date, Standing]] = []
    for day in sorted({*recorded_days(history)}):
        now = standing(history, day)
        if not found or found[-1][1] != now:
            found.append((day, now))
    ends: list[date | None] = [starts - ONE_DAY for starts, _ in found[1:]]
    spells = zip(found, [*ends, None], strict=False)
    return tuple(Spell(starts, end, now) for (starts, now), end in spells)


def run_before(spells: tuple[Spell, ...], at: int) -> int:
    """Number of the first spell of the unbroken run of one status under one designation."""

    def key(spell: Spell) -> tuple[Status, Entry | None]:
        return spell.standing.status, spell.standing.grant

    while at and key(spells[at - 1]) == key(spells[at]):
        at -= 1
    return at


def event_of(before: Standing | None, now: Standing, day: date) -> Event | None:
    """What happened on the first day of a run: an act, a printed day, a window's end."""
    status, last = now.status, now.deciding[-1] if now.deciding else None
    if status is Status.IN_FORCE and now.period:
        return _coming_into_force(before, now.period, day)
    if status is Status.UNDETERMINED and now.period:
        return _becoming_uncertain(now, now.period, day)
    if status is Status.EXPIRED:
        return _running_out(now)
    if status is Status.NOT_DESIGNATED:
        return _negative(now)
    if last and type(last.act) in ENDINGS:
        was_stayed = before is not None and before.has(Caveat.STAYED)
        return Event.STAY_LIFTED if was_stayed else EVENTS[last.act.kind_of_act.value]
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
ENDED = (Status.REVOKED, Status.WITHDRAWN, Status.ABOLISHED)


def _coming_into_force(before: Standing | None, period: Period, day: date) -> Event:
    if before is not None and before.status in ENDED:
        return Event.STAY if period.starts < day else Event.FIRST_DAY
    if day == period.starts:
        is_proved = not period.starts_known
        return Event.GRANT if is_proved else Event.FIRST_DAY
    return Event.PROLONGATION


def _becoming_uncertain(now: Standing, period: Period, day: date) -> Event:
    last = now.deciding[-1]
    if now.has(Caveat.DAY_UNCERTAIN) and type(last.act) in ENDINGS:
        return EVENTS[last.act.kind_of_act.value]
    return Event.GRANT if day == period.starts else Event.TERM_PASSED


def _running_out(now: Standing) -> Event:
    if event := _negative(now):
        return event
    outcome = getattr(now.deciding[-1].row, "outcome", None) if now.deciding else None
    return Event.REVIEW_FAILED if outcome is ReviewOutcome.FAILED else Event.EXPIRY


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
    if history.begins_on and history.entries:
        yield history.begins_on
    # A period's days are read anew after each act: a later one may have changed them.
    known = {entry.counts_on_issue for entry in history.entries}
    for period in {each for day in known for each in periods(history, day)}:
        yield from _days_of_period(period)


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
    """持有期 From and to, both days included; `ends` none where no end is on record."""

    starts: date
    ends: date | None
    period: Period | None

    @property
    def runs_out(self) -> bool:
        """是否期满而止 Whether the validity ran to its own end, rather than being cut short."""
        return self.ends is not None and self.period is not None and self.period.ends == self.ends


def tenures(timeline: Iterable[Spell]) -> Iterator[Tenure]:
    """各持有期 Oldest first, past and to come, by what is on record."""
    for is_held, run in groupby(timeline, lambda s: s.standing.status is Status.IN_FORCE):
        spells = list(run)
        if is_held:
            yield Tenure(spells[0].starts, spells[-1].ends, spells[-1].standing.period)
