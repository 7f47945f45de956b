"""网站地图 The addresses of all pages, for search engines; a long one in parts, as its protocol asks."""

import html
from collections.abc import Iterable, Iterator, Sequence

from generator.parts import Held

PAGE = "index.html"
# Their address is not for search engines: they lead on to the page of the platform.
ASIDE = ("p/", "embed/")
# Addresses of one file, by sitemaps.org.
MOST = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def files(base_url: str, paths: Iterable[str], most: int = MOST) -> Iterator[Held]:
    """网站地图 Of the pages among these paths."""
    pages = sorted(p for p in paths if p.endswith(PAGE) and not p.startswith(ASIDE))
    if len(pages) <= most:
        yield "sitemap.xml", _written("urlset", "url", base_url, pages)
        return
    parts = [pages[at : at + most] for at in range(0, len(pages), most)]
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, _written("urlset", "url", base_url, part)
    yield "sitemap.xml", _written("sitemapindex", "sitemap", base_url, names)


def _written(of: str, each: str, base_url: str, paths: Sequence[str]) -> bytes:
    base = html.escape(base_url)
    lines = (f"<{each}><loc>{base}{p.removesuffix(PAGE)}</loc></{each}>\n" for p in paths)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{of} xmlns="{NAMESPACE}">\n'
    return f"{head}{''.join(lines)}</{of}>\n".encode()
