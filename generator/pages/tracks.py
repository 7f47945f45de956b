"""有效期标尺 One period of validity drawn to scale, with today on it and where it was cut."""

from dataclasses import dataclass
from datetime import date

from generator.register.history import Entry
from generator.standing.snapshot import Listing
from generator.standing.standing import ENDERS, ends
from generator.standing.validity import Period


@dataclass(frozen=True)
class Track:
    """标尺 In percent of the printed length; `today` none where the day lies outside.

    `cut` is where a revocation, a withdrawal or an abolition ended the period.
    """

    period: Period
    passed: float
    today: float | None
    cut: float | None
    cut_by: Entry | None


def track(listing: Listing, period: Period) -> Track:
    """标尺 For one period as of the listing's day; a period without an end has no scale."""
    ender = _ender(listing, period)
    stop = min(listing.as_of, ender.effective_on) if ender else listing.as_of
    today = _percent(period, listing.as_of) if period.covers(listing.as_of) else None
    cut = _percent(period, ender.effective_on) if ender else None
    return Track(period, _percent(period, stop), today, cut, ender)


def _ender(listing: Listing, period: Period) -> Entry | None:
    reaching = [
        e
        for e in listing.history.of(*ENDERS)
        if e.effective_on <= listing.as_of and ends(e, period)
    ]
    within = [e for e in reaching if period.ends is None or e.effective_on <= period.ends]
    return min(within, key=lambda entry: entry.effective_on, default=None)


def _percent(period: Period, day: date) -> float:
    if period.ends is None:
        return 100.0
    length = (period.ends - period.starts).days + 1
    return round(100 * min(max((day - period.starts).days, 0), length) / length, 1)
