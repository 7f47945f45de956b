"""A page before it is printed: its address, its words and its other forms; and a long list on several pages."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar


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


T = TypeVar("T")
# Rows of a page: about a quarter of a megabyte, 25 KB compressed, and long enough that most
# registers of a province or a title fit on one page and can be searched in it.
ROWS = 500
# Page numbers on either side of the present one; the first and the last are always there.
BESIDE = 2


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One page of a list: page `number` of `count`, from item `first` of `total`."""

    base: str
    further: str
    number: int
    count: int
    first: int
    total: int
    items: Sequence[T]

    @property
    def last(self) -> int:
        """Number of the last item on this page."""
        return self.first + len(self.items) - 1

    @property
    def address(self) -> str:
        """Address of this page."""
        return self.address_of(self.number)

    def address_of(self, number: int) -> str:
        """Address of a page of the same list."""
        return self.base if number == 1 else f"{self.further}{number}/"

    @property
    def numbers(self) -> list[int]:
        """Page numbers to link: the first, the last, and those near this one; 0 for a gap."""
        near = range(self.number - BESIDE, self.number + BESIDE + 1)
        shown = sorted({1, self.count, *(n for n in near if 1 <= n <= self.count)})
        numbers: list[int] = []
        for number in shown:
            numbers += [0] if numbers and number > numbers[-1] + 1 else []
            numbers.append(number)
        return numbers

    @property
    def mark(self) -> str:
        """Words that tell this page's title from the first page's; empty on the first."""
        return "" if self.number == 1 else f"（第{self.number}页）"


def sheets(
    items: Sequence[T], base: str, further: str = "", rows: int = ROWS
) -> Iterator[Sheet[T]]:
    """Sheets of at most so many rows, every item once, in order; one empty sheet of an empty list.

    Further sheets lie below the address `further`, else below `base`.
    """
    count = max(1, -(-len(items) // rows))
    for number in range(1, count + 1):
        first = (number - 1) * rows
        piece = items[first : first + rows]
        yield Sheet(base, further or base, number, count, first + 1, len(items), piece)
