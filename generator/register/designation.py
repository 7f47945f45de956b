"""Designations (认定) of one platform: what its acts grant, prolong, move and end.

A designation is a chain: one announcement, then the reviews, changes and successions
that prolong, move or hand it on. What an act has ended never comes back by itself.
An end is as printed or as a later act set it, never computed (第二十三条 is a check).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from generator.records.acts import (
    Abolition,
    Act,
    Announcement,
    AnnouncementRow,
    Review,
    ReviewRow,
    Revocation,
    Succession,
    SuccessionRow,
    ValidityChange,
    ValidityChangeRow,
    Withdrawal,
)
from generator.records.values import Validity
from generator.register.decisions import live_entries
from generator.register.register import Entry, History
from generator.terms.words import ReviewOutcome, Status

ONE_DAY = timedelta(days=1)
FOR_EVER = date.max
NEVER = date.min

ENDINGS: Mapping[type[Act], Status] = {
    Revocation: Status.REVOKED,
    Withdrawal: Status.WITHDRAWN,
    Succession: Status.WITHDRAWN,
    Abolition: Status.ABOLISHED,
}
# Of two endings on one day the graver counts.
GRAVITY = (Status.EXPIRED, Status.ABOLISHED, Status.WITHDRAWN, Status.REVOKED)


@dataclass(frozen=True, slots=True)
class Period:
    """Days for which a title was granted, both included.

    `ends` is none where no last day is known or set. The title surely runs until
    `sure_until` (`NEVER` where no period was printed); afterwards nobody can tell.
    `is_open` where the edition lets a title last until the next review; its term is counted
    from `reviewed_on`, where that is neither the first day nor a review of this platform.
    """

    by: tuple[Entry, ...]
    starts: date
    ends: date | None
    sure_until: date
    starts_known: bool = True
    is_open: bool = False
    reviewed_on: date | None = None

    @property
    def entry(self) -> Entry:
        """The act that granted the period: an announcement, or the review that proves it."""
        return self.by[0]

    @property
    def changed_by(self) -> Entry | None:
        """The last act that prolonged or moved the period; none where it stands as granted."""
        return self.by[-1] if len(self.by) > 1 else None

    def covers(self, day: date) -> bool:
        """Whether the title runs, or may run, on the day."""
        return self.starts <= day <= (self.ends or FOR_EVER)

    def surely_covers(self, day: date) -> bool:
        """Whether the documents prove that the title runs on the day."""
        return self.covers(day) and day <= self.sure_until


@dataclass(frozen=True, slots=True)
class Ending:
    """End of a designation by an act, from the day named on."""

    on: date
    status: Status
    by: Entry

    @property
    def order(self) -> tuple[date, int]:
        """Later endings come after earlier ones, on one day the graver after the lighter."""
        return self.on, GRAVITY.index(self.status)


@dataclass(slots=True)
class Designation:
    """One chain: the grant, its periods in order, and how it ended.

    `over_from` is the printed first day of a later grant: from then on this chain is over.
    `reviews` are those it passed, with a period or not; `closed_by` revoked it after it ran out.
    """

    grant: Entry
    periods: tuple[Period, ...]
    reviews: tuple[Entry, ...] = ()
    ending: Ending | None = None
    over_from: date | None = None
    closed_by: Ending | None = None

    @property
    def may_go_on(self) -> bool:
        """Whether a later act may prolong it: none ended it, and none softens a revocation."""
        return self.ending is None and self.closed_by is None

    @property
    def first(self) -> date:
        """First day of the first period."""
        return self.periods[0].starts

    @property
    def last(self) -> date | None:
        """Last day of the last period, none where it is not known or not set."""
        return self.periods[-1].ends

    @property
    def granted_on(self) -> date:
        """Day from which the grant was surely known."""
        return self.grant.counts_on_issue

    def is_begun(self, day: date, issued_on: date) -> bool:
        """Whether an act of this issue finds it, announced or begun, on the day."""
        return self.granted_on <= max(day, issued_on) and min(self.first, self.granted_on) <= day

    def is_alive(self, day: date, issued_on: date) -> bool:
        """Whether an act of this issue reaches the chain on the day: announced or begun, not over."""
        return self.is_begun(day, issued_on) and not self.is_over(day)

    def is_over(self, day: date) -> bool:
        """Whether the chain is over on the day: ended, run out, or followed by a later grant."""
        return self._is_cut(day) or (self.last or FOR_EVER) < day

    def _is_cut(self, day: date) -> bool:
        is_ended = self.ending is not None and self.ending.on <= day
        return is_ended or (self.over_from is not None and self.over_from <= day)

    def turn_last(self, period: Period) -> None:
        """Put another period in the place of the last."""
        self.periods = (*self.periods[:-1], period)

    def begins(self, period: Period) -> bool:
        """Whether one of its periods ever began, before the chain was over."""
        return not self._is_cut(period.starts)

    def period_on(self, day: date) -> Period | None:
        """Period that covers the day; none where the chain is over or has a gap."""
        begun = [] if self._is_cut(day) else [each for each in self.periods if each.starts <= day]
        if not begun or begun[-1].covers(day):
            return begun[-1] if begun else None
        # A period without a last day holds until the next begins.
        return next((each for each in reversed(begun[:-1]) if each.ends and day <= each.ends), None)

    def end_on(self, day: date) -> Ending | None:
        """How the chain had ended by the day: by an act, or by running out."""
        if self.ending and self.ending.on <= day:
            return self.ending
        last = self.periods[-1]
        if last.ends is None or self._is_cut(day) or day < max(self.first, last.ends + ONE_DAY):
            return None
        return Ending(last.ends + ONE_DAY, Status.EXPIRED, last.by[-1])


class Fault(Enum):
    """Why an act on a title has no effect."""

    AMBIGUOUS = auto()
    REVERSED = auto()
    TOO_LATE = auto()


@dataclass(frozen=True, slots=True)
class Ignored:
    """An act without effect, and why; `period` is what it would have made, where that is empty."""

    entry: Entry
    fault: Fault
    period: Period | None = None


@dataclass(slots=True)
class Fold:
    """Result of the acts on one platform by a day.

    `revocations` count even where they reached nothing; `lone` are withdrawals of a title
    whose grant is not on record; `ignored` are acts in error, which have no effect.
    """

    designations: tuple[Designation, ...] = ()
    revocations: tuple[Ending, ...] = ()
    lone: tuple[Ending, ...] = ()
    ignored: tuple[Ignored, ...] = ()

    def ending_of(self, period: Period) -> Ending | None:
        """How an act ended the designation that this period belongs to, if one did so within it."""
        endings = [each.ending for each in self.designations if period in each.periods]
        return next((e for e in endings if e and e.on <= (period.ends or FOR_EVER)), None)

    @property
    def is_known(self) -> bool:
        """Whether any act so far granted a title, or ended one whose grant is not on record."""
        return bool(self.designations or self.revocations or self.lone)


def fold(history: History, day: date) -> Fold:
    """Apply every act to the designations of the platform, as the register stands on the day.

    Changes of validity and reviews of a title on record count from their issue (they are left
    out before it), endings from the day on which they surely take effect, grants by their printed
    days. The result is shared between the days that know of the same acts: it is not to be changed.
    """
    if any(takes_over(history, each) for each in history.of(Succession)):
        # What a predecessor hands on turns on days of its own.
        return _folded(history, day)
    known_by = last_turn(history, day)
    if known_by not in history.folds:
        history.folds[known_by] = _folded(history, known_by)
    result: Fold = history.folds[known_by]
    return result


def last_turn(history: History, day: date) -> date:
    """The last day by `day` from which the acts come to something else; see `fold`."""
    issued = (each.counts_on_issue for each in history.of(ValidityChange, Review))
    return max((each for each in issued if each <= day), default=NEVER)


def _folded(history: History, day: date) -> Fold:
    result = Fold()
    for entry in in_order(history.entries):
        if takes_over(history, entry):
            if entry.counts_on <= day:
                _succeed(result, entry, history, day)
        elif type(entry.act) in ENDINGS:
            _end(result, entry)
        else:
            _go_on(result, entry, day)
    return result


def _go_on(result: Fold, entry: Entry, day: date) -> None:
    """Apply an act that grants, prolongs or moves a title; any other does nothing."""
    if isinstance(entry.act, Announcement):
        _grant(result, entry)
    elif isinstance(entry.act, Review):
        _review(result, entry, day)
    elif isinstance(entry.act, ValidityChange) and entry.counts_on_issue <= day:
        _change(result, entry)


def takes_over(history: History, entry: Entry) -> bool:
    """Whether the platform is the successor in this succession."""
    return isinstance(entry.row, SuccessionRow) and entry.row.successor == history.platform.id


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Acts in the order in which they count: by issue; of one day, endings after the rest.

    An ending that takes effect later counts then: it reaches what is alive on that day. Acts of
    one document count as printed, and among endings only where all of them are.
    """
    listed = list(entries)
    granting = {each.act.document for each in listed if type(each.act) not in ENDINGS}

    def order(entry: Entry) -> tuple[date, bool]:
        is_ending = type(entry.act) in ENDINGS
        effect = entry.counts_on if is_ending else entry.counts_on_issue
        return max(entry.counts_on_issue, effect), entry.act.document not in granting

    return sorted(listed, key=order)


