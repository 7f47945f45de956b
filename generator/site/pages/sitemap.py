"""The site map: addresses of all pages, for search engines; a long one in parts, as its protocol asks."""

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

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
        yield "sitemap.xml", partial(_written, "urlset", "url", base_url, pages)
        return
    parts = [pages[at : at + most] for at in range(0, len(pages), most)]
    names = [f"sitemap-{number}.xml" for number, _ in enumerate(parts, 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, partial(_written, "urlset", "url", base_url, part)
    yield "sitemap.xml", partial(_written, "sitemapindex", "sitemap", base_url, names)


def _written(root: str, each: str, base_url: str, paths: Sequence[str]) -> bytes:
    base = html.escape(base_url)
    lines = (f"<{each}><loc>{base}{p.removesuffix(PAGE)}</loc></{each}>\n" for p in paths)
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{NAMESPACE}">\n'
    return f"{head}{''.join(lines)}</{root}>\n".encode()
