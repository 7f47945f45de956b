"""Every page of the site, each filled into the printed shell of its column when asked for; and the site map of them."""

import html
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from generator.history.versions import ReplacedSource
from generator.register.snapshot import Snapshot
from generator.site.pages import (
    changes,
    help,
    home,
    notices,
    platforms,
    regulations,
    revocations,
    statistics,
)
from generator.site.pages.page import Page, alternates
from generator.site.pages.platform import PlatformPages
from generator.site.pages.templates import environment
from generator.site.pages.wording import Wording
from generator.site.printing import Shell, read_shell
from generator.terms.findings import Finding

Maker = Callable[[], bytes]
NONE_REPLACED: Mapping[str, Sequence[ReplacedSource]] = {}
Pages = Callable[[Snapshot, Wording], Iterator[Page]]
# Lists of platforms first: they take longest.
LISTS: tuple[Pages, ...] = (
    changes.changes_page,
    platforms.ending_page,
    platforms.directory_pages,
    platforms.function_pages,
    platforms.city_pages,
    platforms.year_pages,
    revocations.pages,
    home.pages,
)
PAGES: tuple[Pages, ...] = (
    notices.pages,
    regulations.regulation_pages,
    regulations.eligibility_page,
    statistics.pages,
    changes.feeds_page,
    home.english_page,
    help.help_pages,
)


class Shells:
    """The printed shells, each read once."""

    def __init__(self, printed: Path) -> None:
        self._printed = printed
        self._shells: dict[str, Shell] = {}

    def __getitem__(self, name: str) -> Shell:
        if name not in self._shells:
            self._shells[name] = read_shell(self._printed / name)
        return self._shells[name]


def page_outputs(
    snapshot: Snapshot,
    shells: Shells,
    findings: Iterable[Finding],
    replaced: Mapping[str, Sequence[ReplacedSource]] = NONE_REPLACED,
) -> Iterator[tuple[str, Maker]]:
    """Path and maker of every page that is not of a single platform."""
    wording = Wording(snapshot.register)
    fill = partial(_filled, snapshot, wording, shells)
    of_documents = (
        notices.sheets_of(each, snapshot, wording, replaced=replaced.get(each.id, ()))
        for each in snapshot.documents
    )
    for page in chain(
        *(make(snapshot, wording) for make in (*LISTS, *PAGES)),
        help.gaps_page(snapshot, findings),
        *of_documents,
    ):
        yield f"{page.address}{PAGE}", partial(fill, page)


def platform_makers(snapshot: Snapshot, shells: Shells) -> Mapping[str, Callable[..., bytes]]:
    """Maker of the page of one platform, or of a record merged into it, by path with a star for the id."""
    wording = Wording(snapshot.register)
    fill = partial(_filled, snapshot, wording, shells)
    pages_of_platforms = PlatformPages(snapshot, wording)
    return {
        f"platforms/*/{PAGE}": lambda listing, merged=None: fill(
            pages_of_platforms.page(listing, merged)
        )
    }


def _filled(snapshot: Snapshot, wording: Wording, shells: Shells, page: Page) -> bytes:
    head, title = _head(page, snapshot), html.escape(_title(page, snapshot))
    return shells[page.shell].filled(head, title, _content(page, snapshot, wording))


def _title(page: Page, snapshot: Snapshot) -> str:
    site = snapshot.register.site.title
    return site if page.title == site else f"{page.title} - {site}"


def _content(page: Page, snapshot: Snapshot, wording: Wording) -> str:
    template = environment().get_template(page.template)
    common = {"page": page, "root": page.root, "snapshot": snapshot, "wording": wording}
    return template.render(common | page.words)


def _picture(page: Page, snapshot: Snapshot) -> str:
    return html.escape(f"{snapshot.register.site.base_url}assets/shared/{page.picture}.png")


def _head(page: Page, snapshot: Snapshot) -> str:
    address = html.escape(snapshot.register.site.base_url + (page.canonical or page.address))
    lines = [
        f'<link rel="canonical" href="{address}">',
        f'<meta name="description" property="og:description" content="{html.escape(page.description)}">',
        f'<meta property="og:title" content="{html.escape(page.title)}">',
        f'<meta property="og:image" content="{_picture(page, snapshot)}">',
    ]
    lines += alternates(page)
    if page.linked_data:
        lines.append(f'<script type="application/ld+json">{page.linked_data}</script>')
    return "\n".join(lines)


PAGE = "index.html"
# Addresses of one file, by sitemaps.org.
MOST = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap_outputs(
    base_url: str, paths: Iterable[str], most: int = MOST
) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Path and maker of the site map of the pages among these paths, `most` addresses a file."""
    pages = sorted(path for path in paths if path.endswith(PAGE))
    if len(pages) <= most:
        yield "sitemap.xml", partial(_sitemap_file, "urlset", "url", base_url, pages)
        return
    parts = [pages[at : at + most] for at in range(0, len(pages), most)]
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, partial(_sitemap_file, "urlset", "url", base_url, part)
    yield "sitemap.xml", partial(_sitemap_file, "sitemapindex", "sitemap", base_url, names)


def _sitemap_file(root: str, each: str, base_url: str, paths: Sequence[str]) -> bytes:
    base = html.escape(base_url)
    lines = (f"<{each}><loc>{base}{p.removesuffix(PAGE)}</loc></{each}>\n" for p in paths)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    return f"{head}{''.join(lines)}</{root}>\n".encode()
