"""平台页 The directory, the answer page of the search, and a page per platform."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.pages.page import Page
from generator.pages.verdict import verdict
from generator.pages.wording import Wording
from generator.standing.snapshot import Listing, Snapshot
from generator.standing.validity import Period
from generator.terms import Status

# What a reader came for stands first.
DISPLAY_ORDER = (
    Status.IN_FORCE, Status.UNDER_PUBLICITY, Status.AWAITING_ANNOUNCEMENT,
    Status.EXPIRED, Status.REVOKED, Status.WITHDRAWN, Status.NOT_DESIGNATED,
)  # fmt: skip


@dataclass(frozen=True)
class Track:
    """有效期标尺 A validity with the day of the snapshot on it, in percent of its length."""

    period: Period
    passed: float
    is_running: bool


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """平台页 Directory first, then every platform ever recorded."""
    yield _directory(snapshot)
    yield Page(
        "search/", "platforms", "查找", "search.html", "按名称、单位、代码或文号查找平台与文件。"
    )
    for listing in snapshot.listings.values():
        yield _platform(listing)


def _directory(snapshot: Snapshot) -> Page:
    listed = sorted(snapshot.listings.values(), key=lambda each: (each.city or "~", each.id))
    counts = {status: len(snapshot.with_status(status)) for status in DISPLAY_ORDER}
    words = {"listed": listed, "counts": counts}
    description = "全部示范平台，含有效、期满、已撤销和公示中的平台。"
    return Page(
        "platforms/", "platforms", "名录", "directory.html", description, words, "api/v1/all.json"
    )


def _platform(listing: Listing) -> Page:
    words = {
        "listing": listing,
        "platform": listing.platform,
        "verdict": verdict(listing),
        "tracks": [_track(period, listing.as_of) for period in reversed(listing.periods)],
    }
    description = f"{listing.identity.shown}：截至{listing.as_of}，{listing.status.label}。"
    return Page(
        f"platforms/{listing.id}/", "platforms", listing.identity.shown, "platform.html",
        description, words, f"api/v1/platforms/{listing.id}.json",
    )  # fmt: skip


def _track(period: Period, as_of: date) -> Track:
    if period.ends is None:
        return Track(period, 100.0, period.starts <= as_of)
    length = (period.ends - period.starts).days + 1
    passed = min(max((as_of - period.starts).days, 0), length)
    return Track(period, round(100 * passed / length, 1), period.covers(as_of))
