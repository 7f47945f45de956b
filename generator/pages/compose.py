"""网页 Every page, in parts, each page filled into the shell of its column."""

import html
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from generator.findings import Finding
from generator.pages import (
    changes,
    eligibility,
    ending,
    gaps,
    groups,
    help,
    home,
    notices,
    platforms,
    regulations,
    revocations,
    statistics,
)
from generator.pages.page import Page, alternates
from generator.pages.platform import PlatformPages
from generator.pages.sitemap import PAGE
from generator.pages.templates import environment
from generator.pages.wording import Wording
from generator.parts import File, Part, Parts
from generator.printing import Shell, read_shell
from generator.records.act import Act
from generator.sizes import SIZES, Sizes
from generator.standing.keys import Keys
from generator.standing.snapshot import Listing, Snapshot

Maker = Callable[[Snapshot, Wording], Iterator[Page]]
Lister = Callable[[Snapshot, Wording, Sizes], Iterator[Page]]
# What lists platforms without end; the longest first.
LISTERS: tuple[Lister, ...] = (
    changes.pages,
    ending.pages,
    platforms.pages,
    groups.functions,
    groups.cities,
    groups.years,
    revocations.pages,
    home.pages,
)
MAKERS: tuple[Maker, ...] = (
    notices.pages,
    regulations.pages,
    eligibility.pages,
    statistics.pages,
    home.english_page,
)


def compose(
    snapshot: Snapshot,
    printed: Path,
    findings: Iterable[Finding],
    keys: Keys,
    sizes: Sizes = SIZES,
) -> Parts:
    """网页 From the snapshot, the folder that the printer has printed, and what was found wanting."""
    press = _Press(snapshot, printed, Wording(snapshot.register), sizes)
    listings = snapshot.listings

    def platform(name: str) -> Part:
        key = partial(keys.of, listings[name].history)
        make = partial(press.platform, listings[name])
        return Part(f"page platforms/{name}", key, make, True)

    return Parts([*_common(press, findings, keys)], [*listings], [platform])


def _common(press: "_Press", findings: Iterable[Finding], keys: Keys) -> Iterator[Part]:
    """What tells of many platforms, and the page of each notice."""
    snapshot = press.snapshot
    for lister in LISTERS:
        name = f"pages {lister.__module__} {lister.__name__}"
        yield Part(name, lambda: keys.whole, partial(press.lists, lister))
    for maker in MAKERS:
        name = f"pages {maker.__module__} {maker.__name__}"
        yield Part(name, lambda: keys.whole, partial(press.of, maker))
    yield Part("pages help", lambda: keys.common, partial(press.of, help.pages))
    yield Part(
        "pages gaps", lambda: keys.whole, lambda: press.filled(gaps.pages(snapshot, findings))
    )
    tables = partial(statistics.files, snapshot, press.wording)
    yield Part("pages tables", lambda: keys.whole, tables)
    for act in snapshot.acts:
        yield Part(f"page notices/{act.id}", lambda: keys.whole, partial(press.notice, act))


class _Press:
    """Fills the pages; each shell is read once."""

    def __init__(self, snapshot: Snapshot, printed: Path, wording: Wording, sizes: Sizes) -> None:
        self.snapshot, self.printed, self.wording, self.sizes = snapshot, printed, wording, sizes
        self._shells: dict[str, Shell] = {}
        self._platforms = PlatformPages(snapshot, wording)

    def lists(self, lister: Lister) -> Iterator[File]:
        return self.filled(lister(self.snapshot, self.wording, self.sizes))

    def of(self, maker: Maker) -> Iterator[File]:
        return self.filled(maker(self.snapshot, self.wording))

    def notice(self, act: Act) -> Iterator[File]:
        return self.filled(notices.sheets_of(act, self.snapshot, self.sizes))

    def platform(self, listing: Listing) -> Iterator[File]:
        """The page of one platform."""
        yield from self.filled([self._platforms.page(listing)])

    def filled(self, pages: Iterable[Page]) -> Iterator[File]:
        for page in pages:
            head, title = _head(page, self.snapshot), html.escape(_title(page, self.snapshot))
            content = _content(page, self.snapshot, self.wording)
            yield f"{page.address}{PAGE}", self._shell(page).filled(head, title, content)

    def _shell(self, page: Page) -> Shell:
        if page.shell not in self._shells:
            self._shells[page.shell] = read_shell(self.printed / page.shell)
        return self._shells[page.shell]


def _title(page: Page, snapshot: Snapshot) -> str:
    site = snapshot.register.site.title
    return site if page.title == site else f"{page.title} - {site}"


def _content(page: Page, snapshot: Snapshot, wording: Wording) -> str:
    template = environment().get_template(page.template)
    common = {"page": page, "root": page.root, "snapshot": snapshot, "wording": wording}
    return template.render(common | page.words)


def _head(page: Page, snapshot: Snapshot) -> str:
    address = html.escape(snapshot.register.site.base_url + page.address)
    lines = [
        f'<link rel="canonical" href="{address}">',
        f'<meta name="description" content="{html.escape(page.description)}">',
    ]
    lines += alternates(page)
    if page.linked_data:
        lines.append(f'<script type="application/ld+json">{page.linked_data}</script>')
    return "\n  ".join(lines)
