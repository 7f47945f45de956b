"""Every file for machines: the API and its schemas, downloads, feeds, calendars, badges."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator.exports import (
    badges,
    calendars,
    change_files,
    downloads,
    feeds,
    lists,
    log_files,
    materials,
    reference,
    schema,
)
from generator.exports.envelope import Publication
from generator.standing.snapshot import Listing
from generator.verifier.assembly import assembled

Content = bytes | Iterable[bytes]
MAKERS = (
    downloads.files,
    lists.files,
    lists.groups,
    calendars.files,
    reference.files,
    change_files.files,
    feeds.files,
    log_files.files,
    schema.files,
    materials.files,
)


def outputs(publication: Publication) -> Iterator[tuple[str, Callable[[], Content]]]:
    """Path and maker of every file that is not of a single platform."""
    yield "data/verify.py", lambda: assembled().encode()
    for maker in MAKERS:
        for path, content in maker(publication):
            made = content.read_bytes() if isinstance(content, Path) else content
            yield path, partial(bytes, made)
    for day in lists.year_ends(publication.snapshot):
        for path, content in lists.year_end(day, publication):
            yield (
                path,
                partial(bytes, content.read_bytes() if isinstance(content, Path) else content),
            )


def platform_makers(publication: Publication) -> Mapping[str, Callable[[Listing], Content]]:
    """Makers of the files of one platform, by their path with a star for the id."""

    def data(listing: Listing) -> Content:
        return bytes(lists.platform_file(listing, publication)[1])

    def feed(listing: Listing) -> Content:
        return bytes(feeds.platform_feed(listing, publication)[1])

    def badge(listing: Listing) -> Content:
        return bytes(badges.badge(listing, publication)[1])

    return {
        "api/v1/platforms/*.json": data,
        "badges/*.svg": badge,
        "feeds/platforms/*.atom": feed,
    }
