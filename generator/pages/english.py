"""英文页 An English face of the main pages: what holds, in one line or one page."""

from collections.abc import Iterator
from datetime import date

from generator.pages.page import Page
from generator.pages.platforms import DISPLAY_ORDER
from generator.pages.wording import Wording
from generator.records.acts import Publicity
from generator.records.day import Day
from generator.standing.snapshot import Listing, Snapshot
from generator.terms import Status

MEANINGS = {
    Status.IN_FORCE: "Announced, and the day lies within the validity; its first and last day both count.",
    Status.UNDER_PUBLICITY: "Proposed and open to objections from anyone. Not designated yet.",
    Status.AWAITING_ANNOUNCEMENT: "The public notice has closed and no result has been announced. Not designated.",
    Status.EXPIRED: "The validity has run out, or the announcement was abolished, and no new designation is on record.",
    Status.REVOKED: "The title was revoked. The unit may not apply again until its bar ends.",
    Status.WITHDRAWN: "The unit gave the title up.",
    Status.NOT_DESIGNATED: "No document in force on that day is on record. Absence proves nothing: ask the department.",
}  # fmt: skip


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """英文页 One page."""
    counts = {status: len(snapshot.with_status(status)) for status in DISPLAY_ORDER}
    title = snapshot.register.site.title_en
    words = {"counts": counts, "meanings": MEANINGS}
    yield Page("en/", "help", title, "en.html", f"{title}: what it is and how to check.", words)


def line(listing: Listing) -> str:
    """英文一句 What holds of one platform, beside the verdict in Chinese."""
    return f"{listing.status.english}{_DETAILS[listing.status](listing)}"


def _in_force(listing: Listing) -> str:
    period = listing.standing.period
    assert period is not None
    starts = f" {period.starts}" if period.starts_known else " from an unrecorded day"
    return f": valid{starts} to {period.ends or 'the next review'}."


def _expired(listing: Listing) -> str:
    period = listing.standing.period
    if period is None or period.ends is None or period.ends >= listing.as_of:
        return f": the announcement was abolished, from {_since(listing)}."
    return f": was valid until {period.ends}."


def _from_day(listing: Listing) -> str:
    entry = listing.standing.decided_by
    return f" from {entry.effective_on}." if entry else "."


def _window(listing: Listing) -> str:
    entry = listing.standing.decided_by
    assert entry is not None
    assert isinstance(entry.act, Publicity)
    if entry.act.window is None:
        return ". Not designated."
    starts, ends = entry.act.window.starts, entry.act.window.ends
    if listing.status is Status.UNDER_PUBLICITY:
        return f", {starts} to {ends}. Not designated yet."
    return f": the notice closed on {ends}. Not designated."


def _absent(_: Listing) -> str:
    return ": no document in force on this day is on record."


def _since(listing: Listing) -> date | Day | None:
    return listing.spell.starts if listing.spell else None


_DETAILS = {
    Status.IN_FORCE: _in_force,
    Status.EXPIRED: _expired,
    Status.REVOKED: _from_day,
    Status.WITHDRAWN: _from_day,
    Status.UNDER_PUBLICITY: _window,
    Status.AWAITING_ANNOUNCEMENT: _window,
    Status.NOT_DESIGNATED: _absent,
}
