"""A page before it is printed: its address, its title, its words, and its other forms."""

import html
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Page:
    """One page to be filled; `address` ends in a slash, `template` lies in site_templates/pages.

    `picture` is the name of that which a shared link shows: one for each status, one for all else.
    """

    address: str
    column: str
    title: str
    template: str
    description: str
    words: dict[str, Any] = field(default_factory=dict)
    alternate: str | None = None
    linked_data: str = ""
    picture: str = "register"
    # The address of the page that says it in full, where this one only leads there.
    canonical: str = ""

    @property
    def depth(self) -> int:
        """Number of folders above the page."""
        return self.address.count("/")

    @property
    def root(self) -> str:
        """Relative path from this page to the home page."""
        return "../" * self.depth or "./"

    @property
    def shell(self) -> str:
        """Path of the printed shell whose links fit this depth."""
        if self.depth == 0:
            return "index.html"
        folders = {1: f"shell-{self.column}", 2: f"shell/{self.column}"}
        return f"{folders.get(self.depth, f'shell/sheet/{self.column}')}/index.html"


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
    """Give the other forms of a page as links of its head."""
    return [
        f'<link rel="alternate" type="{kind}" href="{html.escape(page.root + path)}">'
        for kind, path in _found(page)
    ]


def _found(page: Page) -> list[tuple[str, str]]:
    column, _, name = page.address.rstrip("/").partition("/")
    # Further pages of a list are said by the files of its first.
    name = name.partition("/")[0] if column != "platforms" else name
    forms = [(JSON, page.alternate)] if page.alternate else []
    if name and "/" not in name and column in ("platforms", "cities"):
        forms.append((ATOM, f"feeds/{column}/{name}.atom"))
    if name and column == "cities":
        forms.append((CALENDAR, f"calendar/{name}.ics"))
    if page.address in OF_COLUMN:
        forms += [(ATOM, OF_COLUMN[page.address]), (CALENDAR, EVERYTHING)]
    return forms
