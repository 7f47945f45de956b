"""期满页 What ends soon and what has ended lately, each with its day.

Every row carries its last day, so that the reader's browser can put it where it
belongs on the reader's own day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.pages.page import Page
from generator.pages.wording import Wording
from generator.sizes import Sizes
from generator.standing.snapshot import Listing, Snapshot
from generator.standing.tenure import tenures

# Days from a title's last day: 0 is the last day itself.
SOON = ((0, 30), (31, 90), (91, 180))
LATELY = ((-30, -1), (-90, -31), (-180, -91))


@dataclass(frozen=True)
class Ending:
    """期满 A title that runs out, its last day, and how many days that day is away."""

    listing: Listing
    last: date

    @property
    def away(self) -> int:
        """相距天数 Negative once the last day has passed."""
        return (self.last - self.listing.as_of).days


@dataclass(frozen=True)
class Span:
    """一段 The endings whose last day is from `least` to `most` days away."""

    least: int
    most: int
    found: list[Ending]

    @property
    def reach(self) -> int:
        """远近 The number of days that the heading says."""
        return max(abs(self.least), abs(self.most))

    @property
    def whole(self) -> "Span":
        """自今起 This span and those nearer: from today, or from yesterday back."""
        return Span(min(self.least, 0), max(self.most, -1), self.found)

    @property
    def endings(self) -> list[Ending]:
        """所含期满 The nearest first."""
        mine = [ending for ending in self.found if self.least <= ending.away <= self.most]
        return sorted(mine, key=lambda ending: abs(ending.away))


def pages(snapshot: Snapshot, wording: Wording, sizes: Sizes) -> Iterator[Page]:
    """期满页 One page."""
    found = endings(snapshot)
    soon, lately = ([Span(*bounds, found) for bounds in each] for each in (SOON, LATELY))
    beyond = [ending for ending in found if abs(ending.away) > soon[-1].reach]
    # A browser arranges every row by the reader's day, so it must have every row.
    whole = len(found) <= sizes.sheet
    words: dict[str, Any] = {"soon": soon, "lately": lately, "beyond": beyond if whole else []}
    words |= {"most": None if whole else sizes.shown}
    description = "30、90、180天内将要期满的平台，和最近期满的平台。"
    yield Page("ending/", "platforms", "即将期满与最近期满", "ending.html", description, words)


def endings(snapshot: Snapshot) -> list[Ending]:
    """各期满 Of every title held by now that runs out, the earliest first."""
    found = [
        Ending(listing, tenure.ends)
        for listing in snapshot.listings.values()
        for tenure in tenures(listing.timeline)
        if tenure.runs_out and tenure.ends and tenure.starts <= snapshot.as_of
    ]
    return sorted(found, key=lambda ending: (ending.last, ending.listing.id))
