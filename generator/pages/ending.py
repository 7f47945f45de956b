"""期满页 What ends soon and what has ended lately, each with its day.

Every row carries its last day, so that the reader's browser can put it where it
belongs on the reader's own day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.pages.page import Page
from generator.pages.wording import Wording
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
    endings: tuple[Ending, ...]

    @property
    def reach(self) -> int:
        """远近 The number of days that the heading says."""
        return max(abs(self.least), abs(self.most))


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """期满页 One page."""
    found = endings(snapshot)
    shown = {"soon": _spans(found, SOON), "lately": _spans(found, LATELY)}
    placed = {ending for spans in shown.values() for span in spans for ending in span.endings}
    words = shown | {"elsewhere": [ending for ending in found if ending not in placed]}
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


def _spans(found: list[Ending], bounds: tuple[tuple[int, int], ...]) -> list[Span]:
    """The spans; what has ended is read from the latest back."""
    return [
        Span(least, most, tuple(e for e in _read(found, most) if least <= e.away <= most))
        for least, most in bounds
    ]


def _read(found: list[Ending], most: int) -> list[Ending]:
    return found[::-1] if most < 0 else found