def anniversary(day: date, years: int) -> date:
    """Same day so many years on; 29 February falls back to the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def granted_period(entry: Entry) -> Period:
    """Period that an announcement grants to one platform, as printed."""
    act, row = entry.act, entry.row
    assert isinstance(act, Announcement)
    assert isinstance(row, AnnouncementRow)
    return _period(entry, row.validity or act.validity)


def _period(entry: Entry, validity: Validity | None) -> Period:
    """Printed period; where a day is missing, what surely follows from the edition's term."""
    starts = validity.starts.first if validity and validity.starts else None
    last = validity.ends.last if validity and validity.ends else None
    if starts and last and last < starts:
        starts = last = None
    issued_on = entry.counts_on_issue
    if last:
        first = starts or min(issued_on, last)
        return Period((entry,), first, last, last, starts is not None)
    if starts is None:
        return Period((entry,), issued_on, None, NEVER, starts_known=False)
    term = entry.regulation.validity if entry.regulation else None
    if term and term.until_review_every_years is not None:
        return Period((entry,), starts, None, FOR_EVER, is_open=True)
    is_termed = term is not None and term.years is not None
    sure = anniversary(starts, term.years) - ONE_DAY if is_termed else NEVER  # type: ignore[union-attr, arg-type]
    return Period((entry,), starts, None, sure)


