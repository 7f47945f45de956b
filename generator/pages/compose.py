"""网页 Every page, lazily: (path, bytes), each filled into the shell of its column."""

import html
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from generator.findings import Finding
from generator.pages import (
    changes,
    eligibility,
    embed,
    ending,
    english,
    gaps,
    groups,
    help,
    home,
    notices,
    plaque,
    platforms,
    regulations,
    revocations,
    statistics,
)
from generator.pages.alternates import alternates
from generator.pages.page import Page
from generator.pages.templates import environment
from generator.pages.wording import Wording
from generator.printing import Shell, read_shell
from generator.standing.snapshot import Snapshot

MAKERS = (
    home.pages,
    platforms.pages,
    groups.pages,
    notices.pages,
    regulations.pages,
    eligibility.pages,
    help.pages,
    ending.pages,
    revocations.pages,
    changes.pages,
    statistics.pages,
    english.pages,
)


def compose(
    snapshot: Snapshot, printed: Path, findings: Iterable[Finding] = ()
) -> Iterator[tuple[str, bytes]]:
    """网页 From the snapshot, the folder that the printer has printed, and what was found wanting."""
    wording = Wording(snapshot.register)
    shells: dict[str, Shell] = {}
    addresses: list[str] = []
    made = chain.from_iterable(maker(snapshot, wording) for maker in MAKERS)
    for page in chain(made, gaps.pages(snapshot, findings)):
        if page.shell not in shells:
            shells[page.shell] = read_shell(printed / page.shell)
        addresses.append(page.address)
        content = _content(page, snapshot, wording)
        title = html.escape(_title(page, snapshot))
        yield (
            f"{page.address}index.html",
            shells[page.shell].filled(_head(page, snapshot), title, content),
        )
    yield from plaque.redirects(snapshot)
    yield from embed.cards(snapshot)
    yield from statistics.files(snapshot, wording)
    yield "sitemap.xml", _sitemap(snapshot.register.site.base_url, addresses)


def _sitemap(base: str, addresses: list[str]) -> bytes:
    places = "".join(
        f"<url><loc>{html.escape(base + address)}</loc></url>\n" for address in addresses
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{places}</urlset>\n".encode()


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
