"""状态的变化 A platform's statuses on two sides, set against each other day by day."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from generator.history.comparing.comparison import Stretch
from generator.register.history import Entry
from generator.standing.snapshot import Listing
from generator.standing.validity import ONE_DAY
from generator.terms import Status

Step = tuple[date, Status, Entry | None]


def steps(listing: Listing | None) -> list[Step]:
    """各次变化 The days on which the status becomes another, and what it rests on then."""
    found: list[Step] = []
    for spell in listing.timeline if listing else ():
        status = found[-1][1] if found else Status.NOT_DESIGNATED
        if spell.standing.status is not status:
            found.append((spell.starts, spell.standing.status, spell.standing.decided_by))
    return found


def since(listing: Listing) -> date | None:
    """自何日起 The first day of the status that the listing has on its day."""
    passed = [day for day, _, _ in steps(listing) if day <= listing.as_of]
    return passed[-1] if passed else None


def stretches(before: Listing | None, after: Listing, as_of: date) -> Iterator[Stretch]:
    """答复有变的过去 Days gone by whose answer is another now, but for those that reach the day."""
    one, other = steps(before), steps(after)
    days = sorted({day for day, _, _ in (*one, *other) if day <= as_of})
    pairs = [(day, (_on(one, day), _on(other, day))) for day in days]
    runs = [(list(run), pair) for pair, run in groupby(pairs, lambda each: each[1])]
    starts = [run[0][0] for run, _ in runs]
    for at, (_, (was, now)) in enumerate(runs[:-1]):
        if was is not now:
            yield Stretch(starts[at], starts[at + 1] - ONE_DAY, was, now)


def _on(known: list[Step], day: date) -> Status:
    passed = [status for starts, status, _ in known if starts <= day]
    return passed[-1] if passed else Status.NOT_DESIGNATED
