"""资格状态 The fold from acts to what the register says on one day.

Order of precedence: a period in force; a revocation; an open publicity; a closed
publicity awaiting its announcement; the way the last period ended; nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.records.act import Act
from generator.records.acts import Abolition, Revocation, Withdrawal
from generator.register.history import Entry, History
from generator.standing.caveats import caveats
from generator.standing.publicity import awaiting, open_publicity
from generator.standing.validity import ONE_DAY, Period, periods
from generator.terms import Caveat, Status

ENDERS: dict[type[Act], Status] = {
    Revocation: Status.REVOKED,
    Withdrawal: Status.WITHDRAWN,
    Abolition: Status.EXPIRED,
}
WEIGHT = (Status.EXPIRED, Status.WITHDRAWN, Status.REVOKED)


@dataclass(frozen=True, slots=True)
class Standing:
    """资格状态 The status, the period and the act it rests on, and what to know beside it.

    `period` is the period in force, or the last one begun; `decided_by` is none
    where no act speaks of the platform yet. `publicity` is open on this day,
    whatever the status.
    """

    status: Status
    period: Period | None
    decided_by: Entry | None
    publicity: Entry | None
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """终止 How and when a title ended."""

    on: date
    status: Status
    by: Entry

    @property
    def order(self) -> tuple[date, int]:
        """先后 Later endings win; on one day the graver."""
        return self.on, WEIGHT.index(self.status)


def standing(history: History, as_of: date, granted: list[Period] | None = None) -> Standing:
    """某日状态 What the register says of one platform on one day.

    `granted` are its periods, where who asks has worked them out already.
    """
    granted = periods(history, as_of) if granted is None else granted
    enders = [entry for entry in history.of(*ENDERS) if entry.effective_on <= as_of]
    alive = [p for p in granted if p.covers(as_of) and not any(ends(e, p) for e in enders)]
    begun = [p for p in granted if p.starts <= as_of]
    period = alive[-1] if alive else (begun[-1] if begun else None)
    publicity = open_publicity(history, as_of)
    decided_by: Entry | None
    if alive:
        status, decided_by = Status.IN_FORCE, alive[-1].entry
    else:
        status, decided_by = _untitled(history, as_of, publicity, _endings(begun, enders, as_of))
    notes = tuple(caveats(history, as_of, status, period, granted))
    return Standing(status, period, decided_by, publicity, notes)


def _untitled(
    history: History, as_of: date, publicity: Entry | None, endings: Iterator[Ending]
) -> tuple[Status, Entry | None]:
    last = max(endings, key=lambda ending: ending.order, default=None)
    if last and last.status is Status.REVOKED:
        return last.status, last.by
    if publicity:
        return Status.UNDER_PUBLICITY, publicity
    if waiting := awaiting(history, as_of):
        return Status.AWAITING_ANNOUNCEMENT, waiting
    return (last.status, last.by) if last else (Status.NOT_DESIGNATED, None)


def ends(ender: Entry, period: Period) -> bool:
    """是否终止该期 Whether an act that ends titles reaches this period.

    It reaches what had begun or been announced by the day it takes effect; an
    abolition reaches only the announcements it names.
    """
    if isinstance(ender.act, Abolition) and period.entry.act.id not in ender.act.of_notices:
        return False
    return min(period.starts, period.entry.issued_on) <= ender.effective_on


def _endings(begun: list[Period], enders: list[Entry], as_of: date) -> Iterator[Ending]:
    for entry in enders:
        status = ENDERS[type(entry.act)]
        if status is Status.REVOKED or any(ends(entry, period) for period in begun):
            yield Ending(entry.effective_on, status, entry)
    for period in begun:
        if period.ends is not None and period.ends < as_of:
            earlier = [e for e in enders if ends(e, period) and e.effective_on <= period.ends]
            if not earlier:
                by = period.changed_by or period.entry
                yield Ending(period.ends + ONE_DAY, Status.EXPIRED, by)
