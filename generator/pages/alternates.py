"""另有形式 The data, feeds and calendars that say what a page says, for the head of the page."""

import html

from generator.pages.page import Page

JSON, ATOM, CALENDAR = "application/json", "application/atom+xml", "text/calendar"
OF_COLUMN = {
    "": "feeds/notices.atom",
    "notices/": "feeds/notices.atom",
    "publicity/": "feeds/publicity.atom",
    "revocations/": "feeds/revocations.atom",
    "changes/": "feeds/changes.atom",
}
EVERYTHING = "calendar/all.ics"


def alternates(page: Page) -> list[str]:
    """另有形式 As links.

    Two words: the theme takes a bare "alternate" for a site in another language.
    """
    return [
        f'<link rel="alternate nofollow" type="{kind}" href="{html.escape(page.root + path)}">'
        for kind, path in _found(page)
    ]


def _found(page: Page) -> list[tuple[str, str]]:
    column, _, name = page.address.rstrip("/").partition("/")
    # Further pages of a list are said by the files of its first.
    name = name.partition("/")[0] if column != "platforms" else name
    found = [(JSON, page.alternate)] if page.alternate else []
    if name and "/" not in name and column in ("platforms", "cities"):
        found.append((ATOM, f"feeds/{column}/{name}.atom"))
    if name and column == "cities":
        found.append((CALENDAR, f"calendar/{name}.ics"))
    if page.address in OF_COLUMN:
        found += [(ATOM, OF_COLUMN[page.address]), (CALENDAR, EVERYTHING)]
    return found
