"""The page of what ends soon and what has ended lately: the nearest of each, and how many in all.

`arranged.js` draws the same from the columns of the look-up for a reader's later day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from generator.register.snapshot import Listing, Snapshot
from generator.register.timeline import recorded_days, tenures
from generator.site.pages.page import Page
from generator.site.pages.wording import Wording

# Days from a title's last day: 0 is the last day itself.
SOON = ((0, 30), (31, 90), (91, 180))
LATELY = ((-30, -1), (-90, -31), (-180, -91))
# Days that the farthest of them reaches.
REACH = max(abs(day) for days in (*SOON, *LATELY) for day in days)
# Rows of one section; `arranged.js` draws as many.
SHOWN = 10


@dataclass(frozen=True)
class TitleEnd:
    """A title that runs out, its last day, and how many days that day is away."""

    listing: Listing
    last: date

    @property
    def away(self) -> int:
        """Days from the day of the snapshot to the last day; negative once it has passed."""
        return (self.last - self.listing.as_of).days


@dataclass(frozen=True)
class DayRange:
    """The endings whose last day is from `least` to `most` days away."""

    least: int
    most: int
    every: list[TitleEnd]

    @property
    def reach(self) -> int:
        """Number of days that the heading says."""
        return max(abs(self.least), abs(self.most))

    @cached_property
    def whole(self) -> "DayRange":
        """This span and those nearer: from today on, or from yesterday back."""
        return DayRange(min(self.least, 0), max(self.most, -1), self.every)

    @cached_property
    def endings(self) -> list[TitleEnd]:
        """Endings of this span, the nearest first."""
        within = [each for each in self.every if self.least <= each.away <= self.most]
        return sorted(within, key=lambda ending: abs(ending.away))


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """The one page."""
    words = {"spans": partial(spans, snapshot), "shown": SHOWN}
    description = "30、90、180天内将要期满的平台，和最近期满的平台。"
    yield Page("ending/", "platforms", "即将期满与最近期满", "ending.html", description, words)


def spans(snapshot: Snapshot) -> dict[str, list[DayRange]]:
    """Spans to come under `soon` and past ones under `lately`, each the nearest first."""
    every = endings(snapshot)
    return {
        name: [DayRange(*bounds, every) for bounds in each]
        for name, each in (("soon", SOON), ("lately", LATELY))
    }


def endings(snapshot: Snapshot) -> list[TitleEnd]:
    """Titles held by now that run out near the day (`REACH`), the earliest end first."""
    every = [
        TitleEnd(listing, tenure.ends)
        for listing in snapshot.listings.values()
        if _turns_near(listing)
        for tenure in tenures(listing.timeline)
        if tenure.runs_out and tenure.ends and tenure.starts <= snapshot.as_of
    ]
    near = (each for each in every if abs(each.away) <= REACH)
    return sorted(near, key=lambda ending: (ending.last, ending.listing.id))


def _turns_near(listing: Listing) -> bool:
    """Whether a day near this one may change its status: few have one, and a timeline is long work."""
    return any(
        abs((day - listing.as_of).days) <= REACH + 1 for day in recorded_days(listing.history)
    )