def _grant(result: Fold, entry: Entry) -> None:
    period = granted_period(entry)
    for older in result.designations:
        from_ = period.starts if period.starts_known else _doubtful_from(older, period.starts)
        if older.first < from_:
            older.over_from = min(older.over_from or FOR_EVER, from_)
    result.designations += (Designation(entry, (period,)),)


def _doubtful_from(designation: Designation, settled_on: date) -> date:
    """Day from which a later grant settles a title of which nobody can tell whether it runs."""
    last = designation.periods[-1]
    if last.ends is not None or last.sure_until == FOR_EVER:
        return FOR_EVER
    return max(settled_on, last.starts, last.sure_until + ONE_DAY)


def _review(result: Fold, entry: Entry, day: date) -> None:
    row = entry.row
    assert isinstance(row, ReviewRow)
    going = [each for each in result.designations if each.may_go_on]
    if row.outcome is ReviewOutcome.FAILED:
        if entry.counts_on_issue <= day:
            _fail(going, entry)
    elif going:
        if entry.counts_on_issue <= day:
            _prolong(going[-1], entry, row)
    elif not result.is_known:
        result.designations += (Designation(entry, (_proved_period(entry, row),)),)
    elif row.validity or row.validity_unknown:
        result.ignored += (Ignored(entry, Fault.TOO_LATE),)


def _proved_period(entry: Entry, row: ReviewRow) -> Period:
    """Period of a title whose grant is not on record, proved by the review it passed."""
    if row.validity:
        return _period(entry, row.validity)
    term = entry.regulation.validity if entry.regulation else None
    is_open = term is not None and term.until_review_every_years is not None
    sure = FOR_EVER if is_open else NEVER
    return Period((entry,), entry.counts_on_issue, None, sure, False, is_open)


def _prolong(designation: Designation, entry: Entry, row: ReviewRow) -> None:
    before = designation.periods[-1]
    designation.reviews += (entry,)
    if row.validity:
        period = _period(entry, row.validity)
        designation.periods += (replace(period, by=(*before.by, entry)),)
    elif row.validity_unknown and before.ends:
        first = before.ends + ONE_DAY
        designation.periods += (Period((*before.by, entry), first, None, NEVER, False),)


def _fail(going: list[Designation], entry: Entry) -> None:
    """End a title held until its next review, on the day before the review that it failed."""
    for designation in going:
        period = designation.periods[-1]
        if period.is_open and period.starts < entry.counts_on_issue:
            last = entry.counts_on_issue - ONE_DAY
            by = (*period.by, entry)
            designation.turn_last(replace(period, ends=last, sure_until=last, is_open=False, by=by))


def _change(result: Fold, entry: Entry) -> None:
    act, row, issued_on = entry.act, entry.row, entry.counts_on_issue
    assert isinstance(act, ValidityChange)
    of_row = row if isinstance(row, ValidityChangeRow) else None
    starts = (of_row.starts if of_row else None) or act.starts
    ends = (of_row.ends if of_row else None) or act.ends
    for designation in _changed(result, entry, of_row):
        period = designation.periods[-1]
        if starts and issued_on < period.starts:
            period = replace(period, starts=starts.first, starts_known=True)
        if ends:
            # A last day before the change's issue ends the title on the day of issue.
            last = max(ends.last, min(issued_on - ONE_DAY, period.ends or FOR_EVER))
            period = _ending_on(period, last, entry)
        if (period.ends or FOR_EVER) < period.starts:
            result.ignored += (Ignored(entry, Fault.REVERSED, period),)
            continue
        designation.turn_last(replace(period, by=(*period.by, entry)))


