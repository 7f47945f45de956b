"""英文页 An English face of the main pages: what holds, in one line or one page."""

from collections.abc import Iterator

from generator.pages.page import Page
from generator.pages.wording import Wording
from generator.standing.snapshot import Snapshot
from generator.terms import Status


def pages(snapshot: Snapshot, wording: Wording) -> Iterator[Page]:
    """英文页 One page."""
    counts = {status: len(snapshot.with_status(status)) for status in Status}
    title = snapshot.register.site.title_en
    description = f"{title}: what it is and how to check."
    yield Page("en/", "help", title, "en.html", description, {"counts": counts})
