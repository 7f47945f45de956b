"""The fold from acts to a platform's standing on one day, and on every day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from generator.records.acts import (
    Announcement,
    Inspection,
    InspectionRow,
    Reconsideration,
    Review,
    ReviewRow,
    Revocation,
    Succession,
    SuccessionRow,
    Withdrawal,
)
from generator.register.decisions import Decided, decisions_on, live_entries
from generator.register.designation import (
    ENDINGS,
    ONE_DAY,
    Designation,
    Ending,
    Fold,
    Period,
    anniversary,
    fold,
    is_meant,
    takes_over,
)
from generator.register.publicity import Closed, closed_publicity, open_publicity, window_of
from generator.register.register import Entry, History
from generator.terms.answers import Caveat, Explanation
from generator.terms.words import (
    ReviewOutcome,
    Status,
)


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
        """The last of the acts that the status rests on, decisions upon them aside; none without one."""
        acts = [each for each in self.deciding if not isinstance(each.act, Reconsideration)]
        return acts[-1] if acts else None

    def has(self, caveat: Caveat) -> bool:
        """Whether this caveat stands beside the status."""
        return any(note.caveat is caveat for note in self.caveats)


def live_fold(history: History, day: date | None = None) -> Fold:
    """Fold of the acts not annulled, nor stayed on the day, as of it; without a day, of all on record."""
    return fold(_live(history, day or date.min), day or date.max)


def _live(history: History, day: date) -> History:
    """The history without the acts annulled or stayed on the day; itself where there are none."""
    entries = live_entries(history, day)
    is_whole = len(entries) == len(history.entries)
    return history if is_whole else replace(history, entries=entries)


def standing(history: History, day: date) -> Standing:
    """Standing of one platform on one day."""
    decided = [*decisions_on(history, day)]
    live = _live(history, day) if decided else history
    result = fold(live, day)
    publicity, closed = open_publicity(live, day), closed_publicity(live, day)
    bare = _titled(live, result, day) or _untitled(result, publicity, closed, day)
    otherwise = _otherwise(history, bare, day)
    notes = [
        *_notes(live, result, bare, closed, day, _lacks_grant(history, live, bare, day)),
        *_notes_on_decisions(decided, otherwise, day),
        *_notes_on_publicity(bare, publicity),
    ]
    # Written out: every day of every platform is asked for, and `replace` takes its time.
    return Standing(
        bare.status,
        bare.period,
        bare.grant,
        (*bare.deciding, *(each for each, _ in otherwise)) if otherwise else bare.deciding,
        publicity,
        tuple(notes),
        _explanation(live, bare, closed, decided, day),
    )


def _bare(history: History, day: date) -> Standing:
    """Word and period of a day alone."""
    live = _live(history, day)
    result = fold(live, day)
    titled = _titled(live, result, day)
    publicity, closed = open_publicity(live, day), closed_publicity(live, day)
    return titled or _untitled(result, publicity, closed, day)


def _otherwise(history: History, bare: Standing, day: date) -> list[tuple[Entry, Standing]]:
    """Decisions without which the word or the period would differ, each with what would stand."""
    differing = []
    for decision in history.of(Reconsideration):
        entries = tuple(entry for entry in history.entries if entry is not decision)
        without = _bare(replace(history, entries=entries), day)
        if (without.status, _days_of(without)) != (bare.status, _days_of(bare)):
            differing.append((decision, without))
    return differing


def _days_of(standing: Standing) -> tuple[date | None, date | None] | None:
    period = standing.period
    return (period.starts if period.starts_known else None, period.ends) if period else None


def _titled(history: History, result: Fold, day: date) -> Standing | None:
    """Standing in force, announced or undetermined; None if no designation speaks for the day."""
    covering = [
        (chain, period) for chain in result.designations if (period := chain.period_on(day))
    ]
    if sure := [each for each in covering if each[1].surely_covers(day)]:
        return _latest(history, Status.IN_FORCE, sure, day)
    since = [
        chain for chain in result.designations if _is_granted_since_revoked(result, chain, day)
    ]
    coming = [
        (chain, period)
        for chain in since
        if chain.granted_on <= day and not chain.period_on(day) and not chain.is_over(day)
        for period in [each for each in chain.periods if day < each.starts][:1]
    ]
    if coming:
        return _latest(history, Status.ANNOUNCED, coming, day)
    unsure = [each for each in covering if each[0] in since]
    return _latest(history, Status.UNDETERMINED, unsure, day) if unsure else None


def _latest(
    history: History, status: Status, chosen: list[tuple[Designation, Period]], day: date
) -> Standing:
    """Standing by the period that begins last; undetermined where each of them may have ended."""
    latest = sorted(chosen, key=lambda each: each[1].starts, reverse=True)
    words = [
        _perhaps_ended(
            history, chain, Standing(status, period, chain.grant, _deciding(period, day)), day
        )
        for chain, period in latest
    ]
    return next((each for each in words if each.status is status), words[0])


def _deciding(period: Period, day: date) -> tuple[Entry, ...]:
    """Acts that decide a period on the day; a doubt counts from the day of the act that raises it."""
    if not any(each.is_in_part for each in period.by):
        return period.by
    return tuple(each for each in period.by if not each.is_in_part or each.counts_on <= day)


def _is_granted_since_revoked(result: Fold, chain: Designation, day: date) -> bool:
    revoked = (each for each in result.revocations if each.on <= day)
    return all(_is_granted_since(chain, each) for each in revoked)


def _is_granted_since(chain: Designation, ending: Ending) -> bool:
    """Whether a grant came after the end of a title: in one document, if it is printed later."""
    grant, by = chain.grant.act, ending.by.act
    if grant.document == by.document:
        return grant.number > by.number
    return chain.granted_on > ending.on


def review_due(entry: Entry, since: date) -> date | None:
    """Day by when a title held until its next review should have had one; none under a term."""
    term = entry.regulation.validity if entry.regulation else None
    years = term.until_review_every_years if term else None
    return None if years is None else anniversary(since, years)


def _perhaps_ended(history: History, chain: Designation, bare: Standing, day: date) -> Standing:
    """Undetermined while an ending known to the month or the year may have taken effect already."""
    for entry in history.of(*ENDINGS):
        may_count = entry.effective_on <= day < entry.counts_on
        is_taken_over = getattr(entry.row, "successor", None) == history.platform.id
        if not may_count or is_taken_over or not is_meant(chain, entry):
            continue
        if chain.is_alive(entry.effective_on, entry.counts_on_issue):
            note = StandingCaveat(Caveat.DAY_UNCERTAIN, entry.effective_on, entry.counts_on)
            deciding = (*bare.deciding, entry)
            return replace(bare, status=Status.UNDETERMINED, deciding=deciding, caveats=(note,))
    return bare


def _untitled(result: Fold, publicity: Entry | None, closed: Closed | None, day: date) -> Standing:
    period, grant = _last_begun(result, day)
    revoked = [each for each in result.revocations if each.on <= day]
    granted = [each for each in result.designations if min(each.granted_on, each.first) <= day]
    standing_ = [
        end for end in revoked if not any(_is_granted_since(each, end) for each in granted)
    ]
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


def _notes_on_publicity(bare: Standing, publicity: Entry | None) -> Iterator[StandingCaveat]:
    """While a list that names the platform again is open, and the word is not that it is open."""
    if publicity and bare.status is not Status.UNDER_PUBLICITY:
        yield StandingCaveat(Caveat.UNDER_PUBLICITY_AGAIN, *window_of(publicity))


def _notes(
    history: History,
    result: Fold,
    bare: Standing,
    closed: Closed | None,
    day: date,
    is_unproved: bool,
) -> Iterator[StandingCaveat]:
    """Every caveat that applies on the day, in the order of their weight."""
    yield from bare.caveats
    if is_unproved:
        yield StandingCaveat(Caveat.DESIGNATION_NOT_ON_RECORD)
    if bare.period and bare.status in (Status.IN_FORCE, Status.UNDETERMINED):
        yield from _notes_on_title(history, bare.status, bare.period, day)
    if bare.status is Status.AWAITING_ANNOUNCEMENT and closed:
        yield from _notes_on_waiting(closed, day)
    if any(each.entry.counts_on_issue <= day for each in result.ignored):
        yield StandingCaveat(Caveat.ACT_IN_ERROR)
    is_before = history.begins_on is not None and day < history.begins_on
    if bare.status is Status.NOT_DESIGNATED and is_before and not is_unproved:
        yield StandingCaveat(Caveat.BEFORE_THE_REGISTER_BEGINS, history.begins_on)
    for entry in history.of(Announcement):
        if entry.act.issued_on.first <= day < entry.counts_on_issue and not bare.period:
            yield StandingCaveat(
                Caveat.DAY_UNCERTAIN, entry.act.issued_on.first, entry.counts_on_issue
            )


def _lacks_grant(history: History, live: History, bare: Standing, day: date) -> bool:
    """Whether the grant of the title is not on record: something else speaks of it first.

    What was annulled speaks of it, too. Before a title was taken over, it was another's.
    """
    if bare.grant:
        return isinstance(bare.grant.act, Review)
    acts = history.of(Announcement, Revocation, Review, Withdrawal)
    first = min(acts, key=lambda each: each.counts_on_issue, default=None)
    if first is None or isinstance(first.act, Announcement):
        return False
    is_granted = any(each.counts_on_issue <= day for each in live.of(Announcement))
    taken = (each.counts_on for each in live.of(Succession) if _takes_title(history, each))
    return not is_granted and not any(day < on <= first.counts_on for on in taken)


def _takes_title(history: History, entry: Entry) -> bool:
    is_kept = isinstance(entry.row, SuccessionRow) and entry.row.keeps_title
    return is_kept and takes_over(history, entry)


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
    elif status is Status.UNDETERMINED and any(entry.is_in_part for entry in period.by):
        yield StandingCaveat(Caveat.LIST_IN_PART)
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


def _came_to_nothing(closed: Closed | None, since: date) -> Explanation | None:
    """Why the last publicity led to no title, where that was settled on a day or later."""
    is_later = closed and closed.settled_on and closed.settled_on >= since
    return closed.explanation if closed and is_later else None


def _explanation(
    history: History,
    bare: Standing,
    closed: Closed | None,
    decided: list[Decided],
    day: date,
) -> Explanation | None:
    """Why a negative answer is negative; none where it needs no reason, or is not negative."""
    if bare.status is Status.WITHDRAWN and isinstance(bare.deciding[-1].act, Succession):
        return Explanation.SUCCEEDED
    if bare.status in (Status.WITHDRAWN, Status.ABOLISHED):
        return _came_to_nothing(closed, bare.deciding[-1].counts_on + ONE_DAY)
    if bare.status not in (Status.NOT_DESIGNATED, Status.EXPIRED):
        return None
    grants = [each.counts_on_issue for each in history.of(Announcement)]
    granted = max((on for on in grants if on <= day), default=date.min)
    if reason := _came_to_nothing(closed, granted):
        return reason
    if bare.status is Status.EXPIRED:
        return None
    if any(_is_annulled_grant(each, day) for each in decided):
        return Explanation.GRANT_ANNULLED
    if history.begins_on and day < history.begins_on:
        return Explanation.REGISTER_BEGINS
    return None if history.entries else Explanation.NOT_ON_RECORD