def _ending_on(period: Period, last: date, entry: Entry) -> Period:
    """Period with its new last day; sure only as far as both days go, where the act may not mean it."""
    if not entry.is_in_part:
        return replace(period, ends=last, sure_until=last, is_open=False)
    ends = max(period.ends or FOR_EVER, last)
    sure = min(period.sure_until, last)
    return replace(period, ends=None if ends == FOR_EVER else ends, sure_until=sure, is_open=False)


def _changed(result: Fold, entry: Entry, row: ValidityChangeRow | None) -> list[Designation]:
    """Chains that a change moves: those it names, else the one alive on its issue, else the last."""
    going = [each for each in result.designations if each.may_go_on]
    if row is None or row.designation:
        return [each for each in going if is_meant(each, entry)]
    alive = [each for each in going if not each.is_over(entry.counts_on_issue)]
    if len(alive) > 1:
        result.ignored += (Ignored(entry, Fault.AMBIGUOUS),)
        return []
    return alive or going[-1:]


def _is_of(designation: Designation, entry: Entry) -> bool:
    """Whether an act that names lists (`of_notices`, `granted_before`) means this chain."""
    act = entry.act
    if (before := getattr(act, "granted_before", None)) is not None:
        return bool(designation.granted_on < before.first)
    named = getattr(act, "of_notices", ())
    granting = [each.act for each in (designation.grant, *designation.reviews)]
    return any(each.is_named(name) for each in granting for name in named)


def _succeed(result: Fold, entry: Entry, history: History, day: date) -> None:
    """Hand on what was alive at the predecessor: the same grant, its last day unchanged."""
    assert isinstance(entry.row, SuccessionRow)
    before = history.lookup(entry.row.platform) if entry.row.keeps_title else None
    # A platform that succeeds itself is an error of the record, without effect.
    if before is None or before.platform.id == history.platform.id:
        return
    before = replace(before, entries=live_entries(before, day))
    for chain in fold(before, entry.counts_on).designations:
        if chain.ending and chain.ending.by.act.id == entry.act.id:
            moved = tuple(
                replace(
                    each,
                    starts=max(each.starts, entry.counts_on),
                    by=(*each.by, entry),
                    reviewed_on=max([each.starts, *(by.counts_on_issue for by in chain.reviews)]),
                )
                for each in chain.periods
                if (each.ends or FOR_EVER) >= entry.counts_on
            )
            result.designations += (Designation(chain.grant, moved, chain.reviews),)


def _end(result: Fold, entry: Entry) -> None:
    act, on, issued_on = entry.act, entry.counts_on, entry.counts_on_issue
    ending = Ending(on, ENDINGS[type(act)], entry)
    if isinstance(act, Revocation):
        result.revocations += (ending,)
    elif isinstance(act, Withdrawal | Succession) and not result.is_known:
        result.lone += (ending,)
    for designation in (each for each in result.designations if is_meant(each, entry)):
        old = designation.ending
        is_graver = old is not None and old.on == on and ending.order > old.order
        reaches = is_graver or designation.is_alive(on, issued_on)
        if reaches and entry.is_in_part:
            _doubt(designation, entry)
        elif reaches:
            designation.ending = ending
        elif isinstance(act, Revocation) and designation.is_begun(on, issued_on):
            designation.closed_by = ending


def _doubt(designation: Designation, entry: Entry) -> None:
    """Leave open from the day of an ending whether it reached the title: it may have been spared."""
    sure = entry.counts_on - ONE_DAY
    designation.periods = tuple(
        replace(each, sure_until=min(each.sure_until, sure), is_open=False, by=(*each.by, entry))
        if (each.ends or FOR_EVER) > sure
        else each
        for each in designation.periods
    )


def is_meant(designation: Designation, entry: Entry) -> bool:
    """Whether an act that ends or moves titles means this chain; a row that names none means all."""
    if entry.row is None:
        return _is_of(designation, entry)
    named = getattr(entry.row, "designation", None)
    return named is None or designation.grant.act.is_named(named)


def periods(history: History, day: date) -> list[Period]:
    """Every period on record as of the day, oldest first."""
    every = (period for each in fold(history, day).designations for period in each.periods)
    return sorted(every, key=lambda period: period.starts)
