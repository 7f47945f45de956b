"""A site as a mapping: the path of every file → what makes its bytes, made when asked for.

`build` writes all of it, `serve` renders the page that is open, `verify --repository`
compares it with a copy: one and the same value.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from generator.history.versions import replaced_sources
from generator.records.registry import Platform
from generator.register.snapshot import Listing
from generator.site import printing, search
from generator.site.data import outputs as data
from generator.site.data.downloads import table_outputs
from generator.site.data.envelope import Publication
from generator.site.data.log_files import with_log
from generator.site.data.table import PlainTable
from generator.site.hosting import server_outputs
from generator.site.pages import compose, statistics
from generator.site.write import Content, FileEntry, Maker

# Of one platform, or of a further record of it: a path with a star for the id, and what makes the file.
PlatformMakers = Mapping[str, Callable[..., Content]]
UNPUBLISHED = (".map", "sitemap.xml", "sitemap.xml.gz")


class Site(Mapping[str, Maker]):
    """Every file of one publication but the manifest; `printed` is what the printer printed."""

    def __init__(self, publication: Publication, printed: Path) -> None:
        self.publication = publication
        shells = compose.Shells(printed)
        self._platforms: PlatformMakers = {
            **compose.platform_makers(publication.snapshot, shells),
            **data.platform_makers(publication),
        }
        self._shared: dict[str, Maker] = {}
        self._add(data.outputs(publication))
        self._add(search.outputs(publication.snapshot))
        replaced = replaced_sources(publication.chronicle)
        self._add(
            compose.page_outputs(publication.snapshot, shells, publication.findings, replaced)
        )
        self._add(_statistics(publication))
        self._add(_printed_files(printed, publication))
        base_url = publication.snapshot.register.site.base_url
        # A search engine is led to the platform itself.
        unlisted = {f"platforms/{name}/{compose.PAGE}" for name in self._merged}
        self._add(
            compose.sitemap_outputs(base_url, (path for path in self if path not in unlisted))
        )
        self._add(server_outputs([*self], base_url))

    def manifest(self, entries: list[FileEntry]) -> tuple[str, Content]:
        """Path and content of the manifest, which lists every other file in order of its path."""
        return data.MANIFEST, data.manifest(entries, self.publication)

    def __getitem__(self, path: str) -> Maker:
        if path in self._shared:
            return self._shared[path]
        for form, make in self._platforms.items():
            before, _, after = form.partition("*")
            if path.startswith(before) and path.endswith(after):
                name = path[len(before) : len(path) - len(after)]
                if listing := self._listings.get(self._merged.get(name, name)):
                    return partial(make, listing, merged=self._record(name))
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        yield from self._shared
        for name in (*self._listings, *self._merged):
            yield from (form.replace("*", name) for form in self._platforms)

    def __len__(self) -> int:
        names = len(self._listings) + len(self._merged)
        return len(self._shared) + names * len(self._platforms)

    @property
    def _listings(self) -> Mapping[str, Listing]:
        return self.publication.snapshot.listings

    @property
    def _merged(self) -> Mapping[str, str]:
        return self.publication.snapshot.register.merged

    def _record(self, name: str) -> Platform | None:
        """The record of a merged id; none of a platform's own."""
        return self.publication.snapshot.register.records[name] if name in self._merged else None

    def _add(self, outputs: Iterator[tuple[str, Maker]]) -> None:
        for path, make in outputs:
            if path in self._shared:
                raise ValueError(f"two files of one path: {path}")
            self._shared[path] = make


def _statistics(publication: Publication) -> Iterator[tuple[str, Maker]]:
    """Tables of the page of statistics, each as a spreadsheet and as CSV."""
    tables = cache(partial(statistics.tables, publication.snapshot))
    for name in statistics.MAKERS:
        yield from table_outputs(f"statistics/{name}", partial(_plain, tables, name), publication)


def _plain(tables: Callable[[], Mapping[str, statistics.Table]], name: str) -> PlainTable:
    table = tables()[name]
    return PlainTable(table.title, table.heads, table.rows)


def _printed_files(printed: Path, publication: Publication) -> Iterator[tuple[str, Maker]]:
    """Files of the printer besides the shells: the theme's own, and the prose."""
    for path in sorted(printed.rglob("*")):
        name = path.relative_to(printed).as_posix()
        is_wanted = not name.startswith(printing.DISCARDED) and not name.endswith(UNPUBLISHED)
        if path.is_file() and is_wanted:
            yield name, partial(_printed_file, path, name, publication)


def _printed_file(path: Path, name: str, publication: Publication) -> bytes:
    return with_log(name, path.read_bytes(), publication)
